//! The project's own documents as HTML: headings to link to, no styles and no scripts of their own, links that stay on the
//! site.

use pulldown_cmark::{Alignment, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};
use std::collections::HashMap;

/// A heading of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    /// What a link to it ends with.
    pub(super) id: String,
    /// Its words.
    pub(super) text: String,
}

/// A document as HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rendered {
    /// The words of its first heading, which is not in the HTML.
    pub(super) title: String,
    /// Headings of the second level, for a table of contents.
    pub(super) contents: Vec<Heading>,
    /// The rest.
    pub(super) html: String,
}

/// Renders a document. `link` gives where a link leads on the site; what leads nowhere there keeps its words only.
///
/// HTML in the text is not passed on: comments are left out, anything else is shown as it is written. Every attribute is
/// made here, so that the policy of the site (no inline style, no script) holds whatever a document says.
pub(super) fn render(text: &str, link: impl Fn(&str) -> Option<String>) -> Rendered {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let events: Vec<Event<'_>> = Parser::new_ext(text, options).collect();
    let mut maker = Maker {
        link,
        title: String::new(),
        contents: Vec::new(),
        seen: HashMap::new(),
        last: String::new(),
        columns: Vec::new(),
        column: 0,
        in_head: false,
        open: Vec::new(),
    };
    let made = maker.rewrite(&events);
    let mut output = String::with_capacity(text.len() * 2);
    html::push_html(&mut output, made.into_iter());
    Rendered {
        title: maker.title,
        contents: maker.contents,
        html: output,
    }
}

struct Maker<L> {
    link: L,
    title: String,
    contents: Vec<Heading>,
    /// How often a heading has occurred.
    seen: HashMap<String, usize>,
    /// The words of the last heading, which name the table below it.
    last: String,
    columns: Vec<Alignment>,
    column: usize,
    in_head: bool,
    /// Whether each open link leads anywhere.
    open: Vec<bool>,
}

impl<L: Fn(&str) -> Option<String>> Maker<L> {
    fn rewrite<'e>(&mut self, events: &[Event<'e>]) -> Vec<Event<'e>> {
        let mut made = Vec::with_capacity(events.len());
        let mut rest = events.iter().enumerate();
        while let Some((at, event)) = rest.next() {
            match event {
                Event::Start(Tag::Heading { level, .. }) => {
                    let words = words(&events[at..]);
                    if *level == HeadingLevel::H1 && self.title.is_empty() {
                        self.title = words;
                        for (_, event) in rest.by_ref() {
                            if matches!(event, Event::End(TagEnd::Heading(_))) {
                                break;
                            }
                        }
                    } else {
                        made.push(self.heading(*level, words));
                    }
                }
                other => self.other(other, &mut made),
            }
        }
        made
    }

    fn heading<'e>(&mut self, level: HeadingLevel, words: String) -> Event<'e> {
        let id = self.id(&words);
        // A second heading of the first level would be a second title of the page.
        let level = level.max(HeadingLevel::H2);
        if level == HeadingLevel::H2 {
            self.contents.push(Heading {
                id: id.clone(),
                text: words.clone(),
            });
        }
        self.last = words;
        Event::Start(Tag::Heading {
            level,
            id: Some(CowStr::from(id)),
            classes: Vec::new(),
            attrs: Vec::new(),
        })
    }

    fn other<'e>(&mut self, event: &Event<'e>, made: &mut Vec<Event<'e>>) {
        let event = match event {
            Event::Html(raw) | Event::InlineHtml(raw) => {
                if raw.trim_start().starts_with("<!--") {
                    return;
                }
                Event::Text(raw.clone())
            }
            Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => return,
            // The words of a picture stand for it: the documents have none that matter.
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => return,
            Event::Start(Tag::Link { dest_url, .. }) => {
                let target = (self.link)(dest_url);
                self.open.push(target.is_some());
                let Some(target) = target else { return };
                markup(format!("<a href=\"{}\">", escaped(&target)))
            }
            Event::End(TagEnd::Link) => {
                if self.open.pop() != Some(true) {
                    return;
                }
                markup("</a>")
            }
            Event::Start(Tag::CodeBlock(_)) => markup("<pre tabindex=\"0\"><code>"),
            Event::End(TagEnd::CodeBlock) => markup("</code></pre>\n"),
            Event::End(TagEnd::Heading(level)) => {
                Event::End(TagEnd::Heading((*level).max(HeadingLevel::H2)))
            }
            other => return self.table(other, made),
        };
        made.push(event);
    }

    /// Tables scroll by themselves where they are too wide, and align without inline styles.
    fn table<'e>(&mut self, event: &Event<'e>, made: &mut Vec<Event<'e>>) {
        match event {
            Event::Start(Tag::Table(columns)) => {
                self.columns.clone_from(columns);
                made.push(markup(format!(
                    "<div class=\"scroll wide\" tabindex=\"0\" role=\"region\" aria-label=\"{}\">\n<table class=\"rows\">",
                    escaped(&self.last)
                )));
            }
            Event::End(TagEnd::Table) => made.push(markup("</tbody></table></div>\n")),
            Event::Start(Tag::TableHead) => {
                (self.in_head, self.column) = (true, 0);
                made.push(markup("<thead><tr>"));
            }
            Event::End(TagEnd::TableHead) => {
                self.in_head = false;
                made.push(markup("</tr></thead><tbody>\n"));
            }
            Event::Start(Tag::TableRow) => {
                self.column = 0;
                made.push(markup("<tr>"));
            }
            Event::End(TagEnd::TableRow) => made.push(markup("</tr>\n")),
            Event::Start(Tag::TableCell) => {
                let right = self.columns.get(self.column) == Some(&Alignment::Right);
                let cell = if self.in_head {
                    "th scope=\"col\""
                } else {
                    "td"
                };
                let class = if right { " class=\"number\"" } else { "" };
                made.push(markup(format!("<{cell}{class}>")));
            }
            Event::End(TagEnd::TableCell) => {
                self.column += 1;
                made.push(markup(if self.in_head { "</th>" } else { "</td>" }));
            }
            other => made.push(other.clone()),
        }
    }

    /// The id of a heading, as the places make it where the documents are also read: lower case, words joined by hyphens,
    /// counted where it occurs again.
    fn id(&mut self, words: &str) -> String {
        let mut id: String = words
            .to_lowercase()
            .chars()
            .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
            .map(|c| if c == ' ' { '-' } else { c })
            .collect();
        // The frame of the page has the ids "content" and "find".
        if id.is_empty() || matches!(id.as_str(), "content" | "find") {
            id.push_str("-section");
        }
        let times = self.seen.entry(id.clone()).or_default();
        *times += 1;
        if *times > 1 {
            id = format!("{id}-{}", *times - 1);
        }
        id
    }
}

/// The words of the heading that begins here.
fn words(events: &[Event<'_>]) -> String {
    events
        .iter()
        .take_while(|event| !matches!(event, Event::End(TagEnd::Heading(_))))
        .filter_map(|event| match event {
            Event::Text(text) | Event::Code(text) => Some(text.as_ref()),
            Event::SoftBreak | Event::HardBreak => Some(" "),
            _ => None,
        })
        .collect()
}

fn markup<'e>(text: impl Into<String>) -> Event<'e> {
    Event::Html(CowStr::from(text.into()))
}

/// Words inside a quoted attribute.
fn escaped(text: &str) -> String {
    askama::filters::escape(text, askama::filters::Html)
        .map(|safe| safe.to_string())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(text: &str) -> String {
        render(text, |target| {
            target.starts_with("https://").then(|| target.to_owned())
        })
        .html
    }

    #[test]
    fn the_first_heading_is_the_title_and_the_others_have_ids() {
        let page = render(
            "# Title\n\n## One `two`\n\n## One two\n\n# Content\n",
            |_| None,
        );
        assert_eq!(page.title, "Title");
        let ids: Vec<&str> = page.contents.iter().map(|h| h.id.as_str()).collect();
        assert_eq!(ids, ["one-two", "one-two-1", "content-section"]);
        assert!(!page.html.contains("<h1"), "{}", page.html);
        assert!(
            page.html
                .contains("<h2 id=\"one-two\">One <code>two</code></h2>")
        );
    }

    #[test]
    fn no_markup_of_the_text_is_passed_on() {
        let made = html(
            "<!-- table: cyberlex query x -->\n\nA <b onclick=\"x()\">b</b>\n\n<script>alert(1)</script>\n",
        );
        assert!(!made.contains("table:"), "{made}");
        assert!(!made.contains("<script") && !made.contains("<b "), "{made}");
        assert!(made.contains("&lt;script&gt;"), "{made}");
    }

    #[test]
    fn a_link_that_leads_nowhere_keeps_its_words() {
        assert_eq!(
            html("[a](javascript:alert(1)) [b](https://example.org/?x=\"&y)"),
            "<p>a <a href=\"https://example.org/?x=&#34;&#38;y\">b</a></p>\n"
        );
    }

    #[test]
    fn tables_align_without_style() {
        let made = html("## T \"q\"\n\n| a | n |\n| --- | --: |\n| x | 1 |\n");
        assert!(made.contains("aria-label=\"T &#34;q&#34;\""), "{made}");
        assert!(
            made.contains("<th scope=\"col\" class=\"number\">n</th>"),
            "{made}"
        );
        assert!(
            made.contains("<td>x</td><td class=\"number\">1</td></tr>"),
            "{made}"
        );
        assert!(!made.contains("style"), "{made}");
    }
}
