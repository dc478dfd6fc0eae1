//! A named query printed for other engines asks the same thing: parsed again, it gives the same rows.

use crate::common::{TODAY, real};
use cyberlex::catalog::NamedQuery;
use cyberlex::corpus::Prefixes;
use cyberlex::store::Answer;
use std::collections::BTreeMap;

#[test]
fn every_query_gives_the_same_rows_when_printed_and_read_again() {
    let project = real();
    let env = || project.environment(TODAY);
    let none = BTreeMap::new();
    // No prefix of the project is known here: the text has to declare what it uses.
    let bare = Prefixes::bare();
    let mut asked = 0;
    for query in project.catalog.iter() {
        let needs = query.front.params.iter().any(|p| p.default.is_none());
        if needs {
            continue;
        }
        let text = query.portable(&none, env()).expect("it binds");
        let again = NamedQuery::parse("again.rq", &text, &bare)
            .unwrap_or_else(|e| panic!("{}: {e}\n{text}", query.name));
        let rows = |query: &NamedQuery| match query.run(&project.snapshot, &none, env()) {
            Ok(Answer::Rows(mut rows)) => {
                rows.sort();
                rows
            }
            other => panic!("{}: {other:?}", query.name),
        };
        assert_eq!(rows(query), rows(&again), "{}\n{text}", query.name);
        asked += 1;
    }
    assert!(asked > 20, "{asked} queries");
}

#[test]
fn literals_and_comparisons_are_no_iris() {
    let prefixes = Prefixes::default();
    let text =
        "SELECT ?x WHERE { ?x lm:note \"a <urn:x:y> . { \\\" }\" FILTER(?x < 3 && ?x > 2.5) }";
    let query = NamedQuery::parse("queries/a/q.rq", text, &prefixes).expect("it parses");
    let env = cyberlex::catalog::Environment {
        prefixes: &prefixes,
        today: TODAY,
        snapshot: None,
    };
    let text = query.portable(&BTreeMap::new(), env).expect("it binds");
    insta::assert_snapshot!(text, @r#"
    PREFIX lm: <https://w3id.org/cyberlex/ontology#>
    PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
    SELECT ?x WHERE {
      ?x lm:note "a <urn:x:y> . { \" }" .
      FILTER(((?x < "3"^^xsd:integer) && (?x > "2.5"^^xsd:decimal)))
    }
    "#);
}
