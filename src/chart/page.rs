use super::colour::Colour;
use super::error::ChartError;
use super::measure::{Face, Ruler};
use super::rounded::{px, px_up};
use super::spec::{ChartSpec, Plot};
use super::{diverging, estimates};

/// Width of every picture, in picture units.
pub(super) const WIDTH: i32 = 960;
/// White at the left and right of it.
pub(super) const EDGE: i32 = 20;
/// Where text and bars begin and end.
pub(super) const LEFT: i32 = EDGE;
pub(super) const RIGHT: i32 = WIDTH - EDGE;

/// Where something stands: whole picture units, right and bottom excluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    pub left: i32,
    pub top: i32,
    pub right: i32,
    pub bottom: i32,
}

/// What something is painted for; the page around the chart can give each of these (but fields and their labels)
/// another colour, see `tidy`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Paint {
    /// The ground.
    Paper,
    /// Text and thresholds.
    Ink,
    /// Text beside the main matter.
    Muted,
    /// Thin lines of axes.
    Line,
    /// Dots.
    Accent,
    /// Intervals.
    Interval,
    /// A field of answers.
    Field(Colour),
    /// A label on a field.
    OnField(Colour),
}

/// How text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Style {
    pub face: Face,
    /// Font size in picture units.
    pub size: u32,
    pub paint: Paint,
}

impl Style {
    pub(super) const fn new(face: Face, size: u32, paint: Paint) -> Self {
        Self { face, size, paint }
    }

    /// From one baseline to the next: as much as the face is high, so lines never touch.
    pub(super) fn leading(self) -> i32 {
        self.rise() + self.fall()
    }

    /// From the top of a line to its baseline.
    pub(super) fn rise(self) -> i32 {
        px_up(f64::from(self.size) * 1.069)
    }

    /// From the baseline to the bottom of a line.
    pub(super) fn fall(self) -> i32 {
        px_up(f64::from(self.size) * 0.293)
    }

    /// The baseline that puts figures and capitals (0.714 em high) around a height.
    pub(super) fn baseline_around(self, middle: i32) -> i32 {
        middle + px(f64::from(self.size) * 0.357)
    }
}

pub(super) const TITLE: Style = Style::new(Face::Bold, 25, Paint::Ink);
pub(super) const SUBTITLE: Style = Style::new(Face::Regular, 17, Paint::Muted);
pub(super) const LABEL: Style = Style::new(Face::Regular, 18, Paint::Ink);
pub(super) const WORDS: Style = Style::new(Face::Regular, 16, Paint::Muted);
pub(super) const KEY: Style = Style::new(Face::Regular, 15, Paint::Ink);
pub(super) const NOTE: Style = Style::new(Face::Regular, 14, Paint::Muted);

/// How high some lines are.
pub(super) fn height(lines: &[String], style: Style) -> i32 {
    i32::try_from(lines.len()).unwrap_or(0).saturating_mul(style.leading())
}

/// Which point of a text its x is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// One line of text and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TextBox {
    pub text: String,
    pub x: i32,
    pub baseline: i32,
    pub anchor: Anchor,
    pub style: Style,
    /// Measured.
    pub width: i32,
}

impl TextBox {
    /// The box the line takes.
    #[cfg(test)]
    pub(super) fn frame(&self) -> Frame {
        let left = match self.anchor {
            Anchor::Start => self.x,
            Anchor::Middle => self.x - (self.width + 1) / 2,
            Anchor::End => self.x - self.width,
        };
        Frame {
            left,
            top: self.baseline - self.style.rise(),
            right: left + self.width,
            bottom: self.baseline + self.style.fall(),
        }
    }
}

/// Something that is not text. Lines are thin rectangles: they lie on whole picture units and take one colour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Rect { frame: Frame, paint: Paint },
    Dot { centre: (i32, i32), radius: u32, paint: Paint },
}

/// A chart laid out: shapes in the order they are painted, text above them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    pub height: i32,
    pub shapes: Vec<Shape>,
    pub texts: Vec<TextBox>,
}

/// A layout in the making, filled from top to bottom.
pub(super) struct Page<'a> {
    pub ruler: &'a Ruler,
    pub shapes: Vec<Shape>,
    pub texts: Vec<TextBox>,
    /// Where the next thing may begin.
    pub y: i32,
}

impl Page<'_> {
    /// The width of a text in a style.
    pub(super) fn width(&self, text: &str, style: Style) -> i32 {
        self.ruler.width(text, style.face, style.size)
    }

    /// The text in lines that fit.
    pub(super) fn wrap(&self, text: &str, style: Style, room: i32) -> Vec<String> {
        self.ruler.wrap(text, style.face, style.size, room)
    }

    /// The text in no more lines than `wrap` needs, but of about the same length: no single word on the last.
    pub(super) fn wrap_evenly(&self, text: &str, style: Style, room: i32) -> Vec<String> {
        let lines = self.wrap(text, style, room);
        if lines.len() < 2 {
            return lines;
        }
        let (mut too_narrow, mut wide, mut even) = (room / 2, room, lines);
        while wide - too_narrow > 4 {
            let tried = (too_narrow + wide) / 2;
            let narrower = self.wrap(text, style, tried);
            if narrower.len() > even.len() {
                too_narrow = tried;
            } else {
                (wide, even) = (tried, narrower);
            }
        }
        even
    }

    /// One line of text at a point.
    pub(super) fn text(&mut self, text: String, style: Style, anchor: Anchor, x: i32, baseline: i32) {
        if text.is_empty() {
            return;
        }
        let width = self.width(&text, style);
        self.texts.push(TextBox { text, x, baseline, anchor, style, width });
    }

    /// Lines of text from `top` down; gives the bottom of the last.
    pub(super) fn lines(
        &mut self,
        lines: Vec<String>,
        style: Style,
        anchor: Anchor,
        x: i32,
        top: i32,
    ) -> i32 {
        let mut y = top;
        for line in lines {
            self.text(line, style, anchor, x, y + style.rise());
            y += style.leading();
        }
        y
    }

    /// A paragraph over the whole width at the current height.
    pub(super) fn paragraph(&mut self, text: &str, style: Style) {
        let lines = self.wrap_evenly(text, style, RIGHT - LEFT);
        self.y = self.lines(lines, style, Anchor::Start, LEFT, self.y);
    }

    /// A filled rectangle; nothing where it has no size.
    pub(super) fn rect(&mut self, left: i32, top: i32, right: i32, bottom: i32, paint: Paint) {
        if left < right && top < bottom {
            self.shapes.push(Shape::Rect { frame: Frame { left, top, right, bottom }, paint });
        }
    }
}

/// The chart laid out: title, subtitle, plot, notes and source under one another.
pub(super) fn lay_out(spec: &ChartSpec) -> Result<Layout, ChartError> {
    spec.check()?;
    let ruler = Ruler::new()?;
    let mut page = Page { ruler: &ruler, shapes: Vec::new(), texts: Vec::new(), y: 14 };
    page.paragraph(&spec.title, TITLE);
    page.y += 2;
    page.paragraph(&spec.subtitle, SUBTITLE);
    page.y += 16;
    let notes = match &spec.plot {
        Plot::Diverging(plot) => diverging::lay_out(&mut page, spec.lang, plot),
        Plot::Estimates(plot) => estimates::lay_out(&mut page, spec.lang, plot),
    };
    page.y += 8;
    for note in notes.iter().chain([&spec.source]) {
        page.paragraph(note, NOTE);
    }
    Ok(Layout { height: page.y + 14, shapes: page.shapes, texts: page.texts })
}
