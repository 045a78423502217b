use std::collections::BTreeMap;

use super::fixture::terms;
use super::{Access, ClearedRound, Common, Reason, Rule, Rules, Scoring, clear};
use crate::domain::{GroupKey, GroupValue, IndicatorId, Pattern, Privacy, RoleId, RoundId, Slice};
use crate::tally::{CellKey, CellTally, ItemCounts, Sums, Tally};

/// A round in which each (role, school, respondents) answered one item with category 4. That they are all alike is not
/// what these tests are about.
fn round(cells: &[(&str, Option<&str>, u64)], privacy: Privacy) -> ClearedRound {
    let mut tally = Tally::default();
    for &(role, school, n) in cells {
        let key = CellKey {
            round: RoundId::new("nu"),
            role: RoleId::new(role),
            groups: BTreeMap::from([(GroupKey::new("school"), school.map(GroupValue::new))]),
        };
        let pattern = Pattern { valid: 1, sum: 4, favourable: 1, unfavourable: 0 };
        let item = ItemCounts { categories: vec![0, 0, 0, n], missing: [0; 4] };
        let sums = Sums { patterns: BTreeMap::from([(pattern, n)]), items: vec![item], ..Sums::default() };
        let indicators = BTreeMap::from([(IndicatorId::new("een"), sums)]);
        tally.cells.entry(key).or_default().merge(&CellTally { respondents: n, indicators });
    }
    let rounds = [RoundId::new("nu")];
    let (scoring, rules) = (BTreeMap::new(), Rules::without(&[Rule::Unanimity]));
    clear(&tally, &rounds, terms(&privacy, &scoring, rules)).rounds.remove(&rounds[0]).expect("the round")
}

fn school(name: &str) -> Slice {
    Slice::Group { key: GroupKey::new("school"), value: GroupValue::new(name) }
}

fn reason(round: &ClearedRound, slice: &Slice) -> Option<Reason> {
    match round.indicator(&IndicatorId::new("een"), slice) {
        Access::Shown(_) => None,
        Access::Withheld(reason) => Some(*reason),
        Access::NearlyAll(_) => Some(Reason::Unanimous),
        Access::NoData => panic!("no answers"),
    }
}

#[test]
fn a_small_school_and_the_one_that_would_give_it_away_are_withheld() {
    let cells = [("student", Some("A"), 20), ("student", Some("B"), 9), ("student", Some("C"), 4)];
    let round = round(&cells, Privacy::default());
    assert_eq!(reason(&round, &Slice::All), None);
    assert_eq!(reason(&round, &school("A")), None);
    assert_eq!(reason(&round, &school("B")), Some(Reason::Complement));
    // Which of the two is the small one is not told.
    assert_eq!(reason(&round, &school("C")), Some(Reason::Complement));
    assert_eq!(round.respondents(&school("C")).err(), Some(Reason::Complement));
    assert_eq!(round.respondents(&school("B")).err(), Some(Reason::Complement));
    assert_eq!(round.respondents(&school("A")).map(|count| count.n), Ok(20));
}

#[test]
fn who_named_no_school_counts_as_a_group() {
    let cells = [("student", Some("A"), 20), ("student", Some("B"), 9), ("student", None, 2)];
    let round = round(&cells, Privacy::default());
    assert_eq!(reason(&round, &school("B")), Some(Reason::Complement));
    assert_eq!(reason(&round, &school("A")), None);
}

#[test]
fn a_whole_below_the_minimum_shows_nothing_at_all() {
    let round = round(&[("student", Some("A"), 4)], Privacy::default());
    for slice in [Slice::All, Slice::Role(RoleId::new("student")), school("A")] {
        assert_eq!(reason(&round, &slice), Some(Reason::Minimum));
        assert_eq!(round.respondents(&slice).err(), Some(Reason::Minimum));
    }
}

#[test]
fn a_distribution_needs_more_and_is_not_the_total_minus_the_others_either() {
    let cells = [("student", Some("A"), 40), ("student", Some("B"), 20), ("student", Some("C"), 7)];
    let round = round(&cells, Privacy::default());
    let distribution = |name: &str| match round.indicator(&IndicatorId::new("een"), &school(name)) {
        Access::Shown(cleared) => cleared.distribution(0, 5),
        _ => panic!("figures are shown"),
    };
    assert_eq!(distribution("A"), Ok(vec![0, 0, 0, 40, 0]));
    assert_eq!(distribution("B"), Err(Reason::Complement));
    assert_eq!(distribution("C"), Err(Reason::MinimumDistribution));
}

#[test]
fn a_role_without_schools_does_not_give_a_school_away() {
    // Trainers name no school; students minus school A would be the four of school C.
    let cells = [("student", Some("A"), 20), ("student", Some("C"), 4), ("trainer", None, 12)];
    let round = round(&cells, Privacy::default());
    assert_eq!(reason(&round, &school("C")), Some(Reason::Complement));
    let student = Slice::Role(RoleId::new("student"));
    let shown = |slice: &Slice| reason(&round, slice).is_none();
    assert!(!(shown(&student) && shown(&school("A"))));
    assert!(!(round.respondents(&student).is_ok() && round.respondents(&school("A")).is_ok()));
}

/// A round of one role on statements of five options: per school how often each category was chosen, per statement.
fn answered(schools: &[(&str, &[[u64; 5]])]) -> ClearedRound {
    let mut tally = Tally::default();
    for (school, items) in schools {
        let n = items.iter().map(|item| item.iter().sum::<u64>()).max().unwrap_or(0);
        let groups = BTreeMap::from([(GroupKey::new("school"), Some(GroupValue::new(*school)))]);
        let key = CellKey { round: RoundId::new("nu"), role: RoleId::new("student"), groups };
        let valid = u16::try_from(items.len()).expect("few");
        let pattern = Pattern { valid, sum: 3 * u32::from(valid), favourable: 0, unfavourable: 0 };
        let counts = |item: &[u64; 5]| ItemCounts { categories: item.to_vec(), missing: [0; 4] };
        let sums = Sums {
            patterns: BTreeMap::from([(pattern, n)]),
            items: items.iter().map(counts).collect(),
            ..Sums::default()
        };
        let indicators = BTreeMap::from([(IndicatorId::new("een"), sums)]);
        tally.cells.insert(key, CellTally { respondents: n, indicators });
    }
    let scoring = Scoring { needed: 1, favourable: vec![4, 5], unfavourable: vec![1, 2] };
    let (rounds, scoring) = ([RoundId::new("nu")], BTreeMap::from([(IndicatorId::new("een"), scoring)]));
    let privacy = Privacy::default();
    clear(&tally, &rounds, terms(&privacy, &scoring, Rules::all()))
        .rounds
        .remove(&rounds[0])
        .expect("the round")
}

#[test]
fn of_a_school_that_answered_alike_only_that_is_said() {
    let round = answered(&[("A", &[[3, 2, 4, 3, 8]]), ("B", &[[0, 0, 0, 7, 5]]), ("C", &[[2, 3, 3, 6, 3]])]);
    let Access::NearlyAll(nearly) = round.indicator(&IndicatorId::new("een"), &school("B")) else {
        panic!("{:?}", round.indicator(&IndicatorId::new("een"), &school("B")));
    };
    assert_eq!((nearly.common, nearly.at_least, nearly.n), (Common::Favourable, 0.9, 12));
    // All minus the two others would be school B.
    let shown = [&Slice::All, &school("A"), &school("C")].map(|slice| reason(&round, slice).is_none());
    assert!(!shown.iter().all(|shown| *shown), "{shown:?}");
}

#[test]
fn all_but_one_is_told_as_all_is_and_all_but_two_is_told_exactly() {
    let b = |item: [u64; 5]| {
        let round = answered(&[("A", &[[3, 2, 4, 3, 8]]), ("B", &[item]), ("C", &[[2, 3, 3, 6, 3]])]);
        round.indicator(&IndicatorId::new("een"), &school("B")).clone()
    };
    assert_eq!(b([0, 0, 0, 7, 5]), b([1, 0, 0, 6, 5]));
    assert!(matches!(b([1, 0, 1, 5, 5]), Access::Shown(_)));
}

#[test]
fn one_statement_that_a_school_answered_alike_keeps_its_distributions_back_and_says_so() {
    let (mixed, alike) = ([3, 2, 4, 3, 8], [0, 0, 0, 12, 8]);
    let round = answered(&[("A", &[mixed, mixed, mixed]), ("B", &[mixed, alike, mixed])]);
    let Access::Shown(cleared) = round.indicator(&IndicatorId::new("een"), &school("B")) else {
        panic!("shown")
    };
    assert!((0..3).all(|item| cleared.distribution(item, 5) == Err(Reason::Unanimous)));
    assert_eq!(cleared.nearly(1).map(|nearly| nearly.common), Some(Common::Favourable));
    assert_eq!(cleared.nearly(0), None);
    // All minus school A would be school B.
    let shown = |slice: &Slice| match round.indicator(&IndicatorId::new("een"), slice) {
        Access::Shown(cleared) => cleared.distribution(1, 5).is_ok(),
        _ => false,
    };
    assert!(!(shown(&Slice::All) && shown(&school("A"))));
}
