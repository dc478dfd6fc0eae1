//! Bars of several parts as inline SVG: how much of each thing is in which state.

use super::chart::{rounded, shortened};
use super::picture::Tone;
use super::scale::{number, ticks};
use askama::Template;

/// Units of the drawing, as in the other charts.
const LEFT: f64 = 8.0;
const RIGHT: f64 = 632.0;
/// What stands above the first bar: the unit and the axis.
const HEAD: f64 = 44.0;
/// Height of a bar with its label above it.
const ROW: f64 = 48.0;
/// The narrowest part that its mark fits into.
const MARKED: f64 = 18.0;
/// Longer labels are cut in the drawing, since the numbers stand beside them.
const LONGEST: usize = 36;

/// Numbers of things, each made of parts.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StackedChart {
    /// What the chart shows, in one line.
    pub title: String,
    /// The same in a sentence or two, for those who do not see it.
    pub description: String,
    /// What is counted, written above the axis.
    pub unit: String,
    /// The parts of every bar, from left to right.
    pub parts: Vec<ChartPart>,
    /// From top to bottom.
    pub bars: Vec<StackedBar>,
    /// The words for a missing number: such a part is never drawn as 0.
    pub missing: String,
}

/// A part that every bar has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartPart {
    /// What it counts.
    pub name: String,
    /// How it is drawn.
    pub tone: Tone,
    /// Its sign in the legend, in the bars and beside the numbers, since colours do not reach everybody.
    pub mark: String,
}

/// One bar of a [`StackedChart`].
#[derive(Debug, Clone, PartialEq)]
pub struct StackedBar {
    /// What the numbers are of.
    pub label: String,
    /// The page about it.
    pub href: Option<String>,
    /// A number for each part; `None` where there is none.
    pub values: Vec<Option<f64>>,
}

/// A part as drawn.
struct Piece<'a> {
    part: &'a ChartPart,
    x: f64,
    width: f64,
    text: String,
}

impl Piece<'_> {
    fn is_marked(&self) -> bool {
        self.width >= MARKED
    }

    fn middle(&self) -> f64 {
        rounded(self.x + self.width / 2.0)
    }

    fn is_unknown(&self) -> bool {
        self.part.tone == Tone::Unknown
    }
}

/// A bar as drawn.
struct Row<'a> {
    bar: &'a StackedBar,
    label: String,
    y: f64,
    pieces: Vec<Piece<'a>>,
    /// Every number with its sign: "● 3 ○ 1".
    numbers: String,
}

/// A mark on the axis.
struct Tick {
    at: f64,
    text: String,
}

#[derive(Template)]
#[template(path = "stacked.html")]
struct Stacked<'a> {
    chart: &'a StackedChart,
    id: String,
    /// A picture; a group where there is something in it to follow.
    role: &'static str,
    height: f64,
    floor: f64,
    ticks: Vec<Tick>,
    rows: Vec<Row<'a>>,
}

/// The numbers as bars of parts, as a figure of inline SVG with its legend. Parts are told apart by darkness, by a sign and,
/// for what is unknown, by hatching. `id` makes the chart's names in the page its own.
///
/// # Errors
/// When the template fails, which only a formatter that fails can make it do.
pub fn stacked_chart(chart: &StackedChart, id: &str) -> Result<String, askama::Error> {
    let sum = |bar: &StackedBar| -> f64 { bar.values.iter().flatten().map(|v| v.max(0.0)).sum() };
    let most = chart.bars.iter().map(sum).fold(0.0, f64::max);
    let marks = ticks(0.0, most, 5, 1.0);
    let end = marks.last().copied().unwrap_or(1.0);
    let across = |value: f64| rounded(LEFT + value / end * (RIGHT - 16.0 - LEFT));
    let rows: Vec<Row> = chart
        .bars
        .iter()
        .enumerate()
        .map(|(at, bar)| Row {
            bar,
            label: shortened(&bar.label, LONGEST),
            y: HEAD + ROW * at as f64,
            pieces: pieces(chart, bar, across),
            numbers: numbers(chart, bar),
        })
        .collect();
    let floor = HEAD + ROW * chart.bars.len() as f64;
    let linked = chart.bars.iter().any(|bar| bar.href.is_some());
    Stacked {
        chart,
        id: id.to_owned(),
        role: if linked { "group" } else { "img" },
        height: floor + 8.0,
        floor,
        ticks: marks
            .into_iter()
            .map(|value| Tick {
                at: across(value),
                text: number(value),
            })
            .collect(),
        rows,
    }
    .render()
}

/// The parts of a bar that have any width, side by side.
fn pieces<'a>(
    chart: &'a StackedChart,
    bar: &StackedBar,
    across: impl Fn(f64) -> f64,
) -> Vec<Piece<'a>> {
    let mut before = 0.0;
    chart
        .parts
        .iter()
        .zip(&bar.values)
        .filter_map(|(part, value)| {
            let value = value.filter(|value| *value > 0.0)?;
            let x = across(before);
            before += value;
            Some(Piece {
                part,
                x,
                width: rounded(across(before) - x),
                text: number(value),
            })
        })
        .collect()
}

/// Every number of a bar with its sign. Of many parts those that are 0 are left out, so that a line holds the others.
fn numbers(chart: &StackedChart, bar: &StackedBar) -> String {
    const ALL: usize = 4;
    let parts = chart.parts.iter().zip(&bar.values);
    let shown = parts.filter(|(_, value)| chart.parts.len() <= ALL || **value != Some(0.0));
    let texts = shown.map(|(part, value)| {
        let text = value.map_or_else(|| chart.missing.clone(), number);
        format!("{}\u{a0}{text}", part.mark)
    });
    texts.collect::<Vec<_>>().join("\u{2003}")
}
