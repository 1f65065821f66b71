//! Ids of rows. An id is the row's index in its table and is never given to another row.

use serde::{Deserialize, Serialize};

macro_rules! identifier {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(pub u32);

        impl $name {
            /// The row's index in its table.
            #[must_use]
            pub const fn index(self) -> usize {
                self.0 as usize
            }

            /// The id of the row at this index; `None` above 4,294,967,295.
            #[must_use]
            pub fn from_index(index: usize) -> Option<Self> {
                u32::try_from(index).ok().map(Self)
            }
        }
    };
}

identifier! {
    /// Id of a contact. Never reused, so that undoing a deletion finds the index free.
    ContactId
}
identifier! {
    /// Id of a code within its list. Assignments and criteria hold it, so they follow a renamed code.
    CodeId
}

identifier! {
    /// Id of a segment.
    SegmentId
}
