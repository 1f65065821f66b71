//! Starts Mailroom in the browser; natively there is nothing to start.

fn main() {
    #[cfg(target_arch = "wasm32")]
    mailroom::start();
}
