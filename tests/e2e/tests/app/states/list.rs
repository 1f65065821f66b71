//! The states that pages, dialogs and menus can be in: one line a state, with the way to it.

use super::walk::Walk;

/// A state by its name, and how it is reached.
pub type State = (&'static str, fn(&Walk) -> &Walk);

/// A file in which something comes into each card of the check; Ada and Kari are twins.
const FILE: &str = "Company;First Name;Surname;City;Country;E-mail;Mailing Groups;Remark\n\
    Sjømannsforeningen i Bergen og omegn;Åse Marie;Tveit;Bergen;Norge;ase@s.example;XMOVE, XGIFT;ring\n\
    Sjømannsforeningen i Bergen og omegn;Torbjørn;Aas;Bergen;Norge;ikke en adresse;DÉMÉNAGEMENT-LONG;\n\
    ;Zoé;Rochat;Lausanne;Suisse;zoe@r.example;XMOVE;\n\
    ;Zoé;Rochat;Genève;Suisse;;XGIFT;\n\
    ;Zoé;Rochat;Sion;Suisse;;XGIFT;\n\
    ;;;Oslo;Norge;;XMOVE;\n\
    ;Ola;\"Nordmann;Oslo;Norge;;XMOVE;\n\
    ;Per;Hansen;Oslo;Norge;;XMOVE;\n";

/// Everything as long as it may be.
const LONG: &str = "Company,Name,Job Title,Address,City,E-mail,Phone,Mailing Groups\n\
    Vereinigte Gemeinnützige Wohnungsbaugenossenschaften der Verkehrsbetriebe und Elektrizitätswerke AG,\
    Maximiliane-Alexandrina von Hohenlohe-Schillingsfürst-Waldenburg,Leitende Verwaltungsangestellte,\
    Donaudampfschifffahrtsgesellschaftskapitänsstraße 1284 im Hinterhof links,Llanfairpwllgwyngyllgogery,\
    maximiliane.alexandrina@wohnungsbaugenossenschaften.example,+41 21 555 01 02 03 04 05,\
    \"WWWWWWWWWWW,MMMMMMMMMMM,ABCDEFGHIJK\"\n";

/// The check of [`FILE`].
fn check(at: &Walk) -> &Walk {
    at.sample("#/import").upload("members.csv", FILE).click("import.check_file").wait(".res")
}

/// Contacts that are too long for everything.
fn long(at: &Walk) -> &Walk {
    at.empty("#/import").upload("long.csv", LONG).click("import.check_file").wait(".res");
    at.click("import.import_contacts n=2").see("import.imported n=2")
}

/// A group of the sample as the list's filter.
fn group(at: &Walk) -> String {
    format!("#/contacts?mailing_group={}", at.say("sample.group_1"))
}

/// The sample's segment, with a step begun.
fn step<'w>(at: &'w Walk, key: &str) -> &'w Walk {
    at.sample("#/segments/SM00001").click(key).wait(".step.open")
}

/// Every state.
#[rustfmt::skip]
pub const STATES: &[State] = &[
    // The start page.
    ("home, guide", |at| at.empty("#/")),
    ("home, guide, first group defined", |at| new_group(at.empty("#/mailing-groups"), "move").run("location.hash = '#/'").wait(".guide")),
    ("home, overview with sample data", |at| at.sample("#/")),
    ("home, overview with changes", |at| long(at).run("location.hash = '#/'").wait(".recent li")),
    ("history", |at| long(at).run("location.hash = '#/history'").wait(".hm .recent li")),
    ("history, none yet", |at| at.empty("#/history").see("home.no_changes")),
    ("unknown address", |at| at.sample("#/nowhere")),
    // The list of contacts.
    ("contacts", |at| at.sample("#/contacts")),
    ("contacts, none yet", |at| at.empty("#/contacts")),
    ("contacts, none matches", |at| at.sample("#/contacts?search=qqqq&city=Oslo").see("contacts.none_match")),
    ("contacts, persons sorted backwards", |at| at.sample("#/contacts?type=person&sort=-city")),
    ("contacts, filtered", |at| at.sample(&format!("{}&city=Bergen%7COslo&type=person", group(at)))),
    ("contacts, current row", |at| at.sample("#/contacts").run("document.querySelector('[role=grid]').focus()").press("ArrowDown ArrowDown")),
    ("contacts, details toggled", |at| at.sample("#/contacts").run("document.querySelector('[role=grid]').focus()").press("ArrowDown Alt+F2")),
    ("contacts, longest texts", |at| long(at).click("import.show_them").wait(".list-row")),
    ("contacts, filter builder", |at| at.sample("#/contacts").click("common.add_filter").wait(".filter-builder")),
    ("contacts, filter builder without value", |at| at.sample("#/contacts").click("common.add_filter").click("contacts.filter_apply").see("contacts.filter_value_needed")),
    ("contacts, filter builder with codes offered", |at| at.sample("#/contacts").click("common.add_filter").click("contacts.filter_value").wait("[role=listbox] [role=option]")),
    ("contacts, filter builder of a text", |at| at.sample("#/contacts").click("common.add_filter").choose("contacts.filter_field", "fields.city").fill("contacts.filter_value", "o").wait("[role=option]")),
    ("contacts, filter builder of yes and no", |at| at.sample("#/contacts").click("common.add_filter").choose("contacts.filter_field", "fields.excluded")),
    ("contacts, filter chip opened", |at| at.sample(&group(at)).click_css(".fchip .v").wait(".filter-builder")),
    ("contacts, new menu", |at| at.sample("#/contacts").click(at.either("contacts.new_kind", "common.more")).wait("[role=menuitem]")),
    ("contacts, export menu", |at| at.sample("#/contacts").click(at.either("common.export", "common.more")).wait("[role=menuitem]")),
    ("contacts, selected", |at| select_all(at)),
    ("contacts, selected and not all shown", |at| select_all(at).fill("contacts.search", "ma").wait(".bulk")),
    ("contacts, selected, more menu", |at| select_all(at).click_css(".bulk [aria-haspopup=menu].ic").wait("[role=menuitem]")),
    ("contacts, selected, mailing groups", |at| select_all(at).click_css(".bulk .lead").wait("dialog")),
    ("contacts, selected, mailing groups changed", |at| select_all(at).click_css(".bulk .lead").wait("dialog").click_css("dialog .line .link").wait("dialog footer .pri:not([aria-disabled])")),
    ("contacts, selected, industry groups", |at| select_all(at).click_css(".bulk [aria-haspopup=menu].ic").click_css("[role=menuitem]:nth-child(1)").wait("dialog")),
    ("contacts, selected, add to segment", |at| select_all(at).click_css(".bulk .btn:nth-child(3)").wait("dialog")),
    ("contacts, deleted, toast", |at| select_all(at).click_css(".bulk [aria-haspopup=menu].ic").click_css("[role=menuitem].danger").wait(".toast")),
    // A contact's card.
    ("card of a company", |at| at.sample("#/contacts/CT000001")),
    ("card of a person", |at| at.sample("#/contacts/CT000061")),
    ("card with the longest texts", |at| long(at).run("location.hash = '#/contacts/CT000002'").wait(".doc")),
    ("card, excluded", |at| at.sample("#/contacts/CT000061").click("fields.excluded").see("card.cannot_be_added")),
    ("card, more menu", |at| at.sample("#/contacts/CT000061").click("common.more").wait("[role=menuitem]")),
    ("card, details toggled", |at| at.sample("#/contacts/CT000001").press("Alt+F2")),
    ("card, sections folded", |at| at.sample("#/contacts/CT000061").click("common.general").click("common.communication").click("common.segmentation")),
    ("card, rare fields", |at| at.sample("#/contacts/CT000061").click("common.show_more").see("common.show_less")),
    ("card, field with an error", |at| at.sample("#/contacts/CT000061").fill("fields.city", "Llanfairpwllgwyngyllgogerychwyrn").press("Tab").wait(".msg.err")),
    ("card, field near its limit", |at| at.sample("#/contacts/CT000061").fill("fields.city", "Llanfairpwllgwyngyllgogery").wait(".counter")),
    ("card, field with a doubt", |at| at.sample("#/contacts/CT000061").fill("fields.email", "post").press("Tab").see("errors.doubtful_email")),
    ("card, companies offered", |at| at.sample("#/contacts/CT000061").click("fields.company_name").press("Alt+ArrowDown").wait("[role=option]")),
    ("card, industry groups", |at| at.sample("#/contacts/CT000061").click("list_industry_group.count")),
    ("card, mailing groups", |at| groups(at, "CT000061")),
    ("card, mailing groups offered", |at| groups(at, "CT000001").press("Alt+ArrowDown").wait("[role=option]")),
    ("card, mailing groups, unknown code", |at| groups(at, "CT000001").type_text("xyz").press("Escape Enter").see("assign.create_it")),
    ("card, mailing groups, new code", |at| groups(at, "CT000001").type_text("xyz").press("Escape Enter").click("assign.create_it").wait("dialog .line .field")),
    ("card, mailing groups, nothing assigned", |at| long(at).run("location.hash = '#/contacts/CT000001'").wait(".doc").click(at.either("list_mailing_group.name", "navigation.groups")).wait("dialog")),
    ("card, delete", |at| at.sample("#/contacts/CT000001").click("common.more").click_css("[role=menuitem].danger").wait("dialog")),
    ("card of nobody", |at| at.sample("#/contacts/CT999999")),
    ("new company", |at| at.sample("#/contacts/new?type=company")),
    ("new person", |at| at.sample("#/contacts/new?type=person&company=CT000001")),
    ("new person without a name", |at| at.sample("#/contacts/new?type=person").click("common.create").see("card.name_needed")),
    ("new person, new company offered", |at| at.sample("#/contacts/new?type=person").fill("fields.company_name", "Alta Bygg").wait("[role=option]")),
    // Lists of codes.
    ("mailing groups", |at| at.sample("#/mailing-groups")),
    ("mailing groups, none yet", |at| at.empty("#/mailing-groups")),
    ("mailing groups, none found", |at| at.sample("#/mailing-groups").fill("codes.search", "qqqq").wait(".empty")),
    ("mailing groups, new row", |at| at.sample("#/mailing-groups?new=yes").wait(".newr")),
    ("mailing groups, new row too long", |at| at.sample("#/mailing-groups?new=yes").fill("common.code", "Déménagement").press("Tab").wait(".newr .msg.err")),
    ("mailing groups, row edited", edit_row),
    ("mailing groups, row refused", |at| edit_row(at).press("Control+a").type_text("Déménagement").press("Tab").wait(".msg.err")),
    ("mailing groups, details", details),
    ("mailing groups, details, renaming", |at| details(at).click("common.rename").wait(".det input")),
    ("mailing groups, contacts offered", |at| details(at).click("codes.add_contacts").type_text("a").wait("[role=option]")),
    ("mailing groups, longest texts", |at| long(at).run("location.hash = '#/mailing-groups'").wait(".columns-codes .list-row")),
    ("industry groups", |at| at.sample("#/industry-groups")),
    ("industry groups, none yet", |at| at.empty("#/industry-groups")),
    ("business relations", |at| at.sample("#/business-relations")),
    ("business relations, none yet", |at| at.empty("#/business-relations")),
    // Segments.
    ("segments", |at| at.sample("#/segments")),
    ("segments, none yet", |at| at.empty("#/segments")),
    ("segments, none found", |at| at.sample("#/segments").fill("segments.search", "qqqq").wait(".empty")),
    ("segments, new", |at| at.sample("#/segments?new=yes").wait("dialog")),
    ("segments, new with a number that is taken", |at| at.sample("#/segments?new=yes").wait("dialog").fill("common.number", "SM00001").press("Enter").wait("dialog .msg.err")),
    ("segment", |at| at.sample("#/segments/SM00001")),
    ("segment, export menu", |at| at.sample("#/segments/SM00001").click("common.export").wait("[role=menuitem]")),
    ("segment without steps", |at| at.sample("#/segments?new=yes").wait("dialog").press("Enter").wait(".no-steps")),
    ("segment, adding", |at| step(at, "steps.add")),
    ("segment, adding with codes offered", |at| step(at, "steps.add").click("contacts.filter_value").wait("[role=option]")),
    ("segment, adding with several conditions", |at| step(at, "steps.add").click("contacts.filter_value").press("ArrowDown Enter").click("steps.condition").click("steps.condition")),
    ("segment, keeping", |at| step(at, "steps.keep")),
    ("segment, removing", |at| step(at, "steps.remove")),
    ("segment, picking by hand", |at| step(at, "steps.by_hand").type_text("a").wait("[role=option]")),
    ("segment, lines", |at| lines(at)),
    ("segment, lines picked", |at| lines(at).run("document.querySelector('.columns-lines').focus()").press("Home Space Shift+ArrowDown").wait(".bulk")),
    ("segment, no line found", |at| lines(at).fill("segments.search_lines", "qqqq").wait(".right .empty")),
    ("segment of nothing", |at| at.sample("#/segments/SM99999")),
    // Importing.
    ("import", |at| at.sample("#/import")),
    ("import, other file", |at| at.sample("#/import").upload("members.xlsx", "PK\u{3}\u{4}rest").wait(".banner")),
    ("import, JSON of another program", |at| at.sample("#/import").upload("other.json", "{\"app\": \"another\"}").wait(".banner")),
    ("import, backup", |at| at.sample("#/backup").click("backup.save").run("location.hash = '#/import'").wait(".drop").upload_download().wait(".banner")),
    ("import, columns", |at| at.sample("#/import").upload("members.csv", FILE).wait(".map")),
    ("import, columns, bare names", |at| at.sample("#/import").upload("names.csv", "Name;Empty\nRosa Vang;\n").wait(".map")),
    ("import, columns, nothing matched", |at| at.sample("#/import").upload("odd.csv", "A;B\n1;2\n").wait(".map")),
    ("import, columns, new group too long", |at| at.sample("#/import").upload("members.csv", FILE).choose("import.into_group", "import.new_group").fill("list_mailing_group.code", "déménagement").wait(".msg.err")),
    ("import, check, duplicates", |at| check(at)),
    ("import, check, new", |at| check(at).click_css(".rc:nth-child(1)")),
    ("import, check, update", |at| check(at).click_css(".rc:nth-child(2)")),
    ("import, check, rejected", |at| check(at).click_css(".rc:nth-child(5)")),
    ("import, check, warnings", |at| check(at).click_css(".rc:nth-child(6)")),
    ("import, done", |at| long(at)),
    ("import, taken back", |at| long(at).press("Control+z").see("import.taken_back")),
    ("import, the same file again", |at| long(at).click("import.another").upload("long.csv", LONG).wait(".map")),
    ("import, nothing new", |at| long(at).click("import.another").upload("long.csv", LONG).click("import.check_file").wait(".res")),
    // Backup, settings, help.
    ("backup", |at| at.sample("#/backup")),
    ("backup, saved", |at| at.sample("#/backup").click("backup.save").wait(".toast")),
    ("backup, opened", |at| at.sample("#/backup").click("backup.save").upload_download().wait("#opened-rows")),
    ("backup, other file", |at| at.sample("#/backup").upload("other.json", "{}").wait(".banner")),
    ("settings", |at| at.sample("#/settings")),
    ("settings, nothing stored", |at| at.empty("#/settings")),
    ("help", |at| at.sample("#/help")),
    ("help, mailing groups", |at| at.sample("#/help/mailing-groups")),
    ("help, segments", |at| at.sample("#/help/segments")),
    ("help, new segment", |at| at.sample("#/help/new-segment")),
    ("help, add contacts", |at| at.sample("#/help/add-contacts")),
    ("help, writing", |at| at.sample("#/help/writing")),
    ("help, contacts", |at| at.sample("#/help/contacts")),
    ("help, companies", |at| at.sample("#/help/companies")),
    ("help, persons", |at| at.sample("#/help/persons")),
    ("help, import and backup", |at| at.sample("#/help/import-and-backup")),
    ("help, working with", |at| at.sample("#/help/working-with")),
    ("help, sales opportunities", |at| at.sample("#/help/sales-opportunities")),
    // What can stand over every page.
    ("tell me", |at| at.sample("#/contacts").press("Alt+q").wait(".pal [role=option]")),
    ("tell me, found", |at| at.sample("#/contacts").press("Alt+q").wait(".pal").type_text("ma").wait(".pal [role=option]")),
    ("tell me, nothing found", |at| at.sample("#/contacts").press("Alt+q").wait(".pal").type_text("qqqq").see("tell_me.nothing")),
    ("banner, storage full", |at| full(at)),
    ("banner, part damaged", |at| at.damaged("#/contacts").wait(".banner.warn")),
    ("banner, update waits", |at| at.sample("#/contacts").run("dispatchEvent(new Event('mailroom-update'))").wait(".banner")),
    ("toasts", |at| new_group(new_group(at.sample("#/mailing-groups"), "one"), "two").press("Escape Control+z").wait(".toast")),
    ("part on its way", |at| at.sample("#/").cut_off(false).run("location.hash = '#/segments'").see("missing_part.waits")),
    ("part that can't be loaded", |at| at.sample("#/").cut_off(true).run("location.hash = '#/segments'").see("missing_part.title")),
    ("rescue", |at| at.sample("#/rescue")),
    ("rescue after a panic", |at| at.sample("#/").run("history.replaceState('panicked at src/long/name/of/a/file.rs:153:17:\\n' + 'ever_so_long_a_name::'.repeat(9), '', '#/rescue'); location.reload()").wait("pre")),
    ("rescue without data", |at| at.empty("#/rescue").click("rescue.save").see("rescue.nothing")),
];

/// Selects all contacts of the list.
fn select_all(at: &Walk) -> &Walk {
    at.sample(&group(at))
        .run("document.querySelector('[role=grid]').focus()")
        .press("Control+a")
        .wait(".bulk")
}

/// Opens the mailing groups of a contact.
fn groups<'w>(at: &'w Walk, number: &str) -> &'w Walk {
    let hash = format!("#/contacts/{number}");
    at.sample(&hash).click(at.either("list_mailing_group.name", "navigation.groups")).wait("dialog")
}

/// The details of the first mailing group.
fn details(at: &Walk) -> &Walk {
    at.sample("#/mailing-groups");
    if at.is_phone() {
        at.click_css(".columns-codes .list-row .btn");
    } else {
        at.run("document.querySelector('[role=grid]').focus()").press("Home Enter");
    }
    at.wait(".det.shown")
}

/// The first mailing group where it is edited: in its row, on a telephone in its details.
fn edit_row(at: &Walk) -> &Walk {
    if at.is_phone() {
        return details(at).click("common.rename").click_css(".det .field input");
    }
    at.sample("#/mailing-groups").run("document.querySelector('[role=grid]').focus()").press("Home F2");
    at.wait(".cell-edit input")
}

/// The lines of the sample's segment.
fn lines(at: &Walk) -> &Walk {
    at.sample("#/segments/SM00001");
    if at.is_phone() {
        at.click_css(".sheet-tabs [role=tab]:nth-child(2)");
    }
    at.wait(".columns-lines .list-row")
}

fn new_group<'w>(at: &'w Walk, code: &str) -> &'w Walk {
    at.press("Alt+n").wait(".newr").type_text(code).press("Enter").wait(".toast")
}

/// A change for which there is no room.
fn full(at: &Walk) -> &Walk {
    at.sample("#/mailing-groups").fill_storage();
    new_group(at, "full").wait(".banner.neg")
}
