use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use encoding_rs::Encoding;

use super::bytes::Order;
use super::damage::Damage;
use super::dictionary::{Dictionary, RawVariable, trimmed};
use super::long_strings::pairs;
use super::moment::Moment;
use super::value_labels::{Meanings, meanings};
use crate::ingest::Labels;
use crate::ingest::heading::normalise;

/// The widest a text can be.
const MOST_WIDTH: usize = 32_767;
/// Bytes of a very long text in each of its segments, and how many of its width each accounts for.
const SEGMENT: usize = 255;
const SEGMENT_SHARE: usize = 252;

/// A column of the table.
#[derive(Clone, Debug)]
pub(super) struct Variable {
    pub(super) name: String,
    /// The label, or else the name.
    pub(super) text: String,
    pub(super) content: Content,
    pub(super) labels: Option<Arc<Labels>>,
}

/// Where in a case a variable stands, and what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// A number at a byte.
    Number(usize),
    /// A number at a byte that counts seconds.
    Moment(usize, Moment),
    /// A text, in one segment or several.
    Text(Vec<Segment>),
}

/// A part of a text: where it begins, in bytes, and how many there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Segment {
    pub(super) at: usize,
    pub(super) width: usize,
}

/// The columns of a file.
#[derive(Debug)]
pub(super) struct Variables {
    pub(super) columns: Vec<Variable>,
    /// The column of the variable that weights the cases.
    pub(super) weight: Option<usize>,
    /// Whether a text had bytes that mean nothing in the encoding.
    pub(super) malformed: bool,
    /// Whether labels or missing values of long texts could not all be read.
    pub(super) labels_lost: bool,
}

/// Texts in the encoding of the file.
pub(super) struct Texts {
    pub(super) encoding: &'static Encoding,
    pub(super) malformed: bool,
}

impl Texts {
    pub(super) fn decode(&mut self, bytes: &[u8]) -> String {
        let (text, malformed) = self.encoding.decode_without_bom_handling(trimmed(bytes));
        self.malformed |= malformed;
        text.into_owned()
    }
}

/// Makes columns of what the dictionary says, with all texts in `encoding`.
pub(super) fn settle(
    dictionary: &Dictionary,
    order: Order,
    weight: Option<usize>,
    encoding: &'static Encoding,
    most_columns: usize,
) -> Result<Variables, Damage> {
    let mut texts = Texts { encoding, malformed: false };
    let upper = |name: &[u8]| name.to_ascii_uppercase();
    let long_names: HashMap<Vec<u8>, &[u8]> =
        pairs(&dictionary.extensions.long_names).map(|(short, long)| (upper(short), long)).collect();
    let widths: HashMap<Vec<u8>, usize> = pairs(&dictionary.extensions.very_long)
        .filter_map(|(short, width)| Some((upper(short), std::str::from_utf8(width).ok()?.parse().ok()?)))
        .collect();
    let mut columns = Vec::new();
    let mut column_of_word = BTreeMap::new();
    let mut raw = dictionary.variables.as_slice();
    while let Some((first, mut rest)) = raw.split_first() {
        if columns.len() >= most_columns {
            return Err(Damage::more_than(most_columns, "kolommen", "columns"));
        }
        let short = upper(&first.name);
        let content = match widths.get(&short).copied().filter(|&width| width > SEGMENT) {
            Some(width) => {
                let (segments, after) = stitched(first, rest, width)?;
                rest = after;
                Content::Text(segments)
            }
            None if first.width > 0 => {
                Content::Text(vec![Segment { at: first.word * 8, width: first.width }])
            }
            None => match Moment::of_format(first.format) {
                Some(moment) => Content::Moment(first.word * 8, moment),
                None => Content::Number(first.word * 8),
            },
        };
        let name = normalise(&texts.decode(long_names.get(&short).copied().unwrap_or(&first.name)));
        let label = first.label.as_deref().map(|label| normalise(&texts.decode(label)));
        let text = label.filter(|label| !label.is_empty()).unwrap_or_else(|| name.clone());
        column_of_word.insert(first.word, columns.len());
        columns.push((first, Variable { name, text, content, labels: None }));
        raw = rest;
    }
    let Meanings { of_column, lost } = meanings(dictionary, order, &columns, &column_of_word, &mut texts)?;
    let mut columns: Vec<Variable> = columns.into_iter().map(|(_, column)| column).collect();
    for (column, labels) in of_column {
        if let Some(column) = columns.get_mut(column).filter(|_| !labels.is_empty()) {
            column.labels = Some(Arc::new(labels));
        }
    }
    let weight = weight.and_then(|word| column_of_word.get(&word).copied());
    Ok(Variables { columns, weight, malformed: texts.malformed, labels_lost: lost })
}

/// The segments of a text of more than 255 bytes, and the variables behind them. Each segment but the last is a
/// variable of 255 bytes, and the text fills them one after the other; the last ones may stay empty.
fn stitched<'a>(
    first: &RawVariable,
    rest: &'a [RawVariable],
    width: usize,
) -> Result<(Vec<Segment>, &'a [RawVariable]), Damage> {
    let odd = || {
        Damage::broken(
            "de stukken van een lange tekstvariabele passen niet bij haar breedte",
            "the pieces of a long text variable do not fit its width",
        )
    };
    let count = width.div_ceil(SEGMENT_SHARE);
    let (others, after) = rest.split_at_checked(count - 1).filter(|_| width <= MOST_WIDTH).ok_or_else(odd)?;
    let mut segments = Vec::new();
    let mut left = width;
    for (index, variable) in std::iter::once(first).chain(others).enumerate() {
        let declared = if index + 1 < count { SEGMENT } else { width - (count - 1) * SEGMENT_SHARE };
        if variable.width == 0 || variable.width.div_ceil(8) != declared.div_ceil(8) {
            return Err(odd());
        }
        let used = left.min(SEGMENT);
        left -= used;
        if used > 0 {
            segments.push(Segment { at: variable.word * 8, width: used });
        }
    }
    Ok((segments, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(word: usize, width: usize) -> RawVariable {
        RawVariable {
            word,
            width,
            name: Vec::new(),
            label: None,
            format: 1,
            missing_range: None,
            missing: Vec::new(),
        }
    }

    #[test]
    fn a_very_long_text_fills_its_segments_of_255_bytes_and_leaves_the_last_ones_empty() {
        // The guide's own example of 600 bytes: 255, 255 and 96.
        let others = [segment(32, 255), segment(64, 96), segment(76, 8)];
        let (segments, after) = stitched(&segment(0, 255), &others, 600).unwrap();
        let widths: Vec<_> = segments.iter().map(|segment| (segment.at, segment.width)).collect();
        assert_eq!(widths, [(0, 255), (256, 255), (512, 90)]);
        assert_eq!(after.len(), 1);
        // And of 20,000: the text ends in the 79th of 80.
        let others: Vec<_> =
            (1..80).map(|index| segment(32 * index, if index == 79 { 92 } else { 255 })).collect();
        let (segments, after) = stitched(&segment(0, 255), &others, 20_000).unwrap();
        assert_eq!((segments.len(), segments.last().map(|last| last.width)), (79, Some(110)));
        assert!(after.is_empty());
    }

    #[test]
    fn segments_that_do_not_fit_the_width_are_refused() {
        let two = [segment(32, 255), segment(64, 96)];
        assert!(stitched(&segment(0, 255), &two, 900).is_err(), "too few");
        assert!(stitched(&segment(0, 200), &two, 600).is_err(), "the first too narrow");
        assert!(stitched(&segment(0, 255), &[segment(32, 255), segment(64, 0)], 600).is_err(), "a number");
        assert!(stitched(&segment(0, 255), &two, 32_768).is_err(), "too wide");
    }
}
