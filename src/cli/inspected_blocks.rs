use datadialoog::coding::Doubt;
use datadialoog::pipeline::{ColumnReport, Part, codes_alike};

/// Closed questions that stand together in the file and share a scale: columns of one part, with the beginning of their
/// name, if they have one, in common.
pub(crate) fn blocks<'r>(columns: &[&'r ColumnReport]) -> Vec<Vec<&'r ColumnReport>> {
    let mut blocks: Vec<Vec<&'r ColumnReport>> = Vec::new();
    for column in columns {
        let goes_on =
            |block: &&mut Vec<&'r ColumnReport>| block.last().is_some_and(|last| belong(last, column));
        match blocks.last_mut().filter(goes_on) {
            Some(block) => block.push(column),
            None => blocks.push(vec![column]),
        }
    }
    blocks
}

fn belong(one: &ColumnReport, other: &ColumnReport) -> bool {
    // Answers off the scale are told of each question by itself; they part no block.
    let doubt =
        |column: &ColumnReport| column.doubt_words().filter(|_| column.doubt() != Some(Doubt::Strays));
    one.stem() == other.stem()
        && match one.part {
            Part::Scale => one.scale() == other.scale() && doubt(one) == doubt(other),
            Part::OwnScale => one.own_scale == other.own_scale,
            _ => codes_alike(one, other),
        }
}
