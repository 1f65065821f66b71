//! The wire to Chromium: a chromedriver of its own, spoken to in WebDriver's JSON.

use std::fmt::{self, Display};
use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use ureq::Agent;

/// A command may take as long as a page takes to load, but not for ever.
const LIMIT: Duration = Duration::from_secs(60);

/// One browser session and the driver behind it; both end when this is dropped.
pub struct Driver {
    agent: Agent,
    process: Child,
    session: String,
}

/// Why a command was refused, in the driver's words.
#[derive(Debug)]
pub struct Refused(Value);

impl Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = |name| self.0.get(name).and_then(Value::as_str).unwrap_or_default();
        // The message goes on with the driver's own stack.
        let message = part("message").lines().next().unwrap_or_default();
        write!(f, "{}: {message}", part("error"))
    }
}

impl Driver {
    /// Starts a driver on a free port and a browser with these capabilities.
    pub fn start(capabilities: Value) -> Driver {
        let program = xtask::process::find("chromedriver").expect("chromedriver is not installed");
        let mut process = Command::new(program)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver did not start");
        let output = process.stdout.take().expect("chromedriver has an output");
        let port = port(output);
        let agent =
            Agent::config_builder().timeout_global(Some(LIMIT)).http_status_as_error(false).build().into();
        let mut driver = Driver { agent, process, session: format!("http://127.0.0.1:{port}/session") };
        let wanted = json!({ "capabilities": { "alwaysMatch": capabilities } });
        let session = driver.post("", wanted).unwrap_or_else(|refused| panic!("no browser: {refused}"));
        let id = session["sessionId"].as_str().expect("a session has an id");
        driver.session = format!("{}/{id}", driver.session);
        driver
    }

    /// Sends a command of the session that changes something, or asks with arguments.
    pub fn post(&self, command: &str, body: Value) -> Result<Value, Refused> {
        let answer = self.agent.post(format!("{}{command}", self.session)).send_json(body);
        read(answer)
    }

    /// Sends a command of the session that only asks.
    pub fn get(&self, command: &str) -> Result<Value, Refused> {
        read(self.agent.get(format!("{}{command}", self.session)).call())
    }

    /// Sends a command of Chromium's own DevTools protocol.
    pub fn devtools(&self, command: &str, parameters: Value) -> Result<Value, Refused> {
        self.post("/goog/cdp/execute", json!({ "cmd": command, "params": parameters }))
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // A browser that has already gone away is what is wanted here.
        let _ = self.agent.delete(&self.session).call();
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn read(answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Result<Value, Refused> {
    let wire = |problem: ureq::Error| Refused(json!({ "error": "wire", "message": problem.to_string() }));
    let mut answer = answer.map_err(wire)?;
    let succeeded = answer.status().is_success();
    // Pictures of a page are larger than the client's usual limit.
    let reader = answer.body_mut().with_config().limit(1 << 28);
    let value: Value = reader.read_json().map_err(wire)?;
    let value = value.get("value").cloned().unwrap_or_default();
    if succeeded { Ok(value) } else { Err(Refused(value)) }
}

/// The port that the driver has chosen; it says so on a line of its own.
fn port(output: ChildStdout) -> u16 {
    let mut lines = BufReader::new(output).lines();
    let said = lines
        .by_ref()
        .map_while(Result::ok)
        .find_map(|line| {
            let (_, rest) = line.split_once("started successfully on port ")?;
            rest.trim_end_matches('.').parse().ok()
        })
        .expect("chromedriver names its port");
    // Where nobody reads, the driver stands still once the pipe is full.
    std::thread::spawn(move || lines.for_each(drop));
    said
}
