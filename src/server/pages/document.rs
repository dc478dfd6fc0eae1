//! The project's own documents as pages: method, data model, commands, running a server, contributing, what changed.

use super::{Answered, work};
use crate::server::asked::Asked;
use crate::server::markdown::{Rendered, render};
use crate::server::negotiate::Format;
use crate::server::page::{Page, body, html};
use crate::server::problem::Problem;
use crate::vocab;
use askama::Template;
use axum::extract::Path;

/// A document: its name on the site, its file in the project, its text.
struct Document {
    name: &'static str,
    file: &'static str,
    text: &'static str,
}

/// The documents, in the order in which they are offered.
const DOCUMENTS: [Document; 7] = [
    Document {
        name: "method",
        file: "method.md",
        text: include_str!("../../../docs/method.md"),
    },
    Document {
        name: "data-model",
        file: "data-model.md",
        text: include_str!("../../../docs/data-model.md"),
    },
    Document {
        name: "commands",
        file: "commands.md",
        text: include_str!("../../../docs/commands.md"),
    },
    Document {
        name: "deploy",
        file: "deploy.md",
        text: include_str!("../../../docs/deploy.md"),
    },
    Document {
        name: "scale",
        file: "scale.md",
        text: include_str!("../../../docs/scale.md"),
    },
    Document {
        name: "contributing",
        file: "CONTRIBUTING.md",
        text: include_str!("../../../CONTRIBUTING.md"),
    },
    Document {
        name: "changelog",
        file: "CHANGELOG.md",
        text: include_str!("../../../CHANGELOG.md"),
    },
];

/// The names of the documents.
pub(super) fn names() -> Vec<&'static str> {
    DOCUMENTS.iter().map(|document| document.name).collect()
}

#[derive(Template)]
#[template(path = "document.html")]
struct DocumentPage<'a> {
    page: Page<'a>,
    document: Rendered,
}

/// `/about/{document}`
pub(super) async fn page(asked: Asked, Path(name): Path<String>) -> Answered {
    work(move || {
        let document = DOCUMENTS
            .iter()
            .find(|document| document.name == name)
            .ok_or_else(|| Problem::not_found().with_hint(names().join(", ")))?;
        let formats = [Format::Html, Format::Markdown];
        let format = asked.format(&formats)?;
        if format == Format::Markdown {
            return body(format, document.text);
        }
        let mut page = Page::new(&asked, "about", "").with_formats(&formats);
        let rendered = render(document.text, |target| link(&page, target));
        page.title.clone_from(&rendered.title);
        html(&DocumentPage {
            page,
            document: rendered,
        })
    })
    .await
}

/// Where a link of a document leads: within the page, to the page of another document or of a thing, or away.
fn link(page: &Page<'_>, target: &str) -> Option<String> {
    if target.starts_with('#') || target.starts_with("https://") && !target.starts_with(vocab::BASE)
    {
        return Some(target.to_owned());
    }
    if target.starts_with(vocab::BASE) {
        return Some(page.thing(target));
    }
    let (path, fragment) = target.split_once('#').unwrap_or((target, ""));
    let file = path.rsplit('/').next().unwrap_or_default();
    // What the README says is told on the front page of this part; its headings are not.
    if file == "README.md" {
        return Some(page.href("/about"));
    }
    let document = DOCUMENTS.iter().find(|document| document.file == file)?;
    let href = page.href(&page.path(&["about", document.name]));
    Some(if fragment.is_empty() {
        href
    } else {
        format!("{href}#{fragment}")
    })
}
