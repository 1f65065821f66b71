//! A column of texts. Each cell has a template and digits; a template is stored where it comes first.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use crate::storage::codec::DecodeError;
use crate::storage::codec::column::Texts;
use crate::storage::codec::rules::Rules;
use crate::storage::codec::streams::{Reader, Writer};
use crate::storage::codec::template::{Splitter, Template};

/// The number of a cell whose template is new.
const NEW: u64 = 0;

/// Writes a column.
pub fn write_texts(texts: &Texts, rules: &mut Rules<'_>, writer: &mut Writer) {
    // The empty template is known from the start.
    let mut known: HashMap<Box<str>, u64, RandomState> = HashMap::default();
    known.insert("".into(), NEW + 1);
    let mut splitter = Splitter::default();
    for row in 0..texts.len() {
        rules.advance(row);
        splitter.split(row, texts, rules);
        let template = splitter.template.as_str();
        match known.get(template) {
            Some(number) => writer.number(*number),
            None => {
                writer.number(NEW);
                writer.text(template);
                known.insert(template.into(), known.len() as u64 + NEW + 1);
            }
        }
        writer.digits(&splitter.digits);
    }
}

/// Reads a column of so many rows.
///
/// # Errors
/// [`DecodeError`].
pub fn read_texts(rows: usize, rules: &mut Rules<'_>, reader: &mut Reader) -> Result<Texts, DecodeError> {
    reader.claim(rows, size_of::<usize>())?;
    let mut texts = Texts::with_capacity(rows);
    let mut known = vec![Template::default()];
    let mut text = String::new();
    for row in 0..rows {
        rules.advance(row);
        let index = match reader.index()?.checked_sub(1) {
            Some(index) => index as usize,
            None => {
                known.push(Template::new(reader.text()?));
                known.len() - 1
            }
        };
        let template = known.get(index).ok_or(DecodeError::Damaged)?;
        if let Some(plain) = template.plain() {
            reader.claim(plain.len(), 1)?;
            texts.push(plain);
            continue;
        }
        text.clear();
        let left = reader.left();
        let digits = reader.digits(template.digits)?;
        template.put_together(digits, row, &texts, rules, left, &mut text)?;
        // Appending to the string of the column takes twice as much at most.
        reader.claim(text.len(), 1)?;
        texts.push(&text);
    }
    Ok(texts)
}
