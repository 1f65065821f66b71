//! Finds the contact that data from outside is about: by External ID, then by e-mail address and
//! name together.
//!
//! **Never by the address alone:** info@ addresses are shared. Never by No. either, which in a CSV
//! file may be another program's; a backup of this very database is the one exception, which
//! `merge` handles. Name and company alone make a *possible* duplicate, which the user decides.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;

use crate::characters::{lowercase, uppercase};
use crate::domain::catalogue::{ContactField, ContactKind};
use crate::domain::contact::Contact;
use crate::query::search_key::fold;

/// The limit of contacts with the same key that are compared, so that a thousand contacts of one
/// name do not take a million comparisons.
const MAX_CANDIDATES: usize = 16;

/// What a contact is matched by, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MatchKey {
    /// The External ID.
    ExternalId,
    /// E-mail address and name.
    EmailAndName,
    /// Name and company: a possible match.
    Name,
}

/// The values of a contact that it is matched by.
pub(super) struct ContactKeys {
    external_id: String,
    email_and_name: Option<(String, String)>,
    name: (ContactKind, String, String),
}

impl ContactKeys {
    /// The keys of a contact. `company` is the name of its company or another text that identifies
    /// the company; empty without one.
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

/// All known contacts by their keys.
pub(super) struct Matcher<T> {
    by_external_id: HashMap<String, Candidates<T>>,
    by_email_and_name: HashMap<(String, String), Candidates<(T, String)>>,
    by_name: HashMap<(ContactKind, String, String), Candidates<(T, String)>>,
}

impl<T: Copy + PartialEq> Matcher<T> {
    /// An empty matcher, with room for `count` contacts.
    pub(super) fn with_capacity(count: usize) -> Self {
        Self {
            by_external_id: HashMap::new(),
            by_email_and_name: HashMap::with_capacity(count),
            by_name: HashMap::with_capacity(count),
        }
    }

    /// Adds a contact, behind those with the same key.
    pub(super) fn add(&mut self, keys: ContactKeys, contact: T) {
        let ContactKeys { external_id, email_and_name, name } = keys;
        if let Some(email_and_name) = email_and_name {
            push(&mut self.by_email_and_name, email_and_name, (contact, external_id.clone()));
        }
        push(&mut self.by_name, name, (contact, external_id.clone()));
        if !external_id.is_empty() {
            push(&mut self.by_external_id, external_id, contact);
        }
    }

    /// The first free contact with the same key, or of several the best one, and whether it is best.
    pub(super) fn find(
        &mut self,
        keys: &ContactKeys,
        key: MatchKey,
        is_free: impl Fn(T) -> bool,
        is_best: impl Fn(T) -> bool,
    ) -> Option<(T, bool)> {
        // Two different External IDs are two contacts, however alike they are otherwise.
        let may_be =
            |other: &str| other.is_empty() || keys.external_id.is_empty() || other == keys.external_id;
        let of_pair = |(contact, external_id): &(T, String)| may_be(external_id).then_some(*contact);
        match key {
            MatchKey::ExternalId => {
                let candidates = self.by_external_id.get_mut(&keys.external_id)?;
                candidates.find(|contact| Some(*contact), |contact| is_free(*contact), is_best)
            }
            MatchKey::EmailAndName => {
                let candidates = self.by_email_and_name.get_mut(keys.email_and_name.as_ref()?)?;
                candidates.find(of_pair, |(contact, _)| is_free(*contact), is_best)
            }
            MatchKey::Name => {
                let candidates = self.by_name.get_mut(&keys.name)?;
                candidates.find(of_pair, |(contact, _)| is_free(*contact), is_best)
            }
        }
    }
}

/// All contacts with the same key, in the order in which they were added. Most keys have one.
struct Candidates<M> {
    first: M,
    more: VecDeque<M>,
}

impl<M: Clone> Candidates<M> {
    fn find<T: Copy>(
        &mut self,
        candidate: impl Fn(&M) -> Option<T>,
        is_free: impl Fn(&M) -> bool,
        is_best: impl Fn(T) -> bool,
    ) -> Option<(T, bool)> {
        // A contact that is not free never becomes free again.
        while !is_free(&self.first)
            && let Some(next) = self.more.pop_front()
        {
            self.first = next;
        }
        let all = std::iter::once(&self.first).chain(&self.more).take(64 * MAX_CANDIDATES);
        let free = all.filter(|entry| is_free(entry)).take(MAX_CANDIDATES).filter_map(candidate);
        let mut first = None;
        for contact in free {
            if is_best(contact) {
                return Some((contact, true));
            }
            first = first.or(Some((contact, false)));
        }
        first
    }
}

fn push<K: Hash + Eq, M: PartialEq>(map: &mut HashMap<K, Candidates<M>>, key: K, entry: M) {
    match map.entry(key) {
        std::collections::hash_map::Entry::Vacant(free) => {
            free.insert(Candidates { first: entry, more: VecDeque::new() });
        }
        std::collections::hash_map::Entry::Occupied(mut there) => {
            let candidates = there.get_mut();
            if candidates.more.back().unwrap_or(&candidates.first) != &entry {
                candidates.more.push_back(entry);
            }
        }
    }
}
