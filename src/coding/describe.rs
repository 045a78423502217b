use std::collections::BTreeMap;

use super::days::{Days, days};
use super::kind::{is_answer_code, is_date, numbers, words};
use super::lexicon::split_code;
use super::meaning::{Gaps, Meaning, as_shown};
use super::normalise::{normalise, number_in};
use super::recognise::{Candidate, Recognition, Texts, WhyNot, candidates, recognise, rivals};
use super::scales::built_in_lexicons;
use super::several::Parts;
use super::unread::may_quote;
use crate::domain::{Cell, Missing, ScaleId};

/// What a column looks like by its cells, and what of it may be told. No text of an open question is in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Described {
    /// What stands in it.
    pub content: ColumnContent,
    /// Cells with an answer of any kind.
    pub answers: u64,
    /// Cells without a valid answer, per kind in the order of [`Missing::ALL`].
    pub missing: [u64; 4],
    /// Cells with an error of a workbook.
    pub errors: u64,
    /// The distinct texts of [`ColumnContent::Scale`] and [`ColumnContent::Choices`] that may be told, as they stand,
    /// with how often; the order is [`Described::order`]'s. A text that stands there once may be somebody's own words
    /// and is not told, unless the file itself lists it among the options or it is on the scale.
    pub texts: Vec<(String, u64)>,
    /// How many answers have a text that is not told.
    pub untold: u64,
    /// By what the order of the texts is known.
    pub order: Order,
    /// The sign before the decimals, where there are any: a point or a comma, or both.
    pub decimals: Vec<char>,
    /// The days between which a column of dates lies.
    pub days: Option<Days>,
}

/// By what the order of the options of a column is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// By the value labels in the file or one beside it, lowest value first.
    Labels,
    /// By the number in front of or behind each text.
    Codes,
    /// It is not; the texts stand in the order of how often.
    Unknown,
}

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
        /// Why it has to be asked, where it has.
        doubt: Option<Doubt>,
        /// The scales that come nearest and are not it.
        not: Vec<(ScaleId, WhyNot)>,
        /// Answers per option of `scale`, category 1 first.
        counts: Vec<u64>,
        /// Answers that are not on `scale`.
        unknown: u64,
    },
    /// Few distinct whole numbers, as codes of a scale or a mark are; those that lie far from the others and say that
    /// there is no answer aside.
    Codes {
        /// The lowest.
        min: f64,
        /// The highest.
        max: f64,
        /// How many different ones.
        distinct: usize,
        /// The scales that have them all as codes.
        fitting: Vec<ScaleId>,
    },
    /// The codes that LimeSurvey gives to answers of its own accord, `A1` or `AO01`, with nothing that says what they mean.
    AnswerCodes {
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
    /// Few distinct short texts that come back: a scale of one's own, or the name of a school or class.
    Choices {
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
    /// An option that was ticked or left alone: one column of a question with several choices.
    Ticked,
    /// Texts that people wrote, or names.
    FreeText {
        /// How many different ones.
        distinct: usize,
    },
    /// Only errors of a workbook.
    Errors,
}

/// Why a scale is not certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// Other scales fit as well.
    Several,
    /// Nobody chose the option in the middle: it may be a scale without one.
    MiddleUnused,
    /// Taken for a scale without a middle, because nobody chose one.
    NoMiddle,
    /// Some answers are not on it.
    Strays,
}

/// What a column of these distinct cells looks like; each with how often it stands there. `labels`: the options that
/// the file itself lists, in the order of their values. `beside`: answers to questions of the same block, which help
/// to tell the scale. `absent`: what no value at all means in this table.
pub fn describe_column<'c>(
    cells: impl Iterator<Item = (&'c Cell, u64)>,
    labels: &[String],
    beside: &[String],
    absent: Missing,
) -> Described {
    let mut seen = Seen::new(labels, beside, absent);
    for (cell, count) in cells.filter(|(_, count)| *count > 0) {
        seen.add(cell, count);
    }
    seen.described()
}

/// The distinct cells of a column, sorted by what they say.
struct Seen<'c> {
    gaps: Gaps,
    /// The options the file lists, normalised; nothing that means missing.
    labels: Vec<(String, String)>,
    beside: Vec<String>,
    cells: Vec<&'c Cell>,
    texts: Texts,
    shown: BTreeMap<String, String>,
    missing: [u64; 4],
    errors: u64,
    dated: u64,
    decimals: Vec<char>,
    parts: Parts,
}

impl<'c> Seen<'c> {
    fn new(labels: &[String], beside: &[String], absent: Missing) -> Self {
        let gaps = Gaps::new(None, absent);
        let option = |label: &String| match gaps.meaning(&Cell::Text(label.clone()), None) {
            Meaning::Unknown(text) => Some((text, label.trim().to_owned())),
            Meaning::Category(_) | Meaning::Missing(_) | Meaning::Error => None,
        };
        let mut known: Vec<(String, String)> = Vec::new();
        // Two values may mean the same.
        for (text, label) in labels.iter().filter_map(option) {
            if !known.iter().any(|(other, _)| *other == text) {
                known.push((text, label));
            }
        }
        Self {
            labels: known,
            beside: beside.iter().filter_map(option).map(|(text, _)| text).collect(),
            gaps,
            cells: Vec::new(),
            texts: Texts::new(),
            shown: BTreeMap::new(),
            missing: [0; 4],
            errors: 0,
            dated: 0,
            decimals: Vec::new(),
            parts: Parts::default(),
        }
    }

    fn add(&mut self, cell: &'c Cell, count: u64) {
        self.cells.push(cell);
        match self.gaps.meaning(cell, None) {
            Meaning::Missing(kind) => {
                if let Some(sum) = self.missing.get_mut(kind.index()) {
                    *sum += count;
                }
            }
            Meaning::Error => self.errors += count,
            Meaning::Category(_) => {}
            Meaning::Unknown(text) => {
                self.dated += if is_date(cell, &text) { count } else { 0 };
                if let Cell::Text(whole) = cell {
                    self.parts.add(whole, count);
                    let sign = whole.chars().find(|c| matches!(c, ',' | '.'));
                    if let Some(sign) =
                        sign.filter(|sign| number_in(&text).is_some() && !self.decimals.contains(sign))
                    {
                        self.decimals.push(sign);
                    }
                }
                self.shown.entry(text.clone()).or_insert_with(|| as_shown(cell));
                *self.texts.entry(text).or_default() += count;
            }
        }
    }

    fn described(mut self) -> Described {
        self.decimals.sort_unstable();
        let answers: u64 = self.texts.values().sum();
        let content = self.content(answers);
        let closed = matches!(content, ColumnContent::Scale { .. } | ColumnContent::Choices { .. });
        let (texts, order) = if closed { self.options(&content) } else { (Vec::new(), Order::Unknown) };
        let told: u64 = texts.iter().map(|(_, count)| count).sum();
        let days = match content {
            ColumnContent::Dates => days(self.cells.iter().copied()),
            _ => None,
        };
        let (missing, errors, decimals) = (self.missing, self.errors, self.decimals);
        let untold = if closed { answers.saturating_sub(told) } else { 0 };
        Described { content, answers, missing, errors, texts, untold, order, decimals, days }
    }

    fn content(&self, answers: u64) -> ColumnContent {
        if answers == 0 {
            let said: u64 = self.missing.iter().skip(1).take(2).sum();
            return match (self.errors, said) {
                (1.., _) => ColumnContent::Errors,
                (0, 0) => ColumnContent::Empty,
                (0, _) => ColumnContent::Constant,
            };
        }
        let texts = &self.texts;
        if let Some(scale) = self.on_scale() {
            return match scale {
                // A box that was left alone gives nothing, so it says nothing of 'no'.
                ColumnContent::Scale { scale, counts, .. }
                    if scale.as_str() == "nee-ja-2"
                        && counts.first() == Some(&0)
                        && self.labels.is_empty()
                        && self
                            .missing
                            .first()
                            .into_iter()
                            .chain(self.missing.last())
                            .any(|none| *none > 0) =>
                {
                    ColumnContent::Ticked
                }
                scale => scale,
            };
        }
        if self.dated == answers {
            return ColumnContent::Dates;
        }
        if texts.len() > 1 && texts.keys().all(|text| is_answer_code(text)) {
            return ColumnContent::AnswerCodes { distinct: texts.len() };
        }
        if self.is_listed() && texts.keys().any(|text| number_in(text).is_none()) {
            return ColumnContent::Choices { distinct: texts.len() };
        }
        numbers(texts, answers).unwrap_or_else(|| words(texts, answers, &self.parts))
    }

    /// Whether the file lists every answer among the options.
    fn is_listed(&self) -> bool {
        let listed = |text: &String| self.labels.iter().any(|(label, _)| label == text);
        !self.labels.is_empty() && self.texts.keys().all(listed)
    }

    fn on_scale(&self) -> Option<ColumnContent> {
        let no_own = (BTreeMap::new(), BTreeMap::new());
        let known = candidates(&no_own.0, &no_own.1);
        // An option that nobody chose tells as much of the scale as one that was.
        let mut texts = self.texts.clone();
        for other in self.labels.iter().map(|(label, _)| label).chain(&self.beside) {
            texts.entry(other.clone()).or_insert(0);
        }
        let (fitting, doubt) = match recognise(&[&texts], &known) {
            Recognition::One { scale, unused_neutral } => {
                (vec![scale], unused_neutral.then_some(Doubt::NoMiddle))
            }
            Recognition::NeutralUnused(scale) => (vec![scale], Some(Doubt::MiddleUnused)),
            Recognition::Mostly(scale) => (vec![scale], Some(Doubt::Strays)),
            Recognition::Several(fitting) => (fitting, Some(Doubt::Several)),
            Recognition::NoAnswers | Recognition::NumbersOnly(_) | Recognition::Foreign => return None,
        };
        let (first, others) = fitting.split_first()?;
        let Candidate { scale, lexicon } =
            known.iter().copied().find(|candidate| &candidate.scale.id == first)?;
        let (mut counts, mut unknown) = (vec![0; scale.options.len()], 0);
        for (text, count) in &self.texts {
            let category = lexicon.category(text).and_then(|category| usize::from(category).checked_sub(1));
            match category.and_then(|index| counts.get_mut(index)) {
                Some(sum) => *sum += count,
                None => unknown += count,
            }
        }
        Some(ColumnContent::Scale {
            scale: first.clone(),
            others: others.to_vec(),
            doubt: if unknown > 0 { doubt.or(Some(Doubt::Strays)) } else { doubt },
            not: rivals(&texts, &known, &fitting),
            counts,
            unknown,
        })
    }

    /// The texts of a closed question that may be told, in their order.
    fn options(&self, content: &ColumnContent) -> (Vec<(String, u64)>, Order) {
        let count_of = |text: &String| self.texts.get(text).copied().unwrap_or(0);
        if self.is_listed() {
            let listed = self.labels.iter().map(|(text, label)| (label.clone(), count_of(text)));
            return (listed.collect(), Order::Labels);
        }
        let scale = match content {
            ColumnContent::Scale { scale, .. } => Some(scale),
            _ => None,
        };
        let lexicon = built_in_lexicons().iter().find(|(known, _)| scale == Some(&known.id));
        let on_scale = |text: &String| lexicon.and_then(|(_, lexicon)| lexicon.category(text));
        let tellable = |(text, count): &(&String, &u64)| **count > 1 || on_scale(text).is_some();
        let told: Vec<(&String, &u64)> = self.texts.iter().filter(tellable).collect();
        let codes: Vec<Option<f64>> =
            told.iter().map(|(text, _)| split_code(text).and_then(|(code, _)| number_in(&code))).collect();
        let mut distinct: Vec<f64> = codes.iter().copied().flatten().collect();
        distinct.sort_by(f64::total_cmp);
        distinct.dedup();
        let coded = told.len() > 1 && distinct.len() == told.len() && scale.is_none();
        let shown = |text: &String| self.shown.get(text).cloned().unwrap_or_default();
        let mut options: Vec<(f64, String, u64)> = told
            .iter()
            .zip(codes)
            .map(|((text, count), code)| {
                let place = match (on_scale(text), code.filter(|_| coded)) {
                    (Some(category), _) => f64::from(category),
                    (None, Some(code)) => code,
                    (None, None) if scale.is_some() => f64::INFINITY,
                    (None, None) => -(**count as f64),
                };
                (place, shown(text), **count)
            })
            .collect();
        options.sort_by(|(a, one, _), (b, other, _)| a.total_cmp(b).then_with(|| one.cmp(other)));
        let order = if coded { Order::Codes } else { Order::Unknown };
        (options.into_iter().map(|(_, text, count)| (text, count)).collect(), order)
    }
}

/// Whether a text is an answer on a built-in scale.
pub fn is_on_scale(scale: &ScaleId, text: &str) -> bool {
    let known = built_in_lexicons().iter().find(|(known, _)| known.id == *scale);
    known.is_some_and(|(_, lexicon)| lexicon.category(&normalise(text)).is_some())
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
