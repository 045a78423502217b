//! Critical values and p values of the normal, t and F distributions, by statrs where it converges.

use statrs::distribution::{ContinuousCDF, FisherSnedecor, Gamma, Normal, StudentsT};

/// From here on the t distribution is its series around the normal; statrs' continued fraction is cut off too early.
const SERIES_FROM: f64 = 1_000.0;

/// The part of the distribution in one tail of a two-sided interval; `None` for a level outside 0 to 1.
pub(super) fn tail(level: f64) -> Option<f64> {
    (level > 0.0 && level < 1.0).then(|| (1.0 - level) / 2.0)
}

/// The z for which a share `level` of a standard normal lies between -z and z.
pub(super) fn normal(level: f64) -> Option<f64> {
    Some(-Normal::standard().inverse_cdf(tail(level)?))
}

/// The t for which a share `level` of Student's t with `df` degrees of freedom lies between -t and t.
///
/// From 1000 degrees on by the series of Abramowitz and Stegun (1964), 26.7.5; its error is then below 1e-12.
pub(super) fn student(level: f64, df: f64) -> Option<f64> {
    let tail = tail(level)?;
    if df.is_nan() || df <= 0.0 {
        return None;
    }
    if df < SERIES_FROM {
        return Some(-StudentsT::new(0.0, 1.0, df).ok()?.inverse_cdf(tail));
    }
    let z = normal(level)?;
    let (z2, over) = (z * z, 1.0 / df);
    let g1 = (z2 + 1.0) * z / 4.0;
    let g2 = ((5.0 * z2 + 16.0) * z2 + 3.0) * z / 96.0;
    let g3 = (((3.0 * z2 + 19.0) * z2 + 17.0) * z2 - 15.0) * z / 384.0;
    Some(z + over * (g1 + over * (g2 + over * g3)))
}

/// The share of a standard normal at least as far from 0 as z, both sides.
pub(super) fn normal_p(z: f64) -> f64 {
    (2.0 * Normal::standard().cdf(-z.abs())).clamp(0.0, 1.0)
}

/// The share of Student's t with `df` degrees of freedom at least as far from 0 as t, both sides.
pub(super) fn student_p(t: f64, df: f64) -> Option<f64> {
    if df.is_infinite() {
        return Some(normal_p(t));
    }
    Some((2.0 * StudentsT::new(0.0, 1.0, df).ok()?.cdf(-t.abs())).clamp(0.0, 1.0))
}

/// The value below which a share `below` of Snedecor's F lies.
pub(super) fn snedecor(below: f64, df1: f64, df2: f64) -> Option<f64> {
    let value = FisherSnedecor::new(df1, df2).ok()?.inverse_cdf(below);
    (value.is_finite() && value > 0.0).then_some(value)
}

/// The share of a gamma distribution that lies above a value, 0 or more; `rate` is shape over mean.
pub(super) fn gamma_above(value: f64, shape: f64, rate: f64) -> Option<f64> {
    let above = Gamma::new(shape, rate).ok()?.sf(value);
    (0.0..=1.0).contains(&above).then_some(above)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: Option<f64>, expected: f64, within: f64) {
        let found = found.expect("defined");
        assert!((found - expected).abs() < within, "{found} is not {expected}");
    }

    #[test]
    fn critical_values_are_those_of_scipy() {
        close(normal(0.95), 1.959963984540054, 1e-12);
        close(student(0.95, 21.0), 2.079613844727662, 1e-9);
        close(student(0.95, 1.0), 12.706204736174694, 1e-8);
        close(student(0.95, 999.0), 1.9623414611334493, 1e-9);
        close(student(0.95, 1000.0), 1.9623390808264083, 1e-9);
        close(student(0.999, 1000.0), 3.300282648423944, 1e-9);
        close(student(0.95, 1e6), 1.959966356814107, 1e-9);
    }

    #[test]
    fn p_values_hold_for_very_many_degrees_of_freedom() {
        close(student_p(1.9623390808264083, 1000.0), 0.05, 1e-9);
        close(student_p(1.959966356814107, 1e6), 0.05, 1e-9);
        close(student_p(0.0, 5.0), 1.0, 1e-12);
        close(student_p(1.959963984540054, f64::INFINITY), 0.05, 1e-10);
    }

    #[test]
    fn a_level_outside_its_range_has_no_critical_value() {
        for level in [0.0, 1.0, -0.5, 95.0, f64::NAN] {
            assert_eq!(normal(level), None);
            assert_eq!(student(level, 10.0), None);
        }
        assert_eq!(student(0.95, 0.0), None);
        assert_eq!(student(0.95, f64::NAN), None);
    }
}
