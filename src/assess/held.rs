//! Thresholds and what they are held against.

use super::compare::{Comparisons, RoleDifference};
use super::{
    Estimate, Figure, FigureUnit, Incomparable, SliceResults, Span, ThresholdResults, VerdictResults, judge,
};
use crate::disclosure::Reason;
use crate::domain::{Bound, GroupKey, Indicator, RoleId, Slice, Statistic, Threshold, Unit};

/// The figures of one indicator that its thresholds are held against.
#[derive(Clone, Copy)]
pub(super) struct Held<'a> {
    pub indicator: &'a Indicator,
    pub slices: &'a [SliceResults],
    pub comparisons: &'a Comparisons,
}

impl Held<'_> {
    /// A threshold's verdicts: on the role it is about, or else on every slice there is. Where the indicator is put to
    /// that role alone, every slice of it holds that role alone. What compares roles or groups is about everyone.
    pub fn against(self, threshold: &Threshold) -> ThresholdResults {
        let only = |role: &RoleId| self.indicator.roles().into_iter().all(|other| other == role);
        let about = |slice: &&SliceResults| match (threshold.statistic, &threshold.role) {
            (Statistic::LowestGroupShare, _) | (Statistic::RoleGap, None) => slice.slice == Slice::All,
            (statistic, Some(role)) if statistic == Statistic::RoleGap || !only(role) => {
                matches!(&slice.slice, Slice::Role(own) if own == role)
            }
            _ => true,
        };
        let verdict = |slice: &SliceResults| {
            let exact = self.figure(threshold, slice);
            let verdict = judge(&exact, threshold.bound);
            let figure = self.as_read(threshold, slice, &exact).unwrap_or(exact);
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
            grouping: threshold.grouping.clone(),
            compared: self.compared(threshold),
            at_least,
            at_most,
            unit: threshold.unit,
            why: threshold.why.clone(),
            owner: threshold.owner.clone(),
            agreed_on: threshold.agreed_on,
            review_by: threshold.review_by,
            verdicts: self.slices.iter().filter(about).map(verdict).collect(),
        }
    }

    fn figure(self, threshold: &Threshold, slice: &SliceResults) -> Figure {
        match threshold.statistic {
            Statistic::RoleGap => role_gap(&self.comparisons.roles, threshold.role.as_ref()),
            Statistic::LowestGroupShare => lowest_share(self.slices, threshold.grouping.as_ref()),
            Statistic::Change => {
                let own = slice.figures.get(&changing(threshold.unit)).unwrap_or(&Figure::NoData);
                match own {
                    Figure::Value(_) => change(self.comparisons, &slice.slice, threshold.unit),
                    absent => absent.beside_others(),
                }
            }
            statistic => slice.figures.get(&statistic).cloned().unwrap_or(Figure::NoData),
        }
    }

    /// A difference as the figures it is of are read, which is how readers are told it; `None` for what is no difference,
    /// and where it would then seem to lie on the other side of the bound.
    fn as_read(self, threshold: &Threshold, slice: &SliceResults, exact: &Figure) -> Option<Figure> {
        exact.estimate()?;
        let mut comparisons = self.comparisons.clone();
        let pair = furthest_apart(&comparisons.roles, threshold.role.as_ref());
        comparisons.publish();
        let read = match threshold.statistic {
            Statistic::Change => change(&comparisons, &slice.slice, threshold.unit),
            Statistic::RoleGap => size_of(&comparisons.roles.get(pair?)?.difference.figure),
            _ => return None,
        };
        let side = |figure: &Figure| figure.estimate().map(|estimate| threshold.bound.holds(estimate.value));
        (side(&read) == side(exact)).then_some(read)
    }

    /// How many groups, or roles, could be set beside each other; `None` where none are.
    fn compared(self, threshold: &Threshold) -> Option<u64> {
        let count = match threshold.statistic {
            Statistic::LowestGroupShare => {
                let groups = groups(self.slices, threshold.grouping.as_ref());
                groups.filter(|(_, figure)| figure.estimate().is_some()).count()
            }
            Statistic::RoleGap => {
                let shown = about_role(&self.comparisons.roles, threshold.role.as_ref())
                    .filter(|pair| pair.difference.figure.estimate().is_some());
                let mut roles: Vec<&RoleId> = shown.flat_map(|pair| [&pair.one, &pair.other]).collect();
                roles.sort();
                roles.dedup();
                roles.len()
            }
            _ => return None,
        };
        u64::try_from(count).ok()
    }
}

/// The groups of a grouping with their favourable shares; those that were put together are one group.
fn groups<'a>(
    slices: &'a [SliceResults],
    grouping: Option<&'a GroupKey>,
) -> impl Iterator<Item = (&'a Slice, &'a Figure)> {
    let of_grouping = move |slice: &&SliceResults| grouping.is_some() && slice.slice.grouping() == grouping;
    let share =
        |slice: &'a SliceResults| Some((&slice.slice, slice.figures.get(&Statistic::FavourableShare)?));
    slices.iter().filter(of_grouping).filter_map(share)
}

/// The favourable share of the group where it is lowest, of the groups that may be shown; the interval is that group's
/// own. `n` and the answers are those of all groups that were compared, and the group is not named: nobody is ranked.
/// What is not shown counts as unknown. Where none is shown: why not; where a group that answered (nearly) alike is or
/// may be the lowest, that cannot be told exactly.
pub(super) fn lowest_share(slices: &[SliceResults], grouping: Option<&GroupKey>) -> Figure {
    let shown: Vec<&Estimate> =
        groups(slices, grouping).filter_map(|(_, figure)| figure.estimate()).collect();
    let Some(lowest) = shown.iter().min_by(|a, b| a.value.total_cmp(&b.value)) else {
        let hidden = groups(slices, grouping).map(|(_, figure)| figure);
        return hidden
            .max_by_key(|figure| matches!(figure, Figure::TooFew | Figure::Withheld { .. }))
            .map_or(Figure::NotComparable { why: Incomparable::NothingBeside }, Figure::beside_others);
    };
    let is_lower =
        |figure: &Figure| matches!(figure, Figure::NearlyAll(nearly) if nearly.within.low < lowest.value);
    if groups(slices, grouping).any(|(_, figure)| is_lower(figure)) {
        return Figure::Withheld { reason: Reason::Unanimous };
    }
    Figure::Value(Estimate {
        value: lowest.value,
        interval: lowest.interval,
        sd: None,
        bounds: None,
        n: shown.iter().map(|figure| figure.n).sum(),
        answers: shown.iter().map(|figure| figure.answers).sum(),
        population: None,
        unit: FigureUnit::Share,
        clearance: lowest.clearance,
    })
}

/// The pairs that a role is one of; without a role all.
fn about_role<'a>(
    pairs: &'a [RoleDifference],
    role: Option<&'a RoleId>,
) -> impl Iterator<Item = &'a RoleDifference> {
    pairs.iter().filter(move |pair| pair.is_about(role))
}

/// The pair of roles whose means differ most (of equals the first), by its position.
pub(super) fn furthest_apart(pairs: &[RoleDifference], role: Option<&RoleId>) -> Option<usize> {
    let size = |pair: &RoleDifference| Some(pair.difference.figure.estimate()?.value.abs());
    let shown = pairs.iter().enumerate().filter(|(_, pair)| pair.is_about(role));
    let sized = shown.filter_map(|(position, pair)| Some((position, size(pair)?)));
    sized.reduce(|most, next| if next.1 > most.1 { next } else { most }).map(|(position, _)| position)
}

/// The largest difference between two roles' means, with Welch's interval for that pair, as a size: 0 or more.
///
/// Of several pairs the largest tends to be larger than it truly is; the interval does not know that the pair was
/// chosen. Where no pair is shown: why not.
pub(super) fn role_gap(pairs: &[RoleDifference], role: Option<&RoleId>) -> Figure {
    if let Some(pair) = furthest_apart(pairs, role).and_then(|position| pairs.get(position)) {
        return size_of(&pair.difference.figure);
    }
    let reasons = about_role(pairs, role).map(|pair| &pair.difference.figure);
    let hidden = reasons.max_by_key(|figure| !matches!(figure, Figure::NotComparable { .. }));
    hidden.cloned().unwrap_or(Figure::NotComparable { why: Incomparable::NothingBeside })
}

/// A difference without its direction.
pub(super) fn size_of(figure: &Figure) -> Figure {
    let Figure::Value(estimate) = figure else { return figure.clone() };
    let turned =
        |span: Span| if estimate.value < 0.0 { Span { low: -span.high, high: -span.low } } else { span };
    let interval = estimate.interval.map(turned);
    Figure::Value(Estimate {
        value: estimate.value.abs(),
        interval: interval.map(|span| Span { low: span.low.max(0.0), high: span.high }),
        ..estimate.clone()
    })
}

/// What changes: the mean where a threshold is in points, else the favourable share.
fn changing(unit: Unit) -> Statistic {
    if unit == Unit::Points { Statistic::Mean } else { Statistic::FavourableShare }
}

/// The difference from the round before, in the unit of a threshold: of the mean, or of the favourable share.
pub(super) fn change(comparisons: &Comparisons, slice: &Slice, unit: Unit) -> Figure {
    let statistic = changing(unit);
    let trend = comparisons.trends.iter().find(|trend| &trend.slice == slice && trend.statistic == statistic);
    trend.map_or(Figure::NotComparable { why: Incomparable::NothingBeside }, |trend| {
        trend.difference.figure.clone()
    })
}
