//! Every IRI that the program itself speaks about, as constants; a test holds them against `ontology/`.

/// Everything that this project coins begins with this.
pub const BASE: &str = "https://w3id.org/cyberlex/";
/// Terms of the legal-measures ontology.
pub const LM: &str = "https://w3id.org/cyberlex/ontology#";
/// Concepts: `<CONCEPT><scheme>/<term>`.
pub const CONCEPT: &str = "https://w3id.org/cyberlex/concept/";
/// Data: jurisdictions, instruments, provisions, norms.
pub const ID: &str = "https://w3id.org/cyberlex/id/";
/// Named graphs, one a file.
pub const GRAPH: &str = "https://w3id.org/cyberlex/graph/";
/// The named graph of everything that rules derived.
pub const DERIVED: &str = "https://w3id.org/cyberlex/graph/derived";

/// The named graph in which the project declares its prefixes.
pub const PREFIXES: &str = "https://w3id.org/cyberlex/graph/ontology/prefixes";

/// Concept schemes that have a prefix of their own.
pub const SCHEMES: &[&str] = &[
    "action",
    "addressee",
    "auth",
    "basis",
    "circ",
    "conduct",
    "datacat",
    "end",
    "exempt",
    "force",
    "group",
    "mens",
    "object",
    "rule",
    "safeguard",
    "scope",
    "theme",
    "threshold",
    "topic",
    "tradition",
];

/// Prefixes of other vocabularies that queries may use undeclared.
pub const FOREIGN: &[(&str, &str)] = &[
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("eli", "http://data.europa.eu/eli/ontology#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("sh", "http://www.w3.org/ns/shacl#"),
];

/// Vocabularies in which the data set and the endpoint are described; `lmsd` is ours, for the limits of the endpoint.
pub const DESCRIBING: &[(&str, &str)] = &[
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("lmsd", "https://w3id.org/cyberlex/service#"),
    ("sd", "http://www.w3.org/ns/sparql-service-description#"),
    ("void", "http://rdfs.org/ns/void#"),
];

/// Terms of the legal-measures ontology, one constant a term.
pub mod lm;

/// Terms of RDF, RDFS, SKOS, ELI, PROV and SHACL that the program reads.
pub mod foreign {
    /// `rdf:type`
    pub const RDF_TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
    /// `rdfs:domain`
    pub const RDFS_DOMAIN: &str = "http://www.w3.org/2000/01/rdf-schema#domain";
    /// `rdfs:range`
    pub const RDFS_RANGE: &str = "http://www.w3.org/2000/01/rdf-schema#range";
    /// `owl:versionInfo`
    pub const OWL_VERSION_INFO: &str = "http://www.w3.org/2002/07/owl#versionInfo";
    /// `skos:example`
    pub const SKOS_EXAMPLE: &str = "http://www.w3.org/2004/02/skos/core#example";
    /// `rdfs:label`
    pub const RDFS_LABEL: &str = "http://www.w3.org/2000/01/rdf-schema#label";
    /// `skos:prefLabel`
    pub const SKOS_PREF_LABEL: &str = "http://www.w3.org/2004/02/skos/core#prefLabel";
    /// `skos:altLabel`
    pub const SKOS_ALT_LABEL: &str = "http://www.w3.org/2004/02/skos/core#altLabel";
    /// `skos:definition`
    pub const SKOS_DEFINITION: &str = "http://www.w3.org/2004/02/skos/core#definition";
    /// `skos:scopeNote`
    pub const SKOS_SCOPE_NOTE: &str = "http://www.w3.org/2004/02/skos/core#scopeNote";
    /// `skos:notation`
    pub const SKOS_NOTATION: &str = "http://www.w3.org/2004/02/skos/core#notation";
    /// `skos:Concept`
    pub const SKOS_CONCEPT: &str = "http://www.w3.org/2004/02/skos/core#Concept";
    /// `skos:ConceptScheme`
    pub const SKOS_CONCEPT_SCHEME: &str = "http://www.w3.org/2004/02/skos/core#ConceptScheme";
    /// `rdfs:subClassOf`
    pub const RDFS_SUB_CLASS_OF: &str = "http://www.w3.org/2000/01/rdf-schema#subClassOf";
    /// `owl:Class`
    pub const OWL_CLASS: &str = "http://www.w3.org/2002/07/owl#Class";
    /// `owl:ObjectProperty`
    pub const OWL_OBJECT_PROPERTY: &str = "http://www.w3.org/2002/07/owl#ObjectProperty";
    /// `owl:DatatypeProperty`
    pub const OWL_DATATYPE_PROPERTY: &str = "http://www.w3.org/2002/07/owl#DatatypeProperty";
    /// `dcterms:publisher`
    pub const DCTERMS_PUBLISHER: &str = "http://purl.org/dc/terms/publisher";
    /// `skos:note`
    pub const SKOS_NOTE: &str = "http://www.w3.org/2004/02/skos/core#note";
    /// `dcterms:identifier`
    pub const DCTERMS_IDENTIFIER: &str = "http://purl.org/dc/terms/identifier";
    /// `eli:date_document`
    pub const ELI_DATE_DOCUMENT: &str = "http://data.europa.eu/eli/ontology#date_document";
    /// `eli:first_date_entry_in_force`
    pub const ELI_FIRST_DATE_ENTRY_IN_FORCE: &str =
        "http://data.europa.eu/eli/ontology#first_date_entry_in_force";
    /// `dcterms:language`
    pub const DCTERMS_LANGUAGE: &str = "http://purl.org/dc/terms/language";
    /// `dcterms:title`
    pub const DCTERMS_TITLE: &str = "http://purl.org/dc/terms/title";
    /// `eli:is_part_of`
    pub const ELI_IS_PART_OF: &str = "http://data.europa.eu/eli/ontology#is_part_of";
    /// `eli:title_short`
    pub const ELI_TITLE_SHORT: &str = "http://data.europa.eu/eli/ontology#title_short";
    /// `eli:title`
    pub const ELI_TITLE: &str = "http://data.europa.eu/eli/ontology#title";
    /// `eli:is_member_of`
    pub const ELI_IS_MEMBER_OF: &str = "http://data.europa.eu/eli/ontology#is_member_of";
    /// `skos:broader`
    pub const SKOS_BROADER: &str = "http://www.w3.org/2004/02/skos/core#broader";
    /// `skos:inScheme`
    pub const SKOS_IN_SCHEME: &str = "http://www.w3.org/2004/02/skos/core#inScheme";
    /// `prov:wasDerivedFrom`
    pub const PROV_WAS_DERIVED_FROM: &str = "http://www.w3.org/ns/prov#wasDerivedFrom";
    /// `eli:number`
    pub const ELI_NUMBER: &str = "http://data.europa.eu/eli/ontology#number";
    /// `sh:prefix`
    pub const SH_PREFIX: &str = "http://www.w3.org/ns/shacl#prefix";
    /// `sh:namespace`
    pub const SH_NAMESPACE: &str = "http://www.w3.org/ns/shacl#namespace";
}
