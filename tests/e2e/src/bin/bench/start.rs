//! The app starts: empty, and with contacts on this device.

use mailroom_e2e::Page;
use serde_json::json;

use crate::import::{self, grouped};
use crate::list::plain_script;
use crate::measure::{Bench, Measured, Times, patiently};
use crate::table::Table;

/// How often.
const TIMES: usize = 5;

/// Notes when the first rows of a list are drawn, in milliseconds since the page was asked for.
const NOTE: &str = "
    const look = new MutationObserver(() => {
        if (document.querySelectorAll('[role=row]').length < 10) return;
        look.disconnect();
        requestAnimationFrame(() => {
            const channel = new MessageChannel();
            channel.port1.onmessage = () => globalThis.rowsDrawn = performance.now();
            channel.port2.postMessage(0);
        });
    });
    look.observe(document, { childList: true, subtree: true });";

/// A first visit, whose program comes from the server.
pub fn empty(table: &mut Table) {
    let times = (0..TIMES).map(|_| {
        let page = Page::open("");
        let paint = "performance.getEntriesByName('first-contentful-paint')[0]";
        patiently(&page, "something is painted", &format!("return !!{paint}"));
        page.eval(&format!("return {paint}.startTime")).as_f64().unwrap_or_default()
    });
    let drawn = Times(times.collect());
    table.row("start, empty, first visit", Measured { drawn, ..Measured::default() }, None, None);
}

/// Starts with so many contacts, in a browser of their own.
pub fn stored(table: &mut Table, count: usize) {
    let page = Page::open("#/import");
    let bench = Bench::new(&page, false);
    import::measure(&bench, table, count);
    again(&page, table, count);
}

/// Opens the list again with what the page has stored.
pub fn again(page: &Page, table: &mut Table, count: usize) {
    page.go("#/contacts");
    patiently(page, "all is saved", "return document.body.innerText.includes('Saved in this browser')");
    let plain = {
        let bench = Bench::new(page, false);
        page.eval("globalThis.stored = plain.text()");
        let script = "return bench.all(Array(3).fill(() => plain.start(stored)))";
        plain_script(&bench, "start", script)
    };
    let name = format!("start, {} stored, until the list is drawn", grouped(count));
    let drawn = until_drawn(&Bench::new(page, false), &name, count as u64);
    table.row(&name, Measured { drawn, ..Measured::default() }, Some(plain), None);
}

/// Opens the list of so many contacts again and again, and hands back the times until it is drawn.
pub fn until_drawn(bench: &Bench, name: &str, count: u64) -> Times {
    let page = bench.page;
    page.go("#/contacts");
    page.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": NOTE }));
    let start = || {
        page.reload();
        patiently(page, "the list is there", "return globalThis.rowsDrawn !== undefined");
        page.eval("return rowsDrawn")
    };
    bench.profile(name, start);
    let times = Times((0..TIMES).map(|_| start().as_f64().unwrap_or_default()).collect());
    let all = "return document.querySelector('[role=grid]').getAttribute('aria-rowcount')";
    assert_eq!(page.eval(all), (count + 1).to_string(), "the list holds all contacts");
    times
}
