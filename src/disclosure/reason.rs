use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::domain::Phrase;

/// The rule that keeps something from being shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// Everyone together are fewer respondents than the minimum.
    Minimum,
    /// It is too small, or something small, or what people answered, would follow from it and what is shown. Which of
    /// these it is, is not told: beside the total it would tell how many people there are.
    Complement,
    /// Fewer respondents than a whole distribution needs.
    MinimumDistribution,
    /// To some statement (nearly) everyone answered alike: exact figures would be each person's answer.
    Unanimous,
}

impl Reason {
    /// The rule in words, without a number of people.
    pub fn words(self) -> Phrase {
        match self {
            Reason::Minimum => Phrase::new("te weinig antwoorden om te tonen", "too few answers to show"),
            Reason::Complement => Phrase::new(
                "niet getoond: anders zijn antwoorden van een paar mensen uit te rekenen",
                "not shown: what a few people answered could be worked out",
            ),
            Reason::MinimumDistribution => Phrase::new(
                "verdeling niet getoond: daarvoor zijn er te weinig antwoorden",
                "distribution not shown: there are too few answers for it",
            ),
            Reason::Unanimous => Phrase::new(
                "niet precies getoond: op een of meer vragen gaf vrijwel iedereen hetzelfde antwoord",
                "not shown exactly: to one or more items almost everyone gave the same answer",
            ),
        }
    }
}
