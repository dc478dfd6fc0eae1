//! From an answer to what a person or a program reads; never asks the store.

mod bundle;
mod cell;
mod chart;
mod comparison;
mod coverage;
mod data;
mod gap;
mod grid;
mod html;
mod map;
mod messages;
mod picture;
mod scale;
mod sheet;
mod stacked;
mod summary;
mod table;
mod text;
mod tiles;
mod turtle;
mod words;

pub use bundle::class_tables;
pub use cell::Cell;
pub use chart::{Bar, BarChart, YearChart, YearSeries, bar_chart, year_chart};
pub use comparison::{compared_mark, comparison_table};
pub use coverage::{
    COVERAGE_COLUMNS, ReadingBlock, coverage_matrix, coverage_reading, coverage_rows, gap_table,
    legend, mark,
};
pub use gap::{GapBlock, gap_note, gap_reading};
pub use grid::{GridCell, GridChart, grid_chart};
pub use html::direction;
pub use map::world_map;
pub use messages::{INTERFACE_LANGUAGES, MessageError, Messages, Words};
pub use picture::{Picture, Place, REGIONS, Tone};
pub use sheet::SheetError;
pub use stacked::{ChartPart, StackedBar, StackedChart, stacked_chart};
pub use summary::summary_table;
pub use table::{Column, Table};
pub use text::TextStyle;
pub use tiles::tile_grid;
pub use turtle::coverage_turtle;
