//! The built app in a browser: one file a subject. All of it runs in Chromium; what depends on
//! the browser most runs in other engines as well.

mod backup;
mod card;
mod codes;
mod common;
mod contacts;
mod dropping;
mod engines;
mod focus;
mod groups;
mod help;
mod history;
mod home;
mod import_files;
mod importing;
mod kept_file;
mod keyboard;
mod killed;
mod languages;
mod long_import;
mod looking;
mod main_job;
mod merging;
mod offline;
mod opening;
mod passphrase;
mod real;
mod reflow;
mod rescue;
mod safety;
mod segment_lines;
mod segments;
mod states;
mod storage;
mod tell_me;
mod wishes;
