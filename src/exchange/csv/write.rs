//! Contacts to CSV: for Excel, or exact.

use ::csv::{QuoteStyle, Terminator, WriterBuilder};

use crate::domain::catalogue::{CodeList, ContactField, ContactKind};
use crate::domain::criteria::Field;
use crate::domain::database::Database;
use crate::domain::identifiers::ContactId;
use crate::domain::postal_address::postal_address;
use crate::exchange::addresses::effective_email;
use crate::exchange::csv::reader::CsvTable;
use crate::exchange::csv::sniff::Separator;
use crate::exchange::csv::unbalanced_quotes::cells_of_unbalanced_line;
use crate::exchange::import::plan::{ImportOutcome, ImportPlan};
use crate::exchange::import::problems::Reason;
use crate::exchange::import::table::FORMULA_STARTS;

/// The dialect of a written file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Style {
    /// For Excel in our countries: byte order mark, `;`, CR LF. A cell that Excel would take for a
    /// formula gets an apostrophe in front.
    #[default]
    ForExcel,
    /// For other programs: UTF-8 without a byte order mark, `,`, every character as it is.
    Exact,
}

/// The columns of a file of contacts, in the order of Business Central's export. Groups, which that
/// export lacks, come last. Codes are those that count for the contact: industry groups and business
/// relations are its company's.
#[must_use]
pub fn export_columns() -> Vec<Field> {
    let (first, others): (Vec<_>, Vec<_>) =
        ContactField::ALL.into_iter().partition(|field| *field == ContactField::ExternalId);
    [Field::Number, Field::Kind, Field::CompanyName]
        .into_iter()
        .chain(first.into_iter().chain(others).map(Field::Text))
        .chain([Field::Excluded])
        .chain(CodeList::ALL.map(Field::Codes))
        .collect()
}

/// The words that a file of contacts needs, in the language of the user.
pub struct ExportWords<'a> {
    /// A column's caption.
    pub caption: &'a dyn Fn(Field) -> String,
    /// The word for a kind of contact.
    pub kind: &'a dyn Fn(ContactKind) -> String,
    /// "Yes".
    pub yes: &'a str,
    /// "No".
    pub no: &'a str,
}

/// Writes contacts as CSV, one a row, in the order given. Where a person has no address or no
/// e-mail address, `effective` writes the company's.
#[must_use]
pub fn contacts(
    database: &Database,
    ids: &[ContactId],
    columns: &[Field],
    effective: bool,
    style: Style,
    words: &ExportWords<'_>,
) -> String {
    let mut file = CsvText::new(style);
    file.row(columns.iter().map(|&column| (words.caption)(column)));
    for &id in ids {
        let Some(contact) = database.contact(id) else { continue };
        let address = if effective { postal_address(database, id) } else { None };
        file.row(columns.iter().map(|&column| match column {
            Field::Number => contact.number.clone(),
            Field::Kind => (words.kind)(contact.kind),
            Field::CompanyName => database.company_name(id).to_owned(),
            Field::Text(ContactField::Email) if effective => effective_email(database, id).to_owned(),
            Field::Text(field) => {
                let of_address = address.and_then(|address| address.text(field));
                of_address.map_or_else(|| contact.stored(field).into_owned(), str::to_owned)
            }
            Field::Excluded => (if contact.excluded { words.yes } else { words.no }).to_owned(),
            Field::Codes(list) => {
                let codes = database.codes_for(list, id).iter().filter_map(|&code| database.code(list, code));
                codes.map(|entry| entry.code.as_str()).collect::<Vec<_>>().join(", ")
            }
        }));
    }
    file.finish()
}

/// Writes the rejected rows of an import with their original columns, the line and the reason, ready
/// to be corrected and imported again.
#[must_use]
pub fn rejected(
    CsvTable { table, separator, .. }: &CsvTable,
    plan: &ImportPlan,
    style: Style,
    (line_caption, reason_caption): (&str, &str),
    reason_text: &dyn Fn(&Reason) -> String,
) -> String {
    let width = table.header.len();
    let mut file = CsvText::new(style);
    let captions = table.header.iter().cloned();
    file.row(captions.chain([line_caption.to_owned(), reason_caption.to_owned()]));
    for (row, planned) in table.rows.iter().zip(&plan.rows) {
        let ImportOutcome::Rejected(reason) = &planned.outcome else { continue };
        let cells: Vec<String> = if row.has_unclosed_quote() {
            row.cells().flat_map(|line| cells_of_unbalanced_line(line, separator.byte(), width)).collect()
        } else {
            row.cells().map(str::to_owned).collect()
        };
        let cells = cells.into_iter().chain(std::iter::repeat(String::new())).take(width);
        file.row(cells.chain([planned.line.to_string(), reason_text(reason)]));
    }
    file.finish()
}

struct CsvText {
    writer: ::csv::Writer<Vec<u8>>,
    style: Style,
}

impl CsvText {
    fn new(style: Style) -> Self {
        let (byte_order_mark, separator, terminator) = match style {
            Style::ForExcel => ("\u{feff}", Separator::Semicolon, Terminator::CRLF),
            Style::Exact => ("", Separator::Comma, Terminator::Any(b'\n')),
        };
        let writer = WriterBuilder::new()
            .delimiter(separator.byte())
            .terminator(terminator)
            .quote_style(QuoteStyle::Necessary)
            .flexible(true)
            .from_writer(byte_order_mark.as_bytes().to_vec());
        Self { writer, style }
    }

    fn row(&mut self, cells: impl Iterator<Item = String>) {
        let style = self.style;
        let cells = cells.map(|cell| match style {
            Style::ForExcel => without_formula(cell),
            Style::Exact => cell,
        });
        // Writing to memory cannot fail.
        let _ = self.writer.write_record(cells.map(String::into_bytes));
    }

    fn finish(self) -> String {
        let bytes = self.writer.into_inner().unwrap_or_default();
        String::from_utf8(bytes).unwrap_or_default()
    }
}

/// Puts an apostrophe before a cell that a spreadsheet would calculate. ReadOptions removes it again.
fn without_formula(cell: String) -> String {
    let is_formula = cell.starts_with(FORMULA_STARTS) && !cell.trim().is_empty() && !is_spaced_phone(&cell);
    if is_formula { format!("'{cell}") } else { cell }
}

/// Whether a cell is like "+47 75 00 18 77". Numbers separated only by blanks are no formula, so that
/// spreadsheets do not calculate them.
fn is_spaced_phone(cell: &str) -> bool {
    cell.strip_prefix('+').is_some_and(|rest| {
        let digits = |group: &str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
        rest.contains(' ') && rest.split(' ').all(digits)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::change::Change;
    use crate::domain::contact::Contact;
    use crate::exchange::csv::reader::{ReadOptions, read};
    use crate::exchange::import::mapping::Mapping;
    use crate::exchange::import::options::PlanOptions;
    use crate::exchange::import::planning::plan;
    use crate::exchange::import::table::FirstLine;
    use proptest::prelude::*;

    fn words() -> ExportWords<'static> {
        ExportWords {
            caption: &|column| match column {
                Field::Number => "No.".into(),
                Field::Kind => "Type".into(),
                Field::CompanyName => "Company Name".into(),
                Field::Text(field) => match field {
                    ContactField::PostCode => "Post Code".into(),
                    ContactField::Phone => "Phone No.".into(),
                    other => other.key().replace('_', " "),
                },
                Field::Excluded => "Exclude from Segment".into(),
                Field::Codes(list) => list.key().replace('_', " "),
            },
            kind: &|kind| match kind {
                ContactKind::Company => "Company".into(),
                ContactKind::Person => "Person".into(),
            },
            yes: "Yes",
            no: "No",
        }
    }

    fn office() -> Database {
        let mut database = Database::new("test");
        let company = Contact::new("CT000001", ContactKind::Company)
            .with_text(ContactField::Name, "Müller; Söhne")
            .with_text(ContactField::City, "Zürich")
            .with_text(ContactField::Email, "post@m.example");
        let mut person = Contact::new("CT000002", ContactKind::Person)
            .with_text(ContactField::Name, "=HYPERLINK(\"x\")")
            .with_text(ContactField::Phone, "+41 44 123");
        person.company = Some(ContactId(0));
        for (id, contact) in [(ContactId(0), company), (ContactId(1), person)] {
            database.apply(Change::PutContact { id, contact: Some(Box::new(contact)) }).unwrap();
        }
        database
    }

    #[test]
    fn a_person_s_own_street_is_not_written_with_the_company_s_town() {
        let mut database = office();
        let mut person = database.contact(ContactId(1)).unwrap().clone();
        person.set_text(ContactField::Address, "Storgata 1");
        let change = Change::PutContact { id: ContactId(1), contact: Some(Box::new(person)) };
        database.apply(change).unwrap();
        let columns = [ContactField::Address, ContactField::City].map(Field::Text);
        let written = contacts(&database, &[ContactId(1)], &columns, true, Style::ForExcel, &words());
        assert_eq!(written, "\u{feff}address;city\r\nStorgata 1;\r\n");
    }

    #[test]
    fn for_excel_and_exact() {
        let columns = [
            Field::Text(ContactField::Name),
            Field::Text(ContactField::City),
            Field::Text(ContactField::Phone),
        ];
        let ids = [ContactId(0), ContactId(1)];
        let write = |effective, style| contacts(&office(), &ids, &columns, effective, style, &words());
        assert_eq!(
            write(true, Style::ForExcel),
            "\u{feff}name;city;Phone No.\r\n\"Müller; Söhne\";Zürich;\r\n\"'=HYPERLINK(\"\"x\"\")\";Zürich;+41 44 123\r\n"
        );
        assert_eq!(
            write(false, Style::Exact),
            "name,city,Phone No.\nMüller; Söhne,Zürich,\n\"=HYPERLINK(\"\"x\"\")\",,+41 44 123\n"
        );
    }

    #[test]
    fn all_columns_come_back_as_they_went() {
        let database = office();
        let ids = [ContactId(0), ContactId(1)];
        for style in [Style::ForExcel, Style::Exact] {
            let text = contacts(&database, &ids, &export_columns(), false, style, &words());
            let csv = read(text.as_bytes(), ReadOptions::default()).unwrap();
            let mapping = Mapping::recognise(&csv.table);
            assert_eq!(mapping.matched(), export_columns().len(), "{mapping:?}");
            let mut copy = Database::new("test");
            let change = plan(&csv.table, &mapping, &PlanOptions::default(), &copy).change(&copy);
            copy.apply(change).unwrap();
            let names = |database: &Database| -> Vec<(String, String, String)> {
                let rows = database.contacts().map(|(id, contact)| {
                    (
                        contact.number.clone(),
                        contact.text(ContactField::Name).to_owned(),
                        database.company_name(id).to_owned(),
                    )
                });
                rows.collect()
            };
            assert_eq!(names(&copy), names(&database));
        }
    }

    #[test]
    fn rejected_rows_come_with_line_and_reason() {
        let csv = read(b"name;mail;city\nA;a@b.example;X\n;;Y\n", ReadOptions::default()).unwrap();
        let mapping = Mapping::recognise(&csv.table);
        let plan = plan(&csv.table, &mapping, &PlanOptions::default(), &Database::new("test"));
        let text = rejected(&csv, &plan, Style::Exact, ("Line", "Reason"), &|reason| format!("{reason:?}"));
        assert_eq!(text, "name,mail,city,Line,Reason\n,,Y,3,NoName\n");
    }

    #[test]
    fn a_line_with_an_open_quotation_mark_is_handed_back_cell_by_cell() {
        let csv =
            read(b"name,mail,city\nA,\"a@b.example,X\nB,b@b.example,Y\n", ReadOptions::default()).unwrap();
        let mapping = Mapping::recognise(&csv.table);
        let plan = plan(&csv.table, &mapping, &PlanOptions::default(), &Database::new("test"));
        let text = rejected(&csv, &plan, Style::Exact, ("Line", "Reason"), &|reason| format!("{reason:?}"));
        assert_eq!(text, "name,mail,city,Line,Reason\nA,\"\"\"a@b.example\",X,2,UnclosedQuote\n");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(rows in proptest::collection::vec(proptest::collection::vec("[a-z,;\"\\n\\r=+@ é-]{0,6}", 3), 1..6)) {
            for style in [Style::ForExcel, Style::Exact] {
                let mut file = CsvText::new(style);
                for row in &rows {
                    file.row(row.iter().cloned());
                }
                let separator = if style == Style::ForExcel { Separator::Semicolon } else { Separator::Comma };
                let reading = ReadOptions { separator: Some(separator), first_line: Some(FirstLine::Contact), ..ReadOptions::default() };
                let text = file.finish();
                let read: Vec<Vec<String>> = read(text.as_bytes(), reading).map_or(Vec::new(), |csv| {
                    csv.table.rows.iter().map(|row| (0..3).map(|at| row.cell(at).to_owned()).collect()).collect()
                });
                let wanted: Vec<Vec<String>> = rows
                    .iter()
                    .filter(|row| row.iter().any(|cell| !cell.trim().is_empty()))
                    .map(|row| row.iter().map(|cell| cell.trim().to_owned()).collect())
                    .collect();
                prop_assert_eq!(read, wanted);
            }
        }

        #[test]
        fn no_cell_is_calculated(cell in "[=+@\\t\\r-]?[ -~]{0,12}") {
            let safe = without_formula(cell);
            prop_assert!(!safe.starts_with(FORMULA_STARTS) || safe.trim().is_empty() || is_spaced_phone(&safe));
        }
    }
}
