//! Writes the locale files as Rust: a struct a section, a field or a method a text. Written by hand,
//! so that a missing text fails the build and each language is a part of the program of its own.

use super::catalogue::{Catalogue, LANGUAGES, Text, placeholders};
use std::fmt::Write;

/// Words that Rust keeps for itself and that a key could be.
const KEYWORDS: [&str; 20] = [
    "as", "box", "break", "continue", "do", "else", "final", "for", "if", "in", "let", "loop", "match",
    "move", "override", "ref", "return", "try", "type", "use",
];

/// Sections outside of the other texts, in all languages at once: those that come with the part of
/// the program that shows them, and what is said where the other texts can't be loaded.
const APART: [&str; 10] = [
    "trouble",
    "help",
    "missing_part",
    "passphrase",
    "backup_file",
    "safety",
    "history",
    "import",
    "opening",
    "dropping",
];

/// Sections whose plain texts are also found by their keys, as those of the catalogue are.
const BY_KEY: [&str; 1] = ["fields"];

/// Sections that begin with this have the same keys and are of one type: one for each code list.
const FAMILY: &str = "list_";

fn is_plain(text: &Text) -> bool {
    matches!(text, Text::Plain(text) if placeholders(text).unwrap_or_default().is_empty())
}

/// The module `texts`: `catalogues` holds one file for each of [`LANGUAGES`], in their order,
/// and the files are known to agree.
pub fn module(catalogues: &[Catalogue]) -> String {
    let mut code = String::new();
    let Some(english) = catalogues.first() else {
        return code;
    };
    let (apart, others): (Vec<&String>, Vec<&String>) =
        english.keys().partition(|section| APART.contains(&section.as_str()));
    let (family, sections): (Vec<&String>, Vec<&String>) =
        others.into_iter().partition(|section| section.starts_with(FAMILY));

    line(&mut code, "/// The texts of the app in one language, by section.");
    line(&mut code, "#[derive(Debug)]\npub struct Texts {");
    line(&mut code, "/// The language in which these texts are.\npub language: Language,");
    for section in &sections {
        line(&mut code, &format!("/// Texts of the section `{section}`."));
        line(&mut code, &format!("pub {}: {},", identifier(section), type_name(section)));
    }
    line(&mut code, "/// The texts of each code list, by the list's key.");
    line(&mut code, &format!("lists: [(&'static str, ListTexts); {}],", family.len()));
    line(&mut code, "}");

    // A release loads the texts of each language apart.
    line(&mut code, "#[cfg(not(split))]");
    write_of(&mut code, "Texts", "");
    for section in english.keys().filter(|section| !section.starts_with(FAMILY)) {
        write_section(&mut code, section, &type_name(section), english);
    }
    if let Some(section) = family.first() {
        write_section(&mut code, section, "ListTexts", english);
    }
    for ((file, variant), catalogue) in LANGUAGES.iter().zip(catalogues) {
        let name = file.to_ascii_uppercase();
        let mut all = All::of(&name);
        line(&mut code, &format!("/// The texts of {file}.toml."));
        line(&mut code, &format!("pub(super) static {name}: Texts = Texts {{"));
        line(&mut code, &format!("language: Language::{variant},"));
        for section in &sections {
            line(&mut code, &format!("{}: ", identifier(section)));
            write_texts(&mut code, &mut all, section, &type_name(section), variant, catalogue);
            line(&mut code, ",");
        }
        line(&mut code, "lists: [");
        for section in &family {
            line(&mut code, &format!("({:?}, ", section.trim_start_matches(FAMILY)));
            write_texts(&mut code, &mut all, section, "ListTexts", variant, catalogue);
            line(&mut code, "),");
        }
        line(&mut code, "],\n};");
        all.write(&mut code);
    }
    for section in apart {
        let (name, prefix) = (type_name(section), format!("{}_", section.to_ascii_uppercase()));
        write_of(&mut code, &name, &prefix);
        for ((file, variant), catalogue) in LANGUAGES.iter().zip(catalogues) {
            let own = format!("{prefix}{}", file.to_ascii_uppercase());
            let mut all = All::of(&own);
            line(&mut code, &format!("static {own}: {name} = "));
            write_texts(&mut code, &mut all, section, &name, variant, catalogue);
            line(&mut code, ";");
            all.write(&mut code);
        }
    }
    code
}

/// The way from a language to its static, whose name begins with the prefix.
fn write_of(code: &mut String, name: &str, prefix: &str) {
    line(code, &format!("impl {name} {{"));
    line(code, "/// The texts of a language.");
    line(code, "#[must_use]\npub fn of(language: Language) -> &'static Self {\nmatch language {");
    for (file, variant) in LANGUAGES {
        line(code, &format!("Language::{variant} => &{prefix}{},", file.to_ascii_uppercase()));
    }
    line(code, "}\n}\n}");
}

/// One section's struct and the methods of its texts with placeholders.
fn write_section(code: &mut String, section: &str, name: &str, english: &Catalogue) {
    let Some(texts) = english.get(section) else {
        return;
    };
    let mut methods = String::new();
    line(code, &format!("/// Texts of the section `{section}`."));
    line(code, &format!("#[derive(Debug)]\npub struct {name} {{"));
    for (key, text) in texts {
        let field = identifier(key);
        let doc = format!("#[doc = {:?}]", format!("“{}”", text.full()));
        let names = placeholders(text.full()).unwrap_or_default();
        match text {
            Text::Plain(_) if names.is_empty() => {
                line(code, &format!("{doc}\npub {field}: &'static str,"));
            }
            Text::Plain(_) => {
                line(code, &format!("{field}: &'static str,"));
                line(
                    &mut methods,
                    &format!(
                        "{doc}\n#[must_use]\npub fn {field}(&self, {}) -> String {{\nfill(self.{field}, &[{}])\n}}",
                        parameters(&names),
                        arguments(&names)
                    ),
                );
            }
            Text::Plural { .. } => {
                line(code, &format!("{field}: Plural,"));
                let others: Vec<String> = names.into_iter().filter(|name| name != "n").collect();
                line(
                    &mut methods,
                    &format!(
                        "{doc}\n#[must_use]\npub fn {field}(&self, n: usize, {}) -> String {{\nself.{field}.fill(n, &[{}])\n}}",
                        parameters(&others),
                        arguments(&others)
                    ),
                );
            }
        }
    }
    line(code, "}");
    if BY_KEY.contains(&section) {
        line(&mut methods, "/// The text with this key; empty where there is none.\n#[must_use]");
        line(&mut methods, "pub fn by_key(&self, key: &str) -> &'static str {\nmatch key {");
        for (key, _) in texts.iter().filter(|(_, text)| is_plain(text)) {
            line(&mut methods, &format!("{key:?} => self.{},", identifier(key)));
        }
        line(&mut methods, "_ => \"\",\n}\n}");
    }
    if !methods.is_empty() {
        line(code, &format!("impl {name} {{\n{methods}}}"));
    }
}

/// The texts of one section in one language.
fn write_texts(
    code: &mut String,
    all: &mut All,
    section: &str,
    name: &str,
    variant: &str,
    catalogue: &Catalogue,
) {
    line(code, &format!("{name} {{"));
    for (key, text) in catalogue.get(section).into_iter().flatten() {
        let value = match text {
            Text::Plain(text) => all.add(text),
            Text::Plural { one, other } => {
                let (one, other) = (all.add(one), all.add(other));
                format!("Plural {{ language: Language::{variant}, one: {one}, other: {other} }}")
            }
        };
        line(code, &format!("{}: {value},", identifier(key)));
    }
    line(code, "}");
}

/// The texts of a static in one, from which it takes its own.
///
/// **Two languages share no text:** the compiler makes one of equal texts, and one that two parts
/// of the program need would become a third part.
struct All {
    name: String,
    text: String,
}

impl All {
    /// Nothing yet, for the static of this name.
    fn of(name: &str) -> Self {
        Self { name: format!("{name}_ALL"), text: String::new() }
    }

    /// Adds a text, and says how it is taken out again.
    fn add(&mut self, text: &str) -> String {
        let from = self.text.len();
        self.text.push_str(text);
        format!("cut({}, {from}, {})", self.name, self.text.len())
    }

    fn write(self, code: &mut String) {
        line(code, &format!("const {}: &str = {:?};", self.name, self.text));
    }
}

fn parameters(names: &[String]) -> String {
    let each = |name: &String| format!("{}: impl Display", identifier(name));
    names.iter().map(each).collect::<Vec<_>>().join(", ")
}

fn arguments(names: &[String]) -> String {
    let each = |name: &String| format!("({name:?}, &{})", identifier(name));
    names.iter().map(each).collect::<Vec<_>>().join(", ")
}

fn identifier(key: &str) -> String {
    if KEYWORDS.contains(&key) { format!("r#{key}") } else { key.to_owned() }
}

fn type_name(section: &str) -> String {
    section
        .split('_')
        .flat_map(|word| {
            let mut letters = word.chars();
            let first = letters.next().map(|letter| letter.to_ascii_uppercase());
            first.into_iter().chain(letters)
        })
        .collect()
}

fn line(code: &mut String, text: &str) {
    // Writing into a `String` cannot fail.
    let _ = writeln!(code, "{text}");
}
