use std::collections::BTreeMap;

use jiff::civil::Date;

use super::estimate::{Frame, item_results, response_figure, slice_figures};
use super::gaps::{adjust, gaps};
use super::{
    IndicatorResults, ResponseResults, Results, RoundResults, ScaleResults, SliceResults, ThresholdResults,
    VerdictResults, judge,
};
use crate::disclosure::{Access, ClearedRound, ClearedTally, Rules};
use crate::domain::{
    Bound, Indicator, IndicatorId, Population, Project, RoleId, Round, Scale, Slice, Threshold,
};

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

/// Every figure and verdict that may be shown, of every round held until `as_of`.
pub fn assess(setting: Setting<'_>, cleared: &ClearedTally) -> Results {
    let project = setting.project;
    let mut rounds = Vec::new();
    for round in project.rounds_until(setting.as_of) {
        if let Some(cleared) = cleared.rounds.get(&round.id) {
            rounds.push(assess_round(setting, round, cleared));
        }
    }
    Results {
        schema: RESULTS_SCHEMA.to_owned(),
        partnership: project.partnership.name.clone(),
        language: project.partnership.language,
        as_of: setting.as_of,
        level: project.level,
        minimum: project.privacy.minimum,
        minimum_distribution: project.privacy.minimum_distribution,
        rounds,
    }
}

fn assess_round(setting: Setting<'_>, round: &Round, cleared: &ClearedRound) -> RoundResults {
    let project = setting.project;
    let roles = roles_of_round(setting, round, cleared);
    let response = |slice: &Slice| {
        let asked = setting.population.asked(&round.id, slice, &roles);
        let counted = cleared.respondents(slice);
        ResponseResults {
            slice: slice.clone(),
            respondents: counted.ok().map(|count| count.n),
            rate: response_figure(counted, asked),
        }
    };
    let mut indicators: Vec<IndicatorResults> = project
        .indicators
        .iter()
        .map(|indicator| assess_indicator(setting, round, cleared, indicator))
        .collect();
    adjust(&mut indicators);
    RoundResults {
        round: round.id.clone(),
        date: round.date,
        response: cleared.slices.iter().map(response).collect(),
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
    setting: Setting<'_>,
    round: &Round,
    cleared: &ClearedRound,
    indicator: &Indicator,
) -> IndicatorResults {
    let scale = setting.scales.get(&indicator.id);
    let slices = scale.map(|scale| {
        let slice = |slice: &Slice| assess_slice(setting, round, cleared, indicator, scale, slice);
        cleared.slices.iter().filter_map(slice).collect::<Vec<_>>()
    });
    let slices = slices.unwrap_or_default();
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
        thresholds: indicator
            .thresholds
            .iter()
            .map(|threshold| hold_against(indicator, threshold, &slices))
            .collect(),
        slices,
    }
}

/// The figures of one slice; `None` where the indicator was not answered by anybody in it.
fn assess_slice(
    setting: Setting<'_>,
    round: &Round,
    cleared: &ClearedRound,
    indicator: &Indicator,
    scale: &Scale,
    slice: &Slice,
) -> Option<SliceResults> {
    let access = cleared.indicator(&indicator.id, slice);
    if matches!(access, Access::NoData) && slice != &Slice::All {
        return None;
    }
    let asked_of = |roles: &mut dyn Iterator<Item = &RoleId>| {
        let roles: Vec<&RoleId> = roles.filter(|role| setting.project.surveys(&round.id, role)).collect();
        setting.population.asked(&round.id, slice, roles)
    };
    let level = setting.project.level;
    let frame = Frame { indicator, scale, level, population: asked_of(&mut indicator.roles().into_iter()) };
    let items = indicator.items.iter().enumerate().map(|(position, item)| {
        let population = asked_of(&mut item.columns.keys());
        item_results(&Frame { population, ..frame }, access, position)
    });
    Some(SliceResults {
        slice: slice.clone(),
        figures: slice_figures(&frame, access),
        items: items.collect(),
    })
}

/// A threshold's verdicts: on the role it is about, or else on every slice there is. Where the indicator is put to
/// that role alone, every slice of it holds that role alone.
fn hold_against(indicator: &Indicator, threshold: &Threshold, slices: &[SliceResults]) -> ThresholdResults {
    let only = |role: &RoleId| indicator.roles().into_iter().all(|other| other == role);
    let about = |slice: &&SliceResults| match &threshold.role {
        Some(role) if !only(role) => matches!(&slice.slice, Slice::Role(own) if own == role),
        _ => true,
    };
    let verdict = |slice: &SliceResults| {
        let figure = slice.figures.get(&threshold.statistic).cloned().unwrap_or(super::Figure::NoData);
        let verdict = judge(&figure, threshold.bound);
        VerdictResults { slice: slice.slice.clone(), figure, verdict }
    };
    let (at_least, at_most) = match threshold.bound {
        Bound::AtLeast(value) => (Some(value), None),
        Bound::AtMost(value) => (None, Some(value)),
    };
    ThresholdResults {
        rung: threshold.rung,
        statistic: threshold.statistic,
        role: threshold.role.clone(),
        at_least,
        at_most,
        unit: threshold.unit,
        why: threshold.why.clone(),
        owner: threshold.owner.clone(),
        agreed_on: threshold.agreed_on,
        review_by: threshold.review_by,
        verdicts: slices.iter().filter(about).map(verdict).collect(),
    }
}
