//! Tells cargo when the files that a release build embeds have changed.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // Debug builds read these folders from the checkout, so an edited law needs no rebuild there.
    if std::env::var("PROFILE").as_deref() == Ok("release") {
        for folder in ["corpus", "ontology", "queries"] {
            println!("cargo::rerun-if-changed={folder}");
        }
    }
}
