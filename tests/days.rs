//! Where law is shown a day can be chosen, and what is in force on it is told from what is not, which stays in sight.

use crate::common::site::{Page, real};
use crate::common::world::{ACCESS, Opened, PLAIN, World};
use crate::common::{TODAY, real as project};
use axum::http::{Method, StatusCode};
use cyberlex::coverage::Index;
use cyberlex::store::Answer;
use jiff::civil::{Date, date};
use std::collections::{BTreeMap, BTreeSet};

const ID: &str = "https://w3id.org/cyberlex/id/";
const CONCEPT: &str = "https://w3id.org/cyberlex/concept/";

/// Section 1 in force from 2000 on, section 2 from 2010 to 2014, section 3 never commenced.
fn three() -> Opened {
    let mut world = World::new();
    world.requirement(2, ACCESS);
    world.state("AAA");
    world.norm("AAA", PLAIN);
    let ended =
        "lm:inForceFrom \"2010-01-01\"^^xsd:date ; lm:inForceUntil \"2015-01-01\"^^xsd:date";
    world.norm("AAA", &format!("{PLAIN} ; {ended}"));
    world.norm("AAA", &format!("{PLAIN} ; lm:reviewState \"checked\""));
    world.open()
}

#[test]
fn a_norm_a_provision_and_an_act_are_in_force_as_far_as_their_norms_are() {
    let world = three();
    for (day, expected) in [
        (date(1999, 12, 31), [0, 0, 0, 0]),
        (date(2000, 1, 1), [1, 0, 0, 1]),
        (date(2014, 12, 31), [1, 1, 0, 2]),
        (date(2015, 1, 1), [1, 0, 0, 1]),
    ] {
        let forces = world.index.forces(day);
        let of = |path: &str| forces.of(&format!("{ID}instrument/{path}"));
        let found = ["AAA/s1", "AAA/s2/n1", "AAA/s3", "AAA"].map(|path| of(path).expect("norms"));
        assert_eq!(found.map(|force| force.in_force), expected, "{day}");
        assert_eq!(found.map(|force| force.norms), [1, 1, 1, 3]);
        let ended = found[1].during.expect("one norm has one validity");
        assert_eq!(ended.until, Some(date(2015, 1, 1)));
        assert_eq!(found[3].during, None, "three norms with days of their own");
        assert_eq!(of("tiny"), None, "nothing is said of what has no norm");
    }
}

#[test]
fn under_a_concept_stands_what_is_in_force_and_apart_from_it_what_is_not() {
    let world = three();
    let under = |concept: &str, day: Date| {
        let law = world
            .index
            .law_under(&format!("{CONCEPT}{concept}"), day, "en");
        let law = law.expect("a concept");
        let asked: usize = law.asks.iter().map(|asks| asks.requirements).sum();
        (law.norms, law.lapsed.len(), asked)
    };
    assert_eq!(under("topic/illegal-access", date(1999, 1, 1)), (0, 3, 1));
    assert_eq!(under("topic/illegal-access", date(2012, 1, 1)), (2, 1, 1));
    assert_eq!(under("topic/substantive", date(2020, 1, 1)), (1, 2, 1));
    assert_eq!(under("conduct/access", date(2020, 1, 1)), (1, 2, 1));
    assert_eq!(under("conduct/delete", date(2020, 1, 1)), (0, 0, 0));
    // What an article permits is asked under it, too.
    assert_eq!(under("circ/dishonest-intent", date(2020, 1, 1)), (0, 0, 1));
    assert!(
        world
            .index
            .law_under(&format!("{ID}instrument/AAA"), TODAY, "en")
            .is_none()
    );
}

#[test]
fn the_law_under_a_concept_is_that_of_the_query() {
    let project = project();
    let index = Index::new(&project.snapshot).expect("an index");
    let query = project.catalog.get("norms-under").expect("the query");
    for concept in [
        "topic:illegal-access",
        "topic:procedural",
        "conduct:access",
        "circ:dishonest-intent",
        "auth:police",
        "safeguard:judicial-authorisation",
        "mens:intention",
    ] {
        for day in [TODAY, date(2012, 6, 1), date(1990, 1, 1)] {
            let given = [("concept", concept.to_owned()), ("day", day.to_string())];
            let given = given.map(|(name, value)| (name.to_owned(), value));
            let env = project.environment(TODAY);
            let answer = query.run(&project.snapshot, &BTreeMap::from(given), env);
            let Ok(Answer::Rows(rows)) = answer else {
                panic!("{concept}: {answer:?}");
            };
            let norms: BTreeSet<String> = rows
                .rows
                .iter()
                .filter_map(|row| Some(rows.get(row, "norm")?.to_string()))
                .collect();
            let iri = format!("{CONCEPT}{}", concept.replacen(':', "/", 1));
            let law = index.law_under(&iri, day, "en").expect("a concept");
            assert_eq!(law.norms, norms.len(), "{concept} on {day}");
            let by_place: usize = law.places.iter().map(|place| place.norms).sum();
            assert_eq!(by_place, law.norms);
        }
    }
}

/// Elements with a class among others.
fn of_class<'p>(page: &'p Page, class: &str) -> Vec<&'p str> {
    page.elements
        .iter()
        .filter(|element| {
            let classes = element.attribute("class").unwrap_or_default();
            classes.split_whitespace().any(|known| known == class)
        })
        .map(|element| element.text.as_str())
        .collect()
}

fn day_field(page: &Page) -> Option<&str> {
    page.all("input")
        .find(|input| input.attribute("id") == Some("as_of"))?
        .attribute("value")
}

#[test]
fn the_pages_of_law_ask_for_a_day_and_their_links_keep_it() {
    for path in [
        "/doc/id/instrument/ken-cmca-2018/s16",
        "/doc/id/instrument/ken-cmca-2018/s16/n1",
        "/doc/id/instrument/budapest/art2",
        "/doc/id/instrument/budapest",
        "/doc/concept/topic/illegal-access",
        "/doc/concept/circ/dishonest-intent",
        "/instruments",
        "/search?q=access",
    ] {
        let mark = if path.contains('?') { '&' } else { '?' };
        let page = real().get(&format!("{path}{mark}as_of=2019-06-01")).page();
        assert_eq!(day_field(&page), Some("2019-06-01"), "{path}");
        assert!(page.complaints.is_empty(), "{path}: {:?}", page.complaints);
        let lost: Vec<String> = page
            .links()
            .into_iter()
            .filter(|link| !link.starts_with("/assets/") && !link.starts_with('#'))
            .filter(|link| !link.contains("as_of=2019-06-01"))
            .collect();
        assert!(lost.is_empty(), "{path}: {lost:?}");
    }
    // Nothing of a class of the ontology depends on a day.
    let page = real().get("/doc/id/reading/ken-cmca-2018-new-law").page();
    assert_eq!(day_field(&page), None);
}

#[test]
fn norms_that_are_not_in_force_are_marked_and_not_hidden() {
    for path in ["s16", "s16/n1"] {
        let at = |day: &str| {
            let address = format!("/doc/id/instrument/ken-cmca-2018/{path}?as_of={day}");
            let page = real().get(&address).page();
            let norms = of_class(&page, "norm").len();
            let lapsed: Vec<String> = of_class(&page, "lapsed")
                .iter()
                .map(|text| (*text).to_owned())
                .collect();
            (norms, lapsed)
        };
        let (norms, lapsed) = at("2019-06-01");
        assert_eq!(lapsed.len(), norms, "section 16 took effect in 2020");
        for text in lapsed {
            let said = "Not in force on 2019-06-01: from 2020-02-20 on";
            assert!(text.contains(said), "{text}");
        }
        let (same, lapsed) = at("2020-02-20");
        assert_eq!((same, lapsed.len()), (norms, 0));
    }
}

/// Rows of a file, by the names of its columns.
fn rows(address: &str) -> Vec<BTreeMap<String, String>> {
    let reply = real().ask(Method::GET, address, &[]);
    assert_eq!(reply.status, StatusCode::OK, "{address}");
    csv::Reader::from_reader(reply.bytes.as_slice())
        .deserialize()
        .map(|row| row.expect("CSV"))
        .collect()
}

#[test]
fn a_concept_counts_its_law_as_the_query_it_names_does() {
    for day in ["2026-11-22", "2012-06-01"] {
        let page = real()
            .get(&format!("/doc/concept/topic/illegal-access?as_of={day}"))
            .page();
        let link = page
            .links()
            .into_iter()
            .find(|link| link.starts_with("/questions/norms-under?"))
            .expect("the query is named");
        let file = link.replace("norms-under?", "norms-under.csv?");
        let norms: BTreeSet<String> = rows(&file)
            .into_iter()
            .map(|row| row["norm_iri"].clone())
            .collect();
        let said = format!("{} norms are in force.", norms.len());
        assert!(norms.len() > 10, "{norms:?}");
        assert!(page.all("p").any(|p| p.text.contains(&said)), "{said}");
    }
}

#[test]
fn what_is_found_is_marked_and_kept_whatever_the_day() {
    let at = |day: &str| {
        let query = format!("q=unauthorised+access&as_of={day}");
        let found = rows(&format!("/search.csv?{query}"));
        let page = real().get(&format!("/search?{query}")).page();
        let first = &found[..20];
        let out = |row: &&BTreeMap<String, String>| row["in_force"] == "false";
        let marked = of_class(&page, "lapsed");
        assert_eq!(marked.len(), first.iter().filter(out).count(), "{day}");
        for row in &found {
            let law = ["norm", "provision"].contains(&row["kind"].as_str());
            assert!(
                law || row["kind"] == "instrument" || row["in_force"].is_empty(),
                "{row:?}"
            );
        }
        (found.len(), found.iter().filter(out).count())
    };
    let (all, lapsed) = at("2015-06-01");
    let (same, fewer) = at("2026-11-22");
    assert_eq!(all, same, "no hit is dropped");
    assert!(lapsed > fewer, "{lapsed} and {fewer}");
}

#[test]
fn facets_say_the_language_of_their_names() {
    let found = real().ask(Method::GET, "/search.json?q=access&lang=zh", &[]);
    let found: serde_json::Value = serde_json::from_slice(&found.bytes).expect("JSON");
    let facets = found["facets"]["instruments"].as_array().expect("a list");
    let in_english: BTreeSet<&str> = facets
        .iter()
        .filter(|facet| facet["lang"] == "en")
        .filter_map(|facet| facet["label"].as_str())
        .collect();
    assert!(!in_english.is_empty(), "{facets:?}");
    let page = real().get("/search?q=access&lang=zh").page();
    let tagged: BTreeSet<&str> = page
        .all("a")
        .filter(|a| a.attribute("lang") == Some("en") && a.attribute("dir") == Some("ltr"))
        .map(|a| a.text.as_str())
        .collect();
    assert!(
        in_english.is_subset(&tagged),
        "{in_english:?} in {tagged:?}"
    );
}

#[test]
fn the_description_of_a_thing_is_the_same_on_every_day() {
    let path = "id/instrument/ken-cmca-2018/s16";
    let plain = real().ask(Method::GET, &format!("/doc/{path}.ttl"), &[]);
    let dated = real().ask(
        Method::GET,
        &format!("/doc/{path}.ttl?as_of=2019-06-01"),
        &[],
    );
    assert_eq!(plain.status, StatusCode::OK);
    assert_eq!(plain.bytes, dated.bytes);
    let accept = [("accept", "text/turtle")];
    let led = real().ask(Method::GET, &format!("/{path}?as_of=2019-06-01"), &accept);
    assert_eq!(led.status, StatusCode::SEE_OTHER);
    assert_eq!(
        led.header("location"),
        format!("/doc/{path}.ttl?as_of=2019-06-01")
    );
    let page = real().get(&format!("/doc/{path}?as_of=2019-06-01")).page();
    let alternates: Vec<(&str, &str)> = page
        .all("link")
        .filter(|link| link.attribute("rel") == Some("alternate"))
        .filter_map(|link| Some((link.attribute("type")?, link.attribute("href")?)))
        .collect();
    assert!(alternates.len() > 2, "{alternates:?}");
    for (kind, href) in alternates {
        let reply = real().ask(Method::GET, href, &[]);
        assert_eq!(reply.status, StatusCode::OK, "{href}");
        assert!(
            reply.header("content-type").starts_with(kind),
            "{href}: {kind}"
        );
    }
}
