//! Measurements of the built app with 100,000 contacts in Chromium: `cargo xtask bench`.
//!
//! One page is used throughout, as a person would: the file is imported, searched, sorted,
//! scrolled, and picked from. *Work* is the time the page is busy with the event; *drawn* lasts
//! until the next picture has been drawn, which waits for the screen's own rhythm.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use mailroom_e2e::Page;
use serde_json::Value;

const CONTACTS: usize = 100_000;

/// See there.
const PLAIN: &str = include_str!("plain.js");

/// What every measurement in the page uses.
const HELPERS: &str = "
const turn = () => new Promise(done => { const c = new MessageChannel(); c.port1.onmessage = done; c.port2.postMessage(0); });
const drawn = async () => { await new Promise(requestAnimationFrame); await turn(); };
const measure = async act => { await drawn(); const start = performance.now(); act(); await turn(); const work = performance.now() - start; await drawn(); return [work, performance.now() - start]; };
const type = (input, text) => { Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(input, text); input.dispatchEvent(new Event('input', { bubbles: true })); };
const all = async acts => { const found = []; for (const act of acts) found.push(await measure(act)); return found; };
";

fn main() {
    let first = Page::open("");
    first.wait_until("something is painted", || paint(&first).is_some());
    println!("first start, empty: {:.0} ms to the first picture", paint(&first).unwrap_or_default());
    drop(first);

    let page = Page::open("#/import");
    import(&page);

    page.go("#/contacts");
    patiently(&page, "the list stands", "return document.querySelectorAll('[role=row]').length > 10");
    // Search texts are made ready while nothing else is going on.
    std::thread::sleep(Duration::from_secs(2));
    let search = "const input = document.querySelector('header input');
        return all(['h','ha','har','harb','harbo','','9','90','900','','anna holm'].map(text => () => type(input, text)));";
    report(&page, "keystroke in search", search);
    page.eval(&format!("{HELPERS} type(document.querySelector('header input'), ''); await drawn();"));
    std::thread::sleep(Duration::from_secs(1));
    let sort = "const header = name => [...document.querySelectorAll('[role=columnheader] button')].find(it => it.textContent.trim() === name);
        return all([() => header('City').click(), () => header('City').click(), () => header('Name').click(), () => header('Name').click()]);";
    report(&page, "sort by a column", sort);
    let scroll = "const box = [...document.querySelectorAll('*')].find(it => it.scrollHeight > 1000000 && it.clientHeight < 2000 && it.clientHeight > 100);
        const frames = []; let last = performance.now();
        for (let n = 0; n < 180; n++) { box.scrollTop += 700; await new Promise(requestAnimationFrame); const now = performance.now(); frames.push([now - last, now - last]); last = now; }
        return frames.slice(1);";
    report(&page, "frame while scrolling 20 rows a frame", scroll);

    page.go("#/segments?new=yes");
    if page.role("dialog", "New segment").count() == 0 {
        page.go("#/segments");
        page.role("heading", "Segments").wait();
        page.press("Alt+n");
    }
    let dialog = page.role("dialog", "New segment");
    dialog.field("Description").type_in("Measured");
    page.press("Enter");
    dialog.gone();
    page.role("button", "Add contacts").click();
    let card = page.role("group", "Add contacts");
    card.field("Field").choose("Mailing Group");
    card.role("combobox", "Value").click();
    page.type_text("MOVE");
    page.press("Enter");
    card.role("combobox", "Value").wait_value("");
    let count = "const box = [...document.querySelectorAll('[role=checkbox], input[type=checkbox]')].find(it => (it.getAttribute('aria-label') ?? it.closest('label')?.innerText ?? '').includes('Expand Companies'));
        return all(Array(8).fill(() => box.click()));";
    report(&page, "segment count after ticking an option", count);
    page.no_console_errors();
    beside_plain_javascript(&page);
}

/// The same page does the same work over an array of objects, without drawing anything.
fn beside_plain_javascript(page: &Page) {
    let found = page.eval(PLAIN);
    for (key, name) in [("search", "a search"), ("sort", "a sort by a column"), ("pick", "a segment's count")]
    {
        let times = found[key].as_array().into_iter().flatten().filter_map(|pair| pair.get(0)?.as_f64());
        let (median, worst) = median_and_worst(times.collect());
        println!("plain JavaScript, {name}, nothing drawn: {median:.1} ms (worst {worst:.1})");
    }
}

fn import(page: &Page) {
    let folder = tempfile::tempdir().expect("a folder for the file");
    let path = folder.path().join("large.csv");
    std::fs::write(&path, contacts()).expect("the file");
    page.upload(&path);
    patiently(page, "the columns are matched", "return document.body.innerText.includes('columns matched')");
    let started = Instant::now();
    page.role("button", "Check the file").click();
    patiently(
        page,
        "the file is checked",
        "return document.body.innerText.includes('Trial run, nothing is saved yet')",
    );
    println!("trial run of {CONTACTS} rows: {} ms", started.elapsed().as_millis());
    let started = Instant::now();
    page.eval("[...document.querySelectorAll('button')].find(it => /^Import [0-9,]+ contacts/.test(it.innerText.trim())).click()");
    patiently(page, "the file is imported", "return / contacts imported/.test(document.body.innerText)");
    println!("import of {CONTACTS} rows, saved: {} ms", started.elapsed().as_millis());
    let units = page.eval("let n = 0; for (let k of Object.keys(localStorage)) n += k.length + localStorage[k].length; return n");
    println!("local storage after it: {units} of 5242880 units");
}

/// A file of contacts that look like an office's: a tenth companies, each with nine persons.
fn contacts() -> String {
    let firsts = ["Anna", "Kari", "Søren", "Zoé", "Pieter", "Ingrid", "Luc", "Åse"];
    let lasts = ["Holm", "Nygård", "Claes", "Perrin", "Dahl", "Rochat", "Lunde", "Østby", "Bæk"];
    let cities = [
        ("0150", "Oslo", "NO"),
        ("8000", "Aarhus", "DK"),
        ("9000", "Gent", "BE"),
        ("1003", "Lausanne", "CH"),
        ("5003", "Bergen", "NO"),
    ];
    let groups = ["MOVE", "GIFT", "NEWS", "", "MOVE, GIFT", "MEMBER"];
    let mut text = String::from(
        "Type,Company Name,Name,Address,Post Code,City,Country/Region Code,Phone No.,E-mail,Mailing Groups\n",
    );
    for number in 0..CONTACTS {
        let company = number / 10;
        let (post_code, city, country) = cities[company % cities.len()];
        let firm = format!("Harbour Office {company}");
        let (kind, name) = if number % 10 == 0 {
            ("Company", firm.clone())
        } else {
            ("Person", format!("{} {}", firsts[number % 8], lasts[number / 8 % 9]))
        };
        let group = groups[number % 6];
        let _ = writeln!(
            text,
            "{kind},{firm},{name},Street {},{post_code},{city},{country},+47 {:08},p{number}@h{company}.example,\"{group}\"",
            number % 300,
            number * 37 % 100_000_000,
        );
    }
    text
}

/// Waits as long as a measurement may take: two minutes.
fn patiently(page: &Page, what: &str, holds: &str) {
    let started = Instant::now();
    while page.eval(holds) != Value::Bool(true) {
        assert!(
            started.elapsed() < Duration::from_secs(120),
            "waited in vain until {what}\n{}",
            page.outline()
        );
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Prints median and worst of what a script measures.
fn report(page: &Page, name: &str, script: &str) {
    let found = page.eval(&format!("{HELPERS} {script}"));
    let column = |at: usize| {
        let times = found.as_array().into_iter().flatten().filter_map(|pair| pair.get(at)?.as_f64());
        median_and_worst(times.collect())
    };
    let (work, drawn) = (column(0), column(1));
    println!(
        "{name}: work {:.1} ms (worst {:.1}), drawn {:.1} ms (worst {:.1})",
        work.0, work.1, drawn.0, drawn.1
    );
}

fn median_and_worst(mut times: Vec<f64>) -> (f64, f64) {
    times.sort_by(f64::total_cmp);
    (times.get(times.len() / 2).copied().unwrap_or_default(), times.last().copied().unwrap_or_default())
}

fn paint(page: &Page) -> Option<f64> {
    page.eval("return performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null").as_f64()
}
