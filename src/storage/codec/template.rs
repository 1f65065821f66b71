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

    /// Its text, where it has no marks.
    pub fn plain(&self) -> Option<&str> {
        self.is_plain.then_some(&self.text)
    }

    /// Appends the text that a row has by the template and these digits.
    ///
    /// # Errors
    /// [`DecodeError`]; where the text would get longer than `limit` as well.
    pub fn put_together(
        &self,
        digits: &str,
        row: usize,
        column: &Texts,
        rules: &Rules<'_>,
        limit: usize,
        text: &mut String,
    ) -> Result<(), DecodeError> {
        let mut digits = digits;
        let mut rest = &*self.text;
        // A mark is a character of one byte.
        while let Some(place) = rest.bytes().position(|letter| letter <= LITERAL) {
            text.push_str(rest.get(..place).unwrap_or_default());
            let mut marks = rest.bytes().skip(place);
            let mut length = 1;
            match marks.next().unwrap_or_default() {
                DIGIT => {
                    length += marks.take_while(|letter| *letter == DIGIT).count();
                    let (here, after) = digits.split_at_checked(length).ok_or(DecodeError::Damaged)?;
                    text.push_str(here);
                    digits = after;
                }
                LITERAL => {
                    let letter = marks.next().and_then(|letter| letter.checked_sub(b' '));
                    text.push(char::from(letter.ok_or(DecodeError::Damaged)? & LITERAL));
                    length = 2;
                }
                rule => {
                    rules.append(rule.wrapping_sub(FIRST_RULE), row, column, text)?;
                    if text.len() > limit {
                        return Err(DecodeError::Damaged);
                    }
                }
            }
            rest = rest.get(place + length..).ok_or(DecodeError::Damaged)?;
        }
        text.push_str(rest);
        Ok(())
    }
}

/// Splits texts into templates and digits.
#[derive(Debug, Default)]
pub struct Splitter {
    /// The template of the text that was split last.
    pub template: String,
    /// Its digits.
    pub digits: String,
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
                    digits.push(letter);
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
