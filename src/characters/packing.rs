//! Packs the tables that `tables.rs` reads. The build script runs it on the data of the standard
//! library and of `unicode-normalization`.
//!
//! A table is the number of its rows and then their numbers, each as a variable-length integer of
//! seven bits a byte (LEB128). A character is stored as its distance from the one in the row
//! before.

use unicode_normalization::char::{canonical_combining_class, compose, decompose_canonical};

/// All tables, in the order in which `tables.rs` reads them.
pub fn all() -> Vec<u8> {
    let mut bytes = Vec::new();
    decompositions(&mut bytes);
    classes(&mut bytes);
    cases(&mut bytes, |character| character.to_lowercase().collect());
    cases(&mut bytes, |character| character.to_uppercase().collect());
    bytes
}

/// Canonical decompositions: two characters where these compose again, else the full
/// decomposition. Hangul syllables are computed instead.
fn decompositions(bytes: &mut Vec<u8>) {
    let mut rows = Vec::new();
    for character in ('\0'..=char::MAX).filter(|it| !('가'..='힣').contains(it)) {
        let mut parts = Vec::new();
        decompose_canonical(character, |part| parts.push(part));
        if parts != [character] {
            rows.push((character, composing(character, &parts), parts));
        }
    }
    put(bytes, rows.len());
    let (mut last, mut first, mut second) = (0, 0, 0);
    for (character, pair, parts) in rows {
        let kind = if pair.is_some() { 0 } else { parts.len() };
        let parts = pair.map_or(parts, |(base, mark)| vec![base, mark]);
        put(bytes, (code(character) - last) * 4 + kind);
        last = code(character);
        for (number, part) in parts.into_iter().enumerate() {
            let before = if number == 0 { &mut first } else { &mut second };
            put_step(bytes, *before, code(part));
            *before = code(part);
        }
    }
}

/// The two characters that compose to this one, if any do.
fn composing(character: char, parts: &[char]) -> Option<(char, char)> {
    let (mark, before) = parts.split_last()?;
    let (first, rest) = before.split_first()?;
    let base = rest.iter().try_fold(*first, |base, part| compose(base, *part))?;
    (compose(base, *mark) == Some(character)).then_some((base, *mark))
}

/// Combining classes, as runs: first character, number of characters, class.
fn classes(bytes: &mut Vec<u8>) {
    let mut runs: Vec<(usize, usize, u8)> = Vec::new();
    for character in '\0'..=char::MAX {
        let class = canonical_combining_class(character);
        match runs.last_mut() {
            Some((from, count, of)) if *from + *count == code(character) && *of == class => *count += 1,
            _ if class != 0 => runs.push((code(character), 1, class)),
            _ => {}
        }
    }
    put(bytes, runs.len());
    let mut last = 0;
    for (from, count, class) in runs {
        put(bytes, from - last);
        put(bytes, count);
        put(bytes, class.into());
        last = from;
    }
}

/// A case mapping beyond ASCII: runs in which every or every other character maps at the same
/// distance, and the characters that map to several.
fn cases(bytes: &mut Vec<u8>, change: impl Fn(char) -> Vec<char>) {
    let mut runs: Vec<(usize, usize, usize, usize)> = Vec::new();
    let mut several = Vec::new();
    for character in '\u{80}'..=char::MAX {
        let (from, to) = (code(character), change(character));
        let [to] = to.as_slice() else {
            several.push((from, to));
            continue;
        };
        if *to == character {
            continue;
        }
        match runs.last_mut() {
            Some((first, to_first, count, step))
                if code(*to) + *first == from + *to_first
                    && (from == *first + *count * *step || *count == 1 && from == *first + 2) =>
            {
                *step = if *count == 1 { from - *first } else { *step };
                *count += 1;
            }
            _ => runs.push((from, code(*to), 1, 1)),
        }
    }
    put(bytes, runs.len());
    let mut last = 0;
    for (from, to, count, step) in runs {
        put(bytes, from - last);
        put(bytes, count * 2 + step - 1);
        put_step(bytes, from, to);
        last = from;
    }
    put(bytes, several.len());
    let mut last = 0;
    for (from, to) in several {
        put(bytes, from - last);
        put(bytes, to.len());
        to.iter().for_each(|character| put(bytes, code(*character)));
        last = from;
    }
}

fn code(character: char) -> usize {
    character as usize
}

/// Writes a distance with its sign in the lowest bit.
fn put_step(bytes: &mut Vec<u8>, from: usize, to: usize) {
    put(bytes, if to >= from { (to - from) * 2 } else { (from - to) * 2 - 1 });
}

fn put(bytes: &mut Vec<u8>, mut number: usize) {
    while number > 127 {
        bytes.push((number & 127) as u8 | 128);
        number >>= 7;
    }
    bytes.push(number as u8);
}
