//! Criteria in words, for filter chips and sentences.

use crate::domain::criteria::{Criteria, Criterion, Field, Operator, Value};
use crate::domain::database::Database;
use crate::domain::segment::StepKind;
use crate::i18n::texts::Texts;
use crate::i18n::wording;

/// The plain verb of a step.
#[must_use]
pub const fn step(texts: &'static Texts, step: &StepKind) -> &'static str {
    match step {
        StepKind::Add { .. } => texts.steps.add,
        StepKind::Refine { .. } => texts.steps.keep,
        StepKind::Reduce { .. } => texts.steps.remove,
        StepKind::ByHand { .. } => texts.steps.by_hand,
    }
}

/// The operator in words: *is* for one value, *is any of* for several.
#[must_use]
pub const fn operator(texts: &'static Texts, operator: Operator, values: usize) -> &'static str {
    match (operator, values) {
        (Operator::IsAnyOf, 0 | 1) => texts.criteria.is_one,
        (Operator::IsNoneOf, 0 | 1) => texts.criteria.is_not_one,
        _ => wording::operator(texts, operator),
    }
}

/// A value in words.
#[must_use]
pub fn value(texts: &'static Texts, database: &Database, field: Field, value: &Value) -> String {
    match (field, value) {
        (_, Value::Text(text)) => text.clone(),
        (_, Value::Kind(kind)) => wording::kind(texts, *kind).to_owned(),
        (_, Value::Date(date)) => texts.date(&date.to_string()),
        (_, Value::Flag(true)) => texts.common.yes.to_owned(),
        (_, Value::Flag(false)) => texts.common.no.to_owned(),
        (Field::Codes(list), Value::Code(code)) => database
            .code(list, *code)
            .map_or_else(|| texts.contacts.code_gone.to_owned(), |entry| entry.code.to_string()),
        (_, Value::Unknown(text)) if !text.is_empty() => text.clone(),
        (_, Value::Code(_) | Value::Unknown(_)) => texts.contacts.code_gone.to_owned(),
    }
}

/// The values in words, joined by commas.
#[must_use]
pub fn values(texts: &'static Texts, database: &Database, criterion: &Criterion) -> String {
    let words = criterion.values.iter().map(|it| value(texts, database, criterion.field, it));
    words.collect::<Vec<_>>().join(", ")
}

/// A piece of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    /// What is looked at: grey.
    Field(String),
    /// With what it is compared: tinted.
    Value(String),
    /// Words between.
    Word(String),
    /// Follows without a blank.
    Comma,
}

/// Criteria as pieces of a sentence; none where there is no condition.
#[must_use]
pub fn tokens(texts: &'static Texts, database: &Database, criteria: &Criteria) -> Vec<Token> {
    let mut tokens = Vec::new();
    push_tokens(texts, database, criteria, true, &mut tokens);
    tokens
}

fn push_tokens(
    texts: &'static Texts,
    database: &Database,
    criteria: &Criteria,
    is_outermost: bool,
    tokens: &mut Vec<Token>,
) {
    let word = |text: &str| Token::Word(text.to_owned());
    let (children, between) = match criteria {
        Criteria::Is(criterion) => {
            let operator = operator(texts, criterion.operator, criterion.values.len());
            tokens.push(Token::Field(wording::criterion_field(texts, criterion.field).to_owned()));
            tokens.push(word(operator));
            if criterion.operator.needs_values() {
                tokens.push(Token::Value(values(texts, database, criterion)));
            }
            return;
        }
        Criteria::All(children) => (children, texts.common.and),
        Criteria::Any(children) => (children, texts.common.or),
        Criteria::None(children) => {
            tokens.push(word(texts.criteria.none_of));
            (children, texts.common.or)
        }
    };
    let is_apart = !is_outermost || matches!(criteria, Criteria::None(_));
    if is_apart {
        tokens.push(word("("));
    }
    for (place, child) in children.iter().enumerate() {
        if place > 0 {
            tokens.push(word(between));
        }
        push_tokens(texts, database, child, false, tokens);
    }
    if is_apart {
        tokens.push(word(")"));
    }
}

/// A tree of criteria in words.
#[must_use]
pub fn tree_sentence(texts: &'static Texts, database: &Database, criteria: &Criteria) -> String {
    if let Criteria::Is(criterion) = criteria {
        return sentence(texts, database, criterion);
    }
    let mut sentence = String::new();
    for token in tokens(texts, database, criteria) {
        match token {
            Token::Field(text) | Token::Value(text) | Token::Word(text) => {
                if !sentence.is_empty() && !sentence.ends_with('(') && text != ")" {
                    sentence.push(' ');
                }
                sentence.push_str(&text);
            }
            Token::Comma => sentence.push(','),
        }
    }
    sentence
}

/// The whole criterion in words: *City is Oslo*.
#[must_use]
pub fn sentence(texts: &'static Texts, database: &Database, criterion: &Criterion) -> String {
    let field = wording::criterion_field(texts, criterion.field);
    let operator = operator(texts, criterion.operator, criterion.values.len());
    let values = values(texts, database, criterion);
    texts.contacts.criterion(field, operator, values).trim_end().to_owned()
}
