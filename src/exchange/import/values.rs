//! Values as people write them: yes and no, company and person, several in one cell.

use crate::domain::catalogue::ContactKind;
use crate::exchange::alphanumeric_key::alphanumeric_key;

/// "Yes", "ja", "oui", "1", "x" and the like.
pub(super) fn yes_or_no(text: &str) -> Option<bool> {
    match alphanumeric_key(text).as_str() {
        "yes" | "y" | "true" | "1" | "x" | "ja" | "j" | "oui" | "o" | "vrai" | "sann" | "sand" | "waar"
        | "wahr" => Some(true),
        "no" | "n" | "false" | "0" | "nei" | "nee" | "nej" | "non" | "nein" | "faux" | "usann" | "falsk"
        | "onwaar" | "falsch" => Some(false),
        _ => None,
    }
}

/// Company or person, in five languages and German.
pub(super) fn kind_of(text: &str) -> Option<ContactKind> {
    match alphanumeric_key(text).as_str() {
        "company" | "selskap" | "bedrijf" | "societe" | "virksomhed" | "firma" | "organization"
        | "organisation" | "organisasjon" | "organisatie" | "unternehmen" | "bedrift" | "entreprise" => {
            Some(ContactKind::Company)
        }
        "person" | "persoon" | "personne" | "privatperson" | "individual" | "particulier" => {
            Some(ContactKind::Person)
        }
        _ => None,
    }
}

/// The codes in one cell, with any separator. Google marks its own groups with "* ".
pub(super) fn codes_in(cell: &str) -> impl Iterator<Item = &str> {
    pieces(cell, &[',', ';', '|', '\n', '\r'])
        .map(|piece| piece.strip_prefix("* ").unwrap_or(piece).trim())
        // Google puts all contacts into this group.
        .filter(|piece| {
            !piece.eq_ignore_ascii_case("mycontacts") && !piece.eq_ignore_ascii_case("my contacts")
        })
}

/// The e-mail addresses in one cell, also from "Name <address>".
pub(super) fn emails_in(cell: &str) -> impl Iterator<Item = &str> {
    pieces(cell, &[',', ';', '\n', '\r']).map(|piece| {
        let inner = piece.split_once('<').and_then(|(_, rest)| rest.split_once('>')).map(|(inner, _)| inner);
        let address = inner.unwrap_or(piece).trim();
        address.strip_prefix("mailto:").unwrap_or(address)
    })
}

/// The phone numbers in one cell; only Google writes several.
pub(super) fn phones_in(cell: &str) -> impl Iterator<Item = &str> {
    pieces(cell, &['\n', '\r'])
}

fn pieces<'a>(cell: &'a str, separators: &'static [char]) -> impl Iterator<Item = &'a str> {
    cell.split(":::")
        .flat_map(move |part| part.split(separators))
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
}

/// Postcode and town: "1003 Lausanne", "NO-5003 Bergen", "1234 AB Utrecht", "Seattle 98101".
pub(super) fn post_code_and_city(cell: &str) -> (String, String) {
    let words: Vec<&str> =
        cell.split(|it: char| it.is_whitespace() || it == ',').filter(|word| !word.is_empty()).collect();
    let has_digit = |word: &&str| word.chars().any(|it| it.is_ascii_digit());
    let leading = words.iter().take_while(|word| has_digit(word)).count();
    // Dutch postcodes have two capitals after the digits, British ones digits and letters.
    let capitals = |word: &&&str| word.len() == 2 && word.chars().all(|it| it.is_ascii_uppercase());
    let leading =
        leading + usize::from(leading == 1 && words.len() > 2 && words.get(1).filter(capitals).is_some());
    let place = if leading > 0 {
        leading
    } else {
        let trailing = words.iter().rev().take_while(|word| has_digit(word)).count();
        let (city, code) = words.split_at(words.len() - trailing);
        return (code.join(" "), city.join(" "));
    };
    let (code, city) = words.split_at(place);
    (code.join(" "), city.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_postcode_and_place() {
        let split = |cell: &str| {
            let (code, city) = post_code_and_city(cell);
            format!("{code}|{city}")
        };
        assert_eq!(split("21222 Käln"), "21222|Käln");
        assert_eq!(split("NO-5003 Bergen"), "NO-5003|Bergen");
        assert_eq!(split("1000 Lausanne 25"), "1000|Lausanne 25");
        assert_eq!(split("2500 København Ø"), "2500|København Ø");
        assert_eq!(split("1234 AB Den Haag"), "1234 AB|Den Haag");
        assert_eq!(split("Seattle, 98101"), "98101|Seattle");
        assert_eq!(split("Bergen"), "|Bergen");
        assert_eq!(split(""), "|");
    }

    #[test]
    fn splits_codes_as_they_come() {
        let codes = |cell| codes_in(cell).collect::<Vec<_>>().join("/");
        assert_eq!(codes("MOVE, GIFT;NEWS|X ::: Y"), "MOVE/GIFT/NEWS/X/Y");
        assert_eq!(codes("* My Contacts ::: Test"), "Test");
        assert_eq!(codes("* myContacts"), "");
        assert_eq!(codes("* Friends"), "Friends");
    }

    #[test]
    fn finds_the_address_in_a_cell() {
        let emails = |cell| emails_in(cell).collect::<Vec<_>>().join("/");
        assert_eq!(emails("\"Info\" <info@a.example>; mailto:b@a.example"), "info@a.example/b@a.example");
    }
}
