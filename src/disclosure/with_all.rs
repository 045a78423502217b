use std::collections::BTreeMap;

use super::clear::{Terms, clear, measures};
use super::unanimous::of_indicator;
use super::{Access, Cleared, ClearedTally, Reason, Rule, Scoring};
use crate::domain::{IndicatorId, RoundId, Slice};
use crate::tally::Tally;

/// Per round and indicator the sums of everyone, had nobody been left out for the quality of their response.
pub type WithAll = BTreeMap<RoundId, BTreeMap<IndicatorId, Access>>;

/// Decides what may be shown of everyone together with those who were left out, beside what is shown without them.
/// Rounds in which nobody was left out are not in it, nor are indicators to which none of those answered anything.
///
/// Of two groups that differ by a few people, two figures give those few away. So it is shown only where those left
/// out are at least the minimum, in all and in every measure of the indicator that they have anything in (any answer,
/// a score, each statement), and where the figures of everyone are shown both with and without them. `used` and
/// `left_out` count different people, and `without` is what may be shown of `used`; `terms` as for [`clear`].
pub fn clear_with_all(
    (used, without): (&Tally, &ClearedTally),
    left_out: &Tally,
    rounds: &[RoundId],
    terms: Terms<'_>,
) -> WithAll {
    let Terms { privacy, scoring, rules, .. } = terms;
    let touched: Vec<RoundId> = rounds
        .iter()
        .filter(|round| left_out.cells.keys().any(|key| &key.round == *round))
        .cloned()
        .collect();
    if touched.is_empty() {
        return WithAll::new();
    }
    let mut union = used.clone();
    union.merge(left_out.clone());
    let with = clear(&union, &touched, terms);
    let any_answer = Scoring::default();
    let mut all = WithAll::new();
    for round in touched {
        let out = left_out.slice(&round, &Slice::All);
        let (Some(without), Some(with)) = (without.rounds.get(&round), with.rounds.get(&round)) else {
            continue;
        };
        let mut accesses = BTreeMap::new();
        for (indicator, sums) in &out.indicators {
            let own = scoring.get(indicator).unwrap_or(&any_answer);
            let counts = measures(Some(sums), sums.items.len(), own.needed);
            if counts.iter().all(|&n| n == 0) {
                continue;
            }
            let small =
                counts.into_iter().chain([out.respondents]).any(|n| (1..privacy.minimum).contains(&n));
            let answers: Vec<Vec<u64>> = sums.items.iter().map(|item| item.categories.clone()).collect();
            let alike = rules.hold(Rule::Unanimity) && of_indicator(&answers, own).is_some();
            let access =
                match (without.indicator(indicator, &Slice::All), with.indicator(indicator, &Slice::All)) {
                    _ if small || alike => Access::Withheld(Reason::Complement),
                    (Access::Shown(_), Access::Shown(cleared)) => {
                        // Together with what is shown, a distribution would give that of those left out.
                        Access::Shown(Cleared::without_distribution(cleared))
                    }
                    (Access::Withheld(reason), _) | (_, Access::Withheld(reason)) => {
                        Access::Withheld(*reason)
                    }
                    // Nobody's figures, or only that they answered alike.
                    _ => Access::Withheld(Reason::Complement),
                };
            accesses.insert(indicator.clone(), access);
        }
        all.insert(round, accesses);
    }
    all
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::disclosure::Rules;
    use crate::disclosure::fixture::terms;
    use crate::domain::{Pattern, Privacy, RoleId};
    use crate::tally::{CellKey, CellTally, ItemCounts, Sums};

    fn round() -> RoundId {
        RoundId::new("r")
    }

    /// People of one role: how many answered the only statement, and how many did not.
    fn tally(people: &[(&str, u64, u64)]) -> Tally {
        let mut tally = Tally::default();
        for (role, answered, silent) in people.iter().filter(|(_, a, s)| a + s > 0) {
            let pattern =
                |valid: u16| Pattern { valid, sum: u32::from(valid) * 4, favourable: valid, unfavourable: 0 };
            let mut sums = Sums::default();
            for (valid, count) in [(1, *answered), (0, *silent)].into_iter().filter(|(_, count)| *count > 0) {
                sums.patterns.insert(pattern(valid), count);
            }
            sums.items =
                vec![ItemCounts { categories: vec![0, 0, 0, *answered], missing: [*silent, 0, 0, 0] }];
            let key = CellKey { round: round(), role: RoleId::new(*role), groups: BTreeMap::new() };
            let indicators = BTreeMap::from([(IndicatorId::new("i"), sums)]);
            tally.cells.insert(key, CellTally { respondents: answered + silent, indicators });
        }
        tally
    }

    fn access(used: &[(&str, u64, u64)], left_out: &[(&str, u64, u64)]) -> Option<Access> {
        let (used, privacy, scoring) = (tally(used), Privacy::default(), BTreeMap::new());
        // That everyone answers alike here is not what these tests are about.
        let rules = Rules::without(&[Rule::Unanimity]);
        let terms = terms(&privacy, &scoring, rules);
        let without = clear(&used, &[round()], terms);
        let all = clear_with_all((&used, &without), &tally(left_out), &[round()], terms);
        all.get(&round())?.get(&IndicatorId::new("i")).cloned()
    }

    fn is_shown(used: &[(&str, u64, u64)], left_out: &[(&str, u64, u64)]) -> bool {
        matches!(access(used, left_out), Some(Access::Shown(_)))
    }

    #[test]
    fn two_groups_that_differ_by_fewer_than_the_minimum_are_not_shown_beside_each_other() {
        assert!(is_shown(&[("a", 20, 0)], &[("a", 5, 0)]));
        assert!(!is_shown(&[("a", 20, 0)], &[("a", 4, 0)]));
        assert!(!is_shown(&[("a", 20, 0)], &[("a", 4, 10)]), "of those left out four answered");
        assert!(is_shown(&[("a", 20, 0)], &[("a", 5, 1)]));
        assert!(!is_shown(&[("a", 4, 0)], &[("a", 20, 0)]), "those who count are not shown themselves");
        assert_eq!(access(&[("a", 20, 0)], &[]), None);
        assert_eq!(access(&[("a", 20, 0)], &[("a", 0, 6)]), None, "nobody left out answered it: no effect");
    }

    #[test]
    fn with_those_left_out_no_distribution_is_shown() {
        let Some(Access::Shown(cleared)) = access(&[("a", 40, 0)], &[("a", 20, 0)]) else { panic!("shown") };
        assert!(cleared.distribution(0, 5).is_err());
    }

    proptest! {
        #[test]
        fn what_is_shown_differs_by_nobody_or_the_minimum(
            used in prop::collection::vec((0_u64..9, 0_u64..4), 2),
            out in prop::collection::vec((0_u64..9, 0_u64..4), 2),
        ) {
            let of = |counts: &[(u64, u64)]| -> Vec<(&'static str, u64, u64)> {
                ["a", "b"].into_iter().zip(counts).map(|(role, (a, s))| (role, *a, *s)).collect()
            };
            let (used, out) = (of(&used), of(&out));
            if is_shown(&used, &out) {
                let sum = |people: &[(&str, u64, u64)]| people.iter().map(|(_, a, _)| a).sum::<u64>();
                let whole = |people: &[(&str, u64, u64)]| people.iter().map(|(_, a, s)| a + s).sum::<u64>();
                prop_assert!(sum(&out) >= 5 && whole(&out) >= 5);
                prop_assert!(sum(&used) >= 5 && whole(&used) >= 5);
            }
        }
    }
}
