//! The elements of a row that say something of its contact, written to without a view between.

use leptos::html::{A, Span};
use leptos::prelude::*;

use crate::browser::element::{hide, set_attribute, set_text};
use crate::i18n::texts::Texts;
use crate::state::route::Route;
use crate::ui::pages::contacts::row::Shown;

/// The elements of one row. Copies are the same elements.
#[derive(Clone, Copy, Default)]
pub(super) struct Elements {
    pub(super) number: NodeRef<Span>,
    /// Around name and company: its tooltip says both.
    pub(super) whole_name: NodeRef<Span>,
    pub(super) name: NodeRef<A>,
    pub(super) company: NodeRef<Span>,
    pub(super) second: NodeRef<Span>,
    pub(super) place: NodeRef<Span>,
    pub(super) phone: NodeRef<Span>,
    pub(super) email: NodeRef<Span>,
    /// The place once more, for telephones.
    pub(super) city_line: NodeRef<Span>,
    /// Chips, and the codes in them. One that isn't needed is hidden.
    pub(super) chips: [(NodeRef<Span>, NodeRef<Span>); 2],
    pub(super) more_groups: NodeRef<Span>,
}

/// A text of what a row shows.
type Part = fn(&Shown) -> &str;

impl Elements {
    /// Writes what is another than before.
    pub(super) fn write(self, texts: &Texts, former: Option<&Shown>, shown: &Shown) {
        let changed = |part: Part| former.is_none_or(|former| part(former) != part(shown));
        if changed(|it| &it.number) {
            put(self.number, &shown.number);
        }
        if changed(|it| &it.number)
            && let Some(name) = self.name.get_untracked()
        {
            set_attribute(&name, "href", &Route::Contact(shown.number.clone()).href());
        }
        if changed(|it| &it.label)
            && let Some(name) = self.name.get_untracked()
        {
            set_text(&name, &shown.label);
        }
        if changed(|it| &it.company) {
            put(self.company, &shown.company);
        }
        if changed(|it| &it.label) || changed(|it| &it.company) {
            tip(self.whole_name, &format!("{}{}", shown.label, shown.company));
        }
        for (element, part) in self.lines() {
            if changed(part) {
                let text = part(shown);
                put(element, if text.is_empty() { "–" } else { text });
                tip(element, text);
            }
        }
        if changed(|it| &it.place) {
            put(self.city_line, &shown.place);
        }
        let same_groups =
            |former: &Shown| former.groups == shown.groups && former.more_groups == shown.more_groups;
        if !former.is_some_and(same_groups) {
            self.write_groups(texts, shown);
        }
    }

    /// Texts of which one line is shown, or a dash.
    fn lines(self) -> [(NodeRef<Span>, Part); 4] {
        [
            (self.second, |it| &it.second),
            (self.place, |it| &it.place),
            (self.phone, |it| &it.phone),
            (self.email, |it| &it.email),
        ]
    }

    fn write_groups(self, texts: &Texts, shown: &Shown) {
        for (place, (chip, code)) in self.chips.into_iter().enumerate() {
            let group = shown.groups.get(place);
            if let Some(chip) = chip.get_untracked() {
                hide(&chip, group.is_none());
                if let Some((_, colour)) = group {
                    set_attribute(&chip, "class", &format!("chip {colour}"));
                }
            }
            if let Some((text, _)) = group {
                put(code, text);
            }
        }
        if let Some(more) = self.more_groups.get_untracked() {
            hide(&more, shown.more_groups.is_empty());
            set_text(&more, &format!("+{}", texts.number(shown.more_groups.len())));
            set_attribute(&more, "title", &shown.more_groups.join(", "));
        }
    }
}

fn put(element: NodeRef<Span>, text: &str) {
    if let Some(element) = element.get_untracked() {
        set_text(&element, text);
    }
}

fn tip(element: NodeRef<Span>, text: &str) {
    if let Some(element) = element.get_untracked() {
        set_attribute(&element, "title", text);
    }
}
