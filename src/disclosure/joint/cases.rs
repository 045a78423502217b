use std::collections::{BTreeSet, VecDeque};

use super::Seen;
use super::view::{NOUGHT, View, among, sum};

/// Of how many unions of small classes it is looked at what is certain of them, smallest first.
const MOST_UNIONS: usize = 400;

/// Some people, and what may not be certain of them.
#[derive(Clone, Debug)]
pub(super) struct Case {
    /// Their classes.
    pub set: Vec<usize>,
    pub asked: Asked,
}

/// What may not be certain of some people.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Asked {
    /// How many of a small set answered: what is left open has to be as wide as the minimum.
    People,
    /// How a small set answered an item: of the answers, and of the sides they are on, two have to be open, of one person
    /// the one. Where it is told that all or all but one of them are of one mind, one has to be.
    Answers { item: usize, certain: [u64; 2] },
    /// That all of a set, or all but one, gave these answers to an item, however many they are: so many others have to be
    /// possible. Where it is told of them, it may not be certain which of the two it is.
    Alike { item: usize, own: Vec<u8>, wanted: u64, told: bool },
}

/// A sum that is to be as small as it can be.
pub(super) struct Goal {
    pub terms: Vec<(usize, f64)>,
    /// Which of the numbers that are looked at it is for.
    number: usize,
    /// Whether it is for the most of that number.
    most: bool,
}

/// Between which bounds the numbers of a case were seen to lie.
pub(super) struct Found {
    asked: Asked,
    numbers: Vec<Vec<(usize, f64)>>,
    low: Vec<f64>,
    high: Vec<f64>,
    categories: usize,
}

/// Every case of a view.
pub(super) fn all(view: &View<'_>) -> Vec<Case> {
    sets(view).into_iter().flat_map(|set| of_set(view, &set)).collect()
}

fn of_set(view: &View<'_>, set: &[usize]) -> Vec<Case> {
    let mut cases = Vec::new();
    let minimum = view.joint.minimum as f64;
    let small = |n: f64| n > 0.0 && n < minimum;
    if small(set.iter().map(|&class| view.true_value(view.people(class))).sum()) {
        cases.push(Case { set: set.to_vec(), asked: Asked::People });
    }
    for item in 0..view.joint.items {
        let counts: Vec<f64> = (0..view.joint.categories)
            .map(|category| {
                set.iter().map(|&class| view.true_value(view.answer(class, item, category))).sum()
            })
            .collect();
        let n: f64 = counts.iter().sum();
        if small(n) {
            let (answers, sides) = view.kinds.split_at_checked(view.joint.categories).unwrap_or_default();
            let certain = [answers, sides].map(|kinds| {
                let told = n >= 2.0 && kinds.iter().any(|kind| is_told(view, set, item, kind));
                (n as u64).saturating_sub(if told { 1 } else { 2 })
            });
            cases.push(Case { set: set.to_vec(), asked: Asked::Answers { item, certain } });
        }
        if n > 0.0 && view.joint.of_one_mind {
            let wanted = if n < 3.0 { 1 } else { 2 };
            // Being neither is not being of one mind.
            for own in view.kinds.iter().take(view.joint.categories + 2).filter(|own| !own.is_empty()) {
                let common: f64 = own.iter().filter_map(|own| counts.get(usize::from(*own) - 1)).sum();
                let told = is_told(view, set, item, own);
                // Of a small set within a band it is enough that one answer is open.
                if n - common < wanted as f64 && !(told && small(n)) {
                    let asked = Asked::Alike { item, own: own.clone(), wanted, told };
                    cases.push(Case { set: set.to_vec(), asked });
                }
            }
        }
    }
    cases
}

/// Whether it is told of a slice in which these people lie that all or all but one answered so, or so among others: where
/// nobody else chose those others, that is about the one answer.
fn is_told(view: &View<'_>, set: &[usize], item: usize, own: &[u8]) -> bool {
    view.bands.iter().any(|(of, slice, common)| {
        let within = |some: &[u8], others: &[u8]| some.iter().all(|one| others.contains(one));
        *of == item
            && (within(common, own) || within(own, common))
            && set.iter().all(|class| slice.binary_search(class).is_ok())
    })
}

fn people(view: &View<'_>, set: &[usize]) -> Vec<(usize, f64)> {
    set.iter().map(|&class| (view.people(class), 1.0)).collect()
}

impl Case {
    /// The same of what lies wholly within the same people for someone who sees less; `None`: nothing is asked of those.
    pub(super) fn again(&self, view: &View<'_>, people: &BTreeSet<usize>) -> Option<Case> {
        let set = view.inside(people);
        let same = |case: &Case| match (&case.asked, &self.asked) {
            (Asked::People, Asked::People) => true,
            (Asked::Answers { item, .. }, Asked::Answers { item: before, .. }) => item == before,
            (Asked::Alike { item, own, .. }, Asked::Alike { item: before, own: own_before, .. }) => {
                item == before && own == own_before
            }
            _ => false,
        };
        of_set(view, &set).into_iter().find(same)
    }

    /// The numbers that are looked at.
    fn numbers(&self, view: &View<'_>) -> Vec<Vec<(usize, f64)>> {
        match &self.asked {
            Asked::People => vec![people(view, &self.set)],
            Asked::Answers { item, .. } => {
                view.kinds.iter().map(|kind| view.form(&self.set, &[*item], &among(kind))).collect()
            }
            Asked::Alike { item, own, .. } => {
                vec![view.form(&self.set, &[*item], &|category| 1.0 - among(own)(category))]
            }
        }
    }
}

impl Found {
    /// Of the truth.
    pub(super) fn of(view: &View<'_>, case: &Case) -> Self {
        let numbers = case.numbers(view);
        let low: Vec<f64> = numbers.iter().map(|terms| sum(terms, &view.truth)).collect();
        let (high, categories) = (low.clone(), view.joint.categories);
        Self { asked: case.asked.clone(), low, high, numbers, categories }
    }

    /// Takes in one more solution.
    pub(super) fn see(&mut self, point: &[f64]) {
        let bounds = self.low.iter_mut().zip(&mut self.high);
        for (terms, (low, high)) in self.numbers.iter().zip(bounds) {
            let value = sum(terms, point);
            *low = low.min(value);
            *high = high.max(value);
        }
    }

    pub(super) fn is_open(&self, minimum: u64) -> bool {
        let low: Vec<f64> = self.low.iter().map(|low| (low - NOUGHT).ceil().max(0.0)).collect();
        let high: Vec<f64> = self.high.iter().map(|high| (high + NOUGHT).floor()).collect();
        let first = |values: &[f64]| values.first().copied().unwrap_or(0.0);
        match &self.asked {
            Asked::People => first(&high) - first(&low) >= minimum as f64,
            Asked::Answers { certain: [answers, sides], .. } => {
                let (of_answers, of_sides) = low.split_at_checked(self.categories).unwrap_or_default();
                of_answers.iter().sum::<f64>() <= *answers as f64
                    && of_sides.iter().sum::<f64>() <= *sides as f64
            }
            Asked::Alike { told: true, .. } => first(&low) < first(&high),
            Asked::Alike { wanted, .. } => first(&high) >= *wanted as f64,
        }
    }

    /// The sums whose least settles a case.
    pub(super) fn goals(&self) -> Vec<Goal> {
        let turned =
            |terms: &[(usize, f64)]| terms.iter().map(|&(unknown, factor)| (unknown, -factor)).collect();
        let both = |(number, terms): (usize, &Vec<(usize, f64)>)| {
            let most = Goal { terms: turned(terms), number, most: true };
            [most, Goal { terms: terms.clone(), number, most: false }]
        };
        let of_use = |goal: &Goal| match &self.asked {
            Asked::People | Asked::Alike { told: true, .. } => true,
            Asked::Answers { .. } => !goal.most,
            Asked::Alike { .. } => goal.most,
        };
        self.numbers.iter().enumerate().flat_map(both).filter(of_use).collect()
    }

    /// The sum that is to be small so that a case of an item is open as far as one kind of answer goes: a goal that many cases
    /// can have together. `None` where the case does not wait for that.
    pub(super) fn goal_together(&self, item: usize, kind: usize) -> Option<Vec<(usize, f64)>> {
        match &self.asked {
            Asked::Answers { item: own, .. } if *own == item && self.certain().contains(&kind) => {
                self.numbers.get(kind).cloned()
            }
            Asked::Alike { item: own, .. } if *own == item && kind == 0 => {
                let terms = self.numbers.first()?;
                Some(terms.iter().map(|&(unknown, factor)| (unknown, -factor)).collect())
            }
            _ => None,
        }
    }

    /// How small a goal is to be to settle the case, as far as is known.
    pub(super) fn enough(&self, goal: &Goal, minimum: u64) -> f64 {
        let low = self.low.get(goal.number).map_or(0.0, |low| (low - NOUGHT).ceil());
        let high = self.high.get(goal.number).map_or(0.0, |high| (high + NOUGHT).floor());
        let wide = match &self.asked {
            Asked::People => minimum as f64,
            Asked::Answers { .. } => return 0.0,
            Asked::Alike { told: true, .. } => 1.0,
            Asked::Alike { wanted, .. } => return -(*wanted as f64),
        };
        if goal.most { -(low + wide) } else { high - wide }
    }

    /// Whether the least of a goal could still open the case.
    pub(super) fn is_wanted(&self, goal: &Goal) -> bool {
        goal.most || self.low.get(goal.number).is_some_and(|low| *low > NOUGHT)
    }

    /// Of which number anything is still certain that may not be: of answers the categories first, then the sides.
    pub(super) fn certain(&self) -> Vec<usize> {
        let certain = |number: &usize| self.low.get(*number).is_some_and(|low| *low > NOUGHT);
        (0..self.low.len()).filter(certain).collect()
    }
}

/// The sets of people that are looked at: classes, slices, what two slices share, what one has and another has not, what is
/// left of one without those within it, and classes that are small together.
fn sets(view: &View<'_>) -> BTreeSet<Vec<usize>> {
    let slices = view.joint.slices;
    let mut sets: BTreeSet<Vec<usize>> = (0..view.classes.len()).map(|class| vec![class]).collect();
    let inside: Vec<Vec<usize>> = slices.iter().map(|slice| view.inside(slice)).collect();
    let shown = inside.iter().zip(view.shown).filter(|(_, shown)| shown.seen != Seen::Nothing);
    let mut shown: Vec<&Vec<usize>> = shown.map(|(classes, _)| classes).collect();
    shown.sort_by_key(|classes| classes.len());
    for one in &inside {
        sets.insert(one.clone());
        for (b, other) in slices.iter().zip(&inside) {
            // Of people who are one class, some may be in a slice of which nothing is shown.
            let whole = one.iter().filter(|class| other.binary_search(class).is_ok());
            sets.insert(whole.copied().collect());
            let apart = |class: &&usize| view.classes.get(**class).is_some_and(|cells| cells.is_disjoint(b));
            sets.insert(one.iter().filter(apart).copied().collect());
        }
        sets.extend(rests(one, &shown));
    }
    let classes = || 0..view.classes.len();
    let mut counted: Vec<Vec<f64>> =
        vec![classes().map(|class| view.true_value(view.people(class))).collect()];
    for item in 0..view.joint.items {
        let answers: Vec<f64> = classes().map(|class| view.true_answers(class, item)).collect();
        if !counted.contains(&answers) {
            counted.push(answers);
        }
    }
    sets.extend(counted.iter().flat_map(|counts| unions(view, counts)));
    sets.remove(&Vec::new());
    sets
}

/// What is left of a slice without the shown slices that lie within what is left so far, smallest first or largest first;
/// `shown` has the smallest first.
fn rests(own: &[usize], shown: &[&Vec<usize>]) -> [Vec<usize>; 2] {
    let rest = |shown: &mut dyn Iterator<Item = &&Vec<usize>>| {
        let mut rest: BTreeSet<usize> = own.iter().copied().collect();
        for classes in shown.filter(|classes| classes.len() < own.len()) {
            if classes.iter().all(|class| rest.contains(class)) {
                rest.retain(|class| classes.binary_search(class).is_err());
            }
        }
        rest.into_iter().collect()
    };
    [rest(&mut shown.iter()), rest(&mut shown.iter().rev())]
}

/// Classes that hold fewer than the minimum together, as these count; few classes first.
fn unions(view: &View<'_>, counts: &[f64]) -> Vec<Vec<usize>> {
    let minimum = view.joint.minimum as f64;
    let mut small: Vec<usize> = (0..counts.len())
        .filter(|&class| counts.get(class).is_some_and(|n| *n > 0.0 && *n < minimum))
        .collect();
    let count = |class: usize| counts.get(class).copied().unwrap_or(0.0);
    small.sort_by(|a, b| count(*a).total_cmp(&count(*b)).then(a.cmp(b)));
    let mut found = Vec::new();
    let mut waiting = VecDeque::from([(Vec::new(), 0, 0.0)]);
    while let Some((chosen, from, n)) = waiting.pop_front()
        && found.len() < MOST_UNIONS
    {
        for (at, &class) in small.iter().enumerate().skip(from) {
            let with = n + count(class);
            if with >= minimum {
                break;
            }
            let mut union: Vec<usize> = chosen.clone();
            union.push(class);
            let mut sorted = union.clone();
            sorted.sort_unstable();
            found.push(sorted);
            waiting.push_back((union, at + 1, with));
        }
    }
    found
}
