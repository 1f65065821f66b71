//! A person's name and its parts.

/// The parts of a person's name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonName {
    /// Everything before the middle name.
    pub first: String,
    /// The word before the surname in a name of three or more words.
    pub middle: String,
    /// The last word.
    pub surname: String,
}

impl PersonName {
    /// Splits a full name as Business Central does: the last word is the surname; of three or more
    /// words the one before it is the middle name; the rest is the first name. A single word is the
    /// first name, because users type one word for a person whom they call by it.
    #[must_use]
    pub fn split(full: &str) -> Self {
        let words: Vec<&str> = full.split_whitespace().collect();
        match words.as_slice() {
            [] => Self::default(),
            [only] => Self { first: (*only).to_owned(), ..Self::default() },
            [first @ .., middle, surname] if !first.is_empty() => {
                Self { first: first.join(" "), middle: (*middle).to_owned(), surname: (*surname).to_owned() }
            }
            [first @ .., surname] => {
                Self { first: first.join(" "), middle: String::new(), surname: (*surname).to_owned() }
            }
        }
    }

    /// The full name: first, middle, surname, with single blanks.
    #[must_use]
    pub fn full(&self) -> String {
        [&self.first, &self.middle, &self.surname]
            .into_iter()
            .flat_map(|part| part.split_whitespace())
            .collect::<Vec<_>>()
            .join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_as_business_central_does() {
        let name = PersonName::split("  Anne  Marie van Damme ");
        assert_eq!(
            (name.first.as_str(), name.middle.as_str(), name.surname.as_str()),
            ("Anne Marie", "van", "Damme")
        );
        assert_eq!(name.full(), "Anne Marie van Damme");
        assert_eq!(PersonName::split("Kari Nordmann").surname, "Nordmann");
        assert_eq!(PersonName::split("Kari").first, "Kari");
        assert_eq!(PersonName::split(" "), PersonName::default());
    }
}
