//! Coverage is derived rightly: hand-made cases with a known answer.

use crate::common::TODAY;
use crate::common::world::{ACCESS, PLAIN, World};
use cyberlex::model::RequirementState::{Conditional, Met, Missing, Near, Reserved, Unknown};
use cyberlex::model::{Basis, Day, Imprisonment, Status};
use jiff::civil::date;

/// A world with article 2 as [`ACCESS`] and one legal order.
fn world(norms: &[&str]) -> World {
    let mut world = World::new();
    world.requirement(2, ACCESS);
    world.state("AAA");
    for norm in norms {
        world.norm("AAA", norm);
    }
    world
}

fn state(norms: &[&str]) -> cyberlex::model::RequirementState {
    world(norms).open().state("AAA", 2)
}

fn with(extra: &str) -> String {
    format!("{PLAIN} ; {extra}")
}

#[test]
fn a_norm_with_the_same_elements_meets() {
    let opened = world(&[PLAIN]).open();
    assert_eq!(opened.state("AAA", 2), Met);
    assert_eq!(opened.status("AAA", 2), Status::Full);
    let row = opened.article("AAA", 2, TODAY);
    assert_eq!(row.provisions[0].text, "Act of AAA s 1");
    assert_eq!(row.basis, Some(Basis::PrimaryText));
    assert!(!row.requirements[0].uses_permission);
    assert!(row.requirements[0].lacks.is_empty());
}

#[test]
fn a_permitted_restriction_is_used_and_is_no_gap() {
    let opened = world(&[&with(
        "lm:requiresCircumstance circ:infringing-security-measures",
    )])
    .open();
    assert_eq!(opened.status("AAA", 2), Status::Full);
    assert!(opened.article("AAA", 2, TODAY).requirements[0].uses_permission);
}

#[test]
fn a_permission_of_a_class_covers_what_is_narrower() {
    assert_eq!(
        state(&[&with("lm:requiresCircumstance circ:intent-to-defraud")]),
        Met
    );
}

#[test]
fn an_unpermitted_circumstance_makes_it_conditional_and_is_named() {
    let opened = world(&[&with("lm:requiresCircumstance circ:serious-harm")]).open();
    assert_eq!(opened.state("AAA", 2), Conditional);
    assert_eq!(opened.status("AAA", 2), Status::Partial);
    let row = opened.article("AAA", 2, TODAY);
    assert_eq!(
        row.requirements[0].conditions[0].circumstance.iri,
        "https://w3id.org/cyberlex/concept/circ/serious-harm"
    );
}

#[test]
fn harm_exemptions_and_thresholds_narrow_like_circumstances() {
    for extra in [
        "lm:harmThreshold circ:harm-any",
        "lm:exempts exempt:minor-case",
        "lm:threshold threshold:exigency-only",
    ] {
        assert_eq!(state(&[&with(extra)]), Conditional, "{extra}");
    }
}

#[test]
fn the_norm_with_the_fewest_conditions_decides() {
    let narrow = with("lm:requiresCircumstance circ:serious-harm , circ:state-system-only");
    let opened = world(&[&narrow, &with("lm:requiresCircumstance circ:serious-harm")]).open();
    let row = opened.article("AAA", 2, TODAY);
    assert_eq!(row.requirements[0].conditions.len(), 1);
    assert_eq!(state(&[&narrow, PLAIN]), Met);
}

#[test]
fn a_missing_limit_is_over_broad_and_no_gap() {
    let opened = world(&["lm:conduct conduct:access ; lm:object object:computer-system"]).open();
    assert_eq!(opened.state("AAA", 2), Met);
    let row = opened.article("AAA", 2, TODAY);
    assert_eq!(
        row.requirements[0].lacks[0].iri,
        "https://w3id.org/cyberlex/concept/circ/without-right"
    );
}

#[test]
fn stricter_fault_does_not_meet_and_looser_or_silent_fault_does() {
    for (mens, expected) in [
        ("purpose", Near),
        ("intention", Met),
        ("knowledge", Met),
        ("recklessness", Met),
        ("strict", Met),
    ] {
        let norm = PLAIN.replace("mens:intention", &format!("mens:{mens}"));
        assert_eq!(state(&[&norm]), expected, "{mens}");
    }
    assert_eq!(
        state(&[&PLAIN.replace("lm:mentalElement mens:intention ;", "")]),
        Met
    );
}

#[test]
fn broader_concepts_meet_and_narrower_ones_only_touch() {
    let mut world = World::new();
    world.requirement(
        4,
        "lm:conduct conduct:delete ; lm:object object:computer-data",
    );
    world.requirement(
        5,
        "lm:conduct conduct:interfere-with-data ; lm:object object:computer-data",
    );
    world.state("WID").state("NAR");
    world.norm(
        "WID",
        "lm:conduct conduct:interfere-with-data ; lm:object object:computer-data",
    );
    world.norm(
        "NAR",
        "lm:conduct conduct:delete ; lm:object object:computer-data",
    );
    let opened = world.open();
    assert_eq!(opened.state("WID", 4), Met);
    assert_eq!(opened.state("NAR", 4), Met);
    assert_eq!(opened.state("WID", 5), Met);
    assert_eq!(opened.state("NAR", 5), Near);
    let answer = opened.article("NAR", 5, TODAY);
    assert_eq!(answer.requirements[0].shortfalls[0].element, "conduct");
}

#[test]
fn siblings_neither_meet_nor_touch() {
    let mut world = World::new();
    world.requirement(
        4,
        "lm:conduct conduct:delete ; lm:object object:computer-data",
    );
    world.state("AAA");
    world.norm(
        "AAA",
        "lm:conduct conduct:alter ; lm:object object:computer-data",
    );
    assert_eq!(world.open().state("AAA", 4), Unknown);
}

#[test]
fn a_norm_is_a_product_and_two_norms_are_not() {
    let mut world = World::new();
    world.requirement(6, "lm:conduct conduct:sell ; lm:object object:access-code");
    world.state("ONE").state("TWO");
    world.norm("ONE", "lm:conduct conduct:sell , conduct:possess ; lm:object object:access-code , object:misuse-tool");
    world.norm(
        "TWO",
        "lm:conduct conduct:sell ; lm:object object:misuse-tool",
    );
    world.norm(
        "TWO",
        "lm:conduct conduct:possess ; lm:object object:access-code",
    );
    let opened = world.open();
    assert_eq!(opened.state("ONE", 6), Met);
    assert_eq!(opened.state("TWO", 6), Unknown);
}

#[test]
fn unknown_is_not_none_and_a_survey_makes_the_difference() {
    let mut quiet = world(&[]);
    assert_eq!(quiet.open().status("AAA", 2), Status::Unknown);
    quiet.survey("AAA", "1990-01-01");
    let opened = quiet.open();
    assert_eq!(opened.status("AAA", 2), Status::None);
    assert_eq!(opened.state("AAA", 2), Missing);
    assert_eq!(
        opened.article("AAA", 2, date(1990, 1, 1)).status,
        Status::None
    );
    assert_eq!(
        opened.article("AAA", 2, date(1989, 12, 31)).status,
        Status::Unknown
    );
}

#[test]
fn a_survey_of_other_topics_says_nothing() {
    let mut world = World::new();
    world.requirement(16, "lm:action action:preserve ; lm:dataCategory datacat:any-data ; lm:topic topic:preservation");
    world.state("AAA").survey("AAA", "1990-01-01");
    assert_eq!(world.open().status("AAA", 16), Status::Unknown);
}

#[test]
fn law_begins_on_its_first_day_and_ends_on_the_first_without_effect() {
    let norm = with(
        "lm:inForceFrom \"2018-05-30\"^^xsd:date ; lm:inForceUntil \"2020-02-20\"^^xsd:date ; lm:endReason end:repeal",
    );
    let opened = world(&[&norm]).open();
    let on = |day: Day| opened.article("AAA", 2, day).status;
    assert_eq!(on(date(2018, 5, 29)), Status::Unknown);
    assert_eq!(on(date(2018, 5, 30)), Status::Full);
    assert_eq!(on(date(2020, 2, 19)), Status::Full);
    assert_eq!(on(date(2020, 2, 20)), Status::Unknown);
}

#[test]
fn what_is_not_commenced_covers_nothing() {
    assert_eq!(state(&[&with("lm:reviewState \"encoded\"")]), Unknown);
}

#[test]
fn struck_down_law_covers_nothing_after_the_judgment() {
    let struck = with(
        "lm:inForceFrom \"2018-05-30\"^^xsd:date ; lm:inForceUntil \"2026-03-06\"^^xsd:date ; lm:endReason end:unconstitutionality",
    );
    let mut world = world(&[&struck]);
    world.survey("AAA", "1990-01-01");
    assert_eq!(world.open().status("AAA", 2), Status::None);
}

#[test]
fn superseded_law_gives_way_to_its_successor() {
    let old = with(
        "lm:inForceFrom \"1990-01-01\"^^xsd:date ; lm:inForceUntil \"2015-01-01\"^^xsd:date ; lm:endReason end:substitution ; lm:penalty <p/old>",
    );
    let new = with("lm:inForceFrom \"2015-01-01\"^^xsd:date ; lm:penalty <p/new>");
    let mut world = world(&[&old, &new]);
    world.also("AAA", "<p/old> a lm:Penalty ; lm:imprisonmentMaxMonths 24 . <p/new> a lm:Penalty ; lm:imprisonmentMaxMonths 60 .\n");
    let opened = world.open();
    let most = |day| opened.article("AAA", 2, day).max_imprisonment;
    assert_eq!(most(date(2014, 12, 31)), Some(Imprisonment::Months(24.0)));
    assert_eq!(most(date(2015, 1, 1)), Some(Imprisonment::Months(60.0)));
}

#[test]
fn the_maximum_is_of_the_norm_with_the_fewest_circumstances_and_the_lowest_of_several() {
    let penalised = |extra: &str, p: &str| with(&format!("{extra} lm:penalty <p/{p}>"));
    let mut world = world(&[
        &penalised(
            "lm:requiresCircumstance circ:infringing-security-measures ;",
            "narrow",
        ),
        &penalised("", "high"),
        &penalised("", "low"),
    ]);
    world.also(
        "AAA",
        "<p/narrow> a lm:Penalty ; lm:imprisonmentMaxMonths 6 . <p/high> a lm:Penalty ; lm:imprisonmentMaxMonths 120 .\n\
         <p/low> a lm:Penalty ; lm:imprisonmentMaxMonths 36 .\n",
    );
    assert_eq!(
        world.open().article("AAA", 2, TODAY).max_imprisonment,
        Some(Imprisonment::Months(36.0))
    );
}

#[test]
fn raised_tiers_and_fines_of_companies_are_not_the_basic_penalty() {
    let mut world = world(&[&with("lm:penalty <p/a> , <p/b> , <p/c>")]);
    world.also(
        "AAA",
        "<p/a> a lm:Penalty ; lm:lifeImprisonment true ; lm:aggravatedBy circ:national-security .\n\
         <p/b> a lm:Penalty ; lm:imprisonmentMaxMonths 300 ; lm:appliesTo \"legal\" .\n\
         <p/c> a lm:Penalty ; lm:fineMax 100 ; lm:fineCurrency \"KES\" .\n",
    );
    assert_eq!(
        world.open().article("AAA", 2, TODAY).max_imprisonment,
        None,
        "a missing maximum is no zero"
    );
}

#[test]
fn a_permitted_reservation_removes_or_restricts_for_that_party_only() {
    let mut world = World::new();
    let r = world.requirement(4, "lm:conduct conduct:delete ; lm:object object:computer-data ; lm:permitsByReservation circ:serious-harm");
    let party = |code: &str, effect: &str| {
        format!(
            "<party/tiny/{code}> a lm:PartyStatus ; lm:party <jurisdiction/{code}> ; lm:toInstrument <instrument/tiny> ; \
             lm:reservation <reservation/tiny/{code}> .\n<reservation/tiny/{code}> a lm:Reservation ; {effect} ; \
             lm:reservedFrom \"2010-01-01\"^^xsd:date ; lm:reservedUntil \"2020-01-01\"^^xsd:date .\n"
        )
    };
    for code in ["NON", "RES", "REM"] {
        world.state(code);
        if code != "REM" {
            world.norm(code, "lm:conduct conduct:delete ; lm:object object:computer-data ; lm:harmThreshold circ:serious-harm");
        }
    }
    let restricts = party(
        "RES",
        &format!(
            "lm:restrictsRequirement <instrument/tiny/r{r}> ; lm:addsPermission circ:serious-harm"
        ),
    );
    world.also("RES", &restricts);
    let removes = party(
        "REM",
        &format!("lm:removesRequirement <instrument/tiny/r{r}>"),
    );
    world.also("REM", &removes);
    let opened = world.open();
    let then = |code| opened.article(code, 4, date(2015, 1, 1)).requirements[0].state;
    assert_eq!(then("NON"), Conditional);
    assert!(opened.article("NON", 4, TODAY).requirements[0].conditions[0].reservable);
    assert_eq!(then("RES"), Met);
    assert_eq!(then("REM"), Reserved);
    assert_eq!(
        opened.state("RES", 4),
        Conditional,
        "the reservation was withdrawn"
    );
    assert_eq!(opened.state("REM", 4), Unknown, "and so was the other");
}

#[test]
fn optional_requirements_count_only_where_none_is_mandatory() {
    let mut world = World::new();
    world.requirement(3, ACCESS);
    world.requirement_as(
        3,
        "lm:conduct conduct:intercept ; lm:object object:transmission",
        "optional",
    );
    world.requirement_as(
        9,
        "lm:conduct conduct:intercept ; lm:object object:transmission",
        "optional",
    );
    world.state("AAA");
    world.norm("AAA", PLAIN);
    let opened = world.open();
    assert_eq!(opened.status("AAA", 3), Status::Full);
    assert_eq!(opened.status("AAA", 9), Status::Unknown);
}

#[test]
fn nobody_exceeds_a_requirement_that_nobody_read() {
    let mut world = World::new();
    world.requirement(
        2,
        "lm:conduct conduct:access ; lm:object object:computer-system",
    );
    world.state("AAA");
    world.norm("AAA", &with("lm:requiresCircumstance circ:serious-harm"));
    assert_eq!(world.open().state("AAA", 2), Conditional);
    let editorial = world.with_basis("editorial").open();
    assert_eq!(editorial.state("AAA", 2), Met);
    assert_eq!(
        editorial.article("AAA", 2, TODAY).basis,
        Some(Basis::Editorial)
    );
}

#[test]
fn gaps_name_the_reason_and_whose_law_could_serve() {
    let mut world = World::new();
    world.requirement(2, ACCESS);
    world.state("BAD").state("GOD");
    world.norm("BAD", &PLAIN.replace("mens:intention", "mens:purpose"));
    world.norm("GOD", PLAIN);
    let opened = world.open();
    let place = opened.index.jurisdiction("bad").expect("any case will do");
    let gaps = opened
        .index
        .gaps(place, "tiny", None, TODAY, "en")
        .expect("gaps");
    assert_eq!((gaps.requirements, gaps.met, gaps.gaps.len()), (1, 0, 1));
    assert_eq!(
        gaps.gaps[0].requirement.shortfalls[0].element,
        "mental element"
    );
    assert_eq!(gaps.gaps[0].models[0].code, "GOD");
    let blocks = cyberlex::view::gap_reading(&gaps);
    assert_eq!(blocks.len(), 1);
    let lines = blocks[0].lines.join("\n");
    assert!(
        lines.contains("mental element: asked intention, given purpose"),
        "{lines}"
    );
    assert!(lines.contains("met by GOD "), "{lines}");
}

#[test]
fn unknown_names_suggest_the_nearest() {
    let opened = world(&[PLAIN]).open();
    let error = opened
        .index
        .jurisdiction("AAB")
        .expect_err("no such code")
        .to_string();
    assert!(error.contains("did you mean AAA"), "{error}");
    let place = opened.index.jurisdiction("AAA").expect("known");
    let error = opened
        .index
        .gaps(place, "tinny", None, TODAY, "en")
        .expect_err("no such instrument")
        .to_string();
    assert!(error.contains("did you mean tiny"), "{error}");
}
