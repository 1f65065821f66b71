//! Formats numbers and dates with the browser's formatters.
//!
//! A language is given by its tag, such as `nb-NO`. Creating a formatter takes far longer than using it,
//! so each one is created once for a language.

use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use std::cell::RefCell;
use std::collections::HashMap;
use wasm_bindgen::{JsCast, JsValue};

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Format {
    Number,
    Percent,
    /// A day without a time: it belongs to no time zone.
    Day,
    /// The day of a moment in the device's time zone.
    DayOfMoment,
    /// The same with its weekday, in words.
    DayInWords,
    Time,
}

thread_local! {
    static FORMATTERS: RefCell<HashMap<(&'static str, Format), Function>> = RefCell::default();
}

/// A whole number, grouped as the language does.
#[must_use]
pub fn format_number(language: &'static str, n: usize) -> String {
    // Numbers up to 2^53 are exact; no count of this app comes near.
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
    let value = JsValue::from_f64(n as f64);
    write(language, Format::Number, &value).unwrap_or_else(|| n.to_string())
}

/// A share between 0 and 1 in whole percent.
#[must_use]
pub fn format_percent(language: &'static str, share: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "a share is between 0 and 1")]
    let percent = || (share * 100.0).round() as i32;
    write(language, Format::Percent, &JsValue::from_f64(share)).unwrap_or_else(|| format!("{} %", percent()))
}

/// The day of an ISO date or of an ISO moment; anything else comes back unchanged.
#[must_use]
pub fn format_date(language: &'static str, iso: &str) -> String {
    let format = if iso.contains('T') { Format::DayOfMoment } else { Format::Day };
    write_moment(language, format, iso)
}

/// The day of an ISO moment with its weekday, in words; anything else comes back unchanged.
#[must_use]
pub fn format_day_in_words(language: &'static str, iso: &str) -> String {
    write_moment(language, Format::DayInWords, iso)
}

/// Hour and minute of an ISO moment; anything else comes back unchanged.
#[must_use]
pub fn format_time(language: &'static str, iso: &str) -> String {
    if iso.contains('T') { write_moment(language, Format::Time, iso) } else { iso.to_owned() }
}

fn write_moment(language: &'static str, format: Format, iso: &str) -> String {
    let date = Date::new(&JsValue::from_str(iso));
    if date.get_time().is_nan() {
        return iso.to_owned();
    }
    write(language, format, &date).unwrap_or_else(|| iso.to_owned())
}

fn write(language: &'static str, format: Format, value: &JsValue) -> Option<String> {
    let function = FORMATTERS.with_borrow_mut(|formatters| {
        formatters.entry((language, format)).or_insert_with(|| formatter(language, format)).clone()
    });
    function.call1(&JsValue::NULL, value).ok()?.as_string()
}

fn formatter(language: &'static str, format: Format) -> Function {
    let locales = Array::of1(&JsValue::from_str(language));
    let numbers = |options: &[(&str, &str)]| {
        let options = record(options);
        Intl::NumberFormat::new(&locales, &options).format()
    };
    let dates = |options: &[(&str, &str)]| {
        let options = record(options);
        Intl::DateTimeFormat::new(&locales, &options).format()
    };
    match format {
        Format::Number => numbers(&[]),
        Format::Percent => numbers(&[("style", "percent")]),
        Format::Day => dates(&[("timeZone", "UTC")]),
        Format::DayOfMoment => dates(&[]),
        Format::DayInWords => dates(&[("dateStyle", "full")]),
        Format::Time => dates(&[("hour", "2-digit"), ("minute", "2-digit")]),
    }
}

fn record(entries: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (key, value) in entries {
        // Setting a property of a fresh plain object does not fail.
        let _ = Reflect::set(object.unchecked_ref(), &(*key).into(), &(*value).into());
    }
    object
}
