//! What is in force on a day: of a norm, a provision or an act, and of all that stands under a concept.

use super::answer::{Citation, Named, NormAnswer};
use super::concepts::ConceptId;
use super::index::Index;
use super::law::{Instrument, JurisdictionId, NormId, Requirement};
use super::said::day as first_day;
use crate::model::{Day, Interval};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// How many of the norms of a thing have effect on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Force {
    /// Norms that have.
    pub in_force: usize,
    /// All that were encoded.
    pub norms: usize,
    /// The days with effect, where all of them have the same.
    pub during: Option<Interval>,
}

/// What is in force on a day, by the IRI of a norm, of its provisions and of its act.
#[derive(Debug, Clone, Default)]
pub struct Forces<'a>(HashMap<&'a str, Force>);

impl Forces<'_> {
    /// Of one thing; `None` where it has no norm, so that nothing can be said.
    pub fn of(&self, iri: &str) -> Option<Force> {
        self.0.get(iri).copied()
    }
}

/// The law of one jurisdiction that stands under a concept and is in force.
#[derive(Debug, Clone, Serialize)]
pub struct PlaceLaw {
    /// ISO 3166-1 alpha-3 code, or the last part of the IRI.
    pub code: String,
    /// Its IRI and name.
    pub name: Named,
    /// How many norms.
    pub norms: usize,
    /// Where they stand.
    pub provisions: Vec<Citation>,
}

/// A norm that stands under a concept and is not in force.
#[derive(Debug, Clone, Serialize)]
pub struct Lapsed {
    /// Its IRI.
    pub iri: String,
    /// Where it stands.
    pub provisions: Vec<Citation>,
    /// The first day with effect; `None` where no commencement is recorded.
    pub since: Option<Day>,
    /// The first day without effect again.
    pub until: Option<Day>,
}

/// What an instrument asks under a concept.
#[derive(Debug, Clone, Serialize)]
pub struct Asks {
    /// The instrument.
    pub instrument: Named,
    /// The first day on which it was in force; `None` where that is not recorded.
    pub since: Option<Day>,
    /// How many requirements.
    pub requirements: usize,
    /// The articles that make them.
    pub articles: Vec<Citation>,
}

/// Norms and requirements whose topic or element is a concept or a narrower one.
#[derive(Debug, Clone, Serialize)]
pub struct LawUnder {
    /// How many norms are in force.
    pub norms: usize,
    /// Those, by the name of the jurisdiction.
    pub places: Vec<PlaceLaw>,
    /// Those that are not.
    pub lapsed: Vec<Lapsed>,
    /// What instruments ask.
    pub asks: Vec<Asks>,
}

impl LawUnder {
    /// Whether there is nothing, on any day.
    pub fn is_empty(&self) -> bool {
        self.norms == 0 && self.lapsed.is_empty() && self.asks.is_empty()
    }
}

impl Index {
    /// A norm by its IRI, whatever the day; `None` where it is none.
    pub fn norm(&self, iri: &str, lang: &str) -> Option<NormAnswer> {
        let (id, _) = self.law.norms.each().find(|(_, norm)| norm.iri == iri)?;
        Some(self.norm_answer(id, lang))
    }

    /// The IRI of the instrument with requirements that an article stands in.
    pub fn instrument_of_article(&self, article: &str) -> Option<&str> {
        let has = |instrument: &&Instrument| instrument.articles.iter().any(|a| a.iri == article);
        Some(self.law.instruments.iter().find(has)?.iri.as_str())
    }

    /// What is in force on a day, of everything that has norms.
    pub fn forces(&self, day: Day) -> Forces<'_> {
        let mut forces: HashMap<&str, Force> = HashMap::new();
        for norm in self.law.norms.iter() {
            let homes = norm.provisions.iter().chain([&norm.iri, &norm.instrument]);
            for iri in homes.filter(|iri| !iri.is_empty()) {
                let force = forces.entry(iri).or_insert(Force {
                    in_force: 0,
                    norms: 0,
                    during: Some(norm.validity),
                });
                force.norms += 1;
                force.in_force += usize::from(norm.validity.in_force(day));
                force.during = force.during.filter(|during| *during == norm.validity);
            }
        }
        Forces(forces)
    }

    /// The norms of jurisdictions and the requirements of instruments whose topic or element is a concept or a narrower
    /// one, those in force on the day apart from the others; `None` where the IRI is no concept.
    pub fn law_under(&self, concept: &str, day: Day, lang: &str) -> Option<LawUnder> {
        let wide = self.law.concepts.id(concept)?;
        let (mut places, mut lapsed) = (BTreeMap::new(), Vec::new());
        for (id, norm) in self.law.norms.each() {
            let Some(place) = norm.jurisdiction else {
                continue;
            };
            if !self.norm_under(id, wide) {
                continue;
            }
            if norm.validity.in_force(day) {
                places.entry(place).or_insert_with(Vec::new).push(id);
            } else {
                lapsed.push(self.lapsed(id, lang));
            }
        }
        Some(LawUnder {
            norms: places.values().map(Vec::len).sum(),
            places: self.place_laws(&places, lang),
            lapsed,
            asks: self.asks(wide, lang),
        })
    }

    fn norm_under(&self, id: NormId, wide: ConceptId) -> bool {
        let norm = &self.law.norms[id];
        let elements = [&norm.widening, &norm.narrowing, &norm.neutral]
            .into_iter()
            .flat_map(|elements| &elements.0)
            .flat_map(|(_, values)| values);
        norm.topics
            .iter()
            .chain(elements)
            .any(|own| self.law.concepts.includes(wide, *own))
    }

    fn lapsed(&self, id: NormId, lang: &str) -> Lapsed {
        let norm = &self.law.norms[id];
        Lapsed {
            iri: norm.iri.clone(),
            provisions: self.citations(&[id], lang),
            since: norm.validity.from,
            until: norm.validity.until,
        }
    }

    fn place_laws(
        &self,
        places: &BTreeMap<JurisdictionId, Vec<NormId>>,
        lang: &str,
    ) -> Vec<PlaceLaw> {
        let mut laws: Vec<PlaceLaw> = places
            .iter()
            .map(|(place, norms)| {
                let entry = self.place(*place, lang);
                PlaceLaw {
                    code: entry.code,
                    name: entry.name,
                    norms: norms.len(),
                    provisions: self.citations(norms, lang),
                }
            })
            .collect();
        laws.sort_by(|a, b| (&a.name.label, &a.code).cmp(&(&b.name.label, &b.code)));
        laws
    }

    fn asks(&self, wide: ConceptId, lang: &str) -> Vec<Asks> {
        self.law
            .instruments
            .iter()
            .filter_map(|instrument| {
                let (mut requirements, mut articles) = (0, Vec::new());
                for article in &instrument.articles {
                    let under = article
                        .requirements
                        .iter()
                        .filter(|id| self.requirement_under(&self.law.requirements[**id], wide))
                        .count();
                    if under > 0 {
                        requirements += under;
                        articles.push(self.article_citation(&instrument.iri, &article.iri, lang));
                    }
                }
                (requirements > 0).then(|| Asks {
                    instrument: self.law.texts.short_named(&instrument.iri, lang),
                    since: first_day(self.law.acts.in_force_of(&instrument.iri)),
                    requirements,
                    articles,
                })
            })
            .collect()
    }

    fn article_citation(&self, instrument: &str, article: &str, lang: &str) -> Citation {
        let number = self.law.texts.number(article);
        let title = self.law.texts.short_title(instrument, lang);
        Citation {
            iri: article.to_owned(),
            text: format!("{title} {number}").trim_end().to_owned(),
            number,
        }
    }

    fn requirement_under(&self, requirement: &Requirement, wide: ConceptId) -> bool {
        let elements = requirement.widening.0.iter().flat_map(|(_, values)| values);
        requirement
            .topics
            .iter()
            .chain(elements)
            .chain(&requirement.permitted)
            .chain(&requirement.reservable_narrowing)
            .copied()
            .chain(requirement.demanded())
            .any(|own| self.law.concepts.includes(wide, own))
    }
}
