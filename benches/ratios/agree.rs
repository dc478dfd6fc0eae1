//! Index and SPARQL give the same rows; nothing is measured before that.

use super::DAY;
use super::jobs::{self, AREA, MONTHS, PAIR, members};
use super::sparql;
use super::world::World;
use cyberlex::coverage::{ArticleCounts, Index, JurisdictionId, Tally};
use cyberlex::model::RequirementState::{Met, Reserved};
use oxigraph::model::Term;
use std::collections::{BTreeMap, BTreeSet};

type Rows = BTreeSet<Vec<String>>;

/// Compares every answer; gives how many rows were the same.
pub(super) fn agree(world: &World, index: &Index) -> usize {
    let mut compared = 0;
    let mut same = |what: &str, index: Rows, sparql: Rows| {
        assert!(!index.is_empty(), "{what}: nothing to compare");
        let wrong = index.symmetric_difference(&sparql).next();
        assert!(wrong.is_none(), "{what}: only one has {wrong:?}");
        compared += index.len();
    };
    for instrument in index.instruments() {
        let rows = matrix(index, instrument);
        for form in sparql::catalogue(world, "coverage-matrix", &[("against", instrument)]) {
            same(instrument, rows.clone(), asked(world, &form.query));
        }
        let params = [("against", instrument)];
        for form in sparql::catalogue(world, "coverage-summary", &params) {
            same(
                "counts",
                counts(index, instrument),
                asked(world, &form.query),
            );
        }
    }
    for group in [jobs::GROUP, "european-union"] {
        let params = [("against", jobs::AGAINST), ("group", group)];
        for form in sparql::catalogue(world, "regional-picture", &params) {
            same(group, region(index, group), asked(world, &form.query));
        }
    }
    for code in [jobs::PLACE, "XMU-00001", "XMU-00014", "XMU-00020"] {
        let params = [("against", jobs::AGAINST), ("jurisdiction", code)];
        for form in sparql::catalogue(world, "gaps", &params) {
            let rows = asked(world, &form.query);
            let rows = rows
                .into_iter()
                .map(|row| vec![row[1].clone(), row[3].clone()]);
            same(code, gaps(index, code), rows.collect());
        }
    }
    for pair in [PAIR, ["XMU-00001", "XMU-00002"], ["XMU-00007", "XMU-00020"]] {
        for form in sparql::comparison(world, pair, &jobs::topic()) {
            same(
                "comparison",
                comparison(index, pair),
                asked(world, &form.query),
            );
        }
    }
    for months in [MONTHS, 60.0] {
        let text = months.to_string();
        let params = [
            ("against", jobs::AGAINST),
            ("topic", AREA),
            ("months", &text),
        ];
        for form in sparql::catalogue(world, "dual-criminality", &params) {
            same("pairs", pairs(index, months), asked(world, &form.query));
        }
    }
    compared
}

fn asked(world: &World, query: &spargebra::Query) -> Rows {
    let text = |term: &Option<Term>| match term {
        Some(Term::NamedNode(node)) => node.as_str().to_owned(),
        Some(Term::Literal(literal)) => literal.value().to_owned(),
        _ => String::new(),
    };
    let rows = world.rows(query).rows;
    rows.iter()
        .map(|row| row.iter().map(text).collect())
        .collect()
}

/// The IRIs of the articles of an instrument.
fn articles(index: &Index, instrument: &str) -> Vec<String> {
    let entry = index.instrument_entry(instrument, "en").expect("known");
    entry
        .articles
        .into_iter()
        .map(|article| article.name.iri)
        .collect()
}

fn matrix(index: &Index, instrument: &str) -> Rows {
    let articles = articles(index, instrument);
    let rows = index.counts(instrument, &index.encoded(), DAY);
    rows.expect("rows")
        .iter()
        .map(|row| {
            vec![
                index.code(row.place).to_owned(),
                articles[row.article].clone(),
                row.status.code().to_owned(),
                row.met.to_string(),
                row.related.to_string(),
                row.missing.to_string(),
                row.unknown.to_string(),
            ]
        })
        .collect()
}

/// How many articles of each status every jurisdiction has.
pub(super) fn by_place(rows: &[ArticleCounts]) -> BTreeMap<JurisdictionId, Tally> {
    let of_place = rows.chunk_by(|a, b| a.place == b.place);
    of_place
        .map(|rows| (rows[0].place, Tally::of(rows.iter().map(|row| row.status))))
        .collect()
}

fn tally(of: &str, tally: Tally) -> Vec<String> {
    let Tally {
        full,
        partial,
        none,
        unknown,
    } = tally;
    let counts = [full, partial, none, unknown].map(|count| count.to_string());
    [of.to_owned()].into_iter().chain(counts).collect()
}

fn counts(index: &Index, instrument: &str) -> Rows {
    let rows = index.counts(instrument, &index.encoded(), DAY);
    by_place(&rows.expect("rows"))
        .into_iter()
        .map(|(place, counts)| tally(index.code(place), counts))
        .collect()
}

fn region(index: &Index, group: &str) -> Rows {
    let members = members(index, group);
    let tallies = index.tallies(jobs::AGAINST, &members, DAY);
    articles(index, jobs::AGAINST)
        .iter()
        .zip(tallies.expect("tallies"))
        .map(|(article, counts)| {
            let mut row = tally(article, counts);
            row.insert(1, members.len().to_string());
            row
        })
        .collect()
}

fn gaps(index: &Index, code: &str) -> Rows {
    let place = index.jurisdiction(code).expect("a code");
    let states = index.states(place, jobs::AGAINST, DAY).expect("states");
    states
        .into_iter()
        .filter(|(_, state)| !matches!(state, Met | Reserved))
        .map(|(id, state)| {
            vec![
                index.requirement_iri(id).to_owned(),
                state.code().to_owned(),
            ]
        })
        .collect()
}

fn comparison(index: &Index, codes: [&str; 2]) -> Rows {
    let sides = codes.map(|code| index.side(code).expect("a code"));
    let compared = index.compare(&sides, &[jobs::TOPIC.to_owned()], DAY, "en");
    let mut rows = Rows::new();
    for topic in compared.expect("a comparison").topics {
        for element in topic.elements {
            for (code, values) in codes.iter().zip(element.values) {
                for value in values {
                    rows.insert(vec![
                        (*code).to_owned(),
                        topic.topic.iri.clone(),
                        element.element.iri.clone(),
                        value.value.iri,
                    ]);
                }
            }
        }
    }
    rows
}

fn pairs(index: &Index, months: f64) -> Rows {
    let pairs = index
        .dual_pairs(jobs::AGAINST, AREA, months, DAY)
        .expect("pairs");
    pairs
        .into_iter()
        .map(|(first, second, requirements)| {
            let codes = [first, second].map(|place| index.code(place).to_owned());
            [codes.to_vec(), vec![requirements.to_string()]].concat()
        })
        .collect()
}
