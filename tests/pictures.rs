//! Pictures: every place is there with its status in words, colours can be told apart and read, and nothing is drawn as 0
//! that is not known.

use crate::common::root;
use cyberlex::view::{
    Bar, BarChart, Picture, Place, Tone, YearChart, YearSeries, bar_chart, tile_grid, world_map,
    year_chart,
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
