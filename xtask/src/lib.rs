//! The tasks of the project, one subject a file. The end-to-end tests use some of them.

pub mod bench;
pub mod browsers;
pub mod build;
pub mod folder;
pub mod policy;
pub mod process;
pub mod program;
pub mod serve;
pub mod shot;
pub mod single_file;
pub mod size;
pub mod slowest;
pub mod soak;
pub mod styles;
pub mod tally;
pub mod test;
pub mod tools;
