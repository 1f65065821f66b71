//! How the pages show code lists.

use crate::domain::catalogue::CodeList;
use crate::ui::parts::icon::Icon;

/// The symbol of a list.
#[must_use]
pub const fn icon(list: CodeList) -> Icon {
    match list {
        CodeList::IndustryGroup => Icon::Industry,
        CodeList::BusinessRelation => Icon::Relation,
        _ => Icon::Tag,
    }
}

/// The lists besides the one that everybody works with, in the order of the catalogue.
pub fn further() -> impl Iterator<Item = CodeList> {
    CodeList::ALL.into_iter().filter(|list| *list != CodeList::MailingGroup)
}
