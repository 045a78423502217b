use std::collections::BTreeSet;

use calamine::{Data, DataRef, ExcelDateTime, Range};

use super::fault::IngestError;
use super::sheet_rows::{Held, Placed};

/// What stands in a cell, by what calamine gives.
pub(super) fn held(data: DataRef<'_>) -> Held<'_> {
    match data {
        DataRef::Empty => Held::Nothing,
        DataRef::Int(number) => Held::Number(number as f64),
        DataRef::Float(number) => Held::Number(number),
        DataRef::String(written) => Held::text(written),
        DataRef::SharedString(written) => Held::kept(written),
        DataRef::Bool(yes) => Held::Kept(if yes { "TRUE" } else { "FALSE" }),
        DataRef::DateTime(date) => Held::Date(iso(date)),
        DataRef::DateTimeIso(date) | DataRef::DurationIso(date) => Held::Date(date),
        DataRef::Error(error) => Held::Error(error.to_string()),
    }
}

/// Whether an empty text is what a formula came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Calculated {
    Always,
    /// Unless no formula of the sheet came to anything else: then a program left them for Excel to calculate.
    Unless,
}

/// Where the formulas of a sheet stand that have no value, and those whose value is an error written as a text.
#[derive(Debug, Default)]
pub(super) struct Answered {
    missing: BTreeSet<(u32, u32)>,
    errors: BTreeSet<(u32, u32)>,
}

impl Answered {
    pub(super) fn of(range: &Range<Data>, formulas: &Range<String>, calculated: Calculated) -> Self {
        let mut all = Self::default();
        let (mut empty, mut some) = (Vec::new(), false);
        let first = formulas.start().unwrap_or_default();
        for (row, column, formula) in formulas.used_cells() {
            if formula.is_empty() {
                continue;
            }
            let at = from(first, row, column);
            match range.get_value(at) {
                None | Some(Data::Empty) => {
                    all.missing.insert(at);
                }
                Some(Data::String(text)) if text.is_empty() => empty.push(at),
                Some(Data::String(text)) if text.starts_with('#') && !text.contains(' ') => {
                    all.errors.insert(at);
                }
                Some(_) => some = true,
            }
        }
        if calculated == Calculated::Unless && !some && all.errors.is_empty() {
            all.missing.extend(empty);
        }
        all
    }
}

fn from(first: (u32, u32), row: usize, column: usize) -> (u32, u32) {
    let at = |first: u32, offset: usize| first.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX));
    (at(first.0, row), at(first.1, column))
}

/// The cells of a range one by one, with those formulas among them that have no value.
pub(super) fn of_range<'a>(
    range: &'a Range<Data>,
    answered: &'a Answered,
) -> impl FnMut() -> Result<Option<Placed<'a>>, IngestError> {
    let first = range.start().unwrap_or_default();
    let filled = range.used_cells().map(move |(row, column, data)| (from(first, row, column), data));
    let mut filled = filled.filter(|(at, _)| !answered.missing.contains(at)).peekable();
    let mut missing = answered.missing.iter().copied().peekable();
    move || {
        let comes_first = match (missing.peek(), filled.peek()) {
            (Some(missing), Some((filled, _))) => missing < filled,
            (missing, _) => missing.is_some(),
        };
        if comes_first {
            return Ok(missing.next().map(|at| (at, Held::uncalculated())));
        }
        Ok(filled.next().map(|(at, data)| match data {
            Data::String(text) if answered.errors.contains(&at) => (at, Held::Error(text.clone())),
            data => (at, of_data(data)),
        }))
    }
}

fn of_data(data: &Data) -> Held<'_> {
    match data {
        Data::Empty => Held::Nothing,
        Data::Int(number) => Held::Number(*number as f64),
        Data::Float(number) => Held::Number(*number),
        Data::String(text) => Held::kept(text),
        Data::Bool(yes) => held(DataRef::Bool(*yes)),
        Data::DateTime(date) => Held::Date(iso(*date)),
        Data::DateTimeIso(date) | Data::DurationIso(date) => Held::Date(date.clone()),
        Data::Error(error) => Held::Error(error.to_string()),
    }
}

/// A serial date as ISO text: `2026-04-14`, `2026-04-14T09:30:00`, a time alone `09:30:00`, a duration
/// `PT15H10M10S`.
fn iso(date: ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, milli) = date.to_ymd_hms_milli();
    // A float as `as` saturates; a duration in a sheet is never that long.
    let seconds = (date.as_f64() * 86_400.0).round().max(0.0) as u64;
    if date.is_duration() {
        return format!("PT{}H{}M{}S", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
    let fraction = if milli == 0 { String::new() } else { format!(".{milli:03}") };
    let time = format!("{hour:02}:{minute:02}:{second:02}{fraction}");
    if (0.0..1.0).contains(&date.as_f64()) {
        time
    } else if (hour, minute, second, milli) == (0, 0, 0, 0) {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02}T{time}")
    }
}
