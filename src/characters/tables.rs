//! The tables that the build script packed, unpacked at the first use.

use std::sync::LazyLock;

/// The output of `packing.rs`.
pub(super) const PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/characters.bin"));

/// Hangul syllables: the first one and their number. 588 share a leading consonant, 28 of these a
/// vowel (Unicode, section 3.12).
const SYLLABLES: (u32, u32) = (0xac00, 11_172);
/// The first leading consonant, the first vowel, and the character before the first trailing
/// consonant.
const JAMO: (u32, u32, u32) = (0x1100, 0x1161, 0x11a7);

/// A character and the characters it maps to, filled up with `\0`.
type MadeOf = (char, [char; 3]);
/// Two characters and their composite.
type Composed = ([char; 2], char);

/// All tables, sorted by character for binary search.
pub(super) struct Tables {
    made_of: Vec<MadeOf>,
    composed: Vec<Composed>,
    /// Runs of characters of one class: the first character, their number, the class.
    classes: Vec<(u32, u32, u8)>,
    pub(super) lower: Cases,
    pub(super) upper: Cases,
}

/// A case mapping.
pub(super) struct Cases {
    runs: Vec<Run>,
    several: Vec<MadeOf>,
}

/// A run of characters that map to characters at the same distance.
struct Run {
    from: u32,
    count: u32,
    /// 1, or 2 where the run has every other character only.
    step: u32,
    distance: i32,
}

pub(super) fn tables() -> &'static Tables {
    static TABLES: LazyLock<Tables> = LazyLock::new(|| Reader(PACKED).tables());
    &TABLES
}

impl Tables {
    pub(super) fn decompose(&self, character: char, part: &mut dyn FnMut(char)) {
        let syllable = u32::from(character).wrapping_sub(SYLLABLES.0);
        if syllable < SYLLABLES.1 {
            let third = syllable % 28;
            let parts = [JAMO.0 + syllable / 588, JAMO.1 + syllable % 588 / 28, JAMO.2 + third];
            let count = if third == 0 { 2 } else { 3 };
            return parts.into_iter().take(count).filter_map(char::from_u32).for_each(part);
        }
        let Ok(row) = self.made_of.binary_search_by_key(&character, |(made, _)| *made) else {
            return part(character);
        };
        for made_of in self.made_of.get(row).map(|(_, parts)| *parts).into_iter().flatten() {
            if made_of != '\0' {
                // Ends after two levels at most: the characters of the third have no decomposition.
                self.decompose(made_of, part);
            }
        }
    }

    pub(super) fn compose(&self, base: char, mark: char) -> Option<char> {
        let (first, second) = (u32::from(base), u32::from(mark));
        let number = |character: u32, of: u32, count: u32| {
            Some(character.wrapping_sub(of)).filter(|number| *number < count)
        };
        if let (Some(first), Some(second)) = (number(first, JAMO.0, 19), number(second, JAMO.1, 21)) {
            return char::from_u32(SYLLABLES.0 + first * 588 + second * 28);
        }
        if let Some(syllable) = number(first, SYLLABLES.0, SYLLABLES.1).filter(|it| it % 28 == 0)
            && let Some(third) = number(second, JAMO.2 + 1, 27)
        {
            return char::from_u32(SYLLABLES.0 + syllable + third + 1);
        }
        if mark.is_ascii() {
            return None;
        }
        // A linear search: the table is short and seldom used.
        self.composed.iter().find(|(parts, _)| *parts == [base, mark]).map(|(_, made)| *made)
    }

    pub(super) fn class(&self, character: char) -> u8 {
        let code = u32::from(character);
        let next = self.classes.partition_point(|(from, ..)| *from <= code);
        let run = next.checked_sub(1).and_then(|row| self.classes.get(row));
        run.filter(|(from, count, _)| code - from < *count).map_or(0, |(.., class)| *class)
    }
}

impl Cases {
    /// The character in this case, filled up with `\0`.
    pub(super) fn of(&self, character: char) -> [char; 3] {
        if let Ok(row) = self.several.binary_search_by_key(&character, |(from, _)| *from) {
            return self.several.get(row).map_or([character, '\0', '\0'], |(_, to)| *to);
        }
        let code = u32::from(character);
        let next = self.runs.partition_point(|run| run.from <= code);
        // A run of every other character may overlap the next run.
        let runs = next.checked_sub(2).map_or(0..next, |from| from..next);
        let run = self.runs.get(runs).into_iter().flatten().find(|run| {
            let past = code - run.from;
            past.is_multiple_of(run.step) && past / run.step < run.count
        });
        let changed = run.and_then(|run| char::from_u32(code.checked_add_signed(run.distance)?));
        [changed.unwrap_or(character), '\0', '\0']
    }
}

/// Reads the output of `packing.rs`. **It comes from the build and a test reads all of it,** so a
/// missing byte reads as 0 instead of being an error.
struct Reader(&'static [u8]);

impl Reader {
    fn tables(mut self) -> Tables {
        let (made_of, composed) = self.decompositions();
        Tables { made_of, composed, classes: self.classes(), lower: self.cases(), upper: self.cases() }
    }

    fn decompositions(&mut self) -> (Vec<MadeOf>, Vec<Composed>) {
        let (mut made_of, mut composed) = (Vec::new(), Vec::new());
        let (mut character, mut first, mut second) = (0, 0, 0);
        for _ in 0..self.number() {
            let (distance, count) = split(self.number(), 4);
            character += distance;
            let made = letter(character);
            let mut parts = ['\0'; 3];
            for (number, part) in
                parts.iter_mut().take(if count == 0 { 2 } else { count as usize }).enumerate()
            {
                let before = if number == 0 { &mut first } else { &mut second };
                *before = self.step_from(*before);
                *part = letter(*before);
            }
            made_of.push((made, parts));
            if count == 0 {
                let [base, mark, _] = parts;
                composed.push(([base, mark], made));
            }
        }
        (made_of, composed)
    }

    fn classes(&mut self) -> Vec<(u32, u32, u8)> {
        let mut from = 0;
        let rows = 0..self.number();
        rows.map(|_| {
            from += self.number();
            (from, self.number(), u8::try_from(self.number()).unwrap_or(0))
        })
        .collect()
    }

    fn cases(&mut self) -> Cases {
        let mut from = 0;
        let mut runs = Vec::new();
        for _ in 0..self.number() {
            from += self.number();
            let (count, step) = split(self.number(), 2);
            let distance = self.step_from(from).cast_signed() - from.cast_signed();
            runs.push(Run { from, count, step: step + 1, distance });
        }
        let mut from = 0;
        let mut several = Vec::new();
        for _ in 0..self.number() {
            from += self.number();
            let count = self.number() as usize;
            let mut to = ['\0'; 3];
            to.iter_mut().take(count).for_each(|character| *character = letter(self.number()));
            several.push((letter(from), to));
        }
        Cases { runs, several }
    }

    /// Reads a signed distance and adds it to `before`.
    fn step_from(&mut self, before: u32) -> u32 {
        let (distance, is_forward) = split(self.number() + 1, 2);
        if is_forward == 1 { before + distance } else { before - distance }
    }

    fn number(&mut self) -> u32 {
        let (mut number, mut shift) = (0, 0);
        while let Some((byte, rest)) = self.0.split_first() {
            self.0 = rest;
            number |= u32::from(byte & 127) << shift;
            shift += 7;
            if *byte < 128 {
                break;
            }
        }
        number
    }
}

/// Quotient and remainder.
fn split(number: u32, base: u32) -> (u32, u32) {
    (number / base, number % base)
}

fn letter(code: u32) -> char {
    char::from_u32(code).unwrap_or('\0')
}
