//! The index gives what the rules and queries give: on the real corpus, and on generated worlds.

use crate::common::world::{Opened, World};
use crate::common::{TODAY, real, texts};
use cyberlex::catalog::Project;
use cyberlex::coverage::{DualCriminality, Index, Kind, Matrix};
use cyberlex::model::Day;
use cyberlex::model::RequirementState::{self, Conditional, Met, Missing, Near, Reserved, Unknown};
use jiff::civil::date;
use oxigraph::model::Term;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const DAYS: [Day; 3] = [TODAY, date(2019, 6, 1), date(2010, 1, 1)];

/// The rows of a query, each as texts.
fn ask(project: &Project, name: &str, params: &[(&str, &str)]) -> BTreeSet<Vec<String>> {
    let params = params
        .iter()
        .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()))
        .collect::<BTreeMap<_, _>>();
    let query = project.catalog.get(name).expect("a known query");
    let answer = query.run(&project.snapshot, &params, project.environment(TODAY));
    texts(answer.unwrap_or_else(|e| panic!("{name}: {e}")))
}

fn index_matrix(index: &Index, instrument: &str, day: Day) -> Matrix {
    index
        .matrix(instrument, &index.encoded(), day, None, "en")
        .expect("a matrix")
}

/// The rows of `coverage-matrix` as the index has them: status, and how many requirements that count
/// are met, related, missing, unknown.
fn matrix_rows(matrix: &Matrix) -> BTreeSet<Vec<String>> {
    matrix
        .rows
        .iter()
        .map(|row| {
            let any_mandatory = row.requirements.iter().any(|r| r.mandatory);
            let count = |states: &[RequirementState]| {
                row.requirements
                    .iter()
                    .filter(|r| (r.mandatory || !any_mandatory) && states.contains(&r.state))
                    .count()
                    .to_string()
            };
            vec![
                row.code.clone(),
                row.article.iri.clone(),
                row.status.code().to_owned(),
                count(&[Met]),
                count(&[Conditional, Near]),
                count(&[Missing]),
                count(&[Unknown]),
            ]
        })
        .collect()
}

/// The rows of `requirement-states` as the index has them.
fn state_rows(matrix: &Matrix, code: &str) -> BTreeSet<Vec<String>> {
    let of_place = matrix.rows.iter().filter(|row| row.code == code);
    of_place
        .flat_map(|row| {
            row.requirements.iter().map(|r| {
                vec![
                    row.article.iri.clone(),
                    r.iri.clone(),
                    r.pinpoint.clone(),
                    r.state.code().to_owned(),
                ]
            })
        })
        .collect()
}

fn same(what: &str, index: &BTreeSet<Vec<String>>, sparql: &BTreeSet<Vec<String>>) {
    let only = |a: &BTreeSet<Vec<String>>, b: &BTreeSet<Vec<String>>| {
        a.difference(b).take(8).cloned().collect::<Vec<_>>()
    };
    assert!(
        index == sparql,
        "{what}\nonly in the index: {:#?}\nonly in SPARQL: {:#?}",
        only(index, sparql),
        only(sparql, index)
    );
    assert!(!index.is_empty(), "{what}: nothing was compared");
}

/// The links of the index as the triples that the rules derive.
fn links_agree(project: &Project, index: &Index) {
    let mut links = BTreeSet::new();
    for (norm, requirement, link) in index.all_links() {
        let mut say = |predicate: &str| {
            links.insert(vec![
                predicate.to_owned(),
                norm.to_owned(),
                requirement.to_owned(),
            ]);
        };
        match link.kind {
            Kind::Meets => say("meets"),
            Kind::Touches => say("touches"),
        }
        if index.uses_permission(&link) {
            say("usesPermission");
        }
        if index.lacks_limit(&link) {
            say("lacksLimit");
        }
        for circumstance in index.excess(&link) {
            say("exceeds");
            say(circumstance);
        }
    }
    let pairs = |predicate: &str| {
        project
            .snapshot
            .pairs(&format!("https://w3id.org/cyberlex/ontology#{predicate}"))
            .into_iter()
            .map(|(subject, object)| match object {
                Term::NamedNode(node) => (subject, node.into_string()),
                other => panic!("{subject} {predicate} {other}"),
            })
            .collect::<Vec<_>>()
    };
    let mut derived = BTreeSet::new();
    for predicate in [
        "meets",
        "touches",
        "usesPermission",
        "lacksLimit",
        "exceeds",
    ] {
        for (norm, requirement) in pairs(predicate) {
            derived.insert(vec![predicate.to_owned(), norm, requirement]);
        }
    }
    let norms: BTreeMap<_, _> = pairs("ofNorm").into_iter().collect();
    let requirements: BTreeMap<_, _> = pairs("beyond").into_iter().collect();
    for (excess, circumstance) in pairs("excessCircumstance") {
        derived.insert(vec![
            circumstance,
            norms[&excess].clone(),
            requirements[&excess].clone(),
        ]);
    }
    same("links", &links, &derived);
}

/// The matrix of an instrument on a day, and each requirement for the jurisdictions named.
fn answers_agree(project: &Project, index: &Index, instrument: &str, day: Day, codes: &[String]) {
    let on = day.to_string();
    let matrix = index_matrix(index, instrument, day);
    let params = [("against", instrument), ("day", on.as_str())];
    let rows = ask(project, "coverage-matrix", &params);
    same(
        &format!("{instrument} on {day}"),
        &matrix_rows(&matrix),
        &rows,
    );
    for code in codes {
        let params = [params[0], params[1], ("jurisdiction", code)];
        let rows = ask(project, "requirement-states", &params);
        same(
            &format!("{code} against {instrument} on {day}"),
            &state_rows(&matrix, code),
            &rows,
        );
    }
}

fn codes(index: &Index) -> Vec<String> {
    let places = index.encoded().into_iter();
    places.map(|place| index.code(place).to_owned()).collect()
}

#[test]
fn the_links_of_the_corpus_are_those_that_the_rules_derive() {
    let project = real();
    let index = Index::new(&project.snapshot).expect("an index");
    links_agree(&project, &index);
}

#[test]
fn the_answers_on_the_corpus_are_those_of_the_queries() {
    let project = real();
    let index = Index::new(&project.snapshot).expect("an index");
    let codes = codes(&index);
    for instrument in index.instruments() {
        for day in DAYS {
            // Requirement by requirement for another third of the jurisdictions on each day.
            let some: Vec<String> = codes
                .iter()
                .enumerate()
                .filter(|(i, _)| DAYS[i % DAYS.len()] == day)
                .map(|(_, code)| code.clone())
                .collect();
            answers_agree(&project, &index, instrument, day, &some);
        }
    }
}

/// Pairs of jurisdictions at a threshold: the counts of the index are those of the query, whatever the threshold.
#[test]
fn dual_criminality_on_the_corpus_is_that_of_the_query() {
    let project = real();
    let index = Index::new(&project.snapshot).expect("an index");
    let mut compared = 0;
    for (instrument, topic) in [
        ("budapest", "illegal-access"),
        ("budapest", "substantive"),
        ("malabo", "cia-offences"),
    ] {
        for (months, day) in [
            (12.0, TODAY),
            (60.5, TODAY),
            (240.0, TODAY),
            (12.0, DAYS[2]),
        ] {
            let answer = index
                .dual_criminality(instrument, topic, months, None, day, "en")
                .expect("an answer");
            let pairs: BTreeSet<Vec<String>> = answer
                .pairs
                .iter()
                .map(|p| {
                    vec![
                        p.first.clone(),
                        p.second.clone(),
                        p.requirements.to_string(),
                    ]
                })
                .collect();
            let rows = ask(
                &project,
                "dual-criminality",
                &[
                    ("against", instrument),
                    ("topic", topic),
                    ("months", &months.to_string()),
                    ("day", &day.to_string()),
                ],
            );
            assert_eq!(pairs, rows, "{instrument} {topic} {months} {day}");
            compared += pairs.len();
            only_one_side(&index, &answer);
        }
    }
    assert!(compared > 100, "{compared} pairs were compared");
}

/// Asked for one jurisdiction, the pairs are those of all in which it stands.
fn only_one_side(index: &Index, all: &DualCriminality) {
    let place = index.jurisdiction("KEN").expect("a known code");
    let topic = &all.topic.iri;
    let one = index
        .dual_criminality(
            &all.instrument.iri,
            topic,
            all.months,
            Some(place),
            all.day,
            "en",
        )
        .expect("an answer");
    let expected: Vec<_> = all
        .pairs
        .iter()
        .filter(|pair| pair.first == "KEN" || pair.second == "KEN")
        .cloned()
        .collect();
    assert_eq!(one.pairs, expected);
}

/// What the elements of generated offences and powers are drawn from: concepts with others above or
/// below them, and some without.
const CONDUCTS: [&str; 5] = [
    "access",
    "interfere-with-data",
    "delete",
    "alter",
    "hinder-system",
];
const OBJECTS: [&str; 3] = ["computer-system", "computer-data", "misuse-tool"];
const ACTIONS: [&str; 3] = ["compel-assistance", "compel-decryption", "preserve"];
const CATEGORIES: [&str; 3] = ["any-data", "traffic-data", "content-data"];
const FAULT: [&str; 4] = ["purpose", "intention", "knowledge", "strict"];
const ADDRESSEES: [&str; 2] = ["any-person", "service-provider"];
const SCOPES: [&str; 2] = ["cyber-offence", "cia-offence"];
const NARROWING: [&str; 12] = [
    "lm:requiresCircumstance circ:without-right",
    "lm:requiresCircumstance circ:dishonest-intent",
    "lm:requiresCircumstance circ:intent-to-defraud",
    "lm:requiresCircumstance circ:infringing-security-measures",
    "lm:requiresCircumstance circ:serious-harm",
    "lm:harmThreshold circ:harm-any",
    "lm:harmThreshold circ:harm-amount",
    "lm:exempts exempt:minor-case",
    "lm:exempts exempt:by-right",
    "lm:threshold threshold:grounds",
    "lm:threshold threshold:reasonable-suspicion",
    "lm:threshold threshold:exigency-only",
];
const PERMISSIONS: [&str; 4] = [
    "circ:dishonest-intent",
    "circ:intent-to-defraud",
    "circ:harm-any",
    "exempt:by-right",
];
const STATES: usize = 40;

type Elements = Vec<String>;

fn pick(
    property: &'static str,
    scheme: &'static str,
    from: &'static [&'static str],
    count: std::ops::RangeInclusive<usize>,
) -> impl Strategy<Value = Elements> {
    prop::sample::subsequence(from, count).prop_map(move |names| {
        names
            .iter()
            .map(|name| format!("lm:{property} {scheme}:{name}"))
            .collect()
    })
}

/// Widening elements, of which a requirement has one value each, seldom two, and a norm more.
fn widening(most: usize) -> impl Strategy<Value = Elements> {
    let offence = (
        pick("conduct", "conduct", &CONDUCTS, 1..=most),
        pick("object", "object", &OBJECTS, 1..=most),
        pick("mentalElement", "mens", &FAULT, 0..=1),
    )
        .prop_map(|(a, b, c)| [a, b, c].concat());
    let power = (
        pick("action", "action", &ACTIONS, 1..=1),
        pick("dataCategory", "datacat", &CATEGORIES, 1..=most),
        pick("addressee", "addressee", &ADDRESSEES, 0..=1),
        pick("offenceScope", "scope", &SCOPES, 0..=1),
    )
        .prop_map(|(a, b, c, d)| [a, b, c, d].concat());
    prop_oneof![3 => offence, 1 => power]
}

fn narrowing(most: usize) -> impl Strategy<Value = Elements> {
    prop::sample::subsequence(&NARROWING, 0..=most)
        .prop_map(|all| all.into_iter().map(str::to_owned).collect())
}

/// A requirement: its article, its elements, whether it is mandatory.
fn requirement() -> impl Strategy<Value = (usize, Elements, bool)> {
    let permits = prop::sample::subsequence(&PERMISSIONS, 0..=2).prop_map(|all| {
        all.iter()
            .map(|p| format!("lm:permitsCircumstance {p}"))
            .collect::<Elements>()
    });
    let elements = (
        prop_oneof![4 => widening(1).boxed(), 1 => widening(2).boxed()],
        narrowing(2),
        permits,
        // A survey of substantive law speaks for the first and not for all of the second.
        prop::sample::select(vec![
            "topic:illegal-access",
            "topic:illegal-access , topic:preservation",
        ]),
    )
        .prop_map(|(a, b, c, topics)| [a, b, c, vec![format!("lm:topic {topics}")]].concat());
    (1..=3_usize, elements, prop::bool::weighted(0.7))
}

fn norm() -> impl Strategy<Value = Elements> {
    let dates = prop::sample::select(vec![
        "lm:inForceFrom \"2005-01-01\"^^xsd:date",
        "lm:inForceFrom \"2015-01-01\"^^xsd:date",
        "lm:inForceFrom \"2005-01-01\"^^xsd:date ; lm:inForceUntil \"2019-06-01\"^^xsd:date",
        "lm:reviewState lm:encoded",
    ]);
    (widening(2), narrowing(3), dates)
        .prop_map(|(a, b, dates)| [a, b, vec![dates.to_owned()]].concat())
}

/// A legal order: its norms, the first day of its survey, and its reservation: the requirement, what
/// it adds or nothing where it removes, the days.
#[derive(Debug, Clone)]
struct State {
    norms: Vec<Elements>,
    survey: Option<&'static str>,
    reservation: Option<(prop::sample::Index, Option<&'static str>, &'static str)>,
}

fn state() -> impl Strategy<Value = State> {
    let during = prop::sample::select(vec![
        "",
        " ; lm:reservedFrom \"2015-01-01\"^^xsd:date",
        " ; lm:reservedUntil \"2019-06-01\"^^xsd:date",
    ]);
    let adds = prop::option::of(prop::sample::select(&PERMISSIONS[..]));
    (
        prop::collection::vec(norm(), 0..3),
        prop::option::of(prop::sample::select(vec!["2000-01-01", "2015-01-01"])),
        prop::option::of((any::<prop::sample::Index>(), adds, during)),
    )
        .prop_map(|(norms, survey, reservation)| State {
            norms,
            survey,
            reservation,
        })
}

#[derive(Debug, Clone)]
struct Plan {
    requirements: Vec<(usize, Elements, bool)>,
    states: Vec<State>,
}

fn plan() -> impl Strategy<Value = Plan> {
    (
        prop::collection::vec(requirement(), 8..=8),
        prop::collection::vec(state(), STATES..=STATES),
    )
        .prop_map(|(requirements, states)| Plan {
            requirements,
            states,
        })
}

impl Plan {
    fn world(&self) -> World {
        let mut world = World::new();
        for (article, elements, mandatory) in &self.requirements {
            let obligation = if *mandatory { "mandatory" } else { "optional" };
            world.requirement_as(*article, &elements.join(" ; "), obligation);
        }
        for (i, state) in self.states.iter().enumerate() {
            let code = format!("S{i:02}");
            world.state(&code);
            if let Some(from) = state.survey {
                world.survey(&code, from);
            }
            if let Some((requirement, adds, during)) = &state.reservation {
                let r = requirement.index(self.requirements.len()) + 1;
                let effect = match adds {
                    Some(adds) => format!(
                        "lm:restrictsRequirement <instrument/tiny/r{r}> ; lm:addsPermission {adds}"
                    ),
                    None => format!("lm:removesRequirement <instrument/tiny/r{r}>"),
                };
                let turtle = format!(
                    "<party/{code}> a lm:PartyStatus ; lm:party <jurisdiction/{code}> ; lm:toInstrument <instrument/tiny> ; \
                     lm:reservation <reservation/{code}> .\n<reservation/{code}> a lm:Reservation ; {effect}{during} .\n"
                );
                world.also(&code, &turtle);
            }
            for norm in &state.norms {
                world.norm(&code, &norm.join(" ; "));
            }
        }
        world
    }
}

/// By code and requirement, how good its state is.
fn states(opened: &Opened, day: Day) -> BTreeMap<(String, String), RequirementState> {
    let matrix = index_matrix(&opened.index, "tiny", day);
    let rows = matrix.rows.iter();
    rows.flat_map(|row| {
        row.requirements
            .iter()
            .map(|r| ((row.code.clone(), r.iri.clone()), r.state))
    })
    .collect()
}

fn worth(state: RequirementState) -> usize {
    [Unknown, Missing, Near, Conditional, Met, Reserved]
        .iter()
        .position(|s| *s == state)
        .expect("every state has its place")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, max_shrink_iters: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn index_and_queries_agree_on_generated_worlds(plan in plan()) {
        let opened = plan.world().open();
        links_agree(&opened.project, &opened.index);
        let codes = codes(&opened.index);
        for day in DAYS {
            answers_agree(&opened.project, &opened.index, "tiny", day, &codes[..codes.len().min(5)]);
        }
    }

    #[test]
    fn a_further_norm_never_lowers_a_state(plan in plan(), further in prop::collection::vec(norm(), STATES)) {
        let before = plan.world().open();
        let mut more = plan;
        for (state, norm) in more.states.iter_mut().zip(further) {
            state.norms.push(norm);
        }
        let after = more.world().open();
        for day in DAYS {
            let after = states(&after, day);
            for (key, state) in states(&before, day) {
                prop_assert!(worth(after[&key]) >= worth(state), "{key:?} on {day}: {state:?}, then {:?}", after[&key]);
            }
        }
    }

    #[test]
    fn a_further_limit_never_raises_a_state(plan in plan(), limits in prop::collection::vec(prop::sample::select(&NARROWING[..]), STATES)) {
        let before = plan.world().open();
        let mut narrower = plan;
        for (state, limit) in narrower.states.iter_mut().zip(limits) {
            for norm in &mut state.norms {
                norm.push(limit.to_owned());
            }
        }
        let after = narrower.world().open();
        for day in DAYS {
            let after = states(&after, day);
            for (key, state) in states(&before, day) {
                if let Some(then) = after.get(&key) {
                    prop_assert!(worth(*then) <= worth(state), "{key:?} on {day}: {state:?}, then {then:?}");
                }
            }
        }
    }

    #[test]
    fn order_and_names_of_files_change_no_answer(plan in plan()) {
        let world = plan.world();
        let (one, other) = (world.open(), world.shuffled().open());
        for day in DAYS {
            let text = |opened: &Opened| serde_json::to_string(&index_matrix(&opened.index, "tiny", day)).expect("JSON");
            prop_assert_eq!(text(&one), text(&other));
        }
    }
}
