use std::collections::BTreeMap;

use super::{Access, ClearedRound, Reason, Rules, clear};
use crate::domain::{GroupKey, GroupValue, IndicatorId, Pattern, Privacy, RoleId, RoundId, Slice};
use crate::tally::{CellKey, CellTally, ItemCounts, Sums, Tally};

/// A round in which each (role, school, respondents) answered one item with category 4.
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
        let sums = Sums {
            patterns: BTreeMap::from([(pattern, n)]),
            items: vec![item],
            complete: Vec::new(),
            unlinked: false,
        };
        let indicators = BTreeMap::from([(IndicatorId::new("een"), sums)]);
        tally.cells.entry(key).or_default().merge(&CellTally { respondents: n, indicators });
    }
    let rounds = [RoundId::new("nu")];
    clear(&tally, &rounds, &privacy, &BTreeMap::new(), Rules::all())
        .rounds
        .remove(&rounds[0])
        .expect("the round")
}

fn school(name: &str) -> Slice {
    Slice::Group { key: GroupKey::new("school"), value: GroupValue::new(name) }
}

fn reason(round: &ClearedRound, slice: &Slice) -> Option<Reason> {
    match round.indicator(&IndicatorId::new("een"), slice) {
        Access::Shown(_) => None,
        Access::Withheld(reason) => Some(*reason),
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
    assert_eq!(reason(&round, &school("C")), Some(Reason::Minimum));
    assert_eq!(round.respondents(&school("C")).err(), Some(Reason::Minimum));
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
    assert_eq!(reason(&round, &school("C")), Some(Reason::Minimum));
    let student = Slice::Role(RoleId::new("student"));
    let shown = |slice: &Slice| reason(&round, slice).is_none();
    assert!(!(shown(&student) && shown(&school("A"))));
    assert!(!(round.respondents(&student).is_ok() && round.respondents(&school("A")).is_ok()));
}
