//! Comparison: jurisdictions and instruments side by side on topics, element by element.

use super::answer::{Citation, Named};
use super::concepts::ConceptId;
use super::error::{IndexError, unknown};
use super::index::{Index, concept_iri, last_part};
use super::norm::reading_order;
use super::side::{ComparedSide, Entry, Facet, Side, SideKind};
use crate::model::{Day, Tier};
use serde::Serialize;
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// A provision that a side has on a topic: of a law, or the part of an article that asks for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ComparedProvision {
    /// The provision; of an instrument the IRI of the article, and as number where in it the requirement stands.
    #[serde(flatten)]
    pub citation: Citation,
    /// Whether it rests, in part at least, on knowledge that nobody checked against a text.
    pub editorial: bool,
    /// Whether an instrument leaves what stands there to the parties; of a law never.
    pub optional: bool,
    /// Whether an instrument lets a party reserve away something that stands there; of a law never.
    pub reservable: bool,
}

/// A value of an element, and which provisions have it where not all do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ComparedValue {
    /// The value.
    pub value: Named,
    /// The provisions that have it; empty where every provision on the topic does.
    pub only: Vec<Citation>,
    /// Whether only requirements that leave it to the parties have it.
    pub optional: bool,
}

/// One element property of a topic, or one kind of permission: what each side has.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ComparedElement {
    /// The property, for example "conduct". What an instrument lets a party require in addition stands under "permits
    /// circumstance", what only by a reservation under "permits by reservation".
    pub element: Named,
    /// For each side, its values, sorted by label.
    pub values: Vec<Vec<ComparedValue>>,
    /// For each side, whether the values are all that there are: false where a text was not read, so that more may stand
    /// in it.
    pub known: Vec<bool>,
    /// Whether the sides that have something on the topic differ, as far as is known. Permissions are compared among
    /// instruments only; who orders a power and what safeguards it, which is recorded of norms alone, among jurisdictions.
    pub differs: bool,
}

/// One topic.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ComparedTopic {
    /// The topic.
    pub topic: Named,
    /// For each side, the provisions.
    pub provisions: Vec<Vec<ComparedProvision>>,
    /// For each side, whether an empty cell says "none": the law of a jurisdiction was searched for the topic, the text of
    /// an instrument was read whole.
    pub surveyed: Vec<bool>,
    /// For each side, whether it has nothing on this very topic but something on a wider or narrower one.
    pub elsewhere: Vec<bool>,
    /// The elements, in the order in which a lawyer reads them.
    pub elements: Vec<ComparedElement>,
    /// For each side, the basic tiers of the penalties; an instrument sets none.
    pub penalties: Vec<Vec<Tier>>,
    /// For each side, whether these are all: false where a text was not read.
    pub penalties_known: Vec<bool>,
}

/// Several jurisdictions and instruments side by side.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Comparison {
    /// The sides, in the order asked for.
    pub sides: Vec<ComparedSide>,
    /// Their codes: those of jurisdictions, the identifiers of instruments.
    pub codes: Vec<String>,
    /// Their names.
    pub names: Vec<String>,
    /// The day asked about.
    #[schema(value_type = jiff::civil::Date)]
    pub day: Day,
    /// Language of the labels.
    pub lang: String,
    /// Topics on which at least one side has something.
    pub topics: Vec<ComparedTopic>,
}

/// A side on one topic.
struct Column<'e, 'a> {
    /// What it has on the very topic.
    entries: Vec<&'e Entry<'a>>,
    /// The provisions of these, each once.
    provisions: Vec<ComparedProvision>,
    surveyed: bool,
    elsewhere: bool,
}

impl<'a> Column<'_, 'a> {
    /// Whether a side can have no more than is encoded: no text leaves anything open, or it was searched in vain.
    fn is_known(&self, open: impl Fn(&Entry<'a>) -> bool) -> bool {
        if self.entries.is_empty() {
            return self.surveyed || self.elsewhere;
        }
        !self.entries.iter().any(|entry| open(entry))
    }
}

impl Index {
    /// Compares jurisdictions and instruments on a day, on topics and their narrower ones; without topics, on all.
    ///
    /// # Errors
    /// When there is no such topic.
    pub fn compare(
        &self,
        sides: &[Side],
        topics: &[String],
        day: Day,
        lang: &str,
    ) -> Result<Comparison, IndexError> {
        let wanted: Vec<ConceptId> = topics
            .iter()
            .map(|name| self.topic(name))
            .collect::<Result<_, _>>()?;
        let entries: Vec<Vec<Entry<'_>>> = sides
            .iter()
            .map(|side| self.entries(*side, day, lang))
            .collect();
        let within = |topic: ConceptId| {
            wanted.is_empty()
                || wanted
                    .iter()
                    .any(|wide| self.law.concepts.includes(*wide, topic))
        };
        let topics: BTreeSet<ConceptId> = entries
            .iter()
            .flatten()
            .flat_map(Entry::topics)
            .copied()
            .filter(|topic| within(*topic))
            .collect();
        let mut topics: Vec<ConceptId> = topics.into_iter().collect();
        topics.sort_by(|a, b| self.law.concepts.iri(*a).cmp(self.law.concepts.iri(*b)));
        let compared: Vec<ComparedSide> = sides
            .iter()
            .map(|side| self.compared_side(*side, lang))
            .collect();
        Ok(Comparison {
            codes: compared.iter().map(|side| side.code.clone()).collect(),
            names: compared
                .iter()
                .map(|side| side.name.label.clone())
                .collect(),
            sides: compared,
            day,
            lang: lang.to_owned(),
            topics: topics
                .into_iter()
                .map(|topic| {
                    let columns = sides
                        .iter()
                        .zip(&entries)
                        .map(|(side, entries)| self.column(*side, entries, topic, day))
                        .collect();
                    self.compared(topic, columns, sides, lang)
                })
                .collect(),
        })
    }

    pub(super) fn topic(&self, name: &str) -> Result<ConceptId, IndexError> {
        let iri = concept_iri("topic", name);
        self.law.concepts.id(&iri).ok_or_else(|| {
            let asked = self.law.requirements.iter().flat_map(|asked| &asked.topics);
            let topics = self.law.norms.iter().flat_map(|norm| &norm.topics);
            let mut known: Vec<&str> = topics
                .chain(asked)
                .map(|topic| last_part(self.law.concepts.iri(*topic)))
                .collect();
            known.sort_unstable();
            known.dedup();
            unknown("topic", name, &known, &known)
        })
    }

    fn column<'e, 'a>(
        &self,
        side: Side,
        entries: &'e [Entry<'a>],
        topic: ConceptId,
        day: Day,
    ) -> Column<'e, 'a> {
        let on_topic: Vec<&Entry<'_>> = entries
            .iter()
            .filter(|entry| entry.topics().contains(&topic))
            .collect();
        let concepts = &self.law.concepts;
        let near = |other: &ConceptId| {
            concepts.includes(*other, topic) || concepts.includes(topic, *other)
        };
        Column {
            provisions: provisions(&on_topic),
            surveyed: self.surveyed(side, topic, day),
            elsewhere: on_topic.is_empty() && entries.iter().any(|e| e.topics().iter().any(near)),
            entries: on_topic,
        }
    }

    fn compared(
        &self,
        topic: ConceptId,
        columns: Vec<Column<'_, '_>>,
        sides: &[Side],
        lang: &str,
    ) -> ComparedTopic {
        let mut elements: Vec<ComparedElement> = self
            .facets()
            .filter_map(|(facet, iri)| self.compared_element(facet, iri, &columns, sides, lang))
            .collect();
        elements.sort_by_key(|element| reading_order(&element.element.iri));
        ComparedTopic {
            topic: self.concept(topic, lang),
            surveyed: columns.iter().map(|column| column.surveyed).collect(),
            elsewhere: columns.iter().map(|column| column.elsewhere).collect(),
            elements,
            penalties: columns
                .iter()
                .map(|column| basic_tiers(&column.entries))
                .collect(),
            penalties_known: sides
                .iter()
                .zip(&columns)
                .map(|(side, column)| {
                    side.kind() == SideKind::Instrument
                        || column.is_known(Entry::leaves_penalty_open)
                })
                .collect(),
            provisions: columns
                .into_iter()
                .map(|column| column.provisions)
                .collect(),
        }
    }

    fn compared_element(
        &self,
        facet: Facet,
        iri: &str,
        columns: &[Column<'_, '_>],
        sides: &[Side],
        lang: &str,
    ) -> Option<ComparedElement> {
        let given: Vec<BTreeSet<ConceptId>> = columns
            .iter()
            .map(|column| {
                let values = column.entries.iter().flat_map(|entry| entry.values(facet));
                values.copied().collect()
            })
            .collect();
        if given.iter().all(BTreeSet::is_empty) {
            return None;
        }
        let known: Vec<bool> = sides
            .iter()
            .zip(columns)
            .map(|(side, column)| {
                !self.can_say(side.kind(), facet)
                    || column.is_known(|entry| self.leaves_open(entry, facet))
            })
            .collect();
        let says = |(side, column): (&Side, &Column<'_, '_>)| {
            self.can_say(side.kind(), facet) && !column.entries.is_empty()
        };
        let saying: Vec<(&BTreeSet<ConceptId>, bool)> = given
            .iter()
            .zip(known.iter().copied())
            .zip(sides.iter().zip(columns))
            .filter(|(_, column)| says(*column))
            .map(|(given, _)| given)
            .collect();
        Some(ComparedElement {
            element: self.named_label(iri, lang),
            differs: differ(&saying),
            values: given
                .iter()
                .zip(columns)
                .map(|(values, column)| self.compared_values(facet, values, column, lang))
                .collect(),
            known,
        })
    }

    /// The values of a side by label; those that only some of its provisions have name them.
    fn compared_values(
        &self,
        facet: Facet,
        values: &BTreeSet<ConceptId>,
        column: &Column<'_, '_>,
        lang: &str,
    ) -> Vec<ComparedValue> {
        let mut compared: Vec<ComparedValue> = values
            .iter()
            .map(|value| {
                let having = column
                    .entries
                    .iter()
                    .filter(|entry| entry.values(facet).contains(value));
                let some = citations(having.clone().copied());
                ComparedValue {
                    value: self.concept(*value, lang),
                    only: if some.len() == column.provisions.len() {
                        Vec::new()
                    } else {
                        some
                    },
                    optional: having.clone().all(|entry| entry.optional()),
                }
            })
            .collect();
        compared.sort_by(|a, b| a.value.label.cmp(&b.value.label));
        compared
    }
}

/// Whether some side has a value that another, whose values are all known, has not.
fn differ(sides: &[(&BTreeSet<ConceptId>, bool)]) -> bool {
    sides.iter().flat_map(|(values, _)| *values).any(|value| {
        sides
            .iter()
            .any(|(values, known)| *known && !values.contains(value))
    })
}

/// The provisions in which entries stand, each once, in their order.
fn citations<'e, 'a: 'e>(entries: impl Iterator<Item = &'e Entry<'a>>) -> Vec<Citation> {
    let mut citations: Vec<Citation> = Vec::new();
    for citation in entries.flat_map(|entry| entry.citations.iter()) {
        if !citations.contains(citation) {
            citations.push(citation.clone());
        }
    }
    citations
}

fn provisions(entries: &[&Entry<'_>]) -> Vec<ComparedProvision> {
    citations(entries.iter().copied())
        .into_iter()
        .map(|citation| {
            let here = || {
                entries
                    .iter()
                    .filter(|entry| entry.citations.contains(&citation))
            };
            ComparedProvision {
                editorial: here().any(|entry| entry.editorial()),
                optional: here().all(|entry| entry.optional()),
                reservable: here().any(|entry| entry.reservable()),
                citation,
            }
        })
        .collect()
}

fn basic_tiers(entries: &[&Entry<'_>]) -> Vec<Tier> {
    let mut tiers: Vec<Tier> = Vec::new();
    for tier in entries.iter().flat_map(|entry| entry.basic_tiers()) {
        if tiers.iter().all(|known| known.iri != tier.iri) {
            tiers.push(tier.clone());
        }
    }
    tiers
}
