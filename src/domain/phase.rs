use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Phrase;

/// The phases of the conversation, in the order in which people think well together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// Bedoeling: what are we here for, what did we agree last time?
    Purpose,
    /// Verwachten: what does each expect, before any result?
    Expect,
    /// Waarnemen: what is there?
    Observe,
    /// Duiden: which explanations, and what speaks against each?
    Interpret,
    /// Wegen: is it good enough for us, and is the norm still right?
    Weigh,
    /// Afspreken: the smallest step, who, when, how will we notice?
    Agree,
    /// Terugkomen: next round, the same agreements on top.
    Return,
}

impl Phase {
    /// All phases, first to last.
    pub const ALL: [Phase; 7] = [
        Phase::Purpose,
        Phase::Expect,
        Phase::Observe,
        Phase::Interpret,
        Phase::Weigh,
        Phase::Agree,
        Phase::Return,
    ];

    /// The phase's name for readers.
    pub fn title(self) -> Phrase {
        match self {
            Phase::Purpose => Phrase::new("Bedoeling", "Purpose"),
            Phase::Expect => Phrase::new("Verwachten", "Expect"),
            Phase::Observe => Phrase::new("Waarnemen", "Observe"),
            Phase::Interpret => Phrase::new("Duiden", "Interpret"),
            Phase::Weigh => Phrase::new("Wegen", "Weigh"),
            Phase::Agree => Phrase::new("Afspreken", "Agree"),
            Phase::Return => Phrase::new("Terugkomen", "Return"),
        }
    }

    /// What the table does in this phase, one sentence.
    pub fn invitation(self) -> Phrase {
        match self {
            Phase::Purpose => {
                Phrase::new("We staan stil bij waarvoor we hier zijn.", "We recall what we are here for.")
            }
            Phase::Expect => Phrase::new(
                "Ieder schrijft op wat hij of zij verwacht, voordat we de uitkomsten zien.",
                "Everyone writes down what they expect, before we see the results.",
            ),
            Phase::Observe => Phrase::new(
                "We zeggen wat er staat en wijzen aan waar. Nog geen verklaringen.",
                "We say what is there and point at it. No explanations yet.",
            ),
            Phase::Interpret => Phrase::new(
                "We zoeken meer dan één verklaring, en bij elke verklaring wat ertegen spreekt.",
                "We look for more than one explanation, and for what speaks against each.",
            ),
            Phase::Weigh => Phrase::new(
                "We wegen of dit voor ons goed genoeg is, en of de norm nog klopt.",
                "We weigh whether this is good enough for us, and whether the norm still fits.",
            ),
            Phase::Agree => Phrase::new(
                "We spreken de kleinste stap af: wie, wanneer, en waaraan we het merken.",
                "We agree on the smallest step: who, when, and how we will notice.",
            ),
            Phase::Return => Phrase::new(
                "We spreken af hoe we hierop terugkomen, ook bij wie de vragenlijst invulde.",
                "We agree how we will come back to this, also with those who filled in the survey.",
            ),
        }
    }
}
