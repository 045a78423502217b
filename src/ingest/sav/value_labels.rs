use std::collections::{BTreeMap, HashMap};

use super::bytes::Order;
use super::damage::Damage;
use super::dictionary::{Dictionary, RawVariable};
use super::long_strings;
use super::variables::{Content, Texts, Variable};
use crate::ingest::Labels;

/// Labels over all columns together, so that a few labels for many variables stay bearable.
const MOST_LABELS: usize = 2_000_000;

/// What the values of the columns mean.
pub(super) struct Meanings {
    pub(super) of_column: BTreeMap<usize, Labels>,
    /// Whether a record could not be read to its end, or speaks of a variable that is not there.
    pub(super) lost: bool,
}

/// What the dictionary says of values: labels (records 3 and 4, subtype 21) and which of them are missing (with
/// the variable, subtype 22).
pub(super) fn meanings(
    dictionary: &Dictionary,
    order: Order,
    columns: &[(&RawVariable, Variable)],
    column_of_word: &BTreeMap<usize, usize>,
    texts: &mut Texts,
) -> Result<Meanings, Damage> {
    let mut found = Meanings { of_column: BTreeMap::new(), lost: false };
    let mut count = 0_usize;
    let mut within = |more: usize| {
        count = count.saturating_add(more);
        if count <= MOST_LABELS { Ok(()) } else { Err(Damage::more_than(MOST_LABELS, "labels", "labels")) }
    };
    for raw in &dictionary.labels {
        within(raw.labels.len().saturating_mul(raw.words.len()))?;
        let labels: Vec<([u8; 8], String)> =
            raw.labels.iter().map(|(value, label)| (*value, texts.decode(label))).collect();
        for column in raw.words.iter().filter_map(|word| column_of_word.get(word).copied()) {
            let Some((_, variable)) = columns.get(column) else { continue };
            let of_column: &mut Labels = found.of_column.entry(column).or_default();
            for (value, label) in &labels {
                of_column.label(shown(*value, &variable.content, order, texts), label.as_str());
            }
        }
    }
    for (column, (raw, variable)) in columns.iter().enumerate() {
        if raw.missing_range.is_none() && raw.missing.is_empty() {
            continue;
        }
        let of_column = found.of_column.entry(column).or_default();
        if let Some([low, high]) = raw.missing_range {
            of_column.missing_range(order.float(low), order.float(high));
        }
        for value in &raw.missing {
            of_column.missing(shown(*value, &variable.content, order, texts));
        }
    }
    let mut by_name: HashMap<&str, usize> = HashMap::new();
    for (column, (_, variable)) in columns.iter().enumerate() {
        by_name.entry(variable.name.as_str()).or_insert(column);
    }
    for content in &dictionary.extensions.long_labels {
        let (said, whole) = long_strings::labels(content, order);
        found.lost |= !whole;
        for of_text in said {
            within(of_text.said.len())?;
            let Some(&column) = by_name.get(texts.decode(of_text.name).trim()) else {
                found.lost = true;
                continue;
            };
            let of_column = found.of_column.entry(column).or_default();
            for (value, label) in of_text.said {
                of_column.label(texts.decode(value), texts.decode(label));
            }
        }
    }
    for content in &dictionary.extensions.long_missing {
        let (said, whole) = long_strings::missing(content, order);
        found.lost |= !whole;
        for of_text in said {
            let Some(&column) = by_name.get(texts.decode(of_text.name).trim()) else {
                found.lost = true;
                continue;
            };
            let of_column = found.of_column.entry(column).or_default();
            for value in of_text.said {
                of_column.missing(texts.decode(value));
            }
        }
    }
    Ok(found)
}

/// A value of eight bytes as the cells of its column show it.
fn shown(value: [u8; 8], content: &Content, order: Order, texts: &mut Texts) -> String {
    match content {
        Content::Text(_) => texts.decode(&value),
        // Added to zero, a negative zero is none.
        Content::Number(_) | Content::Moment(..) => (order.float(value) + 0.0).to_string(),
    }
}
