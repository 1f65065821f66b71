//! Days of the calendar.
//!
//! Written by hand: the app needs a day, its ISO text and its order, which is less than a library for
//! dates adds to the download.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A day of the Gregorian calendar, from the year 1 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// The day with these numbers, counted from 1; `None` where the calendar has no such day.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let is_there = (1..=9999).contains(&year) && day >= 1 && day <= days_in_month(year, month);
        is_there.then_some(Self { year, month, day })
    }

    /// The day that an ISO 8601 text names: `1980-05-17`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let mut next = |length: usize| {
            let part = parts.next()?;
            let is_number = part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
            part.parse::<u16>().ok().filter(|_| is_number)
        };
        let (year, month, day) = (next(4)?, next(2)?, next(2)?);
        let date = Self::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        date.filter(|_| parts.next().is_none())
    }

    /// Year, month and day, counted from 1.
    #[must_use]
    pub const fn numbers(self) -> (u16, u8, u8) {
        (self.year, self.month, self.day)
    }
}

/// The days of a month; 0 for a month that there is not.
const fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 0,
    }
}

impl fmt::Display for Date {
    /// The ISO 8601 text.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl TryFrom<String> for Date {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("not a day of the calendar")
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_days_of_the_calendar_are_dates() {
        for text in ["1980-05-17", "0001-01-01", "9999-12-31", "2000-02-29", "2024-02-29"] {
            assert_eq!(Date::parse(text).map(|date| date.to_string()).as_deref(), Some(text));
        }
        for text in [
            "",
            "1980",
            "1980-5-17",
            "1980-05-32",
            "1980-00-01",
            "1900-02-29",
            "2023-02-29",
            "0000-01-01",
            "+980-05-17",
            "1980-05-17-",
            "1980-05-17T10:00",
            "17.05.1980",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn dates_are_ordered_as_their_texts(a in 1..9999_u16, b in 1..9999_u16, m in 1..13_u8, d in 1..29_u8) {
            let (a, b) = (Date::new(a, m, d).unwrap(), Date::new(b, d.min(12), m).unwrap());
            prop_assert_eq!(a.cmp(&b), a.to_string().cmp(&b.to_string()));
            prop_assert_eq!(Date::parse(&a.to_string()), Some(a));
        }
    }
}
