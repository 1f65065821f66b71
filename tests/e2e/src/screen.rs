//! An X server without a screen, for browsers that can't do without a window.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use xtask::process::find;

/// Ends when it is dropped.
pub(crate) struct Screen {
    server: Child,
    name: String,
}

impl Screen {
    pub(crate) fn start() -> Screen {
        let program = find("Xvfb").expect("Xvfb is missing; cargo xtask test installs it");
        let mut server = Command::new(program)
            .args(["-displayfd", "1", "-nolisten", "tcp", "-screen", "0", "2000x1600x24"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb did not start");
        let output = server.stdout.take().expect("Xvfb has an output");
        // It chooses a number that is free, and says so once it listens.
        let mut number = String::new();
        BufReader::new(output).read_line(&mut number).expect("Xvfb names its display");
        let name = format!(":{}", number.trim());
        let screen = Screen { server, name };
        assert!(screen.name.len() > 1, "Xvfb ended before it had a display");
        screen
    }

    /// What the variable DISPLAY is to hold.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
