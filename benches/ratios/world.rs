//! A graph of made-up jurisdictions under the real model: loaded, and where SPARQL is asked, with its rules run.

use super::DAY;
use super::made::{Maker, graph};
use cyberlex::catalog::{Asserted, NamedQuery, Project};
use cyberlex::corpus::Source;
use cyberlex::store::{Answer, Rows, Snapshot};
use oxigraph::model::{NamedNode, Triple};
use spargebra::Query;
use std::collections::BTreeMap;
use std::path::Path;

/// The seed of every run.
const SEED: u64 = 1;

/// A graph that can be asked in SPARQL.
pub(super) struct World {
    pub(super) project: Project,
    pub(super) seed: u64,
}

/// A graph that the rules have not seen, for the index alone.
pub(super) struct Unasked {
    pub(super) snapshot: Snapshot,
    /// Made with another seed.
    others: Maker,
}

impl World {
    /// Makes, loads and derives.
    pub(super) fn new(jurisdictions: u32) -> Self {
        let mut asserted = real();
        let maker = Maker::new(asserted.corpus(), SEED);
        asserted.snapshot = load(&asserted, &maker, jurisdictions);
        Self {
            project: asserted.derive(DAY).expect("the rules run"),
            seed: SEED,
        }
    }

    /// Makes and loads others.
    pub(super) fn unasked(jurisdictions: u32, seed: u64) -> Unasked {
        let asserted = real();
        let maker = Maker::new(asserted.corpus(), seed);
        Unasked {
            snapshot: load(&asserted, &maker, jurisdictions),
            others: Maker::new(asserted.corpus(), seed + 1),
        }
    }

    /// A query of the catalogue with its parameters bound.
    pub(super) fn bound(&self, query: &NamedQuery, params: &[(&str, &str)]) -> Query {
        let params: BTreeMap<String, String> = params
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        query
            .bind(&params, self.project.environment(DAY))
            .expect("parameters of the query")
    }

    /// The rows of a query.
    pub(super) fn rows(&self, query: &Query) -> Rows {
        match self.project.snapshot.evaluate(query).expect("it runs") {
            Answer::Rows(rows) => rows,
            other => unreachable!("{} where rows were asked for", other.kind()),
        }
    }
}

impl Unasked {
    /// Other law for the jurisdiction with a number, as its file alone would be loaded.
    pub(super) fn another(&self, number: u32) -> (String, Snapshot) {
        let made = self.others.make(number);
        let triples = made.triples.iter().map(|triple| (&made.graph, triple));
        let snapshot = Snapshot::load(triples, String::new()).expect("loaded");
        (made.code, snapshot)
    }
}

fn real() -> Asserted {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    Asserted::read(Source::directory(folder).expect("the project")).expect("it opens")
}

/// The real graph, its jurisdictions' law exchanged for that of made-up ones.
fn load(real: &Asserted, maker: &Maker, jurisdictions: u32) -> Snapshot {
    let made: Vec<(NamedNode, Vec<Triple>)> = (1..=jurisdictions)
        .map(|number| maker.make(number))
        .map(|made| (made.graph, made.triples))
        .chain([(graph("corpus/encoded"), maker.real_places())])
        .collect();
    let model = real
        .corpus()
        .documents
        .iter()
        .filter(|document| !document.name.starts_with("corpus/jurisdictions/"))
        .flat_map(|document| {
            let statements = document.statements.iter();
            statements.map(move |statement| (&document.graph, &statement.triple))
        });
    let law = made
        .iter()
        .flat_map(|(graph, triples)| triples.iter().map(move |triple| (graph, triple)));
    Snapshot::load(model.chain(law), format!("made-up-{jurisdictions}")).expect("loaded")
}
