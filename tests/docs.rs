//! What the documentation shows is what the program prints: console blocks are run, tables are made again.
//!
//! `TRYCMD=overwrite cargo test docs` writes what is printed now into README.md and docs/.

use crate::common::root;
use cyberlex::corpus::Source;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// The day and the width of the terminal for everything that the documentation shows.
const SURROUNDINGS: [(&str, &str); 4] = [
    ("CYBERLEX_AS_OF", "2026-11-22"),
    ("COLUMNS", "100"),
    ("NO_COLOR", "1"),
    ("LC_ALL", "C.UTF-8"),
];

/// README.md, CONTRIBUTING.md and everything in docs/.
fn pages() -> Vec<PathBuf> {
    let mut pages: Vec<PathBuf> = fs::read_dir(root().join("docs"))
        .expect("docs/ is there")
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.extension().is_some_and(|e| e == "md"))
        .collect();
    pages.push(root().join("README.md"));
    pages.push(root().join("CONTRIBUTING.md"));
    pages.sort();
    pages
}

#[test]
fn console_blocks_print_what_they_show() {
    let cases = trycmd::TestCases::new();
    for page in pages() {
        cases.case(page);
    }
    cases.register_bin(
        "cyberlex",
        assert_cmd::cargo::cargo_bin!("cyberlex").to_path_buf(),
    );
    for (name, value) in SURROUNDINGS {
        cases.env(name, value);
    }
    // The version of the data changes with every edit of a file; the documentation says where it stands.
    let version = Source::embedded().version();
    cases.insert_var("[VERSION]", version).expect("a name");
    cases.run();
}

/// Overwriting would take a failed example for a result.
#[test]
fn no_example_fails() {
    for page in pages() {
        let text = fs::read_to_string(&page).expect("readable");
        let failed: Vec<&str> = text
            .lines()
            .filter(|line| {
                line.strip_prefix("? ").is_some_and(|rest| {
                    rest.starts_with(|c: char| c.is_ascii_digit()) || rest.starts_with("failed")
                })
            })
            .collect();
        assert!(failed.is_empty(), "{}: {failed:?}", page.display());
    }
}

/// `<!-- table: cyberlex query NAME -->`, a Markdown table, `<!-- end -->`.
#[test]
fn tables_are_those_of_the_queries_they_name() {
    let overwrite = std::env::var_os("TRYCMD").is_some_and(|mode| mode == "overwrite");
    let mut made = 0;
    let mut stale = Vec::new();
    for page in pages() {
        let text = fs::read_to_string(&page).expect("readable");
        let mut fresh = String::new();
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            fresh.push_str(line);
            fresh.push('\n');
            let Some(command) = line
                .strip_prefix("<!-- table: cyberlex ")
                .and_then(|rest| rest.strip_suffix(" -->"))
            else {
                continue;
            };
            fresh.push_str(&table(command));
            fresh.push_str("\n<!-- end -->\n");
            lines
                .by_ref()
                .find(|line| *line == "<!-- end -->")
                .unwrap_or_else(|| panic!("{}: {line} has no end", page.display()));
            made += 1;
        }
        if fresh != text && overwrite {
            fs::write(&page, fresh).expect("writable");
        } else if fresh != text {
            stale.push(page);
        }
    }
    assert!(made >= 5, "{made} tables");
    assert!(
        stale.is_empty(),
        "out of date: {stale:?}; TRYCMD=overwrite cargo test docs writes them again"
    );
}

/// The rows of a command as a Markdown table.
fn table(command: &str) -> String {
    let output = Command::new(assert_cmd::cargo::cargo_bin!("cyberlex"))
        .args(command.split_whitespace())
        .args(["--format", "md"])
        .env_remove("CYBERLEX_CORPUS")
        .envs(SURROUNDINGS)
        .output()
        .expect("it runs");
    assert!(
        output.status.success(),
        "{command}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let rows: Vec<&str> = text.lines().filter(|line| line.starts_with('|')).collect();
    format!("\n{}\n", rows.join("\n"))
}
