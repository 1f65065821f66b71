//! Words for the facts of an import.

use crate::domain::catalogue::{ContactField, ContactKind, Holder};
use crate::domain::code::CodeError;
use crate::domain::text::TextError;
use crate::exchange::csv::sniff::Separator;
use crate::exchange::import::mapping::Confidence;
use crate::exchange::import::problems::{Reason, Warning};
use crate::exchange::import::table::TableError;
use crate::exchange::import::target::Target;
use crate::i18n::texts::{Import, Texts};
use crate::i18n::wording;
use crate::ui::pages::common::file_size::file_size;

use crate::ui::pages::import::state::{ImportFailure, Source};

/// The name of a column's target.
pub fn target(texts: &'static Texts, target: Target) -> &'static str {
    let words = Import::of(texts.language);
    match target {
        Target::Skip => words.skip,
        Target::Name => words.any_name,
        Target::PersonName => words.person_name,
        Target::CompanyName => texts.fields.company_name,
        Target::Number => texts.fields.number,
        Target::Kind => texts.fields.kind,
        Target::Excluded => texts.fields.excluded,
        Target::Field(field) => wording::field(&texts.fields, field),
        Target::Codes(list) => wording::code_list(texts, list),
        Target::PostCodeAndCity => words.post_code_and_city,
        Target::AreaCode => words.area_code,
    }
}

/// The name of a confidence.
pub fn confidence(texts: &'static Texts, confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::None => Import::of(texts.language).no_match,
        Confidence::Check => Import::of(texts.language).please_check,
        Confidence::Likely => Import::of(texts.language).likely,
        Confidence::Sure => Import::of(texts.language).sure,
    }
}

/// The name of a separator.
pub fn separator(texts: &'static Texts, separator: Separator) -> &'static str {
    match separator {
        Separator::Comma => Import::of(texts.language).comma,
        Separator::Semicolon => Import::of(texts.language).semicolon,
        Separator::Tab => Import::of(texts.language).tab,
        Separator::Pipe => Import::of(texts.language).pipe,
    }
}

/// A column's caption, or which one it is where the file names none.
pub fn column(texts: &'static Texts, source: &Source, at: usize) -> String {
    match source.csv.table.header.get(at).filter(|caption| !caption.is_empty()) {
        Some(caption) => caption.clone(),
        None => Import::of(texts.language).column(texts.number(at + 1)),
    }
}

/// Why a file cannot be imported, and what to do.
pub fn failure(texts: &'static Texts, file: &str, failure: &ImportFailure) -> String {
    let words = Import::of(texts.language);
    match failure {
        ImportFailure::Unreadable => texts.backup.unreadable(file),
        ImportFailure::Backup => words.file_backup(file),
        ImportFailure::OtherJson => words.file_json(file),
        ImportFailure::Table(TableError::Empty) => words.file_empty(file),
        ImportFailure::Table(TableError::Workbook) => words.file_workbook(file),
        ImportFailure::Table(TableError::Cards) => words.file_cards(file),
        ImportFailure::Table(TableError::TooLarge { bytes, limit }) => {
            words.file_too_large(file, file_size(texts, *bytes), file_size(texts, *limit))
        }
        ImportFailure::Table(TableError::TooManyColumns { line, columns, limit }) => {
            words.file_too_wide(texts.number(*line), file, texts.number(*columns), texts.number(*limit))
        }
        ImportFailure::Table(TableError::TooManyRows { limit }) => {
            words.file_too_long(file, texts.number(*limit))
        }
    }
}

/// A problem of a row: the field, the value and the reason.
pub struct Fact {
    /// The field's caption.
    pub field: String,
    /// The value as in the file.
    pub value: String,
    /// The problem.
    pub reason: String,
}

/// Why a row gives no contact; `line` is the row as in the file.
pub fn reason(texts: &'static Texts, reason: &Reason, line: &str) -> Fact {
    let words = Import::of(texts.language);
    let (field, value, reason) = match reason {
        Reason::NoName => (texts.fields.name, String::new(), words.no_name.to_owned()),
        Reason::UnclosedQuote => (words.whole_line, line.to_owned(), words.unclosed_quote.to_owned()),
        Reason::SameExternalId { id, line } => {
            (texts.fields.external_id, id.clone(), words.same_external_id(texts.number(*line)))
        }
        Reason::AddressGroup { name, members } => {
            (words.whole_line, name.clone(), words.address_group(*members))
        }
    };
    let value = if value.is_empty() { line.to_owned() } else { value };
    let value = if value.trim().is_empty() { words.empty_value.to_owned() } else { value };
    Fact { field: field.to_owned(), value, reason }
}

/// An oddity of a row that is imported all the same.
pub fn warning(texts: &'static Texts, warning: &Warning) -> Fact {
    let words = Import::of(texts.language);
    let field = |field: ContactField| wording::field(&texts.fields, field);
    let lengths = |length: usize, limit: usize| (texts.number(length), texts.number(limit));
    let (field, value, reason) = match warning {
        Warning::BadEmail(value) => (field(ContactField::Email), value.clone(), words.bad_email.to_owned()),
        Warning::BadPhone(value) => (field(ContactField::Phone), value.clone(), words.bad_phone.to_owned()),
        Warning::UnknownCountry(value) => {
            (field(ContactField::CountryRegion), value.clone(), words.unknown_country.to_owned())
        }
        Warning::UnknownLanguage(value) => {
            (field(ContactField::Language), value.clone(), words.unknown_language.to_owned())
        }
        Warning::NoDate { field: of, text } => (field(*of), text.clone(), words.no_date.to_owned()),
        Warning::UnknownKind(value) => (texts.fields.kind, value.clone(), words.unknown_kind.to_owned()),
        Warning::NeitherYesNorNo(value) => {
            (texts.fields.excluded, value.clone(), words.neither_yes_nor_no.to_owned())
        }
        Warning::Shortened { field: of, text, length, limit } => {
            let (length, limit) = lengths(*length, *limit);
            (field(*of), text.clone(), words.shortened(length, limit))
        }
        Warning::TooLong { field: of, text, length, limit } => {
            let (length, limit) = lengths(*length, *limit);
            (field(*of), text.clone(), words.too_long(length, limit))
        }
        Warning::FurtherValues { field: of, values } => {
            (field(*of), values.join(", "), words.further_values.to_owned())
        }
        Warning::BadCode { list, error } => {
            (wording::code_list(texts, *list), written(error), wording::code_error(texts, error))
        }
        Warning::WrongHolder { list, code } => {
            let reason = match list.spec().holder {
                Holder::Persons => words.code_of_person,
                Holder::Companies | Holder::Both => words.code_of_company,
            };
            (wording::code_list(texts, *list), code.clone(), reason.to_owned())
        }
        Warning::BadNumber(error) => {
            let text = match error {
                TextError::TooLong { text, .. } | TextError::NoDate { text } => text.clone(),
                TextError::Empty => String::new(),
            };
            (texts.fields.number, text, words.bad_number.to_owned())
        }
        Warning::NumberTaken(number) => (texts.fields.number, number.clone(), words.number_taken.to_owned()),
        Warning::FurtherCells(cells) => (words.whole_line, cells.join(", "), words.further_cells.to_owned()),
    };
    Fact { field: field.to_owned(), value, reason }
}

fn written(error: &CodeError) -> String {
    match error {
        CodeError::Empty => String::new(),
        CodeError::TooLong { text, .. } | CodeError::Forbidden { text, .. } => text.clone(),
    }
}

/// The name of the kind of bare names.
pub fn bare_name(texts: &'static Texts, kind: ContactKind) -> &'static str {
    match kind {
        ContactKind::Company => Import::of(texts.language).companies,
        ContactKind::Person => Import::of(texts.language).persons,
    }
}
