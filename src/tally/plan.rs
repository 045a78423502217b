use std::collections::BTreeMap;

use crate::domain::{IndicatorId, Project, Scale};

/// What is counted: which bytes of a coded batch belong to which indicator, and how its scale reads.
#[derive(Clone, Debug)]
pub struct TallyPlan {
    /// The indicators that have a scale, in the project's order.
    pub indicators: Vec<IndicatorPlan>,
}

/// How one indicator is counted.
#[derive(Clone, Debug)]
pub struct IndicatorPlan {
    /// The indicator.
    pub id: IndicatorId,
    /// Its items' positions in [`CodedBatch::items`](crate::domain::CodedBatch::items), in order.
    pub items: Vec<usize>,
    /// Its scale.
    pub scale: Scale,
}

impl TallyPlan {
    /// The plan of a project whose scales are settled; an indicator without a scale has no answers and is left out.
    pub fn new(project: &Project, scales: &BTreeMap<IndicatorId, Scale>) -> Self {
        let mut first = 0;
        let mut indicators = Vec::new();
        for indicator in &project.indicators {
            let items: Vec<usize> = (first..first + indicator.items.len()).collect();
            first += indicator.items.len();
            if let Some(scale) = scales.get(&indicator.id) {
                indicators.push(IndicatorPlan { id: indicator.id.clone(), items, scale: scale.clone() });
            }
        }
        Self { indicators }
    }
}
