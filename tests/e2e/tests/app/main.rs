//! The built app in Chromium: one file a subject.

mod importing;
mod card;
mod looking;
mod opening;
