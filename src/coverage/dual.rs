//! Dual criminality: what is punishable on both sides of a pair of jurisdictions with at least so many months.

use super::answer::{Citation, Named};
use super::error::IndexError;
use super::index::Index;
use super::law::{JurisdictionId, NormId, RequirementId};
use super::links::Kind;
use crate::model::{Day, Imprisonment};
use serde::Serialize;
use std::collections::BTreeMap;
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
        let places = self.encoded();
        let mut requirements = Vec::new();
        for article in &asking.articles {
            for &id in &article.requirements {
                let on_topic = |t: &u32| self.law.concepts.includes(topic, *t);
                if !self.law.requirements[id].topics.iter().any(on_topic) {
                    continue;
                }
                let sides = self.sides(id, &places, months, day, lang);
                if !sides.is_empty() {
                    requirements.push(DualRequirement {
                        iri: self.law.requirements[id].iri.clone(),
                        article: article.number.clone(),
                        pinpoint: self.law.requirements[id].pinpoint.clone(),
                        label: self.requirement_label(id, lang),
                        sides,
                    });
                }
            }
        }
        let only = only.map(|place| self.code(place));
        Ok(DualCriminality {
            instrument: self.law.texts.short_named(&asking.iri, lang),
            topic: self.concept(topic, lang),
            months,
            day,
            lang: lang.to_owned(),
            pairs: pairs(&requirements, only),
            requirements,
        })
    }

    fn sides(
        &self,
        requirement: RequirementId,
        places: &[JurisdictionId],
        months: f64,
        day: Day,
        lang: &str,
    ) -> Vec<DualSide> {
        places
            .iter()
            .filter_map(|&place| {
                let punishing: Vec<(NormId, Imprisonment)> = self
                    .links(requirement, place)
                    .iter()
                    .filter(|link| link.kind == Kind::Meets && self.in_force(link.norm, day))
                    .filter_map(|link| Some((link.norm, self.greatest(link.norm)?)))
                    .filter(|(_, most)| reaches(*most, months))
                    .collect();
                let norms: Vec<NormId> = punishing.iter().map(|(norm, _)| *norm).collect();
                let most = punishing.into_iter().map(|(_, most)| most);
                Some(DualSide {
                    code: self.code(place).to_owned(),
                    provisions: self.citations(&norms, lang),
                    max_imprisonment: most.max_by(|a, b| a.compare(*b))?,
                })
            })
            .collect()
    }

    /// The greatest imprisonment that any tier of a norm's penalty allows.
    fn greatest(&self, norm: NormId) -> Option<Imprisonment> {
        self.law.norms[norm]
            .tiers
            .iter()
            .filter_map(|tier| tier.max_imprisonment)
            .max_by(|a, b| a.compare(*b))
    }
}

fn reaches(most: Imprisonment, months: f64) -> bool {
    match most {
        Imprisonment::Life => true,
        Imprisonment::Months(most) => most >= months,
    }
}

/// Every pair of codes that share a requirement, with how many they share.
fn pairs(requirements: &[DualRequirement], only: Option<&str>) -> Vec<DualPair> {
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for requirement in requirements {
        let sides = &requirement.sides;
        for (i, first) in sides.iter().enumerate() {
            for second in &sides[i + 1..] {
                let pair = (first.code.as_str(), second.code.as_str());
                if only.is_none_or(|code| pair.0 == code || pair.1 == code) {
                    *counts.entry(pair).or_default() += 1;
                }
            }
        }
    }
    counts
        .into_iter()
        .map(|((first, second), requirements)| DualPair {
            first: first.to_owned(),
            second: second.to_owned(),
            requirements,
        })
        .collect()
}
