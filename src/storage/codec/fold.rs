//! Names as addresses have them: small letters of a to z, digits and hyphens.
//!
//! **What is stored depends on this**: any change needs a format of its own.

/// A name folded; `long` writes ø as oe where the short way is o.
pub fn fold(name: &str, long: bool) -> String {
    let mut folded = String::with_capacity(name.len());
    for letter in name.chars() {
        let small = match letter {
            'A'..='Z' | 'À'..='Þ' => char::from_u32(u32::from(letter) + 32).unwrap_or(letter),
            _ => letter,
        };
        let letters = match small {
            'a'..='z' | '0'..='9' | '-' => {
                folded.push(small);
                continue;
            }
            'ø' | 'ö' if long => "oe",
            'å' if long => "aa",
            'ü' if long => "ue",
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
    folded
}
