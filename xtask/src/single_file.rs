//! The single file: index.html with styles, script and program in it, for a double click.
//! Nothing in it has an address of its own, so it may be mailed, moved and opened offline.

use anyhow::{Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::build::Parts;
use crate::policy;

/// Unpacks the program; `__wbg_init` is the name of the script's own start function.
const LOADER: &str = "
const packed = Uint8Array.from(atob(document.getElementById(\"program\").textContent), c => c.charCodeAt(0));
const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream(\"deflate-raw\"));
await __wbg_init({ module_or_path: await new Response(unpacked).arrayBuffer() });
";

/// Puts the parts of the app into its index.html, as Trunk has written it.
pub fn assemble(html: &str, parts: &Parts) -> Result<String> {
    let (html, styles) = take_links(html, parts);
    let script = inline_script(&parts.script)?;
    let html = replace_loader(&html, &script, &packed(&parts.wasm))?;
    let html = html.replacen("</head>", &format!("<style>{styles}</style></head>"), 1);
    policy::insert(&html, policy::Edition::SingleFile)
}

/// Takes out links to files, and hands back the style sheets among them in their order.
fn take_links(html: &str, parts: &Parts) -> (String, String) {
    let mut kept = String::new();
    let mut styles = String::new();
    let mut rest = html;
    while let Some(start) = rest.find("<link ") {
        let (before, link) = rest.split_at(start);
        let end = link.find('>').map_or(link.len(), |end| end + 1);
        let (link, after) = link.split_at(end);
        kept.push_str(before);
        let sheet = parts.styles.iter().find(|(name, _)| link.contains(name.as_str()));
        match sheet {
            Some((_, sheet)) => styles.push_str(sheet),
            // What carries its data in itself, as the icon does.
            None if link.contains("\"data:") => kept.push_str(link),
            None => {}
        }
        rest = after;
    }
    kept.push_str(rest);
    (kept, styles)
}

/// The script as the inside of an element: without exports, and without an end tag in it.
fn inline_script(script: &str) -> Result<String> {
    let mut lines: Vec<&str> = script.trim_end().lines().collect();
    let is_export = lines.last().is_some_and(|line| line.starts_with("export {"));
    ensure!(is_export, "the script no longer ends with its exports");
    lines.pop();
    let imports = lines.iter().find(|line| line.starts_with("import "));
    ensure!(imports.is_none(), "a single file can't import: {imports:?}");
    Ok(lines.join("\n").replace("</script", "<\\/script"))
}

fn packed(wasm: &[u8]) -> String {
    STANDARD.encode(miniz_oxide::deflate::compress_to_vec(wasm, 10))
}

/// Trunk's loader imports the script by its address; here both are one.
fn replace_loader(html: &str, script: &str, packed: &str) -> Result<String> {
    const START: &str = "<script type=\"module\">";
    const END: &str = "</script>";
    let loader = html.split_once(START).and_then(|(before, rest)| {
        let (loader, after) = rest.split_once(END)?;
        loader.contains("import init").then_some((before, after))
    });
    let Some((before, after)) = loader else {
        anyhow::bail!("index.html lacks Trunk's loader");
    };
    Ok(format!(
        "{before}<script type=\"application/octet-stream;base64\" id=\"program\">{packed}{END}\n\
         {START}{script}\n{LOADER}{END}{after}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts() -> Parts {
        Parts {
            styles: vec![("base-1.css".into(), "p{color:red}".into())],
            script: "const a = \"</script>\";\nexport { __wbg_init as default };\n".into(),
            wasm: vec![0; 1000],
        }
    }

    #[test]
    fn nothing_is_left_outside() {
        let html = "<html><head><meta charset=\"utf-8\">\
            <link rel=\"icon\" href=\"data:image/svg+xml,x\">\
            <link rel=\"stylesheet\" href=\"./base-1.css\" integrity=\"x\"/>\
            <link rel=\"modulepreload\" href=\"./mailroom.js\"></head><body>\
            <script type=\"module\">import init from './mailroom.js';</script></body></html>";
        let single = assemble(html, &parts()).unwrap();
        assert!(!single.contains("./"), "{single}");
        assert!(single.contains("<style>p{color:red}</style></head>"), "{single}");
        assert!(single.contains("const a = \"<\\/script>\";"), "{single}");
        assert!(single.contains("href=\"data:image"), "{single}");
    }

    #[test]
    fn an_import_is_refused() {
        let script = "import { a } from './snippets/a.js';\nexport { __wbg_init as default };";
        assert!(inline_script(script).is_err());
    }
}
