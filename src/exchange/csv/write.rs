//! Contacts to CSV: for Excel, or exact.

use ::csv::{QuoteStyle, Terminator, WriterBuilder};

use crate::domain::code_list::CodeList;
use crate::domain::contact::{ContactField, ContactKind};
use crate::domain::database::Database;
use crate::domain::identifiers::ContactId;
use crate::domain::postal_address::postal_address;
use crate::exchange::addresses::effective_email;
use crate::exchange::csv::plan::{ImportPlan, Outcome};
use crate::exchange::csv::problems::Reason;
use crate::exchange::csv::quotes::broken_cells;
use crate::exchange::csv::sniff::Separator;
use crate::exchange::csv::table::Table;

/// For whom a file is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Style {
    /// For Excel on machines of our countries: byte order mark, `;`, CR LF. What Excel would take
    /// for a formula gets an apostrophe in front.
    #[default]
    ForExcel,
    /// For other programs: UTF-8 without a mark, `,`, every character as it is.
    Exact,
}

/// A column of a file of contacts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExportColumn {
    /// No.
    Number,
    /// Company or person.
    Kind,
    /// The company's name: a company's own, a person's company's.
    CompanyName,
    /// A text field.
    Field(ContactField),
    /// *Exclude from Segment*.
    Excluded,
    /// Codes that count for the contact: industry groups and business relations are its company's.
    Codes(CodeList),
}

impl ExportColumn {
    /// All columns, in the order of Business Central's export; groups, which that forgets, last.
    #[must_use]
    pub fn all() -> Vec<Self> {
        use ContactField as F;
        let fields = [
            F::ExternalId,
            F::Name,
            F::FirstName,
            F::MiddleName,
            F::Surname,
            F::JobTitle,
            F::Salutation,
            F::Address,
            F::Address2,
            F::PostCode,
            F::City,
            F::CountryRegion,
            F::Phone,
            F::MobilePhone,
            F::Email,
            F::HomePage,
            F::Language,
            F::Salesperson,
            F::Territory,
        ];
        [Self::Number, Self::Kind, Self::CompanyName]
            .into_iter()
            .chain(fields.map(Self::Field))
            .chain([Self::Excluded])
            .chain(CodeList::ALL.map(Self::Codes))
            .collect()
    }
}

/// The words that a file of contacts needs, in the language of who asks for it.
pub struct Words<'a> {
    /// A column's caption.
    pub caption: &'a dyn Fn(ExportColumn) -> String,
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
    columns: &[ExportColumn],
    effective: bool,
    style: Style,
    words: &Words<'_>,
) -> String {
    let mut file = CsvText::new(style);
    file.row(columns.iter().map(|&column| (words.caption)(column)));
    for &id in ids {
        let Some(contact) = database.contact(id) else { continue };
        let address = if effective { postal_address(database, id) } else { None };
        file.row(columns.iter().map(|&column| match column {
            ExportColumn::Number => contact.number.clone(),
            ExportColumn::Kind => (words.kind)(contact.kind),
            ExportColumn::CompanyName => database.company_name(id).to_owned(),
            ExportColumn::Field(ContactField::Email) if effective => effective_email(database, id).to_owned(),
            ExportColumn::Field(field) => {
                let of_address = address.and_then(|address| address.text(field));
                of_address.unwrap_or_else(|| contact.text(field)).to_owned()
            }
            ExportColumn::Excluded => (if contact.excluded { words.yes } else { words.no }).to_owned(),
            ExportColumn::Codes(list) => {
                let codes = database.codes_for(list, id).iter().filter_map(|&code| database.code(list, code));
                codes.map(|entry| entry.code.as_str()).collect::<Vec<_>>().join(", ")
            }
        }));
    }
    file.finish()
}

/// Writes the rejected rows of an import with their columns as they were, the line and the reason,
/// ready to be mended and imported again.
#[must_use]
pub fn rejected(
    table: &Table,
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
        let Outcome::Rejected(reason) = &planned.outcome else { continue };
        let cells: Vec<String> = if row.is_broken() {
            row.cells().flat_map(|line| broken_cells(line, table.separator.byte(), width)).collect()
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
        let (mark, separator, terminator) = match style {
            Style::ForExcel => ("\u{feff}", Separator::Semicolon, Terminator::CRLF),
            Style::Exact => ("", Separator::Comma, Terminator::Any(b'\n')),
        };
        let writer = WriterBuilder::new()
            .delimiter(separator.byte())
            .terminator(terminator)
            .quote_style(QuoteStyle::Necessary)
            .flexible(true)
            .from_writer(mark.as_bytes().to_vec());
        Self { writer, style }
    }

    fn row(&mut self, cells: impl Iterator<Item = String>) {
        let style = self.style;
        let cells = cells.map(|cell| match style {
            Style::ForExcel => without_formula(cell),
            Style::Exact => cell,
        });
        // Writing to memory has nothing to fail at.
        let _ = self.writer.write_record(cells.map(String::into_bytes));
    }

    fn finish(self) -> String {
        let bytes = self.writer.into_inner().unwrap_or_default();
        String::from_utf8(bytes).unwrap_or_default()
    }
}

/// Puts an apostrophe before what a spreadsheet would calculate. Reading takes it away again.
fn without_formula(cell: String) -> String {
    let is_formula = cell.starts_with(FORMULA_STARTS) && !cell.trim().is_empty() && !is_spaced_phone(&cell);
    if is_formula { format!("'{cell}") } else { cell }
}

/// How formulas begin, for Excel and its like.
pub(super) const FORMULA_STARTS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// "+47 75 00 18 77": two numbers with nothing but a blank between them can't be calculated, so
/// spreadsheets leave it alone.
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
    use crate::exchange::csv::columns::Mapping;
    use crate::exchange::csv::plan::{Options, plan};
    use crate::exchange::csv::table::{FirstLine, Reading, read};
    use proptest::prelude::*;

    fn words() -> Words<'static> {
        Words {
            caption: &|column| match column {
                ExportColumn::Number => "No.".into(),
                ExportColumn::Kind => "Type".into(),
                ExportColumn::CompanyName => "Company Name".into(),
                ExportColumn::Field(field) => match field {
                    ContactField::PostCode => "Post Code".into(),
                    ContactField::Phone => "Phone No.".into(),
                    other => other.key().replace('_', " "),
                },
                ExportColumn::Excluded => "Exclude from Segment".into(),
                ExportColumn::Codes(list) => list.key().replace('_', " "),
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
        let columns = [ContactField::Address, ContactField::City].map(ExportColumn::Field);
        let written = contacts(&database, &[ContactId(1)], &columns, true, Style::ForExcel, &words());
        assert_eq!(written, "\u{feff}address;city\r\nStorgata 1;\r\n");
    }

    #[test]
    fn for_excel_and_exact() {
        let columns = [
            ExportColumn::Field(ContactField::Name),
            ExportColumn::Field(ContactField::City),
            ExportColumn::Field(ContactField::Phone),
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
            let text = contacts(&database, &ids, &ExportColumn::all(), false, style, &words());
            let table = read(text.as_bytes(), Reading::default()).unwrap();
            let mapping = Mapping::recognise(&table);
            assert_eq!(mapping.matched(), ExportColumn::all().len(), "{mapping:?}");
            let mut copy = Database::new("test");
            let change = plan(&table, &mapping, &Options::default(), &copy).change(&copy);
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
        let table = read(b"name;mail;city\nA;a@b.example;X\n;;Y\n", Reading::default()).unwrap();
        let mapping = Mapping::recognise(&table);
        let plan = plan(&table, &mapping, &Options::default(), &Database::new("test"));
        let text = rejected(&table, &plan, Style::Exact, ("Line", "Reason"), &|reason| format!("{reason:?}"));
        assert_eq!(text, "name,mail,city,Line,Reason\n,,Y,3,NoName\n");
    }

    #[test]
    fn a_line_with_an_open_quotation_mark_is_handed_back_cell_by_cell() {
        let table =
            read(b"name,mail,city\nA,\"a@b.example,X\nB,b@b.example,Y\n", Reading::default()).unwrap();
        let mapping = Mapping::recognise(&table);
        let plan = plan(&table, &mapping, &Options::default(), &Database::new("test"));
        let text = rejected(&table, &plan, Style::Exact, ("Line", "Reason"), &|reason| format!("{reason:?}"));
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
                let reading = Reading { separator: Some(separator), first_line: Some(FirstLine::Contact), ..Reading::default() };
                let text = file.finish();
                let read: Vec<Vec<String>> = read(text.as_bytes(), reading).map_or(Vec::new(), |table| {
                    table.rows.iter().map(|row| (0..3).map(|at| row.cell(at).to_owned()).collect()).collect()
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
