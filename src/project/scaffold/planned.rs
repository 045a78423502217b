use std::collections::{BTreeMap, BTreeSet};

use super::block::{Block, Question, blocks, is_generic};
use super::comment::slug;
use super::described::{AnswersOn, Scaffold, ScaffoldSource};
use super::noun::singular;
use super::round::{self, PlannedRound, When};
use super::source::said_roles;
use crate::domain::Lang;
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
    /// The role of its respondents, or each of them where a column says it.
    pub roles: Vec<String>,
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
    /// What its answers are on.
    pub on: AnswersOn,
    /// Whether the scale has to be asked.
    pub asked: bool,
    /// The other scales that fit.
    pub others: Vec<String>,
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
    /// Why it cannot be used as it stands.
    pub hold: Option<String>,
}

/// Puts what was seen in order.
pub(super) fn plan(scaffold: &Scaffold) -> Plan {
    let when = |source: &ScaffoldSource| When { date: source.date, year: source.year };
    let when: Vec<When> = scaffold.sources.iter().map(when).collect();
    let (rounds, places) = round::plan(&when, scaffold.lang);
    let round_of = |place: usize| rounds.get(place).map(|round| round.id.clone()).unwrap_or_default();
    let mut sources = Vec::new();
    let mut indicators: Vec<PlannedIndicator> = Vec::new();
    for (source, place) in scaffold.sources.iter().zip(places) {
        let roles = roles(source);
        for block in blocks(&source.items) {
            merge(block, &roles, &mut indicators);
        }
        sources.push(PlannedSource { round: round_of(place), roles });
    }
    indicators.iter_mut().for_each(ask_once);
    indicators.retain(|indicator| !indicator.items.is_empty());
    hold_what_others_lack(scaffold, &sources, &mut indicators);
    name(&mut indicators);
    Plan { rounds, sources, indicators }
}

/// The roles of an export: those of its column, or else the one that the file's name tells.
fn roles(source: &ScaffoldSource) -> Vec<String> {
    if let Some((_, said)) = said_roles(source) {
        let mut roles: Vec<String> = said.into_iter().map(|(_, role)| role_id(role)).collect();
        roles.sort();
        roles.dedup();
        return roles;
    }
    let guess = source.role_guess.as_deref().map(slug).filter(|guess| !guess.is_empty());
    if let Some(guess) = guess {
        return vec![guess];
    }
    let file = source.file.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let words: String = stem.chars().map(|c| if c.is_alphabetic() { c } else { ' ' }).collect();
    vec![role_id(&singular(&slug(words.trim())))]
}

/// The name of a role as the project file gives names.
pub(super) fn role_id(role: &str) -> String {
    let name = slug(role);
    if name.is_empty() { "respondent".to_owned() } else { name }
}

/// Leaves a column out of a statement where an earlier statement put it to the same role.
fn ask_once(indicator: &mut PlannedIndicator) {
    let mut asked = BTreeSet::new();
    for item in &mut indicator.items {
        item.columns.retain(|role, column| asked.insert((role.clone(), column.clone())));
    }
    indicator.items.retain(|item| !item.columns.is_empty());
}

/// An export, what is decided about it, and what the answers in each of its columns are on.
type Offered<'s> = ((&'s ScaffoldSource, &'s PlannedSource), &'s BTreeMap<&'s str, Vec<&'s AnswersOn>>);

/// Sets a statement aside whose column is not, on the same scale, in every file of a role: a project file that names
/// it would not fit that file.
fn hold_what_others_lack(
    scaffold: &Scaffold,
    planned: &[PlannedSource],
    indicators: &mut [PlannedIndicator],
) {
    let known: Vec<BTreeMap<&str, Vec<&AnswersOn>>> = scaffold
        .sources
        .iter()
        .map(|source| {
            let mut known: BTreeMap<&str, Vec<&AnswersOn>> = BTreeMap::new();
            for item in &source.items {
                known.entry(&item.column).or_default().push(&item.on);
            }
            known
        })
        .collect();
    for indicator in indicators {
        let on = indicator.on.clone();
        for item in &mut indicator.items {
            let lacks = |((source, planned), known): &Offered| {
                item.columns.iter().any(|(role, column)| {
                    let has = known.get(column.as_str()).is_some_and(|known| known.contains(&&on));
                    planned.roles.contains(role) && !has && !source.empty.contains(column)
                })
            };
            let offered = scaffold.sources.iter().zip(planned).zip(&known);
            let lacking = offered.into_iter().find(lacks).map(|((source, _), _)| &source.file);
            if let (None, Some(file)) = (&item.hold, lacking) {
                item.hold = Some(match scaffold.lang {
                    Lang::Nl => format!("staat niet, of niet op deze schaal, in {file}"),
                    Lang::En => format!("is not, or not on this scale, in {file}"),
                });
            }
        }
    }
}

/// Adds the questions of a block: to the statements they repeat, else to the indicator they belong with.
fn merge(block: Block, roles: &[String], indicators: &mut Vec<PlannedIndicator>) {
    let mut home = indicators.iter().position(|indicator| {
        indicator.on == block.on
            && block
                .prefix
                .as_ref()
                .is_some_and(|prefix| !is_generic(prefix) && indicator.prefix.as_ref() == Some(prefix))
    });
    let mut left = Vec::new();
    for question in block.items {
        let own = question.roles.iter().map(|role| role_id(role)).filter(|role| roles.contains(role));
        let own: BTreeSet<String> = own.collect();
        let roles: Vec<String> = if own.is_empty() { roles.to_vec() } else { own.into_iter().collect() };
        match repeats(&question, &block.on, &roles, indicators) {
            Some((place, item)) => {
                home = home.or(Some(place));
                let item = indicators.get_mut(place).and_then(|indicator| indicator.items.get_mut(item));
                if let Some(item) = item {
                    put(item, question, &roles);
                }
            }
            None => left.push((question, roles)),
        }
    }
    if left.is_empty() {
        return;
    }
    let new = left.into_iter().map(|(question, roles)| {
        let mut item = PlannedItem::default();
        put(&mut item, question, &roles);
        item
    });
    match home.and_then(|home| indicators.get_mut(home)) {
        Some(indicator) => {
            indicator.asked |= block.asked;
            indicator.items.extend(new);
        }
        None => {
            let items = new.collect();
            let Block { prefix, title, on, asked, others, .. } = block;
            let id = String::new();
            indicators.push(PlannedIndicator { id, title, prefix, on, asked, others, items });
        }
    }
}

fn put(item: &mut PlannedItem, question: Question, roles: &[String]) {
    if let (Some(text), Some(first)) = (question.text, roles.first())
        && !item.texts.iter().any(|(other, _)| other == first)
    {
        item.texts.push((first.clone(), text));
    }
    for role in roles {
        item.columns.entry(role.clone()).or_insert_with(|| question.column.clone());
    }
    item.hold = item.hold.take().or(question.hold);
}

/// The statement that a question repeats: the same column of the same role in another file, or the same heading or
/// code put to another role, on the same scale.
fn repeats(
    question: &Question,
    on: &AnswersOn,
    roles: &[String],
    indicators: &[PlannedIndicator],
) -> Option<(usize, usize)> {
    let same_column = |item: &PlannedItem| {
        roles.iter().any(|role| item.columns.get(role) == Some(&question.column))
            && roles.iter().all(|role| item.columns.get(role).is_none_or(|column| *column == question.column))
    };
    let free = |item: &PlannedItem| !roles.iter().any(|role| item.columns.contains_key(role));
    let same_text = |item: &PlannedItem| free(item) && asks_the_same(item, question);
    let same_code = |item: &PlannedItem| free(item) && has_the_code(item, question);
    let tests: [&dyn Fn(&PlannedItem) -> bool; 3] = [&same_column, &same_text, &same_code];
    tests.iter().find_map(|test| {
        let alike = indicators.iter().enumerate().filter(|(_, indicator)| indicator.on == *on);
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
