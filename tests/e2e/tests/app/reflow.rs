//! Nothing has to be scrolled sideways at 320 CSS pixels, as a page enlarged fourfold has.

use mailroom_e2e::Options;

use crate::common::with_contacts_in;
use crate::engines::tests;

tests! {
    every_page_fits_into_320_pixels,
}

fn every_page_fits_into_320_pixels() {
    let page = with_contacts_in(Options::default().size(320, 640), "#/");
    let pages = [
        "#/",
        "#/contacts",
        "#/contacts/CT000001",
        "#/contacts/new",
        "#/mailing-groups",
        "#/segments",
        "#/import",
        "#/backup",
        "#/settings",
        "#/help",
        "#/help/segments",
        "#/nowhere",
    ];
    let mut wide = Vec::new();
    for hash in pages {
        page.go(hash);
        page.wait_until("the page is there", || page.css("main h1").count() == 1);
        // Tables of data may be scrolled in their own frame.
        let script = "const root = document.documentElement;
            const out = [...document.querySelectorAll('main button, main a, main input, main h1, main p')]
                .filter(it => it.checkVisibility() && it.getBoundingClientRect().width > 1)
                .filter(it => !it.closest('.vh, [role=grid], [role=table], table, .scroll-x'))
                .filter(it => it.getBoundingClientRect().right > 321)
                .map(it => it.innerText || it.getAttribute('aria-label') || it.tagName);
            return root.scrollWidth > 320 ? ['page ' + root.scrollWidth, ...out] : out";
        let found = page.eval(script);
        if found.as_array().is_some_and(|found| !found.is_empty()) {
            wide.push(format!("{hash}: {found}"));
        }
    }
    assert!(wide.is_empty(), "{}", wide.join("\n"));
}
