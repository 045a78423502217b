use std::collections::BTreeMap;

use super::nearly::nearly_figure;
use super::{Estimate, Figure, FigureUnit, ItemResults, Span};
use crate::disclosure::{Access, Clearance, Cleared, ClearedCount, ItemTotals, Reason};
use crate::domain::{Indicator, Scale, Statistic};
use crate::statistics::{self, Interval, Moments, Share, Side};

/// What the figures of one indicator in one slice are made with.
#[derive(Clone, Copy)]
pub(super) struct Frame<'a> {
    pub indicator: &'a Indicator,
    pub scale: &'a Scale,
    pub level: f64,
    /// How many were asked, N, where known.
    pub population: Option<u64>,
}

/// The figures of the indicator as a whole.
pub(super) fn slice_figures(frame: &Frame<'_>, access: &Access) -> BTreeMap<Statistic, Figure> {
    const COMPUTED: [Statistic; 6] = [
        Statistic::Mean,
        Statistic::Median,
        Statistic::FavourableShare,
        Statistic::UnfavourableShare,
        Statistic::Agreement,
        Statistic::ResponseRate,
    ];
    COMPUTED.into_iter().map(|statistic| (statistic, slice_figure(frame, access, statistic))).collect()
}

/// One figure of the indicator as a whole.
pub(super) fn slice_figure(frame: &Frame<'_>, access: &Access, statistic: Statistic) -> Figure {
    if let Access::NearlyAll(nearly) = access {
        return match statistic {
            Statistic::ResponseRate => {
                let counted = ClearedCount { n: nearly.n, clearance: nearly.clearance };
                response_figure(Ok(counted), frame.population)
            }
            _ => nearly_figure(frame, nearly, statistic),
        };
    }
    reach(access, |cleared| figure(frame, cleared, statistic).unwrap_or(Figure::Undefined))
}

fn figure(frame: &Frame<'_>, cleared: &Cleared, statistic: Statistic) -> Option<Figure> {
    let of_scores = matches!(statistic, Statistic::Mean | Statistic::Median);
    if of_scores && !cleared.is_linked() && frame.scale.has_mean() {
        return Some(Figure::OnlyCounts);
    }
    if let Some(reason) = cleared.distribution_withheld().filter(|_| fixes_distribution(frame, statistic)) {
        return Some(Figure::Withheld { reason });
    }
    let items = u16::try_from(frame.indicator.items.len()).unwrap_or(u16::MAX);
    let scores = || {
        let needed = statistics::needed_items(frame.indicator.valid_items, items);
        frame.scale.has_mean().then(|| statistics::scores(cleared.patterns(), needed))
    };
    let share = |side, categories: &[u8]| {
        if categories.is_empty() {
            return None;
        }
        let share = statistics::ratio_share(cleared.patterns(), side, frame.population, frame.level)?;
        let figure = share_figure(frame, &share, cleared.clearance());
        Some(if cleared.is_linked() { figure } else { without_interval(figure) })
    };
    match statistic {
        Statistic::Mean => {
            let moments = scores()?.moments(frame.population)?;
            Some(mean_figure(frame, &moments, cleared.clearance()))
        }
        Statistic::Median => {
            let scores = scores()?;
            let interval =
                statistics::median_interval(&scores, frame.population, frame.level, ends(frame.scale));
            Some(Figure::Value(Estimate {
                value: scores.median()?,
                interval: interval.map(span),
                sd: None,
                bounds: None,
                n: scores.n,
                answers: scores.n,
                population: frame.population,
                unit: FigureUnit::Points,
                clearance: cleared.clearance(),
            }))
        }
        Statistic::FavourableShare => share(Side::Favourable, &frame.scale.favourable),
        Statistic::UnfavourableShare => share(Side::Unfavourable, &frame.scale.unfavourable),
        Statistic::ResponseRate => {
            let counted = ClearedCount { n: cleared.respondents(), clearance: cleared.clearance() };
            Some(response_figure(Ok(counted), frame.population))
        }
        Statistic::Agreement => agreement_figure(frame, cleared),
        // These set slices or rounds beside each other.
        Statistic::RoleGap | Statistic::LowestGroupShare | Statistic::Change => None,
    }
}

/// Van der Eijk's A on the valid answers to all statements together, per category. No interval: none is published for
/// it that holds at small numbers, so a verdict on it is never sure. Undefined on fewer than 3 options.
fn agreement_figure(frame: &Frame<'_>, cleared: &Cleared) -> Option<Figure> {
    let mut pooled = vec![0_u64; frame.scale.options.len()];
    for item in 0..cleared.items() {
        match cleared.distribution(item, frame.scale.len()) {
            Ok(counts) => pooled.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count),
            Err(reason) => return Some(Figure::Withheld { reason }),
        }
    }
    Some(Figure::Value(Estimate {
        value: statistics::agreement(&pooled)?,
        interval: None,
        sd: None,
        bounds: None,
        n: cleared.respondents(),
        answers: pooled.iter().sum(),
        population: frame.population,
        unit: FigureUnit::Coefficient,
        clearance: cleared.clearance(),
    }))
}

/// The share of all answers as such. How far it may be off, and what it could be with the answers of those who gave
/// none, depends on whose answers they are.
fn without_interval(figure: Figure) -> Figure {
    match figure {
        Figure::Value(estimate) => Figure::Value(Estimate { interval: None, bounds: None, ..estimate }),
        other => other,
    }
}

/// Whether a figure of so few people that no distribution is shown would, with the others, fix that distribution.
///
/// Of one statement the mean with its interval and a share do so almost always (of the ways in which 5 to 9 people
/// can answer on 5 points, 90 to 99 in 100 are the only one with that rounded mean, interval and share); a share
/// with its interval alone practically never. Over several statements the scores do not tell the answers, except
/// that a median is one person's score.
fn fixes_distribution(frame: &Frame<'_>, statistic: Statistic) -> bool {
    match statistic {
        Statistic::Median => true,
        Statistic::Mean | Statistic::UnfavourableShare => frame.indicator.items.len() == 1,
        _ => false,
    }
}

/// The figures of one item, 0-based.
pub(super) fn item_results(frame: &Frame<'_>, access: &Access, item: usize) -> ItemResults {
    let scale = frame.scale;
    let totals = |cleared: &Cleared| cleared.item(item, &scale.favourable, &scale.unfavourable);
    let of_item = |statistic, make: &dyn Fn(&Cleared, ItemTotals) -> Option<Figure>| {
        reach(access, |cleared| match totals(cleared) {
            Err(reason) => match cleared.nearly(item) {
                Some(nearly) => nearly_figure(frame, nearly, statistic),
                None => Figure::Withheld { reason },
            },
            Ok(ItemTotals { n: 0, .. }) => Figure::NoData,
            Ok(totals) => make(cleared, totals).unwrap_or(Figure::Undefined),
        })
    };
    let mean = of_item(Statistic::Mean, &|cleared, totals| {
        let moments = moments(&totals, frame.population)?;
        scale.has_mean().then(|| mean_figure(frame, &moments, cleared.clearance()))
    });
    let favourable_share = of_item(Statistic::FavourableShare, &|cleared, totals| {
        if scale.favourable.is_empty() {
            return None;
        }
        let value = totals.favourable as f64 / totals.n as f64;
        let effective_n = statistics::effective_n(totals.n, frame.population);
        let interval = effective_n.and_then(|size| statistics::wilson(value, size, frame.level));
        let share = Share {
            share: value,
            counted: totals.favourable,
            answers: totals.n,
            respondents: totals.n,
            effective_n,
            interval,
        };
        Some(share_figure(frame, &share, cleared.clearance()))
    });
    let counts = match access {
        Access::Shown(cleared) if totals(cleared).is_ok_and(|totals| totals.n > 0) => {
            cleared.distribution(item, scale.len()).ok()
        }
        _ => None,
    };
    let reversed = frame.indicator.items.get(item).is_some_and(|item| item.reverse);
    let agreement = counts.as_deref().and_then(statistics::agreement);
    let divided = counts
        .as_deref()
        .is_some_and(|counts| statistics::divided(counts, &scale.unfavourable, &scale.favourable));
    let dont_know_share = match access {
        Access::Shown(cleared) => totals(cleared).ok().and_then(|totals| {
            // Without a valid answer it would be about the few who said so.
            let asked = totals.n + totals.dont_know;
            (totals.n > 0).then(|| totals.dont_know as f64 / asked as f64)
        }),
        _ => None,
    };
    ItemResults { reversed, mean, favourable_share, counts, agreement, divided, dont_know_share }
}

/// The response rate: respondents among those asked. A fact about a known group, so its interval is a point.
pub(super) fn response_figure(counted: Result<ClearedCount, Reason>, population: Option<u64>) -> Figure {
    let counted = match counted {
        Ok(counted) => counted,
        Err(Reason::Minimum) => return Figure::TooFew,
        Err(reason) => return Figure::Withheld { reason },
    };
    let rate = population.and_then(|asked| statistics::response_rate(counted.n, asked));
    let Some(value) = rate else { return Figure::PopulationUnknown };
    Figure::Value(Estimate {
        value,
        interval: Some(Span { low: value, high: value }),
        sd: None,
        bounds: None,
        n: counted.n,
        answers: counted.n,
        population,
        unit: FigureUnit::Share,
        clearance: counted.clearance,
    })
}

fn reach(access: &Access, make: impl FnOnce(&Cleared) -> Figure) -> Figure {
    match access {
        Access::Shown(cleared) => make(cleared),
        Access::NearlyAll(_) => Figure::Withheld { reason: Reason::Unanimous },
        Access::NoData => Figure::NoData,
        Access::Withheld(Reason::Minimum) => Figure::TooFew,
        Access::Withheld(reason) => Figure::Withheld { reason: *reason },
    }
}

fn mean_figure(frame: &Frame<'_>, moments: &Moments, clearance: Clearance) -> Figure {
    let interval = statistics::mean_interval(moments, frame.level, ends(frame.scale));
    Figure::Value(Estimate {
        value: moments.mean,
        interval: interval.map(span),
        sd: moments.sd,
        bounds: None,
        n: moments.n,
        answers: moments.n,
        population: frame.population,
        unit: FigureUnit::Points,
        clearance,
    })
}

fn share_figure(frame: &Frame<'_>, share: &Share, clearance: Clearance) -> Figure {
    let bounds = frame
        .population
        .and_then(|asked| statistics::no_assumption_bounds(share.share, share.respondents, asked));
    Figure::Value(Estimate {
        value: share.share,
        interval: share.interval.map(span),
        sd: None,
        bounds: bounds.map(span),
        n: share.respondents,
        answers: share.answers,
        population: frame.population,
        unit: FigureUnit::Share,
        clearance,
    })
}

/// An item's mean and standard deviation from exact sums: n x sum(x^2) - (sum x)^2 is a whole number.
fn moments(totals: &ItemTotals, population: Option<u64>) -> Option<Moments> {
    let n = totals.n;
    let mean = (n > 0).then(|| totals.sum as f64 / n as f64)?;
    let squares = u128::from(n) * u128::from(totals.sum_of_squares);
    let deviation = squares.saturating_sub(u128::from(totals.sum) * u128::from(totals.sum));
    let sd = (n > 1).then(|| (deviation as f64 / (n as f64 * (n - 1) as f64)).sqrt());
    Some(Moments { n, mean, sd, population })
}

fn ends(scale: &Scale) -> (f64, f64) {
    (1.0, f64::from(scale.len()))
}

fn span(interval: Interval) -> Span {
    Span { low: interval.low, high: interval.high }
}
