//! Slugs of names, as e-mail and web addresses have them: letters a to z, digits and hyphens.
//!
//! **The stored bytes depend on these rules**: a change of them needs a new format.

/// How a slug is made of a name.
#[derive(Clone, Copy, Debug)]
pub struct SlugStyle {
    /// Whether ø becomes oe; else it becomes o.
    pub long: bool,
    /// Whether words are joined by a hyphen; else by nothing.
    pub hyphens: bool,
    /// The number of letters after which the slug ends.
    pub limit: usize,
}

impl SlugStyle {
    /// The whole name, with ø as o.
    pub const SHORT: Self = Self { long: false, hyphens: false, limit: usize::MAX };
    /// The whole name, with ø as oe.
    pub const LONG: Self = Self { long: true, ..Self::SHORT };
}

/// Appends the slug of a name. Characters without a rule are left out.
pub fn append_slug(name: &str, style: SlugStyle, slug: &mut String) {
    let start = slug.len();
    for letter in name.chars() {
        if slug.len() - start >= style.limit {
            break;
        }
        let small = match letter {
            'A'..='Z' | 'À'..='Þ' => char::from_u32(u32::from(letter) + 32).unwrap_or(letter),
            _ => letter,
        };
        let letters = match small {
            'a'..='z' | '0'..='9' | '-' => {
                slug.push(small);
                continue;
            }
            ' ' if style.hyphens => "-",
            'ø' | 'ö' if style.long => "oe",
            'å' if style.long => "aa",
            'ü' if style.long => "ue",
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
        slug.push_str(letters);
    }
}

/// The host of a web address, or the domain of an e-mail address.
pub fn host(address: &str) -> &str {
    let address = address.split_once("://").map_or(address, |(_, rest)| rest);
    let address = address.split_once('@').map_or(address, |(_, rest)| rest);
    let address = address.strip_prefix("www.").unwrap_or(address);
    address.split('/').next().unwrap_or_default()
}

/// A company's name without its legal form.
pub fn without_form(name: &str) -> &str {
    name.rsplit_once(' ').map_or("", |(name, _)| name)
}
