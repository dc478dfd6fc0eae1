//! What is asked of both.

use super::DAY;
use super::sparql::{self, Form};
use super::world::World;
use cyberlex::coverage::{Index, JurisdictionId, Side};
use cyberlex::model::RequirementState::{Met, Reserved};
use std::hint::black_box;

pub(super) const AGAINST: &str = "budapest";
pub(super) const GROUP: &str = "african-union";
pub(super) const PLACE: &str = "XMU-00003";
pub(super) const PAIR: [&str; 2] = ["XMU-00003", "XMU-00011"];
pub(super) const TOPIC: &str = "illegal-access";
pub(super) const AREA: &str = "substantive";
pub(super) const MONTHS: f64 = 12.0;

/// The matrix in SPARQL is what costs are held against.
pub(super) const MATRIX: &str = "whole matrix";

type Asked = Box<dyn Fn(&Index)>;
type InSparql = Box<dyn Fn(&World) -> Vec<Form>>;

/// A question.
pub(super) struct Job {
    pub(super) name: &'static str,
    /// What it is about: everything, or given jurisdictions.
    pub(super) on: &'static str,
    pub(super) index: Asked,
    pub(super) forms: InSparql,
}

const ALL: &str = "all jurisdictions";
const SOME: &str = "given jurisdictions";

/// Every question.
pub(super) fn all() -> Vec<Job> {
    let mut jobs = on_all();
    jobs.extend(on_some());
    jobs
}

fn job(
    name: &'static str,
    on: &'static str,
    index: impl Fn(&Index) + 'static,
    forms: impl Fn(&World) -> Vec<Form> + 'static,
) -> Job {
    Job {
        name,
        on,
        index: Box::new(index),
        forms: Box::new(forms),
    }
}

fn on_all() -> Vec<Job> {
    vec![
        job(
            MATRIX,
            ALL,
            |index| {
                let rows = index.counts(AGAINST, &index.encoded(), DAY);
                black_box(rows.expect("rows"));
            },
            matrix,
        ),
        job(
            "whole matrix, with names and standings",
            ALL,
            |index| {
                let summary = index.summary(AGAINST, &index.encoded(), DAY, "en");
                black_box(summary.expect("a summary"));
            },
            matrix,
        ),
        job(
            "counts by jurisdiction",
            ALL,
            |index| {
                let rows = index.counts(AGAINST, &index.encoded(), DAY).expect("rows");
                black_box(super::agree::by_place(&rows));
            },
            |world| sparql::catalogue(world, "coverage-summary", &[("against", AGAINST)]),
        ),
        job(
            "counts of a region",
            ALL,
            |index| {
                let tallies = index.tallies(AGAINST, &members(index, GROUP), DAY);
                black_box(tallies.expect("tallies"));
            },
            |world| {
                let params = [("against", AGAINST), ("group", GROUP)];
                let mut forms = sparql::catalogue(world, "regional-picture", &params);
                forms.push(sparql::states(world, &instrument()));
                forms
            },
        ),
        job(
            "pairs of dual criminality",
            ALL,
            |index| {
                let pairs = index.dual_pairs(AGAINST, AREA, MONTHS, DAY);
                black_box(pairs.expect("pairs"));
            },
            dual,
        ),
        job(
            "dual criminality, with provisions",
            ALL,
            |index| {
                let dual = index.dual_criminality(AGAINST, AREA, MONTHS, None, DAY, "en");
                black_box(dual.expect("an answer"));
            },
            dual,
        ),
    ]
}

fn on_some() -> Vec<Job> {
    vec![
        job(
            "gaps of a jurisdiction",
            SOME,
            |index| {
                let place = index.jurisdiction(PLACE).expect("a code");
                let mut states = index.states(place, AGAINST, DAY).expect("states");
                states.retain(|(_, state)| !matches!(state, Met | Reserved));
                black_box(states);
            },
            gaps,
        ),
        job(
            "gaps with reasons and models of all others",
            ALL,
            |index| {
                let place = index.jurisdiction(PLACE).expect("a code");
                black_box(index.gaps(place, AGAINST, None, DAY, "en").expect("gaps"));
            },
            gaps,
        ),
        job(
            "comparison of two jurisdictions on a topic, in words",
            SOME,
            |index| {
                let sides = PAIR.map(|code| index.side(code).expect("a code"));
                black_box(compare(index, &sides));
            },
            |world| sparql::comparison(world, PAIR, &topic()),
        ),
    ]
}

fn compare(index: &Index, sides: &[Side]) -> cyberlex::coverage::Comparison {
    let compared = index.compare(sides, &[TOPIC.to_owned()], DAY, "en");
    compared.expect("a comparison")
}

fn matrix(world: &World) -> Vec<Form> {
    let mut forms = sparql::catalogue(world, "coverage-matrix", &[("against", AGAINST)]);
    forms.push(sparql::states(world, &instrument()));
    forms
}

fn gaps(world: &World) -> Vec<Form> {
    let params = [("against", AGAINST), ("jurisdiction", PLACE)];
    let mut forms = sparql::catalogue(world, "gaps", &params);
    forms.extend(sparql::catalogue(world, "requirement-states", &params));
    forms
}

fn dual(world: &World) -> Vec<Form> {
    let months = MONTHS.to_string();
    let params = [("against", AGAINST), ("topic", AREA), ("months", &months)];
    sparql::catalogue(world, "dual-criminality", &params)
}

/// The IRI of the instrument.
pub(super) fn instrument() -> String {
    format!("{}instrument/{AGAINST}", cyberlex::vocab::ID)
}

/// The IRI of the topic.
pub(super) fn topic() -> String {
    format!("{}topic/{TOPIC}", cyberlex::vocab::CONCEPT)
}

/// The encoded members of a group.
pub(super) fn members(index: &Index, group: &str) -> Vec<JurisdictionId> {
    let mut members = index.group(group, DAY).expect("a group");
    members.retain(|place| index.is_encoded(*place));
    members
}
