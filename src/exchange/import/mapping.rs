//! The mapping from columns to fields.

use crate::domain::catalogue::{CodeList, ContactField, ContactKind};
use crate::domain::code::Code;
use crate::domain::number_series::CONTACT_SERIES;
use crate::domain::validation::looks_like_email;
use crate::exchange::alphanumeric_key::alphanumeric_key;
use crate::exchange::import::captions::{Caption, Meaning, caption, speaks_of_companies};
use crate::exchange::import::column_values::{
    all_different, has_legal_form, holds_first_names, sample_rows, samples, share,
};
use crate::exchange::import::table::Table;
use crate::exchange::import::target::Target;
use crate::exchange::import::values::kind_of;

/// How certain a target is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// No target was found.
    #[default]
    None,
    /// Possible; the user should check it.
    Check,
    /// Likely.
    Likely,
    /// Certain.
    Sure,
}

/// A column and its target.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColumnMapping {
    /// The caption in the file; empty where columns have no names.
    pub caption: String,
    /// The target of the values.
    pub target: Target,
    /// How certain it is.
    pub confidence: Confidence,
    /// Up to three distinct values.
    pub samples: Vec<String>,
    /// Of columns with the same target, the one with the lower rank goes first.
    pub(super) rank: u8,
    /// The column that says what kind of phone this is.
    pub(super) type_column: Option<usize>,
}

/// All columns of a file and their targets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    /// The columns in the file's order.
    pub columns: Vec<ColumnMapping>,
    companies: bool,
}

impl Mapping {
    /// Finds the targets of a table's columns by their captions, and by their values where captions are
    /// unclear.
    #[must_use]
    pub fn recognise(table: &Table) -> Self {
        let captions: Vec<Option<Caption>> = table.header.iter().map(|written| caption(written)).collect();
        let mut mapping = Self {
            columns: table
                .header
                .iter()
                .enumerate()
                .map(|(at, written)| ColumnMapping {
                    caption: written.clone(),
                    samples: samples(table, at),
                    type_column: type_column(table, written),
                    ..ColumnMapping::default()
                })
                .collect(),
            companies: speaks_of_companies(&table.header),
        };
        let context = Context::of(table, &captions);
        for (at, caption) in captions.iter().enumerate() {
            let Some(caption) = caption else { continue };
            let (target, confidence) = context.target_and_confidence(table, at, caption);
            mapping.set(at, target, confidence, caption.rank);
        }
        mapping.keep_one_column_each();
        mapping.match_by_values(table);
        mapping
    }

    /// Sets a column's target as the user chooses.
    pub fn choose(&mut self, column: usize, target: Target) {
        let confidence = if target == Target::Skip { Confidence::None } else { Confidence::Sure };
        let rank = self.columns.get(column).filter(|column| column.target == target).map_or(0, |it| it.rank);
        self.set(column, target, confidence, rank);
    }

    /// Whether some column has this target.
    #[must_use]
    pub fn has(&self, target: Target) -> bool {
        self.columns.iter().any(|column| column.target == target)
    }

    /// The number of columns that are not skipped.
    #[must_use]
    pub fn matched(&self) -> usize {
        self.columns.iter().filter(|column| column.target != Target::Skip).count()
    }

    /// The columns of a target, the main one first.
    pub(super) fn columns_of(&self, target: Target) -> Vec<usize> {
        let mut columns: Vec<(u8, usize)> = self
            .columns
            .iter()
            .enumerate()
            .filter(|(_, column)| column.target == target)
            .map(|(at, column)| (column.rank, at))
            .collect();
        columns.sort_unstable();
        columns.into_iter().map(|(_, at)| at).collect()
    }

    /// The probable kind of a bare name in this file. `None` where no row can have one, so that the user
    /// need not be asked.
    #[must_use]
    pub fn bare_name_guess(&self, table: &Table) -> Option<ContactKind> {
        let name = self.columns.iter().position(|column| column.target == Target::Name)?;
        use ContactField as F;
        let personal = [F::FirstName, F::Surname, F::JobTitle, F::Salutation];
        if personal.into_iter().any(|field| self.has(Target::Field(field))) {
            return Some(ContactKind::Person);
        }
        let sample = || sample_rows(table).map(|row| row.cell(name)).filter(|name| !name.is_empty());
        let firms = sample().filter(|name| has_legal_form(name)).count();
        let is_company =
            self.companies || firms * 10 >= sample().count().max(1) || !self.has(Target::Field(F::Email));
        Some(if is_company { ContactKind::Company } else { ContactKind::Person })
    }

    fn set(&mut self, at: usize, target: Target, confidence: Confidence, rank: u8) {
        if let Some(column) = self.columns.get_mut(at) {
            column.target = target;
            column.confidence = confidence;
            column.rank = rank;
        }
    }

    /// Leaves a target that holds one value to the best of the columns that have it.
    fn keep_one_column_each(&mut self) {
        for target in Target::all().into_iter().filter(|target| !target.takes_several_columns()) {
            let claims = self.columns.iter().enumerate().filter(|(_, column)| column.target == target);
            let best = claims
                .min_by_key(|(at, column)| (column.rank, std::cmp::Reverse(column.confidence), *at))
                .map(|(at, _)| at);
            for (at, column) in self.columns.iter_mut().enumerate() {
                if column.target == target && Some(at) != best {
                    column.target = Target::Skip;
                    column.confidence = Confidence::None;
                }
            }
        }
    }

    /// Finds targets by values alone: e-mail addresses, and names where no column has them.
    fn match_by_values(&mut self, table: &Table) {
        let email = Target::Field(ContactField::Email);
        if !self.has(email) {
            let most_are_addresses =
                |at: &usize| share(table, *at, looks_like_email).unwrap_or_default() > 0.6;
            let found = self.unmatched().find(most_are_addresses);
            if let Some(at) = found {
                self.set(at, email, Confidence::Check, 0);
            }
        }
        let names =
            [Target::Name, Target::PersonName, Target::CompanyName, Target::Field(ContactField::Surname)];
        if table.header_line.is_none() && !names.into_iter().any(|target| self.has(target)) {
            let reads_as_name = |text: &str| {
                text.chars().any(char::is_alphabetic)
                    && !text.chars().any(|it| it.is_ascii_digit() || it == '@')
            };
            let found =
                self.unmatched().find(|&at| share(table, at, reads_as_name).unwrap_or_default() > 0.6);
            if let Some(at) = found {
                self.set(at, Target::Name, Confidence::Check, 0);
            }
        }
    }

    fn unmatched(&self) -> impl Iterator<Item = usize> {
        let columns = self.columns.iter().enumerate();
        columns.filter(|(_, column)| column.target == Target::Skip).map(|(at, _)| at)
    }
}

/// What the other columns imply for a column.
struct Context {
    first_name: Option<usize>,
    surname: bool,
    job_title: bool,
    salutation: bool,
    external_id: bool,
    contact_person: bool,
    name: bool,
    companies: bool,
}

impl Context {
    fn of(table: &Table, captions: &[Option<Caption>]) -> Self {
        let place =
            |meaning: Meaning| captions.iter().position(|it| it.is_some_and(|it| it.meaning == meaning));
        let field = |field| place(Meaning::Is(Target::Field(field)));
        Self {
            first_name: field(ContactField::FirstName),
            surname: field(ContactField::Surname).is_some(),
            // Tine 2.0 calls academic titles "title".
            job_title: field(ContactField::JobTitle).is_some()
                || table.header.iter().any(|caption| caption == "n_given"),
            salutation: field(ContactField::Salutation).is_some(),
            external_id: field(ContactField::ExternalId).is_some_and(|at| all_different(table, at)),
            contact_person: place(Meaning::ContactPerson).is_some(),
            name: place(Meaning::Is(Target::Name)).is_some(),
            companies: speaks_of_companies(&table.header),
        }
    }

    fn target_and_confidence(&self, table: &Table, at: usize, caption: &Caption) -> (Target, Confidence) {
        let confidence = if caption.sure { Confidence::Sure } else { Confidence::Likely };
        let skip = (Target::Skip, Confidence::None);
        match caption.meaning {
            Meaning::Is(Target::Name) => match self.first_name {
                Some(first) if !self.surname && !holds_first_names(table, at, first) => {
                    (Target::Field(ContactField::Surname), Confidence::Check)
                }
                None if self.contact_person && !self.companies => (Target::CompanyName, Confidence::Check),
                _ => (Target::Name, confidence),
            },
            Meaning::Is(Target::Field(ContactField::ExternalId)) if !all_different(table, at) => skip,
            Meaning::Is(Target::Kind)
                if share(table, at, |text| kind_of(text).is_some()).unwrap_or_default() < 0.5 =>
            {
                skip
            }
            Meaning::Is(Target::Codes(CodeList::IndustryGroup))
                if !caption.sure
                    && share(table, at, |text| Code::parse(text).is_ok()).unwrap_or_default() < 0.5 =>
            {
                skip
            }
            Meaning::Is(target @ Target::Codes(_)) if !caption.sure => (target, Confidence::Check),
            Meaning::Is(target) => (target, confidence),
            // In a list of customers the row is the company; the contact person is only mentioned.
            Meaning::ContactPerson if self.name && self.companies => skip,
            Meaning::ContactPerson => (Target::PersonName, Confidence::Check),
            Meaning::Title if !self.job_title => (Target::Field(ContactField::JobTitle), Confidence::Likely),
            Meaning::Title if !self.salutation => {
                (Target::Field(ContactField::Salutation), Confidence::Check)
            }
            Meaning::Title => skip,
            Meaning::Number
                if share(table, at, |text| text.starts_with(CONTACT_SERIES.0)).unwrap_or_default() > 0.5 =>
            {
                (Target::Number, Confidence::Sure)
            }
            // Another program's numbers become the External ID, which matches the contact later.
            Meaning::Number if !self.external_id && all_different(table, at) => {
                (Target::Field(ContactField::ExternalId), Confidence::Likely)
            }
            Meaning::Number if self.external_id => (Target::Number, Confidence::Check),
            Meaning::Number => skip,
        }
    }
}

/// The column with the kind of phone, which Google puts before the number: "Phone 1 - Type".
fn type_column(table: &Table, written: &str) -> Option<usize> {
    let number = alphanumeric_key(written).strip_prefix("phone")?.strip_suffix("value")?.to_owned();
    let wanted = [format!("phone{number}type"), format!("phone{number}label")];
    table.header.iter().position(|caption| wanted.contains(&alphanumeric_key(caption)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::csv::reader::{ReadOptions, read};

    fn targets(text: &str) -> Vec<Target> {
        let table = read(text.as_bytes(), ReadOptions::default()).unwrap().table;
        Mapping::recognise(&table).columns.iter().map(|column| column.target).collect()
    }

    use ContactField as F;
    const fn f(field: ContactField) -> Target {
        Target::Field(field)
    }

    #[test]
    fn the_sheet_of_the_design() {
        let text = "Medlemsnr;Firma;Fornavn;Etternavn;Gate;PNr;Sted;Land;Epost;Grupper;Interne notater\n\
            M-1042;Bergen Sjømannsforening;Åse Marie;Tveit;Strandgaten 18;5003;Bergen;Norge;post@s.example;MOVE, GIFT;ring før 10\n";
        assert_eq!(
            targets(text),
            [
                f(F::ExternalId),
                Target::CompanyName,
                f(F::FirstName),
                f(F::Surname),
                f(F::Address),
                f(F::PostCode),
                f(F::City),
                f(F::CountryRegion),
                f(F::Email),
                Target::Codes(CodeList::MailingGroup),
                Target::Skip,
            ]
        );
    }

    #[test]
    fn a_name_beside_a_first_name_is_a_surname_or_the_whole() {
        assert_eq!(targets("Nom;Prénom\nRochat;Zoé\n"), [f(F::Surname), f(F::FirstName)]);
        assert_eq!(targets("Name,First Name\nZoé Rochat,Zoé\n"), [Target::Name, f(F::FirstName)]);
        assert_eq!(targets("Name,Contact\nAcme,Zoé Rochat\n"), [Target::CompanyName, Target::PersonName]);
    }

    #[test]
    fn a_title_is_a_job_or_a_salutation() {
        assert_eq!(targets("Full Name,Title\nA B,Founder\n"), [Target::PersonName, f(F::JobTitle)]);
        assert_eq!(
            targets("Title,Full Name,Job Title\nDr.,A B,Founder\n"),
            [f(F::Salutation), Target::PersonName, f(F::JobTitle)]
        );
    }

    #[test]
    fn a_number_is_ours_or_another_programs() {
        assert_eq!(targets("No.,Name\nCT000001,A\nCT000002,B\n"), [Target::Number, Target::Name]);
        assert_eq!(targets("No.,Name\nC1,A\nC2,B\n"), [f(F::ExternalId), Target::Name]);
        assert_eq!(targets("Customer No.,Name\nC1,A\nC1,B\n"), [Target::Skip, Target::Name]);
    }

    #[test]
    fn values_tell_where_captions_do_not() {
        assert_eq!(targets("a@b.example;Kari\nc@d.example;Ola\n"), [f(F::Email), Target::Name]);
        assert_eq!(targets("adressat;xyz\nKari;a@b.example\n"), [Target::Skip, f(F::Email)]);
    }

    #[test]
    fn a_choice_holds() {
        let table = read(b"Interne notater\nabc\n", ReadOptions::default()).unwrap().table;
        let mut mapping = Mapping::recognise(&table);
        mapping.choose(0, f(F::Address2));
        assert_eq!((mapping.matched(), mapping.has(f(F::Address2))), (1, true));
        mapping.choose(7, Target::Skip);
    }
}
