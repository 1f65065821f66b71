//! Bringing the texts of a language: each language is a part of the program, and the start waits
//! for that of the language in use.

use crate::browser::part::{NotLoaded, part};
use crate::i18n::language::Language;
use crate::i18n::texts::Texts;
use crate::i18n::texts::{DA, EN, FR, NB, NL};

// `xtask/src/size.rs` knows these parts by the first word of their names.
part!(texts_en { fn english() -> &'static Texts { &EN } });
part!(texts_nb { fn norwegian() -> &'static Texts { &NB } });
part!(texts_nl { fn dutch() -> &'static Texts { &NL } });
part!(texts_fr { fn french() -> &'static Texts { &FR } });
part!(texts_da { fn danish() -> &'static Texts { &DA } });

/// The texts of a language.
///
/// # Errors
/// Where they are not on this device and can't be downloaded now.
pub async fn load(language: Language) -> Result<&'static Texts, NotLoaded> {
    match language {
        Language::English => english().await,
        Language::Norwegian => norwegian().await,
        Language::Dutch => dutch().await,
        Language::French => french().await,
        Language::Danish => danish().await,
    }
}
