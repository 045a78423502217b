use std::io::Write as _;

/// Days from 1582-10-14, from which SPSS counts, to 1970-01-01.
const DAYS_TO_1970: i64 = 141_428;
const DAY: i64 = 86_400_000;
/// The end of the year 9999, in milliseconds from 1582-10-14.
const END: i64 = 3_074_325 * DAY;

/// What seconds count to, by the print format of a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moment {
    /// A day or a moment of one, from 1582-10-14.
    Date,
    /// A time of day or a duration.
    Time,
}

impl Moment {
    /// What a print format shows; `None` where it shows a number. The numbers of a weekday (26) and a month (27)
    /// are numbers.
    pub(super) fn of_format(format: u8) -> Option<Self> {
        match format {
            // DATE, DATETIME, ADATE, JDATE; MOYR, QYR, WKYR; EDATE, SDATE; YMDHMS.
            20 | 22..=24 | 28..=30 | 38 | 39 | 41 => Some(Self::Date),
            // TIME, DTIME, MTIME.
            21 | 25 | 40 => Some(Self::Time),
            _ => None,
        }
    }

    /// The seconds as ISO text, to the millisecond, in the forms of a workbook: `2026-04-14`,
    /// `2026-04-14T09:30:00`, a time alone `09:30:00`, a duration `PT31H10M10S`. `None` for a date outside the years
    /// 1582 to 9999, and for what is no length of time.
    pub(super) fn iso(self, seconds: f64) -> Option<Iso> {
        let milli = (seconds * 1000.0).round();
        if milli.is_nan() || milli.abs() >= 9e15 {
            return None;
        }
        let milli = milli as i64;
        let (day, time) = (milli.div_euclid(DAY), milli.rem_euclid(DAY));
        let mut iso = Iso { bytes: [0; Iso::ROOM], length: 0 };
        let mut rest = iso.bytes.as_mut_slice();
        let written = match self {
            Self::Date if !(0..END).contains(&milli) => return None,
            Self::Date => {
                let (year, month, day) = civil(day - DAYS_TO_1970);
                write!(rest, "{year:04}-{month:02}-{day:02}").and_then(|()| {
                    if time == 0 { Ok(()) } else { write!(rest, "T").and_then(|()| clock(&mut rest, time)) }
                })
            }
            Self::Time if (0..DAY).contains(&milli) => clock(&mut rest, milli),
            Self::Time => {
                let sign = if milli < 0 { "-" } else { "" };
                let seconds = milli.unsigned_abs() / 1000;
                let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
                write!(rest, "{sign}PT{hours}H{minutes}M{seconds}S")
            }
        };
        written.ok()?;
        let left = rest.len();
        iso.length = Iso::ROOM - left;
        Some(iso)
    }
}

fn clock(out: &mut &mut [u8], milli: i64) -> std::io::Result<()> {
    let (hour, minute, second) = (milli / 3_600_000, milli / 60_000 % 60, milli / 1000 % 60);
    write!(out, "{hour:02}:{minute:02}:{second:02}")?;
    match milli % 1000 {
        0 => Ok(()),
        milli => write!(out, ".{milli:03}"),
    }
}

/// The year, month and day of a day counted from 1970-01-01, in the Gregorian calendar. An era is 400 years, and
/// years are counted from March, so that the leap day is the last of its year.
fn civil(day: i64) -> (i64, i64, i64) {
    let day = day + 719_468;
    let (era, day) = (day.div_euclid(146_097), day.rem_euclid(146_097));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day_of_month = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year + i64::from(month <= 2), month, day_of_month)
}

/// A short text that needs no memory of its own.
#[derive(Clone, Copy, Debug)]
pub(super) struct Iso {
    bytes: [u8; Self::ROOM],
    length: usize,
}

impl Iso {
    const ROOM: usize = 40;

    pub(super) fn as_str(&self) -> &str {
        self.bytes.get(..self.length).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(moment: Moment, seconds: f64) -> Option<String> {
        moment.iso(seconds).map(|iso| iso.as_str().to_owned())
    }

    #[test]
    fn a_date_counts_from_14_october_1582() {
        let date = |seconds: f64| shown(Moment::Date, seconds).unwrap_or_default();
        assert_eq!(date(0.0), "1582-10-14");
        assert_eq!(date(86_400.0), "1582-10-15");
        assert_eq!(date(12_219_379_200.0), "1970-01-01");
        assert_eq!(date(13_631_500_800.0), "2014-10-01");
        assert_eq!(date(13_171_161_600.0 + 86_399.5), "2000-02-29T23:59:59.500");
        assert_eq!(date(13_171_161_600.0 + 86_400.0), "2000-03-01");
        assert_eq!(date(265_621_680_000.0 - 1.0), "9999-12-31T23:59:59");
    }

    #[test]
    fn what_is_no_date_is_none() {
        for seconds in [-1.0, 265_621_680_000.0, 1e300, f64::NAN, f64::INFINITY, f64::MIN] {
            assert_eq!(shown(Moment::Date, seconds), None, "{seconds}");
        }
        assert_eq!(shown(Moment::Time, f64::NAN), None);
    }

    #[test]
    fn a_time_within_a_day_is_a_time_and_another_a_duration() {
        let time = |seconds: f64| shown(Moment::Time, seconds).unwrap_or_default();
        assert_eq!(time(0.0), "00:00:00");
        assert_eq!(time(36_610.25), "10:10:10.250");
        assert_eq!(time(86_399.0), "23:59:59");
        assert_eq!(time(86_400.0), "PT24H0M0S");
        assert_eq!(time(-61.0), "-PT0H1M1S");
    }
}
