//! `cyberlex snapshot`: the data as one file that never changes, for servers to open.

use super::context::Context;
use super::failure::Failure;
use std::fs::Permissions;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use tempfile::Builder;

/// Write the graph with its rules run, and the files it was made from, as one file
///
/// Any number of servers can open it (`cyberlex --corpus FILE serve`), and every other command too. The same data give the
/// same bytes.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The file to write
    #[arg(long, short = 'o', value_name = "FILE")]
    output: PathBuf,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    let project = context.project()?;
    let bytes = project.pack()?;
    let cannot =
        |e: std::io::Error| Failure::usage(format!("cannot write {}: {e}", args.output.display()));
    replace(&args.output, &bytes).map_err(cannot)?;
    anstream::eprintln!(
        "{}: data version {}, {} statements, {} bytes",
        args.output.display(),
        project.snapshot.version(),
        project.snapshot.len(),
        bytes.len()
    );
    Ok(())
}

/// Puts a whole file in the place of another, or leaves that as it was.
fn replace(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    // Open to whom new files are open: servers may run as somebody else.
    let mut file = Builder::new()
        .permissions(Permissions::from_mode(0o666))
        .tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}
