//! The languages of the app.

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English as written in Great Britain.
    #[default]
    English,
    /// Norwegian bokmål.
    Norwegian,
    /// Dutch as written in Belgium.
    Dutch,
    /// French as written in Switzerland.
    French,
    /// Danish.
    Danish,
}

impl Language {
    /// Every language, in the order in which a choice shows them.
    pub const ALL: [Self; 5] = [Self::English, Self::Norwegian, Self::Dutch, Self::French, Self::Danish];

    /// The language's tag, for the page's `lang` and the browser's formatters.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en-GB",
            Self::Norwegian => "nb-NO",
            Self::Dutch => "nl-BE",
            Self::French => "fr-CH",
            Self::Danish => "da-DK",
        }
    }

    /// The two letters under which preferences store the language.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Norwegian => "nb",
            Self::Dutch => "nl",
            Self::French => "fr",
            Self::Danish => "da",
        }
    }

    /// The language's name in the language itself.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Norwegian => "Norsk bokmål",
            Self::Dutch => "Nederlands",
            Self::French => "Français",
            Self::Danish => "Dansk",
        }
    }

    /// The language with this [`code`](Self::code).
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    /// The first of the preferred tags whose language the app has.
    pub fn from_tags<T: AsRef<str>>(tags: impl IntoIterator<Item = T>) -> Option<Self> {
        tags.into_iter().find_map(|tag| {
            let primary = tag.as_ref().split(['-', '_']).next().unwrap_or_default();
            match primary.to_ascii_lowercase().as_str() {
                // Readers of nynorsk read bokmål more easily than English.
                "no" | "nn" => Some(Self::Norwegian),
                code => Self::from_code(code),
            }
        })
    }

    /// Whether a number takes the wording for one. In French, zero does.
    #[must_use]
    pub const fn is_one(self, n: usize) -> bool {
        match self {
            Self::French => n <= 1,
            _ => n == 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_known_tag_decides() {
        assert_eq!(Language::from_tags(["sv-SE", "nn-NO", "en"]), Some(Language::Norwegian));
        assert_eq!(Language::from_tags(["FR-be", "nl"]), Some(Language::French));
        assert_eq!(Language::from_tags(["de", "it"]), None);
    }

    #[test]
    fn french_counts_none_as_one() {
        assert!(Language::French.is_one(0));
        assert!(!Language::Danish.is_one(0));
        assert!(Language::ALL.iter().all(|language| language.is_one(1)));
        assert!(!Language::ALL.iter().any(|language| language.is_one(2)));
    }
}
