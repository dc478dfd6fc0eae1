//! What the two pictures of the world have in common: places, how each stands, and what the marks mean.

use crate::model::Status;

/// How a place stands, as a picture shows it: by colour, by mark and by pattern, never by colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tone {
    /// Covered in full.
    Full,
    /// Covered in part.
    Partial,
    /// Searched, and nothing found.
    None,
    /// Nobody looked. Drawn as missing data: hatched, with a broken edge and a question mark.
    Unknown,
    /// The question does not arise: not a party, or removed by a reservation.
    Apart,
    /// A share, from 1 (least) to 5 (most); what lies outside is drawn as the nearest of them.
    Level(u8),
}

impl From<Status> for Tone {
    fn from(status: Status) -> Self {
        match status {
            Status::Full => Self::Full,
            Status::Partial => Self::Partial,
            Status::None => Self::None,
            Status::Unknown => Self::Unknown,
        }
    }
}

impl Tone {
    /// The name of the tone in the style sheet.
    pub fn class(self) -> &'static str {
        match self {
            Self::Full => "tone-full",
            Self::Partial => "tone-partial",
            Self::None => "tone-none",
            Self::Unknown => "tone-unknown",
            Self::Apart => "tone-apart",
            Self::Level(level) => {
                ["tone-1", "tone-2", "tone-3", "tone-4", "tone-5"][usize::from(rung(level) - 1)]
            }
        }
    }

    /// Dots of a level that are filled, of five; `None` for what has a mark of its own.
    pub(super) fn dots(self) -> Option<[bool; 5]> {
        match self {
            Self::Level(level) => Some([1, 2, 3, 4, 5].map(|dot| dot <= rung(level))),
            _ => None,
        }
    }
}

fn rung(level: u8) -> u8 {
    level.clamp(1, 5)
}

/// A jurisdiction in a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// ISO 3166-1 alpha-3 code: the text on the tile, and what joins it to a shape of the map.
    pub code: String,
    /// Its name in the language of the page.
    pub name: String,
    /// The name of the region under which it stands.
    pub region: String,
    /// How it stands.
    pub tone: Tone,
    /// The same in words, such as "partial".
    pub label: String,
    /// The page that gives the reason.
    pub href: String,
}

impl Place {
    /// What a screen reader says, and what is shown when pointed at: "KEN Kenya: partial". It begins with the text that
    /// is seen, so that a person who speaks to the computer can name it (WCAG 2.5.3).
    pub(super) fn spoken(&self) -> String {
        format!("{} {}: {}", self.code, self.name, self.label)
    }
}

/// Places with what they show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Picture {
    /// What the picture shows, in one line.
    pub title: String,
    /// The same in a sentence or two, for those who do not see it.
    pub description: String,
    /// The places. Regions come in the order in which they are first named here; see [`REGIONS`].
    pub places: Vec<Place>,
    /// What each tone means, in the order of the legend.
    pub legend: Vec<(Tone, String)>,
    /// What is to be said under the picture, such as whose borders it draws.
    pub notes: Vec<String>,
    /// The words before the list of places that a map has no shape for, such as "Not on the map".
    pub elsewhere: String,
}

/// The UN's statistical regions, as concepts of the scheme `group:`, in the order of a walk around the world.
pub const REGIONS: [&str; 22] = [
    "northern-america",
    "central-america",
    "caribbean",
    "south-america",
    "northern-europe",
    "western-europe",
    "southern-europe",
    "eastern-europe",
    "northern-africa",
    "western-africa",
    "middle-africa",
    "eastern-africa",
    "southern-africa",
    "western-asia",
    "central-asia",
    "southern-asia",
    "eastern-asia",
    "south-eastern-asia",
    "australia-and-new-zealand",
    "melanesia",
    "micronesia",
    "polynesia",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_outside_the_scale_is_drawn_as_its_nearest_end() {
        assert_eq!(Tone::Level(0).class(), "tone-1");
        assert_eq!(Tone::Level(9).class(), "tone-5");
        assert_eq!(
            Tone::Level(2).dots(),
            Some([true, true, false, false, false])
        );
        assert_eq!(Tone::Full.dots(), None);
    }

    #[test]
    fn unknown_never_looks_like_none() {
        assert_ne!(
            Tone::from(Status::Unknown).class(),
            Tone::from(Status::None).class()
        );
    }
}
