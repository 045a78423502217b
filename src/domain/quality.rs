use std::collections::BTreeSet;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A reason to leave a response out, as the project file names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Flaw {
    /// Made while trying the questionnaire out: the platform says so.
    Preview,
    /// The same response, or another one of the same respondent; the last one that was finished is kept.
    Duplicate,
    /// One option throughout, although statements are worded either way.
    StraightLining,
    /// Faster than `fastest-seconds`.
    TooFast,
    /// Before `from` or after `until`.
    OutsideDates,
}

impl Flaw {
    /// Every flaw, in the order in which a response with several is counted as left out.
    pub const ALL: [Flaw; 5] =
        [Flaw::Preview, Flaw::Duplicate, Flaw::OutsideDates, Flaw::TooFast, Flaw::StraightLining];

    /// The key of the project file.
    pub fn key(self) -> &'static str {
        match self {
            Flaw::Preview => "preview",
            Flaw::Duplicate => "duplicate",
            Flaw::StraightLining => "straight-lining",
            Flaw::TooFast => "too-fast",
            Flaw::OutsideDates => "outside-dates",
        }
    }

    /// The sign by which it shows.
    pub fn sign(self) -> Sign {
        match self {
            Flaw::Preview => Sign::Preview,
            Flaw::Duplicate => Sign::Duplicate,
            Flaw::StraightLining => Sign::StraightLining,
            Flaw::TooFast => Sign::TooFast,
            Flaw::OutsideDates => Sign::OutsideDates,
        }
    }
}

/// What can be noticed of a response that says something about its quality. A response can have several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Sign {
    /// The platform calls it a preview or a test.
    Preview,
    /// Another response, in any file of the source, has the same identifier.
    Duplicate,
    /// It ended before the first or after the last day of the field work.
    OutsideDates,
    /// It took less time than the project file asks for, or than a third of the median.
    TooFast,
    /// The same option as it stands on all of at least 8 statements, also on those worded the other way round.
    StraightLining,
    /// The same option on all of at least 8 statements, none of which is worded the other way round. It may well be
    /// what the respondent finds.
    OneOption,
    /// Exactly the answers of another response, on at least 8 statements that are not all the same option. It may be
    /// chance.
    SameAnswers,
}

impl Sign {
    /// Every sign, in the order in which they are told.
    pub const ALL: [Sign; 7] = [
        Sign::Preview,
        Sign::Duplicate,
        Sign::OutsideDates,
        Sign::TooFast,
        Sign::StraightLining,
        Sign::OneOption,
        Sign::SameAnswers,
    ];

    /// Its position in [`Sign::ALL`].
    pub fn index(self) -> usize {
        self as usize
    }

    /// What a response with it can be left out for; `None`: it is only ever counted.
    pub fn flaw(self) -> Option<Flaw> {
        Flaw::ALL.into_iter().find(|flaw| flaw.sign() == self)
    }
}

/// Which responses of a source are left out for their quality, and by what bounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quality {
    /// What is left out; the rest is only counted. Previews by default: a preview is no respondent.
    pub leave_out: BTreeSet<Flaw>,
    /// Fewer seconds than this are too few; `None`: a third of the median, which is only counted.
    pub fastest_seconds: Option<u64>,
    /// The first day of the field work, included.
    pub from: Option<Date>,
    /// The last day of the field work, included.
    pub until: Option<Date>,
}

impl Default for Quality {
    fn default() -> Self {
        Self { leave_out: BTreeSet::from([Flaw::Preview]), fastest_seconds: None, from: None, until: None }
    }
}
