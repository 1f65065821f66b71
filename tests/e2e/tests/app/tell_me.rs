//! Tell Me: pages by their captions in every language, and by the documents' keywords.

use mailroom_e2e::{Options, Page};

use crate::engines::tests;

/// A browser's language, what Tell Me is called in it, a part of the caption, and the caption.
const LANGUAGES: [(&str, &str, &str, &str); 5] = [
    ("en-GB", "Tell me what you want to do", "mailing gr", "Mailing Groups"),
    ("nb-NO", "Fortell hva du vil gjøre", "postgr", "Postgrupper"),
    ("nl-BE", "Vertel me wat u wilt doen", "mailingg", "Mailinggroepen"),
    ("fr-CH", "Dites-moi ce que vous voulez faire", "distrib", "Groupes de distribution"),
    ("da-DK", "Fortæl mig, hvad du vil foretage dig", "mailgr", "Mailgrupper"),
];

fn m10_part_of_the_caption_and_enter_open_the_page_in_each_language() {
    for (tag, title, part, caption) in LANGUAGES {
        let page = Page::open_with(Options::default().language(tag), "#/settings");
        page.css("main h1").wait();
        page.press("Alt+q");
        let palette = page.role("dialog", title);
        palette.role("combobox", title).wait();
        page.type_text(part);
        palette.role("option", caption).wait();
        page.press("Enter");
        palette.gone();
        page.role("heading", caption).wait();
        page.wait_hash("#/mailing-groups");
        page.no_console_errors();
    }
}

tests! {
    [chromium] [folder single_file]: m10_the_whole_caption_and_those_of_other_languages_lead_there_too;
    m10_part_of_the_caption_and_enter_open_the_page_in_each_language,
    m25_the_documents_keywords_find_the_page,
    the_palette_says_when_nothing_matches_and_gives_the_focus_back,
    contacts_and_actions_are_found_as_well,
}

fn m10_the_whole_caption_and_those_of_other_languages_lead_there_too(options: Options) {
    let page = Page::open_with(options, "");
    for caption in LANGUAGES.map(|(_, _, _, caption)| caption) {
        page.go("#/settings");
        page.role("heading", "Settings").wait();
        page.press("Alt+q");
        page.role("dialog", LANGUAGES[0].1).wait();
        page.type_text(caption);
        page.role("option", "Mailing Groups").click();
        page.role("heading", "Mailing Groups").wait();
    }
    page.no_console_errors();
}

fn m25_the_documents_keywords_find_the_page() {
    let page = Page::open("#/settings");
    page.role("heading", "Settings").wait();
    page.press("Alt+q");
    let palette = page.role("dialog", LANGUAGES[0].1);
    for word in ["marketing", "campaign", "promo", "prospect"] {
        palette.role("combobox", LANGUAGES[0].1).type_in(word);
        palette.role("option", "Mailing Groups").wait();
        palette.role("option", "Settings").gone();
    }
    page.press("Enter");
    page.wait_hash("#/mailing-groups");
    page.no_console_errors();
}

fn the_palette_says_when_nothing_matches_and_gives_the_focus_back() {
    let page = Page::open("#/settings");
    page.role("heading", "Settings").wait();
    page.role("button", "Load sample data").press("Alt+q");
    page.role("dialog", LANGUAGES[0].1).wait();
    page.type_text("qqqq");
    page.text_visible("Nothing matches. Try a page, a name or a number.");
    page.press("Enter");
    page.press("Escape");
    page.role("dialog", LANGUAGES[0].1).gone();
    page.wait_hash("#/settings");
    page.role("button", "Load sample data").wait_focus();
}

fn contacts_and_actions_are_found_as_well() {
    let page = Page::open("#/contacts/new?type=person");
    page.field("Name").type_in("Åse Tveit");
    page.press("Control+Enter");
    page.role("heading", "Åse Tveit").wait();
    page.go("#/settings");
    page.role("heading", "Settings").wait();
    page.press("Control+k");
    page.role("dialog", LANGUAGES[0].1).wait();
    page.type_text("ase tv");
    page.role_with("option", "Åse Tveit").wait();
    page.press("Enter");
    page.role("heading", "Åse Tveit").wait();
    page.press("Alt+q");
    page.role("dialog", LANGUAGES[0].1).wait();
    page.type_text("new comp");
    page.role_with("option", "New comp").wait();
    page.press("Enter");
    page.wait_hash("#/contacts/new?type=company");
    page.no_console_errors();
}
