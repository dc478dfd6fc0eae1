//! Finds a thing by what people call it: an IRI, a code, a citation.

use super::error::CatalogError;
use super::project::Project;
use crate::corpus::nearest;
use crate::vocab::{self, foreign};
use oxigraph::model::{NamedNode, Term};

/// The IRI of a thing: from an IRI, a prefixed name (`circ:without-right`), a code (`KEN`,
/// `budapest`), a path (`budapest/art2`) or a citation (`budapest art 2`, `Computer Misuse Act 1990 s 1`).
///
/// # Errors
/// When nothing in the data answers to it; the error names things like it.
pub fn resolve(project: &Project, text: &str) -> Result<String, CatalogError> {
    let text = text.trim();
    let bare = text
        .strip_prefix('<')
        .and_then(|t| t.strip_suffix('>'))
        .unwrap_or(text);
    let mut candidates = vec![bare.to_owned()];
    candidates.extend(project.prefixes.expand(bare));
    candidates.push(format!("{}{bare}", vocab::ID));
    candidates.push(format!("{}jurisdiction/{}", vocab::ID, bare.to_uppercase()));
    candidates.push(format!("{}instrument/{bare}", vocab::ID));
    candidates.push(format!("{}topic/{bare}", vocab::CONCEPT));
    if let Some(found) = candidates
        .into_iter()
        .find(|iri| project.snapshot.describes(iri))
    {
        return Ok(found);
    }
    match cited(project, bare).as_slice() {
        [one] => Ok(one.clone()),
        [] => Err(unknown(project, bare)),
        several => Err(CatalogError::UnknownThing {
            text: bare.to_owned(),
            near: several.iter().map(|iri| project.short(iri)).collect(),
        }),
    }
}

/// The provisions that a citation may mean: `budapest art 2`, `ken-cmca-2018 section 14`, `Computer Misuse
/// and Cybercrimes Act 2018 s 14`. A short title that several States use gives several.
fn cited(project: &Project, text: &str) -> Vec<String> {
    let mut found: Vec<String> = named_first(project, text)
        .into_iter()
        .filter_map(|(instrument, number)| numbered(project, &instrument, number))
        .collect();
    found.sort();
    found.dedup();
    found
}

/// Instruments whose identifier or short title begins the text, with what follows it.
fn named_first<'t>(project: &Project, text: &'t str) -> Vec<(String, &'t str)> {
    let mut found = Vec::new();
    if let Some((id, number)) = text.split_once(char::is_whitespace) {
        found.push((format!("{}instrument/{id}", vocab::ID), number));
    }
    for (instrument, title) in project.snapshot.pairs(foreign::ELI_TITLE_SHORT) {
        let Term::Literal(title) = title else {
            continue;
        };
        let length = title.value().len();
        let begins = text
            .get(..length)
            .is_some_and(|t| t.to_lowercase() == title.value().to_lowercase());
        if begins && text[length..].starts_with(char::is_whitespace) {
            found.push((instrument, &text[length..]));
        }
    }
    found
}

/// The largest part of an instrument with a number.
fn numbered(project: &Project, instrument: &str, number: &str) -> Option<String> {
    let wanted = normal_number(number);
    let mut parts = parts_of(project, instrument);
    parts.sort_by_key(String::len);
    parts.into_iter().find(|part| {
        project
            .snapshot
            .objects(part, foreign::ELI_NUMBER)
            .iter()
            .any(|term| matches!(term, Term::Literal(l) if normal_number(l.value()) == wanted))
    })
}

/// Everything that is part of something, at any depth.
fn parts_of(project: &Project, whole: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![whole.to_owned()];
    while let Some(whole) = open.pop() {
        let Ok(node) = NamedNode::new(whole) else {
            continue;
        };
        for part in project
            .snapshot
            .subjects(foreign::ELI_IS_PART_OF, Some(&node.into()))
        {
            if !found.contains(&part) {
                open.push(part.clone());
                found.push(part);
            }
        }
    }
    found
}

/// A number as cited, without the ways of writing "article" and "section".
fn normal_number(number: &str) -> String {
    number
        .to_lowercase()
        .replace('§', "s ")
        .split(|c: char| c.is_whitespace() || c == '.')
        .filter(|word| !word.is_empty())
        .map(|word| match word {
            "article" | "articles" | "arts" | "artículo" | "artigo" => "art",
            "section" | "sections" | "sec" | "sect" | "ss" => "s",
            other => other,
        })
        .collect::<Vec<_>>()
        .join(" ")
}

fn unknown(project: &Project, text: &str) -> CatalogError {
    let mut names: Vec<String> = project
        .snapshot
        .subjects(foreign::RDF_TYPE, None)
        .iter()
        .filter_map(|iri| {
            let path = iri.strip_prefix(vocab::ID)?;
            let code = path
                .strip_prefix("jurisdiction/")
                .or_else(|| path.strip_prefix("instrument/"))?;
            (!code.contains('/')).then(|| code.to_owned())
        })
        .collect();
    names.sort();
    CatalogError::UnknownThing {
        text: text.to_owned(),
        near: nearest(text, names.iter().map(String::as_str))
            .into_iter()
            .map(str::to_owned)
            .collect(),
    }
}
