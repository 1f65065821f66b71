//! The rules of merging, each in a small case.

use crate::domain::catalogue::{CodeList, ContactField as F, ContactKind};
use crate::domain::contact::Contact;
use crate::domain::database::Database;
use crate::domain::identifiers::ContactId;
use crate::domain::{codes, contacts, segments};
use crate::exchange::duplicate::DuplicateDecision;
use crate::exchange::merge::matching::merge;
use crate::exchange::merge::plan::{CodeOutcome, MergeOutcome, MergePlan};
use crate::exchange::merge::restore_diff::{RestoreDiff, replacement};
use crate::exchange::merge::segments::SegmentOutcome;

/// Kind, name, and texts.
fn add(database: &mut Database, kind: ContactKind, name: &str, texts: &[(F, &str)]) -> ContactId {
    let contact =
        texts.iter().fold(Contact::new("", kind).with_text(F::Name, name), |contact, (field, text)| {
            contact.with_text(*field, text)
        });
    let (id, change) = contacts::create(database, contact).unwrap();
    database.apply(change).unwrap();
    id
}

fn person(database: &mut Database, name: &str, texts: &[(F, &str)]) -> ContactId {
    add(database, ContactKind::Person, name, texts)
}

fn company(database: &mut Database, name: &str) -> ContactId {
    add(database, ContactKind::Company, name, &[])
}

fn edit(database: &mut Database, id: ContactId, field: F, text: &str) {
    let change = contacts::edit(database, id, field, text).unwrap();
    database.apply(change).unwrap();
}

fn assign(database: &mut Database, list: CodeList, code: &str, id: ContactId) {
    if let Ok((_, change)) = codes::create(database, list, code, "") {
        database.apply(change).unwrap();
    }
    let code = database.find_code(list, &crate::domain::code::Code::parse(code).unwrap()).unwrap();
    let change = codes::assign(database, list, code, &[id]).change;
    database.apply(change).unwrap();
}

fn segment(
    database: &mut Database,
    description: &str,
    lines: &[ContactId],
) -> crate::domain::identifiers::SegmentId {
    let (id, change) = segments::create(database, "", description).unwrap();
    database.apply(change).unwrap();
    let change = segments::add_by_hand(database, id, lines).unwrap();
    database.apply(change).unwrap();
    id
}

fn make(plan: &MergePlan, database: &mut Database, file: &Database) {
    let before = database.clone();
    let inverse = database.apply(plan.change(database, file)).unwrap();
    let mut undone = database.clone();
    undone.apply(inverse).unwrap();
    assert_eq!(undone, before, "a merge can be taken back");
    let again = merge(database, file, plan.overwrite);
    assert_eq!(again.totals(database, file).contacts(), 0, "merged twice");
}

fn outcomes(plan: &MergePlan) -> Vec<MergeOutcome> {
    plan.contacts.iter().map(|row| row.outcome).collect()
}

/// No., name and company.
fn lines(database: &Database) -> Vec<String> {
    let line = |(id, contact): (ContactId, &Contact)| {
        let company = database
            .company_of(id)
            .filter(|company| *company != id)
            .map_or("", |_| database.company_name(id));
        format!("{} {} / {company}", contact.number, contact.text(F::Name))
    };
    database.contacts().map(line).collect()
}

fn two() -> (Database, Database) {
    (Database::new("here"), Database::new("there"))
}

#[test]
fn a_no_of_another_database_means_nothing() {
    let (mut here, mut there) = two();
    person(&mut here, "Kari Moe", &[(F::Email, "kari@m.example")]);
    let vikland = company(&mut there, "Vikland AS");
    let ola = person(&mut there, "Ola Lie", &[]);
    there.apply(contacts::change_company(&there, ola, Some(vikland)).unwrap()).unwrap();
    let kari = person(&mut there, "kari moe", &[(F::Email, "KARI@m.example"), (F::Phone, "77")]);
    segment(&mut there, "Letter", &[kari, ola]);
    let plan = merge(&here, &there, false);
    assert_eq!(outcomes(&plan), [MergeOutcome::New, MergeOutcome::New, MergeOutcome::Changed(ContactId(0))]);
    assert_eq!(plan.renumbered(&here, &there), [(vikland, "CT000004".to_owned())]);
    assert_eq!(plan.totals(&here, &there).contacts(), 3);
    make(&plan, &mut here, &there);
    assert_eq!(
        lines(&here),
        ["CT000001 Kari Moe / ", "CT000004 Vikland AS / ", "CT000002 Ola Lie / Vikland AS"]
    );
    let kept = here.contact(ContactId(0)).unwrap();
    assert_eq!((kept.text(F::Phone), kept.text(F::Email)), ("77", "kari@m.example"));
    let letter = here.segments().next().unwrap().1;
    assert_eq!((letter.number.as_str(), &letter.lines[..]), ("SM00001", &[ContactId(0), ContactId(2)][..]));
}

#[test]
fn the_same_database_knows_a_contact_by_its_no() {
    let mut here = Database::new("d");
    let kari = person(&mut here, "Kari Moe", &[(F::City, "Moss")]);
    let there = here.clone();
    edit(&mut here, kari, F::Surname, "Hansen");
    edit(&mut here, kari, F::City, "");
    let plan = merge(&here, &there, false);
    assert_eq!(outcomes(&plan), [MergeOutcome::Changed(kari)]);
    make(&plan, &mut here, &there);
    let contact = here.contact(kari).unwrap();
    assert_eq!((contact.text(F::Name), contact.text(F::City)), ("Kari Hansen", "Moss"));
    let plan = merge(&here, &there, true);
    make(&plan, &mut here, &there);
    assert_eq!(here.contact(kari).unwrap().text(F::Name), "Kari Moe");
}

#[test]
fn two_copies_that_went_on_apart_lose_nobody() {
    let mut here = Database::new("d");
    let mut there = here.clone();
    let kari = person(&mut here, "Kari Moe", &[(F::Email, "kari@m.example")]);
    let ola = person(&mut there, "Ola Lie", &[(F::Phone, "77")]);
    segment(&mut there, "Letter", &[ola]);
    let mut plan = merge(&here, &there, false);
    assert_eq!(outcomes(&plan), [MergeOutcome::SameNumber(kari)]);
    let mut left_out = plan.clone();
    left_out.decide(0, DuplicateDecision::LeaveOut);
    assert_eq!(left_out.segments(&here, &there)[0].lost_lines, 1);
    make(&plan, &mut here, &there);
    assert_eq!(lines(&here), ["CT000001 Kari Moe / ", "CT000002 Ola Lie / "]);
    assert_eq!(here.segments().next().unwrap().1.lines, [ContactId(1)]);
    assert_eq!(here.contact(kari).unwrap().text(F::Phone), "");

    plan = merge(&here, &there, false);
    assert_eq!(outcomes(&plan), [MergeOutcome::Unchanged(ContactId(1))]);
}

#[test]
fn a_contact_is_the_twin_of_one_at_most() {
    let (mut here, mut there) = two();
    for phone in ["1", "2"] {
        person(&mut there, "Info", &[(F::Email, "info@v.example"), (F::Phone, phone)]);
    }
    let plan = merge(&here, &there, false);
    make(&plan, &mut here, &there);
    assert_eq!(here.contact_count(), 2);
    assert_eq!(
        outcomes(&merge(&here, &there, false)),
        [MergeOutcome::Unchanged(ContactId(0)), MergeOutcome::Unchanged(ContactId(1))]
    );
}

#[test]
fn a_person_decides_about_the_same_name() {
    let (mut here, mut there) = two();
    let ours = person(&mut here, "Kari Moe", &[(F::Phone, "1")]);
    let theirs = person(&mut there, "Kari Moe", &[(F::Phone, "2")]);
    segment(&mut there, "Letter", &[theirs]);
    let mut plan = merge(&here, &there, false);
    assert_eq!(outcomes(&plan), [MergeOutcome::SameName(ours)]);
    assert_eq!(plan.totals(&here, &there).left_out, 1);
    // Its line goes to the one who has its name.
    assert_eq!(plan.segments(&here, &there)[0].segment.lines, [ours]);
    for (decision, count, phone) in [
        (DuplicateDecision::LeaveOut, 1, "1"),
        (DuplicateDecision::Update, 1, "1"),
        (DuplicateDecision::AddAsNew, 2, "1"),
    ] {
        let mut copy = here.clone();
        plan.decide(0, decision);
        make(&plan, &mut copy, &there);
        assert_eq!((copy.contact_count(), copy.contact(ours).unwrap().text(F::Phone)), (count, phone));
    }
    let mut plan = merge(&here, &there, true);
    plan.decide(0, DuplicateDecision::Update);
    make(&plan, &mut here, &there);
    assert_eq!(here.contact(ours).unwrap().text(F::Phone), "2");
}

#[test]
fn company_and_person_are_never_the_same() {
    let (mut here, mut there) = two();
    company(&mut here, "Moe");
    person(&mut there, "Moe", &[]);
    assert_eq!(outcomes(&merge(&here, &there, false)), [MergeOutcome::New]);
}

#[test]
fn codes_join_and_get_their_description() {
    let (mut here, mut there) = two();
    let kari = person(&mut here, "Kari Moe", &[(F::Email, "k@m.example")]);
    let theirs = person(&mut there, "Kari Moe", &[(F::Email, "k@m.example")]);
    let list = CodeList::MailingGroup;
    assign(&mut here, list, "MOVE", kari);
    for code in ["GIFT", "MOVE"] {
        assign(&mut there, list, code, theirs);
    }
    let id = there.find_code(list, &crate::domain::code::Code::parse("MOVE").unwrap()).unwrap();
    there.apply(codes::describe(&there, list, id, "We move").unwrap()).unwrap();
    let plan = merge(&here, &there, false);
    let found: Vec<CodeOutcome> = plan.codes.iter().map(|row| row.outcome).collect();
    assert_eq!(found, [CodeOutcome::New, CodeOutcome::Changed(crate::domain::identifiers::CodeId(0))]);
    assert_eq!(plan.diff(&here, &there, theirs, kari).lists, [list]);
    make(&plan, &mut here, &there);
    assert_eq!(here.contact(kari).unwrap().codes(list).len(), 2);
    assert_eq!(here.code(list, crate::domain::identifiers::CodeId(0)).unwrap().description, "We move");
}

#[test]
fn the_wish_to_be_left_out_is_never_taken_back() {
    let mut here = Database::new("d");
    let kari = person(&mut here, "Kari Moe", &[]);
    let there = here.clone();
    here.apply(contacts::exclude(&here, kari, true).unwrap()).unwrap();
    assert!(merge(&here, &there, true).change(&here, &there).is_nothing());
    let plan = merge(&there, &here, false);
    assert!(plan.diff(&there, &here, kari, kari).excluded);
}

#[test]
fn of_two_states_of_a_segment_the_later_holds() {
    let mut early = Database::new("d");
    let all: Vec<ContactId> = ["A", "B", "C"].map(|name| person(&mut early, name, &[])).to_vec();
    let letter = segment(&mut early, "Letter", &all[..1]);
    let mut late = early.clone();
    late.apply(segments::add_by_hand(&late, letter, &all[1..2]).unwrap()).unwrap();
    let step = segments::take_step(
        &late,
        letter,
        crate::domain::segment::StepKind::Reduce { criteria: Default::default(), entire_companies: false },
        all[1..2].to_vec(),
    );
    late.apply(step.unwrap()).unwrap();
    assert!(merge(&late, &early, true).change(&late, &early).is_nothing());
    let plan = merge(&early, &late, false);
    assert_eq!(plan.segments(&early, &late)[0].outcome, SegmentOutcome::Changed(letter));
    let mut merged = early.clone();
    make(&plan, &mut merged, &late);
    assert_eq!(merged, late);

    // Both went on: theirs comes under a new No., once.
    early.apply(segments::add_by_hand(&early, letter, &all[2..]).unwrap()).unwrap();
    let plan = merge(&early, &late, false);
    assert_eq!(plan.segments(&early, &late)[0].outcome, SegmentOutcome::New);
    make(&plan, &mut early, &late);
    let numbers: Vec<&str> = early.segments().map(|(_, segment)| segment.number.as_str()).collect();
    assert_eq!(numbers, ["SM00001", "SM00002"]);
    assert!(merge(&early, &late, false).change(&early, &late).is_nothing());
}

#[test]
fn replacing_says_who_goes_comes_and_changes() {
    let mut here = Database::new("d");
    let one = person(&mut here, "One", &[]);
    let two = person(&mut here, "Two", &[]);
    let mut there = here.clone();
    let three = person(&mut there, "Three", &[]);
    edit(&mut there, two, F::City, "Moss");
    there.apply(contacts::delete(&there, &[one]).change).unwrap();
    let found = replacement(&here, &there);
    assert_eq!(
        found.contacts,
        [RestoreDiff::Removed(one), RestoreDiff::Changed(two, two), RestoreDiff::Added(three)]
    );
    assert!(replacement(&here, &here).is_nothing());
}
