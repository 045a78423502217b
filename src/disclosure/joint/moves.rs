use super::cases::{Asked, Case, Found};
use super::view::{NOUGHT, View, sum};
use crate::disclosure::around::{Around, Exchange};

/// So many answers or people are moved for one solution, at most; a minimum is seldom higher.
const MOST_STEPS: usize = 24;

/// So many ways to exchange are tried of a class.
const MOST_EXCHANGES: usize = 400;

/// Makes solutions that differ from the truth in a few answers, or people, that are elsewhere.
pub(super) struct Mover<'a> {
    view: &'a View<'a>,
    /// By the slices of which anything is shown, and by those of which the distributions are.
    shown: Around,
    whole: Around,
    /// The truth, but while something is moved.
    point: Vec<f64>,
    /// What each line comes to.
    values: Vec<f64>,
    /// Per class whether it is one of the set.
    inside: Vec<bool>,
    /// What was moved.
    moved: Change,
}

/// A few unknowns and what is added to each.
type Change = Vec<(usize, f64)>;

/// What is moved.
enum Way {
    /// People with their answers, out of a set or into it.
    People { out: bool },
    /// In the answers of a set to an item, one in the first categories becomes one in the second; counted from 0.
    Answers { item: usize, from: Vec<usize>, to: Vec<usize> },
}

impl<'a> Mover<'a> {
    pub(super) fn new(view: &'a View<'a>) -> Self {
        let people: Vec<f64> =
            (0..view.classes.len()).map(|class| view.true_value(view.people(class))).collect();
        Self {
            view,
            shown: Around::new(&view.places, &people, MOST_EXCHANGES),
            whole: Around::new(&view.whole, &people, MOST_EXCHANGES),
            point: view.truth.clone(),
            values: view.lines.iter().map(|line| sum(&line.terms, &view.truth)).collect(),
            inside: vec![false; view.classes.len()],
            moved: Change::new(),
        }
    }

    /// Moves answers or people of a case as long as it is not open: what that leaves open an attacker cannot rule out. Gives
    /// the solutions that it came to.
    pub(super) fn open(&mut self, case: &Case, found: &mut Found, minimum: u64) -> Vec<Vec<f64>> {
        let mut made = Vec::new();
        self.mark(case, true);
        for way in ways(self.view, case, found) {
            for _ in 0..MOST_STEPS {
                if found.is_open(minimum) || !self.step(&case.set, &way) {
                    break;
                }
                found.see(&self.point);
            }
            if !self.moved.is_empty() {
                made.push(self.point.clone());
                self.undo();
            }
            if found.is_open(minimum) {
                break;
            }
        }
        self.mark(case, false);
        made
    }

    /// Per class whether it is one of a set, or one of so many more that answers (or people) of the set can be exchanged with:
    /// those in the exchanges in which most people are, and then the largest.
    pub(super) fn near(&self, case: &Case, most: usize) -> Vec<bool> {
        let around = if case.asked == Asked::People { &self.shown } else { &self.whole };
        let size = |class: usize| self.view.true_value(self.view.people(class));
        let mut largest: Vec<usize> = (0..self.view.classes.len()).collect();
        largest.sort_by(|&a, &b| size(b).total_cmp(&size(a)));
        let mut near = vec![false; self.view.classes.len()];
        let mut left = most + case.set.len();
        let of_one = most / case.set.len().max(1);
        let exchanges = case.set.iter().flat_map(|&class| around.of(class).iter().take(of_one));
        let candidates =
            exchanges.flat_map(|exchange| exchange.like().chain(exchange.unlike())).chain(largest);
        for class in case.set.iter().copied().chain(candidates) {
            if let Some(near) = near.get_mut(class).filter(|near| left > 0 && !**near) {
                *near = true;
                left -= 1;
            }
        }
        near
    }

    fn mark(&mut self, case: &Case, to: bool) {
        for &class in &case.set {
            if let Some(inside) = self.inside.get_mut(class) {
                *inside = to;
            }
        }
    }

    fn undo(&mut self) {
        for (unknown, by) in std::mem::take(&mut self.moved) {
            self.add(unknown, -by);
        }
    }

    fn add(&mut self, unknown: usize, by: f64) {
        if let Some(value) = self.point.get_mut(unknown) {
            *value += by;
        }
        for &(line, factor) in self.view.lines_of.get(unknown).into_iter().flatten() {
            if let Some(value) = self.values.get_mut(line) {
                *value += by * factor;
            }
        }
    }

    fn step(&mut self, set: &[usize], way: &Way) -> bool {
        set.iter().any(|&class| match way {
            Way::People { out } => self.move_people(class, *out),
            Way::Answers { item, from, to } => self.move_answers(class, *item, from, to),
        })
    }

    fn value(&self, unknown: usize) -> f64 {
        self.point.get(unknown).copied().unwrap_or(0.0)
    }

    /// Whether all classes of an exchange lie outside the set.
    fn is_outside(&self, exchange: Exchange) -> bool {
        let outside = |class: usize| !self.inside.get(class).copied().unwrap_or(true);
        exchange.like().all(outside) && exchange.unlike().all(outside)
    }

    /// Makes a change if no unknown falls below nought and every line stays within its bounds.
    fn made(&mut self, change: &[(usize, f64)]) -> bool {
        let nought = |unknown: usize| self.view.noughts.get(unknown).copied().unwrap_or(true);
        if change.iter().any(|&(unknown, by)| by > 0.0 && nought(unknown)) {
            return false;
        }
        for &(unknown, by) in change {
            self.add(unknown, by);
        }
        let fits = change.iter().all(|&(unknown, _)| {
            let mut lines = self.view.lines_of.get(unknown).into_iter().flatten();
            self.value(unknown) >= 0.0 && lines.all(|&(line, _)| self.is_kept(line))
        });
        if fits {
            self.moved.extend_from_slice(change);
        } else {
            change.iter().for_each(|&(unknown, by)| self.add(unknown, -by));
        }
        fits
    }

    fn is_kept(&self, line: usize) -> bool {
        let bounds = self.view.lines.get(line).zip(self.values.get(line));
        bounds.is_some_and(|(line, value)| (line.low - NOUGHT..=line.high + NOUGHT).contains(value))
    }

    /// One answer of a class changes for another, and others change elsewhere so that nothing shown is different.
    fn move_answers(&mut self, class: usize, item: usize, from: &[usize], to: &[usize]) -> bool {
        let view = self.view;
        let has = |mover: &Self, class: usize, category: usize| {
            mover.value(view.answer(class, item, category)) >= 1.0
        };
        let gone: Vec<usize> = from.iter().copied().filter(|&category| has(self, class, category)).collect();
        if gone.is_empty() {
            return false;
        }
        for at in 0..self.whole.of(class).len() {
            let Some(&exchange) = self.whole.of(class).get(at).filter(|exchange| self.is_outside(**exchange))
            else {
                continue;
            };
            for &gone in &gone {
                if !exchange.like().all(|class| has(self, class, gone)) {
                    continue;
                }
                for &come in to {
                    if !exchange.unlike().all(|class| has(self, class, come)) {
                        continue;
                    }
                    let mut change = Change::new();
                    let mut swap = |class: usize, gone: usize, come: usize| {
                        change.push((view.answer(class, item, gone), -1.0));
                        change.push((view.answer(class, item, come), 1.0));
                    };
                    exchange.like().chain([class]).for_each(|class| swap(class, gone, come));
                    exchange.unlike().for_each(|class| swap(class, come, gone));
                    if self.made(&change) {
                        return true;
                    }
                }
            }
        }
        false
    }

    /// Someone of a class goes elsewhere, or comes from there, with all answers, and others go the other way round.
    fn move_people(&mut self, class: usize, out: bool) -> bool {
        for at in 0..self.shown.of(class).len() {
            let Some(&exchange) = self.shown.of(class).get(at).filter(|exchange| self.is_outside(**exchange))
            else {
                continue;
            };
            let like: Vec<usize> = exchange.like().chain([class]).collect();
            let unlike: Vec<usize> = exchange.unlike().collect();
            let (leave, enter) = if out { (&like, &unlike) } else { (&unlike, &like) };
            if self.people_go(leave, enter) {
                return true;
            }
        }
        false
    }

    fn people_go(&mut self, leave: &[usize], enter: &[usize]) -> bool {
        let view = self.view;
        if leave.iter().any(|&class| self.value(view.people(class)) < 1.0) {
            return false;
        }
        let mut change = Change::new();
        change.extend(leave.iter().map(|&class| (view.people(class), -1.0)));
        change.extend(enter.iter().map(|&class| (view.people(class), 1.0)));
        for item in 0..view.joint.items {
            if let Some(category) = self.common_answer(leave, item) {
                change.extend(leave.iter().map(|&class| (view.answer(class, item, category), -1.0)));
                change.extend(enter.iter().map(|&class| (view.answer(class, item, category), 1.0)));
            }
        }
        self.made(&change)
    }

    /// An answer that somebody in each of these classes gave to an item; where there is none, one that somebody in the first
    /// gave and that somebody in each of the others can have given instead of another.
    fn common_answer(&mut self, classes: &[usize], item: usize) -> Option<usize> {
        let view = self.view;
        let categories = view.joint.categories;
        let least = |mover: &Self, category: usize| {
            let of = classes.iter().map(|&class| mover.value(view.answer(class, item, category)));
            of.fold(f64::INFINITY, f64::min)
        };
        // The answer that most of them have, for the next one who goes may need the other.
        let common = (0..categories).max_by(|&a, &b| least(self, a).total_cmp(&least(self, b)))?;
        if least(self, common) >= 1.0 {
            return Some(common);
        }
        let (first, others) = classes.split_first()?;
        let given: Vec<usize> =
            (0..categories).filter(|&own| self.value(view.answer(*first, item, own)) >= 1.0).collect();
        given.into_iter().find(|&category| {
            let others_than: Vec<usize> = (0..categories).filter(|&own| own != category).collect();
            others.iter().all(|&class| {
                self.value(view.answer(class, item, category)) >= 1.0
                    || self.move_answers(class, item, &others_than, &[category])
            })
        })
    }
}

/// What to move so that a case becomes open.
fn ways(view: &View<'_>, case: &Case, found: &Found) -> Vec<Way> {
    let parted = |kind: &[u8]| -> (Vec<usize>, Vec<usize>) {
        let categories = (1_u8..).take(view.joint.categories).zip(0..);
        let (own, other): (Vec<_>, Vec<_>) = categories.partition(|(category, _)| kind.contains(category));
        let places = |some: Vec<(u8, usize)>| some.into_iter().map(|(_, place)| place).collect();
        (places(own), places(other))
    };
    match &case.asked {
        Asked::People => vec![Way::People { out: false }, Way::People { out: true }],
        Asked::Answers { item, .. } => {
            let certain = found.certain().into_iter().filter_map(|number| view.kinds.get(number));
            let way = |kind: &Vec<u8>| {
                let (from, to) = parted(kind);
                Way::Answers { item: *item, from, to }
            };
            certain.map(way).collect()
        }
        Asked::Alike { item, own, told, .. } => {
            let (own, other) = parted(own);
            let out = told.then(|| Way::Answers { item: *item, from: other.clone(), to: own.clone() });
            [Way::Answers { item: *item, from: own, to: other }].into_iter().chain(out).collect()
        }
    }
}
