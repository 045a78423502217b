use super::world::{TEXT, Week, World, people, person, role, school};
use crate::assess::Figure;
use crate::diagnostics::Code;
use crate::domain::{Slice, Statistic};

fn start() -> Vec<super::world::Person> {
    [people(0, 20, "student", "A"), people(100, 15, "student", "B"), people(200, 12, "mentor", "A")].concat()
}

fn with(more: &[Vec<super::world::Person>]) -> Vec<super::world::Person> {
    [start(), more.concat()].concat()
}

fn mean(week: &Week, slice: &Slice) -> Option<f64> {
    week.slice(slice).figures[&Statistic::Mean].estimate().map(|figure| figure.value)
}

/// The figures of the statements as they are written.
fn items(week: &Week, slice: &Slice) -> serde_json::Value {
    serde_json::to_value(&week.slice(slice).items).expect("JSON")
}

#[test]
fn the_first_report_shows_everything_that_the_rules_of_its_day_allow_and_a_rerun_adds_nothing() {
    let mut world = World::new();
    let first = world.publishes(&start());
    assert!(first.added && first.kept().is_empty() && first.notes.is_empty());
    let again = world.publishes(&start());
    assert!(!again.added && again.notes.is_empty());
    assert_eq!(again.results, first.results);
}

#[test]
fn one_newcomer_changes_no_figure_that_they_are_in() {
    let mut world = World::new();
    let first = world.publishes(&start());
    let second = world.publishes(&with(&[people(300, 1, "student", "A")]));
    assert_eq!(second.kept(), ["all", "role:student", "school:A"].map(str::to_owned).into());
    for slice in [Slice::All, role("student"), school("A")] {
        assert_eq!(mean(&second, &slice), mean(&first, &slice));
        assert_eq!(second.respondents(&slice), first.respondents(&slice));
        assert_eq!(second.slice(&slice).as_of, Some(World::day(0)));
        let figure = second.slice(&slice).figures[&Statistic::Mean].estimate().expect("a mean");
        assert_eq!(figure.clearance.as_of(), Some(World::day(0)));
    }
    assert_eq!(second.slice(&school("B")).as_of, None);
    assert!(second.noted(Code::EarlierFigures) && !second.noted(Code::NotOnlyAdditions));
    assert!(!second.added, "nothing new was published");
}

#[test]
fn figures_go_on_once_enough_came_in_exactly_at_the_bound() {
    let mut world = World::new();
    world.publishes(&start());
    // Distributions are shown, so it takes the minimum of a distribution; for the response the minimum does.
    let nine = world.checks(&with(&[people(300, 9, "student", "A")])).0;
    assert_eq!(nine.kept().len(), 3);
    assert_eq!(nine.respondents(&school("A")), Some(41));
    let four = world.checks(&with(&[people(300, 4, "student", "A")])).0;
    assert_eq!(four.respondents(&school("A")), Some(32));
    let ten = world.publishes(&with(&[people(300, 10, "student", "A")]));
    assert!(ten.kept().is_empty() && ten.added);
    assert_eq!(ten.respondents(&school("A")), Some(42));
}

#[test]
fn a_newcomer_of_one_role_is_not_everyone_minus_the_other_role() {
    let mut world = World::new();
    world.publishes(&start());
    let more = [people(300, 12, "student", "A"), people(400, 1, "mentor", "A")];
    let second = world.publishes(&with(&more));
    let fresh = |slice: &Slice| second.slice(slice).as_of.is_none();
    assert!(!fresh(&role("mentor")));
    assert!(!(fresh(&Slice::All) && fresh(&role("student"))), "the mentor is everyone minus the students");
    assert!(fresh(&Slice::All) || fresh(&role("student")), "and one of them can go on");
}

#[test]
fn a_group_that_grows_over_the_minimum_does_not_show_who_made_it_grow() {
    let mut world = World::new();
    let small = people(500, 4, "student", "C");
    let first = world.publishes(&with(std::slice::from_ref(&small)));
    assert!(matches!(first.slice(&school("C")).figures[&Statistic::Mean], Figure::Withheld { .. }));
    let second = world.publishes(&with(&[small.clone(), people(504, 1, "student", "C")]));
    assert!(second.kept().contains("all"), "the fifth is everyone of now minus everyone of then");
    let third = world.publishes(&with(&[small, people(504, 12, "student", "C")]));
    assert_eq!(third.slice(&Slice::All).as_of, None);
    assert_eq!(second.respondents(&school("C")), Some(5));
    // Everyone grew by twelve and C, since it was shown, by eleven: both together would tell of the one before.
    assert_eq!((third.respondents(&Slice::All), third.respondents(&school("C"))), (Some(63), Some(5)));
}

#[test]
fn who_is_gone_freezes_the_round_with_a_warning_until_others_came() {
    let mut world = World::new();
    let first = world.publishes(&start());
    let second = world.publishes(&start()[1..]);
    assert!(second.noted(Code::NotOnlyAdditions) && !second.added);
    assert_eq!(items(&second, &Slice::All), items(&first, &Slice::All));
    assert!(second.results.indicators[0].slices.iter().all(|slice| slice.as_of == Some(World::day(0))));
    let third = world.publishes(&[start()[1..].to_vec(), people(300, 30, "student", "A")].concat());
    assert!(!third.noted(Code::NotOnlyAdditions) && third.kept().is_empty());
}

#[test]
fn a_changed_answer_freezes_the_round_too() {
    let mut world = World::new();
    let first = world.publishes(&start());
    let mut other = start();
    other[3].answers = [Some(1), Some(1)];
    let second = world.publishes(&other);
    assert!(second.noted(Code::NotOnlyAdditions));
    assert_eq!(mean(&second, &Slice::All), mean(&first, &Slice::All));
    assert_eq!(second.kept().len(), second.results.indicators[0].slices.len());
}

#[test]
fn who_moves_to_another_group_freezes_the_round_too() {
    let mut world = World::new();
    world.publishes(&start());
    let mut moved = start();
    moved[0].school = Some("B");
    assert!(world.publishes(&moved).noted(Code::NotOnlyAdditions));
    // A replaced person is seen by the answers alone.
    let mut replaced = start();
    replaced[0] = person(900, "student", "A", 5);
    assert!(world.publishes(&replaced).noted(Code::NotOnlyAdditions));
}

#[test]
fn a_verdict_stands_on_the_figure_that_is_shown_and_on_the_norm_of_today() {
    let mut world = World::new();
    let first = world.publishes(&start());
    world.changes_to(&TEXT.replace("at-least = 3.5", "at-least = 2.0"));
    let second = world.publishes(&with(&[people(300, 1, "student", "A")]));
    let verdict = |week: &Week| week.results.indicators[0].thresholds[0].verdicts[0].clone();
    assert_eq!(
        verdict(&first).figure.estimate().map(|f| f.value),
        verdict(&second).figure.estimate().map(|f| f.value)
    );
    assert_ne!(verdict(&first).verdict, verdict(&second).verdict);
}

#[test]
fn a_statement_that_is_turned_round_or_left_out_is_another_measurement_and_shows_no_newcomer() {
    let mut world = World::new();
    world.publishes(&start());
    let turned = "{ columns = { student = \"B\", mentor = \"B\" }, reverse = true }";
    world.changes_to(&TEXT.replace("{ columns = { student = \"B\", mentor = \"B\" } }", turned));
    let same = world.checks(&start()).0;
    assert!(same.notes.is_empty() && same.kept().is_empty(), "the same people, told otherwise");
    let one = world.checks(&with(&[people(300, 1, "student", "A")])).0;
    assert!(matches!(one.slice(&Slice::All).figures[&Statistic::Mean], Figure::Withheld { .. }));
    assert!(one.slice(&Slice::All).items.iter().all(|item| item.counts.is_none()));
    let enough = world.checks(&with(&[people(300, 12, "student", "A")])).0;
    assert!(mean(&enough, &Slice::All).is_some());
}

#[test]
fn a_higher_minimum_withholds_and_a_lower_one_shows_no_more_than_adds_up() {
    let mut world = World::new();
    world.publishes(&start());
    world.changes_to(&format!("{TEXT}\n[privacy]\nminimum = 8\nminimum-distribution = 12\n"));
    let second = world.checks(&with(&[people(300, 1, "student", "A")])).0;
    assert_eq!(second.respondents(&Slice::All), None, "the figures of then were for another promise");
    assert!(world.checks(&start()).0.kept().is_empty());
    let mut world = World::of(&format!("{TEXT}\n[privacy]\nminimum = 8\nminimum-distribution = 12\n"));
    world.publishes(&with(&[people(500, 6, "student", "C")]));
    world.changes_to(TEXT);
    let second = world.publishes(&with(&[people(500, 6, "student", "C")]));
    assert_eq!(second.respondents(&school("C")), Some(6));
}

#[test]
fn gaps_between_figures_of_different_days_are_not_made() {
    let mut world = World::new();
    let spread = |id: u32| person(id, "student", "A", u8::try_from(4 + id % 2).unwrap());
    let mut all = start();
    all.extend(people(600, 12, "trainer", "A"));
    all.iter_mut().take(35).enumerate().for_each(|(at, person)| *person = spread(u32::try_from(at).unwrap()));
    let first = world.publishes(&all);
    assert!(!first.results.indicators[0].gaps.is_empty());
    let one = world.checks(&[all.clone(), people(300, 1, "student", "A")].concat()).0;
    assert_eq!(one.results.indicators[0].gaps, first.results.indicators[0].gaps, "mentors are as they were");
    // Students go on; mentors do not, and the trainers hide them.
    let more =
        [people(300, 12, "student", "A"), people(400, 1, "mentor", "A"), people(700, 9, "trainer", "A")];
    let later = world.checks(&[all, more.concat()].concat()).0;
    let sides = [role("student"), role("mentor")].map(|side| later.slice(&side).as_of);
    assert_eq!(sides, [None, Some(World::day(0))]);
    assert!(later.results.indicators[0].gaps.is_empty());
}
