use resvg::tiny_skia::{Pixmap, PremultipliedColorU8};
use resvg::usvg::{Node, roxmltree};

use super::colour::Colour;
use super::page::{Anchor, Paint, Shape, lay_out};
use super::raster::{picture, tree};
use super::samples::{bar, estimates, five, gallery, not_shown, of_five};
use super::{png, svg};

#[test]
fn every_chart_is_well_formed_and_can_be_heard() {
    for spec in gallery() {
        let drawn = svg(&spec).unwrap();
        let document = roxmltree::Document::parse(&drawn).unwrap();
        let root = document.root_element();
        assert_eq!(root.attribute("role"), Some("img"));
        assert_eq!(root.attribute("lang"), Some(spec.lang.code()));
        let id = format!("dd-{}", spec.id);
        assert_eq!(root.attribute("id"), Some(id.as_str()));
        let labelled = root.attribute("aria-labelledby").unwrap();
        assert_eq!(labelled, format!("{id}-title {id}-desc"));
        for (name, id) in ["title", "desc"].into_iter().zip(labelled.split(' ')) {
            let node = root.children().find(|node| node.has_tag_name(("http://www.w3.org/2000/svg", name)));
            assert_eq!(node.unwrap().attribute("id"), Some(id));
            assert!(node.unwrap().text().is_some_and(|text| !text.is_empty()));
        }
    }
}

#[test]
fn every_id_belongs_to_its_chart() {
    for spec in gallery() {
        let drawn = svg(&spec).unwrap();
        let document = roxmltree::Document::parse(&drawn).unwrap();
        let prefix = format!("dd-{}", spec.id);
        assert!(
            document.descendants().filter_map(|node| node.attribute("id")).all(|id| id.starts_with(&prefix))
        );
        let style = document.descendants().find(|node| node.tag_name().name() == "style").unwrap();
        let rules = style.text().unwrap().split('{').filter(|rule| rule.contains(".dd-"));
        assert!(rules.into_iter().all(|rule| rule.contains(&format!("#{prefix} "))));
    }
}

#[test]
fn the_same_specification_gives_the_same_bytes() {
    assert_eq!(svg(&estimates()).unwrap(), svg(&estimates()).unwrap());
    assert_eq!(png(&estimates()).unwrap(), png(&estimates()).unwrap());
}

#[test]
fn measured_text_is_as_wide_as_drawn_text() {
    fn widths(node: &Node, out: &mut Vec<f32>) {
        match node {
            Node::Group(group) => group.children().iter().for_each(|child| widths(child, out)),
            Node::Text(text) => out.push(text.bounding_box().width()),
            _ => {}
        }
    }
    for spec in gallery() {
        let layout = lay_out(&spec).unwrap();
        let tree = tree(&svg(&spec).unwrap()).unwrap();
        let mut drawn = Vec::new();
        tree.root().children().iter().for_each(|child| widths(child, &mut drawn));
        assert_eq!(drawn.len(), layout.texts.len(), "{}: some text has no glyphs", spec.id);
        for (text, width) in layout.texts.iter().zip(drawn) {
            let measured = text.width as f32;
            assert!(
                width <= measured + 1.0 && width >= 0.85 * measured - 4.0,
                "{text:?} is drawn {width} wide"
            );
        }
    }
}

#[test]
fn the_picture_has_ink_where_its_labels_are() {
    let spec = five("x", of_five(vec![bar("Ik krijg feedback", &[1, 4, 9, 22, 12])]));
    let layout = lay_out(&spec).unwrap();
    let picture = Pixmap::decode_png(&png(&spec).unwrap()).unwrap();
    assert_eq!(picture.width(), 1920);
    for text in layout.texts.iter().filter(|text| text.anchor == Anchor::Start) {
        let frame = text.frame();
        let dark = (frame.top * 2..frame.bottom * 2)
            .flat_map(|y| (frame.left * 2..frame.right * 2).map(move |x| (x, y)))
            .filter(|&(x, y)| {
                picture.pixel(x.unsigned_abs(), y.unsigned_abs()).is_some_and(|pixel| pixel.red() < 0x90)
            })
            .count();
        assert!(dark > 50, "{text:?} has {dark} dark pixels");
    }
}

#[test]
fn labels_in_bars_can_be_read() {
    for spec in gallery() {
        let layout = lay_out(&spec).unwrap();
        for text in &layout.texts {
            let Paint::OnField(ink) = text.style.paint else { continue };
            let frame = text.frame();
            let field = layout.shapes.iter().find_map(|shape| match *shape {
                Shape::Rect { frame: under, paint: Paint::Field(colour) }
                    if under.left <= frame.left
                        && under.right >= frame.right
                        && under.top <= frame.top
                        && under.bottom >= frame.bottom =>
                {
                    Some(colour)
                }
                _ => None,
            });
            assert!(field.is_some_and(|field| ink.contrast(field) >= 4.5), "{}: {text:?}", spec.id);
        }
    }
}

#[test]
fn a_number_that_is_not_shown_is_nowhere_in_the_file() {
    let spec = five("x", of_five(vec![bar("studenten", &[1, 4, 9, 22, 12]), not_shown("schoolleiders")]));
    let drawn = svg(&spec).unwrap();
    assert!(drawn.contains("schoolleiders") && !drawn.contains("987654"));
    assert!(!svg(&estimates()).unwrap().contains("987654"));
}

#[test]
fn signs_in_labels_stay_signs() {
    let drawn =
        svg(&five("x", of_five(vec![bar("<b>\"feedback\" & 'tijd'</b>\u{0}", &[1, 4, 9, 22, 12])]))).unwrap();
    let document = roxmltree::Document::parse(&drawn).unwrap();
    let said = document.descendants().filter(|node| node.tag_name().name() == "text");
    assert!(said.into_iter().any(|node| node.text() == Some("<b>\"feedback\" & 'tijd'</b>")));
}

#[test]
fn only_the_page_s_own_colours_have_classes() {
    let drawn = svg(&five("x", of_five(vec![bar("x", &[10, 10, 10, 10, 10])]))).unwrap();
    assert!(drawn.contains("<rect class=\"dd-paper\" x=\"0\" y=\"0\" width=\"960\""));
    for line in drawn.lines().filter(|line| line.contains("#a6611a") || line.ends_with("20%</text>")) {
        assert!(!line.contains("class="), "{line}");
    }
    assert!(!drawn.contains("opacity") && !drawn.contains(" dy="));
}

#[test]
fn in_a_dark_page_text_is_light_and_fields_keep_their_colours() {
    let spec = five("x", of_five(vec![bar("Ik krijg feedback", &[10, 10, 10, 10, 10])]));
    let dark = picture(&as_on_a_dark_page(&svg(&spec).unwrap())).unwrap();
    let light = picture(&svg(&spec).unwrap()).unwrap();
    let has = |picture: &Pixmap, colour: [u8; 3]| {
        picture.pixels().iter().any(|pixel| [pixel.red(), pixel.green(), pixel.blue()] == colour)
    };
    assert!(
        has(&dark, [0x15, 0x18, 0x1c]) && has(&dark, [0xe8, 0xea, 0xed]) && has(&dark, [0xa6, 0x61, 0x1a])
    );
    // White remains where it is a label on a dark field.
    assert!(has(&light, [255, 255, 255]) && has(&dark, [255, 255, 255]));
    let white = |picture: &Pixmap| picture.pixels().iter().filter(|pixel| pixel.green() == 255).count();
    assert!(white(&dark) * 100 < white(&light));
}

#[test]
fn everything_in_the_page_s_own_colours_has_a_colour_on_a_dark_page() {
    for spec in gallery() {
        let drawn = svg(&spec).unwrap();
        let document = roxmltree::Document::parse(&drawn).unwrap();
        let style = document.descendants().find(|node| node.tag_name().name() == "style").unwrap();
        let classed = document.root_element().children().filter_map(|node| node.attribute("class"));
        for class in classed {
            assert!(style.text().unwrap().contains(&format!(".{class}{{fill:")), "{class}");
        }
        let drawn_shapes = document.root_element().children().filter(|node| node.attribute("fill").is_some());
        for node in drawn_shapes {
            assert!(node.attribute("stroke").is_none(), "{node:?}");
        }
    }
}

/// The chart with the rules for dark pages in force: resvg knows no media queries.
fn as_on_a_dark_page(svg: &str) -> String {
    let (before, rules) = svg.split_once("<style>@media screen and (prefers-color-scheme:dark){").unwrap();
    let (rules, after) = rules.split_once("}</style>").unwrap();
    format!("{before}<style>{rules}</style>{after}")
}

/// Writes the gallery to the folder in `CHART_LOOK`, to be looked at by a person: as it is, in grey print and on
/// a dark page.
#[test]
#[ignore = "writes pictures for a person to look at"]
fn the_gallery_can_be_looked_at() {
    let Some(folder) = std::env::var_os("CHART_LOOK") else { return };
    for spec in gallery() {
        let path = |what: &str| std::path::Path::new(&folder).join(format!("{}{what}", spec.id));
        let drawn = svg(&spec).unwrap();
        std::fs::write(path(".png"), png(&spec).unwrap()).unwrap();
        let dark = picture(&as_on_a_dark_page(&drawn)).unwrap();
        std::fs::write(path("-dark.png"), dark.encode_png().unwrap()).unwrap();
        let mut grey = picture(&drawn).unwrap();
        for pixel in grey.pixels_mut() {
            let light = Colour(pixel.red(), pixel.green(), pixel.blue()).luminance();
            let level =
                if light <= 0.003_130_8 { 12.92 * light } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 };
            let level = (level * 255.0).round() as u8;
            *pixel = PremultipliedColorU8::from_rgba(level, level, level, 255).unwrap();
        }
        std::fs::write(path("-grey.png"), grey.encode_png().unwrap()).unwrap();
        std::fs::write(path(".svg"), drawn).unwrap();
    }
}
