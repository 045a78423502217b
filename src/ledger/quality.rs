use jiff::civil::Date;

use super::edition::Edition;
use crate::assess::{QualityResults, RoundResults};
use crate::disclosure::Told;
use crate::domain::{Readers, Sign, Slice};

/// What is told of the responses of a round beside what was told before. A number that grew by a few would tell which
/// few that were; so it grows once those and all others who came are at least the minimum, and else stays as these
/// readers were told it, if they were.
pub(super) fn held(
    today: &RoundResults,
    editions: &[Edition],
    all_is_fresh: bool,
    (readers, minimum): (Readers, u64),
) -> Vec<QualityResults> {
    let came = came(today, editions).filter(|_| all_is_fresh);
    let mut held = Vec::new();
    for sign in Sign::ALL {
        let now = today.quality.iter().find(|own| own.sign == sign);
        match (told_before(sign, editions), now) {
            (Before::Never, now) => held.extend(now.cloned()),
            (Before::Nothing, now) => held.extend(now.filter(|now| grows(0, now, came, minimum)).cloned()),
            (Before::So(then), now) => {
                let same =
                    now.is_some_and(|now| now.responses == then.responses && now.left_out == then.left_out);
                let may = |now: &&QualityResults| match then.responses {
                    Told::Number { count } => grows(count, now, came, minimum),
                    Told::Few | Told::Most => false,
                };
                let told = now.filter(|now| same || may(now)).cloned();
                held.extend(told.or_else(|| {
                    let (date, own) = last_told(sign, editions, readers)?;
                    Some(QualityResults { as_of: Some(date), ..own.clone() })
                }));
            }
        }
    }
    held
}

/// What was told of a sign when it was last told anything.
enum Before<'a> {
    /// The round was never published.
    Never,
    /// That there was none.
    Nothing,
    /// This.
    So(&'a QualityResults),
}

fn told_before(sign: Sign, editions: &[Edition]) -> Before<'_> {
    if editions.is_empty() {
        return Before::Never;
    }
    last_told(sign, editions, Readers::OwnTeam).map_or(Before::Nothing, |(_, own)| Before::So(own))
}

/// What these readers were last told of a sign, and of which day.
fn last_told(sign: Sign, editions: &[Edition], readers: Readers) -> Option<(Date, &QualityResults)> {
    editions.iter().rev().filter(|edition| edition.readers >= readers).find_map(|edition| {
        let own = edition.results.quality.iter().find(|own| own.sign == sign)?;
        Some((own.as_of.unwrap_or(edition.date), own))
    })
}

/// How many more respondents everyone together now has than when that was last told.
fn came(today: &RoundResults, editions: &[Edition]) -> Option<u64> {
    let all = |round: &RoundResults| {
        round.response.iter().find(|response| response.slice == Slice::All)?.respondents
    };
    let last = editions.iter().rev().find_map(|edition| all(&edition.results))?;
    all(today)?.checked_sub(last)
}

fn grows(then: u64, now: &QualityResults, came: Option<u64>, minimum: u64) -> bool {
    let (Told::Number { count }, Some(came)) = (now.responses, came) else { return false };
    let Some(more) = count.checked_sub(then) else { return false };
    more >= minimum && came.checked_sub(more).is_some_and(|others| others >= minimum)
}
