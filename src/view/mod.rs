//! From an answer to what a person or a program reads; never asks the store.

mod cell;
mod data;
mod html;
mod sheet;
mod table;
mod text;

pub use cell::Cell;
pub use html::direction;
pub use sheet::SheetError;
pub use table::{Column, Table};
pub use text::TextStyle;
