use super::{Interval, Scores};
use crate::statistics::quantile::tail;

/// The distribution-free interval of a median: the scores at ranks l and n + 1 - l.
///
/// l is the highest rank with P(fewer than l of n respondents lie at or below the median) <= (1 - level)/2. That
/// number is binomial(n, 1/2), or, where the number asked N is known, at least hypergeometric(N, ceil(N/2), n). Where
/// even l = 1 is not sure enough (n below 6 at 95%) the interval runs to the `ends` of the scale. The level is at
/// least the one asked for.
///
/// Unit: scale points. A census gives the median itself. `None`: no scores, n > N, a level outside 0 to 1.
/// Sources: Conover (1999), Practical Nonparametric Statistics, 3rd edition, 3.2; Hahn and Meeker (1991), Statistical
/// Intervals, 5.2; finite populations: Sedransk and Meyer (1978), J. R. Statist. Soc. B 40, 239-252.
pub fn median_interval(
    scores: &Scores,
    population: Option<u64>,
    level: f64,
    ends: (f64, f64),
) -> Option<Interval> {
    let median = scores.median()?;
    let tail = tail(level)?;
    match population {
        Some(asked) if asked < scores.n => return None,
        Some(asked) if asked == scores.n => return Some(Interval::point(median)),
        _ => {}
    }
    let rank = lower_rank(scores.n, population, tail);
    let found = match rank {
        0 => Interval { low: ends.0, high: ends.1 },
        rank => Interval { low: scores.at_rank(rank)?, high: scores.at_rank(scores.n + 1 - rank)? },
    };
    Some(found.around(median))
}

/// The highest rank l with P(X < l) <= tail, 0 if there is none.
///
/// The probabilities are summed from their ratios, outwards from the largest; no factorial is taken, so neither a
/// large n nor a small tail loses digits.
fn lower_rank(n: u64, population: Option<u64>, tail: f64) -> u64 {
    let size = n as f64;
    let (below, above) = match population {
        Some(asked) => (asked.div_ceil(2) as f64, (asked / 2) as f64),
        None => (f64::INFINITY, f64::INFINITY),
    };
    // P(X = k - 1) / P(X = k)
    let step = |k: f64| {
        if below.is_infinite() {
            k / (size - k + 1.0)
        } else {
            (k * (above - size + k) / ((below - k + 1.0) * (size - k + 1.0))).max(0.0)
        }
    };
    let centre = (n / 2) as f64;
    let mut down = vec![1.0];
    let (mut weight, mut k) = (1.0, centre);
    while k >= 1.0 && weight > 1e-25 {
        weight *= step(k);
        k -= 1.0;
        down.push(weight);
    }
    let mut total: f64 = down.iter().sum();
    let (mut weight, mut k) = (1.0, centre + 1.0);
    while k <= size.min(below) && weight > 1e-25 {
        let ratio = step(k);
        if ratio <= 0.0 {
            break;
        }
        weight /= ratio;
        total += weight;
        k += 1.0;
    }
    let lowest = (n / 2).saturating_sub(down.len() as u64 - 1);
    let (mut rank, mut cumulative) = (lowest, 0.0);
    for weight in down.iter().rev() {
        cumulative += weight / total;
        if cumulative > tail * (1.0 + 1e-12) {
            break;
        }
        rank += 1;
    }
    rank.min(n.div_ceil(2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Patterns;
    use crate::statistics::scores;
    use crate::statistics::scores::tests::answered;

    const TEN: (f64, f64) = (0.0, 100.0);

    fn one_to(n: u32) -> Scores {
        let rows: Vec<_> = (1..=n).map(|value| (1, value, 1)).collect();
        scores(&answered(&rows), 1)
    }

    #[test]
    fn the_ranks_are_those_of_the_tables() {
        for (n, rank) in
            [(1, 0), (5, 0), (6, 1), (8, 1), (9, 2), (11, 2), (12, 3), (15, 4), (20, 6), (25, 8), (50, 18)]
        {
            assert_eq!(lower_rank(n, None, 0.025), rank, "{n}");
        }
        assert_eq!(lower_rank(100, None, 0.025), 40);
        assert_eq!(lower_rank(1_000_000, None, 0.025), 499_020);
        assert_eq!(lower_rank(10_000, None, 0.0005), 4_835);
    }

    #[test]
    fn too_few_scores_run_to_the_ends_of_the_scale() {
        assert_eq!(median_interval(&one_to(5), None, 0.95, TEN), Some(Interval { low: 0.0, high: 100.0 }));
        assert_eq!(median_interval(&one_to(6), None, 0.95, TEN), Some(Interval { low: 1.0, high: 6.0 }));
        assert_eq!(median_interval(&one_to(1), None, 0.95, TEN), Some(Interval { low: 0.0, high: 100.0 }));
    }

    #[test]
    fn no_scores_have_no_interval() {
        assert_eq!(median_interval(&scores(&Patterns::new(), 1), None, 0.95, TEN), None);
        assert_eq!(median_interval(&scores(&answered(&[(0, 0, 4)]), 1), Some(4), 0.95, TEN), None);
    }

    #[test]
    fn a_census_is_a_point_and_more_answers_than_people_is_nothing() {
        assert_eq!(median_interval(&one_to(6), Some(6), 0.95, TEN), Some(Interval::point(3.5)));
        assert_eq!(median_interval(&one_to(6), Some(5), 0.95, TEN), None);
    }

    #[test]
    fn all_but_one_of_a_group_leave_little_room() {
        assert_eq!(median_interval(&one_to(4), Some(5), 0.95, TEN), Some(Interval { low: 2.0, high: 3.0 }));
        let all_but_one = median_interval(&one_to(19), Some(20), 0.95, TEN);
        assert_eq!(all_but_one, Some(Interval { low: 9.0, high: 11.0 }));
    }

    #[test]
    fn a_very_large_group_asked_is_as_good_as_endless() {
        for n in [7, 20, 90] {
            assert_eq!(lower_rank(n, Some(2_000_000_000), 0.025), lower_rank(n, None, 0.025));
        }
    }
}
