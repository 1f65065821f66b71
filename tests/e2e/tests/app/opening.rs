//! Both editions open, under their content security policy: the folder from a web server, the
//! single file by double click.

use mailroom_e2e::{Options, Page};
use serde_json::json;

use crate::engines::tests;

tests! {
    [chromium firefox webkit] [folder single_file]: the_app_opens;
    a_part_that_takes_its_time_is_announced,
    a_part_that_can_t_be_fetched_is_asked_for_again,
    a_page_is_gone_while_the_next_one_is_on_its_way,
}

fn the_app_opens(options: Options) {
    let page = Page::open_with(options, "");
    page.role("navigation", "Main").wait();
    page.role("heading", "Who should hear from you?").wait();
    page.no_console_errors();
}

fn a_part_that_takes_its_time_is_announced() {
    let page = Page::open("");
    page.role("heading", "Who should hear from you?").wait();
    page.slow_down(3_000);
    page.role("link", "Segments").click();
    page.role("heading", "Loading…").wait();
    page.role("status", "Loading…").wait();
    page.no_accessibility_faults();
    page.role("heading", "Segments").wait();
    page.role("heading", "Loading…").gone();
    // What is there is there at once.
    page.eval(
        "window.seen = []; new MutationObserver(() => seen.push(document.querySelector('h1')?.innerText))
        .observe(document.body, { childList: true, subtree: true })",
    );
    page.role("link", "Mailing Groups").click();
    page.role("heading", "Mailing Groups").wait();
    assert_eq!(page.eval("return window.seen.includes('Loading…')"), false);
}

fn a_part_that_can_t_be_fetched_is_asked_for_again() {
    let page = Page::open("");
    page.role("heading", "Who should hear from you?").wait();
    page.cut_off(true);
    page.role("link", "Segments").click();
    page.text_visible("This page could not be loaded");
    page.no_accessibility_faults();
    page.role("button", "Try again").click();
    page.text_visible("This page could not be loaded");
    page.cut_off(false);
    page.role("button", "Try again").click();
    page.role("heading", "Segments").wait();
    page.text_visible("No segments yet");
}

fn a_page_is_gone_while_the_next_one_is_on_its_way() {
    let page = Page::open("#/contacts");
    page.role("heading", "Contacts").wait();
    page.devtools("Network.enable", json!({}));
    let slow = json!({ "offline": false, "latency": 3000, "downloadThroughput": -1, "uploadThroughput": -1 });
    page.devtools("Network.emulateNetworkConditions", slow);
    page.role("link", "Segments").click();
    page.role("heading", "Loading…").wait();
    let headings = page.eval("return [...document.querySelectorAll('main h1')].map(it => it.innerText)");
    assert_eq!(headings, json!(["Loading…"]));
    page.role("heading", "Segments").wait();
}
