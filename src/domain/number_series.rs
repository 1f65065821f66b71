//! Number series: CT000001, SM00001.

/// Prefix and digits of contact numbers.
pub const CONTACT_SERIES: (&str, usize) = ("CT", 6);
/// Prefix and digits of segment numbers.
pub const SEGMENT_SERIES: (&str, usize) = ("SM", 5);

/// The number at the position after `last` in a series.
#[must_use]
pub fn next_number((prefix, digits): (&str, usize), last: u64) -> String {
    format!("{prefix}{:0digits$}", last.saturating_add(1))
}

/// The position of a number in a series: 42 for "CT000042"; `None` for numbers outside of it.
#[must_use]
pub(crate) fn position_of((prefix, digits): (&str, usize), number: &str) -> Option<u64> {
    let rest = number.strip_prefix(prefix)?;
    // Longer runs of digits are a user's own numbers: the series would soon exceed the limit of a No.
    if rest.len() < digits || rest.len() > 12 || !rest.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    rest.parse().ok()
}
