//! Parts of the program that are downloaded on demand, so that the first visit loads little.
//!
//! Written by hand on top of `wasm_split`, as a development build has no parts. A release is split at
//! the functions in [`part`] (see `xtask/src/program.rs`): what only they call goes into the part that
//! they name.

#[cfg(split)]
pub use leptos::wasm_split::SplitLoaderError as NotLoaded;

/// The error that a part could not be downloaded. The browser's console has the reason.
#[cfg(not(split))]
#[derive(Clone, Debug)]
pub struct NotLoaded;

/// Makes functions asynchronous, as their part may have to be downloaded.
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
