//! Finds the parts of a query that are combined without having anything in common, and closures without a beginning.

use super::guard::{Guard, Refusal, expressions, parts};
use super::order::closure;
use super::scope::{Variables, certain, in_scope, walk};
use super::snapshot::Snapshot;
use oxigraph::model::Variable;
use spargebra::algebra::{Expression, GraphPattern, PropertyPathExpression};
use spargebra::term::TermPattern;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// How many rows a pattern has in a graph.
pub trait Rows {
    /// The number of solutions of a pattern, or `most` if there are at least as many.
    fn rows(&self, pattern: &GraphPattern, most: usize) -> usize;
}

/// Knows nothing of any graph: whatever reads it is taken to be large.
#[derive(Debug, Clone, Copy)]
pub struct Unknown;

impl Rows for Unknown {
    fn rows(&self, pattern: &GraphPattern, most: usize) -> usize {
        fixed_rows(pattern).unwrap_or(most).min(most)
    }
}

impl Rows for Snapshot {
    fn rows(&self, pattern: &GraphPattern, most: usize) -> usize {
        self.count(pattern, most)
    }
}

/// Rows of a pattern that does not depend on the graph.
fn fixed_rows(pattern: &GraphPattern) -> Option<usize> {
    match pattern {
        GraphPattern::Values { bindings, .. } => Some(bindings.len()),
        GraphPattern::Bgp { patterns } if patterns.is_empty() => Some(1),
        GraphPattern::Group { variables, .. } if variables.is_empty() => Some(1),
        GraphPattern::Extend { inner, .. }
        | GraphPattern::Filter { inner, .. }
        | GraphPattern::Project { inner, .. }
        | GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner }
        | GraphPattern::OrderBy { inner, .. } => fixed_rows(inner),
        GraphPattern::Slice { inner, length, .. } => match (fixed_rows(inner), length) {
            (Some(rows), Some(length)) => Some(rows.min(*length)),
            (rows, None) => rows,
            (None, length) => *length,
        },
        GraphPattern::Join { left, right } => {
            Some(fixed_rows(left)?.saturating_mul(fixed_rows(right)?))
        }
        GraphPattern::Union { left, right } => {
            Some(fixed_rows(left)?.saturating_add(fixed_rows(right)?))
        }
        _ => None,
    }
}

/// Whether a pattern, evaluated by itself, is free of products and of closures open at both ends.
pub(super) fn connected(pattern: &GraphPattern) -> bool {
    let none = Guard {
        product: 1_000,
        step: 0,
        ..Guard::default()
    };
    let watch = Watch {
        guard: &none,
        rows: &Unknown,
    };
    watch.pattern(pattern, &Variables::new()).is_ok()
}

/// The guard at work on one query.
pub(super) struct Watch<'a, R> {
    pub(super) guard: &'a Guard,
    pub(super) rows: &'a R,
}

type Passed = Result<(), Refusal>;

impl<R: Rows> Watch<'_, R> {
    /// Checks a pattern that is evaluated when some variables are already bound.
    pub(super) fn pattern(&self, pattern: &GraphPattern, bound: &Variables) -> Passed {
        match pattern {
            GraphPattern::Bgp { .. } | GraphPattern::Path { .. } | GraphPattern::Join { .. } => {
                self.join(pattern, bound)
            }
            GraphPattern::LeftJoin {
                left,
                right,
                expression,
            } => {
                self.pattern(left, bound)?;
                let mut known = certain(left);
                known.extend(bound.iter().cloned());
                self.pattern(right, &known)?;
                if let Some(expression) = expression {
                    known.extend(certain(right));
                    self.expression(expression, &known)?;
                }
                self.product(&[left, right], bound)
            }
            GraphPattern::Minus { left, right } => {
                self.pattern(left, bound)?;
                self.pattern(right, bound)?;
                self.product(&[left, right], bound)
            }
            GraphPattern::Lateral { left, right } => {
                self.pattern(left, bound)?;
                let mut known = certain(left);
                known.extend(bound.iter().cloned());
                self.pattern(right, &known)?;
                self.product(&[left, right], bound)
            }
            GraphPattern::Union { left, right } => {
                self.pattern(left, bound)?;
                self.pattern(right, bound)
            }
            GraphPattern::Project { inner, variables } => {
                let seen = bound.iter().filter(|v| variables.contains(v)).cloned();
                self.pattern(inner, &seen.collect())
            }
            // Evaluated elsewhere, by whoever allows it.
            GraphPattern::Service { .. } | GraphPattern::Values { .. } => Ok(()),
            _ => {
                let mut known = bound.clone();
                for inner in parts(pattern) {
                    self.pattern(inner, bound)?;
                    known.extend(certain(inner));
                }
                for expression in expressions(pattern) {
                    self.expression(expression, &known)?;
                }
                Ok(())
            }
        }
    }

    /// Checks what stands inside EXISTS, where the variables of the row are bound.
    fn expression(&self, expression: &Expression, bound: &Variables) -> Passed {
        let mut result = Ok(());
        walk(expression, &mut |e| {
            if let Expression::Exists(pattern) = e
                && result.is_ok()
            {
                result = self.pattern(pattern, bound);
            }
        });
        result
    }

    /// Checks the parts of a join, closures last, since the others may bind their ends.
    fn join(&self, pattern: &GraphPattern, bound: &Variables) -> Passed {
        let mut parts = Vec::new();
        flatten(pattern, &mut parts);
        let mut known = bound.clone();
        let is_closure =
            |part: &GraphPattern| matches!(part, GraphPattern::Path { path, .. } if closure(path));
        let (mut paths, others): (Vec<_>, Vec<_>) =
            parts.iter().copied().partition(|part| is_closure(part));
        for part in &others {
            known.extend(certain(part));
        }
        // A closure with one known end makes the other known.
        loop {
            let before = paths.len();
            paths.retain(|path| {
                let begins = has_end(path, &known);
                if begins {
                    known.extend(certain(path));
                }
                !begins
            });
            if paths.len() == before {
                break;
            }
        }
        if let Some(path) = paths.first() {
            self.open(path)?;
        }
        for part in others {
            match part {
                GraphPattern::Bgp { .. } | GraphPattern::Path { .. } => {}
                // Evaluated for what the other parts bind.
                GraphPattern::Union { .. }
                | GraphPattern::Filter { .. }
                | GraphPattern::Extend { .. }
                | GraphPattern::Graph { .. }
                | GraphPattern::LeftJoin { .. } => {
                    let mut known = bound.clone();
                    let apart = parts.iter().filter(|other| !std::ptr::eq(**other, part));
                    known.extend(apart.flat_map(|other| certain(other)));
                    self.pattern(part, &known)?;
                }
                // Evaluated by itself, and then joined.
                _ => self.pattern(part, bound)?,
            }
        }
        self.product(&parts, bound)
    }

    /// A closure of which no end is known: fair where its step joins few.
    fn open(&self, part: &GraphPattern) -> Passed {
        let GraphPattern::Path { path, .. } = part else {
            return Ok(());
        };
        let limit = self.guard.step;
        let fair = step_of(path).is_some_and(|step| {
            let variable = |name: &str| TermPattern::Variable(Variable::new_unchecked(name));
            let step = GraphPattern::Path {
                subject: variable("from"),
                path: step.clone(),
                object: variable("to"),
            };
            self.rows.rows(&step, limit.saturating_add(1)) <= limit
        });
        if fair {
            return Ok(());
        }
        Err(Refusal::OpenPath {
            path: path.to_string(),
            limit,
        })
    }

    /// Refuses parts that share nothing when their combinations are too many.
    fn product(&self, parts: &[&GraphPattern], bound: &Variables) -> Passed {
        let groups = groups(parts, bound);
        if groups.len() < 2 {
            return Ok(());
        }
        let limit = self.guard.product;
        let most = usize::try_from(limit)
            .unwrap_or(usize::MAX)
            .saturating_add(1)
            .min(100_000);
        let mut total = 1_u64;
        let mut sizes: Vec<(u64, String)> = Vec::new();
        for group in groups {
            let parts = group.parts.into_iter().map(Cow::into_owned);
            let whole = parts.reduce(|a, b| GraphPattern::Join {
                left: Box::new(a),
                right: Box::new(b),
            });
            let whole = whole.unwrap_or_default();
            let rows = fixed_rows(&whole).unwrap_or_else(|| self.rows.rows(&whole, most)) as u64;
            total = total.saturating_mul(rows);
            sizes.push((rows, listed(&group.names)));
        }
        if total <= limit {
            return Ok(());
        }
        sizes.sort_by_key(|(rows, _)| std::cmp::Reverse(*rows));
        let mut names = sizes.into_iter().map(|(_, names)| names);
        Err(Refusal::Product {
            left: names.next().unwrap_or_default(),
            right: names.next().unwrap_or_default(),
            rows: total,
            limit,
        })
    }
}

/// The step that a closure repeats, where nothing in it is a closure itself.
fn step_of(path: &PropertyPathExpression) -> Option<&PropertyPathExpression> {
    match path {
        PropertyPathExpression::ZeroOrMore(step) | PropertyPathExpression::OneOrMore(step) => {
            (!closure(step)).then_some(step)
        }
        PropertyPathExpression::Reverse(inner) => step_of(inner),
        _ => None,
    }
}

/// Whether an end of a path is a value or a variable that is bound.
fn has_end(path: &GraphPattern, known: &Variables) -> bool {
    let GraphPattern::Path {
        subject, object, ..
    } = path
    else {
        return false;
    };
    [subject, object].into_iter().any(|end| match end {
        TermPattern::Variable(variable) => known.contains(variable),
        TermPattern::BlankNode(_) => false,
        _ => true,
    })
}

/// The parts of a join.
fn flatten<'p>(pattern: &'p GraphPattern, parts: &mut Vec<&'p GraphPattern>) {
    match pattern {
        GraphPattern::Join { left, right } => {
            flatten(left, parts);
            flatten(right, parts);
        }
        other => parts.push(other),
    }
}

/// Parts that are joined by something.
struct Group<'p> {
    names: BTreeSet<String>,
    parts: Vec<Cow<'p, GraphPattern>>,
    joins_outside: bool,
}

/// The parts of a join, put together where they share a variable or a blank node; what has neither is left out.
fn groups<'p>(parts: &[&'p GraphPattern], bound: &Variables) -> Vec<Group<'p>> {
    let mut pieces = Vec::new();
    for part in parts {
        match part {
            // A set of triple patterns may itself fall apart.
            GraphPattern::Bgp { patterns } if patterns.len() > 1 => {
                pieces.extend(patterns.iter().map(|triple| {
                    let single = GraphPattern::Bgp {
                        patterns: vec![triple.clone()],
                    };
                    (names(&single), Cow::Owned(single))
                }));
            }
            part => pieces.push((names(part), Cow::Borrowed(*part))),
        }
    }
    let mut groups: Vec<Group<'p>> = Vec::new();
    for (names, part) in pieces {
        if names.is_empty() {
            continue;
        }
        let outside = names.iter().any(|name| {
            let plain = name.trim_start_matches('?');
            bound.iter().any(|v| v.as_str() == plain)
        });
        let mut merged = Group {
            names,
            parts: vec![part],
            joins_outside: outside,
        };
        let (joined, apart): (Vec<_>, Vec<_>) = groups.into_iter().partition(|group| {
            (group.joins_outside && outside) || !group.names.is_disjoint(&merged.names)
        });
        for group in joined {
            merged.names.extend(group.names);
            merged.joins_outside |= group.joins_outside;
            merged.parts.extend(group.parts);
        }
        groups = apart;
        groups.push(merged);
    }
    groups
}

/// What may tie a part to another: its variables and blank nodes.
fn names(pattern: &GraphPattern) -> BTreeSet<String> {
    let mut found: BTreeSet<String> = in_scope(pattern).iter().map(ToString::to_string).collect();
    blank_nodes(pattern, &mut found);
    found
}

fn blank_nodes(pattern: &GraphPattern, found: &mut BTreeSet<String>) {
    let mut add = |term: &TermPattern| {
        if let TermPattern::BlankNode(node) = term {
            found.insert(node.to_string());
        }
    };
    match pattern {
        GraphPattern::Bgp { patterns } => {
            for triple in patterns {
                add(&triple.subject);
                add(&triple.object);
            }
        }
        GraphPattern::Path {
            subject, object, ..
        } => {
            add(subject);
            add(object);
        }
        GraphPattern::Project { .. } | GraphPattern::Service { .. } => {}
        other => {
            for part in parts(other) {
                blank_nodes(part, found);
            }
        }
    }
}

/// Variables for a message, a few of them.
fn listed(names: &BTreeSet<String>) -> String {
    let mut shown: Vec<&str> = names
        .iter()
        .map(String::as_str)
        .filter(|name| name.starts_with('?'))
        .take(4)
        .collect();
    if shown.is_empty() {
        shown.push("nothing that has a name");
    }
    shown.join(", ")
}
