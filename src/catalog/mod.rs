//! The named queries: what they ask, what they take, how they are bound; the rules and the checks.

mod bind;
mod chart;
mod check;
mod error;
mod front;
mod graphs;
mod lookup;
mod packed;
mod param;
mod portable;
mod project;
mod query;
mod rule;
mod service;

pub use chart::{Chart, ChartKind, TONES};
pub use error::CatalogError;
pub use front::{Checks, Column, FrontMatter, Param, ParamType};
pub use lookup::resolve;
pub use param::{Environment, term_of};
pub use project::{Asserted, Project};
pub use query::{Catalog, NamedQuery};
pub use rule::RuleReport;
pub use service::Progress;
