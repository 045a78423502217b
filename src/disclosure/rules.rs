/// A protection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// No figure of fewer respondents than the minimum.
    Minimum,
    /// No distribution of fewer respondents than a distribution needs.
    MinimumDistribution,
    /// No small part that follows from a total minus the other parts of one table.
    Complement,
    /// No small set that follows exactly from all tables together.
    Linked,
    /// No set of people who (nearly) all gave the same answer is shown, or follows, exactly.
    Unanimity,
    /// No small set whose answers lie within too narrow bounds.
    Intervals,
    /// No score beside the sums of its statements that tells what the few who skipped one answered.
    Skippers,
    /// No groups put together whose number tells how many there are in a small one of them.
    Merging,
    /// No figure more precise than may leave the house.
    Rounding,
    /// No difference between two publications that is about a few people.
    Ledger,
}

impl Rule {
    /// All protections.
    pub const ALL: [Rule; 10] = [
        Rule::Minimum,
        Rule::MinimumDistribution,
        Rule::Complement,
        Rule::Linked,
        Rule::Unanimity,
        Rule::Intervals,
        Rule::Skippers,
        Rule::Merging,
        Rule::Rounding,
        Rule::Ledger,
    ];

    /// The rule's name in a log of decisions: `minimum-distribution`.
    pub fn key(self) -> &'static str {
        match self {
            Rule::Minimum => "minimum",
            Rule::MinimumDistribution => "minimum-distribution",
            Rule::Complement => "complement",
            Rule::Linked => "linked",
            Rule::Unanimity => "unanimity",
            Rule::Intervals => "intervals",
            Rule::Skippers => "skippers",
            Rule::Merging => "merging",
            Rule::Rounding => "rounding",
            Rule::Ledger => "ledger",
        }
    }
}

/// The protections that are on: all of them, but where an attack is to show what one of them is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    off: u16,
}

impl Rules {
    /// Every protection.
    pub fn all() -> Self {
        Self::default()
    }

    /// Every protection but these: for attacks from tests only, which `tests/house.rs` holds.
    #[doc(hidden)]
    pub fn without(rules: &[Rule]) -> Self {
        Self { off: rules.iter().fold(0, |off, rule| off | rule.bit()) }
    }

    /// Whether a protection is on.
    pub fn hold(&self, rule: Rule) -> bool {
        self.off & rule.bit() == 0
    }
}

impl Rule {
    fn bit(self) -> u16 {
        1 << self as u16
    }
}
