//! Names are sorted as by the browser's own collation of the language.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use js_sys::{Array, Function, Intl, Object};
use mailroom::i18n::language::Language;
use mailroom::query::collation::{Alphabet, sort_key};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

/// Each line holds names that are easily sorted wrongly.
const NAMES: &str = "
Aa|aa|AA|Å|å|Ås|Aas|As|Ask|Aasen|Åsen|Asen|Åse|Aase|Haag|Håg|Hag|Haa|Aagaard|Ågård|Ågaard|Agard|Zaal|Kanaan
Isaac|Isak|Isbn|Issac|Abraham|Aaron|Åron|Afzelius|Azul
Ærø|Aerø|Ærøskøbing|Æble|Able|Aeble|Ätna|Ättestupa|Atna|Ålesund|Ærlig|Zæta
Østby|Ostby|Öberg|Oberg|Ødegård|Odegard|Ødegaard|Ólafur|Olafur|Øst|Öst|Ost|Zola|Øye|Öye|Oye|Ő|Ö|Ø|Sørensen|Sörensen|Sorensen
Müller|Muller|Mueller|Myller|Mýller|Mûller|Mullér|Møller|Möller|Moller|Moeller|Űr|Ür|Yr|Ur
Œuvre|œuvre|Oeuvre|oeuvre|Œdème|Oedème|Lœb|Loeb|Løb|Löb|Lob|Sœur|Soeur
René|Rene|Renée|Rénee|Renee|Zoé|Zoë|Zoe|Élodie|Elodie|Eloise|Éloïse|Etienne|Étienne|Hélène|Helene|Hélene|Helène
cote|coté|côte|côté|Cote|Coté|Côte|Côté|COTE|CÔTÉ
François|Francois|Francoise|Françoise|Garçon|Garcon|Garcin|Garda|Ñandú|Nandu|Núñez|Nunez|Nuñez
Strasse|Straße|Strassen|Straßen|Strasser|STRASSE|Weiss|Weiß|Weisz
D'Arc|D‘Arc|D’Arc|DArc|Darc|d'Arc|d’Arc|D Arc|O'Brien|O’Brien|OBrien|Obrien|O'Neill|ONeill|'t Hart|t Hart|’t Hart
Anna-Berg|Anna Berg|Annaberg|Anna‐Berg|Anna–Berg|Anna—Berg|Anna, Berg|Anna.Berg|Anna/Berg|Anna & Berg|Anna + Berg|Anna_Berg|Anne-Marie|Annemarie|Anne Marie|Jean-Luc|Jean Luc|Jeanluc|JEAN-LUC
de la Cruz|De la Cruz|De La Cruz|de La Cruz|DE LA CRUZ|Delacruz|van der Berg|Van der Berg|Van Der Berg|Vanderberg|van den Berg|IJmuiden|Ijmuiden|ijmuiden|Ymuiden|Ijssel|Yssel
Łukasz|Lukasz|Lukas|Luxor|Đorđe|Dorde|Ðorde|Dora|Þór|Thor|Tor|Tyr|Þorbjörg|Thorbjorg|Šimek|Simek|Žižka|Zizka|Čapek|Capek|Dvořák|Dvorak
10 Downing|2 Rivers|1a|1|10|2|02|007|3M|3 M|A1|A10|A2|(Smith)|Smith|\"Smith\"|“Smith”|„Smith”|«Smith»|Smith (Jr.)|Smith Jr.|#1|@home|€uro|Smith & Co|Smith and Co
";

/// An intended difference, and whether two names show it.
type Intended = (&'static str, fn(&str, &str) -> bool);

/// Norwegian and Danish share one alphabet here, and one order of capitals.
const DANISH: [Intended; 2] = [
    (
        "œ stands with ø, as in Norwegian; the browser spells it out as oe, where in Danish nobody seeks it",
        |one, other| [one, other].iter().any(|name| name.to_lowercase().contains('œ')),
    ),
    (
        "names that differ in capitals only begin with the small ones, as in the other languages",
        |one, other| without_case(one) == without_case(other),
    ),
];

/// Danish takes aa for å, and even that for a matter of capitals.
fn without_case(name: &str) -> String {
    name.to_lowercase().replace("aa", "å")
}

#[wasm_bindgen_test]
fn names_stand_as_the_browser_puts_them() {
    let names: Vec<&str> =
        NAMES.lines().flat_map(|line| line.split('|')).filter(|name| !name.is_empty()).collect();
    assert!(names.len() > 200);
    let languages: [(Language, Alphabet, &[Intended]); 5] = [
        (Language::Norwegian, Alphabet::Nordic, &[]),
        (Language::Danish, Alphabet::Nordic, &DANISH),
        (Language::Dutch, Alphabet::Root, &[]),
        (Language::French, Alphabet::Root, &[]),
        (Language::English, Alphabet::Root, &[]),
    ];
    let mut faults = Vec::new();
    for (language, alphabet, intended) in languages {
        let compare = collator(language);
        let mut seen = BTreeSet::new();
        for (at, one) in names.iter().enumerate() {
            for other in names.iter().skip(at + 1) {
                let ours = sort_key(one, alphabet).cmp(&sort_key(other, alphabet));
                let theirs = by_browser(&compare, one, other);
                if ours == theirs {
                    continue;
                }
                match intended.iter().find(|(_, shows)| shows(one, other)) {
                    Some((reason, _)) => drop(seen.insert(*reason)),
                    None => faults.push(format!("{} {one} {ours:?} {other}, not {theirs:?}", language.tag())),
                }
            }
        }
        let reasons: BTreeSet<&str> = intended.iter().map(|(reason, _)| *reason).collect();
        assert_eq!(seen, reasons, "{}: what is meant is met", language.tag());
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

fn collator(language: Language) -> Function {
    let locales = Array::of1(&JsValue::from(language.tag()));
    Intl::Collator::new(&locales, &Object::new()).compare()
}

fn by_browser(compare: &Function, one: &str, other: &str) -> Ordering {
    let order = compare.call2(&JsValue::NULL, &JsValue::from(one), &JsValue::from(other)).unwrap();
    order.as_f64().unwrap().partial_cmp(&0.0).unwrap()
}
