//! Writes what this module reads: the build runs it on the data of the standard library and of
//! `unicode-normalization`.
//!
//! A table is a row of numbers, each in as few bytes as it needs (seven bits a byte, the last
//! byte below 128), and begins with the number of its rows. Characters are told by their distance
//! from those of the row before.

use unicode_normalization::char::{canonical_combining_class, compose, decompose_canonical};

/// All tables, in the order in which they are read.
pub fn all() -> Vec<u8> {
    let mut bytes = Vec::new();
    decompositions(&mut bytes);
    classes(&mut bytes);
    cases(&mut bytes, |character| character.to_lowercase().collect());
    cases(&mut bytes, |character| character.to_uppercase().collect());
    bytes
}

/// Characters and what they are made of: for those that are composed again the two characters
/// that do, for the others all parts. Korean syllables are computed.
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

/// The two characters that make up this one, where it is composed again.
fn composing(character: char, parts: &[char]) -> Option<(char, char)> {
    let (mark, before) = parts.split_last()?;
    let (first, rest) = before.split_first()?;
    let base = rest.iter().try_fold(*first, |base, part| compose(base, *part))?;
    (compose(base, *mark) == Some(character)).then_some((base, *mark))
}

/// Combining classes: first character, number of characters, class.
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

/// Characters beyond ASCII that change: every one or every second of a run by the same distance,
/// and those that become several.
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

/// A distance, with its sign as the last bit.
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
