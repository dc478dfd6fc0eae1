//! Coverage as tables: the stable rows for programs, the matrix and the article-by-article reading for people.

use super::cell::Cell;
use super::table::Table;
use super::words::{citations, labels, unique};
use crate::coverage::{ArticleAnswer, Condition, GapList, Matrix, NormAnswer, RequirementAnswer};
use crate::model::{Basis, RequirementState, Status};

/// The columns of [`coverage_rows`], stable since version 0.1.
pub const COVERAGE_COLUMNS: [&str; 10] = [
    "jurisdiction",
    "instrument",
    "article",
    "title",
    "status",
    "provisions",
    "missing",
    "conditions",
    "max_imprisonment_months",
    "basis",
];

/// A row for each jurisdiction and article, in the stable columns.
pub fn coverage_rows(matrix: &Matrix) -> Table {
    let mut table = Table::new(caption(matrix), &matrix.lang, COVERAGE_COLUMNS);
    for row in &matrix.rows {
        table.push(vec![
            Cell::text(&row.code),
            Cell::text(&row.instrument_id),
            Cell::text(&row.number),
            Cell::text(&row.article.label),
            status(row.status),
            Cell::text(citations(&row.provisions)),
            Cell::text(missing(row)),
            Cell::text(conditions(row)),
            row.max_imprisonment
                .map_or(Cell::Empty, |max| Cell::text(max.to_string())),
            row.basis
                .map_or(Cell::Empty, |basis| Cell::text(basis.code())),
        ]);
    }
    table
}

/// What the table shows, on which day.
fn caption(matrix: &Matrix) -> String {
    format!("{}, as of {}", matrix.instrument.label, matrix.day)
}

/// Articles down, jurisdictions across, a mark in each cell; as many tables as `width` columns of a
/// terminal call for, one where there is no width.
pub fn coverage_matrix(matrix: &Matrix, width: Option<u16>) -> Vec<Table> {
    let mut codes: Vec<&str> = matrix.rows.iter().map(|row| row.code.as_str()).collect();
    codes.dedup();
    let Some(first) = matrix.rows.first() else {
        return Vec::new();
    };
    let articles = matrix
        .rows
        .iter()
        .take_while(|row| row.code == first.code)
        .count();
    let (columns, title) = matrix_layout(matrix, codes.len(), width);
    let blocks = codes.chunks(columns).enumerate();
    blocks
        .map(|(block, codes)| matrix_block(matrix, block * columns, codes, articles, title))
        .collect()
}

/// How many jurisdictions stand side by side, and how many letters of a heading fit.
fn matrix_layout(matrix: &Matrix, codes: usize, width: Option<u16>) -> (usize, usize) {
    /// Columns of a terminal that one jurisdiction takes.
    const CODE: usize = 6;
    /// The fewest and most letters of a heading.
    const TITLE: (usize, usize) = (18, 44);
    let numbers = matrix.rows.iter().map(|row| row.number.chars().count());
    let fixed = numbers.max().unwrap_or_default().max("article".len()) + 7;
    let Some(width) = width.map(usize::from) else {
        return (codes.max(1), TITLE.1);
    };
    let columns = (width.saturating_sub(fixed + TITLE.0) / CODE).clamp(1, codes.max(1));
    let title = width
        .saturating_sub(fixed + columns * CODE)
        .clamp(TITLE.0, TITLE.1);
    (columns, title)
}

fn matrix_block(
    matrix: &Matrix,
    first: usize,
    codes: &[&str],
    articles: usize,
    title: usize,
) -> Table {
    let heads = ["article", ""].into_iter().chain(codes.iter().copied());
    let mut table = Table::new(caption(matrix), &matrix.lang, heads);
    for article in 0..articles {
        let rows =
            (first..first + codes.len()).map(|place| &matrix.rows[place * articles + article]);
        let head = &matrix.rows[article];
        let mut cells = vec![
            Cell::text(&head.number),
            Cell::text(shortened(&head.article.label, title)),
        ];
        cells.extend(rows.map(|row| {
            let label = format!("{}{}", mark(row.status), editorial(row));
            Cell::status(row.status.code(), label)
        }));
        table.push(cells);
    }
    table
}

/// A star where an answer rests on anything that nobody checked against a text.
fn editorial(row: &ArticleAnswer) -> &'static str {
    if row.basis == Some(Basis::Editorial) {
        "*"
    } else {
        ""
    }
}

/// The mark of a status: told apart by shape as well as by colour.
pub fn mark(status: Status) -> &'static str {
    match status {
        Status::Full => "●",
        Status::Partial => "◐",
        Status::None => "○",
        Status::Unknown => "?",
    }
}

/// What the marks mean, a line each; the star only where it stands.
pub fn legend(matrix: &Matrix) -> Vec<String> {
    let meaning = |status| match status {
        Status::Full => "every requirement met",
        Status::Partial => "some met, or under conditions",
        Status::None => "searched, nothing found",
        Status::Unknown => "not yet searched",
    };
    let mut lines: Vec<String> = Status::ALL
        .iter()
        .map(|status| format!("{} {}: {}", mark(*status), status.code(), meaning(*status)))
        .collect();
    if matrix.rows.iter().any(|row| !editorial(row).is_empty()) {
        lines.push(String::from(
            "* rests in part on knowledge not checked against a text",
        ));
    }
    lines
}

/// One jurisdiction, article by article, as words: each line with its depth of indentation.
pub fn coverage_reading(matrix: &Matrix) -> Vec<ReadingBlock> {
    matrix.rows.iter().map(reading_block).collect()
}

/// An article as lines for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadingBlock {
    /// "2  Illegal access".
    pub heading: String,
    /// The status, for its mark and colour.
    pub status: Status,
    /// What stands beneath.
    pub lines: Vec<String>,
}

fn reading_block(row: &ArticleAnswer) -> ReadingBlock {
    let mut lines: Vec<String> = row.norms.iter().flat_map(norm_lines).collect();
    let open = |state: RequirementState| row.open().filter(move |r| r.state == state);
    for (state, word) in [
        (RequirementState::Missing, "missing"),
        (RequirementState::Near, "not reached"),
        (RequirementState::Unknown, "not searched"),
    ] {
        let labels: Vec<String> = open(state).map(requirement).collect();
        if !labels.is_empty() {
            lines.push(format!("{word}: {}", labels.join("; ")));
        }
    }
    let conditions = conditions(row);
    if !conditions.is_empty() {
        lines.push(format!("only if: {conditions}"));
    }
    if row.requirements.iter().any(|r| r.uses_permission) {
        lines.push(String::from("uses a restriction that the article permits"));
    }
    let lacks = unique(
        row.requirements
            .iter()
            .flat_map(|r| &r.lacks)
            .map(|l| l.label.clone()),
    );
    if !lacks.is_empty() {
        lines.push(format!(
            "over-broad: the article also demands {}",
            lacks.join(", ")
        ));
    }
    if row.status != Status::Full && !row.related.is_empty() {
        lines.push(format!("also on the topic: {}", citations(&row.related)));
    }
    ReadingBlock {
        heading: format!("{}{}  {}", row.number, editorial(row), row.article.label),
        status: row.status,
        lines,
    }
}

fn norm_lines(norm: &NormAnswer) -> Vec<String> {
    let mut facts = Vec::new();
    if let Some(since) = norm.since {
        facts.push(format!("since {since}"));
    }
    if let Some(max) = crate::model::basic_maximum(&norm.penalties) {
        facts.push(format!("basic penalty up to {max} months").replace("life months", "life"));
    }
    facts.push(norm.basis.code().replace('-', " "));
    // What a second reader doubted, or what may be out of date, is said where it is used.
    facts.extend(
        norm.review
            .clone()
            .filter(|state| state == "disputed" || state == "stale"),
    );
    let elements: Vec<String> = norm
        .elements
        .iter()
        .map(|e| format!("{}: {}", e.element.label, labels(&e.values)))
        .collect();
    vec![
        format!("{} ({})", citations(&norm.provisions), facts.join(", ")),
        format!("    {}", elements.join("; ")),
    ]
}

/// Gaps as a table: what is missing or conditional, why, and whose provisions could serve as models.
pub fn gap_table(gaps: &GapList) -> Table {
    let mut table = Table::new(
        format!(
            "{} against the {}, as of {}",
            gaps.jurisdiction.label, gaps.instrument.label, gaps.day
        ),
        &gaps.lang,
        [
            "article",
            "pinpoint",
            "requirement",
            "mandatory",
            "state",
            "why",
            "nearest",
            "models",
        ],
    );
    for gap in &gaps.gaps {
        let asked = &gap.requirement;
        let models: Vec<String> = gap
            .models
            .iter()
            .map(|m| format!("{}: {}", m.code, citations(&m.provisions)))
            .collect();
        table.push(vec![
            Cell::text(&gap.number),
            Cell::text(&asked.pinpoint),
            Cell::text(&asked.label),
            Cell::Boolean(asked.mandatory),
            Cell::Status {
                code: asked.state.code().to_owned(),
                label: asked.state.code().to_owned(),
            },
            Cell::text(reason(asked)),
            Cell::text(citations(&asked.provisions)),
            Cell::text(models.join("; ")),
        ]);
    }
    table.notes.push(super::gap::gap_note(gaps));
    table
}

/// Why a requirement is not met without condition, in words.
pub(super) fn reason(asked: &RequirementAnswer) -> String {
    match asked.state {
        RequirementState::Conditional => {
            let all = asked.conditions.iter().map(condition);
            format!("the law also asks for {}", unique(all).join(", "))
        }
        RequirementState::Near => {
            let all = asked.shortfalls.iter().map(|s| {
                let given = match labels(&s.given) {
                    none if none.is_empty() => String::from("nothing stated"),
                    given => format!("given {given}"),
                };
                format!("{}: asked {}, {given}", s.element, labels(&s.wanted))
            });
            unique(all).join("; ")
        }
        RequirementState::Missing => asked.searched_on.map_or_else(String::new, |day| {
            format!("nothing found when searched on {day}")
        }),
        RequirementState::Unknown => String::from("not yet searched"),
        RequirementState::Met | RequirementState::Reserved => String::new(),
    }
}

fn missing(row: &ArticleAnswer) -> String {
    let all = row.open().filter_map(|r| match r.state {
        RequirementState::Missing | RequirementState::Near => Some(requirement(r)),
        RequirementState::Unknown if row.status != Status::Unknown => {
            Some(format!("not searched: {}", requirement(r)))
        }
        _ => None,
    });
    unique(all).join("; ")
}

fn conditions(row: &ArticleAnswer) -> String {
    let all = row.open().flat_map(|r| {
        r.conditions.iter().map(|c| match &c.provision {
            Some(provision) => format!("{} ({})", condition(c), provision.text),
            None => condition(c),
        })
    });
    unique(all).join("; ")
}

fn condition(condition: &Condition) -> String {
    if condition.reservable {
        format!(
            "{} [permitted only by a reservation]",
            condition.circumstance.label
        )
    } else {
        condition.circumstance.label.clone()
    }
}

pub(super) fn requirement(asked: &RequirementAnswer) -> String {
    format!("{} {}", asked.pinpoint, asked.label)
}

fn status(status: Status) -> Cell {
    Cell::Status {
        code: status.code().to_owned(),
        label: status.code().to_owned(),
    }
}

fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most - 1).collect();
    format!("{}…", kept.trim_end())
}
