//! A query is a file: front matter, parameters of every type, defaults, and errors that help.

use crate::common::{TODAY, small};
use cyberlex::catalog::{CatalogError, NamedQuery, Param, ParamType, Project, term_of};
use cyberlex::corpus::Prefixes;
use cyberlex::store::Answer;
use std::collections::BTreeMap;

fn run(project: &Project, name: &str, given: &[(&str, &str)]) -> Result<usize, CatalogError> {
    let given: BTreeMap<String, String> = given
        .iter()
        .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()))
        .collect();
    let query = project.catalog.get(name)?;
    Ok(
        match query.run(&project.snapshot, &given, project.environment(TODAY))? {
            Answer::Rows(rows) => rows.rows.len(),
            _ => panic!("rows"),
        },
    )
}

#[test]
fn the_day_is_a_parameter_and_the_end_is_the_first_day_without_effect() {
    let project = small();
    for (day, rows) in [
        ("2010-06-30", 0),
        ("2010-07-01", 1),
        ("2019-12-31", 2),
        ("2020-01-01", 1),
        ("today", 1),
    ] {
        let found = run(
            &project,
            "in-force",
            &[("jurisdiction", "AAA"), ("day", day)],
        );
        assert_eq!(found.expect("it runs"), rows, "{day}");
    }
    assert_eq!(
        run(&project, "in-force", &[("jurisdiction", "bbb")]).expect("lower case will do"),
        1
    );
}

#[test]
fn errors_say_what_would_be_right() {
    let project = small();
    let message = |name: &str, given: &[(&str, &str)]| {
        run(&project, name, given).expect_err("wrong").to_string()
    };
    insta::assert_snapshot!(message("in-forse", &[]), @"no query is called in-forse; did you mean in-force?");
    insta::assert_snapshot!(message("in-force", &[]), @"in-force needs jurisdiction (whose law); give it as jurisdiction=VALUE");
    insta::assert_snapshot!(message("in-force", &[("jurisdiction", "AAB")]), @"parameter jurisdiction: no jurisdiction AAB in the data; did you mean AAA?");
    insta::assert_snapshot!(message("in-force", &[("juris", "AAA")]), @"in-force has no parameter juris; it takes jurisdiction, day");
    insta::assert_snapshot!(
        message("in-force", &[("jurisdiction", "AAA"), ("day", "2020-02-30")]),
        @r#"parameter day: "2020-02-30" is no date; expected a day such as 2026-01-31, or today"#
    );
}

#[test]
fn every_type_of_parameter_becomes_its_term() {
    let project = small();
    let env = project.environment(TODAY);
    let term = |kind, value: &str| {
        let param = Param {
            name: String::from("p"),
            kind,
            default: Some(String::new()),
            doc: String::new(),
            test: Vec::new(),
        };
        term_of(&param, value, env).map(|term| term.map(|t| t.to_string()))
    };
    let base = "https://w3id.org/cyberlex";
    for (kind, value, expected) in [
        (
            ParamType::Date,
            "today",
            String::from("\"2026-11-22\"^^<http://www.w3.org/2001/XMLSchema#date>"),
        ),
        (
            ParamType::Jurisdiction,
            "aaa",
            format!("<{base}/id/jurisdiction/AAA>"),
        ),
        (
            ParamType::Instrument,
            "treaty-x",
            format!("<{base}/id/instrument/treaty-x>"),
        ),
        (
            ParamType::Topic,
            "illegal-access",
            format!("<{base}/concept/topic/illegal-access>"),
        ),
        (
            ParamType::Topic,
            "topic:illegal-access",
            format!("<{base}/concept/topic/illegal-access>"),
        ),
        (
            ParamType::Concept,
            "conduct:access",
            format!("<{base}/concept/conduct/access>"),
        ),
        (
            ParamType::Iri,
            "https://example.org/x",
            String::from("<https://example.org/x>"),
        ),
        (
            ParamType::Iri,
            "inst:treaty-x",
            format!("<{base}/id/instrument/treaty-x>"),
        ),
        (ParamType::String, "=1+1", String::from("\"=1+1\"")),
        (
            ParamType::Integer,
            "007",
            String::from("\"7\"^^<http://www.w3.org/2001/XMLSchema#integer>"),
        ),
        (
            ParamType::Decimal,
            "0.5",
            String::from("\"0.5\"^^<http://www.w3.org/2001/XMLSchema#decimal>"),
        ),
        (ParamType::Lang, "zh-Hans", String::from("\"zh-Hans\"")),
    ] {
        assert_eq!(
            term(kind, value).expect("well-formed"),
            Some(expected),
            "{value}"
        );
    }
    assert_eq!(term(ParamType::Topic, "").expect("free"), None);
    for (kind, value) in [
        (ParamType::Date, "2026"),
        (ParamType::Jurisdiction, "A B"),
        (ParamType::Concept, "without-right"),
        (ParamType::Concept, "conduct:acces"),
        (ParamType::Integer, "1.5"),
        (ParamType::Decimal, "many"),
        (ParamType::Lang, "not a tag"),
        (ParamType::Group, "nobody"),
        (ParamType::Iri, "<a b>"),
    ] {
        assert!(term(kind, value).is_err(), "{value}");
    }
}

#[test]
fn front_matter_is_toml_with_known_keys() {
    let parse = |text: &str| NamedQuery::parse("queries/area/q.rq", text, &Prefixes::default());
    let query =
        parse("# title = \"T\"\n# title_zh = \"题\"\n# question = \"Q?\"\nSELECT * { ?s ?p ?o }")
            .expect("it parses");
    assert_eq!((query.name.as_str(), query.area.as_str()), ("q", "area"));
    assert_eq!(query.front.group, "area");
    assert_eq!(query.front.title("zh"), "题");
    assert_eq!(query.front.title("fr"), "T");
    let message = |text: &str| parse(text).expect_err("wrong").to_string();
    insta::assert_snapshot!(
        message("# title = \"T\"\n# titel_zh = \"x\"\nSELECT * { ?s ?p ?o }"),
        @"queries/area/q.rq:1: front matter: unknown key titel_zh; expected TOML in the first comment lines, with title and question"
    );
    insta::assert_snapshot!(
        message("# title = \"T\"\n# question = \nSELECT * { ?s ?p ?o }"),
        @"queries/area/q.rq:2: front matter: string values must be quoted, expected literal string; expected TOML in the first comment lines, with title and question"
    );
    assert!(matches!(
        parse("SELECT * { ?s ?p }"),
        Err(CatalogError::Syntax { .. })
    ));
}

#[test]
fn rules_see_what_those_before_them_derived_and_say_how_much_they_made() {
    let project = small();
    let made: Vec<(&str, usize)> = project
        .rules
        .iter()
        .map(|r| (r.name.as_str(), r.new))
        .collect();
    assert_eq!(made, [("10-meets", 3), ("20-full", 2)]);
    assert_eq!(project.snapshot.derived(), 5);
}
