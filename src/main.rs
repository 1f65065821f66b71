//! Starts the app in the browser; a native build does nothing.

fn main() {
    #[cfg(target_arch = "wasm32")]
    mailroom::start();
}
