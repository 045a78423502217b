use super::proportion::correction;
use super::quantile::student;
use super::{Interval, Scores, Side, wilson};
use crate::domain::Patterns;

/// Post-stratified weights, one per cell: w_g = (N_g/N)/(n_g/n), the mean over respondents is 1.
///
/// `cells` holds per cell (respondents n_g, asked N_g), over all cells of the grouping. Sum n_g w_g = n. `None`: no
/// respondents; a cell with people asked of which nobody responded (no weight can speak for them: join cells first); or
/// more respondents than people asked. A cell in which nobody was asked has weight 1, which weighs nothing.
/// Source: Holt and Smith (1979), Post Stratification, doi 10.2307/2344652.
pub fn post_stratified(cells: &[(u64, u64)]) -> Option<Vec<f64>> {
    if cells.iter().any(|&(respondents, asked)| respondents > asked || (respondents == 0 && asked > 0)) {
        return None;
    }
    let sum = |of: fn(&(u64, u64)) -> u64| cells.iter().map(of).try_fold(0u64, u64::checked_add);
    let (n, everyone) = (sum(|cell| cell.0)?, sum(|cell| cell.1)?);
    let weight = |&(respondents, asked): &(u64, u64)| match respondents {
        0 => 1.0,
        _ => (asked as f64 * n as f64) / (everyone as f64 * respondents as f64),
    };
    (n > 0).then(|| cells.iter().map(weight).collect())
}

/// Kish's effective n of weighted respondents: (sum w)^2 / sum w^2, over cells of (weight, respondents).
///
/// At most the number of respondents, and that number where all weights are the same. Unit: respondents. `None`
/// without respondents of positive weight, and for weights that are negative or no numbers.
/// Source: Kish (1965), Survey Sampling, 11.7; Kish (1992), Weighting for unequal P_i, J. Official Statistics 8, 183-200.
pub fn kish(cells: &[(f64, u64)]) -> Option<f64> {
    if cells.iter().any(|&(weight, _)| !weight.is_finite() || weight < 0.0) {
        return None;
    }
    let sum: f64 = cells.iter().map(|&(weight, n)| weight * n as f64).sum();
    let squares: f64 = cells.iter().map(|&(weight, n)| weight * weight * n as f64).sum();
    let size = sum * sum / squares;
    (squares > 0.0 && size.is_finite()).then_some(size)
}

/// A mean or share in which respondents weigh differently, with what it rests on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weighted {
    /// The weighted mean in scale points, or the weighted share, 0 to 1.
    pub value: f64,
    /// The weighted standard deviation of scores; `None` for a share and where all weight lies with one respondent.
    pub sd: Option<f64>,
    /// The respondents it comes from, n, unweighted.
    pub respondents: u64,
    /// Kish's effective n of those respondents.
    pub kish: f64,
    /// Where it may well lie; `None` where the unweighted figure would have none.
    pub interval: Option<Interval>,
}

/// The weighted mean of scores over cells of (weight, scores), with its t interval on Kish's n.
///
/// m = sum w x / sum w; s^2 = sum w (x - m)^2 / (sum w - sum w^2 / sum w), which is the usual one for equal weights;
/// m +- t(n_k - 1) s/sqrt(n_k) x sqrt(1 - n/N), n_k Kish's n, clipped to `ends`. n = N is a point. Unit: scale points.
/// `None` without scores or for weights that are none; no interval at n_k of 1, without spread, and for n > N.
/// Source: as [`kish`] and [`mean_interval`](super::mean_interval).
pub fn weighted_mean(
    cells: &[(f64, &Scores)],
    population: Option<u64>,
    level: f64,
    ends: (f64, f64),
) -> Option<Weighted> {
    let sizes: Vec<(f64, u64)> = cells.iter().map(|(weight, scores)| (*weight, scores.n)).collect();
    let (kish, respondents) = (kish(&sizes)?, people(&sizes));
    let each =
        || cells.iter().flat_map(|(weight, scores)| scores.each().map(move |(x, n)| (*weight * n as f64, x)));
    let sum: f64 = each().map(|(weight, _)| weight).sum();
    let value = each().map(|(weight, x)| weight * x).sum::<f64>() / sum;
    let squares: f64 = each().map(|(weight, x)| weight * (x - value).powi(2)).sum();
    let sd = (kish > 1.0 + 1e-9).then(|| (squares / (sum * (1.0 - 1.0 / kish))).sqrt());
    let interval = match population {
        Some(asked) if asked < respondents => None,
        Some(asked) if asked == respondents => Some(Interval::point(value)),
        _ => sd.filter(|sd| *sd > 0.0).and_then(|sd| {
            let sampled = population.map_or(1.0, |asked| 1.0 - respondents as f64 / asked as f64);
            let half = student(level, kish - 1.0)? * sd * (sampled / kish).sqrt();
            Some(Interval { low: value - half, high: value + half }.clipped(ends).around(value))
        }),
    };
    value.is_finite().then_some(Weighted { value, sd, respondents, kish, interval })
}

/// The weighted share of favourable (or unfavourable) answers over cells of (weight, patterns), with Wilson's interval.
///
/// p = sum w a / sum w m over the respondents with valid answers; v = sum w^2 (a - p m)^2 / (sum w m)^2; effective size
/// n_e = min(p(1 - p)/v, sum m x n_k/n) x (N - 1)/(N - n), n_k Kish's n of those respondents, which is n_e itself at p of 0
/// or 1 and for one item the most it can be. Equal weights give [`ratio_share`](super::ratio_share). n = N is a point.
/// Unit: 0 to 1. `None` without valid answers or for weights that are none; no interval for n > N.
/// Source: as [`ratio_share`](super::ratio_share) and [`kish`]; the two design effects multiply: Gabler, Haeder and Lahiri
/// (1999), Survey Methodology 25, 105-106.
pub fn weighted_share(
    cells: &[(f64, &Patterns)],
    side: Side,
    population: Option<u64>,
    level: f64,
) -> Option<Weighted> {
    let each = || {
        let answering =
            cells.iter().flat_map(|(weight, patterns)| patterns.iter().map(move |one| (*weight, one)));
        answering.filter(|(_, (pattern, n))| pattern.valid > 0 && **n > 0).map(|(weight, (pattern, &n))| {
            (weight, n, f64::from(side.counted(pattern)), f64::from(pattern.valid))
        })
    };
    let sizes: Vec<(f64, u64)> = each().map(|(weight, n, _, _)| (weight, n)).collect();
    let (kish, respondents) = (kish(&sizes)?, people(&sizes));
    let sum = |of: fn(f64, f64, f64) -> f64| each().map(|(w, n, a, m)| n as f64 * of(w, a, m)).sum::<f64>();
    let (answers, weighted) = (sum(|_, _, m| m), sum(|w, _, m| w * m));
    let value = (sum(|w, a, _| w * a) / weighted).clamp(0.0, 1.0);
    let same = sum(|w, a, _| w * a) == 0.0 || sum(|w, a, m| w * (m - a)) == 0.0;
    let squares: f64 = each().map(|(w, n, a, m)| n as f64 * (w * (a - value * m)).powi(2)).sum();
    let most = answers * kish / respondents as f64;
    let size = match squares > 0.0 {
        _ if same => kish,
        true => (value * (1.0 - value) * weighted * weighted / squares).min(most),
        false => most,
    };
    let interval = correction(respondents, population).and_then(|group| wilson(value, size * group, level));
    value.is_finite().then_some(Weighted { value, sd: None, respondents, kish, interval })
}

fn people(cells: &[(f64, u64)]) -> u64 {
    cells.iter().fold(0, |sum, (_, n)| sum.saturating_add(*n))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Pattern;
    use crate::statistics::scores::tests::answered;
    use crate::statistics::{mean_interval, ratio_share, scores};
    use proptest::prelude::*;

    const FIVE: (f64, f64) = (1.0, 5.0);

    fn favoured(rows: &[(u16, u16, u64)]) -> Patterns {
        let mut patterns = Patterns::new();
        for &(valid, favourable, n) in rows {
            let pattern =
                Pattern { valid, favourable, unfavourable: valid - favourable, ..Pattern::default() };
            *patterns.entry(pattern).or_default() += n;
        }
        patterns
    }

    #[test]
    fn weights_bring_each_cell_back_to_its_part_of_the_people_asked() {
        // 20 of 40 and 10 of 60: the first cell is two thirds of the answers and two fifths of the people
        let weights = post_stratified(&[(20, 40), (10, 60)]).expect("answers in each cell");
        assert!((weights[0] - 0.6).abs() < 1e-12 && (weights[1] - 1.8).abs() < 1e-12);
        let size = kish(&[(0.6, 20), (1.8, 10)]).expect("weights");
        assert!((size - 900.0 / 39.6).abs() < 1e-12);
    }

    #[test]
    fn a_cell_in_which_nobody_answered_has_no_weight_that_speaks_for_it() {
        assert_eq!(post_stratified(&[(20, 40), (0, 60)]), None);
        assert_eq!(post_stratified(&[(20, 40), (0, 0)]), Some(vec![1.0, 1.0]));
        assert_eq!(post_stratified(&[(20, 40), (3, 2)]), None);
        assert_eq!(post_stratified(&[]), None);
        assert_eq!(post_stratified(&[(0, 0)]), None);
    }

    #[test]
    fn equal_response_needs_no_weights() {
        assert_eq!(post_stratified(&[(20, 40), (30, 60)]), Some(vec![1.0, 1.0]));
        assert_eq!(post_stratified(&[(1, 7)]), Some(vec![1.0]));
    }

    #[test]
    fn weights_that_are_none_have_no_effective_size() {
        assert_eq!(kish(&[]), None);
        assert_eq!(kish(&[(1.0, 0), (0.0, 5)]), None);
        assert_eq!(kish(&[(-1.0, 5)]), None);
        assert_eq!(kish(&[(f64::NAN, 5)]), None);
        assert_eq!(kish(&[(3.0, 1)]), Some(1.0));
    }

    #[test]
    fn nobody_and_all_missing_have_no_weighted_figure() {
        let nobody = scores(&Patterns::new(), 1);
        assert_eq!(weighted_mean(&[], None, 0.95, FIVE), None);
        assert_eq!(weighted_mean(&[(1.0, &nobody)], Some(4), 0.95, FIVE), None);
        assert_eq!(weighted_share(&[], Side::Favourable, None, 0.95), None);
        assert_eq!(weighted_share(&[(1.0, &favoured(&[(0, 0, 3)]))], Side::Favourable, Some(3), 0.95), None);
    }

    #[test]
    fn one_respondent_has_a_weighted_mean_and_no_interval() {
        let one = scores(&answered(&[(1, 4, 1)]), 1);
        let found = weighted_mean(&[(2.5, &one)], None, 0.95, FIVE).expect("a score");
        assert_eq!((found.value, found.sd, found.interval, found.kish), (4.0, None, None, 1.0));
    }

    #[test]
    fn a_census_is_a_point_and_more_answers_than_people_is_no_interval() {
        let patterns = answered(&[(1, 4, 2), (1, 5, 1)]);
        let three = scores(&patterns, 1);
        let census = weighted_mean(&[(1.0, &three)], Some(3), 0.95, FIVE).expect("scores");
        assert_eq!(census.interval, Some(Interval::point(census.value)));
        let many = weighted_mean(&[(1.0, &three)], Some(2), 0.95, FIVE).expect("scores");
        assert_eq!(many.interval, None);
        let share = weighted_share(&[(1.0, &favoured(&[(1, 1, 3)]))], Side::Favourable, Some(2), 0.95);
        assert_eq!(share.expect("answers").interval, None);
    }

    #[test]
    fn a_weighted_share_of_none_or_all_rests_on_kishs_n() {
        let (some, others) = (favoured(&[(4, 4, 20)]), favoured(&[(4, 4, 10)]));
        let all =
            weighted_share(&[(0.6, &some), (1.8, &others)], Side::Favourable, None, 0.95).expect("answers");
        assert_eq!((all.value, all.interval), (1.0, wilson(1.0, all.kish, 0.95)));
    }

    proptest! {
        #[test]
        fn equal_weights_change_nothing(
            rows in prop::collection::vec((1u16..6).prop_flat_map(|valid| (Just(valid), 0..=valid, 1u64..4)), 2..9),
            cut in 0usize..9, absent in 0u64..9, weight in 0.2..5.0f64,
        ) {
            let (one, other) = rows.split_at(cut.min(rows.len()));
            let whole = favoured(&rows);
            let asked = Some(rows.iter().map(|row| row.2).sum::<u64>() + absent);
            let cells = [(weight, &favoured(one)), (weight, &favoured(other))];
            let found = weighted_share(&cells, Side::Favourable, asked, 0.95).expect("answers");
            let plain = ratio_share(&whole, Side::Favourable, asked, 0.95).expect("answers");
            let (mine, theirs) = (found.interval.expect("n <= N"), plain.interval.expect("n <= N"));
            prop_assert!((found.value - plain.share).abs() < 1e-12);
            prop_assert!((mine.low - theirs.low).abs() < 1e-9 && (mine.high - theirs.high).abs() < 1e-9);
            prop_assert!((found.kish - plain.respondents as f64).abs() < 1e-9);
        }

        #[test]
        fn equal_weights_leave_the_mean_and_its_interval(values in prop::collection::vec((1u32..6, 1u64..4), 2..6), absent in 0u64..9) {
            let rows: Vec<_> = values.iter().map(|&(value, n)| (1, value, n)).collect();
            let all = scores(&answered(&rows), 1);
            let asked = Some(all.n + absent);
            let found = weighted_mean(&[(1.7, &all)], asked, 0.95, FIVE).expect("scores");
            let plain = all.moments(asked).expect("scores");
            prop_assert!((found.value - plain.mean).abs() < 1e-12);
            match (found.interval, mean_interval(&plain, 0.95, FIVE)) {
                (Some(mine), Some(theirs)) => prop_assert!((mine.low - theirs.low).abs() < 1e-9 && (mine.high - theirs.high).abs() < 1e-9),
                (mine, theirs) => prop_assert_eq!(mine, theirs),
            }
        }

        #[test]
        fn weights_never_make_more_of_the_respondents(cells in prop::collection::vec((1u64..40, 0u64..40), 1..6)) {
            let cells: Vec<_> = cells.into_iter().map(|(n, silent)| (n, n + silent)).collect();
            let weights = post_stratified(&cells).expect("answers in each cell");
            let n: u64 = cells.iter().map(|cell| cell.0).sum();
            let weighted: Vec<_> = weights.iter().zip(&cells).map(|(&weight, cell)| (weight, cell.0)).collect();
            let total: f64 = weighted.iter().map(|(weight, n)| weight * *n as f64).sum();
            prop_assert!((total - n as f64).abs() < 1e-9);
            let size = kish(&weighted).expect("weights");
            prop_assert!(size <= n as f64 + 1e-9 && size >= 1.0 - 1e-9);
        }
    }
}
