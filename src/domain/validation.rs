//! Plausibility of a field's text, and the safe links that such texts become.
//!
//! A finding is a warning, never a refusal: the text is kept as typed.

use crate::domain::catalogue::{ContactField, FieldKind};

/// What makes a field's text implausible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Warning {
    /// Does not look like an e-mail address.
    Email,
    /// Has letters or no digits, unlike a telephone number.
    Phone,
    /// Is no web address.
    HomePage,
}

/// The warning for a field's text; `None` for a plausible or an empty one.
#[must_use]
pub fn warning(field: ContactField, text: &str) -> Option<Warning> {
    if text.is_empty() {
        return None;
    }
    match field.kind() {
        FieldKind::Email if !looks_like_email(text) => Some(Warning::Email),
        FieldKind::Phone if !looks_like_phone(text) => Some(Warning::Phone),
        FieldKind::WebAddress if web_address(text).is_none() => Some(Warning::HomePage),
        _ => None,
    }
}

/// Whether a text looks like one e-mail address: a local part, @, a host with a dot, no blanks.
#[must_use]
pub fn looks_like_email(text: &str) -> bool {
    let Some((local, host)) = text.rsplit_once('@') else { return false };
    let odd = |character: char| {
        character.is_whitespace() || character.is_control() || "<>()[],;:\\\"".contains(character)
    };
    !local.is_empty()
        && !local.contains('@')
        && !text.contains(odd)
        && host.contains('.')
        && host.split('.').all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'))
}

/// Whether a text looks like a telephone number: digits and the usual separators, with or without
/// an extension ("x5366", "ext 5").
#[must_use]
pub fn looks_like_phone(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let number = lower
        .split_once("ext")
        .or_else(|| lower.split_once('x'))
        .filter(|(before, after)| {
            before.contains(|it: char| it.is_ascii_digit()) && after.contains(|it: char| it.is_ascii_digit())
        })
        .map_or(lower.as_str(), |(before, _)| before);
    number.contains(|it: char| it.is_ascii_digit())
        && number.chars().all(|it| it.is_ascii_digit() || it.is_whitespace() || "+-./()\u{a0}".contains(it))
}

/// The link of a field's text. **Only http, https, mailto and tel.**
#[must_use]
pub fn link(field: ContactField, text: &str) -> Option<String> {
    match field.kind() {
        FieldKind::Email => looks_like_email(text)
            .then(|| format!("mailto:{}", text.replace('%', "%25").replace('?', "%3F").replace('&', "%26"))),
        FieldKind::Phone => looks_like_phone(text).then(|| {
            let digits: String = text
                .split(['x', 'X', 'e', 'E'])
                .next()
                .unwrap_or_default()
                .chars()
                .filter(|&it| it.is_ascii_digit() || it == '+')
                .collect();
            format!("tel:{digits}")
        }),
        FieldKind::WebAddress => web_address(text),
        _ => None,
    }
}

/// The web address of a text: unchanged with http or https, with https in front of a bare host.
fn web_address(text: &str) -> Option<String> {
    if text.contains(|it: char| it.is_whitespace() || it.is_control() || "<>\"\\".contains(it)) {
        return None;
    }
    let lower = text.to_ascii_lowercase();
    let (address, rest) = match lower.split_once("://") {
        Some(("http" | "https", rest)) => (text.to_owned(), rest),
        Some(_) => return None,
        None => (format!("https://{text}"), lower.as_str()),
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host
        .rsplit_once(':')
        .filter(|(_, port)| port.bytes().all(|it| it.is_ascii_digit()))
        .map_or(host, |(host, _)| host);
    let is_host = host.contains('.')
        && host.split('.').all(|label| !label.is_empty())
        && host.chars().all(|it| it.is_alphanumeric() || it == '-' || it == '.');
    is_host.then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for good in ["a@b.no", "ola.nordmann+x@post.example", "æ@ø.dk"] {
            assert!(looks_like_email(good), "{good}");
        }
        for bad in
            ["ivo[at]orbitalmedia.test", "a@b", "a b@c.no", "a@b@c.no", "@c.no", "a@c..no", "a@b.no;c@d.no"]
        {
            assert!(!looks_like_email(bad), "{bad}");
        }
    }

    #[test]
    fn telephones() {
        for good in
            ["+47 75 00 18 77", "(029)9409409", "14070", "846-790-4623x4715", "801-555-1113 ext 5", "-5366"]
        {
            assert!(looks_like_phone(good), "{good}");
        }
        for bad in ["ring sentralen", "ext. 4471", "pager", "+"] {
            assert!(!looks_like_phone(bad), "{bad}");
        }
    }

    #[test]
    fn only_safe_links() {
        let page = |text| link(ContactField::HomePage, text);
        assert_eq!(page("www.alta.kommune.no").as_deref(), Some("https://www.alta.kommune.no"));
        assert_eq!(page("HTTP://Example.com:80/x?y").as_deref(), Some("HTTP://Example.com:80/x?y"));
        for bad in [
            "javascript:alert(1)",
            "javascript://x.no/%0aalert(1)",
            "data:text/html,x",
            "ftp://a.b",
            "a b.no",
            "x",
        ] {
            assert_eq!(page(bad), None, "{bad}");
        }
        assert_eq!(link(ContactField::Phone, "+47 75 00x3").as_deref(), Some("tel:+477500"));
        assert_eq!(link(ContactField::Email, "a?bcc=x@b.no").as_deref(), Some("mailto:a%3Fbcc=x@b.no"));
    }
}
