//! The world as a projected map: a second view, because a map makes large States loud and small ones silent.

use super::picture::{Picture, Place, Tone};
use askama::Template;
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Outlines from Natural Earth, made by `tools/map.mjs`; Antarctica is left out.
static WORLD: LazyLock<World> = LazyLock::new(|| {
    // The file is part of the program, and a test reads it: should it be broken after all, the map is empty.
    serde_json::from_str(include_str!("world.json")).unwrap_or_default()
});

#[derive(Debug, Default, Deserialize)]
struct World {
    width: u32,
    height: u32,
    shapes: Vec<Shape>,
}

/// A country as Natural Earth has it.
#[derive(Debug, Deserialize)]
struct Shape {
    /// ISO 3166-1 alpha-3; `None` for what has no code there.
    code: Option<String>,
    /// Where a dot goes, for what is too small to be seen.
    dot: Option<(i32, i32)>,
    /// The outline as an SVG path; empty for what the scale leaves out.
    path: String,
}

struct Country<'a> {
    shape: &'a Shape,
    place: &'a Place,
}

#[derive(Template)]
#[template(path = "map.html")]
struct Page<'a> {
    picture: &'a Picture,
    width: u32,
    height: u32,
    /// Land of which the picture says nothing.
    neutral: Vec<&'a Shape>,
    /// Countries seen by their outline, then those that need a dot: these lie above their neighbours.
    countries: Vec<Country<'a>>,
    /// Places without a shape, listed below the map.
    elsewhere: Vec<&'a Place>,
}

/// The picture as a map in the Equal Earth projection, as a figure of inline SVG. Shapes without an ISO code, and those of
/// which the picture says nothing, are drawn neutral; places without a shape are listed below.
///
/// The outlines are de facto borders as Natural Earth draws them. They decide no status, and the notes of the picture
/// have to say so.
///
/// # Errors
/// When the template fails, which only a formatter that fails can make it do.
pub fn world_map(picture: &Picture) -> Result<String, askama::Error> {
    page(picture, &WORLD).render()
}

fn page<'a>(picture: &'a Picture, world: &'a World) -> Page<'a> {
    let mut places: HashMap<&str, &Place> = picture
        .places
        .iter()
        .map(|place| (place.code.as_str(), place))
        .collect();
    let mut neutral = Vec::new();
    let mut countries = Vec::new();
    for shape in &world.shapes {
        match shape.code.as_deref().and_then(|code| places.remove(code)) {
            Some(place) => countries.push(Country { shape, place }),
            None => neutral.push(shape),
        }
    }
    countries.sort_by_key(|country| country.shape.dot.is_some());
    Page {
        picture,
        width: world.width,
        height: world.height,
        neutral,
        countries,
        elsewhere: picture
            .places
            .iter()
            .filter(|place| places.contains_key(place.code.as_str()))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(code: &str, tone: Tone) -> Place {
        Place {
            code: code.to_owned(),
            name: format!("Land of {code}"),
            region: String::new(),
            tone,
            label: String::from("in words"),
            href: format!("/{code}"),
        }
    }

    #[test]
    fn the_outlines_are_whole_and_small_states_are_there() {
        assert!(WORLD.shapes.len() > 200);
        for code in ["MLT", "TON", "TUV", "SGP", "MDV", "NRU", "AFG", "KEN"] {
            let shape = WORLD
                .shapes
                .iter()
                .find(|shape| shape.code.as_deref() == Some(code))
                .unwrap_or_else(|| panic!("{code} is on the map"));
            assert!(!shape.path.is_empty() || shape.dot.is_some(), "{code}");
            assert!(
                shape
                    .dot
                    .is_none_or(|(x, y)| (0..4000).contains(&x) && (0..2000).contains(&y))
            );
        }
        // Norway and France have no ISO code in some editions of the data.
        for code in ["NOR", "FRA"] {
            assert!(
                WORLD
                    .shapes
                    .iter()
                    .any(|shape| shape.code.as_deref() == Some(code) && shape.path.len() > 500)
            );
        }
    }

    #[test]
    fn every_place_is_shown_once_and_no_code_means_neutral() {
        let picture = Picture {
            places: vec![
                place("KEN", Tone::Full),
                place("MLT", Tone::Unknown),
                place("EUE", Tone::Partial),
            ],
            ..Picture::default()
        };
        let page = page(&picture, &WORLD);
        let drawn: Vec<_> = page
            .countries
            .iter()
            .map(|c| c.place.code.as_str())
            .collect();
        assert_eq!(drawn, ["KEN", "MLT"]);
        assert_eq!(page.elsewhere.len(), 1);
        assert_eq!(page.elsewhere[0].code, "EUE");
        assert_eq!(page.neutral.len() + 2, WORLD.shapes.len());
        assert!(page.neutral.iter().any(|shape| shape.code.is_none()));
    }
}
