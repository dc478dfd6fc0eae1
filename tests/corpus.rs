//! What is wrong with a file is said with its line and with help; other files are still read.

use crate::common::{TODAY, root, small_folder};
use cyberlex::catalog::Project;
use cyberlex::corpus::{Corpus, Severity, Source};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Every broken file gives exactly the problems written beside it. `UPDATE=1` writes them anew.
#[test]
fn each_broken_file_gives_its_message() {
    let folder = root().join("tests/corpus_invalid");
    let mut files: Vec<_> = fs::read_dir(&folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.extension().is_some_and(|e| e == "ttl" || e == "rq"))
        .collect();
    files.sort();
    assert!(files.len() > 10, "the broken files are there");
    for file in files {
        let mut source = Source::directory(&small_folder()).expect("the fixture is there");
        let names = source.overlay(&file).expect("readable");
        let project = Project::open(source, TODAY).expect("it opens");
        let found: String = project
            .problems(TODAY)
            .expect("checks run")
            .iter()
            .filter(|p| names.contains(&p.file))
            .map(|p| format!("{} [{}]\n", p, p.code))
            .collect();
        as_expected(&file, &found);
        assert!(!found.is_empty(), "{} is not broken", file.display());
    }
}

/// Every rule of the corpus has a file that breaks it and nothing else. They are read together, over a corpus
/// without fault: what each gives stands beside it. `UPDATE=1` writes it anew.
#[test]
fn each_rule_catches_its_broken_file() {
    let sound = root().join("tests/fixtures/sound");
    let project = Project::open(Source::directory(&sound).expect("it is there"), TODAY);
    let problems = project
        .expect("it opens")
        .problems(TODAY)
        .expect("they run");
    assert!(problems.is_empty(), "{problems:?}");

    let folder = root().join("tests/corpus_invalid/rules");
    let mut source = Source::directory(&sound).expect("the fixture is there");
    let names = source.overlay(&folder).expect("readable");
    assert!(names.len() > 150, "the broken files are there");
    let project = Project::open(source, TODAY).expect("it opens");
    let problems = project.problems(TODAY).expect("checks run");
    let mut broken = BTreeSet::new();
    for name in &names {
        let file = name
            .strip_prefix("corpus/")
            .map_or_else(|| folder.join(name), |bare| folder.join(bare));
        let found: String = problems
            .iter()
            .filter(|p| &p.file == name)
            .map(|p| format!("{p} [{}]\n", p.code))
            .collect();
        as_expected(&file, &found);
        let text = fs::read_to_string(&file).expect("readable");
        let check = text
            .lines()
            .find_map(|line| line.strip_prefix("# check: "))
            .expect("it names its check");
        assert!(
            problems.iter().any(|p| &p.file == name && p.code == check),
            "{check} does not catch {}",
            file.display()
        );
        broken.insert(check.to_owned());
    }
    let checks: BTreeSet<String> = project
        .catalog
        .checks
        .iter()
        .map(|c| c.name.clone())
        .collect();
    let without: Vec<_> = checks.difference(&broken).collect();
    assert!(without.is_empty(), "no broken file for {without:?}");
    let elsewhere: Vec<_> = problems
        .iter()
        .filter(|p| !names.contains(&p.file))
        .collect();
    assert!(elsewhere.is_empty(), "{elsewhere:?}");
}

#[test]
fn a_file_that_cannot_be_read_does_not_hide_the_others() {
    let source = Source::from_files([
        ("corpus/a.ttl", "<urn:a> <urn:b> "),
        ("corpus/b.ttl", "<urn:a> <urn:b> <urn:c> ."),
    ]);
    let corpus = Corpus::read(&source);
    assert_eq!(corpus.problems.len(), 1);
    assert_eq!(corpus.documents[1].statements.len(), 1);
}

#[test]
fn statements_know_their_lines_and_graphs() {
    let text =
        "@prefix : <urn:x:> .\n\n:a :b :c ;\n  :d \"\"\"two\nlines\"\"\" ,\n  7 .\n:e :f :g .\n";
    let corpus = Corpus::read(&Source::from_files([(
        "corpus/jurisdictions/XXX.ttl",
        text,
    )]));
    let document = &corpus.documents[0];
    assert_eq!(
        document.graph.as_str(),
        "https://w3id.org/cyberlex/graph/corpus/jurisdictions/XXX"
    );
    let lines: Vec<u64> = document.statements.iter().map(|s| s.line).collect();
    assert_eq!(lines, [3, 5, 6, 7]);
}

#[test]
fn the_same_files_have_the_same_version_and_others_another() {
    let one = Source::from_files([("corpus/a.ttl", "x"), ("corpus/b.ttl", "y")]);
    let same = Source::from_files([("corpus/b.ttl", "y"), ("corpus/a.ttl", "x")]);
    let other = Source::from_files([("corpus/a.ttl", "xc"), ("corpus/b.ttl", "y")]);
    assert_eq!(one.version(), same.version());
    assert_ne!(one.version(), other.version());
}

#[test]
fn the_fixture_is_sound() {
    let source = Source::directory(&small_folder()).expect("the fixture is there");
    let project = Project::open(source, TODAY).expect("it opens");
    let problems = project.problems(TODAY).expect("checks run");
    assert!(problems.is_empty(), "{problems:?}");
}

#[test]
fn a_statement_in_two_files_counts_once_and_is_reported() {
    let text = "@prefix cl: <https://w3id.org/cyberlex/id/> . @prefix lm: <https://w3id.org/cyberlex/ontology#> .\ncl:x lm:topic cl:x .\n";
    let source = Source::from_files([("corpus/a.ttl", text), ("corpus/b.ttl", text)]);
    let project = Project::open(source, TODAY).expect("it opens");
    assert_eq!(project.snapshot.len(), 1);
    let problems = project.problems(TODAY).expect("checks run");
    let repeated: Vec<_> = problems.iter().filter(|p| p.code == "repeated").collect();
    assert_eq!(repeated.len(), 1);
    assert_eq!(
        (repeated[0].file.as_str(), repeated[0].line),
        ("corpus/b.ttl", 2)
    );
    assert_eq!(repeated[0].severity, Severity::Warning);
}

/// Holds what a broken file gives against the text beside it; `UPDATE=1` writes that anew.
fn as_expected(file: &Path, found: &str) {
    let beside = file.with_extension("txt");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&beside, found).expect("writable");
    }
    let expected = fs::read_to_string(&beside).unwrap_or_default();
    assert_eq!(found, expected, "{}", file.display());
}
