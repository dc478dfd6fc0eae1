//! Coverage as RDF, so that an answer can be loaded beside the graph it came from.

use crate::coverage::{ArticleAnswer, Matrix};
use crate::vocab::lm::{class, prop};
use crate::vocab::{self, foreign};
use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, NamedNode, Term, Triple};
use std::io::{self, Write};

/// Writes a matrix in Turtle: one `lm:CoverageResult` for each jurisdiction and article.
///
/// # Errors
/// When the writer fails.
pub fn coverage_turtle<W: Write>(matrix: &Matrix, writer: W) -> io::Result<()> {
    let mut serializer = RdfSerializer::from_format(RdfFormat::Turtle);
    for (prefix, namespace) in [
        ("lm", vocab::LM),
        ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ] {
        serializer = serializer
            .with_prefix(prefix, namespace)
            .map_err(|e| io::Error::new(io::ErrorKind::InvalidInput, e))?;
    }
    let mut serializer = serializer.for_writer(writer);
    for row in &matrix.rows {
        for triple in result(row, matrix).into_iter().flatten() {
            serializer.serialize_triple(&triple)?;
        }
    }
    serializer.finish()?.flush()
}

/// The statements about one row; `None` in place of one whose IRI is malformed.
fn result(row: &ArticleAnswer, matrix: &Matrix) -> Vec<Option<Triple>> {
    let slug = row.number.replace(['(', ')'], "-");
    let subject = format!(
        "{}coverage/{}/{}/{}/{}",
        vocab::ID,
        row.code,
        row.instrument_id,
        slug.trim_end_matches('-')
            .replace("--", "-")
            .replace(' ', "-"),
        matrix.day
    );
    let iri = |iri: &str| NamedNode::new(iri).ok().map(Term::from);
    let word = |text: &str| Some(Term::from(Literal::new_simple_literal(text)));
    let mut said = vec![
        (foreign::RDF_TYPE, iri(class::COVERAGE_RESULT)),
        (prop::RESULT_FOR, iri(&row.jurisdiction.iri)),
        (prop::RESULT_AGAINST, iri(&row.article.iri)),
        (
            prop::RESULT_ON,
            Some(Literal::new_typed_literal(matrix.day.to_string(), xsd::DATE).into()),
        ),
        (prop::RESULT_STATUS, word(row.status.code())),
    ];
    said.extend(
        row.norms
            .iter()
            .map(|norm| (foreign::PROV_WAS_DERIVED_FROM, iri(&norm.iri))),
    );
    said.extend(row.open().map(|asked| (prop::RESULT_OPEN, iri(&asked.iri))));
    said.into_iter()
        .map(|(predicate, object)| {
            Some(Triple::new(
                NamedNode::new(&subject).ok()?,
                NamedNode::new(predicate).ok()?,
                object?,
            ))
        })
        .collect()
}
