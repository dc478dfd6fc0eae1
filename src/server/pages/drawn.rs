//! The picture of the answer to a question, as its front matter declares it. Everything drawn is in the table below it.

use crate::catalog::{Chart, ChartKind};
use crate::model::{Day, Status};
use crate::server::page::Page;
use crate::server::problem::Problem;
use crate::view::{
    Bar, BarChart, Cell, ChartPart, GridCell, GridChart, StackedBar, StackedChart, Table, Tone,
    YearChart, YearSeries, bar_chart, grid_chart, mark, stacked_chart, year_chart,
};
use std::collections::{BTreeMap, BTreeSet};

/// Of more bars than this the first are drawn; a grid of more rows or columns is no picture any more.
const MOST: usize = 60;

/// A picture in the making: the table, and where its columns are.
struct Drawing<'a> {
    page: &'a Page<'a>,
    chart: &'a Chart,
    table: &'a Table,
    /// The last day that the answer speaks of.
    until: Day,
}

/// A bar whose things are counted: by part, each once.
struct Counted {
    label: String,
    href: Option<String>,
    parts: BTreeMap<usize, BTreeSet<String>>,
}

impl Counted {
    fn bar(&self, parts: usize) -> StackedBar {
        let count = |part: usize| self.parts.get(&part).map_or(0, BTreeSet::len);
        StackedBar {
            label: self.label.clone(),
            href: self.href.clone(),
            values: (0..parts).map(|part| Some(size(count(part)))).collect(),
        }
    }
}

/// Draws the answer; `None` where there is nothing to draw, or too much.
///
/// # Errors
/// When a template fails.
pub(super) fn drawing(
    page: &Page<'_>,
    chart: &Chart,
    table: &Table,
    until: Day,
) -> Result<Option<String>, Problem> {
    let drawing = Drawing {
        page,
        chart,
        table,
        until,
    };
    let id = "answer";
    Ok(match chart.kind {
        ChartKind::Bars => fits(&drawing.bars(), |c| c.bars.len())
            .map(|chart| bar_chart(chart, id))
            .transpose()?,
        ChartKind::Stacked => fits(&drawing.stacked(), |c| c.bars.len())
            .map(|chart| stacked_chart(chart, id))
            .transpose()?,
        ChartKind::Years => fits(&drawing.years(), |c| c.series.len())
            .map(|chart| year_chart(chart, id))
            .transpose()?,
        ChartKind::Grid => fits(&drawing.grid(), |c| c.rows.len().max(c.columns.len()))
            .map(|chart| grid_chart(chart, id))
            .transpose()?,
    })
}

fn fits<C>(chart: &C, size: impl Fn(&C) -> usize) -> Option<&C> {
    (1..=MOST).contains(&size(chart)).then_some(chart)
}

impl Drawing<'_> {
    /// Where a column is. That there is one was seen when the query was read.
    fn column(&self, name: &str) -> Option<usize> {
        self.table.columns.iter().position(|c| c.name == name)
    }

    fn cell<'r>(&self, row: &'r [Cell], name: &str) -> &'r Cell {
        self.column(name)
            .and_then(|at| row.get(at))
            .unwrap_or(&Cell::Empty)
    }

    /// What the heading of a column says.
    fn heading(&self, name: &str) -> String {
        let known = self.page.word("column", name);
        if known != format!("column-{name}") {
            return known;
        }
        self.column(name)
            .map(|at| self.table.columns[at].title.clone())
            .unwrap_or_default()
    }

    /// What is counted: as declared, else the heading of the column.
    fn unit(&self, column: Option<&String>) -> String {
        match self.chart.unit(self.page.lang()) {
            "" => column.map(|name| self.heading(name)).unwrap_or_default(),
            unit => unit.to_owned(),
        }
    }

    /// What a row is of, with the page about it.
    fn label(&self, row: &[Cell]) -> (String, Option<String>) {
        let cells = || self.chart.label.iter().map(|name| self.cell(row, name));
        let words: Vec<String> = cells().map(Cell::plain).collect();
        let href = cells().find_map(|cell| match cell {
            Cell::Link { iri, .. } => Some(self.page.thing(iri)),
            _ => None,
        });
        (words.join(" · "), href)
    }

    /// That the table holds the same, and whether it holds more than so many bars.
    fn note(&self, bars: usize) -> String {
        if bars > MOST {
            let page = self.page;
            page.t2("chart-first", &("count", MOST), &("all", bars))
        } else {
            self.page.t("chart-note")
        }
    }

    fn bars(&self) -> BarChart {
        let value = self.chart.values.first();
        let bars = self.table.rows.iter().take(MOST).map(|row| {
            let (label, href) = self.label(row);
            let open = self.chart.open.as_ref().filter(|name| {
                let cell = self.cell(row, name);
                *cell == Cell::Boolean(true)
            });
            Bar {
                label,
                href,
                value: value.and_then(|name| number(self.cell(row, name))),
                open: open.map(|name| self.heading(name)),
            }
        });
        BarChart {
            title: self.table.caption.clone(),
            description: self.note(self.table.rows.len()),
            unit: self.unit(value),
            missing: self.page.t("chart-missing"),
            bars: bars.collect(),
        }
    }

    fn stacked(&self) -> StackedChart {
        let (parts, mut bars) = if self.chart.by.is_some() {
            self.counted()
        } else {
            let values = &self.chart.values;
            let bars = self.table.rows.iter().map(|row| {
                let (label, href) = self.label(row);
                let values = values.iter().map(|name| number(self.cell(row, name)));
                StackedBar {
                    label,
                    href,
                    values: values.collect(),
                }
            });
            (values.clone(), bars.collect())
        };
        let description = self.note(bars.len());
        bars.truncate(MOST);
        StackedChart {
            title: self.table.caption.clone(),
            description,
            unit: self.unit(self.chart.count.as_ref()),
            missing: self.page.t("chart-missing"),
            parts: self.parts(&parts),
            bars,
        }
    }

    /// Parts as they are drawn: a status under its word, everything else under its own and a letter.
    fn parts(&self, names: &[String]) -> Vec<ChartPart> {
        /// Steps that neighbours can be told apart by.
        const STEPS: [u8; 5] = [5, 2, 4, 1, 3];
        names
            .iter()
            .zip(('A'..='Z').cycle())
            .enumerate()
            .map(|(at, (name, letter))| {
                let tone = match self.chart.tones.get(at) {
                    Some(tone) => tone_of(tone),
                    None => Tone::Level(STEPS[at % STEPS.len()]),
                };
                ChartPart {
                    name: self.part(name, tone),
                    mark: sign(tone).map_or_else(|| letter.to_string(), str::to_owned),
                    tone,
                }
            })
            .collect()
    }

    fn part(&self, name: &str, tone: Tone) -> String {
        match (&self.chart.by, status(tone)) {
            (None, Some(status)) => self.page.word("status", status.code()),
            (None, None) => self.heading(name),
            (Some(by), _) if matches!(name, "true" | "false") => {
                format!("{}: {name}", self.heading(by))
            }
            (Some(_), _) => name.to_owned(),
        }
    }

    /// The things that the rows name, each once, by bar and by the value of `by`: the parts, and the bars in the order of
    /// their first rows. Bars that are years have none left out.
    fn counted(&self) -> (Vec<String>, Vec<StackedBar>) {
        let mut parts = self.chart.parts.clone();
        let mut counted: Vec<Counted> = Vec::new();
        for row in &self.table.rows {
            let (label, href) = match &self.chart.day {
                Some(day) => match self.cell(row, day) {
                    Cell::Date(day) => (day.year().to_string(), None),
                    _ => continue,
                },
                None => self.label(row),
            };
            let part = self.named(row, self.chart.by.as_ref());
            let at = place_of(&mut parts, part);
            let thing = self.named(row, self.chart.count.as_ref());
            let bar = match counted.iter().position(|bar| bar.label == label) {
                Some(bar) => bar,
                None => {
                    counted.push(Counted {
                        label,
                        href,
                        parts: BTreeMap::new(),
                    });
                    counted.len() - 1
                }
            };
            counted[bar].parts.entry(at).or_default().insert(thing);
        }
        let bars = counted.iter().map(|bar| bar.bar(parts.len())).collect();
        let bars = if self.chart.day.is_some() {
            every_year(bars, parts.len())
        } else {
            bars
        };
        (parts, bars)
    }

    /// What stands in a column: a thing under its address, since two may have one name.
    fn named(&self, row: &[Cell], column: Option<&String>) -> String {
        match column.map(|name| self.cell(row, name)) {
            Some(Cell::Link { iri, .. }) => iri.clone(),
            Some(cell) => cell.plain(),
            None => String::new(),
        }
    }

    fn years(&self) -> YearChart {
        let mut series: Vec<String> = self.chart.parts.clone();
        let mut first: BTreeMap<(usize, String), i16> = BTreeMap::new();
        for row in &self.table.rows {
            let Some(Cell::Date(day)) = self.chart.day.as_ref().map(|d| self.cell(row, d)) else {
                continue;
            };
            let line = place_of(&mut series, self.named(row, self.chart.by.as_ref()));
            let thing = self.named(row, self.chart.count.as_ref());
            let year = first.entry((line, thing)).or_insert(day.year());
            *year = day.year().min(*year);
        }
        YearChart {
            title: self.table.caption.clone(),
            description: self.page.t("chart-years-note"),
            unit: self.unit(self.chart.count.as_ref()),
            series: series
                .iter()
                .enumerate()
                .map(|(line, name)| YearSeries {
                    name: if name.is_empty() {
                        self.unit(self.chart.count.as_ref())
                    } else {
                        name.clone()
                    },
                    points: points(first.iter().filter(|((l, _), _)| *l == line)),
                })
                .collect(),
            until: self.until.year(),
        }
    }

    fn grid(&self) -> GridChart {
        let across = self.chart.across.as_deref().unwrap_or_default();
        let mut rows: Vec<(String, Option<String>)> = Vec::new();
        let mut columns = BTreeSet::new();
        let mut cells = BTreeMap::new();
        let mut add = |row: (String, Option<String>), column: String, cell: GridCell| {
            if rows.iter().all(|(known, _)| *known != row.0) {
                rows.push(row.clone());
            }
            columns.insert(column.clone());
            cells.insert((row.0, column), cell);
        };
        for row in &self.table.rows {
            let (label, href) = self.label(row);
            let column = self.cell(row, across).plain();
            let cell = self.sum(row);
            if self.chart.symmetric {
                add((column.clone(), None), label.clone(), cell.clone());
            }
            add((label, href), column, cell);
        }
        rows.sort();
        let columns: Vec<String> = columns.into_iter().collect();
        let cell = |row: &str, column: &String| {
            if self.chart.symmetric && row == column {
                return GridCell::Same;
            }
            let known = cells.get(&(row.to_owned(), column.clone()));
            known.cloned().unwrap_or(GridCell::Silent)
        };
        GridChart {
            title: self.table.caption.clone(),
            description: format!("{} {}", self.grid_note(), self.page.t("chart-grid-note")),
            cells: rows
                .iter()
                .map(|(row, _)| columns.iter().map(|column| cell(row, column)).collect())
                .collect(),
            rows,
            columns,
            silent: self.page.t("chart-silent"),
        }
    }

    /// What the numbers of a grid are, in words.
    fn grid_note(&self) -> String {
        let values: Vec<String> = self.chart.values.iter().map(|v| self.heading(v)).collect();
        self.page
            .t1("chart-grid-numbers", "what", values.join(" + "))
    }

    /// The number of a cell, and its text with what it is the sum of.
    fn sum(&self, row: &[Cell]) -> GridCell {
        let cells = self.chart.values.iter().map(|name| self.cell(row, name));
        let numbers: Option<Vec<f64>> = cells.clone().map(number).collect();
        let texts: Vec<String> = cells.map(Cell::plain).collect();
        match numbers {
            Some(numbers) => GridCell::Number(numbers.iter().sum(), texts.join("+")),
            None => GridCell::Silent,
        }
    }
}

fn number(cell: &Cell) -> Option<f64> {
    match cell {
        Cell::Integer(value) => i32::try_from(*value).ok().map(f64::from),
        Cell::Decimal(value) => Some(*value),
        _ => None,
    }
}

/// A count as a number to draw.
fn size(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}

/// Where a name stands among others; at their end, if it is new.
fn place_of(names: &mut Vec<String>, name: String) -> usize {
    match names.iter().position(|known| *known == name) {
        Some(at) => at,
        None => {
            names.push(name);
            names.len() - 1
        }
    }
}

/// The bars of years with those between them in which nothing was, the earliest first.
fn every_year(bars: Vec<StackedBar>, parts: usize) -> Vec<StackedBar> {
    let mut by_year: BTreeMap<i16, StackedBar> = bars
        .into_iter()
        .filter_map(|bar| Some((bar.label.parse().ok()?, bar)))
        .collect();
    let first = by_year.keys().next().copied();
    let last = by_year.keys().next_back().copied();
    if let (Some(first), Some(last)) = (first, last) {
        for year in first..=last {
            by_year.entry(year).or_insert_with(|| StackedBar {
                label: year.to_string(),
                href: None,
                values: vec![Some(0.0); parts],
            });
        }
    }
    by_year.into_values().collect()
}

/// How many there were by each year in which that changed.
fn points<'a>(first: impl Iterator<Item = (&'a (usize, String), &'a i16)>) -> Vec<(i16, f64)> {
    let mut years: BTreeMap<i16, u32> = BTreeMap::new();
    for (_, year) in first {
        *years.entry(*year).or_default() += 1;
    }
    let sums = years.into_iter().scan(0, |sum, (year, new)| {
        *sum += new;
        Some((year, f64::from(*sum)))
    });
    sums.collect()
}

fn tone_of(name: &str) -> Tone {
    match name {
        "full" => Tone::Full,
        "partial" => Tone::Partial,
        "none" => Tone::None,
        "unknown" => Tone::Unknown,
        step => step.parse().map_or(Tone::Apart, Tone::Level),
    }
}

/// The status that a tone stands for.
fn status(tone: Tone) -> Option<Status> {
    Status::ALL.into_iter().find(|s| Tone::from(*s) == tone)
}

/// The sign that a tone has of its own.
fn sign(tone: Tone) -> Option<&'static str> {
    match status(tone) {
        Some(status) => Some(mark(status)),
        None => (tone == Tone::Apart).then_some("–"),
    }
}
