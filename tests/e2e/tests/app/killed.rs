//! Browsers that are killed, as by a power cut: what was changed a second before is there again.

use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use mailroom_e2e::{Options, Page};

use crate::common::define;
use crate::engines::tests;

tests! {
    [chromium firefox] [folder]: a_change_outlives_a_kill_one_second_later;
}

/// How often the browser is killed, unless `MAILROOM_KILLS` tells.
const KILLS: usize = 3;

fn a_change_outlives_a_kill_one_second_later(options: Options) {
    let kills = std::env::var("MAILROOM_KILLS").ok().and_then(|it| it.parse().ok()).unwrap_or(KILLS);
    let mut page = Page::open_with(options.keep_profile(), "#/mailing-groups");
    for made in 1..=kills {
        define(&page, &format!("KILL{made}"), "Made shortly before the power was cut");
        page.text_visible(&codes(made));
        // A second, and up to another one.
        let random = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |it| it.subsec_nanos() % 1_000);
        thread::sleep(Duration::from_millis(1_000 + u64::from(random)));
        page.kill_and_open("#/mailing-groups");
        page.text_visible(&codes(made));
        page.text_visible(&format!("KILL{made}"));
    }
    println!("killed {kills} times, lost 0 of {kills} changes");
}

fn codes(count: usize) -> String {
    if count == 1 { "1 code".to_owned() } else { format!("{count} codes") }
}
