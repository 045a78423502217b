use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{GroupKey, Phrase, RoleId};

/// The three rungs, lowest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Rung {
    /// The floor: below this it cannot stay.
    Basis,
    /// Good enough, by the partnership's own agreement.
    GoodEnough,
    /// What the partnership is reaching for.
    Ambition,
}

impl Rung {
    /// All rungs, lowest first.
    pub const ALL: [Rung; 3] = [Rung::Basis, Rung::GoodEnough, Rung::Ambition];

    /// The rung's name for readers.
    pub fn title(self) -> Phrase {
        match self {
            Rung::Basis => Phrase::new("basis", "basis"),
            Rung::GoodEnough => Phrase::new("goed genoeg", "good enough"),
            Rung::Ambition => Phrase::new("ambitie", "ambition"),
        }
    }
}

/// What a threshold is put on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Statistic {
    /// Mean of the respondents' scores, in scale points.
    Mean,
    /// Median of the respondents' scores, in scale points.
    Median,
    /// Favourable answers among valid answers.
    FavourableShare,
    /// Unfavourable answers among valid answers.
    UnfavourableShare,
    /// Van der Eijk's agreement A on the answers to all statements together, -1 to 1.
    Agreement,
    /// Respondents among those asked.
    ResponseRate,
    /// The largest difference between the means of two roles that were asked the same statements, in scale points.
    RoleGap,
    /// The favourable share of the group where it is lowest.
    LowestGroupShare,
    /// The difference from the round before: of the mean, in scale points, or of the favourable share.
    Change,
}

impl Statistic {
    /// Every statistic a project file may name.
    pub const ALL: [Statistic; 9] = [
        Statistic::Mean,
        Statistic::Median,
        Statistic::FavourableShare,
        Statistic::UnfavourableShare,
        Statistic::Agreement,
        Statistic::ResponseRate,
        Statistic::RoleGap,
        Statistic::LowestGroupShare,
        Statistic::Change,
    ];

    /// The key of the project file: `favourable-share`.
    pub fn key(self) -> &'static str {
        match self {
            Statistic::Mean => "mean",
            Statistic::Median => "median",
            Statistic::FavourableShare => "favourable-share",
            Statistic::UnfavourableShare => "unfavourable-share",
            Statistic::Agreement => "agreement",
            Statistic::ResponseRate => "response-rate",
            Statistic::RoleGap => "role-gap",
            Statistic::LowestGroupShare => "lowest-group-share",
            Statistic::Change => "change",
        }
    }

    /// The statistic's name for readers, without an article.
    pub fn title(self) -> Phrase {
        match self {
            Statistic::Mean => Phrase::new("gemiddelde", "mean"),
            Statistic::Median => Phrase::new("mediaan", "median"),
            Statistic::FavourableShare => Phrase::new("deel gunstige antwoorden", "favourable share"),
            Statistic::UnfavourableShare => Phrase::new("deel ongunstige antwoorden", "unfavourable share"),
            Statistic::Agreement => Phrase::new("eensgezindheid", "agreement"),
            Statistic::ResponseRate => Phrase::new("respons", "response rate"),
            Statistic::RoleGap => Phrase::new("verschil tussen rollen", "gap between roles"),
            Statistic::LowestGroupShare => Phrase::new(
                "laagste deel gunstige antwoorden van een groep",
                "lowest favourable share of a group",
            ),
            Statistic::Change => {
                Phrase::new("verandering sinds de vorige ronde", "change since the round before")
            }
        }
    }

    /// The units a bound on it may be said in.
    pub fn units(self) -> &'static [Unit] {
        match self {
            Statistic::Mean | Statistic::Median | Statistic::RoleGap => &[Unit::Points],
            Statistic::FavourableShare
            | Statistic::UnfavourableShare
            | Statistic::ResponseRate
            | Statistic::LowestGroupShare => &[Unit::Percent],
            Statistic::Agreement => &[Unit::Coefficient],
            Statistic::Change => &[Unit::Points, Unit::Percent],
        }
    }

    /// From where to where it can lie in scale points, on a scale of `options` options: differences may be as large as
    /// the scale is wide.
    pub fn range_in_points(self, options: u8) -> (f64, f64) {
        let top = f64::from(options);
        match self {
            Statistic::RoleGap => (0.0, top - 1.0),
            Statistic::Change => (1.0 - top, top - 1.0),
            _ => (1.0, top),
        }
    }

    /// Whether it says where the answers of one group of people lie; the others set groups, roles or rounds beside
    /// each other, or say how far the answers agree.
    pub fn is_level(self) -> bool {
        match self {
            Statistic::Mean
            | Statistic::Median
            | Statistic::FavourableShare
            | Statistic::UnfavourableShare
            | Statistic::ResponseRate => true,
            Statistic::Agreement | Statistic::RoleGap | Statistic::LowestGroupShare | Statistic::Change => {
                false
            }
        }
    }
}

/// The unit a bound is said in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Scale points: category numbers.
    Points,
    /// Per cent, 0 to 100; figures themselves are kept as 0 to 1.
    Percent,
    /// A coefficient without a unit, -1 to 1.
    Coefficient,
}

/// Which side of the value is good enough; the value itself in the figure's own unit (shares 0 to 1).
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    /// Good enough at this value and above.
    AtLeast(f64),
    /// Good enough at this value and below.
    AtMost(f64),
}

impl Bound {
    /// The value at which the verdict turns, in the figure's own unit (shares 0 to 1).
    pub fn value(self) -> f64 {
        match self {
            Bound::AtLeast(value) | Bound::AtMost(value) => value,
        }
    }

    /// Whether `figure` is good enough. The bound itself is: equality is decided here and nowhere else.
    /// A difference below one part in a billion is arithmetic, not data, and counts as equality.
    pub fn holds(self, figure: f64) -> bool {
        let slack = 1e-9 * self.value().abs().max(1.0);
        match self {
            Bound::AtLeast(value) => figure >= value - slack,
            Bound::AtMost(value) => figure <= value + slack,
        }
    }
}

/// When it is good enough, in the partnership's own words.
#[derive(Clone, Debug, PartialEq)]
pub struct Threshold {
    /// The rung it marks.
    pub rung: Rung,
    /// What it is put on.
    pub statistic: Statistic,
    /// The bound, in the figure's own unit (shares 0 to 1).
    pub bound: Bound,
    /// The unit in which the partnership says it.
    pub unit: Unit,
    /// The role whose answers it is about; `None`: everyone's.
    pub role: Option<RoleId>,
    /// Whose groups are meant: with [`Statistic::LowestGroupShare`] always given, else never.
    pub grouping: Option<GroupKey>,
    /// Why there, in the partnership's words.
    pub why: String,
    /// Who owns it.
    pub owner: String,
    /// When it was agreed.
    pub agreed_on: Date,
    /// When it is to be looked at again.
    pub review_by: Option<Date>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exactly_at_the_bound_is_good_enough_on_both_sides() {
        assert!(Bound::AtLeast(3.5).holds(3.5));
        assert!(Bound::AtMost(0.15).holds(0.15));
        assert!(Bound::AtLeast(0.7).holds(0.1 + 0.6));
        assert!(!Bound::AtLeast(3.5).holds(3.499_999));
        assert!(!Bound::AtMost(0.15).holds(0.150_001));
    }
}
