//! The rules of the layers, checked against the imports of the source. Comments and strings do not
//! count, as the source is read by its tokens.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test panics to say what is wrong"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Each layer may name those before it, and none after it.
const LAYERS: [&str; 9] =
    ["characters", "domain", "query", "exchange", "storage", "browser", "i18n", "state", "ui"];
/// These build without a browser.
const PURE: [&str; 5] = ["characters", "domain", "query", "exchange", "storage"];

/// A source file: its path below `src`, and its tokens.
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
        // The generated test data is not part of the program.
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
        // A file beside the folders, such as the registry of pages, belongs to no family.
        let (own, _) = source.path.strip_prefix("ui/pages/")?.split_once('/')?;
        crate_paths(&source.tokens).into_iter().find(|path| {
            let inside = path.strip_prefix("ui::pages::").unwrap_or_default();
            let mut parts = inside.split("::");
            let family = parts.next().unwrap_or_default();
            // Every page may use what the `mod.rs` of a family defines, and all of `common`.
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

#[test]
fn no_files_import_each_other() {
    let sources = sources();
    let files: BTreeMap<String, &Source> = sources.iter().map(|it| (module_path(&it.path), it)).collect();
    let mut uses = BTreeMap::new();
    let mut tests = Vec::new();
    for (module, source) in &files {
        let (code, test_modules) = without_tests(&source.tokens);
        tests.extend(test_modules.into_iter().map(|name| format!("{module}::{name}")));
        let targets: BTreeSet<String> = crate_paths(&code)
            .iter()
            .filter_map(|path| defining_module(path, &files))
            // A module may use what its parents define.
            .filter(|target| !is_below(module, target))
            .collect();
        uses.insert(module.clone(), targets);
    }
    uses.retain(|module, _| !tests.iter().any(|test| is_below(module, test)));
    let found: Vec<String> =
        in_cycles(uses).iter().map(|(module, targets)| format!("{module} uses {targets:?}")).collect();
    assert!(found.is_empty(), "these files import each other:\n{}", found.join("\n"));
}

#[test]
fn cycles_are_found() {
    let uses = |pairs: &[(&str, &str)]| {
        let mut uses: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (from, to) in pairs {
            uses.entry((*from).to_owned()).or_default().insert((*to).to_owned());
            uses.entry((*to).to_owned()).or_default();
        }
        uses
    };
    assert!(in_cycles(uses(&[("a", "b"), ("b", "c"), ("a", "c")])).is_empty());
    let found = in_cycles(uses(&[("a", "b"), ("b", "c"), ("c", "b"), ("c", "d")]));
    assert_eq!(found, uses(&[("b", "c"), ("c", "b")]));
}

#[test]
fn tests_do_not_count_as_imports() {
    let code = "use crate::a; #[cfg(test)] mod laws; #[cfg(test)] mod tests { use crate::b; } fn f() {}";
    let (code, tests) = without_tests(&TokenStream::from_str(code).unwrap());
    assert_eq!(crate_paths(&code), ["a"]);
    assert_eq!(tests, ["laws", "tests"]);
    assert_eq!(words(&code), ["use", "crate", "a", "fn", "f"]);
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

/// Whether a path equals another one or leads below it.
fn is_below(path: &str, parent: &str) -> bool {
    path.strip_prefix(parent).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// All identifiers of the code.
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

/// All paths after `crate::`, with lists in braces expanded.
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

/// Continues a path with `::name::name` or `::{…}`.
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

/// The path of the module that a file defines: `a::b` for `a/b.rs` and for `a/b/mod.rs`.
fn module_path(file: &str) -> String {
    let path = file.strip_suffix(".rs").unwrap_or(file);
    path.strip_suffix("/mod").unwrap_or(path).replace('/', "::")
}

/// The file that defines what a path names, by its module.
fn defining_module(path: &str, files: &BTreeMap<String, &Source>) -> Option<String> {
    let mut module = path;
    loop {
        if files.contains_key(module) {
            return Some(module.to_owned());
        }
        module = module.rsplit_once("::")?.0;
    }
}

/// The code without the modules and items that exist for tests only, and the names of those modules.
fn without_tests(tokens: &TokenStream) -> (TokenStream, Vec<String>) {
    let (mut kept, mut modules) = (Vec::new(), Vec::new());
    let mut rest = tokens.clone().into_iter().peekable();
    while let Some(token) = rest.next() {
        let is_mark = matches!(&token, TokenTree::Punct(mark) if mark.as_char() == '#');
        let is_for_tests = is_mark
            && rest.peek().is_some_and(|next| matches!(next, TokenTree::Group(_)) && is_cfg_test(next));
        if !is_for_tests {
            kept.push(token);
            continue;
        }
        let mut last_word = String::new();
        for token in rest.by_ref().skip(1) {
            match token {
                TokenTree::Ident(word) if last_word == "mod" => modules.push(word.to_string()),
                TokenTree::Ident(word) => last_word = word.to_string(),
                TokenTree::Punct(mark) if mark.as_char() == ';' => break,
                TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => break,
                _ => {}
            }
        }
    }
    (kept.into_iter().collect(), modules)
}

fn is_cfg_test(attribute: &TokenTree) -> bool {
    attribute.to_string().replace(' ', "") == "[cfg(test)]"
}

/// What is left of the modules and their imports without those that are in no cycle. (A module that
/// leads from one cycle to another is left, too.)
fn in_cycles(mut uses: BTreeMap<String, BTreeSet<String>>) -> BTreeMap<String, BTreeSet<String>> {
    loop {
        let before = uses.len();
        let modules: BTreeSet<String> = uses.keys().cloned().collect();
        for (module, targets) in &mut uses {
            targets.retain(|target| target != module && modules.contains(target));
        }
        let used: BTreeSet<String> = uses.values().flatten().cloned().collect();
        uses.retain(|module, targets| !targets.is_empty() && used.contains(module));
        if uses.len() == before {
            return uses;
        }
    }
}
