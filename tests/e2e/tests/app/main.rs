//! The built app in Chromium: one file a subject.

mod card;
mod importing;
mod looking;
mod opening;
