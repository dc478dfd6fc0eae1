//! How a statement is known, from the strongest basis to the weakest.

use crate::vocab;
use serde::Serialize;
use utoipa::ToSchema;

/// The basis of a source reading. A greater value is a weaker basis, so the weakest of several is their maximum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// The words of the provision were read in an official language.
    PrimaryText,
    /// A translation published by an authority was read.
    OfficialTranslation,
    /// An official summary was read, such as a treaty body's country profile.
    OfficialSummary,
    /// A textbook, an article or a private translation was read.
    Secondary,
    /// Nothing was read: the encoder's own knowledge. Always shown with a mark.
    Editorial,
}

impl Basis {
    /// Every basis, strongest first.
    pub const ALL: [Self; 5] = [
        Self::PrimaryText,
        Self::OfficialTranslation,
        Self::OfficialSummary,
        Self::Secondary,
        Self::Editorial,
    ];

    /// The last part of the concept's IRI, which is also the word in stable output.
    pub fn code(self) -> &'static str {
        match self {
            Self::PrimaryText => "primary-text",
            Self::OfficialTranslation => "official-translation",
            Self::OfficialSummary => "official-summary",
            Self::Secondary => "secondary",
            Self::Editorial => "editorial",
        }
    }

    /// The basis that a concept IRI names; `None` for any other IRI.
    pub fn from_iri(iri: &str) -> Option<Self> {
        let code = iri.strip_prefix(vocab::CONCEPT)?.strip_prefix("basis/")?;
        Self::ALL.into_iter().find(|basis| basis.code() == code)
    }
}
