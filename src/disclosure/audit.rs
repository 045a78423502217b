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

impl Form {
    /// All that are counted, in each cell.
    pub fn all(counts: Vec<u64>) -> Self {
        Self { categories: Vec::new(), counts }
    }
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
pub(super) enum Question<F = Form> {
    /// How many of a small set of people there are: what is left open has to be at least so wide as the minimum.
    People(F),
    /// How they answered, in forms that exclude each other (the categories, or the sides): of a small set of people the
    /// answers of at least two have to be open, and of one person that answer. Someone who is one of them knows one.
    Answers(Vec<F>),
    /// Whether they are of one mind, in one of these ways. Of however many people it is not to be certain that all of them
    /// are, nor that all but one are.
    OneMind(Vec<Mind<F>>),
    /// Whether it is all or all but one of a band who are of one mind: these are the answers that are not.
    Which(F),
}

/// Answers of one mind, and those that are not, in forms that exclude each other.
#[derive(Clone, Debug)]
pub(super) struct Mind<F = Form> {
    pub own: F,
    pub others: Vec<F>,
}

impl Mind {
    fn others(&self, people: &BTreeSet<usize>) -> u64 {
        self.others.iter().map(|form| count(people, form)).sum()
    }

    fn answers(&self, people: &BTreeSet<usize>) -> u64 {
        count(people, &self.own) + self.others(people)
    }
}

impl Question {
    fn forms(&self) -> Vec<&Form> {
        match self {
            Question::People(form) | Question::Which(form) => vec![form],
            Question::Answers(forms) => forms.iter().collect(),
            Question::OneMind(minds) => {
                minds.iter().flat_map(|mind| mind.others.iter().chain([&mind.own])).collect()
            }
        }
    }

    /// The answers of some people that it is about.
    fn answers(&self, people: &BTreeSet<usize>) -> u64 {
        match self {
            Question::People(form) | Question::Which(form) => count(people, form),
            Question::Answers(forms) => forms.iter().map(|form| count(people, form)).sum(),
            Question::OneMind(minds) => minds.first().map_or(0, |mind| mind.answers(people)),
        }
    }

    /// The same; where there are at least `enough`, perhaps not all of them.
    fn answers_up_to(&self, people: &BTreeSet<usize>, enough: u64) -> u64 {
        match self {
            Question::People(form) | Question::Which(form) => up_to(people, [form], enough),
            Question::Answers(forms) => up_to(people, forms, enough),
            Question::OneMind(_) => self.answers(people),
        }
    }

    /// The same of numbers per class.
    fn of(&self, number: &dyn Fn(&Form) -> Number) -> Question<Number> {
        let all = |forms: &[Form]| forms.iter().map(number).collect();
        match self {
            Question::People(form) => Question::People(number(form)),
            Question::Which(form) => Question::Which(number(form)),
            Question::Answers(forms) => Question::Answers(all(forms)),
            Question::OneMind(minds) => Question::OneMind(
                minds.iter().map(|mind| Mind { own: number(&mind.own), others: all(&mind.others) }).collect(),
            ),
        }
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
    /// Which question.
    question: usize,
    n: u64,
    /// The ways in which they are of one mind.
    minds: Vec<usize>,
}

/// What someone sees: who is told apart by what is shown, and every number that is asked after.
struct View {
    classes: Classes,
    numbers: Vec<Question<Number>>,
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
        let which = bands.iter().map(|band| Question::Which(band.others.clone()));
        let questions: Vec<Question> = questions.iter().cloned().chain(which).collect();
        let cells = cells(&questions);
        let asked = questions.iter().enumerate();
        let mut cases: Vec<Case<'_>> =
            asked.flat_map(|(position, question)| self.cases(position, question, bands)).collect();
        let first_band = questions.len() - bands.len();
        cases.extend(
            bands.iter().zip(first_band..).filter_map(|(band, question)| self.case_of(question, band)),
        );
        let mut view = self.view(&cells, &hidden, &questions, bands);
        loop {
            let before = hidden.len();
            for case in &cases {
                while let Some(question) = view.numbers.get(case.question)
                    && self.answers_too_well(&view.classes, question, case)
                    && let Some(asked) = questions.get(case.question)
                    && let Some(slice) = self.to_withhold(&cells, &hidden, asked, case, bands)
                {
                    hidden.insert(slice);
                    view = self.view(&cells, &hidden, &questions, bands);
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
    fn cases(&self, position: usize, question: &Question, bands: &[Band]) -> Vec<Case<'_>> {
        let told: Vec<&BTreeSet<usize>> =
            bands.iter().filter_map(|band| self.linked.slices.get(band.slice)).collect();
        let mut cases = Vec::new();
        for people in self.targets {
            let is_told = || told.iter().any(|slice| people.is_subset(slice));
            let mut minds = Vec::new();
            let (n, guarded) = match question {
                Question::People(_) => {
                    let n = question.answers_up_to(people, self.minimum);
                    (n, (1..self.minimum).contains(&n))
                }
                Question::Answers(_) => {
                    let n = question.answers_up_to(people, self.minimum);
                    (n, (1..self.minimum).contains(&n) && !is_told())
                }
                Question::OneMind(all) => {
                    // Nearly always more of them are of another mind than it takes.
                    let few = |mind: &Mind| up_to(people, &mind.others, MOST_OPEN) < MOST_OPEN;
                    let few: Vec<_> = all.iter().enumerate().filter(|(_, mind)| few(mind)).collect();
                    let n = if few.is_empty() { 0 } else { question.answers(people) };
                    let alike = few.into_iter().filter(|(_, mind)| mind.others(people) < open_of(n));
                    minds.extend(alike.map(|(mind, _)| mind));
                    (n, n > 0 && !minds.is_empty() && !is_told())
                }
                Question::Which(_) => (0, false),
            };
            if guarded {
                cases.push(Case { people, question: position, n, minds });
            }
        }
        cases
    }

    /// The people of a band, with how many of their answers are not in common.
    fn case_of(&self, question: usize, band: &Band) -> Option<Case<'_>> {
        let people = self.linked.slices.get(band.slice)?;
        Some(Case { people, question, n: count(people, &band.others), minds: Vec::new() })
    }

    fn answers_too_well(&self, classes: &Classes, question: &Question<Number>, case: &Case<'_>) -> bool {
        let place = classes.place(case.people);
        match question {
            Question::Which(others) if case.n == 0 => !classes.can_be(others, &place, 1),
            Question::Which(others) => classes.least(others, &place, 0) > 0,
            Question::People(people) => {
                // Whether the range of a number of people is less wide than the minimum.
                let least = classes.least(people, &place, 0);
                !classes.can_be(people, &place, least + self.minimum)
            }
            Question::Answers(forms) => {
                let most = case.n.saturating_sub(2);
                let mut certain = 0;
                forms.iter().any(|form| {
                    certain += classes.least(form, &place, 0);
                    certain > most
                })
            }
            Question::OneMind(minds) => {
                let (most, open) = (case.n.saturating_sub(2), open_of(case.n));
                case.minds.iter().filter_map(|&mind| minds.get(mind)).any(|mind| {
                    let mut possible = 0;
                    let is_open = mind.others.iter().any(|form| {
                        possible +=
                            (1..=open).rev().find(|&few| classes.can_be(form, &place, few)).unwrap_or(0);
                        possible >= open
                    });
                    !is_open || case.n >= self.minimum && classes.least(&mind.own, &place, most) > most
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
        question: &Question,
        case: &Case<'_>,
        bands: &[Band],
    ) -> Option<usize> {
        let own = |slice: usize| self.linked.slices.get(slice);
        let touches = |slice: &usize| own(*slice).is_some_and(|own| !own.is_disjoint(case.people));
        let shown = (0..self.slices.len()).filter(|slice| !hidden.contains(slice)).filter(touches);
        let mut candidates: Vec<usize> = shown.collect();
        let size = |slice: usize| own(slice).map_or(0, |own| question.answers(own));
        candidates.sort_by_key(|&slice| (slice == self.linked.whole, size(slice), slice));
        let mends = |slice: &&usize| {
            let with = hidden.iter().copied().chain([**slice]).collect();
            let view = self.view(cells, &with, std::slice::from_ref(question), bands);
            !view.numbers.first().is_some_and(|question| self.answers_too_well(&view.classes, question, case))
        };
        candidates.iter().find(mends).or(candidates.first()).copied()
    }

    /// What someone sees who has everything but what is `hidden`.
    fn view(
        &self,
        cells: &BTreeSet<usize>,
        hidden: &BTreeSet<usize>,
        questions: &[Question],
        bands: &[Band],
    ) -> View {
        let shown = self.linked.slices.iter().enumerate().filter(|(slice, _)| !hidden.contains(slice));
        let shown: Vec<&BTreeSet<usize>> = shown.map(|(_, own)| own).collect();
        let told = bands.iter().filter_map(|band| self.linked.slices.get(band.slice));
        let classes = Classes::new(cells, &shown, &told.collect::<Vec<_>>());
        let number = |form: &Form| self.number(&classes, form, bands);
        let numbers = questions.iter().map(|question| question.of(&number)).collect();
        View { classes, numbers }
    }
}

/// The cells that have anybody at all.
fn cells(questions: &[Question]) -> BTreeSet<usize> {
    let of_form = |form: &Form| {
        let with = form.counts.iter().enumerate().filter(|(_, count)| **count > 0);
        with.map(|(cell, _)| cell).collect::<Vec<_>>()
    };
    questions.iter().flat_map(Question::forms).flat_map(of_form).collect()
}

/// How many answers that differ from the others have to be possible among however many people, at most.
const MOST_OPEN: u64 = 2;

/// How many answers that differ from the others have to be possible among so many people.
fn open_of(n: u64) -> u64 {
    if n < 3 { 1 } else { MOST_OPEN }
}

/// The answers of some people in some forms; where there are at least `enough`, perhaps not all of them.
fn up_to<'a>(people: &BTreeSet<usize>, forms: impl IntoIterator<Item = &'a Form>, enough: u64) -> u64 {
    let mut all = 0;
    for form in forms {
        for count in people.iter().filter_map(|&cell| form.counts.get(cell)) {
            all += count;
            if all >= enough {
                return all;
            }
        }
    }
    all
}

fn count(people: &BTreeSet<usize>, form: &Form) -> u64 {
    people.iter().filter_map(|&cell| form.counts.get(cell)).sum()
}
