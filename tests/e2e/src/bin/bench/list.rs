//! The list of contacts: searched, filtered, sorted, scrolled, and a group put on many at once.

use serde_json::json;

use crate::measure::{Bench, Measured};
use crate::table::{Table, Target};

const ROWS: &str = "return document.querySelectorAll('[role=row]').length > 10";

/// Filters, as the address has them and as a function in JavaScript.
const FILTERS: [(&str, &str); 7] = [
    ("city=Oslo", "it.city === 'Oslo'"),
    ("mailing_group=MOVE", "it.groups.includes('MOVE')"),
    ("city=Bergen&city=Gent", "it.city === 'Bergen' || it.city === 'Gent'"),
    ("type=person", "it.kind === 'person'"),
    ("mailing_group=GIFT&city=Oslo", "it.groups.includes('GIFT') && it.city === 'Oslo'"),
    ("email.contains=anna", "it.email.toLowerCase().includes('anna')"),
    ("", "true"),
];

/// Columns by which the list is sorted up and down, in turns: as many orders as it doesn't keep.
const COLUMNS: [(&str, &str); 4] =
    [("Name", "name"), ("City", "city"), ("Email", "email"), ("Phone No.", "phone")];

/// Measures in the page that holds the contacts.
pub fn measure(bench: &Bench, table: &mut Table) {
    bench.go("#/contacts", ROWS);
    // Search texts are made ready while nothing else is going on.
    std::thread::sleep(std::time::Duration::from_secs(2));

    let search = "const input = document.querySelector('header input');
        return bench.all(bench.searches.map(text => () => bench.type(input, text)))";
    let search = bench.run("keystroke in search", search);
    let plain = plain(bench, "keystroke in search", "bench.searches.map(text => () => plain.search(text))");
    table.row("keystroke in search", search, Some(plain), Some(Target::Drawn(16.0)));

    filter(bench, table);
    sort(bench, table);

    bench.go("#/contacts", ROWS);
    let scroll = "const box = document.querySelector('.list'); box.scrollTop = 0;
        return bench.frames(180, () => box.scrollTop += 700)";
    let scroll = bench.run("frame while scrolling", scroll);
    let plain = plain_script(bench, "scroll", "return bench.frames(180, number => plain.draw(number * 20))");
    table.row("frame while scrolling 20 rows a frame", scroll, Some(plain), Some(Target::EachDrawn(50.0)));

    assign(bench, table);
}

fn filter(bench: &Bench, table: &mut Table) {
    // Each twice: nothing is to be quick only because it was just asked for.
    let addresses: Vec<String> =
        FILTERS.iter().chain(&FILTERS).map(|(query, _)| format!("#/contacts?{query}")).collect();
    let script = format!("return bench.all({}.map(hash => () => bench.go(hash)))", json!(addresses));
    let filter = bench.run("filter", &script);
    let tests: Vec<String> =
        FILTERS.iter().chain(&FILTERS).map(|(_, test)| format!("() => plain.filter(it => {test})")).collect();
    let plain = plain(bench, "filter", &format!("[{}]", tests.join(",")));
    table.row("filter by city, group, type, e-mail", filter, Some(plain), None);
}

fn sort(bench: &Bench, table: &mut Table) {
    let captions: Vec<&str> = COLUMNS.iter().map(|(caption, _)| *caption).collect();
    let script = format!(
        "const header = caption => [...document.querySelectorAll('[role=columnheader] button')].find(it => it.textContent.trim() === caption);
         const turns = Array(3).fill({}).flat().flatMap(caption => [caption, caption]);
         const found = await bench.all(turns.map(caption => () => header(caption).click()));
         return found.map((pair, at) => [...pair, turns[at]])",
        json!(captions)
    );
    let found = bench.run_named("sort by a column", &script);
    let fields: Vec<&str> = COLUMNS.iter().map(|(_, field)| *field).collect();
    let script = format!(
        "const turns = {}.flatMap(field => [[field, false], [field, true]]);
         plain.open();
         const found = await bench.all(turns.map(([field, down]) => () => plain.sort(field, down)));
         plain.close();
         return found.map((pair, at) => [...pair, turns[at][0]])",
        json!(fields)
    );
    let plain = bench.run_named("plain JavaScript, sort by a column", &script);
    for (caption, field) in COLUMNS.into_iter().take(2) {
        let target = (field == "name").then_some(Target::Drawn(100.0));
        let of = |all: &[(Measured, String)], name: &str| {
            Measured::all(all.iter().filter(|(_, other)| other == name).map(|(measured, _)| measured))
        };
        table.row(&format!("sort by {field}"), of(&found, caption), Some(of(&plain, field)), target);
    }
}

fn assign(bench: &Bench, table: &mut Table) {
    let page = bench.page;
    bench.go("#/contacts?type=company", ROWS);
    page.role("grid", "Contacts").script("element.focus()");
    page.press("Control+a");
    let bar = page.role("toolbar", "10,000 selected");
    bar.wait();
    let (mut assigned, mut undone) = (Vec::new(), Vec::new());
    for _ in 0..3 {
        bar.role("button", "Mailing Groups…").click();
        page.role("dialog", "Contact Mailing Groups").role("combobox", "Mailing Group Code").wait();
        page.type_text("MEMBER");
        page.press("Enter");
        page.role("button", "Assign to 10,000 contacts").wait();
        let click = "const button = [...document.querySelectorAll('dialog button')].find(it => it.innerText.startsWith('Assign to'));
            return bench.all([() => button.click()])";
        assigned.push(bench.run("assign a group to 10,000", click));
        page.role("dialog", "Contact Mailing Groups").gone();
        let undo = "return bench.all([() => document.querySelector('.list').dispatchEvent(new KeyboardEvent('keydown', { key: 'z', ctrlKey: true, bubbles: true, cancelable: true }))])";
        undone.push(bench.run("undo it", undo));
        page.role("dialog", "Contact Mailing Groups").gone();
    }
    let plain = plain(bench, "assign", "Array(3).fill([plain.assign, plain.unassign]).flat()");
    let every = |first: usize| Measured {
        work: plain.work.every_second(first),
        drawn: plain.drawn.every_second(first),
    };
    table.row("assign a group to 10,000, saved", Measured::all(&assigned), Some(every(0)), None);
    table.row("undo it, saved", Measured::all(&undone), Some(every(1)), None);
}

/// The same in plain JavaScript, over the page.
fn plain(bench: &Bench, name: &str, acts: &str) -> Measured {
    plain_script(bench, name, &format!("return bench.all({acts})"))
}

/// See [`plain`].
pub fn plain_script(bench: &Bench, name: &str, script: &str) -> Measured {
    bench.page.eval("plain.open()");
    let found = bench.run(&format!("plain JavaScript, {name}"), script);
    bench.page.eval("plain.close()");
    found
}
