use std::collections::BTreeMap;

use super::describe::ColumnContent;
use super::far::far_codes;
use super::normalise::number_in;
use super::recognise::{Recognition, Texts, candidates, recognise};
use super::several::Parts;
use crate::domain::Cell;

/// Numbers are codes when they are few, whole, and either small or far apart and repeated.
pub(super) fn numbers(texts: &Texts, answers: u64) -> Option<ColumnContent> {
    const MOST_CODES: usize = 11;
    let all: Vec<f64> = texts.keys().map(|text| number_in(text)).collect::<Option<_>>()?;
    let far = far_codes(&all);
    let numbers: Vec<f64> = all.into_iter().filter(|number| !far.contains(number)).collect();
    let min = numbers.iter().copied().fold(f64::INFINITY, f64::min);
    let max = numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let whole = numbers.iter().all(|number| number.fract() == 0.0);
    let distinct = numbers.len();
    let repeated = u64::try_from(distinct).unwrap_or(u64::MAX) < answers;
    let small = min >= 0.0 && max <= 10.0;
    let spread = min >= 0.0 && max <= 100.0 && repeated && numbers.iter().all(|number| number % 5.0 == 0.0);
    if whole && distinct <= MOST_CODES && (small || spread) {
        let is_near = |text: &str| number_in(text).is_none_or(|number| !far.contains(&number));
        let near = texts.iter().filter(|(text, _)| is_near(text));
        let near: Texts = near.map(|(text, count)| (text.clone(), *count)).collect();
        let none = (BTreeMap::new(), BTreeMap::new());
        let known = candidates(&none.0, &none.1);
        let fitting = match recognise(&[&near], &known) {
            Recognition::NumbersOnly(fitting) => fitting,
            _ => Vec::new(),
        };
        return Some(ColumnContent::Codes { min, max, distinct, fitting });
    }
    // A few numbers that come back again and again are the numbers of classes or years.
    let group = whole && distinct > 1 && u64::try_from(distinct).unwrap_or(u64::MAX) * 4 <= answers;
    Some(if group { ColumnContent::Choices { distinct } } else { ColumnContent::Numbers { min, max } })
}

/// What a column of texts is: `parts` are the pieces that some of them join.
pub(super) fn words(texts: &Texts, answers: u64, parts: &Parts) -> ColumnContent {
    const LONGEST_CHOICE: usize = 60;
    const MOST_WORDS: usize = 9;
    const MOST_CHOICES: u64 = 60;
    let distinct = texts.len();
    let many = u64::try_from(distinct).unwrap_or(u64::MAX);
    // Where most texts stand there once, people chose their own words, though some words come back.
    let single = texts.values().filter(|count| **count == 1).count();
    let is_choice = |text: &String| {
        text.chars().count() <= LONGEST_CHOICE
            && text.split(' ').count() <= MOST_WORDS
            && !text.contains('@')
            && !text.contains(". ")
    };
    if let Some(options) = parts.as_options(answers) {
        ColumnContent::MultipleChoice { options }
    } else if distinct == 1 && answers > 1 {
        ColumnContent::Constant
    } else if single > 2 && single * 2 > distinct {
        ColumnContent::FreeText { distinct }
    } else if many * 2 <= answers && many <= MOST_CHOICES && texts.keys().all(is_choice) {
        ColumnContent::Choices { distinct }
    } else {
        ColumnContent::FreeText { distinct }
    }
}

/// `A1`, `AO01`, and `-oth-` for 'other'.
pub(super) fn is_answer_code(text: &str) -> bool {
    let number = text.strip_prefix("ao").or_else(|| text.strip_prefix('a'));
    let is_number =
        |number: &str| (1..=3).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    text == "-oth-" || number.is_some_and(is_number)
}

/// A date of a workbook, or a text that begins as one: `2025-05-14 …`, `14-05-2025 …`, `5/14/25 …`.
pub(super) fn is_date(cell: &Cell, text: &str) -> bool {
    if matches!(cell, Cell::Date(_)) {
        return true;
    }
    let day = text.split([' ', 't']).next().unwrap_or_default();
    let numbers: Vec<&str> = day.split(['-', '/']).collect();
    let all_digits = |part: &&str| (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    numbers.len() == 3 && numbers.iter().all(all_digits)
}
