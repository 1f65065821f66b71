//! Writes the locale files as Rust: a struct a section, a field or a method a text.

use super::catalogue::{Catalogue, LANGUAGES, Text, placeholders};
use std::fmt::Write;

/// Words that Rust keeps for itself and that a key could be.
const KEYWORDS: [&str; 20] = [
    "as", "box", "break", "continue", "do", "else", "final", "for", "if", "in", "let", "loop", "match",
    "move", "override", "ref", "return", "try", "type", "use",
];

/// The module `texts`: `catalogues` holds one file for each of [`LANGUAGES`], in their order,
/// and the files are known to agree.
pub fn module(catalogues: &[Catalogue]) -> String {
    let mut code = String::new();
    let Some(english) = catalogues.first() else {
        return code;
    };
    let sections: Vec<&String> = english.keys().collect();

    line(&mut code, "/// Every text of the app in one language, by section.");
    line(&mut code, "#[derive(Debug)]\npub struct Texts {");
    line(&mut code, "/// The language in which these texts are.\npub language: Language,");
    for section in &sections {
        line(&mut code, &format!("/// Texts of the section `{section}`."));
        line(&mut code, &format!("pub {}: {},", identifier(section), type_name(section)));
    }
    line(&mut code, "}");

    line(&mut code, "impl Texts {");
    line(&mut code, "/// The texts of a language.");
    line(&mut code, "#[must_use]\npub fn of(language: Language) -> &'static Self {\nmatch language {");
    for (file, variant) in LANGUAGES {
        line(&mut code, &format!("Language::{variant} => &{},", file.to_uppercase()));
    }
    line(&mut code, "}\n}\n}");

    for section in &sections {
        write_section(&mut code, section, english);
    }
    for ((file, variant), catalogue) in LANGUAGES.iter().zip(catalogues) {
        write_language(&mut code, file, variant, catalogue);
    }
    code
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

/// One language's static.
fn write_language(code: &mut String, file: &str, variant: &str, catalogue: &Catalogue) {
    line(code, &format!("static {}: Texts = Texts {{\nlanguage: Language::{variant},", file.to_uppercase()));
    for (section, texts) in catalogue {
        line(code, &format!("{}: {} {{", identifier(section), type_name(section)));
        for (key, text) in texts {
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
        line(code, "},");
    }
    line(code, "};");
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
