use std::collections::{BTreeMap, BTreeSet};

use super::audit::{Forms, Question};
use super::linked::{Guard, Linked};
use super::unanimous::{of_indicator, of_item, said, sides, slack};
use super::{Nearly, Reason, Scoring};
use crate::domain::{IndicatorId, Slice};
use crate::tally::{CellTally, Sums};

/// The answers to each item, per category.
type Counts = Vec<Vec<u64>>;

/// The answers to one indicator in every slice and cell: what is looked at to see whether nearly everyone answered alike
/// (rule 3).
pub(super) struct Alike<'a> {
    scoring: &'a Scoring,
    linked: &'a Linked,
    slices: Vec<(&'a Slice, Counts, u64)>,
    cells: Vec<Counts>,
}

impl<'a> Alike<'a> {
    /// The answers to an indicator in `slices`, beginning with everyone, and in the finest `cells`; `linked` says which
    /// cells are in which slice.
    pub(super) fn new(
        indicator: &IndicatorId,
        scoring: &'a Scoring,
        linked: &'a Linked,
        slices: impl Iterator<Item = (&'a Slice, &'a CellTally)>,
        cells: impl Iterator<Item = &'a CellTally>,
    ) -> Self {
        let counts = |cell: &CellTally| cell.indicators.get(indicator).map(counts).unwrap_or_default();
        let people = |cell: &CellTally| cell.indicators.get(indicator).map_or(0, respondents);
        let slices = slices.map(|(slice, cell)| (slice, counts(cell), people(cell))).collect();
        Self { scoring, linked, slices, cells: cells.map(counts).collect() }
    }

    /// The slices of which only may be said that nearly everyone answered alike to the indicator as a whole.
    pub(super) fn of_indicator(&self) -> BTreeMap<Slice, Nearly> {
        let said = |(slice, items, n): &(&Slice, Counts, u64)| {
            Some(((*slice).clone(), said(of_indicator(items, self.scoring)?, items, *n)))
        };
        self.slices.iter().filter_map(said).collect()
    }

    /// Per item what may be said of a slice in which nearly everyone answered it alike.
    pub(super) fn of_items(&self, slice: &Slice) -> Vec<Option<Nearly>> {
        let own = self.slices.iter().find(|(own, ..)| *own == slice);
        let nearly = |item: &Vec<u64>| {
            let common = of_item(item, self.scoring)?;
            Some(said(common, std::slice::from_ref(item), item.iter().sum()))
        };
        own.into_iter().flat_map(|(_, items, _)| items).map(nearly).collect()
    }

    /// The slices to withhold beside those `given`, so that of no people in which nearly all answers to the indicator
    /// are alike the exact figures follow.
    pub(super) fn withheld_of_indicator(&self, given: &BTreeMap<Slice, Reason>) -> BTreeMap<Slice, Reason> {
        let items: BTreeSet<usize> = (0..self.items()).collect();
        let slack = self.slices.first().map_or(0, |(_, items, _)| slack(items));
        self.withheld(given, &self.guards(&items, slack + 1))
    }

    /// The slices whose distributions are to be withheld beside those `given`, so that of no people in which nearly
    /// all answers to an item are alike those answers follow.
    pub(super) fn withheld_of_items(&self, given: &BTreeMap<Slice, Reason>) -> BTreeMap<Slice, Reason> {
        let mut withheld = given.clone();
        for (slice, items, _) in &self.slices {
            if items.iter().any(|item| of_item(item, self.scoring).is_some()) {
                withheld.entry((*slice).clone()).or_insert(Reason::Unanimous);
            }
        }
        let guards: Vec<Guard> = (0..self.items()).flat_map(|item| self.guards(&[item].into(), 2)).collect();
        self.withheld(&withheld, &guards)
    }

    /// No set of people may follow of whose answers to these items fewer than `least` are not on one side, or not one
    /// category.
    fn guards(&self, items: &BTreeSet<usize>, least: u64) -> Vec<Guard> {
        let people = self.form(items, &|_| true);
        let others = |common: &[u8]| Guard {
            people: people.clone(),
            weights: self.form(items, &|category| !common.contains(&category)),
            least,
        };
        sides(self.scoring, self.categories()).iter().map(|common| others(common)).collect()
    }

    /// How many answers to these items each cell has in the wanted categories.
    fn form(&self, items: &BTreeSet<usize>, wanted: &dyn Fn(u8) -> bool) -> Vec<u64> {
        let answers = |counts: &Counts| -> u64 {
            let own = counts.iter().enumerate().filter(|(item, _)| items.contains(item));
            let answers = own.flat_map(|(_, item)| (1_u8..).zip(item));
            answers.filter(|(category, _)| wanted(*category)).map(|(_, count)| count).sum()
        };
        self.cells.iter().map(answers).collect()
    }

    fn categories(&self) -> usize {
        self.slices.iter().flat_map(|(_, counts, _)| counts).map(Vec::len).max().unwrap_or(0)
    }

    /// What is asked of the answers to one item (0-based), per cell: how many there are, which they are, on which side, and
    /// whether they are alike.
    pub(super) fn questions(&self, item: usize) -> Vec<Question> {
        let all = self.form(&[item].into(), &|_| true);
        let sides = self.sides_of(item);
        let categories: Forms = (1_u8..)
            .take(self.categories())
            .map(|category| self.form(&[item].into(), &|own| own == category))
            .collect();
        let alike = [all.clone()].into_iter().chain(sides.iter().take(2).cloned()).chain(categories.clone());
        vec![
            Question::People(all),
            Question::OneMind(alike.collect()),
            Question::Answers(categories),
            Question::Answers(sides),
        ]
    }

    /// What is asked of the sides of one item, where the share is shown and the distribution is not.
    pub(super) fn questions_of_sides(&self, item: usize) -> Vec<Question> {
        let all = self.form(&[item].into(), &|_| true);
        let sides = self.sides_of(item);
        let alike = [all].into_iter().chain(sides.iter().take(2).cloned()).collect();
        vec![Question::OneMind(alike), Question::Answers(sides)]
    }

    /// Favourable, unfavourable and other answers to an item, per cell.
    fn sides_of(&self, item: usize) -> Forms {
        let (one, other) = (&self.scoring.favourable, &self.scoring.unfavourable);
        let form = |wanted: &dyn Fn(u8) -> bool| self.form(&[item].into(), wanted);
        vec![
            form(&|own| one.contains(&own)),
            form(&|own| other.contains(&own)),
            form(&|own| !one.contains(&own) && !other.contains(&own)),
        ]
    }

    fn withheld(&self, given: &BTreeMap<Slice, Reason>, guards: &[Guard]) -> BTreeMap<Slice, Reason> {
        let positions = self.slices.iter().enumerate().filter(|(_, (slice, ..))| given.contains_key(slice));
        let hidden = positions.map(|(position, _)| position).collect();
        let mut withheld = given.clone();
        for position in self.linked.withheld(guards, &hidden) {
            if let Some((slice, ..)) = self.slices.get(position) {
                withheld.entry((*slice).clone()).or_insert(Reason::Complement);
            }
        }
        withheld
    }

    /// How many items there are.
    pub(super) fn items(&self) -> usize {
        self.slices.first().map_or(0, |(_, items, _)| items.len())
    }
}

fn counts(sums: &Sums) -> Counts {
    sums.items.iter().map(|item| item.categories.clone()).collect()
}

fn respondents(sums: &Sums) -> u64 {
    sums.patterns.iter().filter(|(pattern, _)| pattern.valid > 0).map(|(_, count)| count).sum()
}
