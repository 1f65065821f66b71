//! Exports contacts: a CSV file, or their e-mail addresses for a mail program.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::{clipboard, clock, files};
use crate::domain::criteria::Field;
use crate::domain::identifiers::ContactId;
use crate::exchange::addresses::{AddressSeparator, address_line};
use crate::exchange::csv::write::{ExportWords, Style, contacts, export_columns};
use crate::i18n::texts::Texts;
use crate::i18n::wording;
use crate::state::app_state::AppState;
use crate::state::notices::NoticeKind;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::menu::MenuItem;

/// The entries of the export menu. `contacts` gives the contacts in order; the captions show their
/// number. Files are named after `title`.
pub fn export_items(
    app: AppState,
    title: impl Fn() -> String + Copy + Send + Sync + 'static,
    contacts: impl Fn() -> Vec<ContactId> + Copy + Send + Sync + 'static,
) -> Vec<MenuItem> {
    let texts = app.texts();
    let ids = contacts();
    let count = ids.len();
    let line = app.with(|database, _| address_line(database, &ids, AddressSeparator::Semicolon));
    let contacts = move || untrack(contacts);
    let copying = texts.contacts.copy_addresses(line.addresses);
    let copying = match line.without {
        0 => copying,
        without => format!("{copying} · {}", texts.contacts.without_address(without)),
    };
    vec![
        MenuItem::new(texts.contacts.export_excel(count), move || {
            save(app, &title(), &contacts(), Style::ForExcel)
        })
        .icon(Icon::Export),
        MenuItem::new(texts.contacts.export_exact(count), move || {
            save(app, &title(), &contacts(), Style::Exact)
        })
        .icon(Icon::File),
        MenuItem::new(copying, move || copy(app, &contacts())).icon(Icon::Mail),
    ]
}

fn save(app: AppState, title: &str, ids: &[ContactId], style: Style) {
    let texts = app.texts();
    let words = ExportWords {
        caption: &|column| caption(texts, column).to_owned(),
        kind: &|kind| wording::kind(texts, kind).to_owned(),
        yes: texts.common.yes,
        no: texts.common.no,
    };
    // A file for letters has the effective address; an exact file has what is stored.
    let effective = style == Style::ForExcel;
    let text = app.with(|database, _| contacts(database, ids, &export_columns(), effective, style, &words));
    let file = format!("{title} {}.csv", clock::today());
    match files::save(&file, "text/csv;charset=utf-8", text.as_bytes()) {
        Some(()) => app.notices().show(NoticeKind::Information, texts.contacts.exported(ids.len(), file)),
        None => app.notices().show(NoticeKind::Failure, texts.contacts.not_exported),
    }
}

fn caption(texts: &'static Texts, column: Field) -> &'static str {
    match column {
        Field::Codes(list) => wording::code_list(texts, list),
        _ => wording::criterion_field(texts, column),
    }
}

fn copy(app: AppState, ids: &[ContactId]) {
    let texts = app.texts();
    let line = app.with(|database, _| address_line(database, ids, AddressSeparator::Semicolon));
    let notices = app.notices();
    let without = (line.without > 0).then(|| format!("{}.", texts.contacts.without_address(line.without)));
    if line.addresses == 0 {
        notices.show(NoticeKind::Information, without.unwrap_or_default());
        return;
    }
    let said =
        [texts.contacts.copied(line.addresses)].into_iter().chain(without).collect::<Vec<_>>().join(" ");
    spawn_local(async move {
        if clipboard::copy(&line.text).await {
            notices.show(NoticeKind::Information, said);
        } else {
            notices.show(NoticeKind::Failure, texts.contacts.not_copied);
        }
    });
}
