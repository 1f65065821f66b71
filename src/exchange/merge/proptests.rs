//! Laws of merging, on random databases.

use proptest::prelude::*;

use crate::domain::change::Change;
use crate::domain::code::Code;
use crate::domain::code_list::CodeList;
use crate::domain::contact::{Contact, ContactField, ContactKind};
use crate::domain::criteria::{Criteria, Criterion, Field, Operator, Value};
use crate::domain::database::Database;
use crate::domain::identifiers::{CodeId, ContactId, SegmentId};
use crate::domain::segment::{AddOptions, StepKind};
use crate::domain::{codes, contacts, segments};
use crate::exchange::csv::plan::Duplicate;
use crate::exchange::json;
use crate::exchange::merge::matching::Merging;
use crate::exchange::merge::plan::{MergePlan, merge};
use crate::exchange::merge::replace::replacement;

/// What an office does. Values are few, so that contacts share names, addresses and numbers.
#[derive(Clone, Debug)]
enum Edit {
    Create(ContactKind, usize, Vec<(usize, usize)>, prop::sample::Index),
    Fill(prop::sample::Index, usize, usize),
    Rename(prop::sample::Index, usize),
    Renumber(prop::sample::Index, usize),
    Move(prop::sample::Index, prop::sample::Index),
    Exclude(prop::sample::Index, bool),
    Delete(prop::sample::Index),
    Assign(usize, usize, prop::sample::Index),
    Describe(usize, usize, usize),
    DeleteCode(usize, usize),
    Segment(usize),
    ByHand(prop::sample::Index, Vec<prop::sample::Index>, bool),
    Step(prop::sample::Index, usize, Vec<prop::sample::Index>),
    GoBack(prop::sample::Index),
}

const NAMES: [&str; 6] = ["Ada", "Bo Ada", "Bo", "ada", "Cy Dal", "!"];
const NUMBERS: [&str; 3] = ["CT000001", "CT000003", "X"];
const CODES: [&str; 3] = ["A", "B", "C"];
/// Fields and a few values for each.
const TEXTS: [(ContactField, [&str; 3]); 6] = [
    (ContactField::Email, ["a@a.no", "A@a.no", "b@b.no"]),
    (ContactField::ExternalId, ["1", "2", "x"]),
    (ContactField::Phone, ["1", "2", ""]),
    (ContactField::City, ["Moss", "moss", "Voss"]),
    (ContactField::Address, ["Gata 1", "Gata 2", ""]),
    (ContactField::JobTitle, ["Boss", "Cook", ""]),
];

fn edit() -> impl Strategy<Value = Edit> {
    let at = any::<prop::sample::Index>;
    let kind = prop_oneof![Just(ContactKind::Company), Just(ContactKind::Person)];
    let text = || (0..TEXTS.len(), 0_usize..3);
    let several = move || prop::collection::vec(at(), 0..4);
    prop_oneof![
        6 => (kind, 0..NAMES.len(), prop::collection::vec(text(), 0..4), at())
            .prop_map(|(kind, name, texts, company)| Edit::Create(kind, name, texts, company)),
        2 => (at(), text()).prop_map(|(of, (field, text))| Edit::Fill(of, field, text)),
        1 => (at(), 0..NAMES.len()).prop_map(|(of, name)| Edit::Rename(of, name)),
        1 => (at(), 0..NUMBERS.len()).prop_map(|(of, number)| Edit::Renumber(of, number)),
        1 => (at(), at()).prop_map(|(of, to)| Edit::Move(of, to)),
        1 => (at(), any::<bool>()).prop_map(|(of, excluded)| Edit::Exclude(of, excluded)),
        1 => at().prop_map(Edit::Delete),
        2 => (0_usize..3, 0..CODES.len(), at()).prop_map(|(list, code, of)| Edit::Assign(list, code, of)),
        1 => (0_usize..3, 0..CODES.len(), 0_usize..3).prop_map(|(list, code, to)| Edit::Describe(list, code, to)),
        1 => (0_usize..3, 0..CODES.len()).prop_map(|(list, code)| Edit::DeleteCode(list, code)),
        1 => (0_usize..2).prop_map(Edit::Segment),
        2 => (at(), several(), any::<bool>()).prop_map(|(of, lines, is_added)| Edit::ByHand(of, lines, is_added)),
        1 => (at(), 0..CODES.len(), several()).prop_map(|(of, code, lines)| Edit::Step(of, code, lines)),
        1 => at().prop_map(Edit::GoBack),
    ]
}

fn make(database: &mut Database, edit: Edit) {
    let all: Vec<ContactId> = database.contacts().map(|(id, _)| id).collect();
    let companies: Vec<ContactId> =
        all.iter().copied().filter(|&id| database.company_of(id) == Some(id)).collect();
    let of_segments: Vec<SegmentId> = database.segments().map(|(id, _)| id).collect();
    let pick = |all: &[ContactId], at: &prop::sample::Index| (!all.is_empty()).then(|| *at.get(all));
    let one = |at: &prop::sample::Index| pick(&all, at);
    let segment = |at: &prop::sample::Index| (!of_segments.is_empty()).then(|| *at.get(&of_segments));
    let several = |lines: &[prop::sample::Index]| lines.iter().filter_map(one).collect::<Vec<_>>();
    let code = |list: CodeList, code: usize| database.find_code(list, &Code::parse(CODES[code]).unwrap());
    let change = (|| {
        Some(match &edit {
            Edit::Create(kind, name, texts, company) => {
                let mut contact = Contact::new("", *kind).with_text(ContactField::Name, NAMES[*name]);
                for &(field, text) in texts {
                    contact.set_text(TEXTS[field].0, TEXTS[field].1[text]);
                }
                if *kind == ContactKind::Person {
                    contact.company = pick(&companies, company).filter(|id| id.0 % 3 != 0);
                }
                contacts::create(database, contact).ok()?.1
            }
            Edit::Fill(of, field, text) => {
                let (field, texts) = TEXTS[*field];
                contacts::edit_text(database, one(of)?, field, texts[*text]).ok()?
            }
            Edit::Rename(of, name) => {
                contacts::edit_text(database, one(of)?, ContactField::Name, NAMES[*name]).ok()?
            }
            Edit::Renumber(of, number) => contacts::renumber(database, one(of)?, NUMBERS[*number]).ok()?,
            Edit::Move(of, to) => contacts::change_company(database, one(of)?, pick(&companies, to)).ok()?,
            Edit::Exclude(of, excluded) => contacts::exclude(database, one(of)?, *excluded).ok()?,
            Edit::Delete(of) => contacts::delete(database, &[one(of)?]).change,
            Edit::Assign(list, of, to) => {
                let list = CodeList::ALL[*list];
                match code(list, *of) {
                    Some(id) => codes::assign(database, list, id, &[one(to)?]).change,
                    None => codes::create(database, list, CODES[*of], "").ok()?.1,
                }
            }
            Edit::Describe(list, of, to) => {
                let list = CodeList::ALL[*list];
                codes::describe(database, list, code(list, *of)?, NAMES[*to]).ok()?
            }
            Edit::DeleteCode(list, of) => {
                let list = CodeList::ALL[*list];
                codes::delete(database, list, code(list, *of)?).1
            }
            Edit::Segment(description) => segments::create(database, "", NAMES[*description]).ok()?.1,
            Edit::ByHand(of, lines, true) => {
                segments::add_by_hand(database, segment(of)?, &several(lines)).ok()?
            }
            Edit::ByHand(of, lines, false) => {
                segments::remove_by_hand(database, segment(of)?, &several(lines)).ok()?
            }
            Edit::Step(of, picked, lines) => {
                let list = CodeList::MailingGroup;
                let value = Value::Code(code(list, *picked).unwrap_or(CodeId(7)));
                let criterion =
                    Criterion { field: Field::Codes(list), operator: Operator::IsAnyOf, values: vec![value] };
                let kind =
                    StepKind::Add { criteria: Criteria(vec![criterion]), options: AddOptions::default() };
                segments::take_step(database, segment(of)?, kind, several(lines)).ok()?
            }
            Edit::GoBack(of) => segments::go_back(database, segment(of)?).ok()?,
        })
    })();
    if let Some(change) = change {
        // A step's lines may hold a contact twice, a deleted one never.
        let _ = database.apply(change);
    }
}

fn database(identity: &str, edits: Vec<Edit>) -> Database {
    let mut database = Database::new(identity);
    edits.into_iter().for_each(|edit| make(&mut database, edit));
    database
}

/// A database, and another that shares its beginning or none of it.
fn two() -> impl Strategy<Value = (Database, Database)> {
    let edits = || prop::collection::vec(edit(), 0..16);
    (edits(), edits(), edits(), any::<bool>(), any::<bool>()).prop_map(
        |(first, ours, theirs, is_same, is_apart)| {
            let identity = if is_same { "here" } else { "there" };
            let mut here = database("here", first.clone());
            let mut there = if is_apart { Database::new(identity) } else { database(identity, first) };
            ours.into_iter().for_each(|edit| make(&mut here, edit));
            theirs.into_iter().for_each(|edit| make(&mut there, edit));
            (here, there)
        },
    )
}

/// Whatever stands in a contact before is still there.
fn keeps(before: &Contact, after: &Contact, overwrite: bool) -> bool {
    let texts = before.texts().all(|(field, text)| {
        let now = after.text(field);
        let is_name_part =
            matches!(field, ContactField::FirstName | ContactField::MiddleName | ContactField::Surname);
        now == text || overwrite && (!now.is_empty() || is_name_part)
    });
    let codes = CodeList::ALL
        .into_iter()
        .all(|list| before.codes(list).iter().all(|code| after.codes(list).contains(code)));
    let company = overwrite || before.company.is_none() || after.company == before.company;
    texts && codes && company && (!before.excluded || after.excluded) && before.number == after.number
}

fn check(
    here: &Database,
    there: &Database,
    plan: &MergePlan,
    overwrite: bool,
) -> Result<Database, TestCaseError> {
    let mut merged = here.clone();
    let totals = plan.totals(here, there);
    let renumbered = plan.renumbered(here, there);
    let segments = plan.segments(here, there);
    let inverse = merged.apply(plan.change(here, there)).unwrap();
    for (id, before) in here.contacts() {
        let after = merged.contact(id);
        prop_assert!(after.is_some_and(|after| keeps(before, after, overwrite)), "{before:?} {after:?}");
    }
    let changed = merged.contacts().filter(|(id, contact)| here.contact(*id) != Some(*contact)).count();
    prop_assert_eq!(changed, totals.contacts());
    prop_assert_eq!(merged.contact_count(), here.contact_count() + totals.new);
    for (theirs, number) in renumbered {
        let name = there.contact(theirs).unwrap().text(ContactField::Name);
        let here = merged.contact(merged.find_contact(&number).unwrap()).unwrap();
        prop_assert_eq!(here.text(ContactField::Name), name);
    }
    for row in segments {
        let there = merged.find_segment(&row.segment.number).and_then(|id| merged.segment(id));
        prop_assert!(there.is_some_and(|it| it.lines == row.segment.lines));
    }
    let mut undone = merged.clone();
    undone.apply(inverse).unwrap();
    prop_assert_eq!(&undone, here);
    Ok(merged)
}

/// The same contacts, none of which has the name of another one. Where several share one, nothing
/// tells for sure the second time which of them is which here; then one may come once more, and the
/// preview says so.
fn distinct(database: &Database) -> Database {
    let mut all = database.clone();
    for (id, contact) in database.contacts() {
        let name = format!("{} {}", contact.text(ContactField::Name), id.0);
        let contact = Some(Box::new(contact.clone().with_text(ContactField::Name, &name)));
        all.apply(Change::PutContact { id, contact }).unwrap();
    }
    all
}

proptest! {
    #[test]
    fn merging_a_backup_of_oneself_changes_nothing(
        edits in prop::collection::vec(edit(), 0..30),
        overwrite: bool,
    ) {
        let here = database("here", edits);
        let there = json::read(json::write(&here, "").as_bytes()).unwrap().database;
        let plan = merge(&here, &there, overwrite);
        prop_assert!(plan.change(&here, &there).is_nothing(), "{plan:?}");
        prop_assert_eq!(plan.totals(&here, &there).unchanged, here.contact_count());
        prop_assert!(replacement(&here, &there).is_nothing());
    }

    #[test]
    fn merging_loses_nothing((here, there) in two(), overwrite: bool) {
        check(&here, &there, &merge(&here, &there, overwrite), overwrite)?;
    }

    #[test]
    fn merging_the_second_time_does_nothing((here, there) in two(), overwrite: bool) {
        let (here, there) = (distinct(&here), distinct(&there));
        let plan = merge(&here, &there, overwrite);
        let merged = check(&here, &there, &plan, overwrite)?;
        // Whoever gets another name is known by another one the second time.
        let name = |database: &Database, id| database.contact(id).map(|it| it.text(ContactField::Name).to_owned());
        prop_assume!(here.contacts().all(|(id, _)| name(&here, id) == name(&merged, id)));
        let again = merge(&merged, &there, overwrite);
        let change = again.change(&merged, &there);
        prop_assert!(change.is_nothing(), "{:?}\n{:?}", again, change);
    }

    #[test]
    fn whatever_is_decided_nothing_is_lost(
        (here, there) in two(),
        overwrite: bool,
        decisions in prop::collection::vec(0_u8..3, 40),
    ) {
        let mut plan = merge(&here, &there, overwrite);
        for (at, decision) in decisions.into_iter().enumerate() {
            let all = [Duplicate::LeaveOut, Duplicate::AddAsNew, Duplicate::Update];
            plan.decide(at, all[usize::from(decision)]);
        }
        check(&here, &there, &plan, overwrite)?;
    }

    #[test]
    fn pieces_make_the_same_plan((here, there) in two(), count in 1_usize..5) {
        let mut merging = Merging::new(&here, &there, false);
        let mut share = 0.0;
        while !merging.step(&here, &there, count) {
            prop_assert!(share <= merging.share(&here));
            share = merging.share(&here);
        }
        let (plan, whole) = (merging.finish(), merge(&here, &there, false));
        prop_assert_eq!(plan.contacts, whole.contacts);
        prop_assert_eq!(plan.codes, whole.codes);
    }

    #[test]
    fn everybody_of_the_file_is_here_afterwards((here, there) in two()) {
        let mut plan = merge(&here, &there, false);
        for at in 0..plan.contacts.len() {
            plan.decide(at, Duplicate::AddAsNew);
        }
        let mut merged = here.clone();
        merged.apply(plan.change(&here, &there)).unwrap();
        let places = plan.places(&here, &there);
        for (id, theirs) in there.contacts() {
            let place: Option<&ContactId> = places.get(&id);
            let ours = place.and_then(|&place| merged.contact(place));
            let has_all = |ours: &Contact| theirs.texts().all(|(field, text)| ours.text(field) == text);
            let is_added = place.is_some_and(|&place| here.contact(place).is_none());
            prop_assert!(ours.is_some_and(|ours| !is_added || has_all(ours)));
        }
    }
}
