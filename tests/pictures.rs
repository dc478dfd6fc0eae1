//! Pictures: every place is there with its status in words, colours can be told apart and read, and nothing is drawn as 0
//! that is not known.

use crate::common::root;
use cyberlex::view::{
    Bar, BarChart, ChartPart, GridCell, GridChart, Picture, Place, StackedBar, StackedChart, Tone,
    YearChart, YearSeries, bar_chart, grid_chart, stacked_chart, tile_grid, world_map, year_chart,
};
use std::collections::HashMap;
use std::fs;

fn place(code: &str, region: &str, tone: Tone) -> Place {
    Place {
        code: code.to_owned(),
        name: format!("<{code}>"),
        region: region.to_owned(),
        tone,
        label: String::from("in words"),
        href: format!("/coverage/x/{code}?a=1&b=2"),
    }
}

fn picture() -> Picture {
    Picture {
        title: String::from("Illegal access & more"),
        description: String::from("How each State stands."),
        places: vec![
            place("MLT", "South", Tone::None),
            place("TON", "Sea", Tone::Unknown),
            place("ITA", "South", Tone::Full),
            place("TUV", "Sea", Tone::Level(2)),
            place("GRC", "South", Tone::Partial),
            place("AND", "South", Tone::Apart),
            place("EUE", "South", Tone::Apart),
        ],
        legend: vec![
            (Tone::Full, String::from("full")),
            (Tone::Unknown, String::from("not looked at")),
        ],
        notes: vec![String::from("Borders as drawn.")],
        elsewhere: String::from("Not on the map"),
    }
}

#[test]
fn tiles() {
    insta::assert_snapshot!(tile_grid(&picture()).expect("it renders"));
}

#[test]
fn the_map_links_each_place_once_and_lists_what_it_cannot_draw() {
    let html = world_map(&picture()).expect("it renders");
    for place in picture().places {
        let address = format!("href=\"/coverage/x/{}?a=1&#38;b=2\"", place.code);
        assert_eq!(html.matches(&address).count(), 1, "{}", place.code);
        let spoken = format!("{0} &#60;{0}&#62;: in words", place.code);
        assert!(html.contains(&spoken), "{spoken}");
    }
    let (map, below) = html.split_once("</svg>\n<p").expect("a list follows");
    assert!(!map.contains("EUE") && below.contains("EUE"));
    assert!(below.contains("Not on the map") && below.contains("Borders as drawn."));
    // What is unknown is hatched, and land of which nothing is said is no link.
    assert_eq!(
        map.matches("<circle class=\"land land-dot\" fill=\"url(#map-hatch)\"")
            .count(),
        1
    );
    assert!(map.matches("class=\"land-neutral\"").count() > 150);
}

#[test]
fn a_chart_over_years() {
    let chart = YearChart {
        title: String::from("States with an offence <in force>"),
        description: String::from("By year."),
        unit: String::from("States"),
        series: vec![
            YearSeries {
                name: String::from("illegal access"),
                points: vec![(1986, 1.0), (1990, 3.0), (2018, 12.0)],
            },
            YearSeries {
                name: String::from("misuse of devices"),
                points: vec![(2001, 4.0), (2018, 12.0)],
            },
            YearSeries {
                name: String::from("nothing"),
                points: Vec::new(),
            },
        ],
        until: 2026,
    };
    insta::assert_snapshot!(year_chart(&chart, "adoption").expect("it renders"));
}

#[test]
fn a_chart_of_bars() {
    let bar = |label: &str, value, href: Option<&str>| Bar {
        label: label.to_owned(),
        value,
        open: None,
        href: href.map(str::to_owned),
    };
    let chart = BarChart {
        title: String::from("Highest terms"),
        description: String::from("In months."),
        unit: String::from("months"),
        bars: vec![
            bar("Kenya & others", Some(240.0), Some("/x?a=1&b=2")),
            bar(&"long ".repeat(30), Some(36.5), None),
            bar("not read", None, None),
            Bar {
                open: Some(String::from("for <life>")),
                ..bar("no bound", None, None)
            },
        ],
        missing: String::from("no figure"),
    };
    let html = bar_chart(&chart, "terms").expect("it renders");
    assert_eq!(html.matches("class=\"chart-bar\"").count(), 2);
    assert_eq!(html.matches("class=\"chart-bar chart-open\"").count(), 1);
    insta::assert_snapshot!(html);
}

fn parts() -> Vec<ChartPart> {
    [
        ("full", Tone::Full, "●"),
        ("<other>", Tone::Level(2), "B"),
        ("unknown", Tone::Unknown, "?"),
    ]
    .map(|(name, tone, mark)| ChartPart {
        name: name.to_owned(),
        tone,
        mark: mark.to_owned(),
    })
    .to_vec()
}

#[test]
fn a_chart_of_stacked_bars() {
    let bar = |label: &str, href: Option<&str>, values: [Option<f64>; 3]| StackedBar {
        label: label.to_owned(),
        href: href.map(str::to_owned),
        values: values.to_vec(),
    };
    let chart = StackedChart {
        title: String::from("How far"),
        description: String::from("By article."),
        unit: String::from("requirements"),
        parts: parts(),
        bars: vec![
            bar(
                "Kenya & others",
                Some("/x?a=1&b=2"),
                [Some(2.0), Some(1.0), Some(1.0)],
            ),
            bar("not counted", None, [Some(3.0), None, Some(0.0)]),
        ],
        missing: String::from("no figure"),
    };
    let html = stacked_chart(&chart, "how-far").expect("it renders");
    // Four of the axis's four units are 608 wide: parts of 2, 1 and 1 side by side, and what is missing or 0 is not drawn.
    let widths: Vec<(&str, &str)> = html
        .split("<rect class=\"tile\" x=\"")
        .skip(1)
        .filter_map(|rest| {
            let x = rest.split('"').next()?;
            let width = rest.split("width=\"").nth(1)?.split('"').next()?;
            Some((x, width))
        })
        .filter(|(_, width)| *width != "42")
        .collect();
    assert_eq!(
        widths,
        [("8", "304"), ("312", "152"), ("464", "152"), ("8", "456")]
    );
    assert!(html.contains("●\u{a0}3\u{2003}B\u{a0}no figure\u{2003}?\u{a0}0"));
    insta::assert_snapshot!(html);
}

#[test]
fn a_grid_of_numbers() {
    let chart = GridChart {
        title: String::from("Pairs"),
        description: String::from("In the cells: requirements."),
        rows: vec![
            (String::from("<AAA>"), Some(String::from("/x?a=1&b=2"))),
            (String::from("BBB"), None),
        ],
        columns: vec![
            String::from("AAA"),
            String::from("a long heading that stands"),
        ],
        cells: vec![
            vec![GridCell::Same, GridCell::Number(5.0, String::from("4+1"))],
            vec![GridCell::Number(1.0, String::from("1")), GridCell::Silent],
        ],
        silent: String::from("nothing found, or not known"),
    };
    let html = grid_chart(&chart, "pairs").expect("it renders");
    assert_eq!(html.matches("class=\"tone-5\"").count(), 1);
    assert_eq!(html.matches("class=\"tone-1\"").count(), 1);
    // What the answer is silent of is told from 0, in the cell and in the legend.
    assert_eq!(html.matches("class=\"tone-apart\"").count(), 2);
    assert_eq!(html.matches("nothing found, or not known").count(), 2);
    insta::assert_snapshot!(html);
}

#[test]
fn charts_of_nothing_are_drawn() {
    let zero = BarChart {
        bars: vec![Bar {
            label: String::new(),
            value: Some(0.0),
            open: None,
            href: None,
        }],
        ..BarChart::default()
    };
    for html in [
        year_chart(&YearChart::default(), "a").expect("it renders"),
        bar_chart(&BarChart::default(), "b").expect("it renders"),
        bar_chart(&zero, "c").expect("it renders"),
        stacked_chart(&StackedChart::default(), "d").expect("it renders"),
        grid_chart(&GridChart::default(), "e").expect("it renders"),
    ] {
        assert!(!html.contains("NaN") && !html.contains("inf"), "{html}");
    }
}

/// WCAG 2.2: text stands out by 4.5 to 1 (1.4.3), lines and edges by 3 to 1 (1.4.11).
#[test]
fn colours_can_be_read_and_told_apart_in_light_dark_and_grey() {
    let css =
        fs::read_to_string(root().join("src/server/assets/pictures.css")).expect("it is there");
    let (light, dark) = css
        .split_once("@media (prefers-color-scheme: dark)")
        .expect("there are two palettes");
    let mut palette = colours(light);
    check(&palette, "#ffffff");
    palette.extend(colours(dark));
    check(&palette, "#16191d");
}

fn check(palette: &HashMap<&str, &str>, paper: &str) {
    let of = |name: &str| palette[name];
    for tone in [
        "full", "partial", "none", "unknown", "apart", "1", "2", "3", "4", "5",
    ] {
        let ratio = contrast(of(&format!("--on-{tone}")), of(&format!("--tone-{tone}")));
        assert!(ratio >= 4.5, "text on {tone}: {ratio}");
    }
    for text in ["--pic-ink", "--pic-ink-soft"] {
        assert!(contrast(of(text), paper) >= 4.5, "{text}");
    }
    for line in [
        "--pic-edge",
        "--pic-edge-none",
        "--pic-focus",
        "--pic-series-1",
        "--pic-series-2",
        "--pic-series-3",
        "--pic-series-4",
    ] {
        assert!(contrast(of(line), paper) >= 3.0, "{line}");
    }
    // In grey, each step of coverage is a step of lightness.
    for pair in [
        ["full", "partial"],
        ["partial", "none"],
        ["1", "2"],
        ["2", "3"],
        ["3", "4"],
        ["4", "5"],
    ] {
        let ratio = contrast(
            of(&format!("--tone-{}", pair[0])),
            of(&format!("--tone-{}", pair[1])),
        );
        assert!(ratio >= 1.35, "{pair:?}: {ratio}");
    }
}

/// The custom properties that are colours.
fn colours(css: &str) -> HashMap<&str, &str> {
    css.lines()
        .filter_map(|line| line.trim().strip_suffix(';')?.split_once(": "))
        .filter(|(name, value)| name.starts_with("--") && value.starts_with('#'))
        .collect()
}

/// Contrast ratio of two sRGB colours, as WCAG 2.2 defines it.
fn contrast(a: &str, b: &str) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(colour: &str) -> f64 {
    let channel = |at: usize| {
        let value = u8::from_str_radix(&colour[at..at + 2], 16).expect("a colour is #rrggbb");
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}
