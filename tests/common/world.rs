//! A made-up world: a few requirements, a few legal orders, with the real ontology.

use super::TODAY;
use cyberlex::catalog::Project;
use cyberlex::corpus::Source;
use cyberlex::coverage::{ArticleAnswer, Index};
use cyberlex::model::{Day, RequirementState, Status};
use cyberlex::vocab::SCHEMES;
use std::fmt::Write as _;

/// Elements of article 2 of the made-up instrument: access to a system, as the Budapest Convention asks for it.
pub(crate) const ACCESS: &str = "lm:conduct conduct:access ; lm:object object:computer-system ; \
    lm:mentalElement mens:intention ; lm:requiresCircumstance circ:without-right ; \
    lm:permitsCircumstance circ:infringing-security-measures , circ:dishonest-intent";

/// A norm that answers [`ACCESS`] exactly.
pub(crate) const PLAIN: &str = "lm:conduct conduct:access ; lm:object object:computer-system ; \
    lm:mentalElement mens:intention ; lm:requiresCircumstance circ:without-right";

/// Turtle in the making.
#[derive(Clone)]
pub(crate) struct World {
    files: Vec<(String, String)>,
    requirements: usize,
    norms: usize,
}

impl World {
    /// An instrument `tiny` without articles, and nobody.
    pub(crate) fn new() -> Self {
        let tiny = "<instrument/tiny> a lm:Treaty ; eli:title \"Tiny Convention\"@en ; eli:title_short \"Tiny\"@en .\n\
            <reading/all> a lm:SourceReading ; dcterms:title \"All\"@en ; lm:consultedOn \"2026-01-01\"^^xsd:date ; \
            lm:basis basis:primary-text .\n";
        Self {
            files: vec![("corpus/instruments/tiny.ttl".to_owned(), tiny.to_owned())],
            requirements: 0,
            norms: 0,
        }
    }

    /// Adds a requirement to an article of the instrument, and gives its number.
    pub(crate) fn requirement(&mut self, article: usize, elements: &str) -> usize {
        self.requirement_as(article, elements, "mandatory")
    }

    /// The same, `mandatory` or `optional`.
    pub(crate) fn requirement_as(
        &mut self,
        article: usize,
        elements: &str,
        obligation: &str,
    ) -> usize {
        self.requirements += 1;
        let r = self.requirements;
        let topic = if elements.contains("lm:topic") {
            ""
        } else {
            "lm:topic topic:illegal-access ; "
        };
        let text = &mut self.files[0].1;
        let _ = write!(
            text,
            "<instrument/tiny/art{article}> a lm:Provision ; eli:is_part_of <instrument/tiny> ; \
             eli:number \"art {article}\" ; eli:title \"Article {article}\"@en ; lm:requires <instrument/tiny/r{r}> .\n\
             <instrument/tiny/r{r}> a lm:Requirement ; lm:obligation lm:{obligation} ; {topic}\
             {elements} ; prov:wasDerivedFrom <reading/all> .\n"
        );
        r
    }

    /// Adds a legal order with a file of its own and an act.
    pub(crate) fn state(&mut self, code: &str) -> &mut Self {
        self.files.push((
            format!("corpus/jurisdictions/{code}.ttl"),
            format!(
                "<jurisdiction/{code}> a lm:State ; skos:prefLabel \"{code}\"@en ; dcterms:identifier \"{code}\" .\n\
                 <instrument/{code}> a lm:Statute ; lm:ofParty <jurisdiction/{code}> ; eli:title_short \"Act of {code}\"@en .\n"
            ),
        ));
        self
    }

    fn file(&mut self, code: &str) -> &mut String {
        let name = format!("corpus/jurisdictions/{code}.ttl");
        &mut self
            .files
            .iter_mut()
            .find(|(file, _)| *file == name)
            .expect("the state was added")
            .1
    }

    /// Adds a norm with a section of its own to a legal order.
    pub(crate) fn norm(&mut self, code: &str, elements: &str) -> usize {
        self.norms += 1;
        let n = self.norms;
        let force = if elements.contains("lm:inForceFrom") || elements.contains("lm:reviewState") {
            ""
        } else {
            " ; lm:inForceFrom \"2000-01-01\"^^xsd:date"
        };
        let class = if elements.contains("lm:action") {
            "Power"
        } else {
            "Offence"
        };
        let _ = write!(
            self.file(code),
            "<instrument/{code}/s{n}> a lm:Provision ; eli:is_part_of <instrument/{code}> ; eli:number \"s {n}\" ; \
             lm:establishes <instrument/{code}/s{n}/n1> .\n\
             <instrument/{code}/s{n}/n1> a lm:{class} ; lm:topic topic:illegal-access ; {elements}{force} ; \
             prov:wasDerivedFrom <reading/all> .\n"
        );
        n
    }

    /// Adds anything at all to the file of a legal order.
    pub(crate) fn also(&mut self, code: &str, turtle: &str) -> &mut Self {
        self.file(code).push_str(turtle);
        self
    }

    /// Says that the law was searched for all substantive topics, for days from `from` on.
    pub(crate) fn survey(&mut self, code: &str, from: &str) -> &mut Self {
        let turtle = format!(
            "<survey/{code}> a lm:Survey ; lm:surveyOf <jurisdiction/{code}> ; lm:surveyedOn \"2026-01-01\"^^xsd:date ; \
             lm:surveyedFrom \"{from}\"^^xsd:date ; lm:surveyedTopic topic:substantive .\n"
        );
        self.also(code, &turtle)
    }

    /// Writes the files down, in reverse order of names if asked, and opens the project.
    pub(crate) fn open(&self) -> Opened {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut head = String::from(
            "@base <https://w3id.org/cyberlex/id/> .\n@prefix lm: <https://w3id.org/cyberlex/ontology#> .\n",
        );
        for prefix in SCHEMES {
            let _ = writeln!(
                head,
                "@prefix {prefix}: <https://w3id.org/cyberlex/concept/{prefix}/> ."
            );
        }
        head.push_str(
            "@prefix dcterms: <http://purl.org/dc/terms/> .\n@prefix eli: <http://data.europa.eu/eli/ontology#> .\n\
             @prefix prov: <http://www.w3.org/ns/prov#> .\n@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n\
             @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n",
        );
        for (name, text) in &self.files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().expect("in a folder")).expect("made");
            std::fs::write(path, format!("{head}{text}")).expect("written");
        }
        let source = Source::directory(folder.path()).expect("a project folder");
        let project = Project::open(source, TODAY).expect("the world opens");
        assert!(
            project.corpus().problems.is_empty(),
            "{:?}",
            project.corpus().problems
        );
        let index = Index::new(&project.snapshot).expect("an index");
        Opened { project, index }
    }

    /// The same world with another basis of all readings.
    pub(crate) fn with_basis(&self, basis: &str) -> Self {
        let mut other = self.clone();
        for (_, text) in &mut other.files {
            *text = text.replace("basis:primary-text", &format!("basis:{basis}"));
        }
        other
    }

    /// Renames the files of all legal orders so that they are read in another order.
    pub(crate) fn shuffled(&self) -> Self {
        let mut other = self.clone();
        other.files.reverse();
        for (i, (name, _)) in other.files.iter_mut().enumerate() {
            *name = format!("corpus/jurisdictions/{i:03}.ttl");
        }
        other
    }
}

/// A world that can be asked.
pub(crate) struct Opened {
    pub(crate) project: Project,
    pub(crate) index: Index,
}

impl Opened {
    /// An article of the instrument for a legal order on a day.
    pub(crate) fn article(&self, code: &str, article: usize, day: Day) -> ArticleAnswer {
        let place = self.index.jurisdiction(code).expect("a known code");
        let number = article.to_string();
        let matrix = self
            .index
            .matrix("tiny", &[place], day, Some(&number), "en")
            .expect("a matrix");
        matrix.rows.into_iter().next().expect("a row")
    }

    /// Its status today.
    pub(crate) fn status(&self, code: &str, article: usize) -> Status {
        self.article(code, article, TODAY).status
    }

    /// The state of its first requirement today.
    pub(crate) fn state(&self, code: &str, article: usize) -> RequirementState {
        self.article(code, article, TODAY).requirements[0].state
    }
}
