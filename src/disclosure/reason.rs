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
    /// Every reason there is.
    pub const ALL: [Reason; 4] =
        [Reason::Minimum, Reason::Complement, Reason::MinimumDistribution, Reason::Unanimous];

    /// The name that results give it and that `explain` takes.
    pub fn id(self) -> &'static str {
        match self {
            Reason::Minimum => "minimum",
            Reason::Complement => "complement",
            Reason::MinimumDistribution => "minimum-distribution",
            Reason::Unanimous => "unanimous",
        }
    }

    /// What it means and what can be done, a paragraph.
    pub fn explanation(self) -> Phrase {
        match self {
            Reason::Minimum => Phrase::new(
                "Iedereen samen zijn minder mensen dan nodig is om iets te tonen aan wie dit verslag leest (`minimum`, `minimum-partnership` of `minimum-public` onder [privacy]). Meer antwoorden helpen; een lagere grens kan alleen als dat niet minder is dan wat u de mensen beloofd hebt.",
                "Everyone together are fewer people than it takes to show something to the readers of this report (`minimum`, `minimum-partnership` or `minimum-public` under [privacy]). More answers help; a lower minimum is possible only where it is no less than what people were promised.",
            ),
            Reason::Complement => Phrase::new(
                "Deze groep is te klein, of met haar cijfers en al het andere dat getoond is of ooit getoond werd, is uit te rekenen wat een paar mensen antwoordden: het totaal min de rest, een rol min een school, of dit verslag min het vorige. Welke van die twee het is, staat er met opzet niet bij: naast het totaal zou dat vertellen hoeveel mensen er zijn. Meer antwoorden helpen, of kleine groepen die samen één groep mogen zijn (`merge` onder [privacy]).",
                "This group is too small, or with its figures and all else that is shown or ever was shown it can be worked out what a few people answered: the total minus the rest, a role minus a school, or this report minus the one before. Which of the two it is, is left out on purpose: beside the total it would tell how many people there are. More answers help, or small groups that may be one group together (`merge` under [privacy]).",
            ),
            Reason::MinimumDistribution => Phrase::new(
                "Op een of meer stellingen zijn er minder antwoorden dan een hele verdeling nodig heeft (`minimum-distribution` onder [privacy], en nooit minder dan het minimum van wie dit verslag leest). Het cijfer zelf kan wel getoond zijn.",
                "To one or more statements there are fewer answers than a whole distribution needs (`minimum-distribution` under [privacy], and never fewer than the minimum of the readers of this report). The figure itself may be shown.",
            ),
            Reason::Unanimous => Phrase::new(
                "Op een of meer stellingen gaf iedereen, of iedereen op één na, hetzelfde antwoord of een antwoord aan dezelfde kant. Precieze cijfers zouden dan vertellen wat elk van hen antwoordde, hoe groot de groep ook is. Daarom staan er grenzen (‘vrijwel iedereen, minstens 90%’), die voor allemaal en voor allemaal op één na gelijk zijn.",
                "To one or more statements everyone, or everyone but one, gave the same answer or one on the same side. Exact figures would then tell what each of them answered, however large the group is. So there are bounds (‘almost everyone, at least 90%’), which are the same for all and for all but one.",
            ),
        }
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_reason_is_that_in_the_results() {
        for reason in Reason::ALL {
            assert_eq!(serde_json::to_value(reason).expect("a name"), reason.id());
        }
    }
}
