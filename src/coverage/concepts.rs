//! Concepts as small numbers, with what each includes (`skos:broader` as inclusion of scope).

use std::collections::HashMap;

/// A concept, as its position.
pub(crate) type ConceptId = u32;

/// All concepts of all schemes.
#[derive(Debug, Default)]
pub(crate) struct Concepts {
    ids: HashMap<String, ConceptId>,
    iris: Vec<String>,
    /// For each concept: itself and everything broader, in any number of steps.
    including: Vec<Vec<ConceptId>>,
    /// For each concept: itself and everything narrower.
    included: Vec<Vec<ConceptId>>,
}

impl Concepts {
    /// Builds the closure from all concepts and the pairs narrow → broad.
    pub(crate) fn new(iris: Vec<String>, broader: &[(String, String)]) -> Self {
        let mut concepts = Self::default();
        for iri in iris {
            concepts.intern(iri);
        }
        for (narrow, broad) in broader {
            concepts.intern(narrow.clone());
            concepts.intern(broad.clone());
        }
        let mut up = vec![Vec::new(); concepts.iris.len()];
        for (narrow, broad) in broader {
            up[concepts.ids[narrow] as usize].push(concepts.ids[broad]);
        }
        concepts.including = (0..up.len()).map(|start| reach(start, &up)).collect();
        concepts.included = invert(&concepts.including);
        concepts
    }

    fn intern(&mut self, iri: String) -> ConceptId {
        if let Some(id) = self.ids.get(&iri) {
            return *id;
        }
        // No corpus has four thousand million concepts; past that the last number is reused.
        let id = ConceptId::try_from(self.iris.len()).unwrap_or(ConceptId::MAX);
        self.ids.insert(iri.clone(), id);
        self.iris.push(iri);
        id
    }

    /// The number of a concept.
    pub(crate) fn id(&self, iri: &str) -> Option<ConceptId> {
        self.ids.get(iri).copied()
    }

    /// The IRI of a concept.
    pub(crate) fn iri(&self, id: ConceptId) -> &str {
        self.iris.get(id as usize).map_or("", String::as_str)
    }

    /// The concepts that include this one, itself among them.
    pub(crate) fn including(&self, id: ConceptId) -> &[ConceptId] {
        self.including.get(id as usize).map_or(&[], Vec::as_slice)
    }

    /// The concepts that this one includes, itself among them.
    pub(crate) fn included(&self, id: ConceptId) -> &[ConceptId] {
        self.included.get(id as usize).map_or(&[], Vec::as_slice)
    }

    /// Whether `wide` includes `narrow`.
    pub(crate) fn includes(&self, wide: ConceptId, narrow: ConceptId) -> bool {
        self.including(narrow).contains(&wide)
    }
}

/// Everything reachable upwards, the start included; a cycle ends where it began.
fn reach(start: usize, up: &[Vec<ConceptId>]) -> Vec<ConceptId> {
    let mut seen = Vec::new();
    let mut open = vec![start];
    while let Some(next) = open.pop() {
        let id = ConceptId::try_from(next).unwrap_or(ConceptId::MAX);
        if !seen.contains(&id) {
            seen.push(id);
            open.extend(up[next].iter().map(|&broad| broad as usize));
        }
    }
    seen.sort_unstable();
    seen
}

fn invert(including: &[Vec<ConceptId>]) -> Vec<Vec<ConceptId>> {
    let mut included = vec![Vec::new(); including.len()];
    for (narrow, wide) in including.iter().enumerate() {
        for &broad in wide {
            included[broad as usize].push(ConceptId::try_from(narrow).unwrap_or(ConceptId::MAX));
        }
    }
    included
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inclusion_is_reflexive_transitive_and_never_reversed() {
        let pair = |n: &str, b: &str| (n.to_owned(), b.to_owned());
        let concepts = Concepts::new(
            vec!["alone".to_owned()],
            &[
                pair("delete", "interfere"),
                pair("interfere", "deal"),
                pair("x", "y"),
                pair("y", "x"),
            ],
        );
        let id = |iri: &str| concepts.id(iri).unwrap();
        assert!(concepts.includes(id("deal"), id("delete")));
        assert!(concepts.includes(id("delete"), id("delete")));
        assert!(!concepts.includes(id("delete"), id("deal")));
        assert!(concepts.includes(id("alone"), id("alone")));
        assert!(
            concepts.includes(id("x"), id("y")),
            "a cycle ends and includes both"
        );
        assert!(concepts.included(id("deal")).contains(&id("delete")));
    }
}
