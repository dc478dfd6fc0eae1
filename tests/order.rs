//! The matrix in the order of one column: full, partial, none, and unknown last, by links that keep the question.

use crate::common::TODAY;
use crate::common::site::{Element, Page, real};
use crate::common::world::{ACCESS, PLAIN, World};
use axum::http::{Method, StatusCode};
use cyberlex::coverage::sort_by_column;
use std::collections::BTreeSet;

#[test]
fn unknown_comes_after_none_and_equals_keep_their_order() {
    let mut world = World::new();
    world.requirement(2, ACCESS);
    world.requirement(
        2,
        &ACCESS.replace("object:computer-system", "object:computer-data"),
    );
    for code in ["AAA", "BBB", "CCC", "DDD", "EEE", "FFF"] {
        world.state(code);
    }
    // A is unknown, B searched in vain, C and F have one of two, D and E both.
    world.survey("BBB", "2000-01-01");
    let data = PLAIN.replace("object:computer-system", "object:computer-data");
    for (code, norms) in [("CCC", 1), ("DDD", 2), ("EEE", 2), ("FFF", 1)] {
        for norm in [PLAIN, &data].iter().take(norms) {
            world.norm(code, norm);
        }
    }
    let world = world.open();
    let places: Vec<_> = world
        .index
        .places("en")
        .iter()
        .map(|place| place.id)
        .collect();
    let summary = world
        .index
        .summary("tiny", &places, TODAY, "en")
        .expect("a summary");
    let mut rows = summary.rows;
    sort_by_column(&mut rows, 0);
    let order: Vec<(&str, &str)> = rows
        .iter()
        .map(|row| (row.place.code.as_str(), row.cells[0].status.code()))
        .collect();
    let expected = [
        ("DDD", "full"),
        ("EEE", "full"),
        ("CCC", "partial"),
        ("FFF", "partial"),
        ("BBB", "none"),
        ("AAA", "unknown"),
    ];
    assert_eq!(order, expected);
}

/// The rows of a matrix, block by block: code and status in a column, by the classes of its cells.
fn blocks(page: &Page, column: usize) -> Vec<Vec<(String, usize)>> {
    let mut blocks: Vec<Vec<(String, usize)>> = Vec::new();
    let mut cell = 0;
    for element in &page.elements {
        let class = element.attribute("class").unwrap_or_default();
        match element.name.as_str() {
            "tbody" => blocks.push(Vec::new()),
            "tr" => cell = 0,
            "th" if class == "place" && element.attribute("scope") == Some("row") => {
                let code = code(element);
                if let Some(block) = blocks.last_mut().filter(|_| !code.is_empty()) {
                    block.push((code, usize::MAX));
                }
            }
            "td" if class.starts_with("st ") => {
                let status = rank(class);
                if cell == column || class.contains("unread") {
                    let row = blocks.last_mut().and_then(|block| block.last_mut());
                    row.expect("a row").1 = status;
                }
                cell += 1;
            }
            _ => {}
        }
    }
    blocks
}

/// The code stands last in the heading of a row, before the party status.
fn code(heading: &Element) -> String {
    let is_code = |word: &&str| word.len() == 3 && word.chars().all(|c| c.is_ascii_uppercase());
    let code = heading.text.split_whitespace().rfind(is_code);
    code.unwrap_or_default().to_owned()
}

fn rank(class: &str) -> usize {
    ["full", "partial", "none", "unknown"]
        .iter()
        .position(|status| class.split_whitespace().any(|word| word == *status))
        .expect("a status")
}

fn matrix(query: &str) -> Page {
    let reply = real().get(&format!("/matrix?as_of=2026-11-22&{query}"));
    assert_eq!(reply.status, StatusCode::OK, "{query}: {}", reply.text());
    reply.page()
}

#[test]
fn a_column_orders_the_rows_and_names_order_equals() {
    for (query, sort, column) in [
        ("against=budapest", "budapest:6", 5),
        ("against=budapest&all=yes", "budapest:29", 28),
        (
            "against=budapest&group=african-union&all=yes",
            "budapest:35",
            34,
        ),
    ] {
        let by_name: Vec<(String, usize)> =
            blocks(&matrix(&format!("{query}&sort=name")), column).concat();
        let statuses: BTreeSet<usize> = by_name.iter().map(|(_, status)| *status).collect();
        assert!(
            statuses.len() > 1,
            "{query}: a test of order needs two statuses"
        );
        let mut expected = by_name.clone();
        expected.sort_by_key(|(_, status)| *status);
        let found = blocks(&matrix(&format!("{query}&sort={sort}")), column);
        assert_eq!(found.len(), 1, "no regions");
        assert_eq!(found[0], expected, "{query}");
        // Under regions: the same rows, each region in that order.
        let regions = blocks(&matrix(&format!("{query}&sort=region,{sort}")), column);
        assert!(regions.len() == 1 || query.contains("against=budapest"));
        for region in &regions {
            let inside: Vec<_> = expected.iter().filter(|row| region.contains(row)).collect();
            assert_eq!(region.iter().collect::<Vec<_>>(), inside, "{query}");
        }
        assert_eq!(regions.concat().len(), expected.len());
    }
}

#[test]
fn headings_are_links_that_keep_the_question_and_say_the_order() {
    let page = matrix("against=budapest&group=african-union&all=yes&sort=budapest:6&lang=en");
    let sorted: Vec<&str> = page
        .all("th")
        .filter(|th| th.attribute("aria-sort") == Some("descending"))
        .map(|th| th.text.as_str())
        .collect();
    assert_eq!(sorted.len(), 1, "{sorted:?}");
    assert!(sorted[0].contains("Misuse of devices"), "{sorted:?}");
    let links: Vec<&str> = page
        .all("a")
        .filter(|a| a.attribute("class") == Some("sorts"))
        .filter_map(|a| a.attribute("href"))
        .collect();
    assert_eq!(links.len(), 35, "one for each article");
    for link in &links {
        for kept in [
            "against=budapest",
            "group=african-union",
            "all=yes",
            "as_of=2026-11-22",
            "lang=en",
        ] {
            assert!(link.contains(kept), "{link}");
        }
        assert_eq!(link.matches("sort=").count(), 1, "{link}");
    }
    // The column that orders leads back; the others stay without regions, as the page is.
    assert!(links[5].contains("sort=name"), "{}", links[5]);
    assert!(links[6].contains("sort=budapest%3A7"), "{}", links[6]);
    let chosen: Vec<&str> = page
        .all("option")
        .filter(|option| option.attribute("selected").is_some())
        .filter_map(|option| option.attribute("value"))
        .collect();
    assert!(chosen.contains(&"budapest:6"), "{chosen:?}");
    // From the page by region they keep the regions.
    let page = matrix("against=topics");
    let link = page
        .all("a")
        .find(|a| a.attribute("class") == Some("sorts"));
    let link = link.and_then(|a| a.attribute("href")).expect("a link");
    assert!(link.contains("sort=region%2Ctopics%3A"), "{link}");
}

#[test]
fn an_order_that_is_none_is_refused_and_one_of_another_instrument_is_by_name() {
    let accept = [("accept", "application/json")];
    for sort in [
        "nonsense",
        "budapest:99",
        "nowhere:1",
        "topics:nothing",
        "region,",
        "region,region",
        "budapest",
    ] {
        for format in ["", ".csv"] {
            let address = format!("/matrix{format}?sort={sort}");
            let reply = real().ask(Method::GET, &address, &accept);
            assert_eq!(reply.status, StatusCode::BAD_REQUEST, "{address}");
            let problem: serde_json::Value = serde_json::from_slice(&reply.bytes).expect("JSON");
            assert_eq!(problem["parameter"], "sort", "{address}");
        }
    }
    let other = blocks(&matrix("against=malabo&sort=budapest:6"), 0);
    assert_eq!(other, blocks(&matrix("against=malabo&sort=name"), 0));
}
