//! Encodes a segment: its lines step by step, and everything else as JSON.
//!
//! A step keeps some of the lines before it, in order, and appends others. So a step takes about a
//! bit a line, and far less where most lines stay.

use crate::domain::identifiers::ContactId;
use crate::domain::segment::{Segment, StepKind};
use crate::storage::codec::streams::{Reader, Writer};
use crate::storage::codec::table::{fold, read_runs, unfold, write_runs};
use crate::storage::codec::{DecodeError, pad};

/// The number before a list that is the expected one, and before any other.
const AS_EXPECTED: u64 = 1;
const OTHER: u64 = 0;

/// Encodes a segment.
#[must_use]
pub fn encode(segment: &Segment) -> Vec<u8> {
    let mut bare = segment.clone();
    let memory = lists(&mut bare).map(|lines| size_of_val(lines.as_slice())).sum::<usize>();
    lists(&mut bare).for_each(Vec::clear);
    let mut writer = Writer::default();
    writer.text(&serde_json::to_string(&bare).unwrap_or_default());
    let mut before: &[ContactId] = &[];
    let mut hand = None;
    for step in &segment.steps {
        write_step(before, &step.before, hand, &mut writer);
        before = &step.before;
        hand = Some(&step.kind);
    }
    write_step(before, &segment.lines, hand, &mut writer);
    // A line is claimed twice, and once more where the step lists it.
    pad(writer.finish(), 2 * memory)
}

/// Decodes a segment.
///
/// # Errors
/// [`DecodeError`].
pub fn decode(bytes: &[u8]) -> Result<Segment, DecodeError> {
    let mut reader = Reader::new(bytes)?;
    let json = reader.text()?.as_bytes();
    let mut segment: Segment = serde_json::from_slice(json).map_err(|_| DecodeError::Unknown)?;
    let mut before: Vec<ContactId> = Vec::new();
    let mut hand: Option<&mut StepKind> = None;
    for step in &mut segment.steps {
        step.before = read_step(&before, hand, &mut reader)?;
        before.clone_from(&step.before);
        hand = Some(&mut step.kind);
    }
    segment.lines = read_step(&before, hand, &mut reader)?;
    Ok(segment)
}

/// All lists of contacts in a segment.
fn lists(segment: &mut Segment) -> impl Iterator<Item = &mut Vec<ContactId>> {
    let steps = segment.steps.iter_mut().flat_map(|step| {
        let by_hand = match &mut step.kind {
            StepKind::ByHand { added, removed } => [Some(added), Some(removed)],
            StepKind::Add { .. } | StepKind::Refine { .. } | StepKind::Reduce { .. } => [None, None],
        };
        by_hand.into_iter().flatten().chain([&mut step.before])
    });
    steps.chain([&mut segment.lines])
}

/// Writes the lines after a step, and the lines that the step itself lists.
fn write_step(before: &[ContactId], after: &[ContactId], kind: Option<&StepKind>, writer: &mut Writer) {
    let mut new = after;
    let stays = |line: &ContactId| {
        let stays = new.first() == Some(line);
        new = new.get(usize::from(stays)..).unwrap_or_default();
        stays
    };
    let flags: Vec<bool> = before.iter().map(stays).collect();
    write_runs(&flags, writer);
    write_list(new, writer);
    if let Some(StepKind::ByHand { added, removed }) = kind {
        write_likely(added, new, writer);
        write_likely(removed, &gone(before, &flags), writer);
    }
}

fn read_step(
    before: &[ContactId],
    kind: Option<&mut StepKind>,
    reader: &mut Reader,
) -> Result<Vec<ContactId>, DecodeError> {
    // The lines before and their flags.
    reader.claim(before.len(), size_of::<ContactId>() + 1)?;
    let flags = read_runs(before.len(), reader)?;
    let stay = before.iter().zip(&flags).filter(|(_, stays)| **stays);
    let mut after: Vec<ContactId> = stay.map(|(line, _)| *line).collect();
    let new = read_list(reader)?;
    after.extend(&new);
    if let Some(StepKind::ByHand { added, removed }) = kind {
        *added = read_likely(new, reader)?;
        *removed = read_likely(gone(before, &flags), reader)?;
    }
    Ok(after)
}

fn gone(before: &[ContactId], stays: &[bool]) -> Vec<ContactId> {
    before.iter().zip(stays).filter(|(_, stays)| !**stays).map(|(line, _)| *line).collect()
}

/// Writes a list that usually equals the expected one.
fn write_likely(list: &[ContactId], expected: &[ContactId], writer: &mut Writer) {
    if list == expected {
        writer.number(AS_EXPECTED);
    } else {
        writer.number(OTHER);
        write_list(list, writer);
    }
}

fn read_likely(expected: Vec<ContactId>, reader: &mut Reader) -> Result<Vec<ContactId>, DecodeError> {
    if reader.number()? == AS_EXPECTED { Ok(expected) } else { read_list(reader) }
}

/// Writes the length of a list, then each line by its distance from the one before.
fn write_list(lines: &[ContactId], writer: &mut Writer) {
    writer.number(lines.len() as u64);
    let mut before = 0_u32;
    for line in lines {
        writer.number(u64::from(fold(line.0.wrapping_sub(before))));
        before = line.0;
    }
}

fn read_list(reader: &mut Reader) -> Result<Vec<ContactId>, DecodeError> {
    let count = reader.index()? as usize;
    reader.claim(count, 2 * size_of::<ContactId>())?;
    let mut lines = Vec::with_capacity(count);
    let mut before = 0_u32;
    for _ in 0..count {
        before = before.wrapping_add(unfold(reader.index()?));
        lines.push(ContactId(before));
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::criteria::Criteria;
    use crate::domain::segment::{AddOptions, Step};
    use crate::storage::codec::realistic;
    use crate::storage::codec::realistic::people::Sharing;
    use proptest::{collection::vec, prelude::*};

    fn lines() -> impl Strategy<Value = Vec<ContactId>> {
        vec(prop_oneof![0..9_u32, any::<u32>()].prop_map(ContactId), 0..9)
    }

    fn segment() -> impl Strategy<Value = Segment> {
        let kind = prop_oneof![
            (lines(), lines()).prop_map(|(added, removed)| StepKind::ByHand { added, removed }),
            any::<bool>().prop_map(|allow_existing| StepKind::Add {
                criteria: Criteria::Any(vec![Criteria::default(), Criteria::None(Vec::new())]),
                options: AddOptions { allow_existing, ..AddOptions::default() },
            }),
        ];
        let step =
            (kind, lines(), any::<u32>()).prop_map(|(kind, before, after)| Step { kind, before, after });
        ("\\PC{0,9}", "\\PC{0,20}", lines(), vec(step, 0..5), any::<bool>()).prop_map(
            |(number, description, lines, steps, sample)| Segment {
                number,
                description,
                lines,
                steps,
                sample,
            },
        )
    }

    proptest! {
        #[test]
        fn segments_come_back(segment in segment()) {
            prop_assert_eq!(decode(&encode(&segment)), Ok(segment));
        }

        #[test]
        fn changed_bytes_are_read_or_refused(segment in segment(), at: prop::sample::Index, by: u8) {
            let mut bytes = encode(&segment);
            let at = at.index(bytes.len());
            bytes[at] ^= by;
            let _ = decode(&bytes);
            let _ = decode(&bytes[..at]);
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..200)) {
            let _ = decode(&bytes);
        }
    }

    #[test]
    fn a_step_of_a_realistic_segment_costs_a_bit_a_line() {
        let rows = realistic::contacts(20_000, Sharing::Usual);
        for segment in realistic::segments(&rows) {
            let bytes = encode(&segment);
            assert_eq!(decode(&bytes).as_ref(), Ok(&segment));
            let bits = bytes.len() * 8 / segment.lines.len();
            assert!(bits < 32, "{bits} bits a line, all its steps included");
        }
    }
}
