/// Which options stand left of the middle, on it and right of it. Options are counted from 0 here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sides {
    /// The options at the left, outermost first.
    pub left: Vec<usize>,
    /// The option on the middle.
    pub middle: Option<usize>,
    /// The options at the right, innermost first.
    pub right: Vec<usize>,
    /// Whether the right side is exactly the favourable options: only then has a threshold on them a place.
    pub favourable_right: bool,
}

impl Sides {
    /// The sides of a scale of `options` options with these favourable and neutral categories (from 1).
    ///
    /// Favourable options stand at the right. When they are the low end of the scale its order is turned round.
    /// When they are not one end of it (none, or an ideal in the middle), the halves of the scale are the sides,
    /// and its middle option stands on the middle.
    pub(super) fn of(options: usize, favourable: &[u8], neutral: Option<u8>) -> Self {
        let is_favourable =
            |index: usize| favourable.iter().any(|&category| usize::from(category) == index + 1);
        let neutral = neutral
            .and_then(|category| usize::from(category).checked_sub(1))
            .filter(|&index| index < options);
        let (best, rest): (Vec<usize>, Vec<usize>) = (0..options)
            .filter(|&index| is_favourable(index) || neutral != Some(index))
            .partition(|&index| is_favourable(index));
        let middle = neutral.filter(|&index| !is_favourable(index));
        match (best.first(), best.last(), rest.first(), rest.last()) {
            (Some(best_low), Some(_), _, Some(rest_high)) if best_low > rest_high => {
                Self { left: rest, middle, right: best, favourable_right: true }
            }
            (Some(_), Some(best_high), Some(rest_low), _) if best_high < rest_low => {
                let turned = |side: Vec<usize>| side.into_iter().rev().collect();
                Self { left: turned(rest), middle, right: turned(best), favourable_right: true }
            }
            (Some(_), _, None, _) => Self { left: rest, middle, right: best, favourable_right: true },
            _ => {
                let middle = middle.or((options % 2 == 1).then_some(options / 2));
                let split = middle.unwrap_or(options / 2);
                Self {
                    left: (0..split).collect(),
                    middle,
                    right: (split..options).filter(|&index| middle != Some(index)).collect(),
                    favourable_right: false,
                }
            }
        }
    }

    /// All options from left to right.
    pub(super) fn in_order(&self) -> impl Iterator<Item = usize> + '_ {
        self.left.iter().chain(&self.middle).chain(&self.right).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn favourable_answers_stand_at_the_right() {
        let sides = Sides::of(5, &[4, 5], Some(3));
        assert_eq!((sides.left, sides.middle, sides.right), (vec![0, 1], Some(2), vec![3, 4]));
        assert!(sides.favourable_right);
    }

    #[test]
    fn a_scale_whose_low_end_is_favourable_is_turned_round() {
        let sides = Sides::of(4, &[1, 2], None);
        assert_eq!(sides.in_order().collect::<Vec<_>>(), [3, 2, 1, 0]);
        assert!(sides.favourable_right);
    }

    #[test]
    fn marks_split_where_favourable_begins() {
        let sides = Sides::of(10, &[8, 9, 10], None);
        assert_eq!((sides.left.len(), sides.right.len()), (7, 3));
    }

    #[test]
    fn an_ideal_in_the_middle_is_on_the_middle_and_takes_no_threshold() {
        for favourable in [&[][..], &[3]] {
            let sides = Sides::of(5, favourable, None);
            assert_eq!((sides.left.len(), sides.middle, sides.right.len()), (2, Some(2), 2));
            assert!(!sides.favourable_right);
        }
    }

    #[test]
    fn every_option_stands_somewhere_once() {
        for options in 2..=10_u8 {
            for low in 1..=options {
                for high in low..=options {
                    for neutral in (0..=options).map(|category| (category > 0).then_some(category)) {
                        let favourable: Vec<u8> = (low..=high).collect();
                        let mut seen: Vec<usize> =
                            Sides::of(usize::from(options), &favourable, neutral).in_order().collect();
                        seen.sort_unstable();
                        assert_eq!(seen, (0..usize::from(options)).collect::<Vec<_>>());
                    }
                }
            }
        }
    }
}
