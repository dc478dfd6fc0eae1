//! A query or an update as text for any SPARQL 1.1 engine: parameters bound, prefixes declared, laid out in lines.

use crate::corpus::Prefixes;
use std::collections::{BTreeMap, BTreeSet};

/// Words that begin a line of their own.
const CLAUSES: [&str; 9] = [
    "FILTER", "BIND", "OPTIONAL", "MINUS", "UNION", "VALUES", "GROUP", "ORDER", "LIMIT",
];

/// The text of a parsed query, as SPARQL 1.1 that needs nothing from this program, with the prefixes that it uses.
pub(super) fn portable(text: &str, prefixes: &Prefixes) -> String {
    let mut page = Page::default();
    let mut rest = text;
    while let Some(token) = token(rest) {
        rest = &rest[token.len()..];
        page.token(token, prefixes);
    }
    let mut head = String::new();
    for (prefix, namespace) in prefixes.iter().filter(|(p, _)| page.used.contains(*p)) {
        head.push_str(&format!("PREFIX {prefix}: <{namespace}>\n"));
    }
    head + page.text.trim_end() + "\n"
}

/// The next piece of SPARQL text: a literal, an IRI, a word, or a single character.
fn token(text: &str) -> Option<&str> {
    let first = text.chars().next()?;
    let length = match first {
        '"' => literal(text),
        '<' => iri(text).map_or(1, |inner| inner.len() + 2),
        c if word(c) => text.find(|c| !word(c)).unwrap_or(text.len()),
        other => other.len_utf8(),
    };
    text.get(..length)
}

fn word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '?' | '$' | '@')
}

/// The length of a literal in double quotes, the quotes included.
fn literal(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// What stands between the angle brackets, where they hold an IRI and are no comparison.
fn iri(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('<')?.split_once('>')?.0;
    let plain = |c: char| c > ' ' && !matches!(c, '<' | '"' | '{' | '}' | '|' | '^' | '`' | '\\');
    (inner.contains(':') && inner.chars().all(plain)).then_some(inner)
}

/// The text as it grows.
#[derive(Default)]
struct Page {
    text: String,
    /// Braces that are open.
    depth: usize,
    /// Parentheses that are open.
    nested: usize,
    used: BTreeSet<String>,
    /// Names that the parser made up, and what they are called here: the same text each time.
    made_up: BTreeMap<String, String>,
}

impl Page {
    fn token(&mut self, token: &str, prefixes: &Prefixes) {
        match token {
            "{" => {
                self.write("{");
                self.depth += 1;
                self.line();
            }
            "}" => {
                self.depth = self.depth.saturating_sub(1);
                self.line();
                self.write("}");
                self.line();
            }
            "." if self.text.ends_with(' ') => {
                self.write(".");
                self.line();
            }
            " " => {
                if !self.text.ends_with([' ', '\n']) {
                    self.text.push(' ');
                }
            }
            _ => {
                match token {
                    "(" => self.nested += 1,
                    ")" => self.nested = self.nested.saturating_sub(1),
                    _ => {}
                }
                if self.nested == 0 && CLAUSES.contains(&token) {
                    self.line();
                }
                let short = iri(token).and_then(|inner| self.short(inner, prefixes));
                let short = short.or_else(|| self.renamed(token));
                if short
                    .as_deref()
                    .is_some_and(|name| name.starts_with("?node_"))
                {
                    self.text.truncate(self.text.trim_end_matches("_:").len());
                }
                self.write(short.as_deref().unwrap_or(token));
            }
        }
    }

    /// A prefixed name, where the local part needs no escape.
    fn short(&mut self, iri: &str, prefixes: &Prefixes) -> Option<String> {
        let name = prefixes.compact(iri);
        let (prefix, local) = name.split_once(':')?;
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
        let sound =
            local.starts_with(|c: char| c.is_ascii_alphanumeric()) && local.chars().all(plain);
        if !sound || prefix.starts_with('<') {
            return None;
        }
        self.used.insert(prefix.to_owned());
        Some(name)
    }

    /// A variable in place of the random name that the parser gives to an aggregate, or to the blank node between two steps of a
    /// path, which Virtuoso 7 takes no blank node for.
    fn renamed(&mut self, token: &str) -> Option<String> {
        let (sign, name) = match token.strip_prefix('?') {
            Some(name) => ("?computed_", name),
            None => ("?node_", token),
        };
        let random = name.len() >= 24 && name.chars().all(|c| c.is_ascii_hexdigit());
        let next = self.made_up.len() + 1;
        random.then(|| {
            let name = self.made_up.entry(token.to_owned());
            name.or_insert_with(|| format!("{sign}{next}")).clone()
        })
    }

    fn write(&mut self, text: &str) {
        if self.text.ends_with('\n') {
            self.text.push_str(&"  ".repeat(self.depth));
        }
        self.text.push_str(text);
    }

    /// Ends the line, unless it is empty.
    fn line(&mut self) {
        let kept = self.text.trim_end().len();
        self.text.truncate(kept);
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }
}
