//! Which contact is the same: by External ID, then by e-mail address and name together.
//!
//! **Never by the address alone:** info@ addresses are shared. Never by No. either, which is
//! another program's as soon as it stands in a CSV file; a backup of this very database is the
//! one exception, and its own affair. Name and company alone make a *possible* duplicate, which
//! a person decides.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;

use crate::characters::{lowercase, uppercase};
use crate::domain::contact::{Contact, ContactField, ContactKind};
use crate::query::search_key::fold;

/// How many who share a mark are looked at, so that a thousand of one name don't cost a million looks.
const LOOKS: usize = 16;

/// What somebody may be recognised by, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    /// The External ID.
    ExternalId,
    /// E-mail address and name.
    EmailAndName,
    /// Name and company: not for certain.
    Name,
}

/// What contacts are told apart by.
pub(super) struct Marks {
    external_id: String,
    email_and_name: Option<(String, String)>,
    name: (ContactKind, String, String),
}

impl Marks {
    /// The marks of a contact. `company` is the name of its company, if it has one, or whatever
    /// else tells companies apart.
    pub(super) fn of(contact: &Contact, company: &str) -> Self {
        let name = fold(contact.text(ContactField::Name));
        let email = lowercase(contact.text(ContactField::Email));
        Self {
            external_id: uppercase(contact.text(ContactField::ExternalId)),
            email_and_name: (!email.is_empty()).then(|| (email, name.clone())),
            name: (contact.kind, name, fold(company)),
        }
    }
}

/// All known contacts by their marks.
pub(super) struct Known<T> {
    by_external_id: HashMap<String, Sharing<T>>,
    by_email_and_name: HashMap<(String, String), Sharing<(T, String)>>,
    by_name: HashMap<(ContactKind, String, String), Sharing<(T, String)>>,
}

impl<T: Copy + PartialEq> Known<T> {
    /// Nobody yet.
    pub(super) fn with_room_for(count: usize) -> Self {
        Self {
            by_external_id: HashMap::new(),
            by_email_and_name: HashMap::with_capacity(count),
            by_name: HashMap::with_capacity(count),
        }
    }

    /// Adds somebody, behind those who share a mark.
    pub(super) fn add(&mut self, marks: Marks, who: T) {
        let Marks { external_id, email_and_name, name } = marks;
        if let Some(email_and_name) = email_and_name {
            share(&mut self.by_email_and_name, email_and_name, (who, external_id.clone()));
        }
        share(&mut self.by_name, name, (who, external_id.clone()));
        if !external_id.is_empty() {
            share(&mut self.by_external_id, external_id, who);
        }
    }

    /// The first who shares a mark and is free, or of several one that fits, and whether it does.
    pub(super) fn find(
        &mut self,
        marks: &Marks,
        by: By,
        is_free: impl Fn(T) -> bool,
        fits: impl Fn(T) -> bool,
    ) -> Option<(T, bool)> {
        // Two different External IDs are two contacts, however alike they are otherwise.
        let may_be =
            |other: &str| other.is_empty() || marks.external_id.is_empty() || other == marks.external_id;
        let of_pair = |(who, external_id): &(T, String)| may_be(external_id).then_some(*who);
        match by {
            By::ExternalId => {
                let sharing = self.by_external_id.get_mut(&marks.external_id)?;
                sharing.find(|who| Some(*who), |who| is_free(*who), fits)
            }
            By::EmailAndName => {
                let sharing = self.by_email_and_name.get_mut(marks.email_and_name.as_ref()?)?;
                sharing.find(of_pair, |(who, _)| is_free(*who), fits)
            }
            By::Name => {
                let sharing = self.by_name.get_mut(&marks.name)?;
                sharing.find(of_pair, |(who, _)| is_free(*who), fits)
            }
        }
    }
}

/// All who share a mark, in the order in which they came. Most marks are one contact's own.
struct Sharing<M> {
    first: M,
    more: VecDeque<M>,
}

impl<M: Clone> Sharing<M> {
    fn find<T: Copy>(
        &mut self,
        candidate: impl Fn(&M) -> Option<T>,
        is_free: impl Fn(&M) -> bool,
        fits: impl Fn(T) -> bool,
    ) -> Option<(T, bool)> {
        // Who is taken stays so, and need not be looked at again.
        while !is_free(&self.first)
            && let Some(next) = self.more.pop_front()
        {
            self.first = next;
        }
        let all = std::iter::once(&self.first).chain(&self.more).take(64 * LOOKS);
        let free = all.filter(|mark| is_free(mark)).take(LOOKS).filter_map(candidate);
        let mut first = None;
        for who in free {
            if fits(who) {
                return Some((who, true));
            }
            first = first.or(Some((who, false)));
        }
        first
    }
}

fn share<K: Hash + Eq, M: PartialEq>(map: &mut HashMap<K, Sharing<M>>, key: K, mark: M) {
    match map.entry(key) {
        std::collections::hash_map::Entry::Vacant(free) => {
            free.insert(Sharing { first: mark, more: VecDeque::new() });
        }
        std::collections::hash_map::Entry::Occupied(mut there) => {
            let sharing = there.get_mut();
            if sharing.more.back().unwrap_or(&sharing.first) != &mark {
                sharing.more.push_back(mark);
            }
        }
    }
}
