//! The time of day on this device.

use js_sys::Date;

/// The current time in ISO 8601 and UTC, for example `2026-11-21T13:05:00.000Z`.
#[must_use]
pub fn now() -> String {
    Date::new_0().to_iso_string().into()
}

/// Today's date in the device's time zone, for example `2026-11-21`.
#[must_use]
pub fn today() -> String {
    let date = Date::new_0();
    format!("{:04}-{:02}-{:02}", date.get_full_year(), date.get_month() + 1, date.get_date())
}

/// The days since a time or date in ISO 8601; `None` for other texts.
#[must_use]
pub fn days_since(iso: &str) -> Option<f64> {
    let days = (Date::now() - Date::parse(iso)) / 86_400_000.0;
    days.is_finite().then_some(days)
}

/// The milliseconds since the page was opened, for measurements.
#[must_use]
pub fn elapsed() -> f64 {
    let performance = super::window().and_then(|window| window.performance());
    performance.map_or(0.0, |performance| performance.now())
}
