//! The file and how it is read; what was recognised can be corrected.

use leptos::prelude::*;

use crate::exchange::csv::decode::Encoding;
use crate::exchange::csv::sniff::Separator;
use crate::exchange::import::table::FirstLine;
use crate::i18n::context::use_texts;
use crate::i18n::texts::Import;
use crate::ui::pages::common::file_size::file_size;
use crate::ui::pages::import::file::ChooseFile;
use crate::ui::pages::import::wording;
use crate::ui::pages::import::work::use_work;
use crate::ui::parts::choice::Choice;
use crate::ui::parts::icon::{Icon, Symbol};

/// Name, lines, size; separator, encoding and first line.
#[component]
pub fn FileCard() -> impl IntoView {
    let texts = use_texts();
    let work = use_work();
    let words = Import::of(texts.language);
    let name = move || work.source.with(|source| source.as_ref().map(|source| source.name.clone()));
    let facts = move || {
        let (lines, bytes) = work
            .source
            .with(|source| source.as_ref().map(|source| (source.csv.table.rows.len(), source.bytes.len())))?;
        Some(words.file_facts(texts.common.lines_count(lines), file_size(texts, bytes)))
    };
    let separator = Memo::new(move |_| {
        work.source.with(|source| source.as_ref().map_or(Separator::default(), |it| it.csv.separator))
    });
    let encoding = Memo::new(move |_| {
        work.source.with(|source| source.as_ref().map_or(Encoding::Utf8, |it| it.csv.encoding))
    });
    let first_line = Memo::new(move |_| {
        work.source
            .with(|source| source.as_ref().map_or(FirstLine::ColumnNames, |it| it.csv.table.first_line))
    });
    let separators = Separator::ALL
        .map(|separator| (key(separator.byte()), wording::separator(texts, separator).to_owned()))
        .to_vec();
    let encodings = Encoding::ALL.map(|it| (it.name().to_owned(), it.name().to_owned())).to_vec();
    let first_lines = vec![
        (NAMES.to_owned(), words.first_names.to_owned()),
        (CONTACT.to_owned(), words.first_contact.to_owned()),
    ];
    let choose_separator = move |chosen: String| {
        let separator = Separator::ALL.into_iter().find(|it| key(it.byte()) == chosen);
        work.read_again(move |reading| reading.separator = separator);
    };
    let choose_encoding = move |chosen: String| {
        let encoding = Encoding::ALL.into_iter().find(|it| it.name() == chosen);
        work.read_again(move |reading| reading.encoding = encoding);
    };
    let choose_first_line = move |chosen: String| {
        let first_line = if chosen == NAMES { FirstLine::ColumnNames } else { FirstLine::Contact };
        work.read_again(move |reading| reading.first_line = Some(first_line));
    };
    view! {
        <section class="card filec">
            <span class="fi"><Symbol icon=Icon::File/></span>
            <div class="what">
                <b class="b ell" title=name>{name}</b>
                <div class="sec cap">{facts}</div>
            </div>
            <Choice
                label=words.separator
                value=Signal::derive(move || key(separator.get().byte()))
                options=separators
                on_choose=choose_separator
            />
            <Choice
                label=words.encoding
                value=Signal::derive(move || encoding.get().name().to_owned())
                options=encodings
                on_choose=choose_encoding
            />
            <Choice
                label=words.first_line
                value=Signal::derive(move || {
                    let is_names = first_line.get() == FirstLine::ColumnNames;
                    if is_names { NAMES } else { CONTACT }.to_owned()
                })
                options=first_lines
                on_choose=choose_first_line
            />
            <div class="again"><ChooseFile text=words.replace/></div>
        </section>
    }
}

const NAMES: &str = "names";
const CONTACT: &str = "contact";

fn key(separator: u8) -> String {
    separator.to_string()
}
