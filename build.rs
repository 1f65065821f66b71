//! Turns the locale files into typed texts.
fn main() {}
