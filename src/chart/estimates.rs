use super::measure::{Face, clean};
use super::page::{
    Anchor, Frame, KEY, LABEL, LEFT, NOTE, Page, Paint, RIGHT, Shape, Style, WIDTH, WORDS, height,
};
use super::rounded::px;
use super::spec::{Axis, AxisUnit, EstimateContent, EstimateRow, Estimates};
use crate::domain::Lang;
use crate::text::{decimal, percent};

const DOT: u32 = 8;
const INTERVAL: i32 = 12;
const WIDEST_LABEL: i32 = 330;
const BETWEEN_COLUMNS: i32 = 26;
const ROW_PADDING: i32 = 9;
const LOWEST_ROW: i32 = 30;
const VALUE: Style = Style::new(Face::Bold, 18, Paint::Ink);

/// The value axis on the page.
struct Scale {
    left: i32,
    right: i32,
    low: f64,
    high: f64,
}

impl Scale {
    /// Where a value lies; values beyond the axis lie on its end.
    fn x(&self, value: f64) -> i32 {
        let way = ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0);
        px(f64::from(self.left) + way * f64::from(self.right - self.left))
    }
}

/// Rows of a dot in its interval, with the figure and n at the right; gives the notes that belong under them.
pub(super) fn lay_out(page: &mut Page<'_>, lang: Lang, plot: &Estimates) -> Vec<String> {
    let widest = |texts: Vec<String>, style: Style, page: &Page<'_>| {
        texts.iter().map(|text| page.width(text, style)).max().unwrap_or(0)
    };
    let labels = plot.rows.iter().map(|row| clean(&row.label)).collect();
    let label_room = widest(labels, LABEL, page).clamp(60, WIDEST_LABEL);
    let n_room = widest(plot.rows.iter().map(n_words).collect(), WORDS, page);
    let value_room = widest(plot.rows.iter().flat_map(|row| value_words(page, row)).collect(), VALUE, page);
    let column = |room: i32| if room > 0 { room + 20 } else { 0 };
    let value_right = RIGHT - column(n_room);
    let scale = Scale {
        left: LEFT + label_room + BETWEEN_COLUMNS,
        right: value_right - column(value_room) - 6,
        low: plot.axis.low,
        high: plot.axis.high,
    };
    key(page, plot);
    let top = threshold_words(page, plot, &scale);
    let first_shape = page.shapes.len();
    let stroke = plot.threshold.as_ref().map(|mark| scale.x(mark.value));
    let columns = Columns { label_room, scale: &scale, value_right, stroke };
    let mut y = top + 6;
    for row in &plot.rows {
        y = lay_row(page, row, &columns, y);
    }
    let axis_bottom = y + 4;
    page.shapes.extend(upright_lines(plot, &scale, top, axis_bottom));
    if let Some(shapes) = page.shapes.get_mut(first_shape..) {
        shapes.sort_by_key(layer);
    }
    page.y = axis_bottom + 4;
    ticks(page, lang, &plot.axis, &scale);
    page.y += NOTE.leading() + 8;
    Vec::new()
}

/// Where the columns of a row stand.
struct Columns<'a> {
    label_room: i32,
    scale: &'a Scale,
    value_right: i32,
    /// Where the line of the threshold stands.
    stroke: Option<i32>,
}

/// What lies over what: the threshold over the intervals, so that one sees which it runs through.
fn layer(shape: &Shape) -> u8 {
    match shape {
        Shape::Rect { paint: Paint::Line, .. } => 0,
        Shape::Rect { paint: Paint::Interval, .. } => 1,
        Shape::Rect { paint: Paint::Ink, .. } => 2,
        Shape::Rect { .. } => 3,
        Shape::Dot { .. } => 4,
    }
}

/// `n = 48`; nothing for a row that is not shown.
fn n_words(row: &EstimateRow) -> String {
    match (row.n, &row.value) {
        (Some(n), EstimateContent::Shown { .. }) => format!("n = {n}"),
        _ => String::new(),
    }
}

/// The figure as readers see it, in lines that fit its column.
fn value_words(page: &Page<'_>, row: &EstimateRow) -> Vec<String> {
    match &row.value {
        EstimateContent::Shown { text, .. } => page.wrap(text, VALUE, 150),
        EstimateContent::NotShown(_) => Vec::new(),
    }
}

/// What the bar around a dot is.
fn key(page: &mut Page<'_>, plot: &Estimates) {
    let any = plot.rows.iter().any(|row| interval(row).is_some());
    let words = page.wrap(&plot.interval_words, KEY, RIGHT - LEFT - 60);
    if !any || words.is_empty() {
        return;
    }
    let middle = page.y + KEY.leading() / 2;
    page.rect(LEFT, middle - INTERVAL / 2, LEFT + 48, middle + INTERVAL / 2, Paint::Interval);
    dot(page, LEFT + 24, middle);
    page.y = page.lines(words, KEY, Anchor::Start, LEFT + 60, page.y) + 8;
}

/// The word of the threshold above its line; gives where the line begins.
fn threshold_words(page: &mut Page<'_>, plot: &Estimates, scale: &Scale) -> i32 {
    let Some(mark) = &plot.threshold else { return page.y };
    let lines = page.wrap(&mark.label, KEY, 300);
    let half = lines.iter().map(|line| page.width(line, KEY)).max().unwrap_or(0) / 2 + 1;
    let x = scale.x(mark.value).clamp(LEFT + half, (RIGHT - half).max(LEFT + half));
    page.y = page.lines(lines, KEY, Anchor::Middle, x, page.y);
    page.y
}

/// The ends of an interval, when both are known.
fn interval(row: &EstimateRow) -> Option<(f64, f64)> {
    match row.value {
        EstimateContent::Shown { low: Some(low), high: Some(high), .. } => Some((low, high)),
        _ => None,
    }
}

/// One row from `top` down; gives where the next begins.
fn lay_row(page: &mut Page<'_>, row: &EstimateRow, columns: &Columns<'_>, top: i32) -> i32 {
    let scale = columns.scale;
    let label = page.wrap(&row.label, LABEL, columns.label_room);
    let words = match &row.value {
        EstimateContent::NotShown(words) => page.wrap(words, WORDS, scale.right - scale.left - 12),
        EstimateContent::Shown { .. } => Vec::new(),
    };
    let figure = value_words(page, row);
    let (label_height, words_height) = (height(&label, LABEL), height(&words, WORDS));
    let figure_height = height(&figure, VALUE);
    let inner = label_height.max(words_height).max(figure_height).max(LOWEST_ROW);
    let middle = top + ROW_PADDING + inner / 2;
    page.lines(label, LABEL, Anchor::Start, LEFT, middle - label_height / 2);
    if let EstimateContent::Shown { value, .. } = &row.value {
        if let Some((low, high)) = interval(row) {
            let (left, right) = (scale.x(low), scale.x(high));
            page.rect(
                left,
                middle - INTERVAL / 2,
                right.max(left + 1),
                middle + INTERVAL / 2,
                Paint::Interval,
            );
        }
        dot(page, scale.x(*value), middle);
        page.lines(figure, VALUE, Anchor::End, columns.value_right, middle - figure_height / 2);
        page.text(n_words(row), WORDS, Anchor::End, RIGHT, WORDS.baseline_around(middle));
    } else {
        let width = words.iter().map(|line| page.width(line, WORDS)).max().unwrap_or(0);
        let from = middle - words_height / 2;
        let left = match columns.stroke {
            // Right of the threshold's line where the words would hide it and fit there.
            Some(x) if x < scale.left + width + 12 && scale.right - x > width + 16 => x + 12,
            _ => scale.left + 8,
        };
        // Paper under the words, so that no line of the axis runs through them.
        page.rect(left - 4, from, left + width + 4, from + words_height, Paint::Paper);
        page.lines(words, WORDS, Anchor::Start, left, from);
    }
    top + inner + 2 * ROW_PADDING
}

fn dot(page: &mut Page<'_>, x: i32, y: i32) {
    page.shapes.push(Shape::Dot { centre: (x, y), radius: DOT + 2, paint: Paint::Paper });
    page.shapes.push(Shape::Dot { centre: (x, y), radius: DOT, paint: Paint::Accent });
}

/// The lines of the axis and of the threshold.
fn upright_lines(plot: &Estimates, scale: &Scale, top: i32, bottom: i32) -> Vec<Shape> {
    let upright = |value: f64, thickness: i32, paint: Paint| {
        let left = scale.x(value) - thickness / 2;
        Shape::Rect { frame: Frame { left, top, right: left + thickness, bottom }, paint }
    };
    let mut lines: Vec<Shape> = plot.axis.ticks_within().map(|tick| upright(tick, 1, Paint::Line)).collect();
    let base = Frame { left: scale.left, top: bottom, right: scale.right + 1, bottom: bottom + 1 };
    lines.push(Shape::Rect { frame: base, paint: Paint::Line });
    lines.extend(plot.threshold.iter().map(|mark| upright(mark.value, 2, Paint::Ink)));
    lines
}

/// The numbers under the axis, leaving out those that would touch the one before.
fn ticks(page: &mut Page<'_>, lang: Lang, axis: &Axis, scale: &Scale) {
    let decimals = axis.decimals();
    let mut free_from = 0;
    for tick in axis.ticks_within() {
        let text = match axis.unit {
            AxisUnit::Points => decimal(lang, tick, decimals),
            AxisUnit::Percent => percent(lang, tick),
        };
        let half = page.width(&text, NOTE) / 2 + 1;
        let x = scale.x(tick);
        if x - half >= free_from && x + half <= WIDTH {
            page.text(text, NOTE, Anchor::Middle, x, page.y + NOTE.rise());
            free_from = x + half + 6;
        }
    }
}

impl Axis {
    /// The ticks on the axis, from low to high, each once.
    fn ticks_within(&self) -> impl Iterator<Item = f64> {
        let mut ticks: Vec<f64> =
            self.ticks.iter().copied().filter(|tick| (self.low..=self.high).contains(tick)).collect();
        ticks.sort_by(f64::total_cmp);
        ticks.dedup();
        ticks.into_iter()
    }

    /// The decimals that write every tick as it is, at most 2.
    fn decimals(&self) -> usize {
        let whole_at = |decimals: i32| {
            self.ticks.iter().all(|tick| {
                let scaled = tick * 10_f64.powi(decimals);
                (scaled - scaled.round()).abs() < 1e-6
            })
        };
        if whole_at(0) {
            0
        } else if whole_at(1) {
            1
        } else {
            2
        }
    }
}
