//! Every address that the project coins: 303 from the thing to the document about it, in the format that is liked best
//! (Cool URIs for the Semantic Web, section 4.3).

use super::{Answered, codebook, instrument, jurisdiction, thing, work};
use crate::server::asked::Asked;
use crate::server::negotiate::Format;
use crate::server::page::{Page, body};
use crate::server::problem::Problem;
use crate::store::{Answer, Format as Serialisation};
use crate::vocab;
use axum::http::header::LOCATION;
use axum::http::{HeaderValue, StatusCode};
use axum::response::IntoResponse;
use oxigraph::io::{JsonLdProfileSet, RdfFormat};
use percent_encoding::percent_decode_str;

/// The IRI that a path stands for, and what follows `/doc` in the address of its document.
fn iri_of(path: &str) -> Result<String, Problem> {
    let decoded = percent_decode_str(path)
        .decode_utf8()
        .map_err(|_| Problem::not_found().with_hint("The address is not UTF-8."))?;
    Ok(format!(
        "{}{}",
        vocab::BASE,
        decoded.trim_start_matches('/')
    ))
}

/// `/id/…`, `/concept/…`, `/ontology`, `/graph/…`: the things themselves.
pub(super) async fn thing(asked: Asked) -> Answered {
    let format = asked.format(&Format::DESCRIPTION)?;
    let iri = iri_of(asked.uri.path())?;
    if !exists(&asked, &iri) {
        return Err(missing(&asked, &iri));
    }
    let page = Page::new(&asked, "", "");
    let suffix = match format {
        Format::Html => String::new(),
        other => format!(".{}", other.suffix()),
    };
    let target = page.href(&format!("/doc{}{suffix}", decoded(&asked)?));
    let mut response = StatusCode::SEE_OTHER.into_response();
    let value = HeaderValue::from_str(&target).map_err(|e| Problem::internal(&e))?;
    response.headers_mut().insert(LOCATION, value);
    Ok(response)
}

fn decoded(asked: &Asked) -> Result<String, Problem> {
    Ok(percent_decode_str(asked.uri.path())
        .decode_utf8()
        .map_err(|_| Problem::not_found())?
        .into_owned())
}

/// `/doc/…`: the documents.
pub(super) async fn document(asked: Asked) -> Answered {
    let format = asked.format(&Format::DESCRIPTION)?;
    work(move || {
        let path = asked
            .uri
            .path()
            .strip_prefix("/doc")
            .unwrap_or_default()
            .to_owned();
        let iri = iri_of(&path)?;
        if !exists(&asked, &iri) {
            return Err(missing(&asked, &iri));
        }
        if format != Format::Html {
            return rdf(&asked, &iri, format);
        }
        let kinds = asked.app.project.snapshot.types(&iri);
        let is = |class: &str| kinds.iter().any(|kind| kind == class);
        if format!("{iri}#") == vocab::LM {
            codebook::ontology(&asked, &Format::DESCRIPTION)
        } else if path.starts_with("/id/jurisdiction/") {
            jurisdiction::page(&asked, &iri)
        } else if asked
            .app
            .index
            .instruments()
            .iter()
            .any(|id| iri == format!("{}instrument/{id}", vocab::ID))
        {
            instrument::page(&asked, &iri)
        } else if is(vocab::lm::class::PROVISION) {
            thing::provision(&asked, &iri)
        } else {
            thing::page(&asked, &iri)
        }
    })
    .await
}

/// Whether anything is said about an IRI, or it is a named graph.
fn exists(asked: &Asked, iri: &str) -> bool {
    let snapshot = &asked.app.project.snapshot;
    snapshot.describes(iri) || iri.starts_with(vocab::GRAPH) && !snapshot.graph(iri).is_empty()
}

/// Nothing is said of it: what is like it is suggested.
fn missing(asked: &Asked, iri: &str) -> Problem {
    let problem = Problem::not_found();
    match crate::catalog::resolve(
        &asked.app.project,
        iri.strip_prefix(vocab::ID).unwrap_or(iri),
    ) {
        Err(error) => problem.with_hint(error.to_string()),
        Ok(_) => problem,
    }
}

/// The description in RDF. The ontology's document holds the whole ontology.
fn rdf(asked: &Asked, iri: &str, format: Format) -> Answered {
    let project = &asked.app.project;
    let triples = if iri.starts_with(vocab::GRAPH) {
        project.snapshot.graph(iri)
    } else if format!("{iri}#") == vocab::LM {
        project
            .snapshot
            .graph(&format!("{}ontology/legal-measures", vocab::GRAPH))
    } else {
        project.snapshot.describe(iri)
    };
    let serialisation = Serialisation::Rdf(match format {
        Format::NTriples => RdfFormat::NTriples,
        Format::RdfXml => RdfFormat::RdfXml,
        Format::JsonLd => RdfFormat::JsonLd {
            profile: JsonLdProfileSet::empty(),
        },
        _ => RdfFormat::Turtle,
    });
    let bytes = Answer::Graph(triples)
        .write(Vec::new(), serialisation, project.prefixes.iter())
        .map_err(|e| Problem::internal(&e))?;
    body(format, bytes)
}
