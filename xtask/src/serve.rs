//! A static web server for this machine alone. Written by hand: the end-to-end tests start one for
//! each test, stop it in the middle, and need no more than GET.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use anyhow::{Context, Result, anyhow};

use crate::{build, process};

const PORT: u16 = 8080;
/// The time that a connection may stay open without a request.
const PATIENCE: Duration = Duration::from_secs(60);
/// The largest request in bytes, headers included.
const LONGEST_REQUEST: u64 = 1 << 16;

/// Builds the app and serves it until the process ends.
pub fn run() -> Result<()> {
    build::dist()?;
    let server = Server::start_near(&process::dist(), PORT)?;
    if server.port() != PORT {
        // Browsers store data by origin, which includes the port.
        println!("Port {PORT} is taken. Data entered at another port is not seen here.");
    }
    println!("Mailroom is at {} (end with Ctrl+C)", server.address());
    server.wait()
}

/// A folder served on 127.0.0.1 until this value is dropped.
pub struct Server {
    listener: Option<JoinHandle<()>>,
    ended: Arc<AtomicBool>,
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
        let socket = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let port = socket.local_addr()?.port();
        let ended = Arc::new(AtomicBool::new(false));
        let (folder, end) = (folder.to_path_buf(), Arc::clone(&ended));
        let listener = thread::spawn(move || {
            for stream in socket.incoming().flatten() {
                if end.load(Ordering::Relaxed) {
                    return;
                }
                let folder = folder.clone();
                // Browsers open connections before they send a request, so each connection has a
                // thread. A broken connection is not an error of the server.
                thread::spawn(move || answer(stream, &folder));
            }
        });
        Ok(Server { listener: Some(listener), ended, port })
    }

    /// The address of the folder's index.html.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// The port.
    pub fn port(&self) -> u16 {
        self.port
    }

    fn wait(mut self) -> Result<()> {
        let listener = self.listener.take();
        listener.map(JoinHandle::join).transpose().map(drop).map_err(|_| anyhow!("the server ended"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
        // The listener checks for the end at each connection, so this one wakes it.
        let _ = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port));
    }
}

/// Answers the only request of a connection.
fn answer(mut stream: TcpStream, folder: &Path) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut lines = BufReader::new(stream.try_clone()?).take(LONGEST_REQUEST).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    while lines.next().transpose()?.is_some_and(|line| !line.is_empty()) {}
    let mut words = request.split(' ');
    let (method, address) = (words.next(), words.next().unwrap_or_default());
    let file = locate(address).filter(|_| matches!(method, Some("GET" | "HEAD")));
    let Some((content, file)) = file.and_then(|file| Some((fs::read(folder.join(&file)).ok()?, file))) else {
        return stream.write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    };
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: {}\r\nContent-Length: {}\r\nCache-Control: no-cache\r\n\
         X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
        content_type(&file),
        content.len()
    );
    stream.write_all(head.as_bytes())?;
    if method == Some("GET") {
        stream.write_all(&content)?;
    }
    Ok(())
}

/// The file of an address, never one outside the folder.
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
