//! The terms of a graph, each once, under a number.

use super::snapshot::StoreError;
use hashbrown::{DefaultHashBuilder, HashTable};
use oxigraph::model::{BlankNode, Literal, NamedNode, TermRef};
use oxigraph::model::{NamedNodeRef, Term};
use std::hash::BuildHasher as _;

/// Stands between the parts of a key, in none of which it can stand: no IRI and no language tag has it.
const BETWEEN: char = '\u{0}';

/// A dictionary: a term is written as a key, whose first letter says what it is, and the keys stand one after another.
#[derive(Clone, Default)]
pub(super) struct Terms {
    text: String,
    /// Where each key ends.
    ends: Vec<usize>,
    /// Numbers by key.
    numbers: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl Terms {
    /// Takes keys that were written down, and makes them found.
    ///
    /// # Errors
    /// When an end is none, or there are too many.
    pub(super) fn of(text: String, ends: Vec<usize>) -> Result<Self, StoreError> {
        let broken = || StoreError::Broken("its terms do not end where they should");
        u32::try_from(ends.len()).map_err(|_| StoreError::Full)?;
        let mut terms = Self {
            text,
            ends,
            numbers: HashTable::new(),
            hasher: DefaultHashBuilder::default(),
        };
        let in_order =
            terms.ends.is_sorted() && terms.ends.last().copied().unwrap_or(0) == terms.text.len();
        if !in_order
            || terms
                .ends
                .iter()
                .any(|end| !terms.text.is_char_boundary(*end))
        {
            return Err(broken());
        }
        terms.numbers.reserve(terms.ends.len(), |_| 0);
        for number in 0..terms.ends.len() as u32 {
            terms.find_by(number);
        }
        Ok(terms)
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The keys and where each ends, to be written down.
    pub(super) fn parts(&self) -> (&str, &[usize]) {
        (&self.text, &self.ends)
    }

    /// The key of a number; of one that is not there, the empty text.
    pub(super) fn key(&self, number: u32) -> &str {
        let position = number as usize;
        let Some(end) = self.ends.get(position) else {
            return "";
        };
        let begin = position
            .checked_sub(1)
            .map_or(0, |before| self.ends[before]);
        self.text.get(begin..*end).unwrap_or_default()
    }

    /// The number of a key.
    pub(super) fn number(&self, key: &str) -> Option<u32> {
        self.numbers
            .find(self.hasher.hash_one(key), |known| self.key(*known) == key)
            .copied()
    }

    /// The number of an IRI.
    pub(super) fn iri(&self, iri: &str) -> Option<u32> {
        self.number(&key_of(NamedNodeRef::new(iri).ok()?.into()))
    }

    /// The number of a key, which gets one if it has none.
    ///
    /// # Errors
    /// When there are as many terms as there are numbers.
    pub(super) fn add(&mut self, key: &str) -> Result<u32, StoreError> {
        if let Some(number) = self.number(key) {
            return Ok(number);
        }
        let number = u32::try_from(self.ends.len()).map_err(|_| StoreError::Full)?;
        self.text.push_str(key);
        self.ends.push(self.text.len());
        self.find_by(number);
        Ok(number)
    }

    fn find_by(&mut self, number: u32) {
        let hash = self.hasher.hash_one(self.key(number));
        // Taken apart, for the table is changed while the keys are read.
        let mut numbers = std::mem::take(&mut self.numbers);
        numbers.insert_unique(hash, number, |known| self.hasher.hash_one(self.key(*known)));
        self.numbers = numbers;
    }

    /// The term of a number.
    pub(super) fn term(&self, number: u32) -> Term {
        term_of(self.key(number))
    }
}

/// The key of a term.
pub(super) fn key_of(term: TermRef<'_>) -> String {
    match term {
        TermRef::NamedNode(node) => format!("I{}", node.as_str()),
        TermRef::BlankNode(node) => format!("B{}", node.as_str()),
        TermRef::Literal(literal) => match literal.language() {
            Some(language) => format!("L{language}{BETWEEN}{}", literal.value()),
            None if literal.datatype() == oxigraph::model::vocab::xsd::STRING => {
                format!("S{}", literal.value())
            }
            None => format!(
                "T{}{BETWEEN}{}",
                literal.datatype().as_str(),
                literal.value()
            ),
        },
    }
}

/// The term of a key that [`key_of`] made.
pub(super) fn term_of(key: &str) -> Term {
    let Some(kind) = key.get(..1) else {
        return Literal::new_simple_literal("").into();
    };
    let rest = &key[1..];
    let (first, second) = rest.split_once(BETWEEN).unwrap_or(("", rest));
    match kind {
        "I" => NamedNode::new_unchecked(rest).into(),
        "B" => BlankNode::new_unchecked(rest).into(),
        "L" => Literal::new_language_tagged_literal_unchecked(second, first).into(),
        "T" => Literal::new_typed_literal(second, NamedNode::new_unchecked(first)).into(),
        _ => Literal::new_simple_literal(rest).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::model::vocab::xsd;

    fn all() -> Vec<Term> {
        vec![
            NamedNode::new_unchecked("https://example.org/a").into(),
            BlankNode::new_unchecked("a").into(),
            Literal::new_simple_literal("a").into(),
            Literal::new_simple_literal("").into(),
            Literal::new_simple_literal("Ia\u{0}b").into(),
            Literal::new_language_tagged_literal_unchecked("a", "fr-CA").into(),
            Literal::new_typed_literal("a\u{0}", xsd::DATE).into(),
            Literal::new_typed_literal("01", xsd::INTEGER).into(),
            Literal::new_typed_literal("1", xsd::INTEGER).into(),
        ]
    }

    #[test]
    fn a_term_comes_back_as_it_was() {
        let mut terms = Terms::default();
        for term in all() {
            let number = terms.add(&key_of(term.as_ref())).expect("room");
            assert_eq!(terms.term(number), term);
            assert_eq!(terms.number(&key_of(term.as_ref())), Some(number));
            assert_eq!(terms.add(&key_of(term.as_ref())).expect("room"), number);
        }
        assert_eq!(terms.len(), all().len());
        assert_eq!(terms.iri("https://example.org/b"), None);
        let (text, ends) = terms.parts();
        let again = Terms::of(text.to_owned(), ends.to_vec()).expect("whole");
        for (number, term) in all().into_iter().enumerate() {
            assert_eq!(again.number(&key_of(term.as_ref())), Some(number as u32));
        }
    }

    #[test]
    fn ends_that_are_none_are_refused() {
        for (text, ends) in [
            ("ab", vec![1]),
            ("ab", vec![3]),
            ("ab", vec![2, 1, 2]),
            ("ä", vec![1, 2]),
        ] {
            assert!(
                Terms::of(text.to_owned(), ends.clone()).is_err(),
                "{text} {ends:?}"
            );
        }
        assert_eq!(
            Terms::default().term(7),
            Literal::new_simple_literal("").into()
        );
    }
}
