use std::collections::{BTreeMap, BTreeSet};

use super::complement::Relation;
use super::linked::Linked;
use super::{Access, Clearance, Cleared, ClearedCount, ClearedRound, ClearedTally, Reason, Rule, Rules};
use crate::domain::{IndicatorId, Missing, Privacy, RoundId, Slice};
use crate::tally::{CellKey, CellTally, ItemCounts, Sums, Tally};

/// Decides what may be shown of a tally: rules 1 (minimum) and 2 (complement) for every table of a round,
/// a table being one indicator, or the response, over the roles or over one grouping.
///
/// `score_items` says from how many valid items on a respondent has a score on an indicator (1 where not given).
pub fn clear(
    tally: &Tally,
    rounds: &[RoundId],
    privacy: &Privacy,
    score_items: &BTreeMap<IndicatorId, u16>,
    rules: Rules,
) -> ClearedTally {
    let clear_one = |round: &RoundId| Table::new(tally, round, rules).clear(privacy, score_items);
    ClearedTally { rounds: rounds.iter().map(|round| (round.clone(), clear_one(round))).collect() }
}

/// The slices of a round and how they add up: each relation is a total (everyone) and its parts.
struct Table<'a> {
    whole: CellTally,
    slices: BTreeMap<Slice, CellTally>,
    relations: Vec<Parts>,
    /// The finest cells: everything that overlaps, overlaps in these.
    cells: Vec<(&'a CellKey, &'a CellTally)>,
    rules: Rules,
}

/// Every number of respondents that is guarded together: of everyone, of the slices, of who is in no group of a relation,
/// and of the finest cells.
struct Measures<'a> {
    slices: BTreeMap<&'a Slice, Vec<u64>>,
    rests: Vec<Vec<u64>>,
    cells: Vec<Vec<u64>>,
}

impl Measures<'_> {
    fn of(&self, slice: &Slice) -> &[u64] {
        self.slices.get(slice).map(Vec::as_slice).unwrap_or_default()
    }
}

/// The parts of one relation: slices that may be shown, and people who are in none of them.
struct Parts {
    slices: Vec<Slice>,
    rest: CellTally,
}

impl<'a> Table<'a> {
    fn new(tally: &'a Tally, round: &RoundId, rules: Rules) -> Self {
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
        let cells = tally.cells.iter().filter(|(key, _)| &key.round == round).collect();
        Self { whole: tally.slice(round, &Slice::All), slices, relations, cells, rules }
    }

    fn measures(&self, measure: impl Fn(&CellTally) -> Vec<u64>) -> Measures<'_> {
        let slices = self.slices.iter().map(|(slice, cell)| (slice, measure(cell)));
        Measures {
            slices: [(&Slice::All, measure(&self.whole))].into_iter().chain(slices).collect(),
            rests: self.relations.iter().map(|parts| measure(&parts.rest)).collect(),
            cells: self.cells.iter().map(|(_, cell)| measure(cell)).collect(),
        }
    }

    fn clear(&self, privacy: &Privacy, score_items: &BTreeMap<IndicatorId, u16>) -> ClearedRound {
        let mut cleared = ClearedRound::default();
        cleared.slices.push(Slice::All);
        cleared.slices.extend(self.slices.keys().cloned());

        let respondents = self.measures(|cell| vec![cell.respondents]);
        let never = |_: &Slice| false;
        let permissions =
            self.permissions(privacy.minimum, Reason::Minimum, &BTreeMap::new(), &respondents, &never);
        for slice in &cleared.slices {
            let shown = match permissions.get(slice) {
                Some(reason) => Err(*reason),
                None => Ok(ClearedCount { n: self.cell(slice).respondents, clearance: Clearance::granted() }),
            };
            cleared.respondents.insert(slice.clone(), shown);
        }
        for indicator in self.whole.indicators.keys() {
            let needed = score_items.get(indicator).copied().unwrap_or(1);
            let measures =
                self.measures(|cell| measures(cell, self.item_count(indicator), indicator, needed));
            let figures = self.permissions(privacy.minimum, Reason::Minimum, &permissions, &measures, &never);
            let tells = |slice: &Slice| {
                self.rules.hold(Rule::Skippers) && self.tells_of_skippers(indicator, slice, privacy)
            };
            let distributions = self.permissions(
                privacy.minimum_distribution,
                Reason::MinimumDistribution,
                &figures,
                &measures,
                &tells,
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
        measures: &Measures<'_>,
        tells_too_much: &dyn Fn(&Slice) -> bool,
    ) -> BTreeMap<Slice, Reason> {
        let mut withheld = given.clone();
        let rule = if too_small == Reason::Minimum { Rule::Minimum } else { Rule::MinimumDistribution };
        let holds = self.rules.hold(rule);
        for (&slice, counts) in &measures.slices {
            if holds && is_small(counts, minimum) || tells_too_much(slice) {
                withheld.entry(slice.clone()).or_insert(too_small);
            }
        }
        loop {
            let before = withheld.len();
            if self.rules.hold(Rule::Complement) {
                self.withhold_in_tables(minimum, measures, &mut withheld);
            }
            if self.rules.hold(Rule::Linked) {
                self.withhold_across_tables(minimum, measures, &mut withheld);
            }
            if withheld.len() == before {
                return withheld;
            }
        }
    }

    /// Rule 2 in every table by itself.
    fn withhold_in_tables(
        &self,
        minimum: u64,
        measures: &Measures<'_>,
        withheld: &mut BTreeMap<Slice, Reason>,
    ) {
        for (parts, rest) in self.relations.iter().zip(&measures.rests) {
            let mut counts: Vec<Vec<u64>> =
                parts.slices.iter().map(|slice| measures.of(slice).to_vec()).collect();
            let positions = parts.slices.iter().enumerate();
            let mut hidden: BTreeSet<usize> =
                positions.filter(|(_, slice)| withheld.contains_key(slice)).map(|(part, _)| part).collect();
            // Who is in no group is never shown, and is a part like any other when it is small.
            counts.push(rest.clone());
            if is_small(rest, minimum) {
                hidden.insert(parts.slices.len());
            }
            for part in (Relation { parts: counts }).withheld(minimum, &hidden) {
                if let Some(slice) = parts.slices.get(part) {
                    withheld.entry(slice.clone()).or_insert(Reason::Complement);
                }
            }
        }
    }

    /// The same over all tables together: a role minus a school, one grouping minus another.
    fn withhold_across_tables(
        &self,
        minimum: u64,
        measures: &Measures<'_>,
        withheld: &mut BTreeMap<Slice, Reason>,
    ) {
        // In a set of fewer people than the minimum there is a cell of fewer.
        if !measures.cells.iter().any(|counts| is_small(counts, minimum)) {
            return;
        }
        let slices: Vec<&Slice> = [&Slice::All].into_iter().chain(self.slices.keys()).collect();
        let holds = |slice: &Slice| {
            let cells = self.cells.iter().enumerate().filter(|(_, (key, _))| key.belongs_to(slice));
            cells.map(|(cell, _)| cell).collect()
        };
        let linked = Linked {
            slices: slices.iter().map(|slice| holds(slice)).collect(),
            cells: measures.cells.clone(),
            whole: 0,
        };
        let given = slices.iter().enumerate().filter(|(_, slice)| withheld.contains_key(slice));
        let given = given.map(|(position, _)| position).collect();
        for position in linked.withheld(minimum, &given) {
            if let Some(slice) = slices.get(position) {
                withheld.entry((*slice).clone()).or_insert(Reason::Complement);
            }
        }
    }

    /// Whether the scores of a slice beside the sums of its statements tell what a few people answered: those who
    /// skipped a statement, or were not asked all. The score is rounded ([`Published`]), which hides them among many
    /// people but not among few.
    ///
    /// [`Published`]: crate::assess::Published
    fn tells_of_skippers(&self, indicator: &IndicatorId, slice: &Slice, privacy: &Privacy) -> bool {
        let skippers: u64 = self
            .cells
            .iter()
            .filter(|(key, _)| key.belongs_to(slice))
            .filter_map(|(_, cell)| cell.indicators.get(indicator))
            .map(skippers)
            .sum();
        let sums = self.cell(slice).indicators.get(indicator);
        // Where nobody's answers are known together there are no scores to hold beside the sums.
        if sums.is_some_and(|sums| sums.unlinked) {
            return false;
        }
        let answered = sums.map_or(0, |sums| respondents(sums, 1));
        (1..privacy.minimum).contains(&skippers) && answered < 2 * privacy.minimum_distribution
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

/// Whether any of some numbers of respondents is somebody and fewer than the minimum.
fn is_small(counts: &[u64], minimum: u64) -> bool {
    counts.iter().any(|&n| 0 < n && n < minimum)
}

/// Every number of respondents a table of this indicator rests on: with any answer, with a score, and per item.
pub(super) fn measures(cell: &CellTally, items: usize, indicator: &IndicatorId, needed: u16) -> Vec<u64> {
    let nothing = Sums::default();
    let sums = cell.indicators.get(indicator).unwrap_or(&nothing);
    let item = |item: usize| sums.items.get(item).map_or(0, ItemCounts::valid);
    [respondents(sums, 1), respondents(sums, needed)].into_iter().chain((0..items).map(item)).collect()
}

/// The respondents with at least `valid` valid answers.
fn respondents(sums: &Sums, valid: u16) -> u64 {
    sums.patterns.iter().filter(|(pattern, _)| pattern.valid >= valid).map(|(_, count)| count).sum()
}

/// Of the people of one cell, who are all asked the same, how many answered some of it and not all.
fn skippers(sums: &Sums) -> u64 {
    let asked = |item: &&ItemCounts| {
        item.valid() + item.missing.iter().sum::<u64>() > item.missing(Missing::NotAsked)
    };
    let asked = sums.items.iter().filter(asked).count();
    let skipped = |valid: u16| valid > 0 && usize::from(valid) < asked;
    sums.patterns.iter().filter(|(pattern, _)| skipped(pattern.valid)).map(|(_, count)| count).sum()
}
