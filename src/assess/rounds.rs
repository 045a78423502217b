use std::collections::BTreeMap;

use jiff::civil::Date;

use super::beside::{InRound, adjust, comparisons};
use super::estimate::{Frame, item_results, response_figure, slice_figures};
use super::gaps::gaps;
use super::held::Held;
use super::reliability::reliability;
use super::representation::representation;
use super::{IndicatorResults, ResponseResults, Results, RoundResults, ScaleResults, SliceResults};
use crate::disclosure::{Access, ClearedRound, ClearedTally, Rule, Rules};
use crate::domain::{Indicator, IndicatorId, Population, Project, RoleId, Round, Scale, Slice};
use crate::statistics;

/// The version of [`Results`]; a change that its readers must know of raises it.
pub const RESULTS_SCHEMA: &str = "datadialoog-results-1";

/// What figures need to know beside the counts.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// The project.
    pub project: &'a Project,
    /// The scale of every indicator that has answers.
    pub scales: &'a BTreeMap<IndicatorId, Scale>,
    /// How many were asked.
    pub population: &'a Population,
    /// The day that counts as today.
    pub as_of: Date,
    /// The protections that hold.
    pub rules: Rules,
}

impl Setting<'_> {
    /// Whether figures are published rounded where two exact ones would tell more than either.
    pub(super) fn is_rounding(self) -> bool {
        self.rules.hold(Rule::Rounding)
    }
}

/// Every figure and verdict that may be shown, of every round held until `as_of`.
pub fn assess(setting: Setting<'_>, cleared: &ClearedTally) -> Results {
    let project = setting.project;
    let mut rounds = Vec::new();
    let mut before = None;
    for round in project.rounds_until(setting.as_of) {
        if let Some(cleared) = cleared.rounds.get(&round.id) {
            let now = InRound { setting, round, cleared };
            rounds.push(assess_round(now, before));
            before = Some(now);
        }
    }
    Results {
        schema: RESULTS_SCHEMA.to_owned(),
        partnership: project.partnership.name.clone(),
        language: project.partnership.language,
        as_of: setting.as_of,
        level: project.level,
        readers: project.readers,
        minimum: project.privacy.minimum,
        minimum_distribution: project.privacy.minimum_distribution,
        rounds,
    }
}

/// The figures of a round; changes are from the round `before`.
fn assess_round(now: InRound<'_>, before: Option<InRound<'_>>) -> RoundResults {
    let InRound { setting, round, cleared } = now;
    let project = setting.project;
    let roles = roles_of_round(setting, round, cleared);
    let response = |slice: &Slice| {
        let asked = setting.population.asked(&round.id, slice, &roles);
        let counted = cleared.respondents(slice);
        let rate = response_figure(counted, asked);
        let size = rate.estimate().and_then(|rate| rate.population);
        ResponseResults {
            slice: slice.clone(),
            as_of: None,
            respondents: counted.ok().map(|count| count.n),
            norm: project
                .response_norm
                .zip(size)
                .and_then(|(norm, size)| statistics::response_norm(norm.points(), size)),
            rate,
        }
    };
    let response: Vec<ResponseResults> = cleared.slices.iter().map(response).collect();
    let mut indicators: Vec<IndicatorResults> =
        project.indicators.iter().map(|indicator| assess_indicator(now, before, indicator)).collect();
    adjust(&mut indicators);
    RoundResults {
        round: round.id.clone(),
        date: round.date,
        representation: representation(&response),
        response,
        indicators,
        quality: Vec::new(),
        effects: Vec::new(),
    }
}

/// The roles that were asked something in a round, by name: those that answered, and those that a number was given of.
fn roles_of_round(setting: Setting<'_>, round: &Round, cleared: &ClearedRound) -> Vec<RoleId> {
    let answered = cleared.slices.iter().filter_map(|slice| match slice {
        Slice::Role(role) => Some(role),
        _ => None,
    });
    let asked = setting.population.rows.iter().filter(|row| row.round == round.id).map(|row| &row.role);
    let mut roles: Vec<RoleId> = answered.chain(asked).cloned().collect();
    roles.sort();
    roles.dedup();
    roles
}

fn assess_indicator(
    now: InRound<'_>,
    before: Option<InRound<'_>>,
    indicator: &Indicator,
) -> IndicatorResults {
    let InRound { setting, cleared, .. } = now;
    let scale = setting.scales.get(&indicator.id);
    let of_slices = scale.map(|scale| {
        let slice = |slice: &Slice| assess_slice(now, indicator, scale, slice);
        cleared.slices.iter().filter_map(slice).collect::<Vec<_>>()
    });
    let slices = of_slices.unwrap_or_default();
    let comparisons = scale.map(|scale| comparisons(now, before, indicator, scale)).unwrap_or_default();
    let reliabilities = scale.into_iter().flat_map(|scale| {
        cleared.slices.iter().filter_map(move |slice| {
            let access = cleared.indicator(&indicator.id, slice);
            reliability(&now.frame(indicator, scale, slice), access, slice)
        })
    });
    let held = Held { indicator, slices: &slices, comparisons: &comparisons };
    let thresholds = indicator.thresholds.iter().map(|threshold| held.against(threshold)).collect();
    let lang = setting.project.partnership.language;
    IndicatorResults {
        id: indicator.id.clone(),
        title: indicator.title.clone(),
        guarantee: indicator.guarantee,
        scale: scale.map(|scale| ScaleResults {
            id: scale.id.to_string(),
            options: scale.options.iter().map(|option| option.label.get(lang).to_owned()).collect(),
            favourable: scale.favourable.clone(),
            unfavourable: scale.unfavourable.clone(),
        }),
        items: indicator.items.iter().map(|item| item.name()).collect(),
        gaps: gaps(setting.project, indicator, scale, &slices),
        reliability: reliabilities.collect(),
        weighted: Vec::new(),
        thresholds,
        comparisons,
        slices,
    }
}

/// The figures of one slice; `None` where the indicator was not answered by anybody in it.
fn assess_slice(
    now: InRound<'_>,
    indicator: &Indicator,
    scale: &Scale,
    slice: &Slice,
) -> Option<SliceResults> {
    let access = now.cleared.indicator(&indicator.id, slice);
    if matches!(access, Access::NoData) && slice != &Slice::All {
        return None;
    }
    let frame = now.frame(indicator, scale, slice);
    let items = indicator.items.iter().enumerate().map(|(position, item)| {
        let population = now.asked(slice, item.columns.keys());
        item_results(&Frame { population, ..frame }, access, position)
    });
    Some(SliceResults {
        slice: slice.clone(),
        as_of: None,
        figures: slice_figures(&frame, access),
        items: items.collect(),
    })
}
