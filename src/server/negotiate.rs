//! Which representation a client likes best (RFC 9110 sections 12.5.1 and 12.5.4).

use super::problem::Problem;
use headers_accept::Accept;
use mediatype::MediaType;
use std::str::FromStr;

/// A representation that a page can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Format {
    Html,
    Csv,
    Json,
    Xlsx,
    Markdown,
    Turtle,
    NTriples,
    RdfXml,
    JsonLd,
}

impl Format {
    /// Every format that a suffix can name.
    pub(super) const ALL: [Self; 9] = [
        Self::Html,
        Self::Csv,
        Self::Json,
        Self::Xlsx,
        Self::Markdown,
        Self::Turtle,
        Self::NTriples,
        Self::RdfXml,
        Self::JsonLd,
    ];
    /// Those of a table.
    pub(super) const TABLE: [Self; 5] = [
        Self::Html,
        Self::Csv,
        Self::Json,
        Self::Xlsx,
        Self::Markdown,
    ];
    /// Those of a description of one thing.
    pub(super) const DESCRIPTION: [Self; 5] = [
        Self::Html,
        Self::Turtle,
        Self::JsonLd,
        Self::NTriples,
        Self::RdfXml,
    ];

    /// The media type, without parameters.
    pub(super) fn essence(self) -> &'static str {
        match self {
            Self::Html => "text/html",
            Self::Csv => "text/csv",
            Self::Json => "application/json",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Markdown => "text/markdown",
            Self::Turtle => "text/turtle",
            Self::NTriples => "application/n-triples",
            Self::RdfXml => "application/rdf+xml",
            Self::JsonLd => "application/ld+json",
        }
    }

    /// The value of Content-Type.
    pub(super) fn content_type(self) -> String {
        match self {
            Self::Html | Self::Csv | Self::Markdown | Self::Turtle => {
                format!("{}; charset=utf-8", self.essence())
            }
            _ => self.essence().to_owned(),
        }
    }

    /// What a path ends with to ask for it, without the dot.
    pub(super) fn suffix(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Xlsx => "xlsx",
            Self::Markdown => "md",
            Self::Turtle => "ttl",
            Self::NTriples => "nt",
            Self::RdfXml => "rdf",
            Self::JsonLd => "jsonld",
        }
    }

    /// The format of a suffix.
    pub(super) fn of_suffix(suffix: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|format| format.suffix() == suffix)
    }
}

/// The best of the offered formats for an Accept header; an empty one accepts anything.
///
/// # Errors
/// 406, naming what there is.
pub(super) fn format(accept: &str, offered: &[Format]) -> Result<Format, Problem> {
    let types: Vec<&str> = offered.iter().map(|format| format.essence()).collect();
    let best = best(accept, &types).and_then(|position| offered.get(position).copied());
    best.ok_or_else(|| Problem::not_acceptable(&types))
}

/// The position of the media type that an Accept header likes best; of equals, the first. An empty or unreadable
/// header accepts anything (RFC 9110 section 12.5.1: a recipient may ignore what it cannot read).
pub(super) fn best(accept: &str, offered: &[&str]) -> Option<usize> {
    if accept.trim().is_empty() {
        return (!offered.is_empty()).then_some(0);
    }
    let Ok(accept) = Accept::from_str(accept) else {
        return (!offered.is_empty()).then_some(0);
    };
    let types: Vec<MediaType<'_>> = offered
        .iter()
        .filter_map(|text| MediaType::parse(text).ok())
        .collect();
    // `*/*` and `text/*` leave the choice to the server: the first offered that fits.
    let chosen = accept.negotiate(types.iter())?;
    types.iter().position(|known| known == chosen)
}

/// Whether an Accept-Encoding header takes a coding; like language ranges, codings are read as subtypes of a made-up type.
/// A client that names none takes none (RFC 9110 section 12.5.3 would allow any; nothing but a browser expects it).
pub(super) fn takes_coding(accept: &str, coding: &str) -> bool {
    let ranges: Vec<String> = accept
        .split(',')
        .map(str::trim)
        .filter(|range| !range.is_empty())
        .map(|range| format!("coding/{range}"))
        .collect();
    let wanted = format!("coding/{coding}");
    let (Ok(accept), Ok(wanted)) = (
        Accept::from_str(&ranges.join(",")),
        MediaType::parse(&wanted),
    ) else {
        return false;
    };
    !ranges.is_empty() && accept.negotiate(std::iter::once(&wanted)).is_some()
}

/// The best of the offered languages for an Accept-Language header, by primary subtag: `pt-BR` asks for `pt`.
///
/// Language ranges with their weights look the same to a parser as media ranges with theirs, so each is read as
/// the subtype of a made-up type.
pub(super) fn language<'o>(accept: Option<&str>, offered: &[&'o str]) -> Option<&'o str> {
    let ranges: Vec<String> = accept?
        .split(',')
        .map(|range| {
            let (tag, rest) = range.split_once(';').unwrap_or((range, ""));
            let primary = tag.trim().split('-').next().unwrap_or_default();
            if rest.is_empty() {
                format!("lang/{primary}")
            } else {
                format!("lang/{primary};{rest}")
            }
        })
        .collect();
    let types: Vec<String> = offered.iter().map(|tag| format!("lang/{tag}")).collect();
    let types: Vec<&str> = types.iter().map(String::as_str).collect();
    let accept = Accept::from_str(&ranges.join(",")).ok()?;
    let types: Vec<MediaType<'_>> = types
        .iter()
        .filter_map(|text| MediaType::parse(text).ok())
        .collect();
    let chosen = accept.negotiate(types.iter())?;
    let position = types.iter().position(|known| known == chosen)?;
    offered.get(position).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coding_is_sent_only_to_who_takes_it() {
        for (accept, expected) in [
            ("", false),
            ("gzip", true),
            ("br;q=1.0, gzip;q=0.8, *;q=0.1", true),
            ("gzip;q=0", false),
            ("br, zstd", false),
            ("*", true),
            ("identity", false),
        ] {
            assert_eq!(takes_coding(accept, "gzip"), expected, "{accept}");
        }
    }

    #[test]
    fn the_client_gets_what_it_likes_best() {
        let offered = Format::DESCRIPTION;
        for (accept, expected) in [
            ("", Some(Format::Html)),
            ("*/*", Some(Format::Html)),
            (
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                Some(Format::Html),
            ),
            ("text/turtle", Some(Format::Turtle)),
            (
                "application/ld+json;q=0.5, text/turtle;q=0.4",
                Some(Format::JsonLd),
            ),
            ("text/turtle;q=0, application/rdf+xml", Some(Format::RdfXml)),
            (
                "application/rdf+xml;q=0.9, text/turtle",
                Some(Format::Turtle),
            ),
            (
                "text/*;q=0.3, application/n-triples;q=0.2",
                Some(Format::Html),
            ),
            ("text/html;q=0, text/*", Some(Format::Turtle)),
            ("image/png", None),
            ("text/html;q=0", None),
        ] {
            assert_eq!(format(accept, &offered).ok(), expected, "{accept}");
        }
    }

    #[test]
    fn languages_are_matched_by_their_first_part() {
        let offered = ["ar", "en", "fr", "zh"];
        for (accept, expected) in [
            (None, None),
            (Some("zh-Hans-CN,zh;q=0.9,en;q=0.8"), Some("zh")),
            (Some("de, fr;q=0.7, en;q=0.3"), Some("fr")),
            (Some("de"), None),
            (Some("en;q=0, ar;q=0.1"), Some("ar")),
            (Some(";;;,,q=x"), None),
        ] {
            assert_eq!(language(accept, &offered), expected, "{accept:?}");
        }
    }
}
