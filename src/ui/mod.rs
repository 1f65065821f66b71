//! What one sees: parts that know nothing of contacts, and pages made of them.

pub mod app;
pub mod pages;
pub mod parts;
