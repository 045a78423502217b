use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use super::order::Order;
use super::patterns::{Met, Parts, Radix};
use super::sums::grow;
use super::{CellKey, CellTally, IndicatorPlan, Sums, Tally, TallyPlan};
use crate::domain::{Answer, CodedBatch, GroupKey, Missing, RespondentCell, RoundId};

/// How many respondents are counted at a time: so many that there are some in every cell, and so few that what is known of
/// each stays in a near cache.
const TOGETHER: usize = 16_384;
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
    /// Who waits to be counted with others.
    waiting: CodedBatch,
    order: Order,
    rows: Rows,
}

/// What is known of the respondents counted at the moment, in the order of their cells, while one indicator is.
#[derive(Clone, Debug, Default)]
struct Rows {
    /// The number of each one's pattern.
    patterns: Vec<u64>,
    /// The position of that among the patterns met.
    positions: Vec<u32>,
    /// What an answer of each adds.
    ones: Vec<One>,
    /// Item after item the slot of each one's answer.
    slots: Vec<u8>,
}

/// How many answered, and in the upper half how many of them answered every item: one number, so that both grow by one
/// addition. Neither half runs over: [`Counter`] stops first.
#[derive(Clone, Copy, Debug, Default)]
struct Counts(u64);

impl Counts {
    fn all(self) -> u64 {
        self.0 & u64::from(u32::MAX)
    }

    fn complete(self) -> u64 {
        self.0 >> u32::BITS
    }
}

/// What an answer of one respondent adds.
#[derive(Clone, Copy, Debug, Default)]
struct One {
    counts: u64,
    /// The total over all items of who answered every one, else 0.
    total: u64,
}

impl Counter {
    /// A counter that has counted nobody.
    pub fn new(plan: &TallyPlan) -> Self {
        Self {
            cells: Arc::default(),
            respondents: Vec::new(),
            counted: 0,
            waiting: CodedBatch { cells: Arc::default(), cell: Vec::new(), items: Vec::new() },
            indicators: plan.indicators.iter().map(IndicatorCounter::new).collect(),
            order: Order::default(),
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
        self.waiting.cell.extend_from_slice(&batch.cell);
        grow(&mut self.waiting.items, batch.items.len());
        for (waiting, answers) in self.waiting.items.iter_mut().zip(&batch.items) {
            waiting.extend_from_slice(answers);
        }
        if self.waiting.len() >= TOGETHER {
            self.count_waiting();
        }
        Ok(())
    }

    fn count_waiting(&mut self) {
        let Self { cells, indicators, waiting, order, rows, .. } = self;
        for indicator in indicators.iter_mut() {
            indicator.grow(cells.len());
        }
        for (chunk, own) in waiting.cell.chunks(TOGETHER).enumerate() {
            order.put(own, cells.len());
            for indicator in indicators.iter_mut() {
                let of = |item: usize| {
                    let column = waiting.items.get(item).and_then(|column| column.get(chunk * TOGETHER..));
                    column.unwrap_or_default()
                };
                indicator.count(of, order, rows);
            }
        }
        waiting.cell.clear();
        waiting.items.iter_mut().for_each(Vec::clear);
    }

    /// Everything counted, as cells of one round. `groupings` names the groups of the cells, in their order.
    pub fn finish(mut self, round: &RoundId, groupings: &[GroupKey]) -> Tally {
        self.count_waiting();
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
    items: Vec<Vec<Counts>>,
    /// Per item, per cell, of who answered every item: the sum of its category times that person's total.
    products: Vec<Vec<u64>>,
    /// The patterns met: there are few, and many cells that have them.
    patterns: Met,
    /// Per pattern met what an answer of who has it adds.
    ones: Vec<One>,
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
            products: vec![Vec::new(); plan.items.len()],
            plan: plan.clone(),
            categories,
            radix,
            adds,
            slots,
            patterns: Met::of(radix),
            ones: Vec::new(),
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
        for counts in &mut self.items {
            grow(counts, cells * width);
        }
        for products in &mut self.products {
            grow(products, cells);
        }
        grow(&mut self.respondents, cells * self.stride);
        self.cells = cells;
    }

    /// Counts the respondents of an order, whose answers to an item are `of` it.
    fn count<'a>(&mut self, of: impl Fn(usize) -> &'a [u8], order: &Order, rows: &mut Rows) {
        let Some(radix) = self.radix else { return };
        let Rows { patterns, positions, ones, slots } = rows;
        let length = order.rows.len();
        patterns.clear();
        patterns.resize(length, 0);
        slots.resize(length * self.positions.len(), 0);
        for (&item, slots) in self.positions.iter().zip(slots.chunks_mut(length.max(1))) {
            read(of(item), &order.rows, (&self.adds, &self.slots), patterns, slots);
        }
        positions.clear();
        positions.extend(patterns.iter().map(|&number| self.patterns.position(number)));
        self.make_room(radix);
        ones.clear();
        ones.extend(positions.iter().map(|&at| self.ones.get(at as usize).copied().unwrap_or_default()));
        self.add(order, rows);
    }

    /// Adds what is known of some respondents to the counts of their cells.
    fn add(&mut self, order: &Order, rows: &Rows) {
        let width = self.width();
        let mut start = 0;
        for &(cell, end) in &order.runs {
            let run = start..end;
            start = end;
            let positions = rows.positions.get(run.clone()).unwrap_or_default();
            let of_cell = cell * self.stride..(cell + 1) * self.stride;
            let respondents = self.respondents.get_mut(of_cell).unwrap_or_default();
            for &position in positions {
                if let Some(count) = respondents.get_mut(position as usize) {
                    *count += 1;
                }
            }
            let ones = rows.ones.get(run.clone()).unwrap_or_default();
            let slots = rows.slots.chunks(order.rows.len());
            for ((counts, products), slots) in self.items.iter_mut().zip(&mut self.products).zip(slots) {
                let counts = counts.get_mut(cell * width..(cell + 1) * width).unwrap_or_default();
                let product = count(slots.get(run.clone()).unwrap_or_default(), ones, counts);
                if let Some(of_cell) = products.get_mut(cell) {
                    *of_cell += product;
                }
            }
        }
    }

    /// Makes room for all patterns met.
    fn make_room(&mut self, radix: Radix) {
        let complete = radix.complete(self.positions.len());
        let one = |&number: &u64| match number >= complete {
            true => One { counts: (1 << u32::BITS) | 1, total: radix.total(number) },
            false => One { counts: 1, total: 0 },
        };
        self.ones.extend(self.patterns.met.iter().skip(self.ones.len()).map(one));
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
        let met = self.patterns.met.iter().enumerate();
        let mut patterns: Vec<_> =
            met.filter_map(|(position, &number)| Some((self.radix?.pattern(number), position))).collect();
        // In the order in which they are kept they are put there all at once.
        patterns.sort_unstable();
        for (sums, counts) in sums.iter_mut().zip(self.respondents.chunks(self.stride)) {
            let respondents = |position: usize| counts.get(position).copied().filter(|&count| count > 0);
            let met = patterns.iter().map(|&(pattern, position)| (pattern, respondents(position)));
            sums.patterns = met.filter_map(|(pattern, count)| Some((pattern, count?.into()))).collect();
        }
        let items = self.positions.len();
        for (item, (counts, products)) in self.items.iter().zip(&self.products).enumerate() {
            for ((sums, counts), &product) in sums.iter_mut().zip(counts.chunks(width)).zip(products) {
                grow(&mut sums.items, items);
                let (categories, missing) = counts.split_at_checked(self.categories).unwrap_or_default();
                if let Some(item) = sums.items.get_mut(item) {
                    item.categories = shortened(categories, Counts::all);
                    for (sum, counts) in item.missing.iter_mut().zip(missing) {
                        *sum = counts.all();
                    }
                }
                let complete = shortened(categories, Counts::complete);
                if complete.is_empty() {
                    continue;
                }
                grow(&mut sums.complete, items);
                if let Some(known) = sums.complete.get_mut(item) {
                    *known = complete;
                }
                if items < DROPS_FROM {
                    continue;
                }
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

/// Reads the answers to an item in the order of `rows`: adds what each adds to the number of a pattern, and tells its slot.
/// Never inline, like the next one: among other things there are not registers enough.
#[inline(never)]
fn read(
    answers: &[u8],
    rows: &[u32],
    (adds, slots): (&[u64; BYTES], &[u8; BYTES]),
    numbers: &mut [u64],
    read: &mut [u8],
) {
    for ((number, slot), &row) in numbers.iter_mut().zip(read).zip(rows) {
        let byte = usize::from(answers.get(row as usize).copied().unwrap_or_default());
        *number += adds[byte];
        *slot = slots[byte];
    }
}

/// Counts answers to an item by their slots, each as one of `ones` says; what they add to the sum of the products.
#[inline(never)]
fn count(slots: &[u8], ones: &[One], counts: &mut [Counts]) -> u64 {
    let mut product = 0;
    for (&slot, one) in slots.iter().zip(ones) {
        if let Some(counts) = counts.get_mut(usize::from(slot)) {
            counts.0 += one.counts;
        }
        product += one.total * (u64::from(slot) + 1);
    }
    product
}

/// One of the counts per category, without the zeros at their end.
fn shortened(categories: &[Counts], count: impl Fn(Counts) -> u64) -> Vec<u64> {
    let length = categories.iter().rposition(|&counts| count(counts) > 0).map_or(0, |last| last + 1);
    categories.iter().take(length).map(|&counts| count(counts)).collect()
}
