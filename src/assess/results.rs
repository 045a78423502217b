use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Comparisons, EffectResults, Figure, QualityResults, ReliabilityResults, RepresentationResults, Span,
    Verdict, WeightedResults,
};
use crate::domain::{
    GroupKey, GroupValue, Guarantee, IndicatorId, Lang, Readers, RoleId, RoundId, Rung, Slice, Statistic,
    Unit,
};

/// Every figure that may be published, for machines. What is withheld is in it as withheld and nowhere as a number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Results {
    /// The version of this form: `datadialoog-results-1`. A change that readers must know of raises it.
    pub schema: String,
    /// The partnership's name.
    pub partnership: String,
    /// The language of the texts.
    pub language: Lang,
    /// The date that 'today' was taken to be.
    #[schemars(with = "String")]
    pub as_of: Date,
    /// The level of every interval, 0 to 1.
    pub level: f64,
    /// For whom this is made.
    pub readers: Readers,
    /// From how many respondents something is shown to them.
    pub minimum: u64,
    /// From how many respondents a whole distribution is shown to them.
    pub minimum_distribution: u64,
    /// The rounds, oldest first.
    pub rounds: Vec<RoundResults>,
}

/// The figures of one round.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RoundResults {
    /// The round.
    pub round: RoundId,
    /// When it was held.
    #[schemars(with = "String")]
    pub date: Date,
    /// The groups that were put together, each too small to be shown, or too telling beside those; together they are a slice.
    #[serde(default)]
    pub merged: Vec<MergedResults>,
    /// Who answered, per slice: the response rate, or `no-data` where it is not known how many were asked.
    pub response: Vec<ResponseResults>,
    /// How those who answered are composed beside those who were asked, where both are known.
    pub representation: Vec<RepresentationResults>,
    /// The indicators that were asked, in the order of the project file.
    pub indicators: Vec<IndicatorResults>,
    /// What was noticed of the responses; what is not in it was noticed of none, or could not be seen.
    pub quality: Vec<QualityResults>,
    /// What leaving responses out for their quality made of the indicators that those answered, by their ids.
    pub effects: Vec<EffectResults>,
}

impl RoundResults {
    /// The slice in which a group is: its own, or that of the groups it was put together with; `None`: nobody of it answered.
    pub fn slice_of(&self, key: &GroupKey, value: &GroupValue) -> Option<&Slice> {
        self.response.iter().map(|response| &response.slice).find(|slice| slice.holds(key, value))
    }
}

/// Groups of one grouping that were put together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MergedResults {
    /// The slice that they are together.
    pub slice: Slice,
    /// The grouping.
    pub grouping: GroupKey,
    /// The groups, by name.
    pub groups: Vec<GroupValue>,
}

impl MergedResults {
    /// Of a slice that is such groups; `None`: it is another.
    pub fn of(slice: &Slice) -> Option<Self> {
        let Slice::Merged { key, values } = slice else { return None };
        let groups = values.iter().cloned().collect();
        Some(Self { slice: slice.clone(), grouping: key.clone(), groups })
    }
}

/// Who answered, in one slice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ResponseResults {
    /// The slice: `all`, `role:student`, `school:Noord`.
    pub slice: Slice,
    /// Of which earlier day this is, where it is not of today; `null`: of today.
    #[schemars(with = "Option<String>")]
    pub as_of: Option<Date>,
    /// How many respondents are used; `null` where it is not shown.
    pub respondents: Option<u64>,
    /// The response that the norm named in the project file asks of a group of this size, 0 to 1; for information.
    pub norm: Option<f64>,
    /// The response rate.
    pub rate: Figure,
}

/// The figures of one indicator in one round.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct IndicatorResults {
    /// The indicator.
    pub id: IndicatorId,
    /// Its title.
    pub title: String,
    /// The guarantee it belongs to.
    pub guarantee: Option<Guarantee>,
    /// Its scale; `null` when there are no answers to it.
    pub scale: Option<ScaleResults>,
    /// Its statements, in order.
    pub items: Vec<String>,
    /// Its figures per slice.
    pub slices: Vec<SliceResults>,
    /// The differences between roles on the same statement.
    pub gaps: Vec<GapResults>,
    /// Roles, groups and rounds set beside each other on the indicator as a whole.
    pub comparisons: Comparisons,
    /// How far its statements hang together, for everyone and per role; only where it can be said.
    pub reliability: Vec<ReliabilityResults>,
    /// The figures of everyone in which each part counts as heavily as among the people asked, where the project asks for
    /// them; they decide nothing.
    #[serde(default)]
    pub weighted: Vec<WeightedResults>,
    /// Its thresholds, each with a verdict per slice it is about.
    pub thresholds: Vec<ThresholdResults>,
}

/// A scale as it was used.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ScaleResults {
    /// Its name.
    pub id: String,
    /// Its options, category 1 first.
    pub options: Vec<String>,
    /// The categories that count as favourable.
    pub favourable: Vec<u8>,
    /// The categories that count as unfavourable.
    pub unfavourable: Vec<u8>,
}

/// The figures of an indicator in one slice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SliceResults {
    /// The slice: `all`, `role:student`, `school:Noord`.
    pub slice: Slice,
    /// Of which earlier day these figures are, where they are not of today; `null`: of today.
    #[schemars(with = "Option<String>")]
    pub as_of: Option<Date>,
    /// The figures of the indicator as a whole.
    pub figures: BTreeMap<Statistic, Figure>,
    /// The figures of each item, in order.
    pub items: Vec<ItemResults>,
}

/// The figures of one item in one slice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ItemResults {
    /// Whether the statement is worded the other way round; the categories here are turned already.
    pub reversed: bool,
    /// The mean category.
    pub mean: Figure,
    /// The favourable answers among the valid ones.
    pub favourable_share: Figure,
    /// Answers per category, category 1 first; `null` where the distribution is not shown.
    pub counts: Option<Vec<u64>>,
    /// Van der Eijk's agreement A, -1 (two camps) to 1 (all the same); `null` where the distribution is not shown.
    pub agreement: Option<f64>,
    /// Whether the answers lie in two camps: A below 0.2, and a fifth or more on either side.
    pub divided: bool,
    /// 'Weet niet' and 'n.v.t.' among those who were asked and said something; `null` where not shown.
    pub dont_know_share: Option<f64>,
}

/// A threshold and its verdicts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ThresholdResults {
    /// The rung it marks.
    pub rung: Rung,
    /// What it is put on.
    pub statistic: Statistic,
    /// The role whose answers it is about; `null`: everyone's.
    pub role: Option<RoleId>,
    /// With `lowest-group-share`: whose groups are compared.
    pub grouping: Option<GroupKey>,
    /// With `lowest-group-share` how many groups, and with `role-gap` how many roles, may be shown and are compared; of
    /// the others nothing is known.
    pub compared: Option<u64>,
    /// Good enough from here up, in the figure's own unit (shares 0 to 1).
    pub at_least: Option<f64>,
    /// Good enough from here down, in the figure's own unit (shares 0 to 1).
    pub at_most: Option<f64>,
    /// The unit in which the partnership says it.
    pub unit: Unit,
    /// Why there.
    pub why: String,
    /// Who owns it.
    pub owner: String,
    /// When it was agreed.
    #[schemars(with = "String")]
    pub agreed_on: Date,
    /// When it is to be looked at again.
    #[schemars(with = "Option<String>")]
    pub review_by: Option<Date>,
    /// The verdict per slice.
    pub verdicts: Vec<VerdictResults>,
}

/// A verdict on one slice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct VerdictResults {
    /// The slice.
    pub slice: Slice,
    /// The figure it rests on.
    pub figure: Figure,
    /// The verdict.
    pub verdict: Verdict,
}

/// The difference between two roles on the same statement; only for roles whose figures are both shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GapResults {
    /// The item, from 0, in the order of the indicator.
    pub item: usize,
    /// The role with the higher mean.
    pub higher: RoleId,
    /// The role with the lower mean.
    pub lower: RoleId,
    /// The difference of the means, in scale points, 0 or more.
    pub difference: f64,
    /// Hedges' g: the difference in pooled standard deviations, corrected for small groups.
    pub hedges_g: Option<f64>,
    /// Cliff's delta: the chance that somebody of the higher role answers higher, minus that of the reverse, -1 to 1;
    /// `null` where a distribution is not shown.
    pub cliffs_delta: Option<f64>,
    /// Its interval, at the project's level.
    pub cliffs_delta_interval: Option<Span>,
    /// Welch's interval of the difference, at the project's level.
    pub interval: Option<Span>,
    /// Welch's p value; `null` where it is undefined.
    pub p_value: Option<f64>,
    /// The p value after Benjamini and Hochberg over all differences of the round.
    pub adjusted_p_value: Option<f64>,
    /// Whether the difference is at least what the project calls noticeable.
    pub large: bool,
    /// Whether it is larger than chance explains: the adjusted p value is below 0.05.
    pub discernible: bool,
}
