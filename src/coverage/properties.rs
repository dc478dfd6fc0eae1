//! Which properties a comparison goes by, and how each counts, as the ontology declares them.

use super::law::Property;
use super::said::{iri_of, iris, said, sorted};
use crate::store::Snapshot;
use crate::vocab::foreign;
use crate::vocab::lm::{class, prop, value};

/// The element properties, in order of their IRI.
pub(super) fn properties(snapshot: &Snapshot) -> Vec<Property> {
    let primary = said(snapshot, prop::PRIMARY);
    let silent = said(snapshot, prop::SILENT_MEANS_ANY);
    let mut properties: Vec<Property> = snapshot
        .pairs(prop::POLARITY)
        .into_iter()
        .filter_map(|(iri, polarity)| {
            let widening = match iri_of(&polarity)? {
                value::WIDENING => true,
                value::NARROWING => false,
                _ => return None,
            };
            let primary = primary.contains_key(&iri);
            let silent_means_any = silent.contains_key(&iri);
            Some(Property {
                iri,
                widening,
                primary,
                silent_means_any,
            })
        })
        .collect();
    properties.sort_by(|a, b| a.iri.cmp(&b.iri));
    properties
}

/// Properties with concepts for values that never enter coverage, in order of their IRI.
pub(super) fn neutral_properties(snapshot: &Snapshot) -> Vec<String> {
    let schemes = said(snapshot, prop::ELEMENT_SCHEME);
    sorted(
        snapshot
            .pairs(prop::POLARITY)
            .iter()
            .filter(|(iri, polarity)| {
                iri_of(polarity) == Some(value::NEUTRAL) && schemes.contains_key(iri)
            })
            .map(|(iri, _)| iri.as_str()),
    )
    .into_iter()
    .map(str::to_owned)
    .collect()
}

/// Those of the properties whose domain is the norm.
pub(super) fn norms_only(snapshot: &Snapshot, properties: &[String]) -> Vec<String> {
    let domains = said(snapshot, foreign::RDFS_DOMAIN);
    let of_norms = |property: &&String| {
        iris(domains.get(property.as_str())).any(|domain| domain == class::NORM)
    };
    properties.iter().filter(of_norms).cloned().collect()
}
