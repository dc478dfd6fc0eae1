//! The page about any one thing: what is said of it and where, what points to it, what was derived; and of a provision, a
//! norm or a concept, the law in force on the day.

use super::Answered;
use crate::coverage::{LawUnder, Named, NormAnswer, Reading, Standing};
use crate::model::Day;
use crate::server::asked::Asked;
use crate::server::negotiate::Format;
use crate::server::page::{Page, html};
use crate::vocab::{self, foreign};
use askama::Template;
use oxigraph::model::{NamedOrBlankNode, Term};

/// Values of one property before the rest is only counted.
const SHOWN: usize = 40;

/// A value of a property.
pub(super) struct Value {
    pub(super) text: String,
    pub(super) href: Option<String>,
    pub(super) lang: String,
}

/// A property with its values.
pub(super) struct Row {
    pub(super) property: String,
    pub(super) property_href: String,
    pub(super) values: Vec<Value>,
    /// Values that are not shown.
    pub(super) more: usize,
    /// Where in the files it stands.
    pub(super) places: Vec<String>,
}

/// Everything that is said about a thing.
pub(super) struct Said {
    pub(super) kinds: Vec<Value>,
    pub(super) stated: Vec<Row>,
    pub(super) incoming: Vec<Row>,
    pub(super) derived: Vec<Row>,
    pub(super) derived_incoming: Vec<Row>,
}

#[derive(Template)]
#[template(path = "thing.html")]
struct ThingPage<'a> {
    page: Page<'a>,
    iri: String,
    said: Said,
    /// What it is part of, the widest first.
    within: Vec<Value>,
    norms: Vec<NormAnswer>,
    /// Of a concept: the law under it.
    law: Option<LawUnder>,
    /// Of an article of an instrument: who is bound by it.
    bound: Option<Bound>,
    readings: Vec<&'a Reading>,
    /// Links to where a topic is asked about.
    topic: Option<String>,
}

/// How many are bound by an instrument on the day.
struct Bound {
    instrument: Named,
    count: usize,
}

/// What of a thing depends on the day.
#[derive(Default)]
struct Law {
    norms: Vec<NormAnswer>,
    under: Option<LawUnder>,
    bound: Option<Bound>,
}

impl ThingPage<'_> {
    /// Whether the page shows law, so that a day can be chosen.
    fn has_law(&self) -> bool {
        !self.norms.is_empty() || self.law.is_some() || self.bound.is_some()
    }

    /// Whether the norms shown are the thing itself.
    fn is_norm(&self) -> bool {
        self.norms.iter().any(|norm| norm.iri == self.iri)
    }

    /// The concept as the catalogue takes it: `topic:illegal-access`.
    fn concept(&self) -> String {
        let path = self.iri.strip_prefix(vocab::CONCEPT).unwrap_or(&self.iri);
        path.replacen('/', ":", 1)
    }

    /// Whether a norm is in force on the day.
    fn holds(&self, norm: &NormAnswer) -> bool {
        norm.in_force(self.page.asked.day)
    }

    /// Whether a day has come, on the day asked about.
    fn begun(&self, since: &Day) -> bool {
        *since <= self.page.asked.day
    }

    /// The norms that are in force on the day.
    fn norms_in_force(&self) -> usize {
        self.norms.iter().filter(|norm| self.holds(norm)).count()
    }

    fn tier(&self, tier: &crate::model::Tier) -> String {
        super::coverage::penalty(&self.page, tier)
    }
}

/// Any thing: a norm with its elements, a concept with the law under it.
pub(super) fn page(asked: &Asked, iri: &str) -> Answered {
    let index = &asked.app.index;
    let law = Law {
        norms: index.norm(iri, &asked.lang).into_iter().collect(),
        under: index
            .law_under(iri, asked.day, &asked.lang)
            .filter(|law| !law.is_empty()),
        bound: None,
    };
    view(asked, iri, law)
}

/// A provision, with its norms; of an instrument, with who is bound by it.
pub(super) fn provision(asked: &Asked, iri: &str) -> Answered {
    let law = Law {
        norms: asked.app.index.norms_of_provision(iri, &asked.lang),
        under: None,
        bound: bound(asked, iri),
    };
    view(asked, iri, law)
}

fn bound(asked: &Asked, article: &str) -> Option<Bound> {
    let index = &asked.app.index;
    let instrument = index.instrument_of_article(article)?;
    let is_bound = |id| index.standing(id, instrument, asked.day) == Some(Standing::Bound);
    Some(Bound {
        instrument: index.instrument_entry(instrument, &asked.lang).ok()?.name,
        count: index
            .places(&asked.lang)
            .iter()
            .filter(|place| is_bound(place.id))
            .count(),
    })
}

fn view(asked: &Asked, iri: &str, law: Law) -> Answered {
    let project = &asked.app.project;
    let mut page = Page::new(asked, "", project.name_of(iri, &asked.lang))
        .in_language(&asked.app.index.named(iri, &asked.lang).lang)
        .with_formats(&Format::DESCRIPTION);
    let within = whole(&page, iri);
    if let Some(last) = within.last() {
        page.title = format!("{} · {}", page.title, last.text);
    }
    let index = &asked.app.index;
    let things = law.norms.iter().map(|norm| norm.iri.as_str()).chain([iri]);
    let topic = iri
        .strip_prefix(vocab::CONCEPT)
        .and_then(|path| path.strip_prefix("topic/"))
        .map(str::to_owned);
    html(&ThingPage {
        said: said(&page, iri),
        readings: index.readings_of_all(things),
        within,
        topic,
        norms: law.norms,
        law: law.under,
        bound: law.bound,
        iri: iri.to_owned(),
        page,
    })
}

/// What a thing is part of, the widest first.
fn whole(page: &Page<'_>, iri: &str) -> Vec<Value> {
    let project = &page.asked.app.project;
    let mut wholes = Vec::new();
    let mut here = iri.to_owned();
    // Texts nest a few levels deep; the bound ends a cycle in broken data.
    for _ in 0..8 {
        let above = [foreign::ELI_IS_PART_OF, foreign::ELI_IS_MEMBER_OF]
            .iter()
            .flat_map(|predicate| project.snapshot.objects(&here, predicate))
            .find_map(|term| match term {
                Term::NamedNode(node) => Some(node.into_string()),
                _ => None,
            });
        let Some(above) = above else { break };
        wholes.push(linked(page, &above));
        here = above;
    }
    wholes.reverse();
    wholes
}

fn linked(page: &Page<'_>, iri: &str) -> Value {
    let asked = page.asked;
    Value {
        text: asked.app.project.name_of(iri, &asked.lang),
        href: Some(page.thing(iri)),
        lang: asked.app.index.named(iri, &asked.lang).lang,
    }
}

fn value(page: &Page<'_>, term: &Term) -> Value {
    match term {
        Term::NamedNode(node) => linked(page, node.as_str()),
        Term::Literal(literal) => {
            let text = literal.value().to_owned();
            let is_link = literal.datatype().as_str().ends_with("#anyURI");
            Value {
                href: is_link.then(|| page.thing(&text)),
                lang: literal.language().unwrap_or_default().to_owned(),
                text,
            }
        }
        other => Value {
            text: other.to_string(),
            href: None,
            lang: String::new(),
        },
    }
}

/// Rows of one property each, in the order of first appearance.
#[derive(Default)]
struct Rows(Vec<(String, Row)>);

impl Rows {
    fn add(&mut self, page: &Page<'_>, property: &str, term: &Term, place: Option<String>) {
        let position = self.0.iter().position(|(known, _)| known == property);
        let position = position.unwrap_or_else(|| {
            let head = linked(page, property);
            self.0.push((
                property.to_owned(),
                Row {
                    property: head.text,
                    property_href: head.href.unwrap_or_default(),
                    values: Vec::new(),
                    more: 0,
                    places: Vec::new(),
                },
            ));
            self.0.len() - 1
        });
        let Some((_, row)) = self.0.get_mut(position) else {
            return;
        };
        if row.values.len() < SHOWN {
            row.values.push(value(page, term));
            row.places.extend(place);
            row.places.dedup();
        } else {
            row.more += 1;
        }
    }

    fn rows(self) -> Vec<Row> {
        self.0.into_iter().map(|(_, row)| row).collect()
    }
}

/// Everything that the files say of a thing, and what was derived.
pub(super) fn said(page: &Page<'_>, iri: &str) -> Said {
    let project = &page.asked.app.project;
    let (mut stated, mut incoming) = (Rows::default(), Rows::default());
    let is = |subject: &NamedOrBlankNode| matches!(subject, NamedOrBlankNode::NamedNode(node) if node.as_str() == iri);
    for document in &project.corpus().documents {
        for statement in &document.statements {
            let triple = &statement.triple;
            let predicate = triple.predicate.as_str();
            if is(&triple.subject) && predicate != foreign::RDF_TYPE {
                let place = document.place(statement);
                stated.add(page, predicate, &triple.object, Some(place));
            } else if matches!(&triple.object, Term::NamedNode(node) if node.as_str() == iri) {
                incoming.add(page, predicate, &Term::from(triple.subject.clone()), None);
            }
        }
    }
    let (mut derived, mut derived_incoming) = (Rows::default(), Rows::default());
    for quad in project.snapshot.derived_about(iri) {
        if is(&quad.subject) {
            derived.add(page, quad.predicate.as_str(), &quad.object, None);
        } else {
            derived_incoming.add(page, quad.predicate.as_str(), &quad.subject.into(), None);
        }
    }
    Said {
        kinds: project
            .snapshot
            .types(iri)
            .iter()
            .map(|kind| linked(page, kind))
            .collect(),
        stated: stated.rows(),
        incoming: incoming.rows(),
        derived: derived.rows(),
        derived_incoming: derived_incoming.rows(),
    }
}
