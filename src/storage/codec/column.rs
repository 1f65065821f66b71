//! The cells of a column.

/// The cells of a column, one for each row.
#[derive(Debug)]
pub enum Values {
    /// Yes or no.
    Flags(Vec<bool>),
    /// The index of a row of the same table, in any shard.
    Rows(Vec<Option<u32>>),
    /// Any number of numbers.
    Lists(Vec<Vec<u32>>),
    /// Texts.
    Texts(Texts),
}

/// Texts by row, in one string.
#[derive(Debug, Default)]
pub struct Texts {
    all: String,
    ends: Vec<usize>,
}

impl Values {
    /// Whether all cells are empty.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Flags(flags) => !flags.contains(&true),
            Self::Rows(rows) => rows.iter().all(Option::is_none),
            Self::Lists(lists) => lists.iter().all(Vec::is_empty),
            Self::Texts(texts) => texts.is_empty(),
        }
    }

    /// The memory that they take.
    pub fn memory(&self) -> usize {
        match self {
            Self::Flags(flags) => flags.len(),
            Self::Rows(rows) => rows.len() * size_of::<Option<u32>>(),
            Self::Lists(lists) => {
                lists.iter().map(|list| size_of::<Vec<u32>>() + list.len() * size_of::<u32>()).sum()
            }
            Self::Texts(texts) => texts.memory(),
        }
    }
}

impl Texts {
    /// No texts yet, with space for so many rows.
    pub fn with_capacity(rows: usize) -> Self {
        Self { all: String::new(), ends: Vec::with_capacity(rows) }
    }

    /// The number of rows.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Appends the next row's text.
    pub fn push(&mut self, text: &str) {
        self.all.push_str(text);
        self.ends.push(self.all.len());
    }

    /// A row's text; empty where there is none.
    pub fn get(&self, row: usize) -> &str {
        let end = self.ends.get(row).copied().unwrap_or(0);
        let start = row.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.all.get(start..end).unwrap_or_default()
    }

    /// Whether no row has a text.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The memory that they take.
    pub fn memory(&self) -> usize {
        self.all.len() + self.ends.len() * size_of::<usize>()
    }
}
