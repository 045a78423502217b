use std::fmt::Write as _;

use super::measure::{FAMILY, clean};
use super::page::WIDTH;
use crate::domain::Lang;

/// The class of a drawn element; none for what keeps its colour everywhere.
pub(super) type Class = Option<&'static str>;

/// What the root element says about the chart.
pub(super) struct Head<'a> {
    pub id: &'a str,
    pub lang: Lang,
    pub title: &'a str,
    pub description: &'a str,
    pub height: i32,
}

/// The colours on a dark page.
const DARK: [(&str, &str); 6] = [
    ("dd-paper", "#15181c"),
    ("dd-ink", "#e8eaed"),
    ("dd-muted", "#b4bac1"),
    ("dd-line", "#4a525b"),
    ("dd-accent", "#7fc4d3"),
    ("dd-interval", "#2f6472"),
];

/// The document: the drawing under a root that can be heard, found and recoloured.
///
/// The drawing library knows no classes, writes a family name without quotes (which some readers drop, text and
/// all), places text by a fraction of its height, and repeats what is the default. `classes` holds one entry per
/// drawn element, in order. Nothing is stroked: lines are thin rectangles.
pub(super) fn document(head: &Head<'_>, drawn: &str, classes: &[Class]) -> String {
    let id = identifier(head.id);
    let (title, description) = (escaped(head.title), escaped(head.description));
    let (lang, height) = (head.lang.code(), head.height);
    let mut out = String::with_capacity(drawn.len());
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"{id}\" class=\"dd-chart\" role=\"img\" lang=\"{lang}\" \
         aria-labelledby=\"{id}-title {id}-desc\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" \
         height=\"{height}\" font-family=\"'{FAMILY}', sans-serif\">\n\
         <title id=\"{id}-title\">{title}</title>\n<desc id=\"{id}-desc\">{description}</desc>\n"
    );
    out.push_str("<style>@media screen and (prefers-color-scheme:dark){");
    for (class, value) in DARK {
        let _ = write!(out, "#{id} .{class}{{fill:{value}}}");
    }
    out.push_str("}</style>\n");
    let mut classes = classes.iter();
    let mut lines = drawn.lines().skip(1);
    while let Some(line) = lines.next() {
        let Some((name, attributes)) = element(line) else { continue };
        let class = classes.next().copied().flatten();
        let _ = write!(out, "<{name}");
        if let Some(class) = class {
            let _ = write!(out, " class=\"{class}\"");
        }
        for (key, value) in attributes {
            write_attribute(&mut out, key, value);
        }
        if name == "text" {
            let _ = writeln!(out, ">{}</text>", lines.next().unwrap_or_default());
        } else {
            out.push_str("/>\n");
        }
    }
    out.push_str("</svg>\n");
    out
}

fn write_attribute(out: &mut String, key: &str, value: &str) {
    match key {
        "opacity" | "font-family" | "dy" | "stroke" | "stroke-width" => {}
        "text-anchor" if value == "start" => {}
        "font-size" => {
            let size = value.parse::<f64>().map_or(0.0, f64::round);
            let _ = write!(out, " font-size=\"{size}\"");
        }
        "fill" => {
            let _ = write!(out, " fill=\"{}\"", value.to_ascii_lowercase());
        }
        _ => {
            let _ = write!(out, " {key}=\"{}\"", value.trim_end());
        }
    }
}

/// The name and attributes of an opening tag on a line of its own; none for closing tags.
/// Values hold no quotes: the drawing library escapes them.
fn element(line: &str) -> Option<(&str, Vec<(&str, &str)>)> {
    let inside = line.strip_prefix('<')?.trim_end_matches(['>', '/']);
    let (name, mut rest) = inside.split_once(' ')?;
    let mut attributes = Vec::new();
    while let Some((key, after)) = rest.split_once("=\"") {
        let (value, next) = after.split_once('"')?;
        attributes.push((key.trim_start(), value));
        rest = next;
    }
    Some((name, attributes))
}

/// An id for documents and style sheets: `dd-` and the chart's id, other characters written by their number.
pub(super) fn identifier(id: &str) -> String {
    id.trim().chars().fold("dd-".to_owned(), |mut out, letter| {
        if letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_') {
            out.push(letter);
        } else {
            let _ = write!(out, "_{:x}_", u32::from(letter));
        }
        out
    })
}

/// The text fit for an XML element.
fn escaped(text: &str) -> String {
    clean(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_fit_for_style_sheets() {
        assert_eq!(identifier("begeleiding-2026"), "dd-begeleiding-2026");
        assert_eq!(identifier("a.b"), "dd-a_2e_b");
    }

    #[test]
    fn titles_with_signs_stay_well_formed() {
        assert_eq!(escaped("n < 20 & \u{1}r > 0"), "n &lt; 20 &amp; r &gt; 0");
    }

    #[test]
    fn attributes_are_read_as_written() {
        let line = r##"<rect x="1" y="2" opacity="1" fill="#A6611A" stroke="none"/>"##;
        let (name, attributes) = element(line).unwrap();
        assert_eq!((name, attributes.len(), attributes[3]), ("rect", 5, ("fill", "#A6611A")));
        assert_eq!(element("</text>"), None);
    }
}
