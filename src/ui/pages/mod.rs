//! Pages, one folder a family. **No family uses files inside another one;** what several share is in
//! `common`.

pub mod assign;
pub mod card;
pub mod codes;
pub mod common;
pub mod contacts;
pub mod help;
pub mod history;
pub mod home;
pub mod import;
pub mod on_demand;
pub mod registry;
pub mod restore;
pub mod segments;
