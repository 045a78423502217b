use super::cases::{Asked, Case, Found};
use super::view::{NOUGHT, View};

/// So many answers or people are moved for one solution, at most; a minimum is seldom higher.
const MOST_STEPS: u64 = 24;

/// Solutions that differ from the truth in a few answers, or people, that are elsewhere: what they leave open of a case an
/// attacker cannot rule out. The case is looked at on the way, and left as soon as it is open.
pub(super) fn witnesses(view: &View<'_>, case: &Case, found: &mut Found, minimum: u64) -> Vec<Vec<f64>> {
    let mut made = Vec::new();
    let mut mover =
        Mover { view, inside: vec![false; view.classes.len()], values: Vec::new(), point: Vec::new() };
    for &class in &case.set {
        if let Some(inside) = mover.inside.get_mut(class) {
            *inside = true;
        }
    }
    for way in ways(view, case, found) {
        mover.start();
        for _ in 0..MOST_STEPS {
            if found.is_open(minimum) || !mover.step(&case.set, &way) {
                break;
            }
            found.see(&mover.point);
        }
        if mover.point != view.truth {
            made.push(mover.point.clone());
        }
        if found.is_open(minimum) {
            break;
        }
    }
    made
}

/// What is moved.
enum Way {
    /// People with their answers, out of a set or into it.
    People { out: bool },
    /// In the answers of a set to an item, one of the first kind becomes one of the second.
    Answers { item: usize, from: Vec<bool>, to: Vec<bool> },
}

fn ways(view: &View<'_>, case: &Case, found: &Found) -> Vec<Way> {
    let categories = view.joint.categories;
    let own =
        |kind: &[u8]| -> Vec<bool> { (1_u8..).take(categories).map(|own| kind.contains(&own)).collect() };
    let not = |kind: &[bool]| kind.iter().map(|own| !own).collect();
    match &case.asked {
        Asked::People => vec![Way::People { out: false }, Way::People { out: true }],
        Asked::Answers { item, .. } => {
            let answers = (1_u8..).take(categories).map(|category| vec![category]);
            let kinds: Vec<Vec<u8>> = answers.chain(super::cases::sides(view)).collect();
            let certain = found.certain().into_iter().filter_map(|number| kinds.get(number));
            certain.map(|kind| Way::Answers { item: *item, from: own(kind), to: not(&own(kind)) }).collect()
        }
        Asked::Alike { item, own: kind, told } => {
            let (own, not) = (own(kind), not(&own(kind)));
            let into = Way::Answers { item: *item, from: own.clone(), to: not.clone() };
            let out = told.then_some(Way::Answers { item: *item, from: not, to: own });
            [Some(into), out].into_iter().flatten().collect()
        }
    }
}

struct Mover<'a> {
    view: &'a View<'a>,
    /// Per class whether it is one of the set.
    inside: Vec<bool>,
    point: Vec<f64>,
    /// What each line comes to.
    values: Vec<f64>,
}

/// A few unknowns and what is added to each.
type Change = Vec<(usize, f64)>;

impl Mover<'_> {
    fn start(&mut self) {
        self.point.clone_from(&self.view.truth);
        self.values = self.view.lines.iter().map(|line| super::view::sum(&line.terms, &self.point)).collect();
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

    /// Makes a change if no unknown falls below nought and every line stays within its bounds.
    fn made(&mut self, change: &Change) -> bool {
        if change.iter().any(|&(unknown, by)| {
            self.value(unknown) + by < 0.0
                || by > 0.0 && self.view.noughts.get(unknown).copied().unwrap_or(true)
        }) {
            return false;
        }
        let mut moved: Vec<(usize, f64)> = Vec::new();
        for &(unknown, by) in change {
            for &(line, factor) in self.view.lines_of.get(unknown).into_iter().flatten() {
                match moved.iter_mut().find(|(known, _)| *known == line) {
                    Some((_, sum)) => *sum += by * factor,
                    None => moved.push((line, by * factor)),
                }
            }
        }
        let fits = moved.iter().all(|&(line, by)| {
            let (Some(line), Some(value)) = (self.view.lines.get(line), self.values.get(line)) else {
                return false;
            };
            by == 0.0 || (line.low - NOUGHT..=line.high + NOUGHT).contains(&(value + by))
        });
        // An unknown that is changed twice was looked at one change at a time.
        let mut point = fits.then(|| self.point.clone());
        let fits = point.as_mut().is_some_and(|point| {
            change.iter().all(|&(unknown, by)| {
                point.get_mut(unknown).is_some_and(|value| {
                    *value += by;
                    *value >= 0.0
                })
            })
        });
        if let (true, Some(point)) = (fits, point) {
            self.point = point;
            for (line, by) in moved {
                if let Some(value) = self.values.get_mut(line) {
                    *value += by;
                }
            }
        }
        fits
    }

    /// One answer of a class changes for another, and others change elsewhere so that nothing shown is different.
    fn move_answers(&mut self, class: usize, item: usize, from: &[bool], to: &[bool]) -> bool {
        let is = |kind: &[bool], category: usize| kind.get(category).copied().unwrap_or(false);
        let categories = self.view.joint.categories;
        let has = |mover: &Self, class: usize, category: usize| {
            mover.value(mover.view.answer(class, item, category)) >= 1.0
        };
        for others in around(self.view, &self.view.whole, class, &self.inside) {
            for gone in (0..categories).filter(|&category| is(from, category)) {
                if !others.like.iter().chain([&class]).all(|&class| has(self, class, gone)) {
                    continue;
                }
                for come in (0..categories).filter(|&category| is(to, category)) {
                    if !others.unlike.iter().all(|&class| has(self, class, come)) {
                        continue;
                    }
                    let mut change = Change::new();
                    for (classes, by) in [(&others.like, 1.0), (&others.unlike, -1.0)] {
                        for &class in classes {
                            change.push((self.view.answer(class, item, gone), -by));
                            change.push((self.view.answer(class, item, come), by));
                        }
                    }
                    change.push((self.view.answer(class, item, gone), -1.0));
                    change.push((self.view.answer(class, item, come), 1.0));
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
        for others in around(self.view, &self.view.places, class, &self.inside) {
            let mut like = others.like.clone();
            like.push(class);
            let (leave, enter) = if out { (&like, &others.unlike) } else { (&others.unlike, &like) };
            if self.people_go(leave, enter) {
                return true;
            }
        }
        false
    }

    fn people_go(&mut self, leave: &[usize], enter: &[usize]) -> bool {
        let (items, categories) = (self.view.joint.items, self.view.joint.categories);
        let mut change = Change::new();
        change.extend(leave.iter().map(|&class| (self.view.people(class), -1.0)));
        change.extend(enter.iter().map(|&class| (self.view.people(class), 1.0)));
        for item in 0..items {
            let have = |category: &usize| {
                leave.iter().all(|&class| self.value(self.view.answer(class, item, *category)) >= 1.0)
            };
            // The answer that most of them have, for the next one who goes may need the other.
            let common = (0..categories).filter(have).max_by_key(|&category| {
                leave.iter().map(|&class| self.value(self.view.answer(class, item, category)) as u64).min()
            });
            if let Some(category) = common {
                change.extend(leave.iter().map(|&class| (self.view.answer(class, item, category), -1.0)));
                change.extend(enter.iter().map(|&class| (self.view.answer(class, item, category), 1.0)));
            }
        }
        self.made(&change)
    }
}

/// Classes that lie in the same slices as others: what is moved from the one to the other changes no sum over those slices.
struct Around {
    /// Beside the class itself.
    like: Vec<usize>,
    unlike: Vec<usize>,
}

/// Other classes, outside a set, with which a class can exchange: one that lies in the same slices, or three.
fn around(view: &View<'_>, places: &[Vec<u64>], class: usize, inside: &[bool]) -> Vec<Around> {
    let outside = |other: usize| !inside.get(other).copied().unwrap_or(true);
    let all: Vec<usize> = (0..view.classes.len()).collect();
    let mut found = Vec::new();
    let Some(own) = places.get(class) else { return found };
    for one in all.iter().copied().filter(|&one| outside(one)) {
        let Some(of_one) = places.get(one) else { continue };
        if of_one == own {
            found.push(Around { like: Vec::new(), unlike: vec![one] });
            continue;
        }
        for other in all.iter().copied().filter(|&other| outside(other) && other >= one) {
            let Some(of_other) = places.get(other) else { continue };
            let words = || own.iter().zip(of_one).zip(of_other).map(|((own, one), other)| (own, one, other));
            // Nearly all fail here.
            if words().any(|(own, one, other)| own & !(one | other) != 0 || one & other & !own != 0) {
                continue;
            }
            let fourth: Vec<u64> =
                words().map(|(own, one, other)| (one & other) | ((one ^ other) & !own)).collect();
            let withs =
                all.iter().copied().filter(|&with| outside(with) && places.get(with) == Some(&fourth));
            found.extend(withs.map(|with| Around { like: vec![with], unlike: vec![one, other] }));
            if found.len() > MOST_AROUND {
                return found;
            }
        }
    }
    found
}

/// So many ways to exchange are tried for a class.
const MOST_AROUND: usize = 400;
