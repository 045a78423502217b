use super::colour::Colour;
use super::page::{Anchor, KEY, LEFT, Page, Paint, RIGHT};
use super::sides::Sides;

/// Options whose words need more lines than this stand in a list instead of under a strip.
const MOST_LINES: usize = 4;
const STRIP: i32 = 14;
const SWATCH: i32 = 16;

/// Where the strip of the key stands: over the bars, and apart over what is drawn aside.
pub(super) struct Span {
    pub left: i32,
    pub right: i32,
    /// Left and right of the part drawn aside.
    pub aside: Option<(i32, i32)>,
}

/// What each field means: a strip in the order of the bars with the words under it.
///
/// The order is the second cue beside colour: it says in grey print, too, which field is which.
pub(super) fn lay_out(
    page: &mut Page<'_>,
    options: &[String],
    colours: &[Colour],
    sides: &Sides,
    span: &Span,
) {
    let cells = cells(sides, span);
    let words: Vec<Vec<String>> = cells
        .iter()
        .map(|cell| {
            options
                .get(cell.option)
                .map(|option| page.wrap(option, KEY, cell.right - cell.left - 8))
                .unwrap_or_default()
        })
        .collect();
    if words.iter().any(|lines| lines.len() > MOST_LINES) {
        return list(page, options, colours, sides);
    }
    let top = page.y;
    let mut bottom = top + STRIP;
    for (cell, lines) in cells.iter().zip(words) {
        if let Some(&colour) = colours.get(cell.option) {
            page.rect(cell.left, top, cell.right - 2, top + STRIP, Paint::Field(colour));
        }
        let middle = (cell.left + cell.right) / 2;
        bottom = bottom.max(page.lines(lines, KEY, Anchor::Middle, middle, top + STRIP + 3));
    }
    page.y = bottom;
}

struct Cell {
    option: usize,
    left: i32,
    right: i32,
}

/// Cells of equal width over the bars, the option drawn aside apart.
fn cells(sides: &Sides, span: &Span) -> Vec<Cell> {
    let apart = sides.middle.zip(span.aside);
    let within: Vec<usize> =
        sides.in_order().filter(|&option| apart.is_none_or(|(middle, _)| middle != option)).collect();
    let count = i32::try_from(within.len()).unwrap_or(1).max(1);
    let edge = |place: i32| span.left + (span.right - span.left) * place / count;
    let mut cells: Vec<Cell> = (0..)
        .zip(within)
        .map(|(place, option)| Cell { option, left: edge(place), right: edge(place + 1) })
        .collect();
    if let Some((option, (left, right))) = apart {
        cells.push(Cell { option, left, right });
    }
    cells
}

/// The options under one another, each beside its colour.
fn list(page: &mut Page<'_>, options: &[String], colours: &[Colour], sides: &Sides) {
    let indent = LEFT + SWATCH + 10;
    for index in sides.in_order() {
        let (Some(option), Some(&colour)) = (options.get(index), colours.get(index)) else { continue };
        let lines = page.wrap(option, KEY, RIGHT - indent);
        let top = page.y + (KEY.leading() - SWATCH) / 2;
        page.rect(LEFT, top, LEFT + SWATCH, top + SWATCH, Paint::Field(colour));
        let bottom = page.lines(lines, KEY, Anchor::Start, indent, page.y);
        page.y = bottom.max(page.y + KEY.leading()) + 2;
    }
}
