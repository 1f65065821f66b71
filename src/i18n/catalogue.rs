//! Reads the locale files and says where they disagree.
//!
//! Runs while the app is built: **a text that is missing in one language fails the build.**

use std::collections::{BTreeMap, BTreeSet};

/// The locale files' names and the variants of `Language` that they speak.
pub const LANGUAGES: [(&str, &str); 5] =
    [("en", "English"), ("nb", "Norwegian"), ("nl", "Dutch"), ("fr", "French"), ("da", "Danish")];

/// The sections of one locale file.
pub type Catalogue = BTreeMap<String, BTreeMap<String, Text>>;

/// One text of a locale file.
#[derive(Debug)]
pub enum Text {
    /// A text that reads the same whatever the numbers are.
    Plain(String),
    /// A text whose wording depends on the number `{n}`.
    Plural {
        /// Wording for one (in French for none as well).
        one: String,
        /// Wording for every other number.
        other: String,
    },
}

impl Text {
    /// The wording that holds every placeholder of the text.
    pub fn full(&self) -> &str {
        match self {
            Self::Plain(text) | Self::Plural { other: text, .. } => text,
        }
    }
}

/// Reads one locale file; the error names every text that cannot be read.
pub fn read(source: &str) -> Result<Catalogue, Vec<String>> {
    let table: toml::Table = source.parse().map_err(|error: toml::de::Error| vec![error.to_string()])?;
    let mut catalogue = Catalogue::new();
    let mut problems = Vec::new();
    for (section, texts) in table {
        let toml::Value::Table(texts) = texts else {
            problems.push(format!("{section} stands outside a [section]"));
            continue;
        };
        let into = catalogue.entry(section.clone()).or_default();
        for (key, value) in texts {
            match read_text(value).and_then(|text| check_name(&key).map(|()| text)) {
                Ok(text) => {
                    into.insert(key, text);
                }
                Err(problem) => problems.push(format!("[{section}] {key}: {problem}")),
            }
        }
    }
    if problems.is_empty() { Ok(catalogue) } else { Err(problems) }
}

fn read_text(value: toml::Value) -> Result<Text, String> {
    match value {
        toml::Value::String(text) => {
            placeholders(&text)?;
            Ok(Text::Plain(text))
        }
        toml::Value::Table(mut forms) => {
            let mut take = |form: &str| match forms.remove(form) {
                Some(toml::Value::String(text)) => Ok(text),
                _ => Err(format!("the form {form} is missing")),
            };
            let (one, other) = (take("one")?, take("other")?);
            if let Some(form) = forms.keys().next() {
                return Err(format!("{form} is none of the forms one and other"));
            }
            let (in_one, in_other) = (placeholders(&one)?, placeholders(&other)?);
            match in_one.iter().find(|name| !in_other.contains(name)) {
                Some(name) => Err(format!("the form other lacks {{{name}}}")),
                None => Ok(Text::Plural { one, other }),
            }
        }
        _ => Err("neither a text nor a table of plural forms".to_owned()),
    }
}

fn check_name(name: &str) -> Result<(), String> {
    let mut letters = name.chars();
    let begins = letters.next().is_some_and(|letter| letter.is_ascii_lowercase());
    if begins && letters.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_') {
        Ok(())
    } else {
        Err(format!("{name:?} is no name in lower case letters, digits and _"))
    }
}

/// The names between braces, each once, in the order in which they first occur.
pub fn placeholders(text: &str) -> Result<Vec<String>, String> {
    let mut names: Vec<String> = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, remaining)) = after.split_once('}') else {
            return Err(format!("a {{ is not closed in {text:?}"));
        };
        if before.contains('}') {
            return Err(format!("a }} was not opened in {text:?}"));
        }
        check_name(name)?;
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
        rest = remaining;
    }
    if rest.contains('}') {
        return Err(format!("a }} was not opened in {text:?}"));
    }
    Ok(names)
}

/// Everything in which `translated` (the file `code`.toml) disagrees with the English file.
pub fn disagreements(english: &Catalogue, translated: &Catalogue, code: &str) -> Vec<String> {
    let mut problems = Vec::new();
    let sections: BTreeSet<&String> = english.keys().chain(translated.keys()).collect();
    for section in sections {
        let (Some(ours), Some(theirs)) = (english.get(section), translated.get(section)) else {
            let file = if english.contains_key(section) { code } else { "en" };
            problems.push(format!("{file}.toml lacks the section [{section}]"));
            continue;
        };
        let keys: BTreeSet<&String> = ours.keys().chain(theirs.keys()).collect();
        for key in keys {
            match (ours.get(key), theirs.get(key)) {
                (Some(our), Some(their)) => {
                    if let Some(problem) = difference(our, their) {
                        problems.push(format!("{code}.toml [{section}] {key} {problem}"));
                    }
                }
                (Some(_), None) => problems.push(format!("{code}.toml lacks [{section}] {key}")),
                (None, _) => problems.push(format!("en.toml lacks [{section}] {key}, which {code}.toml has")),
            }
        }
    }
    problems
}

fn difference(our: &Text, their: &Text) -> Option<String> {
    match (our, their) {
        (Text::Plain(_), Text::Plural { .. }) => {
            return Some("has plural forms, the English text has none".to_owned());
        }
        (Text::Plural { .. }, Text::Plain(_)) => {
            return Some("lacks the plural forms one and other".to_owned());
        }
        _ => {}
    }
    let names = |text: &Text| -> BTreeSet<String> {
        placeholders(text.full()).unwrap_or_default().into_iter().collect()
    };
    let (ours, theirs) = (names(our), names(their));
    if ours == theirs {
        return None;
    }
    let list = |set: &BTreeSet<String>| set.iter().map(|name| format!("{{{name}}}")).collect();
    let (ours, theirs): (Vec<String>, Vec<String>) = (list(&ours), list(&theirs));
    Some(format!(
        "has the placeholders [{}] where the English text has [{}]",
        theirs.join(" "),
        ours.join(" ")
    ))
}
