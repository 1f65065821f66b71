//! What one sees: parts that know nothing of contacts, and pages made of them.

pub mod app;
mod frame;
pub mod pages;
pub mod parts;
