//! How often an interval holds what is true.

use datadialoog::statistics::{
    Difference, Interval, Moments, Share, Side, cliffs_delta, cronbach_alpha, difference_of_clustered_shares,
    effective_n, feldt, item_share, mean_interval, median_interval, ratio_share, welch, wilson,
};

use crate::people::{Counted, ITEMS, World};
use crate::random::Random;

pub const LEVEL: f64 = 0.95;
pub const ENDS: (f64, f64) = (1.0, 5.0);

/// The intervals, in the order of the tables; the last two are what the program does not use, for comparison.
pub const NAMES: [&str; 11] = [
    "Share, one item (Wilson)",
    "Share over five items (Wilson on the effective size)",
    "Mean (Wilson's form, with Student's t)",
    "Median (order statistics)",
    "Cronbach's alpha (Feldt)",
    "Difference of shares, one item (Newcombe)",
    "Difference of shares over five items (Newcombe on effective sizes)",
    "Difference of means (Welch)",
    "Cliff's delta",
    "Not used: mean, plain interval of Student's t",
    "Not used: share over five items, effective size without the factor of t",
];

/// How one interval did.
#[derive(Clone, Copy, Default)]
pub struct Tally {
    pub tried: u64,
    pub defined: u64,
    pub held: u64,
    pub width: f64,
}

impl Tally {
    fn add(&mut self, interval: Option<Interval>, truth: f64) {
        self.tried += 1;
        if let Some(interval) = interval {
            self.defined += 1;
            // a truth that is the end itself may differ from it in its last digit
            let held = interval.low - 1e-9 <= truth && truth <= interval.high + 1e-9;
            self.held += u64::from(held);
            self.width += interval.high - interval.low;
        }
    }

    pub fn coverage(&self) -> f64 {
        self.held as f64 / self.defined as f64
    }
}

/// One cell: n respondents of N people (none: endless), of a world with a favourable share.
#[derive(Clone, Copy)]
pub struct Cell {
    pub n: usize,
    pub population: Option<usize>,
    pub share: f64,
}

/// Two groups per repetition: the one of the cell, and one whose share is 15 points nearer to the middle (or off it).
pub fn cover(cell: Cell, repetitions: u64, seed: u64) -> [Tally; NAMES.len()] {
    let mut random = Random::new(seed);
    let worlds =
        [World::new(cell.share), World::new(cell.share + if cell.share > 0.9 { -0.15 } else { 0.15 })];
    let endless = worlds.map(|world| world.truth());
    let apart = worlds[0].over(&worlds[1]);
    let asked = cell.population.map(|people| people as u64);
    let mut tallies = [Tally::default(); NAMES.len()];
    for _ in 0..repetitions {
        // people come as they come, so the first n are as good as any n
        let groups = worlds.map(|world| {
            (0..cell.population.unwrap_or(cell.n)).map(|_| world.person(&mut random)).collect::<Vec<_>>()
        });
        let [a, b] = [0, 1].map(|group| Counted::of(&groups[group][..cell.n]));
        let whole = cell.population.map(|_| [0, 1].map(|group| Counted::of(&groups[group])));
        let truths = whole.as_ref().map_or(endless, |whole| [whole[0].truth(), whole[1].truth()]);
        let apart = whole.as_ref().map_or(apart, |whole| whole[0].over(&whole[1]));

        let items = [&a, &b].map(|group| item_share(&group.first, &[4, 5], asked, LEVEL).expect("answers"));
        let shares = [&a, &b]
            .map(|group| ratio_share(&group.patterns, Side::Favourable, asked, LEVEL).expect("answers"));
        let scored = [&a, &b].map(Counted::scores);
        let moments = [0, 1].map(|group: usize| scored[group].moments(asked).expect("scores"));
        let alpha = cronbach_alpha(&a.complete).and_then(|alpha| feldt(alpha, a.complete.n, ITEMS, LEVEL));
        let [first, second] = truths;
        let between = |difference: Option<Difference>| difference.map(|found| found.interval);
        let found = [
            (items[0].interval, Some(first.item)),
            (shares[0].interval, Some(first.share)),
            (mean_interval(&moments[0], LEVEL, ENDS), Some(first.mean)),
            (median_interval(&scored[0], asked, LEVEL, ENDS), Some(first.median)),
            (alpha, first.alpha),
            (
                between(difference_of_clustered_shares(&items[0], &items[1], LEVEL)),
                Some(first.item - second.item),
            ),
            (
                between(difference_of_clustered_shares(&shares[0], &shares[1], LEVEL)),
                Some(first.share - second.share),
            ),
            (between(welch(&moments[0], &moments[1], LEVEL)), Some(first.mean - second.mean)),
            (cliffs_delta(&a.first, &b.first, LEVEL).and_then(|found| found.interval), Some(apart)),
            (between(welch(&moments[0], &NOUGHT, LEVEL)), Some(first.mean)),
            (without_factor(&a, &shares[0], asked), Some(first.share)),
        ];
        for (tally, (interval, truth)) in tallies.iter_mut().zip(found) {
            if let Some(truth) = truth {
                tally.add(interval, truth);
            }
        }
    }
    tallies
}

/// A group of one person who answered 0: Welch's interval against it is Student's of the other group.
const NOUGHT: Moments = Moments { n: 1, mean: 0.0, sd: None, population: Some(1) };

/// Wilson on p(1 - p)/v, at most all answers, corrected for the group, as if v were known.
fn without_factor(group: &Counted, share: &Share, asked: Option<u64>) -> Option<Interval> {
    let (p, answers) = (share.share, share.answers as f64);
    let residuals = group.patterns.iter().map(|(pattern, &count)| {
        count as f64 * (f64::from(pattern.favourable) - p * f64::from(pattern.valid)).powi(2)
    });
    let variance = residuals.sum::<f64>() / (answers * answers);
    let size =
        if p * (1.0 - p) == 0.0 { share.respondents as f64 } else { (p * (1.0 - p) / variance).min(answers) };
    let group = effective_n(share.respondents, asked)? / share.respondents as f64;
    wilson(p, size * group, LEVEL)
}
