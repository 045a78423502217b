use std::collections::BTreeMap;

use super::clear::{clear, measures};
use super::{Access, Cleared, Reason};
use crate::domain::{IndicatorId, Privacy, RoundId, Slice};
use crate::tally::Tally;

/// Per round and indicator the sums of everyone, had nobody been left out for the quality of their response.
pub type WithAll = BTreeMap<RoundId, BTreeMap<IndicatorId, Access>>;

/// Decides what may be shown of everyone together with those who were left out, beside what is shown without them.
/// Rounds in which nobody was left out are not in it, nor are indicators to which none of those answered anything.
///
/// Of two groups that differ by a few people, two figures give those few away. So it is shown only where those left
/// out are at least the minimum, in all and in every measure of the indicator that they have anything in (any answer,
/// a score, each statement), and where the figures of everyone are shown both with and without them. `used` and
/// `left_out` count different people; `score_items` as for [`clear`].
pub fn clear_with_all(
    used: &Tally,
    left_out: &Tally,
    rounds: &[RoundId],
    privacy: &Privacy,
    score_items: &BTreeMap<IndicatorId, u16>,
) -> WithAll {
    let touched: Vec<RoundId> = rounds
        .iter()
        .filter(|round| left_out.cells.keys().any(|key| &key.round == *round))
        .cloned()
        .collect();
    let mut union = used.clone();
    union.merge(left_out);
    let without = clear(used, &touched, privacy, score_items);
    let with = clear(&union, &touched, privacy, score_items);
    let mut all = WithAll::new();
    for round in touched {
        let out = left_out.slice(&round, &Slice::All);
        let (Some(without), Some(with)) = (without.rounds.get(&round), with.rounds.get(&round)) else {
            continue;
        };
        let mut accesses = BTreeMap::new();
        for (indicator, sums) in &out.indicators {
            let needed = score_items.get(indicator).copied().unwrap_or(1);
            let counts = measures(&out, sums.items.len(), indicator, needed);
            if counts.iter().all(|&n| n == 0) {
                continue;
            }
            let small =
                counts.into_iter().chain([out.respondents]).any(|n| (1..privacy.minimum).contains(&n));
            let access =
                match (without.indicator(indicator, &Slice::All), with.indicator(indicator, &Slice::All)) {
                    _ if small => Access::Withheld(Reason::Complement),
                    (Access::Shown(_), Access::Shown(cleared)) => {
                        // Together with what is shown, a distribution would give that of those left out.
                        Access::Shown(Cleared::without_distribution(cleared))
                    }
                    (Access::Withheld(reason), _) | (_, Access::Withheld(reason)) => {
                        Access::Withheld(*reason)
                    }
                    (Access::NoData, _) | (_, Access::NoData) => Access::Withheld(Reason::Complement),
                };
            accesses.insert(indicator.clone(), access);
        }
        all.insert(round, accesses);
    }
    all
}
