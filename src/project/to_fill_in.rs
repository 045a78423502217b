use jiff::civil::Date;

use crate::domain::Phrase;

/// What `init` writes for the partnership's name until somebody fills it in.
pub(super) fn name() -> Phrase {
    Phrase::new("Onze opleidingsschool", "Our partnership")
}

/// What `init` writes for the partnership's purpose until somebody fills it in.
pub(super) fn purpose() -> Phrase {
    Phrase::new("Waarvoor zijn we er, in onze eigen woorden?", "What are we here for, in our own words?")
}

/// What `init` writes for the day of a round that no export tells: a day on which nobody measured.
pub(super) const DAY: Date = jiff::civil::date(2000, 1, 1);
