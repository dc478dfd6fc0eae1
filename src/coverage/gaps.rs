//! Gaps: requirement by requirement, what a jurisdiction's law misses, why, and whose law could serve as a model.

use super::answer::{Citation, Named, RequirementAnswer};
use super::columns::Asking;
use super::error::IndexError;
use super::index::Index;
use super::law::{JurisdictionId, RequirementId};
use super::matrix::within;
use crate::model::{Day, RequirementState};
use serde::Serialize;
use utoipa::ToSchema;

/// A jurisdiction that meets a requirement in full, and by which provisions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Model {
    /// Its code.
    pub code: String,
    /// The provisions.
    pub provisions: Vec<Citation>,
}

/// A requirement that is not met without condition.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Gap {
    /// The article.
    pub article: Named,
    /// Its bare number.
    pub number: String,
    /// The requirement and how it stands.
    pub requirement: RequirementAnswer,
    /// Jurisdictions that meet it in full that day.
    pub models: Vec<Model>,
}

/// All gaps of a jurisdiction against an instrument on a day.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct GapList {
    /// The jurisdiction.
    pub jurisdiction: Named,
    /// Its code.
    pub code: String,
    /// The instrument.
    pub instrument: Named,
    /// The day asked about.
    #[schema(value_type = jiff::civil::Date)]
    pub day: Day,
    /// Language of the labels.
    pub lang: String,
    /// How many requirements the instrument has.
    pub requirements: usize,
    /// How many of them are met without condition.
    pub met: usize,
    /// The others, in the order of the text; those removed by a reservation are left out.
    pub gaps: Vec<Gap>,
}

impl Index {
    /// What a jurisdiction misses of an instrument on a day, or of the articles within one number.
    ///
    /// # Errors
    /// When there is no such instrument or article.
    pub fn gaps(
        &self,
        place: JurisdictionId,
        instrument: &str,
        article: Option<&str>,
        day: Day,
        lang: &str,
    ) -> Result<GapList, IndexError> {
        let matrix = self.matrix(instrument, &[place], day, article, lang)?;
        let others: Vec<JurisdictionId> = self
            .encoded()
            .into_iter()
            .filter(|other| *other != place)
            .collect();
        let ids = self
            .instrument(instrument)?
            .articles
            .iter()
            .filter(|a| article.is_none_or(|wanted| within(&a.number, wanted)))
            .map(|article| &article.requirements);
        let all = || matrix.rows.iter().flat_map(|row| &row.requirements);
        let (requirements, met) = (
            all().count(),
            all().filter(|r| r.state == RequirementState::Met).count(),
        );
        let gaps = matrix
            .rows
            .iter()
            .zip(ids)
            .flat_map(|(row, ids)| {
                row.requirements
                    .iter()
                    .zip(ids)
                    .map(move |(answer, id)| (row, answer, *id))
            })
            .filter(|(_, answer, _)| {
                !matches!(
                    answer.state,
                    RequirementState::Met | RequirementState::Reserved
                )
            })
            .map(|(row, answer, id)| Gap {
                article: row.article.clone(),
                number: row.number.clone(),
                requirement: answer.clone(),
                models: self.models(id, &others, day, lang),
            })
            .collect();
        Ok(GapList {
            jurisdiction: self.named_label(&self.law.jurisdictions[place].iri, lang),
            code: self.code(place).to_owned(),
            instrument: matrix.instrument,
            day,
            lang: lang.to_owned(),
            requirements,
            met,
            gaps,
        })
    }

    fn models(
        &self,
        id: RequirementId,
        others: &[JurisdictionId],
        day: Day,
        lang: &str,
    ) -> Vec<Model> {
        others
            .iter()
            .filter_map(|&other| {
                let asking = Asking::new(&self.law, other, day);
                (asking.stand(id).state == RequirementState::Met).then(|| Model {
                    code: self.code(other).to_owned(),
                    provisions: self.citations(&asking.standing(id).1, lang),
                })
            })
            .collect()
    }
}
