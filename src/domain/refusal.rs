//! The reasons for which a change is refused.

use serde::{Deserialize, Serialize};

use crate::domain::catalogue::CodeList;
use crate::domain::code::CodeError;
use crate::domain::criteria::Incomplete;
use crate::domain::text::TextError;

/// Why a change is refused. **A refused change leaves the database as it was.** The interface builds
/// a sentence in the user's language from these facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// The text is no code.
    Code(CodeError),
    /// The text is empty or too long for its field.
    Text(TextError),
    /// The list has this code already.
    CodeTaken {
        /// In which list.
        list: CodeList,
        /// The code.
        code: String,
    },
    /// Another contact or segment has this No.
    NumberTaken(String),
    /// The code is still assigned to contacts.
    CodeInUse {
        /// The code.
        code: String,
        /// How many contacts have it.
        contacts: usize,
    },
    /// There is no such code in the list.
    UnknownCode {
        /// In which list.
        list: CodeList,
        /// The typed text.
        code: String,
    },
    /// The contact has the code already.
    AlreadyAssigned {
        /// The code.
        code: String,
    },
    /// The list's codes are assigned to the other kind of contacts. A person's company would have
    /// them, but it has none.
    WrongHolder {
        /// The list.
        list: CodeList,
        /// The contact's label.
        contact: String,
    },
    /// The company has persons, so it can't be deleted or become a person.
    HasPersons {
        /// How many.
        persons: usize,
    },
    /// The contact has codes of a list that the other kind of contacts has none of, so it can't change
    /// its kind.
    HasCodes {
        /// The list.
        list: CodeList,
    },
    /// Another window changed the segment's lines meanwhile.
    ChangedMeanwhile {
        /// The segment's No.
        segment: String,
    },
    /// The record to change no longer exists.
    Gone,
    /// The data would be inconsistent: a sign of a damaged file or a fault of the program. The text is
    /// for developers.
    Inconsistent(String),
    /// The segment has no step to go back from.
    NoStep,
    /// The step's criteria are begun or wrong.
    Incomplete(Incomplete),
}

impl From<CodeError> for Refusal {
    fn from(error: CodeError) -> Self {
        Self::Code(error)
    }
}

impl From<Incomplete> for Refusal {
    fn from(incomplete: Incomplete) -> Self {
        Self::Incomplete(incomplete)
    }
}

impl From<TextError> for Refusal {
    fn from(error: TextError) -> Self {
        Self::Text(error)
    }
}
