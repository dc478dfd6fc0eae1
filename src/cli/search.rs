//! `cyberlex search`: finds things by words in their names, numbers, notes and definitions.

use super::context::Context;
use super::failure::Failure;
use super::output::Output;
use crate::search::{FacetCount, Found, Hit, Kind, Request, SearchIndex};
use crate::view::{Cell, Table};
use clap::ValueEnum;
use clap::builder::PossibleValue;

/// Find things by words in their names, numbers, notes and definitions
///
/// Words are looked for in every language, whatever their endings and accents; words that the data does not have, as
/// words spelt nearly alike. "In quotes" they must stand together.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Words, all of which must occur
    #[arg(required = true)]
    words: Vec<String>,
    /// Only of these jurisdictions, by ISO 3166-1 alpha-3 code
    #[arg(long, short = 'j', value_name = "ISO3", value_delimiter = ',')]
    jurisdiction: Vec<String>,
    /// Only in these instruments: budapest, ken-cmca-2018 …
    #[arg(long, value_name = "INSTRUMENT", value_delimiter = ',')]
    instrument: Vec<String>,
    /// Only on these topics and their narrower ones: illegal-access, cia-offences …
    #[arg(long, short = 't', value_name = "TOPIC", value_delimiter = ',')]
    topic: Vec<String>,
    /// Only things of these kinds
    #[arg(long, short = 'k', value_name = "KIND", value_delimiter = ',')]
    kind: Vec<Kind>,
    /// At most so many
    #[arg(long, default_value_t = 20)]
    limit: usize,
    /// Pass over so many first
    #[arg(long, default_value_t = 0)]
    offset: usize,
    #[command(flatten)]
    output: Output,
}

impl ValueEnum for Kind {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.code()))
    }
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    let project = context.asserted()?;
    let lang = &context.globals.lang;
    let request = Request {
        text: args.words.join(" "),
        lang: lang.clone(),
        jurisdictions: args.jurisdiction.clone(),
        instruments: args.instrument.clone(),
        topics: args.topic.clone(),
        kinds: args.kind.clone(),
        limit: args.limit,
        offset: args.offset,
    };
    let found = SearchIndex::build(project)?.search(&request)?;
    let mut table = Table::new(
        format!("Search: {}", request.text),
        lang,
        ["thing", "kind", "name", "text"],
    );
    for hit in &found.hits {
        table.push(vec![
            Cell::link(&hit.iri, project.short(&hit.iri)),
            Cell::text(kinds(hit)),
            Cell::text(name(hit)),
            Cell::text(
                hit.snippet
                    .as_ref()
                    .map_or_else(String::new, |s| excerpt(&s.plain())),
            ),
        ]);
    }
    table.notes = notes(&found);
    args.output.print(context, &table)
}

/// "offence", "treaty": its classes, in words.
fn kinds(hit: &Hit) -> String {
    let labels: Vec<&str> = hit
        .classes
        .iter()
        .map(|class| class.label.as_str())
        .collect();
    labels.join(", ")
}

/// The name, after the citation where there is one.
fn name(hit: &Hit) -> String {
    let name = hit.name.plain();
    match &hit.citation {
        Some(citation) if !citation.text.ends_with(&name) => format!("{} {name}", citation.text),
        _ => name,
    }
}

/// What a reader has to know about the hits: how many, how they spread, how the words were read.
fn notes(found: &Found) -> Vec<String> {
    let mut notes = vec![match found.hits.len() {
        shown if shown < found.total => format!(
            "{shown} of {} shown; --limit and --offset show more",
            found.total
        ),
        _ => format!("{} found", found.total),
    }];
    notes.extend(found.corrections.iter().map(|correction| {
        format!(
            "{} is also taken for {}",
            correction.given,
            correction.taken_for.join(", ")
        )
    }));
    if found.some_words {
        notes.push(String::from("nothing has all the words; these have some"));
    }
    if !found.ignored.is_empty() {
        notes.push(format!(
            "too many words; left out: {}",
            found.ignored.join(" ")
        ));
    }
    for (name, counts) in [
        ("kinds", &found.facets.kinds),
        ("jurisdictions", &found.facets.jurisdictions),
        ("instruments", &found.facets.instruments),
        ("topics", &found.facets.topics),
    ] {
        notes.extend(facet(name, counts));
    }
    notes
}

/// "kinds: provision 12, norm 9", the first of many.
fn facet(name: &str, counts: &[FacetCount]) -> Option<String> {
    const SHOWN: usize = 8;
    if counts.is_empty() {
        return None;
    }
    let mut words: Vec<String> = counts
        .iter()
        .take(SHOWN)
        .map(|facet| format!("{} {}", facet.code, facet.count))
        .collect();
    if counts.len() > SHOWN {
        words.push(format!("{} more", counts.len() - SHOWN));
    }
    Some(format!("{name}: {}", words.join(", ")))
}

/// The beginning of a long text.
fn excerpt(text: &str) -> String {
    const LENGTH: usize = 120;
    let mut characters = text.chars();
    let short: String = characters.by_ref().take(LENGTH).collect();
    if characters.next().is_some() {
        format!("{short}…")
    } else {
        short
    }
}
