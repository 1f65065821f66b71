//! The built app in Chromium: one file a subject.

mod importing;
mod looking;
mod opening;
