//! A search answered: what matches, what the filters leave of it, how it spreads, and a page of it.

use super::answer::{Coded, Correction, FacetCount, Facets, Found, Hit, Kind, Marked, Request};
use super::error::{SearchError, unknown};
use super::index::SearchIndex;
use super::mark::{marked, matches};
use super::query::{Mode, Piece, Typed};
use super::things::{Text, Thing};
use super::words::{Stems, primary};
use crate::coverage::Citation;
use std::collections::{BTreeMap, BTreeSet};
use tantivy::collector::TopDocs;

/// A thing by its number, and how well it fits, in thousandths.
type Scored = (usize, i64);

/// Filters with their values as the index has them.
#[derive(Debug, Default)]
struct Filters {
    jurisdictions: BTreeSet<String>,
    instruments: BTreeSet<String>,
    topics: BTreeSet<String>,
    kinds: BTreeSet<Kind>,
}

/// A facet, to be left out of the filters when its own values are counted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Facet {
    Jurisdiction,
    Instrument,
    Topic,
    Kind,
}

impl SearchIndex {
    /// Answers a search.
    ///
    /// # Errors
    /// When a filter names something that is not in the data; never because of the words.
    pub fn search(&self, request: &Request) -> Result<Found, SearchError> {
        let filters = self.filters(request)?;
        let mut stems = self.stems.clone();
        let mut typed = Typed::read(&request.text, self, &mut stems);
        let (scored, mode) = self.scored(&request.text, &mut typed, &mut stems)?;
        let mut left: Vec<Scored> = scored
            .iter()
            .copied()
            .filter(|(id, _)| self.passes(*id, &filters, None))
            .collect();
        // The numbers of things are in the order of their IRIs.
        left.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        let hits = left
            .iter()
            .skip(request.offset)
            .take(request.limit)
            .map(|&(id, score)| self.hit(id, score, &typed, &request.lang, &mut stems))
            .collect();
        Ok(Found {
            total: left.len(),
            offset: request.offset,
            limit: request.limit,
            hits,
            facets: self.facets(&scored, &filters, &request.lang),
            corrections: corrections(&typed),
            some_words: mode == Mode::SomeWords && !left.is_empty(),
            ignored: typed.ignored,
        })
    }

    /// Everything that matches, read as strictly as gives anything at all.
    fn scored(
        &self,
        text: &str,
        typed: &mut Typed,
        stems: &mut Stems,
    ) -> Result<(Vec<Scored>, Mode), SearchError> {
        if text.trim().is_empty() {
            return Ok((
                (0..self.things.len()).map(|id| (id, 0)).collect(),
                Mode::AsTyped,
            ));
        }
        if self.things.is_empty() || typed.pieces.is_empty() {
            return Ok((Vec::new(), Mode::AsTyped));
        }
        for mode in [Mode::AsTyped, Mode::Spelling, Mode::SomeWords] {
            for piece in &mut typed.pieces {
                if let Piece::Word(word) = piece {
                    word.find_neighbours(self, mode, stems)?;
                }
            }
            let scored = self.matching(typed, mode)?;
            if !scored.is_empty() {
                return Ok((scored, mode));
            }
        }
        Ok((Vec::new(), Mode::SomeWords))
    }

    fn matching(&self, typed: &Typed, mode: Mode) -> Result<Vec<Scored>, SearchError> {
        let Some(query) = typed.query(self, mode) else {
            return Ok(Vec::new());
        };
        let all = TopDocs::with_limit(self.things.len()).order_by_score();
        let found = self.searcher.search(&query, &all)?;
        Ok(found
            .into_iter()
            .filter_map(|(score, address)| {
                let id = usize::try_from(address.doc_id).ok()?;
                Some((id, self.thousandths(id, score)))
            })
            .collect())
    }

    /// A score as a whole number, so that no rounding of sums decides an order, with a little more for what people
    /// look for first; never so much that it makes up for a word.
    #[allow(
        clippy::cast_possible_truncation,
        reason = "a score is some thousands, and a cast saturates"
    )]
    fn thousandths(&self, id: usize, score: f32) -> i64 {
        let more = self.things.get(id).map_or(0.0, |thing| match thing.kind {
            Kind::Concept if super::things::topic_name(&thing.iri).is_some() => 60.0,
            Kind::Instrument | Kind::Jurisdiction => 40.0,
            Kind::Provision => 30.0,
            Kind::Norm | Kind::Requirement => 10.0,
            Kind::Concept | Kind::Term => 0.0,
            Kind::Source => -40.0,
        });
        ((f64::from(score) + more) * 1000.0).round() as i64
    }

    fn filters(&self, request: &Request) -> Result<Filters, SearchError> {
        Ok(Filters {
            jurisdictions: named(
                "jurisdiction",
                "",
                &request.jurisdictions,
                &self.jurisdictions,
            )?,
            instruments: named("instrument", "", &request.instruments, &self.instruments)?,
            topics: named("topic", "topic:", &request.topics, &self.topics)?,
            kinds: request.kinds.iter().copied().collect(),
        })
    }

    fn passes(&self, id: usize, filters: &Filters, but: Option<Facet>) -> bool {
        let (Some(values), Some(thing)) = (self.values.get(id), self.things.get(id)) else {
            return false;
        };
        let one = |wanted: &BTreeSet<String>, value: &Option<String>| {
            wanted.is_empty() || value.as_ref().is_some_and(|v| wanted.contains(v))
        };
        (but == Some(Facet::Jurisdiction) || one(&filters.jurisdictions, &values.jurisdiction))
            && (but == Some(Facet::Instrument) || one(&filters.instruments, &values.instrument))
            && (but == Some(Facet::Topic)
                || filters.topics.is_empty()
                || !filters.topics.is_disjoint(&values.topics))
            && (but == Some(Facet::Kind)
                || filters.kinds.is_empty()
                || filters.kinds.contains(&thing.kind))
    }

    fn facets(&self, scored: &[Scored], filters: &Filters, lang: &str) -> Facets {
        let count = |facet: Facet, values: &dyn Fn(usize) -> Vec<String>| {
            let mut counts: BTreeMap<String, usize> = BTreeMap::new();
            for (id, _) in scored {
                if self.passes(*id, filters, Some(facet)) {
                    for value in values(*id) {
                        *counts.entry(value).or_default() += 1;
                    }
                }
            }
            counts
        };
        let of = |id: usize| self.values.get(id);
        let label = |known: &BTreeMap<String, String>, code: &str| {
            known
                .get(code)
                .map(|iri| self.texts.short_named(iri, lang))
                .map_or_else(|| bare(code), |name| (name.label, name.lang))
        };
        let place = count(Facet::Jurisdiction, &|id| {
            of(id)
                .and_then(|v| v.jurisdiction.clone())
                .into_iter()
                .collect()
        });
        let instrument = count(Facet::Instrument, &|id| {
            of(id)
                .and_then(|v| v.instrument.clone())
                .into_iter()
                .collect()
        });
        let topic = count(Facet::Topic, &|id| {
            of(id)
                .map(|v| v.topics.iter().cloned().collect())
                .unwrap_or_default()
        });
        let kind = count(Facet::Kind, &|id| {
            self.things
                .get(id)
                .map(|t| t.kind.code().to_owned())
                .into_iter()
                .collect()
        });
        Facets {
            jurisdictions: counted(place, |code| label(&self.jurisdictions, code)),
            instruments: counted(instrument, |code| label(&self.instruments, code)),
            topics: counted(topic, |code| label(&self.topics, code)),
            kinds: counted(kind, bare),
        }
    }

    #[allow(
        clippy::cast_precision_loss,
        reason = "thousandths of a score are far below 2^52"
    )]
    fn hit(&self, id: usize, score: i64, typed: &Typed, lang: &str, stems: &mut Stems) -> Hit {
        let thing = &self.things[id];
        let name = name_of(thing, lang);
        let snippet = snippet(thing, &name, typed, lang, stems);
        Hit {
            iri: thing.iri.clone(),
            kind: thing.kind,
            classes: thing
                .classes
                .iter()
                .map(|class| self.texts.named(class, lang))
                .collect(),
            name: marked(&name, &matches(&name, typed, stems)),
            citation: self.citation(thing, lang),
            jurisdiction: self.coded(
                thing.jurisdiction.as_deref(),
                self.values[id].jurisdiction.as_deref(),
                lang,
            ),
            instrument: self.coded(
                thing.instrument.as_deref(),
                self.values[id].instrument.as_deref(),
                lang,
            ),
            topics: thing
                .topics
                .iter()
                .filter_map(|t| self.coded(Some(t), super::things::topic_name(t), lang))
                .collect(),
            snippet,
            score: score as f64 / 1000.0,
        }
    }

    /// Short title and number, as coverage cites it.
    fn citation(&self, thing: &Thing, lang: &str) -> Option<Citation> {
        let iri = thing.provision.clone()?;
        let title = thing
            .instrument
            .as_deref()
            .map_or_else(String::new, |whole| self.texts.short_title(whole, lang));
        let number = self.texts.number(&iri);
        Some(Citation {
            text: format!("{title} {number}").trim().to_owned(),
            number,
            iri,
        })
    }

    fn coded(&self, iri: Option<&str>, code: Option<&str>, lang: &str) -> Option<Coded> {
        Some(Coded {
            code: code?.to_owned(),
            iri: iri?.to_owned(),
            label: self.texts.short_title(iri?, lang),
        })
    }
}

/// The values of a filter as the index has them; a code is taken in any case, a full IRI as well.
fn named(
    filter: &'static str,
    prefix: &str,
    values: &[String],
    known: &BTreeMap<String, String>,
) -> Result<BTreeSet<String>, SearchError> {
    values
        .iter()
        .map(|value| {
            let bare = value.strip_prefix(prefix).unwrap_or(value);
            known
                .iter()
                .find(|(code, iri)| code.eq_ignore_ascii_case(bare) || iri.as_str() == value)
                .map(|(code, _)| code.clone())
                .ok_or_else(|| unknown(filter, value, known.keys().map(String::as_str)))
        })
        .collect()
}

/// A code that stands for itself, in no language.
fn bare(code: &str) -> (String, String) {
    (code.to_owned(), String::new())
}

/// Counts with their labels and the languages of these, most first, those of equal count by code.
fn counted(
    counts: BTreeMap<String, usize>,
    label: impl Fn(&str) -> (String, String),
) -> Vec<FacetCount> {
    let mut counted: Vec<FacetCount> = counts
        .into_iter()
        .map(|(code, count)| {
            let (label, lang) = label(&code);
            FacetCount {
                label,
                lang,
                code,
                count,
            }
        })
        .collect();
    counted.sort_by_key(|facet| std::cmp::Reverse(facet.count));
    counted
}

/// How near the language of a text is to the one asked for.
fn distance(text: &Text, lang: &str) -> u8 {
    match text.lang.as_deref() {
        Some(tag) if tag.eq_ignore_ascii_case(lang) => 0,
        Some(tag) if primary(tag) == primary(lang) => 1,
        Some(tag) if primary(tag) == "en" => 2,
        _ => 3,
    }
}

/// What a thing is called: its first name in the language, else in English, else in any; else its number, else the end
/// of its IRI.
fn name_of(thing: &Thing, lang: &str) -> Text {
    thing
        .names
        .iter()
        .min_by_key(|name| distance(name, lang))
        .or_else(|| thing.numbers.first())
        .cloned()
        .unwrap_or_else(|| Text {
            lang: None,
            value: super::things::last_part(&thing.iri).to_owned(),
        })
}

/// The text beside the name that matches most of the search; of equals a definition or note before another name, one
/// in the language asked for before others.
fn snippet(
    thing: &Thing,
    name: &Text,
    typed: &Typed,
    lang: &str,
    stems: &mut Stems,
) -> Option<Marked> {
    let texts = thing.texts.iter().map(|text| (0_u8, text));
    let names = thing
        .names
        .iter()
        .filter(|other| *other != name)
        .map(|other| (1_u8, other));
    texts
        .chain(names)
        .map(|(sort, text)| {
            let found = matches(text, typed, stems);
            let key = (
                std::cmp::Reverse(found.pieces.len()),
                sort,
                distance(text, lang),
            );
            (key, text, found)
        })
        .filter(|((_, sort, _), _, found)| *sort == 0 || !found.pieces.is_empty())
        .min_by(|a, b| a.0.cmp(&b.0))
        .map(|(_, text, found)| marked(text, &found))
}

fn corrections(typed: &Typed) -> Vec<Correction> {
    typed
        .pieces
        .iter()
        .filter_map(|piece| match piece {
            Piece::Word(word) if !word.neighbours.is_empty() => Some(Correction {
                given: word.given.clone(),
                taken_for: word
                    .neighbours
                    .iter()
                    .map(|near| near.form.clone())
                    .collect(),
            }),
            _ => None,
        })
        .collect()
}
