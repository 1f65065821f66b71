//! The help: what each topic says, where its links lead, and the ways in.

use mailroom_e2e::{Options, Page};

use crate::common::office;
use crate::engines::tests;

tests! {
    m1_m2_m3_m4_the_help_says_what_groups_are_for_and_leads_through_two_steps,
    m21_m22_m23_m24_links_from_mailing_groups_lead_on,
    g9_g13_three_tasks_stand_in_their_usual_order_and_each_leads_to_its_topic,
    g10_g11_g12_the_three_tasks_are_told_and_what_is_missing_is_said,
    g14_g15_g16_links_from_segments_lead_on,
    g17_the_views_of_segments_and_groups_open_their_help,
    g18_m25_tell_me_finds_topics_by_the_documents_keywords_and_by_captions,
    the_help_is_in_the_navigation_and_a_phone_s_menu,
    the_overview_leads_to_every_topic_and_each_is_accessible,
    every_topic_is_short_and_fits_in_each_language,
    help_pushes_no_button_of_a_segment_off_a_phone,
}

/// Every topic's address and caption.
const TOPICS: [(&str, &str); 11] = [
    ("mailing-groups", "Use mailing groups"),
    ("segments", "Work with segments"),
    ("new-segment", "Create a segment"),
    ("add-contacts", "Add contacts to a segment"),
    ("writing", "Write to a segment"),
    ("contacts", "Manage contacts"),
    ("companies", "Create a company"),
    ("persons", "Create a person"),
    ("import-and-backup", "Import, export, back up"),
    ("working-with", "Work with Mailroom"),
    ("sales-opportunities", "Sales opportunities"),
];

/// Follows links of a topic's page one by one: each leads to an address, under a heading.
#[track_caller]
fn follow(page: &Page, from: &str, links: &[(&str, &str, &str)]) {
    for (link, hash, heading) in links {
        page.go(from);
        page.role("main", "").role("link", link).click();
        page.wait_until(&format!("{link} leads to {hash}"), || page.hash() == *hash);
        page.role("heading", heading).wait();
    }
}

fn m1_m2_m3_m4_the_help_says_what_groups_are_for_and_leads_through_two_steps() {
    let page = Page::open("#/help/mailing-groups");
    page.role("heading", "Use mailing groups").wait();
    // For a campaign or a promotion; when the office moves; gifts at the year's end.
    for text in ["campaign", "promotion", "when the office moves", "a present at the end of the year"] {
        page.text_visible(text);
    }
    page.no_accessibility_faults();
    let lists = (0..page.all("list").count()).map(|place| page.all("list").nth(place).text());
    let steps = lists.into_iter().find(|text| text.contains("Make up a code")).unwrap_or_default();
    let (define, assign) = (steps.find("Make up a code"), steps.find("choose the group"));
    assert!(define.is_some() && define < assign, "first define, then assign: {steps}");
    follow(
        &page,
        "#/help/mailing-groups",
        &[
            ("Define mailing groups", "#/mailing-groups", "Mailing Groups"),
            ("Assign them to contacts", "#/contacts", "Contacts"),
        ],
    );
    page.no_console_errors();
}

fn m21_m22_m23_m24_links_from_mailing_groups_lead_on() {
    let page = Page::open("#/help/mailing-groups");
    follow(
        &page,
        "#/help/mailing-groups",
        &[
            ("Add contacts to a segment", "#/help/add-contacts", "Add contacts to a segment"),
            ("Create a company", "#/help/companies", "Create a company"),
            ("Create a person", "#/help/persons", "Create a person"),
            ("Work with Mailroom", "#/help/working-with", "Work with Mailroom"),
        ],
    );
    // What they describe can be done from there.
    follow(&page, "#/help/companies", &[("New company", "#/contacts/new?type=company", "New contact")]);
    assert!(page.role("radio", "Company").is_on());
    follow(&page, "#/help/persons", &[("New person", "#/contacts/new?type=person", "New contact")]);
    assert!(page.role("radio", "Person").is_on());
    follow(&page, "#/help/add-contacts", &[("Segments", "#/segments", "Segments")]);
    page.no_console_errors();
}

fn g9_g13_three_tasks_stand_in_their_usual_order_and_each_leads_to_its_topic() {
    let page = Page::open("#/help/segments");
    let table = page.role("table", "");
    table.wait();
    for head in ["What to do", "How to do it"] {
        table.role("columnheader", head).wait();
    }
    // The head and three tasks.
    table.all("row").wait_count(4);
    let tasks = [
        ("Create a segment", "#/help/new-segment"),
        ("Add contacts to a segment", "#/help/add-contacts"),
        ("Write to a segment", "#/help/writing"),
    ];
    for (number, (topic, hash)) in tasks.into_iter().enumerate() {
        page.go("#/help/segments");
        let row = table.all("row").nth(number + 1);
        row.wait_text(topic);
        row.script("element.querySelector('a').click()");
        page.wait_until(&format!("{topic} leads to {hash}"), || page.hash() == hash);
        page.role("heading", topic).wait();
    }
    page.go("#/help/segments");
    table.wait();
    page.no_accessibility_faults();
    page.no_console_errors();
}

fn g10_g11_g12_the_three_tasks_are_told_and_what_is_missing_is_said() {
    let page = Page::open("#/help/new-segment");
    page.text_visible("Go to Segments and choose New.");
    follow(&page, "#/help/new-segment", &[("Segments", "#/segments", "Segments")]);
    page.go("#/help/add-contacts");
    for step in ["Add contacts", "Keep only", "Remove", "Hand-picked", "Go Back"] {
        page.css("main dl").wait_text(step);
    }
    page.text_visible("Contacts marked “Exclude from Segment” stay out unless you allow them.");
    page.go("#/help/writing");
    page.text_visible("Mailroom keeps no log of interactions.");
    page.no_accessibility_faults();
    page.no_console_errors();
}

fn g14_g15_g16_links_from_segments_lead_on() {
    let page = Page::open("#/help/segments");
    follow(
        &page,
        "#/help/segments",
        &[
            ("Sales opportunities", "#/help/sales-opportunities", "Sales opportunities"),
            ("Manage contacts", "#/help/contacts", "Manage contacts"),
            ("Work with Mailroom", "#/help/working-with", "Work with Mailroom"),
        ],
    );
    page.go("#/help/sales-opportunities");
    page.text_visible("Mailroom has no sales opportunities");
    follow(
        &page,
        "#/help/sales-opportunities",
        &[("Business Relations", "#/business-relations", "Business Relations")],
    );
    page.no_console_errors();
}

fn g17_the_views_of_segments_and_groups_open_their_help() {
    let page = office();
    page.go("#/segments");
    page.role("heading", "Segments").wait();
    page.role("link", "Help: Work with segments").nth(0).click();
    page.role("heading", "Work with segments").wait();
    page.go("#/segments");
    page.role("heading", "Segments").wait();
    page.press("Alt+n");
    page.all("dialog").wait();
    page.press("Enter");
    page.role("heading", "SM00001").wait();
    page.role("link", "Help: Add contacts to a segment").click();
    page.role("heading", "Add contacts to a segment").wait();
    page.go("#/mailing-groups");
    page.role("link", "Help: Use mailing groups").click();
    page.role("heading", "Use mailing groups").wait();
    page.no_console_errors();
}

fn g18_m25_tell_me_finds_topics_by_the_documents_keywords_and_by_captions() {
    let page = Page::open("#/settings");
    page.role("heading", "Settings").wait();
    page.press("Alt+q");
    let title = "Tell me what you want to do";
    let palette = page.role("dialog", title);
    for word in ["relationship", "prospect", "marketing", "campaign", "promo"] {
        palette.role("combobox", title).type_in(word);
        palette.role("option", "Use mailing groups").wait();
        palette.role("option", "Work with segments").wait();
        palette.role("option", "Create a company").gone();
    }
    // In the language in use, then in another.
    for (typed, caption, hash) in [
        ("create a comp", "Create a company", "#/help/companies"),
        ("verkoopk", "Sales opportunities", "#/help/sales-opportunities"),
    ] {
        palette.role("combobox", title).type_in(typed);
        palette.role("option", caption).wait();
        page.press("Enter");
        page.role("heading", caption).wait();
        page.wait_hash(hash);
        page.press("Alt+q");
    }
    page.no_console_errors();
}

fn the_help_is_in_the_navigation_and_a_phone_s_menu() {
    let page = Page::open("#/settings");
    page.role("navigation", "Main").role("link", "Help").click();
    page.role("heading", "Help").wait();
    page.wait_hash("#/help");
    let here = page.role("navigation", "Main").role("link", "Help").attribute("aria-current");
    assert_eq!(here.as_deref(), Some("page"));
    page.press("Control+F1");
    page.role("heading", "Work with Mailroom").wait();
    page.text_visible("Ctrl+F1");
    page.go("#/help/cooking");
    page.text_visible("This address leads nowhere");

    let phone = Page::open_with(Options::phone(), "#/contacts");
    phone.role("navigation", "Main").role("button", "More").click();
    phone.role("option", "Help").click();
    phone.role("heading", "Help").wait();
    phone.no_console_errors();
}

fn the_overview_leads_to_every_topic_and_each_is_accessible() {
    let page = Page::open("#/help");
    page.role("heading", "Help").wait();
    page.no_accessibility_faults();
    for (slug, caption) in TOPICS {
        page.go("#/help");
        page.role("main", "").role("link", caption).click();
        page.role("heading", caption).wait();
        assert_eq!(page.hash(), format!("#/help/{slug}"));
        page.no_accessibility_faults();
        page.role("navigation", "Breadcrumb").role("link", "Help").click();
        page.role("heading", "Help").wait();
    }
    page.no_console_errors();
}

/// In each language and on a phone as well: all topics open, none is wider than the window, and
/// none takes longer to read than a minute.
fn every_topic_is_short_and_fits_in_each_language() {
    let languages =
        [("en-GB", "Help"), ("nb-NO", "Hjelp"), ("nl-BE", "Help"), ("fr-CH", "Aide"), ("da-DK", "Hjælp")];
    for (tag, help) in languages {
        let page = Page::open_with(Options::phone().language(tag), "#/help");
        page.role("heading", help).wait();
        for (slug, _) in TOPICS {
            page.go(&format!("#/help/{slug}"));
            page.wait_until(&format!("{slug} in {tag}"), || {
                page.eval("return !!document.querySelector('main .help > .card:last-child li a')") == true
                    && page.hash().ends_with(slug)
            });
            let wide = "return [document.documentElement, document.querySelector('.help')]
                .some(it => it.scrollWidth > it.clientWidth)";
            assert_eq!(page.eval(wide), false, "{slug} in {tag} is too wide");
            let words = page.css("main .help").text().split_whitespace().count();
            assert!(words <= 175, "{slug} in {tag} has {words} words, captions and links included");
        }
        page.no_console_errors();
    }
}

fn help_pushes_no_button_of_a_segment_off_a_phone() {
    let page = Page::open_with(Options::phone().language("fr-CH"), "#/segments");
    page.role("heading", "Segments").wait();
    page.press("Alt+n");
    page.all("dialog").wait();
    page.press("Enter");
    let delete = page.role("button", "Supprimer SM00001");
    delete.wait();
    let inside =
        "const box = element.getBoundingClientRect(); return box.left >= 0 && box.right <= innerWidth";
    assert_eq!(delete.script(inside), true);
    page.no_console_errors();
}
