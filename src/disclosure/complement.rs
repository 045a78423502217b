use std::collections::BTreeSet;

/// One total and the parts it is the sum of, such as everyone and the schools.
///
/// Each part has several measures (its respondents, the valid answers to each item …) and every measure adds up
/// by itself; non-response differs per item, so a rule has to hold for each measure.
#[derive(Clone, Debug)]
pub(super) struct Relation {
    /// The measures of each part; all lists are equally long.
    pub parts: Vec<Vec<u64>>,
}

impl Relation {
    /// The parts to withhold, so that no part with fewer than `minimum` respondents in a measure can be worked out
    /// as the total minus the other parts. `given` are withheld already. A part without respondents needs no hiding.
    ///
    /// One pattern serves all measures: differing patterns could be subtracted from each other. Where the withheld
    /// parts of a measure hold fewer than `minimum` together, or there is only one of them, the smallest part that is
    /// still shown is withheld too (the first of equals), until it holds.
    pub fn withheld(&self, minimum: u64, given: &BTreeSet<usize>) -> BTreeSet<usize> {
        let too_small = |part: &[u64]| part.iter().any(|&n| 0 < n && n < minimum);
        let mut hidden = given.clone();
        hidden
            .extend((0..self.parts.len()).filter(|&part| self.parts.get(part).is_some_and(|p| too_small(p))));
        while let Some(next) = self.next_to_withhold(minimum, &hidden) {
            hidden.insert(next);
        }
        hidden
    }

    /// The part to withhold for the first measure that is exposed and can be helped. A measure in which nothing else
    /// is shown cannot: there the total itself is the small part, and being small it is withheld on its own account.
    fn next_to_withhold(&self, minimum: u64, hidden: &BTreeSet<usize>) -> Option<usize> {
        let measures = self.parts.first().map_or(0, Vec::len);
        let exposed = (0..measures).filter(|&measure| self.is_exposed(measure, minimum, hidden));
        exposed.filter_map(|measure| self.smallest_shown(measure, hidden)).next()
    }

    /// Whether a small withheld part follows from what is shown of a measure.
    fn is_exposed(&self, measure: usize, minimum: u64, hidden: &BTreeSet<usize>) -> bool {
        let counts: Vec<u64> =
            hidden.iter().map(|&part| self.measure(part, measure)).filter(|&n| n > 0).collect();
        let small = counts.iter().any(|&n| n < minimum);
        small && (counts.len() < 2 || counts.iter().sum::<u64>() < minimum)
    }

    fn smallest_shown(&self, measure: usize, hidden: &BTreeSet<usize>) -> Option<usize> {
        (0..self.parts.len())
            .filter(|part| !hidden.contains(part) && self.measure(*part, measure) > 0)
            .min_by_key(|&part| (self.measure(part, measure), part))
    }

    fn measure(&self, part: usize, measure: usize) -> u64 {
        self.parts.get(part).and_then(|part| part.get(measure)).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn withheld(parts: &[u64], minimum: u64) -> Vec<usize> {
        let relation = Relation { parts: parts.iter().map(|&n| vec![n]).collect() };
        relation.withheld(minimum, &BTreeSet::new()).into_iter().collect()
    }

    #[test]
    fn one_small_group_takes_the_smallest_other_with_it() {
        assert_eq!(withheld(&[10, 10, 4], 5), [0, 2]);
        assert_eq!(withheld(&[12, 10, 4], 5), [1, 2]);
    }

    #[test]
    fn two_small_groups_that_hold_the_minimum_together_need_no_third() {
        assert_eq!(withheld(&[10, 3, 2], 5), [1, 2]);
        assert_eq!(withheld(&[10, 2, 2], 5), [0, 1, 2]);
    }

    #[test]
    fn nothing_small_hides_nothing_and_an_empty_group_has_nothing_to_hide() {
        assert!(withheld(&[10, 5, 0], 5).is_empty());
        assert!(withheld(&[], 5).is_empty());
        assert_eq!(withheld(&[4], 5), [0]);
    }

    #[test]
    fn exactly_the_minimum_is_enough() {
        assert!(withheld(&[5, 5], 5).is_empty());
        assert_eq!(withheld(&[5, 4], 5), [0, 1]);
    }

    #[test]
    fn a_group_that_hides_another_on_one_item_does_not_hide_it_on_an_item_it_skipped() {
        // Part 1 is small and part 2 goes with it; but on the second measure part 2 has nobody, so 0 must go too.
        let relation = Relation { parts: vec![vec![30, 30], vec![4, 4], vec![6, 0]] };
        let hidden: Vec<usize> = relation.withheld(5, &BTreeSet::new()).into_iter().collect();
        assert_eq!(hidden, [0, 1, 2]);
    }

    #[test]
    fn a_measure_that_cannot_be_helped_does_not_keep_the_others_from_being_helped() {
        let relation = Relation { parts: vec![vec![1, 0, 1], vec![0, 10, 10]] };
        let hidden: Vec<usize> = relation.withheld(3, &BTreeSet::new()).into_iter().collect();
        assert_eq!(hidden, [0, 1]);
    }

    proptest! {
        #[test]
        fn no_small_part_follows_from_the_total(
            parts in proptest::collection::vec(proptest::collection::vec(0_u64..30, 3), 1..9),
            minimum in 3_u64..12,
        ) {
            let relation = Relation { parts: parts.clone() };
            let hidden = relation.withheld(minimum, &BTreeSet::new());
            for measure in 0..3 {
                let total: u64 = parts.iter().map(|part| part[measure]).sum();
                let shown: Vec<u64> = (0..parts.len())
                    .filter(|part| !hidden.contains(part))
                    .map(|part| parts[part][measure])
                    .collect();
                prop_assert!(shown.iter().all(|&n| n == 0 || n >= minimum));
                let rest = total - shown.iter().sum::<u64>();
                // The rest is nobody, or at least the minimum; unless nothing at all is shown beside the total.
                let anything = shown.iter().any(|&n| n > 0);
                prop_assert!(rest == 0 || rest >= minimum || !anything);
            }
            prop_assert_eq!(relation.withheld(minimum, &hidden), hidden);
        }
    }
}
