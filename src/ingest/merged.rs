use calamine::Dimensions;

use super::head::HeadRow;

/// Headings deeper than this are no headings.
const DEEPEST: u64 = 3;

/// The headings of a table and how many rows they take. Where cells of the heading row are merged with the
/// rows below it, those rows are headings too: `Begeleiding` above `tijd` reads `Begeleiding [tijd]`, as
/// LimeSurvey writes it.
pub(super) fn joined_headings(
    header: &HeadRow,
    below: &[HeadRow],
    merged: &[Dimensions],
) -> (Vec<String>, u64) {
    let mut texts = header.headings();
    let row = header.start.saturating_sub(1);
    let in_header: Vec<&Dimensions> = merged.iter().filter(|area| u64::from(area.start.0) == row).collect();
    let deepest = in_header.iter().map(|area| u64::from(area.end.0).saturating_sub(row) + 1).max();
    let depth = deepest.filter(|depth| *depth <= DEEPEST).unwrap_or(1);
    if depth == 1 {
        return (texts, 1);
    }
    let mut above = texts.clone();
    for area in in_header {
        let (first, last) = (area.start.1 as usize, area.end.1 as usize);
        let text = texts.get(first).cloned().unwrap_or_default();
        if above.len() <= last {
            above.resize(last + 1, String::new());
        }
        above.iter_mut().take(last + 1).skip(first).for_each(|spanned| spanned.clone_from(&text));
    }
    for row in below.iter().filter(|row| row.start < header.start + depth) {
        for (column, sub) in row.headings().into_iter().enumerate().filter(|(_, sub)| !sub.is_empty()) {
            if texts.len() <= column {
                texts.resize(column + 1, String::new());
            }
            let group = above.get(column).cloned().unwrap_or_default();
            if let Some(text) = texts.get_mut(column) {
                *text = if group.is_empty() { sub } else { format!("{group} [{sub}]") };
            }
        }
    }
    (texts, depth)
}
