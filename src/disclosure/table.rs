use std::collections::{BTreeMap, BTreeSet};

use super::audit::Audit;
use super::complement::Relation;
use super::linked::{Guard, Linked};
use super::release::{Demand, Level, Withheld};
use super::{Merged, Reason, Rule, Rules};
use crate::domain::{RoundId, Slice};
use crate::tally::{CellKey, CellTally, Tally};

/// The slices of a round and how they add up: each relation is a total (everyone) and its parts.
pub(super) struct Table {
    whole: CellTally,
    /// The roles and groups.
    pub slices: BTreeMap<Slice, CellTally>,
    relations: Vec<Parts>,
    /// The finest cells: everything that overlaps, overlaps in these.
    pub cells: Vec<(CellKey, CellTally)>,
    /// Which of them each slice holds, everyone being the first.
    pub linked: Linked,
    pub rules: Rules,
}

/// The parts of one relation: slices that may be shown, and people who are in none of them.
struct Parts {
    slices: Vec<Slice>,
    rest: CellTally,
}

/// Numbers of people, each list equally long: with any answer, with a score, with an answer to each item; made once.
pub(super) struct Measures {
    slices: BTreeMap<Slice, Vec<u64>>,
    /// Of those in none of the groups, per relation.
    rests: Vec<Vec<u64>>,
    /// Of the finest cells.
    pub cells: Vec<Vec<u64>>,
}

impl Measures {
    fn of(&self, slice: &Slice) -> &[u64] {
        self.slices.get(slice).map(Vec::as_slice).unwrap_or_default()
    }

    /// One of the numbers, in each cell.
    pub(super) fn people(&self, measure: usize) -> Vec<u64> {
        self.cells.iter().map(|cell| cell.get(measure).copied().unwrap_or(0)).collect()
    }
}

impl Table {
    pub(super) fn new(tally: &Tally, round: &RoundId, merged: &Merged, rules: Rules) -> Self {
        let mut slices = BTreeMap::new();
        let roles: Vec<Slice> = tally.roles(round).into_iter().map(Slice::Role).collect();
        let mut relations = vec![Parts { slices: roles, rest: CellTally::default() }];
        for (key, values) in tally.groupings(round) {
            let groups = merged.slices(round, &key, values);
            relations.push(Parts { slices: groups, rest: tally.ungrouped(round, &key) });
        }
        for slice in relations.iter().flat_map(|parts| &parts.slices) {
            slices.insert(slice.clone(), tally.slice(round, slice));
        }
        let of_round = tally.cells.iter().filter(|(key, _)| &key.round == round);
        let cells: Vec<(CellKey, CellTally)> =
            of_round.map(|(key, cell)| (key.clone(), cell.clone())).collect();
        let holds = |slice: &Slice| -> BTreeSet<usize> {
            let own = cells.iter().enumerate().filter(|(_, (key, _))| key.belongs_to(slice));
            own.map(|(cell, _)| cell).collect()
        };
        let linked = Linked { slices: everyone_and(&slices).map(holds).collect(), whole: 0 };
        Self { whole: tally.slice(round, &Slice::All), slices, relations, cells, linked, rules }
    }

    /// Everyone, and the slices.
    pub(super) fn all_slices(&self) -> impl Iterator<Item = &Slice> {
        everyone_and(&self.slices)
    }

    /// Who is in a slice.
    pub(super) fn cell(&self, slice: &Slice) -> &CellTally {
        self.slices.get(slice).unwrap_or(&self.whole)
    }

    /// The finest cells of a slice.
    pub(super) fn cells_of(&self, slice: &Slice) -> impl Iterator<Item = &CellTally> {
        self.cells.iter().filter(|(key, _)| key.belongs_to(slice)).map(|(_, cell)| cell)
    }

    /// The numbers of people of every slice and cell.
    pub(super) fn measures(&self, measures: &dyn Fn(&CellTally) -> Vec<u64>) -> Measures {
        Measures {
            slices: self.all_slices().map(|slice| (slice.clone(), measures(self.cell(slice)))).collect(),
            rests: self.relations.iter().map(|parts| measures(&parts.rest)).collect(),
            cells: self.cells.iter().map(|(_, cell)| measures(cell)).collect(),
        }
    }

    /// What has to hold for one kind of figures of this table; what is `given` may not be shown anyway.
    pub(super) fn level<'a>(&'a self, given: &'a Withheld, demands: Vec<Demand<'a>>) -> Level<'a> {
        let slices = self.all_slices().map(|slice| (slice, self.cell(slice).respondents)).collect();
        Level { slices, given, demands, cells: self.cells.len() }
    }

    /// The slices that may not be shown for what they are by themselves, and why. `given` may not be shown anyway.
    pub(super) fn small(
        &self,
        minimum: u64,
        too_small: Reason,
        given: &BTreeMap<Slice, Reason>,
        measures: &Measures,
        tells_too_much: &dyn Fn(&Slice) -> bool,
    ) -> BTreeMap<Slice, Reason> {
        let mut withheld = given.clone();
        let rule = if too_small == Reason::Minimum { Rule::Minimum } else { Rule::MinimumDistribution };
        let holds = self.rules.hold(rule);
        let is_small = |counts: &[u64]| holds && counts.iter().any(|&n| 0 < n && n < minimum);
        for slice in self.all_slices() {
            if is_small(measures.of(slice)) || tells_too_much(slice) {
                withheld.entry(slice.clone()).or_insert(too_small);
            }
        }
        withheld
    }

    /// What has to be withheld beside what is `given`, so that nothing small follows exactly.
    pub(super) fn completed(
        &self,
        minimum: u64,
        measures: &Measures,
        given: &BTreeMap<Slice, Reason>,
    ) -> BTreeMap<Slice, Reason> {
        let mut withheld = given.clone();
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

    /// What is looked at by interval (rule 4), for these `targets`.
    pub(super) fn audit<'a>(&'a self, targets: &'a BTreeSet<BTreeSet<usize>>, minimum: u64) -> Audit<'a> {
        Audit { linked: &self.linked, targets, slices: self.all_slices().collect(), minimum }
    }

    /// The sets of people of whom it is looked at what is certain of them.
    pub(super) fn targets(&self, minimum: u64) -> BTreeSet<BTreeSet<usize>> {
        let people: Vec<u64> = self.cells.iter().map(|(_, cell)| cell.respondents).collect();
        if self.rules.hold(Rule::Intervals) { self.linked.targets(&people, minimum) } else { BTreeSet::new() }
    }

    /// Rule 2 in every table by itself.
    fn withhold_in_tables(&self, minimum: u64, measures: &Measures, withheld: &mut BTreeMap<Slice, Reason>) {
        let is_small = |counts: &[u64]| counts.iter().any(|&n| 0 < n && n < minimum);
        for (parts, rest) in self.relations.iter().zip(&measures.rests) {
            let mut counts: Vec<Vec<u64>> =
                parts.slices.iter().map(|slice| measures.of(slice).to_vec()).collect();
            let positions = parts.slices.iter().enumerate();
            let mut hidden: BTreeSet<usize> =
                positions.filter(|(_, slice)| withheld.contains_key(slice)).map(|(part, _)| part).collect();
            // Who is in no group is never shown, and is a part like any other when it is small.
            counts.push(rest.clone());
            if is_small(rest) {
                hidden.insert(parts.slices.len());
            }
            for part in (Relation { parts: counts }).withheld(minimum, &hidden) {
                if let Some(slice) = parts.slices.get(part) {
                    withheld.entry(slice.clone()).or_insert(Reason::Complement);
                }
            }
        }
    }

    /// The same over all tables together: a role minus a school, one grouping minus another, a region minus its schools.
    fn withhold_across_tables(
        &self,
        minimum: u64,
        measures: &Measures,
        withheld: &mut BTreeMap<Slice, Reason>,
    ) {
        let numbers = 0..measures.cells.first().map_or(0, Vec::len);
        let guards: Vec<Guard> =
            numbers.map(|measure| Guard::of_people(measures.people(measure), minimum)).collect();
        let given = self.all_slices().enumerate().filter(|(_, slice)| withheld.contains_key(slice));
        let hidden = self.linked.withheld(&guards, &given.map(|(position, _)| position).collect());
        for (_, slice) in self.all_slices().enumerate().filter(|(position, _)| hidden.contains(position)) {
            withheld.entry(slice.clone()).or_insert(Reason::Complement);
        }
    }
}

fn everyone_and(slices: &BTreeMap<Slice, CellTally>) -> impl Iterator<Item = &Slice> {
    std::iter::once(&Slice::All).chain(slices.keys())
}
