use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::estimate::{Frame, slice_figures};
use super::publish::to_readers;
use super::{Results, RoundResults, Setting};
use crate::disclosure::{Access, Reason, Told, WithAll};
use crate::domain::{IndicatorId, RoundId, Sign, Slice, Statistic};

/// What was noticed of the responses of a round, over all its sources together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct QualityResults {
    /// What was noticed.
    pub sign: Sign,
    /// Of how many responses, as far as that may be told.
    pub responses: Told,
    /// Whether responses were left out for it.
    pub left_out: bool,
    /// Of which earlier day this is, where it is not of today; `null`: of today.
    #[schemars(with = "Option<String>")]
    pub as_of: Option<Date>,
}

/// What a figure of everyone would have been, had nobody been left out for the quality of their response.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EffectResults {
    /// The indicator.
    pub indicator: IndicatorId,
    /// The statistic; `null` where the effect is not shown.
    pub statistic: Option<Statistic>,
    /// The figure without those who were left out, rounded as readers see it; `null` where the effect is not shown.
    pub without: Option<f64>,
    /// The figure with them, rounded as readers see it; `null` where the effect is not shown.
    pub with: Option<f64>,
    /// Why the effect is not shown; `null` where it is.
    pub withheld: Option<Reason>,
}

/// Adds to the results what was noticed of the responses of each round, and what leaving some out made of the figures.
pub fn add_quality(
    results: &mut Results,
    setting: Setting<'_>,
    noticed: BTreeMap<RoundId, Vec<QualityResults>>,
    with_all: &WithAll,
) {
    let mut noticed = noticed;
    for round in &mut results.rounds {
        round.quality = noticed.remove(&round.round).unwrap_or_default();
        let Some(accesses) = with_all.get(&round.round) else { continue };
        let effects = accesses.iter().map(|(indicator, access)| effect(setting, round, indicator, access));
        round.effects = effects.collect();
    }
}

fn effect(
    setting: Setting<'_>,
    round: &RoundResults,
    indicator: &IndicatorId,
    access: &Access,
) -> EffectResults {
    let not_shown = |reason| EffectResults {
        indicator: indicator.clone(),
        statistic: None,
        without: None,
        with: None,
        withheld: Some(reason),
    };
    if let Access::Withheld(reason) = access {
        return not_shown(*reason);
    }
    let shown = || {
        let frame = Frame {
            indicator: setting.project.indicator(indicator)?,
            scale: setting.scales.get(indicator)?,
            level: setting.project.level,
            population: None,
        };
        let with = slice_figures(&frame, access);
        let results = round.indicators.iter().find(|results| &results.id == indicator)?;
        let everyone = results.slices.iter().find(|slice| slice.slice == Slice::All)?;
        [Statistic::Mean, Statistic::FavourableShare].into_iter().find_map(|statistic| {
            let with = with.get(&statistic)?.estimate()?;
            let without = everyone.figures.get(&statistic)?.estimate()?;
            Some(EffectResults {
                indicator: indicator.clone(),
                statistic: Some(statistic),
                without: Some(to_readers(without.value, without.unit)),
                with: Some(to_readers(with.value, with.unit)),
                withheld: None,
            })
        })
    };
    shown().unwrap_or_else(|| not_shown(Reason::Complement))
}
