//! Parts of the program that are no part of the start: they are downloaded when they are first
//! asked for, so that a first visit waits for little.
//!
//! A release is cut at the functions that [`part`] takes (see `xtask/src/program.rs`): what only
//! they call goes into the part that they name. Any other build holds everything in one.

#[cfg(split)]
pub use leptos::wasm_split::SplitLoaderError as NotLoaded;

/// A part that could not be downloaded; the browser's console has the reason.
#[cfg(not(split))]
#[derive(Clone, Debug)]
pub struct NotLoaded;

/// Makes functions of a part asynchronous, as their part may have to be downloaded.
macro_rules! part {
    ($part:ident { $(
        $(#[$doc:meta])* $visibility:vis fn $name:ident($($argument:ident: $type:ty),*) -> $output:ty {
            $($body:tt)*
        }
    )* }) => { $(
        $(#[$doc])*
        #[cfg(split)]
        #[::leptos::wasm_split::wasm_split($part, wasm_split_path = ::leptos::wasm_split, fallible)]
        $visibility fn $name($($argument: $type),*) -> Result<$output, $crate::browser::part::NotLoaded> {
            Ok({ $($body)* })
        }

        $(#[$doc])*
        #[cfg(not(split))]
        $visibility async fn $name($($argument: $type),*) -> Result<$output, $crate::browser::part::NotLoaded> {
            Ok({ $($body)* })
        }
    )* };
}

pub(crate) use part;
