//! How captions, countries and languages compare: by their letters and digits alone.

use crate::query::search_key::fold;

/// A text folded, letters and digits only: `E-mail 1 - Value` gives `email1value`.
#[must_use]
pub fn key(text: &str) -> String {
    let mut key = fold(text);
    key.retain(char::is_alphanumeric);
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_letters_and_digits() {
        assert_eq!(key("Lands-/regionskode"), "landsregionskode");
        assert_eq!(key("N° téléphone"), "ntelephone");
        assert_eq!(key("№"), "no");
        assert_eq!(key("E-mail 1 - Value"), "email1value");
    }
}
