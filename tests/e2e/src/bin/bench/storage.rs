//! What is kept on this device: the room it takes, what an edit costs, and the start with it.

use std::path::{Path, PathBuf};
use std::process::Command;

use mailroom_e2e::{Options, Page};
use tempfile::TempDir;

use crate::import::grouped;
use crate::measure::{Bench, Measured, Times, patiently};
use crate::start::until_drawn;
use crate::table::{Table, Target};

/// How many edits are measured, and how many starts.
const EDITS: usize = 30;
const STARTS: usize = 5;

/// What is stored, in units of UTF-16.
const UNITS: &str = "return Object.keys(localStorage).filter(key => key.startsWith('mailroom.'))
    .reduce((sum, key) => sum + key.length + localStorage[key].length, 0)";

/// The list of contacts.
const LIST: &str = "document.querySelector('[role=grid]')";

/// Puts the same data into IndexedDB as JSON, to be read from there by plain JavaScript.
const KEEP_PLAIN: &str = "
    const text = JSON.stringify(JSON.parse(await given.text()).data);
    const open = indexedDB.open('plain', 1);
    open.onupgradeneeded = () => open.result.createObjectStore('texts');
    await new Promise(done => open.onsuccess = done);
    const put = open.result.transaction('texts', 'readwrite').objectStore('texts').put(text, 'all');
    await new Promise(done => put.onsuccess = done);
    open.result.close();
    return text.length";

/// Reads it again, into an array of objects.
const READ_PLAIN: &str = "
    const start = performance.now();
    const open = indexedDB.open('plain', 1);
    await new Promise(done => open.onsuccess = done);
    const get = open.result.transaction('texts').objectStore('texts').get('all');
    await new Promise(done => get.onsuccess = done);
    const data = JSON.parse(get.result);
    open.result.close();
    return [performance.now() - start, data.contacts.length]";

/// An office of about so many contacts with 16 filled fields, and five segments of a tenth of them.
pub fn measure(table: &mut Table, places: usize, with_profile: bool) {
    let (_folder, path) = office(places);
    let page = Page::open("#/backup");
    let bench = Bench::new(&page, with_profile);
    page.eval("addEventListener('change', event => globalThis.given ??= event.target.files?.[0], true)");
    take(&page, &path);
    let units = page.eval(UNITS).as_u64().unwrap_or_default();
    // Before plain JavaScript leaves its garbage behind.
    edits(&bench, table, places, &number(&path));
    let json = page.eval(KEEP_PLAIN);
    let count = page.eval(READ_PLAIN)[1].as_u64().unwrap_or_default();
    #[expect(clippy::cast_precision_loss, reason = "a percentage")]
    let share = units as f64 / 52_428.8;
    table.note(format!("{count} contacts take {units} units ({share:.1} %); as JSON {json}."));

    start(&bench, table, places, count);
    let units = page.eval(UNITS);
    table.note(format!("After {EDITS} edits, {units} units."));
}

/// So many contacts in WebKit, which counts two bytes for each unit.
pub fn in_webkit(table: &mut Table, places: usize) {
    let (_folder, path) = office(places);
    let page = Page::open_with(Options::webkit(), "#/backup");
    take(&page, &path);
    let units = page.eval(UNITS);
    page.go("#/contacts");
    page.reload();
    patiently(&page, "the list is there", &format!("return !!{LIST}?.querySelector('[role=gridcell]')"));
    let count = page.eval(&format!("return {LIST}.getAttribute('aria-rowcount') - 1"));
    let meter = page.eval("return document.querySelector('[role=meter]').getAttribute('aria-valuenow')");
    page.text_gone("not saved");
    table.note(format!(
        "WebKit, {count} contacts after a reload: {units} units, and the meter says {meter} %."
    ));
}

/// Replaces everything by a backup, and waits until that is saved.
fn take(page: &Page, path: &Path) {
    page.upload(path);
    let button =
        "[...document.querySelectorAll('button')].find(it => it.innerText.startsWith('Replace everything'))";
    patiently(page, "the backup is read", &format!("return !!{button}"));
    page.eval(&format!("{button}.click()"));
    patiently(page, "the overview is there", "return location.hash === '#/'");
    std::thread::sleep(std::time::Duration::from_secs(4));
}

/// One field of a card is changed again and again; and how long the page is busy afterwards with
/// numbers, the mirror and folding.
fn edits(bench: &Bench, table: &mut Table, places: usize, number: &str) {
    let there = "return document.querySelectorAll('main input').length > 8";
    bench.go(&format!("#/contacts/{number}"), there);
    let script = format!(
        "const field = [...document.querySelectorAll('main input')].find(it => it.labels?.[0]?.innerText.trim() === 'City');
         const edit = number => () => {{ field.focus(); bench.type(field, `Oslo ${{number}}`); field.blur(); }};
         return bench.all(Array.from({{ length: {EDITS} }}, (_, number) => edit(number)))"
    );
    let edited = bench.run("edit", &script);
    let name = format!("one field edited, {} stored", grouped(places));
    table.row(&name, edited, None, Some(Target::Work(16.0)));
    let name = format!("afterwards, longest busy with folding, {} stored", grouped(places));
    table.row(&name, bench.busy(&name, 4_000), None, None);
}

fn start(bench: &Bench, table: &mut Table, places: usize, count: u64) {
    let page = bench.page;
    let plain = (0..STARTS).filter_map(|_| page.eval(READ_PLAIN)[0].as_f64());
    let plain = Measured { drawn: Times(plain.collect()), ..Measured::default() };
    let name = format!("start, {} stored; plain: JSON from IndexedDB", grouped(places));
    let drawn = until_drawn(bench, &name, count);
    let target = match places {
        100_000 => Some(Target::Drawn(1_000.0)),
        150_000 => Some(Target::Drawn(1_500.0)),
        _ => None,
    };
    table.row(&name, Measured { drawn, ..Measured::default() }, Some(plain), target);
}

/// The No. of a contact of the backup.
fn number(path: &Path) -> String {
    let file = std::fs::read(path).expect("the office");
    let backup: serde_json::Value = serde_json::from_slice(&file).expect("JSON");
    backup["data"]["contacts"][41]["number"].as_str().unwrap_or_default().to_owned()
}

/// A backup of an invented office.
fn office(places: usize) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder for the file");
    let path = folder.path().join("office.json");
    let made = Command::new("cargo")
        .args(["run", "--release", "--quiet", "--locked", "--example", "office_file", "--"])
        .arg(places.to_string())
        .arg(&path)
        .current_dir(xtask::process::root())
        .status();
    assert!(made.is_ok_and(|status| status.success()), "no office was made");
    (folder, path)
}
