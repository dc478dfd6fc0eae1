//! The catalogue: query files by name, and how one is bound and run.

use super::bind::{BindFault, bind};
use super::error::CatalogError;
use super::front::FrontMatter;
use super::param::{Environment, term_of};
use crate::corpus::{Prefixes, Source, nearest};
use crate::store::{Answer, Derived};
use oxigraph::model::Variable;
use spargebra::algebra::GraphPattern;
use spargebra::{Query, SparqlParser};
use std::collections::BTreeMap;
use std::time::Duration;

/// A query file, parsed.
#[derive(Debug, Clone)]
pub struct NamedQuery {
    /// Its name: the stem of the file.
    pub name: String,
    /// Its file inside the project.
    pub file: String,
    /// The folder under `queries/`.
    pub area: String,
    /// The whole text of the file.
    pub text: String,
    /// What it says about itself.
    pub front: FrontMatter,
    query: Query,
}

impl NamedQuery {
    /// Parses a query file; the prefixes of the project need not be declared in it.
    ///
    /// # Errors
    /// When front matter or query is malformed, or a declared parameter is not used.
    pub fn parse(file: &str, text: &str, prefixes: &Prefixes) -> Result<Self, CatalogError> {
        let mut front = FrontMatter::read(file, text)?;
        let query = parse(file, text, prefixes)?;
        let inside = file.strip_prefix("queries/").unwrap_or(file);
        let (area, base) = inside.rsplit_once('/').unwrap_or(("", inside));
        if front.group.is_empty() {
            area.clone_into(&mut front.group);
        }
        let named = Self {
            name: base.strip_suffix(".rq").unwrap_or(base).to_owned(),
            file: file.to_owned(),
            area: area.to_owned(),
            text: text.to_owned(),
            front,
            query,
        };
        named.check_parameters()?;
        named.check_chart()?;
        Ok(named)
    }

    /// The query as parsed, with its parameters still variables.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// The query with its parameters bound: the given values, else the defaults.
    ///
    /// # Errors
    /// When a parameter is unknown, missing, or its value is not of its type.
    pub fn bind(
        &self,
        given: &BTreeMap<String, String>,
        env: Environment<'_>,
    ) -> Result<Query, CatalogError> {
        if let Some(unknown) = given
            .keys()
            .find(|name| !self.front.params.iter().any(|p| p.name == **name))
        {
            return Err(CatalogError::UnknownParameter {
                query: self.name.clone(),
                name: unknown.clone(),
                known: self.front.params.iter().map(|p| p.name.clone()).collect(),
            });
        }
        let mut query = self.query.clone();
        for param in &self.front.params {
            let value = given
                .get(&param.name)
                .or(param.default.as_ref())
                .ok_or_else(|| CatalogError::MissingParameter {
                    query: self.name.clone(),
                    name: param.name.clone(),
                    doc: if param.doc.is_empty() {
                        format!("a {}", param.kind.name())
                    } else {
                        param.doc.clone()
                    },
                })?;
            if let Some(term) = term_of(param, value, env)? {
                query = self.bind_one(&query, &param.name, &term)?;
            }
        }
        Ok(query)
    }

    /// The bound query as text that any SPARQL 1.1 engine takes, with its question and its prefixes.
    ///
    /// # Errors
    /// When binding fails.
    pub fn portable(
        &self,
        given: &BTreeMap<String, String>,
        env: Environment<'_>,
    ) -> Result<String, CatalogError> {
        let text = super::portable::portable(&self.bind(given, env)?.to_string(), env.prefixes);
        Ok(match self.front.question.as_str() {
            "" => text,
            question => format!(
                "# title = {:?}\n# question = {question:?}\n{text}",
                self.front.title
            ),
        })
    }

    /// Binds and evaluates; rows are sorted unless the query orders them itself.
    ///
    /// # Errors
    /// When binding or evaluation fails.
    pub fn run(
        &self,
        snapshot: &Derived,
        given: &BTreeMap<String, String>,
        env: Environment<'_>,
    ) -> Result<Answer, CatalogError> {
        let query = self.bind(given, env)?;
        Ok(in_order(&query, snapshot.evaluate(&query)?))
    }

    /// The same for who may not take longer than `most`.
    ///
    /// # Errors
    /// When binding or evaluation fails, or takes longer.
    pub fn run_within(
        &self,
        snapshot: &Derived,
        given: &BTreeMap<String, String>,
        env: Environment<'_>,
        most: Duration,
    ) -> Result<Answer, CatalogError> {
        let query = self.bind(given, env)?;
        Ok(in_order(&query, snapshot.evaluate_within(&query, most)?))
    }

    fn bind_one(
        &self,
        query: &Query,
        name: &str,
        term: &oxigraph::model::Term,
    ) -> Result<Query, CatalogError> {
        let variable = Variable::new(name).map_err(|_| self.unused(name))?;
        bind(query, &variable, term).map_err(|fault| match fault {
            BindFault::Unused => self.unused(name),
            BindFault::Assigned => CatalogError::AssignedParameter {
                file: self.file.clone(),
                name: name.to_owned(),
            },
            BindFault::Misplaced(place) => CatalogError::Misplaced {
                name: name.to_owned(),
                value: term.to_string(),
                place,
            },
        })
    }

    fn unused(&self, name: &str) -> CatalogError {
        CatalogError::UnusedParameter {
            file: self.file.clone(),
            name: name.to_owned(),
        }
    }

    /// The chart that is declared can be drawn from the columns of the answer.
    fn check_chart(&self) -> Result<(), CatalogError> {
        let Some(chart) = &self.front.chart else {
            return Ok(());
        };
        let mut columns = Vec::new();
        if let Query::Select { pattern, .. } = &self.query {
            pattern.on_in_scope_variable(|v| columns.push(v.as_str().to_owned()));
        }
        chart
            .check(&columns)
            .map_err(|(key, message)| CatalogError::Chart {
                file: self.file.clone(),
                key,
                message,
            })
    }

    /// Every declared parameter is used, and no query assigns one.
    fn check_parameters(&self) -> Result<(), CatalogError> {
        let probe = oxigraph::model::NamedNode::new_unchecked("urn:x-cyberlex:probe").into();
        for param in &self.front.params {
            self.bind_one(&self.query, &param.name, &probe)?;
        }
        Ok(())
    }
}

/// Parses a query with the prefixes of the project declared.
fn parse(file: &str, text: &str, prefixes: &Prefixes) -> Result<Query, CatalogError> {
    let syntax = |message: String| CatalogError::Syntax {
        file: file.to_owned(),
        message,
    };
    let mut parser = SparqlParser::new();
    for (prefix, namespace) in prefixes.iter() {
        parser = parser
            .with_prefix(prefix, namespace)
            .map_err(|e| syntax(format!("prefix {prefix}: {e}")))?;
    }
    parser.parse_query(text).map_err(|e| syntax(e.to_string()))
}

/// Rows sorted, unless the query orders them itself.
fn in_order(query: &Query, mut answer: Answer) -> Answer {
    if let Answer::Rows(rows) = &mut answer
        && !ordered(query)
    {
        rows.sort();
    }
    answer
}

/// Whether the outermost SELECT has an ORDER BY.
fn ordered(query: &Query) -> bool {
    let Query::Select { pattern, .. } = query else {
        return false;
    };
    let mut pattern = pattern;
    loop {
        pattern = match pattern {
            GraphPattern::OrderBy { .. } => return true,
            GraphPattern::Project { inner, .. }
            | GraphPattern::Distinct { inner }
            | GraphPattern::Reduced { inner }
            | GraphPattern::Slice { inner, .. }
            | GraphPattern::Extend { inner, .. } => inner,
            _ => return false,
        };
    }
}

/// The queries of a project by name; rules and checks are kept apart.
#[derive(Debug, Clone, Default)]
pub struct Catalog {
    queries: BTreeMap<String, NamedQuery>,
    /// `queries/rules/*.rq`, in the order in which they run.
    pub rules: Vec<NamedQuery>,
    /// `queries/checks/*.rq`, in order of name.
    pub checks: Vec<NamedQuery>,
}

impl Catalog {
    /// Reads all query files; what is wrong with one does not hide the others.
    pub fn read(source: &Source, prefixes: &Prefixes) -> (Self, Vec<CatalogError>) {
        let mut catalog = Self::default();
        let mut errors = Vec::new();
        for file in source.names("queries/") {
            let text = source.text(file).unwrap_or_default();
            match NamedQuery::parse(file, &text, prefixes) {
                Ok(query) => {
                    if let Err(error) = catalog.add(query) {
                        errors.push(error);
                    }
                }
                Err(error) => errors.push(error),
            }
        }
        (catalog, errors)
    }

    fn add(&mut self, query: NamedQuery) -> Result<(), CatalogError> {
        match query.area.as_str() {
            "rules" => {
                if !matches!(query.query, Query::Construct { .. }) {
                    return Err(CatalogError::NotARule {
                        found: kind(&query.query),
                        file: query.file,
                    });
                }
                self.rules.push(query);
            }
            "checks" => {
                super::check::selects_what_it_must(&query)?;
                self.checks.push(query);
            }
            _ => {
                if let Some(first) = self.queries.get(&query.name) {
                    return Err(CatalogError::SameName {
                        first: first.file.clone(),
                        second: query.file,
                    });
                }
                self.queries.insert(query.name.clone(), query);
            }
        }
        Ok(())
    }

    /// The queries in order of name.
    pub fn iter(&self) -> impl Iterator<Item = &NamedQuery> {
        self.queries.values()
    }

    /// The query of a name.
    ///
    /// # Errors
    /// When there is none; the error names those like it.
    pub fn get(&self, name: &str) -> Result<&NamedQuery, CatalogError> {
        self.queries
            .get(name)
            .ok_or_else(|| CatalogError::UnknownQuery {
                name: name.to_owned(),
                near: nearest(name, self.queries.keys().map(String::as_str))
                    .into_iter()
                    .map(str::to_owned)
                    .collect(),
            })
    }
}

fn kind(query: &Query) -> &'static str {
    match query {
        Query::Select { .. } => "a SELECT",
        Query::Construct { .. } => "a CONSTRUCT",
        Query::Describe { .. } => "a DESCRIBE",
        Query::Ask { .. } => "an ASK",
    }
}
