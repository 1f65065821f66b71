//! Numbers, dates and times as a language writes them.
//!
//! The browser formats them with `Intl`. Native tests use a plain formatter that agrees with it on
//! what the app shows.

#[cfg(target_arch = "wasm32")]
pub use by_browser::{format_date, format_number, format_percent, format_time};

#[cfg(not(target_arch = "wasm32"))]
pub use plain::{format_date, format_number, format_percent, format_time};

/// Calls the browser layer, which knows tags and no [`Language`](crate::i18n::language::Language).
#[cfg(target_arch = "wasm32")]
mod by_browser {
    use crate::browser::intl;
    use crate::i18n::language::Language;

    /// A whole number, grouped as the language does.
    #[must_use]
    pub fn format_number(language: Language, n: usize) -> String {
        intl::format_number(language.tag(), n)
    }

    /// The day of an ISO date or moment.
    #[must_use]
    pub fn format_date(language: Language, iso: &str) -> String {
        intl::format_date(language.tag(), iso)
    }

    /// Hour and minute of an ISO moment.
    #[must_use]
    pub fn format_time(language: Language, iso: &str) -> String {
        intl::format_time(language.tag(), iso)
    }

    /// A share between 0 and 1 in whole percent.
    #[must_use]
    pub fn format_percent(language: Language, share: f64) -> String {
        intl::format_percent(language.tag(), share)
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod plain {
    use crate::i18n::language::Language;

    /// A whole number with the language's separator between thousands.
    #[must_use]
    pub fn format_number(language: Language, n: usize) -> String {
        let separator = match language {
            Language::English => ',',
            Language::Norwegian => '\u{a0}',
            Language::French => '\u{202f}',
            Language::Dutch | Language::Danish => '.',
        };
        let digits = n.to_string();
        let mut grouped = String::with_capacity(digits.len() * 2);
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                grouped.push(separator);
            }
            grouped.push(digit);
        }
        grouped
    }

    /// The day of an ISO date or moment.
    #[must_use]
    pub fn format_date(language: Language, iso: &str) -> String {
        let parts: Vec<u32> = iso
            .split('T')
            .next()
            .unwrap_or_default()
            .split('-')
            .filter_map(|part| part.parse().ok())
            .collect();
        let [year, month, day] = parts.as_slice() else {
            return iso.to_owned();
        };
        match language {
            Language::English => format!("{day:02}/{month:02}/{year}"),
            Language::Dutch => format!("{day}/{month}/{year}"),
            Language::French => format!("{day:02}.{month:02}.{year}"),
            Language::Norwegian | Language::Danish => format!("{day}.{month}.{year}"),
        }
    }

    /// Hour and minute of an ISO moment.
    #[must_use]
    pub fn format_time(language: Language, iso: &str) -> String {
        let time = iso.split_once('T').and_then(|(_, time)| time.get(..5));
        match (time, language) {
            (Some(time), Language::Danish) => time.replace(':', "."),
            (Some(time), _) => time.to_owned(),
            (None, _) => iso.to_owned(),
        }
    }

    /// A share between 0 and 1 in whole percent.
    #[must_use]
    pub fn format_percent(language: Language, share: f64) -> String {
        let percent = (share * 100.0).round();
        match language {
            Language::English | Language::Dutch => format!("{percent}%"),
            Language::French => format!("{percent}\u{202f}%"),
            Language::Norwegian | Language::Danish => format!("{percent}\u{a0}%"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::language::Language;

    #[test]
    fn numbers_are_grouped_as_the_language_does() {
        assert_eq!(format_number(Language::English, 98_112), "98,112");
        assert_eq!(format_number(Language::Norwegian, 1_284), "1\u{a0}284");
        assert_eq!(format_number(Language::Danish, 1_000_000), "1.000.000");
        assert_eq!(format_number(Language::French, 999), "999");
    }
}
