//! Reads the value of a parameter: from what a person types to an RDF term.

use super::error::CatalogError;
use super::front::{Param, ParamType};
use crate::corpus::{Prefixes, nearest};
use crate::store::Snapshot;
use crate::vocab;
use jiff::civil::Date;
use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, NamedNode, Term};
use oxsdatatypes::{Decimal, Integer};

/// What the value of a parameter is read against.
#[derive(Debug, Clone, Copy)]
pub struct Environment<'a> {
    /// Prefixes for names such as `circ:without-right`.
    pub prefixes: &'a Prefixes,
    /// What `today` means.
    pub today: Date,
    /// The data in which codes must exist; without it any well-formed code will do.
    pub snapshot: Option<&'a Snapshot>,
}

/// The term of a value, or `None` when an empty value leaves the variable free.
///
/// # Errors
/// When the value is not of the type, or names something that the data does not know.
pub fn term_of(
    param: &Param,
    value: &str,
    env: Environment<'_>,
) -> Result<Option<Term>, CatalogError> {
    let value = value.trim();
    if value.is_empty() && param.default.as_deref() == Some("") {
        return Ok(None);
    }
    let wrong = |expected: &str| CatalogError::Value {
        name: param.name.clone(),
        value: value.to_owned(),
        kind: param.kind.name(),
        expected: expected.to_owned(),
    };
    let typed = |datatype: oxigraph::model::NamedNodeRef<'_>, text: String| {
        Term::from(Literal::new_typed_literal(text, datatype))
    };
    let term = match param.kind {
        ParamType::Date if value == "today" => typed(xsd::DATE, env.today.to_string()),
        ParamType::Date => {
            let day: Date = value
                .parse()
                .map_err(|_| wrong("a day such as 2026-01-31, or today"))?;
            typed(xsd::DATE, day.to_string())
        }
        ParamType::Integer => {
            let number: Integer = value.parse().map_err(|_| wrong("a whole number"))?;
            typed(xsd::INTEGER, number.to_string())
        }
        ParamType::Decimal => {
            let number: Decimal = value.parse().map_err(|_| wrong("a number such as 0.5"))?;
            typed(xsd::DECIMAL, number.to_string())
        }
        ParamType::String => Literal::new_simple_literal(value).into(),
        ParamType::Lang => {
            Literal::new_language_tagged_literal("", value)
                .map_err(|_| wrong("a language tag such as en or zh-Hans"))?;
            Literal::new_simple_literal(value).into()
        }
        ParamType::Jurisdiction => coded(param, &value.to_uppercase(), "jurisdiction", env)?,
        ParamType::Instrument => coded(param, value, "instrument", env)?,
        ParamType::Topic => coded(param, value, "topic", env)?,
        ParamType::Group => coded(param, value, "group", env)?,
        ParamType::Concept | ParamType::Iri => {
            let iri = full_iri(value, env.prefixes).ok_or_else(|| {
                wrong("a prefixed name such as circ:without-right, or a full IRI")
            })?;
            if param.kind == ParamType::Concept {
                exists(param, value, &iri, vocab::CONCEPT, env)?;
            }
            NamedNode::new(iri)
                .map_err(|e| wrong(&format!("a valid IRI ({e})")))?
                .into()
        }
    };
    Ok(Some(term))
}

/// The IRI of a code such as `KEN`; a prefixed name or full IRI is taken as well.
fn coded(
    param: &Param,
    value: &str,
    kind: &str,
    env: Environment<'_>,
) -> Result<Term, CatalogError> {
    let namespace = match kind {
        "topic" | "group" => format!("{}{kind}/", vocab::CONCEPT),
        _ => format!("{}{kind}/", vocab::ID),
    };
    let iri = full_iri(value, env.prefixes).unwrap_or_else(|| format!("{namespace}{value}"));
    let node = NamedNode::new(iri).map_err(|_| CatalogError::Value {
        name: param.name.clone(),
        value: value.to_owned(),
        kind: param.kind.name(),
        expected: String::from("a code of letters, digits and -"),
    })?;
    exists(param, value, node.as_str(), &namespace, env)?;
    Ok(node.into())
}

/// `<iri>`, `https://…` or `prefix:name`.
fn full_iri(value: &str, prefixes: &Prefixes) -> Option<String> {
    if let Some(inner) = value.strip_prefix('<').and_then(|v| v.strip_suffix('>')) {
        return Some(inner.to_owned());
    }
    if value.contains("://") || value.starts_with("urn:") {
        return Some(value.to_owned());
    }
    prefixes.expand(value)
}

fn exists(
    param: &Param,
    value: &str,
    iri: &str,
    namespace: &str,
    env: Environment<'_>,
) -> Result<(), CatalogError> {
    let Some(snapshot) = env.snapshot else {
        return Ok(());
    };
    if snapshot.describes(iri) {
        return Ok(());
    }
    let known = snapshot.subjects(vocab::foreign::RDF_TYPE, None);
    let codes = known
        .iter()
        .filter_map(|known| known.strip_prefix(namespace))
        .filter(|code| {
            !code.is_empty() && (param.kind == ParamType::Concept || !code.contains('/'))
        });
    let word = iri.strip_prefix(namespace).unwrap_or(value);
    Err(CatalogError::UnknownCode {
        name: param.name.clone(),
        value: value.to_owned(),
        kind: param.kind.name(),
        near: nearest(word, codes)
            .into_iter()
            .map(|code| {
                if param.kind == ParamType::Concept {
                    env.prefixes.compact(&format!("{namespace}{code}"))
                } else {
                    code.to_owned()
                }
            })
            .collect(),
    })
}
