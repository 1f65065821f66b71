//! Splits a text into a template and digits. In the template, marks stand for the digits and for what
//! rules derive. `kari.dahl@fjord.no` and `ola.berg@bygg.no` have the same template.

use crate::storage::codec::DecodeError;
use crate::storage::codec::column::Texts;
use crate::storage::codec::rules::{Parts, Place, Rules};

/// The mark of a digit.
const DIGIT: u8 = 1;
/// The mark of the rule with the number 0.
const FIRST_RULE: u8 = 2;
/// Comes before a character that would be read as a mark.
const LITERAL: u8 = 31;

/// A parsed template.
#[derive(Debug, Default)]
pub struct Template {
    text: Box<str>,
    /// The number of its digits.
    pub digits: usize,
    /// Whether it has no marks.
    is_plain: bool,
}

impl Template {
    /// Parses a template of a [`Splitter`].
    pub fn new(text: &str) -> Self {
        Self {
            digits: text.bytes().filter(|letter| *letter == DIGIT).count(),
            is_plain: text.bytes().all(|letter| letter > LITERAL),
            text: text.into(),
        }
    }

    /// Appends the text that a row has by the template and these digits.
    ///
    /// # Errors
    /// [`DecodeError`]; where the text would get longer than `limit` as well.
    pub fn put_together(
        &self,
        digits: &[u8],
        row: usize,
        column: &Texts,
        rules: &Rules<'_>,
        limit: usize,
        text: &mut String,
    ) -> Result<(), DecodeError> {
        if self.is_plain {
            text.push_str(&self.text);
            return Ok(());
        }
        let mut digits = digits.iter();
        let mut marks = self.text.chars();
        while let Some(letter) = marks.next() {
            match u8::try_from(letter) {
                Ok(DIGIT) => {
                    let digit = digits.next().ok_or(DecodeError::Damaged)?;
                    text.push(char::from(b'0' + digit));
                }
                Ok(LITERAL) => {
                    let letter = marks.next().and_then(|letter| u8::try_from(letter).ok());
                    let letter = letter.and_then(|letter| letter.checked_sub(b' '));
                    text.push(char::from(letter.ok_or(DecodeError::Damaged)? & LITERAL));
                }
                Ok(mark @ 0..LITERAL) => {
                    rules.append(mark.wrapping_sub(FIRST_RULE), row, column, text)?;
                    if text.len() > limit {
                        return Err(DecodeError::Damaged);
                    }
                }
                _ => text.push(letter),
            }
        }
        Ok(())
    }
}

/// Splits texts into templates and digits.
#[derive(Debug, Default)]
pub struct Splitter {
    /// The template of the text that was split last.
    pub template: String,
    /// Its digits.
    pub digits: Vec<u8>,
    parts: Parts,
    scratch: String,
}

impl Splitter {
    /// Splits a row's text of a column.
    pub fn split(&mut self, row: usize, column: &Texts, rules: &Rules<'_>) {
        let Self { template, digits, parts, scratch } = self;
        template.clear();
        digits.clear();
        let mut rest = column.get(row);
        if rest.is_empty() {
            return;
        }
        if let Some(rule) = rules.whole(rest, row, column, scratch) {
            template.push(char::from(FIRST_RULE + rule));
            return;
        }
        rules.parts(row, column, parts);
        let mut place = Place::Start;
        while let Some(letter) = rest.chars().next() {
            if let Some((rule, length)) = parts.find(rest, place) {
                template.push(char::from(FIRST_RULE + rule));
                rest = rest.get(length..).unwrap_or_default();
                place = Place::Anywhere;
                continue;
            }
            place = if letter.is_alphanumeric() { Place::Anywhere } else { Place::Word };
            match letter {
                '0'..='9' => {
                    template.push(char::from(DIGIT));
                    digits.push(letter as u8 - b'0');
                }
                '\0'..' ' => {
                    template.push(char::from(LITERAL));
                    template.push(char::from(letter as u8 + b' '));
                }
                _ => template.push(letter),
            }
            rest = rest.get(letter.len_utf8()..).unwrap_or_default();
        }
    }
}
