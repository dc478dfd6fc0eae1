//! The words of the pages, from `messages/*.ftl`: one file a language, which a translator can edit.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use rust_embed::RustEmbed;
use unic_langid::LanguageIdentifier;

#[derive(RustEmbed)]
#[folder = "messages"]
#[include = "*.ftl"]
struct Files;

/// The language that has every message.
const FIRST: &str = "en";

/// A message file that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("messages/{file}: {problem}")]
pub struct MessageError {
    file: String,
    problem: String,
}

/// Every language that there are messages in.
pub struct Messages(Vec<(&'static str, FluentBundle<FluentResource>)>);

impl std::fmt::Debug for Messages {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Messages")
            .field(&self.0.iter().map(|(tag, _)| *tag).collect::<Vec<_>>())
            .finish()
    }
}

/// Languages with a file, and what they call themselves.
pub const INTERFACE_LANGUAGES: [(&str, &str); 2] = [("en", "English"), ("zh", "中文")];

impl Messages {
    /// Reads the files that were compiled in.
    ///
    /// # Errors
    /// When one is missing or does not parse.
    pub fn load() -> Result<Self, MessageError> {
        let bundles = INTERFACE_LANGUAGES
            .iter()
            .map(|(tag, _)| Ok((*tag, bundle(tag)?)))
            .collect::<Result<_, MessageError>>()?;
        Ok(Self(bundles))
    }

    /// The language of the interface that is nearest to a language.
    pub fn nearest(&self, lang: &str) -> &'static str {
        self.0
            .iter()
            .map(|(tag, _)| *tag)
            .find(|tag| *tag == lang)
            .unwrap_or(FIRST)
    }

    /// The words of a language; what it lacks comes in English.
    pub fn words(&self, lang: &str) -> Words<'_> {
        let of = |wanted: &str| self.0.iter().find(|(tag, _)| *tag == wanted);
        let bundles = [of(lang), of(FIRST)]
            .into_iter()
            .flatten()
            .map(|(_, bundle)| bundle);
        Words(bundles.collect())
    }

    /// The names of all messages of a language, for the test that none is missing.
    pub fn names(lang: &str) -> Result<Vec<String>, MessageError> {
        let resource = resource(lang)?;
        let mut names: Vec<String> = resource
            .entries()
            .filter_map(|entry| match entry {
                fluent_syntax::ast::Entry::Message(message) => Some(message.id.name.to_owned()),
                _ => None,
            })
            .collect();
        names.sort();
        Ok(names)
    }
}

fn resource(lang: &str) -> Result<FluentResource, MessageError> {
    let file = format!("{lang}.ftl");
    let error = |problem: String| MessageError {
        file: file.clone(),
        problem,
    };
    let embedded = Files::get(&file).ok_or_else(|| error(String::from("is missing")))?;
    let text = String::from_utf8(embedded.data.into_owned()).map_err(|e| error(e.to_string()))?;
    FluentResource::try_new(text).map_err(|(_, errors)| {
        let problems: Vec<String> = errors.iter().map(ToString::to_string).collect();
        error(problems.join("; "))
    })
}

fn bundle(lang: &str) -> Result<FluentBundle<FluentResource>, MessageError> {
    let error = |problem: String| MessageError {
        file: format!("{lang}.ftl"),
        problem,
    };
    let tag: LanguageIdentifier = lang
        .parse()
        .map_err(|_| error(String::from("no language tag")))?;
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    // Values are codes, days and numbers; marks around each would end up in attributes and files.
    bundle.set_use_isolating(false);
    bundle.add_resource(resource(lang)?).map_err(|errors| {
        let problems: Vec<String> = errors.iter().map(ToString::to_string).collect();
        error(problems.join("; "))
    })?;
    Ok(bundle)
}

/// The words of one language, with another to fall back to.
pub struct Words<'a>(Vec<&'a FluentBundle<FluentResource>>);

impl Words<'_> {
    /// A message; its name, where nobody wrote it.
    pub fn say(&self, name: &str) -> String {
        self.say_with(name, &[])
    }

    /// A message with values in it.
    pub fn say_with(&self, name: &str, values: &[(&str, String)]) -> String {
        let args: FluentArgs<'_> = values
            .iter()
            .map(|(key, value)| {
                // A whole number chooses among plural forms.
                let value = value
                    .parse::<i64>()
                    .map_or_else(|_| FluentValue::from(value.clone()), FluentValue::from);
                (*key, value)
            })
            .collect();
        self.0
            .iter()
            .find_map(|bundle| {
                let pattern = bundle.get_message(name)?.value()?;
                let mut errors = Vec::new();
                Some(
                    bundle
                        .format_pattern(pattern, Some(&args), &mut errors)
                        .into_owned(),
                )
            })
            .unwrap_or_else(|| name.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_every_message() {
        let first = Messages::names(FIRST).expect("readable");
        assert!(first.len() > 20, "the messages are there");
        for (lang, _) in INTERFACE_LANGUAGES {
            assert_eq!(Messages::names(lang).expect("readable"), first, "{lang}");
        }
    }

    #[test]
    fn a_message_that_nobody_wrote_shows_its_name() {
        let messages = Messages::load().expect("readable");
        assert_eq!(
            messages.words("zh").say("no-such-message"),
            "no-such-message"
        );
        assert_eq!(messages.nearest("zh"), "zh");
        assert_eq!(messages.nearest("fr"), "en");
    }
}
