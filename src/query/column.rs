//! A column: one text of every contact, each distinct text kept once.
//!
//! A question about the texts is asked once for each distinct text; the contacts are then
//! picked by their text's number. A hundred thousand contacts have some hundred places.

use std::collections::HashMap;
use std::sync::Arc;

use crate::query::bitmap::Bitmap;

/// A text for every place in the table; empty where nothing was set.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// The distinct texts; the first is the empty one. What nobody has any more stays until the
    /// column is built again: a visit's edits leave few of those.
    texts: Vec<Arc<str>>,
    numbers: HashMap<Arc<str>, u32>,
    /// For each place the number of its text.
    places: Vec<u32>,
}

impl Column {
    /// A column of empty texts.
    pub(super) fn new(places: usize) -> Self {
        let empty: Arc<str> = Arc::from("");
        Self { texts: vec![empty.clone()], numbers: HashMap::from([(empty, 0)]), places: vec![0; places] }
    }

    /// Sets the text of a place.
    pub(super) fn set(&mut self, place: usize, text: &str) {
        let number = match self.numbers.get(text) {
            Some(number) => *number,
            None => {
                // There are never more texts than places and edits, which 32 bits count.
                let number = u32::try_from(self.texts.len()).unwrap_or(0);
                let text: Arc<str> = Arc::from(text);
                self.texts.push(text.clone());
                self.numbers.insert(text, number);
                number
            }
        };
        if place >= self.places.len() {
            self.places.resize(place + 1, 0);
        }
        if let Some(place) = self.places.get_mut(place) {
            *place = number;
        }
    }

    /// The text of a place.
    #[cfg(test)]
    pub(super) fn get(&self, place: usize) -> &str {
        let number = self.places.get(place).copied().unwrap_or(0);
        self.texts.get(number as usize).map_or("", |text| text)
    }

    /// The places whose text `holds` says yes to.
    pub(super) fn select(&self, mut holds: impl FnMut(&str) -> bool) -> Bitmap {
        let answers: Vec<bool> = self.texts.iter().map(|text| holds(text)).collect();
        let mut places = self.places.iter();
        Bitmap::from_fn(self.places.len(), |_| {
            places.next().is_some_and(|number| answers.get(*number as usize).copied().unwrap_or(false))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_with_the_same_text_are_asked_about_once() {
        let mut column = Column::new(2);
        for (place, text) in [(0, "oslo"), (1, "bergen"), (4, "oslo"), (1, "oslo")] {
            column.set(place, text);
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
