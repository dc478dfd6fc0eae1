//! The first page: what this is, a search box, the matrix in miniature, real questions.

use super::{Answered, work};
use crate::coverage::{Figures, Summary};
use crate::server::asked::Asked;
use crate::server::page::{Page, html};
use askama::Template;

#[derive(Template)]
#[template(path = "start.html")]
struct StartPage<'a> {
    page: Page<'a>,
    figures: Figures,
    summary: Summary,
}

/// `/`
pub(super) async fn page(asked: Asked) -> Answered {
    work(move || {
        let index = &asked.app.index;
        // Any instrument will do on data that lacks the best known.
        let known = index.instruments();
        let against = known
            .iter()
            .find(|id| **id == "budapest")
            .or(known.first())
            .copied()
            .unwrap_or("budapest");
        let summary = index.summary(against, &index.encoded(), asked.day, &asked.lang)?;
        html(&StartPage {
            page: Page::titled(&asked, "start", "start-title"),
            figures: index.figures(),
            summary,
        })
    })
    .await
}
