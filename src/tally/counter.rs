use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use super::patterns::{Met, Parts, Radix};
use super::sums::grow;
use super::{CellKey, CellTally, IndicatorPlan, Sums, Tally, TallyPlan};
use crate::domain::{Answer, CodedBatch, GroupKey, Missing, RespondentCell, RoundId};

/// How many respondents are counted at a time: what they need stays in the nearest cache.
const CHUNK: usize = 1024;
/// For how many patterns there is room at first.
const FIRST_PATTERNS: usize = 64;
/// A byte can be anything; what is no answer falls in a slot that nobody reads.
const BYTES: usize = 256;

/// From so many items on one can be dropped with an alpha left over the others.
const DROPS_FROM: usize = 3;

/// Counting went wrong: a fault of the program, not of the input.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum TallyError {
    /// The batch has fewer item columns than the plan counts, or one of another length.
    #[error("the batch lacks item column {0} of the plan")]
    MissingItem(usize),
    /// More respondents in one table than there are counted: 2^32.
    #[error("more respondents in one table than can be counted")]
    TooMany,
    /// More items in one indicator than there are counted, some ten thousand.
    #[error("more items in one indicator than can be counted")]
    ManyItems,
}

/// Counts the coded batches of one table. Their cells may only grow from batch to batch.
#[derive(Clone, Debug)]
pub struct Counter {
    cells: Arc<Vec<RespondentCell>>,
    respondents: Vec<u64>,
    counted: u32,
    indicators: Vec<IndicatorCounter>,
    rows: Rows,
}

/// What is known of the respondents counted at the moment, while one indicator is.
#[derive(Clone, Debug, Default)]
struct Rows {
    /// The number of each one's pattern, then the position of that.
    patterns: Vec<u64>,
    positions: Vec<u32>,
    /// Those that did not answer all items.
    incomplete: Vec<u32>,
    /// The total of each one that did, else 0.
    totals: Vec<u64>,
}

impl Counter {
    /// A counter that has counted nobody.
    pub fn new(plan: &TallyPlan) -> Self {
        Self {
            cells: Arc::default(),
            respondents: Vec::new(),
            counted: 0,
            indicators: plan.indicators.iter().map(IndicatorCounter::new).collect(),
            rows: Rows::default(),
        }
    }

    /// Adds a batch.
    ///
    /// # Errors
    /// [`TallyError::MissingItem`] if the batch is not of this plan, [`TallyError::TooMany`] and
    /// [`TallyError::ManyItems`] if there is no end to them; nothing of it is then counted.
    pub fn count(&mut self, batch: &CodedBatch) -> Result<(), TallyError> {
        for &item in self.indicators.iter().flat_map(|indicator| &indicator.positions) {
            if batch.items.get(item).is_none_or(|answers| answers.len() != batch.len()) {
                return Err(TallyError::MissingItem(item));
            }
        }
        if self.indicators.iter().any(|indicator| indicator.radix.is_none()) {
            return Err(TallyError::ManyItems);
        }
        self.counted = self
            .counted
            .checked_add(u32::try_from(batch.len()).unwrap_or(u32::MAX))
            .ok_or(TallyError::TooMany)?;
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
        // Indicator by indicator: the counts of one fit in a near cache, those of all do not.
        for indicator in &mut self.indicators {
            for (chunk, cells) in batch.cell.chunks(CHUNK).enumerate() {
                indicator.count(batch, chunk * CHUNK, cells, &mut self.rows);
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
            match tally.cells.entry(key) {
                Entry::Vacant(place) => {
                    place.insert(counted);
                }
                Entry::Occupied(mut same) => same.get_mut().merge(&counted),
            }
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
    /// How a pattern is one number; `None` for more items than that holds.
    radix: Option<Radix>,
    /// Per byte what it adds to the number of a respondent's pattern.
    adds: Box<[u64; BYTES]>,
    /// Per byte its slot: the categories, the kinds of missing, and one for what is neither.
    slots: Box<[u8; BYTES]>,
    /// Per item, cell after cell, the answers per slot.
    items: Vec<Vec<u32>>,
    /// The same, of who did not answer every item: there are far fewer of them.
    incomplete: Vec<Vec<u32>>,
    /// Per item, per cell, of who answered every item: the sum of its category times that person's total.
    products: Vec<Vec<u64>>,
    /// The patterns met: there are few, and many cells that have them.
    patterns: Met,
    /// Per cell, pattern after pattern, the respondents; with room for as many patterns as `stride`.
    respondents: Vec<u32>,
    stride: usize,
    cells: usize,
}

impl IndicatorCounter {
    fn new(plan: &IndicatorPlan) -> Self {
        let categories = usize::from(plan.scale.len());
        let neither = u8::try_from(categories + Missing::ALL.len()).unwrap_or(u8::MAX);
        let radix = Radix::of(plan.items.len(), categories);
        let mut adds = Box::new([0; BYTES]);
        let mut slots = Box::new([neither; BYTES]);
        for byte in 0..=u8::MAX {
            let slot = match Answer::from_byte(byte).map(Answer::read) {
                Some(Ok(category)) if usize::from(category) <= categories => {
                    let is_in = |list: &[u8]| u64::from(list.contains(&category));
                    let (favourable, unfavourable) =
                        (is_in(&plan.scale.favourable), is_in(&plan.scale.unfavourable));
                    let one = Parts { valid: 1, sum: category.into(), favourable, unfavourable };
                    adds[usize::from(byte)] = radix.map_or(0, |radix| radix.number(one));
                    usize::from(category) - 1
                }
                Some(Err(kind)) => categories + kind.index(),
                Some(Ok(_)) | None => continue,
            };
            slots[usize::from(byte)] = u8::try_from(slot).unwrap_or(neither);
        }
        Self {
            positions: plan.items.clone(),
            items: vec![Vec::new(); plan.items.len()],
            incomplete: vec![Vec::new(); plan.items.len()],
            products: vec![Vec::new(); if plan.items.len() < DROPS_FROM { 0 } else { plan.items.len() }],
            plan: plan.clone(),
            categories,
            radix,
            adds,
            slots,
            patterns: Met::of(radix),
            respondents: Vec::new(),
            stride: FIRST_PATTERNS,
            cells: 0,
        }
    }

    fn width(&self) -> usize {
        self.categories + Missing::ALL.len() + 1
    }

    fn grow(&mut self, cells: usize) {
        let width = self.width();
        for counts in self.items.iter_mut().chain(&mut self.incomplete) {
            grow(counts, cells * width);
        }
        for products in &mut self.products {
            grow(products, cells);
        }
        grow(&mut self.respondents, cells * self.stride);
        self.cells = cells;
    }

    /// Counts the respondents from `first` on, one for each of `cells`.
    fn count(&mut self, batch: &CodedBatch, first: usize, cells: &[u32], rows: &mut Rows) {
        let Some(radix) = self.radix else { return };
        let Rows { patterns, positions, incomplete, totals } = rows;
        patterns.clear();
        patterns.resize(cells.len(), 0);
        let width = self.width();
        let of = |item: usize| {
            let column = batch.items.get(item).and_then(|column| column.get(first..first + cells.len()));
            column.unwrap_or_default()
        };
        for (counts, &item) in self.items.iter_mut().zip(&self.positions) {
            for ((number, &byte), &cell) in patterns.iter_mut().zip(of(item)).zip(cells) {
                *number += self.adds[usize::from(byte)];
                let slot = usize::from(self.slots[usize::from(byte)]);
                if let Some(count) = counts.get_mut(cell as usize * width + slot) {
                    *count += 1;
                }
            }
        }
        positions.clear();
        positions.extend(patterns.iter().map(|&number| self.patterns.position(number)));
        self.make_room();
        // A loop that does nothing else: the processor then has many of its counts on their way from memory at a time.
        for (&position, &cell) in positions.iter().zip(cells) {
            if let Some(count) = self.respondents.get_mut(cell as usize * self.stride + position as usize) {
                *count += 1;
            }
        }
        let complete = radix.complete(self.positions.len());
        incomplete.clear();
        incomplete.resize(cells.len(), 0);
        let mut length = 0;
        for (row, &number) in (0..).zip(patterns.iter()) {
            // Written in any case and kept if it counts: nobody can foresee which rows do.
            if let Some(place) = incomplete.get_mut(length) {
                *place = row;
            }
            length += usize::from(number < complete);
        }
        incomplete.truncate(length);
        let bases: Vec<usize> = incomplete
            .iter()
            .map(|&row| cells.get(row as usize).map_or(usize::MAX, |&cell| cell as usize * width))
            .collect();
        if !self.products.is_empty() {
            // Of who did not answer every item the total counts as none.
            totals.clear();
            totals.extend(patterns.iter().map(|&number| radix.total(number) * u64::from(number >= complete)));
        }
        for (products, &item) in self.products.iter_mut().zip(&self.positions) {
            for ((&total, &byte), &cell) in totals.iter().zip(of(item)).zip(cells) {
                let category = u64::from(self.slots[usize::from(byte)]) + 1;
                if let Some(product) = products.get_mut(cell as usize) {
                    *product += category * total;
                }
            }
        }
        for (counts, &item) in self.incomplete.iter_mut().zip(&self.positions) {
            let bytes = of(item);
            for (&row, &base) in incomplete.iter().zip(&bases) {
                let Some(&byte) = bytes.get(row as usize) else { continue };
                let slot = usize::from(self.slots[usize::from(byte)]);
                if let Some(count) = counts.get_mut(base.saturating_add(slot)) {
                    *count += 1;
                }
            }
        }
    }

    /// Makes room for all patterns met.
    fn make_room(&mut self) {
        let met = self.patterns.met.len();
        if met <= self.stride {
            return;
        }
        let stride = met.next_power_of_two();
        let mut wider = vec![0; self.cells * stride];
        for (new, old) in wider.chunks_mut(stride).zip(self.respondents.chunks(self.stride)) {
            new.iter_mut().zip(old).for_each(|(new, old)| *new = *old);
        }
        (self.respondents, self.stride) = (wider, stride);
    }

    /// Hands its counts to the cells.
    fn finish(self, cells: &mut [CellTally]) {
        let width = self.width();
        let mut sums: Vec<Sums> = vec![Sums::default(); cells.len()];
        for (position, &number) in self.patterns.met.iter().enumerate() {
            let Some(radix) = self.radix else { continue };
            let pattern = radix.pattern(number);
            let counts = self.respondents.iter().skip(position).step_by(self.stride);
            for (sums, &respondents) in sums.iter_mut().zip(counts) {
                if respondents > 0 {
                    sums.patterns.insert(pattern, u64::from(respondents));
                }
            }
        }
        let items = self.positions.len();
        for (item, (counts, incomplete)) in self.items.iter().zip(&self.incomplete).enumerate() {
            let each = sums.iter_mut().zip(counts.chunks(width)).zip(incomplete.chunks(width));
            for ((sums, counts), incomplete) in each {
                grow(&mut sums.items, items);
                let (categories, missing) = counts.split_at_checked(self.categories).unwrap_or_default();
                if let Some(item) = sums.items.get_mut(item) {
                    item.categories = shortened(categories);
                    for (sum, count) in item.missing.iter_mut().zip(missing) {
                        *sum = u64::from(*count);
                    }
                }
                let complete: Vec<u32> =
                    categories.iter().zip(incomplete).map(|(all, some)| all.saturating_sub(*some)).collect();
                let complete = shortened(&complete);
                if !complete.is_empty() {
                    grow(&mut sums.complete, items);
                }
                if let Some(known) = sums.complete.get_mut(item) {
                    *known = complete;
                }
            }
        }
        for (item, products) in self.products.iter().enumerate() {
            for (sums, &product) in sums.iter_mut().zip(products).filter(|(_, product)| **product > 0) {
                grow(&mut sums.with_total, items);
                if let Some(known) = sums.with_total.get_mut(item) {
                    *known = product;
                }
            }
        }
        for (cell, sums) in cells.iter_mut().zip(sums) {
            if cell.respondents > 0 {
                cell.indicators.insert(self.plan.id.clone(), sums);
            }
        }
    }
}

/// Counts without the zeros at their end.
fn shortened(counts: &[u32]) -> Vec<u64> {
    let length = counts.iter().rposition(|&count| count > 0).map_or(0, |last| last + 1);
    counts.get(..length).unwrap_or_default().iter().map(|&count| u64::from(count)).collect()
}
