//! A store on disk has the answers of the files it was made from, changes whole or not at all, and outlives being killed.
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test, and what helps it, fails by panicking and says why"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::Duration;
use tempfile::TempDir;

const TODAY: &str = "2026-11-22";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder with a few files of the real corpus, and a place for stores.
struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let place = Self { folder };
        for name in [
            "corpus/instruments/budapest-p1.ttl",
            "corpus/jurisdictions/ARE.ttl",
            "corpus/states.ttl",
        ] {
            place.write(
                name,
                &fs::read_to_string(root().join(name)).expect("a file"),
            );
        }
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(&path, text).expect("written");
        path
    }

    fn command(&self, store: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cyberlex"));
        command
            .env_remove("CYBERLEX_CORPUS")
            .env_remove("CYBERLEX_STORE")
            .env("CYBERLEX_AS_OF", TODAY)
            .arg("--store")
            .arg(self.path(store))
            .args(arguments);
        command
    }

    fn run(&self, store: &str, arguments: &[&str]) -> Output {
        self.command(store, arguments).output().expect("it runs")
    }

    /// Runs what should go well, and gives what it printed.
    #[track_caller]
    fn done(&self, store: &str, arguments: &[&str]) -> String {
        let output = self.run(store, arguments);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {said}");
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    /// Runs what should fail with a status, and gives what it said.
    #[track_caller]
    fn refused(&self, store: &str, arguments: &[&str], code: i32) -> String {
        let output = self.run(store, arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said}");
        said
    }

    #[track_caller]
    fn load(&self, store: &str) {
        let corpus = self.folder.path().to_str().expect("a path").to_owned();
        self.done(store, &["--corpus", &corpus, "store", "load"]);
    }

    /// The answers of the files.
    fn of_files(&self, arguments: &[&str]) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_cyberlex"))
            .env("CYBERLEX_AS_OF", TODAY)
            .arg("--corpus")
            .arg(self.folder.path())
            .args(arguments)
            .output()
            .expect("it runs");
        assert!(output.status.success(), "{arguments:?}");
        String::from_utf8(output.stdout).expect("UTF-8")
    }
}

const MATRIX: &[&str] = &["coverage", "--against", "budapest-p1", "--format", "csv"];
const QUADS: &[&str] = &["export", "--format", "nq"];

#[test]
fn a_store_answers_as_the_files_do() {
    let place = Place::new();
    place.load("store");
    for question in [
        MATRIX,
        QUADS,
        &[
            "query",
            "coverage-matrix",
            "-p",
            "against=budapest-p1",
            "--format",
            "csv",
        ],
        &["stats", "--rules", "--format", "csv"],
    ] {
        assert_eq!(
            place.done("store", question),
            place.of_files(question),
            "{question:?}"
        );
    }
    let version = |text: String| {
        let (_, rest) = text.split_once("data version ").expect("a version");
        rest.split(',').next().expect("a version").to_owned()
    };
    assert_eq!(
        version(place.done("store", &["stats"])),
        version(place.of_files(&["stats"])),
        "the same data, the same version"
    );
    let shown = place.done("store", &["show", "ARE"]);
    assert!(shown.contains("corpus/jurisdictions/ARE.ttl"), "{shown}");
    assert!(!shown.contains("ARE.ttl:"), "no line is claimed: {shown}");
    let said = place.run("store", &["store", "check"]).stderr;
    assert!(String::from_utf8_lossy(&said).contains("as many as were written"));
}

#[test]
fn what_is_no_store_or_not_to_be_read_is_said() {
    let place = Place::new();
    assert!(place.refused("store", MATRIX, 2).contains("store load"));
    place.write("other/notes.txt", "mine");
    assert!(
        place
            .refused("other", &["store", "load"], 2)
            .contains("name a new folder")
    );
    assert_eq!(
        fs::read_to_string(place.path("other/notes.txt")).expect("there"),
        "mine"
    );
    place.load("store");
    assert!(
        place
            .refused("store", &["store", "load"], 2)
            .contains("--replace")
    );
    let corpus = place.folder.path().to_str().expect("a path").to_owned();
    let both = [&["--corpus", &corpus][..], MATRIX].concat();
    assert!(place.refused("store", &both, 2).contains("not both"));
    let endpoint = [&["--endpoint", "http://127.0.0.1:9/"][..], MATRIX].concat();
    assert!(
        place
            .refused("store", &endpoint, 2)
            .contains("cannot be used with")
    );
    fs::write(place.path("store/current"), "nowhere").expect("written");
    assert!(place.refused("store", MATRIX, 2).contains("holds no store"));
}

/// ARE's file with one more name for it, which nothing else has.
fn changed(place: &Place, title: &str) -> PathBuf {
    let text = fs::read_to_string(root().join("corpus/jurisdictions/ARE.ttl")).expect("a file");
    let more = format!(
        "\n<https://w3id.org/cyberlex/id/jurisdiction/ARE> skos:altLabel \"{title}\"@en .\n"
    );
    place.write("new/corpus/jurisdictions/ARE.ttl", &(text + &more))
}

#[test]
fn an_update_puts_one_file_in_the_place_of_another() {
    let place = Place::new();
    place.load("store");
    let before = place.done("store", QUADS);
    let file = changed(&place, "Law of the test");
    let path = file.to_str().expect("a path");
    place.done("store", &["store", "update", path]);
    fs::copy(&file, place.path("corpus/jurisdictions/ARE.ttl")).expect("copied");
    let after = place.done("store", QUADS);
    assert_ne!(after, before);
    assert_eq!(after, place.of_files(QUADS));
    place.done("store", &["store", "update", "--check", path]);
    assert_eq!(
        place.done("store", QUADS),
        after,
        "the same again changes nothing"
    );
    place.done("store", &["store", "check"]);
    place.done("store", &["store", "compact"]);
    assert_eq!(place.done("store", MATRIX), place.of_files(MATRIX));
}

#[test]
fn what_is_wrong_is_refused_and_changes_nothing() {
    let place = Place::new();
    place.load("store");
    let before = place.done("store", QUADS);
    for (text, wanted) in [
        ("this is no Turtle", "ARE.ttl:1"),
        (
            "<https://w3id.org/cyberlex/id/jurisdiction/ARE> <https://w3id.org/cyberlex/ontology#nonsense> 1 .",
            "nonsense",
        ),
    ] {
        let file = place.write("wrong/corpus/jurisdictions/ARE.ttl", text);
        let path = file.to_str().expect("a path");
        let said = place.refused("store", &["store", "update", path], 1);
        assert!(
            said.contains(wanted) && said.contains("nothing was written"),
            "{said}"
        );
    }
    let query = place.write("wrong/queries/x.rq", "ASK {}");
    let said = place.refused(
        "store",
        &["store", "update", query.to_str().expect("a path")],
        2,
    );
    assert!(said.contains("--replace"), "{said}");
    assert_eq!(place.done("store", QUADS), before);
}

#[test]
fn a_backup_is_the_store_as_it_was_and_comes_back() {
    let place = Place::new();
    place.load("store");
    let before = place.done("store", QUADS);
    let copy = place.path("copy");
    let copy = copy.to_str().expect("a path");
    place.done("store", &["store", "backup", copy]);
    assert!(
        place
            .refused("store", &["store", "backup", copy], 2)
            .contains("holds a store already")
    );
    let file = changed(&place, "Law of the test");
    place.done(
        "store",
        &["store", "update", file.to_str().expect("a path")],
    );
    assert_eq!(place.done("copy", QUADS), before, "the copy is what it was");
    assert_ne!(place.done("store", QUADS), before);
    place.done("store", &["store", "restore", copy]);
    assert_eq!(place.done("store", QUADS), before);
    place.done("elsewhere", &["store", "restore", copy]);
    assert_eq!(place.done("elsewhere", QUADS), before);
    let nothing = place.path("nothing");
    place.refused(
        "store",
        &["store", "restore", nothing.to_str().expect("a path")],
        2,
    );
    assert_eq!(place.done("store", QUADS), before);
}

#[test]
fn a_second_process_is_refused_politely() {
    let place = Place::new();
    place.load("store");
    let lock = fs::OpenOptions::new()
        .append(true)
        .open(place.path("store/lock"))
        .expect("a lock");
    let file = changed(&place, "Law of the test");
    let update = ["store", "update", file.to_str().expect("a path")];
    lock.lock_shared().expect("locked");
    place.done("store", MATRIX);
    let said = place.refused("store", &update, 2);
    assert!(
        said.contains("read or changed by another process"),
        "{said}"
    );
    lock.unlock().expect("unlocked");
    lock.lock().expect("locked");
    for arguments in [MATRIX, &update] {
        let said = place.refused("store", arguments, 2);
        assert!(said.contains("by another process; try again"), "{said}");
    }
    lock.unlock().expect("unlocked");
    place.done("store", &update);
}

/// Kills a command after so long, unless it has ended.
fn killed(mut command: Command, after: Duration) {
    let mut child = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts");
    thread::sleep(after);
    // On Unix this is SIGKILL: nothing can be tidied up.
    child.kill().expect("killed");
    child.wait().expect("ended");
}

/// How long something takes from beginning to end.
fn lasts(mut command: Command) -> Duration {
    let begun = std::time::Instant::now();
    let output = command.output().expect("it runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    begun.elapsed()
}

#[test]
fn a_process_killed_at_any_moment_leaves_the_old_or_the_new() {
    const MOMENTS: u32 = 24;
    let place = Place::new();
    place.load("store");
    let files = ["First title", "Second title"].map(|title| {
        let text = fs::read_to_string(changed(&place, title)).expect("a file");
        place.write(
            &format!("{}/corpus/jurisdictions/ARE.ttl", title.len()),
            &text,
        )
    });
    let update = |file: &Path| {
        place.command(
            "store",
            &["store", "update", file.to_str().expect("a path")],
        )
    };
    let whole = lasts(update(&files[0]));
    let states: BTreeSet<String> = files
        .iter()
        .map(|file| {
            lasts(update(file));
            place.done("store", QUADS)
        })
        .collect();
    assert_eq!(states.len(), 2);
    let mut seen = BTreeSet::new();
    for moment in 0..MOMENTS {
        let file = &files[moment as usize % 2];
        killed(update(file), whole * moment / MOMENTS + whole / 4);
        let state = place.done("store", QUADS);
        assert!(
            states.contains(&state),
            "killed at moment {moment}: neither the old nor the new"
        );
        place.done("store", &["store", "check"]);
        seen.insert(state);
    }
    assert!(!seen.is_empty());
}

#[test]
fn a_load_killed_at_any_moment_leaves_the_old_or_the_new() {
    const MOMENTS: u32 = 8;
    let place = Place::new();
    place.load("store");
    let old = place.done("store", QUADS);
    let corpus = place.folder.path().to_str().expect("a path").to_owned();
    fs::copy(
        changed(&place, "Law of the test"),
        place.path("corpus/jurisdictions/ARE.ttl"),
    )
    .expect("copied");
    let new = place.of_files(QUADS);
    let load = || {
        place.command(
            "store",
            &["--corpus", &corpus, "store", "load", "--replace"],
        )
    };
    let other = || place.command("other", &["--corpus", &corpus, "store", "load"]);
    let whole = lasts(other());
    for moment in 0..MOMENTS {
        killed(load(), whole * moment / MOMENTS);
        let state = place.done("store", QUADS);
        assert!(state == old || state == new, "killed at moment {moment}");
    }
    lasts(load());
    assert_eq!(place.done("store", QUADS), new);
    let left = fs::read_dir(place.path("store")).expect("a folder").count();
    assert_eq!(
        left, 3,
        "the store, its name and the lock; nothing of those that were killed"
    );
}
