use super::record::{Cutter, Records};
use crate::domain::Limits;

/// The delimiters that are tried, in the order in which they win a tie.
const DELIMITERS: [u8; 4] = [b';', b',', b'\t', b'|'];
const RECORDS: usize = 200;

/// The delimiter a first line `sep=;` names, and how many bytes that line takes with its line end.
pub(super) fn sep_line(text: &str) -> Option<(char, usize)> {
    let line = text.split(['\r', '\n']).next()?;
    let bare = line.trim_end_matches([' ', ',', ';', '\t']).trim_matches('"');
    let named = |rest: &str| rest.trim_end_matches('"').chars().next();
    let rest = line.trim_start_matches('"');
    let start = rest.get(..4)?;
    if !start.eq_ignore_ascii_case("sep=") || bare.len() > 6 {
        return None;
    }
    let delimiter = named(rest.get(4..)?)?;
    let after = text.get(line.len()..)?;
    let end = if after.starts_with("\r\n") { 2 } else { usize::from(!after.is_empty()) };
    Some((delimiter, line.len() + end))
}

/// The delimiter of a text by its beginning: the one that cuts its records most evenly into most fields.
/// `whole` says that the text ends here. With no delimiter at all (one column) it is the semicolon.
pub(super) fn delimiter(text: &[u8], whole: bool, limits: &Limits) -> u8 {
    let mut best = (0.0, b';');
    for delimiter in DELIMITERS {
        let score = score(&widths(text, whole, delimiter, limits));
        if score > best.0 {
            best = (score, delimiter);
        }
    }
    best.1
}

fn widths(text: &[u8], whole: bool, delimiter: u8, limits: &Limits) -> Vec<usize> {
    let cutter = Cutter { delimiter, max_field: limits.field_bytes, max_fields: limits.columns };
    let mut widths = Widths(Vec::new());
    // What comes before a fault tells enough.
    let _ = cutter.cut(text, whole, &mut widths);
    widths.0
}

/// How wide the first records are.
struct Widths(Vec<usize>);

impl Records for Widths {
    fn field(&mut self, _column: usize, _text: &[u8], _quoted: bool) {}

    fn end(&mut self, _line: u64, width: usize) -> bool {
        self.0.push(width);
        self.0.len() < RECORDS
    }

    fn abandon(&mut self) {}
}

/// How evenly a delimiter cuts: the share of records with the usual width, squared, times the logarithm of
/// that width; much less when the first record, most often the headings, is of another width.
fn score(widths: &[usize]) -> f64 {
    let mut counts = std::collections::BTreeMap::<usize, usize>::new();
    for &width in widths {
        *counts.entry(width).or_default() += 1;
    }
    let Some((&width, &count)) = counts.iter().max_by_key(|(width, count)| (**count, **width)) else {
        return 0.0;
    };
    let share = count as f64 / widths.len() as f64;
    let first = if widths.first() == Some(&width) { 1.0 } else { 0.3 };
    share * share * (width as f64).ln() * first
}
