//! A column: one text of every contact, each distinct text kept once.
//!
//! A condition is tested once for each distinct text, and contacts are selected by the number of their
//! text. A hundred thousand contacts live in some hundred cities.

use std::collections::HashMap;
use std::sync::Arc;

use crate::query::bitmap::Bitmap;

/// A text for every row of the table; empty where nothing was set.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// The distinct texts; the first is the empty one. Texts that are no longer in use stay until the
    /// column is built again: the edits of a visit leave few of those.
    texts: Vec<Arc<str>>,
    numbers: HashMap<Arc<str>, u32>,
    /// For each row the number of its text.
    rows: Vec<u32>,
}

impl Column {
    /// A column of empty texts.
    pub(super) fn new(length: usize) -> Self {
        let empty: Arc<str> = Arc::from("");
        Self { texts: vec![empty.clone()], numbers: HashMap::from([(empty, 0)]), rows: vec![0; length] }
    }

    /// Sets the text of a row.
    pub(super) fn set(&mut self, index: usize, text: &str) {
        let number = match self.numbers.get(text) {
            Some(number) => *number,
            None => {
                // There are never more texts than rows and edits, which 32 bits count.
                let number = u32::try_from(self.texts.len()).unwrap_or(0);
                let text: Arc<str> = Arc::from(text);
                self.texts.push(text.clone());
                self.numbers.insert(text, number);
                number
            }
        };
        if index >= self.rows.len() {
            self.rows.resize(index + 1, 0);
        }
        if let Some(row) = self.rows.get_mut(index) {
            *row = number;
        }
    }

    /// The text of a row.
    #[cfg(test)]
    pub(super) fn get(&self, index: usize) -> &str {
        let number = self.rows.get(index).copied().unwrap_or(0);
        self.texts.get(number as usize).map_or("", |text| text)
    }

    /// The rows whose text `holds` is true for.
    pub(super) fn select(&self, mut holds: impl FnMut(&str) -> bool) -> Bitmap {
        let answers: Vec<bool> = self.texts.iter().map(|text| holds(text)).collect();
        let mut rows = self.rows.iter();
        Bitmap::from_fn(self.rows.len(), |_| {
            rows.next().is_some_and(|number| answers.get(*number as usize).copied().unwrap_or(false))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_with_the_same_text_are_tested_once() {
        let mut column = Column::new(2);
        for (index, text) in [(0, "oslo"), (1, "bergen"), (4, "oslo"), (1, "oslo")] {
            column.set(index, text);
        }
        let mut asked = Vec::new();
        let found = column.select(|text| {
            asked.push(text.to_owned());
            text == "oslo"
        });
        assert_eq!(asked, ["", "oslo", "bergen"]);
        assert_eq!(found.iter().collect::<Vec<_>>(), [0, 1, 4]);
        assert_eq!([column.get(1), column.get(2), column.get(9)], ["oslo", "", ""]);
    }
}
