//! Places in the tables of the database.

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
            /// The place as an index into a table's rows.
            #[must_use]
            pub const fn index(self) -> usize {
                self.0 as usize
            }

            /// The place of the row with this index; `None` past 4,294,967,295 rows.
            #[must_use]
            pub fn from_index(index: usize) -> Option<Self> {
                u32::try_from(index).ok().map(Self)
            }
        }
    };
}

identifier! {
    /// Place of a contact. Never given to another contact, so that an undone deletion finds its place free.
    ContactId
}
identifier! {
    /// Place of a code in its list. Assignments and criteria hold this, so a renamed code keeps both.
    CodeId
}
impl CodeId {
    /// The id of a code that no list has. Criteria keep it and match no contact by it.
    pub const UNKNOWN: Self = Self(u32::MAX);
}

identifier! {
    /// Place of a segment.
    SegmentId
}
