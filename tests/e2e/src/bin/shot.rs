//! A picture of one page of the built app:
//! `HASH WIDTH HEIGHT light|dark LANGUAGE OUT.png [--storage KEY=VALUE]…`

use std::process::ExitCode;
use std::time::Duration;

use mailroom_e2e::{Options, Page};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [hash, width, height, theme, language, file, rest @ ..] = &arguments[..] else {
        eprintln!("HASH WIDTH HEIGHT light|dark LANGUAGE OUT.png [--storage KEY=VALUE]…");
        return ExitCode::from(2);
    };
    let (Ok(width), Ok(height)) = (width.parse(), height.parse()) else {
        eprintln!("width and height are numbers of pixels");
        return ExitCode::from(2);
    };
    let options = Options::default().size(width, height).language(language);
    let options = if theme == "dark" { options.dark() } else { options };
    let page = Page::open_with(options, "");
    for pair in rest.iter().filter_map(|argument| argument.split_once('=')) {
        page.store(pair.0, pair.1);
    }
    page.go(hash);
    page.reload();
    // Fonts, movements and what is loaded late.
    std::thread::sleep(Duration::from_millis(800));
    page.screenshot(std::env::current_dir().unwrap_or_default().join(file));
    for error in page.console_errors() {
        eprintln!("console: {error}");
    }
    ExitCode::SUCCESS
}
