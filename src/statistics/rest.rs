use crate::domain::Patterns;

/// The patterns of everyone in `whole` who is not in `part`: what a group is compared with.
///
/// A group and a total that holds it are not independent, and the larger the group, the more the total is the group
/// itself; so a group stands against the others. Whole numbers, hence exact: scores, mean and share of the rest are
/// those of the rest's own rows. Empty where the part is all there is. `None` where `part` holds a respondent that
/// `whole` does not.
pub fn rest_of_patterns(whole: &Patterns, part: &Patterns) -> Option<Patterns> {
    let mut rest = whole.clone();
    for (pattern, &own) in part.iter().filter(|(_, own)| **own > 0) {
        let count = rest.get_mut(pattern)?;
        *count = count.checked_sub(own)?;
    }
    rest.retain(|_, count| *count > 0);
    Some(rest)
}

/// The counts per category of everyone in `whole` who is not in `part`, category 1 first; as long as the longer of both.
///
/// Categories left out at the end are empty. `None` where a category has more answers in the part than in the whole.
pub fn rest_of_counts(whole: &[u64], part: &[u64]) -> Option<Vec<u64>> {
    let at = |counts: &[u64], index: usize| counts.get(index).copied().unwrap_or(0);
    let categories = whole.len().max(part.len());
    (0..categories).map(|index| at(whole, index).checked_sub(at(part, index))).collect()
}

/// How many people were asked outside a group, N - N_g; `None` where either is not known and where N_g > N.
pub fn rest_of_people(whole: Option<u64>, part: Option<u64>) -> Option<u64> {
    whole?.checked_sub(part?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Pattern;
    use crate::statistics::scores;
    use crate::statistics::scores::tests::answered;
    use proptest::prelude::*;

    #[test]
    fn nobody_outside_the_group_is_an_empty_rest() {
        let all = answered(&[(2, 7, 3), (1, 4, 1)]);
        assert_eq!(rest_of_patterns(&all, &all), Some(Patterns::new()));
        assert_eq!(rest_of_patterns(&all, &Patterns::new()), Some(all));
        assert_eq!(rest_of_patterns(&Patterns::new(), &Patterns::new()), Some(Patterns::new()));
        assert_eq!(rest_of_counts(&[3, 4], &[3, 4]), Some(vec![0, 0]));
        assert_eq!(rest_of_people(Some(12), Some(12)), Some(0));
    }

    #[test]
    fn a_part_that_is_not_in_the_whole_has_no_rest() {
        let all = answered(&[(2, 7, 3)]);
        assert_eq!(rest_of_patterns(&all, &answered(&[(2, 7, 4)])), None);
        assert_eq!(rest_of_patterns(&all, &answered(&[(2, 8, 1)])), None);
        assert_eq!(rest_of_patterns(&all, &answered(&[(2, 8, 0)])), Some(all));
        assert_eq!(rest_of_counts(&[3, 4], &[1, 5]), None);
        assert_eq!(rest_of_counts(&[3], &[1, 1]), None);
        assert_eq!(rest_of_people(Some(12), Some(13)), None);
    }

    #[test]
    fn a_number_of_people_that_is_not_known_leaves_none_known() {
        assert_eq!(rest_of_people(None, Some(3)), None);
        assert_eq!(rest_of_people(Some(12), None), None);
    }

    #[test]
    fn categories_left_out_at_the_end_are_empty() {
        assert_eq!(rest_of_counts(&[3, 4, 2], &[1]), Some(vec![2, 4, 2]));
        assert_eq!(rest_of_counts(&[3], &[1, 0]), Some(vec![2, 0]));
        assert_eq!(rest_of_counts(&[], &[]), Some(vec![]));
    }

    fn rows() -> impl Strategy<Value = Vec<(u16, u32)>> {
        prop::collection::vec(
            (1u16..6).prop_flat_map(|valid| (Just(valid), u32::from(valid)..=5 * u32::from(valid))),
            0..40,
        )
    }

    fn tallied(rows: &[(u16, u32)]) -> Patterns {
        let mut patterns = Patterns::new();
        for &(valid, sum) in rows {
            *patterns.entry(Pattern { valid, sum, ..Pattern::default() }).or_default() += 1;
        }
        patterns
    }

    proptest! {
        #[test]
        fn the_rest_says_what_its_own_rows_say(own in rows(), others in rows()) {
            let everyone: Vec<_> = own.iter().chain(&others).copied().collect();
            let rest = rest_of_patterns(&tallied(&everyone), &tallied(&own)).expect("a part");
            prop_assert_eq!(&rest, &tallied(&others));
            prop_assert_eq!(scores(&rest, 1), scores(&tallied(&others), 1));
        }
    }
}
