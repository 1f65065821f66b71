//! The built app in a browser: one file a subject. All of it runs in Chromium; what depends on
//! the browser most runs in other engines as well.

mod backup;
mod card;
mod codes;
mod common;
mod contacts;
mod dropping;
mod engines;
mod focus;
mod groups;
mod help;
mod history;
mod home;
mod import_files;
mod importing;
mod kept_file;
mod keyboard;
mod killed;
mod languages;
mod long_import;
mod looking;
mod main_job;
mod merging;
mod offline;
mod opening;
mod passphrase;
mod real;
mod reflow;
mod rescue;
mod safety;
mod segment_lines;
mod segments;
mod states;
mod storage;
mod tell_me;
mod wishes;

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use mailroom_e2e::harness::{self, Test};

/// Those that take long come first and the many short ones last, so that at the end no thread waits
/// for another one.
fn main() -> ExitCode {
    let tests = [
        killed::tests(),
        long_import::tests(),
        storage::tests(),
        safety::tests(),
        help::tests(),
        kept_file::tests(),
        passphrase::tests(),
        rescue::tests(),
        main_job::tests(),
        merging::tests(),
        backup::tests(),
        card::tests(),
        codes::tests(),
        contacts::tests(),
        dropping::tests(),
        focus::tests(),
        groups::tests(),
        history::tests(),
        home::tests(),
        import_files::tests(),
        importing::tests(),
        keyboard::tests(),
        languages::tests(),
        looking::tests(),
        offline::tests(),
        opening::tests(),
        real::tests(),
        reflow::tests(),
        segment_lines::tests(),
        segments::tests(),
        tell_me::tests(),
        wishes::tests(),
        states::tests(),
    ];
    let last = Test::new("no_test_is_outside_of_the_lists", no_test_is_outside_of_the_lists);
    let code = harness::run(tests.into_iter().flatten().chain([last]).collect());
    states::end();
    code
}

/// As the harness is not Rust's own, a function with its attribute would be left out.
fn no_test_is_outside_of_the_lists() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/app");
    for file in xtask::build::files(&folder).unwrap() {
        let text = fs::read_to_string(&file).unwrap();
        assert!(!text.lines().any(|line| line.trim() == "#[test]"), "{}", file.display());
    }
}
