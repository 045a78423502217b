use std::collections::{BTreeMap, BTreeSet};

use super::complement::Relation;
use super::{Access, Clearance, Cleared, ClearedCount, ClearedRound, ClearedTally, Reason};
use crate::domain::{IndicatorId, Privacy, RoundId, Slice};
use crate::tally::{CellTally, ItemCounts, Sums, Tally};

/// Decides what may be shown of a tally: rules 1 (minimum) and 2 (complement) for every table of a round,
/// a table being one indicator, or the response, over the roles or over one grouping.
///
/// `score_items` says from how many valid items on a respondent has a score on an indicator (1 where not given).
pub fn clear(
    tally: &Tally,
    rounds: &[RoundId],
    privacy: &Privacy,
    score_items: &BTreeMap<IndicatorId, u16>,
) -> ClearedTally {
    let clear_one = |round: &RoundId| Table::new(tally, round).clear(privacy, score_items);
    ClearedTally { rounds: rounds.iter().map(|round| (round.clone(), clear_one(round))).collect() }
}

/// The slices of a round and how they add up: each relation is a total (everyone) and its parts.
struct Table {
    whole: CellTally,
    slices: BTreeMap<Slice, CellTally>,
    relations: Vec<Parts>,
}

/// The parts of one relation: slices that may be shown, and people who are in none of them.
struct Parts {
    slices: Vec<Slice>,
    rest: CellTally,
}

impl Table {
    fn new(tally: &Tally, round: &RoundId) -> Self {
        let mut slices = BTreeMap::new();
        let roles: Vec<Slice> = tally.roles(round).into_iter().map(Slice::Role).collect();
        let mut relations = vec![Parts { slices: roles, rest: CellTally::default() }];
        for (key, values) in tally.groupings(round) {
            let group = |value| Slice::Group { key: key.clone(), value };
            let groups = values.into_iter().map(group).collect();
            relations.push(Parts { slices: groups, rest: tally.ungrouped(round, &key) });
        }
        for slice in relations.iter().flat_map(|parts| &parts.slices) {
            slices.insert(slice.clone(), tally.slice(round, slice));
        }
        Self { whole: tally.slice(round, &Slice::All), slices, relations }
    }

    fn clear(&self, privacy: &Privacy, score_items: &BTreeMap<IndicatorId, u16>) -> ClearedRound {
        let mut cleared = ClearedRound::default();
        cleared.slices.push(Slice::All);
        cleared.slices.extend(self.slices.keys().cloned());

        let respondents = |cell: &CellTally| vec![cell.respondents];
        let permissions = self.permissions(privacy.minimum, Reason::Minimum, &BTreeMap::new(), &respondents);
        for slice in &cleared.slices {
            let shown = match permissions.get(slice) {
                Some(reason) => Err(*reason),
                None => Ok(ClearedCount { n: self.cell(slice).respondents, clearance: Clearance::granted() }),
            };
            cleared.respondents.insert(slice.clone(), shown);
        }
        for indicator in self.whole.indicators.keys() {
            let needed = score_items.get(indicator).copied().unwrap_or(1);
            let measures = |cell: &CellTally| measures(cell, self.item_count(indicator), indicator, needed);
            let figures = self.permissions(privacy.minimum, Reason::Minimum, &permissions, &measures);
            let distributions = self.permissions(
                privacy.minimum_distribution,
                Reason::MinimumDistribution,
                &figures,
                &measures,
            );
            let access = |slice: &Slice| self.access(indicator, slice, &figures, &distributions);
            let slices = cleared.slices.iter().map(|slice| (slice.clone(), access(slice))).collect();
            cleared.indicators.insert(indicator.clone(), slices);
        }
        cleared
    }

    /// The slices that may not be shown, and why. `given` may not be shown anyway.
    fn permissions(
        &self,
        minimum: u64,
        too_small: Reason,
        given: &BTreeMap<Slice, Reason>,
        measures: &dyn Fn(&CellTally) -> Vec<u64>,
    ) -> BTreeMap<Slice, Reason> {
        let mut withheld = given.clone();
        let is_small = |cell: &CellTally| measures(cell).iter().any(|&n| 0 < n && n < minimum);
        if is_small(&self.whole) {
            withheld.entry(Slice::All).or_insert(too_small);
        }
        for parts in &self.relations {
            let mut counts: Vec<Vec<u64>> =
                parts.slices.iter().map(|slice| measures(self.cell(slice))).collect();
            let positions = parts.slices.iter().enumerate();
            let mut hidden: BTreeSet<usize> =
                positions.filter(|(_, slice)| withheld.contains_key(slice)).map(|(part, _)| part).collect();
            // Who is in no group is never shown, and is a part like any other when it is small.
            counts.push(measures(&parts.rest));
            if is_small(&parts.rest) {
                hidden.insert(parts.slices.len());
            }
            for part in (Relation { parts: counts }).withheld(minimum, &hidden) {
                let Some(slice) = parts.slices.get(part) else { continue };
                let small = is_small(self.cell(slice));
                let reason = if small { too_small } else { Reason::Complement };
                withheld.entry(slice.clone()).or_insert(reason);
            }
        }
        withheld
    }

    fn access(
        &self,
        indicator: &IndicatorId,
        slice: &Slice,
        figures: &BTreeMap<Slice, Reason>,
        distributions: &BTreeMap<Slice, Reason>,
    ) -> Access {
        let sums = self.cell(slice).indicators.get(indicator);
        match (sums.filter(|sums| respondents(sums, 1) > 0), figures.get(slice)) {
            (None, _) => Access::NoData,
            (Some(_), Some(reason)) => Access::Withheld(*reason),
            (Some(sums), None) => {
                Access::Shown(Cleared::new(sums.clone(), distributions.get(slice).copied()))
            }
        }
    }

    fn cell(&self, slice: &Slice) -> &CellTally {
        self.slices.get(slice).unwrap_or(&self.whole)
    }

    fn item_count(&self, indicator: &IndicatorId) -> usize {
        self.whole.indicators.get(indicator).map_or(0, |sums| sums.items.len())
    }
}

/// Every number of respondents a table of this indicator rests on: with any answer, with a score, and per item.
fn measures(cell: &CellTally, items: usize, indicator: &IndicatorId, needed: u16) -> Vec<u64> {
    let nothing = Sums::default();
    let sums = cell.indicators.get(indicator).unwrap_or(&nothing);
    let item = |item: usize| sums.items.get(item).map_or(0, ItemCounts::valid);
    [respondents(sums, 1), respondents(sums, needed)].into_iter().chain((0..items).map(item)).collect()
}

/// The respondents with at least `valid` valid answers.
fn respondents(sums: &Sums, valid: u16) -> u64 {
    sums.patterns.iter().filter(|(pattern, _)| pattern.valid >= valid).map(|(_, count)| count).sum()
}
