//! From text to words: split where scripts split them, folded so that spelling variants meet, stemmed by language.

use icu_normalizer::properties::CanonicalCombiningClassMapBorrowed;
use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use std::collections::HashMap;
use tantivy::tokenizer::{Language, RawTokenizer, Stemmer, StopWordFilter, TextAnalyzer};

const COMPATIBLE: ComposingNormalizerBorrowed<'static> = ComposingNormalizerBorrowed::new_nfkc();
const DECOMPOSED: DecomposingNormalizerBorrowed<'static> = DecomposingNormalizerBorrowed::new_nfd();
const COMBINING: CanonicalCombiningClassMapBorrowed<'static> =
    CanonicalCombiningClassMapBorrowed::new();

/// A word of a text as it is indexed and compared, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// The folded word; of a script that has no spaces, one or two characters.
    pub(super) form: String,
    /// The first byte in the text.
    pub(super) from: usize,
    /// The first byte after it.
    pub(super) to: usize,
    /// Its place in the text, from 0; a pair of characters has the place of its first.
    pub(super) place: usize,
    /// Whether it was cut from a run of a script without spaces, and how many characters it has.
    pub(super) gram: Option<u8>,
}

/// What a character is to the splitter.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Letter,
    Unspaced,
    Section,
    Other,
}

fn sort(c: char) -> Sort {
    match c {
        '§' => Sort::Section,
        // Kana, bopomofo, Han with its extensions, half-width kana, and Hangul, whose particles cling to words.
        '\u{3005}'..='\u{3007}'
        | '\u{3040}'..='\u{30ff}'
        | '\u{3100}'..='\u{312f}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9f}'
        | '\u{1100}'..='\u{11ff}'
        | '\u{ac00}'..='\u{d7af}'
        | '\u{20000}'..='\u{3ffff}' => Sort::Unspaced,
        c if c.is_alphanumeric() || COMBINING.get_u8(c) > 0 => Sort::Letter,
        _ => Sort::Other,
    }
}

/// The words of a text, in order. A run of a script without spaces gives every character and every pair of
/// neighbours, so that any part of it is found.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut place = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((from, first)) = characters.next() {
        let sort_of_run = sort(first);
        if sort_of_run == Sort::Other {
            continue;
        }
        let mut starts = vec![from];
        let mut to = from + first.len_utf8();
        while let Some((at, c)) = characters.next_if(|(_, c)| {
            sort_of_run != Sort::Section && (sort(*c) == sort_of_run || COMBINING.get_u8(*c) > 0)
        }) {
            starts.push(at);
            to = at + c.len_utf8();
        }
        starts.push(to);
        if sort_of_run == Sort::Unspaced {
            place = grams(text, &starts, place, &mut words);
        } else if let Some(word) = word(text, from, to, place) {
            words.push(word);
            place += 1;
        }
    }
    words
}

fn word(text: &str, from: usize, to: usize, place: usize) -> Option<Word> {
    let form = match text.get(from..to)? {
        // The sign is how German and Austrian sections are cited; a reader may type the letter.
        "§" => String::from("s"),
        slice => fold(slice),
    };
    (!form.is_empty()).then_some(Word {
        form,
        from,
        to,
        place,
        gram: None,
    })
}

/// Every character of a run and every pair, from the starts of its characters and its end.
fn grams(text: &str, starts: &[usize], place: usize, words: &mut Vec<Word>) -> usize {
    let count = starts.len().saturating_sub(1);
    for i in 0..count {
        for length in [1_u8, 2] {
            let Some(&to) = starts.get(i + usize::from(length)) else {
                continue;
            };
            if let Some(slice) = text.get(starts[i]..to) {
                words.push(Word {
                    form: COMPATIBLE.normalize(slice).into_owned(),
                    from: starts[i],
                    to,
                    place: place + i,
                    gram: Some(length),
                });
            }
        }
    }
    place + count
}

/// A word in the form in which it is compared: Unicode compatibility forms unified (NFKC), lower case, without
/// accents on Latin, Greek, Hebrew and Arabic letters, Arabic letters and digits in one form each.
pub(super) fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for c in COMPATIBLE.normalize(word).to_lowercase().chars() {
        match c {
            'ё' => folded.push('е'),
            // й is a letter of its own, and stemmers need it.
            '\u{0400}'..='\u{052f}' => folded.push(c),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ı' => folded.push('i'),
            // tatweel only stretches a word
            '\u{0640}' => {}
            'ى' | 'ی' => folded.push('ي'),
            'ة' => folded.push('ه'),
            'ک' => folded.push('ك'),
            '\u{0660}'..='\u{0669}' => folded.push(digit(c, 0x0660)),
            '\u{06f0}'..='\u{06f9}' => folded.push(digit(c, 0x06f0)),
            other => folded.extend(
                DECOMPOSED
                    .normalize_iter(std::iter::once(other))
                    .filter(|c| COMBINING.get_u8(*c) == 0),
            ),
        }
    }
    folded
}

fn digit(c: char, zero: u32) -> char {
    char::from_digit((c as u32).saturating_sub(zero), 10).unwrap_or(c)
}

/// Languages with a stemmer, by their tag.
const STEMMED: [(&str, Language); 18] = [
    ("ar", Language::Arabic),
    ("da", Language::Danish),
    ("de", Language::German),
    ("el", Language::Greek),
    ("en", Language::English),
    ("es", Language::Spanish),
    ("fi", Language::Finnish),
    ("fr", Language::French),
    ("hu", Language::Hungarian),
    ("it", Language::Italian),
    ("nl", Language::Dutch),
    ("no", Language::Norwegian),
    ("pt", Language::Portuguese),
    ("ro", Language::Romanian),
    ("ru", Language::Russian),
    ("sv", Language::Swedish),
    ("ta", Language::Tamil),
    ("tr", Language::Turkish),
];

/// Languages whose little words ("of", "de", "и") need not occur.
const STOPPED: [Language; 6] = [
    Language::English,
    Language::French,
    Language::German,
    Language::Portuguese,
    Language::Russian,
    Language::Spanish,
];

/// The first part of a language tag, in lower case: `zh` of `zh-Hans`.
pub(super) fn primary(tag: &str) -> String {
    tag.split('-').next().unwrap_or_default().to_lowercase()
}

/// Stems of words, each marked with its language, so that a French stem meets no English one.
#[derive(Clone)]
pub(super) struct Stems {
    by_language: Vec<(&'static str, TextAnalyzer)>,
    known: HashMap<(usize, String), String>,
}

impl Stems {
    /// All languages that have a stemmer.
    pub(super) fn new() -> Self {
        let by_language = STEMMED
            .into_iter()
            .map(|(tag, language)| {
                let analyzer = TextAnalyzer::builder(RawTokenizer::default())
                    .filter(Stemmer::new(language))
                    .build();
                (tag, analyzer)
            })
            .collect();
        Self {
            by_language,
            known: HashMap::new(),
        }
    }

    /// The stem of a word in a language, as `en:access`; `None` where the language has no stemmer.
    pub(super) fn stem(&mut self, tag: &str, form: &str) -> Option<String> {
        let language = self
            .by_language
            .iter()
            .position(|(known, _)| *known == tag)?;
        if let Some(known) = self.known.get(&(language, form.to_owned())) {
            return Some(known.clone());
        }
        let (tag, analyzer) = self.by_language.get_mut(language)?;
        let mut stream = analyzer.token_stream(form);
        let stem = stream.next().map(|token| format!("{tag}:{}", token.text))?;
        self.known.insert((language, form.to_owned()), stem.clone());
        Some(stem)
    }

    /// The stems of a word in every language.
    pub(super) fn all(&mut self, form: &str) -> Vec<String> {
        STEMMED
            .iter()
            .filter_map(|(tag, _)| self.stem(tag, form))
            .collect()
    }
}

/// Whether a word is one of those that a sentence needs and a search does not.
pub(super) fn is_little(form: &str) -> bool {
    form == "s"
        || STOPPED
            .into_iter()
            .filter_map(StopWordFilter::new)
            .any(|little| {
                let mut analyzer = TextAnalyzer::builder(RawTokenizer::default())
                    .filter(little)
                    .build();
                !analyzer.token_stream(form).advance()
            })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(text: &str) -> Vec<String> {
        words(text).into_iter().map(|w| w.form).collect()
    }

    #[test]
    fn spellings_that_a_reader_takes_for_one_are_one() {
        for (one, other) in [
            ("Accès", "acces"),
            ("e\u{301}tat", "État"),
            ("Straße", "STRASSE"),
            ("acesul ilegal în", "ACESUL ILEGAL IN"),
            ("الوُصُول", "الوصول"),
            ("إلكترونية", "الكترونيه"),
            ("ё", "е"),
            ("§ 202a", "s 202A"),
            ("ＡＢＣ１", "abc1"),
            ("٢٠١٨", "2018"),
        ] {
            assert_eq!(forms(one), forms(other), "{one} {other}");
        }
        assert_ne!(forms("противоправный"), forms("противоправныи"));
    }

    #[test]
    fn scripts_without_spaces_give_characters_and_pairs_at_their_places() {
        let found: Vec<(String, usize)> = words("AI非法访")
            .into_iter()
            .map(|w| (w.form, w.place))
            .collect();
        let expected = [
            ("ai", 0),
            ("非", 1),
            ("非法", 1),
            ("法", 2),
            ("法访", 2),
            ("访", 3),
        ];
        assert_eq!(found, expected.map(|(f, p)| (f.to_owned(), p)));
    }

    #[test]
    fn stems_meet_within_a_language_only() {
        let mut stems = Stems::new();
        assert_eq!(stems.stem("en", "accessing"), stems.stem("en", "accessed"));
        assert_ne!(stems.stem("en", "access"), stems.stem("fr", "access"));
        assert_eq!(
            stems.stem("ru", "противоправный"),
            stems.stem("ru", "противоправного")
        );
        assert_eq!(stems.stem("zh", "访问"), None);
    }

    #[test]
    fn little_words_are_known_in_several_languages() {
        assert!(is_little("the") && is_little("und") && is_little("и"));
        assert!(!is_little("access"));
    }
}
