//! One table, many forms: each escapes what it must, and a spreadsheet is never made to run a formula.

use cyberlex::view::{Cell, Table, TextStyle, direction};
use jiff::civil::date;

fn table() -> Table {
    let mut table = Table::new("A & B", "en", ["thing", "words", "count", "day", "status"]);
    table.push(vec![
        Cell::link("https://example.org/?a=1&b=2", "Thing | \"one\""),
        Cell::text("=HYPERLINK(\"x\")"),
        Cell::Integer(-5),
        Cell::Date(date(2018, 5, 30)),
        Cell::status("unknown", "unknown"),
    ]);
    table.push(vec![
        Cell::Empty,
        Cell::Text {
            value: String::from("<b>مرحبا</b>\nتونس"),
            lang: Some(String::from("ar")),
        },
        Cell::Decimal(0.5),
    ]);
    table.notes.push(String::from("as of 2026-11-22"));
    table
}

#[test]
fn text() {
    insta::assert_snapshot!(table().to_text(TextStyle::default()));
}

#[test]
fn csv_guards_formulas_and_keeps_iris_and_numbers() {
    let mut bytes = Vec::new();
    table().write_csv(&mut bytes).expect("it writes");
    insta::assert_snapshot!(String::from_utf8(bytes).expect("UTF-8"));
}

#[test]
fn json_is_typed() {
    insta::assert_snapshot!(serde_json::to_string_pretty(&table().json()).expect("it writes"));
}

#[test]
fn markdown_keeps_its_columns() {
    insta::assert_snapshot!(table().to_markdown());
}

#[test]
fn html_is_escaped_and_says_language_and_direction() {
    insta::assert_snapshot!(table().to_html().expect("it renders"));
    let page = table().to_html_page().expect("it renders");
    assert!(page.starts_with("<!doctype html>") && page.contains("<title>A &#38; B</title>"));
    assert_eq!((direction("ar-TN"), direction("zh")), ("rtl", "ltr"));
}

#[test]
fn a_spreadsheet_is_a_zip_of_xml() {
    let bytes = table().to_xlsx().expect("it fits");
    assert!(bytes.starts_with(b"PK"));
}
