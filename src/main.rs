//! Starts Mailroom in the browser; natively there is nothing to start.

fn main() {}
