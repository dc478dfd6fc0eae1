//! The first page: what this is, a search box, the matrix in miniature, real questions.

use super::{Answered, work};
use crate::server::asked::Asked;
use crate::server::page::{Page, html};
use askama::Template;

#[derive(Template)]
#[template(path = "start.html")]
struct StartPage<'a> {
    page: Page<'a>,
}

/// `/`
pub(super) async fn page(asked: Asked) -> Answered {
    work(move || {
        let page = Page::titled(&asked, "start", "start-title");
        html(&StartPage { page })
    })
    .await
}
