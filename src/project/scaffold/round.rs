use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::domain::Lang;

/// A round that the dates of the exports suggest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PlannedRound {
    /// Its name.
    pub id: String,
    /// The last day on which an answer came in; `None` if no export tells.
    pub date: Option<Date>,
}

/// The rounds, oldest first, and for each export the position of its round. Exports of one half of a school year are
/// one round; an export that tells no date goes with the newest.
pub(super) fn plan(dates: &[Option<Date>], lang: Lang) -> (Vec<PlannedRound>, Vec<usize>) {
    let mut seasons: BTreeMap<(i16, bool), Date> = BTreeMap::new();
    for date in dates.iter().flatten() {
        let last = seasons.entry(season(*date)).or_insert(*date);
        *last = (*last).max(*date);
    }
    if seasons.is_empty() {
        let id = lang.pick("ronde-1", "round-1").to_owned();
        return (vec![PlannedRound { id, date: None }], vec![0; dates.len()]);
    }
    let keys: Vec<(i16, bool)> = seasons.keys().copied().collect();
    let newest = keys.len() - 1;
    let place = |date: &Option<Date>| {
        date.and_then(|date| keys.iter().position(|key| *key == season(date))).unwrap_or(newest)
    };
    let places = dates.iter().map(place).collect();
    let rounds = seasons
        .into_iter()
        .map(|((year, autumn), date)| {
            let name = if autumn { lang.pick("najaar", "autumn") } else { lang.pick("voorjaar", "spring") };
            PlannedRound { id: format!("{year}-{name}"), date: Some(date) }
        })
        .collect();
    (rounds, places)
}

/// The half of a school year: February to July is spring; August to January is the autumn of the year it began in.
fn season(date: Date) -> (i16, bool) {
    match date.month() {
        1 => (date.year() - 1, true),
        2..=7 => (date.year(), false),
        _ => (date.year(), true),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_january_answer_belongs_to_the_autumn_before() {
        let dates = [Some(date(2026, 1, 20)), Some(date(2025, 11, 3)), Some(date(2026, 4, 14)), None];
        let (rounds, places) = plan(&dates, Lang::Nl);
        let ids: Vec<&str> = rounds.iter().map(|round| round.id.as_str()).collect();
        assert_eq!(ids, ["2025-najaar", "2026-voorjaar"]);
        assert_eq!(rounds.first().and_then(|round| round.date), Some(date(2026, 1, 20)));
        assert_eq!(places, [0, 0, 1, 1]);
    }

    #[test]
    fn without_any_date_there_is_one_round_without_one() {
        let (rounds, places) = plan(&[None, None], Lang::En);
        assert_eq!(rounds, [PlannedRound { id: "round-1".to_owned(), date: None }]);
        assert_eq!(places, [0, 0]);
        assert_eq!(plan(&[], Lang::En).0.len(), 1);
    }
}
