use std::collections::BTreeMap;

use super::survey::{Told, Wording, canonical, letters};
use crate::ingest::Heading;

/// More comparisons of shortened headings than this are not made.
const MOST_COMPARISONS: usize = 20_000_000;

/// Per heading which of the columns that are told of it is; `None` where none is, or where that is not certain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Matching {
    pub(super) told: Vec<Option<usize>>,
    /// How many headings bear the very words that are told.
    pub(super) worded: usize,
}

/// Finds the headings back among the columns of a wording: by code, however it is written; else by text, whatever its
/// punctuation; else by a shortened text. Several columns with one text are told apart by their order, where there are
/// as many here as there.
pub(super) fn matching(headings: &[&Heading], wording: &Wording) -> Matching {
    let columns = &wording.columns;
    let mut by_code: BTreeMap<String, usize> = BTreeMap::new();
    let mut by_text: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (place, told) in columns.iter().enumerate() {
        by_code.entry(canonical(&told.code)).or_insert(place);
        let text = letters(&told.text());
        if !text.is_empty() {
            by_text.entry(text).or_default().push(place);
        }
    }
    let mut found: Vec<Option<usize>> = headings
        .iter()
        .map(|heading| by_code.get(&canonical(heading.code.as_deref().unwrap_or(&heading.text))).copied())
        .collect();
    let texts: Vec<String> = headings.iter().map(|heading| letters(&heading.text)).collect();
    let same =
        |place: &usize, text: &String| columns.get(*place).is_some_and(|told| letters(&told.text()) == *text);
    let worded = |found: &[Option<usize>]| {
        found.iter().zip(&texts).filter(|(place, text)| place.is_some_and(|place| same(&place, text))).count()
    };
    let uncoded = |place: usize| headings.get(place).is_some_and(|heading| heading.code.is_none());
    let mut unknown: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, text) in texts.iter().enumerate() {
        if found.get(place).is_some_and(Option::is_none) && uncoded(place) && !text.is_empty() {
            unknown.entry(text).or_default().push(place);
        }
    }
    let small = unknown.len().saturating_mul(columns.len()) <= MOST_COMPARISONS;
    for (text, places) in unknown {
        let shortened = || {
            let heading = places.first().and_then(|place| headings.get(*place)).filter(|_| small);
            let parts = heading.map(|heading| parts(&heading.text)).unwrap_or_default();
            let fits = |(place, told): (usize, &Told)| is_shortened(&parts, told).then_some(place);
            columns.iter().enumerate().filter_map(fits).collect::<Vec<usize>>()
        };
        let told = by_text.get(text).cloned().unwrap_or_else(shortened);
        if told.len() == places.len() {
            for (place, told) in places.into_iter().zip(told) {
                if let Some(found) = found.get_mut(place) {
                    *found = Some(told);
                }
            }
        }
    }
    Matching { worded: worded(&found), told: found }
}

/// A heading as its question and what stands in brackets behind it.
fn parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text.trim();
    while let Some((before, part)) = rest.strip_suffix(']').and_then(|open| open.rsplit_once('[')) {
        parts.push(part);
        rest = before.trim_end();
    }
    parts.push(rest);
    parts.reverse();
    parts
}

/// Whether a heading is a column's text with its long parts cut off behind two dots, as LimeSurvey shortens it.
fn is_shortened(heading: &[&str], told: &Told) -> bool {
    let whole: Vec<&String> = told.parts.iter().filter(|part| !part.is_empty()).collect();
    let cut = |part: &&str| part.trim_end().ends_with("..");
    let fits = |(part, whole): (&&str, &&String)| match cut(part) {
        true => letters(whole).starts_with(&letters(part)),
        false => letters(whole) == letters(part),
    };
    heading.iter().any(cut)
        && heading.iter().all(|part| !letters(part).is_empty())
        && heading.len() == whole.len()
        && heading.iter().zip(&whole).all(fits)
}
