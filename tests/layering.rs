//! Which module may use which: the table below is the documentation, and this test holds it.

use crate::common::root;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// A module and what it may use; what is not listed may use nothing.
const TABLE: &[(&str, &[&str])] = &[
    ("vocab", &[]),
    ("model", &["vocab"]),
    ("corpus", &["vocab", "model"]),
    ("store", &["vocab"]),
    ("remote", &["vocab", "corpus"]),
    ("disk", &["vocab", "corpus"]),
    ("catalog", &["vocab", "model", "corpus", "store", "remote"]),
    (
        "coverage",
        &["vocab", "model", "corpus", "store", "catalog"],
    ),
    (
        "search",
        &["vocab", "model", "corpus", "store", "catalog", "coverage"],
    ),
    (
        "draft",
        &["vocab", "model", "corpus", "store", "catalog", "coverage"],
    ),
    ("view", &["vocab", "model", "coverage"]),
    (
        "server",
        &[
            "vocab", "model", "corpus", "store", "catalog", "coverage", "search", "draft", "view",
        ],
    ),
    (
        "cli",
        &[
            "vocab", "model", "corpus", "store", "remote", "disk", "catalog", "coverage", "search",
            "draft", "view", "server",
        ],
    ),
];

#[test]
fn modules_use_only_those_above_them() {
    let mut wrong = Vec::new();
    for entry in fs::read_dir(root().join("src")).expect("the sources are there") {
        let path = entry.expect("readable").path();
        let module = path
            .file_stem()
            .expect("named")
            .to_string_lossy()
            .into_owned();
        if module == "main" || module == "lib" {
            continue;
        }
        let allowed = TABLE
            .iter()
            .find(|(name, _)| *name == module)
            .unwrap_or_else(|| panic!("src/{module} is not in the table of tests/layering.rs"))
            .1;
        let mut used = BTreeSet::new();
        uses(&path, &mut used);
        used.remove(&module);
        wrong.extend(
            used.iter()
                .filter(|used| !allowed.contains(&used.as_str()))
                .map(|used| format!("{module} uses {used}")),
        );
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

/// The modules that follow `crate::` anywhere in the code of a file or folder.
fn uses(path: &Path, used: &mut BTreeSet<String>) {
    if path.is_dir() {
        for entry in fs::read_dir(path).expect("readable") {
            uses(&entry.expect("readable").path(), used);
        }
    } else if path.extension().is_some_and(|e| e == "rs") {
        let text = fs::read_to_string(path).expect("readable");
        for line in text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
        {
            for after in line.split("crate::").skip(1) {
                let name: String = after
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect();
                if !name.is_empty() {
                    used.insert(name);
                }
            }
        }
    }
}

/// A module that has grown beyond reading in one sitting wants to be two.
#[test]
fn modules_are_short_and_say_their_reason_first() {
    let mut wrong = Vec::new();
    check_size(&root().join("src"), &mut wrong);
    assert!(wrong.is_empty(), "{wrong:?}");
}

fn check_size(path: &Path, wrong: &mut Vec<String>) {
    if path.is_dir() {
        for entry in fs::read_dir(path).expect("readable") {
            check_size(&entry.expect("readable").path(), wrong);
        }
    } else if path.extension().is_some_and(|e| e == "rs") {
        let text = fs::read_to_string(path).expect("readable");
        // The list of the ontology's terms is as long as the ontology.
        if text.lines().count() > 520 && !path.ends_with("vocab/lm.rs") {
            wrong.push(format!("{} is too long", path.display()));
        }
        if !text.starts_with("//!") {
            wrong.push(format!("{} does not say its reason first", path.display()));
        }
    }
}
