//! A table of numbers as inline SVG, each cell the darker the greater its number.

use super::chart::{rounded, shortened};
use super::picture::Tone;
use askama::Template;

/// Height of a row, and of a heading that lies.
const ROW: f64 = 28.0;
/// The narrowest cell.
const CELL: f64 = 36.0;
/// Longer names are cut in the drawing; what points at a cell, and the table below, give the whole.
const LONGEST: usize = 38;

/// Numbers of pairs: a row for one of each pair, a column for the other.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GridChart {
    /// What the chart shows, in one line.
    pub title: String,
    /// The same in a sentence or two, for those who do not see it.
    pub description: String,
    /// What each row is of, with the page about it.
    pub rows: Vec<(String, Option<String>)>,
    /// What each column is of.
    pub columns: Vec<String>,
    /// The cells of each row, in the order of the columns.
    pub cells: Vec<Vec<GridCell>>,
    /// What a cell says of which the answer says nothing: that is not 0.
    pub silent: String,
}

/// A cell of a [`GridChart`].
#[derive(Debug, Clone, PartialEq)]
pub enum GridCell {
    /// A number, and the text that stands for it.
    Number(f64, String),
    /// The answer says nothing of the pair.
    Silent,
    /// There is no such pair: one thing with itself.
    Same,
}

/// A heading as drawn.
struct Heading {
    x: f64,
    y: f64,
    text: String,
}

/// A row as drawn.
struct Row<'a> {
    name: &'a str,
    label: String,
    href: Option<&'a str>,
    y: f64,
    cells: Vec<Tile<'a>>,
}

/// A cell as drawn.
struct Tile<'a> {
    column: &'a str,
    x: f64,
    tone: Tone,
    text: &'a str,
    spoken: &'a str,
}

#[derive(Template)]
#[template(path = "grid.html")]
struct Grid<'a> {
    chart: &'a GridChart,
    id: String,
    /// A picture; a group where there is something in it to follow.
    role: &'static str,
    width: f64,
    height: f64,
    cell: f64,
    /// Whether the headings stand, because they are longer than a cell is wide.
    upright: bool,
    headings: Vec<Heading>,
    rows: Vec<Row<'a>>,
    has_silent: bool,
}

impl Grid<'_> {
    fn middle(&self, x: &f64) -> f64 {
        rounded(x + self.cell / 2.0)
    }
}

/// The numbers as a grid, as a figure of inline SVG that is as wide as it has to be. Every number is written in its cell,
/// so that darkness is not the only sign. `id` makes the chart's names in the page its own.
///
/// # Errors
/// When the template fails, which only a formatter that fails can make it do.
pub fn grid_chart(chart: &GridChart, id: &str) -> Result<String, askama::Error> {
    let texts = chart.cells.iter().flatten().map(|cell| match cell {
        GridCell::Number(_, text) => breadth(text),
        _ => 0.0,
    });
    let cell = rounded(texts.fold(CELL, |widest, text| widest.max(text + 12.0)));
    let widest = |names: &mut dyn Iterator<Item = f64>| names.fold(0.0, f64::max);
    let left = 20.0 + widest(&mut chart.rows.iter().map(|(name, _)| breadth(&cut(name))));
    let tallest = widest(&mut chart.columns.iter().map(|name| breadth(&cut(name))));
    let upright = tallest > cell;
    let head = if upright { tallest + 12.0 } else { ROW };
    let column = |at: usize| rounded(left + cell * at as f64);
    let most = greatest(chart);
    let rows = chart.rows.iter().zip(&chart.cells).enumerate();
    Grid {
        role: if chart.rows.iter().any(|(_, href)| href.is_some()) {
            "group"
        } else {
            "img"
        },
        id: id.to_owned(),
        width: rounded(left + cell * chart.columns.len() as f64 + 2.0),
        height: rounded(head + ROW * chart.rows.len() as f64 + 2.0),
        cell,
        upright,
        headings: chart
            .columns
            .iter()
            .enumerate()
            .map(|(at, name)| Heading {
                x: rounded(column(at) + cell / 2.0 + if upright { 5.0 } else { 0.0 }),
                y: rounded(head - 8.0),
                text: cut(name),
            })
            .collect(),
        rows: rows
            .map(|(at, ((name, href), cells))| Row {
                name,
                label: cut(name),
                href: href.as_deref(),
                y: rounded(head + ROW * at as f64),
                cells: tiles(chart, cells, most, column),
            })
            .collect(),
        has_silent: chart.cells.iter().flatten().any(|c| *c == GridCell::Silent),
        chart,
    }
    .render()
}

fn greatest(chart: &GridChart) -> f64 {
    let numbers = chart.cells.iter().flatten().filter_map(|cell| match cell {
        GridCell::Number(value, _) => Some(*value),
        _ => None,
    });
    numbers.fold(0.0, f64::max)
}

fn tiles<'a>(
    chart: &'a GridChart,
    cells: &'a [GridCell],
    most: f64,
    column: impl Fn(usize) -> f64,
) -> Vec<Tile<'a>> {
    let names = chart.columns.iter().zip(cells).enumerate();
    names
        .filter_map(|(at, (name, cell))| {
            let (tone, text, spoken) = match cell {
                GridCell::Number(value, text) => {
                    (level(*value, most), text.as_str(), text.as_str())
                }
                GridCell::Silent => (Tone::Apart, "–", chart.silent.as_str()),
                GridCell::Same => return None,
            };
            Some(Tile {
                column: name,
                x: column(at),
                tone,
                text,
                spoken,
            })
        })
        .collect()
}

/// One of five steps from the least to the greatest; 0 is none of them.
fn level(value: f64, most: f64) -> Tone {
    let steps = [0.0, 0.2, 0.4, 0.6, 0.8];
    let above = steps.iter().filter(|step| value > *step * most).count();
    match u8::try_from(above) {
        Ok(step) if step > 0 => Tone::Level(step),
        _ => Tone::Apart,
    }
}

fn cut(name: &str) -> String {
    shortened(name, LONGEST)
}

/// About how wide a text is: letters of the Latin script are half as wide as those of the Chinese.
fn breadth(text: &str) -> f64 {
    text.chars()
        .map(|letter| {
            if u32::from(letter) < 0x2000 {
                7.8
            } else {
                14.0
            }
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_greatest_is_the_darkest_and_0_is_no_step() {
        let levels = [0.0, 0.5, 1.0, 2.0, 2.5, 4.0, 5.0].map(|value| level(value, 5.0));
        let expected = [
            Tone::Apart,
            Tone::Level(1),
            Tone::Level(1),
            Tone::Level(2),
            Tone::Level(3),
            Tone::Level(4),
            Tone::Level(5),
        ];
        assert_eq!(levels, expected);
        assert_eq!(level(0.0, 0.0), Tone::Apart);
    }
}
