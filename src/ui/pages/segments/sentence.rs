//! A step in words: plain verb, Business Central's term, and a sentence of tokens.

use crate::characters::upper;
use crate::domain::complete_criteria::check_step;
use crate::domain::criteria::Criteria;
use crate::domain::database::Database;
use crate::domain::identifiers::ContactId;
use crate::domain::segment::{AddOptions, Step, StepKind};
use crate::i18n::texts::Texts;
use crate::i18n::wording;
use crate::ui::pages::common::criterion_words;
use crate::ui::pages::common::criterion_words::Token;
use crate::ui::parts::icon::Icon;

/// Names that a sentence holds at most.
const NAMES: usize = 3;

/// A step as its card shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct StepCard {
    /// From 1 on.
    pub(super) number: usize,
    pub(super) icon: Icon,
    /// The class of its colour.
    pub(super) colour: &'static str,
    /// The plain verb.
    pub(super) verb: &'static str,
    /// Business Central's term, where it differs.
    pub(super) term: &'static str,
    pub(super) sentence: Vec<Token>,
    /// The options that were on.
    pub(super) options: Vec<&'static str>,
    /// Why it counts as switched off, where it does.
    pub(super) switched_off: Option<String>,
    pub(super) before: usize,
    pub(super) added: usize,
    pub(super) removed: usize,
    pub(super) after: usize,
}

/// A step in words.
pub(super) fn step_card(
    texts: &'static Texts,
    database: &Database,
    number: usize,
    step: &Step,
    after: usize,
) -> StepCard {
    let words = &texts.steps;
    let before = step.before.len();
    let verb = criterion_words::step(texts, &step.kind);
    let (icon, colour, term) = match &step.kind {
        StepKind::Add { .. } => (Icon::Plus, "add", ""),
        StepKind::Refine { .. } => (Icon::Filter, "keep", words.refine),
        StepKind::Reduce { .. } => (Icon::Minus, "red", words.reduce),
        StepKind::ByHand { .. } => (Icon::Hand, "hnd", ""),
    };
    let (sentence, options) = match &step.kind {
        StepKind::Add { criteria, options } => {
            (criteria_tokens(texts, database, criteria), add_options(texts, *options))
        }
        StepKind::Refine { criteria, entire_companies } | StepKind::Reduce { criteria, entire_companies } => {
            let options = entire_companies.then_some(words.entire_companies);
            (criteria_tokens(texts, database, criteria), options.into_iter().collect())
        }
        StepKind::ByHand { added, removed } => (by_hand_tokens(texts, database, added, removed), Vec::new()),
    };
    let (added, removed) = match &step.kind {
        StepKind::ByHand { added, .. } => (added.len(), (before + added.len()).saturating_sub(after)),
        _ => (after.saturating_sub(before), before.saturating_sub(after)),
    };
    let switched_off =
        check_step(database, &step.kind).err().map(|incomplete| wording::incomplete(texts, &incomplete));
    StepCard {
        number,
        icon,
        colour,
        verb,
        term,
        sentence,
        options,
        switched_off,
        before,
        added,
        removed,
        after,
    }
}

fn criteria_tokens(texts: &'static Texts, database: &Database, criteria: &Criteria) -> Vec<Token> {
    let mut tokens = criterion_words::tokens(texts, database, criteria);
    if tokens.is_empty() {
        tokens.push(Token::Word(texts.steps.no_condition.to_owned()));
    }
    tokens
}

fn by_hand_tokens(
    texts: &'static Texts,
    database: &Database,
    added: &[ContactId],
    removed: &[ContactId],
) -> Vec<Token> {
    let mut tokens = Vec::new();
    if !added.is_empty() {
        tokens.push(Token::Word(texts.steps.added.to_owned()));
        tokens.push(Token::Value(names(texts, database, added)));
    }
    if !removed.is_empty() {
        let word = texts.steps.removed;
        if added.is_empty() {
            tokens.push(Token::Word(capitalised(word)));
        } else {
            tokens.extend([Token::Comma, Token::Word(word.to_owned())]);
        }
        tokens.push(Token::Value(names(texts, database, removed)));
    }
    if tokens.is_empty() {
        tokens.push(Token::Word(texts.steps.nothing_changed.to_owned()));
    }
    tokens
}

fn names(texts: &'static Texts, database: &Database, contacts: &[ContactId]) -> String {
    let name = |id: &ContactId| database.contact(*id).map(|contact| contact.label().to_owned());
    let shown: Vec<String> = contacts.iter().filter_map(name).take(NAMES).collect();
    match contacts.len() - shown.len() {
        0 => texts.list(&shown),
        more => format!("{} {}", shown.join(", "), texts.parts.more_count(more)),
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(upper);
    first.chain(letters).collect()
}

fn add_options(texts: &'static Texts, options: AddOptions) -> Vec<&'static str> {
    let words = &texts.steps;
    [
        (options.allow_existing, words.allow_existing),
        (options.expand_companies, words.expand_companies),
        (options.allow_related_companies, words.allow_related_companies),
        (options.ignore_exclusion, words.ignore_exclusion),
    ]
    .into_iter()
    .filter_map(|(on, word)| on.then_some(word))
    .collect()
}
