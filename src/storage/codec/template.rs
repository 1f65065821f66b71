//! A text as a template: its digits apart, and the names, the host and their usual shortenings
//! as what they stand for. `kari.dahl@fjord.no` and `ola.berg@bygg.no` have one template.

use crate::storage::codec::fold::{Folding, fold};

/// Stands for a digit.
const DIGIT: u8 = 1;
/// The first of what stands for a text of the row.
const FIRST_PIECE: u8 = 2;
/// How many of those there are.
const PIECES: u8 = 16;
/// From this one on they are initials.
const INITIALS: u8 = 10;
/// Before a letter that would be read as something else.
const LITERAL: u8 = 31;

/// What a row's texts may be made of.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sources<'a> {
    /// First name, middle name, surname. A company's first name is its whole name.
    pub names: [&'a str; 3],
    /// The host of its home page or of its fellows' addresses.
    pub host: &'a str,
}

impl Sources<'_> {
    /// Puts what the piece of this number stands for after the text.
    fn piece(&self, piece: u8, text: &mut String) {
        let [first, middle, surname] = self.names;
        let short = |most| Folding { most, ..Folding::SHORT };
        match piece {
            0 => text.push_str(first),
            1 => text.push_str(middle),
            2 => text.push_str(surname),
            3 => text.push_str(self.host),
            4 => fold(first, Folding::SHORT, text),
            5 => fold(surname, Folding::SHORT, text),
            6 => fold(first, Folding::LONG, text),
            7 => fold(surname, Folding::LONG, text),
            8 => fold(without_form(first), Folding::LONG, text),
            9 => fold(without_form(first), Folding { hyphens: true, ..Folding::LONG }, text),
            10..=12 => fold(first, short(usize::from(piece - 9)), text),
            13..=15 => fold(surname, short(usize::from(piece - 12)), text),
            _ => {}
        }
    }
}

/// A template, ready to be put together.
#[derive(Debug, Default)]
pub struct Template {
    text: Box<str>,
    /// How many digits it has.
    pub digits: usize,
    /// It stands for itself.
    is_plain: bool,
}

impl Template {
    /// Of what [`take_apart`] gave.
    pub fn new(text: &str) -> Self {
        Self {
            digits: text.bytes().filter(|letter| *letter == DIGIT).count(),
            is_plain: text.bytes().all(|letter| letter > LITERAL),
            text: text.into(),
        }
    }

    /// Puts the text of a template with these digits after the text that is there; nothing where
    /// that would be longer than `limit`.
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
        // What is not plain is a letter of one byte.
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

/// A text's template and digits, put after what is in both.
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

/// The host in a web address, or the domain of an e-mail address.
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

/// All pieces, by number.
fn pieces(sources: &Sources<'_>) -> Vec<String> {
    let piece = |piece| {
        let mut text = String::new();
        sources.piece(piece, &mut text);
        text
    };
    (0..PIECES).map(piece).collect()
}

/// The longest piece that a text begins with, and how long it is.
fn find(pieces: &[String], text: &str, at_word: bool) -> Option<(u8, usize)> {
    let mut longest = None;
    for (number, piece) in (0..).zip(pieces) {
        // Initials stand at the beginning of words only, and one letter is no name.
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
