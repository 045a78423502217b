use super::Interval;
use super::quantile::student;

/// Number, mean and spread of the scores of one group: what intervals and tests of a mean need.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moments {
    /// How many respondents have a score.
    pub n: u64,
    /// Their mean, in scale points.
    pub mean: f64,
    /// Their standard deviation with n - 1, in scale points; `None` below 2.
    pub sd: Option<f64>,
    /// How many people were asked, N, where known; never below `n` in sound input.
    pub population: Option<u64>,
}

impl Moments {
    /// Whether everyone who was asked is among them: no sampling error is left.
    pub fn is_census(&self) -> bool {
        self.n > 0 && self.population == Some(self.n)
    }

    /// The squared standard error of the mean: sd^2 / n x (1 - n/N), without the last factor where N is not known.
    ///
    /// Unit: scale points squared. 0 for a census. `None` below 2 scores (no census), and for n > N.
    /// Source: Cochran (1977), Sampling Techniques, 3rd edition, chapter 2, with s^2 on n - 1.
    pub fn squared_error(&self) -> Option<f64> {
        if self.is_census() {
            return Some(0.0);
        }
        let n = self.n as f64;
        let sampled = match self.population {
            Some(population) if population < self.n => return None,
            Some(population) => 1.0 - n / population as f64,
            None => 1.0,
        };
        let sd = self.sd.filter(|sd| self.n >= 2 && sd.is_finite() && *sd >= 0.0)?;
        Some(sd * sd / n * sampled)
    }
}

/// The t interval of a mean: mean +- t(n - 1) x sd/sqrt(n) x sqrt(1 - n/N), clipped to the ends of the scale.
///
/// Unit: scale points; `ends` is the lowest and highest category, (1.0, K). A census gives the point, also of one
/// respondent. `None`: below 2 scores otherwise, n > N, or a spread of 0 in a sample (an interval without width would
/// claim a certainty that is not there). Source: as [`Moments::squared_error`]; Student's t is the usual small-sample form.
pub fn mean_interval(moments: &Moments, level: f64, ends: (f64, f64)) -> Option<Interval> {
    let Moments { n, mean, .. } = *moments;
    let squared = moments.squared_error()?;
    if !mean.is_finite() {
        return None;
    }
    if moments.is_census() {
        return Some(Interval::point(mean));
    }
    if squared <= 0.0 {
        return None;
    }
    let half = student(level, (n - 1) as f64)? * squared.sqrt();
    Some(Interval { low: mean - half, high: mean + half }.clipped(ends).around(mean))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIVE: (f64, f64) = (1.0, 5.0);

    fn moments(n: u64, mean: f64, sd: f64, population: Option<u64>) -> Moments {
        Moments { n, mean, sd: (n > 1).then_some(sd), population }
    }

    fn close(found: Option<Interval>, low: f64, high: f64) {
        let found = found.expect("defined");
        assert!((found.low - low).abs() < 1e-5 && (found.high - high).abs() < 1e-5, "{found:?}");
    }

    #[test]
    fn the_interval_is_that_of_the_published_examples() {
        close(mean_interval(&moments(22, 3.5, 1.185227, None), 0.95, FIVE), 2.9745, 4.0255);
        close(mean_interval(&moments(22, 3.5, 1.185227, Some(30)), 0.95, FIVE), 3.228633, 3.771367);
    }

    #[test]
    fn nobody_or_one_of_many_has_no_interval() {
        assert_eq!(mean_interval(&moments(0, 0.0, 0.0, None), 0.95, FIVE), None);
        assert_eq!(mean_interval(&moments(0, 0.0, 0.0, Some(0)), 0.95, FIVE), None);
        assert_eq!(mean_interval(&moments(1, 4.0, 0.0, None), 0.95, FIVE), None);
        assert_eq!(mean_interval(&moments(1, 4.0, 0.0, Some(2)), 0.95, FIVE), None);
    }

    #[test]
    fn a_census_is_a_point() {
        assert_eq!(mean_interval(&moments(1, 4.0, 0.0, Some(1)), 0.95, FIVE), Some(Interval::point(4.0)));
        assert_eq!(mean_interval(&moments(9, 4.0, 0.7, Some(9)), 0.95, FIVE), Some(Interval::point(4.0)));
        assert_eq!(mean_interval(&moments(9, 4.0, 0.0, Some(9)), 0.95, FIVE), Some(Interval::point(4.0)));
    }

    #[test]
    fn no_spread_in_a_sample_is_no_interval_rather_than_one_without_width() {
        assert_eq!(mean_interval(&moments(9, 4.0, 0.0, Some(10)), 0.95, FIVE), None);
        assert_eq!(mean_interval(&moments(9, 4.0, 0.0, None), 0.95, FIVE), None);
    }

    #[test]
    fn more_answers_than_people_is_no_interval() {
        assert_eq!(mean_interval(&moments(10, 4.0, 0.7, Some(9)), 0.95, FIVE), None);
    }

    #[test]
    fn the_interval_stops_at_the_ends_of_the_scale() {
        close(mean_interval(&moments(3, 4.6, 0.9, None), 0.95, FIVE), 2.364270, 5.0);
    }
}
