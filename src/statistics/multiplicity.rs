/// Benjamini and Hochberg's adjusted p values of one family, in the order given.
///
/// With m values in ascending order: the smallest of 1 and m p_j / j over j from the value's own rank up. Calling
/// discernible what stays at or below 5% keeps the expected share of false calls at 5% at most. A value that is NaN
/// counts as 1; values are held to 0 to 1.
/// Source: Benjamini and Hochberg (1995), doi 10.1111/j.2517-6161.1995.tb02031.x.
pub fn benjamini_hochberg(p: &[f64]) -> Vec<f64> {
    let mut ordered: Vec<(usize, f64)> =
        p.iter().map(|&value| if value.is_nan() { 1.0 } else { value.clamp(0.0, 1.0) }).enumerate().collect();
    ordered.sort_by(|one, other| one.1.total_cmp(&other.1));
    let family = p.len() as f64;
    let mut least = 1.0f64;
    for (rank, (_, value)) in ordered.iter_mut().enumerate().rev() {
        least = least.min(*value * (family / (rank + 1) as f64));
        *value = least;
    }
    ordered.sort_by_key(|&(index, _)| index);
    ordered.into_iter().map(|(_, value)| value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn four_values_are_adjusted_as_in_the_published_example() {
        let adjusted = benjamini_hochberg(&[0.01, 0.04, 0.03, 0.005]);
        for (found, expected) in adjusted.iter().zip([0.02, 0.04, 0.04, 0.02]) {
            assert!((found - expected).abs() < 1e-12, "{adjusted:?}");
        }
    }

    #[test]
    fn no_looks_need_no_adjustment_and_one_look_keeps_its_value() {
        assert!(benjamini_hochberg(&[]).is_empty());
        assert_eq!(benjamini_hochberg(&[0.05]), vec![0.05]);
        assert_eq!(benjamini_hochberg(&[1.0, 1.0]), vec![1.0, 1.0]);
    }

    #[test]
    fn what_is_not_a_number_is_never_discernible() {
        assert_eq!(benjamini_hochberg(&[f64::NAN, 0.01]), vec![1.0, 0.02]);
    }

    proptest! {
        #[test]
        fn an_adjusted_value_is_never_smaller_and_keeps_its_order(p in prop::collection::vec(0.0..=1.0f64, 1..40)) {
            let adjusted = benjamini_hochberg(&p);
            for (one, found) in p.iter().zip(&adjusted) {
                prop_assert!(one <= found && *found <= 1.0);
                for (other, beside) in p.iter().zip(&adjusted) {
                    prop_assert!(one > other || found <= beside);
                }
            }
        }
    }
}
