//! The browser engines that the app is used in, and what sets each apart.

use std::fmt::{self, Display};
use std::process::Command;

use serde_json::{Value, json};
use xtask::browsers;
use xtask::process::find;

use crate::folder::Folder;
use crate::options::Options;

/// A browser engine.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Engine {
    /// Chromium by chromedriver.
    Chromium,
    /// Firefox by geckodriver.
    Firefox,
    /// WebKitGTK's own small browser by WebKitWebDriver.
    WebKit,
}

/// How a test gets to know the port that a driver listens at.
pub(crate) enum Port {
    /// The driver chooses and prints it, behind these words.
    Announced(&'static str),
    /// The driver has to be told.
    Chosen(u16),
}

impl Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl Engine {
    /// Whether a test can use Chromium's DevTools protocol.
    pub(crate) fn has_devtools(self) -> bool {
        self == Engine::Chromium
    }

    /// Whether it draws into a window of an X server.
    pub(crate) fn needs_screen(self) -> bool {
        self == Engine::WebKit
    }

    /// The driver, and how its port gets known.
    pub(crate) fn driver(self, options: &Options, folder: &Folder) -> (Command, Port) {
        match self {
            Engine::Chromium => {
                let mut driver = program("chromedriver");
                driver.arg("--port=0");
                (driver, Port::Announced("started successfully on port "))
            }
            Engine::Firefox => {
                let mut driver = program("geckodriver");
                driver.args(["--port=0", "--log=info"]);
                if !options.keeps_profile {
                    driver.arg("--profile-root").arg(folder.profile());
                }
                // For what stands in the console; see `Page::console_errors`.
                driver.arg("--allow-system-access");
                (driver, Port::Announced("Listening on 127.0.0.1:"))
            }
            Engine::WebKit => {
                assert!(options.language.starts_with("en"), "{self} has the language of the system");
                let port = free_port();
                let mut driver = program("WebKitWebDriver");
                driver.arg(format!("--port={port}"));
                let home = ["XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"];
                driver.envs(home.map(|name| (name, folder.profile())));
                let places = format!("XDG_DOWNLOAD_DIR=\"{}\"\n", folder.downloads().display());
                std::fs::write(folder.profile().join("user-dirs.dirs"), places).expect("the profile");
                driver.env("LC_ALL", "en_US.UTF-8").env("NO_AT_BRIDGE", "1");
                // Or it is written while the folder is removed.
                driver.env("MESA_SHADER_CACHE_DISABLE", "true");
                if options.dark {
                    driver.env("GTK_THEME", "Adwaita:dark");
                }
                // Its sandbox needs rights that a build machine does not give.
                driver.env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1");
                (driver, Port::Chosen(port))
            }
        }
    }

    /// What the driver is to start: a browser without a past, which calls nobody.
    pub(crate) fn capabilities(self, options: &Options, folder: &Folder) -> Value {
        match self {
            Engine::Chromium => chromium(options, folder),
            Engine::Firefox => firefox(options, folder),
            // It has no past in automation, and is set up by its driver's environment.
            Engine::WebKit => json!({}),
        }
    }
}

fn chromium(options: &Options, folder: &Folder) -> Value {
    let mut arguments: Vec<String> = [
        "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run",
        "--disable-background-networking --disable-component-update --disable-sync",
        "--disable-dev-shm-usage --hide-scrollbars",
    ]
    .iter()
    .flat_map(|line| line.split(' ').map(str::to_owned))
    .collect();
    arguments.push(format!("--user-data-dir={}", folder.profile().display()));
    arguments.push(format!("--window-size={},{}", options.width, options.height));
    arguments.push(format!("--lang={}", options.language));
    arguments.extend_from_slice(&options.arguments);
    let mut chromium = json!({
        "args": arguments,
        "prefs": {
            "download.default_directory": folder.downloads(),
            "download.prompt_for_download": false,
            "intl.accept_languages": options.language,
        },
    });
    if let Some(program) = browsers::chromium() {
        chromium["binary"] = json!(program);
    }
    json!({
        "browserName": "chrome",
        "goog:chromeOptions": chromium,
        "goog:loggingPrefs": { "browser": "ALL" },
    })
}

/// geckodriver's own settings keep it from calling anybody.
fn firefox(options: &Options, folder: &Folder) -> Value {
    let mut firefox = json!({
        "args": ["-headless"],
        "prefs": {
            "browser.download.folderList": 2,
            "browser.download.dir": folder.downloads(),
            // Reading and writing the clipboard without a person who allows it.
            "dom.events.testing.asyncClipboard": true,
            // Or the browser, asked to end while a page holds unsaved work, asks back for a minute.
            "dom.disable_beforeunload": true,
            "intl.accept_languages": options.language,
            "layout.css.prefers-color-scheme.content-override": if options.dark { 0 } else { 1 },
        },
    });
    if options.keeps_profile {
        firefox["args"] = json!(["-headless", "-profile", folder.profile()]);
    }
    if let Some(program) = browsers::firefox() {
        firefox["binary"] = json!(program);
    }
    json!({ "browserName": "firefox", "moz:firefoxOptions": firefox })
}

fn program(name: &str) -> Command {
    Command::new(find(name).unwrap_or_else(|| panic!("{name} is missing; cargo xtask test installs it")))
}

fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    listener.local_addr().expect("its address").port()
}
