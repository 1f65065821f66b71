//! A picture of one page of the built app, after some steps on it if need be:
//! `HASH WIDTH HEIGHT light|dark|forced LANGUAGE OUT.png [STEP…]`; as `OUT.pdf`, of the page on paper.

use std::process::ExitCode;
use std::time::Duration;

use mailroom_e2e::{Options, Page};

const HELP: &str = "\
HASH WIDTH HEIGHT light|dark|forced LANGUAGE OUT.png|OUT.pdf [STEP…], where a step is one of
--storage KEY=VALUE     before the app starts
--click NAME            the button, link, tab or menu item of that name
--open HASH             goes on to another address
--type FIELD=TEXT
--press KEY             such as Enter or Control+z
--upload FILE           gives a file to the page's file input
--wait TEXT             until the text is there
--run SCRIPT            in the page";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [hash, width, height, theme, language, file, steps @ ..] = &arguments[..] else {
        eprintln!("{HELP}");
        return ExitCode::from(2);
    };
    let (Ok(width), Ok(height)) = (width.parse(), height.parse()) else {
        eprintln!("{HELP}");
        return ExitCode::from(2);
    };
    let options = Options::default().size(width, height).language(language);
    let options = match theme.as_str() {
        "dark" => options.dark(),
        "forced" => options.forced_colours(),
        _ => options,
    };
    let page = Page::open_with(options, "");
    let steps: Vec<(&str, &str)> =
        steps.chunks_exact(2).map(|step| (step[0].as_str(), step[1].as_str())).collect();
    for (_, pair) in steps.iter().filter(|(kind, _)| *kind == "--storage") {
        let (key, value) = pair.split_once('=').expect("KEY=VALUE");
        page.store(key, value);
    }
    page.go(hash);
    page.reload();
    for (kind, what) in steps {
        take(&page, kind, what);
    }
    // Movements, and what is loaded late.
    std::thread::sleep(Duration::from_millis(800));
    let file = std::env::current_dir().unwrap_or_default().join(file);
    match file.extension().is_some_and(|extension| extension == "pdf") {
        true => page.print(file),
        false => page.screenshot(file),
    }
    for error in page.console_errors() {
        eprintln!("console: {error}");
    }
    ExitCode::SUCCESS
}

fn take(page: &Page, kind: &str, what: &str) {
    match kind {
        "--storage" => {}
        "--open" => page.go(what),
        "--press" => page.press(what),
        "--upload" => page.upload(what),
        "--wait" => page.text_visible(what),
        "--run" => drop(page.eval(what)),
        "--type" => {
            let (field, text) = what.split_once('=').expect("FIELD=TEXT");
            page.field(field).type_in(text);
        }
        "--click" => {
            let roles = ["button", "link", "tab", "menuitem", "option", "switch", "checkbox", "radio"];
            let there = || roles.iter().find(|role| page.role(role, what).is_there());
            page.wait_until(&format!("something is called {what:?}"), || there().is_some());
            page.role(there().expect("it was there"), what).nth(0).click();
        }
        _ => panic!("{kind} is no step\n{HELP}"),
    }
}
