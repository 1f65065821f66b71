//! A table as columns, each with its key and its kind, so that a reader knows what it reads.

use crate::storage::codec::column::Values;
use crate::storage::codec::rules::{COMPANY_KEY, Relation, Rules, relations};
use crate::storage::codec::streams::{Reader, Writer};
use crate::storage::codec::text_column::{read_texts, write_texts};
use crate::storage::codec::{DecodeError, pad};

/// A shard of a table. Its rows are dense: a slot without a row has no cells.
#[derive(Debug, Default)]
pub struct Table {
    /// The index of the first slot.
    pub first: u32,
    /// The number of slots.
    pub slots: u32,
    /// The slots that have a row, ascending, from 0.
    pub rows: Vec<u32>,
    /// The columns by key. Texts follow from columns before theirs ([`Rules`]).
    pub columns: Vec<(String, Values)>,
}

/// The kinds of columns, as they are stored. A new kind gets a new number.
const FLAGS: u32 = 0;
const ROWS: u32 = 1;
const LISTS: u32 = 2;
const TEXTS: u32 = 3;

impl Table {
    /// Encodes the table. `row_size` is the memory of a slot beside the cells.
    pub fn encode(&self, row_size: usize) -> Vec<u8> {
        let mut writer = Writer::default();
        write_slots(self.slots, &self.rows, &mut writer);
        let mut taken = self.slots as usize * row_size;
        let mut related: Vec<Relation> = Vec::new();
        for (index, (key, values)) in self.columns.iter().enumerate() {
            writer.text(key);
            taken += values.memory();
            match values {
                Values::Flags(flags) => write_flags(flags, &mut writer),
                Values::Lists(lists) => write_lists(lists, &mut writer),
                Values::Rows(targets) => {
                    self.write_rows(targets, &mut writer);
                    if key == COMPANY_KEY {
                        related = relations(self.first, &self.rows, targets);
                    }
                }
                Values::Texts(texts) => {
                    writer.number(u64::from(TEXTS));
                    let before = self.columns.get(..index).unwrap_or_default();
                    write_texts(texts, &mut Rules::new(key, before, &self.rows, &related), &mut writer);
                }
            }
        }
        pad(writer.finish(), taken)
    }

    /// Decodes a table whose first slot has this index.
    ///
    /// # Errors
    /// [`DecodeError`].
    pub fn decode(bytes: &[u8], first: u32, row_size: usize) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(bytes)?;
        let slots = reader.index()?;
        reader.claim(slots as usize, row_size)?;
        let rows = read_slots(slots, &mut reader)?;
        let mut table = Self { first, slots, rows, columns: Vec::new() };
        let mut related: Vec<Relation> = Vec::new();
        while !reader.is_at_end() {
            let key = reader.text()?.to_owned();
            let values = match reader.index()? {
                FLAGS => Values::Flags(read_flags(table.rows.len(), &mut reader)?),
                LISTS => Values::Lists(read_lists(table.rows.len(), &mut reader)?),
                ROWS => {
                    let targets = table.read_rows(&mut reader)?;
                    if key == COMPANY_KEY {
                        related = relations(first, &table.rows, &targets);
                    }
                    Values::Rows(targets)
                }
                TEXTS => {
                    let mut rules = Rules::new(&key, &table.columns, &table.rows, &related);
                    Values::Texts(read_texts(table.rows.len(), &mut rules, &mut reader)?)
                }
                _ => return Err(DecodeError::Unknown),
            };
            table.columns.push((key, values));
        }
        Ok(table)
    }

    /// Writes rows, as the distance from the row itself: most are those of the row before, or that row.
    fn write_rows(&self, targets: &[Option<u32>], writer: &mut Writer) {
        writer.number(u64::from(ROWS));
        let mut newest = None;
        for (&target, &row) in targets.iter().zip(&self.rows) {
            let here = self.first.wrapping_add(row);
            writer.number(match target {
                None => 0,
                Some(_) if target == newest => 1,
                Some(target) => u64::from(fold(here.wrapping_sub(target))) + 2,
            });
            newest = target.or(Some(here));
        }
    }

    fn read_rows(&self, reader: &mut Reader) -> Result<Vec<Option<u32>>, DecodeError> {
        reader.claim(self.rows.len(), size_of::<Option<u32>>())?;
        let mut newest = None;
        let mut read = |row: &u32| {
            let here = self.first.wrapping_add(*row);
            let target = match reader.number()? {
                0 => None,
                1 => newest,
                apart => {
                    let apart = u32::try_from(apart - 2).map_err(|_| DecodeError::Damaged)?;
                    Some(here.wrapping_sub(unfold(apart)))
                }
            };
            newest = target.or(Some(here));
            Ok(target)
        };
        self.rows.iter().map(&mut read).collect()
    }
}

/// Maps small differences of either sign, in two's complement, to small numbers.
pub fn fold(apart: u32) -> u32 {
    apart << 1 ^ 0_u32.wrapping_sub(apart >> 31)
}

/// The inverse of [`fold`].
pub fn unfold(folded: u32) -> u32 {
    folded >> 1 ^ 0_u32.wrapping_sub(folded & 1)
}

/// Writes the number of slots, then the number of rows before each gap and the length of the gap.
fn write_slots(slots: u32, rows: &[u32], writer: &mut Writer) {
    writer.number(u64::from(slots));
    let mut flags = vec![false; slots as usize];
    for row in rows {
        if let Some(flag) = flags.get_mut(*row as usize) {
            *flag = true;
        }
    }
    write_runs(&flags, writer);
}

fn read_slots(slots: u32, reader: &mut Reader) -> Result<Vec<u32>, DecodeError> {
    reader.claim(slots as usize, size_of::<u32>() + 1)?;
    let flags = read_runs(slots as usize, reader)?;
    Ok((0..).zip(flags).filter_map(|(slot, has_row)| has_row.then_some(slot)).collect())
}

fn write_flags(flags: &[bool], writer: &mut Writer) {
    writer.number(u64::from(FLAGS));
    write_runs(flags, writer);
}

fn read_flags(rows: usize, reader: &mut Reader) -> Result<Vec<bool>, DecodeError> {
    reader.claim(rows, 1)?;
    read_runs(rows, reader)
}

/// Writes how many flags are the same, in turn; first those that are set.
pub fn write_runs(flags: &[bool], writer: &mut Writer) {
    let mut rest = flags;
    let mut turn = true;
    while !rest.is_empty() {
        let run = rest.iter().take_while(|flag| **flag == turn).count();
        writer.number(run as u64);
        rest = rest.get(run..).unwrap_or_default();
        turn = !turn;
    }
}

/// Reads so many flags, whose memory is claimed already.
pub fn read_runs(count: usize, reader: &mut Reader) -> Result<Vec<bool>, DecodeError> {
    let mut flags = Vec::with_capacity(count);
    let mut turn = true;
    while flags.len() < count {
        let run = reader.index()? as usize;
        if run > count - flags.len() {
            return Err(DecodeError::Damaged);
        }
        flags.resize(flags.len() + run, turn);
        turn = !turn;
    }
    Ok(flags)
}

/// Writes the numbers of each list, each increased by one, and a zero after them.
fn write_lists(lists: &[Vec<u32>], writer: &mut Writer) {
    writer.number(u64::from(LISTS));
    for list in lists {
        for number in list {
            writer.number(u64::from(*number) + 1);
        }
        writer.number(0);
    }
}

fn read_lists(rows: usize, reader: &mut Reader) -> Result<Vec<Vec<u32>>, DecodeError> {
    reader.claim(rows, size_of::<Vec<u32>>())?;
    let mut lists = Vec::with_capacity(rows);
    for _ in 0..rows {
        let mut list = Vec::new();
        while let Some(number) = reader.number()?.checked_sub(1) {
            // Growing leaves at most half of the memory unused.
            reader.claim(2, size_of::<u32>())?;
            list.push(u32::try_from(number).map_err(|_| DecodeError::Damaged)?);
        }
        lists.push(list);
    }
    Ok(lists)
}
