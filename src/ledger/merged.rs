//! Groups that were put together, today and on earlier days.
//!
//! Today's are those of then and the small ones that came since. Where nobody was in these then, the figures of then are
//! figures of the same people under another name; they are read as those of today's slice, so that it can keep them.

use std::collections::BTreeSet;

use super::edition::Edition;
use crate::assess::MergedResults;
use crate::domain::Slice;

/// The editions of a round, with groups put together as they are today where that makes no difference.
pub(super) fn as_today(editions: &[Edition], today: &[MergedResults]) -> Vec<Edition> {
    let mut editions = editions.to_vec();
    for edition in &mut editions {
        let renamed: Vec<(Slice, &MergedResults)> = edition
            .results
            .merged
            .iter()
            .filter_map(|then| {
                Some((then.slice.clone(), today.iter().find(|own| is_same(edition, then, own))?))
            })
            .collect();
        for (then, now) in renamed {
            rename(edition, &then, now);
        }
    }
    editions
}

/// Everything that was put together, on whatever day.
pub(super) fn slices(editions: &[Edition], today: &[MergedResults]) -> BTreeSet<Slice> {
    let then = editions.iter().flat_map(|edition| &edition.results.merged);
    then.chain(today).map(|merged| merged.slice.clone()).collect()
}

/// Whether groups put together now are those of then and others in which nobody was.
fn is_same(edition: &Edition, then: &MergedResults, now: &MergedResults) -> bool {
    let is_new = |group| !then.groups.contains(group);
    let is_of_then = |group| now.groups.contains(group);
    let was_in = |group| {
        let mut cells = edition.people.cells.keys();
        cells.any(|cell| cell.groups.get(&now.grouping) == Some(group))
    };
    then.grouping == now.grouping
        && then.slice != now.slice
        && then.groups.iter().all(is_of_then)
        && !now.groups.iter().any(|group| is_new(group) && was_in(group))
}

fn rename(edition: &mut Edition, then: &Slice, now: &MergedResults) {
    let results = &mut edition.results;
    let response = results.response.iter_mut().map(|own| &mut own.slice);
    let indicators = results.indicators.iter_mut().flat_map(|indicator| {
        let figures = indicator.slices.iter_mut().map(|own| &mut own.slice);
        let verdicts = indicator.thresholds.iter_mut().flat_map(|threshold| &mut threshold.verdicts);
        let reliability = indicator.reliability.iter_mut().map(|own| &mut own.slice);
        figures.chain(verdicts.map(|own| &mut own.slice)).chain(reliability)
    });
    for slice in response.chain(indicators).filter(|slice| *slice == then) {
        slice.clone_from(&now.slice);
    }
    for merged in results.merged.iter_mut().filter(|merged| &merged.slice == then) {
        merged.clone_from(now);
    }
}
