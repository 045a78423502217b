use statrs::function::factorial::ln_factorial;

use super::quantile::gamma_above;

/// More tables than this are not gone through one by one.
const TABLES: u64 = 500_000;
/// Tables whose chance is higher by rounding alone count as no likelier; the allowance of R's `fisher.test`.
const ROUNDING: f64 = 1e-7;

/// How the p value of [`representativeness`] came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Test {
    /// Every composition the response could have had was gone through.
    Exact,
    /// Chi-square of which the distribution is taken as a gamma with its exact mean and variance.
    ChiSquare,
}

/// How the composition of the respondents compares with that of the people asked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Representativeness {
    /// Chi-square, 0 where the composition is the same; its mean is `df` when response has nothing to do with the group.
    pub chi_square: f64,
    /// The number of groups with people asked, minus 1.
    pub df: u64,
    /// How often a response of this size would be composed at least this unevenly if it had nothing to do with the group.
    pub p_value: f64,
    /// How the p value came about.
    pub test: Test,
}

/// Whether who responded is composed as who was asked, over the roles or over the groups of one grouping.
///
/// `groups` holds per group (respondents n_g, asked N_g); everyone asked is in one group. Respondents are n of the N asked
/// without replacement, so if response has nothing to do with the group, the n_g are multivariate hypergeometric.
///
/// - chi-square = (N - 1)/(N - n) x sum (n_g - n N_g/N)^2 / (n N_g/N). It is (N - 1)/N times Pearson's for the table of
///   respondents and others, and its mean is exactly the number of groups minus 1.
/// - p: the chance of all compositions that are no likelier than the one observed, as in Fisher's exact test, where at
///   most half a million compositions are possible. Otherwise the chance of a chi-square at least as large, by a gamma
///   distribution with chi-square's exact mean and variance: in cells that are large it is the usual chi-square
///   distribution, in small cells it is closer. It depends on no random numbers.
/// - everyone responded: chi-square 0 and p 1.
///
/// Unit of p: 0 to 1. A high p does not show that respondents think as the others do. `None`: fewer than two groups with
/// people asked, no respondents, or more respondents than people asked in a group.
/// Sources: Freeman and Halton (1951), doi 10.1093/biomet/38.1-2.141; mean and variance: Haldane (1940), doi
/// 10.1093/biomet/31.3-4.346, in the form of Lewis, Saunders and Westcott (1984), doi 10.1093/biomet/71.3.515.
pub fn representativeness(groups: &[(u64, u64)]) -> Option<Representativeness> {
    if groups.iter().any(|(respondents, asked)| respondents > asked) {
        return None;
    }
    let mut groups: Vec<(u64, u64)> = groups.iter().copied().filter(|&(_, asked)| asked > 0).collect();
    // the groups' order may not move a digit
    groups.sort_unstable();
    let sum = |of: fn(&(u64, u64)) -> u64| groups.iter().map(of).try_fold(0u64, u64::checked_add);
    let (n, everyone) = (sum(|group| group.0)?, sum(|group| group.1)?);
    if groups.len() < 2 || n == 0 {
        return None;
    }
    let df = groups.len() as u64 - 1;
    if n == everyone {
        return Some(Representativeness { chi_square: 0.0, df, p_value: 1.0, test: Test::Exact });
    }
    let chi_square = chi_square(&groups, n, everyone);
    let (p_value, test) = if compositions(&groups, n) <= TABLES {
        (no_likelier(&groups, n, everyone), Test::Exact)
    } else {
        (by_moments(chi_square, &groups, n, everyone)?, Test::ChiSquare)
    };
    Some(Representativeness { chi_square, df, p_value: p_value.clamp(0.0, 1.0), test })
}

fn chi_square(groups: &[(u64, u64)], n: u64, everyone: u64) -> f64 {
    let (size, all) = (n as f64, everyone as f64);
    let distances = groups.iter().map(|&(respondents, asked)| {
        let share = i128::from(respondents).saturating_mul(i128::from(everyone));
        let off = share.saturating_sub(i128::from(n).saturating_mul(i128::from(asked)));
        (off as f64).powi(2) / asked as f64
    });
    distances.sum::<f64>() / (size * all) * ((all - 1.0) / (all - size))
}

/// In how many ways n respondents can be composed of the groups; stops counting above [`TABLES`].
fn compositions(groups: &[(u64, u64)], n: u64) -> u64 {
    // One group of the rest of the others fills up what is left: at least a composition per respondent or silent person.
    if n.min(groups.iter().map(|group| group.1 - group.0).sum()) > TABLES {
        return u64::MAX;
    }
    let Ok(most) = usize::try_from(n) else { return u64::MAX };
    // the silent are as well composed as the respondents; the smaller of the two is the shorter to count
    let silent: u64 = groups.iter().map(|group| group.1 - group.0).sum();
    let most = usize::try_from(silent).map_or(most, |silent| silent.min(most));
    let mut ways = vec![0u64; most + 1];
    if let Some(none) = ways.first_mut() {
        *none = 1;
    }
    for &(_, asked) in groups {
        // a running sum over the last `asked` + 1 numbers of ways
        let reach = usize::try_from(asked).unwrap_or(usize::MAX);
        let mut window = 0u64;
        let mut next = Vec::with_capacity(ways.len());
        for (index, here) in ways.iter().enumerate() {
            window = window.saturating_add(*here);
            let left =
                index.checked_sub(reach).and_then(|left| left.checked_sub(1)).and_then(|left| ways.get(left));
            if window < u64::MAX {
                window -= left.copied().unwrap_or(0);
            }
            next.push(window);
        }
        ways = next;
    }
    ways.last().copied().unwrap_or(0)
}

/// The chance of all compositions no likelier than the observed one.
fn no_likelier(groups: &[(u64, u64)], n: u64, everyone: u64) -> f64 {
    // the larger groups last: they have the most room, and the last one has no choice
    let mut ordered = groups.to_vec();
    ordered.sort_by_key(|&(respondents, asked)| (asked, respondents));
    let all = choices(everyone, n);
    let chances: Vec<Vec<f64>> = ordered
        .iter()
        .map(|&(_, asked)| (0..=asked.min(n)).map(|among| choices(asked, among)).collect())
        .collect();
    let observed: f64 =
        ordered.iter().map(|&(respondents, asked)| choices(asked, respondents)).sum::<f64>() - all;
    let mut room = vec![0u64; ordered.len() + 1];
    for (index, &(_, asked)) in ordered.iter().enumerate().rev() {
        let after = room.get(index + 1).copied().unwrap_or(0);
        if let Some(own) = room.get_mut(index) {
            *own = after + asked;
        }
    }
    let search = Search { chances: &chances, room: &room, bound: observed + ROUNDING };
    search.sum(0, n, -all)
}

/// All compositions of what is left over the groups from one on.
struct Search<'a> {
    /// Per group the logarithm of the number of ways to have 0, 1, 2, ... respondents in it.
    chances: &'a [Vec<f64>],
    /// Per group the people asked in it and in those after it.
    room: &'a [u64],
    /// The logarithm of the highest chance that counts.
    bound: f64,
}

impl Search<'_> {
    fn sum(&self, group: usize, left: u64, so_far: f64) -> f64 {
        let Some(ways) = self.chances.get(group) else { return 0.0 };
        let after = self.room.get(group + 1).copied().unwrap_or(0);
        let last = group + 1 == self.chances.len();
        let (least, most) = (left.saturating_sub(after), left.min(ways.len() as u64 - 1));
        let mut sum = 0.0;
        for among in least..=most {
            let Some(way) = usize::try_from(among).ok().and_then(|among| ways.get(among)) else { continue };
            let chance = so_far + way;
            if !last {
                sum += self.sum(group + 1, left - among, chance);
            } else if chance <= self.bound {
                sum += chance.exp();
            }
        }
        sum
    }
}

/// The logarithm of the number of ways to choose k of n.
fn choices(n: u64, k: u64) -> f64 {
    ln_factorial(n) - ln_factorial(k) - ln_factorial(n - k.min(n))
}

/// The chance of a chi-square this large or larger, by a gamma distribution with its exact mean and variance.
fn by_moments(chi_square: f64, groups: &[(u64, u64)], n: u64, everyone: u64) -> Option<f64> {
    let (size, all) = (n as f64, everyone as f64);
    // of Pearson's chi-square for the table of groups by respondents and others, given its margins
    let margin = |sizes: &[f64]| {
        let count = sizes.len() as f64;
        let inverse: f64 = sizes.iter().map(|one| all / one).sum();
        ((all - count) * (count - 1.0) / (all - 1.0), (inverse - count * count) / (all - 2.0))
    };
    let asked: Vec<f64> = groups.iter().map(|group| group.1 as f64).collect();
    let ((v1, w1), (v2, w2)) = (margin(&asked), margin(&[size, all - size]));
    let variance = 2.0 * all / (all - 3.0) * (v1 - w1) * (v2 - w2) + all * all / (all - 1.0) * w1 * w2;
    let variance = variance * ((all - 1.0) / all).powi(2);
    let mean = groups.len() as f64 - 1.0;
    (variance > 0.0).then(|| gamma_above(chi_square, mean * mean / variance, mean / variance))?
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn p(groups: &[(u64, u64)]) -> f64 {
        representativeness(groups).expect("a composition").p_value
    }

    /// Fisher's own table: of 8 cups, 4 and 4, three of four were told right.
    #[test]
    fn two_groups_are_fishers_exact_test() {
        let tea = representativeness(&[(3, 4), (1, 4)]).expect("a composition");
        assert!((tea.p_value - 34.0 / 70.0).abs() < 1e-12, "{tea:?}");
        assert_eq!((tea.test, tea.df), (Test::Exact, 1));
        // 2 x 2 x 7/4 x (1 + 1)/2: each group is one off the two expected
        assert!((tea.chi_square - 7.0 / 4.0).abs() < 1e-12, "{tea:?}");
        assert!((p(&[(4, 4), (0, 4)]) - 2.0 / 70.0).abs() < 1e-12);
    }

    #[test]
    fn a_composition_as_that_of_the_people_asked_is_the_likeliest() {
        let same = representativeness(&[(10, 20), (5, 10), (15, 30)]).expect("a composition");
        assert_eq!((same.chi_square, same.df), (0.0, 2));
        assert!((same.p_value - 1.0).abs() < 1e-9);
    }

    #[test]
    fn everyone_responded_leaves_nothing_to_compare() {
        let all = representativeness(&[(12, 12), (3, 3)]).expect("a composition");
        assert_eq!((all.chi_square, all.p_value), (0.0, 1.0));
    }

    #[test]
    fn nobody_one_group_or_more_answers_than_people_is_no_composition() {
        assert_eq!(representativeness(&[]), None);
        assert_eq!(representativeness(&[(0, 0), (0, 0)]), None);
        assert_eq!(representativeness(&[(0, 8), (0, 4)]), None);
        assert_eq!(representativeness(&[(3, 8)]), None);
        assert_eq!(representativeness(&[(3, 8), (0, 0)]), None);
        assert_eq!(representativeness(&[(3, 8), (5, 4)]), None);
        assert_eq!(representativeness(&[(3, u64::MAX), (3, u64::MAX)]), None);
    }

    #[test]
    fn one_respondent_says_nothing_of_the_composition() {
        assert!((p(&[(1, 5), (0, 5)]) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn too_many_compositions_fall_back_on_chi_square() {
        let schools: Vec<(u64, u64)> = (0..60).map(|school| (6 + school % 5, 15 + school % 7)).collect();
        let found = representativeness(&schools).expect("a composition");
        assert_eq!((found.test, found.df), (Test::ChiSquare, 59));
        assert!(found.p_value > 0.05 && found.p_value <= 1.0, "{found:?}");
        let uneven: Vec<(u64, u64)> = (0..60).map(|school| (2 + 10 * (school % 2), 15)).collect();
        assert!(p(&uneven) < 1e-6);
    }

    #[test]
    fn the_fallback_is_near_the_exact_answer() {
        for groups in [
            vec![(9, 20), (12, 22), (6, 18), (14, 25)],
            vec![(3, 12), (9, 14), (5, 9), (2, 8), (4, 7)],
            vec![(20, 60), (35, 70), (10, 40)],
        ] {
            let (n, all) = groups.iter().fold((0, 0), |sum, group| (sum.0 + group.0, sum.1 + group.1));
            let exact = no_likelier(&groups, n, all);
            let near = by_moments(chi_square(&groups, n, all), &groups, n, all).expect("spread");
            assert!((exact - near).abs() < 0.03, "{exact} {near}");
        }
    }

    #[test]
    fn compositions_are_counted_before_they_are_gone_through() {
        assert_eq!(compositions(&[(3, 4), (1, 4)], 4), 5);
        assert_eq!(compositions(&[(1, 2), (1, 2), (1, 1)], 3), 5);
        assert_eq!(compositions(&[(0, u64::MAX / 4), (u64::MAX / 8, u64::MAX / 4)], u64::MAX / 8), u64::MAX);
        assert!(compositions(&[(500, 1000); 4], 2000) > TABLES);
    }

    proptest! {
        #[test]
        fn order_moves_no_digit_and_the_silent_are_as_well_composed(
            groups in prop::collection::vec((0u64..7, 0u64..7), 2..5),
        ) {
            let groups: Vec<_> = groups.into_iter().map(|(one, other)| (one, one + other)).collect();
            let found = representativeness(&groups);
            let reversed: Vec<_> = groups.iter().rev().copied().collect();
            prop_assert_eq!(representativeness(&reversed), found);
            let silent: Vec<_> = groups.iter().map(|&(one, asked)| (asked - one, asked)).collect();
            if let (Some(found), Some(silent)) = (found, representativeness(&silent)) {
                prop_assert!((found.p_value - silent.p_value).abs() < 1e-9);
                prop_assert!(found.p_value > 0.0 && found.p_value <= 1.0);
            }
        }
    }
}
