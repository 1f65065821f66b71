//! Names, towns and companies of a country.

use std::collections::HashMap;

use super::rng::Rng;

/// A country, read from a text file of lists.
#[derive(Debug)]
pub struct Country {
    lists: HashMap<&'static str, Vec<String>>,
    /// Towns with their lowest and highest postcode, the largest first.
    pub cities: Vec<[String; 3]>,
}

/// A postal address.
#[derive(Clone, Debug, Default)]
pub struct PostalAddress {
    pub address: String,
    pub address_2: String,
    pub post_code: String,
    pub city: String,
    pub territory: String,
}

impl Country {
    /// Six countries with five languages.
    pub fn all() -> Vec<Self> {
        let dutch = include_str!("dutch.txt");
        [
            [include_str!("norwegian.txt"), ""],
            [include_str!("danish.txt"), ""],
            [dutch, ""],
            [dutch, include_str!("netherlands.txt")],
            [include_str!("french.txt"), ""],
            [include_str!("english.txt"), ""],
        ]
        .map(|texts| Self::read(&texts))
        .into()
    }

    fn read(texts: &[&'static str]) -> Self {
        let mut lists = HashMap::new();
        let mut cities = Vec::new();
        for (name, list) in texts.iter().flat_map(|text| text.lines()).filter_map(|line| line.split_once(':'))
        {
            if name == "cities" {
                cities = towns(list);
                continue;
            }
            let by_bar = ["titles", "greetings", "phones", "mobiles", "second"].contains(&name);
            let words: Vec<String> = if by_bar || name == "postcode" {
                list.split('|').map(|word| word.trim().to_owned()).collect()
            } else {
                list.split_whitespace().map(|word| word.replace('|', " ")).collect()
            };
            lists.insert(name, words);
        }
        Self { lists, cities }
    }

    pub fn list(&self, name: &str) -> &[String] {
        self.lists.get(name).map_or(&[], Vec::as_slice)
    }

    pub fn word(&self, name: &str) -> &str {
        self.list(name).first().map_or("", String::as_str)
    }

    /// One of a list, in favour of the first ones.
    pub fn pick(&self, name: &str, rng: &mut Rng) -> String {
        rng.skewed(self.list(name))
    }

    pub fn place(&self, rng: &mut Rng) -> PostalAddress {
        let unit = rng.below(1 << 16) as f64 / f64::from(1 << 16);
        let index = (unit * unit * self.cities.len() as f64) as usize;
        let [city, low, high] = self.cities.get(index).cloned().unwrap_or_default();
        let territories = self.list("territories");
        let address_2 = if rng.chance(20) {
            let number = (1 + rng.below(60)).to_string();
            let letter = rng.fill("A");
            self.pick("second", rng).replace('#', &number).replace('@', &letter)
        } else {
            String::new()
        };
        PostalAddress {
            address: self.street(rng),
            address_2,
            post_code: self.post_code(&low, &high, rng),
            city,
            territory: territories.get(index % territories.len().max(1)).cloned().unwrap_or_default(),
        }
    }

    fn street(&self, rng: &mut Rng) -> String {
        let (stem, end) = (self.pick("stems", rng), self.pick("ends", rng));
        let longest = [12, 40, 150].get(rng.below(3)).copied().unwrap_or(9);
        let mut number = (1 + rng.below(longest)).to_string();
        if rng.chance(12) {
            number += rng.any(&["A", "B", "C", "a", "b"], "A");
        }
        match self.word("country") {
            "GB" => format!("{number} {stem} {end}"),
            "CH" => format!("{end} {stem} {number}"),
            // A stem with a hyphen is a whole name: Kong Olavs vei.
            _ if stem.contains('-') => format!("{} {end} {number}", stem.replace('-', " ")),
            _ => format!("{stem}{end} {number}"),
        }
    }

    fn post_code(&self, low: &str, high: &str, rng: &mut Rng) -> String {
        if self.word("country") == "GB" {
            let area: String = low.chars().take_while(char::is_ascii_alphabetic).collect();
            let district = 1 + rng.below(24);
            return rng.fill(&format!("{area}{district} dAA"));
        }
        let number = |text: &str| text.parse::<usize>().unwrap_or(1000);
        // The centre of a town has more addresses than its edge.
        let width = number(high).saturating_sub(number(low)) + 1;
        let code = number(low) + rng.below(width).min(rng.below(width));
        let suffix = if self.word("country") == "NL" { rng.fill(" AA") } else { String::new() };
        format!("{code:04}{suffix}")
    }

    /// A telephone number in one of the usual notations.
    pub fn phone(&self, kind: &str, rng: &mut Rng) -> String {
        let pattern = self.pick(kind, rng);
        let digits = rng.fill(&pattern);
        let (dial, area) = (self.word("dial"), self.word("area"));
        match rng.below(20) {
            0..=13 => format!("{dial} {digits}"),
            14 | 15 => format!("{dial}{}", digits.replace(' ', "")),
            16 | 17 => format!("{area}{digits}"),
            18 => format!("{area}{}", digits.replace(' ', "")),
            _ => format!("{} {digits}", dial.replace('+', "00")),
        }
    }
}

/// "Oslo/0150/1299 La Chaux-de-Fonds/2300/2300".
fn towns(list: &str) -> Vec<[String; 3]> {
    let mut places = Vec::new();
    let mut name: Vec<&str> = Vec::new();
    for word in list.split_whitespace() {
        let mut parts = word.split('/');
        name.extend(parts.next());
        if let (Some(low), Some(high)) = (parts.next(), parts.next()) {
            places.push([name.join(" "), low.to_owned(), high.to_owned()]);
            name.clear();
        }
    }
    places
}
