//! Every statistic against values from other people's code; see tests/independent/statistics_reference.py.
//!
//! `cargo test --test statistics_reference -- --nocapture --test-threads 1` prints both tables: random and dull inputs,
//! and published examples, each with as many digits as were published.

use std::collections::BTreeMap;

use datadialoog::domain::{Pattern, Patterns};
use datadialoog::statistics::{
    Complete, ItemSums, Moments, Scores, Share, Side, Test, Weighted, agreement, alpha_if_dropped,
    benjamini_hochberg, cliffs_delta, cronbach_alpha, difference_of_clustered_shares, difference_of_shares,
    divided, feldt, hedges_g, item_share, kish, mean_interval, median_interval, needed_items, newcombe,
    no_assumption_bounds, post_stratified, ratio_share, representativeness, response_norm, response_rate,
    rest_of_counts, rest_of_patterns, rest_of_people, scores, spearman_brown, weighted_mean, weighted_share,
    welch, wilson,
};
use serde_json::Value;

/// How far a closed form may be off: rounding only.
const CLOSED: f64 = 1e-9;
/// How far a figure with a quantile in it may be off.
const QUANTILE: f64 = 1e-6;

/// What a statistic was compared on.
struct Row {
    inputs: usize,
    largest: f64,
    allowed: f64,
    by: &'static str,
}

/// Per statistic how many inputs it was compared on, the largest difference, the one allowed, and whose values they are.
#[derive(Default)]
struct Table(BTreeMap<&'static str, Row>);

impl Table {
    /// Compares one input's figures; differences are relative above 1. A missing figure must be missing on both sides.
    fn compare(&mut self, (statistic, by): Name, allowed: f64, found: &[Option<f64>], expected: &[Value]) {
        assert_eq!(found.len(), expected.len(), "{statistic}");
        let row = self.0.entry(statistic).or_insert(Row { inputs: 0, largest: 0.0, allowed, by });
        row.inputs += 1;
        for (found, expected) in found.iter().zip(expected) {
            let (found, expected) = match (found, expected.as_f64()) {
                (None, None) => continue,
                (Some(found), Some(expected)) => (*found, expected),
                (found, expected) => panic!("{statistic}: {found:?} where {expected:?} was expected"),
            };
            assert!(found.is_finite(), "{statistic}: {found}");
            row.largest = row.largest.max((found - expected).abs() / expected.abs().max(1.0));
        }
    }

    fn print(&self) {
        println!("| statistic | inputs | largest difference | allowed | whose values |");
        println!("| --- | ---: | ---: | ---: | --- |");
        for (statistic, Row { inputs, largest, allowed, by }) in &self.0 {
            println!("| {statistic} | {inputs} | {largest:.1e} | {allowed:.0e} | {by} |");
        }
    }
}

/// A statistic and whose values it is held against.
type Name = (&'static str, &'static str);

const ROWS: &str = "brute force on rows";
const STATSMODELS: &str = "statsmodels";
const SCIPY: &str = "scipy";

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
fn compare_share(table: &mut Table, names: [Name; 2], share: &Share, expected: &[Value]) {
    let size = share.effective_n.filter(|size| size.is_finite());
    table.compare(names[0], CLOSED, &[Some(share.share), size], &expected[..2]);
    table.compare(names[1], QUANTILE, &ends(share.interval), &expected[2..]);
}

fn moments(value: &Value) -> Moments {
    let group = list(value);
    Moments {
        n: whole(&group[0]),
        mean: number(&group[1]),
        sd: group[2].as_f64(),
        population: group[3].as_u64(),
    }
}

fn small(value: &Value) -> u16 {
    u16::try_from(whole(value)).expect("small")
}

fn patterns(value: &Value) -> Patterns {
    let row = |row: &Value| {
        let row = list(row);
        let pattern = Pattern {
            valid: small(&row[0]),
            sum: whole(&row[1]) as u32,
            favourable: small(&row[2]),
            unfavourable: small(&row[3]),
        };
        (pattern, whole(&row[4]))
    };
    list(value).iter().map(row).collect()
}

fn compare_indicator(table: &mut Table, given: &[Value], expected: &Value) {
    let patterns = patterns(&given[0]);
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
    table.compare(
        ("scores: mean, sd, quartiles", "numpy, fractions"),
        CLOSED,
        &figures,
        list(&expected["scores"]),
    );
    let of_mean = found.moments(asked).and_then(|moments| mean_interval(&moments, level, scale));
    table.compare(("mean, t interval", SCIPY), QUANTILE, &ends(of_mean), list(&expected["mean"]));
    let of_median = median_interval(&found, asked, level, scale);
    table.compare(
        ("median, interval", "scipy, whole-number binomials"),
        CLOSED,
        &ends(of_median),
        list(&expected["median"]),
    );
    let favourable = ratio_share(&patterns, Side::Favourable, asked, level).expect("answers");
    let names =
        [("share over items, effective size", STATSMODELS), ("share over items, interval", STATSMODELS)];
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
    let names = [("share, effective size", "fractions"), ("share, interval", STATSMODELS)];
    compare_share(table, names, &share, list(&expected["share"]));
    table.compare(
        ("agreement A", "triplets by brute force"),
        CLOSED,
        &[agreement(&counts)],
        std::slice::from_ref(&expected["agreement"]),
    );
    table.compare(("divided, yes or no", ROWS), CLOSED, &[], &[]);
    assert_eq!(Some(divided(&counts, &low, &high)), expected["divided"].as_bool(), "{counts:?}");
    let people = asked.unwrap_or(share.answers);
    let bounds = ends(no_assumption_bounds(share.share, share.answers, people));
    table.compare(("no-assumption bounds", ROWS), CLOSED, &bounds, list(&expected["bounds"]));
    let rate = response_rate(share.answers, people);
    table.compare(("response rate", ROWS), CLOSED, &[rate], std::slice::from_ref(&expected["rate"]));
}

fn compare_means(table: &mut Table, given: &[Value], expected: &Value) {
    let (a, b, level) = (moments(&given[0]), moments(&given[1]), number(&given[2]));
    let found = welch(&a, &b, level);
    let Value::Array(welch_values) = &expected["welch"] else { panic!("a list") };
    let [difference, low, high, p, df] = welch_values.as_slice() else { panic!("five figures") };
    let figures =
        [found.map(|found| found.difference), found.map(|found| found.df).filter(|df| df.is_finite())];
    table.compare(("Welch, difference and df", SCIPY), CLOSED, &figures, &[difference.clone(), df.clone()]);
    let [found_low, found_high] = ends(found.map(|found| found.interval));
    table.compare(
        ("Welch, interval and p", SCIPY),
        QUANTILE,
        &[found_low, found_high, found.map(|found| found.p_value)],
        &[low.clone(), high.clone(), p.clone()],
    );
    table.compare(
        ("Hedges' g", "pingouin"),
        CLOSED,
        &[hedges_g(&a, &b)],
        std::slice::from_ref(&expected["hedges"]),
    );
}

fn compare_shares(table: &mut Table, given: &[Value], expected: &[Value]) {
    let [x1, n1, x2, n2, level] = numbers(&Value::Array(given.to_vec()))[..] else { panic!("five numbers") };
    let found = difference_of_shares(x1 / n1, n1, x2 / n2, n2, level).expect("answers");
    assert_eq!(newcombe(x1 / n1, n1, x2 / n2, n2, level), Some(found.interval));
    let [low, high] = ends(Some(found.interval));
    table.compare(
        ("difference of shares, Newcombe", STATSMODELS),
        QUANTILE,
        &[Some(found.difference), low, high],
        &expected[..3],
    );
    table.compare(("difference of shares, p", STATSMODELS), QUANTILE, &[Some(found.p_value)], &expected[3..]);
}

fn compare_clustered(table: &mut Table, given: &[Value], expected: &[Value]) {
    let level = number(&given[2]);
    let share = |group: &Value| {
        let group = list(group);
        ratio_share(&patterns(&group[0]), Side::Favourable, group[1].as_u64(), level).expect("answers")
    };
    let found = difference_of_clustered_shares(&share(&given[0]), &share(&given[1]), level).expect("n <= N");
    let [low, high] = ends(Some(found.interval));
    let figures = [Some(found.difference), low, high, Some(found.p_value)];
    table.compare(("difference of shares over items", STATSMODELS), QUANTILE, &figures, expected);
}

fn compare_reliability(table: &mut Table, given: &[Value], expected: &[Value]) {
    let sums = |item: &Value| ItemSums { sum: whole(&list(item)[0]), squares: whole(&list(item)[1]) };
    let with_total: Vec<u64> = list(&given[1]).iter().map(|item| whole(&list(item)[2])).collect();
    let items: Vec<ItemSums> = list(&given[1]).iter().map(sums).collect();
    let complete = Complete { n: whole(&given[0]), items, total_squares: whole(&given[2]) };
    let alpha = cronbach_alpha(&complete);
    table.compare(("Cronbach's alpha", "pingouin"), CLOSED, &[alpha], &expected[..1]);
    let interval = alpha.and_then(|alpha| feldt(alpha, complete.n, complete.items.len(), number(&given[3])));
    table.compare(("Cronbach's alpha, Feldt", SCIPY), QUANTILE, &ends(interval), &expected[1..3]);
    if complete.items.len() == 2 {
        table.compare(("Spearman-Brown", SCIPY), CLOSED, &[spearman_brown(&complete)], &expected[3..4]);
    }
    let dropped = alpha_if_dropped(&complete, &with_total);
    assert_eq!(dropped.is_some(), expected[4].is_array(), "{complete:?}");
    if let Some(dropped) = dropped {
        table.compare(("alpha if an item is dropped", "pingouin"), CLOSED, &dropped, list(&expected[4]));
    }
}

fn compare_rest(table: &mut Table, given: &[Value], expected: &Value) {
    let rest = rest_of_patterns(&patterns(&given[0]), &patterns(&given[1])).expect("a part");
    let found = scores(&rest, 1);
    let figures = [Some(found.n as f64), found.mean(), found.sd()];
    table.compare(("the others: mean and sd", "numpy"), CLOSED, &figures, list(&expected["scores"]));
    let share = ratio_share(&rest, Side::Favourable, None, 0.95).map(|share| share.share);
    table.compare(("the others: share", "numpy"), CLOSED, &[share], std::slice::from_ref(&expected["share"]));
    let counts = rest_of_counts(&wholes(&given[2]), &wholes(&given[3])).expect("a part");
    assert_eq!(counts, wholes(&expected["counts"]));
    assert_eq!(rest_of_people(given[4].as_u64(), given[5].as_u64()), expected["people"].as_u64());
}

fn compare_weights(table: &mut Table, given: &[Value], expected: &Value) {
    let cells: Vec<(u64, u64, Patterns)> = list(&given[0])
        .iter()
        .map(|cell| (whole(&list(cell)[0]), whole(&list(cell)[1]), patterns(&list(cell)[2])))
        .collect();
    let (asked, level, ends_of_scale) = (given[1].as_u64(), number(&given[2]), (1.0, number(&given[3])));
    let sizes: Vec<(u64, u64)> = cells.iter().map(|(n, people, _)| (*n, *people)).collect();
    let weights = post_stratified(&sizes).expect("answers in each cell");
    let figures: Vec<Option<f64>> = weights.iter().copied().map(Some).collect();
    table.compare(("post-stratified weights", "fractions"), CLOSED, &figures, list(&expected["weights"]));
    let weighted: Vec<(f64, u64)> =
        weights.iter().zip(&sizes).map(|(&weight, cell)| (weight, cell.0)).collect();
    table.compare(("Kish's n", "numpy"), CLOSED, &[kish(&weighted)], std::slice::from_ref(&expected["kish"]));
    let scored: Vec<(f64, Scores)> =
        weights.iter().zip(&cells).map(|(&weight, cell)| (weight, scores(&cell.2, 1))).collect();
    let scored: Vec<(f64, &Scores)> = scored.iter().map(|(weight, scores)| (*weight, scores)).collect();
    let Weighted { value, sd, interval, .. } =
        weighted_mean(&scored, asked, level, ends_of_scale).expect("scores");
    let mean = list(&expected["mean"]);
    table.compare(("weighted mean and sd", STATSMODELS), CLOSED, &[Some(value), sd], &mean[..2]);
    table.compare(("weighted mean, interval", SCIPY), QUANTILE, &ends(interval), &mean[2..]);
    let shared: Vec<(f64, &Patterns)> =
        weights.iter().zip(&cells).map(|(&weight, cell)| (weight, &cell.2)).collect();
    let Weighted { value, interval, .. } =
        weighted_share(&shared, Side::Favourable, asked, level).expect("answers");
    let [low, high] = ends(interval);
    table.compare(
        ("weighted share, interval", STATSMODELS),
        QUANTILE,
        &[Some(value), low, high],
        list(&expected["share"]),
    );
}

fn groups(value: &Value) -> Vec<(u64, u64)> {
    list(value).iter().map(|group| (whole(&list(group)[0]), whole(&list(group)[1]))).collect()
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
        table.compare(("Wilson", STATSMODELS), QUANTILE, &ends(wilson(x / n, size, level)), list(expected));
    });
    each("indicator", &mut compare_indicator);
    each("item", &mut compare_item);
    each("means", &mut compare_means);
    each("shares", &mut |table, given, expected| compare_shares(table, given, list(expected)));
    each("clustered", &mut |table, given, expected| compare_clustered(table, given, list(expected)));
    each("dominance", &mut |table, given, expected| {
        let found = cliffs_delta(&wholes(&given[0]), &wholes(&given[1]), number(&given[2])).expect("answers");
        table.compare(
            ("Cliff's delta", "dominance matrix"),
            CLOSED,
            &[Some(found.delta)],
            &list(expected)[..1],
        );
        table.compare(
            ("Cliff's delta, interval", "dominance matrix, scipy"),
            QUANTILE,
            &ends(found.interval),
            &list(expected)[1..],
        );
    });
    each("family", &mut |table, given, expected| {
        let found: Vec<_> = benjamini_hochberg(&numbers(&given[0])).into_iter().map(Some).collect();
        table.compare(("Benjamini-Hochberg", STATSMODELS), CLOSED, &found, list(expected));
    });
    each("reliability", &mut |table, given, expected| compare_reliability(table, given, list(expected)));
    each("rest", &mut compare_rest);
    each("norm", &mut |table, given, expected| {
        let points: Vec<(u64, f64)> =
            list(&given[0]).iter().map(|point| (whole(&list(point)[0]), number(&list(point)[1]))).collect();
        let found = response_norm(&points, whole(&given[1]));
        table.compare(("response norm by size", "numpy"), CLOSED, &[found], std::slice::from_ref(expected));
    });
    each("needed", &mut |table, given, expected| {
        let found = f64::from(needed_items(number(&given[0]), small(&given[1])));
        table.compare(
            ("items needed for a score", "fractions"),
            CLOSED,
            &[Some(found)],
            std::slice::from_ref(expected),
        );
    });
    for (family, test, name) in [
        ("representative", Test::Exact, ("representativeness, exact", SCIPY)),
        ("many_groups", Test::ChiSquare, ("representativeness, many groups", "scipy, factorial moments")),
    ] {
        each(family, &mut |table, given, expected| {
            let found = representativeness(&groups(&given[0])).expect("respondents");
            assert_eq!(found.test, test);
            table.compare(name, QUANTILE, &[Some(found.chi_square), Some(found.p_value)], list(expected));
        });
    }
    each("weights", &mut compare_weights);
    table.print();
    for (statistic, Row { inputs, largest, allowed, .. }) in &table.0 {
        assert!(largest <= allowed, "{statistic}: off by {largest:e}");
        assert!(*inputs >= 200, "{statistic}: {inputs} inputs");
    }
}

/// Counts of one item, category 1 first, as patterns of respondents with that one item.
fn answered_once(counts: &[u64]) -> Patterns {
    let one = |(index, &count): (usize, &u64)| {
        (Pattern { valid: 1, sum: index as u32 + 1, ..Pattern::default() }, count)
    };
    counts.iter().enumerate().map(one).collect()
}

#[test]
fn every_statistic_is_that_of_published_examples() {
    let mut table = Table::default();
    let mut row = |name: Name, allowed: f64, found: &[Option<f64>], expected: &[f64]| {
        let expected: Vec<Value> = expected.iter().map(|&value| Value::from(value)).collect();
        table.compare(name, allowed, found, &expected);
    };
    for (x, n, low, high) in [
        (7.0, 50.0, 0.06950833, 0.2618619),
        (9.0, 12.0, 0.4676947, 0.9110583),
        (12.0, 12.0, 0.757506, 1.0),
        (0.0, 12.0, 0.0, 0.242494),
        (14.0, 20.0, 0.4810272, 0.8545228),
        (35.0, 50.0, 0.5624965, 0.8089645),
    ] {
        row(("Wilson", "R prop.test"), 1e-7, &ends(wilson(x / n, n, 0.95)), &[low, high]);
    }
    for (n, points) in [
        (5.0, 31.0),
        (8.0, 27.0),
        (10.0, 25.0),
        (15.0, 21.0),
        (20.0, 19.0),
        (30.0, 16.0),
        (50.0, 12.0),
        (100.0, 9.0),
    ] {
        let half = wilson(0.7, n, 0.95).map(|found| (found.high - found.low) * 50.0);
        row(("Wilson, half a width in points", "R"), 0.5, &[half.map(f64::round)], &[points]);
    }
    let twenty = item_share(&[3, 9], &[2], Some(20), 0.95).and_then(|share| share.interval);
    row(("Wilson, 9 of 12 of a group of 20", "R"), 5e-5, &ends(twenty), &[0.5681, 0.8725]);
    let scored = scores(&answered_once(&[2, 2, 5, 9, 4]), 1);
    row(("mean and sd", "R"), 5e-7, &[scored.mean(), scored.sd()], &[3.5, 1.185227]);
    let mean_of = |population: Option<u64>, factor: f64| {
        let moments = scored.moments(population)?;
        mean_interval(&Moments { sd: moments.sd.map(|sd| sd * factor), ..moments }, 0.95, (1.0, 5.0))
    };
    row(("mean, t interval", "R t.test"), 5e-5, &ends(mean_of(None, 1.0)), &[2.9745, 4.0255]);
    row(("mean, 1 - n/N", "R"), 1e-6, &ends(mean_of(Some(30), 1.0)), &[3.228633, 3.771367]);
    // (N - n)/(N - 1) is 1 - n/N times N/(N - 1): the other usual form, from the same code
    let other_form = mean_of(Some(30), (30.0f64 / 29.0).sqrt());
    row(("mean, (N - n)/(N - 1)", "R"), 1e-6, &ends(other_form), &[3.223994, 3.776006]);
    let ci_mean =
        Moments { n: 40, mean: 24.5, sd: Some(3.65 * (300.0f64 / 299.0).sqrt()), population: Some(300) };
    let found = mean_interval(&ci_mean, 0.95, (0.0, 100.0));
    row(("mean, (N - n)/(N - 1)", "R"), 1e-6, &ends(found), &[23.41146, 25.58854]);
    row(("its standard error", "R statpsych"), 1e-7, &[ci_mean.squared_error().map(f64::sqrt)], &[0.5381631]);
    let agreements: [(&[u64], f64); 9] = [
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
    for (counts, value) in agreements {
        let found = agreement(counts);
        row(("agreement A", "R agrmt"), 5e-9, &[found], &[value]);
    }
    let rows: [[u64; 4]; 8] = [
        [4, 4, 5, 4],
        [3, 3, 4, 3],
        [5, 5, 5, 4],
        [2, 3, 2, 2],
        [4, 4, 4, 5],
        [3, 4, 3, 3],
        [5, 4, 5, 5],
        [1, 2, 2, 1],
    ];
    let total = |row: &[u64; 4]| row.iter().sum::<u64>();
    let of = |item: usize, power: u32| rows.iter().map(|row| row[item].pow(power)).sum();
    let complete = Complete {
        n: 8,
        items: (0..4).map(|item| ItemSums { sum: of(item, 1), squares: of(item, 2) }).collect(),
        total_squares: rows.iter().map(|row| total(row).pow(2)).sum(),
    };
    let with_total: Vec<u64> =
        (0..4).map(|item| rows.iter().map(|row| row[item] * total(row)).sum()).collect();
    let alpha = cronbach_alpha(&complete);
    row(("Cronbach's alpha", "R psych"), 1e-10, &[alpha], &[0.9546289011]);
    let interval = alpha.and_then(|alpha| feldt(alpha, 8, 4, 0.95));
    row(("Cronbach's alpha, Feldt", "R psych"), 5e-3, &ends(interval), &[0.87, 0.99]);
    let dropped = alpha_if_dropped(&complete, &with_total).expect("four items");
    row(
        ("alpha if an item is dropped", "R psych"),
        1e-11,
        &dropped,
        &[0.910377358491, 0.964772727273, 0.938803894298, 0.938622754491],
    );
    let delta = |a: &[u64], b: &[u64]| cliffs_delta(a, b, 0.95).map(|found| found.delta);
    row(("Cliff's delta", "R effsize"), 1e-10, &[delta(&[2, 3, 3, 1, 1], &[1, 1, 1, 2, 1])], &[-0.25]);
    let (a, b) = ([0, 1, 1, 4, 2], [0, 2, 3, 2, 0]);
    row(("Cliff's delta", "R effsize"), 1e-10, &[delta(&a, &b)], &[0.5178571429]);
    let [a, b] = [&a, &b].map(|counts| scores(&answered_once(counts), 1).moments(None).expect("scores"));
    row(("Hedges' g", "R effsize"), 1e-10, &[hedges_g(&a, &b)], &[0.9004013918]);
    let difference = welch(&a, &b, 0.95).expect("spread");
    let [low, high] = ends(Some(difference.interval));
    row(
        ("Welch, interval and p", "R t.test"),
        1e-9,
        &[low, high, Some(difference.p_value)],
        &[-0.133951387864, 1.883951387864, 0.0836324336109],
    );
    let adjusted: Vec<_> = benjamini_hochberg(&[0.01, 0.04, 0.03, 0.005]).into_iter().map(Some).collect();
    row(("Benjamini-Hochberg", "R p.adjust"), 1e-12, &adjusted, &[0.02, 0.04, 0.04, 0.02]);
    let composed: [(&[(u64, u64)], f64); 5] = [
        (&[(3, 20), (12, 20), (5, 10)], 0.011270739632),
        (&[(9, 20), (12, 22), (6, 18), (14, 25)], 0.469187807439),
        (&[(3, 12), (9, 14), (5, 9), (2, 8), (4, 7)], 0.200773265429),
        (&[(20, 60), (35, 70), (10, 40)], 0.0228409501874),
        (&[(1, 9), (6, 8)], 0.0152200740436),
    ];
    for (groups, p) in composed {
        let found = representativeness(groups).map(|found| found.p_value);
        row(("representativeness, exact", "R fisher.test"), 1e-11, &[found], &[p]);
    }
    let job = [(5, 0.60), (100, 0.45), (1000, 0.22)];
    for (size, rate) in job {
        row(("response norm by size", "JOB-monitor"), 1e-12, &[response_norm(&job, size)], &[rate]);
    }
    table.print();
    for (statistic, Row { largest, allowed, .. }) in &table.0 {
        assert!(largest <= allowed, "{statistic}: off by {largest:e}");
    }
}
