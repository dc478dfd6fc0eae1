//! Made-up jurisdictions of the shape of the real ones, as many as are asked for: no facts, only their likeness.
//!
//! Each is the law of a real jurisdiction, chosen at random, under a code that no State has, with its norms dropped, doubled
//! and changed, its days moved, its penalties raised and lowered. The same seed and number give the same statements on every
//! machine, however many others are made.

mod change;
mod template;

use cyberlex::corpus::{Corpus, Prefixes};
use oorandom::Rand64;
use oxigraph::model::{NamedNode, Triple};
use oxttl::TurtleSerializer;
use template::{Choices, Template};

/// The first part of every code: one of those that ISO 3166 leaves to its users.
const COUNTRY: &str = "XMU";

/// What jurisdictions are made from.
pub(crate) struct Maker {
    templates: Vec<Template>,
    choices: Choices,
    seed: u64,
}

/// A made-up jurisdiction.
pub(crate) struct Made {
    /// Its code, "XMU-00001".
    pub(crate) code: String,
    /// The code of the real one whose shape it has.
    pub(crate) like: String,
    /// The graph that a file with this name would have.
    pub(crate) graph: NamedNode,
    /// Its statements, those of a subject together.
    pub(crate) triples: Vec<Triple>,
}

impl Maker {
    /// Reads the real corpus.
    pub(crate) fn new(corpus: &Corpus, seed: u64) -> Self {
        Self {
            templates: template::read(corpus),
            choices: Choices::read(corpus),
            seed,
        }
    }

    /// The jurisdiction with a number.
    pub(crate) fn make(&self, number: u32) -> Made {
        let mut dice = Dice(Rand64::new(
            (u128::from(self.seed) << 64) | u128::from(number),
        ));
        let template = dice.one_of(&self.templates);
        let code = format!("{COUNTRY}-{number:05}");
        let things = change::changed(template, &self.choices, &code, &mut dice);
        Made {
            graph: graph(&format!("corpus/jurisdictions/{code}")),
            like: template.code.clone(),
            triples: things
                .into_iter()
                .flat_map(template::Thing::triples)
                .collect(),
            code,
        }
    }

    /// What the real files say of the real jurisdictions themselves: names and codes, no law.
    pub(crate) fn real_places(&self) -> Vec<Triple> {
        self.templates
            .iter()
            .flat_map(|template| template.place.clone().triples())
            .collect()
    }
}

impl Made {
    /// The name of its file.
    pub(crate) fn file(&self) -> String {
        format!("corpus/jurisdictions/{}.ttl", self.code)
    }

    /// What its file says first.
    pub(crate) fn head(&self, seed: u64) -> String {
        format!(
            "# {}: MADE UP, and no fact about any law. Written by examples/generate.rs (seed {seed}) in the shape of {}.\n",
            self.code, self.like
        )
    }
}

/// Statements as a Turtle file with a comment at its top.
pub(crate) fn turtle(head: &str, prefixes: &Prefixes, triples: &[Triple]) -> Vec<u8> {
    let mut turtle = TurtleSerializer::new();
    for (prefix, namespace) in prefixes.iter() {
        turtle = turtle
            .with_prefix(prefix, namespace)
            .expect("a namespace of the project");
    }
    let mut turtle = turtle.for_writer(head.as_bytes().to_vec());
    for triple in triples {
        turtle.serialize_triple(triple).expect("memory takes it");
    }
    turtle.finish().expect("memory takes it")
}

/// The named graph of a file, by its name without the ending.
pub(crate) fn graph(stem: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{}{stem}", cyberlex::vocab::GRAPH))
}

/// Chance that is the same everywhere.
struct Dice(Rand64);

impl Dice {
    /// True so many times in a hundred.
    fn percent(&mut self, times: u64) -> bool {
        self.below(100) < times
    }

    /// A number from zero on, below the end.
    fn below(&mut self, end: u64) -> u64 {
        self.0.rand_range(0..end.max(1))
    }

    fn one_of<'t, T>(&mut self, things: &'t [T]) -> &'t T {
        let last = things.len() as u64;
        &things[usize::try_from(self.below(last)).expect("a position")]
    }
}
