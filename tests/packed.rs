//! A snapshot file gives the answers of the files it was made from, or nothing at all.

use crate::common::{TODAY, real, root};
use cyberlex::catalog::Project;
use predicates::prelude::PredicateBooleanExt as _;
use predicates::str::contains;
use std::sync::LazyLock;

static REAL: LazyLock<Project> = LazyLock::new(real);

static PACKED: LazyLock<Vec<u8>> = LazyLock::new(|| REAL.pack().expect("it packs"));

#[test]
fn an_opened_snapshot_is_the_project_that_was_packed() {
    let again = Project::unpack(&PACKED).expect("whole");
    assert_eq!(again.snapshot.version(), REAL.snapshot.version());
    assert_eq!(again.snapshot.quads(), REAL.snapshot.quads());
    assert_eq!(again.rules, REAL.rules);
    assert_eq!(again.prefixes, REAL.prefixes);
    assert_eq!(again.catalog.iter().count(), REAL.catalog.iter().count());
    assert_eq!(
        again.corpus().documents.len(),
        REAL.corpus().documents.len()
    );
    assert!(again.problems(TODAY).is_ok());
    assert!(
        again.pack().expect("it packs") == *PACKED,
        "the same bytes again"
    );
}

#[test]
fn a_snapshot_that_was_cut_or_changed_is_refused() {
    let bytes = &*PACKED;
    for part in 1..20 {
        let end = bytes.len() * part / 20;
        assert!(Project::unpack(&bytes[..end]).is_err(), "cut at {end}");
    }
    // In the graph, in a file, in the list at the end.
    for part in [1, 5, 10, 15, 18, 19] {
        let mut changed = bytes.clone();
        let at = bytes.len() * part / 20;
        changed[at] ^= 0x55;
        assert!(Project::unpack(&changed).is_err(), "changed at {at}");
    }
    assert!(Project::unpack(b"").is_err());
    assert!(Project::unpack(b"PK\x05\x06").is_err());
}

#[test]
fn every_command_opens_one_and_says_what_is_wrong_with_another() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("law.snapshot");
    let cyberlex = |arguments: &[&str]| {
        let mut command = assert_cmd::cargo::cargo_bin_cmd!("cyberlex");
        command.env("CYBERLEX_AS_OF", "2026-11-22").args(arguments);
        command
    };
    let corpus = root().to_str().expect("a path");
    let written = cyberlex(&["--corpus", corpus, "snapshot", "-o"])
        .arg(&file)
        .assert()
        .success();
    let said = String::from_utf8_lossy(&written.get_output().stderr).into_owned();
    assert!(said.contains(REAL.snapshot.version()), "{said}");
    let path = file.to_str().expect("a path");
    for question in [
        &["coverage", "--against", "budapest", "--format", "json"][..],
        &["query", "adoption", "--format", "csv"],
        &["show", "instrument/budapest"],
    ] {
        let of = |source: &str| {
            let all = [&["--corpus", source], question].concat();
            cyberlex(&all)
                .assert()
                .success()
                .get_output()
                .stdout
                .clone()
        };
        assert!(of(corpus) == of(path), "{question:?}");
    }
    std::fs::write(&file, &PACKED[..PACKED.len() / 2]).expect("written");
    cyberlex(&["--corpus", path, "stats"])
        .assert()
        .code(2)
        .stderr(contains("law.snapshot").and(contains("make it again")));
}
