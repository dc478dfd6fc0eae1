//! Marks what was searched for in a text, and cuts a long text around it.

use super::answer::{Marked, Segment};
use super::query::{Asked, Piece, Typed};
use super::things::Text;
use super::words::{Stems, Word, primary, words};
use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

/// The characters of a text that are shown at most, roughly.
const SHOWN: usize = 240;

/// The parts of a text that match, and which pieces of the search they match.
#[derive(Debug, Default)]
pub(super) struct Matches {
    ranges: BTreeSet<(usize, usize)>,
    pub(super) pieces: BTreeSet<usize>,
}

/// Finds the pieces of a search in a text.
pub(super) fn matches(text: &Text, typed: &Typed, stems: &mut Stems) -> Matches {
    let mut found = Matches::default();
    if typed.pieces.is_empty() {
        return found;
    }
    let words = words(&text.value);
    let places: HashSet<(usize, &str)> = words.iter().map(|w| (w.place, w.form.as_str())).collect();
    let language = text.lang.as_deref().map(primary);
    for (number, piece) in typed.pieces.iter().enumerate() {
        for word in &words {
            let matching = match piece {
                Piece::Word(asked) => {
                    word.gram.is_none() && fits(asked, word, language.as_deref(), stems)
                }
                Piece::Run(tokens) | Piece::Phrase(tokens) => stands(tokens, word, &places),
            };
            if matching {
                found.ranges.insert((word.from, word.to));
                found.pieces.insert(number);
            }
        }
    }
    found
}

/// Whether a word of a text is the one asked for, has its stem, begins like it, or is one that it was taken for.
fn fits(asked: &Asked, word: &Word, language: Option<&str>, stems: &mut Stems) -> bool {
    if word.form == asked.form
        || (asked.open && word.form.starts_with(&asked.form))
        || asked.neighbours.iter().any(|near| near.form == word.form)
    {
        return true;
    }
    let Some(stem) = language.and_then(|tag| stems.stem(tag, &word.form)) else {
        return false;
    };
    asked.stems.contains(&stem)
        || asked
            .neighbours
            .iter()
            .any(|near| near.stems.contains(&stem))
}

/// Whether a word is one of several that stand together here.
fn stands(tokens: &[(usize, String)], word: &Word, places: &HashSet<(usize, &str)>) -> bool {
    tokens
        .iter()
        .filter(|(_, form)| *form == word.form)
        .any(|(own, _)| {
            tokens.iter().all(|(other, form)| {
                (word.place + other)
                    .checked_sub(*own)
                    .is_some_and(|place| places.contains(&(place, form.as_str())))
            })
        })
}

/// A text in pieces, those that match marked; a long one is cut around the first match.
pub(super) fn marked(text: &Text, matches: &Matches) -> Marked {
    let ranges = joined(&matches.ranges);
    let window = window(&text.value, ranges.first());
    let mut segments = Vec::new();
    let mut push = |range: Range<usize>, matched: bool| {
        if let Some(piece) = text.value.get(range).filter(|piece| !piece.is_empty()) {
            segments.push(Segment {
                text: piece.to_owned(),
                matched,
            });
        }
    };
    let mut here = window.start;
    for range in ranges {
        let (from, to) = (range.start.max(here), range.end.min(window.end));
        if from < to {
            push(here..from, false);
            push(from..to, true);
            here = to;
        }
    }
    push(here..window.end, false);
    let cut = |text: &str| Segment {
        text: text.to_owned(),
        matched: false,
    };
    if window.start > 0 {
        segments.insert(0, cut("… "));
    }
    if window.end < text.value.len() {
        segments.push(cut(" …"));
    }
    Marked {
        lang: text.lang.clone(),
        segments,
    }
}

/// Ranges that touch or overlap as one.
fn joined(ranges: &BTreeSet<(usize, usize)>) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    for &(from, to) in ranges {
        match joined.last_mut() {
            Some(last) if from <= last.end => last.end = last.end.max(to),
            _ => joined.push(from..to),
        }
    }
    joined
}

/// The part of a text that is shown: all of a short one, else from some words before the first match on.
fn window(text: &str, first: Option<&Range<usize>>) -> Range<usize> {
    if text.chars().count() <= SHOWN {
        return 0..text.len();
    }
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let at = first.map_or(0, |range| {
        starts.partition_point(|start| *start < range.start)
    });
    let from = at.saturating_sub(SHOWN / 4);
    let to = (from + SHOWN).min(starts.len());
    let from = to.saturating_sub(SHOWN).min(from);
    let byte = |n: usize| starts.get(n).copied().unwrap_or(text.len());
    let (from, to) = (byte(from), byte(to));
    between_words(text, from)..before_word(text, to)
}

/// The first place from here on that does not stand inside a word, if one is near.
fn between_words(text: &str, from: usize) -> usize {
    if from == 0 {
        return 0;
    }
    text.get(from..)
        .and_then(|rest| rest.find(char::is_whitespace).filter(|gap| *gap < 24))
        .map_or(from, |gap| from + gap + 1)
        .min(text.len())
}

/// The last place before here that does not stand inside a word, if one is near.
fn before_word(text: &str, to: usize) -> usize {
    if to >= text.len() {
        return text.len();
    }
    text.get(..to)
        .and_then(|start| start.rfind(char::is_whitespace))
        .filter(|gap| to - gap < 24)
        .unwrap_or(to)
}
