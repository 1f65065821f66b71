//! Texts for the domain's types: captions of fields, names of changes, refusals, warnings.

use crate::domain::action::{Action, EditedField};
use crate::domain::catalogue::{CodeList, ContactField, ContactKind, Holder};
use crate::domain::code::CodeError;
use crate::domain::criteria::{Field, Incomplete, Operator};
use crate::domain::refusal::Refusal;
use crate::domain::text::TextError;
use crate::domain::validation::Warning;
use crate::i18n::texts::{Fields, Texts};

/// The caption of a contact's field.
#[must_use]
pub fn field(texts: &'static Fields, field: ContactField) -> &'static str {
    texts.by_key(field.key())
}

/// The caption of a criterion's field.
#[must_use]
pub fn criterion_field(texts: &'static Texts, field: Field) -> &'static str {
    match field {
        Field::Number => texts.fields.number,
        Field::Kind => texts.fields.kind,
        Field::CompanyName => texts.fields.company_name,
        Field::Excluded => texts.fields.excluded,
        Field::Text(text) => self::field(&texts.fields, text),
        Field::Codes(list) => code_singular(texts, list),
    }
}

/// An operator in words.
#[must_use]
pub const fn operator(texts: &'static Texts, operator: Operator) -> &'static str {
    match operator {
        Operator::IsAnyOf => texts.criteria.is_any_of,
        Operator::IsNoneOf => texts.criteria.is_none_of,
        Operator::Contains => texts.criteria.contains,
        Operator::StartsWith => texts.criteria.starts_with,
        Operator::Before => texts.criteria.is_before,
        Operator::After => texts.criteria.is_after,
        Operator::IsEmpty => texts.criteria.is_empty,
        Operator::IsNotEmpty => texts.criteria.is_not_empty,
    }
}

/// The caption of a kind of contact.
#[must_use]
pub const fn kind(texts: &'static Texts, kind: ContactKind) -> &'static str {
    match kind {
        ContactKind::Company => texts.fields.company,
        ContactKind::Person => texts.fields.person,
    }
}

/// The name of a code list: *Mailing Groups*.
#[must_use]
pub fn code_list(texts: &'static Texts, list: CodeList) -> &'static str {
    texts.of_list(list).name
}

/// The name of one code of a list: *Mailing Group*.
#[must_use]
pub fn code_singular(texts: &'static Texts, list: CodeList) -> &'static str {
    texts.of_list(list).one
}

/// The name of a change.
#[must_use]
pub fn action(texts: &'static Texts, action: &Action) -> String {
    let words = &texts.actions;
    match action {
        Action::CreateContact { contact } => words.create_contact(contact),
        Action::EditContact { contact, field } => words.edit_contact(edited(texts, *field), contact),
        Action::DeleteContacts { contacts } => words.delete_contacts(*contacts),
        Action::Exclude { excluded: true, contacts } => words.exclude(*contacts),
        Action::Exclude { excluded: false, contacts } => words.include(*contacts),
        Action::CreateCode { list, code } => words.create_code(code_singular(texts, *list), code),
        Action::EditCode { list, code } => words.edit_code(code_singular(texts, *list), code),
        Action::DeleteCode { code, contacts, .. } => words.delete_code(*contacts, code),
        Action::Assign { codes, contacts, .. } => words.assign(*contacts, codes.join(", ")),
        Action::Unassign { codes, contacts, .. } => words.unassign(*contacts, codes.join(", ")),
        Action::CreateSegment { segment } => words.create_segment(segment),
        Action::EditSegment { segment } => words.edit_segment(segment),
        Action::DeleteSegment { segment } => words.delete_segment(segment),
        Action::AddLines { segment, lines } => words.add_lines(*lines, segment),
        Action::RefineLines { segment, lines } => words.refine_lines(*lines, segment),
        Action::ReduceLines { segment, lines } => words.reduce_lines(*lines, segment),
        Action::EditLines { segment } => words.edit_lines(segment),
        Action::GoBack { segment } => words.go_back(segment),
        Action::Import { file, contacts } => words.import(*contacts, file),
        Action::Merge { file, contacts } => words.merge(*contacts, file),
        Action::Restore { file } => words.restore(file),
        Action::ReturnTo { at, changes } => {
            words.return_to(*changes, format!("{} {}", texts.date(at), texts.time(at)))
        }
        Action::LoadSample => words.load_sample.to_owned(),
        Action::RemoveSample => words.remove_sample.to_owned(),
    }
}

/// Why a change was refused, and what the user can do.
#[must_use]
pub fn refusal(texts: &'static Texts, refusal: &Refusal) -> String {
    let words = &texts.errors;
    match refusal {
        Refusal::Code(error) => code_error(texts, error),
        Refusal::Text(error) => text_error(texts, error),
        Refusal::CodeTaken { list, code } => words.code_taken(code_list(texts, *list), code),
        Refusal::NumberTaken(number) => words.number_taken(number),
        Refusal::CodeInUse { code, contacts } => words.code_in_use(*contacts, code),
        Refusal::UnknownCode { list, code } => words.unknown_code(code, code_list(texts, *list)),
        Refusal::AlreadyAssigned { code } => words.already_assigned(code),
        Refusal::WrongHolder { list, contact } => match list.spec().holder {
            Holder::Persons => words.only_persons(contact),
            Holder::Companies | Holder::Both => words.no_company(contact),
        },
        Refusal::HasPersons { persons } => words.has_persons(*persons),
        Refusal::HasCodes { list } => words.has_codes(code_list(texts, *list)),
        Refusal::Gone => words.gone.to_owned(),
        Refusal::Inconsistent(fact) => words.inconsistent(fact),
        Refusal::ChangedMeanwhile { segment } => words.changed_meanwhile(segment),
        Refusal::NoStep => words.no_step.to_owned(),
        Refusal::Incomplete(facts) => incomplete(texts, facts),
    }
}

/// Why criteria cannot be evaluated.
#[must_use]
pub fn incomplete(texts: &'static Texts, incomplete: &Incomplete) -> String {
    let words = &texts.criteria;
    match incomplete {
        Incomplete::NoValue(field) => words.needs_value(criterion_field(texts, *field)),
        Incomplete::UnknownValue { field, text } if text.is_empty() => {
            words.value_gone(criterion_field(texts, *field))
        }
        Incomplete::UnknownValue { field: Field::Codes(list), text } => {
            texts.errors.unknown_code(text, code_list(texts, *list))
        }
        Incomplete::UnknownValue { field, text } => words.no_such_value(criterion_field(texts, *field), text),
        Incomplete::WrongOperator(field) => words.wrong_operator(criterion_field(texts, *field)),
        Incomplete::EmptyGroup => words.empty_group.to_owned(),
    }
}

/// Why a text is not a valid code.
#[must_use]
pub fn code_error(texts: &'static Texts, error: &CodeError) -> String {
    let words = &texts.errors;
    match error {
        CodeError::Empty => words.code_empty.to_owned(),
        CodeError::TooLong { text, length, limit } => words.code_too_long(text, length, limit),
        CodeError::Forbidden { text, character } => words.code_forbidden(text, character),
    }
}

/// Why a text does not fit its field.
#[must_use]
pub fn text_error(texts: &'static Texts, error: &TextError) -> String {
    let words = &texts.errors;
    match error {
        TextError::Empty => words.text_empty.to_owned(),
        TextError::NoDate { text } => words.no_date(text),
        TextError::TooLong { length, limit, .. } => words.text_too_long(length, limit),
    }
}

/// The warning about a text that is saved nevertheless.
#[must_use]
pub const fn warning(texts: &'static Texts, warning: Warning) -> &'static str {
    match warning {
        Warning::Email => texts.errors.doubtful_email,
        Warning::Phone => texts.errors.doubtful_phone,
        Warning::HomePage => texts.errors.doubtful_home_page,
    }
}

fn edited(texts: &'static Texts, field: EditedField) -> &'static str {
    match field {
        EditedField::Number => texts.fields.number,
        EditedField::Kind => texts.fields.kind,
        EditedField::Company => texts.fields.company_name,
        EditedField::Excluded => texts.fields.excluded,
        EditedField::Field(field) => self::field(&texts.fields, field),
    }
}
