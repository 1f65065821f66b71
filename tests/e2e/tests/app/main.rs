//! The built app in Chromium: one file a subject.

mod backup;
mod card;
mod codes;
mod common;
mod contacts;
mod groups;
mod import_files;
mod importing;
mod looking;
mod main_job;
mod opening;
mod real;
mod segment_lines;
mod segments;
mod storage;
mod tell_me;
