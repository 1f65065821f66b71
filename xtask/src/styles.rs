//! The style sheets of a release, which become one.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

/// Takes the style sheets out of Trunk's folder and its index.html, and hands them back in one,
/// in the order in which they are linked.
pub fn take(folder: &Path, html: &mut String) -> Result<String> {
    const LINK: &str = "<link rel=\"stylesheet\" href=\"./";
    let mut styles = String::new();
    while let Some((before, link)) = html.split_once(LINK) {
        let (name, rest) = link.split_once('"').context("a link without an end")?;
        let (_, after) = rest.split_once('>').context("a link without an end")?;
        let file = folder.join(name);
        styles += &fs::read_to_string(&file).with_context(|| name.to_owned())?;
        fs::remove_file(file)?;
        *html = format!("{before}{}", after.trim_start());
    }
    ensure!(!styles.is_empty(), "index.html has no style sheets");
    Ok(without_remarks(&styles))
}

/// The styles without comments, and with one blank where there are several or line ends: a fifth
/// less to send. What stands in quotes stays as it is.
fn without_remarks(styles: &str) -> String {
    let mut short = String::with_capacity(styles.len());
    let mut rest = styles;
    while let Some(next) = rest.chars().next() {
        let length = match next {
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            '"' | '\'' => end_of_quote(rest, next),
            _ => next.len_utf8(),
        };
        let (piece, after) = rest.split_at(length);
        if piece.starts_with("/*") || next.is_ascii_whitespace() {
            if !short.ends_with([' ', '{', '}', ';']) {
                short.push(' ');
            }
        } else {
            short.push_str(piece);
        }
        rest = after;
    }
    short
}

/// The length of the text in quotes that the styles begin with.
fn end_of_quote(styles: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (at, character) in styles.char_indices().skip(1) {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            _ if character == quote => return at + character.len_utf8(),
            _ => {}
        }
    }
    styles.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_lose_their_remarks_and_nothing_else() {
        let styles = "/* a */\n.a  > .b,\n.c {\n  width: calc(1px + 2px); /* why */\n  content: \"/*  \\\" */\";\n}\n\n.d{}";
        let short = ".a > .b, .c {width: calc(1px + 2px);content: \"/*  \\\" */\";}.d{}";
        assert_eq!(without_remarks(styles).trim_start(), short);
        assert_eq!(without_remarks("a/**/b"), "a b");
        assert_eq!(without_remarks("\"open"), "\"open");
    }
}
