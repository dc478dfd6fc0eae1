//! The answers: how far the law of a jurisdiction covers what an instrument asks, on a day, and why.
//!
//! [`Index`] is read from a [`Snapshot`](crate::store::Snapshot) once and asked many times. What it
//! derives is what the rules in `queries/rules/` derive; a test holds the two against each other.

mod answer;
mod columns;
mod compare;
mod concepts;
mod dual;
mod error;
mod facts;
mod figures;
mod force;
mod gaps;
mod index;
mod law;
mod links;
mod lists;
mod matrix;
mod norm;
mod order;
mod orders;
mod party;
mod profile;
mod properties;
mod read;
mod said;
mod side;
mod source;
mod statements;
mod summary;
mod texts;

pub use answer::{
    ArticleAnswer, Citation, Condition, Element, Matrix, Named, NormAnswer, RequirementAnswer,
    Shortfall,
};
pub use columns::Columns;
pub use compare::{ComparedElement, ComparedProvision, ComparedTopic, ComparedValue, Comparison};
pub use dual::{DualCriminality, DualPair, DualRequirement, DualSide};
pub use error::IndexError;
pub use figures::ArticleCounts;
pub use force::{Asks, Force, Forces, Lapsed, LawUnder, PlaceLaw};
pub use gaps::{Gap, GapList, Model};
pub use index::Index;
pub use law::{InstrumentId, JurisdictionId, NormId, RequirementId};
pub use links::{Kind, Link};
pub use lists::{ArticleEntry, GroupEntry, InstrumentEntry, PlaceEntry, TopicEntry};
pub use party::{PartyAnswer, Standing};
pub use profile::{Act, Event, Figures, SurveyAnswer};
pub(crate) use said::{Said, iris, said, text};
pub use side::{ComparedSide, Side, SideKind};
pub use source::Reading;
pub use summary::{StatusCell, Summary, SummaryRow, Tally, sort_by_column};
pub(crate) use texts::Texts;
