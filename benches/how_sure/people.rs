//! Invented people who answer five items on a scale of five, and what is true of them.

use datadialoog::domain::{Pattern, Patterns};
use datadialoog::statistics::{
    Complete, ItemSums, Scores, Side, cliffs_delta, cronbach_alpha, ratio_share, scores,
};
use statrs::distribution::{ContinuousCDF, Normal};

use crate::random::Random;

pub const ITEMS: usize = 5;
/// How strongly the leanings behind two answers of one person hang together; alpha of the scale is about 0.8.
const CORRELATION: f64 = 0.5;
/// Where a leaning becomes the next category, from the point where it becomes favourable.
const CUTS: [f64; 4] = [-1.4, -0.6, 0.0, 1.0];

/// One person's answers.
pub type Answers = [u8; ITEMS];

/// Everyone there could be, of whom a share answers each item favourably (4 or 5).
///
/// A person's leaning on an item is normal, half of it the person's and half the item's own; cuts make it a category.
#[derive(Clone, Copy)]
pub struct World {
    cuts: [f64; 4],
}

/// What is true of a group of people, or of a whole world.
#[derive(Clone, Copy)]
pub struct Truth {
    /// The favourable share of the first item.
    pub item: f64,
    /// The favourable share over all items.
    pub share: f64,
    /// The mean and the median of the scores.
    pub mean: f64,
    pub median: f64,
    /// Cronbach's alpha; none where all totals are the same.
    pub alpha: Option<f64>,
}

impl World {
    pub fn new(share: f64) -> Self {
        let shift = Normal::standard().inverse_cdf(share);
        Self { cuts: CUTS.map(|cut| cut - shift) }
    }

    pub fn person(&self, random: &mut Random) -> Answers {
        let own = random.normal() * CORRELATION.sqrt();
        let rest = (1.0 - CORRELATION).sqrt();
        std::array::from_fn(|_| {
            let leaning = own + rest * random.normal();
            1 + self.cuts.iter().filter(|&&cut| leaning > cut).count() as u8
        })
    }

    /// The chance of each category for a person with a leaning of their own.
    fn chances(&self, own: f64) -> [f64; 5] {
        let normal = Normal::standard();
        let below = |cut: f64| normal.cdf((cut - own * CORRELATION.sqrt()) / (1.0 - CORRELATION).sqrt());
        let [a, b, c, d] = self.cuts.map(below);
        [a, b - a, c - b, d - c, 1.0 - d]
    }

    /// The chance of each total, by adding up over 2001 leanings; index 0 is a total of 0.
    fn totals(&self) -> Vec<f64> {
        let mut totals = vec![0.0; 5 * ITEMS + 1];
        let mut all = 0.0;
        for step in 0..=2000 {
            let own = -8.0 + f64::from(step) * 0.008;
            let weight = (-own * own / 2.0).exp();
            let chances = self.chances(own);
            let mut sums = vec![1.0];
            for _ in 0..ITEMS {
                let mut next = vec![0.0; sums.len() + 5];
                for (sum, chance) in sums.iter().enumerate() {
                    for (category, own) in chances.iter().enumerate() {
                        next[sum + category + 1] += chance * own;
                    }
                }
                sums = next;
            }
            for (total, chance) in totals.iter_mut().zip(&sums) {
                *total += weight * chance;
            }
            all += weight;
        }
        totals.iter().map(|total| total / all).collect()
    }

    /// The chance of each category of one item.
    pub fn categories(&self) -> [f64; 5] {
        let normal = Normal::standard();
        let [a, b, c, d] = self.cuts.map(|cut| normal.cdf(cut));
        [a, b - a, c - b, d - c, 1.0 - d]
    }

    pub fn truth(&self) -> Truth {
        let (categories, totals) = (self.categories(), self.totals());
        let moments = |chances: &[f64], first: f64| {
            let each = || chances.iter().enumerate().map(|(index, chance)| (index as f64 + first, chance));
            let mean: f64 = each().map(|(value, chance)| value * chance).sum();
            (mean, each().map(|(value, chance)| (value - mean).powi(2) * chance).sum::<f64>())
        };
        let ((mean, of_item), (_, of_total)) = (moments(&categories, 1.0), moments(&totals, 0.0));
        let k = ITEMS as f64;
        let mut below = 0.0;
        let middle = totals.iter().position(|chance| {
            below += chance;
            below >= 0.5
        });
        Truth {
            item: categories[3] + categories[4],
            share: categories[3] + categories[4],
            mean,
            median: middle.expect("half of everyone") as f64 / k,
            alpha: Some(k / (k - 1.0) * (1.0 - k * of_item / of_total)),
        }
    }

    /// How much likelier someone of this world answers the first item higher than someone of another, minus the reverse.
    pub fn over(&self, other: &World) -> f64 {
        let (mine, theirs) = (self.categories(), other.categories());
        let pairs = mine.iter().enumerate().flat_map(|(a, one)| {
            theirs
                .iter()
                .enumerate()
                .map(move |(b, two)| one * two * (a as f64 - b as f64).signum() * f64::from(a != b))
        });
        pairs.sum()
    }
}

/// A group of people in the form in which the program counts them.
pub struct Counted {
    pub patterns: Patterns,
    pub first: [u64; 5],
    pub complete: Complete,
}

impl Counted {
    pub fn of(people: &[Answers]) -> Self {
        let mut patterns = Patterns::new();
        let mut first = [0u64; 5];
        let mut complete =
            Complete { n: people.len() as u64, items: vec![ItemSums::default(); ITEMS], total_squares: 0 };
        for answers in people {
            let sum: u32 = answers.iter().map(|&answer| u32::from(answer)).sum();
            let among = |from: u8, to: u8| {
                answers.iter().filter(|answer| (from..=to).contains(answer)).count() as u16
            };
            let pattern =
                Pattern { valid: ITEMS as u16, sum, favourable: among(4, 5), unfavourable: among(1, 2) };
            *patterns.entry(pattern).or_default() += 1;
            first[usize::from(answers[0]) - 1] += 1;
            for (item, &answer) in complete.items.iter_mut().zip(answers) {
                item.sum += u64::from(answer);
                item.squares += u64::from(answer).pow(2);
            }
            complete.total_squares += u64::from(sum).pow(2);
        }
        Self { patterns, first, complete }
    }

    pub fn scores(&self) -> Scores {
        scores(&self.patterns, 3)
    }

    pub fn truth(&self) -> Truth {
        let scores = self.scores();
        let favourable = self.first[3] + self.first[4];
        Truth {
            item: favourable as f64 / self.complete.n as f64,
            share: ratio_share(&self.patterns, Side::Favourable, None, 0.95).expect("people").share,
            mean: scores.mean().expect("people"),
            median: scores.median().expect("people"),
            alpha: cronbach_alpha(&self.complete),
        }
    }

    pub fn over(&self, other: &Counted) -> f64 {
        cliffs_delta(&self.first, &other.first, 0.95).expect("people").delta
    }
}
