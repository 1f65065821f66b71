//! Plans an import piece by piece, so that nobody has to wait for a large file.

use crate::domain::contact::ContactKind;
use crate::domain::database::Database;
use crate::domain::identifiers::ContactId;
use crate::exchange::csv::columns::Mapping;
use crate::exchange::csv::plan::{ImportPlan, Options};
use crate::exchange::csv::planner::Planner;
use crate::exchange::csv::rows::RowReader;
use crate::exchange::csv::table::Table;

/// A plan in the making.
///
/// **The size of the steps makes no difference to the plan**, as long as table and database stay
/// as they are.
pub struct Planning {
    mapping: Mapping,
    options: Options,
    planner: Planner,
    stage: Stage,
    at: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Who is here already.
    Learning,
    /// Rows become contacts.
    Reading,
    /// What becomes of them.
    Comparing(ContactKind),
    Done,
}

impl Planning {
    /// Gets ready.
    #[must_use]
    pub fn new(mapping: Mapping, options: Options, database: &Database) -> Self {
        let planner = Planner::new(options.clone(), database);
        Self { mapping, options, planner, stage: Stage::Learning, at: 0 }
    }

    /// Works on so many rows more; whether that was all.
    pub fn step(&mut self, table: &Table, database: &Database, rows: usize) -> bool {
        let all = match self.stage {
            Stage::Learning => database.contact_slots(),
            _ => table.rows.len(),
        };
        let end = self.at.saturating_add(rows.max(1)).min(all);
        match self.stage {
            Stage::Learning => {
                for id in (self.at..end).filter_map(ContactId::from_index) {
                    self.planner.learn(database, id);
                }
            }
            Stage::Reading => {
                let reader = RowReader::new(table, &self.mapping, &self.options);
                for row in table.rows.get(self.at..end).unwrap_or_default() {
                    self.planner.take(database, row.line, reader.read(row));
                }
            }
            Stage::Comparing(kind) => (self.at..end).for_each(|at| self.planner.compare(database, at, kind)),
            Stage::Done => {}
        }
        self.at = end;
        if end == all {
            self.at = 0;
            self.stage = match self.stage {
                Stage::Learning => Stage::Reading,
                Stage::Reading => Stage::Comparing(ContactKind::Company),
                Stage::Comparing(ContactKind::Company) => Stage::Comparing(ContactKind::Person),
                Stage::Comparing(ContactKind::Person) | Stage::Done => Stage::Done,
            };
        }
        self.stage == Stage::Done
    }

    /// The part that is done, from 0 to 1.
    #[must_use]
    pub fn share(&self, table: &Table, database: &Database) -> f64 {
        let (places, rows) = (database.contact_slots(), table.rows.len());
        let before = match self.stage {
            Stage::Learning => 0,
            Stage::Reading => places,
            Stage::Comparing(ContactKind::Company) => places + rows,
            Stage::Comparing(ContactKind::Person) => places + 2 * rows,
            Stage::Done => return 1.0,
        };
        (before + self.at) as f64 / (places + 3 * rows).max(1) as f64
    }

    /// The plan, once all steps are done.
    #[must_use]
    pub fn finish(self) -> ImportPlan {
        self.planner.finish()
    }
}
