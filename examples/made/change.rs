//! How the law of a real jurisdiction becomes that of a made-up one.

use super::Dice;
use super::template::{Choices, NARROWING, Template, Thing, WIDENING, iri_of};
use cyberlex::vocab::ID;
use cyberlex::vocab::foreign;
use cyberlex::vocab::lm::{class, prop};
use jiff::Span;
use jiff::civil::Date;
use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, NamedNode, Term};
use std::collections::{BTreeMap, BTreeSet};

/// Where a copy of a text was found.
const SOURCE: &str = "http://purl.org/dc/terms/source";

/// How much is changed, in a hundred: norms dropped and as many doubled, elements, penalties.
#[derive(Clone, Copy)]
struct Measure {
    norms: u64,
    widening: u64,
    narrowing: u64,
    penalties: u64,
}

/// The things of a made-up jurisdiction.
pub(super) fn changed(
    template: &Template,
    choices: &Choices,
    code: &str,
    dice: &mut Dice,
) -> Vec<Thing> {
    let measure = Measure {
        norms: 4 + dice.below(20),
        widening: 1 + dice.below(8),
        narrowing: 2 + dice.below(14),
        penalties: dice.below(40),
    };
    let mut law = template.law.clone();
    drop_and_double(&mut law, measure.norms, dice);
    for thing in &mut law {
        change_elements(thing, choices, measure, dice);
        change_penalty(thing, measure.penalties, dice);
        change_survey(thing, dice);
    }
    move_days(&mut law, dice);
    let mut treaties = template.treaties.clone();
    drop_some_treaties(&mut treaties, dice);
    let mut things = vec![template.place.clone()];
    things.append(&mut law);
    things.append(&mut treaties);
    let mut things = renamed(things, &template.code, code);
    say_that_it_is_made_up(&mut things, code);
    join_groups(&mut things, choices, code, dice);
    things
}

/// The norms among things, by what establishes them.
fn norms(law: &[Thing]) -> BTreeSet<String> {
    let texts = law.iter().flat_map(|thing| thing.iris(prop::ESTABLISHES));
    texts.map(str::to_owned).collect()
}

/// Leaves some norms out, and lets others stand a second time in a provision of their own.
fn drop_and_double(law: &mut Vec<Thing>, percent: u64, dice: &mut Dice) {
    let norms = norms(law);
    let mut gone: BTreeSet<String> = BTreeSet::new();
    let mut more: Vec<Thing> = Vec::new();
    for thing in law.iter().filter(|thing| norms.contains(&thing.iri)) {
        if dice.percent(percent) {
            gone.insert(thing.iri.clone());
        }
        if dice.percent(percent) {
            more.extend(second(law, thing));
        }
    }
    law.extend(more);
    // Penalties go with their last norm, and nothing may lead to what is gone.
    let kept = |thing: &&Thing| !gone.contains(&thing.iri);
    let punished: BTreeSet<String> = law
        .iter()
        .filter(kept)
        .flat_map(|thing| thing.iris(prop::PENALTY))
        .map(str::to_owned)
        .collect();
    for thing in law.iter() {
        if thing.class() == class::PENALTY && !punished.contains(&thing.iri) {
            gone.insert(thing.iri.clone());
        }
    }
    law.retain(|thing| !gone.contains(&thing.iri));
    for thing in law {
        let leads = |object: &Term| iri_of(object).is_some_and(|iri| gone.contains(iri));
        thing.said.retain(|(_, object)| !leads(object));
    }
}

/// A norm once more, with its penalties, in a provision beside its own; it replaces nothing, and nothing replaces it.
fn second(law: &[Thing], norm: &Thing) -> Vec<Thing> {
    let establishes = |thing: &&Thing| thing.iris(prop::ESTABLISHES).any(|n| n == norm.iri);
    let Some(home) = law.iter().find(establishes) else {
        return Vec::new();
    };
    let Some(act) = home.iris(foreign::ELI_IS_PART_OF).next() else {
        return Vec::new();
    };
    let iri = format!("{}-made", norm.iri);
    let mut copy = Thing {
        iri: format!("{iri}/n1"),
        said: norm.said.clone(),
    };
    copy.said.retain(|(property, _)| {
        ![
            prop::REPLACES,
            prop::IN_FORCE_UNTIL,
            prop::END_REASON,
            prop::ENDED_BY,
        ]
        .contains(&property.as_str())
    });
    let mut things = Vec::new();
    for (property, object) in &mut copy.said {
        let of = iri_of(object).map(str::to_owned);
        let penalty = law.iter().find(|t| Some(&t.iri) == of.as_ref());
        if let (prop::PENALTY, Some(penalty)) = (property.as_str(), penalty) {
            let iri = format!("{iri}/p{}", things.len() + 1);
            *object = NamedNode::new_unchecked(iri.clone()).into();
            things.push(Thing {
                iri,
                said: penalty.said.clone(),
            });
        }
    }
    let number = |said: &&(String, Term)| said.0 == foreign::ELI_NUMBER;
    let number = match home.said.iter().find(number) {
        Some((_, Term::Literal(number))) => format!("{}A", number.value()),
        _ => "s A".to_owned(),
    };
    let node = |iri: &str| Term::from(NamedNode::new_unchecked(iri));
    things.push(Thing {
        said: vec![
            (foreign::RDF_TYPE.to_owned(), node(class::PROVISION)),
            (foreign::ELI_IS_PART_OF.to_owned(), node(act)),
            (
                foreign::ELI_NUMBER.to_owned(),
                Literal::new_simple_literal(number).into(),
            ),
            (prop::ESTABLISHES.to_owned(), node(&copy.iri)),
        ],
        iri,
    });
    things.push(copy);
    things
}

/// Drops or exchanges elements. Of those that say what a norm covers, one of each kind stays.
fn change_elements(thing: &mut Thing, choices: &Choices, measure: Measure, dice: &mut Dice) {
    let class = thing.class().to_owned();
    let mut position = 0;
    while position < thing.said.len() {
        let (property, object) = &thing.said[position];
        let Some(value) = iri_of(object) else {
            position += 1;
            continue;
        };
        let wide = WIDENING.contains(&property.as_str());
        if !wide && !NARROWING.contains(&property.as_str()) {
            position += 1;
            continue;
        }
        let percent = if wide {
            measure.widening
        } else {
            measure.narrowing
        };
        let same = thing.said.iter().filter(|(p, _)| p == property).count();
        if (!wide || same > 1) && dice.percent(percent) {
            thing.said.remove(position);
            continue;
        }
        if dice.percent(percent) {
            let instead = choices.instead(&class, property, value);
            let taken = |other: &str| {
                let has = |(p, o): &(String, Term)| p == property && iri_of(o) == Some(other);
                thing.said.iter().any(has)
            };
            if !instead.is_empty() {
                let other = *dice.one_of(&instead);
                if !taken(other) {
                    let other = NamedNode::new_unchecked(other);
                    thing.said[position].1 = other.into();
                }
            }
        }
        position += 1;
    }
}

/// Raises or lowers the maxima of a penalty that has no minimum.
fn change_penalty(thing: &mut Thing, percent: u64, dice: &mut Dice) {
    const FACTORS: [(i64, i64); 4] = [(1, 2), (3, 4), (3, 2), (2, 1)];
    for (most, least) in [
        (prop::IMPRISONMENT_MAX_MONTHS, prop::IMPRISONMENT_MIN_MONTHS),
        (prop::FINE_MAX, prop::FINE_MIN),
    ] {
        if thing.has(least) || !dice.percent(percent) {
            continue;
        }
        let (times, parts) = *dice.one_of(&FACTORS);
        for (_, object) in thing.said.iter_mut().filter(|(p, _)| p == most) {
            let Term::Literal(number) = object else {
                continue;
            };
            if let Ok(value) = number.value().parse::<i64>() {
                let value = (value * times / parts).to_string();
                *object = Literal::new_typed_literal(value, number.datatype()).into();
            }
        }
    }
}

/// Lets some topics of a survey out. What was not found is left open, since norms have changed.
fn change_survey(thing: &mut Thing, dice: &mut Dice) {
    thing
        .said
        .retain(|(property, _)| property != prop::FOUND_NONE);
    let mut topics = thing.iris(prop::SURVEYED_TOPIC).count();
    thing.said.retain(|(property, _)| {
        let out = property == prop::SURVEYED_TOPIC && topics > 1 && dice.percent(12);
        topics -= usize::from(out);
        !out
    });
}

/// Moves every day on which law or a survey begins or ends by the same number of days, and lets a few norms never begin.
fn move_days(law: &mut [Thing], dice: &mut Dice) {
    const DAYS: [&str; 6] = [
        prop::IN_FORCE_FROM,
        prop::IN_FORCE_UNTIL,
        prop::ENACTED_ON,
        prop::SURVEYED_FROM,
        foreign::ELI_DATE_DOCUMENT,
        foreign::ELI_FIRST_DATE_ENTRY_IN_FORCE,
    ];
    let back = i64::try_from(dice.below(4000)).expect("a few years");
    for thing in law {
        let ends = thing.has(prop::IN_FORCE_UNTIL) || thing.has(prop::REPLACES);
        if !ends && thing.has(prop::IN_FORCE_FROM) && dice.percent(2) {
            let begins = [prop::IN_FORCE_FROM, prop::DATE_PRECISION];
            thing.said.retain(|(p, _)| !begins.contains(&p.as_str()));
        }
        let dated = thing
            .said
            .iter_mut()
            .filter(|(p, _)| DAYS.contains(&p.as_str()));
        for (_, object) in dated {
            let Term::Literal(literal) = object else {
                continue;
            };
            let Ok(day) = literal.value().parse::<Date>() else {
                continue;
            };
            if let Ok(day) = day.checked_sub(Span::new().days(back)) {
                *object = Literal::new_typed_literal(day.to_string(), xsd::DATE).into();
            }
        }
    }
}

/// Leaves some treaties out, with the reservations to them.
fn drop_some_treaties(treaties: &mut Vec<Thing>, dice: &mut Dice) {
    let mut gone: BTreeSet<String> = BTreeSet::new();
    for status in treaties.iter().filter(|thing| thing.has(prop::PARTY)) {
        if dice.percent(30) {
            gone.insert(status.iri.clone());
            gone.extend(status.iris(prop::RESERVATION).map(str::to_owned));
        }
    }
    treaties.retain(|thing| !gone.contains(&thing.iri));
}

/// Gives every thing an IRI of its own, and leads what led to the old one to the new one.
fn renamed(things: Vec<Thing>, from: &str, to: &str) -> Vec<Thing> {
    let names: BTreeMap<String, String> = things
        .iter()
        .map(|thing| (thing.iri.clone(), name(&thing.iri, from, to)))
        .collect();
    things
        .into_iter()
        .map(|mut thing| {
            for (_, object) in &mut thing.said {
                if let Some(name) = iri_of(object).and_then(|iri| names.get(iri)) {
                    *object = NamedNode::new_unchecked(name.as_str()).into();
                }
            }
            Thing {
                iri: names[&thing.iri].clone(),
                said: thing.said,
            }
        })
        .collect()
}

/// `instrument/ken-cmca-2018/s14` becomes `instrument/xmu-00001-cmca-2018/s14`, `party/budapest/KEN` `party/budapest/XMU-00001`.
fn name(iri: &str, from: &str, to: &str) -> String {
    let path = iri.strip_prefix(ID).unwrap_or(iri);
    let Some((kind, rest)) = path.split_once('/') else {
        return iri.to_owned();
    };
    if matches!(kind, "jurisdiction" | "party" | "reservation") {
        let parts = rest
            .split('/')
            .map(|part| if part == from { to } else { part });
        return format!("{ID}{kind}/{}", parts.collect::<Vec<_>>().join("/"));
    }
    let before = format!("{}-", from.to_lowercase());
    let rest = rest.strip_prefix(&before).unwrap_or(rest);
    format!("{ID}{kind}/{}-{rest}", to.to_lowercase())
}

/// Takes away what would look like a fact: names, titles and addresses of real texts.
fn say_that_it_is_made_up(things: &mut [Thing], code: &str) {
    let plain = |text: String, lang: &str| {
        Term::from(Literal::new_language_tagged_literal_unchecked(text, lang))
    };
    let reading = things.iter().find(|t| t.class() == class::SOURCE_READING);
    let reading = reading.map(|reading| reading.iri.clone());
    let mut number = 0;
    for thing in things {
        let class = thing.class().to_owned();
        number += 1;
        if class == class::SOURCE_READING {
            thing.said.retain(|(p, _)| p != SOURCE);
            say(
                thing,
                foreign::DCTERMS_TITLE,
                plain(format!("Made-up text {number} of {code}"), "en"),
            );
            let nobody = Literal::new_simple_literal("nobody: made up");
            say(thing, foreign::DCTERMS_PUBLISHER, nobody.into());
            let url = format!("https://example.org/made-up/{code}/{number}");
            say(
                thing,
                prop::URL,
                Literal::new_typed_literal(url, xsd::ANY_URI).into(),
            );
        } else if thing.iri.starts_with(&format!("{ID}jurisdiction/")) {
            let kept = [foreign::RDF_TYPE, prop::TRADITION];
            thing.said.retain(|(p, _)| kept.contains(&p.as_str()));
            let code = code.to_owned();
            for (predicate, object) in [
                (
                    foreign::SKOS_PREF_LABEL,
                    plain(format!("Made-up {code}"), "en"),
                ),
                (
                    foreign::SKOS_PREF_LABEL,
                    plain(format!("虚构 {code}"), "zh"),
                ),
                (
                    foreign::DCTERMS_IDENTIFIER,
                    Literal::new_simple_literal(code).into(),
                ),
            ] {
                thing.said.push((predicate.to_owned(), object));
            }
        } else if thing.has(prop::OF_PARTY) {
            let title = format!("Made-up act {number} of {code}");
            say(thing, foreign::ELI_TITLE, plain(title.clone(), "en"));
            say(thing, foreign::ELI_TITLE_SHORT, plain(title, "en"));
        } else if let (true, Some(reading)) = (is_of_treaty(&class), &reading) {
            let reading = NamedNode::new_unchecked(reading.as_str());
            say(thing, foreign::PROV_WAS_DERIVED_FROM, reading.into());
        }
    }
}

fn is_of_treaty(class: &str) -> bool {
    [class::PARTY_STATUS, class::RESERVATION].contains(&class)
}

/// Says one thing with a predicate instead of all that was said with it.
fn say(thing: &mut Thing, predicate: &str, object: Term) {
    let said = |(p, _): &(String, Term)| p == predicate;
    if let Some(position) = thing.said.iter().position(said) {
        thing.said[position].1 = object;
        let mut first = true;
        thing
            .said
            .retain(|(p, _)| p != predicate || std::mem::take(&mut first));
    }
}

/// Puts the jurisdiction into a region and perhaps into organisations.
fn join_groups(things: &mut Vec<Thing>, choices: &Choices, code: &str, dice: &mut Dice) {
    let mut groups = BTreeSet::from([dice.one_of(&choices.regions).clone()]);
    for _ in 0..dice.below(4) {
        groups.insert(dice.one_of(&choices.groups).clone());
    }
    let reading = things.iter().find(|t| t.class() == class::SOURCE_READING);
    let Some(reading) = reading.map(|reading| reading.iri.clone()) else {
        return;
    };
    let node = |iri: &str| Term::from(NamedNode::new_unchecked(iri));
    for group in groups {
        let name = group.rsplit('/').next().unwrap_or_default().to_owned();
        things.push(Thing {
            iri: format!("{ID}membership/{name}-{code}"),
            said: vec![
                (foreign::RDF_TYPE.to_owned(), node(class::MEMBERSHIP)),
                (
                    prop::MEMBER.to_owned(),
                    node(&format!("{ID}jurisdiction/{code}")),
                ),
                (prop::IN_GROUP.to_owned(), node(&group)),
                (foreign::PROV_WAS_DERIVED_FROM.to_owned(), node(&reading)),
            ],
        });
    }
}
