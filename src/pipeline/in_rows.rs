use std::collections::{BTreeMap, BTreeSet};

use super::file_report::ColumnReport;
use super::part::{Part, part};
use crate::coding::{ColumnContent, Described, Doubt, SeenShape, describe_column, strays};
use crate::diagnostics::Diagnostic;
use crate::domain::{Cell, CountsIn, ScaleId, SourceShape};
use crate::ingest::{ColumnUse, Table};

/// Gives the columns that make a shape their part: none of them is a question, and who a respondent is, is not told.
pub(super) fn mark(seen: &SeenShape, columns: &mut [ColumnReport]) {
    let mut give = |name: &str, part: Part| {
        for column in columns.iter_mut().filter(|column| column.name() == name) {
            if let Some(described) = &mut column.described {
                described.texts.clear();
                described.untold = 0;
            }
            column.strays.clear();
            column.own_scale = None;
            column.part = part.clone();
        }
    };
    match &seen.shape {
        SourceShape::Wide => {}
        SourceShape::Long(shape) => {
            give(&shape.respondent, Part::Identifier);
            give(&shape.question, Part::Shape);
            give(&shape.answer, Part::Shape);
        }
        SourceShape::Counted(shape) => {
            give(&shape.question, Part::Shape);
            shape.percent_of.iter().for_each(|people| give(people, Part::Shape));
            match &shape.counts {
                CountsIn::Columns(options) => {
                    options.iter().for_each(|option| give(&option.column, Part::Shape));
                }
                CountsIn::Rows { answer, count } => {
                    [answer, count].into_iter().for_each(|column| give(column, Part::Shape));
                }
            }
        }
    }
}

/// What would be read of each question of a file with one answer a row, as of a column; none of any other file.
///
/// # Errors
/// When the file can no longer be read.
pub(super) fn asked(table: &Table, seen: &SeenShape) -> Result<Vec<ColumnReport>, Vec<Diagnostic>> {
    let SourceShape::Long(shape) = &seen.shape else { return Ok(Vec::new()) };
    let (Some(question), Some(answer)) = (table.find(&shape.question), table.find(&shape.answer)) else {
        return Ok(Vec::new());
    };
    let met = answers_in(table, question, answer)?;
    let describe = |question: &String, beside: &[String]| {
        let cells = met.get(question).into_iter().flatten();
        let cells = cells.map(|(cell, count)| (cell, *count));
        describe_column(cells, &[], beside, table.absent_means())
    };
    let first: Vec<Described> = seen.questions.iter().map(|question| describe(question, &[])).collect();
    let beside = certain(&first);
    let column = |(question, first): (&String, Described)| {
        let (described, settled_by_others) = match &beside {
            Some((scale, texts)) if is_doubtful(&first) => {
                let again = describe(question, texts);
                let settled = matches!(&again.content, ColumnContent::Scale { scale: found, doubt: None, .. } if found == scale);
                if settled { (again, true) } else { (first, false) }
            }
            _ => (first, false),
        };
        report(question, described, settled_by_others, met.get(question))
    };
    Ok(seen.questions.iter().zip(first).map(column).collect())
}

/// The distinct answers to a question with how often each was given.
type Given = Vec<(Cell, u64)>;

/// The answers to each question.
fn answers_in(
    table: &Table,
    question: usize,
    answer: usize,
) -> Result<BTreeMap<String, Given>, Vec<Diagnostic>> {
    let mut counts: BTreeMap<(u32, u32), u64> = BTreeMap::new();
    let (mut questions, mut answers) = (Vec::new(), Vec::new());
    for batch in table.batches(&[question, answer])? {
        // What is wrong further down was told when the file was first read.
        let Ok(batch) = batch else { continue };
        let [asked, given] = batch.columns.as_slice() else { continue };
        for (asked, given) in asked.rows.iter().zip(&given.rows) {
            *counts.entry((*asked, *given)).or_default() += 1;
        }
        questions.clone_from(&asked.distinct);
        answers.clone_from(&given.distinct);
    }
    let at =
        |cells: &[Cell], index: u32| usize::try_from(index).ok().and_then(|index| cells.get(index).cloned());
    let mut met: BTreeMap<String, Given> = BTreeMap::new();
    for ((asked, given), count) in counts {
        if let (Some(Cell::Text(asked)), Some(given)) = (at(&questions, asked), at(&answers, given)) {
            let asked = asked.split_whitespace().collect::<Vec<_>>().join(" ");
            met.entry(asked).or_default().push((given, count));
        }
    }
    Ok(met)
}

fn is_doubtful(described: &Described) -> bool {
    let doubts = [Some(Doubt::Several), Some(Doubt::MiddleUnused), Some(Doubt::NoMiddle)];
    matches!(&described.content, ColumnContent::Scale { doubt, .. } if doubts.contains(doubt))
}

/// The one scale on which questions certainly are, with the answers to them; `None` where there is none, or more.
fn certain(described: &[Described]) -> Option<(ScaleId, Vec<String>)> {
    let mut scales: BTreeMap<&ScaleId, BTreeSet<&String>> = BTreeMap::new();
    for described in described {
        if let ColumnContent::Scale { scale, doubt: None, .. } = &described.content {
            scales.entry(scale).or_default().extend(described.texts.iter().map(|(text, _)| text));
        }
    }
    let (scale, texts) = scales.pop_first().filter(|_| scales.is_empty())?;
    Some((scale.clone(), texts.into_iter().cloned().collect()))
}

fn report(
    question: &str,
    mut described: Described,
    settled_by_others: bool,
    given: Option<&Given>,
) -> ColumnReport {
    let numbers = |(text, _): &(String, u64)| text.parse::<f64>().is_ok();
    let numeric = !described.texts.is_empty() && described.texts.iter().all(numbers);
    let content = Some(&described.content);
    let part = match part(question, question, ColumnUse::Answer, content, false, numeric) {
        // What groups or tells a role is a column of its own.
        Part::Group(_) | Part::Role => Part::Choice,
        other => other,
    };
    // No heading told which of these questions is personal: what comes back may be a name.
    if !part.tells_texts() || part == Part::Choice {
        described.texts.clear();
        described.untold = 0;
    }
    let cells = || given.into_iter().flatten().map(|(cell, count)| (cell, *count));
    let strays = match &described.content {
        ColumnContent::Scale { scale, unknown: 1.., .. } => strays(scale, cells()),
        ColumnContent::Codes { .. } => crate::coding::far_values(cells()),
        _ => Vec::new(),
    };
    ColumnReport {
        heading: question.to_owned(),
        code: None,
        found_as: Some(question.to_owned()),
        part,
        described: Some(described),
        settled_by_others,
        own_scale: None,
        strays,
        answered_by: BTreeMap::new(),
    }
}
