use serde::{Deserialize, Serialize};

use crate::domain::Phrase;

/// Where on the table a kind of finding belongs; a table wants at least one strength and one or two matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FindingPlace {
    /// Something to keep and to share.
    Strength,
    /// Something in the education to talk about.
    Matter,
    /// About the norm itself: there is none, it met no answers, or it is due.
    AboutTheNorm,
    /// About the answers themselves: whom we did not hear, what cannot be shown.
    AboutTheData,
}

/// What can be seen that is worth a question; it says what is seen, never why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FindingKind {
    /// The ambition is reached, and surely so.
    AmbitionReached,
    /// Good enough, and the whole interval says so.
    ClearlyGoodEnough,
    /// The figure meets the norm, but the interval straddles it.
    JustGoodEnough,
    /// The figure misses the norm, but the interval straddles it.
    UndecidedBelow,
    /// The norm is missed, and the whole interval says so.
    ClearlyNotYet,
    /// Answers at both ends behind a middling figure.
    Divided,
    /// Two roles answer the same statement differently.
    RoleGap,
    /// A role or place that barely answered.
    ThinVoice,
    /// Many who answered chose 'do not know' or 'does not apply'.
    ManyDontKnow,
    /// Answers without a norm.
    NoThreshold,
    /// A norm without answers.
    NormWithoutData,
    /// A norm whose review date has passed.
    NormDue,
    /// Figures that are not shown, to protect people.
    Withheld,
}

impl FindingKind {
    /// Every kind there is, in a fixed order: strengths, matters, the data, the norm.
    pub const ALL: [FindingKind; 13] = [
        FindingKind::AmbitionReached,
        FindingKind::ClearlyGoodEnough,
        FindingKind::JustGoodEnough,
        FindingKind::UndecidedBelow,
        FindingKind::ClearlyNotYet,
        FindingKind::Divided,
        FindingKind::RoleGap,
        FindingKind::ThinVoice,
        FindingKind::ManyDontKnow,
        FindingKind::NoThreshold,
        FindingKind::NormWithoutData,
        FindingKind::NormDue,
        FindingKind::Withheld,
    ];

    /// The name used in deck files and stable ids.
    pub fn key(self) -> &'static str {
        match self {
            FindingKind::AmbitionReached => "ambition-reached",
            FindingKind::ClearlyGoodEnough => "clearly-good-enough",
            FindingKind::JustGoodEnough => "just-good-enough",
            FindingKind::UndecidedBelow => "undecided-below",
            FindingKind::ClearlyNotYet => "clearly-not-yet",
            FindingKind::Divided => "divided",
            FindingKind::RoleGap => "role-gap",
            FindingKind::ThinVoice => "thin-voice",
            FindingKind::ManyDontKnow => "many-dont-know",
            FindingKind::NoThreshold => "no-threshold",
            FindingKind::NormWithoutData => "norm-without-data",
            FindingKind::NormDue => "norm-due",
            FindingKind::Withheld => "withheld",
        }
    }

    /// The kind in a few words, for readers.
    pub fn title(self) -> Phrase {
        let (nl, en) = match self {
            FindingKind::AmbitionReached => ("Ambitie bereikt", "Ambition reached"),
            FindingKind::ClearlyGoodEnough => ("Goed genoeg", "Good enough"),
            FindingKind::JustGoodEnough => ("Waarschijnlijk goed genoeg", "Probably good enough"),
            FindingKind::UndecidedBelow => {
                ("Waarschijnlijk nog niet goed genoeg", "Probably not yet good enough")
            }
            FindingKind::ClearlyNotYet => ("Nog niet goed genoeg", "Not yet good enough"),
            FindingKind::Divided => ("Verdeelde antwoorden", "Divided answers"),
            FindingKind::RoleGap => {
                ("Verschil tussen wat rollen antwoorden", "Difference between what roles answer")
            }
            FindingKind::ThinVoice => ("Wie we nauwelijks hoorden", "Whom we barely heard"),
            FindingKind::ManyDontKnow => {
                ("Veel ‘weet ik niet’ of ‘niet van toepassing’", "Many ‘don’t know’ or ‘not applicable’")
            }
            FindingKind::NoThreshold => ("Nog geen norm afgesproken", "No norm agreed on yet"),
            FindingKind::NormWithoutData => ("Norm zonder antwoorden", "Norm without answers"),
            FindingKind::NormDue => ("Norm om opnieuw te bekijken", "Norm to look at again"),
            FindingKind::Withheld => ("Niet getoond", "Not shown"),
        };
        Phrase::new(nl, en)
    }

    /// Where on the table it belongs.
    pub fn place(self) -> FindingPlace {
        match self {
            FindingKind::AmbitionReached | FindingKind::ClearlyGoodEnough => FindingPlace::Strength,
            FindingKind::JustGoodEnough
            | FindingKind::UndecidedBelow
            | FindingKind::ClearlyNotYet
            | FindingKind::Divided
            | FindingKind::RoleGap => FindingPlace::Matter,
            FindingKind::ThinVoice | FindingKind::ManyDontKnow | FindingKind::Withheld => {
                FindingPlace::AboutTheData
            }
            FindingKind::NoThreshold | FindingKind::NormWithoutData | FindingKind::NormDue => {
                FindingPlace::AboutTheNorm
            }
        }
    }

    /// Whether it is known from the answers; what is not may be asked about before the results are seen.
    pub fn needs_answers(self) -> bool {
        !matches!(self, FindingKind::NoThreshold | FindingKind::NormDue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_what_a_file_says() {
        for kind in FindingKind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.key());
        }
    }

    #[test]
    fn only_a_figure_surely_past_its_norm_is_a_strength() {
        let strengths: Vec<_> =
            FindingKind::ALL.into_iter().filter(|kind| kind.place() == FindingPlace::Strength).collect();
        assert_eq!(strengths, [FindingKind::AmbitionReached, FindingKind::ClearlyGoodEnough]);
    }
}
