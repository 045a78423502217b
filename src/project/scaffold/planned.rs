use std::collections::{BTreeMap, BTreeSet};

use super::block::{Block, Question, blocks};
use super::comment::slug;
use super::described::{Scaffold, ScaffoldSource};
use super::noun::singular;
use super::round::{self, PlannedRound};
use crate::project::settle::in_a_link;

/// What the project file will hold: the exports put in rounds and roles, their questions merged into indicators.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    /// The rounds, oldest first.
    pub rounds: Vec<PlannedRound>,
    /// For each export its round and role.
    pub sources: Vec<PlannedSource>,
    /// The indicators, in the order of the questionnaires.
    pub indicators: Vec<PlannedIndicator>,
}

/// What is decided about one export.
#[derive(Clone, Debug)]
pub(super) struct PlannedSource {
    /// The name of its round.
    pub round: String,
    /// The role of its respondents.
    pub role: String,
    /// Whether the export itself says nothing about the role.
    pub guessed: bool,
}

/// A block of the questionnaires.
#[derive(Clone, Debug)]
pub(super) struct PlannedIndicator {
    /// Its name.
    pub id: String,
    /// Its title, if the questionnaire has one.
    pub title: Option<String>,
    /// The code its columns share.
    prefix: Option<String>,
    /// The scale of its statements.
    pub scale: Option<String>,
    /// Whether the scale is only derived from a heading.
    pub scale_guessed: bool,
    /// The statements.
    pub items: Vec<PlannedItem>,
}

/// One statement, as it was put to each role.
#[derive(Clone, Debug, Default)]
pub(super) struct PlannedItem {
    /// The column per role.
    pub columns: BTreeMap<String, String>,
    /// What was asked of each role, in the order of the files.
    pub texts: Vec<(String, String)>,
}

/// Puts what was seen in order.
pub(super) fn plan(scaffold: &Scaffold) -> Plan {
    let dates: Vec<_> = scaffold.sources.iter().map(|source| source.date).collect();
    let (rounds, places) = round::plan(&dates, scaffold.lang);
    let round_of = |place: usize| rounds.get(place).map(|round| round.id.clone()).unwrap_or_default();
    let mut sources = Vec::new();
    let mut indicators: Vec<PlannedIndicator> = Vec::new();
    for (source, place) in scaffold.sources.iter().zip(places) {
        let (role, guessed) = role(source);
        for block in blocks(&source.items) {
            merge(block, &role, &mut indicators);
        }
        sources.push(PlannedSource { round: round_of(place), role, guessed });
    }
    name(&mut indicators);
    Plan { rounds, sources, indicators }
}

/// The role of an export, and whether it is only derived from the file's name.
fn role(source: &ScaffoldSource) -> (String, bool) {
    let guess = source.role_guess.as_deref().map(slug).filter(|guess| !guess.is_empty());
    if let Some(guess) = guess {
        return (guess, false);
    }
    let file = source.file.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let words: String = stem.chars().map(|c| if c.is_alphabetic() { c } else { ' ' }).collect();
    let name = singular(&slug(words.trim()));
    (if name.is_empty() { "respondent".to_owned() } else { name }, true)
}

/// Adds the questions of a block: to the statements they repeat, else to the indicator they belong with.
fn merge(block: Block, role: &str, indicators: &mut Vec<PlannedIndicator>) {
    let mut home = indicators.iter().position(|indicator| {
        indicator.scale == block.scale
            && block
                .prefix
                .as_ref()
                .is_some_and(|prefix| !is_generic(prefix) && indicator.prefix.as_ref() == Some(prefix))
    });
    let mut left = Vec::new();
    for question in block.items {
        match repeats(&question, &block.scale, role, indicators) {
            Some((place, item)) => {
                home = home.or(Some(place));
                let item = indicators.get_mut(place).and_then(|indicator| indicator.items.get_mut(item));
                if let Some(item) = item {
                    put(item, question, role);
                }
            }
            None => left.push(question),
        }
    }
    if left.is_empty() {
        return;
    }
    let new = left.into_iter().map(|question| {
        let mut item = PlannedItem::default();
        put(&mut item, question, role);
        item
    });
    match home.and_then(|home| indicators.get_mut(home)) {
        Some(indicator) => {
            indicator.scale_guessed |= block.scale_guessed;
            indicator.items.extend(new);
        }
        None => {
            let items = new.collect();
            let Block { prefix, title, scale, scale_guessed, .. } = block;
            let id = String::new();
            indicators.push(PlannedIndicator { id, title, prefix, scale, scale_guessed, items });
        }
    }
}

fn put(item: &mut PlannedItem, question: Question, role: &str) {
    if let Some(text) = question.text
        && !item.texts.iter().any(|(other, _)| other == role)
    {
        item.texts.push((role.to_owned(), text));
    }
    item.columns.entry(role.to_owned()).or_insert(question.column);
}

/// The statement that a question repeats: the same column of the same role in another file, or the same heading or
/// code put to another role, on the same scale.
fn repeats(
    question: &Question,
    scale: &Option<String>,
    role: &str,
    indicators: &[PlannedIndicator],
) -> Option<(usize, usize)> {
    let same_column = |item: &PlannedItem| item.columns.get(role) == Some(&question.column);
    let free = |item: &PlannedItem| !item.columns.contains_key(role);
    let same_text = |item: &PlannedItem| free(item) && asks_the_same(item, question);
    let same_code = |item: &PlannedItem| free(item) && has_the_code(item, question);
    let tests: [&dyn Fn(&PlannedItem) -> bool; 3] = [&same_column, &same_text, &same_code];
    tests.iter().find_map(|test| {
        let alike = indicators.iter().enumerate().filter(|(_, indicator)| indicator.scale == *scale);
        alike
            .flat_map(|(place, indicator)| {
                indicator.items.iter().enumerate().map(move |(at, item)| (place, at, item))
            })
            .find(|(_, _, item)| test(item))
            .map(|(place, at, _)| (place, at))
    })
}

fn asks_the_same(item: &PlannedItem, question: &Question) -> bool {
    let asked = plain(question.text.as_deref().unwrap_or(&question.column));
    if question.text.is_none() && !asked.contains(' ') {
        return false;
    }
    let text = |role: &String| item.texts.iter().find(|(other, _)| other == role).map(|(_, text)| text);
    item.columns.iter().any(|(role, column)| plain(text(role).unwrap_or(column)) == asked)
}

/// Whether the codes are equal and mean the same: a code that the tool hands out itself (`Q01`) proves nothing unless
/// the wording is alike.
fn has_the_code(item: &PlannedItem, question: &Question) -> bool {
    let code = |column: &str| column.chars().all(|c| c.is_ascii_alphanumeric() || "[]_-".contains(c));
    if !code(&question.column) || !item.columns.values().any(|column| *column == question.column) {
        return false;
    }
    let prefix = question.column.split('[').next().unwrap_or_default();
    let alike = |text: &String| question.text.as_ref().is_some_and(|asked| overlap(text, asked) >= 0.5);
    !is_generic(prefix) || item.texts.iter().any(|(_, text)| alike(text))
}

fn plain(text: &str) -> String {
    text.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .trim_end_matches(['.', '?', '!', ':'])
        .to_lowercase()
}

/// The part of the words of both texts that both have, 0 to 1.
fn overlap(a: &str, b: &str) -> f64 {
    let words = |text: &str| -> BTreeSet<String> { plain(text).split(' ').map(str::to_owned).collect() };
    let (a, b) = (words(a), words(b));
    let both = a.intersection(&b).count();
    both as f64 / a.union(&b).count().max(1) as f64
}

/// Whether a tool hands out such codes by itself: `Q01`, `G02Q05`, `V3`, `12`.
fn is_generic(code: &str) -> bool {
    let letters: String = code.chars().filter(char::is_ascii_alphabetic).collect();
    matches!(letters.to_ascii_uppercase().as_str(), "" | "Q" | "GQ" | "V" | "VRAAG" | "QUESTION" | "SQ")
}

/// Gives each indicator a name of its own: its code, else its position.
fn name(indicators: &mut [PlannedIndicator]) {
    let mut taken = BTreeSet::new();
    for (place, indicator) in indicators.iter_mut().enumerate() {
        let code = indicator.prefix.as_deref().or(indicator.title.as_deref()).map(slug);
        let base = code.filter(|code| !code.is_empty()).unwrap_or_else(|| format!("blok-{}", place + 1));
        let mut id = base.clone();
        let mut next = 2;
        while !taken.insert(in_a_link(&id)) {
            id = format!("{base}-{next}");
            next += 1;
        }
        indicator.id = id;
    }
}
