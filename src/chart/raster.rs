use std::sync::{Arc, OnceLock};

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use super::draw::svg;
use super::error::ChartError;
use super::measure::{BOLD, FAMILY, REGULAR};
use super::spec::ChartSpec;

/// Pixels for each unit of the picture: sharp in print.
const PIXELS_PER_UNIT: f32 = 2.0;

/// The chart as a PNG on white, 1920 pixels wide, made from the SVG.
///
/// Only the built-in fonts are used; a character they lack, such as an emoji, shows as an empty box.
///
/// # Errors
/// When the specification contradicts itself, see [`ChartError`].
pub fn png(spec: &ChartSpec) -> Result<Vec<u8>, ChartError> {
    picture(&svg(spec)?)?.encode_png().map_err(|error| ChartError::Raster(error.to_string()))
}

/// The pixels of an SVG on white.
pub(super) fn picture(svg: &str) -> Result<Pixmap, ChartError> {
    let tree = tree(svg)?;
    let size = tree.size();
    let pixels = |units: f32| (units * PIXELS_PER_UNIT).ceil() as u32;
    let mut picture = Pixmap::new(pixels(size.width()), pixels(size.height()))
        .ok_or_else(|| ChartError::Raster("the picture is too large".to_owned()))?;
    picture.fill(Color::WHITE);
    let transform = Transform::from_scale(PIXELS_PER_UNIT, PIXELS_PER_UNIT);
    resvg::render(&tree, transform, &mut picture.as_mut());
    Ok(picture)
}

/// The SVG as resvg understands it, with our fonts and no other.
pub(super) fn tree(svg: &str) -> Result<Tree, ChartError> {
    let options = Options { font_family: FAMILY.to_owned(), fontdb: fonts(), ..Options::default() };
    Tree::from_str(svg, &options).map_err(|error| ChartError::Raster(error.to_string()))
}

fn fonts() -> Arc<fontdb::Database> {
    static FONTS: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    let load = || {
        let mut fonts = fontdb::Database::new();
        fonts.load_font_data(REGULAR.to_vec());
        fonts.load_font_data(BOLD.to_vec());
        fonts.set_sans_serif_family(FAMILY);
        fonts.set_serif_family(FAMILY);
        Arc::new(fonts)
    };
    Arc::clone(FONTS.get_or_init(load))
}
