use std::collections::{BTreeMap, BTreeSet};

use super::Reason;
use super::bounds::{Classes, Place};
use super::linked::Linked;
use crate::domain::Slice;

/// Numbers per cell, each of which is published as sums over the slices that are shown.
pub(super) type Forms = Vec<Vec<u64>>;

/// What may not be told of some people, beside what follows exactly: within which bounds their numbers lie.
#[derive(Clone, Debug)]
pub(super) enum Question {
    /// How many of a small set of people there are: what is left open has to be at least so wide as the minimum.
    People(Vec<u64>),
    /// How they answered, in forms that exclude each other (the categories, or the sides): of a small set of people the
    /// answers of at least two have to be open, and of one person that answer. Someone who is one of them knows one.
    Answers(Forms),
    /// Whether they are of one mind, in each of these forms: of however many people, not of all of them, nor of all but
    /// one.
    OneMind(Forms),
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
    question: &'a Question,
    n: u64,
}

impl Audit<'_> {
    /// What is withheld beside what is `given`, so that no question is answered too well by the slices that are left.
    /// People who all lie in one of the `told` slices are left aside: of those it is told that they are of one mind.
    pub fn withheld(
        &self,
        questions: &[Question],
        given: &BTreeMap<Slice, Reason>,
        told: &BTreeSet<usize>,
    ) -> BTreeMap<Slice, Reason> {
        let positions = self.slices.iter().enumerate().filter(|(_, slice)| given.contains_key(**slice));
        let mut hidden: BTreeSet<usize> = positions.map(|(position, _)| position).collect();
        let told: Vec<&BTreeSet<usize>> =
            told.iter().filter_map(|&slice| self.linked.slices.get(slice)).collect();
        let cells = self.cells(questions);
        let cases: Vec<Case<'_>> =
            questions.iter().flat_map(|question| self.cases(question, &told)).collect();
        let mut classes = self.classes(&cells, &hidden);
        loop {
            let before = hidden.len();
            for case in &cases {
                while self.answers_too_well(&classes, case) {
                    let Some(slice) = self.to_withhold(&cells, &hidden, case) else { break };
                    hidden.insert(slice);
                    classes = self.classes(&cells, &hidden);
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
    fn cases<'q>(&'q self, question: &'q Question, told: &[&BTreeSet<usize>]) -> Vec<Case<'q>> {
        let count = |people: &BTreeSet<usize>, form: &Vec<u64>| -> u64 {
            people.iter().filter_map(|&cell| form.get(cell)).sum()
        };
        let case = |people: &'q BTreeSet<usize>| {
            let (n, guarded) = match question {
                Question::People(form) => {
                    let n = count(people, form);
                    (n, (1..self.minimum).contains(&n))
                }
                Question::Answers(forms) => {
                    let n = forms.iter().map(|form| count(people, form)).sum();
                    (n, (1..self.minimum).contains(&n))
                }
                Question::OneMind(forms) => {
                    let n = forms.first().map_or(0, |all| count(people, all));
                    let is_told = told.iter().any(|slice| people.is_subset(slice));
                    let alike = forms.iter().skip(1).any(|form| count(people, form) + 1 >= n);
                    (n, n >= self.minimum && alike && !is_told)
                }
            };
            guarded.then_some(Case { people, question, n })
        };
        self.targets.iter().filter_map(case).collect()
    }

    fn answers_too_well(&self, classes: &Classes, case: &Case<'_>) -> bool {
        let place = classes.place(case.people);
        match case.question {
            Question::People(form) => self.is_narrow(classes, &classes.counts(form), &place),
            Question::Answers(forms) => {
                let most = case.n.saturating_sub(2);
                let mut certain = 0;
                for form in forms {
                    certain += classes.least(&classes.counts(form), &place, 0);
                    if certain > most {
                        return true;
                    }
                }
                false
            }
            Question::OneMind(forms) => {
                let most = case.n.saturating_sub(2);
                forms.iter().skip(1).any(|form| classes.least(&classes.counts(form), &place, most) > most)
            }
        }
    }

    /// Whether the range of a number of people is less wide than the minimum.
    fn is_narrow(&self, classes: &Classes, counts: &[u64], place: &Place) -> bool {
        let least = classes.least(counts, place, 0);
        !classes.can_be(counts, place, least + self.minimum)
    }

    /// The shown slice to withhold for a case: the smallest that mends it, or else the smallest that has anybody of these
    /// people; everyone last.
    fn to_withhold(
        &self,
        cells: &BTreeSet<usize>,
        hidden: &BTreeSet<usize>,
        case: &Case<'_>,
    ) -> Option<usize> {
        let touches =
            |slice: &usize| self.linked.slices.get(*slice).is_some_and(|own| !own.is_disjoint(case.people));
        let shown = (0..self.slices.len()).filter(|slice| !hidden.contains(slice)).filter(touches);
        let mut candidates: Vec<usize> = shown.collect();
        let size = |slice: usize| self.linked.slices.get(slice).map_or(0, BTreeSet::len);
        let people = |slice: usize| match case.question {
            Question::People(form) => self.count(slice, form),
            Question::Answers(forms) => forms.iter().map(|form| self.count(slice, form)).sum(),
            Question::OneMind(forms) => forms.first().map_or(0, |all| self.count(slice, all)),
        };
        candidates.sort_by_key(|&slice| (slice == self.linked.whole, people(slice), size(slice), slice));
        let mends = |slice: &&usize| {
            let with = hidden.iter().copied().chain([**slice]).collect();
            !self.answers_too_well(&self.classes(cells, &with), case)
        };
        candidates.iter().find(mends).or(candidates.first()).copied()
    }

    fn count(&self, slice: usize, form: &[u64]) -> u64 {
        let cells = self.linked.slices.get(slice).into_iter().flatten();
        cells.filter_map(|&cell| form.get(cell)).sum()
    }

    /// The cells that have anybody at all.
    fn cells(&self, questions: &[Question]) -> BTreeSet<usize> {
        let forms = questions.iter().flat_map(|question| match question {
            Question::People(form) => std::slice::from_ref(form),
            Question::Answers(forms) | Question::OneMind(forms) => forms.as_slice(),
        });
        let of_form = |form: &Vec<u64>| {
            let with = form.iter().enumerate().filter(|(_, count)| **count > 0);
            with.map(|(cell, _)| cell).collect::<Vec<_>>()
        };
        forms.flat_map(of_form).collect()
    }

    fn classes(&self, cells: &BTreeSet<usize>, hidden: &BTreeSet<usize>) -> Classes {
        let shown = self.linked.slices.iter().enumerate().filter(|(slice, _)| !hidden.contains(slice));
        Classes::new(cells, &shown.map(|(_, own)| own).collect::<Vec<_>>())
    }
}
