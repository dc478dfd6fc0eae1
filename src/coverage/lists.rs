//! What there is to choose from: jurisdictions, groups, instruments and their articles, topics.

use super::answer::Named;
use super::concepts::ConceptId;
use super::error::IndexError;
use super::index::{Index, last_part};
use super::law::{Instrument, JurisdictionId};
use crate::model::Day;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A jurisdiction to choose.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PlaceEntry {
    /// Its position in the index.
    #[serde(skip)]
    pub id: JurisdictionId,
    /// ISO 3166-1 alpha-3 code, or the last part of the IRI.
    pub code: String,
    /// Its IRI and name.
    pub name: Named,
    /// The widest UN region it lies in ("africa"); empty for those in none.
    pub region: String,
    /// The narrowest UN region it lies in ("western-africa"); empty for those in none.
    pub subregion: String,
    /// Whether any of its law was encoded; if not, all of it is unknown.
    pub encoded: bool,
    /// Whether it is an organisation rather than a State or a part of one.
    pub organisation: bool,
}

/// A group to choose.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct GroupEntry {
    /// Its short identifier: "ecowas".
    pub id: String,
    /// Its IRI and name.
    pub name: Named,
    /// How many members it has on the day.
    pub members: usize,
    /// How many of them have law that was encoded.
    pub encoded: usize,
    /// Whether it is a UN region rather than an organisation.
    pub region: bool,
}

/// An instrument with requirements.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct InstrumentEntry {
    /// Its short identifier: "budapest".
    pub id: String,
    /// Its IRI and short title.
    pub name: Named,
    /// The articles that ask for something.
    pub articles: Vec<ArticleEntry>,
}

/// An article with requirements.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ArticleEntry {
    /// Its IRI and heading.
    pub name: Named,
    /// Its bare number.
    pub number: String,
    /// How many requirements it has.
    pub requirements: usize,
}

/// A topic under which a norm stands.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TopicEntry {
    /// Its short identifier: "illegal-access".
    pub id: String,
    /// Its IRI and name.
    pub name: Named,
    /// How many norms stand under it or a narrower one.
    pub norms: usize,
}

/// The UN's regions of the first rank: their concepts have no broader one, and narrower ones lie within.
const WIDEST: [&str; 5] = ["africa", "americas", "asia", "europe", "oceania"];

impl Index {
    /// Every jurisdiction, by name in the language.
    pub fn places(&self, lang: &str) -> Vec<PlaceEntry> {
        let mut places: Vec<PlaceEntry> = (0..self.law.jurisdictions.len())
            .map(|id| self.place(id, lang))
            .collect();
        places.sort_by(|a, b| {
            a.name
                .label
                .cmp(&b.name.label)
                .then_with(|| a.code.cmp(&b.code))
        });
        places
    }

    /// One jurisdiction.
    pub fn place(&self, id: JurisdictionId, lang: &str) -> PlaceEntry {
        let place = &self.law.jurisdictions[id];
        let (region, subregion) = self.regions_of(id);
        PlaceEntry {
            id,
            code: place.code.clone(),
            name: self.law.texts.named(&place.iri, lang),
            region,
            subregion,
            encoded: self.law.is_encoded(id),
            organisation: place.organisation,
        }
    }

    /// The widest and the narrowest UN region of a jurisdiction.
    fn regions_of(&self, id: JurisdictionId) -> (String, String) {
        let concepts = &self.law.concepts;
        let regions = self.law.jurisdictions[id]
            .memberships
            .iter()
            .filter_map(|(group, _)| {
                let wide = concepts
                    .including(*group)
                    .iter()
                    .map(|wide| last_part(concepts.iri(*wide)))
                    .find(|wide| WIDEST.contains(wide))?;
                Some((wide.to_owned(), last_part(concepts.iri(*group)).to_owned()))
            });
        // The narrowest is the one with the most regions around it; States lie in one.
        regions.into_iter().next().unwrap_or_default()
    }

    /// Every group with a member, by name; regions after organisations.
    pub fn group_entries(&self, day: Day, lang: &str) -> Vec<GroupEntry> {
        let concepts = &self.law.concepts;
        let mut groups: Vec<GroupEntry> = self
            .group_ids()
            .into_iter()
            .filter_map(|id| {
                let iri = concepts.iri(id);
                let members = self.group(iri, day).ok()?;
                Some(GroupEntry {
                    id: last_part(iri).to_owned(),
                    name: self.law.texts.named(iri, lang),
                    encoded: members.iter().filter(|m| self.law.is_encoded(**m)).count(),
                    members: members.len(),
                    region: concepts
                        .including(id)
                        .iter()
                        .any(|wide| WIDEST.contains(&last_part(concepts.iri(*wide)))),
                })
            })
            .collect();
        groups.sort_by(|a, b| {
            (a.region, &a.name.label, &a.id).cmp(&(b.region, &b.name.label, &b.id))
        });
        groups
    }

    /// Every group that has a member, directly or through a narrower group.
    fn group_ids(&self) -> Vec<ConceptId> {
        let mut ids: Vec<_> = self
            .law
            .jurisdictions
            .iter()
            .flat_map(|place| &place.memberships)
            .flat_map(|(group, _)| self.law.concepts.including(*group))
            .copied()
            .collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// Every instrument with requirements, with its articles in the order of the text.
    pub fn instrument_entries(&self, lang: &str) -> Vec<InstrumentEntry> {
        let instruments = self.law.instruments.iter();
        instruments
            .map(|instrument| self.entry(instrument, lang))
            .collect()
    }

    fn entry(&self, instrument: &Instrument, lang: &str) -> InstrumentEntry {
        InstrumentEntry {
            id: last_part(&instrument.iri).to_owned(),
            name: self.law.texts.short_named(&instrument.iri, lang),
            articles: instrument
                .articles
                .iter()
                .map(|article| ArticleEntry {
                    name: self.law.texts.named(&article.iri, lang),
                    number: article.number.clone(),
                    requirements: article.requirements.len(),
                })
                .collect(),
        }
    }

    /// The instrument with an identifier or IRI, with its articles.
    ///
    /// # Errors
    /// When there is none; the nearest is suggested.
    pub fn instrument_entry(&self, name: &str, lang: &str) -> Result<InstrumentEntry, IndexError> {
        Ok(self.entry(self.instrument(name)?, lang))
    }

    /// The identifiers of the topics within a topic that have a norm of their own, in order of their names in English.
    ///
    /// # Errors
    /// When there is no such topic.
    pub fn topics_within(&self, topic: &str) -> Result<Vec<String>, IndexError> {
        let wide = self.topic(topic)?;
        let mut own: Vec<_> = self
            .law
            .norms
            .iter()
            .flat_map(|norm| &norm.topics)
            .copied()
            .filter(|topic| self.law.concepts.includes(wide, *topic))
            .collect();
        own.sort_unstable();
        own.dedup();
        let mut own: Vec<Named> = own
            .into_iter()
            .map(|topic| self.concept(topic, "en"))
            .collect();
        own.sort_by(|a, b| a.label.cmp(&b.label));
        Ok(own
            .iter()
            .map(|topic| last_part(&topic.iri).to_owned())
            .collect())
    }

    /// A thing and what to call it, with the language of the name.
    pub fn named(&self, iri: &str, lang: &str) -> Named {
        self.law.texts.named(iri, lang)
    }

    /// A concept by its scheme and identifier; `None` where there is none.
    pub fn concept_name(&self, scheme: &str, name: &str, lang: &str) -> Option<Named> {
        let id = self
            .law
            .concepts
            .id(&super::index::concept_iri(scheme, name))?;
        Some(self.concept(id, lang))
    }

    /// Every topic with a norm under it, by name.
    pub fn topic_entries(&self, lang: &str) -> Vec<TopicEntry> {
        self.entries_of_topics(self.norms_by_topic(), lang)
    }

    /// Every topic with a norm or a requirement under it, by name: what there is to compare on.
    pub fn compared_topics(&self, lang: &str) -> Vec<TopicEntry> {
        let mut counts = self.norms_by_topic();
        for topic in self.law.requirements.iter().flat_map(|asked| &asked.topics) {
            for wide in self.law.concepts.including(*topic) {
                counts.entry(*wide).or_insert(0);
            }
        }
        self.entries_of_topics(counts, lang)
    }

    /// How many norms stand under each topic or a narrower one.
    fn norms_by_topic(&self) -> BTreeMap<ConceptId, usize> {
        let concepts = &self.law.concepts;
        let mut counts = BTreeMap::new();
        for norm in self.law.norms.iter() {
            let mut wide: Vec<_> = norm
                .topics
                .iter()
                .flat_map(|topic| concepts.including(*topic))
                .collect();
            wide.sort_unstable();
            wide.dedup();
            for topic in wide {
                *counts.entry(*topic).or_insert(0) += 1;
            }
        }
        counts
    }

    fn entries_of_topics(&self, counts: BTreeMap<ConceptId, usize>, lang: &str) -> Vec<TopicEntry> {
        let concepts = &self.law.concepts;
        let mut topics: Vec<TopicEntry> = counts
            .into_iter()
            .map(|(topic, norms)| TopicEntry {
                id: last_part(concepts.iri(topic)).to_owned(),
                name: self.law.texts.named(concepts.iri(topic), lang),
                norms,
            })
            .collect();
        topics.sort_by(|a, b| {
            a.name
                .label
                .cmp(&b.name.label)
                .then_with(|| a.id.cmp(&b.id))
        });
        topics
    }
}
