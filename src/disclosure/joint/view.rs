use std::collections::{BTreeMap, BTreeSet};

use super::{Joint, Numbers, Seen, Shown};
use crate::disclosure::Common;
use crate::disclosure::around::place_of;
pub(super) use crate::disclosure::programme::{NOUGHT, sum};

/// One published number, or bounds: a sum over unknowns that lies from `low` to `high`.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub terms: Vec<(usize, f64)>,
    pub low: f64,
    pub high: f64,
}

/// Half of the tenth that the mean of a slice without distributions is printed in.
const HALF_A_TENTH: f64 = 0.05;

/// What someone sees: people whom nothing shown tells apart are one class, and every number that is shown is a line over the
/// unknowns. Those are, class after class, how many gave each answer to each item, and how many gave any.
pub(super) struct View<'a> {
    pub joint: &'a Joint<'a>,
    pub shown: &'a [Shown],
    /// The cells of each class.
    pub classes: Vec<BTreeSet<usize>>,
    /// Per class in which slices it lies of which anything is shown, as bits.
    pub places: Vec<Vec<u64>>,
    /// The same of slices of which distributions are shown.
    pub whole: Vec<Vec<u64>>,
    pub truth: Vec<f64>,
    pub lines: Vec<Line>,
    /// Per unknown the lines that it is in, and with what factor.
    pub lines_of: Vec<Vec<(usize, f64)>>,
    /// Unknowns that are certainly nought.
    pub noughts: Vec<bool>,
    /// What answers can have in common: each category, then the sides: favourable, unfavourable, neither.
    pub kinds: Vec<Vec<u8>>,
    /// Per item the classes of a band, and the categories that they have in common.
    pub bands: Vec<(usize, Vec<usize>, Vec<u8>)>,
}

/// What is one class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Detail {
    /// People whom nothing shown tells apart.
    Classes,
    /// Those of one cell.
    Cells,
}

impl<'a> View<'a> {
    pub(super) fn new(joint: &'a Joint<'a>, shown: &'a [Shown], detail: Detail) -> Self {
        let place = |cell: usize, is_in: &dyn Fn(&Shown) -> bool| -> Vec<u64> {
            let slices = joint.slices.iter().zip(shown);
            place_of(slices.map(|(cells, shown)| is_in(shown) && cells.contains(&cell)))
        };
        let mut at: BTreeMap<(Vec<u64>, usize), BTreeSet<usize>> = BTreeMap::new();
        for (cell, _) in joint.cells.iter().enumerate().filter(|(_, answers)| answers.asked) {
            let of = if detail == Detail::Cells { cell } else { 0 };
            at.entry((place(cell, &|shown| shown.seen != Seen::Nothing), of)).or_default().insert(cell);
        }
        let (places, classes): (Vec<_>, Vec<_>) =
            at.into_iter().map(|((place, _), cells)| (place, cells)).unzip();
        let first = |class: &BTreeSet<usize>| class.first().copied().unwrap_or(0);
        let whole = classes.iter().map(|class| place(first(class), &|shown| shown.seen == Seen::Whole));
        let mut view = Self {
            joint,
            shown,
            whole: whole.collect(),
            classes,
            places,
            truth: Vec::new(),
            lines: Vec::new(),
            lines_of: Vec::new(),
            noughts: Vec::new(),
            kinds: kinds(joint),
            bands: Vec::new(),
        };
        view.truth = view.true_point();
        view.lines_of = vec![Vec::new(); view.truth.len()];
        view.noughts = vec![false; view.truth.len()];
        for slice in 0..shown.len() {
            view.see(slice);
        }
        view.hold_people_to_answers();
        view
    }

    pub(super) fn answer(&self, class: usize, item: usize, category: usize) -> usize {
        (class * self.joint.items + item) * self.joint.categories + category
    }

    pub(super) fn people(&self, class: usize) -> usize {
        self.classes.len() * self.joint.items * self.joint.categories + class
    }

    pub(super) fn true_value(&self, unknown: usize) -> f64 {
        self.truth.get(unknown).copied().unwrap_or(0.0)
    }

    /// How many answers a class truly gave to an item.
    pub(super) fn true_answers(&self, class: usize, item: usize) -> f64 {
        (0..self.joint.categories).map(|category| self.true_value(self.answer(class, item, category))).sum()
    }

    /// The cells of some classes.
    pub(super) fn cells_of(&self, set: &[usize]) -> BTreeSet<usize> {
        set.iter().filter_map(|&class| self.classes.get(class)).flatten().copied().collect()
    }

    /// The classes that lie wholly within some cells.
    pub(super) fn inside(&self, cells: &BTreeSet<usize>) -> Vec<usize> {
        let classes = self.classes.iter().enumerate().filter(|(_, own)| own.is_subset(cells));
        classes.map(|(class, _)| class).collect()
    }

    fn true_point(&self) -> Vec<f64> {
        let (items, categories) = (self.joint.items, self.joint.categories);
        let mut point = vec![0.0; self.classes.len() * (items * categories + 1)];
        for (class, cells) in self.classes.iter().enumerate() {
            for answers in cells.iter().filter_map(|&cell| self.joint.cells.get(cell)) {
                let mut add = |unknown: usize, count: f64| {
                    if let Some(value) = point.get_mut(unknown) {
                        *value += count;
                    }
                };
                add(self.people(class), answers.people);
                for (item, counts) in answers.items.iter().take(items).enumerate() {
                    for (category, &count) in counts.iter().take(categories).enumerate() {
                        add(self.answer(class, item, category), count);
                    }
                }
            }
        }
        point
    }

    /// Adds that a sum lies between two bounds.
    fn line(&mut self, terms: Vec<(usize, f64)>, low: f64, high: f64) {
        let number = self.lines.len();
        for &(unknown, factor) in &terms {
            if let Some(lines) = self.lines_of.get_mut(unknown) {
                lines.push((number, factor));
            }
        }
        self.lines.push(Line { terms, low, high });
    }

    fn exactly(&mut self, terms: Vec<(usize, f64)>, number: Option<f64>) {
        if let Some(number) = number {
            self.line(terms, number, number);
        }
    }

    /// A sum over classes of the answers to some items, each category with its weight.
    pub(super) fn form(
        &self,
        set: &[usize],
        items: &[usize],
        weight: &dyn Fn(u8) -> f64,
    ) -> Vec<(usize, f64)> {
        let mut terms = Vec::new();
        for &class in set {
            for &item in items {
                for (category, number) in (0..self.joint.categories).zip(1_u8..) {
                    let factor = weight(number);
                    if factor != 0.0 {
                        terms.push((self.answer(class, item, category), factor));
                    }
                }
            }
        }
        terms
    }

    /// Adds what is shown of a slice.
    fn see(&mut self, slice: usize) {
        let joint = self.joint;
        let (Some(shown), Some(told)) = (self.shown.get(slice), joint.numbers.get(slice)) else { return };
        let set = joint.slices.get(slice).map(|cells| self.inside(cells)).unwrap_or_default();
        if shown.seen == Seen::Nothing || set.is_empty() {
            return;
        }
        self.exactly(set.iter().map(|&class| (self.people(class), 1.0)).collect(), Some(told.people));
        match shown.seen {
            Seen::Nothing => {}
            Seen::Nearly(common) => self.nearly(&set, None, common, told),
            Seen::Figures => self.figures(&set, shown, told),
            Seen::Whole => {
                for (item, counts) in told.counts.iter().enumerate() {
                    self.distribution(&set, item, counts);
                }
            }
        }
    }

    fn distribution(&mut self, set: &[usize], item: usize, counts: &[f64]) {
        for (category, place) in (1_u8..).take(self.joint.categories).zip(0..) {
            let terms = self.form(set, &[item], &|own| if own == category { 1.0 } else { 0.0 });
            let count = counts.get(place).copied().unwrap_or(0.0);
            if count == 0.0 {
                self.are_nought(&terms);
            } else {
                self.exactly(terms, Some(count));
            }
        }
    }

    fn figures(&mut self, set: &[usize], shown: &Shown, told: &Numbers) {
        let (scoring, all) = (self.joint.scoring, self.all_items());
        self.exactly(self.form(set, &all, &|_| 1.0), told.answers);
        for (side, count) in
            [(&scoring.favourable, told.favourable), (&scoring.unfavourable, told.unfavourable)]
        {
            if let Some((low, high)) = count.filter(|_| !side.is_empty()) {
                self.line(self.form(set, &all, &among(side)), low, high);
            }
        }
        if let (Some(mean), Some(answers)) = (told.mean, told.answers) {
            let ends = [mean - HALF_A_TENTH, mean + HALF_A_TENTH].map(|end| end * answers);
            let points = self.form(set, &all, &|own| f64::from(own));
            self.line(points, (ends[0] - NOUGHT).ceil(), (ends[1] + NOUGHT).floor());
        }
        for item in all {
            if let Some(common) = shown.band(item) {
                self.nearly(set, Some(item), common, told);
            }
        }
    }

    /// Adds that all, or all but one, of a set have something in common in their answers to an item, or to all of them.
    fn nearly(&mut self, set: &[usize], item: Option<usize>, common: Common, told: &Numbers) {
        let common = self.categories_of(common);
        let items: Vec<usize> = item.map_or_else(|| self.all_items(), |item| vec![item]);
        if let &[alone] = items.as_slice() {
            self.bands.push((alone, set.to_vec(), common.clone()));
        }
        if let Some(item) = item {
            let answered = told.answered.get(item).copied().flatten();
            self.exactly(self.form(set, &[item], &|_| 1.0), answered);
        }
        // All but the answers of one person.
        let others = self.form(set, &items, &|own| 1.0 - among(&common)(own));
        self.line(others, 0.0, items.len() as f64);
        let at_least = match item {
            None => told.at_least,
            Some(item) => told.at_least_of_items.get(item).copied().flatten(),
        };
        if let Some(at_least) = at_least {
            let beyond = self.form(set, &items, &|own| at_least - among(&common)(own));
            self.line(beyond, f64::NEG_INFINITY, NOUGHT);
        }
    }

    fn all_items(&self) -> Vec<usize> {
        (0..self.joint.items).collect()
    }

    pub(super) fn categories_of(&self, common: Common) -> Vec<u8> {
        match common {
            Common::Favourable => self.joint.scoring.favourable.clone(),
            Common::Unfavourable => self.joint.scoring.unfavourable.clone(),
            Common::Category(category) => vec![category],
        }
    }

    fn are_nought(&mut self, terms: &[(usize, f64)]) {
        for &(unknown, _) in terms {
            if let Some(nought) = self.noughts.get_mut(unknown) {
                *nought = true;
            }
        }
    }

    /// Who answered an item answered any, and who answered any answered one at least.
    fn hold_people_to_answers(&mut self) {
        for class in 0..self.classes.len() {
            let all = self.all_items();
            let people = (self.people(class), -1.0);
            for &item in &all {
                let mut terms = self.form(&[class], &[item], &|_| 1.0);
                terms.push(people);
                self.line(terms, f64::NEG_INFINITY, 0.0);
            }
            let mut terms = self.form(&[class], &all, &|_| 1.0);
            terms.push(people);
            self.line(terms, 0.0, f64::INFINITY);
        }
    }
}

fn kinds(joint: &Joint<'_>) -> Vec<Vec<u8>> {
    let categories = || (1_u8..).take(joint.categories);
    let (one, other) = (&joint.scoring.favourable, &joint.scoring.unfavourable);
    let neither = categories().filter(|own| !one.contains(own) && !other.contains(own)).collect();
    categories().map(|own| vec![own]).chain([one.clone(), other.clone(), neither]).collect()
}

/// One for the categories of a side, nought for others.
pub(super) fn among(side: &[u8]) -> impl Fn(u8) -> f64 {
    move |own| if side.contains(&own) { 1.0 } else { 0.0 }
}
