//! The data of an office and its rules: contacts, code lists that classify them, segments that
//! select them.
//!
//! **The domain uses no clock, no randomness and no browser API, and it never panics.** All data
//! is in [`Database`](database::Database), which changes only through
//! [`Database::apply`](database::Database::apply); that returns the inverse of the change. Everything
//! that a user can do is a [`Change`](change::Change) built by the functions of [`contacts`],
//! [`codes`] and [`segments`], which hold the office's rules.

pub mod action;
#[cfg(test)]
pub(crate) mod arbitrary;
pub mod by_list;
pub mod catalogue;
pub mod change;
pub mod code;
pub mod code_list;
pub mod code_suggestions;
pub mod codes;
pub mod complete_criteria;
pub mod contact;
pub mod contacts;
pub mod criteria;
pub mod criteria_form;
pub mod database;
pub mod date;
mod diff;
pub mod edit;
pub mod field_value;
mod id_runs;
pub mod identifiers;
pub mod normalization;
pub mod number_series;
pub mod person_name;
pub mod postal_address;
#[cfg(test)]
mod proptests;
pub mod rebase;
pub mod refusal;
pub mod rows;
pub mod segment;
pub mod segments;
pub mod sorting;
pub mod text;
pub mod validation;
