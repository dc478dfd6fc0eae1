//! The matrix at a glance: a status for each jurisdiction and article or topic, without the reasons.

use super::answer::Named;
use super::columns::Asking;
use super::concepts::ConceptId;
use super::error::IndexError;
use super::figures::Counts;
use super::index::Index;
use super::law::{Article, JurisdictionId};
use super::lists::{ArticleEntry, PlaceEntry};
use super::party::Standing;
use crate::model::{Basis, Day, Status};
use serde::Serialize;

/// How one jurisdiction stands on one article or topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct StatusCell {
    /// How far it is covered.
    pub status: Status,
    /// Whether it rests on anything that nobody checked against a text.
    pub editorial: bool,
}

/// How many cells have each status.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Covered in full.
    pub full: usize,
    /// In part, or under conditions.
    pub partial: usize,
    /// Searched, nothing found.
    pub none: usize,
    /// Not searched.
    pub unknown: usize,
}

impl Tally {
    /// Counts statuses.
    pub fn of(statuses: impl IntoIterator<Item = Status>) -> Self {
        let mut tally = Self::default();
        for status in statuses {
            tally.add(status);
        }
        tally
    }

    /// Counts one more.
    pub(super) fn add(&mut self, status: Status) {
        *self.slot(status) += 1;
    }

    fn slot(&mut self, status: Status) -> &mut usize {
        match status {
            Status::Full => &mut self.full,
            Status::Partial => &mut self.partial,
            Status::None => &mut self.none,
            Status::Unknown => &mut self.unknown,
        }
    }

    /// How many have a status.
    pub fn get(mut self, status: Status) -> usize {
        *self.slot(status)
    }

    /// How many there are in all.
    pub fn all(self) -> usize {
        self.full + self.partial + self.none + self.unknown
    }
}

/// A jurisdiction and its cells, in the order of the columns.
#[derive(Debug, Clone, Serialize)]
pub struct SummaryRow {
    /// The jurisdiction.
    pub place: PlaceEntry,
    /// How it stands to the instrument; `None` where nothing is recorded.
    pub standing: Option<Standing>,
    /// One for each column.
    pub cells: Vec<StatusCell>,
    /// How many cells have each status.
    pub tally: Tally,
}

impl SummaryRow {
    /// How it stands in a column; a column that is not there is unknown.
    fn status(&self, column: usize) -> Status {
        self.cells
            .get(column)
            .map_or(Status::Unknown, |cell| cell.status)
    }
}

/// Puts rows in the order of their status in one column: full, partial, none, and unknown last, since what nobody looked
/// for is not absent. Rows of equal status stay in the order in which they stand.
pub fn sort_by_column(rows: &mut [SummaryRow], column: usize) {
    rows.sort_by_key(|row| row.status(column));
}

/// Jurisdictions against the articles of an instrument, or against topics.
#[derive(Debug, Clone, Serialize)]
pub struct Summary {
    /// The instrument, or the scheme of topics.
    pub against: Named,
    /// The instrument's short identifier; empty for topics.
    pub against_id: String,
    /// The day asked about.
    pub day: Day,
    /// Language of the labels.
    pub lang: String,
    /// The articles or topics. For a topic the number is its short identifier.
    pub columns: Vec<ArticleEntry>,
    /// The jurisdictions in the order asked for.
    pub rows: Vec<SummaryRow>,
}

impl Index {
    /// How jurisdictions stand to each article of an instrument on a day: the statuses of
    /// [`Index::matrix`], without what they rest on.
    ///
    /// # Errors
    /// When there is no such instrument.
    pub fn summary(
        &self,
        instrument: &str,
        places: &[JurisdictionId],
        day: Day,
        lang: &str,
    ) -> Result<Summary, IndexError> {
        let entry = self.instrument_entry(instrument, lang)?;
        let instrument = self.instrument(instrument)?;
        let rows = places
            .iter()
            .map(|&place| {
                let asking = Asking::new(&self.law, place, day);
                let cells: Vec<StatusCell> = instrument
                    .articles
                    .iter()
                    .map(|article| self.status_cell(article, asking))
                    .collect();
                SummaryRow {
                    place: self.place(place, lang),
                    standing: self.standing(place, &instrument.iri, day),
                    tally: Tally::of(cells.iter().map(|cell| cell.status)),
                    cells,
                }
            })
            .collect();
        Ok(Summary {
            against: entry.name,
            against_id: entry.id,
            day,
            lang: lang.to_owned(),
            columns: entry.articles,
            rows,
        })
    }

    fn status_cell(&self, article: &Article, asking: Asking<'_>) -> StatusCell {
        let counts = Counts::of(&self.law, article, asking);
        let editorial = |id: &usize| self.law.requirements[*id].basis == Basis::Editorial;
        let status = counts.status();
        StatusCell {
            status,
            editorial: status != Status::Unknown
                && (counts.editorial || article.requirements.iter().any(editorial)),
        }
    }

    /// Whether jurisdictions have law on topics on a day: `full` where a norm in force stands under the topic or a
    /// narrower one, `none` where it was searched and nothing found, `unknown` otherwise. That there is law says nothing
    /// of what it covers.
    ///
    /// # Errors
    /// When there is no such topic.
    pub fn topic_summary(
        &self,
        topics: &[String],
        places: &[JurisdictionId],
        day: Day,
        lang: &str,
    ) -> Result<Summary, IndexError> {
        let topics: Vec<ConceptId> = topics
            .iter()
            .map(|name| self.topic(name))
            .collect::<Result<_, _>>()?;
        let columns = topics
            .iter()
            .map(|topic| {
                let name = self.concept(*topic, lang);
                ArticleEntry {
                    number: super::index::last_part(&name.iri).to_owned(),
                    name,
                    requirements: 0,
                }
            })
            .collect();
        let rows = places
            .iter()
            .map(|&place| {
                let cells: Vec<StatusCell> = topics
                    .iter()
                    .map(|topic| self.topic_cell(*topic, place, day))
                    .collect();
                SummaryRow {
                    place: self.place(place, lang),
                    standing: None,
                    tally: Tally::of(cells.iter().map(|cell| cell.status)),
                    cells,
                }
            })
            .collect();
        Ok(Summary {
            against: self
                .law
                .texts
                .named(&format!("{}topic", crate::vocab::CONCEPT), lang),
            against_id: String::new(),
            day,
            lang: lang.to_owned(),
            columns,
            rows,
        })
    }

    fn topic_cell(&self, topic: ConceptId, place: JurisdictionId, day: Day) -> StatusCell {
        let bases: Vec<Basis> = self
            .law
            .in_force(place, day)
            .map(|norm| &self.law.norms[norm])
            .filter(|norm| {
                norm.topics
                    .iter()
                    .any(|own| self.law.concepts.includes(topic, *own))
            })
            .map(|norm| norm.basis)
            .collect();
        let status = if !bases.is_empty() {
            Status::Full
        } else if self.law.searched_on(place, &[topic], day).is_some() {
            Status::None
        } else {
            Status::Unknown
        };
        StatusCell {
            status,
            // Law read from a text is there, whatever else is only remembered.
            editorial: !bases.is_empty() && bases.iter().all(|basis| *basis == Basis::Editorial),
        }
    }
}
