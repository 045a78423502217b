use std::collections::BTreeMap;

use super::identity::hash;
use crate::coding::codebook::ItemCode;
use crate::domain::{RespondentCell, ScaleId};

/// From so many answered statements on, one option throughout says something.
const LEAST: u8 = 8;

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
    /// How many, or 255 where there are more.
    answered: Vec<u8>,
    reversed: Vec<bool>,
}

/// How many respondents are looked at at a time: what they need stays in a near cache.
const CHUNK: usize = 4096;

impl OnScale {
    fn new(rows: usize) -> Self {
        Self {
            low: vec![u8::MAX; rows],
            high: vec![0; rows],
            answered: vec![0; rows],
            reversed: vec![false; rows],
        }
    }

    /// Takes in the answers to one statement, on a scale of `length` options.
    fn add(&mut self, bytes: &[u8], length: u8, reverse: bool) {
        let turned = length.saturating_add(1);
        // Loops over few lists, and of bytes all, so that many rows are taken at once.
        if reverse {
            self.widen(bytes, length, |byte| turned.wrapping_sub(byte));
        } else {
            self.widen(bytes, length, |byte| byte);
        }
        for (&byte, answered) in bytes.iter().zip(&mut self.answered) {
            *answered = answered.saturating_add(u8::from(byte.wrapping_sub(1) < length));
        }
        if reverse {
            for (&byte, reversed) in bytes.iter().zip(&mut self.reversed) {
                *reversed |= byte.wrapping_sub(1) < length;
            }
        }
    }

    /// Takes in the options that were chosen, each as it `stands` in the file. All bits of a byte say whether it is an
    /// answer: of a branch the compiler would make one row at a time.
    #[inline(always)]
    fn widen(&mut self, bytes: &[u8], length: u8, stands: impl Fn(u8) -> u8) {
        for (&byte, (low, high)) in bytes.iter().zip(self.low.iter_mut().zip(&mut self.high)) {
            let is_answer = 0_u8.wrapping_sub(u8::from(byte.wrapping_sub(1) < length));
            *low = (*low).min(stands(byte) | !is_answer);
            *high = (*high).max(stands(byte) & is_answer);
        }
    }
}

/// How many statements are taken into the number of a response at a time.
const TOGETHER: usize = 8;

/// Takes the answers to some statements, a column each, into the numbers of the responses.
fn take_in(numbers: &mut [u64], columns: &[&[u8]]) {
    let mix = |number: u64, word: u64| (number ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(23);
    if let [a, b, c, d, e, f, g, h] = columns {
        let halves = a.iter().zip(*b).zip(c.iter().zip(*d)).zip(e.iter().zip(*f).zip(g.iter().zip(*h)));
        for (number, (((a, b), (c, d)), ((e, f), (g, h)))) in numbers.iter_mut().zip(halves) {
            *number = mix(*number, u64::from_le_bytes([*a, *b, *c, *d, *e, *f, *g, *h]));
        }
        return;
    }
    for column in columns {
        for (number, &byte) in numbers.iter_mut().zip(*column) {
            *number = mix(*number, u64::from(byte));
        }
    }
}

/// Looks at the coded answers of some respondents; `cell` is the group each belongs to, `groups` keeps a number for each
/// of those from batch to batch. A column at a time, so that
/// it costs little beside the coding.
pub(super) fn look_at(
    items: &[ItemCode<'_>],
    columns: &[Vec<u8>],
    cell: &[u32],
    cells: &[RespondentCell],
    groups: &mut Vec<u64>,
) -> Vec<Look> {
    let new = cells.iter().skip(groups.len());
    groups.extend(new.map(|cell| hash(&(&cell.role, &cell.groups))));
    let mut looks = Vec::with_capacity(cell.len());
    for (chunk, cell) in cell.chunks(CHUNK).enumerate() {
        let start = chunk * CHUNK;
        let mut answers: Vec<u64> =
            cell.iter().map(|at| groups.get(*at as usize).copied().unwrap_or_default()).collect();
        let mut scales: BTreeMap<&ScaleId, OnScale> = BTreeMap::new();
        let mut together: Vec<&[u8]> = Vec::with_capacity(TOGETHER);
        for (item, column) in items.iter().zip(columns) {
            let (Some((scale, _)), Some(bytes)) = (&item.scale, column.get(start..start + cell.len())) else {
                continue;
            };
            together.push(bytes);
            if together.len() == TOGETHER {
                take_in(&mut answers, &together);
                together.clear();
            }
            let on = scales.entry(&scale.id).or_insert_with(|| OnScale::new(cell.len()));
            on.add(bytes, scale.len(), item.reverse);
        }
        take_in(&mut answers, &together);
        looks.extend(answers.into_iter().enumerate().map(|(row, answers)| look(&scales, row, answers)));
    }
    looks
}

fn look(scales: &BTreeMap<&ScaleId, OnScale>, row: usize, answers: u64) -> Look {
    let (mut enough, mut varied, mut either_way, mut all) = (false, false, false, 0_u8);
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
}
