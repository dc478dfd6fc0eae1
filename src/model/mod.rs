//! Plain types of the field, without a store: days, intervals, statuses, bases, punishments.

mod basis;
mod interval;
mod punishment;
mod status;

pub use basis::Basis;
pub use interval::{Day, Interval};
pub(crate) use punishment::basic_maximum;
pub use punishment::{Imprisonment, Tier};
pub(crate) use status::article_status;
pub use status::{RequirementState, Status};
