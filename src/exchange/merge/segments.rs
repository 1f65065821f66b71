//! The segments of a file in a merge.

use std::collections::{HashMap, HashSet};

use crate::domain::catalogue::CodeList;
use crate::domain::criteria::{Criterion, Field, Value};
use crate::domain::database::Database;
use crate::domain::identifiers::{CodeId, ContactId, SegmentId};
use crate::domain::number_series::{SEGMENT_SERIES, next_number};
use crate::domain::segment::{Segment, Step, StepKind};
use crate::exchange::merge::plan::MergePlan;

/// The result for a segment of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SegmentOutcome {
    /// A new segment.
    New,
    /// The segment here continues as the file's did, or gets its description.
    Changed(SegmentId),
    /// The segment here has all of it already.
    Unchanged(SegmentId),
}

/// A segment of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergeSegment {
    /// Its id in the file's database.
    pub theirs: SegmentId,
    /// The result.
    pub outcome: SegmentOutcome,
    /// The segment as it will be here.
    pub segment: Segment,
    /// Lines whose contacts are left out.
    pub lost_lines: usize,
}

/// The ids here of the file's contacts and codes.
pub(super) struct Translation<'a> {
    pub contacts: &'a HashMap<ContactId, ContactId>,
    pub code: &'a dyn Fn(CodeList, CodeId) -> Option<CodeId>,
}

impl MergePlan {
    /// The results for the file's segments, with the decisions so far about contacts.
    #[must_use]
    pub fn segments(&self, database: &Database, file: &Database) -> Vec<MergeSegment> {
        let mut next = CodeList::ALL.map(|list| database.next_code_id(list).index());
        let mut new = HashMap::new();
        for row in &self.codes {
            if MergePlan::code_here(database, file, row.list, row.theirs).is_none()
                && let Some(next) = next.get_mut(row.list.index())
                && let Some(id) = CodeId::from_index(*next)
            {
                *next += 1;
                new.insert((row.list, row.theirs), id);
            }
        }
        let code = |list, code| {
            MergePlan::code_here(database, file, list, code).or_else(|| new.get(&(list, code)).copied())
        };
        let contacts = self.contact_ids(database, file);
        self.segments_by(database, file, &Translation { contacts: &contacts, code: &code })
    }

    pub(super) fn segments_by(
        &self,
        database: &Database,
        file: &Database,
        translation: &Translation,
    ) -> Vec<MergeSegment> {
        let here: Vec<(SegmentId, Segment)> =
            database.segments().map(|(id, segment)| (id, settled(segment, database))).collect();
        let mut taken: HashSet<String> = here.iter().map(|(_, segment)| segment.number.clone()).collect();
        let kept: HashSet<&str> = file.segments().map(|(_, segment)| segment.number.as_str()).collect();
        let mut last = database.last_segment_number();
        let mut number = |own: &str| {
            if taken.insert(own.to_owned()) {
                return own.to_owned();
            }
            loop {
                let number = next_number(SEGMENT_SERIES, last);
                last = last.saturating_add(1);
                if !kept.contains(number.as_str()) && taken.insert(number.clone()) {
                    return number;
                }
            }
        };
        let mut claimed: HashSet<SegmentId> = HashSet::new();
        let mut rows: Vec<(MergeSegment, bool)> = Vec::new();
        for (theirs, from) in file.segments() {
            let (segment, lost_lines) = translation.segment(&settled(from, file));
            let by_number = here.iter().find(|(_, ours)| ours.number == segment.number);
            let joined = by_number.filter(|_| self.is_same_database).and_then(|(id, ours)| {
                let joined = self.joined(ours, &segment)?;
                claimed.insert(*id);
                let is_same = joined == *ours;
                let outcome =
                    if is_same { SegmentOutcome::Unchanged(*id) } else { SegmentOutcome::Changed(*id) };
                Some((joined, outcome))
            });
            let is_settled = joined.is_some();
            let (segment, outcome) = joined.unwrap_or((segment, SegmentOutcome::New));
            rows.push((MergeSegment { theirs, outcome, segment, lost_lines }, is_settled));
        }
        // A segment here matches one of the file at most, as with contacts.
        for (row, _) in rows.iter_mut().filter(|(_, is_settled)| !is_settled) {
            let is_same = |ours: &Segment| {
                ours.description == row.segment.description
                    && ours.lines == row.segment.lines
                    && ours.steps == row.segment.steps
            };
            let matched = here.iter().find(|(id, ours)| !claimed.contains(id) && is_same(ours));
            match matched {
                Some((id, ours)) => {
                    claimed.insert(*id);
                    row.outcome = SegmentOutcome::Unchanged(*id);
                    row.segment = ours.clone();
                }
                None => row.segment.number = number(&row.segment.number),
            }
        }
        rows.into_iter().map(|(row, _)| row).collect()
    }

    /// Two states of one segment as the later one; `None` where neither went on from the other.
    fn joined(&self, ours: &Segment, theirs: &Segment) -> Option<Segment> {
        let later = if continues(ours, theirs) {
            ours
        } else if continues(theirs, ours) {
            theirs
        } else {
            return None;
        };
        let mut joined = Segment { lines: later.lines.clone(), steps: later.steps.clone(), ..ours.clone() };
        if !theirs.description.is_empty() && (self.overwrite || ours.description.is_empty()) {
            joined.description.clone_from(&theirs.description);
        }
        joined.sample &= theirs.sample;
        Some(joined)
    }
}

/// Whether a segment is another one some steps later, or the same. A run of edits by hand may have
/// continued within its step.
fn continues(later: &Segment, earlier: &Segment) -> bool {
    let (Some((open, whole)), true) = (earlier.steps.split_last(), earlier.steps.len() <= later.steps.len())
    else {
        return earlier.steps.is_empty()
            && later.steps.first().map_or(&later.lines, |step| &step.before) == &earlier.lines;
    };
    let Some(step) = later.steps.get(whole.len()) else { return false };
    let lines_then = later.steps.get(earlier.steps.len()).map_or(&later.lines, |next| &next.before);
    let went_on = match (&step.kind, &open.kind) {
        (
            StepKind::ByHand { added, removed },
            StepKind::ByHand { added: added_before, removed: removed_before },
        ) => {
            step.before == open.before
                && added.starts_with(added_before)
                && removed.starts_with(removed_before)
        }
        _ => step == open && *lines_then == earlier.lines,
    };
    later.steps.starts_with(whole) && went_on
}

/// A segment whose criteria name every deleted code as one unknown value, so that segments compare.
fn settled(segment: &Segment, database: &Database) -> Segment {
    let code = |list, code| database.code(list, code).map(|_| code);
    let mut segment = segment.clone();
    for step in &mut segment.steps {
        step.kind = with_codes(&step.kind, &code);
    }
    segment
}

impl Translation<'_> {
    /// A segment of the file as it would be here, and how many lines it loses.
    fn segment(&self, from: &Segment) -> (Segment, usize) {
        let lines = self.lines(&from.lines);
        let known = |line: &&ContactId| self.contacts.contains_key(line);
        let lost = from.lines.len() - from.lines.iter().filter(known).count();
        let step = |step: &Step| {
            let kind = match with_codes(&step.kind, self.code) {
                StepKind::ByHand { added, removed } => {
                    StepKind::ByHand { added: self.lines(&added), removed: self.lines(&removed) }
                }
                other => other,
            };
            Step { kind, before: self.lines(&step.before), after: step.after }
        };
        (Segment { lines, steps: from.steps.iter().map(step).collect(), ..from.clone() }, lost)
    }

    /// The lines here. Two contacts of the file with the same match make one line; a contact that had
    /// two lines keeps both.
    fn lines(&self, lines: &[ContactId]) -> Vec<ContactId> {
        let mut first: HashMap<ContactId, ContactId> = HashMap::new();
        let here = |theirs: &ContactId| {
            let here = *self.contacts.get(theirs)?;
            (*first.entry(here).or_insert(*theirs) == *theirs).then_some(here)
        };
        lines.iter().filter_map(here).collect()
    }
}

/// A step whose criteria name other codes; a code that is gone is an unknown one.
fn with_codes(kind: &StepKind, code: &dyn Fn(CodeList, CodeId) -> Option<CodeId>) -> StepKind {
    let mut kind = kind.clone();
    let rename = &mut |criterion: &mut Criterion| {
        for value in &mut criterion.values {
            if let Value::Code(id) = value {
                let known = match criterion.field {
                    Field::Codes(list) => code(list, *id),
                    _ => None,
                };
                *value = known.map_or_else(|| Value::Unknown(String::new()), Value::Code);
            }
        }
    };
    if let Some(criteria) = kind.criteria_mut() {
        criteria.visit_mut(rename);
    }
    kind
}
