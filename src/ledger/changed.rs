//! Whether people were only added since earlier editions. Numbers of people that went down show that they were not, and
//! so do published answers: an option that was chosen less often, or the same people with other answers.

use std::collections::BTreeSet;

use super::compared::Compared;
use super::edition::{has_distribution, is_shown, told_by_share};
use super::people::Measure;
use crate::assess::{Figure, IndicatorResults, ItemResults, RoundResults, SliceResults};
use crate::disclosure::contradict;
use crate::domain::{IndicatorId, Slice, Statistic};

/// Whether anything shows that people are gone, answers were changed or people count in another cell.
pub(super) fn not_only_additions(compared: &Compared<'_>, today: &RoundResults) -> bool {
    let tables = std::iter::once(None).chain(compared.definitions.keys().cloned().map(Some));
    for table in tables {
        if compared.measures(&table).iter().any(|(_, atoms)| atoms.is_none()) {
            return true;
        }
    }
    today.indicators.iter().any(|indicator| answers_changed(compared, indicator))
}

fn answers_changed(compared: &Compared<'_>, today: &IndicatorResults) -> bool {
    let table = Some(today.id.clone());
    let shown: Vec<&SliceResults> = today.slices.iter().filter(|slice| is_shown(slice)).collect();
    for (day, edition) in compared.editions.iter().enumerate() {
        if !compared.is_same(&table, day) {
            continue;
        }
        let then = |slice: &SliceResults| edition.slice(&today.id, &slice.slice);
        for slice in &shown {
            let Some(then) = then(slice).filter(|_| compared.is_comparable(&slice.slice)) else { continue };
            if fell(&then.items, &slice.items) {
                return true;
            }
            if compared.is_unchanged(&table, &slice.slice, day) && !says_the_same(then, slice) {
                return true;
            }
        }
        // Everyone minus a slice, then and now.
        let now = shown.iter().find(|slice| slice.slice == Slice::All);
        let before = edition.slice(&today.id, &Slice::All);
        let (Some(now), Some(before)) = (now, before) else { continue };
        for slice in shown.iter().filter(|slice| slice.slice != Slice::All) {
            let Some(then) = then(slice).filter(|_| compared.is_comparable(&slice.slice)) else { continue };
            if fell(&less(&before.items, &then.items), &less(&now.items, &slice.items)) {
                return true;
            }
        }
    }
    contradicts(compared, &today.id, &shown)
}

/// Whether some option was chosen less often than before.
fn fell(before: &[ItemResults], now: &[ItemResults]) -> bool {
    before.iter().zip(now).any(|(before, now)| match (&before.counts, &now.counts) {
        (Some(before), Some(now)) => before.iter().zip(now).any(|(before, now)| now < before),
        _ => false,
    })
}

/// The counts of some people without those of others; where either is not shown, nothing is.
fn less(all: &[ItemResults], part: &[ItemResults]) -> Vec<ItemResults> {
    let without = |(all, part): (&ItemResults, &ItemResults)| {
        let counts = all.counts.as_ref().zip(part.counts.as_ref());
        let counts =
            counts.map(|(all, part)| all.iter().zip(part).map(|(all, part)| all.saturating_sub(*part)));
        ItemResults { counts: counts.map(Iterator::collect), ..all.clone() }
    };
    all.iter().zip(part).map(without).collect()
}

/// Whether two figures of the same people tell the same answers. Where the one was rounded and the other not, that is
/// not said; what depends on how many were asked is left aside.
fn says_the_same(then: &SliceResults, now: &SliceResults) -> bool {
    if has_distribution(then) != has_distribution(now) {
        return true;
    }
    let close = |one: f64, other: f64| (one - other).abs() < 1e-9;
    let same = |then: &Figure, now: &Figure| match (then.estimate(), now.estimate()) {
        (Some(then), Some(now)) => {
            close(then.value, now.value) && then.n == now.n && then.answers == now.answers
        }
        _ => true,
    };
    let figures = then.figures.iter().filter(|(statistic, _)| **statistic != Statistic::ResponseRate);
    let mut figures = figures.filter_map(|(statistic, then)| Some((then, now.figures.get(statistic)?)));
    let items = then.items.iter().zip(&now.items);
    figures.all(|(then, now)| same(then, now))
        && items.into_iter().all(|(then, now)| {
            let unknown = then.dont_know_share.zip(now.dont_know_share);
            then.counts == now.counts
                && same(&then.mean, &now.mean)
                && same(&then.favourable_share, &now.favourable_share)
                && unknown.is_none_or(|(then, now)| close(then, now))
        })
}

/// Whether what is published, then and now, does not add up over slices of what are the same people by number: the
/// answers per option, and where these are not shown the favourable answers.
fn contradicts(compared: &Compared<'_>, indicator: &IndicatorId, today: &[&SliceResults]) -> bool {
    let Some(definition) = compared.definitions.get(indicator) else { return false };
    let per_item = definition.items.iter().enumerate().any(|(item, name)| {
        let counts = |slice: &SliceResults| slice.items.get(item).and_then(|item| item.counts.clone());
        of_measure(compared, indicator, today, &Measure::Answered(name.clone()), &counts)
    });
    per_item || of_measure(compared, indicator, today, &Measure::Any, &|slice| Some(vec![favourable(slice)?]))
}

fn of_measure(
    compared: &Compared<'_>,
    indicator: &IndicatorId,
    today: &[&SliceResults],
    measure: &Measure,
    numbers: &dyn Fn(&SliceResults) -> Option<Vec<u64>>,
) -> bool {
    let table = Some(indicator.clone());
    let Some(atoms) = compared.atoms(&table, measure) else { return true };
    let mut sums: Vec<(BTreeSet<usize>, Vec<u64>)> = Vec::new();
    let mut add = |slice: &SliceResults, day: usize| {
        sums.extend(compared.row(atoms, &slice.slice, day).zip(numbers(slice)));
    };
    for (day, edition) in compared.editions.iter().enumerate() {
        if compared.is_same(&table, day) {
            let of = edition.results.indicators.iter().filter(|results| &results.id == indicator);
            of.flat_map(|results| &results.slices).for_each(|slice| add(slice, day));
        }
    }
    today.iter().for_each(|slice| add(slice, compared.today()));
    contradict(atoms.len(), &sums)
}

/// How many favourable answers a share tells of, where it tells that.
fn favourable(slice: &SliceResults) -> Option<u64> {
    let (low, high) = told_by_share(slice, Statistic::FavourableShare)?;
    (low == high).then_some(low)
}
