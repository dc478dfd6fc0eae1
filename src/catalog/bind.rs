//! Binds parameters: replaces a variable by a term everywhere in a parsed query.
//!
//! SPARQL's scoping makes anything less a trap: a value set from outside never reaches the inside of
//! a sub-SELECT that does not project it, and the answer is then empty and looks right. Three places
//! need more than replacement, because the variable itself is seen there:
//! the outermost SELECT keeps its column (an Extend puts the term there), GROUP BY keeps its key, and
//! MINUS keeps what its two sides share.

use oxigraph::model::{Term, Variable};
use spargebra::Query;
use spargebra::algebra::{AggregateExpression, Expression, GraphPattern, OrderExpression};
use spargebra::term::{GroundTerm, NamedNodePattern, TermPattern, TriplePattern};

/// Why a parameter cannot be bound in a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum BindFault {
    /// The variable occurs nowhere.
    Unused,
    /// BIND, an aggregate or a projection assigns the variable.
    Assigned,
    /// The term cannot stand there: a literal as predicate, graph or service, a blank node anywhere.
    Misplaced(&'static str),
}

/// The query with the term in place of the variable.
pub(super) fn bind(query: &Query, variable: &Variable, term: &Term) -> Result<Query, BindFault> {
    if matches!(term, Term::BlankNode(_)) {
        return Err(BindFault::Misplaced("parameter"));
    }
    let mut binder = Binder {
        variable,
        term,
        uses: 0,
        fresh: 0,
    };
    let mut bound = query.clone();
    match &mut bound {
        Query::Select { pattern, .. } | Query::Describe { pattern, .. } => binder.root(pattern)?,
        Query::Ask { pattern, .. } => binder.pattern(pattern)?,
        Query::Construct {
            pattern, template, ..
        } => {
            binder.pattern(pattern)?;
            for triple in template {
                binder.triple(triple)?;
            }
        }
    }
    if binder.uses == 0 {
        return Err(BindFault::Unused);
    }
    Ok(bound)
}

struct Binder<'a> {
    variable: &'a Variable,
    term: &'a Term,
    /// How often the variable was replaced; a projection alone is no use.
    uses: usize,
    /// Names handed out to stand for the variable where its identity matters.
    fresh: usize,
}

type Bound = Result<(), BindFault>;

impl Binder<'_> {
    /// The pattern of a whole query, whose first projection is what the reader sees.
    fn root(&mut self, pattern: &mut GraphPattern) -> Bound {
        match pattern {
            GraphPattern::Distinct { inner }
            | GraphPattern::Reduced { inner }
            | GraphPattern::Slice { inner, .. } => self.root(inner),
            GraphPattern::Project { inner, variables } => {
                self.pattern(inner)?;
                if variables.contains(self.variable) {
                    extend(inner, self.variable.clone(), self.expression()?);
                }
                Ok(())
            }
            other => self.pattern(other),
        }
    }

    fn pattern(&mut self, pattern: &mut GraphPattern) -> Bound {
        match pattern {
            GraphPattern::Bgp { patterns } => patterns
                .iter_mut()
                .try_for_each(|triple| self.triple(triple)),
            GraphPattern::Path {
                subject, object, ..
            } => {
                self.term_pattern(subject, "subject")?;
                self.term_pattern(object, "object")
            }
            GraphPattern::Join { left, right }
            | GraphPattern::Union { left, right }
            | GraphPattern::Lateral { left, right } => {
                self.pattern(left)?;
                self.pattern(right)
            }
            GraphPattern::Minus { left, right } => self.minus(left, right),
            GraphPattern::LeftJoin {
                left,
                right,
                expression,
            } => {
                self.pattern(left)?;
                self.pattern(right)?;
                expression.as_mut().map_or(Ok(()), |e| self.expr(e))
            }
            GraphPattern::Filter { expr, inner } => {
                self.expr(expr)?;
                self.pattern(inner)
            }
            GraphPattern::Graph { name, inner } => {
                self.named_node(name, "graph name")?;
                self.pattern(inner)
            }
            GraphPattern::Service { name, inner, .. } => {
                self.named_node(name, "service")?;
                self.pattern(inner)
            }
            GraphPattern::Extend {
                inner,
                variable,
                expression,
            } => {
                if variable == self.variable {
                    return Err(BindFault::Assigned);
                }
                self.expr(expression)?;
                self.pattern(inner)
            }
            GraphPattern::Values { .. } => self.values(pattern),
            GraphPattern::OrderBy { inner, expression } => {
                for order in expression {
                    match order {
                        OrderExpression::Asc(e) | OrderExpression::Desc(e) => self.expr(e)?,
                    }
                }
                self.pattern(inner)
            }
            GraphPattern::Project { inner, variables } => {
                variables.retain(|v| v != self.variable);
                self.pattern(inner)
            }
            GraphPattern::Distinct { inner }
            | GraphPattern::Reduced { inner }
            | GraphPattern::Slice { inner, .. } => self.pattern(inner),
            GraphPattern::Group {
                inner,
                variables,
                aggregates,
            } => self.group(inner, variables, aggregates),
        }
    }

    fn triple(&mut self, triple: &mut TriplePattern) -> Bound {
        self.term_pattern(&mut triple.subject, "subject")?;
        self.named_node(&mut triple.predicate, "predicate")?;
        self.term_pattern(&mut triple.object, "object")
    }

    fn term_pattern(&mut self, pattern: &mut TermPattern, place: &'static str) -> Bound {
        if matches!(pattern, TermPattern::Variable(v) if v == self.variable) {
            *pattern = match self.term {
                Term::NamedNode(node) => TermPattern::NamedNode(node.clone()),
                Term::Literal(literal) if place == "object" => {
                    TermPattern::Literal(literal.clone())
                }
                _ => return Err(BindFault::Misplaced(place)),
            };
            self.uses += 1;
        }
        Ok(())
    }

    fn named_node(&mut self, pattern: &mut NamedNodePattern, place: &'static str) -> Bound {
        if matches!(pattern, NamedNodePattern::Variable(v) if v == self.variable) {
            let Term::NamedNode(node) = self.term else {
                return Err(BindFault::Misplaced(place));
            };
            *pattern = NamedNodePattern::NamedNode(node.clone());
            self.uses += 1;
        }
        Ok(())
    }

    /// Both sides of a MINUS that share the variable go on sharing something.
    fn minus(&mut self, left: &mut GraphPattern, right: &mut GraphPattern) -> Bound {
        let shared = in_scope(left, self.variable) && in_scope(right, self.variable);
        self.pattern(left)?;
        self.pattern(right)?;
        if shared {
            let stand_in = self.fresh();
            extend(left, stand_in.clone(), self.expression()?);
            extend(right, stand_in, self.expression()?);
        }
        Ok(())
    }

    /// Rows with another value go; the column goes too.
    fn values(&mut self, pattern: &mut GraphPattern) -> Bound {
        let GraphPattern::Values {
            variables,
            bindings,
        } = pattern
        else {
            return Ok(());
        };
        let Some(column) = variables.iter().position(|v| v == self.variable) else {
            return Ok(());
        };
        let ground = match self.term {
            Term::NamedNode(node) => GroundTerm::NamedNode(node.clone()),
            Term::Literal(literal) => GroundTerm::Literal(literal.clone()),
            _ => return Err(BindFault::Misplaced("value")),
        };
        variables.remove(column);
        bindings.retain(|row| {
            row.get(column)
                .is_none_or(|v| v.as_ref().is_none_or(|v| *v == ground))
        });
        for row in bindings {
            row.remove(column);
        }
        self.uses += 1;
        Ok(())
    }

    /// A grouping key stays a key: without it, no solutions would become one empty group.
    fn group(
        &mut self,
        inner: &mut Box<GraphPattern>,
        variables: &mut [Variable],
        aggregates: &mut [(Variable, AggregateExpression)],
    ) -> Bound {
        self.pattern(inner)?;
        if let Some(key) = variables.iter_mut().find(|v| *v == self.variable) {
            *key = self.fresh();
            extend(inner, key.clone(), self.expression()?);
        }
        for (variable, aggregate) in aggregates {
            if variable == self.variable {
                return Err(BindFault::Assigned);
            }
            if let AggregateExpression::FunctionCall { expr, .. } = aggregate {
                self.expr(expr)?;
            }
        }
        Ok(())
    }

    fn expr(&mut self, expression: &mut Expression) -> Bound {
        match expression {
            Expression::NamedNode(_) | Expression::Literal(_) => Ok(()),
            Expression::Variable(variable) => {
                if variable == self.variable {
                    *expression = self.expression()?;
                    self.uses += 1;
                }
                Ok(())
            }
            Expression::Bound(variable) => {
                if variable == self.variable {
                    *expression = Expression::Literal(true.into());
                    self.uses += 1;
                }
                Ok(())
            }
            Expression::Exists(pattern) => self.pattern(pattern),
            Expression::Not(e) | Expression::UnaryPlus(e) | Expression::UnaryMinus(e) => {
                self.expr(e)
            }
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
            | Expression::Divide(a, b) => {
                self.expr(a)?;
                self.expr(b)
            }
            Expression::If(a, b, c) => {
                self.expr(a)?;
                self.expr(b)?;
                self.expr(c)
            }
            Expression::In(needle, list) => {
                self.expr(needle)?;
                list.iter_mut().try_for_each(|e| self.expr(e))
            }
            Expression::Coalesce(list) | Expression::FunctionCall(_, list) => {
                list.iter_mut().try_for_each(|e| self.expr(e))
            }
        }
    }

    fn expression(&self) -> Result<Expression, BindFault> {
        match self.term {
            Term::NamedNode(node) => Ok(Expression::NamedNode(node.clone())),
            Term::Literal(literal) => Ok(Expression::Literal(literal.clone())),
            _ => Err(BindFault::Misplaced("value")),
        }
    }

    /// A variable that no reader of SPARQL would write.
    fn fresh(&mut self) -> Variable {
        self.fresh += 1;
        Variable::new_unchecked(format!("{}__bound_{}", self.variable.as_str(), self.fresh))
    }
}

fn in_scope(pattern: &GraphPattern, variable: &Variable) -> bool {
    let mut found = false;
    pattern.on_in_scope_variable(|v| found |= v == variable);
    found
}

fn extend(pattern: &mut GraphPattern, variable: Variable, expression: Expression) {
    let inner = Box::new(std::mem::take(pattern));
    *pattern = GraphPattern::Extend {
        inner,
        variable,
        expression,
    };
}
