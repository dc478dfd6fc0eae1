//! Divides what is to be read into parts that a service sends whole, without asking it to sort.
//!
//! Engines limit how many rows they send and how many they sort, and differ in both. A hash of a name is the same everywhere
//! (SPARQL 1.1, 17.4.6.1: MD5), so its first digits divide any set of names evenly.

use std::fmt;

/// A part of statements, or of names of graphs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Share {
    /// Everything.
    All,
    /// The statements with a blank node, which are asked for at once: its name may be another one in another answer.
    Blank,
    /// The other statements whose subject's name, or the graphs whose name, has a hash that begins with some digits.
    Digits(String),
}

impl Share {
    /// The parts of this one by the hash of names; of those with blank nodes, none.
    pub(super) fn split(&self) -> Vec<Self> {
        let digits = match self {
            Self::All => "",
            Self::Blank => return Vec::new(),
            Self::Digits(digits) => digits,
        };
        let parts = (0..16).map(|digit| Self::Digits(format!("{digits}{digit:x}")));
        parts.collect()
    }

    /// The pattern that keeps the graphs ?g that belong to it.
    pub(super) fn of_graphs(&self) -> String {
        match self {
            Self::Digits(digits) => format!("FILTER(STRSTARTS(MD5(STR(?g)), \"{digits}\"))"),
            _ => String::new(),
        }
    }

    /// The pattern that keeps the statements ?s ?p ?o that belong to it.
    pub(super) fn of_statements(&self) -> String {
        match self {
            Self::All => String::new(),
            Self::Blank => String::from("FILTER(isBlank(?s) || isBlank(?o))"),
            Self::Digits(digits) => format!(
                "FILTER(!isBlank(?s) && !isBlank(?o) && STRSTARTS(MD5(STR(?s)), \"{digits}\"))"
            ),
        }
    }

    /// How often everything was divided.
    pub(super) fn depth(&self) -> usize {
        match self {
            Self::All => 0,
            Self::Blank => usize::MAX,
            Self::Digits(digits) => digits.len(),
        }
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("all"),
            Self::Blank => f.write_str("those with blank nodes"),
            Self::Digits(digits) => write!(f, "hash {digits}"),
        }
    }
}

/// Puts things of known size together, in order, so that each batch has at most so many in all; what is larger by itself
/// stands alone.
pub(super) fn batches<T>(things: Vec<(T, usize)>, most: usize) -> Vec<Vec<(T, usize)>> {
    let mut batches: Vec<Vec<(T, usize)>> = Vec::new();
    let mut held = 0;
    for (thing, size) in things {
        match batches.last_mut() {
            Some(batch) if held + size <= most => batch.push((thing, size)),
            _ => {
                batches.push(vec![(thing, size)]);
                held = 0;
            }
        }
        held += size;
    }
    batches
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_share_is_the_sum_of_its_parts() {
        assert_eq!(Share::All.of_statements(), "");
        let parts = Share::All.split();
        assert_eq!(parts.len(), 16);
        assert_eq!(
            parts[10].of_graphs(),
            "FILTER(STRSTARTS(MD5(STR(?g)), \"a\"))"
        );
        let deeper = parts[10].split();
        assert_eq!(deeper[15], Share::Digits(String::from("af")));
        assert_eq!(deeper[15].depth(), 2);
        assert!(Share::Blank.split().is_empty());
    }

    proptest! {
        #[test]
        fn batches_hold_everything_in_order_and_no_more_than_they_may(
            sizes in prop::collection::vec(0..40_usize, 0..30),
            most in 1..50_usize,
        ) {
            let things: Vec<(usize, usize)> = sizes.iter().copied().enumerate().collect();
            let batches = batches(things.clone(), most);
            for batch in &batches {
                let sum: usize = batch.iter().map(|(_, size)| size).sum();
                prop_assert!(sum <= most || batch.len() == 1);
                prop_assert!(!batch.is_empty());
            }
            prop_assert_eq!(batches.concat(), things);
        }
    }
}
