//! Days and times as ISO text, in the form in which workbooks give them.

/// What a time is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Seconds,
    Milliseconds,
    Microseconds,
    Nanoseconds,
}

const DAY: i128 = 86_400;
const NANOS: i128 = 1_000_000_000;

impl Unit {
    fn nanoseconds(self) -> i128 {
        match self {
            Self::Seconds => NANOS,
            Self::Milliseconds => 1_000_000,
            Self::Microseconds => 1_000,
            Self::Nanoseconds => 1,
        }
    }

    /// Whole seconds, and the nanoseconds above them.
    fn split(self, raw: i128) -> (i128, i128) {
        let nanos = raw.saturating_mul(self.nanoseconds());
        (nanos.div_euclid(NANOS), nanos.rem_euclid(NANOS))
    }
}

/// `2026-04-14`, from the days since 1970.
pub(super) fn day(days: i128) -> String {
    let (year, month, day) = civil(days);
    if (0..=9999).contains(&year) {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        let sign = if year < 0 { '-' } else { '+' };
        format!("{sign}{:06}-{month:02}-{day:02}", year.unsigned_abs())
    }
}

/// The year, month and day of a number of days since 1970, in the Gregorian calendar.
/// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
fn civil(days: i128) -> (i128, i128, i128) {
    let shifted = days.saturating_add(719_468);
    let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    (year_of_era + era * 400 + i128::from(month <= 2), month, day)
}

/// `09:30:00`, from the time since midnight.
pub(super) fn time(raw: i128, unit: Unit) -> String {
    let (seconds, nanos) = unit.split(raw);
    clock(seconds.rem_euclid(DAY), nanos)
}

fn clock(seconds: i128, nanos: i128) -> String {
    let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    format!("{hour:02}:{minute:02}:{second:02}{}", fraction(nanos))
}

/// Nothing, or as many threes of digits as it takes.
fn fraction(nanos: i128) -> String {
    match nanos {
        0 => String::new(),
        nanos if nanos % 1_000_000 == 0 => format!(".{:03}", nanos / 1_000_000),
        nanos if nanos % 1_000 == 0 => format!(".{:06}", nanos / 1_000),
        nanos => format!(".{nanos:09}"),
    }
}

/// `2026-04-14T09:30:00`; at midnight the day alone, as in a workbook. Counted in UTC it says so: `…T09:30:00Z`.
pub(super) fn moment(raw: i128, unit: Unit, utc: bool) -> String {
    let (seconds, nanos) = unit.split(raw);
    let (days, seconds) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
    let date = day(days);
    match (seconds, nanos, utc) {
        (0, 0, false) => date,
        (seconds, nanos, utc) => {
            let zone = if utc { "Z" } else { "" };
            format!("{date}T{}{zone}", clock(seconds, nanos))
        }
    }
}

/// `PT15H10M10S`.
pub(super) fn duration(raw: i128, unit: Unit) -> String {
    let sign = if raw < 0 { "-" } else { "" };
    let (seconds, nanos) = unit.split(raw.saturating_abs());
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    format!("{sign}PT{hours}H{minutes}M{seconds}{}S", fraction(nanos))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        for (days, expected) in [
            (0, "1970-01-01"),
            (-1, "1969-12-31"),
            (19_782, "2024-02-29"),
            (20_557, "2026-04-14"),
            (-719_468, "0000-03-01"),
            (2_932_896, "9999-12-31"),
            (2_932_897, "+010000-01-01"),
            (-719_529, "-000001-12-31"),
        ] {
            assert_eq!(day(days), expected, "{days}");
        }
    }

    #[test]
    fn moments_read_as_in_a_workbook() {
        let morning = 20_557 * 86_400 + 34_200;
        assert_eq!(moment(morning, Unit::Seconds, false), "2026-04-14T09:30:00");
        assert_eq!(moment(morning * 1_000 + 250, Unit::Milliseconds, false), "2026-04-14T09:30:00.250");
        assert_eq!(moment(morning * 1_000_000 + 5, Unit::Microseconds, true), "2026-04-14T09:30:00.000005Z");
        assert_eq!(moment(20_557 * 86_400 * NANOS, Unit::Nanoseconds, false), "2026-04-14");
        assert_eq!(moment(20_557 * 86_400, Unit::Seconds, true), "2026-04-14T00:00:00Z");
        assert_eq!(moment(-1, Unit::Nanoseconds, false), "1969-12-31T23:59:59.999999999");
    }

    #[test]
    fn times_and_durations_read_as_in_a_workbook() {
        assert_eq!(time(34_200_000, Unit::Milliseconds), "09:30:00");
        assert_eq!(duration(54_610, Unit::Seconds), "PT15H10M10S");
        assert_eq!(duration(-1_500, Unit::Milliseconds), "-PT0H0M1.500S");
        assert_eq!(duration(i128::from(i64::MIN), Unit::Seconds).get(..3), Some("-PT"));
    }

    #[test]
    fn no_number_is_too_large_to_be_written() {
        for raw in [i128::MIN, i128::MAX, i128::from(i64::MIN), i128::from(i64::MAX)] {
            for unit in [Unit::Seconds, Unit::Nanoseconds] {
                assert!(!moment(raw, unit, true).is_empty());
                assert!(!time(raw, unit).is_empty() && !duration(raw, unit).is_empty());
            }
            assert!(!day(raw).is_empty());
        }
    }
}
