use plotters::backend::SVGBackend;
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{Circle, Rectangle};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, IntoTextStyle, RGBColor};

use super::colour::{Colour, WHITE};
use super::error::ChartError;
use super::measure::{FAMILY, Face};
use super::page::{Anchor, Frame, Layout, Paint, Shape, Style, TextBox, WIDTH, lay_out};
use super::spec::ChartSpec;
use super::tidy::{self, Class, Head};
use super::words::describe;

/// The ratio of plotters' text size to the SVG font size it writes.
const SIZE_PER_FONT_SIZE: f64 = 1.24;

/// The chart as a whole SVG document, right on white paper and, put inline into an HTML page, in light and dark.
///
/// 960 units wide, as high as its text needs. Role, title, description and language are set for readers who hear
/// it; ids begin with the chart's id. Page colours carry the classes `dd-paper`, `dd-ink`, `dd-muted`, `dd-line`,
/// `dd-accent` and `dd-interval`; fields of answers and the labels on them keep their colours everywhere.
///
/// # Errors
/// When the specification contradicts itself, see [`ChartError`].
pub fn svg(spec: &ChartSpec) -> Result<String, ChartError> {
    let layout = lay_out(spec)?;
    let mut drawn = String::new();
    let mut classes = Vec::new();
    {
        let size = (WIDTH.unsigned_abs(), layout.height.unsigned_abs());
        let area = SVGBackend::with_string(&mut drawn, size).into_drawing_area();
        let mut canvas = Canvas { area, classes: &mut classes };
        canvas.whole(&layout).map_err(|error| ChartError::Draw(error.to_string()))?;
        canvas.area.present().map_err(|error| ChartError::Draw(error.to_string()))?;
    }
    let description = describe(spec);
    let head = Head {
        id: &spec.id,
        lang: spec.lang,
        title: &spec.title,
        description: &description,
        height: layout.height,
    };
    Ok(tidy::document(&head, &drawn, &classes))
}

type DrawError = plotters::drawing::DrawingAreaErrorKind<std::io::Error>;

/// Draws each thing as one element, and remembers in the same order what it is painted for.
struct Canvas<'a> {
    area: DrawingArea<SVGBackend<'a>, Shift>,
    classes: &'a mut Vec<Class>,
}

impl Canvas<'_> {
    fn whole(&mut self, layout: &Layout) -> Result<(), DrawError> {
        let frame = Frame { left: 0, top: 0, right: WIDTH, bottom: layout.height };
        self.shape(&Shape::Rect { frame, paint: Paint::Paper })?;
        for shape in &layout.shapes {
            self.shape(shape)?;
        }
        layout.texts.iter().try_for_each(|text| self.text(text))
    }

    fn shape(&mut self, shape: &Shape) -> Result<(), DrawError> {
        match *shape {
            Shape::Rect { frame, paint } => {
                self.classes.push(class(paint));
                let corners = [(frame.left, frame.top), (frame.right, frame.bottom)];
                self.area.draw(&Rectangle::new(corners, colour(paint).filled()))
            }
            Shape::Dot { centre, radius, paint } => {
                self.classes.push(class(paint));
                self.area.draw(&Circle::new(centre, radius, colour(paint).filled()))
            }
        }
    }

    fn text(&mut self, text: &TextBox) -> Result<(), DrawError> {
        let Style { face, size, paint } = text.style;
        self.classes.push(class(paint));
        let weight = match face {
            Face::Regular => FontStyle::Normal,
            Face::Bold => FontStyle::Bold,
        };
        let across = match text.anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let font = FontDesc::new(FontFamily::Name(FAMILY), f64::from(size) * SIZE_PER_FONT_SIZE, weight);
        let ink = colour(paint);
        let style = font.into_text_style(&self.area).color(&ink).pos(Pos::new(across, VPos::Top));
        self.area.draw_text(&text.text, &style, (text.x, text.baseline))
    }
}

/// The colours on white paper.
fn colour(paint: Paint) -> RGBColor {
    let Colour(red, green, blue) = match paint {
        Paint::Paper => WHITE,
        Paint::Ink => Colour(0x1b, 0x1f, 0x24),
        Paint::Muted => Colour(0x50, 0x58, 0x61),
        Paint::Line => Colour(0xd5, 0xda, 0xdf),
        Paint::Accent => Colour(0x0f, 0x5c, 0x6e),
        Paint::Interval => Colour(0x9f, 0xc4, 0xcd),
        Paint::Field(colour) | Paint::OnField(colour) => colour,
    };
    RGBColor(red, green, blue)
}

fn class(paint: Paint) -> Class {
    match paint {
        Paint::Paper => Some("dd-paper"),
        Paint::Ink => Some("dd-ink"),
        Paint::Muted => Some("dd-muted"),
        Paint::Line => Some("dd-line"),
        Paint::Accent => Some("dd-accent"),
        Paint::Interval => Some("dd-interval"),
        Paint::Field(_) | Paint::OnField(_) => None,
    }
}
