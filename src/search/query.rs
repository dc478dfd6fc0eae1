//! What was typed: its words, phrases and runs of characters, and the query that each becomes.

use super::fields::Part;
use super::index::SearchIndex;
use super::words::{Stems, Word, is_little, words};
use std::collections::BTreeMap;
use tantivy::Term;
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, FuzzyTermQuery, Occur,
    PhraseQuery, Query, TermQuery,
};
use tantivy::schema::IndexRecordOption;

/// The most words that one search takes; more are given back as ignored.
const MOST: usize = 24;

/// Steps between the ways of matching a word, each greater than any difference within one: a thing that has all
/// words as they were typed stands before one that has the beginning of a word, and that before one spelt alike.
const SURE: f32 = 1000.0;
const BEGINNING: f32 = 600.0;
const ONE_SLIP: f32 = 200.0;
const TWO_SLIPS: f32 = 100.0;

/// How freely words are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// As typed; spelt otherwise only where the data has no such word, or a far more usual neighbour of it.
    AsTyped,
    /// Every word may be spelt otherwise.
    Spelling,
    /// And some of the words are enough.
    SomeWords,
}

/// A word that is spelt nearly like one that was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Neighbour {
    pub(super) form: String,
    pub(super) slips: usize,
    pub(super) stems: Vec<String>,
}

/// One word outside quotes.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) given: String,
    pub(super) form: String,
    pub(super) stems: Vec<String>,
    /// Whether it may be the beginning of a word: the last one, still being typed.
    pub(super) open: bool,
    little: bool,
    pub(super) neighbours: Vec<Neighbour>,
}

/// A piece of what was typed.
#[derive(Debug, Clone)]
pub(super) enum Piece {
    /// A word.
    Word(Asked),
    /// Characters of a script without spaces, which stand together: their pairs, or the one there is.
    Run(Vec<(usize, String)>),
    /// Words in quotes, with their places.
    Phrase(Vec<(usize, String)>),
}

/// What was typed, understood.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed {
    pub(super) pieces: Vec<Piece>,
    pub(super) ignored: Vec<String>,
}

/// Marks that open or close a phrase, of any typography.
const QUOTES: [char; 12] = [
    '"', '“', '”', '„', '‟', '«', '»', '「', '」', '『', '』', '＂',
];

impl Typed {
    /// Takes any text apart.
    pub(super) fn read(text: &str, index: &SearchIndex, stems: &mut Stems) -> Self {
        let mut typed = Self::default();
        for (i, part) in text.split(QUOTES).enumerate() {
            if i % 2 == 1 {
                let tokens = placed(&words(part));
                if !tokens.is_empty() {
                    typed.pieces.push(Piece::Phrase(tokens));
                }
            } else {
                typed.loose(part, index, stems);
            }
        }
        let ends_in_word = text.chars().last().is_some_and(char::is_alphanumeric);
        if let (true, Some(Piece::Word(last))) = (ends_in_word, typed.pieces.last_mut()) {
            last.open = last.form.chars().count() > 1;
        }
        for piece in typed.pieces.split_off(typed.pieces.len().min(MOST)) {
            typed.ignored.push(piece.given());
        }
        typed
    }

    fn loose(&mut self, part: &str, index: &SearchIndex, stems: &mut Stems) {
        for run in runs(&words(part)) {
            let (Some(first), Some(last)) = (run.first(), run.last()) else {
                continue;
            };
            if first.gram.is_some() {
                self.pieces.push(Piece::Run(placed(run)));
                continue;
            }
            let mut all = stems.all(&first.form);
            all.retain(|stem| {
                let language = stem.split(':').next().unwrap_or_default();
                index.languages.contains(language)
            });
            self.pieces.push(Piece::Word(Asked {
                given: part.get(first.from..last.to).unwrap_or_default().to_owned(),
                form: first.form.clone(),
                stems: all,
                open: false,
                little: is_little(&first.form),
                neighbours: Vec::new(),
            }));
        }
    }

    /// The query for all of it; `None` where there is no word to look for.
    pub(super) fn query(&self, index: &SearchIndex, mode: Mode) -> Option<Box<dyn Query>> {
        let all_little = self.pieces.iter().all(Piece::is_little);
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for piece in &self.pieces {
            let occur = if mode == Mode::SomeWords || (piece.is_little() && !all_little) {
                Occur::Should
            } else {
                Occur::Must
            };
            clauses.push((occur, piece.query(index, mode)));
        }
        if clauses.is_empty() {
            return None;
        }
        // Little words alone are no reason to be found.
        if mode == Mode::SomeWords && !all_little {
            let telling = self.pieces.iter().filter(|piece| !piece.is_little());
            let any = telling.map(|piece| piece.query(index, mode)).collect();
            let any = ConstScoreQuery::new(Box::new(BooleanQuery::union(any)), 0.0);
            clauses.push((Occur::Must, Box::new(any)));
        }
        clauses.extend(self.together(index).map(|query| (Occur::Should, query)));
        Some(Box::new(BooleanQuery::new(clauses)))
    }

    /// A bonus where the words stand together in the order in which they were typed, as in a citation.
    fn together(&self, index: &SearchIndex) -> Option<Box<dyn Query>> {
        let mut forms = Vec::new();
        for piece in &self.pieces {
            match piece {
                Piece::Word(word) => forms.push((forms.len(), word.form.clone())),
                Piece::Run(_) | Piece::Phrase(_) => return None,
            }
        }
        if forms.len() < 2 {
            return None;
        }
        let fields = &index.fields;
        let bonus = [
            (fields.names, 80.0),
            (fields.numbers, 80.0),
            (fields.texts, 20.0),
        ];
        let bonus = bonus.map(|(part, points)| constant(phrase(part, &forms), points));
        Some(Box::new(DisjunctionMaxQuery::new(bonus.into())))
    }
}

impl Piece {
    fn given(self) -> String {
        match self {
            Self::Word(word) => word.given,
            Self::Run(tokens) | Self::Phrase(tokens) => {
                let forms: Vec<String> = tokens.into_iter().map(|(_, form)| form).collect();
                forms.join(" ")
            }
        }
    }

    fn is_little(&self) -> bool {
        matches!(self, Self::Word(word) if word.little)
    }

    fn query(&self, index: &SearchIndex, mode: Mode) -> Box<dyn Query> {
        match self {
            Self::Word(word) => word.query(index),
            Self::Phrase(tokens) => standing(index, tokens),
            Self::Run(tokens) if mode == Mode::AsTyped || tokens.len() < 2 => {
                standing(index, tokens)
            }
            // Most of its pairs, wherever they stand.
            Self::Run(tokens) => {
                let pairs: Vec<Box<dyn Query>> = tokens
                    .iter()
                    .map(|(_, form)| exact(index, form))
                    .map(|found| -> Box<dyn Query> { Box::new(DisjunctionMaxQuery::new(found)) })
                    .collect();
                let most = pairs.len().div_ceil(2);
                let most = BooleanQuery::union_with_minimum_required_clauses(pairs, most);
                let whole = standing(index, tokens);
                Box::new(DisjunctionMaxQuery::new(vec![
                    whole,
                    constant(Box::new(most), TWO_SLIPS),
                ]))
            }
        }
    }
}

impl Asked {
    /// Looks for words of the data that are spelt nearly like this one, as many slips away as its length allows, and
    /// keeps those that it may well have been meant for.
    pub(super) fn find_neighbours(
        &mut self,
        index: &SearchIndex,
        mode: Mode,
        stems: &mut Stems,
    ) -> tantivy::Result<()> {
        /// How much more usual a neighbour is that stands beside a word that exists.
        const FAR_MORE: u64 = 5;
        /// Neighbours that are taken at most.
        const TAKEN: usize = 24;
        self.neighbours.clear();
        let Some(most) = slips_allowed(&self.form).filter(|_| !self.little) else {
            return Ok(());
        };
        let own = index.frequency(&self.form, &self.stems)?;
        let known = own > 0 || (self.open && index.begins(&self.form)?);
        let mut near: BTreeMap<String, u64> = BTreeMap::new();
        for part in index.fields.all() {
            let term = Term::from_field_text(part.forms, &self.form);
            let automaton = FuzzyTermQuery::new(term, most, true).automaton()?;
            let inverted = index
                .searcher
                .segment_reader(0)
                .inverted_index(part.forms)?;
            let mut stream = inverted.terms().search(automaton).into_stream()?;
            while let Some((key, info)) = stream.next() {
                if let Ok(form) = std::str::from_utf8(key) {
                    *near.entry(form.to_owned()).or_default() += u64::from(info.doc_freq);
                }
            }
        }
        near.remove(&self.form);
        let mut near: Vec<(usize, u64, String)> = near
            .into_iter()
            .map(|(form, often)| (strsim::osa_distance(&self.form, &form), often, form))
            .filter(|(slips, _, form)| (1..=2).contains(slips) && !is_little(form))
            .collect();
        let nearest = near.iter().map(|(slips, _, _)| *slips).min();
        near.retain(|(slips, often, _)| match (mode, known) {
            (Mode::AsTyped, true) => {
                own > 0 && *slips == 1 && *often >= own.saturating_mul(FAR_MORE)
            }
            (Mode::AsTyped, false) => Some(*slips) == nearest,
            _ => true,
        });
        near.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)).then(a.2.cmp(&b.2)));
        near.truncate(TAKEN);
        self.neighbours = near
            .into_iter()
            .map(|(slips, _, form)| Neighbour {
                stems: stems.all(&form),
                form,
                slips,
            })
            .collect();
        Ok(())
    }

    fn query(&self, index: &SearchIndex) -> Box<dyn Query> {
        let mut tiers = vec![constant(any(index, &self.form, &self.stems), SURE)];
        let mut ranks = exact(index, &self.form);
        ranks.extend(stemmed(index, &self.stems, 0.8));
        if self.open {
            let beginning: Vec<Box<dyn Query>> = index
                .fields
                .all()
                .iter()
                .map(|part| Term::from_field_text(part.forms, &self.form))
                .map(|term| -> Box<dyn Query> {
                    Box::new(FuzzyTermQuery::new_prefix(term, 0, true))
                })
                .collect();
            let beginning = Box::new(BooleanQuery::union(beginning));
            tiers.push(constant(beginning, BEGINNING));
        }
        for neighbour in &self.neighbours {
            let points = if neighbour.slips == 1 {
                ONE_SLIP
            } else {
                TWO_SLIPS
            };
            let found = any(index, &neighbour.form, &neighbour.stems);
            tiers.push(constant(found, points));
            ranks.extend(exact(index, &neighbour.form));
        }
        Box::new(BooleanQuery::new(vec![
            (Occur::Must, Box::new(DisjunctionMaxQuery::new(tiers))),
            (
                Occur::Should,
                Box::new(DisjunctionMaxQuery::with_tie_breaker(ranks, 0.1)),
            ),
        ]))
    }
}

impl SearchIndex {
    /// In how many things, roughly, a word occurs.
    fn frequency(&self, form: &str, stems: &[String]) -> tantivy::Result<u64> {
        let mut most = 0;
        for part in self.fields.all() {
            let forms = std::iter::once((part.forms, form));
            let stems = stems.iter().map(|stem| (part.stems, stem.as_str()));
            for (field, text) in forms.chain(stems) {
                let term = Term::from_field_text(field, text);
                most += self.searcher.doc_freq(&term)?;
            }
        }
        Ok(most)
    }

    /// Whether any word begins so.
    fn begins(&self, form: &str) -> tantivy::Result<bool> {
        for part in self.fields.all() {
            let inverted = self.searcher.segment_reader(0).inverted_index(part.forms)?;
            let mut stream = inverted.terms().range().ge(form).into_stream()?;
            if stream.advance() && stream.key().starts_with(form.as_bytes()) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// How many slips a word may have; `None` where it is too short, or a number, to be anything else.
fn slips_allowed(form: &str) -> Option<u8> {
    if form.chars().any(|c| c.is_ascii_digit()) {
        return None;
    }
    match form.chars().count() {
        4..=7 => Some(1),
        8..=40 => Some(2),
        _ => None,
    }
}

/// Words one by one, and runs of a script without spaces as wholes.
fn runs(words: &[Word]) -> impl Iterator<Item = &[Word]> {
    words.chunk_by(|a, b| a.gram.is_some() && b.gram.is_some() && b.from <= a.to)
}

/// Words with their places; of a run its pairs, which hold every character, or the one it has.
fn placed(words: &[Word]) -> Vec<(usize, String)> {
    runs(words)
        .flat_map(|run| {
            let paired = run.iter().any(|word| word.gram == Some(2));
            run.iter()
                .filter(move |word| !paired || word.gram == Some(2))
                .map(|word| (word.place, word.form.clone()))
        })
        .collect()
}

fn term(part: tantivy::schema::Field, text: &str) -> Box<dyn Query> {
    let record = IndexRecordOption::WithFreqs;
    Box::new(TermQuery::new(Term::from_field_text(part, text), record))
}

/// A word in every part, each with its weight.
fn exact(index: &SearchIndex, form: &str) -> Vec<Box<dyn Query>> {
    let parts = index.fields.all();
    parts
        .iter()
        .map(|part| boosted(term(part.forms, form), part.weight))
        .collect()
}

fn stemmed(index: &SearchIndex, stems: &[String], share: f32) -> Vec<Box<dyn Query>> {
    let parts = index.fields.all();
    parts
        .iter()
        .flat_map(|part| stems.iter().map(move |stem| (part, stem)))
        .map(|(part, stem)| boosted(term(part.stems, stem), part.weight * share))
        .collect()
}

/// A word or one of its stems, anywhere.
fn any(index: &SearchIndex, form: &str, stems: &[String]) -> Box<dyn Query> {
    let mut found = exact(index, form);
    found.extend(stemmed(index, stems, 1.0));
    Box::new(BooleanQuery::union(found))
}

/// Words that stand at these places, in any part.
fn standing(index: &SearchIndex, tokens: &[(usize, String)]) -> Box<dyn Query> {
    let found = index.fields.all().map(|part| phrase(part, tokens));
    let ranks = index
        .fields
        .all()
        .map(|part| boosted(phrase(part, tokens), part.weight));
    Box::new(BooleanQuery::new(vec![
        (
            Occur::Must,
            constant(Box::new(BooleanQuery::union(found.into())), SURE),
        ),
        (
            Occur::Should,
            Box::new(DisjunctionMaxQuery::with_tie_breaker(ranks.into(), 0.1)),
        ),
    ]))
}

fn phrase(part: Part, tokens: &[(usize, String)]) -> Box<dyn Query> {
    match tokens {
        [(_, one)] => term(part.forms, one),
        several => {
            let first = several.first().map_or(0, |(place, _)| *place);
            let terms = several
                .iter()
                .map(|(place, form)| (place - first, Term::from_field_text(part.forms, form)))
                .collect();
            Box::new(PhraseQuery::new_with_offset(terms))
        }
    }
}

fn boosted(query: Box<dyn Query>, weight: f32) -> Box<dyn Query> {
    Box::new(BoostQuery::new(query, weight))
}

fn constant(query: Box<dyn Query>, points: f32) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, points))
}
