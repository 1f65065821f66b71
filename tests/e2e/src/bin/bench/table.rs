//! What was measured, as a table in Markdown.

use std::fmt::Write as _;

use crate::measure::{Measured, Times};

/// All that was measured, in order.
#[derive(Default)]
pub struct Table {
    rows: Vec<Row>,
    notes: Vec<String>,
}

struct Row {
    name: String,
    mailroom: Measured,
    plain: Option<Measured>,
    target: Option<Target>,
}

/// What a measurement has to stay below, in milliseconds.
#[derive(Clone, Copy)]
pub enum Target {
    /// The median of the work.
    Work(f64),
    /// The median until it is drawn.
    Drawn(f64),
    /// Each single time until it is drawn.
    EachDrawn(f64),
}

impl Table {
    /// Adds a measurement, what plain JavaScript takes for the same, and what is aimed at.
    pub fn row(&mut self, name: &str, mailroom: Measured, plain: Option<Measured>, target: Option<Target>) {
        self.rows.push(Row { name: name.to_owned(), mailroom, plain, target });
        // A long run shows that it is alive.
        if let Some(row) = self.rows.last() {
            eprintln!("{}", row.markdown());
        }
    }

    /// Adds a sentence below the table.
    pub fn note(&mut self, note: String) {
        self.notes.push(note);
    }

    /// The table, and the notes below it.
    pub fn markdown(&self) -> String {
        let mut text = String::from(
            "Milliseconds: the median, and the worst in brackets.\n\n\
             | What | Work | Drawn | Plain JavaScript: work | drawn | Target | |\n\
             | --- | ---: | ---: | ---: | ---: | --- | --- |\n",
        );
        for row in &self.rows {
            let _ = writeln!(text, "{}", row.markdown());
        }
        for note in &self.notes {
            let _ = write!(text, "\n{note}\n");
        }
        text
    }
}

impl Row {
    fn markdown(&self) -> String {
        let plain = self.plain.clone().unwrap_or_default();
        let (target, verdict) = match self.target {
            None => (String::new(), ""),
            Some(target) => {
                let (name, limit) = target.words();
                let met = target.time(&self.mailroom).is_some_and(|time| time < limit);
                (format!("{name} < {limit}"), if met { "met" } else { "**missed**" })
            }
        };
        format!(
            "| {} | {} | {} | {} | {} | {target} | {verdict} |",
            self.name,
            cell(&self.mailroom.work),
            cell(&self.mailroom.drawn),
            cell(&plain.work),
            cell(&plain.drawn),
        )
    }
}

impl Target {
    const fn words(self) -> (&'static str, f64) {
        match self {
            Target::Work(limit) => ("work", limit),
            Target::Drawn(limit) => ("drawn", limit),
            Target::EachDrawn(limit) => ("each", limit),
        }
    }

    fn time(self, measured: &Measured) -> Option<f64> {
        match self {
            Target::Work(_) => measured.work.median(),
            Target::Drawn(_) => measured.drawn.median(),
            Target::EachDrawn(_) => measured.drawn.worst(),
        }
    }
}

fn cell(times: &Times) -> String {
    match (times.median(), times.worst()) {
        (Some(median), Some(_)) if times.0.len() == 1 => number(median),
        (Some(median), Some(worst)) => format!("{} ({})", number(median), number(worst)),
        _ => "–".to_owned(),
    }
}

fn number(time: f64) -> String {
    if time < 100.0 { format!("{time:.1}") } else { format!("{time:.0}") }
}
