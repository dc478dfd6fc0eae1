//! Makes EXISTS answer as fast as a join, by rewriting the algebra of a query to one with the same solutions.
//!
//! The engine plans joins, but not what stands inside EXISTS: several patterns there become a Cartesian product that
//! is formed again for each row. Two rewritings help, each only where it changes no answer:
//!
//! - **Set difference and semi-join.** `FILTER NOT EXISTS { P }` becomes `MINUS { P }`, and `FILTER EXISTS { P }` a join
//!   with the distinct values of the shared variables, where P is planned as any other pattern. Both need that the
//!   variables that the outside shares with P are bound in every solution on both sides, that there is at least one,
//!   and that P means the same when it is evaluated once and by itself ([`closed`]).
//! - **An optional part that must stay empty.** Where P is such a pattern under a filter that looks at what is bound outside,
//!   `FILTER NOT EXISTS { P FILTER(f) }` becomes an optional P with f as its condition, of which a mark must not be bound.
//! - **Order.** Any other EXISTS keeps its place, and its joins become `Lateral` ones in an order in which each step
//!   begins at something already bound. A chain of `Lateral` joins over triple patterns has the solutions of the join.

use super::order;
use super::product::connected;
use super::scope::{Variables, certain, children_mut, in_scope, used, used_by};
use spargebra::Query;
use spargebra::algebra::{AggregateExpression, Expression, GraphPattern, OrderExpression};
use spargebra::term::{NamedNodePattern, Variable};

/// The query with every EXISTS over several patterns rewritten; it has the same solutions.
pub fn rewrite_exists(query: &Query) -> Query {
    let mut query = query.clone();
    match &mut query {
        Query::Select { pattern, .. }
        | Query::Construct { pattern, .. }
        | Query::Describe { pattern, .. }
        | Query::Ask { pattern, .. } => rewrite(pattern, Place::Open),
    }
    query
}

/// Where a pattern stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Evaluated once, by itself.
    Open,
    /// Inside `GRAPH ?g`: whatever reads there also shares ?g, so only the order is changed.
    Graph,
}

fn rewrite(pattern: &mut GraphPattern, place: Place) {
    match pattern {
        GraphPattern::Bgp { .. } | GraphPattern::Path { .. } | GraphPattern::Values { .. } => {}
        // What stands there is sent elsewhere as it is, or is evaluated again for each row.
        GraphPattern::Service { .. } => {}
        GraphPattern::Lateral { left, .. } => rewrite(left, place),
        GraphPattern::Join { left, right }
        | GraphPattern::Union { left, right }
        | GraphPattern::Minus { left, right } => {
            rewrite(left, place);
            rewrite(right, place);
        }
        GraphPattern::LeftJoin {
            left,
            right,
            expression,
        } => {
            rewrite(left, place);
            rewrite(right, place);
            if let Some(expression) = expression {
                let mut bound = certain(left);
                bound.extend(certain(right));
                order_inside(expression, &bound);
            }
        }
        GraphPattern::Graph { name, inner } => {
            let place = match name {
                NamedNodePattern::Variable(_) => Place::Graph,
                NamedNodePattern::NamedNode(_) => place,
            };
            rewrite(inner, place);
        }
        GraphPattern::Extend {
            inner, expression, ..
        } => {
            rewrite(inner, place);
            order_inside(expression, &certain(inner));
        }
        GraphPattern::OrderBy { inner, expression } => {
            rewrite(inner, place);
            let bound = certain(inner);
            for by in expression {
                let (OrderExpression::Asc(e) | OrderExpression::Desc(e)) = by;
                order_inside(e, &bound);
            }
        }
        GraphPattern::Group {
            inner, aggregates, ..
        } => {
            rewrite(inner, place);
            let bound = certain(inner);
            for (_, aggregate) in aggregates {
                if let AggregateExpression::FunctionCall { expr, .. } = aggregate {
                    order_inside(expr, &bound);
                }
            }
        }
        GraphPattern::Project { inner, .. }
        | GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner }
        | GraphPattern::Slice { inner, .. } => rewrite(inner, place),
        GraphPattern::Filter { expr, inner } => {
            rewrite(inner, place);
            let expr = std::mem::replace(expr, Expression::from(true_literal()));
            let inner = std::mem::take(inner.as_mut());
            *pattern = filter(inner, expr, place);
        }
    }
}

/// A FILTER, its EXISTS taken out where that is the same.
fn filter(inner: GraphPattern, expression: Expression, place: Place) -> GraphPattern {
    let mut conditions = Vec::new();
    conjuncts(expression, &mut conditions);
    let scope = Scope::of(&inner);
    let (mut plain, mut apart, mut kept) = (Vec::new(), Vec::new(), Vec::new());
    let mut optional = Vec::new();
    for condition in conditions {
        match split(condition) {
            (condition, None) => plain.push(condition),
            (condition, Some((pattern, wanted))) => {
                match scope.shared(&pattern).filter(|_| place == Place::Open) {
                    Some(shared) => apart.push((pattern, wanted, shared)),
                    None if !wanted && place == Place::Open => match scope.under_filter(pattern) {
                        Some(part) => optional.push(part),
                        None => kept.push(condition),
                    },
                    None => kept.push(condition),
                }
            }
        }
    }
    let mut result = wrap(inner, plain, &scope.certain);
    for (mut pattern, wanted, shared) in apart {
        rewrite(&mut pattern, Place::Open);
        // The projection keeps blank nodes and other variables of the pattern to itself.
        let pattern = GraphPattern::Project {
            inner: Box::new(pattern),
            variables: shared.into_iter().collect(),
        };
        result = if wanted {
            GraphPattern::Join {
                left: Box::new(result),
                right: Box::new(GraphPattern::Distinct {
                    inner: Box::new(pattern),
                }),
            }
        } else {
            GraphPattern::Minus {
                left: Box::new(result),
                right: Box::new(pattern),
            }
        };
    }
    for part in optional {
        result = without(result, part);
    }
    wrap(result, kept, &scope.certain)
}

/// A pattern, the filter over it that looks outside, and the variables that either needs of the pattern.
struct UnderFilter {
    pattern: GraphPattern,
    filter: Expression,
    variables: Vec<Variable>,
}

/// The solutions for which the pattern has none that the filter lets pass. Those that stay bind nothing new.
fn without(left: GraphPattern, part: UnderFilter) -> GraphPattern {
    // No query can write this name, and it is bound in no solution that stays.
    let mark = Variable::new_unchecked("there is one");
    let mut pattern = part.pattern;
    rewrite(&mut pattern, Place::Open);
    let right = GraphPattern::Extend {
        inner: Box::new(GraphPattern::Distinct {
            inner: Box::new(GraphPattern::Project {
                inner: Box::new(pattern),
                variables: part.variables,
            }),
        }),
        variable: mark.clone(),
        expression: Expression::from(true_literal()),
    };
    GraphPattern::Filter {
        expr: Expression::Not(Box::new(Expression::Bound(mark))),
        inner: Box::new(GraphPattern::LeftJoin {
            left: Box::new(left),
            right: Box::new(right),
            expression: Some(part.filter),
        }),
    }
}

/// A filter with all of the conditions; none, no filter.
fn wrap(inner: GraphPattern, conditions: Vec<Expression>, bound: &Variables) -> GraphPattern {
    let all = conditions
        .into_iter()
        .map(|mut condition| {
            order_inside(&mut condition, bound);
            condition
        })
        .reduce(|a, b| Expression::And(Box::new(a), Box::new(b)));
    match all {
        None => inner,
        Some(expr) => GraphPattern::Filter {
            expr,
            inner: Box::new(inner),
        },
    }
}

/// The conditions that all have to hold: a filter keeps a row when each is true, so `!(a || b)` is `!a` and `!b`.
fn conjuncts(expression: Expression, found: &mut Vec<Expression>) {
    match expression {
        Expression::And(a, b) => {
            conjuncts(*a, found);
            conjuncts(*b, found);
        }
        Expression::Not(inner) => match *inner {
            Expression::Not(inner) => conjuncts(*inner, found),
            Expression::Or(a, b) => {
                conjuncts(Expression::Not(a), found);
                conjuncts(Expression::Not(b), found);
            }
            inner => found.push(Expression::Not(Box::new(inner))),
        },
        other => found.push(other),
    }
}

/// The pattern of a condition that is nothing but EXISTS or NOT EXISTS over several patterns, and whether it has to hold.
fn split(condition: Expression) -> (Expression, Option<(GraphPattern, bool)>) {
    let found = match &condition {
        Expression::Exists(pattern) => Some((pattern, true)),
        Expression::Not(inner) => match inner.as_ref() {
            Expression::Exists(pattern) => Some((pattern, false)),
            _ => None,
        },
        _ => None,
    };
    let found = found
        .filter(|(pattern, _)| several(pattern))
        .map(|(pattern, wanted)| (pattern.as_ref().clone(), wanted));
    (condition, found)
}

/// Whether a pattern joins anything. A single triple pattern is a look-up a row, which nothing beats.
fn several(pattern: &GraphPattern) -> bool {
    match pattern {
        GraphPattern::Bgp { patterns } => patterns.len() > 1,
        GraphPattern::Path { .. } | GraphPattern::Values { .. } => false,
        GraphPattern::Graph { inner, .. }
        | GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner }
        | GraphPattern::Project { inner, .. }
        | GraphPattern::OrderBy { inner, .. }
        | GraphPattern::Extend { inner, .. } => several(inner),
        GraphPattern::Filter { expr, inner } => {
            let mut nested = false;
            super::scope::walk(expr, &mut |e| nested |= matches!(e, Expression::Exists(_)));
            nested || several(inner)
        }
        GraphPattern::Union { left, right } => several(left) || several(right),
        GraphPattern::Join { .. }
        | GraphPattern::Lateral { .. }
        | GraphPattern::LeftJoin { .. }
        | GraphPattern::Minus { .. }
        | GraphPattern::Slice { .. }
        | GraphPattern::Group { .. }
        | GraphPattern::Service { .. } => true,
    }
}

/// What the solutions outside an EXISTS may and will bind.
struct Scope {
    possible: Variables,
    certain: Variables,
}

impl Scope {
    fn of(inner: &GraphPattern) -> Self {
        Self {
            possible: in_scope(inner),
            certain: certain(inner),
        }
    }

    /// The variables to join on, where the pattern of an EXISTS can be evaluated once and by itself.
    fn shared(&self, pattern: &GraphPattern) -> Option<Variables> {
        let inside = in_scope(pattern);
        let shared: Variables = self.possible.intersection(&inside).cloned().collect();
        let sure = certain(pattern);
        let bound = |v| self.certain.contains(v) && sure.contains(v);
        (!shared.is_empty()
            && shared.iter().all(bound)
            && closed(pattern, &self.possible)
            && connected(pattern))
        .then_some(shared)
    }

    /// The parts of a filter over a pattern that can be evaluated once and by itself, where all that the filter looks at
    /// is bound in every solution, on one side or the other.
    fn under_filter(&self, pattern: GraphPattern) -> Option<UnderFilter> {
        let GraphPattern::Filter { expr, inner } = pattern else {
            return None;
        };
        let mut nested = false;
        super::scope::walk(&expr, &mut |e| nested |= matches!(e, Expression::Exists(_)));
        let mut needed = self.shared(&inner)?;
        let sure = certain(&inner);
        let looked_at = used_by(&expr);
        if nested
            || !looked_at
                .iter()
                .all(|v| sure.contains(v) || self.certain.contains(v))
        {
            return None;
        }
        needed.extend(looked_at.into_iter().filter(|v| sure.contains(v)));
        Some(UnderFilter {
            pattern: *inner,
            filter: expr,
            variables: needed.into_iter().collect(),
        })
    }
}

/// Whether a pattern has the same solutions when the variables of a row outside are given to it beforehand as when it
/// is evaluated alone and joined with the row afterwards. It has not, where a filter, an optional part or a
/// sub-SELECT with LIMIT sees such a variable before it is bound inside.
fn closed(pattern: &GraphPattern, outer: &Variables) -> bool {
    let bound_by = |inner: &GraphPattern, seen: Variables| {
        let sure = certain(inner);
        seen.intersection(outer).all(|v| sure.contains(v))
    };
    match pattern {
        GraphPattern::Bgp { .. } | GraphPattern::Path { .. } | GraphPattern::Values { .. } => true,
        GraphPattern::Join { left, right } | GraphPattern::Union { left, right } => {
            closed(left, outer) && closed(right, outer)
        }
        GraphPattern::Filter { expr, inner } => {
            closed(inner, outer) && bound_by(inner, used_by(expr))
        }
        GraphPattern::Extend {
            inner,
            variable,
            expression,
        } => {
            !outer.contains(variable)
                && closed(inner, outer)
                && bound_by(inner, used_by(expression))
        }
        GraphPattern::LeftJoin {
            left,
            right,
            expression,
        } => {
            let mut seen = used(right);
            seen.extend(expression.iter().flat_map(used_by));
            closed(left, outer) && closed(right, outer) && bound_by(left, seen)
        }
        GraphPattern::Minus { left, right } => {
            let both_bind = !certain(left).is_disjoint(&certain(right));
            both_bind && closed(left, outer) && closed(right, outer) && bound_by(left, used(right))
        }
        GraphPattern::Graph { name, inner } => {
            // Inside GRAPH ?g even a filter may depend on ?g.
            let foreign = matches!(name, NamedNodePattern::Variable(g) if outer.contains(g));
            !foreign && closed(inner, outer)
        }
        GraphPattern::Project { inner, variables } => {
            let outer = outer.iter().filter(|v| variables.contains(v));
            closed(inner, &outer.cloned().collect())
        }
        GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner }
        | GraphPattern::OrderBy { inner, .. } => closed(inner, outer),
        GraphPattern::Group { .. } => used(pattern).is_disjoint(outer),
        GraphPattern::Slice { .. }
        | GraphPattern::Lateral { .. }
        | GraphPattern::Service { .. } => false,
    }
}

/// Puts what stands inside every EXISTS of an expression in order.
pub(super) fn order_inside(expression: &mut Expression, bound: &Variables) {
    if let Expression::Exists(pattern) = expression {
        let inner = std::mem::take(pattern.as_mut());
        **pattern = order::ordered(inner, bound);
    }
    for child in children_mut(expression) {
        order_inside(child, bound);
    }
}

fn true_literal() -> oxigraph::model::Literal {
    oxigraph::model::Literal::from(true)
}
