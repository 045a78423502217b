use super::colour::Colour;
use super::key::{self, Span};
use super::measure::{Face, clean};
use super::page::{Anchor, KEY, LABEL, LEFT, Page, Paint, RIGHT, Style, WORDS, height};
use super::palette::palette;
use super::rounded::px;
use super::sides::Sides;
use super::spec::{BarContent, Diverging, Mark, NeutralAs, total};
use crate::domain::{Lang, phrase};
use crate::text::percent;

const BAR: i32 = 32;
const BETWEEN_ROWS: i32 = 16;
/// Room for `n = 9999`, kept also when no n is that large: 100% is as long in every chart.
const LEAST_N_COLUMN: i32 = 66;
/// Labels of more lines stand above their bars.
const MOST_LINES_BESIDE: usize = 2;
/// From the labels beside the bars to the words of a row without a bar.
const WORDS_INDENT: i32 = 24;
/// Between the bars and what is drawn aside.
const GUTTER: i32 = 28;
/// How far the stroke of a threshold reaches above and below its bar.
const OVERHANG: i32 = 6;
/// From this many answers on a segment has its share written in it, below it its count.
pub(super) const SHARES_FROM: u64 = 20;
/// Smaller shares are not written.
const SMALLEST_WRITTEN: f64 = 0.05;
const SEGMENT: Style = Style::new(Face::Regular, 15, Paint::Ink);

/// The axis of all bars: where the middle lies and how long 100% of a bar is.
struct Scale {
    zero: f64,
    whole: f64,
    /// Where what is drawn aside begins.
    aside: Option<f64>,
}

/// One part of a bar: an option's answers from left to right, in picture units.
struct Segment {
    option: usize,
    count: u64,
    left: f64,
    right: f64,
}

/// Key and bars; gives the notes that belong under them.
pub(super) fn lay_out(page: &mut Page<'_>, lang: Lang, plot: &Diverging) -> Vec<String> {
    let sides = Sides::of(plot.options.len(), &plot.favourable, plot.neutral);
    let colours = palette(&sides, plot.options.len());
    let totals: Vec<String> = plot.bars.iter().map(|bar| n_words(bar.n, &bar.counts)).collect();
    let widest = totals.iter().map(|words| page.width(words, WORDS)).max().unwrap_or(0);
    let right = RIGHT - widest.max(LEAST_N_COLUMN) - 14;
    let scale = Scale::of(plot, &sides, LEFT, right);
    let span = match scale.aside {
        Some(aside) => Span { left: LEFT, right: px(aside) - GUTTER, aside: Some((px(aside), right)) },
        None => Span { left: LEFT, right, aside: None },
    };
    key::lay_out(page, &plot.options, &colours, &sides, &span);
    page.y += 8;
    if let Some(mark) = &plot.threshold {
        mark_key(page, lang, plot, &sides, mark);
    }
    page.y += 12;
    let beside = labels_beside(page, plot, &sides, &scale);
    for (bar, n) in plot.bars.iter().zip(totals) {
        let label = page.wrap_evenly(&bar.label, LABEL, beside.unwrap_or(RIGHT - LEFT));
        let label_height = height(&label, LABEL);
        let words = match &bar.counts {
            BarContent::NotShown(words) => Some(words.clone()),
            BarContent::Counts(counts) => (total(counts) == 0).then(|| no_answers(lang)),
        };
        let from = beside.map_or(LEFT, |room| LEFT + room + WORDS_INDENT);
        let words = words.map(|words| page.wrap(&words, WORDS, right - from));
        let content = words.as_ref().map_or(BAR + 2 * OVERHANG, |words| height(words, WORDS) + 2);
        let (label_top, top, bottom) = if beside.is_some() {
            let row = label_height.max(content).max(BAR + 2 * OVERHANG);
            (page.y + (row - label_height) / 2, page.y + (row - content) / 2, page.y + row)
        } else {
            let top = page.y + label_height;
            (page.y, top, top + content)
        };
        page.lines(label, LABEL, Anchor::Start, LEFT, label_top);
        let baseline = match &words {
            Some(_) => top + 1 + WORDS.rise(),
            None => WORDS.baseline_around(top + content / 2),
        };
        page.text(n, WORDS, Anchor::End, RIGHT, baseline);
        match (words, &bar.counts) {
            (Some(words), _) => {
                page.lines(words, WORDS, Anchor::Start, from, top + 1);
            }
            (None, BarContent::Counts(counts)) => {
                let top = top + OVERHANG;
                draw_bar(
                    page,
                    lang,
                    &Row { plot, sides: &sides, scale: &scale, colours: &colours, counts, top },
                );
            }
            (None, BarContent::NotShown(_)) => {}
        }
        page.y = bottom + if beside.is_some() { BETWEEN_ROWS / 2 } else { BETWEEN_ROWS };
    }
    notes(lang, plot)
}

/// The width of a column of labels left of all bars; none when they do not fit there and stand above their bars.
fn labels_beside(page: &Page<'_>, plot: &Diverging, sides: &Sides, scale: &Scale) -> Option<i32> {
    let starts = plot.bars.iter().filter_map(|bar| match &bar.counts {
        BarContent::Counts(counts) if total(counts) > 0 => {
            let row = Row { plot, sides, scale, colours: &[], counts, top: 0 };
            segments(&row).0.first().map(|segment| px(segment.left))
        }
        _ => None,
    });
    let room = starts.min().unwrap_or(px(scale.zero)) - LEFT - 20;
    let mut widest = 0;
    for bar in &plot.bars {
        let label = clean(&bar.label);
        let whole_words = label.split(' ').all(|word| page.width(word, LABEL) <= room);
        let lines = page.wrap(&label, LABEL, room);
        if !whole_words || lines.len() > MOST_LINES_BESIDE {
            return None;
        }
        widest = lines.iter().map(|line| page.width(line, LABEL)).fold(widest, i32::max);
    }
    Some(widest)
}

/// `n = 48`; nothing for a bar that is not shown.
fn n_words(n: Option<u64>, counts: &BarContent) -> String {
    match (n, counts) {
        (Some(n), BarContent::Counts(_)) => format!("n = {n}"),
        _ => String::new(),
    }
}

/// What stands where nobody answered.
pub(super) fn no_answers(lang: Lang) -> String {
    phrase!("geen antwoorden", "no answers").get(lang).to_owned()
}

impl Scale {
    /// The axis between two heights of the page: from 100% left of the middle to 100% right of it, the same for
    /// every chart. What is drawn aside has room for half a bar, or a whole one where it needs that.
    fn of(plot: &Diverging, sides: &Sides, left: i32, right: i32) -> Self {
        let shares = || plot.bars.iter().filter_map(|bar| neutral_share(&bar.counts, sides));
        let (from, to) = (f64::from(left), f64::from(right));
        if plot.is_aside(sides) {
            let apart = if shares().any(|share| share > 0.5) { 1.0 } else { 0.5 };
            let whole = (to - from - f64::from(GUTTER)) / (2.0 + apart);
            return Self { zero: from + whole, whole, aside: Some(to - apart * whole) };
        }
        // A stroke beyond 100% can only be where many neutral answers push the favourable part to the right.
        let farthest = plot
            .threshold
            .iter()
            .filter(|_| sides.favourable_right)
            .flat_map(|mark| shares().map(|share| share / 2.0 + mark.value))
            .fold(1.0_f64, f64::max);
        let whole = (to - from) / (1.0 + farthest);
        Self { zero: from + whole, whole, aside: None }
    }
}

impl Diverging {
    /// Whether the middle option is drawn apart.
    fn is_aside(&self, sides: &Sides) -> bool {
        self.neutral_as == NeutralAs::Aside && self.neutral.is_some() && sides.middle.is_some()
    }
}

/// The share of the middle option in a bar; none without answers.
fn neutral_share(counts: &BarContent, sides: &Sides) -> Option<f64> {
    let BarContent::Counts(counts) = counts else { return None };
    let whole = total(counts);
    let count = sides.middle.and_then(|middle| counts.get(middle)).copied().unwrap_or(0);
    (whole > 0).then(|| count as f64 / whole as f64)
}

struct Row<'a> {
    plot: &'a Diverging,
    sides: &'a Sides,
    scale: &'a Scale,
    colours: &'a [Colour],
    counts: &'a [u64],
    top: i32,
}

/// Where the segments of a bar lie, and where its favourable part begins.
fn segments(row: &Row<'_>) -> (Vec<Segment>, f64) {
    let whole = total(row.counts) as f64;
    let count_of = |option: usize| row.counts.get(option).copied().unwrap_or(0);
    let length = |option: usize| count_of(option) as f64 / whole * row.scale.whole;
    let split = row.sides.middle.filter(|_| row.scale.aside.is_none());
    let half = split.map_or(0.0, length) / 2.0;
    let mut x = row.scale.zero - half - row.sides.left.iter().map(|&option| length(option)).sum::<f64>();
    let mut segments = Vec::new();
    for option in row.sides.left.iter().chain(&split).chain(&row.sides.right).copied() {
        let right = x + length(option);
        segments.push(Segment { option, count: count_of(option), left: x, right });
        x = right;
    }
    if let Some((option, left)) = row.sides.middle.zip(row.scale.aside) {
        segments.push(Segment { option, count: count_of(option), left, right: left + length(option) });
    }
    (segments, row.scale.zero + half)
}

fn draw_bar(page: &mut Page<'_>, lang: Lang, row: &Row<'_>) {
    let bottom = row.top + BAR;
    let zero = px(row.scale.zero);
    page.rect(zero - 1, row.top - OVERHANG, zero, bottom + OVERHANG, Paint::Muted);
    let (segments, favourable_from) = segments(row);
    let stroke = row
        .plot
        .threshold
        .as_ref()
        .filter(|_| row.sides.favourable_right)
        .map(|mark| px(favourable_from + mark.value * row.scale.whole));
    let whole = total(row.counts);
    let mut labels = Vec::new();
    for segment in segments.iter().filter(|segment| segment.count > 0) {
        let Some(&colour) = row.colours.get(segment.option) else { continue };
        let (left, right) = (px(segment.left), px(segment.right));
        // One unit of paper between fields, where the field is wide enough to spare it.
        let shown = if right - left >= 3 { right - 1 } else { right.max(left + 1) };
        page.rect(left, row.top, shown, bottom, Paint::Field(colour));
        labels.push((segment_label(lang, segment.count, whole), left, shown, colour));
    }
    if let Some(x) = stroke {
        page.rect(x - 2, row.top, x + 2, bottom, Paint::Paper);
        page.rect(x - 1, row.top - OVERHANG, x + 1, bottom + OVERHANG, Paint::Ink);
    }
    for (label, left, right, colour) in labels {
        let Some(label) = label else { continue };
        let style = Style { paint: Paint::OnField(colour.label()), ..SEGMENT };
        let width = page.width(&label, style);
        if let Some(middle) = place_beside(stroke, left, right, width) {
            page.text(label, style, Anchor::Middle, middle, style.baseline_around(row.top + BAR / 2));
        }
    }
}

/// What is written in a segment: its share in whole per cents, or its count where few answered.
fn segment_label(lang: Lang, count: u64, whole: u64) -> Option<String> {
    if whole < SHARES_FROM {
        return Some(count.to_string());
    }
    let share = count as f64 / whole as f64;
    (share >= SMALLEST_WRITTEN).then(|| percent(lang, share))
}

/// The middle for a label inside a field, clear of the stroke through it; none where it does not fit.
fn place_beside(stroke: Option<i32>, left: i32, right: i32, width: i32) -> Option<i32> {
    let room = width + 2;
    let centred = |from: i32, to: i32| (to - from >= room).then_some((from + to) / 2);
    let Some(x) = stroke.filter(|&x| x + 3 > left && x - 3 < right) else { return centred(left, right) };
    let middle = (left + right) / 2;
    if (x - middle).abs() > room / 2 + 4 {
        return centred(left, right);
    }
    let (before, after) = ((left, x - 3), (x + 3, right));
    let wider = if x - left >= right - x { before } else { after };
    centred(wider.0, wider.1)
}

/// The stroke of the threshold and what it means.
fn mark_key(page: &mut Page<'_>, lang: Lang, plot: &Diverging, sides: &Sides, mark: &Mark) {
    let label = clean(&mark.label);
    let first = sides.right.first().and_then(|&option| plot.options.get(option)).map(|option| clean(option));
    let words = match (sides.favourable_right, first) {
        (true, Some(first)) => phrase!(
            "{label} (de streep in elke balk, gemeten vanaf waar ‘{first}’ begint)",
            "{label} (the stroke in every bar, measured from where ‘{first}’ begins)"
        ),
        _ => phrase!("{label} (niet in de balken getekend)", "{label} (not drawn in the bars)"),
    };
    let indent = if sides.favourable_right { LEFT + 14 } else { LEFT };
    page.y += 4;
    if sides.favourable_right {
        page.rect(LEFT + 2, page.y, LEFT + 4, page.y + KEY.leading(), Paint::Ink);
    }
    let lines = page.wrap(words.get(lang), KEY, RIGHT - indent);
    page.y = page.lines(lines, KEY, Anchor::Start, indent, page.y);
}

/// What a reader has to know of how the bars were made.
fn notes(lang: Lang, plot: &Diverging) -> Vec<String> {
    let few = plot.bars.iter().any(|bar| match &bar.counts {
        BarContent::Counts(counts) => (1..SHARES_FROM).contains(&total(counts)),
        BarContent::NotShown(_) => false,
    });
    let words = phrase!(
        "Bij minder dan {SHARES_FROM} antwoorden staan er aantallen in de balk, geen procenten.",
        "Below {SHARES_FROM} answers the bar holds counts, not per cents."
    );
    if few { vec![words.get(lang).to_owned()] } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::page::{Shape, lay_out as lay_out_whole};
    use crate::chart::samples::{bar, five, mark, of_five};

    fn bounds(plot: &Diverging, counts: &[u64]) -> (f64, f64, f64) {
        let sides = Sides::of(plot.options.len(), &plot.favourable, plot.neutral);
        let scale = Scale::of(plot, &sides, LEFT, RIGHT);
        let row = Row { plot, sides: &sides, scale: &scale, colours: &[], counts, top: 0 };
        let (segments, from) = segments(&row);
        let end = segments.iter().filter(|s| plot.favourable.contains(&(s.option as u8 + 1)));
        let end = end.map(|segment| segment.right).fold(from, f64::max);
        (from, end, from + plot.threshold.as_ref().map_or(0.0, |mark| mark.value) * scale.whole)
    }

    #[test]
    fn the_favourable_part_reaches_its_stroke_exactly_when_its_share_reaches_the_threshold() {
        for neutral_as in [NeutralAs::Split, NeutralAs::Aside] {
            for counts in [[10, 10, 20, 30, 30], [0, 0, 40, 30, 30], [20, 19, 0, 31, 30], [0, 41, 0, 59, 0]] {
                let mut plot = of_five(vec![bar("x", &counts)]);
                plot.neutral_as = neutral_as;
                plot.threshold = mark(0.6, "60%");
                let (_, end, stroke) = bounds(&plot, &counts);
                let reached = counts[3] + counts[4] >= 60;
                assert_eq!(end >= stroke - 1e-9, reached, "{neutral_as:?} {counts:?}: {end} {stroke}");
            }
        }
    }

    #[test]
    fn with_the_neutral_part_aside_all_strokes_stand_in_one_line() {
        let mut plot = of_five(vec![bar("x", &[1, 2, 30, 4, 5]), bar("y", &[9, 2, 3, 4, 5])]);
        plot.neutral_as = NeutralAs::Aside;
        plot.threshold = mark(0.6, "60%");
        let strokes = [[1, 2, 30, 4, 5], [9, 2, 3, 4, 5]].map(|counts| bounds(&plot, &counts).2);
        assert_eq!(strokes[0], strokes[1]);
    }

    #[test]
    fn a_split_neutral_part_lies_half_at_each_side() {
        let plot = of_five(vec![bar("x", &[10, 10, 40, 20, 20])]);
        let sides = Sides::of(5, &[4, 5], Some(3));
        let scale = Scale::of(&plot, &sides, 0, 200);
        let row = Row {
            plot: &plot,
            sides: &sides,
            scale: &scale,
            colours: &[],
            counts: &[10, 10, 40, 20, 20],
            top: 0,
        };
        let (segments, from) = segments(&row);
        let edges: Vec<i32> = segments.iter().map(|segment| px(segment.left)).collect();
        assert_eq!(edges, [60, 70, 80, 120, 140]);
        assert_eq!(px(from), 120);
    }

    #[test]
    fn a_hundred_per_cent_is_as_long_in_every_chart() {
        let length = |counts: &[u64]| {
            let layout = lay_out_whole(&five("x", of_five(vec![bar("x", counts)]))).unwrap();
            let blue = Colour(0x21, 0x66, 0xac);
            let fields = layout.shapes.iter().rev().filter_map(|shape| match *shape {
                Shape::Rect { frame, paint: Paint::Field(colour) } if colour == blue => Some(frame),
                _ => None,
            });
            fields.map(|frame| frame.right - frame.left).next().unwrap()
        };
        assert_eq!(length(&[0, 0, 0, 0, 1]), length(&[0, 0, 0, 0, 4_000]));
        assert_eq!(length(&[30, 0, 0, 30, 60]), length(&[0, 0, 1, 0, 1]));
    }

    #[test]
    fn few_answers_are_counted_and_small_shares_are_not_written() {
        assert_eq!(segment_label(Lang::Nl, 1, 19).as_deref(), Some("1"));
        assert_eq!(segment_label(Lang::Nl, 1, 20).as_deref(), Some("5%"));
        assert_eq!(segment_label(Lang::Nl, 1, 21), None);
        assert_eq!(segment_label(Lang::Nl, 26, 48).as_deref(), Some("54%"));
    }

    #[test]
    fn a_label_steps_aside_for_a_stroke() {
        assert_eq!(place_beside(None, 0, 100, 30), Some(50));
        assert_eq!(place_beside(Some(50), 0, 100, 30), Some(23));
        assert_eq!(place_beside(Some(90), 0, 100, 30), Some(50));
        assert_eq!(place_beside(Some(20), 0, 40, 30), None);
    }
}
