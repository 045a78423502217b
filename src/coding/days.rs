use jiff::civil::{Date, date};

use crate::domain::Cell;

/// The first and the last day of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The earliest.
    pub first: Date,
    /// The latest.
    pub last: Date,
}

/// The days between which the cells of a column lie; blanks say nothing. `None` where a cell is no day, where there is
/// none, or where day and month of `4/5/26` cannot be told apart in any of them.
pub fn days<'c>(cells: impl Iterator<Item = &'c Cell>) -> Option<Days> {
    let mut certain: Vec<Date> = Vec::new();
    let mut slashed: Vec<(u16, u16, u16)> = Vec::new();
    for cell in cells {
        let text = match cell {
            Cell::Date(text) | Cell::Text(text) => text.trim(),
            Cell::Absent | Cell::Blank | Cell::Missing(_) => continue,
            Cell::Number(_) | Cell::Error(_) => return None,
        };
        if text.is_empty() {
            continue;
        }
        match written(text)? {
            Written::Day(year, month, day) => certain.push(on(year, month, day)?),
            Written::Slashed(one, other, year) => slashed.push((one, other, year)),
        }
    }
    let day_first = slashed.iter().any(|(one, ..)| *one > 12);
    let month_first = slashed.iter().any(|(_, other, _)| *other > 12);
    let same = slashed.iter().all(|(one, other, _)| one == other);
    match (day_first, month_first) {
        (true, true) => return None,
        (false, false) if !same => return None,
        _ => {}
    }
    for (one, other, year) in slashed {
        let (day, month) = if month_first { (other, one) } else { (one, other) };
        certain.push(on(year, month, day)?);
    }
    Some(Days { first: *certain.iter().min()?, last: *certain.iter().max()? })
}

enum Written {
    Day(u16, u16, u16),
    /// Two numbers of which either may be the day, and the year.
    Slashed(u16, u16, u16),
}

/// `2026-04-14`, `14-04-2026`, `14.4.26`, `4/14/26`, with or without a time behind it.
fn written(text: &str) -> Option<Written> {
    let day = text.split([' ', 'T', 't', '\u{a0}']).next()?;
    let separator = day.chars().find(|c| !c.is_ascii_digit()).filter(|c| "-/.".contains(*c))?;
    let parts: Vec<&str> = day.split(separator).collect();
    let [one, two, three] = parts.as_slice() else { return None };
    let number = |part: &str| part.parse::<u16>().ok().filter(|_| part.len() <= 4);
    let (a, b, c) = (number(one)?, number(two)?, number(three)?);
    let year = |year: u16, part: &str| if part.len() <= 2 { 2000 + year } else { year };
    Some(match separator {
        _ if one.len() == 4 => Written::Day(a, b, c),
        '/' => Written::Slashed(a, b, year(c, three)),
        _ => Written::Day(year(c, three), b, a),
    })
}

fn on(year: u16, month: u16, day: u16) -> Option<Date> {
    let (year, month, day) = (i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    Date::new(year, month, day).ok().filter(|day| (date(1900, 1, 1)..date(2200, 1, 1)).contains(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(texts: &[&str]) -> Option<Days> {
        let cells: Vec<Cell> = texts.iter().map(|text| Cell::Text((*text).to_owned())).collect();
        days(cells.iter())
    }

    fn between(first: Date, last: Date) -> Option<Days> {
        Some(Days { first, last })
    }

    #[test]
    fn days_are_read_however_a_tool_writes_them() {
        let (first, last) = (date(2026, 4, 1), date(2026, 4, 14));
        for texts in [
            ["2026-04-01 09:21:07", "2026-04-14T10:00:00"],
            ["1-4-2026", "14-04-2026 10:00"],
            ["01.04.26", "14.04.26"],
            ["4/1/26 9:21:07", "4/14/26 10:00:00"],
            ["1/4/2026", "14/4/2026"],
            ["2026/04/01 8:48:17 p.m. CET", "2026/04/14 8:48:17 a.m. CET"],
        ] {
            assert_eq!(of(&texts), between(first, last), "{texts:?}");
        }
    }

    #[test]
    fn a_day_that_may_be_a_month_is_not_guessed() {
        assert_eq!(of(&["4/5/26", "6/7/26"]), None);
        assert_eq!(of(&["4/4/26"]), between(date(2026, 4, 4), date(2026, 4, 4)));
        assert_eq!(of(&["14/5/26", "5/14/26"]), None, "both ways in one column");
    }

    #[test]
    fn what_is_no_day_gives_none() {
        assert_eq!(of(&[]), None);
        assert_eq!(of(&["", " "]), None);
        for text in ["gisteren", "2026-13-01", "30-02-2026", "2026-04", "1-2-3-4", "é-é-é", "99999-1-1"] {
            assert_eq!(of(&[text]), None, "{text}");
        }
        assert_eq!(days([Cell::Number(46_000.0)].iter()), None);
        assert_eq!(days([Cell::Blank, Cell::Absent].iter()), None);
    }
}
