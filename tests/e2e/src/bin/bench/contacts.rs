//! A file of contacts that look like an office's.

use std::fmt::Write as _;
use std::path::PathBuf;

use tempfile::TempDir;

const FIRST_NAMES: [&str; 16] = [
    "Anna",
    "Kari",
    "Søren",
    "Zoé",
    "Pieter",
    "Ingrid",
    "Luc",
    "Åse",
    "Bjørn",
    "Émilie",
    "Mette",
    "Jan",
    "Olivia",
    "Marte",
    "Hans-Peter",
    "Louise",
];
const SURNAMES: [&str; 20] = [
    "Holm",
    "Nygård",
    "Claes",
    "Perrin",
    "Dahl",
    "Rochat",
    "Lunde",
    "Østby",
    "Bæk",
    "De Smet",
    "Müller",
    "Jørgensen",
    "Aaland",
    "Fournier",
    "Smith",
    "van den Berg",
    "Haugen",
    "Lambert",
    "Kjær",
    "Peeters",
];
const TRADES: [&str; 12] = [
    "Bygg",
    "Regnskap",
    "Eiendom",
    "Transport",
    "Advokater",
    "Trykk",
    "Møbler",
    "Elektro",
    "Handel",
    "Consulting",
    "Boulangerie",
    "Harbour Office",
];
const PLACES: [(&str, &str, &str); 8] = [
    ("0150", "Oslo", "NO"),
    ("8000", "Aarhus", "DK"),
    ("9000", "Gent", "BE"),
    ("1003", "Lausanne", "CH"),
    ("5003", "Bergen", "NO"),
    ("1017", "Amsterdam", "NL"),
    ("69002", "Lyon", "FR"),
    ("EC1A 1BB", "London", "GB"),
];
const GROUPS: [&str; 6] = ["MOVE", "GIFT", "NEWS", "", "MOVE, GIFT", "MEMBER"];

/// Each tenth contact is a company, and the nine after it are its persons. No company has the
/// group MEMBER, and of the others each has its turn.
pub fn file(count: usize) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder for the file");
    let path = folder.path().join("large.csv");
    std::fs::write(&path, text(count)).expect("the file");
    (folder, path)
}

fn text(count: usize) -> String {
    let mut text = String::from(
        "Type,Company Name,Name,Address,Post Code,City,Country/Region Code,Phone No.,E-mail,Mailing Groups\n",
    );
    for number in 0..count {
        let company = number / 10;
        let (post_code, city, country) = PLACES[scattered(company) % PLACES.len()];
        let (owner, trade) = (SURNAMES[scattered(company + 7) % 20], TRADES[scattered(company + 3) % 12]);
        let firm = format!("{owner} {trade} {company}");
        // Two of one name in one company would be taken for the same.
        let last = SURNAMES[(scattered(company + 1) + number % 10) % 20];
        let first = FIRST_NAMES[scattered(number) % 16];
        let (kind, name) = match number % 10 {
            0 => ("Company", firm.clone()),
            _ => ("Person", format!("{first} {last}")),
        };
        let group = GROUPS[number % GROUPS.len()];
        let _ = writeln!(
            text,
            "{kind},{firm},{name},Street {},{post_code},{city},{country},+47 {:08},{}.{number}@h{company}.example,\"{group}\"",
            number % 300,
            number * 37 % 100_000_000,
            ascii(first),
        );
    }
    text
}

/// Numbers without a pattern that anybody would see, the same in each run.
fn scattered(number: usize) -> usize {
    number.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40
}

fn ascii(name: &str) -> String {
    name.to_lowercase().chars().filter(char::is_ascii_alphabetic).collect()
}
