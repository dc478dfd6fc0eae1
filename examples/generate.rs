//! Writes a corpus of made-up jurisdictions, as many as are asked for, to see how the program does with more law than there is.
//!
//! `cargo run --example generate -- --jurisdictions 200 --output DIR`, then `cyberlex --corpus DIR …`. Ontology, queries,
//! instruments, parties, groups and States are the real ones; the law is nobody's.
#![allow(
    clippy::expect_used,
    missing_docs,
    reason = "an example fails by panicking and is used by nobody"
)]

#[allow(dead_code, reason = "tests and benches use it without files")]
mod made;

use clap::Parser;
use cyberlex::corpus::{Corpus, Prefixes, Source};
use made::Maker;
use oxigraph::model::Triple;
use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Write a corpus of made-up jurisdictions.
#[derive(Parser)]
struct Args {
    /// How many jurisdictions
    #[arg(long, value_name = "NUMBER")]
    jurisdictions: u32,
    /// The folder to write; it must not be there
    #[arg(long, value_name = "DIR")]
    output: PathBuf,
    /// Another number gives other jurisdictions
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
}

fn main() {
    let args = Args::parse();
    assert!(
        !args.output.exists(),
        "{} is there already",
        args.output.display()
    );
    let source = Source::directory(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the project");
    let corpus = Corpus::read(&source);
    let prefixes = Prefixes::of(&corpus);
    for name in source.names("") {
        if !name.starts_with("corpus/jurisdictions/") {
            let bytes = source.bytes(name).expect("a file that was listed");
            create(&args.output.join(name))
                .write_all(bytes)
                .expect("written");
        }
    }
    let maker = Maker::new(&corpus, args.seed);
    let places = "# The States whose law is encoded in the real corpus, without their law.\n";
    let file = args.output.join("corpus/encoded.ttl");
    write(&file, places, &prefixes, &maker.real_places());
    for number in 1..=args.jurisdictions {
        let made = maker.make(number);
        write(
            &args.output.join(made.file()),
            &made.head(args.seed),
            &prefixes,
            &made.triples,
        );
    }
}

fn create(path: &Path) -> BufWriter<fs::File> {
    fs::create_dir_all(path.parent().expect("a file in a folder")).expect("a folder");
    BufWriter::new(fs::File::create(path).expect("a new file"))
}

fn write(path: &Path, head: &str, prefixes: &Prefixes, triples: &[Triple]) {
    let text = made::turtle(head, prefixes, triples);
    create(path).write_all(&text).expect("written");
}
