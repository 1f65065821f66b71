//! The wire to a browser: a driver of its own, spoken to in WebDriver's JSON.

use std::fmt::{self, Display};
use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpStream};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use ureq::Agent;

use crate::engine::{Engine, Port};
use crate::folder::Folder;
use crate::options::Options;
use crate::screen::Screen;

/// A command may take as long as a page takes to load, but not for ever.
const LIMIT: Duration = Duration::from_secs(60);

/// One browser session and the driver behind it; both end when this is dropped.
pub struct Driver {
    engine: Engine,
    agent: Agent,
    process: Child,
    session: String,
    /// The browser's own process, where the driver tells it.
    browser: Option<u64>,
    // Dropped last: the browser's window is on it.
    _screen: Option<Screen>,
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
    /// Starts a driver on a free port, and a browser.
    pub(crate) fn start(options: &Options, folder: &Folder) -> Driver {
        const ATTEMPTS: usize = 3;
        // A driver that chooses its port gives up where somebody else takes it first.
        let started = (0..ATTEMPTS).find_map(|_| Driver::try_start(options, folder));
        started.unwrap_or_else(|| panic!("the driver of {} ended without a port", options.engine))
    }

    fn try_start(options: &Options, folder: &Folder) -> Option<Driver> {
        let engine = options.engine;
        let (mut command, port) = engine.driver(options, folder);
        let screen = engine.needs_screen().then(Screen::start);
        if let Some(screen) = &screen {
            command.env("DISPLAY", screen.name());
        }
        let name = command.get_program().to_string_lossy().into_owned();
        let mut process = command
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|problem| panic!("{name} did not start: {problem}"));
        let output = process.stdout.take().expect("the driver has an output");
        let agent =
            Agent::config_builder().timeout_global(Some(LIMIT)).http_status_as_error(false).build().into();
        let mut driver =
            Driver { engine, agent, process, session: String::new(), browser: None, _screen: screen };
        let port = driver.port(port, output)?;
        driver.session = format!("http://127.0.0.1:{port}/session");
        let wanted = json!({ "capabilities": { "alwaysMatch": engine.capabilities(options, folder) } });
        let session = driver.post("", wanted).unwrap_or_else(|refused| panic!("no {engine}: {refused}"));
        let told = &session["capabilities"];
        driver.browser = told["goog:processID"].as_u64().or_else(|| told["moz:processID"].as_u64());
        let id = session["sessionId"].as_str().expect("a session has an id");
        driver.session = format!("{}/{id}", driver.session);
        Some(driver)
    }

    /// Waits until the driver listens, and says where; nothing where it ended instead.
    fn port(&mut self, port: Port, output: ChildStdout) -> Option<u16> {
        let mut lines = BufReader::new(output).lines();
        let port = match port {
            Port::Announced(words) => lines
                .by_ref()
                .map_while(Result::ok)
                .find_map(|line| line.split_once(words)?.1.trim_end_matches('.').parse().ok())?,
            Port::Chosen(port) => {
                let started = Instant::now();
                while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
                    let ended = self.process.try_wait().ok().flatten();
                    assert!(ended.is_none(), "the driver of {} ended: {ended:?}", self.engine);
                    assert!(started.elapsed() < LIMIT, "the driver of {} does not listen", self.engine);
                    thread::sleep(Duration::from_millis(10));
                }
                port
            }
        };
        // Where nobody reads, the driver stands still once the pipe is full.
        thread::spawn(move || lines.for_each(drop));
        Some(port)
    }

    /// The engine that it drives.
    pub(crate) fn engine(&self) -> Engine {
        self.engine
    }

    /// Ends the browser as a power cut would: it gets to do nothing more.
    pub(crate) fn kill_browser(&self) {
        let browser = self.browser.unwrap_or_else(|| panic!("no process of {} is known", self.engine));
        let killed = Command::new("kill").args(["-KILL", &browser.to_string()]).status();
        assert!(killed.is_ok_and(|status| status.success()), "{} did not end", self.engine);
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

    /// Sends a command of the session that ends something.
    pub fn delete(&self, command: &str) -> Result<Value, Refused> {
        read(self.agent.delete(format!("{}{command}", self.session)).call())
    }

    /// Sends a command of Chromium's own DevTools protocol.
    pub fn devtools(&self, command: &str, parameters: Value) -> Result<Value, Refused> {
        assert!(self.engine.has_devtools(), "{} has no DevTools protocol for {command}", self.engine);
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
