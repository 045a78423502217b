use std::collections::BTreeMap;

use super::identity::hash;
use crate::coding::codebook::ItemCode;
use crate::domain::{RespondentCell, ScaleId};

/// From so many answered statements on, one option throughout says something.
const LEAST: u16 = 8;

/// What the answers of one respondent look like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// The same option as it stands in the file on every statement, on every scale with enough of them.
    pub one_option: bool,
    /// Whether one of those statements is worded the other way round.
    pub either_way: bool,
    /// A number made of everything that was answered, where that is enough and not one option throughout.
    pub answers: Option<u64>,
}

/// The answers on one scale, per respondent.
struct OnScale {
    low: Vec<u8>,
    high: Vec<u8>,
    answered: Vec<u16>,
    reversed: Vec<bool>,
}

/// Looks at the coded answers of some respondents; `cell` is the group each belongs to. A column at a time, so that
/// it costs little beside the coding.
pub(super) fn look_at(
    items: &[ItemCode<'_>],
    columns: &[Vec<u8>],
    cell: &[u32],
    cells: &[RespondentCell],
) -> Vec<Look> {
    let rows = cell.len();
    let mut scales: BTreeMap<&ScaleId, OnScale> = BTreeMap::new();
    let groups: Vec<u64> = cells.iter().map(|cell| hash(&(&cell.role, &cell.groups))).collect();
    let mut answers: Vec<u64> =
        cell.iter().map(|at| groups.get(*at as usize).copied().unwrap_or_default()).collect();
    for (item, column) in items.iter().zip(columns) {
        let Some((scale, _)) = &item.scale else { continue };
        let length = scale.len();
        let on = scales.entry(&scale.id).or_insert_with(|| OnScale {
            low: vec![u8::MAX; rows],
            high: vec![0; rows],
            answered: vec![0; rows],
            reversed: vec![false; rows],
        });
        let turned =
            |byte: u8| if item.reverse { length.saturating_add(1).saturating_sub(byte) } else { byte };
        for (row, &byte) in column.iter().enumerate() {
            if let Some(answers) = answers.get_mut(row) {
                *answers = (*answers ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3).rotate_left(5);
            }
            if !(1..=length).contains(&byte) {
                continue;
            }
            let stands = turned(byte);
            if let (Some(low), Some(high), Some(answered), Some(reversed)) = (
                on.low.get_mut(row),
                on.high.get_mut(row),
                on.answered.get_mut(row),
                on.reversed.get_mut(row),
            ) {
                *low = (*low).min(stands);
                *high = (*high).max(stands);
                *answered = answered.saturating_add(1);
                *reversed |= item.reverse;
            }
        }
    }
    let look = |(row, answers): (usize, u64)| {
        let (mut enough, mut varied, mut either_way, mut all) = (false, false, false, 0_u16);
        let mut options = (u8::MAX, 0_u8);
        for on in scales.values() {
            let answered = on.answered.get(row).copied().unwrap_or(0);
            let (low, high) =
                (on.low.get(row).copied().unwrap_or(u8::MAX), on.high.get(row).copied().unwrap_or(0));
            all = all.saturating_add(answered);
            options = (options.0.min(low), options.1.max(high));
            if answered >= LEAST {
                enough = true;
                varied |= low != high;
                either_way |= on.reversed.get(row).copied().unwrap_or(false);
            }
        }
        let one_option = enough && !varied;
        let told = all >= LEAST && options.0 != options.1 && !one_option;
        Look { one_option, either_way: one_option && either_way, answers: told.then_some(answers) }
    };
    answers.into_iter().enumerate().map(look).collect()
}
