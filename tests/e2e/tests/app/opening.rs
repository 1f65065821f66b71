//! Both editions open, under their content security policy.

use mailroom_e2e::{Options, Page};

#[test]
fn the_folder_opens_from_a_web_server() {
    let page = Page::open("");
    opens(&page);
}

#[test]
fn the_single_file_opens_by_double_click() {
    let page = Page::open_with(Options::default().single_file(), "");
    opens(&page);
}

fn opens(page: &Page) {
    page.wait_until("the app draws", || page.css("body > *").count() > 0);
    page.no_console_errors();
}
