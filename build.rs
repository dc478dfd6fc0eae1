//! Tells cargo when the files that a release build embeds have changed, and has npm bundle the query editor.
//!
//! The editor is an extra: where npm is missing or fails, or `CYBERLEX_WEB=off` is set, the build goes on with a warning and
//! the query page is the plain form that it is without scripts. Nothing is written outside `OUT_DIR`.

use std::collections::hash_map::DefaultHasher;
use std::ffi::OsStr;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs, io};

/// What the bundle consists of; `src/server/assets.rs` includes these: empty ones where there is no editor.
const BUNDLE: [&str; 3] = ["query.js", "query.css", "query-licences.txt"];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // Debug builds read these folders from the checkout, so an edited law needs no rebuild there.
    if env::var("PROFILE").as_deref() == Ok("release") {
        for folder in ["corpus", "ontology", "queries"] {
            println!("cargo::rerun-if-changed={folder}");
        }
    }
    println!("cargo::rerun-if-env-changed=CYBERLEX_WEB");
    for part in ["package.json", "package-lock.json", "build.mjs", "src"] {
        println!("cargo::rerun-if-changed=web/{part}");
    }
    if let Err(error) = editor() {
        println!("cargo::warning=the query page will be a plain form without an editor: {error}");
    }
}

/// Bundles the editor into `OUT_DIR/web`, unless it lies there already.
fn editor() -> Result<(), String> {
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    let bundle = out.join("web");
    let stamp = bundle.join("stamp");
    let wanted = env::var("CYBERLEX_WEB").as_deref() != Ok("off");
    let mark = mark(Path::new("web")).map_err(|e| format!("web/: {e}"))?;
    if wanted && fs::read_to_string(&stamp).is_ok_and(|old| old == mark) {
        return Ok(());
    }
    empty(&bundle, &stamp).map_err(|e| format!("{}: {e}", bundle.display()))?;
    if !wanted {
        return Ok(());
    }
    let work = out.join("web-build");
    copy(Path::new("web"), &work).map_err(|e| format!("{}: {e}", work.display()))?;
    // No script of a package is run, and a registry that does not answer is soon given up.
    npm(
        &work,
        &bundle,
        &[
            "ci",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--prefer-offline",
            "--fetch-retries=1",
            "--fetch-timeout=30000",
        ],
    )?;
    npm(&work, &bundle, &["run", "build"])?;
    fs::write(&stamp, mark).map_err(|e| format!("{}: {e}", stamp.display()))
}

/// A bundle without an editor, so that what includes it compiles.
fn empty(bundle: &Path, stamp: &Path) -> io::Result<()> {
    fs::create_dir_all(bundle)?;
    if stamp.exists() {
        fs::remove_file(stamp)?;
    }
    BUNDLE
        .iter()
        .try_for_each(|name| fs::write(bundle.join(name), ""))
}

/// Runs npm quietly; what it says is the reason where it fails.
fn npm(work: &Path, bundle: &Path, arguments: &[&str]) -> Result<(), String> {
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let output = Command::new(program)
        .args(arguments)
        .current_dir(work)
        .env("OUT", bundle)
        .stdin(Stdio::null())
        .output()
        .map_err(|e| format!("npm could not be run ({e})"))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let last = said.lines().filter(|line| !line.trim().is_empty()).take(3);
    Err(format!(
        "npm {} failed: {}",
        arguments.first().unwrap_or(&""),
        last.collect::<Vec<_>>().join(" / ")
    ))
}

/// The files that the bundle is made from, in order.
fn inputs(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        match path.file_name().and_then(OsStr::to_str) {
            Some("node_modules" | "dist") => {}
            _ if path.is_dir() => files.extend(inputs(&path)?),
            _ => files.push(path),
        }
    }
    files.sort();
    Ok(files)
}

/// A mark that changes when any of the inputs does.
fn mark(folder: &Path) -> io::Result<String> {
    let mut hasher = DefaultHasher::new();
    for file in inputs(folder)? {
        file.hash(&mut hasher);
        fs::read(&file)?.hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// Copies the inputs to where npm may write beside them.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    for file in inputs(from)? {
        let target = to.join(file.strip_prefix(from).unwrap_or(&file));
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::copy(&file, &target)?;
    }
    Ok(())
}
