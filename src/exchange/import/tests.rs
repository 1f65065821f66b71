//! The rules of importing, each in a small file.

use crate::domain::catalogue::{CodeList, ContactField as F, ContactKind};
use crate::domain::change::Change;
use crate::domain::code::{Code, CodeError};
use crate::domain::code_list::CodeEntry;
use crate::domain::contact::Contact;
use crate::domain::database::Database;
use crate::domain::identifiers::ContactId;
use crate::exchange::csv::reader::{CsvTable, ReadOptions, read};
use crate::exchange::duplicate::DuplicateDecision;
use crate::exchange::import::apply::Building;
use crate::exchange::import::mapping::Mapping;
use crate::exchange::import::options::{IntoGroup, PlanOptions};
use crate::exchange::import::plan::{ImportOutcome, ImportPlan, Match};
use crate::exchange::import::planning::Planning;
use crate::exchange::import::planning::plan;
use crate::exchange::import::problems::{Reason, Warning};
use crate::exchange::import::table::Table;

fn table(text: &str) -> Table {
    read(text.as_bytes(), ReadOptions::default()).unwrap().table
}

fn planned_with(text: &str, options: &PlanOptions, database: &Database) -> ImportPlan {
    let table = table(text);
    plan(&table, &Mapping::recognise(&table), options, database)
}

fn planned(text: &str, database: &Database) -> ImportPlan {
    planned_with(text, &PlanOptions::default(), database)
}

fn import(text: &str, options: &PlanOptions, database: &mut Database) -> ImportPlan {
    let plan = planned_with(text, options, database);
    let before = database.clone();
    let expected = plan.contacts(database);
    let inverse = database.apply(plan.change(database)).unwrap();
    assert_eq!(expected, differing(&before, database), "each contact that changes counts, and no other");
    let mut undone = database.clone();
    undone.apply(inverse).unwrap();
    assert_eq!(undone, before, "an import can be taken back");
    plan
}

/// The number of contacts that are new or differ.
fn differing(before: &Database, after: &Database) -> usize {
    after.contacts().filter(|(id, contact)| before.contact(*id) != Some(*contact)).count()
}

/// No., kind, name and company of all contacts.
fn contacts(database: &Database) -> Vec<String> {
    let line = |(id, contact): (ContactId, &Contact)| match contact.kind {
        ContactKind::Company => format!("{} {}", contact.number, contact.text(F::Name)),
        ContactKind::Person => {
            format!("{} {} / {}", contact.number, contact.text(F::Name), database.company_name(id))
        }
    };
    database.contacts().map(line).collect()
}

fn find<'d>(database: &'d Database, name: &str) -> &'d Contact {
    database.contacts().map(|(_, contact)| contact).find(|contact| contact.text(F::Name) == name).unwrap()
}

fn codes(database: &Database, list: CodeList, name: &str) -> Vec<String> {
    let codes = find(database, name).codes(list).iter();
    codes.map(|&code| database.code(list, code).unwrap().code.to_string()).collect()
}

fn outcomes(plan: &ImportPlan) -> Vec<&ImportOutcome> {
    plan.rows.iter().map(|row| &row.outcome).collect()
}

#[test]
fn companies_persons_and_persons_of_companies() {
    let mut database = Database::new("test");
    let text = "Firma;Fornavn;Etternavn;Epost\n\
        Vikland AS;Kari;Moe;kari@v.example\n\
        Vikland AS;Ola;Lie;\n\
        Solsiden AS;;;post@s.example\n\
        ;;;bare@e.example\n\
        ;Zoé;;\n\
        Solsiden AS;Åse Marie;Tveit;\n";
    let plan = import(text, &PlanOptions::default(), &mut database);
    assert_eq!(
        contacts(&database),
        [
            "CT000001 Solsiden AS",
            "CT000002 Vikland AS",
            "CT000003 Kari Moe / Vikland AS",
            "CT000004 Ola Lie / Vikland AS",
            "CT000005 bare@e.example / ",
            "CT000006 Zoé / ",
            "CT000007 Åse Marie Tveit / Solsiden AS",
        ]
    );
    let totals = plan.totals();
    assert_eq!((totals.new_companies, totals.new_persons, totals.created_companies), (1, 5, 1));
    assert_eq!(plan.contacts(&Database::new("test")), 7);
    let kari = find(&database, "Kari Moe");
    assert_eq!((kari.text(F::FirstName), kari.text(F::Surname)), ("Kari", "Moe"));
}

#[test]
fn a_bare_name_is_what_the_person_says() {
    let text = "Navn;By\nKari Anne Moe;Bergen\n";
    for (bare_name, surname) in [(ContactKind::Company, ""), (ContactKind::Person, "Moe")] {
        let mut database = Database::new("test");
        import(text, &PlanOptions { bare_name, ..PlanOptions::default() }, &mut database);
        assert_eq!(find(&database, "Kari Anne Moe").kind, bare_name);
        assert_eq!(find(&database, "Kari Anne Moe").text(F::Surname), surname);
    }
}

#[test]
fn rows_of_which_nothing_can_be_made_say_why() {
    let plan = planned("Name,E-mail,City\n,,Bergen\nA,\"a@b.example\nB,,\n", &Database::new("test"));
    assert_eq!(
        outcomes(&plan),
        [
            &ImportOutcome::Rejected(Reason::NoName),
            &ImportOutcome::Rejected(Reason::UnclosedQuote),
            &ImportOutcome::New
        ]
    );
    assert_eq!(plan.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 3, 4]);
}

#[test]
fn the_same_external_id_with_another_name_is_rejected() {
    let plan =
        planned("External ID,Full Name\nM-1,Kari Moe\nM-1,Åse Tveit\nM-1,kari moe\n", &Database::new("test"));
    // Shared numbers identify no contact, unless the user chooses the column.
    assert_eq!(plan.totals().rejected, 0);
    let table = table("External ID,Full Name\nM-1,Kari Moe\nM-1,Åse Tveit\nM-1,kari moe\n");
    let mut mapping = Mapping::recognise(&table);
    mapping.choose(0, crate::exchange::import::target::Target::Field(F::ExternalId));
    let plan = crate::exchange::import::planning::plan(
        &table,
        &mapping,
        &PlanOptions::default(),
        &Database::new("test"),
    );
    assert_eq!(
        outcomes(&plan),
        [
            &ImportOutcome::New,
            &ImportOutcome::Rejected(Reason::SameExternalId { id: "M-1".into(), line: 2 }),
            &ImportOutcome::Unchanged(Match::Row(0))
        ]
    );
}

#[test]
fn warnings_keep_the_row() {
    let text = "First Name,Last Name,E-mail,E-mail 2,Phone,Country,Address,Groups\n\
        Ivo,Petrov,ivo[at]o.example,,ext. 4471,Atlantis,,\n\
        Eva,Lind,bad,eva@l.example,+47 1,Norge,,\"Very long group name, OK\"\n";
    let mut database = Database::new("test");
    let plan = import(text, &PlanOptions::default(), &mut database);
    assert_eq!(
        plan.rows[0].warnings,
        [
            Warning::BadEmail("ivo[at]o.example".into()),
            Warning::BadPhone("ext. 4471".into()),
            Warning::UnknownCountry("Atlantis".into()),
        ]
    );
    assert_eq!(find(&database, "Ivo Petrov").text(F::CountryRegion), "Atlantis");
    assert_eq!(
        plan.rows[1].warnings,
        [
            Warning::FurtherValues { field: F::Email, values: vec!["bad".into()] },
            Warning::BadCode {
                list: CodeList::MailingGroup,
                error: CodeError::TooLong { text: "VERY LONG GROUP NAME".into(), length: 20, limit: 11 }
            },
        ]
    );
    let eva = find(&database, "Eva Lind");
    assert_eq!((eva.text(F::Email), eva.text(F::CountryRegion)), ("eva@l.example", "NO"));
    assert_eq!(codes(&database, CodeList::MailingGroup, "Eva Lind"), ["OK"]);
}

#[test]
fn long_texts_are_shortened_and_long_addresses_left_out() {
    let long = "x".repeat(120);
    let text = format!("Company,E-mail\n{long},{long}@e.example\n");
    let mut database = Database::new("test");
    let plan = import(&text, &PlanOptions::default(), &mut database);
    assert!(matches!(
        plan.rows[0].warnings[0],
        Warning::Shortened { field: F::Name, length: 120, limit: 100, .. }
    ));
    assert!(plan.rows[0].warnings.iter().any(|it| matches!(it, Warning::TooLong { field: F::Email, .. })));
    assert_eq!(find(&database, &"x".repeat(100)).text(F::Email), "");
}

#[test]
fn recognises_by_external_id_then_by_address_and_name() {
    let mut database = Database::new("test");
    import(
        "External ID,Full Name,E-mail\nM-1,Kari Moe,info@v.example\n,Ola Lie,info@v.example\n",
        &PlanOptions::default(),
        &mut database,
    );
    let plan = planned(
        "External ID,Full Name,E-mail,Phone\n\
        M-1,Kari Moe-Lie,,\n\
        ,OLA LIE,Info@V.example,+47 1\n\
        ,Per Dal,info@v.example,\n\
        ,Kari Moe,other@v.example,\n",
        &database,
    );
    let [kari, ola] = [0, 1].map(|at| Match::Contact(ContactId(at)));
    assert_eq!(
        outcomes(&plan),
        [
            &ImportOutcome::Unchanged(kari),
            &ImportOutcome::Changed(ola),
            &ImportOutcome::New,
            &ImportOutcome::PossibleDuplicate(kari),
        ]
    );
}

#[test]
fn possible_duplicates_are_decided_one_by_one() {
    let mut database = Database::new("test");
    import("Full Name,City\nKari Moe,Bergen\n", &PlanOptions::default(), &mut database);
    let text = "Full Name,E-mail,Business Relation\nKari Moe,kari@m.example,\n";
    for (decision, count, email) in [
        (DuplicateDecision::LeaveOut, 1, ""),
        (DuplicateDecision::AddAsNew, 2, ""),
        (DuplicateDecision::Update, 1, "kari@m.example"),
    ] {
        let mut copy = database.clone();
        let mut plan = planned(text, &copy);
        plan.decide(0, decision);
        let change = plan.change(&copy);
        copy.apply(change).unwrap();
        assert_eq!((copy.contact_count(), find(&copy, "Kari Moe").text(F::Email)), (count, email));
    }
}

#[test]
fn updating_fills_and_overwriting_replaces() {
    let mut database = Database::new("test");
    import("Full Name,E-mail,Phone\nKari Moe,k@m.example,+47 1\n", &PlanOptions::default(), &mut database);
    let text = "Full Name,E-mail,Phone,Job Title\nKari Moe,k@m.example,+47 2,Chef\n";
    import(text, &PlanOptions::default(), &mut database);
    let kari = |database: &Database| {
        let kari = find(database, "Kari Moe");
        (kari.text(F::Phone).to_owned(), kari.text(F::JobTitle).to_owned())
    };
    assert_eq!(kari(&database), ("+47 1".into(), "Chef".into()));
    import(text, &PlanOptions { overwrite: true, ..PlanOptions::default() }, &mut database);
    assert_eq!(kari(&database), ("+47 2".into(), "Chef".into()));
    assert!(planned(text, &database).change(&database).is_nothing());
}

#[test]
fn the_same_person_twice_in_a_file_is_one_contact() {
    let mut database = Database::new("test");
    let plan = import(
        "Full Name,E-mail,Mailing Groups,City\nKari Moe,k@m.example,MOVE,\nKari Moe,K@m.example,GIFT,Bergen\n",
        &PlanOptions::default(),
        &mut database,
    );
    assert_eq!(outcomes(&plan), [&ImportOutcome::New, &ImportOutcome::Changed(Match::Row(0))]);
    assert_eq!(codes(&database, CodeList::MailingGroup, "Kari Moe"), ["GIFT", "MOVE"]);
    assert_eq!(find(&database, "Kari Moe").text(F::City), "Bergen");
}

#[test]
fn what_a_row_brings_is_told_by_lists() {
    let mut database = Database::new("test");
    let columns = "Name,Email,Mailing Groups,Industry Groups,Exclude from Segment";
    import(&format!("{columns}\nKari Moe,k@v.example,MOVE,,No\n"), &PlanOptions::default(), &mut database);
    let text = format!(
        "{columns}\nKari Moe,k@v.example,MOVE,,No\nKari Moe,k@v.example,\"MOVE, GIFT\",,No\n\
         Kari Moe,k@v.example,MOVE,,Yes\n"
    );
    let plan = planned(&text, &database);
    let brought = (0..3).map(|row| plan.diff(&database, row, Match::Contact(ContactId(0))));
    let brought: Vec<_> = brought.map(|diff| (diff.lists, diff.excluded)).collect();
    let groups = vec![CodeList::MailingGroup];
    assert_eq!(brought, [(vec![], false), (groups, false), (vec![], true)]);
}

#[test]
fn groups_of_companies_go_to_companies() {
    let mut database = Database::new("test");
    let plan = import(
        "Company,Full Name,Industry Groups,Business Relations\n\
        Vikland,Kari Moe,\"RET, MAN\",CUST\n\
        ,Ola Lie,RET,\n",
        &PlanOptions::default(),
        &mut database,
    );
    assert_eq!(codes(&database, CodeList::IndustryGroup, "Vikland"), ["MAN", "RET"]);
    assert_eq!(codes(&database, CodeList::BusinessRelation, "Vikland"), ["CUST"]);
    assert_eq!(
        plan.rows[1].warnings,
        [Warning::WrongHolder { list: CodeList::IndustryGroup, code: "RET".into() }]
    );
    // Once more for a company that is there.
    import(
        "Company,Full Name,Industry Groups\nVIKLAND,Per Dal,PRESS\n",
        &PlanOptions::default(),
        &mut database,
    );
    assert_eq!(codes(&database, CodeList::IndustryGroup, "Vikland"), ["MAN", "RET", "PRESS"]);
}

#[test]
fn codes_are_found_by_code_and_by_description() {
    let mut database = Database::new("test");
    let entry = CodeEntry {
        code: Code::parse("MOVE").unwrap(),
        description: "Office move notice".into(),
        sample: false,
    };
    let id = database.next_code_id(CodeList::MailingGroup);
    database.apply(Change::PutCode { list: CodeList::MailingGroup, id, entry: Some(entry) }).unwrap();
    let plan = import(
        "Full Name,Labels\nKari Moe,\"* myContacts ::: office MOVE notice ::: Friends\"\nOla Lie,move\n",
        &PlanOptions { into_group: Some(IntoGroup::Existing(id)), ..PlanOptions::default() },
        &mut database,
    );
    assert_eq!(codes(&database, CodeList::MailingGroup, "Kari Moe"), ["MOVE", "FRIENDS"]);
    assert_eq!(codes(&database, CodeList::MailingGroup, "Ola Lie"), ["MOVE"]);
    let friends = database.codes(CodeList::MailingGroup).last().unwrap().1;
    assert_eq!(friends.description, "Friends");
    assert_eq!(plan.new_codes(&database).len(), 0);
}

#[test]
fn all_rows_can_go_into_one_group() {
    let mut database = Database::new("test");
    import("Full Name,E-mail\nKari Moe,k@m.example\n", &PlanOptions::default(), &mut database);
    let group =
        CodeEntry { code: Code::parse("JULEKORT").unwrap(), description: "Julekort".into(), sample: false };
    let options = PlanOptions { into_group: Some(IntoGroup::New(group)), ..PlanOptions::default() };
    let plan = import("Full Name,E-mail\nKari Moe,k@m.example\nOla Lie,\n", &options, &mut database);
    assert_eq!(plan.totals().changed, 1);
    for name in ["Kari Moe", "Ola Lie"] {
        assert_eq!(codes(&database, CodeList::MailingGroup, name), ["JULEKORT"]);
    }
}

#[test]
fn numbers_are_kept_where_they_are_free() {
    let mut database = Database::new("test");
    let text =
        "No.,Type,Name\nCT000002,Company,Vikland\nCT000009,Person,Kari Moe\nCT000002,Company,Solsiden\n";
    let plan = import(text, &PlanOptions::default(), &mut database);
    assert_eq!(contacts(&database), ["CT000002 Vikland", "CT000001 Solsiden", "CT000009 Kari Moe / "]);
    assert_eq!(plan.rows[2].warnings, [Warning::NumberTaken("CT000002".into())]);
}

#[test]
fn the_address_can_be_the_companys() {
    for (address_is_the_companys, city) in [(false, ""), (true, "Bergen")] {
        let mut database = Database::new("test");
        let options = PlanOptions { address_is_the_companys, ..PlanOptions::default() };
        import("Company,Full Name,City\nVikland,Kari Moe,Bergen\n", &options, &mut database);
        assert_eq!(find(&database, "Vikland").text(F::City), city);
        assert_eq!(find(&database, "Kari Moe").text(F::City), "Bergen");
    }
}

#[test]
fn an_exclusion_comes_along() {
    let mut database = Database::new("test");
    let plan = import(
        "Full Name,Exclude from Segment\nKari Moe,ja\nOla Lie,no\nPer Dal,perhaps\n",
        &PlanOptions::default(),
        &mut database,
    );
    let excluded: Vec<bool> = database.contacts().map(|(_, contact)| contact.excluded).collect();
    assert_eq!(excluded, [true, false, false]);
    assert_eq!(plan.rows[2].warnings, [Warning::NeitherYesNorNo("perhaps".into())]);
}

#[test]
fn googles_phones_go_where_their_kind_says() {
    let mut database = Database::new("test");
    import(
        "Name,Given Name,Family Name,Phone 1 - Type,Phone 1 - Value,Phone 2 - Type,Phone 2 - Value,Phone 3 - Type,Phone 3 - Value\n\
        Kari Moe,Kari,Moe,Work Fax,1,Mobile,2,Work,3\n",
        &PlanOptions::default(),
        &mut database,
    );
    let kari = find(&database, "Kari Moe");
    assert_eq!((kari.text(F::Phone), kari.text(F::MobilePhone)), ("3", "2"));
}

#[test]
fn a_home_address_steps_in_whole() {
    let mut database = Database::new("test");
    let text = "Full Name,Business Street,Business City,Home Street,Home City\n\
        Kari Moe,,,Storgata 1,Bergen\nOla Lie,,Oslo,Storgata 2,Bergen\n";
    import(text, &PlanOptions::default(), &mut database);
    let address = |name| {
        let contact = find(&database, name);
        [contact.text(F::Address), contact.text(F::City)].join("/")
    };
    assert_eq!((address("Kari Moe"), address("Ola Lie")), ("Storgata 1/Bergen".into(), "/Oslo".into()));
}

#[test]
fn lists_of_addresses_are_no_contacts() {
    let plan = planned(
        "dlist,fileAs,fullName,nickname,type\n\"\"\"A\"\" <a@b.example>\",8:Group1,,Group1,group\n",
        &Database::new("test"),
    );
    let reason = Reason::AddressGroup { name: "Group1".into(), members: 1 };
    assert_eq!(outcomes(&plan), [&ImportOutcome::Rejected(reason)]);
}

proptest::proptest! {
    #[test]
    fn any_table_gives_a_plan_that_can_be_made(
        text in "(Name|E-mail|Company|Phone|No\\.|Type|Groups|Industry Groups|City)(,(First Name|Kind|Country|Labels|External ID|Website)){0,3}\n([a-cA-C@.,;\" 0-9\n]{0,80})"
    ) {
        if let Ok(CsvTable { table, .. }) = read(text.as_bytes(), ReadOptions::default()) {
            let mut mapping = Mapping::recognise(&table);
            mapping.choose(0, crate::exchange::import::target::Target::Name);
            let mut database = Database::new("test");
            for overwrite in [false, true] {
                let options = PlanOptions { overwrite, ..PlanOptions::default() };
                let plan = plan(&table, &mapping, &options, &database);
                let before = database.contact_count();
                let totals = plan.totals();
                database.apply(plan.change(&database)).unwrap();
                proptest::prop_assert_eq!(
                    database.contact_count() - before,
                    totals.new_companies + totals.new_persons + totals.created_companies
                );
            }
        }
    }

    #[test]
    fn pieces_make_the_same_plan_and_the_same_change(
        first in "(E-mail|City),Company\n([a-b@.,\n]{0,60})",
        text in "Name,Company,Groups,Industry Groups\n([a-c@.,0-9\n]{0,80})",
        rows in 1_usize..5,
    ) {
        let mut database = Database::new("test");
        for text in [first, text] {
            let Ok(CsvTable { table, .. }) = read(text.as_bytes(), ReadOptions::default()) else { continue };
            let mapping = Mapping::recognise(&table);
            let whole = plan(&table, &mapping, &PlanOptions::default(), &database);
            let mut planning = Planning::new(mapping, PlanOptions::default(), &database);
            let mut share = 0.0;
            while !planning.step(&table, &database, rows) {
                proptest::prop_assert!(share <= planning.share(&table, &database));
                share = planning.share(&table, &database);
            }
            proptest::prop_assert_eq!(planning.share(&table, &database), 1.0);
            let mut plan = planning.finish();
            proptest::prop_assert_eq!(&plan.rows, &whole.rows);
            for (at, row) in whole.rows.iter().enumerate() {
                if matches!(row.outcome, ImportOutcome::PossibleDuplicate(_)) {
                    plan.decide(at, if at.is_multiple_of(2) { DuplicateDecision::Update } else { DuplicateDecision::AddAsNew });
                }
            }
            let mut building = Building::new(&plan, &database);
            while !building.step(&plan, &database, rows) {
                proptest::prop_assert!((0.0..=1.0).contains(&building.share(&plan)));
            }
            let prepared = building.finish();
            proptest::prop_assert!(prepared.is_current(&database));
            let change = plan.change(&database);
            proptest::prop_assert_eq!(&prepared.change, &change);
            proptest::prop_assert_eq!(prepared.contacts, plan.contacts(&database));
            proptest::prop_assert_eq!(prepared.contacts == 0, change.is_nothing());
            let before = database.clone();
            database.apply(change).unwrap();
            proptest::prop_assert_eq!(prepared.contacts, differing(&before, &database));
            proptest::prop_assert!(prepared.change.is_nothing() || !prepared.is_current(&database));
        }
    }
}

#[test]
fn a_prepared_change_does_not_write_over_what_was_changed_meanwhile() {
    let mut database = Database::new("test");
    import("Name;E-mail\nKari Moe;kari@m.example\n", &PlanOptions::default(), &mut database);
    let plan = planned("Name;E-mail;City\nKari Moe;kari@m.example;Moss\n", &database);
    let prepare = |database: &Database| {
        let mut building = Building::new(&plan, database);
        while !building.step(&plan, database, 1) {}
        building.finish()
    };
    let prepared = prepare(&database);
    assert!(prepared.is_current(&database));
    let edit = crate::domain::contacts::edit(&database, ContactId(0), F::Phone, "77").unwrap();
    database.apply(edit).unwrap();
    assert!(!prepared.is_current(&database));
    database.apply(prepare(&database).change).unwrap();
    assert_eq!(find(&database, "Kari Moe").text(F::Phone), "77");
    assert_eq!(find(&database, "Kari Moe").text(F::City), "Moss");
}

#[test]
fn an_update_that_brings_nothing_is_no_change() {
    let mut database = Database::new("test");
    let persons = PlanOptions { bare_name: ContactKind::Person, ..PlanOptions::default() };
    import("Name;City\nKari Moe;Bergen\n", &persons, &mut database);
    let text = "Name;City\nKari Moe;Oslo\n";
    let mut plan = planned_with(text, &persons, &database);
    assert!(matches!(plan.rows[0].outcome, ImportOutcome::PossibleDuplicate(_)));
    plan.decide(0, DuplicateDecision::Update);
    assert_eq!(plan.contacts(&database), 0);
    assert!(plan.change(&database).is_nothing());
    let mut plan = planned_with(text, &PlanOptions { overwrite: true, ..persons }, &database);
    plan.decide(0, DuplicateDecision::Update);
    assert_eq!(plan.contacts(&database), 1);
}

#[test]
fn a_value_that_a_later_row_sets_back_is_no_change() {
    let mut database = Database::new("test");
    let overwrite = PlanOptions { overwrite: true, ..PlanOptions::default() };
    import("Name;E-mail;Phone\nKari Moe;k@m.example;1\n", &overwrite, &mut database);
    let text = "Name;E-mail;Phone\nKari Moe;k@m.example;2\nKari Moe;k@m.example;1\n";
    let plan = planned_with(text, &overwrite, &database);
    let kari = ImportOutcome::Changed(Match::Contact(ContactId(0)));
    assert_eq!(outcomes(&plan), [&kari, &kari]);
    assert_eq!(plan.contacts(&database), 0);
    assert!(plan.change(&database).is_nothing());
}

#[test]
fn opting_out_in_a_later_row_of_a_new_contact_applies() {
    let mut database = Database::new("test");
    let text = "Name;E-mail;Exclude from Segment\nKari Moe;k@m.example;No\nKari Moe;k@m.example;Yes\n";
    import(text, &PlanOptions::default(), &mut database);
    assert!(find(&database, "Kari Moe").excluded);
}
