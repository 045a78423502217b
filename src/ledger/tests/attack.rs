//! An attacker who kept every report and knows who took part: subtracts everything from everything.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::world::{Person, Week, World};
use crate::disclosure::follows;
use crate::domain::{Minimums, Privacy, Readers, Slice};

/// A sum that was published: of whom, in which weeks.
struct Row {
    weeks: BTreeSet<usize>,
    people: Vec<usize>,
    /// Whether the answers to each statement were shown: without them scores are known in tenths only.
    exact: bool,
}

/// Every version of every person, by number.
fn versions(weeks: &[Week]) -> Vec<Person> {
    let mut all: Vec<Person> = Vec::new();
    for person in weeks.iter().flat_map(|week| &week.people) {
        if !all.contains(person) {
            all.push(person.clone());
        }
    }
    all
}

/// Of what sums are published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    /// How many people responded.
    Response,
    /// The scores and the favourable answers of the indicator.
    Indicator,
    /// How often each answer to a statement was given.
    Answers(usize),
}

/// The sums that are published of something.
fn rows(weeks: &[Week], versions: &[Person], what: What) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (number, week) in weeks.iter().enumerate() {
        let shown: Vec<Slice> = match what {
            What::Response => {
                let shown = week.results.response.iter();
                shown
                    .filter(|own| own.respondents.is_some() && own.as_of.is_none())
                    .map(|own| own.slice.clone())
                    .collect()
            }
            What::Indicator | What::Answers(_) => {
                let slices = week.results.indicators[0].slices.iter();
                let is_shown = |own: &&crate::assess::SliceResults| match what {
                    What::Answers(item) => own.items[item].counts.is_some(),
                    _ => own.figures.values().any(|figure| figure.estimate().is_some()),
                };
                slices
                    .filter(is_shown)
                    .filter(|own| own.as_of.is_none())
                    .map(|own| own.slice.clone())
                    .collect()
            }
        };
        for slice in shown {
            let of_slice = week.results.indicators[0].slices.iter().find(|own| own.slice == slice);
            let exact = of_slice.is_some_and(|own| own.items.iter().all(|item| item.counts.is_some()));
            let answered = |person: &Person| match what {
                What::Response => true,
                What::Indicator => person.answers.iter().any(Option::is_some),
                What::Answers(item) => person.answers[item].is_some(),
            };
            let counted = |person: &&Person| person.is_in(&slice) && answered(person);
            let of = week.people.iter().filter(counted);
            let mut people: Vec<usize> =
                of.filter_map(|person| versions.iter().position(|own| own == person)).collect();
            people.sort_unstable();
            match rows.iter_mut().find(|row| row.people == people) {
                Some(row) => {
                    row.weeks.insert(number);
                    row.exact |= exact;
                }
                None => rows.push(Row { weeks: [number].into(), people, exact }),
            }
        }
    }
    rows
}

/// With what factor each person is in a sum of sums.
fn factors(of: &[(&Row, i32)], versions: &[Person]) -> Vec<i32> {
    let mut factors = vec![0_i32; versions.len()];
    for (row, factor) in of {
        row.people.iter().for_each(|&person| factors[person] += factor);
    }
    factors
}

/// Whether a sum with these factors tells something, and of how many people.
fn told(factors: &[i32], versions: &[Person], what: What, exact: bool) -> Option<usize> {
    let mut content: BTreeMap<String, i32> = BTreeMap::new();
    let mut people = BTreeSet::new();
    for (person, factor) in versions.iter().zip(factors).filter(|(_, factor)| **factor != 0) {
        let valid: Vec<u8> = person.answers.iter().flatten().copied().collect();
        let mut add = |name: String, number: i32| *content.entry(name).or_default() += factor * number;
        match what {
            What::Response => add("people".to_owned(), 1),
            What::Answers(item) => add(format!("{:?}", person.answers[item]), 1),
            What::Indicator => {
                add("people".to_owned(), 1);
                if exact {
                    // Of two statements: a score in halves is a whole number in quarters.
                    let sum: i32 = valid.iter().map(|answer| i32::from(*answer)).sum();
                    add("scores".to_owned(), sum * 4 / i32::try_from(valid.len().max(1)).unwrap());
                }
                let favourable = valid.iter().filter(|answer| **answer > 3).count();
                add("favourable".to_owned(), i32::try_from(favourable).unwrap());
            }
        }
        // The register holds numbers: who moved is to it someone who left and someone who came.
        people.insert((person.id, person.role, person.school));
    }
    // Where all answers cancel out there is nothing to see.
    content.values().any(|count| *count != 0).then_some(people.len())
}

/// What each circle of readers can work out from all that it reads, held against what it was promised.
fn attacked(weeks: &[Week]) -> Result<(), String> {
    Readers::ALL.into_iter().try_for_each(|readers| {
        let read = weeks.iter().filter(|week| week.readers >= readers).cloned().collect::<Vec<_>>();
        attacked_by(&read, Minimums::default().of(readers))
    })
}

fn attacked_by(weeks: &[Week], privacy: Privacy) -> Result<(), String> {
    let versions = versions(weeks);
    let [minimum, whole] =
        [privacy.minimum, privacy.minimum_distribution].map(|least| usize::try_from(least).unwrap());
    for (what, minimum) in [
        (What::Response, minimum),
        (What::Indicator, minimum),
        (What::Answers(0), whole),
        (What::Answers(1), whole),
    ] {
        let rows = rows(weeks, &versions, what);
        let signs = [1, -1];
        for (a, one) in rows.iter().enumerate() {
            for (b, two) in rows.iter().enumerate().skip(a + 1) {
                for sign in signs {
                    let pair = [(one, 1), (two, sign)];
                    check(&pair, &rows, &versions, (what, minimum))?;
                    for three in rows.iter().skip(b + 1) {
                        for last in signs {
                            check(
                                &[(one, 1), (two, sign), (three, last)],
                                &rows,
                                &versions,
                                (what, minimum),
                            )?;
                        }
                    }
                }
            }
        }
        // Four at once: the growth of one slice minus the growth of another.
        for (a, one) in rows.iter().enumerate() {
            for two in rows.iter().skip(a + 1).filter(|two| two.weeks != one.weeks) {
                for (c, three) in rows.iter().enumerate().skip(a + 1) {
                    for four in rows.iter().skip(c + 1).filter(|four| four.weeks != three.weeks) {
                        check(
                            &[(two, 1), (one, -1), (four, -1), (three, 1)],
                            &rows,
                            &versions,
                            (what, minimum),
                        )?;
                    }
                }
            }
        }
    }
    Ok(())
}

fn check(
    of: &[(&Row, i32)],
    rows: &[Row],
    versions: &[Person],
    (what, minimum): (What, usize),
) -> Result<(), String> {
    let sum = factors(of, versions);
    let people = match told(&sum, versions, what, of.iter().all(|(row, _)| row.exact)) {
        Some(people) if (1..minimum).contains(&people) => people,
        _ => return Ok(()),
    };
    // What one report tells by itself is not a matter of the ledger.
    let weeks: BTreeSet<usize> = rows.iter().flat_map(|row| row.weeks.clone()).collect();
    let by_itself = |week: usize| {
        let own = rows.iter().filter(|row| row.weeks.contains(&week));
        let own: Vec<Vec<i32>> = own.map(|row| factors(&[(row, 1)], versions)).collect();
        follows(&own, &sum)
    };
    if weeks.into_iter().any(by_itself) {
        return Ok(());
    }
    let of: Vec<_> = of.iter().map(|(row, sign)| (&row.weeks, row.people.len(), sign)).collect();
    Err(format!("{people} people follow for {what:?} from (weeks, people, sign) {of:?}"))
}

/// What happens from one week to the next.
#[derive(Clone, Debug)]
enum Event {
    Comes(usize, usize, [Option<u8>; 2]),
    Leaves(prop::sample::Index),
    Changes(prop::sample::Index, u8),
    Moves(prop::sample::Index, usize),
}

const CELLS: [(&str, Option<&str>); 7] = [
    ("student", Some("A")),
    ("student", Some("B")),
    ("student", Some("C")),
    ("mentor", Some("A")),
    ("mentor", Some("B")),
    ("mentor", None),
    ("mentor", Some("D")),
];

fn answers() -> impl Strategy<Value = [Option<u8>; 2]> {
    let answer = || prop_oneof![9 => (1_u8..6).prop_map(Some), 1 => Just(None)];
    (answer(), answer()).prop_map(|(one, two)| [one, two])
}

fn comes() -> impl Strategy<Value = Event> {
    let crowd = prop_oneof![6 => 1_usize..3, 2 => 4_usize..7, 3 => 9_usize..14];
    (0..CELLS.len(), crowd, answers()).prop_map(|(cell, n, answers)| Event::Comes(cell, n, answers))
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        8 => comes(),
        1 => any::<prop::sample::Index>().prop_map(Event::Leaves),
        1 => (any::<prop::sample::Index>(), 1_u8..6).prop_map(|(who, answer)| Event::Changes(who, answer)),
        1 => (any::<prop::sample::Index>(), 0..3_usize).prop_map(|(who, school)| Event::Moves(who, school)),
    ]
}

fn happens(people: &mut Vec<Person>, next: &mut u32, event: &Event) {
    match event {
        Event::Comes(cell, n, answers) => {
            for number in 0..*n {
                let (role, school) = CELLS[*cell];
                // Not all of them answer the same.
                let shift = |answer: u8| 1 + (answer + u8::try_from(number % 5).unwrap()) % 5;
                people.push(Person { id: *next, role, school, answers: answers.map(|a| a.map(shift)) });
                *next += 1;
            }
        }
        Event::Leaves(who) if !people.is_empty() => drop(people.remove(who.index(people.len()))),
        Event::Changes(who, answer) if !people.is_empty() => {
            let at = who.index(people.len());
            people[at].answers[0] = Some(*answer);
        }
        Event::Moves(who, school) if !people.is_empty() => {
            let at = who.index(people.len());
            people[at].school = ["A", "B", "C"].get(*school).copied();
        }
        _ => {}
    }
}

fn run(start: &[usize], weeks: &[Vec<Event>]) -> Vec<Week> {
    run_for(start, weeks, &[])
}

/// The same for these readers, week after week; for the own team where none are named.
fn run_for(start: &[usize], weeks: &[Vec<Event>], readers: &[Readers]) -> Vec<Week> {
    let mut readers = readers.iter().copied().chain(std::iter::repeat(Readers::OwnTeam));
    let (mut world, mut people, mut next) = (World::new(), Vec::new(), 0);
    for (cell, n) in start.iter().enumerate() {
        let event = Event::Comes(cell, *n, [Some(2), Some(4)]);
        happens(&mut people, &mut next, &event);
    }
    let mut publish = |people: &[Person]| world.is_for(readers.next().unwrap()).publishes(people);
    let mut published = vec![publish(&people)];
    for events in weeks {
        events.iter().for_each(|event| happens(&mut people, &mut next, event));
        published.push(publish(&people));
    }
    published
}

/// Everything a slice shows, but for its day.
fn figures(slice: &crate::assess::SliceResults) -> serde_json::Value {
    serde_json::json!([slice.figures, slice.items])
}

fn kept_figures_are_those_of_before(weeks: &[Week]) -> Result<(), String> {
    for (number, week) in weeks.iter().enumerate() {
        for slice in week.results.indicators[0].slices.iter().filter(|slice| slice.as_of.is_some()) {
            let read = weeks[..number].iter().filter(|earlier| earlier.readers >= week.readers);
            let then = read.rev().find_map(|earlier| {
                earlier.results.indicators[0].slices.iter().find(|own| {
                    own.slice == slice.slice && own.as_of.is_none() && figures(own) == figures(slice)
                })
            });
            if then.is_none() {
                return Err(format!("{} of week {number} was never published so", slice.slice.id()));
            }
        }
    }
    Ok(())
}

#[test]
fn the_attacker_is_awake() {
    let people = |n: u32| super::world::people(0, n, "student", "A");
    let weeks: Vec<Week> = [people(20), people(21)].map(|people| World::new().publishes(&people)).into();
    assert!(attacked(&weeks).is_err(), "without a ledger the newcomer follows");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn newcomers_of_up_to_four_reports_cannot_be_worked_out(
        start in prop::collection::vec(0_usize..16, CELLS.len()),
        weeks in prop::collection::vec(prop::collection::vec(comes(), 1..4), 1..4),
    ) {
        let weeks = run(&start, &weeks);
        prop_assert_eq!(attacked(&weeks), Ok(()));
        prop_assert_eq!(kept_figures_are_those_of_before(&weeks), Ok(()));
    }

    #[test]
    fn nor_can_those_who_left_changed_or_moved(
        start in prop::collection::vec(0_usize..16, CELLS.len()),
        weeks in prop::collection::vec(prop::collection::vec(event(), 1..4), 1..4),
    ) {
        let weeks = run(&start, &weeks);
        prop_assert_eq!(attacked(&weeks), Ok(()));
        prop_assert_eq!(kept_figures_are_those_of_before(&weeks), Ok(()));
    }

    #[test]
    fn nor_can_a_circle_of_readers_work_out_more_than_it_was_promised(
        start in prop::collection::vec(0_usize..24, CELLS.len()),
        weeks in prop::collection::vec(prop::collection::vec(event(), 0..4), 1..4),
        readers in prop::collection::vec(prop::sample::select(Readers::ALL.to_vec()), 4),
    ) {
        let weeks = run_for(&start, &weeks, &readers);
        prop_assert_eq!(attacked(&weeks), Ok(()));
        prop_assert_eq!(kept_figures_are_those_of_before(&weeks), Ok(()));
    }
}
