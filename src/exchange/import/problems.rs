//! Problems with a row, as facts that `i18n` words.

use crate::domain::catalogue::{CodeList, ContactField};
use crate::domain::code::CodeError;
use crate::domain::text::TextError;

/// Why a row gives no contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Neither a name nor a company nor an e-mail address.
    NoName,
    /// A quotation mark on this line is never closed.
    UnclosedQuote,
    /// Another contact of the file has the same External ID but another name.
    SameExternalId {
        /// The External ID.
        id: String,
        /// The other contact's line.
        line: usize,
    },
    /// A list of addresses, which other programs call a group, instead of a contact.
    AddressGroup {
        /// The name of the list.
        name: String,
        /// The number of its addresses.
        members: usize,
    },
}

/// An oddity of a row that is imported all the same. **A warning never drops a row.**
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// Not written like an e-mail address; kept as it is.
    BadEmail(String),
    /// A phone number with letters, or without digits; kept as it is.
    BadPhone(String),
    /// An unknown country; kept as it is.
    UnknownCountry(String),
    /// An unknown language; kept as it is.
    UnknownLanguage(String),
    /// No day of the calendar; left out.
    NoDate {
        /// The field.
        field: ContactField,
        /// The text.
        text: String,
    },
    /// Neither company nor person; decided by the rest of the row.
    UnknownKind(String),
    /// Neither yes nor no; taken as no.
    NeitherYesNorNo(String),
    /// A text was shortened to the limit of its field.
    Shortened {
        /// The field.
        field: ContactField,
        /// The whole text.
        text: String,
        /// Its length in user-perceived characters.
        length: usize,
        /// The limit of the field.
        limit: usize,
    },
    /// A value that would be wrong if it were shortened was left out.
    TooLong {
        /// The field.
        field: ContactField,
        /// The whole text.
        text: String,
        /// Its length in user-perceived characters.
        length: usize,
        /// The limit of the field.
        limit: usize,
    },
    /// More values than the field holds; the first suitable one was imported, these were not.
    FurtherValues {
        /// The field.
        field: ContactField,
        /// The values that were not imported.
        values: Vec<String>,
    },
    /// A text that is no code.
    BadCode {
        /// The list.
        list: CodeList,
        /// Why it is no code.
        error: CodeError,
    },
    /// The list's codes belong to the other kind of contacts. A person's company would have them, but
    /// it has none.
    WrongHolder {
        /// The list.
        list: CodeList,
        /// The code.
        code: String,
    },
    /// A No. that can't be kept; the contact gets the next of the series.
    BadNumber(TextError),
    /// Another contact has this No.; the contact gets the next of the series.
    NumberTaken(String),
    /// More cells than the file has columns; these were not imported.
    FurtherCells(Vec<String>),
}
