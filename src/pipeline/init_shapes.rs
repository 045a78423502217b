use super::file_report::FileReport;
use crate::coding::{ColumnContent, Doubt, describe_column};
use crate::domain::{Cell, CountsIn, Missing, SourceShape};
use crate::project::{AnswersOn, ScaffoldItem, ScaffoldSource, shape_lines};

/// Where a row is no respondent, the questions stand in rows, and the columns of the shape are none themselves.
pub(super) fn in_rows(report: &FileReport, source: &mut ScaffoldSource) {
    source.shape = report.shape.shape.clone();
    let lines = shape_lines(&source.shape).join("\n");
    let is_named = |column: &str| lines.contains(&format!("\"{column}\""));
    source.groups.retain(|(_, column)| !is_named(column));
    source.open.retain(|column| !is_named(column));
    source.empty.retain(|column| !is_named(column));
    source.skipped.retain(|(column, _)| !is_named(column));
    let answers = match &source.shape {
        SourceShape::Counted(columns) => counted_on(&columns.counts),
        SourceShape::Long(columns) => source.items.iter().find(|item| item.column == columns.answer).cloned(),
        SourceShape::Wide => None,
    };
    let answers = answers.unwrap_or_else(|| ScaffoldItem::new("", AnswersOn::Codes));
    let question = |question: &String| ScaffoldItem {
        column: question.clone(),
        text: question.clone(),
        roles: Vec::new(),
        ..answers.clone()
    };
    source.items = report.shape.questions.iter().map(question).collect();
}

/// What the answers of a counted table are on, by its options.
fn counted_on(counts: &CountsIn) -> Option<ScaffoldItem> {
    let CountsIn::Columns(options) = counts else { return None };
    let cells: Vec<Cell> = options.iter().map(|option| Cell::Text(option.option.clone())).collect();
    let met = cells.iter().map(|cell| (cell, 1));
    let described = describe_column(met, &[], &[], Missing::NotAnswered);
    let ColumnContent::Scale { scale, others, doubt, .. } = described.content else { return None };
    let mut item = ScaffoldItem::new("", AnswersOn::Scale(scale.to_string()));
    item.asked = matches!(doubt, Some(Doubt::Several | Doubt::MiddleUnused | Doubt::NoMiddle));
    item.others = others.iter().map(ToString::to_string).collect();
    Some(item)
}
