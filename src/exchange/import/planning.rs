//! Plans an import in steps, so that the page stays responsive with a large file.

use crate::domain::catalogue::ContactKind;
use crate::domain::database::Database;
use crate::domain::identifiers::ContactId;
use crate::exchange::import::mapping::Mapping;
use crate::exchange::import::options::PlanOptions;
use crate::exchange::import::plan::ImportPlan;
use crate::exchange::import::planner::Planner;
use crate::exchange::import::row::RowParser;
use crate::exchange::import::table::Table;

/// Plans an import of a table into a database, in one go.
#[must_use]
pub fn plan(table: &Table, mapping: &Mapping, options: &PlanOptions, database: &Database) -> ImportPlan {
    let mut planning = Planning::new(mapping.clone(), options.clone(), database);
    while !planning.step(table, database, usize::MAX) {}
    planning.finish()
}

/// A plan under construction.
///
/// **The size of the steps makes no difference to the plan**, as long as table and database stay
/// as they are.
pub struct Planning {
    mapping: Mapping,
    options: PlanOptions,
    planner: Planner,
    stage: Stage,
    at: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// The database's contacts are learned.
    Learning,
    /// Rows are parsed.
    Reading,
    /// Rows of a kind are compared.
    Comparing(ContactKind),
    Done,
}

impl Planning {
    /// Prepares.
    #[must_use]
    pub fn new(mapping: Mapping, options: PlanOptions, database: &Database) -> Self {
        let planner = Planner::new(options.clone(), database);
        Self { mapping, options, planner, stage: Stage::Learning, at: 0 }
    }

    /// Processes `rows` further rows. Returns whether all is done.
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
                let reader = RowParser::new(table, &self.mapping, &self.options);
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

    /// The finished part, from 0 to 1.
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
