use std::collections::BTreeMap;

use super::far::far_codes;
use super::meaning::{Gaps, Meaning, Written, as_shown, written};
use super::normalise::number_in;
use super::recognise::{Candidate, Recognition, Texts, candidates, recognise};
use super::scales::built_in_lexicons;
use super::several::Parts;
use super::unread::may_quote;
use crate::domain::{Cell, Missing, ScaleId};

/// What a column looks like, by its cells alone. Never holds a text of the column.
#[derive(Clone, Debug, PartialEq)]
pub enum ColumnContent {
    /// Nothing in any cell.
    Empty,
    /// Answers on a scale.
    Scale {
        /// The scale, or the most usual of those that fit.
        scale: ScaleId,
        /// The other scales that fit as well; empty when the scale is certain.
        others: Vec<ScaleId>,
        /// Answers per option of `scale`, category 1 first.
        counts: Vec<u64>,
        /// No valid answer, per kind in the order of [`Missing::ALL`].
        missing: [u64; 4],
        /// Answers that are not on `scale`.
        unknown: u64,
    },
    /// Few distinct whole numbers, as codes of a scale or a mark are.
    Codes {
        /// The lowest.
        min: f64,
        /// The highest.
        max: f64,
        /// How many different ones.
        distinct: usize,
    },
    /// Other numbers: an identifier, an age, seconds.
    Numbers {
        /// The lowest.
        min: f64,
        /// The highest.
        max: f64,
    },
    /// The same text in every cell that has one.
    Constant,
    /// Few distinct short texts that repeat, as the name of a school or class does.
    Groups {
        /// How many different ones.
        distinct: usize,
    },
    /// Dates or times.
    Dates,
    /// Several chosen options in one cell, with `;` or a comma between them.
    MultipleChoice {
        /// How many different options.
        options: usize,
    },
    /// Texts that people wrote, or names.
    FreeText {
        /// How many different ones.
        distinct: usize,
    },
    /// Only errors of a workbook.
    Errors,
}

/// What a column of these distinct cells looks like; each with how often it stands there.
pub fn describe_column<'c>(cells: impl Iterator<Item = (&'c Cell, u64)>) -> ColumnContent {
    let gaps = Gaps::new(None, Missing::NotAnswered);
    let mut texts = Texts::new();
    let (mut missing, mut errors, mut dated, mut parts) = ([0_u64; 4], 0_u64, 0_u64, Parts::default());
    for (cell, count) in cells.filter(|(_, count)| *count > 0) {
        match gaps.meaning(cell, None) {
            Meaning::Missing(kind) => {
                if let (Written::Text(_), Some(sum)) = (written(cell), missing.get_mut(kind.index())) {
                    *sum += count;
                } else if let Some(sum) = missing.get_mut(Missing::NotAnswered.index()) {
                    *sum += count;
                }
            }
            Meaning::Error => errors += count,
            Meaning::Category(_) => {}
            Meaning::Unknown(text) => {
                dated += if is_date(cell, &text) { count } else { 0 };
                if let Cell::Text(whole) = cell {
                    parts.add(whole, count);
                }
                *texts.entry(text).or_default() += count;
            }
        }
    }
    let answers: u64 = texts.values().sum();
    if answers == 0 {
        let said: u64 = missing.iter().skip(1).sum();
        return match (errors, said) {
            (1.., _) => ColumnContent::Errors,
            (0, 0) => ColumnContent::Empty,
            (0, _) => ColumnContent::Constant,
        };
    }
    if let Some(scale) = on_scale(&texts, missing) {
        return scale;
    }
    if dated == answers {
        return ColumnContent::Dates;
    }
    numbers(&texts, answers).unwrap_or_else(|| words(&texts, answers, &parts))
}

/// The short texts of a column on `scale` that are not on it and come back, with how often, in alphabetical order; to be
/// given a meaning in the project file. Empty where they look like what people wrote. No numbers.
pub fn strays<'c>(scale: &ScaleId, cells: impl Iterator<Item = (&'c Cell, u64)>) -> Vec<(String, u64)> {
    const LONGEST: usize = 40;
    let built_in = built_in_lexicons().iter().find(|(known, _)| known.id == *scale);
    let Some((_, lexicon)) = built_in else { return Vec::new() };
    let gaps = Gaps::new(None, Missing::NotAnswered);
    let mut unknown: BTreeMap<String, (String, u64)> = BTreeMap::new();
    let mut known = 0;
    for (cell, count) in cells.filter(|(_, count)| *count > 0) {
        match gaps.meaning(cell, Some(lexicon)) {
            Meaning::Category(_) => known += count,
            Meaning::Unknown(text) => {
                unknown.entry(text).or_insert_with(|| (as_shown(cell), 0)).1 += count;
            }
            Meaning::Missing(_) | Meaning::Error => {}
        }
    }
    if !may_quote(unknown.iter().map(|(text, (_, count))| (text.as_str(), *count)), known) {
        return Vec::new();
    }
    let ready = |(text, (shown, count)): (String, (String, u64))| {
        let fits = count > 1 && shown.chars().count() <= LONGEST && number_in(&text).is_none();
        fits.then_some((shown, count))
    };
    unknown.into_iter().filter_map(ready).collect()
}

fn on_scale(texts: &Texts, missing: [u64; 4]) -> Option<ColumnContent> {
    let no_own = (BTreeMap::new(), BTreeMap::new());
    let known = candidates(&no_own.0, &no_own.1);
    let fitting = match recognise(&[texts], &known) {
        Recognition::One { scale, .. } | Recognition::NeutralUnused(scale) | Recognition::Mostly(scale) => {
            vec![scale]
        }
        Recognition::Several(fitting) => fitting,
        Recognition::NoAnswers | Recognition::NumbersOnly(_) | Recognition::Foreign => return None,
    };
    let (first, others) = fitting.split_first()?;
    let Candidate { scale, lexicon } =
        known.iter().copied().find(|candidate| &candidate.scale.id == first)?;
    let (mut counts, mut unknown) = (vec![0; scale.options.len()], 0);
    for (text, count) in texts {
        let category = lexicon.category(text).and_then(|category| usize::from(category).checked_sub(1));
        match category.and_then(|index| counts.get_mut(index)) {
            Some(sum) => *sum += count,
            None => unknown += count,
        }
    }
    Some(ColumnContent::Scale { scale: first.clone(), others: others.to_vec(), counts, missing, unknown })
}

/// Numbers are codes when they are few, whole, and either small or far apart and repeated.
fn numbers(texts: &Texts, answers: u64) -> Option<ColumnContent> {
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
        return Some(ColumnContent::Codes { min, max, distinct });
    }
    // A few numbers that come back again and again are the numbers of classes or years.
    let group = whole && distinct > 1 && u64::try_from(distinct).unwrap_or(u64::MAX) * 4 <= answers;
    Some(if group { ColumnContent::Groups { distinct } } else { ColumnContent::Numbers { min, max } })
}

fn words(texts: &Texts, answers: u64, parts: &Parts) -> ColumnContent {
    const LONGEST_GROUP: usize = 60;
    const MOST_GROUPS: u64 = 60;
    let distinct = texts.len();
    let many = u64::try_from(distinct).unwrap_or(u64::MAX);
    if let Some(options) = parts.as_options(answers) {
        ColumnContent::MultipleChoice { options }
    } else if distinct == 1 && answers > 1 {
        ColumnContent::Constant
    } else if many * 2 <= answers
        && many <= MOST_GROUPS
        && texts.keys().all(|text| text.chars().count() <= LONGEST_GROUP)
    {
        ColumnContent::Groups { distinct }
    } else {
        ColumnContent::FreeText { distinct }
    }
}

/// A date of a workbook, or a text that begins as one: `2025-05-14 …`, `14-05-2025 …`, `5/14/25 …`.
fn is_date(cell: &Cell, text: &str) -> bool {
    if matches!(cell, Cell::Date(_)) {
        return true;
    }
    let day = text.split([' ', 't']).next().unwrap_or_default();
    let numbers: Vec<&str> = day.split(['-', '/']).collect();
    let all_digits = |part: &&str| (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    numbers.len() == 3 && numbers.iter().all(all_digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(texts: &[(&str, u64)]) -> ColumnContent {
        let cells: Vec<(Cell, u64)> =
            texts.iter().map(|(text, count)| (Cell::Text((*text).to_owned()), *count)).collect();
        describe_column(cells.iter().map(|(cell, count)| (cell, *count)))
    }

    #[test]
    fn a_column_without_cells_or_with_blanks_is_empty() {
        assert_eq!(describe_column(std::iter::empty()), ColumnContent::Empty);
        let blanks = [(Cell::Absent, 3), (Cell::Blank, 2)];
        assert_eq!(describe_column(blanks.iter().map(|(cell, n)| (cell, *n))), ColumnContent::Empty);
    }

    #[test]
    fn answers_on_a_scale_are_counted_by_option() {
        let content = of(&[
            ("Helemaal mee eens", 3),
            ("mee eens", 9),
            ("Neutraal", 2),
            ("mee oneens", 1),
            ("n.v.t.", 4),
        ]);
        assert_eq!(
            content,
            ColumnContent::Scale {
                scale: ScaleId::new("eens-5"),
                others: vec![],
                counts: vec![0, 1, 2, 9, 3],
                missing: [0, 0, 4, 0],
                unknown: 0,
            }
        );
        let ColumnContent::Scale { scale, others, .. } = of(&[("eens", 9), ("oneens", 3)]) else {
            panic!("a scale")
        };
        assert_eq!(scale.as_str(), "eens-5");
        assert!(others.contains(&ScaleId::new("oneens-eens-2")));
    }

    #[test]
    fn only_short_texts_that_come_back_are_strays_of_a_scale() {
        let strays = |texts: &[(&str, u64)]| {
            let cells: Vec<(Cell, u64)> =
                texts.iter().map(|(text, count)| (Cell::Text((*text).to_owned()), *count)).collect();
            strays(&ScaleId::new("eens-5"), cells.iter().map(|(cell, count)| (cell, *count)))
        };
        let closed = [("eens", 9), ("Nog niet meegemaakt", 3), ("geen zin", 1), ("7", 2), ("n.v.t.", 4)];
        assert_eq!(strays(&closed), [("Nog niet meegemaakt".to_owned(), 3)]);
        assert_eq!(strays(&[("eens", 9), ("jan@school.nl", 3)]), []);
        assert_eq!(strays(&[]), []);
    }

    #[test]
    fn numbers_are_codes_when_few_and_small() {
        assert_eq!(of(&[("1", 3), ("5", 1)]), ColumnContent::Codes { min: 1.0, max: 5.0, distinct: 2 });
        assert_eq!(
            of(&[("0", 3), ("25", 1), ("100", 4)]),
            ColumnContent::Codes { min: 0.0, max: 100.0, distinct: 3 }
        );
        assert_eq!(
            of(&[("1203377", 1), ("88213", 1)]),
            ColumnContent::Numbers { min: 88213.0, max: 1203377.0 }
        );
        assert_eq!(of(&[("2024", 20), ("2025", 14)]), ColumnContent::Groups { distinct: 2 });
    }

    #[test]
    fn a_number_far_from_the_codes_is_no_code() {
        assert_eq!(
            of(&[("1", 3), ("3", 2), ("5", 1), ("99", 4)]),
            ColumnContent::Codes { min: 1.0, max: 5.0, distinct: 3 }
        );
    }

    #[test]
    fn options_joined_by_a_comma_are_several_choices_and_an_option_with_a_comma_is_not() {
        let chosen = [
            ("Stage", 3),
            ("Lessen", 4),
            ("Stage, Lessen", 5),
            ("Lessen, Overleg", 2),
            ("Stage, Lessen, Overleg", 1),
        ];
        assert_eq!(of(&chosen), ColumnContent::MultipleChoice { options: 3 });
        assert_eq!(
            of(&[("Ja, vaak", 9), ("Ja, soms", 5), ("Nee, nooit", 4)]),
            ColumnContent::Groups { distinct: 3 }
        );
        assert_eq!(of(&[("Noord, locatie A", 9), ("Zuid", 5)]), ColumnContent::Groups { distinct: 2 });
        let open = [("Meer tijd, graag", 1), ("Rust, ruimte en tijd", 1), ("Prima, niets", 1)];
        assert_eq!(of(&open), ColumnContent::FreeText { distinct: 3 });
    }

    #[test]
    fn the_other_kinds_of_column() {
        assert_eq!(of(&[("nl", 12)]), ColumnContent::Constant);
        assert_eq!(of(&[("Noord", 7), ("Zuid", 5)]), ColumnContent::Groups { distinct: 2 });
        assert_eq!(
            of(&[("Prima begeleid", 1), ("Meer tijd graag", 1)]),
            ColumnContent::FreeText { distinct: 2 }
        );
        assert_eq!(of(&[("2025-05-14 09:21:07", 1), ("14-05-2025", 2)]), ColumnContent::Dates);
        assert_eq!(
            of(&[("stage;lessen;", 3), ("lessen;", 2), ("stage;overleg;", 1)]),
            ColumnContent::MultipleChoice { options: 3 }
        );
        assert_eq!(
            describe_column([(&Cell::Error("#N/B".to_owned()), 2)].into_iter()),
            ColumnContent::Errors
        );
    }
}
