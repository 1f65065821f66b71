//! The built app in Chromium: one file a subject.

mod looking;
mod opening;
