//! Every statistic against values from other people's code; see tests/independent/statistics_reference.py.

use std::collections::BTreeMap;

use datadialoog::domain::{Pattern, Patterns};
use datadialoog::statistics::{
    Complete, ItemSums, Moments, Scores, Share, Side, agreement, benjamini_hochberg, cliffs_delta,
    cronbach_alpha, difference_of_shares, divided, feldt, hedges_g, item_share, mean_interval,
    median_interval, newcombe, no_assumption_bounds, ratio_share, response_rate, scores, spearman_brown,
    welch, wilson,
};
use serde_json::Value;

/// How far a closed form may be off: rounding only.
const CLOSED: f64 = 1e-9;
/// How far a figure with a quantile in it may be off.
const QUANTILE: f64 = 1e-6;

/// Per statistic how many inputs it was compared on, the largest difference, and the one allowed.
#[derive(Default)]
struct Table(BTreeMap<&'static str, (usize, f64, f64)>);

impl Table {
    /// Compares one input's figures; differences are relative above 1. A missing figure must be missing on both sides.
    fn compare(&mut self, statistic: &'static str, allowed: f64, found: &[Option<f64>], expected: &[Value]) {
        assert_eq!(found.len(), expected.len(), "{statistic}");
        let row = self.0.entry(statistic).or_insert((0, 0.0, allowed));
        row.0 += 1;
        for (found, expected) in found.iter().zip(expected) {
            let (found, expected) = match (found, expected.as_f64()) {
                (None, None) => continue,
                (Some(found), Some(expected)) => (*found, expected),
                (found, expected) => panic!("{statistic}: {found:?} where {expected:?} was expected"),
            };
            assert!(found.is_finite(), "{statistic}: {found}");
            row.1 = row.1.max((found - expected).abs() / expected.abs().max(1.0));
        }
    }

    fn print(&self) {
        println!("{:<34} {:>7} {:>20} {:>8}", "statistic", "inputs", "largest difference", "allowed");
        for (statistic, (inputs, largest, allowed)) in &self.0 {
            println!("{statistic:<34} {inputs:>7} {largest:>20.1e} {allowed:>8.0e}");
        }
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn whole(value: &Value) -> u64 {
    value.as_u64().expect("a whole number")
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

fn wholes(value: &Value) -> Vec<u64> {
    list(value).iter().map(whole).collect()
}

fn numbers(value: &Value) -> Vec<f64> {
    list(value).iter().map(number).collect()
}

fn ends(interval: Option<datadialoog::statistics::Interval>) -> [Option<f64>; 2] {
    [interval.map(|found| found.low), interval.map(|found| found.high)]
}

/// Share, effective size (none: infinite) and interval; the first two are closed forms.
fn compare_share(table: &mut Table, names: [&'static str; 2], share: &Share, expected: &[Value]) {
    let size = share.effective_n.expect("n <= N");
    table.compare(
        names[0],
        CLOSED,
        &[Some(share.share), Some(size).filter(|size| size.is_finite())],
        &expected[..2],
    );
    table.compare(names[1], QUANTILE, &ends(share.interval), &expected[2..]);
}

fn moments(value: &Value) -> Moments {
    let group = list(value);
    Moments {
        n: whole(&group[0]),
        mean: number(&group[1]),
        sd: Some(number(&group[2])),
        population: group[3].as_u64(),
    }
}

fn compare_indicator(table: &mut Table, given: &[Value], expected: &Value) {
    let small = |value: &Value| u16::try_from(whole(value)).expect("small");
    let patterns: Patterns = list(&given[0])
        .iter()
        .map(|row| {
            let row = list(row);
            let pattern = Pattern {
                valid: small(&row[0]),
                sum: whole(&row[1]) as u32,
                favourable: small(&row[2]),
                unfavourable: small(&row[3]),
            };
            (pattern, whole(&row[4]))
        })
        .collect();
    let (asked, level) = (given[2].as_u64(), number(&given[3]));
    let scale = (1.0, number(&given[4]));
    let found: Scores = scores(&patterns, small(&given[1]));
    let figures = [
        Some(found.n as f64),
        found.mean(),
        found.sd(),
        found.quantile(0.25),
        found.median(),
        found.quantile(0.75),
        found.min(),
        found.max(),
    ];
    table.compare("scores (mean, sd, quartiles)", CLOSED, &figures, list(&expected["scores"]));
    let of_mean = found.moments(asked).and_then(|moments| mean_interval(&moments, level, scale));
    table.compare("mean interval", QUANTILE, &ends(of_mean), list(&expected["mean"]));
    let of_median = median_interval(&found, asked, level, scale);
    table.compare("median interval", CLOSED, &ends(of_median), list(&expected["median"]));
    let favourable = ratio_share(&patterns, Side::Favourable, asked, level).expect("answers");
    let names = ["share over items, effective size", "share over items, interval"];
    compare_share(table, names, &favourable, list(&expected["favourable"]));
    let unfavourable = ratio_share(&patterns, Side::Unfavourable, asked, level).expect("answers");
    compare_share(table, names, &unfavourable, list(&expected["unfavourable"]));
}

fn compare_item(table: &mut Table, given: &[Value], expected: &Value) {
    let (counts, asked, level) = (wholes(&given[0]), given[1].as_u64(), number(&given[2]));
    let categories = u8::try_from(counts.len()).expect("small");
    let low: Vec<u8> = (1..=categories / 2).collect();
    let high: Vec<u8> = (categories.div_ceil(2) + 1..=categories).collect();
    let share = item_share(&counts, &high, asked, level).expect("answers");
    compare_share(table, ["share, effective size", "share, interval"], &share, list(&expected["share"]));
    table.compare("agreement", CLOSED, &[agreement(&counts)], std::slice::from_ref(&expected["agreement"]));
    table.compare("divided (yes or no)", CLOSED, &[], &[]);
    assert_eq!(Some(divided(&counts, &low, &high)), expected["divided"].as_bool(), "{counts:?}");
    let people = asked.unwrap_or(share.answers);
    let bounds = ends(no_assumption_bounds(share.share, share.answers, people));
    table.compare("no-assumption bounds", CLOSED, &bounds, list(&expected["bounds"]));
    let rate = response_rate(share.answers, people);
    table.compare("response rate", CLOSED, &[rate], std::slice::from_ref(&expected["rate"]));
}

fn compare_means(table: &mut Table, given: &[Value], expected: &Value) {
    let (a, b, level) = (moments(&given[0]), moments(&given[1]), number(&given[2]));
    let found = welch(&a, &b, level).expect("spread");
    let Value::Array(welch_values) = &expected["welch"] else { panic!("a list") };
    let [difference, low, high, p, df] = welch_values.as_slice() else { panic!("five figures") };
    let closed = [difference.clone(), df.clone()];
    table.compare("Welch, difference and df", CLOSED, &[Some(found.difference), Some(found.df)], &closed);
    let by_quantile = [low.clone(), high.clone(), p.clone()];
    let [found_low, found_high] = ends(Some(found.interval));
    table.compare(
        "Welch, interval and p",
        QUANTILE,
        &[found_low, found_high, Some(found.p_value)],
        &by_quantile,
    );
    table.compare("Hedges' g", CLOSED, &[hedges_g(&a, &b)], std::slice::from_ref(&expected["hedges"]));
}

fn compare_shares(table: &mut Table, given: &[Value], expected: &[Value]) {
    let [x1, n1, x2, n2, level] = numbers(&Value::Array(given.to_vec()))[..] else { panic!("five numbers") };
    let found = difference_of_shares(x1 / n1, n1, x2 / n2, n2, level).expect("answers");
    assert_eq!(newcombe(x1 / n1, n1, x2 / n2, n2, level), Some(found.interval));
    let [low, high] = ends(Some(found.interval));
    table.compare("Newcombe, interval", QUANTILE, &[Some(found.difference), low, high], &expected[..3]);
    table.compare("difference of shares, p", QUANTILE, &[Some(found.p_value)], &expected[3..]);
}

fn compare_reliability(table: &mut Table, given: &[Value], expected: &[Value]) {
    let items: Vec<ItemSums> = list(&given[1])
        .iter()
        .map(|item| ItemSums { sum: whole(&list(item)[0]), squares: whole(&list(item)[1]) })
        .collect();
    let complete = Complete { n: whole(&given[0]), items, total_squares: whole(&given[2]) };
    let alpha = cronbach_alpha(&complete).expect("spread");
    table.compare("Cronbach's alpha", CLOSED, &[Some(alpha)], &expected[..1]);
    let interval = ends(feldt(alpha, complete.n, complete.items.len(), number(&given[3])));
    table.compare("Cronbach's alpha, Feldt", QUANTILE, &interval, &expected[1..3]);
    if complete.items.len() == 2 {
        table.compare("Spearman-Brown", CLOSED, &[spearman_brown(&complete)], &expected[3..]);
    }
}

#[test]
fn every_statistic_is_that_of_an_independent_source() {
    let reference: Value =
        serde_json::from_str(include_str!("independent/statistics.json")).expect("the reference values");
    let mut table = Table::default();
    let mut each = |family: &str, compare: &mut dyn FnMut(&mut Table, &[Value], &Value)| {
        let cases = list(&reference[family]);
        assert!(cases.len() >= 200, "{family}");
        for case in cases {
            compare(&mut table, list(&list(case)[0]), &list(case)[1]);
        }
    };
    each("wilson", &mut |table, given, expected| {
        let [x, n, size, level] = numbers(&Value::Array(given.to_vec()))[..] else { panic!("four numbers") };
        table.compare("Wilson", QUANTILE, &ends(wilson(x / n, size, level)), list(expected));
    });
    each("indicator", &mut compare_indicator);
    each("item", &mut compare_item);
    each("means", &mut compare_means);
    each("shares", &mut |table, given, expected| compare_shares(table, given, list(expected)));
    each("dominance", &mut |table, given, expected| {
        let found = cliffs_delta(&wholes(&given[0]), &wholes(&given[1]), number(&given[2])).expect("answers");
        table.compare("Cliff's delta", CLOSED, &[Some(found.delta)], &list(expected)[..1]);
        table.compare("Cliff's delta, interval", QUANTILE, &ends(found.interval), &list(expected)[1..]);
    });
    each("family", &mut |table, given, expected| {
        let found: Vec<_> = benjamini_hochberg(&numbers(&given[0])).into_iter().map(Some).collect();
        table.compare("Benjamini-Hochberg", CLOSED, &found, list(expected));
    });
    each("reliability", &mut |table, given, expected| compare_reliability(table, given, list(expected)));
    table.print();
    for (statistic, (_, largest, allowed)) in &table.0 {
        assert!(largest <= allowed, "{statistic}: off by {largest:e}");
    }
}
