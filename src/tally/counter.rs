use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rustc_hash::FxBuildHasher;

use super::sums::grow;
use super::{CellKey, CellTally, IndicatorPlan, Sums, Tally, TallyPlan};
use crate::domain::{Answer, CodedBatch, GroupKey, Missing, Pattern, RespondentCell, RoundId};

/// How many respondents are counted at a time: what they need stays in the nearest cache.
const CHUNK: usize = 4096;
/// A byte can be anything; what is no answer falls in a slot that nobody reads.
const BYTES: usize = 256;

/// Counting went wrong: a fault of the program, not of the input.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum TallyError {
    /// The batch has fewer item columns than the plan counts, or one of another length.
    #[error("the batch lacks item column {0} of the plan")]
    MissingItem(usize),
}

/// Counts the coded batches of one table. Their cells may only grow from batch to batch.
#[derive(Clone, Debug)]
pub struct Counter {
    cells: Arc<Vec<RespondentCell>>,
    respondents: Vec<u64>,
    indicators: Vec<IndicatorCounter>,
    answers: Vec<[u32; 4]>,
}

impl Counter {
    /// A counter that has counted nobody.
    pub fn new(plan: &TallyPlan) -> Self {
        Self {
            cells: Arc::default(),
            respondents: Vec::new(),
            indicators: plan.indicators.iter().map(IndicatorCounter::new).collect(),
            answers: Vec::new(),
        }
    }

    /// Adds a batch.
    ///
    /// # Errors
    /// [`TallyError::MissingItem`] if the batch is not of this plan; nothing of it is then counted.
    pub fn count(&mut self, batch: &CodedBatch) -> Result<(), TallyError> {
        for &item in self.indicators.iter().flat_map(|indicator| &indicator.positions) {
            if batch.items.get(item).is_none_or(|answers| answers.len() != batch.len()) {
                return Err(TallyError::MissingItem(item));
            }
        }
        self.cells = Arc::clone(&batch.cells);
        grow(&mut self.respondents, self.cells.len());
        for &cell in &batch.cell {
            if let Some(respondents) = self.respondents.get_mut(cell as usize) {
                *respondents += 1;
            }
        }
        for indicator in &mut self.indicators {
            indicator.grow(self.cells.len());
        }
        for (chunk, cells) in batch.cell.chunks(CHUNK).enumerate() {
            let first = chunk * CHUNK;
            for indicator in &mut self.indicators {
                indicator.count(batch, first, cells, &mut self.answers);
            }
        }
        Ok(())
    }

    /// Everything counted, as cells of one round. `groupings` names the groups of the cells, in their order.
    pub fn finish(self, round: &RoundId, groupings: &[GroupKey]) -> Tally {
        let mut counted: Vec<CellTally> = self
            .respondents
            .iter()
            .map(|&respondents| CellTally { respondents, indicators: BTreeMap::new() })
            .collect();
        for indicator in self.indicators {
            indicator.finish(&mut counted);
        }
        let mut tally = Tally::default();
        for (cell, counted) in self.cells.iter().zip(counted) {
            if counted.respondents == 0 {
                continue;
            }
            let groups: BTreeMap<_, _> = groupings.iter().cloned().zip(cell.groups.iter().cloned()).collect();
            let key = CellKey { round: round.clone(), role: cell.role.clone(), groups };
            tally.cells.entry(key).or_default().merge(&counted);
        }
        tally
    }
}

/// The counts of one indicator in every cell.
#[derive(Clone, Debug)]
struct IndicatorCounter {
    plan: IndicatorPlan,
    positions: Vec<usize>,
    categories: usize,
    /// Per byte what it adds to a respondent's pattern: valid, sum, favourable, unfavourable.
    adds: Vec<[u32; 4]>,
    /// Per byte its slot: the categories, the kinds of missing, and one for what is neither.
    slots: Vec<u8>,
    /// Per item, cell after cell, the answers per slot.
    items: Vec<Vec<u64>>,
    /// Per item, cell after cell, the answers per category of who answered every item.
    complete: Vec<Vec<u64>>,
    patterns: HashMap<u128, u64, FxBuildHasher>,
}

impl IndicatorCounter {
    fn new(plan: &IndicatorPlan) -> Self {
        let categories = usize::from(plan.scale.len());
        let kinds = Missing::ALL.len();
        let mut adds = vec![[0; 4]; BYTES];
        let mut slots = vec![u8::try_from(categories + kinds).unwrap_or(u8::MAX); BYTES];
        for byte in 0..=u8::MAX {
            let Some(answer) = Answer::from_byte(byte) else { continue };
            let at = usize::from(byte);
            let slot = match answer.read() {
                Ok(category) if usize::from(category) <= categories => {
                    let is_in = |list: &[u8]| u32::from(list.contains(&category));
                    if let Some(adds) = adds.get_mut(at) {
                        let scale = &plan.scale;
                        *adds =
                            [1, u32::from(category), is_in(&scale.favourable), is_in(&scale.unfavourable)];
                    }
                    usize::from(category) - 1
                }
                Ok(_) => continue,
                Err(kind) => categories + kind.index(),
            };
            if let Some(known) = slots.get_mut(at) {
                *known = u8::try_from(slot).unwrap_or(u8::MAX);
            }
        }
        Self {
            positions: plan.items.clone(),
            items: vec![Vec::new(); plan.items.len()],
            complete: vec![Vec::new(); plan.items.len()],
            plan: plan.clone(),
            categories,
            adds,
            slots,
            patterns: HashMap::default(),
        }
    }

    fn width(&self) -> usize {
        self.categories + Missing::ALL.len() + 1
    }

    fn grow(&mut self, cells: usize) {
        let width = self.width();
        for counts in &mut self.items {
            grow(counts, cells * width);
        }
        for counts in &mut self.complete {
            grow(counts, cells * self.categories);
        }
    }

    /// Counts the respondents from `first` on, one for each of `cells`.
    fn count(&mut self, batch: &CodedBatch, first: usize, cells: &[u32], answers: &mut Vec<[u32; 4]>) {
        answers.clear();
        answers.resize(cells.len(), [0; 4]);
        let width = self.width();
        let of = |item: usize| {
            let column = batch.items.get(item).and_then(|column| column.get(first..first + cells.len()));
            column.unwrap_or_default()
        };
        for (counts, &item) in self.items.iter_mut().zip(&self.positions) {
            for ((sums, &byte), &cell) in answers.iter_mut().zip(of(item)).zip(cells) {
                let (Some(adds), Some(&slot)) =
                    (self.adds.get(usize::from(byte)), self.slots.get(usize::from(byte)))
                else {
                    continue;
                };
                for (sum, add) in sums.iter_mut().zip(adds) {
                    *sum += add;
                }
                if let Some(count) = counts.get_mut(cell as usize * width + usize::from(slot)) {
                    *count += 1;
                }
            }
        }
        for (&[valid, sum, favourable, unfavourable], &cell) in answers.iter().zip(cells) {
            let pattern = u128::from(valid as u16)
                | u128::from(favourable as u16) << 16
                | u128::from(unfavourable as u16) << 32
                | u128::from(sum) << 48
                | u128::from(cell) << 80;
            *self.patterns.entry(pattern).or_default() += 1;
        }
        let all = u32::try_from(self.positions.len()).unwrap_or(u32::MAX);
        for (counts, &item) in self.complete.iter_mut().zip(&self.positions) {
            for ((&[valid, ..], &byte), &cell) in answers.iter().zip(of(item)).zip(cells) {
                let category = usize::from(byte).wrapping_sub(1);
                if valid == all
                    && let Some(count) = counts.get_mut(cell as usize * self.categories + category)
                {
                    *count += 1;
                }
            }
        }
    }

    /// Hands its counts to the cells.
    fn finish(self, cells: &mut [CellTally]) {
        let width = self.width();
        let id = &self.plan.id;
        let mut sums: Vec<Sums> = vec![Sums::default(); cells.len()];
        for (pattern, respondents) in &self.patterns {
            let cell = (pattern >> 80) as u32 as usize;
            let counted = Pattern {
                valid: *pattern as u16,
                favourable: (pattern >> 16) as u16,
                unfavourable: (pattern >> 32) as u16,
                sum: (pattern >> 48) as u32,
            };
            if let Some(sums) = sums.get_mut(cell) {
                sums.patterns.insert(counted, *respondents);
            }
        }
        let items = self.positions.len();
        for (item, counts) in self.items.iter().enumerate() {
            for (sums, counts) in sums.iter_mut().zip(counts.chunks(width)) {
                grow(&mut sums.items, items);
                let (categories, missing) = counts.split_at_checked(self.categories).unwrap_or_default();
                if let Some(item) = sums.items.get_mut(item) {
                    item.categories = shortened(categories);
                    for (sum, count) in item.missing.iter_mut().zip(missing) {
                        *sum = *count;
                    }
                }
            }
        }
        for (item, counts) in self.complete.iter().enumerate() {
            for (sums, counts) in sums.iter_mut().zip(counts.chunks(self.categories.max(1))) {
                let counts = shortened(counts);
                if !counts.is_empty() {
                    grow(&mut sums.complete, items);
                }
                if let Some(complete) = sums.complete.get_mut(item) {
                    *complete = counts;
                }
            }
        }
        for (cell, sums) in cells.iter_mut().zip(sums) {
            if cell.respondents > 0 {
                cell.indicators.insert(id.clone(), sums);
            }
        }
    }
}

/// Counts without the zeros at their end.
fn shortened(counts: &[u64]) -> Vec<u64> {
    let length = counts.iter().rposition(|&count| count > 0).map_or(0, |last| last + 1);
    counts.get(..length).unwrap_or_default().to_vec()
}
