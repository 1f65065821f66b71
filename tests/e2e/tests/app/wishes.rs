//! What a person's system asks of every page: its own few colours, no movement. And paper.

use std::cell::RefCell;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use mailroom_e2e::{Options, Page};
use serde_json::json;

use crate::common::{import, new_segment, with_contacts, with_contacts_in};
use crate::engines::tests;

tests! {
    where_the_system_chooses_the_colours_every_state_can_be_told,
    nothing_moves_where_that_is_not_wanted,
    a_long_list_prints_all_its_rows_and_nothing_of_the_app,
    cards_and_segments_print_whole,
}

/// What a place of the page looks like, some pixels around it included.
fn picture(page: &Page, selector: &str) -> String {
    let script = format!(
        "const box = document.querySelector({selector:?}).getBoundingClientRect();
         return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done({{
             x: box.left - 4, y: box.top - 4, width: box.width + 8, height: box.height + 8, scale: 1 }}))))"
    );
    let clip = page.eval(&script);
    let picture = page.devtools("Page.captureScreenshot", json!({ "format": "png", "clip": clip }));
    picture["data"].as_str().unwrap_or_default().to_owned()
}

/// A change of the page can be seen at a place.
#[track_caller]
fn shows(page: &Page, selector: &str, change: impl Fn()) {
    let before = RefCell::new(String::new());
    page.wait_until(&format!("{selector} is at rest"), || {
        let now = picture(page, selector);
        before.replace(now.clone()) == now
    });
    change();
    let before = before.take();
    // Colours may fade in.
    page.wait_until(&format!("{selector} shows a difference"), || before != picture(page, selector));
}

fn where_the_system_chooses_the_colours_every_state_can_be_told() {
    let page = with_contacts_in(Options::default().forced_colours(), "#/contacts?mailing_group=GIFT");
    assert_eq!(page.eval("return matchMedia('(forced-colors: active)').matches"), true);
    page.role("grid", "Contacts").wait();
    let focus = |selector: &str| {
        page.eval("document.activeElement.blur()");
        let focus = format!("document.querySelector({selector:?}).focus({{ focusVisible: true }})");
        shows(&page, selector, || drop(page.eval(&focus)));
    };
    let hide = |selector: &str| {
        let hide = format!("document.querySelector({selector:?}).style.visibility = 'hidden'");
        shows(&page, selector, || drop(page.eval(&hide)));
    };
    for selector in
        [".phead .btn.pri", ".tab[aria-selected=true]", ".tab[tabindex='-1']", ".nav", ".fchip .v"]
    {
        focus(selector);
    }
    focus("#contacts-search");
    page.role("grid", "Contacts").press("Home");
    shows(&page, ".list-row.cur", || page.press("Space"));
    page.role("toolbar", "1 selected").wait();
    shows(&page, ".list-head .chk", || page.press("Control+a"));
    shows(&page, ".list-head .chk", || page.press("Escape"));
    page.all("toolbar").gone();
    page.press("Space");
    page.press("ArrowDown");
    shows(&page, ".list-row:has(:checked)", || page.press("ArrowUp"));
    let border = "return getComputedStyle(document.querySelector('.list-row .chip')).borderTopStyle";
    assert_eq!(page.eval(border), "solid");
    hide(".list-row .chip i");
    page.eval("document.querySelector('.nav[aria-current]').classList.add('here')");
    shows(&page, ".nav.here", || {
        drop(page.eval("document.querySelector('.nav[aria-current]').removeAttribute('aria-current')"))
    });
    // Contrast is the system's own; axe-core reads the colours that it has replaced.
    let others = json!({ "rules": { "color-contrast": { "enabled": false } } });
    assert_eq!(page.accessibility_faults(&others), Vec::<String>::new());

    page.go("#/");
    page.role("heading", "Home").wait();
    hide(".gb .hbar");
    page.eval("document.querySelectorAll('.meter i').forEach(bar => bar.style.width = '60%')");
    hide(".hm .meter i");

    page.go("#/contacts/CT000001");
    page.role("heading", "Bergen Bygg").wait();
    let switch = page.role("switch", "Exclude from Segment");
    shows(&page, ".sw", || switch.press("Enter"));
    focus(".counts [tabindex='-1']");
    focus(".sw");

    new_segment(&page, "Letter");
    page.eval("document.querySelector('.btn[aria-disabled=true]').classList.add('blocked')");
    shows(&page, ".blocked", || {
        page.eval("document.querySelector('.blocked').removeAttribute('aria-disabled')");
    });
    page.go("#/settings");
    page.role("radio", "Dark").wait();
    shows(&page, ".seg", || page.role("radio", "Dark").click());
    focus(".seg [tabindex='-1']");
    page.no_console_errors();
}

/// The longest that anything on the page moves, in seconds.
const LONGEST: &str = "
    const all = [...document.querySelectorAll('*')];
    const lasting = all.flatMap(it => ['', '::before', '::after', '::backdrop'].flatMap(part => {
        const look = getComputedStyle(it, part);
        return [look.animationDuration, look.transitionDuration];
    }));
    return Math.max(...lasting.flatMap(list => list.split(',').map(parseFloat)))";

fn nothing_moves_where_that_is_not_wanted() {
    let page = with_contacts("#/contacts");
    let longest = || page.eval(LONGEST).as_f64().unwrap();
    page.role("checkbox", "Per Aaberg").click();
    page.role("button", "More").press("Enter");
    page.role("menu", "More").wait();
    assert!(longest() > 0.0, "menus rise and buttons fade, where nobody minds");
    let still = json!({ "name": "prefers-reduced-motion", "value": "reduce" });
    page.devtools("Emulation.setEmulatedMedia", json!({ "features": [still] }));
    assert_eq!(longest(), 0.0);
    page.press("Escape");
    page.role("toolbar", "1 selected").role("button", "Mailing Groups…").press("Enter");
    page.all("dialog").wait();
    assert_eq!(longest(), 0.0);
    page.press("Escape");
    page.go("#/contacts/CT000001");
    page.role("switch", "Exclude from Segment").click();
    page.eval("const seen = []; window.moving = seen;
        const look = () => { seen.push(document.getAnimations().length); requestAnimationFrame(look); }; look()");
    page.role("switch", "Exclude from Segment").click();
    page.press("Control+z");
    page.css(".toast").nth(0).wait();
    assert_eq!(page.eval("return Math.max(...window.moving)"), 0);
}

/// Puts the page on paper as long as it is looked at.
fn on_paper(page: &Page) {
    page.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" }));
    page.eval("dispatchEvent(new Event('beforeprint'))");
}

fn a_long_list_prints_all_its_rows_and_nothing_of_the_app() {
    // As wide as an A4 page between its margins, in the dark.
    let page = Page::open_with(Options::default().size(680, 900).dark(), "");
    let mut file = String::from("First Name,Surname,City,Mailing Groups\n");
    for number in 1..=300 {
        file.push_str(&format!("Kari,Nr {number:03},Moss,MOVE\n"));
    }
    import(&page, "many.csv", file.as_bytes(), 300);
    page.go("#/contacts");
    page.text_visible("300 contacts");
    on_paper(&page);
    page.wait_until("all rows are there", || page.css(".list-row").count() == 300);
    for gone in [".side", ".btn", ".search", ".fbar", ".toast", ".fact", "[role=tab]"] {
        assert_eq!(page.css(gone).count(), 0, "{gone} is printed");
    }
    // One row beneath the other, and none in a box that is scrolled.
    let beneath =
        "const boxes = [...document.querySelectorAll('.list-row')].map(row => row.getBoundingClientRect());
        return boxes.every((box, at) => at === 0 || box.top >= boxes[at - 1].bottom - 1)
            && document.documentElement.scrollHeight > 300 * 30";
    assert_eq!(page.eval(beneath), true);
    let colours = "const look = getComputedStyle(document.querySelector('main'));
        return [look.backgroundColor, look.color]";
    assert_eq!(page.eval(colours), json!(["rgb(255, 255, 255)", "rgb(0, 0, 0)"]));

    page.devtools("Emulation.setEmulatedMedia", json!({ "media": "" }));
    page.eval("dispatchEvent(new Event('afterprint'))");
    page.wait_until("the list is short again", || page.css(".list-row").count() < 60);
    let printed = page.devtools("Page.printToPDF", json!({ "preferCSSPageSize": true }));
    let printed = STANDARD.decode(printed["data"].as_str().unwrap()).unwrap();
    let pages = String::from_utf8_lossy(&printed).matches("/Type /Page\n").count();
    assert!((8..=14).contains(&pages), "300 rows take {pages} pages");
}

fn cards_and_segments_print_whole() {
    let page = with_contacts("#/contacts/CT000001");
    page.role("heading", "Bergen Bygg").wait();
    on_paper(&page);
    for there in ["General", "Communication", "Segmentation", "Related Contacts"] {
        page.text_visible(there);
    }
    let cut = "return [...document.querySelectorAll('main, main *')]
        .filter(it => it.checkVisibility() && !it.closest('.vh') && it.scrollHeight > it.clientHeight + 3)
        .filter(it => !['visible', 'clip'].includes(getComputedStyle(it).overflowY))
        .map(it => it.className)";
    assert_eq!(page.eval(cut), json!([]));
    page.devtools("Emulation.setEmulatedMedia", json!({ "media": "" }));
    new_segment(&page, "Letter about the move");
    page.role("button", "Add contacts").click();
    page.role("button", "Add 6 contacts").click();
    page.role("listitem", "Step 1: Add contacts, 0 → 6 lines").wait();
    on_paper(&page);
    page.role("listitem", "Step 1: Add contacts, 0 → 6 lines").wait();
    page.wait_until("its lines are there", || page.css(".columns-lines .list-row").count() == 6);
    assert_eq!(page.css(".addstep, .bulk, .btn").count(), 0);
    assert_eq!(page.eval(cut), json!([]));
}
