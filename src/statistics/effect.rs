use super::quantile::student;
use super::{Interval, Moments};

/// Hedges' g: the difference between two means in pooled standard deviations, corrected for small groups; a minus b.
///
/// g = (mean_a - mean_b)/s x (1 - 3/(4(n_a + n_b) - 9)), s^2 = ((n_a - 1) s_a^2 + (n_b - 1) s_b^2)/(n_a + n_b - 2).
/// Unit: standard deviations. `None` below 2 scores in either group and without any spread.
/// Source: Hedges (1981), doi 10.3102/10769986006002107, with its approximate correction.
pub fn hedges_g(a: &Moments, b: &Moments) -> Option<f64> {
    let (sd_a, sd_b) = (a.sd?, b.sd?);
    if a.n < 2 || b.n < 2 {
        return None;
    }
    let (n_a, n_b) = (a.n as f64, b.n as f64);
    let pooled = ((n_a - 1.0) * sd_a * sd_a + (n_b - 1.0) * sd_b * sd_b) / (n_a + n_b - 2.0);
    let g = (a.mean - b.mean) / pooled.sqrt() * (1.0 - 3.0 / (4.0 * (n_a + n_b) - 9.0));
    (pooled > 0.0 && g.is_finite()).then_some(g)
}

/// Cliff's delta with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dominance {
    /// The chance that one of the first group answers higher than one of the second, minus the reverse: -1 to 1.
    pub delta: f64,
    /// Where it may well lie; `None` below 2 answers in either group and where all answers are the same.
    pub interval: Option<Interval>,
}

/// Cliff's delta of two groups from their counts per category, category 1 first.
///
/// delta = (#(a > b) - #(a < b)) / (n_a n_b), -1 to 1; `None` where either group has no answers.
///
/// Interval: (delta - delta^3 -+ t S sqrt((1 - delta^2)^2 + t^2 S^2)) / (1 - delta^2 + t^2 S^2), t on n_a + n_b - 2 degrees
/// of freedom, S^2 the consistent variance ((n_b - 1) S_a^2 + (n_a - 1) S_b^2 + S_ab^2)/(n_a n_b): it is never negative, as
/// the unbiased one can be. S_a^2 and S_b^2 are the variances of the row and column means of the dominance matrix,
/// S_ab^2 = sum (d_ij - delta)^2 / ((n_a - 1)(n_b - 1)). Groups that do not overlap (delta = 1 or -1) take
/// delta (n_a n_b - 1)/(n_a n_b) in these formulas, and delta as one end.
///
/// Source: Cliff (1996), Multivariate Behavioral Research 31, 331-350; Feng and Cliff (2004), doi
/// 10.22237/jmasm/1099267560; choices and rescaling as the R package effsize with `use.unbiased = FALSE`.
pub fn cliffs_delta(a: &[u64], b: &[u64], level: f64) -> Option<Dominance> {
    let groups = Groups::of(a, b)?;
    let interval = student(level, groups.n_a + groups.n_b - 2.0).and_then(|t| groups.interval(t));
    Some(Dominance { delta: groups.delta, interval })
}

/// Two groups of answers, and how each category of one stands towards the other.
struct Groups {
    n_a: f64,
    n_b: f64,
    /// Answers in a, and the mean dominance over b of an answer there; per category.
    rows: Vec<(f64, f64)>,
    /// Answers in b, and the mean dominance of a over an answer there; per category.
    columns: Vec<(f64, f64)>,
    /// The share of pairs in which the answers are the same.
    ties: f64,
    delta: f64,
}

impl Groups {
    fn of(a: &[u64], b: &[u64]) -> Option<Self> {
        let (over_b, n_b) = below_minus_above(b, a.len());
        let (over_a, n_a) = below_minus_above(a, b.len());
        if n_a == 0 || n_b == 0 {
            return None;
        }
        let (size_a, size_b) = (n_a as f64, n_b as f64);
        let sum = a
            .iter()
            .zip(&over_b)
            .fold(0i128, |sum, (&count, over)| sum.saturating_add(i128::from(count).saturating_mul(*over)));
        let ties: f64 = a.iter().zip(b).map(|(&one, &other)| one as f64 * other as f64).sum();
        let rows = a.iter().zip(&over_b).map(|(&count, &over)| (count as f64, over as f64 / size_b));
        let columns = b.iter().zip(&over_a).map(|(&count, &over)| (count as f64, -(over as f64) / size_a));
        Some(Self {
            n_a: size_a,
            n_b: size_b,
            rows: rows.collect(),
            columns: columns.collect(),
            ties: ties / (size_a * size_b),
            delta: (sum as f64 / (size_a * size_b)).clamp(-1.0, 1.0),
        })
    }

    /// The interval for a critical value, Student's or normal.
    fn interval(&self, critical: f64) -> Option<Interval> {
        let (n_a, n_b) = (self.n_a, self.n_b);
        if n_a < 2.0 || n_b < 2.0 {
            return None;
        }
        let disjoint = self.delta.abs() == 1.0;
        let delta = if disjoint { self.delta * (n_a * n_b - 1.0) / (n_a * n_b) } else { self.delta };
        let spread = |means: &[(f64, f64)]| {
            means.iter().map(|&(count, mean)| count * (mean - delta) * (mean - delta)).sum::<f64>()
        };
        let wins = (1.0 - self.ties + self.delta) / 2.0;
        let losses = (1.0 - self.ties - self.delta) / 2.0;
        let pairs = n_a
            * n_b
            * (wins * (1.0 - delta).powi(2) + losses * (1.0 + delta).powi(2) + self.ties * delta * delta);
        let of_a = spread(&self.rows) / (n_a - 1.0);
        let of_b = spread(&self.columns) / (n_b - 1.0);
        let of_pairs = pairs / ((n_a - 1.0) * (n_b - 1.0));
        let variance = ((n_b - 1.0) * of_a + (n_a - 1.0) * of_b + of_pairs) / (n_a * n_b);
        if variance.is_nan() || variance <= 0.0 {
            return None;
        }
        let (room, reach) = (1.0 - delta * delta, critical * critical * variance);
        let half = (reach * (room * room + reach)).sqrt();
        let found = Interval {
            low: (delta * room - half) / (room + reach),
            high: (delta * room + half) / (room + reach),
        };
        Some(found.around(self.delta).clipped((-1.0, 1.0)))
    }
}

/// Per category (at least `categories`, at least those of `counts`) the answers below it minus those above it; and all.
fn below_minus_above(counts: &[u64], categories: usize) -> (Vec<i128>, u64) {
    let all = super::proportion::total(counts);
    let mut below = 0i128;
    let mut over = Vec::with_capacity(categories.max(counts.len()));
    for index in 0..categories.max(counts.len()) {
        let here = i128::from(counts.get(index).copied().unwrap_or(0));
        let above = i128::from(all) - below - here;
        over.push(below - above);
        below += here;
    }
    (over, all)
}

#[cfg(test)]
mod tests {
    use super::super::quantile::normal;
    use super::*;
    use proptest::prelude::*;

    const TREATMENT: [u64; 5] = [2, 3, 3, 1, 1];
    const CONTROL: [u64; 5] = [1, 1, 1, 2, 1];

    fn group(n: u64, mean: f64, sd: f64) -> Moments {
        Moments { n, mean, sd: Some(sd), population: None }
    }

    #[test]
    fn delta_is_that_of_the_package_effsize() {
        let found = cliffs_delta(&TREATMENT, &CONTROL, 0.95).expect("answers");
        assert!((found.delta + 0.25).abs() < 1e-12);
        let z = normal(0.95).expect("a level");
        let by_normal =
            Groups::of(&TREATMENT, &CONTROL).and_then(|groups| groups.interval(z)).expect("spread");
        assert!((by_normal.low + 0.7125351).abs() < 1e-7 && (by_normal.high - 0.3639999).abs() < 1e-7);
        let second = cliffs_delta(&[0, 1, 1, 4, 2], &[0, 2, 3, 2, 0], 0.95).expect("answers");
        assert!((second.delta - 0.5178571429).abs() < 1e-9);
    }

    #[test]
    fn hedges_g_is_that_of_the_package_effsize() {
        let a = group(8, 31.0 / 8.0, 0.991031208965115);
        let b = group(7, 3.0, 0.816496580927726);
        let found = hedges_g(&a, &b).expect("spread");
        assert!((found - 0.9004013918).abs() < 1e-6, "{found}");
    }

    #[test]
    fn no_answers_have_no_effect_and_one_has_no_interval() {
        assert_eq!(cliffs_delta(&[], &[1, 2], 0.95), None);
        assert_eq!(cliffs_delta(&[0, 0, 0], &[1, 2, 3], 0.95), None);
        assert_eq!(cliffs_delta(&[0, 1], &[1, 0], 0.95), Some(Dominance { delta: 1.0, interval: None }));
        assert_eq!(hedges_g(&group(1, 3.0, 0.5), &group(9, 3.0, 0.5)), None);
        assert_eq!(hedges_g(&Moments { sd: None, ..group(1, 3.0, 0.5) }, &group(9, 3.0, 0.5)), None);
    }

    #[test]
    fn answers_that_are_all_the_same_have_no_interval() {
        let same = cliffs_delta(&[0, 0, 9], &[0, 0, 7], 0.95).expect("answers");
        assert_eq!(same, Dominance { delta: 0.0, interval: None });
        assert_eq!(hedges_g(&group(9, 4.0, 0.0), &group(9, 3.0, 0.0)), None);
    }

    #[test]
    fn groups_that_do_not_overlap_end_at_one() {
        let apart = cliffs_delta(&[0, 0, 0, 4, 6], &[3, 2, 0, 0, 0], 0.95).expect("answers");
        let interval = apart.interval.expect("two or more each");
        assert_eq!((apart.delta, interval.high), (1.0, 1.0));
        assert!(interval.low > 0.5 && interval.low < 1.0, "{interval:?}");
    }

    #[test]
    fn categories_left_out_at_the_end_are_empty() {
        assert_eq!(cliffs_delta(&[2, 3], &[1, 1, 4], 0.95), cliffs_delta(&[2, 3, 0], &[1, 1, 4], 0.95));
    }

    proptest! {
        #[test]
        fn delta_turns_its_sign_with_the_groups(
            a in prop::collection::vec(0u64..30, 5), b in prop::collection::vec(0u64..30, 5),
        ) {
            prop_assume!(a.iter().sum::<u64>() > 1 && b.iter().sum::<u64>() > 1);
            let (one, other) = (cliffs_delta(&a, &b, 0.95).expect("answers"), cliffs_delta(&b, &a, 0.95).expect("answers"));
            prop_assert_eq!(one.delta, -other.delta);
            if let (Some(one_way), Some(other_way)) = (one.interval, other.interval) {
                prop_assert!((one_way.low + other_way.high).abs() < 1e-9);
                prop_assert!(one_way.contains(one.delta) && -1.0 <= one_way.low && one_way.high <= 1.0);
            }
        }

        #[test]
        fn delta_turns_its_sign_with_the_scale_and_grows_when_an_answer_moves_up(
            a in prop::collection::vec(0u64..30, 5), b in prop::collection::vec(0u64..30, 5), from in 0usize..4,
        ) {
            prop_assume!(a[from] > 0 && b.iter().sum::<u64>() > 0);
            let found = cliffs_delta(&a, &b, 0.95).expect("answers").delta;
            let turned = |counts: &[u64]| counts.iter().rev().copied().collect::<Vec<_>>();
            let mirrored = cliffs_delta(&turned(&a), &turned(&b), 0.95).expect("answers").delta;
            prop_assert!((found + mirrored).abs() < 1e-12);
            let mut moved = a.clone();
            moved[from] -= 1;
            moved[from + 1] += 1;
            prop_assert!(cliffs_delta(&moved, &b, 0.95).expect("answers").delta >= found);
        }
    }
}
