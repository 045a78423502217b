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
    /// Whether only the name of a file tells the year.
    pub by_name: bool,
}

/// When the answers of an export came in, as far as it tells.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct When {
    /// The day of the last answer.
    pub date: Option<Date>,
    /// The year in the file's name.
    pub year: Option<i16>,
}

/// What holds exports together in a round: half a school year, or else the year in their names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Half(i16, bool),
    Year(i16),
}

/// The rounds, oldest first, and for each export the position of its round. Exports of one half of a school year are
/// one round; an export without dates goes by the year in its name, and one that tells nothing with the newest.
pub(super) fn plan(exports: &[When], lang: Lang) -> (Vec<PlannedRound>, Vec<usize>) {
    let mut rounds: BTreeMap<Key, Date> = BTreeMap::new();
    for date in exports.iter().filter_map(|export| export.date) {
        let last = rounds.entry(half(date)).or_insert(date);
        *last = (*last).max(date);
    }
    let mut homes: Vec<Option<Key>> = Vec::new();
    for export in exports {
        homes.push(match (export.date, export.year) {
            (Some(date), _) => Some(half(date)),
            (None, Some(year)) => Some(of_year(year, &mut rounds)),
            (None, None) => None,
        });
    }
    if rounds.is_empty() {
        let id = lang.pick("ronde-1", "round-1").to_owned();
        return (vec![PlannedRound { id, date: None, by_name: false }], vec![0; exports.len()]);
    }
    let mut ordered: Vec<(Date, Key)> = rounds.into_iter().map(|(key, date)| (date, key)).collect();
    ordered.sort();
    let place = |home: &Option<Key>| {
        let found = home.and_then(|home| ordered.iter().position(|(_, key)| *key == home));
        found.unwrap_or(ordered.len() - 1)
    };
    let places = homes.iter().map(place).collect();
    let planned = ordered.iter().map(|(date, key)| match key {
        Key::Half(year, autumn) => {
            let name = if *autumn { lang.pick("najaar", "autumn") } else { lang.pick("voorjaar", "spring") };
            PlannedRound { id: format!("{year}-{name}"), date: Some(*date), by_name: false }
        }
        Key::Year(year) => PlannedRound { id: year.to_string(), date: Some(*date), by_name: true },
    });
    (planned.collect(), places)
}

/// The round of an export that tells only a year: the last dated one of that year, else one of its own.
fn of_year(year: i16, rounds: &mut BTreeMap<Key, Date>) -> Key {
    let dated = rounds.iter().filter(|(key, date)| matches!(key, Key::Half(..)) && date.year() == year);
    if let Some((key, _)) = dated.max_by_key(|(_, date)| **date) {
        return *key;
    }
    let key = Key::Year(year);
    rounds.entry(key).or_insert_with(|| jiff::civil::date(year.clamp(1900, 2199), 1, 1));
    key
}

fn half(date: Date) -> Key {
    let (year, autumn) = season(date);
    Key::Half(year, autumn)
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
        let (rounds, places) = plan(&dates.map(|date| When { date, year: None }), Lang::Nl);
        let ids: Vec<&str> = rounds.iter().map(|round| round.id.as_str()).collect();
        assert_eq!(ids, ["2025-najaar", "2026-voorjaar"]);
        assert_eq!(rounds.first().and_then(|round| round.date), Some(date(2026, 1, 20)));
        assert_eq!(places, [0, 0, 1, 1]);
    }

    #[test]
    fn without_any_date_there_is_one_round_without_one() {
        let (rounds, places) = plan(&[When::default(); 2], Lang::En);
        assert_eq!(rounds, [PlannedRound { id: "round-1".to_owned(), date: None, by_name: false }]);
        assert_eq!(places, [0, 0]);
        assert_eq!(plan(&[], Lang::En).0.len(), 1);
    }

    #[test]
    fn a_year_in_the_name_makes_a_round_only_where_no_date_does() {
        let by_name = |year| When { date: None, year: Some(year) };
        let dated = When { date: Some(date(2026, 4, 14)), year: Some(2025) };
        let (rounds, places) = plan(&[by_name(2025), dated, by_name(2026)], Lang::Nl);
        let ids: Vec<&str> = rounds.iter().map(|round| round.id.as_str()).collect();
        assert_eq!((ids, places), (vec!["2025", "2026-voorjaar"], vec![0, 1, 1]));
        assert!(rounds.first().is_some_and(|round| round.by_name && round.date == Some(date(2025, 1, 1))));
    }
}
