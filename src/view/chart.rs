//! Two charts as inline SVG: numbers over years as steps, and numbers of things as bars.

use super::scale::{number, ticks};
use askama::Template;

/// Units of the drawing; text is 14 of them high, and 21 on a narrow screen.
const WIDTH: f64 = 640.0;
const LEFT: f64 = 56.0;
const RIGHT: f64 = 56.0;
const TOP: f64 = 36.0;
const PLOT: f64 = 280.0;
const BOTTOM: f64 = 40.0;
/// What stands above the first bar: the unit and the axis.
const HEAD: f64 = 44.0;
/// Height of a bar with its label above it.
const ROW: f64 = 44.0;
/// Longer labels are cut in the drawing; what points at them, and the table beside the chart, give the whole.
const LONGEST: usize = 60;

/// Numbers over the years: each holds from its year until the next one given.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct YearChart {
    /// What the chart shows, in one line.
    pub title: String,
    /// The same in a sentence or two, for those who do not see it.
    pub description: String,
    /// What is counted, written above the axis.
    pub unit: String,
    /// One line each; more than four are hard to tell apart.
    pub series: Vec<YearSeries>,
    /// The last year of the axis, up to which the last numbers hold; 0 for the last year given.
    pub until: i16,
}

/// One line of a [`YearChart`].
#[derive(Debug, Clone, PartialEq)]
pub struct YearSeries {
    /// What it counts.
    pub name: String,
    /// Year and number, the earliest year first.
    pub points: Vec<(i16, f64)>,
}

/// Numbers of things, the longest bar for the greatest.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct BarChart {
    /// What the chart shows, in one line.
    pub title: String,
    /// The same in a sentence or two, for those who do not see it.
    pub description: String,
    /// What is counted, written above the axis.
    pub unit: String,
    /// From top to bottom.
    pub bars: Vec<Bar>,
    /// The words for a missing number: such a bar is never drawn as 0.
    pub missing: String,
}

/// One bar of a [`BarChart`].
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// What the number is of.
    pub label: String,
    /// The number; `None` where there is none.
    pub value: Option<f64>,
    /// The word for a number without bound, such as "life": such a bar is open to the right edge.
    pub open: Option<String>,
    /// The page about it.
    pub href: Option<String>,
}

/// A mark on an axis: where, and what stands there.
struct Tick {
    at: f64,
    text: String,
}

/// A line as drawn.
struct Line<'a> {
    name: &'a str,
    /// Which colour and dashes.
    style: usize,
    /// Letter at its end and in the legend, since colours and dashes do not reach everybody.
    letter: char,
    path: String,
    end: (f64, f64),
    last: String,
}

#[derive(Template)]
#[template(path = "years.html")]
struct Years<'a> {
    chart: &'a YearChart,
    id: String,
    height: f64,
    right: f64,
    floor: f64,
    years: Vec<Tick>,
    values: Vec<Tick>,
    lines: Vec<Line<'a>>,
}

/// The numbers over the years as a figure of inline SVG: one stepped line a series, told apart by colour, dashes and a
/// letter. `id` makes the chart's names in the page its own.
///
/// # Errors
/// When the template fails, which only a formatter that fails can make it do.
pub fn year_chart(chart: &YearChart, id: &str) -> Result<String, askama::Error> {
    let points = || chart.series.iter().flat_map(|series| &series.points);
    let first = points().map(|(year, _)| *year).min().unwrap_or(chart.until);
    let last = points().map(|(year, _)| *year).max().unwrap_or(first);
    let last = last.max(chart.until).max(first.saturating_add(1));
    let greatest = points().map(|(_, value)| *value).fold(1.0, f64::max);
    let values = ticks(0.0, greatest, 5, 1.0);
    let top = values.last().copied().unwrap_or(1.0);
    let right = WIDTH - RIGHT;
    let floor = TOP + PLOT;
    let across = |year: f64| {
        let (first, last) = (f64::from(first), f64::from(last));
        rounded(LEFT + (year - first) / (last - first) * (right - LEFT))
    };
    let up = |value: f64| rounded(floor - value / top * PLOT);
    let mut lines: Vec<Line> = chart
        .series
        .iter()
        .zip('A'..='Z')
        .enumerate()
        .filter_map(|(style, (series, letter))| {
            let (path, value) = steps(&series.points, across, up, right)?;
            Some(Line {
                name: &series.name,
                style: style % 4 + 1,
                letter,
                path,
                end: (right + 6.0, up(value)),
                last: number(value),
            })
        })
        .collect();
    spread(&mut lines, floor);
    Years {
        chart,
        id: id.to_owned(),
        height: floor + BOTTOM,
        right,
        floor,
        years: ticks(f64::from(first), f64::from(last), 5, 1.0)
            .into_iter()
            .filter(|year| (f64::from(first)..=f64::from(last)).contains(year))
            .map(|year| Tick {
                at: across(year),
                text: number(year),
            })
            .collect(),
        values: values
            .into_iter()
            .map(|value| Tick {
                at: up(value),
                text: number(value),
            })
            .collect(),
        lines,
    }
    .render()
}

/// The path of a series to the right edge of the plot, and its last number; `None` without points.
fn steps(
    points: &[(i16, f64)],
    across: impl Fn(f64) -> f64,
    up: impl Fn(f64) -> f64,
    right: f64,
) -> Option<(String, f64)> {
    let ((year, value), rest) = points.split_first()?;
    let mut path = format!("M{} {}", across(f64::from(*year)), up(*value));
    for (year, value) in rest {
        path.push_str(&format!("H{}V{}", across(f64::from(*year)), up(*value)));
    }
    path.push_str(&format!("H{right}"));
    Some((path, rest.last().map_or(*value, |(_, value)| *value)))
}

/// Moves the letters at the ends of lines apart, so that none hides another: down from the highest line, then up from the
/// floor where that ran out of room.
fn spread(lines: &mut [Line], floor: f64) {
    const APART: f64 = 20.0;
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.sort_by(|a, b| lines[*a].end.1.total_cmp(&lines[*b].end.1));
    let mut free = 0.0;
    for at in &order {
        lines[*at].end.1 = lines[*at].end.1.max(free);
        free = lines[*at].end.1 + APART;
    }
    let mut free = floor;
    for at in order.iter().rev() {
        lines[*at].end.1 = rounded(lines[*at].end.1.min(free));
        free = lines[*at].end.1 - APART;
    }
}

struct Row<'a> {
    bar: &'a Bar,
    label: String,
    y: f64,
    x: f64,
    width: f64,
    end: f64,
    text: String,
    class: &'static str,
}

#[derive(Template)]
#[template(path = "bars.html")]
struct Bars<'a> {
    chart: &'a BarChart,
    id: String,
    height: f64,
    floor: f64,
    zero: f64,
    values: Vec<Tick>,
    rows: Vec<Row<'a>>,
}

/// The numbers as bars, as a figure of inline SVG; labels stand above the bars, so that long ones fit a telephone. `id`
/// makes the chart's names in the page its own.
///
/// # Errors
/// When the template fails, which only a formatter that fails can make it do.
pub fn bar_chart(chart: &BarChart, id: &str) -> Result<String, askama::Error> {
    let known = || chart.bars.iter().filter_map(|bar| bar.value);
    let low = known().fold(0.0, f64::min);
    let high = known().fold(0.0, f64::max);
    let whole = known().all(|value| value.fract() == 0.0);
    let marks = ticks(low, high, 4, if whole { 1.0 } else { 0.0 });
    let first = marks.first().copied().unwrap_or(0.0);
    let last = marks.last().copied().unwrap_or(1.0);
    let across = |value: f64| {
        let right = WIDTH - RIGHT - 24.0;
        rounded(8.0 + (value - first) / (last - first) * (right - 8.0))
    };
    let rows: Vec<Row> = chart
        .bars
        .iter()
        .enumerate()
        .map(|(at, bar)| {
            let value = match &bar.open {
                Some(_) => last,
                None => bar.value.unwrap_or(0.0),
            };
            let (from, to) = (across(value.min(0.0)), across(value.max(0.0)));
            let text = bar.value.map_or_else(|| chart.missing.clone(), number);
            Row {
                bar,
                label: shortened(&bar.label, LONGEST),
                y: HEAD + ROW * at as f64,
                x: from,
                width: rounded(to - from),
                end: to + 6.0,
                text: bar.open.clone().unwrap_or(text),
                class: match (&bar.open, bar.value) {
                    (Some(_), _) => "chart-bar chart-open",
                    (None, Some(_)) => "chart-bar",
                    (None, None) => "",
                },
            }
        })
        .collect();
    let floor = HEAD + ROW * chart.bars.len() as f64;
    Bars {
        chart,
        id: id.to_owned(),
        height: floor + 8.0,
        floor,
        zero: across(0.0),
        values: marks
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

/// Whole units and a tenth: finer than any screen shows.
pub(super) fn rounded(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// A label of so many characters at most.
pub(super) fn shortened(label: &str, longest: usize) -> String {
    if label.chars().count() <= longest {
        return label.to_owned();
    }
    let mut short: String = label.chars().take(longest - 1).collect();
    short.truncate(short.trim_end().len());
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(y: f64) -> Line<'static> {
        Line {
            name: "",
            style: 1,
            letter: 'A',
            path: String::new(),
            end: (0.0, y),
            last: String::new(),
        }
    }

    #[test]
    fn lines_that_end_together_keep_their_letters_apart() {
        let mut lines = [300.0, 40.0, 300.0, 45.0, 310.0].map(line);
        spread(&mut lines, 316.0);
        let ends = lines.map(|line| line.end.1);
        assert_eq!(ends, [276.0, 40.0, 296.0, 60.0, 316.0]);
    }

    #[test]
    fn a_line_steps_where_its_number_changes() {
        let (path, last) = steps(
            &[(2001, 4.0), (2018, 12.0)],
            |year| year - 2000.0,
            |value| 100.0 - value,
            26.0,
        )
        .expect("there are points");
        assert_eq!(path, "M1 96H18V88H26");
        assert_eq!(last, 12.0);
    }

    #[test]
    fn long_labels_are_cut_between_characters() {
        assert_eq!(shortened("短", 60), "短");
        let cut = shortened(&"法".repeat(80), 60);
        assert_eq!(cut.chars().count(), 60);
        assert!(cut.ends_with('…'));
    }
}
