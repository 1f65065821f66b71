//! The builder of segments, which counts at each change.

use crate::list::plain_script;
use crate::measure::Bench;
use crate::table::{Table, Target};

/// Measures in the page that holds the contacts.
pub fn measure(bench: &Bench, table: &mut Table) {
    let page = bench.page;
    page.go("#/segments");
    page.role("heading", "Segments").wait();
    page.press("Alt+n");
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
    let count = "const name = it => it.getAttribute('aria-label') ?? it.closest('label')?.innerText ?? '';
        const box = [...document.querySelectorAll('[role=checkbox], input[type=checkbox]')].find(it => name(it).includes('Expand Companies'));
        return bench.all(Array(12).fill(() => box.click()))";
    let count = bench.run("segment count", count);
    let plain = plain_script(bench, "segment count", "return bench.all(Array(12).fill(plain.pick))");
    table.row("segment count after ticking an option", count, Some(plain), Some(Target::Work(2.0)));
}
