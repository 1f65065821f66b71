//! Set-up, build, test and measurement of Mailroom.
fn main() {}
