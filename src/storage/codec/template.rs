//! Splits a text into a template and digits. In the template, placeholders stand for the digits, for
//! the row's names and host, and for their usual short forms. `kari.dahl@fjord.no` and
//! `ola.berg@bygg.no` have the same template.

use crate::storage::codec::slug::{SlugStyle, append_slug};

/// The placeholder of a digit.
const DIGIT: u8 = 1;
/// The first placeholder of a piece, which is a text of the row.
const FIRST_PIECE: u8 = 2;
/// The number of pieces.
const PIECES: u8 = 16;
/// The first piece that is initials.
const INITIALS: u8 = 10;
/// Comes before a character that would be read as a placeholder.
const LITERAL: u8 = 31;

/// The texts of a row that its other texts may contain.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sources<'a> {
    /// First name, middle name, surname. For a company, the first one is its whole name.
    pub names: [&'a str; 3],
    /// The host of its home page, or of the addresses in its company.
    pub host: &'a str,
}

impl Sources<'_> {
    /// Appends the piece of this number.
    fn piece(&self, piece: u8, text: &mut String) {
        let [first, middle, surname] = self.names;
        let short = |limit| SlugStyle { limit, ..SlugStyle::SHORT };
        match piece {
            0 => text.push_str(first),
            1 => text.push_str(middle),
            2 => text.push_str(surname),
            3 => text.push_str(self.host),
            4 => append_slug(first, SlugStyle::SHORT, text),
            5 => append_slug(surname, SlugStyle::SHORT, text),
            6 => append_slug(first, SlugStyle::LONG, text),
            7 => append_slug(surname, SlugStyle::LONG, text),
            8 => append_slug(without_form(first), SlugStyle::LONG, text),
            9 => append_slug(without_form(first), SlugStyle { hyphens: true, ..SlugStyle::LONG }, text),
            10..=12 => append_slug(first, short(usize::from(piece - 9)), text),
            13..=15 => append_slug(surname, short(usize::from(piece - 12)), text),
            _ => {}
        }
    }
}

/// A parsed template.
#[derive(Debug, Default)]
pub struct Template {
    text: Box<str>,
    /// The number of its digits.
    pub digits: usize,
    /// Whether it has no placeholders.
    is_plain: bool,
}

impl Template {
    /// Parses a template of [`take_apart`].
    pub fn new(text: &str) -> Self {
        Self {
            digits: text.bytes().filter(|letter| *letter == DIGIT).count(),
            is_plain: text.bytes().all(|letter| letter > LITERAL),
            text: text.into(),
        }
    }

    /// Appends the text of the template with these digits; `None` where the text would get longer than
    /// `limit`.
    pub fn put_together(
        &self,
        digits: &[u8],
        sources: &Sources<'_>,
        limit: usize,
        text: &mut String,
    ) -> Option<()> {
        if self.is_plain {
            text.push_str(&self.text);
            return (text.len() <= limit).then_some(());
        }
        let mut digits = digits;
        let mut rest = &*self.text;
        // A placeholder is a character of one byte.
        while let Some(place) = rest.bytes().position(|letter| letter <= LITERAL) {
            text.push_str(rest.get(..place)?);
            let mut special = rest.get(place..)?.bytes();
            let mut length = 1;
            match special.next()? {
                DIGIT => {
                    length += special.take_while(|letter| *letter == DIGIT).count();
                    let (here, after) = digits.split_at_checked(length)?;
                    text.extend(here.iter().map(|digit| char::from(b'0' + digit % 10)));
                    digits = after;
                }
                LITERAL => {
                    text.push(char::from(special.next()?.checked_sub(b' ')? & LITERAL));
                    length = 2;
                }
                piece => self::Sources::piece(sources, piece.wrapping_sub(FIRST_PIECE), text),
            }
            if text.len() > limit {
                return None;
            }
            rest = rest.get(place + length..)?;
        }
        text.push_str(rest);
        (text.len() <= limit).then_some(())
    }
}

/// Splits a text, and appends its template and its digits.
pub fn take_apart(text: &str, sources: Option<&Sources<'_>>, template: &mut String, digits: &mut Vec<u8>) {
    let pieces = sources.map(pieces).unwrap_or_default();
    let mut rest = text;
    let mut at_word = true;
    while let Some(letter) = rest.chars().next() {
        if let Some((piece, length)) = find(&pieces, rest, at_word) {
            template.push(char::from(FIRST_PIECE + piece));
            rest = rest.get(length..).unwrap_or_default();
            continue;
        }
        at_word = !letter.is_alphanumeric();
        match letter {
            '0'..='9' => {
                template.push(char::from(DIGIT));
                digits.push(letter as u8 - b'0');
            }
            '\0'..=' ' if letter != ' ' => {
                template.push(char::from(LITERAL));
                template.push(char::from(letter as u8 + b' '));
            }
            _ => template.push(letter),
        }
        rest = rest.get(letter.len_utf8()..).unwrap_or_default();
    }
}

/// The host of a web address, or the domain of an e-mail address.
pub fn host(address: &str) -> &str {
    let address = address.split_once("://").map_or(address, |(_, rest)| rest);
    let address = address.split_once('@').map_or(address, |(_, rest)| rest);
    let address = address.strip_prefix("www.").unwrap_or(address);
    address.split('/').next().unwrap_or_default()
}

/// A company's name without its legal form.
fn without_form(name: &str) -> &str {
    name.rsplit_once(' ').map_or("", |(name, _)| name)
}

/// All pieces, in order.
fn pieces(sources: &Sources<'_>) -> Vec<String> {
    let piece = |piece| {
        let mut text = String::new();
        sources.piece(piece, &mut text);
        text
    };
    (0..PIECES).map(piece).collect()
}

/// The longest piece that the text starts with, and its length.
fn find(pieces: &[String], text: &str, at_word: bool) -> Option<(u8, usize)> {
    let mut longest = None;
    for (number, piece) in (0..).zip(pieces) {
        // Initials count at the start of a word only, and a name of one letter does not count.
        let may_stand = if number < INITIALS { piece.len() > 1 } else { at_word && !piece.is_empty() };
        if may_stand
            && longest.is_none_or(|(_, length)| piece.len() > length)
            && text.starts_with(piece.as_str())
        {
            longest = Some((number, piece.len()));
        }
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const KARI: Sources<'_> = Sources { names: ["Kåre", "A.", "Dahl Øst"], host: "fjord.no" };
    const FIRM: Sources<'_> = Sources { names: ["Fjord & Sønn AS", "", ""], host: "" };

    fn apart(text: &str, sources: &Sources<'_>) -> (String, Vec<u8>) {
        let (mut template, mut digits) = Default::default();
        take_apart(text, Some(sources), &mut template, &mut digits);
        (template, digits)
    }

    fn again(text: &str, sources: &Sources<'_>, limit: usize) -> Option<String> {
        let (template, digits) = apart(text, sources);
        let mut text = String::new();
        Template::new(&template).put_together(&digits, sources, limit, &mut text)?;
        Some(text)
    }

    #[test]
    fn addresses_of_one_style_have_one_template() {
        let template = |text, sources| apart(text, sources).0;
        let ola = Sources { names: ["Ola", "", "Berg"], host: "bygg.no" };
        assert_eq!(template("kare.dahlost@fjord.no", &KARI), template("ola.berg@bygg.no", &ola));
        assert_eq!(template("k.dahlost@fjord.no", &KARI), template("o.berg@bygg.no", &ola));
        assert_eq!(template("Kjære Kåre", &KARI), template("Kjære Ola", &ola));
        assert_eq!(template("https://www.fjordsoenn.no", &FIRM), "https://www.\u{a}.no");
        assert_eq!(apart("+47 22", &ola), ("+\u{1}\u{1} \u{1}\u{1}".to_owned(), vec![4, 7, 2, 2]));
    }

    #[test]
    fn a_text_is_not_longer_than_its_limit() {
        assert_eq!(again("Kåre Dahl Øst", &KARI, 15).as_deref(), Some("Kåre Dahl Øst"));
        assert_eq!(again("Kåre Dahl Øst", &KARI, 14), None);
        assert_eq!(again("plain", &KARI, 4), None);
    }

    #[test]
    fn hosts_are_found_in_addresses() {
        for address in ["https://www.fjord.no/en", "www.fjord.no", "fjord.no", "post@fjord.no"] {
            assert_eq!(host(address), "fjord.no");
        }
    }

    proptest! {
        #[test]
        fn every_text_comes_back(
            text in "(\\PC|[0-9]|[\u{0}-\u{20}]|Kåre|kaare|dah|Fjord|fjord-soenn|@fjord\\.no){0,9}",
        ) {
            for sources in [KARI, FIRM] {
                prop_assert_eq!(again(&text, &sources, usize::MAX), Some(text.clone()));
            }
        }

        #[test]
        fn any_template_is_put_together_or_refused(template in "[\u{0}-\u{42}]{0,9}", digits: Vec<u8>) {
            let mut text = String::new();
            let _ = Template::new(&template).put_together(&digits, &KARI, 100, &mut text);
        }
    }
}
