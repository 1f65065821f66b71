//! Turns `locales/*.toml` into Rust, and stops the build where the languages disagree. Packs the
//! tables of characters.

use std::path::Path;

#[path = "src/i18n/catalogue.rs"]
mod catalogue;
#[path = "src/i18n/generate.rs"]
mod generate;
#[path = "src/characters/packing.rs"]
mod packing;

fn main() {
    println!("cargo::rustc-check-cfg=cfg(split)");
    let set = |name: &str| std::env::var(name).unwrap_or_default();
    if set("CARGO_CFG_TARGET_ARCH") == "wasm32" && set("PROFILE") == "release" {
        // `cargo xtask dist` cuts a release into parts, and needs to know what calls what.
        println!("cargo::rustc-cfg=split");
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
    println!("cargo::rerun-if-changed=src/characters/packing.rs");
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=src/i18n/catalogue.rs");
    println!("cargo::rerun-if-changed=src/i18n/generate.rs");
    if let Err(problems) = write_texts().and_then(|()| write("characters.bin", &packing::all())) {
        for problem in problems {
            println!("cargo::error={}", problem.replace('\n', " "));
        }
    }
}

fn write_texts() -> Result<(), Vec<String>> {
    let mut problems = Vec::new();
    let mut catalogues = Vec::new();
    for (file, _) in catalogue::LANGUAGES {
        let path = format!("locales/{file}.toml");
        let source = std::fs::read_to_string(&path).map_err(|error| vec![format!("{path}: {error}")])?;
        match catalogue::read(&source) {
            Ok(catalogue) => catalogues.push(catalogue),
            Err(found) => problems.extend(found.iter().map(|found| format!("{path}: {found}"))),
        }
    }
    if let Some(english) = catalogues.first().filter(|_| problems.is_empty()) {
        for ((file, _), translated) in catalogue::LANGUAGES.iter().zip(&catalogues).skip(1) {
            problems.extend(catalogue::disagreements(english, translated, file));
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    write("texts.rs", generate::module(&catalogues).as_bytes())
}

fn write(name: &str, contents: &[u8]) -> Result<(), Vec<String>> {
    let folder = std::env::var("OUT_DIR").map_err(|error| vec![error.to_string()])?;
    std::fs::write(Path::new(&folder).join(name), contents).map_err(|error| vec![format!("{name}: {error}")])
}
