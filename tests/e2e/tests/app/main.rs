//! The built app in Chromium: one file a subject.

mod card;
mod codes;
mod importing;
mod looking;
mod opening;
mod segments;
