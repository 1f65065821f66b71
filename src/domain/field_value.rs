//! The value of a contact's field.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Error, Visitor};
use serde::{Deserializer, Serialize, Serializer};

use crate::domain::catalogue::{ContactField, FieldKind};
use crate::domain::date::Date;
use crate::domain::refusal::Refusal;
use crate::domain::text::{TextError, check_text};

/// What a filled field holds; an empty field has no value. Stored as a text, a date in ISO 8601.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FieldValue {
    /// For all kinds of text. **Never empty.**
    Text(Box<str>),
    /// For [`FieldKind::Date`].
    Date(Date),
}

impl FieldValue {
    /// The value of a text without limit; `None` for an empty one.
    #[must_use]
    pub fn text(text: &str) -> Option<Self> {
        (!text.is_empty()).then(|| Self::Text(text.into()))
    }

    /// The value as it is stored: the text, a date in ISO 8601.
    #[must_use]
    pub fn stored(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            Self::Date(date) => Cow::Owned(date.to_string()),
        }
    }

    /// The value that a stored text is in a field of this kind; `None` where it is none. Limits are
    /// not checked.
    #[must_use]
    pub fn from_stored(kind: FieldKind, text: &str) -> Option<Self> {
        match kind {
            FieldKind::Date => Date::parse(text).map(Self::Date),
            FieldKind::Text
            | FieldKind::LongText
            | FieldKind::Email
            | FieldKind::Phone
            | FieldKind::WebAddress
            | FieldKind::PostCode => Self::text(text),
        }
    }

    /// Whether a field may hold it, as to kind and length.
    ///
    /// # Errors
    /// [`Refusal::Text`] for a text that is too long, [`Refusal::Inconsistent`] for another kind.
    pub fn check(&self, field: ContactField) -> Result<(), Refusal> {
        match self {
            Self::Text(text) if field.kind() != FieldKind::Date && !text.is_empty() => {
                check_text(text, field.limit())?;
                Ok(())
            }
            Self::Date(_) if field.kind() == FieldKind::Date => Ok(()),
            Self::Text(_) | Self::Date(_) => {
                Err(Refusal::Inconsistent(format!("{} holds a value of another kind", field.key())))
            }
        }
    }
}

/// The value that a text, typed or from a file, is in a field; `None` where it is blank. A date is in
/// ISO 8601.
///
/// # Errors
/// [`TextError::TooLong`], [`TextError::NoDate`]; they hold the text.
pub fn parse(field: ContactField, typed: &str) -> Result<Option<FieldValue>, TextError> {
    let text = typed.trim();
    match field.kind() {
        _ if text.is_empty() => Ok(None),
        FieldKind::Date => match Date::parse(text) {
            Some(date) => Ok(Some(FieldValue::Date(date))),
            None => Err(TextError::NoDate { text: text.to_owned() }),
        },
        FieldKind::LongText => Ok(FieldValue::text(check_text(&text.replace("\r\n", "\n"), field.limit())?)),
        FieldKind::Text
        | FieldKind::Email
        | FieldKind::Phone
        | FieldKind::WebAddress
        | FieldKind::PostCode => Ok(FieldValue::text(check_text(text, field.limit())?)),
    }
}

impl Serialize for FieldValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.stored())
    }
}

/// Reads the stored value of a field.
#[derive(Clone, Copy, Debug)]
pub struct ValueOf(pub ContactField);

impl<'de> DeserializeSeed<'de> for ValueOf {
    type Value = FieldValue;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<FieldValue, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for ValueOf {
    type Value = FieldValue;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "a value of {}", self.0.key())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<FieldValue, E> {
        FieldValue::from_stored(self.0.kind(), text)
            .ok_or_else(|| E::invalid_value(serde::de::Unexpected::Str(text), &self))
    }
}

/// Reads the stored value of a field that may be empty.
#[derive(Clone, Copy, Debug)]
pub struct OptionalValueOf(pub ContactField);

impl<'de> DeserializeSeed<'de> for OptionalValueOf {
    type Value = Option<FieldValue>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de> Visitor<'de> for OptionalValueOf {
    type Value = Option<FieldValue>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "a value of {} or none", self.0.key())
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        ValueOf(self.0).deserialize(deserializer).map(Some)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::edit::{ContactEdit, ValueEdit};

    #[test]
    fn a_text_is_parsed_by_the_kind_of_its_field() {
        let date = |text: &str| parse(ContactField::DateOfBirth, text);
        assert_eq!(date(" 1980-05-17 "), Ok(Date::new(1980, 5, 17).map(FieldValue::Date)));
        assert_eq!(date(""), Ok(None));
        assert_eq!(date("May"), Err(TextError::NoDate { text: "May".to_owned() }));
        assert_eq!(parse(ContactField::Notes, "a\r\nb\n"), Ok(FieldValue::text("a\nb")));
        assert!(parse(ContactField::City, &"x".repeat(31)).is_err());
    }

    #[test]
    fn an_edit_is_read_as_it_was_written() {
        for value in [FieldValue::text("x"), None, Date::parse("1980-05-17").map(FieldValue::Date)] {
            let field = match value {
                Some(FieldValue::Date(_)) => ContactField::DateOfBirth,
                _ => ContactField::City,
            };
            let edit = ContactEdit::Value(ValueEdit(field, value));
            let json = serde_json::to_string(&edit).unwrap();
            assert_eq!(serde_json::from_str::<ContactEdit>(&json).unwrap(), edit, "{json}");
        }
        assert!(serde_json::from_str::<ContactEdit>(r#"{"value":["date_of_birth","soon"]}"#).is_err());
        assert!(serde_json::from_str::<ContactEdit>(r#"{"value":["city"]}"#).is_err());
    }

    #[test]
    fn a_value_of_another_kind_is_refused() {
        let (text, date) =
            (FieldValue::text("x").unwrap(), FieldValue::Date(Date::new(1980, 5, 17).unwrap()));
        assert!(text.check(ContactField::City).is_ok() && date.check(ContactField::DateOfBirth).is_ok());
        assert!(text.check(ContactField::DateOfBirth).is_err() && date.check(ContactField::City).is_err());
    }
}
