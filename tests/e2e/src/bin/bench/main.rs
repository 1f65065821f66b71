//! Measurements of the built app in Chromium, each beside plain JavaScript that does the same in
//! the same page over an array of objects: `cargo xtask bench`.
//!
//! One page is used throughout, as a person would: a file of 100,000 contacts is imported,
//! searched, filtered, sorted, scrolled, picked from, and a tenth of it gets a mailing group.
//! *Work* is the time the page is busy with the event; *drawn* lasts until all is laid out and
//! painted, without what is left of the screen's rhythm.
//!
//! Then offices of several sizes are stored, edited and opened again; `--storage` measures that
//! alone, and `--list` the list of contacts.
//!
//! With `--profile`, each measurement also says in which functions the time went.

mod contacts;
mod import;
mod list;
mod measure;
mod profile;
mod segment;
mod start;
mod storage;
mod table;

use mailroom_e2e::Page;

use measure::Bench;
use table::Table;

/// What the targets are for.
const MANY: usize = 100_000;

fn main() {
    let mut table = Table::default();
    let with_profile = std::env::args().any(|argument| argument == "--profile");
    let measure_storage = |table: &mut Table| {
        [10_000, 50_000, 100_000, 150_000]
            .iter()
            .for_each(|&places| storage::measure(table, places, with_profile));
        storage::in_webkit(table, 75_000);
    };
    if std::env::args().any(|argument| argument == "--storage") {
        measure_storage(&mut table);
        println!("{}", table.markdown());
        return;
    }
    let is_list_alone = std::env::args().any(|argument| argument == "--list");
    if !is_list_alone {
        start::empty(&mut table);
        start::stored(&mut table, 10_000);
    }
    let page = Page::open("#/import");
    let bench = Bench::new(&page, with_profile);
    import::measure(&bench, &mut table, MANY);
    list::measure(&bench, &mut table);
    if is_list_alone {
        println!("{}", table.markdown());
        return;
    }
    segment::measure(&bench, &mut table);
    page.no_console_errors();
    start::again(&page, &mut table, MANY);
    measure_storage(&mut table);
    println!("{}", table.markdown());
}
