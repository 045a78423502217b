use crate::domain::Lang;

/// A number with a fixed count of decimals, rounded half away from zero: `3,4` in Dutch, `3.4` in English.
pub fn decimal(lang: Lang, value: f64, decimals: usize) -> String {
    let scale = 10_f64.powi(i32::try_from(decimals).unwrap_or(0));
    // A hair above the binary value, so that 2.675 (stored just below) rounds as people read it.
    let rounded = (value * scale * (1.0 + 1e-12)).round() / scale;
    let text = format!("{:.decimals$}", if rounded == 0.0 { 0.0 } else { rounded });
    match lang {
        Lang::Nl => text.replace('.', ","),
        Lang::En => text,
    }
}

/// A difference with its sign: `+0,4`, `−0,4`, `0,0`.
pub fn signed_decimal(lang: Lang, value: f64, decimals: usize) -> String {
    let size = decimal(lang, value.abs(), decimals);
    if size.chars().all(|digit| matches!(digit, '0' | ',' | '.')) {
        size
    } else if value < 0.0 {
        format!("−{size}")
    } else {
        format!("+{size}")
    }
}

/// A share of 0 to 1 as whole per cents: `72%`.
pub fn percent(lang: Lang, share: f64) -> String {
    format!("{}%", decimal(lang, share * 100.0, 0))
}

/// How many decimals keep a missed bound from looking met: `usual`, or more (at most `usual` + 3) where the rounded
/// figure would equal the rounded bound. Only for a figure that misses the bound; one that meets it may look equal.
pub fn enough_decimals(figure: f64, missed: f64, usual: usize) -> usize {
    (usual..usual + 3)
        .find(|&decimals| decimal(Lang::En, figure, decimals) != decimal(Lang::En, missed, decimals))
        .unwrap_or(usual + 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_the_dutch_way() {
        assert_eq!(decimal(Lang::Nl, 3.449_9, 1), "3,4");
        assert_eq!(decimal(Lang::Nl, 3.45, 1), "3,5");
        assert_eq!(decimal(Lang::En, 2.675, 2), "2.68");
        assert_eq!(decimal(Lang::Nl, -0.01, 1), "0,0");
        assert_eq!(percent(Lang::Nl, 0.725), "73%");
        assert_eq!(percent(Lang::Nl, 1.0), "100%");
        assert_eq!(signed_decimal(Lang::Nl, -0.44, 1), "−0,4");
        assert_eq!(signed_decimal(Lang::Nl, 0.04, 1), "0,0");
        assert_eq!(signed_decimal(Lang::Nl, 0.4, 1), "+0,4");
    }

    #[test]
    fn a_missed_bound_never_looks_met() {
        assert_eq!(enough_decimals(3.46, 3.5, 1), 2);
        assert_eq!(enough_decimals(3.44, 3.5, 1), 1);
        assert_eq!(enough_decimals(3.4996, 3.5, 1), 4);
    }
}
