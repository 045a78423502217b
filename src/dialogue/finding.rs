use super::FindingKind;
use crate::assess::{Estimate, GapResults};
use crate::domain::{IndicatorId, RoleId, Slice, Statistic};

/// Something that is worth a question: what is seen, on which evidence. Never why, never whose fault.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// What kind of thing is seen.
    pub kind: FindingKind,
    /// The indicator it is about, if it is about one.
    pub indicator: Option<IndicatorId>,
    /// Whose answers it rests on.
    pub slice: Slice,
    /// The cleared figures it rests on.
    pub evidence: Evidence,
    /// How much it asks for a place on the table; compares within one report only.
    pub weight: f64,
}

/// What a finding rests on. Positions are those of the indicator in the results.
#[derive(Clone, Debug, PartialEq)]
pub enum Evidence {
    /// A figure held against a threshold.
    Judged {
        /// The threshold's position.
        threshold: usize,
        /// The figure.
        figure: Estimate,
    },
    /// An item whose answers lie in two camps.
    Divided {
        /// The item's position.
        item: usize,
        /// The item's mean.
        mean: Estimate,
    },
    /// Two roles on the same statement.
    Gap {
        /// The difference.
        gap: Box<GapResults>,
        /// The mean of the role with the higher one.
        higher: Estimate,
        /// The mean of the role with the lower one.
        lower: Estimate,
    },
    /// A role that barely answered.
    Thin {
        /// The role.
        role: RoleId,
        /// Its response rate; `None` where it is not shown.
        rate: Option<Estimate>,
        /// The response rate of the other roles together, 0 to 1, where both are shown.
        others: Option<f64>,
    },
    /// An item to which many said 'weet niet' or 'n.v.t.'.
    DontKnow {
        /// The item's position.
        item: usize,
        /// The share among those who were asked and said something, 0 to 1.
        share: f64,
        /// How many those are.
        of: u64,
    },
    /// Data without a norm.
    NoNorm {
        /// What it is a figure of.
        statistic: Statistic,
        /// The figure that would be held against one.
        figure: Estimate,
    },
    /// A norm, for what the norm itself asks: it met no data, or it is due.
    Norm {
        /// The threshold's position.
        threshold: usize,
        /// The figure it was held against, where there is one.
        figure: Option<Estimate>,
    },
    /// Groups that cannot be shown.
    Places {
        /// How many of them.
        withheld: usize,
    },
}

impl Finding {
    /// A stable name: the same finding in a rerun has the same one.
    pub fn id(&self) -> String {
        let about = self.indicator.as_ref().map_or("project", |indicator| indicator.as_str());
        let detail = match &self.evidence {
            Evidence::Judged { threshold, .. } | Evidence::Norm { threshold, .. } => {
                format!("norm-{}", threshold + 1)
            }
            Evidence::Divided { item, .. } | Evidence::DontKnow { item, .. } => format!("item-{}", item + 1),
            Evidence::Gap { gap, .. } => format!("item-{}:{}-{}", gap.item + 1, gap.higher, gap.lower),
            Evidence::Thin { role, .. } => format!("role-{role}"),
            Evidence::NoNorm { .. } | Evidence::Places { .. } => String::new(),
        };
        let id = format!("{}:{about}:{}:{detail}", self.kind.key(), self.slice.id());
        id.trim_end_matches(':').to_owned()
    }
}
