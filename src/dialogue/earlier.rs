//! Figures that are shown as they were published before, in words: 'stand van 12 maart 2026'.

use jiff::civil::Date;

use super::view::View;
use crate::domain::Lang;
use crate::text::long_date;

/// Of which day a figure is, where that is not today: 'stand van 12 maart 2026', 'as of 12 March 2026'.
pub fn as_of(lang: Lang, day: Option<Date>) -> Option<String> {
    let day = long_date(lang, day?);
    Some(lang.pick(format!("stand van {day}"), format!("as of {day}")))
}

/// A name or a few words with the day of the figure beside it: 'Studenten (stand van 12 maart 2026)'.
pub fn labelled(lang: Lang, words: String, day: Option<Date>) -> String {
    match as_of(lang, day) {
        Some(day) => format!("{words} ({day})"),
        None => words,
    }
}

/// A sentence with the day of its figure, before the full stop.
pub(super) fn dated(lang: Lang, sentence: String, day: Option<Date>) -> String {
    match (as_of(lang, day), sentence.strip_suffix('.')) {
        (Some(day), Some(plain)) => format!("{plain} ({day})."),
        (Some(day), None) => format!("{sentence} ({day})"),
        (None, _) => sentence,
    }
}

/// What the days beside some figures mean; `None` where every figure is of today.
pub(super) fn explained(view: &View<'_>) -> Option<String> {
    let round = view.round;
    let slices = round.indicators.iter().flat_map(|indicator| &indicator.slices);
    let responses = round.response.iter().map(|response| response.as_of);
    let mut days = slices.map(|slice| slice.as_of).chain(responses);
    days.any(|day| day.is_some()).then(|| {
        view.lang
            .pick(
                "Waar ‘stand van’ en een datum bij staan, zijn het de cijfers van een eerder verslag. Sindsdien kwamen er \
                 te weinig mensen bij, of veranderden er antwoorden: uit het verschil van twee verslagen zou te lezen zijn \
                 wat een paar mensen antwoordden. Verschillen tussen rollen, groepen of rondes, en oordelen daarover, kunnen \
                 daarom ontbreken; wat het eerdere verslag erover zei, blijft gelden voor die dag.",
                "Where it says ‘as of’ and a date, these are the figures of an earlier report. Too few people came in since \
                 then, or answers changed: what a few people answered could be read from the difference of two reports. So \
                 differences between roles, groups or rounds, and verdicts on those, may be missing; what the earlier report \
                 said of them still holds for that day.",
            )
            .to_owned()
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_stands_before_the_full_stop_and_only_where_there_is_one() {
        let day = Some(date(2026, 3, 12));
        let said = |lang, day| dated(lang, "Het gemiddelde is 3,4.".to_owned(), day);
        assert_eq!(said(Lang::Nl, day), "Het gemiddelde is 3,4 (stand van 12 maart 2026).");
        assert_eq!(said(Lang::Nl, None), "Het gemiddelde is 3,4.");
        assert_eq!(labelled(Lang::En, "Students".to_owned(), day), "Students (as of 12 March 2026)");
    }
}
