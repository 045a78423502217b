//! How often each verdict is given, with the truth at, above and below the threshold.

use datadialoog::statistics::{Interval, Side, mean_interval, ratio_share};

use crate::coverage::{ENDS, LEVEL};
use crate::people::{Counted, World};
use crate::random::Random;

/// The threshold on a share, and the shares of the worlds that are held against it.
pub const BOUND: f64 = 0.70;
pub const SHARES: [f64; 5] = [0.50, 0.60, 0.70, 0.80, 0.90];
/// How many of how many people.
pub const SIZES: [(usize, Option<usize>); 8] = [
    (5, Some(12)),
    (5, None),
    (10, Some(25)),
    (10, None),
    (20, Some(60)),
    (20, None),
    (50, Some(60)),
    (50, None),
];

/// How often each verdict was given: met, probably met, probably not met, not met.
#[derive(Clone, Copy, Default)]
pub struct Given {
    pub verdicts: [u64; 4],
    /// 'Met' of a group whose own figure lies below the threshold.
    pub too_good: u64,
    /// 'Not met' of a group whose own figure reaches the threshold.
    pub too_bad: u64,
}

/// The verdict's place in [`Given`]; the rule of `assess::judge` for a bound that is to be reached.
fn verdict(value: f64, interval: Option<Interval>, bound: f64) -> usize {
    match interval {
        Some(interval) if interval.low >= bound => 0,
        Some(interval) if interval.high < bound => 3,
        _ if value >= bound => 1,
        _ => 2,
    }
}

/// Verdicts on the favourable share over five items, and on the mean score with the mean of that world as its bound.
pub fn give(n: usize, population: Option<usize>, share: f64, repetitions: u64, seed: u64) -> [Given; 2] {
    let mut random = Random::new(seed);
    let world = World::new(share);
    let (endless, mean_bound) = (world.truth(), World::new(BOUND).truth().mean);
    let asked = population.map(|people| people as u64);
    let mut given = [Given::default(); 2];
    for _ in 0..repetitions {
        let people: Vec<_> = (0..population.unwrap_or(n)).map(|_| world.person(&mut random)).collect();
        let answered = Counted::of(&people[..n]);
        let truth = if population.is_some() { Counted::of(&people).truth() } else { endless };
        let found = ratio_share(&answered.patterns, Side::Favourable, asked, LEVEL).expect("answers");
        let moments = answered.scores().moments(asked).expect("scores");
        let each = [
            (verdict(found.share, found.interval, BOUND), truth.share >= BOUND - 1e-9),
            (
                verdict(moments.mean, mean_interval(&moments, LEVEL, ENDS), mean_bound),
                truth.mean >= mean_bound - 1e-9,
            ),
        ];
        for (given, (verdict, good)) in given.iter_mut().zip(each) {
            given.verdicts[verdict] += 1;
            given.too_good += u64::from(verdict == 0 && !good);
            given.too_bad += u64::from(verdict == 3 && good);
        }
    }
    given
}
