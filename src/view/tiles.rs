//! The world as equal squares, one a jurisdiction, by region: Malta is as easy to see as China.

use super::picture::{Picture, Place, Tone};
use askama::Template;

/// Rows that a region is given before it grows sideways: three keeps the largest of them six tiles wide, which fits a
/// telephone.
const ROWS: usize = 3;
/// The most columns; a larger region gets more rows.
const COLUMNS: usize = 6;
/// Units of the drawing, at one CSS pixel each: a tile, and from one tile to the next. 24 is the least that can be hit
/// with a finger (WCAG 2.5.8).
const TILE: usize = 44;
const PITCH: usize = 48;

struct Tile<'a> {
    x: usize,
    y: usize,
    place: &'a Place,
}

struct Region<'a> {
    name: &'a str,
    width: usize,
    height: usize,
    tiles: Vec<Tile<'a>>,
}

#[derive(Template)]
#[template(path = "tiles.html")]
struct Page<'a> {
    picture: &'a Picture,
    regions: Vec<Region<'a>>,
}

/// The picture as a figure of inline SVG, one drawing a region, so that a narrow page can put them below each other
/// without making them smaller. Colours and sizes come from `pictures.css`.
///
/// # Errors
/// When the template fails, which only a formatter that fails can make it do.
pub fn tile_grid(picture: &Picture) -> Result<String, askama::Error> {
    Page {
        picture,
        regions: regions(&picture.places),
    }
    .render()
}

/// Regions in order of first appearance, each with its places in the order of their codes, which is what a reader sees
/// and so can search by in every language.
fn regions(places: &[Place]) -> Vec<Region<'_>> {
    let mut grouped: Vec<(&str, Vec<&Place>)> = Vec::new();
    for place in places {
        match grouped.iter_mut().find(|(name, _)| *name == place.region) {
            Some((_, members)) => members.push(place),
            None => grouped.push((&place.region, vec![place])),
        }
    }
    grouped
        .into_iter()
        .map(|(name, mut members)| {
            members.sort_by(|a, b| a.code.cmp(&b.code));
            region(name, &members)
        })
        .collect()
}

fn region<'a>(name: &'a str, members: &[&'a Place]) -> Region<'a> {
    let columns = members.len().div_ceil(ROWS).clamp(1, COLUMNS);
    let rows = members.len().div_ceil(columns);
    Region {
        name,
        width: columns * PITCH,
        height: rows * PITCH,
        tiles: members
            .iter()
            .enumerate()
            .map(|(at, place)| Tile {
                x: at % columns * PITCH + (PITCH - TILE) / 2,
                y: at / columns * PITCH + (PITCH - TILE) / 2,
                place,
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_has_a_square_of_its_own() {
        let places: Vec<Place> = (0..50)
            .map(|n| Place {
                code: format!("A{n:02}"),
                name: String::new(),
                region: String::from(["one", "two"][n % 7 / 5]),
                tone: Tone::Unknown,
                label: String::new(),
                href: String::new(),
            })
            .collect();
        for region in regions(&places) {
            let mut squares: Vec<_> = region.tiles.iter().map(|tile| (tile.x, tile.y)).collect();
            assert!(
                squares
                    .iter()
                    .all(|(x, y)| x + TILE <= region.width && y + TILE <= region.height)
            );
            assert!(region.width <= 6 * PITCH);
            squares.sort_unstable();
            squares.dedup();
            assert_eq!(squares.len(), region.tiles.len());
        }
    }
}
