//! What the office deals with: contacts, codes that sort them, segments that pick them.
//!
//! **The domain knows no clock, no chance and no browser, and it cannot panic.** All data
//! lives in [`Database`]; it changes through [`Database::apply`] alone, which hands back the
//! inverse of what it did. Everything a person can do is a [`Change`] built by the functions
//! of [`contacts`], [`codes`] and [`segments`], which hold the office's rules.

pub mod action;
pub mod change;
pub mod code;
pub mod code_list;
pub mod code_suggestions;
pub mod codes;
pub mod contact;
pub mod contacts;
pub mod criteria;
pub mod database;
mod diff;

pub mod edit;
mod id_runs;
pub mod identifiers;
pub mod normalization;
pub mod number_series;
pub mod person_name;
#[cfg(test)]
pub(crate) mod proptests;
pub mod rebase;
pub mod refusal;
pub mod rows;
pub mod segment;
pub mod segments;
pub mod sorting;
pub mod text;
pub mod validation;
