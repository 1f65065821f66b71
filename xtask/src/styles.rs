//! The style sheets of a release, which become one. Trunk has minified them.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

/// Takes the style sheets out of Trunk's folder and its minified index.html, and returns them as
/// one, in the order of their links.
pub fn take(folder: &Path, html: &mut String) -> Result<String> {
    let mut styles = String::new();
    let (kept, names) = without_sheets(html)?;
    for name in names {
        let file = folder.join(&name);
        styles += &fs::read_to_string(&file).with_context(|| name)?;
        fs::remove_file(file)?;
    }
    ensure!(!styles.is_empty(), "index.html has no style sheets");
    *html = kept;
    Ok(styles)
}

/// The page without its links to style sheets, and the names of their files.
fn without_sheets(html: &str) -> Result<(String, Vec<String>)> {
    const LINK: &str = "<link ";
    let (mut kept, mut names) = (String::with_capacity(html.len()), Vec::new());
    let mut rest = html;
    while let Some((before, link)) = rest.split_once(LINK) {
        let (link, after) = link.split_once('>').context("a link without an end")?;
        kept.push_str(before);
        let mut attributes = link.split(' ');
        if attributes.clone().any(|it| it == "rel=stylesheet") {
            let name =
                attributes.find_map(|it| it.strip_prefix("href=./")).context("a style sheet elsewhere")?;
            names.push(name.to_owned());
        } else {
            kept += &format!("{LINK}{link}>");
        }
        rest = after;
    }
    Ok((kept + rest, names))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_style_sheets_are_taken_out_in_their_order() {
        let html = "<link href=\"data:a b\" rel=icon><link href=./b.css integrity=c rel=stylesheet>\
                    <link crossorigin=anonymous href=./d.js rel=modulepreload><link href=./a.css rel=stylesheet>";
        let kept =
            "<link href=\"data:a b\" rel=icon><link crossorigin=anonymous href=./d.js rel=modulepreload>";
        let names = vec!["b.css".to_owned(), "a.css".to_owned()];
        assert_eq!(without_sheets(html).unwrap(), (kept.to_owned(), names));
        assert!(without_sheets("<link href=https://example.org/a.css rel=stylesheet>").is_err());
    }
}
