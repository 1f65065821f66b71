//! A file is tried and imported.

use std::time::Instant;

use crate::contacts;
use crate::measure::{Bench, Measured, patiently};
use crate::table::Table;

/// Imports a file of so many contacts into a page that is at the import.
pub fn measure(bench: &Bench, table: &mut Table, count: usize) {
    let page = bench.page;
    // Plain JavaScript reads the same file later.
    page.eval("addEventListener('change', event => globalThis.given ??= event.target.files?.[0], true)");
    let (_folder, path) = contacts::file(count);
    page.upload(&path);
    patiently(page, "the columns are matched", "return document.body.innerText.includes('columns matched')");
    let started = Instant::now();
    page.eval("[...document.querySelectorAll('button')].find(it => it.innerText.trim() === 'Check the file').click()");
    let checked = "return document.body.innerText.includes('Trial run, nothing is saved yet')";
    patiently(page, "the file is checked", checked);
    let checked = started.elapsed();
    let started = Instant::now();
    page.eval("[...document.querySelectorAll('button')].find(it => /^Import [0-9,]+ contacts/.test(it.innerText.trim())).click()");
    let done = format!("return document.body.innerText.includes('{} contacts imported')", grouped(count));
    patiently(page, "the file is imported", &done);
    let imported = started.elapsed();

    page.eval(include_str!("plain.js"));
    let plain = page.eval(
        "const text = await given.text(); const start = performance.now(); const count = plain.read(text);
         return [performance.now() - start, count]",
    );
    assert_eq!(plain[1].as_u64(), u64::try_from(count).ok(), "{plain}");
    let plain = plain[0].as_f64().map(Measured::of);
    let milliseconds = |time: std::time::Duration| Measured::of(time.as_secs_f64() * 1000.0);
    let name = format!("import, {}: trial run", grouped(count));
    table.row(&name, milliseconds(checked), plain, None);
    let name = format!("import, {}: import, saved", grouped(count));
    table.row(&name, milliseconds(imported), None, None);
    let units = page.eval(
        "return Object.keys(localStorage).reduce((sum, key) => sum + key.length + localStorage[key].length, 0)",
    );
    table.note(format!("Local storage holds {units} of 5242880 units after the import of {count} contacts."));
}

/// 100,000.
pub fn grouped(count: usize) -> String {
    format!("{},{:03}", count / 1000, count % 1000)
}
