//! A graph as bytes: what a snapshot file holds and what a worker is given. Read in one go, whole or not at all.
//!
//! Little-endian. First the mark and a SHA-256 of all that comes after it; then the length of the version and the version, how
//! many terms and statements there are, where the key of each term ends (8 bytes each), the keys (UTF-8), and the three lists
//! of statements (four numbers of 4 bytes a row).

use super::derived::Derived;
use super::facts::{Facts, Row};
use super::snapshot::{Snapshot, StoreError};
use super::terms::Terms;
use sha2::{Digest as _, Sha256};

/// What a snapshot begins with; the digit is the version of the format.
const MARK: &[u8; 16] = b"cyberlex graph 1";

/// The length of a SHA-256, in bytes.
const SUM: usize = 32;

impl Derived {
    /// Everything, derived links too.
    pub fn image(&self) -> Vec<u8> {
        let (text, ends) = self.facts.terms.parts();
        let size = ends.len() * 8 + text.len() + self.facts.len() * 48 + 256;
        let mut image = Vec::with_capacity(size);
        image.extend_from_slice(MARK);
        image.extend_from_slice(&[0; SUM]);
        let number =
            |image: &mut Vec<u8>, n: usize| image.extend_from_slice(&(n as u64).to_le_bytes());
        number(&mut image, self.version().len());
        image.extend_from_slice(self.version().as_bytes());
        number(&mut image, ends.len());
        number(&mut image, self.facts.len());
        for end in ends {
            number(&mut image, *end);
        }
        image.extend_from_slice(text.as_bytes());
        for row in self.facts.rows.iter().flatten() {
            for part in row {
                image.extend_from_slice(&part.to_le_bytes());
            }
        }
        let body = MARK.len() + SUM;
        let sum = Sha256::digest(&image[body..]);
        image[MARK.len()..body].copy_from_slice(&sum);
        image
    }

    /// The graph of an image.
    ///
    /// # Errors
    /// When the bytes are not an image, or not all of it.
    pub fn of_image(image: &[u8]) -> Result<Self, StoreError> {
        let mut reader = Reader(image);
        if reader.take(MARK.len())? != MARK {
            return Err(StoreError::Broken(
                "it does not begin as one of this version of the program",
            ));
        }
        let sum = reader.take(SUM)?;
        if Sha256::digest(reader.0).as_slice() != sum {
            return Err(StoreError::Broken("its checksum is another"));
        }
        let length = reader.number()?;
        let version = reader.text(length)?;
        let (terms, statements) = (reader.number()?, reader.number()?);
        let ends = (0..terms)
            .map(|_| reader.number())
            .collect::<Result<Vec<_>, _>>()?;
        let text = reader.text(ends.last().copied().unwrap_or(0))?;
        let terms = Terms::of(text, ends)?;
        let rows = [
            reader.rows(statements)?,
            reader.rows(statements)?,
            reader.rows(statements)?,
        ];
        if !reader.0.is_empty() {
            return Err(StoreError::Broken("there is more after its end"));
        }
        Ok(Self::new(Snapshot::of(Facts::of(terms, rows)?, version)))
    }
}

/// What is left to read.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], StoreError> {
        let (taken, rest) = self
            .0
            .split_at_checked(length)
            .ok_or(StoreError::Broken("it ends too early"))?;
        self.0 = rest;
        Ok(taken)
    }

    fn number(&mut self) -> Result<usize, StoreError> {
        let bytes = self.take(8)?;
        let number = bytes
            .iter()
            .rev()
            .fold(0, |n, byte| n << 8 | u64::from(*byte));
        usize::try_from(number).map_err(|_| StoreError::Broken("a length in it is too great"))
    }

    fn text(&mut self, length: usize) -> Result<String, StoreError> {
        String::from_utf8(self.take(length)?.to_vec())
            .map_err(|_| StoreError::Broken("its terms are not UTF-8"))
    }

    fn rows(&mut self, count: usize) -> Result<Vec<Row>, StoreError> {
        let bytes = self.take(count.saturating_mul(16))?;
        let part = |four: &[u8]| {
            four.iter()
                .rev()
                .fold(0, |n, byte| n << 8 | u32::from(*byte))
        };
        Ok(bytes
            .chunks_exact(16)
            .map(|row| {
                [
                    part(&row[..4]),
                    part(&row[4..8]),
                    part(&row[8..12]),
                    part(&row[12..]),
                ]
            })
            .collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::model::vocab::xsd;
    use oxigraph::model::{Literal, NamedNode, Triple};

    fn graph() -> Derived {
        let node = |name: &str| NamedNode::new_unchecked(format!("https://example.org/{name}"));
        let triples = [
            Triple::new(node("a"), node("p"), node("b")),
            Triple::new(node("a"), node("p"), Literal::from("text with \u{0} and ä")),
            Triple::new(
                node("b"),
                node("q"),
                Literal::new_typed_literal("2026-11-25", xsd::DATE),
            ),
            Triple::new(
                node("b"),
                node("q"),
                Literal::new_language_tagged_literal_unchecked("文本", "zh"),
            ),
        ];
        let (first, second) = (node("g1"), node("g2"));
        let quads = triples.iter().map(|triple| (&first, triple));
        // What is said again elsewhere is there once.
        let again = [(&second, &triples[0])];
        let snapshot =
            Snapshot::load(quads.chain(again), String::from("version 1")).expect("loads");
        Derived::new(snapshot)
    }

    #[test]
    fn a_graph_comes_back_from_its_image() {
        let data = graph();
        let again = Derived::of_image(&data.image()).expect("whole");
        assert_eq!(data.len(), 4);
        assert_eq!(again.quads(), data.quads());
        assert_eq!(again.version(), "version 1");
        assert_eq!(again.image(), data.image());
        let empty = Snapshot::load([], String::new()).expect("loads");
        let empty = Derived::of_image(&Derived::new(empty).image()).expect("whole");
        assert!(empty.is_empty());
    }

    #[test]
    fn an_image_with_any_byte_changed_or_missing_is_refused() {
        let image = graph().image();
        for at in 0..image.len() {
            let mut changed = image.clone();
            changed[at] ^= 1;
            assert!(Derived::of_image(&changed).is_err(), "byte {at} changed");
            assert!(Derived::of_image(&image[..at]).is_err(), "cut at {at}");
        }
        let longer = [&image[..], &[0]].concat();
        assert!(Derived::of_image(&longer).is_err());
    }

    /// What has the right checksum and still is no graph: somebody made it by hand.
    #[test]
    fn an_image_that_contradicts_itself_is_refused() {
        let image = graph().image();
        let body = MARK.len() + SUM;
        let whole = Derived::of_image(&image).expect("whole").quads();
        for at in body..image.len() {
            let mut changed = image.clone();
            changed[at] = changed[at].wrapping_add(97);
            let sum = Sha256::digest(&changed[body..]);
            changed[MARK.len()..body].copy_from_slice(&sum);
            // Other words are another graph; what cannot be one must not be taken for one, nor end the program.
            if let Ok(other) = Derived::of_image(&changed) {
                assert!(other.quads().len() <= whole.len(), "byte {at}");
            }
        }
    }
}
