//! What can be said of an article, and of one requirement, for a jurisdiction on a day.

use serde::Serialize;
use utoipa::ToSchema;

/// How far a jurisdiction's law covers an article. `Unknown` is a value, never an absence of one, so
/// that every view has to say what it shows for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Every mandatory requirement is met, and nothing narrows beyond what the article allows.
    Full,
    /// Some requirements are met, or only under a condition, or something comes near.
    Partial,
    /// Somebody looked, and no norm meets or touches any requirement.
    None,
    /// Nobody looked, or the day lies before the surveyed period.
    Unknown,
}

impl Status {
    /// Every status, best first.
    pub const ALL: [Self; 4] = [Self::Full, Self::Partial, Self::None, Self::Unknown];

    /// The word in stable output.
    pub fn code(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Partial => "partial",
            Self::None => "none",
            Self::Unknown => "unknown",
        }
    }
}

/// How one requirement stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum RequirementState {
    /// Met by a norm that does not narrow beyond what is allowed.
    Met,
    /// Met only by norms that narrow beyond what is allowed.
    Conditional,
    /// Not met; the nearest norm is related to it.
    Near,
    /// Not met, and a survey says that somebody looked.
    Missing,
    /// Not met, and nobody looked.
    Unknown,
    /// Removed for this party by a reservation.
    Reserved,
}

impl RequirementState {
    /// The word in stable output.
    pub fn code(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Conditional => "conditional",
            Self::Near => "near",
            Self::Missing => "missing",
            Self::Unknown => "unknown",
            Self::Reserved => "reserved",
        }
    }
}

/// The status of an article from the states of the requirements that count for it.
///
/// Mandatory requirements decide; where an article has none, its optional ones do. What a
/// reservation removed does not count; where nothing is left, the article is full.
pub(crate) fn article_status(states: impl IntoIterator<Item = RequirementState>) -> Status {
    use RequirementState::{Conditional, Met, Missing, Near, Reserved, Unknown};
    let (mut met, mut related, mut missing, mut unknown) = (0, 0, 0, 0);
    for state in states {
        match state {
            Met => met += 1,
            Conditional | Near => related += 1,
            Missing => missing += 1,
            Unknown => unknown += 1,
            Reserved => {}
        }
    }
    match (met, related, missing, unknown) {
        (_, 0, 0, 0) => Status::Full,
        (0, 0, _, 0) => Status::None,
        (0, 0, _, _) => Status::Unknown,
        _ => Status::Partial,
    }
}

#[cfg(test)]
mod tests {
    use super::RequirementState::{Conditional, Met, Missing, Near, Reserved, Unknown};
    use super::*;

    #[test]
    fn every_combination_has_its_word() {
        for (states, expected) in [
            (vec![Met, Met], Status::Full),
            (vec![Met, Reserved], Status::Full),
            (vec![Reserved], Status::Full),
            (vec![Met, Missing], Status::Partial),
            (vec![Met, Unknown], Status::Partial),
            (vec![Conditional], Status::Partial),
            (vec![Near, Missing], Status::Partial),
            (vec![Missing, Missing], Status::None),
            (vec![Missing, Unknown], Status::Unknown),
            (vec![Unknown], Status::Unknown),
        ] {
            assert_eq!(article_status(states.clone()), expected, "{states:?}");
        }
    }
}
