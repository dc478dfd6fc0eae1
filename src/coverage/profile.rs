//! A jurisdiction by itself: its groups, its acts, what its norms did when, what was searched.

use super::answer::{Citation, Named, NormAnswer};
use super::index::Index;
use super::law::{JurisdictionId, NormId};
use super::said::{Said, day};
use super::statements::Statements;
use crate::model::Day;
use crate::vocab::foreign;
use crate::vocab::lm::prop;
use oxigraph::model::Term;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// The acts of a jurisdiction and their dates; or the dates of texts that are nobody's own.
#[derive(Debug, Default)]
pub(crate) struct Acts {
    /// IRIs of the acts, in order.
    own: Vec<String>,
    adopted: Said,
    in_force: Said,
}

/// All acts.
pub(super) struct AllActs {
    pub(super) shared: Acts,
    /// By jurisdiction.
    pub(super) own: Vec<Acts>,
}

impl Acts {
    /// Reads all acts, and keeps those of each jurisdiction apart.
    pub(super) fn split(
        statements: &Statements<'_>,
        whose: &HashMap<String, JurisdictionId>,
        places: usize,
    ) -> AllActs {
        let mut layers: Vec<Self> = (0..=places).map(|_| Self::default()).collect();
        let layer = |iri: &str| whose.get(iri).map_or(0, |place| place + 1);
        for (act, _) in statements.said(prop::OF_PARTY) {
            layers[layer(&act)].own.push(act);
        }
        for (act, days) in statements.said(foreign::ELI_DATE_DOCUMENT) {
            layers[layer(&act)].adopted.insert(act, days);
        }
        for (act, days) in statements.said(foreign::ELI_FIRST_DATE_ENTRY_IN_FORCE) {
            layers[layer(&act)].in_force.insert(act, days);
        }
        for acts in &mut layers {
            acts.own.sort();
        }
        let own = layers.split_off(1);
        AllActs {
            shared: layers.pop().unwrap_or_default(),
            own,
        }
    }
}

impl Acts {
    /// What is said of the first day on which any of a text was in force.
    pub(crate) fn in_force_of(&self, act: &str) -> Option<&Vec<Term>> {
        self.in_force.get(act)
    }
}

/// A statute, code or judgment of a jurisdiction.
#[derive(Debug, Clone, Serialize)]
pub struct Act {
    /// Its IRI and title.
    pub name: Named,
    /// Its date.
    pub adopted: Option<Day>,
    /// The first day on which any of it was in force.
    pub in_force: Option<Day>,
    /// How many of its norms were encoded.
    pub norms: usize,
}

/// What norms of one act did on one day.
#[derive(Debug, Clone, Serialize)]
pub struct Event {
    /// The day.
    pub day: Day,
    /// Whether they began to have effect; if not, they ceased to.
    pub begins: bool,
    /// The act they stand in.
    pub act: Named,
    /// Their provisions.
    pub provisions: Vec<Citation>,
}

/// A search of a jurisdiction's law, as an answer.
#[derive(Debug, Clone, Serialize)]
pub struct SurveyAnswer {
    /// The day of the search.
    pub on: Option<Day>,
    /// The first day for which it speaks.
    pub from: Option<Day>,
    /// The topics that it answers for.
    pub topics: Vec<Named>,
}

/// How much there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Figures {
    /// Jurisdictions with a norm or a survey.
    pub jurisdictions: usize,
    /// Norms of jurisdictions.
    pub norms: usize,
    /// Instruments with requirements.
    pub instruments: usize,
    /// Requirements.
    pub requirements: usize,
    /// Texts that were read.
    pub readings: usize,
}

impl Index {
    /// How much there is.
    pub fn figures(&self) -> Figures {
        Figures {
            jurisdictions: self.encoded().len(),
            norms: self
                .law
                .norms
                .iter()
                .filter(|norm| norm.jurisdiction.is_some())
                .count(),
            instruments: self.law.instruments.len(),
            requirements: self.law.requirements.len(),
            readings: self.law.sources.len(),
        }
    }

    /// For each jurisdiction with law on a topic or a narrower one, the first day of the earliest norm encoded; the
    /// earliest first.
    ///
    /// # Errors
    /// When there is no such topic.
    pub fn adoption(
        &self,
        topic: &str,
    ) -> Result<Vec<(JurisdictionId, Day)>, super::error::IndexError> {
        let wide = self.topic(topic)?;
        let mut first: BTreeMap<JurisdictionId, Day> = BTreeMap::new();
        for norm in self.law.norms.iter() {
            let (Some(place), Some(from)) = (norm.jurisdiction, norm.validity.from) else {
                continue;
            };
            if norm
                .topics
                .iter()
                .any(|own| self.law.concepts.includes(wide, *own))
            {
                let earliest = first.entry(place).or_insert(from);
                *earliest = from.min(*earliest);
            }
        }
        let mut first: Vec<_> = first.into_iter().collect();
        first.sort_by_key(|(place, day)| (*day, self.code(*place).to_owned()));
        Ok(first)
    }

    /// The groups that a jurisdiction is in on a day, by name.
    pub fn groups_of(&self, place: JurisdictionId, day: Day, lang: &str) -> Vec<Named> {
        let mut groups: Vec<Named> = self.law.jurisdictions[place]
            .memberships
            .iter()
            .filter(|(_, during)| during.contains(day))
            .map(|(group, _)| self.concept(*group, lang))
            .collect();
        groups.sort_by(|a, b| a.label.cmp(&b.label));
        groups.dedup();
        groups
    }

    /// The acts of a jurisdiction, oldest first; those without a date at the end.
    pub fn acts_of(&self, place: JurisdictionId, lang: &str) -> Vec<Act> {
        let mut norms: HashMap<&str, usize> = HashMap::new();
        let order = self.law.norms.of(place);
        for norm in &order.norms {
            *norms.entry(norm.instrument.as_str()).or_default() += 1;
        }
        let acts = &order.acts;
        let mut found: Vec<Act> = acts
            .own
            .iter()
            .map(|iri| Act {
                name: self.law.texts.short_named(iri, lang),
                adopted: day(acts.adopted.get(iri)),
                in_force: day(acts.in_force.get(iri)),
                norms: norms.get(iri.as_str()).copied().unwrap_or_default(),
            })
            .collect();
        let key = |act: &Act| {
            let day = act.adopted.or(act.in_force);
            (day.is_none(), day, act.name.label.clone())
        };
        found.sort_by_key(key);
        found
    }

    /// What the norms of a jurisdiction did when: which began and which ceased, oldest first.
    pub fn timeline(&self, place: JurisdictionId, lang: &str) -> Vec<Event> {
        let mut events: BTreeMap<(Day, bool, &str), Vec<NormId>> = BTreeMap::new();
        for norm in self.law.norms.ids_of(place) {
            let row = &self.law.norms[norm];
            let mut note = |day: Option<Day>, begins: bool| {
                if let Some(day) = day {
                    events
                        .entry((day, begins, &row.instrument))
                        .or_default()
                        .push(norm);
                }
            };
            note(row.validity.from, true);
            note(row.validity.until, false);
        }
        events
            .into_iter()
            .map(|((day, begins, act), norms)| Event {
                day,
                begins,
                act: self.law.texts.short_named(act, lang),
                provisions: self.citations(&norms, lang),
            })
            .collect()
    }

    /// The norms of a jurisdiction in force on a day, with their elements.
    pub fn norms_in_force(&self, place: JurisdictionId, day: Day, lang: &str) -> Vec<NormAnswer> {
        self.law
            .in_force(place, day)
            .map(|norm| self.norm_answer(norm, lang))
            .collect()
    }

    /// All norms that a provision establishes, whatever the day, with their elements.
    pub fn norms_of_provision(&self, provision: &str, lang: &str) -> Vec<NormAnswer> {
        self.law
            .norms
            .each()
            .filter(|(_, norm)| norm.provisions.iter().any(|own| own == provision))
            .map(|(id, _)| self.norm_answer(id, lang))
            .collect()
    }

    /// The searches of a jurisdiction's law, newest first.
    pub fn surveys_of(&self, place: JurisdictionId, lang: &str) -> Vec<SurveyAnswer> {
        let mut surveys: Vec<SurveyAnswer> = self
            .law
            .norms
            .of(place)
            .surveys
            .iter()
            .map(|survey| {
                let mut topics: Vec<Named> = survey
                    .topics
                    .iter()
                    .map(|topic| self.concept(*topic, lang))
                    .collect();
                topics.sort_by(|a, b| a.label.cmp(&b.label));
                SurveyAnswer {
                    on: survey.on,
                    from: survey.from,
                    topics,
                }
            })
            .collect();
        surveys.sort_by_key(|survey| std::cmp::Reverse(survey.on));
        surveys
    }
}
