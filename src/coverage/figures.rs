//! The answers in figures: states and counts without a word, for whoever counts and does not read.

use super::columns::{Asking, Stand};
use super::error::IndexError;
use super::index::Index;
use super::law::{Article, JurisdictionId, Law, RequirementId};
use super::summary::Tally;
use crate::model::{Day, RequirementState, Status, article_status};

/// How the requirements of one article stand for one jurisdiction: a row of the query `coverage-matrix`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ArticleCounts {
    /// The jurisdiction.
    pub place: JurisdictionId,
    /// The position of the article in its instrument.
    pub article: usize,
    /// How far it is covered.
    pub status: Status,
    /// Requirements that count and are met.
    pub met: usize,
    /// Met under conditions, or nearly.
    pub related: usize,
    /// Searched for and not found.
    pub missing: usize,
    /// Not yet searched for.
    pub unknown: usize,
}

/// The states of the requirements that count for an article, and whether what they rest on is editorial.
#[derive(Debug, Default)]
pub(super) struct Counts {
    met: usize,
    related: usize,
    missing: usize,
    unknown: usize,
    pub(super) editorial: bool,
}

impl Counts {
    /// Mandatory requirements count; where an article has none, its optional ones do. What an article rests on are the
    /// norms that meet any of its requirements; if none does, those that come near.
    pub(super) fn of(law: &Law, article: &Article, asking: Asking<'_>) -> Self {
        let requirements = &law.requirements;
        let ids = &article.requirements;
        let any_mandatory = ids.iter().any(|id| requirements[*id].mandatory);
        let mut counts = Self::default();
        let (mut any_meets, mut meeting, mut near) = (false, false, false);
        for id in ids {
            let Stand { state, editorial } = asking.stand(*id);
            match state {
                RequirementState::Met | RequirementState::Conditional => {
                    any_meets = true;
                    meeting |= editorial;
                }
                _ => near |= editorial,
            }
            if requirements[*id].mandatory || !any_mandatory {
                counts.add(state);
            }
        }
        counts.editorial = if any_meets { meeting } else { near };
        counts
    }

    fn add(&mut self, state: RequirementState) {
        match state {
            RequirementState::Met => self.met += 1,
            RequirementState::Conditional | RequirementState::Near => self.related += 1,
            RequirementState::Missing => self.missing += 1,
            RequirementState::Unknown => self.unknown += 1,
            RequirementState::Reserved => {}
        }
    }

    /// The status that follows.
    pub(super) fn status(&self) -> Status {
        let states = [
            (RequirementState::Met, self.met),
            (RequirementState::Near, self.related),
            (RequirementState::Missing, self.missing),
            (RequirementState::Unknown, self.unknown),
        ];
        let some = states.into_iter().filter(|(_, count)| *count > 0);
        article_status(some.map(|(state, _)| state))
    }
}

impl Index {
    /// How jurisdictions stand to each article of an instrument on a day, in figures: the rows of the query
    /// `coverage-matrix`, by jurisdiction in the order asked for and then in the order of the text.
    ///
    /// # Errors
    /// When there is no such instrument.
    pub fn counts(
        &self,
        instrument: &str,
        places: &[JurisdictionId],
        day: Day,
    ) -> Result<Vec<ArticleCounts>, IndexError> {
        let articles = &self.instrument(instrument)?.articles;
        let mut rows = Vec::with_capacity(places.len() * articles.len());
        for &place in places {
            let asking = Asking::new(&self.law, place, day);
            for (position, article) in articles.iter().enumerate() {
                let counts = Counts::of(&self.law, article, asking);
                rows.push(ArticleCounts {
                    place,
                    article: position,
                    status: counts.status(),
                    met: counts.met,
                    related: counts.related,
                    missing: counts.missing,
                    unknown: counts.unknown,
                });
            }
        }
        Ok(rows)
    }

    /// In how many jurisdictions each article of an instrument is covered, by the position of the article: the rows of the
    /// query `regional-picture` for the encoded members of a group.
    ///
    /// # Errors
    /// When there is no such instrument.
    pub fn tallies(
        &self,
        instrument: &str,
        places: &[JurisdictionId],
        day: Day,
    ) -> Result<Vec<Tally>, IndexError> {
        let articles = &self.instrument(instrument)?.articles;
        let mut tallies = vec![Tally::default(); articles.len()];
        for &place in places {
            let asking = Asking::new(&self.law, place, day);
            for (tally, article) in tallies.iter_mut().zip(articles) {
                tally.add(Counts::of(&self.law, article, asking).status());
            }
        }
        Ok(tallies)
    }

    /// How each requirement of an instrument stands for a jurisdiction on a day, in the order of the text: the rows of the
    /// query `requirement-states`. Those neither met nor reserved are the gaps.
    ///
    /// # Errors
    /// When there is no such instrument.
    pub fn states(
        &self,
        place: JurisdictionId,
        instrument: &str,
        day: Day,
    ) -> Result<Vec<(RequirementId, RequirementState)>, IndexError> {
        let articles = self.instrument(instrument)?.articles.iter();
        let asking = Asking::new(&self.law, place, day);
        Ok(articles
            .flat_map(|article| &article.requirements)
            .map(|id| (*id, asking.stand(*id).state))
            .collect())
    }

    /// The IRI of a requirement.
    pub fn requirement_iri(&self, id: RequirementId) -> &str {
        &self.law.requirements[id].iri
    }
}
