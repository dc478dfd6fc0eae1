//! Pictures of answers: each is what the front matter of its question declares, and shows the numbers of the table.

use crate::common::site::{Page, real};
use axum::http::Method;
use cyberlex::catalog::{Chart, ChartKind, NamedQuery};
use cyberlex::corpus::Prefixes;
use std::collections::{BTreeMap, BTreeSet};

type Row = BTreeMap<String, String>;

fn parse(chart: &str) -> Result<Chart, String> {
    let text =
        format!("# title = \"T\"\n# [chart]\n{chart}\nSELECT ?a ?b ?n ?m {{ ?a ?b ?n , ?m }}");
    NamedQuery::parse("queries/area/q.rq", &text, &Prefixes::default())
        .map(|query| query.front.chart.expect("a chart"))
        .map_err(|error| error.to_string())
}

#[test]
fn a_chart_says_what_each_column_is_to_it() {
    let chart = parse(
        "# kind = \"stacked\"\n# label = \"a\"\n# values = [\"n\", \"m\"]\n# tones = [\"full\", \"2\"]\n\
         # unit = \"things\"\n# unit_zh = \"物\"",
    )
    .expect("it is sound");
    assert_eq!(chart.kind, ChartKind::Stacked);
    assert_eq!(
        (chart.label.as_slice(), chart.values.len()),
        (["a".to_owned()].as_slice(), 2)
    );
    assert_eq!((chart.unit("zh"), chart.unit("fr")), ("物", "things"));
}

#[test]
fn what_is_wrong_with_a_chart_is_said_with_file_and_key() {
    let message = |chart: &str| parse(chart).expect_err("wrong");
    insta::assert_snapshot!(
        message("# kind = \"bars\"\n# label = \"a\"\n# values = \"months\""),
        @"queries/area/q.rq: front matter: chart: values: the query gives no column months; expected one of a, b, n, m"
    );
    insta::assert_snapshot!(
        message("# kind = \"bars\"\n# values = \"n\""),
        @"queries/area/q.rq: front matter: chart: label: a chart of kind bars needs it"
    );
    insta::assert_snapshot!(
        message("# kind = \"bars\"\n# label = \"a\"\n# values = [\"n\", \"m\"]"),
        @"queries/area/q.rq: front matter: chart: values: bars have one number each; expected one column"
    );
    insta::assert_snapshot!(
        message("# kind = \"grid\"\n# label = \"a\"\n# across = \"b\"\n# values = \"n\"\n# day = \"m\""),
        @"queries/area/q.rq: front matter: chart: day: has no place here; grid takes label, across and values"
    );
    insta::assert_snapshot!(
        message("# kind = \"stacked\"\n# label = \"a\"\n# values = [\"n\", \"m\"]\n# tones = [\"full\"]"),
        @"queries/area/q.rq: front matter: chart: tones: 1 for 2 parts; expected one for each"
    );
    insta::assert_snapshot!(
        message("# kind = \"stacked\"\n# label = \"a\"\n# values = \"n\"\n# tones = [\"red\"]"),
        @"queries/area/q.rq: front matter: chart: tones: there is no tone red; expected full, partial, none, unknown, apart, 1, 2, 3, 4, 5"
    );
    insta::assert_snapshot!(
        message("# kind = \"stacked\"\n# by = \"b\"\n# count = \"a\""),
        @"queries/area/q.rq: front matter: chart: label: the bars are named by label or by the year of day; expected one of the two"
    );
    insta::assert_snapshot!(
        message("# kind = \"years\"\n# lable = \"a\"\n# day = \"n\"\n# count = \"a\""),
        @"queries/area/q.rq: front matter: chart: lable: is no key of a chart; those are kind, label, values, by, parts, count, tones, open, across, symmetric, day, unit"
    );
    let unknown = message("# kind = \"pie\"\n# label = \"a\"");
    assert!(
        unknown.contains("queries/area/q.rq") && unknown.contains("pie"),
        "{unknown}"
    );
    assert!(unknown.contains("bars"), "what there is: {unknown}");
}

/// The page of a question and the rows of its table.
fn answer(question: &str, query: &str) -> (Page, Vec<Row>) {
    let page = real().get(&format!("/questions/{question}?{query}")).page();
    let file = real().ask(
        Method::GET,
        &format!("/questions/{question}.csv?{query}"),
        &[],
    );
    let rows = csv::Reader::from_reader(file.bytes.as_slice())
        .deserialize()
        .map(|row| row.expect("CSV"))
        .collect();
    (page, rows)
}

/// The texts of a class in the drawing, in order.
fn texts(page: &Page, class: &str) -> Vec<String> {
    page.all("text")
        .filter(|text| text.attribute("class") == Some(class))
        .map(|text| text.text.clone())
        .collect()
}

/// The numbers beside a bar, without their signs.
fn numbers(text: &str) -> Vec<String> {
    text.split(['\u{2003}', '\u{a0}'])
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_declared_chart_is_drawn_and_no_other() {
    let project = crate::common::real();
    let mut kinds = BTreeSet::new();
    for query in project.catalog.iter() {
        let reply = real().get(&format!("/questions/{}?as_of=2026-11-22", query.name));
        let drawn = reply.text().contains("class=\"picture chart\"");
        assert_eq!(drawn, query.front.chart.is_some(), "{}", query.name);
        let page = reply.page();
        assert!(
            page.complaints.is_empty(),
            "{}: {:?}",
            query.name,
            page.complaints
        );
        for svg in page
            .all("svg")
            .filter(|svg| svg.attribute("role").is_some())
        {
            let named = svg.attribute("aria-labelledby").is_some();
            // A picture; a group where it has links, which a picture would hide from those who do not see it.
            let role = svg.attribute("role").unwrap_or_default();
            assert!(named && ["img", "group"].contains(&role), "{}", query.name);
        }
        kinds.extend(query.front.chart.iter().map(|chart| chart.kind.name()));
    }
    assert_eq!(kinds.len(), 4, "{kinds:?}");
}

#[test]
fn stacked_bars_have_the_numbers_of_the_rows() {
    let (page, rows) = answer("coverage-summary", "day=2026-11-22");
    let columns = ["full", "partial", "none", "unknown_articles"];
    let expected: Vec<Vec<&String>> = rows
        .iter()
        .map(|row| columns.iter().map(|column| &row[*column]).collect())
        .collect();
    let drawn: Vec<Vec<String>> = texts(&page, "chart-value")
        .iter()
        .map(|t| numbers(t))
        .collect();
    assert_eq!(drawn.len(), rows.len());
    for (drawn, expected) in drawn.iter().zip(&expected) {
        assert_eq!(drawn.iter().collect::<Vec<_>>(), *expected);
    }
    let labels = texts(&page, "chart-label");
    assert_eq!(
        labels,
        rows.iter()
            .map(|row| row["code"].clone())
            .collect::<Vec<_>>()
    );
    // What is unknown is hatched wherever there is any.
    let unknown = rows
        .iter()
        .filter(|row| row["unknown_articles"] != "0")
        .count();
    let hatched = page
        .all("rect")
        .filter(|rect| rect.attribute("fill").is_some())
        .count();
    assert_eq!(hatched, unknown);
}

#[test]
fn changes_are_counted_by_year_each_norm_once() {
    let (page, rows) = answer("changes-between", "since=2010-01-01&until=2026-11-22");
    let years: BTreeSet<i32> = rows
        .iter()
        .map(|row| row["day"][..4].parse().expect("a year"))
        .collect();
    let (first, last) = (
        years.first().expect("a year"),
        years.last().expect("a year"),
    );
    let expected: Vec<(String, Vec<String>)> = (*first..=*last)
        .map(|year| {
            let count = |change: &str| {
                let norms: BTreeSet<&String> = rows
                    .iter()
                    .filter(|row| row["day"].starts_with(&year.to_string()))
                    .filter(|row| row["change"] == change)
                    .map(|row| &row["norm_iri"])
                    .collect();
                norms.len().to_string()
            };
            (year.to_string(), vec![count("begins"), count("ends")])
        })
        .collect();
    let values = texts(&page, "chart-value");
    let drawn: Vec<(String, Vec<String>)> = texts(&page, "chart-label")
        .into_iter()
        .zip(values.iter().map(|text| numbers(text)))
        .collect();
    assert_eq!(drawn, expected);
}

#[test]
fn bars_have_the_months_and_life_in_words() {
    // Life stands first, and is never taken for 0 or for nothing. Of more than sixty rows the first sixty are drawn, and
    // the picture says so.
    for (topic, some_for_life) in [("illegal-access", false), ("content-offences", true)] {
        let (page, rows) = answer("penalties-ranked", &format!("topic={topic}&day=2026-11-22"));
        let expected: Vec<&str> = rows
            .iter()
            .map(|row| match (row["life"].as_str(), row["months"].as_str()) {
                ("true", _) => "life",
                (_, "") => "no number",
                (_, months) => months,
            })
            .take(60)
            .collect();
        assert_eq!(expected.contains(&"life"), some_for_life, "{topic}");
        assert_eq!(texts(&page, "chart-number"), expected);
        let open = "chart-bar chart-open";
        let drawn = page
            .all("rect")
            .filter(|rect| rect.attribute("class") == Some(open));
        let life = expected.iter().filter(|text| **text == "life");
        assert_eq!(drawn.count(), life.count());
        let said = format!("The first 60 of {}", rows.len());
        let is_said = page.all("desc").any(|desc| desc.text.contains(&said));
        assert_eq!(is_said, rows.len() > 60, "{topic}");
    }
}

#[test]
fn the_grid_of_pairs_is_the_same_both_ways() {
    let (page, rows) = answer(
        "dual-criminality",
        "months=60&day=2026-11-22&topic=system-interference",
    );
    let cells: BTreeMap<(String, String), String> = page
        .all("title")
        .filter_map(|title| {
            let (pair, text) = title.text.split_once(": ")?;
            let (row, column) = pair.split_once(", ")?;
            (row.len() == 3).then(|| ((row.to_owned(), column.to_owned()), text.to_owned()))
        })
        .collect();
    assert!(rows.len() > 5);
    for row in &rows {
        let (first, second) = (row["first"].clone(), row["second"].clone());
        assert_eq!(cells[&(first.clone(), second.clone())], row["requirements"]);
        assert_eq!(cells[&(second, first)], row["requirements"]);
    }
    let counted = cells
        .values()
        .filter(|text| text.parse::<u32>().is_ok())
        .count();
    assert_eq!(counted, 2 * rows.len(), "no other cell has a number");
    assert!(cells.keys().all(|(row, column)| row != column));
}

#[test]
fn years_add_up_to_the_rows() {
    let (page, rows) = answer("who-is-bound", "day=2026-11-22");
    let last = page.all("desc").next().expect("a description").text.clone();
    let said = format!("parties, {}.", rows.len());
    assert!(last.ends_with(&said), "{last}");
}
