//! The laws of the layers, read off the source: who may name whom. Comments and texts in
//! the code do not count, as the source is read by its tokens.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test panics to say what is wrong"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use proc_macro2::{TokenStream, TokenTree};

/// From the top: each may name those before it, and none after it.
const LAYERS: [&str; 9] =
    ["characters", "domain", "query", "exchange", "storage", "browser", "i18n", "state", "ui"];
/// These build without a browser.
const PURE: [&str; 5] = ["characters", "domain", "query", "exchange", "storage"];

/// A source file: its path below `src`, and its code in tokens.
struct Source {
    path: String,
    tokens: TokenStream,
}

impl Source {
    fn layer(&self) -> Option<usize> {
        let top = self.path.split(['/', '.']).next()?;
        LAYERS.iter().position(|layer| *layer == top)
    }

    fn is_in(&self, folder: &str) -> bool {
        self.path.starts_with(folder)
    }
}

#[test]
fn a_layer_names_only_those_above_it() {
    check(|source| {
        let layer = source.layer()?;
        let below = LAYERS.get(layer + 1..)?;
        crate_paths(&source.tokens)
            .into_iter()
            .find(|path| below.iter().any(|name| path.split("::").next() == Some(name)))
    });
}

#[test]
fn the_pure_layers_know_no_browser() {
    check(|source| {
        let pure = LAYERS.get(source.layer()?).is_some_and(|layer| PURE.contains(layer));
        let is_web = |name: &str| {
            name.starts_with("leptos")
                || name.starts_with("gloo")
                || name.starts_with("wasm_bindgen")
                || ["web_sys", "js_sys"].contains(&name)
        };
        words(&source.tokens).into_iter().find(|word| pure && is_web(word))
    });
}

#[test]
fn only_the_browser_layer_names_the_browser() {
    check(|source| {
        let raw = |word: &String| ["web_sys", "js_sys", "gloo_storage"].contains(&word.as_str());
        words(&source.tokens).into_iter().find(|word| !source.is_in("browser/") && raw(word))
    });
}

#[test]
fn only_the_characters_layer_has_tables_of_characters() {
    const METHODS: [&str; 2] = ["to_lowercase", "to_uppercase"];
    check(|source| {
        // The invented office is no part of the program.
        let may = source.is_in("characters/") || source.is_in("storage/codec/realistic/");
        let words = if may { Vec::new() } else { words(&source.tokens) };
        words.into_iter().find(|word| METHODS.contains(&word.as_str()))
    });
}

#[test]
fn parts_know_nothing_of_the_office() {
    const STRANGE: [&str; 6] = ["domain", "query", "exchange", "storage", "state", "ui::pages"];
    check(|source| {
        let paths = if source.is_in("ui/parts") { crate_paths(&source.tokens) } else { Vec::new() };
        paths.into_iter().find(|path| STRANGE.iter().any(|name| is_below(path, name)))
    });
}

#[test]
fn a_family_of_pages_does_not_reach_into_another() {
    check(|source| {
        // A file beside the folders, such as the registry of parts, belongs to no family.
        let (own, _) = source.path.strip_prefix("ui/pages/")?.split_once('/')?;
        crate_paths(&source.tokens).into_iter().find(|path| {
            let inside = path.strip_prefix("ui::pages::").unwrap_or_default();
            let mut parts = inside.split("::");
            let family = parts.next().unwrap_or_default();
            // What a family's own `mod.rs` defines, and all of `common`, is for every page.
            family != own && family != "common" && parts.count() > 1
        })
    });
}

#[test]
fn markup_is_never_made_from_text() {
    check(|source| {
        let names = ["inner_html", "set_inner_html", "set_outer_html", "insert_adjacent_html"];
        words(&source.tokens).into_iter().find(|word| names.contains(&word.as_str()))
    });
}

#[test]
fn paths_are_read_out_of_the_tokens() {
    let code = "use crate::{domain::Code, ui::{parts, pages::list}}; fn f() { crate::state::x(); }";
    let paths = crate_paths(&TokenStream::from_str(code).unwrap());
    assert_eq!(paths, ["domain::Code", "ui::parts", "ui::pages::list", "state::x"]);
}

/// Fails with every file in which the fault is found.
fn check(fault: impl Fn(&Source) -> Option<String>) {
    let found: Vec<String> = sources()
        .iter()
        .filter_map(|source| Some(format!("src/{} names {}", source.path, fault(source)?)))
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    assert!(files.len() > 20, "the source is not where it was");
    let source = |file: PathBuf| {
        let text = fs::read_to_string(&file).unwrap();
        let path = file.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        let tokens = TokenStream::from_str(&text).unwrap_or_else(|problem| panic!("{path}: {problem}"));
        Source { path, tokens }
    };
    files.into_iter().map(source).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

/// Whether a path is that one, or leads into it.
fn is_below(path: &str, parent: &str) -> bool {
    path.strip_prefix(parent).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// Every name in the code.
fn words(tokens: &TokenStream) -> Vec<String> {
    let mut found = Vec::new();
    for token in tokens.clone() {
        match token {
            TokenTree::Ident(word) => found.push(word.to_string()),
            TokenTree::Group(group) => found.extend(words(&group.stream())),
            _ => {}
        }
    }
    found
}

/// Every path behind `crate::`, with lists in braces taken apart.
fn crate_paths(tokens: &TokenStream) -> Vec<String> {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let mut found = Vec::new();
    for (place, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Ident(word) if word == "crate" => {
                follow(&tokens[place + 1..], String::new(), &mut found);
            }
            TokenTree::Group(group) => found.extend(crate_paths(&group.stream())),
            _ => {}
        }
    }
    found
}

/// Reads `::name::name` or `::{…}` on from a path.
fn follow(tokens: &[TokenTree], path: String, found: &mut Vec<String>) {
    let is_colon = |token: &TokenTree| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ':');
    let join = |name: String| if path.is_empty() { name } else { format!("{path}::{name}") };
    match tokens {
        [first, second, TokenTree::Ident(name), rest @ ..] if is_colon(first) && is_colon(second) => {
            follow(rest, join(name.to_string()), found);
        }
        [first, second, TokenTree::Group(list), ..] if is_colon(first) && is_colon(second) => {
            let list: Vec<TokenTree> = list.stream().into_iter().collect();
            let is_comma =
                |token: &TokenTree| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ',');
            for entry in list.split(is_comma) {
                if let [TokenTree::Ident(name), rest @ ..] = entry {
                    follow(rest, join(name.to_string()), found);
                }
            }
        }
        _ if path.is_empty() => {}
        _ => found.push(path),
    }
}
