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
    Ok(styles)
}
