use std::io;

use crate::domain::{Phrase, Place, phrase};
use crate::ingest::IngestError;

/// What keeps a system file from being read, before it is known by which name its user knows the file.
#[derive(Debug)]
pub(super) enum Damage {
    /// The operating system says so.
    Io(io::Error),
    /// The bytes are no system file: a clause that says where that shows.
    Broken(Phrase),
    /// It asks for more than a limit allows: what is too large.
    TooLarge(Phrase),
}

impl Damage {
    /// The bytes are no system file.
    pub(super) fn broken(nl: impl Into<String>, en: impl Into<String>) -> Self {
        Self::Broken(Phrase::new(nl, en))
    }

    /// The file ends before what it says is in it.
    pub(super) fn cut_short() -> Self {
        Self::broken(
            "het houdt op midden in de beschrijving van de variabelen",
            "it ends in the middle of the description of the variables",
        )
    }

    /// The same, with the row in which it shows.
    pub(super) fn in_row(self, row: u64) -> Self {
        match self {
            Self::Broken(Phrase { nl, en }) => {
                Self::Broken(phrase!("in rij {row}: {nl}", "in row {row}: {en}"))
            }
            other => other,
        }
    }

    /// More than `most` of something.
    pub(super) fn more_than(most: usize, nl: &str, en: &str) -> Self {
        Self::TooLarge(phrase!("meer dan {most} {nl}", "more than {most} {en}"))
    }

    /// The fault with its place.
    pub(super) fn at(self, place: &Place) -> IngestError {
        let place = place.clone();
        match self {
            Self::Io(error) => IngestError::io(&place, &error),
            Self::Broken(what) => IngestError::SavBroken { place, what },
            Self::TooLarge(what) => IngestError::TooLarge { place, what },
        }
    }
}

impl From<io::Error> for Damage {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            // What unpacking says of bytes that were never packed.
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => Self::broken(
                "de ingepakte antwoorden zijn niet uit te pakken",
                "the packed answers cannot be unpacked",
            ),
            io::ErrorKind::UnexpectedEof => Self::cut_short(),
            _ => Self::Io(error),
        }
    }
}
