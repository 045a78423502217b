use std::collections::BTreeMap;

use super::lexicon::Lexicon;
use super::recognise::{Recognition, candidates, recognise};
use super::settle::{FirstLook, columns_of};
use crate::domain::{IndicatorId, Project, ScaleId};

/// A column whose answers are on another scale than its indicator names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherScale {
    /// The position of the table among those looked at.
    pub look: usize,
    /// The column's heading.
    pub heading: String,
    /// The indicator.
    pub indicator: IndicatorId,
    /// The scale it names.
    pub named: ScaleId,
    /// The only known scale that all answers are on.
    pub found: ScaleId,
}

/// The columns whose answers do not fit the scale that the project file names, and all fit one other.
pub fn other_scales(project: &Project, looks: &[FirstLook]) -> Vec<OtherScale> {
    let lexicons: BTreeMap<ScaleId, Lexicon> =
        project.scales.iter().map(|(id, scale)| (id.clone(), Lexicon::new(scale))).collect();
    let candidates = candidates(&project.scales, &lexicons);
    let mut others = Vec::new();
    for (position, indicator) in project.indicators.iter().enumerate() {
        let Some(named) = &indicator.scale else { continue };
        let Some(own) = candidates.iter().find(|candidate| &candidate.scale.id == named) else { continue };
        for (look, first) in looks.iter().enumerate() {
            for column in columns_of(project, std::slice::from_ref(first), position) {
                if column.texts.keys().all(|text| own.lexicon.category(text).is_some()) {
                    continue;
                }
                let found = match recognise(&[&column.texts], &candidates) {
                    Recognition::One { scale, .. } | Recognition::NeutralUnused(scale) => scale,
                    _ => continue,
                };
                others.push(OtherScale {
                    look,
                    heading: column.heading().to_owned(),
                    indicator: indicator.id.clone(),
                    named: named.clone(),
                    found,
                });
            }
        }
    }
    others
}
