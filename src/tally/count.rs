use std::collections::BTreeMap;

use polars::prelude::*;

use super::sums::grow;
use super::{CellKey, CellTally, IndicatorPlan, Sums, Tally, TallyPlan};
use crate::domain::{Answer, CodedBatch, GroupKey, Pattern, RoundId};

const CELL: &str = "cell";
const VALID: &str = "valid";
const SUM: &str = "sum";
const FAVOURABLE: &str = "favourable";
const UNFAVOURABLE: &str = "unfavourable";
const RESPONDENTS: &str = "respondents";

/// Counting went wrong inside the engine: a fault of the program, not of the input.
#[derive(Debug, thiserror::Error)]
pub enum TallyError {
    /// The engine refused the query.
    #[error("the counting engine refused a query: {0}")]
    Engine(#[from] PolarsError),
    /// The batch has fewer item columns than the plan counts.
    #[error("the batch lacks item column {0} of the plan")]
    MissingItem(usize),
}

/// The tally of one coded batch of one round. `groupings` names the groups of the batch's cells, in their order.
pub fn count(
    round: &RoundId,
    groupings: &[GroupKey],
    batch: &CodedBatch,
    plan: &TallyPlan,
) -> Result<Tally, TallyError> {
    let mut cells: Vec<CellTally> = vec![CellTally::default(); batch.cells.len()];
    for &cell in &batch.cell {
        if let Some(tally) = cells.get_mut(cell as usize) {
            tally.respondents += 1;
        }
    }
    let frame = frame(batch, plan)?;
    for indicator in &plan.indicators {
        count_indicator(&frame, indicator, &mut cells)?;
    }
    let mut tally = Tally::default();
    for (cell, counted) in batch.cells.iter().zip(cells) {
        if counted.respondents == 0 {
            continue;
        }
        let groups: BTreeMap<_, _> = groupings.iter().cloned().zip(cell.groups.iter().cloned()).collect();
        let key = CellKey { round: round.clone(), role: cell.role.clone(), groups };
        tally.cells.entry(key).or_default().merge(&counted);
    }
    Ok(tally)
}

/// The batch as columns: the cell of each respondent, and a byte per answer of each item that is counted.
fn frame(batch: &CodedBatch, plan: &TallyPlan) -> Result<LazyFrame, TallyError> {
    let mut columns = vec![Column::new(CELL.into(), &batch.cell)];
    for &item in plan.indicators.iter().flat_map(|indicator| &indicator.items) {
        let answers = batch.items.get(item).ok_or(TallyError::MissingItem(item))?;
        columns.push(Column::new(name(item), answers));
    }
    Ok(DataFrame::new(batch.len(), columns)?.lazy())
}

fn name(item: usize) -> PlSmallStr {
    format!("item {item}").into()
}

fn count_indicator(
    frame: &LazyFrame,
    plan: &IndicatorPlan,
    cells: &mut [CellTally],
) -> Result<(), TallyError> {
    let sums = |cells: &mut [CellTally], cell: u32, change: &mut dyn FnMut(&mut Sums)| {
        if let Some(tally) = cells.get_mut(cell as usize) {
            change(tally.indicators.entry(plan.id.clone()).or_default());
        }
    };
    let patterns = frame
        .clone()
        .select([col(CELL), valid(plan), sum(plan), among(plan, &plan.scale.favourable, FAVOURABLE), {
            among(plan, &plan.scale.unfavourable, UNFAVOURABLE)
        }])
        .group_by([col(CELL), col(VALID), col(SUM), col(FAVOURABLE), col(UNFAVOURABLE)])
        .agg([len().cast(DataType::UInt64).alias(RESPONDENTS)])
        .collect()?;
    let (cell, respondents) = (patterns.column(CELL)?.u32()?, patterns.column(RESPONDENTS)?.u64()?);
    let (valid_items, total) = (patterns.column(VALID)?.u16()?, patterns.column(SUM)?.u32()?);
    let favourable = patterns.column(FAVOURABLE)?.u16()?;
    let unfavourable = patterns.column(UNFAVOURABLE)?.u16()?;
    for row in 0..patterns.height() {
        let pattern = Pattern {
            valid: valid_items.get(row).unwrap_or(0),
            sum: total.get(row).unwrap_or(0),
            favourable: favourable.get(row).unwrap_or(0),
            unfavourable: unfavourable.get(row).unwrap_or(0),
        };
        let count = respondents.get(row).unwrap_or(0);
        sums(cells, cell.get(row).unwrap_or(u32::MAX), &mut |sums| {
            *sums.patterns.entry(pattern).or_default() += count;
        });
    }
    for (position, &item) in plan.items.iter().enumerate() {
        count_answers(frame.clone(), item, |cell, answer, count| {
            sums(cells, cell, &mut |sums| {
                grow(&mut sums.items, plan.items.len());
                let Some(counts) = sums.items.get_mut(position) else { return };
                match answer.read() {
                    Ok(category) => bump(&mut counts.categories, category, count),
                    Err(kind) => {
                        if let Some(missing) = counts.missing.get_mut(kind.index()) {
                            *missing += count;
                        }
                    }
                }
            });
        })?;
    }
    let complete = frame.clone().filter(valid(plan).eq(lit(plan.items.len() as u32)));
    for (position, &item) in plan.items.iter().enumerate() {
        count_answers(complete.clone(), item, |cell, answer, count| {
            sums(cells, cell, &mut |sums| {
                grow(&mut sums.complete, plan.items.len());
                if let (Some(counts), Ok(category)) = (sums.complete.get_mut(position), answer.read()) {
                    bump(counts, category, count);
                }
            });
        })?;
    }
    Ok(())
}

/// Calls `each` with every (cell, answer) of an item that occurs, and how often it does.
fn count_answers(
    frame: LazyFrame,
    item: usize,
    mut each: impl FnMut(u32, Answer, u64),
) -> Result<(), TallyError> {
    let counts = frame
        .group_by([col(CELL), col(name(item))])
        .agg([len().cast(DataType::UInt64).alias(RESPONDENTS)])
        .collect()?;
    let (cell, answer) = (counts.column(CELL)?.u32()?, counts.column(&name(item))?.u8()?);
    let respondents = counts.column(RESPONDENTS)?.u64()?;
    for row in 0..counts.height() {
        if let (Some(cell), Some(answer)) = (cell.get(row), answer.get(row).and_then(Answer::from_byte)) {
            each(cell, answer, respondents.get(row).unwrap_or(0));
        }
    }
    Ok(())
}

fn bump(categories: &mut Vec<u64>, category: u8, count: u64) {
    grow(categories, usize::from(category));
    if let Some(counted) = categories.get_mut(usize::from(category).saturating_sub(1)) {
        *counted += count;
    }
}

/// Whether an answer is a category of the scale, and not a kind of missing.
fn is_valid(plan: &IndicatorPlan, item: usize) -> Expr {
    col(name(item)).lt_eq(lit(plan.scale.len()))
}

/// How many items have a valid answer.
fn valid(plan: &IndicatorPlan) -> Expr {
    added(plan.items.iter().map(|&item| is_valid(plan, item).cast(DataType::UInt16)), DataType::UInt16)
        .alias(VALID)
}

/// The sum of the categories of the valid answers.
fn sum(plan: &IndicatorPlan) -> Expr {
    let category =
        |item| when(is_valid(plan, item)).then(col(name(item)).cast(DataType::UInt32)).otherwise(lit(0_u32));
    added(plan.items.iter().map(|&item| category(item)), DataType::UInt32).alias(SUM)
}

/// How many answers are in one of the categories.
fn among(plan: &IndicatorPlan, categories: &[u8], alias: &str) -> Expr {
    let hit = |item: usize| {
        let hits = categories.iter().map(|&category| col(name(item)).eq(lit(category)));
        hits.reduce(Expr::or).unwrap_or(lit(false)).cast(DataType::UInt16)
    };
    added(plan.items.iter().map(|&item| hit(item)), DataType::UInt16).alias(alias)
}

fn added(parts: impl Iterator<Item = Expr>, kind: DataType) -> Expr {
    parts.reduce(|a, b| a + b).unwrap_or(lit(0_u32)).cast(kind)
}
