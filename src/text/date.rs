use jiff::civil::Date;

use crate::domain::Lang;

const MONTHS_NL: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A date in words: `12 september 2025`.
pub fn long_date(lang: Lang, date: Date) -> String {
    let months = lang.pick(MONTHS_NL, MONTHS_EN);
    let month = usize::try_from(date.month() - 1).ok().and_then(|month| months.get(month));
    format!("{} {} {}", date.day(), month.unwrap_or(&""), date.year())
}

/// A date in figures: `12-09-2025` in Dutch, `2025-09-12` in English.
pub fn short_date(lang: Lang, date: Date) -> String {
    lang.pick(format!("{:02}-{:02}-{:04}", date.day(), date.month(), date.year()), date.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_in_the_readers_words() {
        let date = jiff::civil::date(2025, 9, 1);
        assert_eq!(long_date(Lang::Nl, date), "1 september 2025");
        assert_eq!(long_date(Lang::En, date), "1 September 2025");
        assert_eq!(short_date(Lang::Nl, date), "01-09-2025");
    }
}
