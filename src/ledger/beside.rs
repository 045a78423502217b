use super::edition::Edition;
use super::keep::Standing;
use crate::assess::{
    Comparisons, Figure, IndicatorResults, ReliabilityResults, RoundResults, ThresholdResults, Verdict,
    VerdictResults, adjust,
};
use crate::disclosure::Reason;
use crate::domain::{Slice, Statistic};

/// The differences of which both sides are of today. One that has a side of another day, or that is not shown, would
/// tell of the people in between.
pub(super) fn of_today(today: &Comparisons, of: &dyn Fn(&Slice) -> Standing) -> Comparisons {
    let is_fresh = |slice: &Slice| of(slice) == Standing::Fresh;
    let is_role = |role: &crate::domain::RoleId| is_fresh(&Slice::Role(role.clone()));
    Comparisons {
        roles: today.roles.iter().filter(|one| is_role(&one.one) && is_role(&one.other)).cloned().collect(),
        // The others are everyone without the group.
        rests: today
            .rests
            .iter()
            .filter(|one| is_fresh(&one.slice) && is_fresh(&Slice::All))
            .cloned()
            .collect(),
        trends: today.trends.iter().filter(|one| is_fresh(&one.slice)).cloned().collect(),
    }
}

/// Whether all slices that a threshold's figure is made of are of today: of one that sets slices beside each other those
/// slices, of any other that of today's or an earlier day alone.
pub(super) fn is_of_today(
    today: &IndicatorResults,
    threshold: &ThresholdResults,
    slice: &Slice,
    of: &dyn Fn(&Slice) -> Standing,
) -> bool {
    let is_fresh = |slice: &Slice| of(slice) == Standing::Fresh;
    let mut slices = today.slices.iter().map(|own| &own.slice);
    match threshold.statistic {
        Statistic::Change => is_fresh(slice),
        Statistic::RoleGap => slices.all(|own| !matches!(own, Slice::Role(_)) || is_fresh(own)),
        Statistic::LowestGroupShare => slices.all(|own| own.grouping().is_none() || is_fresh(own)),
        _ => true,
    }
}

/// A verdict that is not given, unless there was none to give.
pub(super) fn hidden(verdict: &VerdictResults) -> VerdictResults {
    if verdict.figure.estimate().is_none() {
        return verdict.clone();
    }
    let figure = Figure::Withheld { reason: Reason::Complement };
    VerdictResults { slice: verdict.slice.clone(), figure, verdict: Verdict::Withheld }
}

/// How far the statements hang together in each slice: of the day of its figures.
pub(super) fn reliability(
    today: &IndicatorResults,
    editions: &[Edition],
    of: &dyn Fn(&Slice) -> Standing,
) -> Vec<ReliabilityResults> {
    let kept = |own: &ReliabilityResults| match of(&own.slice) {
        Standing::Fresh => Some(own.clone()),
        Standing::Hidden => None,
        Standing::Earlier(day) => {
            let then = editions.get(day)?.results.indicators.iter().find(|then| then.id == today.id)?;
            then.reliability.iter().find(|then| then.slice == own.slice).cloned()
        }
    };
    today.reliability.iter().filter_map(kept).collect()
}

/// Takes out what was reckoned with figures of the round before that are not shown as they are today.
pub(super) fn without_stale_trends(rounds: &mut [RoundResults]) {
    let mut rounds = rounds.iter_mut();
    let Some(mut before) = rounds.next() else { return };
    for now in rounds {
        let mut taken = false;
        for indicator in &mut now.indicators {
            let then = before.indicators.iter().find(|then| then.id == indicator.id);
            let earlier = |slice: &Slice| then?.slices.iter().find(|own| &own.slice == slice);
            let is_kept_back =
                |figure: Option<&Figure>| matches!(figure, Some(Figure::Withheld { .. } | Figure::TooFew));
            let count = indicator.comparisons.trends.len();
            // What was withheld without a ledger has no number beside it, and stays as it is.
            indicator.comparisons.trends.retain(|trend| {
                let then = earlier(&trend.slice);
                then.is_none_or(|then| {
                    let withheld = is_kept_back(then.figures.get(&trend.statistic));
                    then.as_of.is_none() && !(withheld && trend.before.estimate().is_some())
                })
            });
            taken |= indicator.comparisons.trends.len() < count;
            let is_stale = |slice: &Slice| {
                earlier(slice).is_some_and(|then| {
                    let levels = [Statistic::Mean, Statistic::FavourableShare];
                    then.as_of.is_some() || levels.iter().all(|level| is_kept_back(then.figures.get(level)))
                })
            };
            for threshold in &mut indicator.thresholds {
                if threshold.statistic != Statistic::Change {
                    continue;
                }
                for verdict in &mut threshold.verdicts {
                    if is_stale(&verdict.slice) {
                        *verdict = hidden(verdict);
                    }
                }
            }
            for slice in &mut indicator.slices {
                if !is_stale(&slice.slice) {
                    continue;
                }
                if let Some(change) = slice.figures.get_mut(&Statistic::Change)
                    && change.estimate().is_some()
                {
                    *change = Figure::Withheld { reason: Reason::Complement };
                }
            }
        }
        if taken {
            adjust(&mut now.indicators);
        }
        before = now;
    }
}
