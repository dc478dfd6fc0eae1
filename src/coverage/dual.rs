//! Dual criminality: what is punishable on both sides of a pair of jurisdictions with at least so many months.

use super::answer::{Citation, Named};
use super::columns::Asking;
use super::concepts::ConceptId;
use super::error::IndexError;
use super::index::Index;
use super::law::{Article, Instrument, JurisdictionId, Law, NormId, RequirementId};
use crate::model::{Day, Imprisonment};
use fixedbitset::FixedBitSet;
use serde::Serialize;
use utoipa::ToSchema;

/// A jurisdiction that punishes what a requirement asks for with at least the months of the threshold.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DualSide {
    /// Its code.
    pub code: String,
    /// The provisions of the norms that do.
    pub provisions: Vec<Citation>,
    /// The greatest maximum of those norms, raised tiers included.
    pub max_imprisonment: Imprisonment,
}

/// A requirement that at least one jurisdiction punishes at the threshold.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DualRequirement {
    /// The requirement's IRI.
    pub iri: String,
    /// The bare number of its article.
    pub article: String,
    /// Where in the article it stands.
    pub pinpoint: String,
    /// What it asks for.
    pub label: String,
    /// Who punishes it so, by code.
    pub sides: Vec<DualSide>,
}

/// Two jurisdictions that punish the same thing at the threshold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DualPair {
    /// The code that sorts first.
    pub first: String,
    /// The other code.
    pub second: String,
    /// How many requirements are punishable in both.
    pub requirements: usize,
}

/// Dual criminality on a topic at a threshold on a day.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DualCriminality {
    /// The instrument whose requirements are the measure.
    pub instrument: Named,
    /// The topic; narrower ones are included.
    pub topic: Named,
    /// The least maximum of imprisonment, in months.
    pub months: f64,
    /// The day asked about.
    #[schema(value_type = jiff::civil::Date)]
    pub day: Day,
    /// Language of the labels.
    pub lang: String,
    /// The pairs, by code.
    pub pairs: Vec<DualPair>,
    /// What is punishable where, in the order of the text.
    pub requirements: Vec<DualRequirement>,
}

impl Index {
    /// Between which jurisdictions the requirements of an instrument on a topic are punishable on both sides, with a
    /// maximum of at least `months`, life among them. As in extradition treaties the greatest penalty that the norm
    /// allows counts, raised tiers included. With a jurisdiction, only the pairs that it belongs to.
    ///
    /// # Errors
    /// When there is no such instrument or topic.
    pub fn dual_criminality(
        &self,
        instrument: &str,
        topic: &str,
        months: f64,
        only: Option<JurisdictionId>,
        day: Day,
        lang: &str,
    ) -> Result<DualCriminality, IndexError> {
        let asking = self.instrument(instrument)?;
        let topic = self.topic(topic)?;
        let asked = on_topic(&self.law, asking, topic);
        let requirements = asked
            .iter()
            .map(|(article, id)| DualRequirement {
                iri: self.law.requirements[*id].iri.clone(),
                article: article.number.clone(),
                pinpoint: self.law.requirements[*id].pinpoint.clone(),
                label: self.requirement_label(*id, lang),
                sides: self.sides(*id, months, day, lang),
            })
            .filter(|requirement| !requirement.sides.is_empty())
            .collect();
        let pairs = self.pairs(&asked, months, only, day);
        let pairs = pairs
            .into_iter()
            .map(|(first, second, requirements)| DualPair {
                first: self.code(first).to_owned(),
                second: self.code(second).to_owned(),
                requirements,
            });
        Ok(DualCriminality {
            instrument: self.law.texts.short_named(&asking.iri, lang),
            topic: self.concept(topic, lang),
            months,
            day,
            lang: lang.to_owned(),
            pairs: pairs.collect(),
            requirements,
        })
    }

    /// The pairs of [`Index::dual_criminality`] alone, by code, with how many requirements are punishable in both.
    ///
    /// # Errors
    /// When there is no such instrument or topic.
    pub fn dual_pairs(
        &self,
        instrument: &str,
        topic: &str,
        months: f64,
        day: Day,
    ) -> Result<Vec<(JurisdictionId, JurisdictionId, usize)>, IndexError> {
        let asking = self.instrument(instrument)?;
        let asked = on_topic(&self.law, asking, self.topic(topic)?);
        Ok(self.pairs(&asked, months, None, day))
    }

    fn pairs(
        &self,
        asked: &[(&Article, RequirementId)],
        months: f64,
        only: Option<JurisdictionId>,
        day: Day,
    ) -> Vec<(JurisdictionId, JurisdictionId, usize)> {
        let punishable = |place: JurisdictionId| {
            let asking = Asking::new(&self.law, place, day);
            let mut punished = FixedBitSet::with_capacity(asked.len());
            for (position, (_, id)) in asked.iter().enumerate() {
                punished.set(position, asking.punishes(*id, months));
            }
            (place, punished)
        };
        let places: Vec<(JurisdictionId, FixedBitSet)> = self
            .encoded()
            .into_iter()
            .map(punishable)
            .filter(|(_, punished)| !punished.is_clear())
            .collect();
        let mut pairs = Vec::new();
        for (i, (first, here)) in places.iter().enumerate() {
            for (second, there) in &places[i + 1..] {
                if only.is_some_and(|only| only != *first && only != *second) {
                    continue;
                }
                let both = here.intersection_count(there);
                if both > 0 {
                    pairs.push((*first, *second, both));
                }
            }
        }
        pairs
    }

    fn sides(
        &self,
        requirement: RequirementId,
        months: f64,
        day: Day,
        lang: &str,
    ) -> Vec<DualSide> {
        self.encoded()
            .into_iter()
            .filter_map(|place| {
                let punishing = Asking::new(&self.law, place, day).punishing(requirement, months);
                let norms: Vec<NormId> = punishing.iter().map(|(norm, _)| *norm).collect();
                let most = punishing.into_iter().map(|(_, most)| most);
                Some(DualSide {
                    code: self.code(place).to_owned(),
                    max_imprisonment: most.max_by(|a, b| a.compare(*b))?,
                    provisions: self.citations(&norms, lang),
                })
            })
            .collect()
    }
}

/// The requirements of an instrument on a topic or a narrower one, with their articles, in the order of the text.
fn on_topic<'a>(
    law: &Law,
    instrument: &'a Instrument,
    topic: ConceptId,
) -> Vec<(&'a Article, RequirementId)> {
    let asked = instrument
        .articles
        .iter()
        .flat_map(|article| article.requirements.iter().map(move |id| (article, *id)));
    asked
        .filter(|(_, id)| {
            let topics = &law.requirements[*id].topics;
            topics.iter().any(|own| law.concepts.includes(topic, *own))
        })
        .collect()
}
