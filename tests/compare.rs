//! Jurisdictions and instruments side by side: hand-made cases with a known answer, laws that hold for any, and the real
//! corpus recomputed in SPARQL.

use crate::common::world::{ACCESS, Opened, PLAIN, World};
use crate::common::{TODAY, real, texts};
use cyberlex::catalog::{NamedQuery, Project};
use cyberlex::coverage::{ComparedElement, ComparedTopic, Comparison, Index, Side, SideKind};
use cyberlex::view::comparison_table;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

const ONTOLOGY: &str = "https://w3id.org/cyberlex/ontology#";

/// Article 2 of `tiny`, and beside it two instruments: `read`, known by its text, and `recalled`, known in part from memory.
/// AAA requires more than article 2 lets it; BBB was searched and has nothing; CCC was not searched.
fn world() -> Opened {
    let mut world = World::new();
    world.requirement(2, ACCESS);
    world.state("AAA").state("BBB").state("CCC");
    world.survey("BBB", "2000-01-01");
    world.norm(
        "AAA",
        &format!(
            "{PLAIN} ; lm:requiresCircumstance circ:serious-harm ; lm:penalty <instrument/AAA/p1>"
        ),
    );
    world.also(
        "AAA",
        "<instrument/AAA/p1> a lm:Penalty ; lm:imprisonmentMaxMonths 24 .\n\
         <reading/memory> a lm:SourceReading ; dcterms:title \"Memory\"@en ; lm:consultedOn \"2026-01-01\"^^xsd:date ; \
         lm:basis basis:editorial .\n",
    );
    world.also("AAA", READ).also("AAA", RECALLED);
    world.open()
}

const READ: &str = "<instrument/read> a lm:Treaty ; eli:title \"Convention Read\"@en ; prov:wasDerivedFrom <reading/all> .\n\
    <instrument/read/art5> a lm:Provision ; eli:is_part_of <instrument/read> ; eli:number \"art 5\" ; \
    eli:title \"Access\"@en ; lm:requires <instrument/read/art5/r1> , <instrument/read/art5/r2> .\n\
    <instrument/read/art5/r1> a lm:Requirement ; lm:pinpoint \"5(1)\" ; lm:topic topic:illegal-access ; \
    lm:obligation lm:mandatory ; lm:reservable true ; lm:conduct conduct:access ; lm:object object:computer-system ; \
    lm:mentalElement mens:intention ; lm:permitsByReservation circ:serious-harm ; prov:wasDerivedFrom <reading/all> .\n\
    <instrument/read/art5/r2> a lm:Requirement ; lm:pinpoint \"5(2)\" ; lm:topic topic:illegal-access ; \
    lm:obligation lm:optional ; lm:conduct conduct:remain ; lm:object object:computer-system ; \
    lm:mentalElement mens:intention ; prov:wasDerivedFrom <reading/all> .\n";

const RECALLED: &str = "<instrument/recalled> a lm:Treaty ; eli:title \"Recalled\"@en ; prov:wasDerivedFrom <reading/all> .\n\
    <instrument/recalled/art1> a lm:Provision ; eli:is_part_of <instrument/recalled> ; eli:number \"art 1\" ; \
    eli:title \"Access\"@en ; lm:requires <instrument/recalled/art1/r1> .\n\
    <instrument/recalled/art1/r1> a lm:Requirement ; lm:pinpoint \"1\" ; lm:topic topic:illegal-access ; \
    lm:obligation lm:mandatory ; lm:conduct conduct:access ; lm:object object:computer-system ; \
    prov:wasDerivedFrom <reading/memory> .\n\
    <instrument/recalled/art3> a lm:Provision ; eli:is_part_of <instrument/recalled> ; eli:number \"art 3\" ; \
    eli:title \"Fraud\"@en ; lm:requires <instrument/recalled/art3/r1> .\n\
    <instrument/recalled/art3/r1> a lm:Requirement ; lm:pinpoint \"3\" ; lm:topic topic:computer-fraud ; \
    lm:obligation lm:mandatory ; lm:conduct conduct:alter ; lm:object object:computer-data ; \
    prov:wasDerivedFrom <reading/memory> .\n";

fn compare(index: &Index, sides: &[&str], topics: &[&str]) -> Comparison {
    let sides: Vec<Side> = sides
        .iter()
        .map(|name| index.side(name).expect("a known side"))
        .collect();
    let topics: Vec<String> = topics.iter().map(|topic| (*topic).to_owned()).collect();
    index
        .compare(&sides, &topics, TODAY, "en")
        .expect("a comparison")
}

fn topic<'c>(comparison: &'c Comparison, name: &str) -> &'c ComparedTopic {
    let found = comparison
        .topics
        .iter()
        .find(|topic| topic.topic.iri.ends_with(&format!("/{name}")));
    found.expect("the topic is compared")
}

fn element<'c>(topic: &'c ComparedTopic, property: &str) -> &'c ComparedElement {
    let found = topic
        .elements
        .iter()
        .find(|element| element.element.iri == format!("{ONTOLOGY}{property}"));
    found.expect("the element is compared")
}

/// The values of each side, by the last part of their IRI.
fn values(element: &ComparedElement) -> Vec<BTreeSet<&str>> {
    element
        .values
        .iter()
        .map(|values| {
            let iris = values.iter().map(|compared| compared.value.iri.as_str());
            iris.map(|iri| iri.rsplit('/').next().expect("a name"))
                .collect()
        })
        .collect()
}

fn set<const N: usize>(names: [&'static str; N]) -> BTreeSet<&'static str> {
    BTreeSet::from(names)
}

#[test]
fn a_jurisdiction_stands_beside_an_instrument() {
    let world = world();
    let comparison = compare(&world.index, &["aaa", "tiny"], &[]);
    assert_eq!(comparison.codes, ["AAA", "tiny"]);
    let kinds: Vec<SideKind> = comparison.sides.iter().map(|side| side.kind).collect();
    assert_eq!(kinds, [SideKind::Jurisdiction, SideKind::Instrument]);
    assert_eq!(comparison.names, ["AAA", "Tiny"]);
    assert_eq!(comparison.topics.len(), 1);
    let access = topic(&comparison, "illegal-access");
    let cited: Vec<&str> = access
        .provisions
        .iter()
        .flatten()
        .map(|provision| provision.citation.text.as_str())
        .collect();
    assert_eq!(cited, ["Act of AAA s 1", "Tiny art 2"]);
    assert!(
        access.provisions[1][0]
            .citation
            .iri
            .ends_with("/instrument/tiny/art2")
    );
    let conduct = element(access, "conduct");
    assert_eq!(values(conduct), [set(["access"]), set(["access"])]);
    assert!(!conduct.differs);
    let required = element(access, "requiresCircumstance");
    assert_eq!(
        values(required),
        [
            set(["serious-harm", "without-right"]),
            set(["without-right"])
        ]
    );
    assert!(required.differs);
    let permitted = element(access, "permitsCircumstance");
    let both = set(["dishonest-intent", "infringing-security-measures"]);
    assert_eq!(values(permitted), [set([]), both]);
    assert!(
        !permitted.differs,
        "a law permits nothing, and does not differ by it"
    );
    assert_eq!(access.penalties[0].len(), 1);
    assert!(access.penalties[1].is_empty());
}

#[test]
fn what_an_instrument_leaves_to_the_parties_is_told_from_what_it_requires() {
    let world = world();
    let comparison = compare(&world.index, &["tiny", "read"], &["illegal-access"]);
    let access = topic(&comparison, "illegal-access");
    let read: Vec<(&str, bool, bool)> = access.provisions[1]
        .iter()
        .map(|p| (p.citation.number.as_str(), p.optional, p.reservable))
        .collect();
    assert_eq!(read, [("art 5(1)", false, true), ("art 5(2)", true, false)]);
    let conduct = &element(access, "conduct").values[1];
    let told: Vec<(&str, bool, &str)> = conduct
        .iter()
        .map(|compared| {
            let only = compared.only.first().expect("not both have it");
            (
                compared.value.label.as_str(),
                compared.optional,
                only.number.as_str(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("access", false, "art 5(1)"),
            ("remain in a system", true, "art 5(2)")
        ]
    );
    let fault = &element(access, "mentalElement").values[1][0];
    assert!(fault.only.is_empty() && !fault.optional);
    let reserved = element(access, "permitsByReservation");
    assert_eq!(values(reserved), [set([]), set(["serious-harm"])]);
    assert!(reserved.differs);
    let text = comparison_table(&comparison).to_markdown();
    for told in [
        "read (instrument)",
        "art 5(1) (reservable); art 5(2) (optional)",
        "access (art 5(1) only), remain in a system (art 5(2) only; optional)",
    ] {
        assert!(text.contains(told), "{told}\n{text}");
    }
}

#[test]
fn what_was_not_read_is_marked_and_never_absent() {
    let world = world();
    let sides = ["AAA", "BBB", "CCC", "tiny", "read", "recalled"];
    let comparison = compare(&world.index, &sides, &[]);
    let access = topic(&comparison, "illegal-access");
    let starred: Vec<bool> = access
        .provisions
        .iter()
        .map(|provisions| provisions.iter().any(|p| p.editorial))
        .collect();
    assert_eq!(starred, [false, false, false, false, false, true]);
    // Fault is silent in `recalled` because nobody read it; of CCC nothing is known at all.
    let fault = element(access, "mentalElement");
    assert_eq!(fault.known, [true, true, false, true, true, false]);
    assert!(!fault.differs, "what is not known differs from nothing");
    assert_eq!(
        element(access, "conduct").known,
        [true, true, false, true, true, true]
    );
    assert_eq!(
        access.penalties_known,
        [true, true, false, true, true, true]
    );
    // An empty cell says "none" for the searched State and for the instrument that was read whole, for no other.
    let fraud = topic(&comparison, "computer-fraud");
    assert_eq!(fraud.surveyed, [false, true, false, false, true, false]);
    let table = comparison_table(&comparison);
    let row: Vec<String> = table.rows[0].iter().map(|cell| cell.plain()).collect();
    assert_eq!(row[0], "computer-related fraud");
    assert_eq!(row[3..], ["?", "–", "?", "?", "–", "art 3*"]);
}

#[test]
fn a_wider_topic_is_not_passed_over_as_nothing() {
    let mut world = World::new();
    world.requirement(2, ACCESS);
    world.state("AAA").state("BBB").survey("AAA", "2000-01-01");
    world.survey("BBB", "2000-01-01");
    world.norm("AAA", &format!("{PLAIN} ; lm:topic topic:cia-offences"));
    let opened = world.open();
    let comparison = compare(&opened.index, &["AAA", "BBB", "tiny"], &["cia-offences"]);
    let wide = topic(&comparison, "cia-offences");
    assert_eq!(
        wide.elsewhere,
        [false, false, true],
        "tiny asks for access, which lies within"
    );
    let row: Vec<String> = comparison_table(&comparison).rows[0]
        .iter()
        .map(|cell| cell.plain())
        .collect();
    assert_eq!(row[4..], ["–", "↕"]);
}

#[test]
fn names_are_codes_or_instruments_and_near_ones_are_suggested() {
    let world = world();
    for (name, kind) in [
        ("AAA", SideKind::Jurisdiction),
        ("aaa", SideKind::Jurisdiction),
        ("Tiny", SideKind::Instrument),
        (
            "https://w3id.org/cyberlex/id/instrument/tiny",
            SideKind::Instrument,
        ),
    ] {
        assert_eq!(
            world.index.side(name).expect("known").kind(),
            kind,
            "{name}"
        );
    }
    for (name, near) in [("AAB", "did you mean AAA?"), ("tyni", "did you mean tiny?")] {
        let error = world.index.side(name).expect_err("unknown").to_string();
        assert!(
            error.starts_with("there is no jurisdiction or instrument"),
            "{error}"
        );
        assert!(
            error.contains(near) && error.contains("known: AAA, BBB"),
            "{error}"
        );
    }
}

/// The real corpus, opened once.
static REAL: LazyLock<(Project, Index)> = LazyLock::new(|| {
    let project = real();
    let index = Index::new(&project.snapshot).expect("an index");
    (project, index)
});

/// Everything in a comparison that belongs to the side at a position.
fn column(comparison: &Comparison, side: usize) -> Vec<String> {
    let mut column = vec![format!("{:?}", comparison.sides[side])];
    for topic in &comparison.topics {
        column.push(format!(
            "{:?} {:?} {} {} {:?} {}",
            topic.topic,
            topic.provisions[side],
            topic.surveyed[side],
            topic.elsewhere[side],
            topic.penalties[side],
            topic.penalties_known[side],
        ));
        for element in &topic.elements {
            column.push(format!(
                "{:?} {:?} {} {}",
                element.element, element.values[side], element.known[side], element.differs
            ));
        }
    }
    column
}

#[test]
fn the_order_of_the_sides_only_moves_the_columns() {
    let index = &REAL.1;
    let forth = ["KEN", "budapest", "CHN", "malabo", "sco-2009", "un-2024"];
    let back: Vec<&str> = forth.iter().rev().copied().collect();
    let (one, other) = (compare(index, &forth, &[]), compare(index, &back, &[]));
    assert!(one.topics.len() > 50, "{} topics", one.topics.len());
    for side in 0..forth.len() {
        let there = forth.len() - 1 - side;
        assert_eq!(column(&one, side), column(&other, there), "{}", forth[side]);
    }
}

#[test]
fn several_topics_are_the_topics_of_each() {
    let index = &REAL.1;
    let sides = ["KEN", "budapest"];
    let names = |topics: &[&str]| -> BTreeSet<String> {
        let compared = compare(index, &sides, topics).topics;
        compared.into_iter().map(|topic| topic.topic.iri).collect()
    };
    let (access, powers) = (names(&["illegal-access"]), names(&["search-seizure"]));
    assert_ne!(access, powers);
    let both = names(&["illegal-access", "search-seizure"]);
    assert_eq!(both, access.union(&powers).cloned().collect());
}

/// The rows of a query as texts.
fn rows(project: &Project, sparql: &str) -> BTreeSet<Vec<String>> {
    let query = NamedQuery::parse("q.rq", sparql, &project.prefixes).expect("SPARQL");
    let answer = project.snapshot.evaluate(query.query());
    texts(answer.expect("an answer"))
}

/// The instruments of the corpus that ask.
const INSTRUMENTS: [&str; 6] = [
    "budapest",
    "budapest-p1",
    "budapest-p2",
    "malabo",
    "sco-2009",
    "un-2024",
];

/// What each instrument asks on each topic, element by element, out of the graph: instrument, topic, property, value.
const ASKED: &str = "SELECT DISTINCT ?instrument ?topic ?property ?value WHERE { \
    ?article lm:requires ?r ; eli:is_part_of+ ?instrument . ?instrument a ?kind . \
    FILTER(?kind IN (lm:Treaty, lm:ModelLaw)) \
    ?r lm:topic ?topic ; ?property ?value . ?value skos:inScheme ?scheme . \
    FILTER(?property NOT IN (lm:topic, lm:allows)) }";

#[test]
fn the_elements_of_instruments_are_those_of_the_graph() {
    let (project, index) = &*REAL;
    let comparison = compare(index, &INSTRUMENTS, &[]);
    let mut compared = BTreeSet::new();
    for topic in &comparison.topics {
        for element in &topic.elements {
            for (side, values) in comparison.sides.iter().zip(&element.values) {
                compared.extend(values.iter().map(|value| {
                    let parts = [
                        &side.name.iri,
                        &topic.topic.iri,
                        &element.element.iri,
                        &value.value.iri,
                    ];
                    parts.map(String::clone).to_vec()
                }));
            }
        }
    }
    let graph = rows(project, ASKED);
    assert!(graph.len() > 500, "{} rows", graph.len());
    let missing: Vec<_> = graph.difference(&compared).collect();
    let invented: Vec<_> = compared.difference(&graph).collect();
    assert!(
        missing.is_empty() && invented.is_empty(),
        "{missing:#?}\n{invented:#?}"
    );
}

#[test]
fn article_2_of_budapest_stands_beside_illegal_access_of_malabo() {
    let (project, index) = &*REAL;
    let comparison = compare(index, &["budapest", "malabo"], &["illegal-access"]);
    assert_eq!(comparison.topics.len(), 1);
    let access = &comparison.topics[0];
    let conduct = element(access, "conduct");
    assert_eq!(
        values(conduct),
        [
            set(["access"]),
            set(["access", "exceed-authorised-access", "remain"])
        ]
    );
    assert!(conduct.differs);
    assert!(!element(access, "object").differs);
    // Where they stand, and whether they were read: out of the graph.
    let graph = rows(
        project,
        "SELECT DISTINCT ?article WHERE { ?article lm:requires ?r . \
         ?r lm:topic <https://w3id.org/cyberlex/concept/topic/illegal-access> . \
         FILTER(STRSTARTS(STR(?article), 'https://w3id.org/cyberlex/id/instrument/budapest/') \
         || STRSTARTS(STR(?article), 'https://w3id.org/cyberlex/id/instrument/malabo/')) }",
    );
    let cited: BTreeSet<Vec<String>> = access
        .provisions
        .iter()
        .flatten()
        .map(|provision| vec![provision.citation.iri.clone()])
        .collect();
    assert_eq!(cited, graph);
}

#[test]
fn requirements_from_memory_are_starred_as_in_the_graph() {
    let (project, index) = &*REAL;
    let comparison = compare(index, &INSTRUMENTS, &[]);
    let graph = rows(
        project,
        "SELECT DISTINCT ?article ?topic WHERE { ?article lm:requires ?r . ?r lm:topic ?topic ; \
         prov:wasDerivedFrom/lm:basis basis:editorial }",
    );
    let starred: BTreeSet<Vec<String>> = comparison
        .topics
        .iter()
        .flat_map(|topic| {
            let provisions = topic.provisions.iter().flatten().filter(|p| p.editorial);
            provisions.map(|p| vec![p.citation.iri.clone(), topic.topic.iri.clone()])
        })
        .collect();
    assert!(graph.len() > 50, "{} rows", graph.len());
    assert_eq!(starred, graph);
    // Only what was read whole is ever said to ask for nothing.
    let silent: BTreeMap<&str, bool> = comparison
        .sides
        .iter()
        .enumerate()
        .map(|(at, side)| {
            let none = comparison.topics.iter().any(|topic| topic.surveyed[at]);
            (side.code.as_str(), none)
        })
        .collect();
    for (code, from_memory) in [
        ("budapest", false),
        ("budapest-p2", true),
        ("malabo", true),
        ("sco-2009", true),
        ("un-2024", true),
    ] {
        assert_eq!(silent[code], !from_memory, "{code}");
    }
}
