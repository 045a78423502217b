//! What stands together for a reader: a line, a row of a table, a caption, an alternative text, a row of a chart.

use serde_json::Value;

/// Text that is read as one.
#[derive(Debug, Default)]
pub struct Row {
    /// The indicator it is about, as far as headings say.
    pub indicator: Option<String>,
    /// Its text.
    pub text: String,
    /// Whether something is drawn at its height: a bar, a dot, an interval.
    pub drawn: bool,
}

/// The rows of a file; of pictures and documents for machines none, which other tests attack.
pub fn rows(name: &str, bytes: &[u8], truth: &Value) -> Vec<Row> {
    let text = String::from_utf8_lossy(bytes);
    let mut found = Vec::new();
    if name.ends_with(".svg") {
        chart(&text, indicator_in(name), &mut found);
    } else if name.ends_with(".html") {
        page(&text, truth, &mut found);
    } else if [".md", ".txt", ".stderr"].iter().any(|ending| name.ends_with(ending)) {
        lines(&text, truth, &mut found);
    }
    found
}

/// The text with its character references resolved, as far as they occur in names.
pub fn unescaped(text: &str) -> String {
    text.replace("&#39;", "'")
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

/// The words of a text in small letters, one space around each.
pub fn words(text: &str) -> String {
    let mut found = String::from(" ");
    for letter in text.chars().flat_map(char::to_lowercase) {
        if letter.is_alphanumeric() || "_'-".contains(letter) {
            found.push(letter);
        } else if !found.ends_with(' ') {
            found.push(' ');
        }
    }
    found.push(' ');
    found
}

/// `grafieken/tijd-rollen.svg` and `dd-tijd-rollen` are about `tijd`.
fn indicator_in(name: &str) -> Option<String> {
    let file = name.rsplit('/').next()?.trim_start_matches("dd-");
    file.rsplit_once('-').map(|(indicator, _)| indicator.to_owned())
}

/// The indicator whose title a heading is.
fn titled(heading: &str, truth: &Value) -> Option<String> {
    let titles = truth["titles"].as_object().expect("titles");
    titles.iter().find(|(_, title)| title.as_str() == Some(heading)).map(|(id, _)| id.clone())
}

fn lines(text: &str, truth: &Value, found: &mut Vec<Row>) {
    let mut indicator = None;
    for line in text.lines() {
        let heading = line.trim_start_matches('#').trim();
        if let Some(title) = titled(heading, truth) {
            indicator = Some(title);
        } else if line.starts_with("# ") || line.starts_with("## ") || line.starts_with("### ") {
            indicator = None;
        }
        found.push(Row { indicator: indicator.clone(), text: line.to_owned(), drawn: false });
    }
}

/// Tags after which what follows is read as something else.
const BLOCKS: [&str; 19] = [
    "p",
    "tr",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "figcaption",
    "caption",
    "div",
    "section",
    "title",
    "desc",
    "article",
    "dt",
    "dd",
    "table",
];

fn page(html: &str, truth: &Value, found: &mut Vec<Row>) {
    let (mut indicator, mut row, mut rest) = (None, String::new(), html);
    while let Some(start) = rest.find('<') {
        row.push_str(&rest[..start]);
        rest = &rest[start..];
        // A chart is read by itself; little bars within a row of a table are part of that row.
        if rest.starts_with("<svg") && !rest.starts_with("<svg class=\"bar\"") {
            let end = rest.find("</svg>").map_or(rest.len(), |end| end + "</svg>".len());
            let id = attribute(&rest[..end], "id").and_then(|id| indicator_in(&id));
            chart(&rest[..end], id.or_else(|| indicator.clone()), found);
            rest = &rest[end..];
            continue;
        }
        let end = rest.find('>').map_or(rest.len(), |end| end + 1);
        let tag = &rest[..end];
        for name in ["aria-label", "alt", "title", "content", "summary"] {
            if let Some(text) = attribute(tag, name) {
                found.push(Row { indicator: indicator.clone(), text: unescaped(&text), drawn: false });
            }
        }
        let name: String =
            tag.trim_start_matches(['<', '/']).chars().take_while(char::is_ascii_alphanumeric).collect();
        if BLOCKS.contains(&name.as_str()) {
            let text = unescaped(row.split_whitespace().collect::<Vec<_>>().join(" ").as_str());
            let heading = tag.starts_with("</h");
            if let (true, Some(title)) = (heading, titled(&text, truth)) {
                indicator = Some(title);
            } else if tag.starts_with("</h2") || tag.starts_with("</h3") {
                indicator = None;
            }
            found.push(Row { indicator: indicator.clone(), text, drawn: false });
            row.clear();
        } else {
            row.push(' ');
        }
        rest = &rest[end..];
    }
    found.push(Row { indicator, text: unescaped(&format!("{row}{rest}")), drawn: false });
}

/// How far above and below the middle of its label a row of a chart reaches, in pixels.
const REACH: f64 = 18.0;

/// The rows of a chart: a label with every text and mark at its height; and its title and description, by sentence.
fn chart(svg: &str, indicator: Option<String>, found: &mut Vec<Row>) {
    let mut add = |text: String, drawn| found.push(Row { indicator: indicator.clone(), text, drawn });
    for name in ["title", "desc"] {
        for (_, text) in elements(svg, name) {
            text.split(['.', ';']).for_each(|sentence| add(sentence.to_owned(), false));
        }
    }
    let number = |tag: &str, name: &str| attribute(tag, name).and_then(|value| value.parse::<f64>().ok());
    let texts: Vec<(f64, String)> = elements(svg, "text")
        .into_iter()
        .map(|(tag, text)| (number(&tag, "y").unwrap_or(0.0) - 5.0, text))
        .collect();
    let mut marks: Vec<f64> = Vec::new();
    for (tag, _) in elements(svg, "circle") {
        marks.extend(number(&tag, "cy"));
    }
    for (tag, _) in elements(svg, "rect") {
        if let (Some(y), Some(height)) = (number(&tag, "y"), number(&tag, "height"))
            && height <= 2.0 * REACH
        {
            marks.push(y + height / 2.0);
        }
    }
    for (y, label) in &texts {
        let near = |other: f64| (other - y).abs() <= REACH;
        let beside: Vec<&str> =
            texts.iter().filter(|(other, _)| near(*other)).map(|(_, text)| text.as_str()).collect();
        let drawn = marks.iter().any(|mark| near(*mark));
        add(format!("{label} {}", beside.join(" ")), drawn);
    }
}

/// The elements of one name: their opening tag, and the text within.
fn elements(svg: &str, name: &str) -> Vec<(String, String)> {
    let (open, close) = (format!("<{name}"), format!("</{name}>"));
    let mut found = Vec::new();
    let mut rest = svg;
    while let Some(start) = rest.find(&open) {
        rest = &rest[start..];
        let Some(end) = rest.find('>') else { break };
        let tag = rest[..end].to_owned();
        rest = &rest[end + 1..];
        let text = if tag.ends_with('/') { "" } else { &rest[..rest.find(&close).unwrap_or(0)] };
        found.push((tag, unescaped(text)));
    }
    found
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let tag = &tag[..tag.find('>').unwrap_or(tag.len())];
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    let rest = &tag[start..];
    Some(rest[..rest.find('"')?].to_owned())
}
