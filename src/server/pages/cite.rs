//! How to cite: the program, the data in its version, one answer on a day; as text and as BibTeX.

use super::{Answered, work};
use crate::server::asked::Asked;
use crate::server::negotiate::Format;
use crate::server::page::{Page, html};
use crate::vocab;
use askama::Template;

/// Who made it, as the licence asks to be credited.
const AUTHORS: &str = "The cyberlex authors";
const TITLE: &str = "cyberlex: the world's cybercrime law as an open knowledge graph";

/// A reference in two forms.
struct Citation {
    /// Which message says what it refers to.
    what: &'static str,
    plain: String,
    bibtex: String,
}

#[derive(Template)]
#[template(path = "cite.html")]
struct CitePage<'a> {
    page: Page<'a>,
    citations: Vec<Citation>,
}

/// `/about/cite`
pub(super) async fn page(asked: Asked) -> Answered {
    work(move || {
        asked.format(&[Format::Html])?;
        let page = Page::titled(&asked, "about", "cite");
        html(&CitePage {
            citations: vec![data(&page), program(&page), answer(&page)],
            page,
        })
    })
    .await
}

/// The data in its version.
fn data(page: &Page<'_>) -> Citation {
    let (year, version) = (page.asked.today.year(), page.short_version());
    let url = vocab::BASE;
    Citation {
        what: "cite-data",
        plain: format!("{AUTHORS} ({year}). {TITLE}. Data version {version}. CC BY 4.0. {url}"),
        bibtex: entry(
            "dataset",
            &format!("cyberlex-{version}"),
            &[
                ("title", TITLE),
                ("year", &year.to_string()),
                ("version", version),
                ("url", url),
                ("note", "Creative Commons Attribution 4.0"),
            ],
        ),
    }
}

/// The program in its version.
fn program(page: &Page<'_>) -> Citation {
    let (year, version) = (page.asked.today.year(), env!("CARGO_PKG_VERSION"));
    Citation {
        what: "cite-program",
        plain: format!(
            "{AUTHORS} ({year}). cyberlex, version {version} [computer program]. MIT or Apache 2.0."
        ),
        bibtex: entry(
            "software",
            &format!("cyberlex-program-{version}"),
            &[
                ("title", "cyberlex"),
                ("year", &year.to_string()),
                ("version", version),
                ("license", "MIT OR Apache-2.0"),
            ],
        ),
    }
}

/// One answer on a day, taking the matrix as the example.
fn answer(page: &Page<'_>) -> Citation {
    let day = page.day();
    let (year, version) = (page.asked.today.year(), page.short_version());
    let site = page.asked.app.config.site();
    let url = format!("{site}/matrix?against=budapest&as_of={day}");
    let (consulted, title) = (page.asked.today, "Coverage: Convention on Cybercrime");
    Citation {
        what: "cite-answer",
        plain: format!(
            "{AUTHORS} ({year}). “{title}”, law in force on {day}. In: {TITLE}, data version {version}. \
             {url}, consulted on {consulted}."
        ),
        bibtex: entry(
            "misc",
            &format!("cyberlex-{version}-{day}"),
            &[
                ("title", title),
                ("howpublished", &format!("{TITLE}, data version {version}")),
                ("year", &year.to_string()),
                ("url", &url),
                ("urldate", &consulted.to_string()),
                ("note", &format!("Law in force on {day}")),
            ],
        ),
    }
}

/// An entry of BibTeX. All values are ours and hold none of the characters that have a meaning there.
fn entry(kind: &str, key: &str, fields: &[(&str, &str)]) -> String {
    let author = ("author", "{The cyberlex authors}");
    let lines: Vec<String> = std::iter::once(&author)
        .chain(fields)
        .map(|(name, value)| format!("  {name} = {{{value}}}"))
        .collect();
    format!("@{kind}{{{key},\n{}\n}}", lines.join(",\n"))
}
