use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::NearlyAll;
use crate::disclosure::{Clearance, Reason};

/// A figure, or why there is none: absence is a type, never 0 and never NaN.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum Figure {
    /// It is known and may be shown.
    Value(Estimate),
    /// (Nearly) everyone answered alike: it is told within bounds that hold for all of them and for all but one.
    NearlyAll(NearlyAll),
    /// Fewer respondents than the project's minimum.
    TooFew,
    /// Nobody gave a valid answer, or nobody was asked.
    NoData,
    /// A response rate where it is not known how many were asked.
    PopulationUnknown,
    /// It is undefined for these answers, such as a mean on a scale with its ideal in the middle.
    Undefined,
    /// It rests on each person's answers to several statements together, and a counted table tells only how often
    /// each answer was given.
    OnlyCounts,
    /// It sets two things beside each other, and they cannot stand beside each other.
    NotComparable {
        /// Why not.
        why: Incomparable,
    },
    /// It is protected although there are enough respondents.
    Withheld {
        /// The rule that did it.
        reason: Reason,
    },
}

/// Why two things cannot stand beside each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Incomparable {
    /// There is nothing to set beside it: no earlier round, no answers in it, or no second role.
    NothingBeside,
    /// Other statements were asked: of the roles, or in the round before.
    OtherStatements,
}

/// A value with all that belongs to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Estimate {
    /// The value, in its unit; shares are 0 to 1, and differences of shares -1 to 1.
    pub value: f64,
    /// Where the value for everyone who was asked lies, at the project's level; `null` where it cannot be said.
    pub interval: Option<Span>,
    /// The standard deviation with n - 1, for a mean.
    pub sd: Option<f64>,
    /// For a share: where it lies if everyone who did not answer had been negative, or positive.
    pub bounds: Option<Span>,
    /// The respondents it rests on; of a change those of this round.
    pub n: u64,
    /// The answers it rests on; for a share over several items more than `n`.
    pub answers: u64,
    /// How many were asked, where the project knows it.
    pub population: Option<u64>,
    /// Its unit.
    pub unit: FigureUnit,
    /// The proof that it may be shown; with the day it is of, where that is not today.
    #[serde(skip_serializing, rename = "as_of", deserialize_with = "Clearance::of_published")]
    #[schemars(skip)]
    pub clearance: Clearance,
}

/// The unit of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FigureUnit {
    /// Scale points.
    Points,
    /// A share, 0 to 1.
    Share,
    /// A coefficient without a unit, at most 1.
    Coefficient,
}

/// From low to high, both ends included, in the figure's unit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Span {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Estimate {
    /// How many were asked; of a response of which nobody knows it, how many answered.
    pub fn asked(&self) -> u64 {
        self.population.unwrap_or(self.n)
    }
}

impl Figure {
    /// How many respondents it rests on, where that is told.
    pub fn respondents(&self) -> Option<u64> {
        match self {
            Figure::Value(estimate) => Some(estimate.n),
            Figure::NearlyAll(nearly) => Some(nearly.n),
            _ => None,
        }
    }

    /// The figure as it can stand beside others: of a group that answered (nearly) alike no difference can be told.
    pub(super) fn beside_others(&self) -> Figure {
        match self {
            Figure::NearlyAll(_) => Figure::Withheld { reason: Reason::Unanimous },
            other => other.clone(),
        }
    }

    /// The estimate, where there is one.
    pub fn estimate(&self) -> Option<&Estimate> {
        match self {
            Figure::Value(estimate) => Some(estimate),
            _ => None,
        }
    }
}
