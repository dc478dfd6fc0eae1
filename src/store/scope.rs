//! Which variables a part of a query uses, may bind, and is certain to bind: what guard and rewriting reason with.

use oxigraph::model::Variable;
use spargebra::algebra::{AggregateExpression, Expression, GraphPattern, OrderExpression};
use spargebra::term::{NamedNodePattern, TermPattern, TriplePattern};
use std::collections::BTreeSet;

/// A set of variables.
pub(super) type Variables = BTreeSet<Variable>;

/// The variables that solutions of a pattern may bind (SPARQL 1.1, section 18.2.1).
pub(super) fn in_scope(pattern: &GraphPattern) -> Variables {
    let mut found = Variables::new();
    pattern.on_in_scope_variable(|variable| {
        found.insert(variable.clone());
    });
    found
}

/// The variables that every solution of a pattern binds.
pub(super) fn certain(pattern: &GraphPattern) -> Variables {
    match pattern {
        GraphPattern::Bgp { patterns } => patterns.iter().flat_map(of_triple).collect(),
        GraphPattern::Path {
            subject, object, ..
        } => [subject, object].into_iter().filter_map(of_term).collect(),
        GraphPattern::Join { left, right } | GraphPattern::Lateral { left, right } => {
            let mut both = certain(left);
            both.extend(certain(right));
            both
        }
        GraphPattern::Union { left, right } => certain(left)
            .intersection(&certain(right))
            .cloned()
            .collect(),
        GraphPattern::LeftJoin { left, .. } | GraphPattern::Minus { left, .. } => certain(left),
        GraphPattern::Graph { name, inner } => {
            let mut found = certain(inner);
            if let NamedNodePattern::Variable(variable) = name
                && reads(inner, variable)
            {
                found.insert(variable.clone());
            }
            found
        }
        // The expression after AS may fail, and then binds nothing.
        GraphPattern::Extend { inner, .. }
        | GraphPattern::Filter { inner, .. }
        | GraphPattern::OrderBy { inner, .. }
        | GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner }
        | GraphPattern::Slice { inner, .. } => certain(inner),
        GraphPattern::Values {
            variables,
            bindings,
        } => variables
            .iter()
            .enumerate()
            .filter(|(column, _)| {
                let full = |row: &Vec<_>| row.get(*column).is_some_and(Option::is_some);
                bindings.iter().all(full)
            })
            .map(|(_, variable)| variable.clone())
            .collect(),
        GraphPattern::Project { inner, variables } => {
            let inner = certain(inner);
            variables
                .iter()
                .filter(|v| inner.contains(v))
                .cloned()
                .collect()
        }
        GraphPattern::Group {
            inner, variables, ..
        } => {
            let inner = certain(inner);
            variables
                .iter()
                .filter(|v| inner.contains(v))
                .cloned()
                .collect()
        }
        GraphPattern::Service { .. } => Variables::new(),
    }
}

/// Whether every solution of what stands in a GRAPH comes with the name of a graph.
fn reads(pattern: &GraphPattern, graph: &Variable) -> bool {
    match pattern {
        GraphPattern::Bgp { .. } | GraphPattern::Path { .. } => true,
        GraphPattern::Join { left, right } => reads(left, graph) || reads(right, graph),
        GraphPattern::Union { left, right } => reads(left, graph) && reads(right, graph),
        GraphPattern::LeftJoin { left: inner, .. }
        | GraphPattern::Minus { left: inner, .. }
        | GraphPattern::Lateral { left: inner, .. }
        | GraphPattern::Extend { inner, .. }
        | GraphPattern::Filter { inner, .. }
        | GraphPattern::OrderBy { inner, .. }
        | GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner }
        | GraphPattern::Slice { inner, .. } => reads(inner, graph),
        GraphPattern::Project { inner, variables } => {
            variables.contains(graph) && reads(inner, graph)
        }
        GraphPattern::Graph { .. }
        | GraphPattern::Values { .. }
        | GraphPattern::Group { .. }
        | GraphPattern::Service { .. } => false,
    }
}

/// Every variable that a pattern mentions, also in its filters, but not those hidden in sub-SELECTs.
pub(super) fn used(pattern: &GraphPattern) -> Variables {
    let mut found = Variables::new();
    add_used(pattern, &mut found);
    found
}

fn add_used(pattern: &GraphPattern, found: &mut Variables) {
    match pattern {
        GraphPattern::Bgp { patterns } => found.extend(patterns.iter().flat_map(of_triple)),
        GraphPattern::Path {
            subject, object, ..
        } => found.extend([subject, object].into_iter().filter_map(of_term)),
        GraphPattern::Join { left, right }
        | GraphPattern::Lateral { left, right }
        | GraphPattern::Union { left, right }
        | GraphPattern::Minus { left, right } => {
            add_used(left, found);
            add_used(right, found);
        }
        GraphPattern::LeftJoin {
            left,
            right,
            expression,
        } => {
            add_used(left, found);
            add_used(right, found);
            found.extend(expression.iter().flat_map(used_by));
        }
        GraphPattern::Filter { expr, inner } => {
            found.extend(used_by(expr));
            add_used(inner, found);
        }
        GraphPattern::Graph { name, inner } | GraphPattern::Service { name, inner, .. } => {
            if let NamedNodePattern::Variable(variable) = name {
                found.insert(variable.clone());
            }
            add_used(inner, found);
        }
        GraphPattern::Extend {
            inner,
            variable,
            expression,
        } => {
            found.insert(variable.clone());
            found.extend(used_by(expression));
            add_used(inner, found);
        }
        GraphPattern::OrderBy { inner, expression } => {
            for order in expression {
                let (OrderExpression::Asc(e) | OrderExpression::Desc(e)) = order;
                found.extend(used_by(e));
            }
            add_used(inner, found);
        }
        GraphPattern::Values { variables, .. } | GraphPattern::Project { variables, .. } => {
            found.extend(variables.iter().cloned());
        }
        GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner }
        | GraphPattern::Slice { inner, .. } => add_used(inner, found),
        GraphPattern::Group {
            inner,
            variables,
            aggregates,
        } => {
            found.extend(variables.iter().cloned());
            for (variable, aggregate) in aggregates {
                found.insert(variable.clone());
                if let AggregateExpression::FunctionCall { expr, .. } = aggregate {
                    found.extend(used_by(expr));
                }
            }
            add_used(inner, found);
        }
    }
}

/// Every variable that an expression mentions, also inside EXISTS.
pub(super) fn used_by(expression: &Expression) -> Variables {
    let mut found = Variables::new();
    walk(expression, &mut |e| match e {
        Expression::Variable(variable) | Expression::Bound(variable) => {
            found.insert(variable.clone());
        }
        Expression::Exists(pattern) => found.extend(used(pattern)),
        _ => {}
    });
    found
}

/// Calls back for an expression and all below it, not into the patterns of EXISTS.
pub(super) fn walk<'e>(expression: &'e Expression, callback: &mut impl FnMut(&'e Expression)) {
    callback(expression);
    for child in children(expression) {
        walk(child, callback);
    }
}

/// What stands directly below an expression.
pub(super) fn children(expression: &Expression) -> Vec<&Expression> {
    match expression {
        Expression::NamedNode(_)
        | Expression::Literal(_)
        | Expression::Variable(_)
        | Expression::Bound(_)
        | Expression::Exists(_) => Vec::new(),
        Expression::Not(e) | Expression::UnaryPlus(e) | Expression::UnaryMinus(e) => vec![e],
        Expression::Or(a, b)
        | Expression::And(a, b)
        | Expression::Equal(a, b)
        | Expression::SameTerm(a, b)
        | Expression::Greater(a, b)
        | Expression::GreaterOrEqual(a, b)
        | Expression::Less(a, b)
        | Expression::LessOrEqual(a, b)
        | Expression::Add(a, b)
        | Expression::Subtract(a, b)
        | Expression::Multiply(a, b)
        | Expression::Divide(a, b) => vec![a, b],
        Expression::If(a, b, c) => vec![a, b, c],
        Expression::In(needle, list) => {
            let mut all = vec![needle.as_ref()];
            all.extend(list);
            all
        }
        Expression::Coalesce(list) | Expression::FunctionCall(_, list) => list.iter().collect(),
    }
}

/// The same, to be changed.
pub(super) fn children_mut(expression: &mut Expression) -> Vec<&mut Expression> {
    match expression {
        Expression::NamedNode(_)
        | Expression::Literal(_)
        | Expression::Variable(_)
        | Expression::Bound(_)
        | Expression::Exists(_) => Vec::new(),
        Expression::Not(e) | Expression::UnaryPlus(e) | Expression::UnaryMinus(e) => vec![e],
        Expression::Or(a, b)
        | Expression::And(a, b)
        | Expression::Equal(a, b)
        | Expression::SameTerm(a, b)
        | Expression::Greater(a, b)
        | Expression::GreaterOrEqual(a, b)
        | Expression::Less(a, b)
        | Expression::LessOrEqual(a, b)
        | Expression::Add(a, b)
        | Expression::Subtract(a, b)
        | Expression::Multiply(a, b)
        | Expression::Divide(a, b) => vec![a, b],
        Expression::If(a, b, c) => vec![a, b, c],
        Expression::In(needle, list) => {
            let mut all = vec![needle.as_mut()];
            all.extend(list);
            all
        }
        Expression::Coalesce(list) | Expression::FunctionCall(_, list) => list.iter_mut().collect(),
    }
}

/// The variables of a triple pattern.
pub(super) fn of_triple(triple: &TriplePattern) -> impl Iterator<Item = Variable> {
    let predicate = match &triple.predicate {
        NamedNodePattern::Variable(variable) => Some(variable.clone()),
        NamedNodePattern::NamedNode(_) => None,
    };
    [of_term(&triple.subject), predicate, of_term(&triple.object)]
        .into_iter()
        .flatten()
}

/// The variable that stands in a place of a pattern.
pub(super) fn of_term(term: &TermPattern) -> Option<Variable> {
    match term {
        TermPattern::Variable(variable) => Some(variable.clone()),
        _ => None,
    }
}
