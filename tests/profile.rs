//! What the pages show beside the matrix: the glance, adoption, parties, lists; each held against the answer or the
//! query that gives the same.

use crate::common::{TODAY, real};
use cyberlex::coverage::{Index, Standing};
use cyberlex::model::{Basis, Day, Status};
use cyberlex::store::Answer;
use jiff::civil::date;
use oxigraph::model::Term;
use std::collections::{BTreeMap, BTreeSet};

const DAYS: [Day; 3] = [TODAY, date(2019, 6, 1), date(2003, 1, 1)];

#[test]
fn the_glance_has_the_statuses_of_the_matrix() {
    let project = real();
    let index = Index::new(&project.snapshot).expect("an index");
    for instrument in index.instruments() {
        for day in DAYS {
            let places = index.encoded();
            let matrix = index
                .matrix(instrument, &places, day, None, "en")
                .expect("a matrix");
            let summary = index
                .summary(instrument, &places, day, "en")
                .expect("a summary");
            let long: Vec<(String, Status, bool)> = matrix
                .rows
                .iter()
                .map(|row| {
                    (
                        row.code.clone(),
                        row.status,
                        row.basis == Some(Basis::Editorial),
                    )
                })
                .collect();
            let short: Vec<(String, Status, bool)> = summary
                .rows
                .iter()
                .flat_map(|row| {
                    row.cells
                        .iter()
                        .map(|cell| (row.place.code.clone(), cell.status, cell.editorial))
                })
                .collect();
            assert_eq!(short, long, "{instrument} on {day}");
            for row in &summary.rows {
                assert_eq!(row.tally.all(), row.cells.len());
            }
        }
    }
}

#[test]
fn a_topic_is_unknown_before_its_survey_and_unless_searched() {
    let project = real();
    let index = Index::new(&project.snapshot).expect("an index");
    let places: Vec<_> = index.places("en").iter().map(|place| place.id).collect();
    let topics = index.topics_within("substantive").expect("topics");
    assert!(topics.contains(&String::from("illegal-access")));
    let summary = index
        .topic_summary(&topics, &places, TODAY, "en")
        .expect("a summary");
    for row in &summary.rows {
        if !row.place.encoded {
            assert!(
                row.cells.iter().all(|cell| cell.status == Status::Unknown),
                "{}",
                row.place.code
            );
        }
        for (cell, topic) in row.cells.iter().zip(&topics) {
            let surveyed = index.surveys_of(row.place.id, "en");
            if cell.status == Status::None {
                assert!(
                    !surveyed.is_empty(),
                    "{} {topic} was searched",
                    row.place.code
                );
            }
        }
    }
    let long_ago = index
        .topic_summary(&topics, &places, date(1800, 1, 1), "en")
        .expect("a summary");
    let mut all = long_ago.rows.iter().flat_map(|row| &row.cells);
    assert!(all.all(|cell| cell.status == Status::Unknown));
}

#[test]
fn adoption_is_what_the_query_gives() {
    let project = real();
    let index = Index::new(&project.snapshot).expect("an index");
    for topic in ["illegal-access", "substantive", "safeguards"] {
        let params = BTreeMap::from([(String::from("topic"), topic.to_owned())]);
        let query = project.catalog.get("adoption").expect("the query");
        let answer = query
            .run(&project.snapshot, &params, project.environment(TODAY))
            .expect("rows");
        let Answer::Rows(rows) = answer else {
            panic!("rows")
        };
        let text = |term: Option<&Term>| match term {
            Some(Term::Literal(literal)) => literal.value().to_owned(),
            other => panic!("a literal, not {other:?}"),
        };
        let asked: BTreeSet<(String, String)> = rows
            .rows
            .iter()
            .map(|row| (text(rows.get(row, "code")), text(rows.get(row, "since"))))
            .collect();
        let own: BTreeSet<(String, String)> = index
            .adoption(topic)
            .expect("a topic")
            .into_iter()
            .map(|(place, day)| (index.code(place).to_owned(), day.to_string()))
            .collect();
        assert!(asked.len() > 5);
        assert_eq!(own, asked, "{topic}");
    }
}

#[test]
fn the_bound_are_those_of_the_query() {
    let project = real();
    let index = Index::new(&project.snapshot).expect("an index");
    for day in DAYS {
        for instrument in index.instruments() {
            let params = BTreeMap::from([
                (String::from("against"), instrument.to_owned()),
                (String::from("day"), day.to_string()),
            ]);
            let query = project.catalog.get("who-is-bound").expect("the query");
            let answer = query
                .run(&project.snapshot, &params, project.environment(TODAY))
                .expect("rows");
            let Answer::Rows(rows) = answer else {
                panic!("rows")
            };
            let asked: BTreeSet<String> = rows
                .rows
                .iter()
                .filter_map(|row| match rows.get(row, "code") {
                    Some(Term::Literal(literal)) => Some(literal.value().to_owned()),
                    _ => None,
                })
                .collect();
            let own: BTreeSet<String> = index
                .places("en")
                .into_iter()
                .filter(|place| index.standing(place.id, instrument, day) == Some(Standing::Bound))
                .map(|place| place.code)
                .collect();
            assert_eq!(own, asked, "{instrument} on {day}");
        }
    }
}

#[test]
fn every_state_lies_in_a_region_and_has_a_name_in_six_languages() {
    let project = real();
    let index = Index::new(&project.snapshot).expect("an index");
    for lang in ["ar", "en", "es", "fr", "ru", "zh"] {
        let places = index.places(lang);
        assert!(places.len() > 195);
        for place in places.iter().filter(|place| !place.organisation) {
            assert!(!place.region.is_empty(), "{} lies nowhere", place.code);
            assert!(!place.subregion.is_empty(), "{} lies nowhere", place.code);
            assert_eq!(
                place.name.lang, lang,
                "{} is called {}",
                place.code, place.name.label
            );
        }
    }
}

#[test]
fn every_norm_that_an_answer_rests_on_leads_to_a_text_with_a_day() {
    let project = real();
    let index = Index::new(&project.snapshot).expect("an index");
    let matrix = index
        .matrix("budapest", &index.encoded(), TODAY, None, "en")
        .expect("a matrix");
    let norms: BTreeSet<&str> = matrix
        .rows
        .iter()
        .flat_map(|row| &row.norms)
        .map(|norm| norm.iri.as_str())
        .collect();
    assert!(norms.len() > 300);
    for norm in norms {
        let readings = index.readings_of(norm);
        assert!(!readings.is_empty(), "{norm} rests on nothing");
        assert!(
            readings
                .iter()
                .all(|reading| reading.consulted_on.is_some()),
            "{norm}"
        );
    }
}
