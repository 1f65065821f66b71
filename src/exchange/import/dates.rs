//! Dates as people write them in files.

use crate::domain::date::Date;

/// The order of the numbers in a column's dates that do not begin with the year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum DateOrder {
    /// As in `17.05.1980`.
    #[default]
    DayFirst,
    /// As in `5/17/1980`.
    MonthFirst,
}

impl DateOrder {
    /// The order of a column. It is day first, as in all our countries, unless some cell can only be
    /// read with the month first and none only with the day first.
    pub(super) fn of<'a>(cells: impl Iterator<Item = &'a str>) -> Self {
        let mut month_first = false;
        for cell in cells {
            match (parse(cell, Self::DayFirst), parse(cell, Self::MonthFirst)) {
                (Some(_), None) => return Self::DayFirst,
                (None, Some(_)) => month_first = true,
                _ => {}
            }
        }
        if month_first { Self::MonthFirst } else { Self::DayFirst }
    }
}

/// The date in a cell: `1980-05-17`, `19800517`, `17.05.1980`, `17/5/80`, with or without a time. A year
/// of two digits is the last such year before 2030.
pub(super) fn parse(cell: &str, order: DateOrder) -> Option<Date> {
    let text = cell.trim();
    // A time follows a blank or T.
    let text = text.split(['T', ' ', '\u{a0}']).next().unwrap_or_default();
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let (year, rest) = text.split_at_checked(4)?;
        let (month, day) = rest.split_at_checked(2)?;
        return date(year, month, day);
    }
    let mut parts = text.trim_end_matches('.').split(['.', '-', '/']);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    match order {
        _ if first.len() == 4 => date(first, second, third),
        DateOrder::DayFirst => date(third, second, first),
        DateOrder::MonthFirst => date(third, first, second),
    }
}

fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    let number = |text: &str, longest: usize| {
        let is_number = (1..=longest).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<u16>().ok().filter(|_| is_number)
    };
    let year = match (number(year, 4)?, year.len()) {
        (short, 2) => short + if short < 30 { 2000 } else { 1900 },
        (year, 4) => year,
        _ => return None,
    };
    let small = |text: &str| u8::try_from(number(text, 2)?).ok();
    Date::new(year, small(month)?, small(day)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_write_them() {
        for (cell, order, expected) in [
            ("1980-05-17", DateOrder::DayFirst, "1980-05-17"),
            ("1980-05-17T10:00:00Z", DateOrder::DayFirst, "1980-05-17"),
            ("19800517", DateOrder::DayFirst, "1980-05-17"),
            (" 17.05.1980 ", DateOrder::DayFirst, "1980-05-17"),
            ("17.5.80", DateOrder::DayFirst, "1980-05-17"),
            ("1/2/05", DateOrder::DayFirst, "2005-02-01"),
            ("5/17/1980 12:30", DateOrder::MonthFirst, "1980-05-17"),
        ] {
            assert_eq!(parse(cell, order).map(|it| it.to_string()).as_deref(), Some(expected), "{cell}");
        }
        for cell in ["", "May", "1980", "31.02.1980", "17.05", "1.2.3.4", "17.05.198", "--", "1/2/+5"] {
            assert_eq!(parse(cell, DateOrder::DayFirst), None, "{cell}");
        }
    }

    #[test]
    fn a_column_tells_which_number_is_the_month() {
        let order = |cells: &[&str]| DateOrder::of(cells.iter().copied());
        assert_eq!(order(&["1/2/1980", "5/17/1980"]), DateOrder::MonthFirst);
        assert_eq!(order(&["5/17/1980", "17/5/1980"]), DateOrder::DayFirst);
        assert_eq!(order(&["1/2/1980", "soon", ""]), DateOrder::DayFirst);
    }
}
