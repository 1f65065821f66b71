//! The single file: index.html with styles, scripts and program inline, for a double click. It
//! refers to no other file, so it can be mailed, moved and opened offline.

use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::policy;
use crate::program::{LINKS, Program, SCRIPT};

/// Loads a part from its element.
const LOAD: &str = "
async function load(name) {
    const text = document.getElementById(`part-${name}`).textContent;
    const packed = Uint8Array.from(atob(text), c => c.charCodeAt(0));
    const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream(\"deflate-raw\"));
    return new Response(unpacked).arrayBuffer();
}
";

/// Starts the program; `__wbg_init` is the generated start function.
const START: &str = "await __wbg_init({ module_or_path: await load(\"start\") });";

/// Puts the app into the index.html that Trunk has written and minified.
pub fn assemble(html: &str, styles: &str, program: &Program) -> Result<String> {
    let links = inline_links(&program.links)?;
    let script = inline_script(&program.script)?;
    let start = ("start", program.start.as_slice());
    let parts = program.parts.iter().map(|(name, part)| (name.as_str(), part.as_slice()));
    let parts: String = [start].into_iter().chain(parts).map(|(name, part)| element(name, part)).collect();
    let html = replace_loader(&without_links(html), &parts, &format!("{LOAD}{links}\n{script}\n{START}"))?;
    let html = html.replacen("</head>", &format!("<style>{styles}</style></head>"), 1);
    policy::insert(&html, policy::Edition::SingleFile)
}

/// index.html without links to files; links with a data URL stay, as of the icon.
fn without_links(html: &str) -> String {
    let mut kept = String::new();
    let mut rest = html;
    while let Some(start) = rest.find("<link ") {
        let (before, link) = rest.split_at(start);
        let (link, after) = link.split_at(link.find('>').map_or(link.len(), |end| end + 1));
        kept.push_str(before);
        if link.contains("\"data:") {
            kept.push_str(link);
        }
        rest = after;
    }
    kept + rest
}

/// The script that loads parts, as an object that the other script uses in place of its import.
fn inline_links(links: &str) -> Result<String> {
    const EXPORT: &str = "export const ";
    let import = format!("import {{ initSync }} from \"./{SCRIPT}\";");
    let (before, rest) = links.split_once(&import).context("the loader of parts imports something else")?;
    let exported: Vec<&str> = rest
        .lines()
        .filter_map(|line| line.strip_prefix(EXPORT)?.split_once(' ').map(|(name, _)| name))
        .collect();
    let rest = rest.replace(EXPORT, "const ");
    let more = rest.lines().find(|line| line.starts_with("export ") || line.starts_with("import "));
    ensure!(more.is_none(), "more than loaders in {LINKS}: {more:?}");
    Ok(format!("const parts = (() => {{{before}{rest}\nreturn {{ {} }};\n}})();", exported.join(", ")))
}

/// The script that starts the program, as the content of an element: without imports, exports and
/// end tags.
fn inline_script(script: &str) -> Result<String> {
    let from_links = format!(" from \"./{LINKS}\"");
    let mut lines: Vec<String> = Vec::new();
    for line in script.trim_end().lines() {
        let name = line.strip_prefix("import * as ").and_then(|rest| rest.strip_suffix(&from_links));
        lines.push(name.map_or_else(|| line.to_owned(), |name| format!("const {name} = parts;")));
    }
    let is_export = lines.last().is_some_and(|line| line.starts_with("export {"));
    ensure!(is_export, "the script no longer ends with its exports");
    lines.pop();
    let lines = lines.iter().map(|line| line.strip_prefix("export ").unwrap_or(line));
    let script = lines.collect::<Vec<_>>().join("\n");
    ensure!(!script.contains("\nimport "), "a single file can't import");
    Ok(script.replace("</script", "<\\/script"))
}

/// An element that holds a part, deflated.
fn element(name: &str, part: &[u8]) -> String {
    let packed = STANDARD.encode(miniz_oxide::deflate::compress_to_vec(part, 10));
    format!("<script type=\"application/octet-stream;base64\" id=\"part-{name}\">{packed}</script>\n")
}

/// Replaces Trunk's loader, which imports the script by its address.
fn replace_loader(html: &str, parts: &str, script: &str) -> Result<String> {
    const BEGIN: &str = "<script type=module>";
    const END: &str = "</script>";
    let loader = html.split_once(BEGIN).and_then(|(before, rest)| {
        let (loader, after) = rest.split_once(END)?;
        loader.contains("import init").then_some((before, after))
    });
    let (before, after) = loader.context("index.html lacks Trunk's loader")?;
    Ok(format!("{before}{parts}{BEGIN}{script}{END}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn program() -> Program {
        Program {
            script: "import * as import1 from \"./parts.js\"\nexport class A {}\n\
                     const a = \"</script>\";\nexport { __wbg_init as default };\n"
                .into(),
            links: "import { initSync } from \"./mailroom.js\";\nexport const b = load(\"c\");".into(),
            start: vec![0; 1000],
            parts: vec![("c".into(), vec![1; 1000])],
        }
    }

    #[test]
    fn nothing_is_left_outside() {
        let html = "<html><head><meta charset=utf-8>\
            <link href=\"data:image/svg+xml,x y\" rel=icon>\
            <link href=./base-1.css integrity=x rel=stylesheet>\
            <link href=./mailroom.js rel=modulepreload></head><body>\
            <script type=module>import init from './mailroom.js';</script></body></html>";
        let single = assemble(html, "p{color:red}", &program()).unwrap();
        assert!(!single.contains("./"), "{single}");
        assert!(!single.contains("import ") && !single.contains("export "), "{single}");
        assert!(single.contains("<style>p{color:red}</style></head>"), "{single}");
        assert!(single.contains("const a = \"<\\/script>\";"), "{single}");
        assert!(single.contains("href=\"data:image"), "{single}");
        assert!(single.contains("const b = load(\"c\");\nreturn { b };"), "{single}");
        assert!(single.contains("const import1 = parts;"), "{single}");
        assert!(single.contains("id=\"part-c\""), "{single}");
    }

    #[test]
    fn another_import_is_refused() {
        let script = "1\nimport { a } from './snippets/a.js';\nexport { __wbg_init as default };";
        assert!(inline_script(script).is_err());
        assert!(inline_links("import { a } from \"./b.js\";").is_err());
    }
}
