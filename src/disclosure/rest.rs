use super::clear::measures;
use super::{Cleared, Reason, skippers};
use crate::domain::{Pattern, Privacy};
use crate::tally::Sums;

impl Cleared {
    /// The sums of everyone in these who is not in `part`, a slice of the same indicator that lies within them.
    ///
    /// Both are shown, so what is left follows from them and was guarded when they were cleared; here it is held to the
    /// same rules as a slice once more. `needed` says from how many valid items on a respondent has a score.
    ///
    /// # Errors
    /// Why the rest may not be shown: fewer people than the minimum in some measure, or nobody, or a part that does not
    /// lie within, or a few who skipped a statement and whose answers its mean would tell. Its distribution is not to be
    /// shown where either distribution is not, where it holds fewer people than that needs, and below twice as many where
    /// some did not answer every statement: beside the sums of the statements the scores would tell what those few
    /// answered.
    pub fn without(&self, part: &Cleared, needed: u16, privacy: &Privacy) -> Result<Cleared, Reason> {
        let sums = self.sums.less(&part.sums).ok_or(Reason::Complement)?;
        let measures = measures(Some(&sums), sums.items.len(), needed);
        let everyone = measures.first().copied().unwrap_or(0);
        if everyone == 0 || measures.iter().any(|n| (1..privacy.minimum).contains(n)) {
            return Err(Reason::Minimum);
        }
        let few = |least: u64| measures.iter().any(|n| (1..least).contains(n));
        if skippers::tells(&[&sums], needed, privacy.minimum) {
            return Err(Reason::Complement);
        }
        let tells = everyone < 2 * privacy.minimum_distribution && some_skipped(&sums);
        let own = (few(privacy.minimum_distribution) || tells).then_some(Reason::MinimumDistribution);
        let distribution = self.distribution.or(part.distribution).or(own);
        Ok(Cleared::new(sums, distribution))
    }
}

/// Whether anybody answered some statements and not all; who was not asked all is one of them.
fn some_skipped(sums: &Sums) -> bool {
    let all = sums.items.len();
    let skipped = |pattern: &Pattern| pattern.valid > 0 && usize::from(pattern.valid) < all;
    !sums.unlinked && sums.patterns.iter().any(|(pattern, &count)| count > 0 && skipped(pattern))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::fixture::{Person, mixed, sums};
    use super::*;

    fn cleared(people: &[Person]) -> Cleared {
        Cleared::new(sums(people), None)
    }

    #[test]
    fn the_rest_is_held_to_the_minimum_and_exactly_at_it_is_enough() {
        let all = mixed(30);
        let rest = |part: usize| cleared(&all).without(&cleared(&all[..part]), 1, &Privacy::default());
        assert_eq!(rest(25).map(|rest| rest.respondents()), Ok(5));
        assert_eq!(rest(26), Err(Reason::Minimum));
        assert_eq!(rest(30), Err(Reason::Minimum), "nobody is left");
        assert!(rest(25).is_ok_and(|rest| rest.distribution_withheld().is_some()));
        assert!(rest(20).is_ok_and(|rest| rest.distribution_withheld().is_none()));
    }

    #[test]
    fn a_part_that_does_not_lie_within_has_no_rest() {
        let (whole, part) = (cleared(&mixed(20)), cleared(&[[Some(5), Some(1)]; 9]));
        assert_eq!(whole.without(&part, 1, &Privacy::default()), Err(Reason::Complement));
    }

    #[test]
    fn few_who_skipped_a_statement_keep_the_statements_of_a_small_rest_back() {
        let mut people = mixed(30);
        people[2][1] = None;
        let rest =
            |part: &[[Option<u8>; 2]]| cleared(&people).without(&cleared(part), 1, &Privacy::default());
        assert!(rest(&people[15..]).is_ok_and(|rest| rest.distribution_withheld().is_some()));
        assert!(rest(&people[..15]).is_ok_and(|rest| rest.distribution_withheld().is_none()));
        assert!(rest(&people[20..]).is_ok_and(|rest| rest.respondents() == 20));
        assert!(rest(&people[20..]).is_ok_and(|rest| rest.distribution_withheld().is_none()));
    }

    #[test]
    fn where_a_distribution_is_not_shown_that_of_the_rest_is_not() {
        let all = mixed(40);
        let few = Cleared::new(cleared(&all[..9]).sums, Some(Reason::MinimumDistribution));
        let rest = cleared(&all).without(&few, 1, &Privacy::default());
        assert!(rest.is_ok_and(|rest| rest.distribution_withheld().is_some()));
    }

    proptest! {
        #[test]
        fn the_rest_counts_who_is_not_in_the_part(
            people in prop::collection::vec(prop::array::uniform2(prop::option::of(1_u8..6)), 0..60),
            cut in 0_usize..60,
        ) {
            let cut = cut.min(people.len());
            let rest = cleared(&people).without(&cleared(&people[..cut]), 1, &Privacy::default());
            let left = cleared(&people[cut..]);
            if let Ok(rest) = rest {
                prop_assert_eq!(rest.sums.patterns, left.sums.patterns);
                prop_assert!(left.sums.items.iter().all(|item| item.valid() == 0 || item.valid() >= 5));
            }
        }
    }
}
