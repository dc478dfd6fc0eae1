//! What an answer is made of: plain values with their labels, so that views ask nothing more.

use crate::model::{Basis, Day, Imprisonment, Interval, RequirementState, Status, Tier};
use serde::Serialize;
use utoipa::ToSchema;

/// A thing and what to call it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
pub struct Named {
    /// Its IRI.
    pub iri: String,
    /// What to call it, in the language of the answer where there is such a label.
    pub label: String,
    /// The language that the label is in; empty where it says none.
    pub lang: String,
}

/// A provision as a lawyer cites it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
pub struct Citation {
    /// The stable IRI of the provision.
    pub iri: String,
    /// Short title and number: "Computer Misuse and Cybercrimes Act 2018 s 14".
    pub text: String,
    /// The number alone: "s 14".
    pub number: String,
}

/// Why a norm that comes near does not meet a requirement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Shortfall {
    /// The element property, for example "mental element".
    pub element: String,
    /// What the requirement asks for.
    pub wanted: Vec<Named>,
    /// What the norm gives.
    pub given: Vec<Named>,
}

/// A narrowing that stands between a norm and full coverage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Condition {
    /// The norm that narrows.
    pub norm: String,
    /// Its provision.
    pub provision: Option<Citation>,
    /// The left-over circumstance, exemption or threshold.
    pub circumstance: Named,
    /// Whether a party could make it by a reservation, which this one has not.
    pub reservable: bool,
}

/// The values of one element property.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Element {
    /// The property, for example "conduct".
    pub element: Named,
    /// Its values.
    pub values: Vec<Named>,
}

/// A norm with its elements.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NormAnswer {
    /// Its IRI.
    pub iri: String,
    /// The provisions that establish it.
    pub provisions: Vec<Citation>,
    /// What it says, in the encoder's words.
    pub note: Option<String>,
    /// Its elements, in the order in which a lawyer reads them.
    pub elements: Vec<Element>,
    /// The first day with effect.
    #[schema(value_type = Option<jiff::civil::Date>)]
    pub since: Option<Day>,
    /// The first day without effect again.
    #[schema(value_type = Option<jiff::civil::Date>)]
    pub until: Option<Day>,
    /// All tiers of its penalty.
    pub penalties: Vec<Tier>,
    /// How far it was reviewed: "encoded", "checked", "disputed" or "stale".
    pub review: Option<String>,
    /// The weakest basis it rests on.
    pub basis: Basis,
}

impl NormAnswer {
    /// Whether it has effect on a day.
    pub fn in_force(&self, day: Day) -> bool {
        let during = Interval {
            from: self.since,
            until: self.until,
        };
        during.in_force(day)
    }
}

/// One requirement, and how it stands.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RequirementAnswer {
    /// The requirement's IRI.
    pub iri: String,
    /// Where in the article it stands: "6(1)(a)(i)".
    pub pinpoint: String,
    /// What it asks for, in the labels of its primary elements.
    pub label: String,
    /// What it asks for, in the encoder's words.
    pub note: Option<String>,
    /// Whether the instrument obliges.
    pub mandatory: bool,
    /// How it stands.
    pub state: RequirementState,
    /// The day on which the law was last searched for it; `None` where nobody looked.
    #[schema(value_type = Option<jiff::civil::Date>)]
    pub searched_on: Option<Day>,
    /// Norms that give this state: those that meet it, or the nearest.
    pub norms: Vec<String>,
    /// Provisions of those norms.
    pub provisions: Vec<Citation>,
    /// The first day on which those norms were in force, where all have one.
    #[schema(value_type = Option<jiff::civil::Date>)]
    pub since: Option<Day>,
    /// What narrows beyond what is allowed.
    pub conditions: Vec<Condition>,
    /// Why the nearest norms do not meet it.
    pub shortfalls: Vec<Shortfall>,
    /// Limits that the article demands and every one of the norms leaves out.
    pub lacks: Vec<Named>,
    /// Whether a permitted restriction is used.
    pub uses_permission: bool,
}

/// A row of the matrix: one jurisdiction and one article.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ArticleAnswer {
    /// The jurisdiction.
    pub jurisdiction: Named,
    /// Its code, ISO 3166-1 alpha-3 for States.
    pub code: String,
    /// The instrument.
    pub instrument: Named,
    /// The instrument's short identifier: "budapest".
    pub instrument_id: String,
    /// The article's IRI and heading.
    pub article: Named,
    /// The bare number: "2", "29(1)(a)".
    pub number: String,
    /// How far it is covered.
    pub status: Status,
    /// Provisions that the status rests on.
    pub provisions: Vec<Citation>,
    /// Other provisions in force on the article's topics, which the status does not rest on.
    pub related: Vec<Citation>,
    /// The norms behind those provisions.
    pub norms: Vec<NormAnswer>,
    /// Every requirement of the article.
    pub requirements: Vec<RequirementAnswer>,
    /// The basic maximum of the listed norm with the fewest narrowing circumstances; the lowest of several.
    pub max_imprisonment: Option<Imprisonment>,
    /// The weakest basis that the row rests on; `None` where it rests on nothing.
    pub basis: Option<Basis>,
}

impl ArticleAnswer {
    /// The requirements that count for the status and are not met without condition.
    pub fn open(&self) -> impl Iterator<Item = &RequirementAnswer> {
        let any_mandatory = self.requirements.iter().any(|r| r.mandatory);
        self.requirements.iter().filter(move |r| {
            (r.mandatory || !any_mandatory)
                && !matches!(r.state, RequirementState::Met | RequirementState::Reserved)
        })
    }
}

/// Coverage of an instrument by several jurisdictions on a day.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Matrix {
    /// The instrument.
    pub instrument: Named,
    /// The day asked about.
    #[schema(value_type = jiff::civil::Date)]
    pub day: Day,
    /// Language of the labels.
    pub lang: String,
    /// Rows by jurisdiction, then in the order of the text.
    pub rows: Vec<ArticleAnswer>,
}
