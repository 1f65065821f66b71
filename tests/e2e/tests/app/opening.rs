//! Both editions open, under their content security policy: the folder from a web server, the
//! single file by double click.

use mailroom_e2e::{Options, Page};

use crate::engines::run_in;

run_in!([chromium firefox webkit] [folder single_file]: the_app_opens);

fn the_app_opens(options: Options) {
    let page = Page::open_with(options, "");
    page.role("navigation", "Main").wait();
    page.role("heading", "Who should hear from you?").wait();
    page.no_console_errors();
}
