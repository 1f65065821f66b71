//! Why a change is refused.

use serde::{Deserialize, Serialize};

use crate::domain::code::CodeError;
use crate::domain::code_list::CodeList;
use crate::domain::text::TextError;

/// Why a change was not made. **A refused change leaves everything as it was.** The interface
/// words these facts in the user's language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// The text is no code.
    Code(CodeError),
    /// The text doesn't fit its field.
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
    /// The code is still assigned.
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
        /// What was typed.
        code: String,
    },
    /// The contact has the code already.
    AlreadyAssigned {
        /// The code.
        code: String,
    },
    /// Industry groups and business relations belong to companies; this person has none.
    NoCompany {
        /// Who.
        contact: String,
    },
    /// The company still has persons, so it can't become a person.
    HasPersons {
        /// How many.
        persons: usize,
    },
    /// The company has codes that only companies have, so it can't become a person.
    HasCompanyCodes,
    /// Another window changed the segment's lines meanwhile.
    ChangedMeanwhile {
        /// The segment's No.
        segment: String,
    },
    /// What was to be changed is no longer there.
    Gone,
    /// The data would contradict itself: a sign of a damaged file or a fault of the program.
    Inconsistent(String),
    /// There is no step to go back from.
    NoStep,
}

impl From<CodeError> for Refusal {
    fn from(error: CodeError) -> Self {
        Self::Code(error)
    }
}

impl From<TextError> for Refusal {
    fn from(error: TextError) -> Self {
        Self::Text(error)
    }
}
