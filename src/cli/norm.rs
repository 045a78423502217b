use datadialoog::assess::{Estimate, FigureUnit, Span};
use datadialoog::domain::{Bound, Lang, Unit};
use datadialoog::text::{decimal, enough_decimals};

/// A bound in words: `minstens 3,5`, `hoogstens 15%`.
pub(crate) fn bound(lang: Lang, bound: Bound, unit: Unit) -> String {
    let value = bound.value();
    let said = match unit {
        Unit::Points | Unit::Coefficient => decimal(lang, value, written_decimals(value).max(1)),
        Unit::Percent => format!("{}%", decimal(lang, value * 100.0, written_decimals(value * 100.0))),
    };
    match bound {
        Bound::AtLeast(_) => lang.pick(format!("minstens {said}"), format!("at least {said}")),
        Bound::AtMost(_) => lang.pick(format!("hoogstens {said}"), format!("at most {said}")),
    }
}

/// A figure with its interval: `3,4 (3,2 tot 3,6)`, `62% (50% tot 73%)`; a missed bound never looks met.
pub(crate) fn figure(lang: Lang, estimate: &Estimate, bound: Option<f64>) -> String {
    let (factor, usual, sign) = match estimate.unit {
        FigureUnit::Points => (1.0, 1, ""),
        FigureUnit::Share => (100.0, 0, "%"),
    };
    let value = estimate.value * factor;
    let decimals = bound.map_or(usual, |bound| enough_decimals(value, bound * factor, usual));
    let said = |value: f64, decimals: usize| format!("{}{sign}", decimal(lang, value, decimals));
    let main = said(value, decimals);
    match estimate.interval {
        None => main,
        Some(Span { low, high }) => {
            let (low, high) = (said(low * factor, usual), said(high * factor, usual));
            if low == high && low == main {
                return main;
            }
            format!("{main} ({low} {} {high})", lang.pick("tot", "to"))
        }
    }
}

/// How many decimals a bound was written with, at most 3.
fn written_decimals(value: f64) -> usize {
    let is_whole = |decimals: &usize| {
        let scaled = value * 10_f64.powi(i32::try_from(*decimals).unwrap_or(0));
        (scaled - scaled.round()).abs() < 1e-6
    };
    (0..3).find(is_whole).unwrap_or(3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_is_said_as_it_was_agreed() {
        assert_eq!(bound(Lang::Nl, Bound::AtLeast(3.5), Unit::Points), "minstens 3,5");
        assert_eq!(bound(Lang::Nl, Bound::AtLeast(3.0), Unit::Points), "minstens 3,0");
        assert_eq!(bound(Lang::En, Bound::AtLeast(3.25), Unit::Points), "at least 3.25");
        assert_eq!(bound(Lang::Nl, Bound::AtMost(0.15), Unit::Percent), "hoogstens 15%");
        assert_eq!(bound(Lang::Nl, Bound::AtMost(0.125), Unit::Percent), "hoogstens 12,5%");
        assert_eq!(bound(Lang::Nl, Bound::AtLeast(0.07), Unit::Percent), "minstens 7%");
    }
}
