//! Brings the browsers that the tests run in, each with the WebDriver program that drives it.
//!
//! A browser that can't be brought fails the step that needs it: a test that is left out for
//! want of a browser would look like one that passed.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::process::find;
use crate::tools::{apt_get, install};

/// The newest geckodriver; Debian has no package of it.
const GECKODRIVER: &str = "0.37.1";

/// A program that the tests start, what Debian's packages call it, and where it comes from.
struct Need {
    browser: &'static str,
    programs: &'static [&'static [&'static str]],
    packages: &'static [&'static str],
}

const CHROMIUM: Need = Need {
    browser: "Chromium",
    programs: &[&["chromedriver"], CHROMIUM_NAMES],
    packages: &["chromium", "chromium-driver"],
};

const FIREFOX: Need = Need { browser: "Firefox", programs: &[FIREFOX_NAMES], packages: &["firefox-esr"] };

/// WebKitGTK has no windowless mode, so it draws on an X server without a screen.
const WEBKIT: Need = Need {
    browser: "WebKitGTK",
    programs: &[&["WebKitWebDriver"], &["Xvfb"]],
    packages: &["webkit2gtk-driver", "xvfb"],
};

/// Packagers differ.
const CHROMIUM_NAMES: &[&str] = &["chromium", "chromium-browser", "google-chrome", "chrome"];
const FIREFOX_NAMES: &[&str] = &["firefox-esr", "firefox"];

/// The font that the style sheets name last, and where Debian's package puts it. Without it a test
/// measures words in whatever font the machine has.
const FONTS: &str = "fonts-liberation";
const FONTS_FOLDER: &str = "/usr/share/fonts/truetype/liberation";

/// Chromium alone: for tests of parts, pictures and measurements.
pub fn bring_chromium() -> Result<()> {
    bring(&[CHROMIUM])
}

/// Every browser that the end-to-end tests run in.
pub fn bring_all() -> Result<()> {
    bring(&[CHROMIUM, FIREFOX, WEBKIT])?;
    if find("geckodriver").is_none() {
        install("geckodriver", GECKODRIVER, &["--locked"])
            .context("The tests in Firefox need geckodriver, and cargo could not install it")?;
    }
    Ok(())
}

/// The Chromium of this machine.
pub fn chromium() -> Option<PathBuf> {
    CHROMIUM_NAMES.iter().find_map(|name| find(name))
}

/// The Firefox of this machine.
pub fn firefox() -> Option<PathBuf> {
    FIREFOX_NAMES.iter().find_map(|name| find(name))
}

impl Need {
    fn is_met(&self) -> bool {
        self.programs.iter().all(|names| names.iter().any(|name| find(name).is_some()))
    }

    /// What a person has to install where this program can't.
    fn wish(&self) -> String {
        let programs: Vec<String> = self.programs.iter().map(|names| names.join(" or ")).collect();
        format!("the tests in {} need {} on the PATH", self.browser, programs.join(" and "))
    }
}

fn bring(needs: &[Need]) -> Result<()> {
    if !Path::new(FONTS_FOLDER).exists() && find("apt-get").is_some() {
        apt_get(&["update", "--quiet"])?;
        apt_get(&["install", "--yes", "--no-install-recommends", FONTS])?;
    }
    let missing: Vec<&Need> = needs.iter().filter(|need| !need.is_met()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let wishes = missing.iter().map(|need| need.wish()).collect::<Vec<_>>().join("; ");
    ensure!(find("apt-get").is_some(), "{wishes}; without apt-get they have to be installed by hand");
    let browsers = missing.iter().map(|need| need.browser).collect::<Vec<_>>().join(", ");
    println!("Installing {browsers}");
    apt_get(&["update", "--quiet"]).with_context(|| wishes.clone())?;
    let mut arguments = vec!["install", "--yes", "--no-install-recommends"];
    arguments.extend(missing.iter().flat_map(|need| need.packages));
    apt_get(&arguments).with_context(|| wishes.clone())?;
    ensure!(missing.iter().all(|need| need.is_met()), "{wishes}; the packages did not bring them");
    Ok(())
}
