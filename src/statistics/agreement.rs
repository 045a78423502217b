use super::proportion::{total, within};

/// Below this agreement a group may be called divided.
const DIVIDED_BELOW: f64 = 0.2;
/// Fewer answers than this are never called divided.
const DIVIDED_FROM: u64 = 10;
/// At least this many answers stand on either side of a divided group.
const DIVIDED_SIDE: u64 = 3;

/// Van der Eijk's agreement A of answers in K ordered categories: -1 two opposite ends, 0 evenly spread, 1 unanimous.
///
/// The counts are peeled into layers in which each category is empty or filled equally. A layer with S filled
/// categories of K has A = U (1 - (S - 1)/(K - 1)), 1 for S = 1, with
/// U = ((K - 2) TU - (K - 1) TDU) / ((K - 2)(TU + TDU)), over all triplets of categories: TU those filled as 110 or 011,
/// TDU those filled as 101; U = 0 without such triplets. A is the mean of the layers, weighted by their answers.
///
/// `counts` per category, category 1 first. Unit: -1 to 1. `None` for K < 3 and without answers.
/// Source: van der Eijk (2001), Measuring Agreement in Ordered Rating Scales, doi 10.1023/A:1010374114305.
pub fn agreement(counts: &[u64]) -> Option<f64> {
    let answers = total(counts);
    if counts.len() < 3 || answers == 0 {
        return None;
    }
    let mut levels: Vec<u64> = counts.iter().copied().filter(|&count| count > 0).collect();
    levels.sort_unstable();
    levels.dedup();
    let (mut below, mut sum) = (0, 0.0);
    for level in levels {
        let filled: Vec<bool> = counts.iter().map(|&count| count >= level).collect();
        let height = (level - below) as f64;
        let (layer, width) = layer_agreement(&filled);
        sum += layer * width * height;
        below = level;
    }
    Some((sum / answers as f64).clamp(-1.0, 1.0))
}

/// A of one layer, and how many categories are filled in it.
fn layer_agreement(filled: &[bool]) -> (f64, f64) {
    let categories = filled.len() as f64;
    let all = filled.iter().filter(|&&full| full).count() as f64;
    if all <= 1.0 {
        return (1.0, all);
    }
    let (mut left, mut same_side, mut both_sides) = (0.0, 0.0, 0.0);
    for &full in filled {
        if full {
            left += 1.0;
        } else {
            // an empty category with pairs of filled ones on one side (110, 011) and on both sides (101) of it
            let right: f64 = all - left;
            same_side += (left * (left - 1.0) + right * (right - 1.0)) / 2.0;
            both_sides += left * right;
        }
    }
    if same_side + both_sides == 0.0 {
        return (0.0, all);
    }
    let shape = ((categories - 2.0) * same_side - (categories - 1.0) * both_sides)
        / ((categories - 2.0) * (same_side + both_sides));
    (shape * (1.0 - (all - 1.0) / (categories - 1.0)), all)
}

/// Whether a group is divided: A below 0.2, and both the unfavourable and the favourable categories hold at least 3
/// and at least 20% of the answers.
///
/// Never with fewer than 10 answers, on fewer than 3 categories, or without both sets of categories (1 to K).
/// Source: the project's own rule; an A near 0 alone may be an even spread in which nobody opposes anybody.
pub fn divided(counts: &[u64], unfavourable: &[u8], favourable: &[u8]) -> bool {
    let answers = total(counts);
    let a_side = |categories: &[u8]| {
        let side = within(counts, categories);
        side >= DIVIDED_SIDE && u128::from(side) * 5 >= u128::from(answers)
    };
    answers >= DIVIDED_FROM
        && agreement(counts).is_some_and(|value| value < DIVIDED_BELOW)
        && a_side(unfavourable)
        && a_side(favourable)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn agreement_is_that_of_the_package_agrmt() {
        let published: [(&[u64], f64); 9] = [
            (&[10, 10, 10, 10, 10], 0.0),
            (&[0, 0, 20, 0, 0], 1.0),
            (&[10, 0, 0, 0, 10], -1.0),
            (&[1, 2, 3, 8, 6], 0.45),
            (&[6, 3, 2, 3, 6], -0.32777778),
            (&[0, 0, 2, 10, 8], 0.7),
            (&[1, 2, 8, 9], 0.5),
            (&[1, 2, 2, 5, 2], 0.33333333),
            (&[30, 40, 210, 130, 530, 50, 10], 0.61133333),
        ];
        for (counts, expected) in published {
            let found = agreement(counts).expect("three categories or more");
            assert!((found - expected).abs() < 1e-8, "{counts:?}: {found}");
        }
    }

    #[test]
    fn two_categories_or_no_answers_have_no_agreement() {
        assert_eq!(agreement(&[]), None);
        assert_eq!(agreement(&[3, 4]), None);
        assert_eq!(agreement(&[0, 0, 0, 0, 0]), None);
    }

    #[test]
    fn one_answer_agrees_with_itself() {
        assert_eq!(agreement(&[0, 1, 0]), Some(1.0));
    }

    #[test]
    fn two_opposite_camps_are_divided() {
        assert!(divided(&[5, 1, 0, 1, 5], &[1, 2], &[4, 5]));
        assert!(divided(&[6, 3, 2, 3, 6], &[1, 2], &[4, 5]));
    }

    #[test]
    fn nine_answers_are_never_called_divided() {
        assert!(!divided(&[4, 0, 0, 1, 4], &[1, 2], &[4, 5]));
        assert!(divided(&[5, 0, 0, 1, 4], &[1, 2], &[4, 5]));
    }

    #[test]
    fn a_side_needs_three_answers_and_a_fifth() {
        assert!(divided(&[3, 0, 5, 0, 7], &[1, 2], &[4, 5]));
        assert!(!divided(&[2, 0, 1, 0, 7], &[1, 2], &[4, 5]));
        assert!(divided(&[8, 0, 16, 0, 16], &[1, 2], &[4, 5]));
        assert!(!divided(&[7, 0, 16, 0, 17], &[1, 2], &[4, 5]));
    }

    #[test]
    fn a_scale_without_sides_or_middle_is_never_divided() {
        assert!(!divided(&[10, 0, 0, 0, 10], &[], &[]));
        assert!(!divided(&[10, 10], &[1], &[2]));
        assert!(!divided(&[], &[1], &[2]));
    }

    proptest! {
        #[test]
        fn agreement_lies_between_its_ends_and_does_not_care_which_end_is_up(
            counts in prop::collection::vec(0u64..200, 3..11),
        ) {
            prop_assume!(total(&counts) > 0);
            let found = agreement(&counts).expect("answers");
            let reversed: Vec<u64> = counts.iter().rev().copied().collect();
            prop_assert!((-1.0..=1.0).contains(&found));
            prop_assert_eq!(agreement(&reversed), Some(found));
        }

        #[test]
        fn everybody_twice_agrees_as_much(counts in prop::collection::vec(0u64..200, 3..11)) {
            prop_assume!(total(&counts) > 0);
            let twice: Vec<u64> = counts.iter().map(|count| count * 2).collect();
            let (once, twice) = (agreement(&counts).expect("answers"), agreement(&twice).expect("answers"));
            prop_assert!((once - twice).abs() < 1e-12);
        }
    }
}
