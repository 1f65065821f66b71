//! The elements of a row that show its contact, written to directly.

use leptos::html::{A, Span};
use leptos::prelude::*;

use crate::browser::element::{hide, set_attribute, set_marked_text, set_text};
use crate::i18n::texts::Texts;
use crate::state::route::Route;
use crate::ui::pages::contacts::row_content::{MarkedText, NOTES, RowContent};

/// The elements of one row. Copies are the same elements.
#[derive(Clone, Copy, Default)]
pub(super) struct Elements {
    pub(super) number: NodeRef<Span>,
    /// Around name and company: its tooltip says both.
    pub(super) whole_name: NodeRef<Span>,
    pub(super) name: NodeRef<A>,
    pub(super) company: NodeRef<Span>,
    pub(super) second: NodeRef<Span>,
    pub(super) town: NodeRef<Span>,
    pub(super) phone: NodeRef<Span>,
    pub(super) email: NodeRef<Span>,
    /// The town once more, for telephones.
    pub(super) city_line: NodeRef<Span>,
    /// Notes, with their captions and texts. One that is not needed is hidden.
    pub(super) notes: [(NodeRef<Span>, NodeRef<Span>, NodeRef<Span>); NOTES],
    /// Chips, and the codes in them. One that is not needed is hidden.
    pub(super) chips: [(NodeRef<Span>, NodeRef<Span>); 2],
    pub(super) more_groups: NodeRef<Span>,
}

/// A text of what a row shows.
type Part = fn(&RowContent) -> &MarkedText;

impl Elements {
    /// Writes what changed.
    pub(super) fn write(self, texts: &Texts, former: Option<&RowContent>, shown: &RowContent) {
        let changed = |part: Part| former.is_none_or(|former| part(former) != part(shown));
        if changed(|it| &it.number) {
            put(self.number, &shown.number);
        }
        if changed(|it| &it.number)
            && let Some(name) = self.name.get_untracked()
        {
            set_attribute(&name, "href", &Route::Contact(shown.number.text.clone()).href());
        }
        if changed(|it| &it.label)
            && let Some(name) = self.name.get_untracked()
        {
            set_marked_text(&name, &shown.label.text, &shown.label.marks);
        }
        if changed(|it| &it.company) {
            put(self.company, &shown.company);
        }
        if changed(|it| &it.label) || changed(|it| &it.company) {
            tip(self.whole_name, &format!("{}{}", shown.label.text, shown.company.text));
        }
        for (element, part) in self.lines() {
            if changed(part) {
                let marked = part(shown);
                if marked.text.is_empty() {
                    put(element, &MarkedText { text: "–".to_owned(), marks: Vec::new() });
                } else {
                    put(element, marked);
                }
                tip(element, &marked.text);
            }
        }
        if changed(|it| &it.town) {
            put(self.city_line, &shown.town);
        }
        if former.is_none_or(|former| former.notes != shown.notes) {
            self.write_notes(shown);
        }
        let same_groups =
            |former: &RowContent| former.groups == shown.groups && former.more_groups == shown.more_groups;
        if !former.is_some_and(same_groups) {
            self.write_groups(texts, shown);
        }
    }

    /// Texts of which one line is shown, or a dash.
    fn lines(self) -> [(NodeRef<Span>, Part); 4] {
        [
            (self.second, |it| &it.second),
            (self.town, |it| &it.town),
            (self.phone, |it| &it.phone),
            (self.email, |it| &it.email),
        ]
    }

    fn write_notes(self, shown: &RowContent) {
        for (index, (note, caption, text)) in self.notes.into_iter().enumerate() {
            let content = shown.notes.get(index);
            if let Some(note) = note.get_untracked() {
                hide(&note, content.is_none());
                set_attribute(&note, "class", content.map_or("", |content| content.class));
                let whole = content.map(|content| format!("{} {}", content.caption, content.text.text));
                set_attribute(&note, "title", &whole.unwrap_or_default());
            }
            if let (Some(content), Some(caption)) = (content, caption.get_untracked()) {
                set_text(&caption, &content.caption);
                put(text, &content.text);
            }
        }
    }

    fn write_groups(self, texts: &Texts, shown: &RowContent) {
        for (index, (chip, code)) in self.chips.into_iter().enumerate() {
            let group = shown.groups.get(index);
            if let Some(chip) = chip.get_untracked() {
                hide(&chip, group.is_none());
                if let Some((_, colour)) = group {
                    set_attribute(&chip, "class", &format!("chip {colour}"));
                }
            }
            if let (Some((text, _)), Some(code)) = (group, code.get_untracked()) {
                set_text(&code, text);
            }
        }
        if let Some(more) = self.more_groups.get_untracked() {
            hide(&more, shown.more_groups.is_empty());
            set_text(&more, &format!("+{}", texts.number(shown.more_groups.len())));
            set_attribute(&more, "title", &shown.more_groups.join(", "));
        }
    }
}

fn put(element: NodeRef<Span>, marked: &MarkedText) {
    if let Some(element) = element.get_untracked() {
        set_marked_text(&element, &marked.text, &marked.marks);
    }
}

fn tip(element: NodeRef<Span>, text: &str) {
    if let Some(element) = element.get_untracked() {
        set_attribute(&element, "title", text);
    }
}
