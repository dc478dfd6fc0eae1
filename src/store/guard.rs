//! Refuses, before it is evaluated, a query that no machine should be asked: and says what to change.
//!
//! Three shapes take all time and memory there is, however small the data, and are hardly ever meant: a product, where
//! two parts of a query have no variable in common; a path with `*` or `+` of which neither end is known; and nesting
//! beyond anything that people write. The first two are refused only when they are large in this graph: all requirements
//! beside all states is a fair question, and so is the closure of `skos:broader`.
//!
//! The guard is a courtesy and a first line. What it lets pass still runs under the limits of a worker.

use super::product::{Rows, Watch};
use super::scope::Variables;
use regex::Regex;
use spargebra::Query;
use spargebra::algebra::{
    AggregateExpression, Expression, Function, GraphPattern, OrderExpression,
    PropertyPathExpression,
};
use std::sync::LazyLock;

/// Why a query is refused, in words for whoever wrote it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// The text is longer than is read.
    #[error(
        "the query has {length} bytes, and at most {limit} are read; put long lists into several queries, or work on a download of the data"
    )]
    Length {
        /// Bytes of the query.
        length: usize,
        /// Bytes allowed.
        limit: usize,
    },
    /// Brackets or operators are nested too deeply.
    #[error(
        "the query is nested more than {limit} levels deep; write long lists of alternatives with VALUES or IN instead of || and UNION"
    )]
    Depth {
        /// Levels allowed.
        limit: usize,
    },
    /// Parts that share nothing are combined row by row.
    #[error(
        "the query combines every row of one part, which binds {left}, with every row of another, which binds {right}: they have no variable in common, and at least {rows} combinations are more than the {limit} allowed; join the parts by a variable that stands in both, or ask two queries"
    )]
    Product {
        /// The variables of one part.
        left: String,
        /// The variables of another.
        right: String,
        /// A lower bound of the combinations.
        rows: u64,
        /// Combinations allowed.
        limit: u64,
    },
    /// A closure without a beginning.
    #[error(
        "the path {path} repeats a step any number of times, and neither of its ends is known: the step alone joins more than {limit} pairs; give one end a value, or a pattern that binds it"
    )]
    OpenPath {
        /// The path as written.
        path: String,
        /// Pairs allowed for the step.
        limit: usize,
    },
}

/// What the guard lets pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Guard {
    /// Bytes of a query.
    pub length: usize,
    /// Levels of brackets in the text.
    pub brackets: usize,
    /// Levels of operators in the algebra: a chain of `||` or UNION is as deep as it is long.
    pub depth: usize,
    /// Combinations of parts that share no variable.
    pub product: u64,
    /// Pairs that the step of a closure open at both ends may join.
    pub step: usize,
}

impl Default for Guard {
    fn default() -> Self {
        Self {
            length: 256 * 1024,
            brackets: 128,
            depth: 1_000,
            product: 2_000_000,
            step: 5_000,
        }
    }
}

/// What has to be skipped to count brackets, and the brackets: literals, IRIs, comments and escaped characters as the
/// grammar of SPARQL 1.1 writes them (productions 139 and 156 to 159, sections 4.1.4 and 19.8).
static PIECES: LazyLock<Result<Regex, regex::Error>> = LazyLock::new(|| {
    Regex::new(concat!(
        r#"(?s)"""(?:"{0,2}(?:[^"\\]|\\.))*"""|'''(?:'{0,2}(?:[^'\\]|\\.))*'''"#,
        r#"|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*'"#,
        r#"|(?<iri><[^<>"{}|^`\\\x00-\x20]*>)|\#[^\n\r]*|\\.|[\[{(]|[\]})]"#,
    ))
});

impl Guard {
    /// Looks at the text alone, before a parser that calls itself for each bracket does.
    ///
    /// # Errors
    /// When the text is too long or its brackets are nested too deeply.
    pub fn text(&self, query: &str) -> Result<(), Refusal> {
        if query.len() > self.length {
            return Err(Refusal::Length {
                length: query.len(),
                limit: self.length,
            });
        }
        if nesting(query) > self.brackets {
            return Err(Refusal::Depth {
                limit: self.brackets,
            });
        }
        Ok(())
    }

    /// Looks at the algebra, and at the sizes of its parts where it has to know them.
    ///
    /// # Errors
    /// When the query is too deep, or is a product or an open closure of a size that is refused.
    pub fn query(&self, query: &Query, rows: &impl Rows) -> Result<(), Refusal> {
        let pattern = whole(query);
        if any(pattern, |_, level| level > self.depth) {
            return Err(Refusal::Depth { limit: self.depth });
        }
        Watch { guard: self, rows }.pattern(pattern, &Variables::new())
    }
}

/// How deep brackets are nested, literals and comments left out. What looks like an IRI may be a comparison, so the
/// brackets in it count as well when they stay open.
fn nesting(text: &str) -> usize {
    let Ok(pieces) = PIECES.as_ref() else {
        return usize::MAX;
    };
    let (mut depth, mut deepest) = (0_usize, 0);
    for piece in pieces.captures_iter(text) {
        let whole = piece.get(0).map_or("", |m| m.as_str());
        let brackets = if whole.len() == 1 || piece.name("iri").is_some() {
            whole
        } else {
            ""
        };
        let before = if whole.len() == 1 { 0 } else { depth };
        for c in brackets.chars() {
            match c {
                '(' | '[' | '{' => depth += 1,
                ')' | ']' | '}' => depth = depth.saturating_sub(1).max(before),
                _ => {}
            }
            deepest = deepest.max(depth);
        }
    }
    deepest
}

/// A part of a parsed query.
enum Node<'q> {
    Pattern(&'q GraphPattern),
    Expression(&'q Expression),
    Path(&'q PropertyPathExpression),
}

/// Whether a test holds for any part of a pattern, with the level on which it stands; found without calling itself.
fn any(pattern: &GraphPattern, mut test: impl FnMut(&Node<'_>, usize) -> bool) -> bool {
    let mut open = vec![(Node::Pattern(pattern), 1)];
    while let Some((node, level)) = open.pop() {
        if test(&node, level) {
            return true;
        }
        let mut below = Vec::new();
        match node {
            Node::Pattern(pattern) => {
                below.extend(parts(pattern).into_iter().map(Node::Pattern));
                below.extend(expressions(pattern).into_iter().map(Node::Expression));
                if let GraphPattern::Path { path, .. } = pattern {
                    below.push(Node::Path(path));
                }
            }
            Node::Expression(Expression::Exists(pattern)) => below.push(Node::Pattern(pattern)),
            Node::Expression(expression) => below.extend(
                super::scope::children(expression)
                    .into_iter()
                    .map(Node::Expression),
            ),
            Node::Path(path) => below.extend(steps(path).into_iter().map(Node::Path)),
        }
        open.extend(below.into_iter().map(|node| (node, level + 1)));
    }
    false
}

/// Whether the answer to a query depends on the data alone: not on the time, on chance or on another service.
pub fn is_lasting(query: &Query) -> bool {
    !any(whole(query), |node, _| match node {
        Node::Pattern(GraphPattern::Service { .. }) => true,
        Node::Expression(Expression::FunctionCall(function, _)) => matches!(
            function,
            Function::Now
                | Function::Rand
                | Function::Uuid
                | Function::StrUuid
                | Function::BNode
                | Function::Custom(_)
        ),
        _ => false,
    })
}

/// The pattern of a query.
fn whole(query: &Query) -> &GraphPattern {
    let (Query::Select { pattern, .. }
    | Query::Construct { pattern, .. }
    | Query::Describe { pattern, .. }
    | Query::Ask { pattern, .. }) = query;
    pattern
}

/// The patterns directly below a pattern.
pub(super) fn parts(pattern: &GraphPattern) -> Vec<&GraphPattern> {
    match pattern {
        GraphPattern::Bgp { .. } | GraphPattern::Path { .. } | GraphPattern::Values { .. } => {
            Vec::new()
        }
        GraphPattern::Join { left, right }
        | GraphPattern::LeftJoin { left, right, .. }
        | GraphPattern::Lateral { left, right }
        | GraphPattern::Union { left, right }
        | GraphPattern::Minus { left, right } => vec![left, right],
        GraphPattern::Filter { inner, .. }
        | GraphPattern::Graph { inner, .. }
        | GraphPattern::Extend { inner, .. }
        | GraphPattern::OrderBy { inner, .. }
        | GraphPattern::Project { inner, .. }
        | GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner }
        | GraphPattern::Slice { inner, .. }
        | GraphPattern::Group { inner, .. }
        | GraphPattern::Service { inner, .. } => vec![inner],
    }
}

/// The expressions directly in a pattern.
pub(super) fn expressions(pattern: &GraphPattern) -> Vec<&Expression> {
    match pattern {
        GraphPattern::Filter { expr, .. } => vec![expr],
        GraphPattern::LeftJoin { expression, .. } => expression.iter().collect(),
        GraphPattern::Extend { expression, .. } => vec![expression],
        GraphPattern::OrderBy { expression, .. } => expression
            .iter()
            .map(|(OrderExpression::Asc(e) | OrderExpression::Desc(e))| e)
            .collect(),
        GraphPattern::Group { aggregates, .. } => aggregates
            .iter()
            .filter_map(|(_, aggregate)| match aggregate {
                AggregateExpression::FunctionCall { expr, .. } => Some(expr),
                AggregateExpression::CountSolutions { .. } => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

fn steps(path: &PropertyPathExpression) -> Vec<&PropertyPathExpression> {
    match path {
        PropertyPathExpression::NamedNode(_) | PropertyPathExpression::NegatedPropertySet(_) => {
            Vec::new()
        }
        PropertyPathExpression::Reverse(p)
        | PropertyPathExpression::ZeroOrMore(p)
        | PropertyPathExpression::OneOrMore(p)
        | PropertyPathExpression::ZeroOrOne(p) => vec![p],
        PropertyPathExpression::Sequence(a, b) | PropertyPathExpression::Alternative(a, b) => {
            vec![a, b]
        }
    }
}
