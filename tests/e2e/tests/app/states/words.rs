//! The app's texts in one language, by their keys in `locales/`.

use toml::{Table, Value};

const LANGUAGES: [&str; 5] = ["en", "nb", "nl", "fr", "da"];

/// A language and, for each text, the wording in the language in use and in that language.
type Translation = (&'static str, Vec<(String, String)>);

/// The texts of one language.
pub struct Words {
    texts: Table,
    translations: Vec<Translation>,
}

impl Words {
    /// The texts of a language by its short name, such as `fr`.
    pub fn of(language: &str) -> Words {
        let texts = read(language);
        let others = LANGUAGES.into_iter().filter(|other| *other != language);
        let translations = others.map(|other| (other, pairs(&texts, &read(other)))).collect();
        Words { texts, translations }
    }

    /// How each other language says the texts.
    pub fn translations(&self) -> &[Translation] {
        &self.translations
    }

    /// The text with that key. What is to stand in it follows, as in `card.delete_title name=Moe`;
    /// a text that depends on a number is given `n=3`.
    pub fn say(&self, key: &str) -> String {
        let mut parts = key.split(' ');
        let place = parts.next().unwrap_or_default();
        let values: Vec<(&str, &str)> = parts.filter_map(|part| part.split_once('=')).collect();
        let (section, name) = place.split_once('.').unwrap_or_else(|| panic!("{place} is no key"));
        let found = self.texts.get(section).and_then(|section| section.get(name));
        let is_one = values.contains(&("n", "1"));
        let text = match found {
            Some(Value::Table(forms)) => forms.get(if is_one { "one" } else { "other" }),
            found => found,
        };
        let text = text.and_then(Value::as_str).unwrap_or_else(|| panic!("there is no text {place}"));
        values.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
    }
}

/// The locale file of a language.
fn read(language: &str) -> Table {
    let file = xtask::process::root().join(format!("locales/{language}.toml"));
    let text = std::fs::read_to_string(&file).expect("a language has a file");
    text.parse().expect("the build reads it as well")
}

/// The wordings of two tables of the same keys, beside each other.
fn pairs(from: &Table, into: &Table) -> Vec<(String, String)> {
    let of_key = |(key, from): (&String, &Value)| match (from, into.get(key)) {
        (Value::String(from), Some(Value::String(into))) => vec![(from.clone(), into.clone())],
        (Value::Table(from), Some(Value::Table(into))) => pairs(from, into),
        _ => Vec::new(),
    };
    from.iter().flat_map(of_key).collect()
}
