use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Phrase;

/// For whom a report is made, the narrowest circle first. Each circle also reads what is made for a wider one.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Readers {
    /// The people whom it is about and who talk about it together.
    #[default]
    OwnTeam,
    /// The schools and the institute together: boards, quality officers, colleagues of other teams.
    Partnership,
    /// Anybody: a site, an annual report, a panel of peers.
    Public,
}

impl Readers {
    /// All of them, the narrowest circle first.
    pub const ALL: [Readers; 3] = [Readers::OwnTeam, Readers::Partnership, Readers::Public];

    /// Their name on the command line and in files: `own-team`.
    pub fn key(self) -> &'static str {
        match self {
            Readers::OwnTeam => "own-team",
            Readers::Partnership => "partnership",
            Readers::Public => "public",
        }
    }

    /// The readers of that name.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|readers| readers.key() == key)
    }

    /// The key of the project file under which their minimum stands.
    pub fn minimum_key(self) -> &'static str {
        match self {
            Readers::OwnTeam => "minimum",
            Readers::Partnership => "minimum-partnership",
            Readers::Public => "minimum-public",
        }
    }

    /// What they are called, after 'voor' or 'for'.
    pub fn title(self) -> Phrase {
        match self {
            Readers::OwnTeam => Phrase::new("het eigen team", "the own team"),
            Readers::Partnership => Phrase::new("het partnerschap", "the partnership"),
            Readers::Public => Phrase::new("iedereen (openbaar)", "everyone (public)"),
        }
    }
}

/// From how many respondents something may be shown to the readers of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Privacy {
    /// A figure needs at least this many; 3 or more, 5 by default.
    pub minimum: u64,
    /// A whole distribution needs at least this many; 10 by default, never below `minimum`.
    pub minimum_distribution: u64,
}

impl Privacy {
    /// No project may go below this.
    pub const FLOOR: u64 = 3;
}

impl Default for Privacy {
    fn default() -> Self {
        Minimums::default().of(Readers::default())
    }
}

/// From how many respondents something may be shown to whom. A wider circle never has a lower minimum than a narrower
/// one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Minimums {
    /// To the own team; [`Privacy::FLOOR`] or more, 5 by default.
    pub own_team: u64,
    /// To the partnership; 10 by default, never below `own_team`.
    pub partnership: u64,
    /// To everyone; 20 by default, never below `partnership`.
    pub public: u64,
    /// Of a whole distribution, to the own team; 10 by default, never below `own_team`.
    pub distribution: u64,
}

impl Default for Minimums {
    fn default() -> Self {
        Self { own_team: 5, partnership: 10, public: 20, distribution: 10 }
    }
}

impl Minimums {
    /// What holds for some readers. A whole distribution asks at least as many respondents as a figure does.
    pub fn of(&self, readers: Readers) -> Privacy {
        let minimum = match readers {
            Readers::OwnTeam => self.own_team,
            Readers::Partnership => self.partnership,
            Readers::Public => self.public,
        };
        Privacy { minimum, minimum_distribution: self.distribution.max(minimum) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wider_circle_is_shown_no_more_than_a_narrower_one() {
        let usual = Minimums::default();
        let pairs = Readers::ALL.map(|readers| usual.of(readers));
        let pairs = pairs.map(|privacy| (privacy.minimum, privacy.minimum_distribution));
        assert_eq!(pairs, [(5, 10), (10, 10), (20, 20)]);
        let own = Minimums { distribution: 30, ..usual };
        assert!(Readers::ALL.iter().all(|&readers| own.of(readers).minimum_distribution == 30));
        assert_eq!(Privacy::default(), Privacy { minimum: 5, minimum_distribution: 10 });
    }

    #[test]
    fn the_narrowest_circle_comes_first_and_every_name_is_its_own() {
        assert!(Readers::OwnTeam < Readers::Partnership && Readers::Partnership < Readers::Public);
        for readers in Readers::ALL {
            assert_eq!(Readers::of_key(readers.key()), Some(readers));
            assert_eq!(serde_json::to_value(readers).ok(), Some(readers.key().into()));
        }
        assert_eq!(Readers::of_key("iedereen"), None);
    }
}
