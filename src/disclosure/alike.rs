use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::audit::{Band, Form, Mind, Question};
use super::linked::{Guard, Linked};
use super::unanimous::{of_indicator, of_item, said, sides, slack};
use super::{Common, Nearly, Reason, Scoring};
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
        let people = |cell: &CellTally| cell.indicators.get(indicator).map_or(0, |sums| sums.respondents(1));
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
        self.withheld(given, &self.guards(&items, self.slack() + 1))
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
            differences: true,
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

    /// How the indicator is scored.
    pub(super) fn scoring(&self) -> &Scoring {
        self.scoring
    }

    /// How many categories were chosen, at most.
    pub(super) fn categories(&self) -> usize {
        self.slices.iter().flat_map(|(_, counts, _)| counts).map(Vec::len).max().unwrap_or(0)
    }

    /// What is asked of the answers to one item (0-based), per cell: how many there are, which they are, on which side, and
    /// whether they are alike.
    pub(super) fn questions(&self, item: usize) -> Vec<Question> {
        let (all, sides) = (self.all(&[item].into()), self.sides_of(item));
        let categories = (1_u8..).take(self.categories());
        let categories: Vec<Form> = categories.map(|category| self.chosen(item, vec![category])).collect();
        let alike = sides.iter().take(2).chain(&categories).filter(|form| form.categories != [0]);
        vec![
            Question::People(all),
            Question::OneMind(
                alike.map(|own| Mind { own: own.clone(), others: without(&categories, own) }).collect(),
            ),
            Question::Answers(categories),
            Question::Answers(sides),
        ]
    }

    /// What is asked of the sides of one item, where the share is shown and the distribution is not.
    pub(super) fn questions_of_sides(&self, item: usize) -> Vec<Question> {
        let sides = self.sides_of(item);
        // Where both shares are shown, so is how many are neither.
        let alike = sides.iter().filter(|form| form.categories != [0]);
        // Of so few people no more is shown than this side and all that is not of it.
        let alike = alike.map(|own| Mind { own: own.clone(), others: vec![self.other(item, own)] }).collect();
        vec![Question::OneMind(alike), Question::Answers(sides)]
    }

    /// Favourable, unfavourable and other answers to an item, per cell.
    fn sides_of(&self, item: usize) -> Vec<Form> {
        let (one, other) = (&self.scoring.favourable, &self.scoring.unfavourable);
        let neither =
            (1_u8..).take(self.categories()).filter(|own| !one.contains(own) && !other.contains(own));
        vec![
            self.chosen(item, one.clone()),
            self.chosen(item, other.clone()),
            self.chosen(item, neither.collect()),
        ]
    }

    /// Answers to an item in these categories.
    fn chosen(&self, item: usize, categories: Vec<u8>) -> Form {
        let counts = self.form(&[item].into(), &|own| categories.contains(&own));
        // Without a category it would be any answer.
        Form { categories: if categories.is_empty() { vec![0] } else { categories }, counts }
    }

    /// The answers to an item that are not of a form.
    fn other(&self, item: usize, form: &Form) -> Form {
        let others = (1_u8..).take(self.categories()).filter(|own| !form.categories.contains(own));
        self.chosen(item, others.collect())
    }

    /// How many answers there are to these items.
    fn all(&self, items: &BTreeSet<usize>) -> Form {
        Form::all(self.form(items, &|_| true))
    }

    /// What is told of the slice at a position where nearly everyone answered alike: to the indicator (`None`), or to an
    /// item.
    pub(super) fn band(&self, slice: usize, item: Option<usize>, common: Common, slack: u64) -> Band {
        let items: BTreeSet<usize> = item.map_or_else(|| (0..self.items()).collect(), |item| [item].into());
        let common = match common {
            Common::Favourable => self.scoring.favourable.clone(),
            Common::Unfavourable => self.scoring.unfavourable.clone(),
            Common::Category(category) => vec![category],
        };
        let others: Vec<u8> =
            (1_u8..).take(self.categories()).filter(|category| !common.contains(category)).collect();
        let others = Form { counts: self.form(&items, &|own| others.contains(&own)), categories: others };
        Band { slice, common, slack, all: self.all(&items), others }
    }

    /// The answers of one person to the indicator, at most.
    pub(super) fn slack(&self) -> u64 {
        self.slices.first().map_or(0, |(_, items, _)| slack(items))
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

/// The categories that are not of a form; those that were chosen most first, for they can most easily be anybody's.
fn without(categories: &[Form], form: &Form) -> Vec<Form> {
    let is_other = |own: &&Form| !own.categories.iter().any(|category| form.categories.contains(category));
    let mut others: Vec<Form> = categories.iter().filter(is_other).cloned().collect();
    others.sort_by_key(|form| Reverse(form.counts.iter().sum::<u64>()));
    others
}

fn counts(sums: &Sums) -> Counts {
    sums.items.iter().map(|item| item.categories.clone()).collect()
}
