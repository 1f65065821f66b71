//! The built app in Chromium: one file a subject.

mod card;
mod codes;
mod common;
mod importing;
mod looking;
mod main_job;
mod opening;
mod segment_lines;
mod segments;
