use super::Interval;
use super::quantile::{snedecor, tail};

/// With fewer complete cases than this no reliability is given.
pub const LEAST_FOR_RELIABILITY: u64 = 10;

/// The sums of one item over the complete cases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ItemSums {
    /// The sum of the categories, sum x_j.
    pub sum: u64,
    /// The sum of their squares, sum x_j^2.
    pub squares: u64,
}

/// What reliability needs of the complete cases: respondents with a valid answer to every item. Adds up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Complete {
    /// How many complete cases, n.
    pub n: u64,
    /// Per item its sums, in the indicator's order; k of them.
    pub items: Vec<ItemSums>,
    /// The sum of the squared totals, sum T^2, where T is a respondent's sum over all items.
    pub total_squares: u64,
}

impl Complete {
    /// n^2 times the variance of each item, and of the total, on n; whole numbers.
    fn scaled_variances(&self) -> Option<(Vec<i128>, i128)> {
        let n = i128::from(self.n);
        let scaled = |sum: u128, squares: u64| {
            let sum = i128::try_from(sum).ok()?;
            n.checked_mul(i128::from(squares))?.checked_sub(sum.checked_mul(sum)?)
        };
        let total: u128 = self.items.iter().map(|item| u128::from(item.sum)).sum();
        let items: Option<Vec<i128>> =
            self.items.iter().map(|item| scaled(u128::from(item.sum), item.squares)).collect();
        Some((items?, scaled(total, self.total_squares)?))
    }
}

/// How well the items of an indicator hang together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reliability {
    /// Cronbach's alpha, at most 1.
    pub alpha: f64,
    /// Feldt's interval of alpha; `None` where alpha is 1.
    pub interval: Option<Interval>,
    /// For two items: the Spearman-Brown coefficient, the better measure there.
    pub spearman_brown: Option<f64>,
    /// The complete cases it rests on.
    pub n: u64,
}

/// Alpha with its interval, and Spearman-Brown for two items; `None` below 10 complete cases or where alpha is.
pub fn reliability(complete: &Complete, level: f64) -> Option<Reliability> {
    if complete.n < LEAST_FOR_RELIABILITY {
        return None;
    }
    let alpha = cronbach_alpha(complete)?;
    let interval = feldt(alpha, complete.n, complete.items.len(), level);
    Some(Reliability { alpha, interval, spearman_brown: spearman_brown(complete), n: complete.n })
}

/// Cronbach's alpha on complete cases: k/(k - 1) x (1 - sum of item variances / variance of the total).
///
/// At most 1, and below 0 where items work against each other. `None` below 2 items, below 2 cases, or where every
/// total is the same. Source: Cronbach (1951), doi 10.1007/BF02310555.
pub fn cronbach_alpha(complete: &Complete) -> Option<f64> {
    let (items, total) = complete.scaled_variances()?;
    if items.len() < 2 || complete.n < 2 || total <= 0 {
        return None;
    }
    let k = items.len() as f64;
    let within: i128 = items.iter().sum();
    Some(k / (k - 1.0) * ((total - within) as f64 / total as f64))
}

/// Cronbach's alpha of the items without one of them, for each of the items in turn, on the same complete cases.
///
/// `with_total` holds per item the sum over the complete cases of its category times the respondent's total, sum x_j T:
/// the variance of the total without item j is that of T, minus twice the covariance of x_j and T, plus that of x_j.
/// One figure per item, in their order; `None` where the totals of the others are all the same. No figures at all below
/// 3 items (one item has no alpha), below 2 cases, and where `with_total` does not belong to the sums (its sum is not
/// `total_squares`). A dropped item that raises alpha is a reason to look at its wording, not to drop it.
/// Source: as [`cronbach_alpha`]; R's psych::alpha, `alpha.drop`.
pub fn alpha_if_dropped(complete: &Complete, with_total: &[u64]) -> Option<Vec<Option<f64>>> {
    let (items, total) = complete.scaled_variances()?;
    let products: u128 = with_total.iter().map(|&product| u128::from(product)).sum();
    if items.len() < 3 || complete.n < 2 || with_total.len() != items.len() {
        return None;
    }
    if products != u128::from(complete.total_squares) {
        return None;
    }
    let n = i128::from(complete.n);
    let sum: i128 = complete.items.iter().map(|item| i128::from(item.sum)).sum();
    let (within, k) = (items.iter().sum::<i128>(), (items.len() - 1) as f64);
    let each = complete.items.iter().zip(with_total).zip(&items).map(|((item, &product), &own)| {
        let product = n.checked_mul(i128::from(product))?;
        let covariance = product.checked_sub(i128::from(item.sum).checked_mul(sum)?)?;
        let rest = total.checked_sub(covariance.checked_mul(2)?)?.checked_add(own)?;
        (rest > 0).then(|| k / (k - 1.0) * ((rest - (within - own)) as f64 / rest as f64))
    });
    Some(each.collect())
}

/// Feldt's interval of alpha of n complete cases on k items.
///
/// [1 - (1 - alpha) F(1 - tail), 1 - (1 - alpha) F(tail)], F on n - 1 and (n - 1)(k - 1) degrees of freedom, tail =
/// (1 - level)/2. `None` below 2 cases or items, and for an alpha of 1 or more.
/// Source: Feldt, Woodruff and Salih (1987), doi 10.1177/014662168701100107.
pub fn feldt(alpha: f64, n: u64, items: usize, level: f64) -> Option<Interval> {
    let tail = tail(level)?;
    if n < 2 || items < 2 || !alpha.is_finite() || alpha >= 1.0 {
        return None;
    }
    let (df1, df2) = ((n - 1) as f64, (n - 1) as f64 * (items - 1) as f64);
    let low = 1.0 - (1.0 - alpha) * snedecor(1.0 - tail, df1, df2)?;
    let high = 1.0 - (1.0 - alpha) * snedecor(tail, df1, df2)?;
    Some(Interval { low, high })
}

/// The Spearman-Brown coefficient of two items: 2r/(1 + r), r their correlation over the complete cases.
///
/// At most 1. `None` for other than two items, below 2 cases, where an item does not vary, and at r = -1.
/// Source: Eisinga, te Grotenhuis and Pelzer (2013), doi 10.1007/s00038-012-0416-3.
pub fn spearman_brown(complete: &Complete) -> Option<f64> {
    let (items, total) = complete.scaled_variances()?;
    let &[first, second] = items.as_slice() else { return None };
    if complete.n < 2 || first <= 0 || second <= 0 {
        return None;
    }
    let covariance = (total - first - second) as f64 / 2.0;
    let r = (covariance / (first as f64 * second as f64).sqrt()).clamp(-1.0, 1.0);
    (r > -1.0 + 1e-12).then(|| 2.0 * r / (1.0 + r))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complete(rows: &[&[u64]]) -> Complete {
        let mut sums = Complete { n: rows.len() as u64, ..Complete::default() };
        for row in rows {
            sums.items.resize(row.len(), ItemSums::default());
            for (item, answer) in sums.items.iter_mut().zip(*row) {
                item.sum += answer;
                item.squares += answer * answer;
            }
            sums.total_squares += row.iter().sum::<u64>().pow(2);
        }
        sums
    }

    fn published() -> Complete {
        complete(&[
            &[4, 4, 5, 4],
            &[3, 3, 4, 3],
            &[5, 5, 5, 4],
            &[2, 3, 2, 2],
            &[4, 4, 4, 5],
            &[3, 4, 3, 3],
            &[5, 4, 5, 5],
            &[1, 2, 2, 1],
        ])
    }

    #[test]
    fn alpha_is_that_of_the_package_psych() {
        let alpha = cronbach_alpha(&published()).expect("spread");
        assert!((alpha - 0.9546289011).abs() < 1e-9);
        let interval = feldt(alpha, 8, 4, 0.95).expect("eight cases");
        assert!((interval.low - 0.87).abs() < 5e-3 && (interval.high - 0.99).abs() < 5e-3, "{interval:?}");
    }

    /// Per item sum x_j T.
    fn products(rows: &[&[u64]]) -> Vec<u64> {
        let items = rows.first().map_or(0, |row| row.len());
        (0..items).map(|item| rows.iter().map(|row| row[item] * row.iter().sum::<u64>()).sum()).collect()
    }

    fn without(rows: &[&[u64]], item: usize) -> Complete {
        let fewer: Vec<Vec<u64>> = rows
            .iter()
            .map(|row| {
                row.iter().enumerate().filter(|&(at, _)| at != item).map(|(_, answer)| *answer).collect()
            })
            .collect();
        complete(&fewer.iter().map(Vec::as_slice).collect::<Vec<_>>())
    }

    #[test]
    fn alpha_if_dropped_is_the_alpha_of_the_other_items() {
        let rows: [&[u64]; 6] =
            [&[4, 4, 5, 1], &[3, 3, 4, 5], &[5, 5, 5, 2], &[2, 3, 2, 2], &[4, 4, 4, 5], &[1, 2, 2, 3]];
        let found = alpha_if_dropped(&complete(&rows), &products(&rows)).expect("four items");
        for (item, dropped) in found.iter().enumerate() {
            let expected = cronbach_alpha(&without(&rows, item)).expect("spread");
            assert!((dropped.expect("spread") - expected).abs() < 1e-12, "{item}");
        }
    }

    #[test]
    fn two_items_no_cases_or_sums_of_others_have_no_alpha_if_dropped() {
        assert_eq!(alpha_if_dropped(&Complete::default(), &[]), None);
        assert_eq!(alpha_if_dropped(&complete(&[&[1, 2], &[3, 3]]), &[15, 18]), None);
        let one: [&[u64]; 1] = [&[1, 2, 3]];
        assert_eq!(alpha_if_dropped(&complete(&one), &products(&one)), None);
        let rows: [&[u64]; 3] = [&[1, 2, 3], &[3, 3, 1], &[2, 2, 2]];
        assert_eq!(alpha_if_dropped(&complete(&rows), &[1, 2, 3]), None);
        assert_eq!(alpha_if_dropped(&complete(&rows), &products(&rows)[..2]), None);
    }

    #[test]
    fn an_item_that_carries_all_the_spread_leaves_none_without_it() {
        let rows: [&[u64]; 3] = [&[1, 2, 3], &[3, 2, 3], &[5, 2, 3]];
        let found = alpha_if_dropped(&complete(&rows), &products(&rows)).expect("three items");
        assert_eq!(found.first(), Some(&None));
        assert!(found.iter().skip(1).all(Option::is_some));
    }

    #[test]
    fn nine_complete_cases_are_too_few_and_ten_are_not() {
        let row: &[u64] = &[4, 5];
        let other: &[u64] = &[2, 1];
        let mut rows = vec![row; 4];
        rows.extend([other; 5]);
        assert_eq!(reliability(&complete(&rows), 0.95), None);
        rows.push(&[3, 4]);
        let ten = reliability(&complete(&rows), 0.95).expect("ten cases");
        assert!(ten.n == 10 && ten.spearman_brown.is_some() && ten.interval.is_some());
    }

    #[test]
    fn no_cases_one_case_or_one_item_have_no_alpha() {
        assert_eq!(cronbach_alpha(&Complete::default()), None);
        assert_eq!(cronbach_alpha(&complete(&[&[4, 5]])), None);
        assert_eq!(cronbach_alpha(&complete(&[&[4], &[5], &[2]])), None);
        assert_eq!(spearman_brown(&Complete::default()), None);
    }

    #[test]
    fn totals_that_do_not_vary_have_no_alpha() {
        assert_eq!(cronbach_alpha(&complete(&[&[4, 4], &[4, 4], &[4, 4]])), None);
        assert_eq!(cronbach_alpha(&complete(&[&[1, 5], &[5, 1], &[3, 3]])), None);
        assert_eq!(spearman_brown(&complete(&[&[1, 5], &[5, 1], &[3, 3]])), None);
        assert_eq!(spearman_brown(&complete(&[&[1, 5], &[5, 5], &[3, 5]])), None);
    }

    #[test]
    fn items_that_say_the_same_hang_together_wholly() {
        let same = complete(&[&[1, 1], &[5, 5], &[3, 3]]);
        assert_eq!(cronbach_alpha(&same), Some(1.0));
        assert_eq!(spearman_brown(&same), Some(1.0));
        assert_eq!(feldt(1.0, 3, 2, 0.95), None);
    }

    #[test]
    fn an_interval_holds_for_very_many_cases() {
        let large = feldt(0.8, 100_000, 8, 0.95).expect("defined");
        assert!(large.low > 0.797 && large.low < 0.8 && large.high > 0.8 && large.high < 0.803, "{large:?}");
    }
}
