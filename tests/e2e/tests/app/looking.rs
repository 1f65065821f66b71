//! The helper that finds things by role and name, on a page made for it.

use std::cell::RefCell;

use mailroom_e2e::{Options, Page};

use crate::engines::tests;

tests! {
    [chromium firefox webkit] [folder]:
        things_are_found_as_they_are_read_out,
        an_open_dialog_keeps_what_lies_behind_it_from_use,
        errors_in_the_console_are_seen;
    [chromium firefox] [folder]: files_and_the_clipboard_go_both_ways, tabs_share_what_is_stored;
    the_person_before_the_browser_can_be_another,
}

/// Opens a page of that markup and nothing else: were it put into the app's page, the app would
/// live on beneath it, take a dropped file and move the focus.
fn page(options: Options, markup: &str) -> Page {
    let folder = tempfile::tempdir().unwrap();
    let html = format!(
        "<!DOCTYPE html><html lang=en><meta charset=utf-8><title>Looking</title>
         <meta http-equiv=Content-Security-Policy content=\"script-src 'self'\">
         <link rel=icon href=data:,><body><main>{markup}</main>"
    );
    std::fs::write(folder.path().join("index.html"), html).unwrap();
    Page::open_with(options.of(folder.path()), "")
}

fn things_are_found_as_they_are_read_out(options: Options) {
    let page = page(
        options,
        "<h1>Mailing <b>groups</b></h1>
         <button>New<span aria-hidden=true>+</span></button>
         <button aria-label='Close'>x</button>
         <button hidden>Gone</button>
         <label>Code <input value='GIFT'></label>
         <label for=d>Description</label><textarea id=d></textarea>
         <input type=checkbox aria-labelledby=t><span id=t>All rows</span>
         <table role=grid><tr><th>Code<td>MOVE<td>Office  move</table>",
    );
    page.role("heading", "Mailing groups").wait();
    page.role("button", "New").wait();
    page.role("button", "Close").wait();
    assert_eq!(page.role("button", "Gone").count(), 0);
    assert_eq!(page.field("Code").value(), "GIFT");
    page.field("Description").type_in("Holiday gifts å 🎁");
    page.field("Description").wait_value("Holiday gifts å 🎁");
    page.field("Code").type_in("MOVE");
    page.field("Code").wait_value("MOVE");
    page.role("checkbox", "All rows").click();
    assert!(page.field("All rows").is_on());
    page.role_with("row", "MOVE").role("gridcell", "Office move").wait();
    page.text_visible("Code MOVE Description");
    page.text_visible("Code MOVE Office move");
    assert!(page.outline().contains("textbox \"Description\""), "{}", page.outline());
}

fn an_open_dialog_keeps_what_lies_behind_it_from_use(options: Options) {
    let page = page(options, "<button>New</button><dialog aria-label='Sure?'><button>Yes</button></dialog>");
    page.role("button", "New").wait();
    page.eval("document.querySelector('dialog').showModal()");
    page.role("dialog", "Sure?").role("button", "Yes").wait();
    page.role("button", "New").gone();
}

fn the_person_before_the_browser_can_be_another() {
    let page = Page::open_with(Options::phone().dark().language("nb-NO"), "#/x");
    page.wait_hash("#/x");
    let seen = "return [innerWidth, innerHeight, navigator.language, matchMedia('(prefers-color-scheme: dark)').matches]";
    assert_eq!(page.eval(seen), serde_json::json!([390, 844, "nb-NO", true]));
}

fn files_and_the_clipboard_go_both_ways(options: Options) {
    let page = page(options, "<input type=file hidden><p></p><textarea aria-label=Text></textarea>");
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), "a;b").unwrap();
    page.eval("document.querySelector('input').onchange = async e => document.querySelector('p').textContent = await e.target.files[0].text()");
    page.upload(file.path());
    page.text_visible("a;b");
    page.eval(
        "document.querySelector('p').ondrop = async e => e.target.textContent = e.dataTransfer.files[0].name",
    );
    page.css("p").drop_file(file.path());
    page.text_visible(&file.path().file_name().unwrap().to_string_lossy());
    page.role("textbox", "Text").click();
    page.paste("one\ntwo");
    page.field("Text").wait_value("one\ntwo");
    page.press("Control+a");
    page.press("Control+x");
    assert_eq!(page.clipboard(), "one\ntwo");
    page.eval(
        "const a = document.createElement('a'); a.download = 'x.csv';
         a.href = URL.createObjectURL(new Blob(['x'])); a.click()",
    );
    assert_eq!(std::fs::read_to_string(page.download()).unwrap(), "x");
}

fn tabs_share_what_is_stored(options: Options) {
    let page = Page::open_with(options, "");
    page.store("key", "value");
    page.open_tab("");
    assert_eq!(page.eval("return localStorage.getItem('key')"), "value");
    page.switch_tab(0);
    page.reload();
    assert_eq!(page.eval("return localStorage.getItem('key')"), "value");
}

fn errors_in_the_console_are_seen(options: Options) {
    let page = page(options, "");
    page.no_console_errors();
    for (script, error) in [
        ("setTimeout(() => { throw new Error('thrown') })", "thrown"),
        ("Promise.reject(new Error('rejected'))", "rejected"),
        (
            "document.body.append(Object.assign(document.createElement('script'), { text: '1' }))",
            "script-src",
        ),
    ] {
        page.eval(script);
        let seen = RefCell::new(String::new());
        page.wait_until(&format!("{error:?} is in the console"), || {
            seen.borrow_mut().push_str(&page.console_errors().join("\n"));
            seen.borrow().contains(error)
        });
    }
    page.no_console_errors();
}
