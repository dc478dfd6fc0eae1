//! The fields of the index: what each thing is written into, word by word.

use super::things::{Text, Thing, Things};
use super::words::{Stems, primary, words};
use std::collections::{BTreeSet, HashMap};
use tantivy::TantivyDocument;
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{PreTokenizedString, Token};

/// A part of a thing, in a field of words as they are and one of their stems.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    /// Words in the form in which they are compared, with their places.
    pub(super) forms: Field,
    /// Stems with their language.
    pub(super) stems: Field,
    /// How much a match here counts.
    pub(super) weight: f32,
}

/// All parts: names, numbers, texts, and what stands near.
#[derive(Debug, Clone)]
pub(super) struct Fields {
    pub(super) names: Part,
    pub(super) numbers: Part,
    pub(super) texts: Part,
    pub(super) near: Part,
}

impl Fields {
    /// A schema with these fields. Nothing is stored: the things themselves are at hand.
    pub(super) fn new() -> (Schema, Self) {
        let mut builder = Schema::builder();
        let mut part = |name: &str, weight: f32| Part {
            forms: builder.add_text_field(name, options(IndexRecordOption::WithFreqsAndPositions)),
            stems: builder.add_text_field(
                &format!("{name}_stems"),
                options(IndexRecordOption::WithFreqs),
            ),
            weight,
        };
        let fields = Self {
            names: part("names", 6.0),
            numbers: part("numbers", 6.0),
            texts: part("texts", 2.0),
            near: part("near", 1.0),
        };
        (builder.build(), fields)
    }

    /// Every part.
    pub(super) fn all(&self) -> [Part; 4] {
        [self.names, self.numbers, self.texts, self.near]
    }
}

fn options(record: IndexRecordOption) -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("raw")
        .set_index_option(record);
    TextOptions::default().set_indexing_options(indexing)
}

/// Words and stems of some texts, ready for a field.
#[derive(Debug, Clone, Default)]
struct Written {
    forms: Vec<Token>,
    stems: Vec<Token>,
}

/// Writes things into documents; what many things share is worked out once.
pub(super) struct Writer<'a> {
    fields: &'a Fields,
    names: &'a HashMap<String, Vec<Text>>,
    near: HashMap<String, Written>,
    stems: Stems,
    languages: BTreeSet<String>,
}

impl<'a> Writer<'a> {
    /// A writer that looks up the names of what stands near in the things.
    pub(super) fn new(fields: &'a Fields, things: &'a Things) -> Self {
        Self {
            fields,
            names: &things.names,
            near: HashMap::new(),
            stems: Stems::new(),
            languages: BTreeSet::new(),
        }
    }

    /// The languages that were seen.
    pub(super) fn languages(self) -> BTreeSet<String> {
        self.languages
    }

    /// The document of a thing.
    pub(super) fn document(&mut self, thing: &Thing) -> TantivyDocument {
        let mut document = TantivyDocument::new();
        let fields = self.fields;
        for (part, texts) in [
            (fields.names, &thing.names),
            (fields.numbers, &thing.numbers),
            (fields.texts, &thing.texts),
        ] {
            let written = self.written(texts);
            put(&mut document, part, written);
        }
        let mut near = Written::default();
        for iri in &thing.near {
            if !self.near.contains_key(iri) {
                let texts = self.names.get(iri).map_or(&[][..], Vec::as_slice);
                let written = self.written(texts);
                self.near.insert(iri.clone(), written);
            }
            if let Some(written) = self.near.get(iri) {
                append(&mut near.forms, &written.forms);
                append(&mut near.stems, &written.stems);
            }
        }
        put(&mut document, fields.near, near);
        document
    }

    fn written(&mut self, texts: &[Text]) -> Written {
        let mut written = Written::default();
        for text in texts {
            let language = text.lang.as_deref().map(primary);
            let mut forms = Vec::new();
            let mut stems = Vec::new();
            for word in words(&text.value) {
                if let (Some(language), None) = (&language, word.gram)
                    && let Some(stem) = self.stems.stem(language, &word.form)
                {
                    stems.push(token(stem, word.place));
                }
                forms.push(token(word.form, word.place));
            }
            append(&mut written.forms, &forms);
            append(&mut written.stems, &stems);
            self.languages.extend(language);
        }
        written
    }
}

fn token(text: String, position: usize) -> Token {
    Token {
        text,
        position,
        ..Token::default()
    }
}

/// Adds tokens after others, so far away that no phrase reaches from one text into the next.
fn append(tokens: &mut Vec<Token>, more: &[Token]) {
    const GAP: usize = 8;
    let start = tokens.last().map_or(0, |last| last.position + GAP);
    tokens.extend(more.iter().map(|token| Token {
        position: token.position + start,
        ..token.clone()
    }));
}

fn put(document: &mut TantivyDocument, part: Part, written: Written) {
    for (field, tokens) in [(part.forms, written.forms), (part.stems, written.stems)] {
        if !tokens.is_empty() {
            let text = String::new();
            document.add_pre_tokenized_text(field, PreTokenizedString { text, tokens });
        }
    }
}
