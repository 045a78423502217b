use jiff::civil::{Date, DateTime};

use crate::coding::normalise::number_in;
use crate::domain::Cell;

/// What `3/4/2026` means, once other cells have shown it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slashes {
    /// The third of April.
    DayFirst,
    /// The fourth of March.
    MonthFirst,
}

/// A day and a time as they stand in an export, before it is known what comes first.
#[derive(Clone, Copy, Debug)]
struct Parts {
    first: i64,
    second: i64,
    third: i64,
    slashes: bool,
    year_first: bool,
    seconds: i64,
}

/// What the cells of a column show about [`Slashes`]; `None` where they show nothing, or both.
pub(super) fn slashes<'c>(cells: impl IntoIterator<Item = &'c Cell>) -> Option<Slashes> {
    let (mut day_first, mut month_first) = (false, false);
    for parts in cells.into_iter().filter_map(parts).filter(|parts| parts.slashes && !parts.year_first) {
        day_first |= parts.first > 12;
        month_first |= parts.second > 12;
    }
    match (day_first, month_first) {
        (true, false) => Some(Slashes::DayFirst),
        (false, true) => Some(Slashes::MonthFirst),
        _ => None,
    }
}

/// The moment that a cell names; `None` where it names none, or it cannot be told which.
pub(super) fn moment(cell: &Cell, slashes: Option<Slashes>) -> Option<DateTime> {
    let parts = parts(cell)?;
    let (year, month, day) = match (parts.year_first, parts.slashes, slashes) {
        (true, ..) => (parts.first, parts.second, parts.third),
        (false, false, _) | (false, true, Some(Slashes::DayFirst)) => {
            (parts.third, parts.second, parts.first)
        }
        (false, true, Some(Slashes::MonthFirst)) => (parts.third, parts.first, parts.second),
        (false, true, None) => return None,
    };
    let year = if year < 100 { year + 2000 } else { year };
    let date =
        Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    date.to_datetime(jiff::civil::Time::midnight())
        .checked_add(jiff::SignedDuration::from_secs(parts.seconds))
        .ok()
}

/// How many seconds a response took, as a duration column says it: seconds, or hours, minutes and seconds.
pub(super) fn seconds(cell: &Cell) -> Option<u64> {
    let seconds = match cell {
        Cell::Number(number) => *number,
        Cell::Text(text) => {
            let text = text.trim();
            match text.split(':').map(|part| part.trim().parse::<u32>().ok()).collect::<Option<Vec<_>>>() {
                Some(parts) if parts.len() == 3 => {
                    parts.iter().fold(0.0, |sum, part| sum * 60.0 + f64::from(*part))
                }
                _ => number_in(text)?,
            }
        }
        _ => return None,
    };
    // A year: what is longer is no time somebody took.
    (0.0..=31_536_000.0).contains(&seconds).then_some(seconds as u64)
}

fn parts(cell: &Cell) -> Option<Parts> {
    let (Cell::Text(text) | Cell::Date(text)) = cell else { return None };
    let text = text.trim();
    let (day, time) = match text.split_once(['T', ' ', ',']) {
        Some((day, time)) => (day, time.trim().trim_end_matches('Z')),
        None => (text, ""),
    };
    let mark = day.chars().find(|c| !c.is_ascii_digit()).filter(|c| matches!(c, '-' | '/' | '.'))?;
    let mut numbers = day.split(mark).map(|part| Some((part.len(), part.parse::<i64>().ok()?)));
    let (Some(Some((width, first))), Some(Some((_, second))), Some(Some((_, third))), None) =
        (numbers.next(), numbers.next(), numbers.next(), numbers.next())
    else {
        return None;
    };
    Some(Parts {
        first,
        second,
        third,
        slashes: mark == '/',
        year_first: width == 4,
        seconds: time_of_day(time)?,
    })
}

/// The seconds of `14:03`, `14:03:09.123` or `2:03:09 PM`; nothing is midnight.
fn time_of_day(time: &str) -> Option<i64> {
    if time.is_empty() {
        return Some(0);
    }
    let lower = time.to_lowercase();
    let (clock, half) = match (lower.strip_suffix("pm"), lower.strip_suffix("am")) {
        (Some(clock), _) => (clock.trim(), Some(12)),
        (None, Some(clock)) => (clock.trim(), Some(0)),
        (None, None) => (lower.as_str(), None),
    };
    let whole = clock.split(['.', '+']).next().unwrap_or_default();
    let mut numbers = whole.split(':').map(|part| part.trim().parse::<i64>().ok());
    let hour = numbers.next()??;
    let minute = numbers.next()??;
    let second = numbers.next().unwrap_or(Some(0))?;
    let hour = half.map_or(hour, |half| hour % 12 + half);
    let fits = (0..24).contains(&hour) && (0..60).contains(&minute) && (0..61).contains(&second);
    fits.then_some(hour * 3600 + minute * 60 + second)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn at(text: &str, slashes: Option<Slashes>) -> Option<String> {
        moment(&Cell::Text(text.to_owned()), slashes).map(|moment| moment.to_string())
    }

    #[test]
    fn moments_are_read_as_platforms_write_them() {
        for text in [
            "2026-04-14 13:05:09",
            "2026-04-14T13:05:09.000Z",
            "14-04-2026 13:05:09",
            "14-4-2026 13:05:09",
            "14.04.2026 13:05:09",
            "2026/04/14 1:05:09 PM",
        ] {
            assert_eq!(at(text, None).as_deref(), Some("2026-04-14T13:05:09"), "{text}");
        }
        assert_eq!(at("2026-04-14", None).as_deref(), Some("2026-04-14T00:00:00"));
        for text in ["", "gisteren", "2026-02-30", "14-04-2026 25:00", "1", "2026-04", "1/2/3/4"] {
            assert_eq!(at(text, Some(Slashes::DayFirst)), None, "{text}");
        }
        let workbook = moment(&Cell::Date("2026-04-14T13:05:09".to_owned()), None);
        assert_eq!(workbook.map(|moment| moment.date()), Some(date(2026, 4, 14)));
    }

    #[test]
    fn what_stands_between_slashes_is_known_only_if_another_cell_shows_it() {
        let cells = |texts: &[&str]| -> Vec<Cell> {
            texts.iter().map(|text| Cell::Text((*text).to_owned())).collect()
        };
        assert_eq!(slashes(&cells(&["3/4/26 9:00", "3/14/26 9:00"])), Some(Slashes::MonthFirst));
        assert_eq!(slashes(&cells(&["3/4/2026", "14/3/2026"])), Some(Slashes::DayFirst));
        assert_eq!(slashes(&cells(&["3/4/2026", "14/3/2026", "3/14/2026"])), None);
        assert_eq!(slashes(&cells(&["3/4/2026", "2026-14-03"])), None);
        assert_eq!(at("3/4/26 9:00:00", Some(Slashes::MonthFirst)).as_deref(), Some("2026-03-04T09:00:00"));
        assert_eq!(at("3/4/26 9:00:00", Some(Slashes::DayFirst)).as_deref(), Some("2026-04-03T09:00:00"));
        assert_eq!(at("3/4/26 9:00:00", None), None);
    }

    #[test]
    fn a_duration_is_in_seconds() {
        let text = |text: &str| seconds(&Cell::Text(text.to_owned()));
        assert_eq!(text("93"), Some(93));
        assert_eq!(text("93,7"), Some(93));
        assert_eq!(text("0:12:34"), Some(754));
        assert_eq!(seconds(&Cell::Number(93.7)), Some(93));
        for wrong in ["", "-3", "lang", "1:2", "1e300"] {
            assert_eq!(text(wrong), None, "{wrong}");
        }
        assert_eq!(seconds(&Cell::Number(f64::NAN)), None);
    }
}
