//! The user interface: parts that know nothing of contacts, pages made of them, and the frame
//! around a page.

pub mod app;
mod frame;
pub mod pages;
pub mod parts;
