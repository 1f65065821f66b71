//! The content security policy, as a meta element: it allows the app's own scripts, styles and
//! addresses only. Inline scripts and styles are allowed by hash, so it is computed after the build.

use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// The two editions of the app.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Edition {
    /// A folder of files, for a web server.
    Folder,
    /// One file, for a double click.
    SingleFile,
}

const META: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"";

/// Inserts the policy directly after the charset, before anything that it governs.
pub fn insert(html: &str, edition: Edition) -> Result<String> {
    const CHARSET: &str = "<meta charset=";
    let start = html.find(CHARSET).with_context(|| format!("index.html lacks {CHARSET}"))?;
    let rest = html.get(start..).unwrap_or_default();
    let end = start + rest.find('>').context("the charset has no end")? + 1;
    let (before, after) = html.split_at(end);
    let policy = policy(html, edition);
    Ok(format!("{before}\n{META}{policy}\">{after}"))
}

fn policy(html: &str, edition: Edition) -> String {
    let scripts = hashes(html, "script");
    let styles = hashes(html, "style");
    let places = match edition {
        Edition::Folder => format!(
            "script-src 'self' 'wasm-unsafe-eval'{scripts}; style-src 'self'{styles}; \
             img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; \
             manifest-src 'self'"
        ),
        Edition::SingleFile => format!(
            "script-src 'wasm-unsafe-eval'{scripts}; style-src{}; \
             img-src data: blob:; connect-src 'none'",
            if styles.is_empty() { " 'none'" } else { &styles }
        ),
    };
    format!("default-src 'none'; {places}; base-uri 'none'; form-action 'none'")
}

/// Checks that a finished page has exactly the policy that it needs. A script that was changed after
/// its hash was taken would not run; a superfluous permission would be a hole.
pub fn check(html: &str, edition: Edition) -> Result<()> {
    let (before, rest) = html.split_once(META).context("the page has no policy")?;
    let (found, after) = rest.split_once('"').context("the policy has no end")?;
    ensure!(!after.contains(META), "the page has two policies");
    ensure!(elements(before, "script").is_empty(), "a script stands before the policy");
    let needed = policy(html, edition);
    ensure!(found == needed, "the policy is\n{found}\nand has to be\n{needed}");
    // No hash covers these, so they would have no effect.
    let outside = without_content(html);
    for (kind, name) in
        [("style", " style="), ("handler", " onclick="), ("handler", " onload="), ("handler", " onerror=")]
    {
        ensure!(!outside.contains(name), "a {kind} stands in an attribute:{name}");
    }
    Ok(())
}

/// The page without the content of scripts and styles, which is no markup.
fn without_content(html: &str) -> String {
    let contents = ["script", "style"].map(|element| elements(html, element));
    contents.into_iter().flatten().fold(html.to_owned(), |html, (_, content)| match content {
        "" => html,
        content => html.replacen(content, "", 1),
    })
}

/// The hashes of inline elements of a name, each with a blank before it.
fn hashes(html: &str, element: &str) -> String {
    let inline = elements(html, element).into_iter();
    let governed =
        inline.filter(|(attributes, _)| !attributes.contains("src=") && !attributes.contains("octet-stream"));
    governed
        .map(|(_, content)| {
            let hash = STANDARD.encode(Sha256::digest(content.as_bytes()));
            format!(" 'sha256-{hash}'")
        })
        .collect()
}

/// Attributes and content of each element of a name. As in browsers, a script or style ends at the
/// first end tag.
fn elements<'a>(html: &'a str, element: &str) -> Vec<(&'a str, &'a str)> {
    let (start, end) = (format!("<{element}"), format!("</{element}>"));
    let mut found = Vec::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once(&start) {
        let Some((attributes, after)) = after.split_once('>') else {
            break;
        };
        let Some((content, after)) = after.split_once(&end) else {
            break;
        };
        found.push((attributes, content));
        rest = after;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_scripts_are_named_by_their_hash() {
        let html = "<head><meta charset=\"utf-8\"><script>alert(1)</script></head>";
        let html = insert(html, Edition::SingleFile).unwrap();
        // printf 'alert(1)' | openssl dgst -sha256 -binary | base64
        let hash = "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='";
        assert!(html.contains(hash), "{html}");
        assert!(html.contains("style-src 'none'"), "{html}");
    }

    #[test]
    fn a_page_is_handed_out_only_with_the_policy_that_it_needs() {
        let page = "<head><meta charset=\"utf-8\"><script>alert(1)</script><style>p{}</style></head>";
        for edition in [Edition::Folder, Edition::SingleFile] {
            let html = insert(page, edition).unwrap();
            check(&html, edition).unwrap();
            let changes = [
                // The content was changed after its hash was taken.
                ("alert(1)", "alert(2)"),
                ("p{}", "p{color:red}"),
                // The page has more than the policy allows, or less.
                ("</head>", "<script>alert(1)</script><script>more()</script></head>"),
                ("'wasm-unsafe-eval'", "'wasm-unsafe-eval' 'unsafe-inline'"),
                ("<script>alert(1)</script>", ""),
                ("default-src 'none'", "default-src *"),
                // The policy is not in effect, or not for the whole page.
                ("http-equiv", "name"),
                ("<meta charset=\"utf-8\">", "<meta charset=\"utf-8\"><script>alert(1)</script>"),
                ("</head>", "</head><body onload=\"alert(1)\">"),
                ("</head>", "</head><body style=\"color:red\">"),
            ];
            for (from, to) in changes {
                let changed = html.replacen(from, to, 1);
                assert_ne!(changed, html, "{from}");
                assert!(check(&changed, edition).is_err(), "{from} → {to}");
            }
        }
        // The policy of one edition is too wide for the other.
        let folder = insert(page, Edition::Folder).unwrap();
        assert!(check(&folder, Edition::SingleFile).is_err());
        // Text in a script is not an attribute.
        let script = insert("<meta charset=\"utf-8\"><script>' style='</script>", Edition::Folder).unwrap();
        check(&script, Edition::Folder).unwrap();
    }

    #[test]
    fn data_and_files_need_no_hash() {
        let html = "<meta charset=\"utf-8\"><script type=\"application/octet-stream\">AA</script>\
                    <script src=\"a.js\"></script>";
        assert!(!insert(html, Edition::Folder).unwrap().contains("sha256"));
    }
}
