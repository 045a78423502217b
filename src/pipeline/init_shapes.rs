use super::file_report::{ColumnReport, FileReport};
use super::part::Part;
use crate::coding::{ColumnContent, Doubt, describe_column};
use crate::domain::{Cell, CountsIn, Lang, Missing, SourceShape};
use crate::project::{AnswersOn, ScaffoldItem, ScaffoldSource};

/// Where a row is no respondent, what its rows are; of a counted table also its questions.
pub(super) fn in_rows(report: &FileReport, source: &mut ScaffoldSource, lang: Lang) {
    if report.shape.of_unknown {
        let why = lang.pick(
            "percentages, en nergens staat van hoeveel mensen: voeg een kolom `n` toe",
            "per cents, and nothing says of how many people: add a column `n`",
        );
        let of_shape = report.columns.iter().filter(|column| column.part == Part::Shape);
        source.skipped.extend(of_shape.map(|column| (ColumnReport::name(column).to_owned(), why.to_owned())));
        return;
    }
    source.shape = report.shape.shape.clone();
    if let SourceShape::Long(columns) = &source.shape {
        source.skipped.retain(|(column, _)| *column != columns.respondent);
    }
    if let SourceShape::Counted(columns) = &source.shape {
        let answers = counted_on(&columns.counts);
        let question = |question: &String| ScaffoldItem {
            column: question.clone(),
            text: question.clone(),
            ..answers.clone()
        };
        source.items = report.shape.questions.iter().map(question).collect();
    }
}

/// What the answers of a counted table are on, by its options.
fn counted_on(counts: &CountsIn) -> ScaffoldItem {
    let options = match counts {
        CountsIn::Columns(options) => options.as_slice(),
        CountsIn::Rows { .. } => &[],
    };
    let cells: Vec<Cell> = options.iter().map(|option| Cell::Text(option.option.clone())).collect();
    let described = describe_column(cells.iter().map(|cell| (cell, 1)), &[], &[], Missing::NotAnswered);
    let mut item = ScaffoldItem::new("", AnswersOn::Codes);
    if let ColumnContent::Scale { scale, others, doubt, .. } = described.content {
        item.on = AnswersOn::Scale(scale.to_string());
        item.asked = matches!(doubt, Some(Doubt::Several | Doubt::MiddleUnused | Doubt::NoMiddle));
        item.others = others.iter().map(ToString::to_string).collect();
    }
    item
}
