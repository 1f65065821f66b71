//! Names as addresses have them: small letters of a to z, digits and hyphens.
//!
//! **What is stored depends on this**: any change needs a format of its own.

/// How a name is folded.
#[derive(Clone, Copy, Debug)]
pub struct Folding {
    /// ø becomes oe; else it becomes o.
    pub long: bool,
    /// Between words stands a hyphen; else nothing.
    pub hyphens: bool,
    /// After so many letters it ends.
    pub most: usize,
}

impl Folding {
    /// The whole name, short.
    pub const SHORT: Self = Self { long: false, hyphens: false, most: usize::MAX };
    /// The whole name, long.
    pub const LONG: Self = Self { long: true, ..Self::SHORT };
}

/// Folds a name, after what is in `folded`. A name that ends before it should is none.
pub fn fold(name: &str, how: Folding, folded: &mut String) {
    let start = folded.len();
    for letter in name.chars() {
        if folded.len() - start >= how.most {
            break;
        }
        let small = match letter {
            'A'..='Z' | 'À'..='Þ' => char::from_u32(u32::from(letter) + 32).unwrap_or(letter),
            _ => letter,
        };
        let letters = match small {
            'a'..='z' | '0'..='9' | '-' => {
                folded.push(small);
                continue;
            }
            ' ' if how.hyphens => "-",
            'ø' | 'ö' if how.long => "oe",
            'å' if how.long => "aa",
            'ü' if how.long => "ue",
            'æ' | 'ä' => "ae",
            'à' | 'á' | 'â' | 'ã' | 'å' => "a",
            'è' | 'é' | 'ê' | 'ë' => "e",
            'ì' | 'í' | 'î' | 'ï' => "i",
            'ò' | 'ó' | 'ô' | 'õ' | 'ø' | 'ö' => "o",
            'ù' | 'ú' | 'û' | 'ü' => "u",
            'ç' => "c",
            'ñ' => "n",
            _ => "",
        };
        folded.push_str(letters);
    }
}
