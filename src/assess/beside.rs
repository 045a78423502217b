//! What is set beside what: each two roles, each group and everyone else, each slice and itself a round before.

use super::compare::{
    COMPARED, Comparisons, Difference, Ground, Measured, RestDifference, RoleDifference, TrendDifference,
    difference, measured,
};
use super::estimate::Frame;
use super::{Figure, Incomparable, IndicatorResults, Setting};
use crate::disclosure::{Access, ClearedRound};
use crate::domain::{Indicator, RoleId, Round, Scale, Slice, Statistic};
use crate::statistics;

/// Below this adjusted p value a difference is larger than chance explains.
pub(super) const DISCERNIBLE: f64 = 0.05;

/// A round as it may be shown.
#[derive(Clone, Copy)]
pub(super) struct InRound<'a> {
    pub setting: Setting<'a>,
    pub round: &'a Round,
    pub cleared: &'a ClearedRound,
}

impl<'a> InRound<'a> {
    /// What the figures of an indicator in a slice are made with; N is that of the roles it was put to.
    pub fn frame(self, indicator: &'a Indicator, scale: &'a Scale, slice: &Slice) -> Frame<'a> {
        let population = self.asked(slice, indicator.roles());
        Frame { indicator, scale, level: self.setting.project.level, population }
    }

    /// How many people of these roles, as far as they are surveyed, were asked in a slice.
    pub fn asked<'r>(self, slice: &Slice, roles: impl IntoIterator<Item = &'r RoleId>) -> Option<u64> {
        let project = self.setting.project;
        let surveyed = |role: &&RoleId| project.surveys(&self.round.id, role);
        let roles: Vec<&RoleId> = roles.into_iter().filter(surveyed).collect();
        self.setting.population.asked(&self.round.id, slice, roles)
    }

    fn measured(
        self,
        indicator: &'a Indicator,
        scale: &'a Scale,
        slice: &Slice,
        statistic: Statistic,
    ) -> Measured {
        let access = self.cleared.indicator(&indicator.id, slice);
        measured(&self.frame(indicator, scale, slice), access, statistic)
    }
}

/// Every difference of an indicator in a round; `before` is the round before, if there is one.
pub(super) fn comparisons(
    now: InRound<'_>,
    before: Option<InRound<'_>>,
    indicator: &Indicator,
    scale: &Scale,
) -> Comparisons {
    let project = now.setting.project;
    let ground =
        Ground { level: project.level, noticeable: project.noticeable, several: indicator.items.len() > 1 };
    let on_scale = |statistic: &Statistic| match statistic {
        Statistic::Mean => scale.has_mean(),
        _ => !scale.favourable.is_empty(),
    };
    let statistics: Vec<Statistic> = COMPARED.into_iter().filter(on_scale).collect();
    Comparisons {
        roles: if scale.has_mean() { roles(now, ground, indicator, scale) } else { Vec::new() },
        rests: rests(now, ground, indicator, scale, &statistics),
        trends: before
            .map(|before| trends(now, before, ground, indicator, scale, &statistics))
            .unwrap_or_default(),
    }
}

/// Each two roles that the indicator was put to in this round.
fn roles(now: InRound<'_>, ground: Ground, indicator: &Indicator, scale: &Scale) -> Vec<RoleDifference> {
    let surveyed = |role: &&RoleId| now.setting.project.surveys(&now.round.id, role);
    let roles: Vec<&RoleId> = indicator.roles().into_iter().filter(surveyed).collect();
    let statements = |role: &RoleId| {
        indicator.items.iter().map(|item| item.columns.contains_key(role)).collect::<Vec<_>>()
    };
    let mut found = Vec::new();
    for (position, &one) in roles.iter().enumerate() {
        for &other in roles.iter().skip(position + 1) {
            let slices = [one, other].map(|role| Slice::Role(role.clone()));
            let [a, b] =
                slices.each_ref().map(|slice| now.measured(indicator, scale, slice, Statistic::Mean));
            let access = slices.each_ref().map(|slice| now.cleared.indicator(&indicator.id, slice));
            let difference = if statements(one) == statements(other) && !answered_otherwise(access) {
                let mut found = difference(ground, &a, &b);
                if let (Figure::Value(estimate), Some(other)) = (&mut found.figure, b.figure.estimate()) {
                    estimate.n += other.n;
                    estimate.answers += other.answers;
                }
                found
            } else {
                Difference::none(Figure::NotComparable { why: Incomparable::OtherStatements })
            };
            found.push(RoleDifference { one: one.clone(), other: other.clone(), difference });
        }
    }
    found
}

/// Each group against everyone who is not in it, where both are shown and answered the same statements.
fn rests(
    now: InRound<'_>,
    ground: Ground,
    indicator: &Indicator,
    scale: &Scale,
    statistics: &[Statistic],
) -> Vec<RestDifference> {
    let Access::Shown(whole) = now.cleared.indicator(&indicator.id, &Slice::All) else { return Vec::new() };
    let everyone = now.frame(indicator, scale, &Slice::All);
    let items = u16::try_from(indicator.items.len()).unwrap_or(u16::MAX);
    let needed = statistics::needed_items(indicator.valid_items, items);
    let mut found = Vec::new();
    for slice in now.cleared.slices.iter().filter(|slice| slice.grouping().is_some()) {
        let group = now.cleared.indicator(&indicator.id, slice);
        let Access::Shown(part) = group else { continue };
        let Ok(rest) = whole.without(part, needed, &now.setting.project.privacy) else { continue };
        let rest = Access::Shown(rest);
        if answered_otherwise([group, &rest]) {
            continue;
        }
        let own = now.frame(indicator, scale, slice);
        let beside =
            Frame { population: statistics::rest_of_people(everyone.population, own.population), ..own };
        for &statistic in statistics {
            let (one, other) = (measured(&own, group, statistic), measured(&beside, &rest, statistic));
            let difference = difference(ground, &one, &other);
            if difference.figure.estimate().is_some() {
                found.push(RestDifference {
                    slice: slice.clone(),
                    statistic,
                    rest: other.figure,
                    difference,
                });
            }
        }
    }
    found
}

/// Each slice in this round against itself in the round before.
fn trends(
    now: InRound<'_>,
    before: InRound<'_>,
    ground: Ground,
    indicator: &Indicator,
    scale: &Scale,
    statistics: &[Statistic],
) -> Vec<TrendDifference> {
    let mut found = Vec::new();
    for slice in &now.cleared.slices {
        let [own, earlier] = [now, before].map(|round| round.cleared.indicator(&indicator.id, slice));
        if matches!(own, Access::NoData) {
            continue;
        }
        for &statistic in statistics {
            let here = now.measured(indicator, scale, slice, statistic);
            let then = before.measured(indicator, scale, slice, statistic);
            let difference = if here.figure.estimate().is_none() {
                Difference::none(here.figure.beside_others())
            } else if matches!(earlier, Access::NoData) {
                Difference::none(Figure::NotComparable { why: Incomparable::NothingBeside })
            } else if answered_otherwise([own, earlier]) {
                Difference::none(Figure::NotComparable { why: Incomparable::OtherStatements })
            } else {
                difference(ground, &here, &then)
            };
            found.push(TrendDifference {
                slice: slice.clone(),
                statistic,
                since: before.round.id.clone(),
                before_rounded: then.few || (ground.several && statistic == Statistic::Mean),
                before: then.figure.beside_others(),
                difference,
            });
        }
    }
    found
}

/// Whether two groups of people, both shown, answered different statements: one that all of the one left open and
/// somebody of the other did not.
fn answered_otherwise(accesses: [&Access; 2]) -> bool {
    let answered = |access: &Access| match access {
        Access::Shown(cleared) => {
            let item = |item| !cleared.item(item, &[], &[]).is_ok_and(|totals| totals.n == 0);
            Some((0..cleared.items()).map(item).collect::<Vec<_>>())
        }
        _ => None,
    };
    let [one, other] = accesses.map(answered);
    one.zip(other).is_some_and(|(one, other)| one != other)
}

/// Many looks find something by chance: the p values of all differences of a round are adjusted together.
pub(crate) fn adjust(indicators: &mut [IndicatorResults]) {
    let mut looks: Vec<(f64, &mut Option<f64>, &mut bool)> = Vec::new();
    for indicator in indicators {
        for gap in &mut indicator.gaps {
            if let Some(p_value) = gap.p_value {
                looks.push((p_value, &mut gap.adjusted_p_value, &mut gap.discernible));
            }
        }
        let Comparisons { roles, rests, trends } = &mut indicator.comparisons;
        let differences = roles.iter_mut().map(|one| &mut one.difference);
        let differences = differences.chain(rests.iter_mut().map(|one| &mut one.difference));
        for one in differences.chain(trends.iter_mut().map(|one| &mut one.difference)) {
            if let Some(p_value) = one.p_value {
                looks.push((p_value, &mut one.adjusted_p_value, &mut one.discernible));
            }
        }
    }
    let p_values: Vec<f64> = looks.iter().map(|(p_value, ..)| *p_value).collect();
    for ((_, slot, discernible), adjusted) in looks.into_iter().zip(statistics::benjamini_hochberg(&p_values))
    {
        *slot = Some(adjusted);
        *discernible = adjusted < DISCERNIBLE;
    }
}
