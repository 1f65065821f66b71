//! Writes the locale files as Rust: a struct a section, a field or a method a text.

use super::catalogue::{Catalogue, LANGUAGES, Text, placeholders};
use std::fmt::Write;

/// Words that Rust keeps for itself and that a key could be.
const KEYWORDS: [&str; 20] = [
    "as", "box", "break", "continue", "do", "else", "final", "for", "if", "in", "let", "loop", "match",
    "move", "override", "ref", "return", "try", "type", "use",
];

/// Sections that only a part of the program shows which is loaded when it is needed: they stand
/// outside of the other texts, so that the part brings them along.
const LATER: [&str; 4] = ["help", "passphrase", "backup_file", "safety"];

/// The module `texts`: `catalogues` holds one file for each of [`LANGUAGES`], in their order,
/// and the files are known to agree.
pub fn module(catalogues: &[Catalogue]) -> String {
    let mut code = String::new();
    let Some(english) = catalogues.first() else {
        return code;
    };
    let (later, sections): (Vec<&String>, Vec<&String>) =
        english.keys().partition(|section| LATER.contains(&section.as_str()));

    line(&mut code, "/// The texts of the app in one language, by section.");
    line(&mut code, "#[derive(Debug)]\npub struct Texts {");
    line(&mut code, "/// The language in which these texts are.\npub language: Language,");
    for section in &sections {
        line(&mut code, &format!("/// Texts of the section `{section}`."));
        line(&mut code, &format!("pub {}: {},", identifier(section), type_name(section)));
    }
    line(&mut code, "}");

    write_of(&mut code, "Texts", "");

    for section in english.keys() {
        write_section(&mut code, section, english);
    }
    for ((file, variant), catalogue) in LANGUAGES.iter().zip(catalogues) {
        line(
            &mut code,
            &format!("static {}: Texts = Texts {{\nlanguage: Language::{variant},", file.to_uppercase()),
        );
        for section in &sections {
            line(&mut code, &format!("{}: ", identifier(section)));
            write_texts(&mut code, section, variant, catalogue);
            line(&mut code, ",");
        }
        line(&mut code, "};");
    }
    for section in later {
        let (name, prefix) = (type_name(section), format!("{}_", section.to_uppercase()));
        write_of(&mut code, &name, &prefix);
        for ((file, variant), catalogue) in LANGUAGES.iter().zip(catalogues) {
            line(&mut code, &format!("static {prefix}{}: {name} = ", file.to_uppercase()));
            write_texts(&mut code, section, variant, catalogue);
            line(&mut code, ";");
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
        line(code, &format!("Language::{variant} => &{prefix}{},", file.to_uppercase()));
    }
    line(code, "}\n}\n}");
}

/// One section's struct and the methods of its texts with placeholders.
fn write_section(code: &mut String, section: &str, english: &Catalogue) {
    let Some(texts) = english.get(section) else {
        return;
    };
    let name = type_name(section);
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
    if !methods.is_empty() {
        line(code, &format!("impl {name} {{\n{methods}}}"));
    }
}

/// The texts of one section in one language.
fn write_texts(code: &mut String, section: &str, variant: &str, catalogue: &Catalogue) {
    line(code, &format!("{} {{", type_name(section)));
    for (key, text) in catalogue.get(section).into_iter().flatten() {
        let field = identifier(key);
        line(
            code,
            &match text {
                Text::Plain(text) => format!("{field}: {text:?},"),
                Text::Plural { one, other } => {
                    format!(
                        "{field}: Plural {{ language: Language::{variant}, one: {one:?}, other: {other:?} }},"
                    )
                }
            },
        );
    }
    line(code, "}");
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
