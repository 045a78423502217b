use std::collections::{BTreeMap, BTreeSet};

use super::Reason;
use super::bounds::{Classes, Number};
use super::linked::Linked;
use crate::domain::Slice;

/// Answers in some categories, per cell: each is published as sums over the slices that are shown.
#[derive(Clone, Debug)]
pub(super) struct Form {
    /// The categories; none where it is counted how many there are.
    pub categories: Vec<u8>,
    /// How many in each cell.
    pub counts: Vec<u64>,
}

/// A slice of which it is told that all, or all but one, answered in the same categories.
#[derive(Clone, Debug)]
pub(super) struct Band {
    /// The slice, by its position.
    pub slice: usize,
    /// What they have in common.
    pub common: Vec<u8>,
    /// The answers of one person, at most.
    pub slack: u64,
    /// How many answers there are.
    pub all: Form,
    /// Those that are not in common.
    pub others: Form,
}

/// What may not be told of some people, beside what follows exactly: within which bounds their numbers lie.
#[derive(Clone, Debug)]
pub(super) enum Question {
    /// How many of a small set of people there are: what is left open has to be at least so wide as the minimum.
    People(Form),
    /// How they answered, in forms that exclude each other (the categories, or the sides): of a small set of people the
    /// answers of at least two have to be open, and of one person that answer. Someone who is one of them knows one.
    Answers(Vec<Form>),
    /// Whether they are of one mind, in one of these ways. Of however many people it is not to be certain that all of them
    /// are, nor that all but one are.
    OneMind(Vec<Mind>),
}

/// Answers of one mind, and those that are not, in forms that exclude each other.
#[derive(Clone, Debug)]
pub(super) struct Mind {
    pub own: Form,
    pub others: Vec<Form>,
}

impl Mind {
    fn others(&self, people: &BTreeSet<usize>) -> u64 {
        self.others.iter().map(|form| count(people, form)).sum()
    }

    fn answers(&self, people: &BTreeSet<usize>) -> u64 {
        count(people, &self.own) + self.others(people)
    }
}

/// The slices of a round with the sets of people that are guarded.
pub(super) struct Audit<'a> {
    pub linked: &'a Linked,
    pub targets: &'a BTreeSet<BTreeSet<usize>>,
    /// Everyone, and the slices, in the order of `linked`.
    pub slices: Vec<&'a Slice>,
    pub minimum: u64,
}

/// Some people of whom a question may be answered too well.
struct Case<'a> {
    people: &'a BTreeSet<usize>,
    asked: Asked<'a>,
    n: u64,
}

/// What is asked of some people.
#[derive(Clone, Copy)]
enum Asked<'a> {
    Question(&'a Question),
    /// Whether it is all of them, or all but one.
    Which(&'a Band),
}

impl Audit<'_> {
    /// What is withheld beside what is `given`, so that no question is answered too well by the slices that are left.
    /// Of people who all lie in one of the `bands` it is told that they are of one mind, and not whether all of them are.
    pub fn withheld(
        &self,
        questions: &[Question],
        given: &BTreeMap<Slice, Reason>,
        bands: &[Band],
    ) -> BTreeMap<Slice, Reason> {
        if self.targets.is_empty() {
            return given.clone();
        }
        let positions = self.slices.iter().enumerate().filter(|(_, slice)| given.contains_key(**slice));
        let mut hidden: BTreeSet<usize> = positions.map(|(position, _)| position).collect();
        let cells = self.cells(questions);
        let mut cases: Vec<Case<'_>> =
            questions.iter().flat_map(|question| self.cases(question, bands)).collect();
        cases.extend(bands.iter().filter_map(|band| self.case_of(band)));
        let mut classes = self.classes(&cells, &hidden, bands);
        loop {
            let before = hidden.len();
            for case in &cases {
                while self.answers_too_well(&classes, case, bands) {
                    let Some(slice) = self.to_withhold(&cells, &hidden, case, bands) else { break };
                    hidden.insert(slice);
                    classes = self.classes(&cells, &hidden, bands);
                }
            }
            if hidden.len() == before {
                break;
            }
        }
        let mut withheld = given.clone();
        for slice in hidden.iter().filter_map(|&position| self.slices.get(position)) {
            withheld.entry((*slice).clone()).or_insert(Reason::Complement);
        }
        withheld
    }

    /// The people of whom a question could be answered too well.
    fn cases<'q>(&'q self, question: &'q Question, bands: &[Band]) -> Vec<Case<'q>> {
        let told: Vec<&BTreeSet<usize>> =
            bands.iter().filter_map(|band| self.linked.slices.get(band.slice)).collect();
        let case = |people: &'q BTreeSet<usize>| {
            let is_told = || told.iter().any(|slice| people.is_subset(slice));
            let (n, guarded) = match question {
                Question::People(form) => {
                    let n = count(people, form);
                    (n, (1..self.minimum).contains(&n))
                }
                Question::Answers(forms) => {
                    let n = forms.iter().map(|form| count(people, form)).sum();
                    (n, (1..self.minimum).contains(&n) && !is_told())
                }
                Question::OneMind(minds) => {
                    let n = minds.first().map_or(0, |mind| mind.answers(people));
                    let alike = minds.iter().any(|mind| mind.others(people) < open_of(n));
                    (n, n > 0 && alike && !is_told())
                }
            };
            guarded.then_some(Case { people, asked: Asked::Question(question), n })
        };
        self.targets.iter().filter_map(case).collect()
    }

    /// The people of a band.
    fn case_of<'q>(&'q self, band: &'q Band) -> Option<Case<'q>> {
        let people = self.linked.slices.get(band.slice)?;
        Some(Case { people, asked: Asked::Which(band), n: count(people, &band.all) })
    }

    fn answers_too_well(&self, classes: &Classes, case: &Case<'_>, bands: &[Band]) -> bool {
        let place = classes.place(case.people);
        let number = |form: &Form| self.number(classes, form, bands);
        match case.asked {
            Asked::Which(band) => {
                let others = number(&band.others);
                match count(case.people, &band.others) {
                    0 => !classes.can_be(&others, &place, 1),
                    _ => classes.least(&others, &place, 0) > 0,
                }
            }
            Asked::Question(Question::People(form)) => {
                // Whether the range of a number of people is less wide than the minimum.
                let people = number(form);
                let least = classes.least(&people, &place, 0);
                !classes.can_be(&people, &place, least + self.minimum)
            }
            Asked::Question(Question::Answers(forms)) => {
                let most = case.n.saturating_sub(2);
                let mut certain = 0;
                for form in forms {
                    certain += classes.least(&number(form), &place, 0);
                    if certain > most {
                        return true;
                    }
                }
                false
            }
            Asked::Question(Question::OneMind(minds)) => {
                let most = case.n.saturating_sub(2);
                let open = open_of(case.n);
                let alike = minds.iter().filter(|mind| mind.others(case.people) < open);
                alike.into_iter().any(|mind| {
                    let can_be = |form: &Form, wanted| classes.can_be(&number(form), &place, wanted);
                    let possible = mind.others.iter().map(|form| match can_be(form, 1) {
                        true if open > 1 && can_be(form, open) => open,
                        one => u64::from(one),
                    });
                    possible.sum::<u64>() < open
                        || case.n >= self.minimum && classes.least(&number(&mind.own), &place, most) > most
                })
            }
        }
    }

    /// A form as a number per class, with what the bands tell of it.
    fn number(&self, classes: &Classes, form: &Form, bands: &[Band]) -> Number {
        let told = |band: &Band| {
            let all = self.linked.slices.get(band.slice).map_or(0, |people| count(people, &band.all));
            let has = |category: &u8| form.categories.contains(category);
            if form.categories.is_empty() {
                (all, all)
            } else if band.common.iter().all(has) {
                (all.saturating_sub(band.slack), all)
            } else if band.common.iter().any(has) {
                (0, all)
            } else {
                (0, band.slack.min(all))
            }
        };
        Number { counts: classes.counts(&form.counts), told: bands.iter().map(told).collect() }
    }

    /// The shown slice to withhold for a case: the smallest that mends it, or else the smallest that has anybody of these
    /// people; everyone last.
    fn to_withhold(
        &self,
        cells: &BTreeSet<usize>,
        hidden: &BTreeSet<usize>,
        case: &Case<'_>,
        bands: &[Band],
    ) -> Option<usize> {
        let touches =
            |slice: &usize| self.linked.slices.get(*slice).is_some_and(|own| !own.is_disjoint(case.people));
        let shown = (0..self.slices.len()).filter(|slice| !hidden.contains(slice)).filter(touches);
        let mut candidates: Vec<usize> = shown.collect();
        let people = |slice: usize| -> u64 {
            let Some(own) = self.linked.slices.get(slice) else { return 0 };
            match case.asked {
                Asked::Which(band) => count(own, &band.all),
                Asked::Question(Question::People(form)) => count(own, form),
                Asked::Question(Question::Answers(forms)) => forms.iter().map(|form| count(own, form)).sum(),
                Asked::Question(Question::OneMind(minds)) => {
                    minds.first().map_or(0, |mind| mind.answers(own))
                }
            }
        };
        candidates.sort_by_key(|&slice| (slice == self.linked.whole, people(slice), slice));
        let mends = |slice: &&usize| {
            let with = hidden.iter().copied().chain([**slice]).collect();
            !self.answers_too_well(&self.classes(cells, &with, bands), case, bands)
        };
        candidates.iter().find(mends).or(candidates.first()).copied()
    }

    /// The cells that have anybody at all.
    fn cells(&self, questions: &[Question]) -> BTreeSet<usize> {
        let forms = questions.iter().flat_map(|question| match question {
            Question::People(form) => vec![form],
            Question::Answers(forms) => forms.iter().collect(),
            Question::OneMind(minds) => {
                minds.iter().flat_map(|mind| mind.others.iter().chain([&mind.own])).collect()
            }
        });
        let of_form = |form: &Form| {
            let with = form.counts.iter().enumerate().filter(|(_, count)| **count > 0);
            with.map(|(cell, _)| cell).collect::<Vec<_>>()
        };
        forms.flat_map(of_form).collect()
    }

    fn classes(&self, cells: &BTreeSet<usize>, hidden: &BTreeSet<usize>, bands: &[Band]) -> Classes {
        let shown = self.linked.slices.iter().enumerate().filter(|(slice, _)| !hidden.contains(slice));
        let shown: Vec<&BTreeSet<usize>> = shown.map(|(_, own)| own).collect();
        let told = bands.iter().filter_map(|band| self.linked.slices.get(band.slice));
        Classes::new(cells, &shown, &told.collect::<Vec<_>>())
    }
}

/// How many answers that differ from the others have to be possible among so many people.
fn open_of(n: u64) -> u64 {
    if n < 3 { 1 } else { 2 }
}

fn count(people: &BTreeSet<usize>, form: &Form) -> u64 {
    people.iter().filter_map(|&cell| form.counts.get(cell)).sum()
}
