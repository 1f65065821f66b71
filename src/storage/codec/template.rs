//! A text as a template: its digits apart, and the names, the host and their usual shortenings
//! as what they stand for. `kari.dahl@fjord.no` and `ola.berg@bygg.no` have one template.

use std::borrow::Cow;

use super::fold::fold;

/// Stands for a digit.
pub const DIGIT: u8 = 1;
/// Before a letter that would be read as something else.
const LITERAL: u8 = 31;
/// The first of what stands for a text of the row.
const FIRST_PIECE: u8 = 2;

/// What a row's texts may be made of.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sources<'a> {
    /// First name, middle name, surname. A company's first name is its whole name.
    pub names: [&'a str; 3],
    /// The host of its home page or of its fellows' addresses.
    pub host: &'a str,
}

impl Sources<'_> {
    /// What the piece of this number stands for.
    fn piece(&self, piece: u8) -> Option<Cow<'_, str>> {
        let [first, middle, surname] = self.names;
        Some(match piece {
            0 => first.into(),
            1 => middle.into(),
            2 => surname.into(),
            3 => self.host.into(),
            4 => fold(first, false).into(),
            5 => fold(surname, false).into(),
            6 => fold(first, true).into(),
            7 => fold(surname, true).into(),
            // A company's name without its legal form, in one word and with hyphens.
            8 => fold(&without_form(first).replace(' ', ""), true).into(),
            9 => fold(&without_form(first).replace(' ', "-"), true).into(),
            10..=12 => start(first, piece - 9).into(),
            13..=15 => start(surname, piece - 12).into(),
            _ => return None,
        })
    }

    /// The piece that a text begins with, and how long it is there.
    fn find(&self, text: &str, at_word: bool) -> Option<(u8, usize)> {
        (0..16)
            .filter(|piece| *piece < 10 || at_word)
            .filter_map(|piece| {
                let stands = self.piece(piece)?;
                (!stands.is_empty() && text.starts_with(&*stands)).then(|| (piece, stands.len()))
            })
            .max_by_key(|(piece, length)| (*length, u8::MAX - piece))
            .filter(|(piece, length)| *length > 1 || *piece >= 10)
    }
}

/// A template of a text, with its digits.
pub fn take_apart(text: &str, sources: Option<&Sources<'_>>, template: &mut Vec<u8>, digits: &mut Vec<u8>) {
    let mut rest = text;
    let mut at_word = true;
    while let Some(letter) = rest.chars().next() {
        if let Some((piece, length)) = sources.and_then(|sources| sources.find(rest, at_word)) {
            template.push(FIRST_PIECE + piece);
            rest = rest.get(length..).unwrap_or_default();
            continue;
        }
        at_word = !letter.is_alphanumeric();
        let (head, tail) = rest.split_at(letter.len_utf8());
        rest = tail;
        match letter {
            '0'..='9' => {
                template.push(DIGIT);
                digits.push(letter as u8 - b'0');
            }
            '\0'..=' ' if letter != ' ' => template.extend([LITERAL, letter as u8 + b' ']),
            _ => template.extend(head.as_bytes()),
        }
    }
}

/// The text of a template with its digits, after those in `text`; nothing where it would be
/// longer than `limit`.
pub fn put_together(
    template: &[u8],
    digits: &[u8],
    sources: &Sources<'_>,
    limit: usize,
    text: &mut Vec<u8>,
) -> Option<()> {
    let mut digits = digits.iter();
    let mut letters = template.iter();
    while let Some(&letter) = letters.next() {
        match letter {
            DIGIT => text.push(b'0' + digits.next()? % 10),
            LITERAL => text.push(letters.next()?.wrapping_sub(b' ')),
            FIRST_PIECE..LITERAL => {
                text.extend(sources.piece(letter - FIRST_PIECE)?.as_bytes());
                if text.len() > limit {
                    return None;
                }
            }
            _ => text.push(letter),
        }
    }
    (text.len() <= limit).then_some(())
}

/// The host in a web address or the domain of an e-mail address.
pub fn host(address: &str) -> &str {
    let after = |text, mark| match str::split_once(text, mark) {
        Some((_, rest)) => rest,
        None => text,
    };
    let host = after(after(address, "://"), "@");
    let host = host.strip_prefix("www.").unwrap_or(host);
    host.split('/').next().unwrap_or_default()
}

fn without_form(name: &str) -> &str {
    name.rsplit_once(' ').map_or("", |(name, _)| name)
}

fn start(name: &str, letters: u8) -> String {
    let name = fold(name, false);
    match name.char_indices().nth(usize::from(letters)) {
        Some((end, _)) => name.get(..end).unwrap_or_default().to_owned(),
        None => String::new(),
    }
}
