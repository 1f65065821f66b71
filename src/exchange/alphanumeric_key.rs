//! The key by which captions, countries and languages compare: their letters and digits.

use crate::query::search_key::fold;

/// The folded letters and digits of a text: `E-mail 1 - Value` gives `email1value`.
#[must_use]
pub fn alphanumeric_key(text: &str) -> String {
    let mut alphanumeric_key = fold(text);
    alphanumeric_key.retain(char::is_alphanumeric);
    alphanumeric_key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_letters_and_digits() {
        assert_eq!(alphanumeric_key("Lands-/regionskode"), "landsregionskode");
        assert_eq!(alphanumeric_key("N° téléphone"), "ntelephone");
        assert_eq!(alphanumeric_key("№"), "no");
        assert_eq!(alphanumeric_key("E-mail 1 - Value"), "email1value");
    }
}
