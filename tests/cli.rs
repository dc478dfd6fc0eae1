//! What the program prints and how it ends: 0 done, 1 findings, 2 wrong use or input.

use crate::common::{root, small_folder};
use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::{contains, is_empty};
use std::io::Read;
use std::path::Path;
use std::process::Stdio;

/// The program, on the fixture, on a fixed day, without the surroundings of whoever runs the tests.
fn cyberlex() -> Command {
    cyberlex_on(&small_folder())
}

/// The same on another folder.
fn cyberlex_on(folder: &Path) -> Command {
    let mut command = assert_cmd::cargo::cargo_bin_cmd!("cyberlex");
    command
        .env_remove("CYBERLEX_CORPUS")
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .arg("--corpus")
        .arg(folder)
        .args(["--as-of", "2026-11-22"]);
    command
}

fn stdout(command: &mut Command) -> String {
    let output = command.assert().success().get_output().stdout.clone();
    String::from_utf8(output).expect("UTF-8")
}

#[test]
fn query_prints_a_table() {
    let text = stdout(cyberlex().args([
        "query",
        "in-force",
        "-p",
        "jurisdiction=AAA",
        "-p",
        "day=2016-01-01",
    ]));
    let version = regex_free(&text);
    insta::assert_snapshot!(version);
}

/// The table without the version of the data, which changes with every edit of the fixture.
fn regex_free(text: &str) -> String {
    text.split("data version")
        .next()
        .unwrap_or_default()
        .to_owned()
}

#[test]
fn query_prints_every_format() {
    for (format, beginning) in [
        ("csv", "jurisdiction,requirement,norm,from"),
        ("tsv", "?jurisdiction\t"),
        ("json", "{\"head\""),
        ("xml", "<?xml"),
        ("md", "| jurisdiction |"),
        ("html", "<!doctype html>"),
    ] {
        let text =
            stdout(cyberlex().args(["query", "in-force", "-p", "jurisdiction=AAA", "-f", format]));
        assert!(text.starts_with(beginning), "{format}: {text}");
    }
    cyberlex()
        .args(["query", "in-force", "-p", "jurisdiction=AAA", "-f", "xlsx"])
        .assert()
        .success()
        .stdout(predicate::function(|bytes: &[u8]| bytes.starts_with(b"PK")));
}

#[test]
fn query_prints_sparql_for_other_engines() {
    let text = stdout(cyberlex().args(["query", "in-force", "-p", "jurisdiction=AAA", "--sparql"]));
    insta::assert_snapshot!(text);
    cyberlex()
        .args([
            "query",
            "in-force",
            "-p",
            "jurisdiction=AAA",
            "--sparql",
            "-f",
            "csv",
        ])
        .assert()
        .code(2);
}

#[test]
fn query_reads_standard_input_and_files() {
    cyberlex()
        .args(["query", "-", "-f", "nt"])
        .write_stdin("CONSTRUCT { ?n lm:meets ?r } WHERE { ?n lm:meets ?r }")
        .assert()
        .success()
        .stdout(contains("aaa-act/s1/n1"));
    cyberlex()
        .arg("query")
        .arg(small_folder().join("queries/coverage/in-force.rq"))
        .args(["-p", "jurisdiction=BBB"])
        .assert()
        .success();
    cyberlex()
        .args(["query", "no/such.rq"])
        .assert()
        .code(2)
        .stderr(contains("cannot read no/such.rq"));
}

#[test]
fn wrong_use_ends_with_2_and_says_what_would_be_right() {
    for (args, message) in [
        (&["query", "in-forse"][..], "did you mean in-force?"),
        (
            &["query", "in-force", "-p", "jurisdiction=AAB"],
            "did you mean AAA?",
        ),
        (
            &["query", "in-force", "-p", "jurisdiction"],
            "expected NAME=VALUE",
        ),
        (
            &["query", "in-force", "-p", "jurisdiction=AAA", "-f", "ttl"],
            "use one of: table, csv",
        ),
        (&["show", "treatyx"], "did you mean treaty-x?"),
        (&["compare", "AAA"], "2 values required"),
        (&["new", "jurisdiction", "Kenya"], "alpha-3"),
        (&["new", "instrument", "No Name"], "expected a-z"),
        (&["export", "-f", "csv-bundle"], "--output"),
        (&["nonsense"], "unrecognized subcommand"),
    ] {
        cyberlex()
            .args(args)
            .assert()
            .code(2)
            .stderr(contains(message));
    }
    assert_cmd::cargo::cargo_bin_cmd!("cyberlex")
        .args(["--corpus", "/no/such/folder", "stats"])
        .assert()
        .code(2)
        .stderr(contains("cannot read /no/such/folder"));
    assert_cmd::cargo::cargo_bin_cmd!("cyberlex")
        .args(["--as-of", "soon", "stats"])
        .assert()
        .code(2)
        .stderr(contains("expected a day such as"));
}

#[test]
fn compare_puts_an_instrument_beside_a_jurisdiction() {
    let asked = |sides: &[&str]| {
        let mut command = cyberlex_on(&root().join("tests/fixtures/questions"));
        command.arg("compare").args(sides);
        command
    };
    insta::assert_snapshot!(stdout(&mut asked(&["AAA", "alpha", "beta"])));
    asked(&["AAA", "alpa"]).assert().code(2).stderr(
        contains("there is no jurisdiction or instrument alpa")
            .and(contains("did you mean alpha?")),
    );
}

#[test]
fn validate_ends_with_1_when_it_finds_errors() {
    cyberlex()
        .arg("validate")
        .assert()
        .success()
        .stdout(is_empty());
    let broken = root().join("tests/corpus_invalid/undeclared-class.ttl");
    cyberlex()
        .arg("validate")
        .arg(&broken)
        .assert()
        .code(1)
        .stdout("corpus/undeclared-class.ttl:9:0: class lm:Sate is not declared in the ontology (did you mean lm:State?)\n")
        .stderr(contains("1 errors, 0 warnings"));
    let output = cyberlex()
        .args(["validate", "-f", "json"])
        .arg(&broken)
        .assert()
        .code(1)
        .get_output()
        .stdout
        .clone();
    let problems: serde_json::Value = serde_json::from_slice(&output).expect("JSON");
    assert_eq!(problems[0]["code"], "undeclared");
    let fancy = cyberlex()
        .args(["validate", "-f", "fancy"])
        .arg(&broken)
        .assert()
        .code(1)
        .get_output()
        .stdout
        .clone();
    insta::assert_snapshot!(String::from_utf8(fancy).expect("UTF-8"));
}

#[test]
fn show_gives_file_and_line() {
    let text = stdout(cyberlex().args(["show", "treaty-x", "article", "1"]));
    insta::assert_snapshot!(text);
}

#[test]
fn search_finds_all_words() {
    cyberlex()
        .args(["search", "illegal", "ACCESS"])
        .assert()
        .success()
        .stdout(contains("topic:illegal-access"));
    cyberlex()
        .args(["search", "非法"])
        .assert()
        .success()
        .stdout(contains("topic:illegal-access"));
    cyberlex()
        .args(["search", "nothing-like-it"])
        .assert()
        .success()
        .stdout(contains("0 found"));
}

#[test]
fn search_takes_filters_and_says_how_the_hits_spread() {
    cyberlex()
        .args([
            "search",
            "act",
            "--instrument",
            "aaa-act",
            "--kind",
            "provision",
        ])
        .assert()
        .success()
        .stdout(contains("2 found").and(contains("instruments: aaa-act 2")));
    cyberlex()
        .args(["search", "act", "--topic", "ilegal-access"])
        .assert()
        .code(2)
        .stderr(contains("did you mean illegal-access?"));
    cyberlex()
        .args(["search", "act", "--kind", "planet"])
        .assert()
        .code(2)
        .stderr(contains("provision"));
}

#[test]
fn queries_and_stats_list_what_there_is() {
    cyberlex()
        .arg("queries")
        .assert()
        .success()
        .stdout(contains("in-force").and(contains("day=today")));
    cyberlex()
        .args(["queries", "in-force"])
        .assert()
        .success()
        .stdout(contains("whose law"));
    cyberlex()
        .args(["stats", "--rules", "-f", "csv"])
        .assert()
        .success()
        .stdout(contains("10-meets,"));
    cyberlex()
        .args(["stats", "-f", "json"])
        .assert()
        .success()
        .stdout(contains("lm:Offence"));
}

#[test]
fn a_new_file_is_sound_and_never_overwrites() {
    let folder = tempfile::tempdir().expect("a folder");
    for args in [
        &["jurisdiction", "xxx", "--name", "X \"the\" land"][..],
        &["instrument", "treaty-y"],
    ] {
        let file = folder.path().join(format!("{}.ttl", args[1]));
        cyberlex()
            .arg("new")
            .args(args)
            .arg("-o")
            .arg(&file)
            .assert()
            .success();
        // Against the ontology of the project itself, whose terms the skeleton uses.
        assert_cmd::cargo::cargo_bin_cmd!("cyberlex")
            .arg("--corpus")
            .arg(root())
            .arg("validate")
            .arg(&file)
            .assert()
            .success();
        cyberlex()
            .arg("new")
            .args(args)
            .arg("-o")
            .arg(&file)
            .assert()
            .code(2)
            .stderr(contains("cannot create"));
    }
}

#[test]
fn export_writes_every_format() {
    for format in ["ttl", "nt", "nq", "trig", "jsonld", "rdfxml"] {
        let text = stdout(cyberlex().args(["export", "-f", format]));
        assert!(text.contains("treaty-x"), "{format}");
        assert_eq!(
            text,
            stdout(cyberlex().args(["export", "-f", format])),
            "{format} is the same each time"
        );
    }
    let folder = tempfile::tempdir().expect("a folder");
    cyberlex()
        .args(["export", "-f", "csv-bundle", "-o"])
        .arg(folder.path())
        .assert()
        .success();
    let offences = std::fs::read_to_string(folder.path().join("lm-Offence.csv")).expect("written");
    assert!(
        offences.starts_with("iri,rdf:type,lm:conduct,"),
        "{offences}"
    );
}

#[test]
fn colour_only_where_it_is_wanted() {
    cyberlex()
        .arg("queries")
        .assert()
        .stdout(contains("\u{1b}").not());
    cyberlex()
        .args(["--color", "always", "queries"])
        .assert()
        .stdout(contains("\u{1b}"));
    cyberlex()
        .args(["--color", "never", "queries"])
        .assert()
        .stdout(contains("\u{1b}").not());
}

#[test]
fn a_closed_pipe_is_success() {
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin!("cyberlex"))
        .arg("--corpus")
        .arg(root())
        .args(["export", "-f", "nt"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut pipe = child.stdout.take().expect("piped");
    pipe.read_exact(&mut [0; 16]).expect("it prints");
    drop(pipe);
    let output = child.wait_with_output().expect("it ends");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn shells_and_manual_readers_are_served() {
    cyberlex()
        .args(["completions", "bash"])
        .assert()
        .success()
        .stdout(contains("_cyberlex"));
    cyberlex()
        .arg("man")
        .assert()
        .success()
        .stdout(contains(".TH cyberlex"));
    cyberlex()
        .args(["man", "query"])
        .assert()
        .success()
        .stdout(contains("query"));
}
