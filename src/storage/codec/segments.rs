//! Encodes a segment: its lines step by step, and everything else as JSON.
//!
//! A step keeps some of the lines before it, in order, and appends others. So a step takes about a
//! bit a line, and far less where most lines stay.

use crate::domain::identifiers::ContactId;
use crate::domain::segment::{Segment, StepKind};
use crate::storage::codec::coder::{Bit, Coder, Number};
use crate::storage::codec::texts::{Frame, NewTexts};
use crate::storage::codec::{FORMAT, allowance, pad};

/// Encodes a segment.
#[must_use]
pub fn encode(segment: &Segment) -> Vec<u8> {
    let mut bare = segment.clone();
    for lines in lists(&mut bare) {
        lines.clear();
    }
    let mut texts = NewTexts::writer();
    texts.add(&serde_json::to_string(&bare).unwrap_or_default());
    let mut lines = Lines::new(Coder::writer(), usize::MAX);
    let _ = lines.segment(&mut segment.clone());
    pad(texts.finish(FORMAT, &lines.coder.finish()), usize::MAX - lines.left)
}

/// Decodes a segment.
#[must_use]
pub fn decode(bytes: &[u8]) -> Option<Segment> {
    let parts = Frame::of(bytes, FORMAT)?;
    let mut segment = serde_json::from_slice(NewTexts::reader(&parts.texts).take()?.as_bytes()).ok()?;
    Lines::new(Coder::reader(parts.rest), allowance(bytes.len())).segment(&mut segment)?;
    Some(segment)
}

/// All lists of contacts in a segment.
fn lists(segment: &mut Segment) -> impl Iterator<Item = &mut Vec<ContactId>> {
    let steps = segment.steps.iter_mut().flat_map(|step| {
        let (added, removed) = by_hand(&mut step.kind);
        [Some(&mut step.before), added, removed].into_iter().flatten()
    });
    steps.chain([&mut segment.lines])
}

fn by_hand(kind: &mut StepKind) -> (Option<&mut Vec<ContactId>>, Option<&mut Vec<ContactId>>) {
    match kind {
        StepKind::ByHand { added, removed } => (Some(added), Some(removed)),
        StepKind::Add { .. } | StepKind::Refine { .. } | StepKind::Reduce { .. } => (None, None),
    }
}

struct Lines<'a> {
    coder: Coder<'a>,
    /// The rest of the allowance.
    left: usize,
    /// Whether a line stays, by whether the lines before it did.
    stays: [Bit; 8],
    as_expected: Bit,
    count: Number,
    distance: Number,
}

impl<'a> Lines<'a> {
    fn new(coder: Coder<'a>, left: usize) -> Self {
        Self {
            coder,
            left,
            stays: [Bit::NEW; 8],
            as_expected: Bit::NEW,
            count: Number::new(),
            distance: Number::new(),
        }
    }

    fn segment(&mut self, segment: &mut Segment) -> Option<()> {
        let mut before: Vec<ContactId> = Vec::new();
        let mut hand: Option<&mut StepKind> = None;
        for step in &mut segment.steps {
            self.step(&before, &mut step.before, hand)?;
            before.clone_from(&step.before);
            hand = Some(&mut step.kind);
        }
        self.step(&before, &mut segment.lines, hand)
    }

    /// Codes the lines after a step, and the lines that the step itself lists.
    fn step(
        &mut self,
        before: &[ContactId],
        after: &mut Vec<ContactId>,
        kind: Option<&mut StepKind>,
    ) -> Option<()> {
        let mut left = after.as_slice();
        let mut lines = Vec::new();
        let mut gone = Vec::new();
        let mut memory = 0;
        for &line in before {
            let stays = left.first() == Some(&line);
            let stays = self.coder.bit(self.stays.get_mut(memory)?, stays);
            memory = (memory << 1 | usize::from(stays)) & 7;
            if stays {
                left = left.get(1..).unwrap_or_default();
                lines.push(line);
            } else {
                gone.push(line);
            }
        }
        self.spend(lines.len())?;
        let new = self.list(left)?;
        lines.extend(&new);
        *after = lines;
        if let Some((Some(added), Some(removed))) = kind.map(by_hand) {
            self.likely(added, &new)?;
            self.likely(removed, &gone)?;
        }
        Some(())
    }

    /// Codes a list that usually equals the expected one.
    fn likely(&mut self, list: &mut Vec<ContactId>, expected: &[ContactId]) -> Option<()> {
        let same = list == expected;
        let mut model = self.as_expected;
        *list = if self.coder.bit(&mut model, same) {
            self.spend(expected.len())?;
            expected.to_vec()
        } else {
            self.list(list)?
        };
        self.as_expected = model;
        Some(())
    }

    fn list(&mut self, written: &[ContactId]) -> Option<Vec<ContactId>> {
        let count =
            self.count.code(&mut self.coder, u32::try_from(written.len()).unwrap_or(u32::MAX)) as usize;
        self.spend(count)?;
        let mut lines = Vec::new();
        let mut before = 0_u32;
        let mut written = written.iter();
        for _ in 0..count {
            let apart = written.next().map_or(0, |line| line.0.wrapping_sub(before));
            let apart = self.distance.signed(&mut self.coder, apart);
            before = before.wrapping_add(apart);
            lines.push(ContactId(before));
        }
        (!self.coder.is_past_end()).then_some(lines)
    }

    fn spend(&mut self, lines: usize) -> Option<()> {
        self.left = self.left.checked_sub(lines.checked_mul(size_of::<ContactId>())?)?;
        Some(())
    }
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
            prop_assert_eq!(decode(&encode(&segment)), Some(segment));
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
        fn any_bytes_are_read_or_refused(mut bytes in vec(any::<u8>(), 0..200)) {
            let _ = decode(&bytes);
            bytes.insert(0, FORMAT);
            let _ = decode(&bytes);
        }
    }

    #[test]
    fn a_step_of_a_realistic_segment_costs_a_bit_a_line() {
        let rows = realistic::contacts(20_000, Sharing::Usual);
        for segment in realistic::segments(&rows) {
            let bytes = encode(&segment);
            assert_eq!(decode(&bytes).as_ref(), Some(&segment));
            let bits = bytes.len() * 8 / segment.lines.len();
            assert!(bits < 28, "{bits} bits a line, all its steps included");
        }
    }
}
