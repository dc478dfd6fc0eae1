//! A download is the whole graph of the version in its name, in every format, the same bytes each time.

use crate::common::site::{BROWSER, real};
use axum::http::{Method, StatusCode};
use flate2::read::GzDecoder;
use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfParser};
use oxigraph::model::Triple;
use std::collections::BTreeSet;
use std::io::{Cursor, Read as _};

fn address(suffix: &str) -> String {
    format!("/download/cyberlex-{}.{suffix}", &real().version()[..12])
}

/// The statements of a file, without the graphs that they are in.
fn statements(suffix: &str) -> BTreeSet<String> {
    let format = match suffix {
        "ttl" => RdfFormat::Turtle,
        "nt" => RdfFormat::NTriples,
        "nq" => RdfFormat::NQuads,
        "trig" => RdfFormat::TriG,
        "rdf" => RdfFormat::RdfXml,
        _ => RdfFormat::JsonLd {
            profile: JsonLdProfileSet::empty(),
        },
    };
    let reply = real().ask(
        Method::GET,
        &address(suffix),
        &[("accept-encoding", "gzip")],
    );
    assert_eq!(reply.status, StatusCode::OK, "{suffix}");
    assert_eq!(reply.header("content-encoding"), "gzip", "{suffix}");
    let parsed = RdfParser::from_format(format)
        .for_reader(GzDecoder::new(reply.bytes.as_slice()))
        .map(|quad| quad.expect("sound"));
    parsed
        // Names of blank nodes are made up anew in each file.
        .filter(|quad| !quad.subject.is_blank_node() && !quad.object.is_blank_node())
        .map(|quad| Triple::from(quad).to_string())
        .collect()
}

#[test]
fn every_format_holds_the_same_statements() {
    let turtle = statements("ttl");
    assert!(turtle.len() > 10_000, "{} statements", turtle.len());
    for suffix in ["nt", "nq", "trig", "jsonld", "rdf"] {
        let other = statements(suffix);
        let missing: Vec<&String> = turtle.difference(&other).take(3).collect();
        let more: Vec<&String> = other.difference(&turtle).take(3).collect();
        assert!(
            missing.is_empty() && more.is_empty(),
            "{suffix}: {missing:?} {more:?}"
        );
    }
}

#[test]
fn who_takes_no_gzip_gets_the_same_file_plain() {
    let plain = real().ask(Method::GET, &address("nt"), &[]);
    assert_eq!(plain.header("content-type"), "application/n-triples");
    assert_eq!(plain.header("content-encoding"), "");
    assert_eq!(
        plain.header("content-length"),
        plain.bytes.len().to_string()
    );
    let packed = real().ask(
        Method::GET,
        &address("nt"),
        &[("accept-encoding", "gzip, br")],
    );
    let mut unpacked = Vec::new();
    GzDecoder::new(packed.bytes.as_slice())
        .read_to_end(&mut unpacked)
        .expect("gzip");
    assert!(plain.bytes == unpacked, "two different files");
    assert!(
        packed.bytes.len() * 4 < plain.bytes.len(),
        "it is compressed"
    );
    assert_ne!(
        plain.header("etag"),
        packed.header("etag"),
        "two codings, two tags"
    );
    let head = real().ask(Method::HEAD, &address("nt"), &[]);
    assert_eq!(
        head.header("content-length"),
        plain.header("content-length")
    );
    assert!(head.bytes.is_empty());
}

#[test]
fn a_file_is_named_tagged_and_kept_for_good() {
    let first = real().ask(Method::GET, &address("ttl"), &[("accept-encoding", "gzip")]);
    assert_eq!(first.header("content-type"), "text/turtle");
    let disposition = format!(
        "attachment; filename=\"cyberlex-{}.ttl\"",
        &real().version()[..12]
    );
    assert_eq!(first.header("content-disposition"), disposition);
    assert_eq!(first.header("access-control-allow-origin"), "*");
    assert!(first.header("cache-control").contains("immutable"));
    let tag = first.header("etag");
    assert!(tag.starts_with('"'), "a strong tag: {tag}");
    let again = real().ask(
        Method::GET,
        &address("ttl"),
        &[("accept-encoding", "gzip"), ("if-none-match", tag)],
    );
    assert_eq!(
        (again.status, again.bytes.len()),
        (StatusCode::NOT_MODIFIED, 0)
    );
    assert_eq!(again.header("etag"), tag);
}

#[test]
fn another_version_is_not_there_and_the_answer_names_the_one_that_is() {
    let current = address("trig");
    let current = current.rsplit('/').next().expect("a name");
    for name in [
        "cyberlex-000000000000.trig",
        "cyberlex-.trig",
        "cyberlex-%3Cb%3E.trig",
    ] {
        let reply = real().ask(Method::GET, &format!("/download/{name}"), &[]);
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{name}");
        assert!(reply.text().contains(current), "{name}: {}", reply.text());
    }
    let outside = real().ask(Method::GET, "/download/%2e%2e%2fetc%2fpasswd", &[]);
    assert_eq!(outside.status, StatusCode::NOT_FOUND);
    let reply = real().ask(Method::GET, "/download/cyberlex.zip", &[]);
    assert_eq!(reply.status, StatusCode::NOT_FOUND);
    assert!(reply.text().contains("jsonld"), "{}", reply.text());
}

#[test]
fn the_list_names_every_file_with_its_size() {
    let page = real()
        .ask(Method::GET, "/download/", &[("accept", BROWSER)])
        .page();
    let links: Vec<&str> = page
        .all("a")
        .filter(|link| link.attribute("download").is_some())
        .filter_map(|link| link.attribute("href"))
        .filter(|href| href.starts_with("/download/"))
        .collect();
    let expected: Vec<String> = ["ttl", "nt", "nq", "trig", "jsonld", "rdf", "csv.zip"]
        .iter()
        .map(|suffix| address(suffix))
        .collect();
    assert_eq!(links, expected);
    let sizes: Vec<f64> = page
        .all("td")
        .filter_map(|cell| cell.text.strip_suffix(" MB")?.parse().ok())
        .collect();
    assert_eq!(sizes.len(), 14, "{sizes:?}");
    assert!(sizes.iter().all(|size| *size > 0.0), "{sizes:?}");
}

#[test]
fn the_archive_has_a_table_for_each_class_with_a_row_for_each_thing() {
    let reply = real().ask(Method::GET, &address("csv.zip"), &[]);
    assert_eq!(reply.header("content-type"), "application/zip");
    let mut archive = zip::ZipArchive::new(Cursor::new(reply.bytes)).expect("an archive");
    let counts = real().app.project.snapshot.counts();
    assert_eq!(archive.len(), counts.len());
    let file = archive.by_name("lm-Offence.csv").expect("offences");
    let rows = csv::Reader::from_reader(file).into_records().count();
    assert_eq!(rows, counts[&format!("{}Offence", cyberlex::vocab::LM)]);
}
