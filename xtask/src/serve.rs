//! A static web server for this machine alone.

use std::fs;
use std::net::SocketAddr;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use anyhow::{Context, Result, anyhow};
use tiny_http::{Header, Method, Request, Response, Server as Listener};

use crate::{build, process};

const PORT: u16 = 8080;
/// A browser opens a handful of connections at once.
const WORKERS: usize = 4;

/// Builds the app and serves it until the program is ended.
pub fn run() -> Result<()> {
    build::dist()?;
    let server = Server::start_near(&process::dist(), PORT)?;
    if server.port() != PORT {
        // Browsers keep data by address, and the port is part of it.
        println!("Port {PORT} is taken. Data entered at another port is not seen here.");
    }
    println!("Mailroom is at {} (end with Ctrl+C)", server.address());
    server.wait()
}

/// A folder served on 127.0.0.1 until this value is dropped.
pub struct Server {
    listener: Arc<Listener>,
    workers: Vec<JoinHandle<()>>,
    port: u16,
}

impl Server {
    /// Serves a folder on any free port.
    pub fn start(folder: &Path) -> Result<Server> {
        Server::start_at(folder, 0)
    }

    /// Serves a folder on that port, or on the next free one after it.
    fn start_near(folder: &Path, port: u16) -> Result<Server> {
        (port..port + 100).find_map(|port| Server::start_at(folder, port).ok()).context("no free port")
    }

    fn start_at(folder: &Path, port: u16) -> Result<Server> {
        let listener = Listener::http(SocketAddr::from(([127, 0, 0, 1], port)))
            .map_err(|problem| anyhow!("{problem}"))?;
        let port = listener.server_addr().to_ip().context("not an IP address")?.port();
        let listener = Arc::new(listener);
        let worker = |_| {
            let (listener, folder) = (Arc::clone(&listener), folder.to_path_buf());
            thread::spawn(move || {
                while let Ok(request) = listener.recv() {
                    answer(request, &folder);
                }
            })
        };
        let workers = (0..WORKERS).map(worker).collect();
        Ok(Server { listener, workers, port })
    }

    /// The address of the folder's index.html.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// The port that was free.
    pub fn port(&self) -> u16 {
        self.port
    }

    fn wait(mut self) -> Result<()> {
        for worker in self.workers.drain(..) {
            worker.join().map_err(|_| anyhow!("the server ended"))?;
        }
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        for _ in 0..WORKERS {
            self.listener.unblock();
        }
    }
}

fn answer(request: Request, folder: &Path) {
    let is_read = matches!(request.method(), Method::Get | Method::Head);
    let file = locate(request.url()).filter(|_| is_read);
    let found = file.and_then(|file| Some((fs::read(folder.join(&file)).ok()?, file)));
    // A client that has gone away is no fault of the server's.
    let _ = match found {
        Some((content, file)) => {
            let mut response = Response::from_data(content);
            let headers = [
                ("Content-Type", content_type(&file)),
                ("Cache-Control", "no-cache"),
                ("X-Content-Type-Options", "nosniff"),
            ];
            for header in headers.map(|(name, value)| Header::from_bytes(name, value)) {
                header.into_iter().for_each(|header| response.add_header(header));
            }
            request.respond(response)
        }
        None => request.respond(Response::empty(404)),
    };
}

/// The file that an address names, never one outside the folder.
fn locate(address: &str) -> Option<PathBuf> {
    let path = address.split(['?', '#']).next()?.trim_start_matches('/');
    let path = Path::new(if path.is_empty() { "index.html" } else { path });
    path.components().all(|part| matches!(part, Component::Normal(_))).then(|| path.to_path_buf())
}

fn content_type(file: &Path) -> &'static str {
    match file.extension().and_then(|ending| ending.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_stay_in_the_folder() {
        assert_eq!(locate("/"), Some("index.html".into()));
        assert_eq!(locate("/a.css?x#y"), Some("a.css".into()));
        assert_eq!(locate("/../Cargo.toml"), None);
        assert_eq!(locate("//etc/passwd"), Some("etc/passwd".into()));
    }
}
