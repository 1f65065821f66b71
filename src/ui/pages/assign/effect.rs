//! The effect of confirming, in words.

use crate::i18n::texts::Texts;
use crate::ui::pages::assign::staging::AssignEffect;

/// The text of the main button, with the number of contacts that change.
pub fn button(texts: &'static Texts, effect: &AssignEffect) -> String {
    let n = effect.changing;
    match (effect.put.is_empty(), effect.taken.is_empty()) {
        (false, true) | (true, true) if effect.total <= 1 || n == 0 => texts.common.assign.to_owned(),
        (false, true) | (true, true) => texts.assign.assign_to(n),
        (true, false) => texts.assign.take_off(n),
        (false, false) => texts.assign.change(n),
    }
}

/// The number of contacts that change for each code, for the first few codes.
pub fn sentence(texts: &'static Texts, effect: &AssignEffect) -> Option<String> {
    const NAMED: usize = 3;
    let put = effect.put.iter().map(|(code, changed, having)| {
        let changed = texts.assign.put(effect.total, code, texts.number(*changed));
        match having {
            0 => changed,
            having => format!("{changed}, {}", texts.assign.have_already(*having)),
        }
    });
    let taken = effect.taken.iter().map(|(code, changed)| texts.assign.taken_off(*changed, code));
    let all: Vec<String> = put.chain(taken).collect();
    let named = all.iter().take(NAMED).cloned().collect::<Vec<_>>().join(" · ");
    match all.len().checked_sub(NAMED) {
        _ if all.is_empty() => None,
        None | Some(0) => Some(named),
        Some(more) => Some(format!("{named} {}", texts.parts.more_count(more))),
    }
}
