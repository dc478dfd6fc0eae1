//! Puts the joins inside an EXISTS in an order in which each step begins at something already bound.

use super::exists::order_inside;
use super::scope::{Variables, certain, in_scope, of_term};
use oxigraph::model::vocab::rdf;
use spargebra::algebra::{Expression, GraphPattern, PropertyPathExpression};
use spargebra::term::{NamedNodePattern, TermPattern};

/// A pattern with the same solutions, its joins in order, for rows that bind certain variables.
pub(super) fn ordered(pattern: GraphPattern, bound: &Variables) -> GraphPattern {
    match pattern {
        GraphPattern::Bgp { .. } | GraphPattern::Join { .. } => chain(pattern, bound),
        GraphPattern::Filter { mut expr, inner } => {
            let inner = ordered(*inner, bound);
            filter_bound(&mut expr, &inner, bound);
            GraphPattern::Filter {
                expr,
                inner: Box::new(inner),
            }
        }
        GraphPattern::LeftJoin {
            left,
            right,
            expression,
        } => optional(*left, *right, expression, bound),
        GraphPattern::Union { left, right } => GraphPattern::Union {
            left: Box::new(ordered(*left, bound)),
            right: Box::new(ordered(*right, bound)),
        },
        GraphPattern::Minus { left, right } => GraphPattern::Minus {
            left: Box::new(ordered(*left, bound)),
            right: Box::new(ordered(*right, bound)),
        },
        GraphPattern::Graph { name, inner } => GraphPattern::Graph {
            inner: Box::new(ordered(*inner, bound)),
            name,
        },
        GraphPattern::Extend {
            inner,
            variable,
            mut expression,
        } => {
            let inner = ordered(*inner, bound);
            filter_bound(&mut expression, &inner, bound);
            GraphPattern::Extend {
                inner: Box::new(inner),
                variable,
                expression,
            }
        }
        GraphPattern::Project { inner, variables } => {
            let seen = bound.iter().filter(|v| variables.contains(v)).cloned();
            GraphPattern::Project {
                inner: Box::new(ordered(*inner, &seen.collect())),
                variables,
            }
        }
        GraphPattern::Distinct { inner } => GraphPattern::Distinct {
            inner: Box::new(ordered(*inner, bound)),
        },
        GraphPattern::Reduced { inner } => GraphPattern::Reduced {
            inner: Box::new(ordered(*inner, bound)),
        },
        GraphPattern::Group {
            inner,
            variables,
            aggregates,
        } => GraphPattern::Group {
            inner: Box::new(ordered(*inner, &Variables::new())),
            variables,
            aggregates,
        },
        // An order or a cut of rows is not to be touched, nor what is evaluated elsewhere.
        other => other,
    }
}

fn filter_bound(expression: &mut Expression, inner: &GraphPattern, bound: &Variables) {
    let mut known = certain(inner);
    known.extend(bound.iter().cloned());
    order_inside(expression, &known);
}

/// `OPTIONAL` as a loop over the rows so far, where what is optional is plain patterns.
fn optional(
    left: GraphPattern,
    right: GraphPattern,
    mut expression: Option<Expression>,
    bound: &Variables,
) -> GraphPattern {
    let left = ordered(left, bound);
    let mut known = certain(&left);
    known.extend(bound.iter().cloned());
    if let Some(expression) = &mut expression {
        let mut all = known.clone();
        all.extend(certain(&right));
        order_inside(expression, &all);
    }
    let loops = plain(&right);
    let right = ordered(right, if loops { &known } else { bound });
    if !loops {
        return GraphPattern::LeftJoin {
            left: Box::new(left),
            right: Box::new(right),
            expression,
        };
    }
    let one_row = GraphPattern::Values {
        variables: Vec::new(),
        bindings: vec![Vec::new()],
    };
    GraphPattern::Lateral {
        left: Box::new(left),
        right: Box::new(GraphPattern::LeftJoin {
            left: Box::new(one_row),
            right: Box::new(right),
            expression,
        }),
    }
}

/// Whether a pattern has the same solutions when evaluated for one row as when joined with all.
fn plain(pattern: &GraphPattern) -> bool {
    match pattern {
        GraphPattern::Bgp { .. } | GraphPattern::Path { .. } | GraphPattern::Values { .. } => true,
        GraphPattern::Join { left, right } | GraphPattern::Union { left, right } => {
            plain(left) && plain(right)
        }
        GraphPattern::Graph { inner, .. } => plain(inner),
        _ => false,
    }
}

/// The parts of a join, cheapest first, each begun at what those before it bind.
fn chain(pattern: GraphPattern, bound: &Variables) -> GraphPattern {
    let (mut parts, mut rest) = (Vec::new(), Vec::new());
    flatten(pattern, &mut parts, &mut rest);
    let mut known = bound.clone();
    let mut result: Option<GraphPattern> = None;
    while let Some(next) = cheapest(&parts, &known) {
        let part = parts.swap_remove(next);
        let binds = in_scope(&part);
        let part = match part {
            GraphPattern::Bgp { .. } | GraphPattern::Path { .. } | GraphPattern::Values { .. } => {
                part
            }
            other => ordered(other, &known),
        };
        known.extend(binds);
        result = Some(match result {
            None => part,
            Some(left) => GraphPattern::Lateral {
                left: Box::new(left),
                right: Box::new(part),
            },
        });
    }
    for part in rest {
        let part = ordered(part, bound);
        result = Some(match result {
            None => part,
            Some(left) => GraphPattern::Join {
                left: Box::new(left),
                right: Box::new(part),
            },
        });
    }
    result.unwrap_or_default()
}

/// The parts that can be looped over, single triple patterns at the finest, and the others.
fn flatten(pattern: GraphPattern, parts: &mut Vec<GraphPattern>, rest: &mut Vec<GraphPattern>) {
    match pattern {
        GraphPattern::Bgp { patterns } if patterns.len() > 1 => {
            parts.extend(patterns.into_iter().map(|triple| GraphPattern::Bgp {
                patterns: vec![triple],
            }));
        }
        GraphPattern::Join { left, right } => {
            flatten(*left, parts, rest);
            flatten(*right, parts, rest);
        }
        other if plain(&other) => parts.push(other),
        other => rest.push(other),
    }
}

fn cheapest(parts: &[GraphPattern], known: &Variables) -> Option<usize> {
    (0..parts.len()).min_by_key(|i| cost(&parts[*i], known))
}

/// How many solutions a part may have, roughly, when some variables are known. The weights are those that the engine
/// itself plans with.
fn cost(pattern: &GraphPattern, known: &Variables) -> u64 {
    match pattern {
        GraphPattern::Bgp { patterns } => patterns.first().map_or(1, |triple| {
            let predicate = match &triple.predicate {
                NamedNodePattern::NamedNode(_) => true,
                NamedNodePattern::Variable(v) => known.contains(v),
            };
            let is_type =
                matches!(&triple.predicate, NamedNodePattern::NamedNode(n) if *n == rdf::TYPE);
            step(
                fixed(&triple.subject, known),
                predicate,
                fixed(&triple.object, known),
            ) + u64::from(is_type)
        }),
        GraphPattern::Path {
            subject,
            path,
            object,
        } => {
            let ends = step(fixed(subject, known), true, fixed(object, known));
            if closure(path) {
                ends.saturating_mul(1_000)
            } else {
                ends.saturating_mul(10)
            }
        }
        GraphPattern::Values { bindings, .. } => bindings.len() as u64,
        GraphPattern::Graph { inner, .. } => cost(inner, known),
        GraphPattern::Join { left, right } => cost(left, known).min(cost(right, known)),
        GraphPattern::Union { left, right } => cost(left, known).saturating_add(cost(right, known)),
        _ => u64::MAX,
    }
}

fn fixed(term: &TermPattern, known: &Variables) -> bool {
    match term {
        TermPattern::BlankNode(_) => false,
        _ => of_term(term).is_none_or(|v| known.contains(&v)),
    }
}

fn step(subject: bool, predicate: bool, object: bool) -> u64 {
    match (subject, predicate, object) {
        (true, true, true) => 1,
        (true, false, true) => 2,
        (true, true, false) => 10,
        (true, false, false) => 100,
        (false, true, true) => 1_000,
        (false, false, true) => 10_000,
        (false, true, false) => 1_000_000,
        (false, false, false) => 1_000_000_000,
    }
}

/// Whether a path repeats a step any number of times.
pub(super) fn closure(path: &PropertyPathExpression) -> bool {
    match path {
        PropertyPathExpression::ZeroOrMore(_) | PropertyPathExpression::OneOrMore(_) => true,
        PropertyPathExpression::NamedNode(_) | PropertyPathExpression::NegatedPropertySet(_) => {
            false
        }
        PropertyPathExpression::Reverse(inner) | PropertyPathExpression::ZeroOrOne(inner) => {
            closure(inner)
        }
        PropertyPathExpression::Sequence(a, b) | PropertyPathExpression::Alternative(a, b) => {
            closure(a) || closure(b)
        }
    }
}
