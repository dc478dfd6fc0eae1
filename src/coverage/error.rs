//! Why an answer cannot be given: nothing to compare, or a name that nothing has.

/// Why no index could be built, or an answer not given.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IndexError {
    /// The ontology declares no element property.
    #[error(
        "the ontology declares no property with lm:polarity, so norms and requirements cannot be compared; expected ontology/legal-measures.ttl beside the corpus"
    )]
    NoElements,
    /// A name that nothing has.
    #[error("there is no {kind} {name}{hint}; known: {known}")]
    UnknownName {
        /// "instrument", "jurisdiction", "jurisdiction or instrument", "group", "topic", "article".
        kind: &'static str,
        /// What was asked for.
        name: String,
        /// The nearest known name, in words, or nothing.
        hint: String,
        /// All known names, or the first of them.
        known: String,
    },
}

/// The error for an unknown name, with the nearest of all candidates: the fewest slips of the
/// keyboard away, those that are shown first where several are as near.
pub(crate) fn unknown(kind: &'static str, name: &str, all: &[&str], show: &[&str]) -> IndexError {
    let slips =
        |candidate: &str| strsim::osa_distance(&name.to_lowercase(), &candidate.to_lowercase());
    let hint = show
        .iter()
        .chain(all)
        .map(|candidate| (slips(candidate), *candidate))
        .filter(|(slips, candidate)| *slips <= 1 + candidate.chars().count() / 4)
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, nearest)| format!(" (did you mean {nearest}?)"))
        .unwrap_or_default();
    IndexError::UnknownName {
        kind,
        name: name.to_owned(),
        hint,
        known: show.join(", "),
    }
}
