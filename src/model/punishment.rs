//! Imprisonment and the tiers of a penalty: numbers where the text gives numbers, and nothing else.
#![allow(
    unused_qualifications,
    reason = "the macro that describes a type qualifies those of its members"
)]

use serde::{Serialize, Serializer};
use std::cmp::Ordering;
use std::fmt;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, OneOfBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

/// The most imprisonment that a tier allows. Life sorts above every number of months.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Imprisonment {
    /// Months; zero where the text allows no imprisonment.
    Months(f64),
    /// For life.
    Life,
}

impl Imprisonment {
    /// Compares two maxima.
    pub fn compare(self, other: Self) -> Ordering {
        match (self, other) {
            (Self::Life, Self::Life) => Ordering::Equal,
            (Self::Life, Self::Months(_)) => Ordering::Greater,
            (Self::Months(_), Self::Life) => Ordering::Less,
            (Self::Months(a), Self::Months(b)) => a.total_cmp(&b),
        }
    }
}

impl fmt::Display for Imprisonment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Months(months) => write!(f, "{months}"),
            Self::Life => f.write_str("life"),
        }
    }
}

impl Serialize for Imprisonment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Months(months) => serializer.serialize_f64(*months),
            Self::Life => serializer.serialize_str("life"),
        }
    }
}

impl PartialSchema for Imprisonment {
    /// A number of months, or the word "life".
    fn schema() -> RefOr<Schema> {
        let months = ObjectBuilder::new()
            .schema_type(Type::Number)
            .minimum(Some(0));
        let life = ObjectBuilder::new()
            .schema_type(Type::String)
            .enum_values(Some(["life"]));
        OneOfBuilder::new()
            .description(Some("Months, or \"life\"."))
            .item(months)
            .item(life)
            .into()
    }
}

impl ToSchema for Imprisonment {}

/// One tier or track of a penalty (`lm:Penalty`).
#[derive(Debug, Clone, PartialEq, Default, Serialize, ToSchema)]
pub struct Tier {
    /// The penalty's IRI.
    pub iri: String,
    /// The most imprisonment; `None` where the text gives no maximum, or it was not read.
    pub max_imprisonment: Option<Imprisonment>,
    /// The least imprisonment in months.
    pub min_months: Option<f64>,
    /// The greatest fine, in `fine_unit`.
    pub fine_max: Option<f64>,
    /// A currency (ISO 4217) or another unit of the fine.
    pub fine_unit: Option<String>,
    /// A fine without a stated maximum.
    pub unlimited_fine: bool,
    /// Whether something must be there that raises the penalty.
    pub aggravated: bool,
    /// Whether the tier is for legal persons only.
    pub legal_person: bool,
}

impl Tier {
    /// Whether this is the basic penalty of a natural person.
    pub fn is_basic(&self) -> bool {
        !self.aggravated && !self.legal_person
    }
}

/// The basic maximum of a norm: the highest of its basic tiers, as tracks of procedure differ.
pub(crate) fn basic_maximum(tiers: &[Tier]) -> Option<Imprisonment> {
    tiers
        .iter()
        .filter(|tier| tier.is_basic())
        .filter_map(|tier| tier.max_imprisonment)
        .max_by(|a, b| a.compare(*b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tier(max: Option<Imprisonment>, aggravated: bool) -> Tier {
        Tier {
            max_imprisonment: max,
            aggravated,
            ..Tier::default()
        }
    }

    #[test]
    fn the_basic_maximum_ignores_raised_tiers_and_never_invents_zero() {
        let months = |n| Some(Imprisonment::Months(n));
        assert_eq!(
            basic_maximum(&[
                tier(months(36.0), false),
                tier(Some(Imprisonment::Life), true)
            ]),
            months(36.0)
        );
        assert_eq!(basic_maximum(&[tier(None, false)]), None);
        assert_eq!(basic_maximum(&[]), None);
        assert_eq!(
            basic_maximum(&[tier(months(6.0), false), tier(months(24.0), false)]),
            months(24.0)
        );
    }
}
