//! Property tests of merging, on random databases.

use proptest::prelude::*;
use proptest::sample::select;

use crate::domain::arbitrary::{Profile, cases, database, work};
use crate::domain::catalogue::{CodeList, ContactField};
use crate::domain::change::Change;
use crate::domain::contact::Contact;
use crate::domain::database::Database;
use crate::domain::identifiers::ContactId;
use crate::exchange::duplicate::DuplicateDecision;
use crate::exchange::json;
use crate::exchange::merge::matching::Merging;
use crate::exchange::merge::matching::merge;
use crate::exchange::merge::plan::MergePlan;
use crate::exchange::merge::restore_diff::replacement;

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

/// An office of few values, so that contacts share names, addresses and numbers.
fn profile() -> Profile {
    let strings = |texts: &'static [&'static str]| select(texts).prop_map(str::to_owned).boxed();
    let names = (Just(ContactField::Name), strings(&NAMES));
    let texts = select(&TEXTS[..])
        .prop_flat_map(move |(field, texts)| (Just(field), select(texts.to_vec()).prop_map(str::to_owned)));
    Profile {
        growth: 12,
        name: strings(&NAMES),
        field: prop_oneof![1 => names, 4 => texts].boxed(),
        code: strings(&CODES),
        number: strings(&NUMBERS),
    }
}

/// A database, and another that shares its beginning or none of it.
fn two() -> impl Strategy<Value = (Database, Database)> {
    let profile = profile();
    (profile.ops(24), profile.ops(24), profile.ops(24), any::<bool>(), any::<bool>()).prop_map(
        |(first, ours, theirs, is_same, is_apart)| {
            let identity = if is_same { "here" } else { "there" };
            let mut here = database("here", &first);
            let mut there = if is_apart { Database::new(identity) } else { database(identity, &first) };
            work(&mut here, &ours);
            work(&mut there, &theirs);
            (here, there)
        },
    )
}

/// Whether a contact keeps all of its values.
fn keeps(before: &Contact, after: &Contact, overwrite: bool) -> bool {
    let texts = before.values().all(|(field, value)| {
        let now = after.value(field);
        let is_name_part =
            matches!(field, ContactField::FirstName | ContactField::MiddleName | ContactField::Surname);
        now == Some(value) || overwrite && (now.is_some() || is_name_part)
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

/// The same contacts with distinct names. Where several contacts share one, a second merge cannot
/// always tell which is which; then one may be added again, and the preview shows it.
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
    #![proptest_config(cases(256))]

    #[test]
    fn merging_a_backup_of_oneself_changes_nothing(
        ops in profile().ops(45),
        overwrite: bool,
    ) {
        let here = database("here", &ops);
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
        // A renamed contact is matched by its new name the second time.
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
            let all = [DuplicateDecision::LeaveOut, DuplicateDecision::AddAsNew, DuplicateDecision::Update];
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
            plan.decide(at, DuplicateDecision::AddAsNew);
        }
        let mut merged = here.clone();
        merged.apply(plan.change(&here, &there)).unwrap();
        let places = plan.contact_ids(&here, &there);
        for (id, theirs) in there.contacts() {
            let place: Option<&ContactId> = places.get(&id);
            let ours = place.and_then(|&place| merged.contact(place));
            let has_all = |ours: &Contact| theirs.values().all(|(field, value)| ours.value(field) == Some(value));
            let is_added = place.is_some_and(|&place| here.contact(place).is_none());
            prop_assert!(ours.is_some_and(|ours| !is_added || has_all(ours)));
        }
    }
}
