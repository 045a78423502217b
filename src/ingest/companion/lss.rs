use std::collections::BTreeMap;
use std::sync::Arc;

use super::questions::{Question, Subquestion, columns};
use super::rows::{ATTRIBUTES, Broken, Row, Tables, tables};
use super::survey::{MOST_COLUMNS, Meanings, Survey, Told, Wording};
use crate::ingest::heading::normalise;
use crate::ingest::plain_text::plain;

/// Languages beyond these are not looked at.
const MOST_LANGUAGES: usize = 30;

/// The columns of a survey as its structure file (`.lss`) describes them. Until version 3 of LimeSurvey every row has its
/// language; from 4 on texts stand in tables of their own (`question_l10ns`, `answer_l10ns`).
pub(super) fn survey(text: &str) -> Result<Survey, Broken> {
    let tables = tables(text)?;
    if tables.kind != "Survey" && !tables.rows.contains_key("questions") {
        return Err(Broken::Other);
    }
    let languages = languages(&tables);
    let wordings = languages.iter().map(|language| wording(&tables, language)).collect::<Result<_, _>>()?;
    Ok(Survey { languages: wordings, unread: 0 })
}

/// The languages of the survey, its own first; one without a name where none is named.
fn languages(tables: &Tables) -> Vec<String> {
    let base = rows(tables, "surveys").filter_map(|row| field(row, "language")).map(str::to_owned);
    let mut languages: Vec<String> = Vec::new();
    for language in base.chain(tables.languages.iter().cloned()) {
        if !language.is_empty() && !languages.contains(&language) && languages.len() < MOST_LANGUAGES {
            languages.push(language);
        }
    }
    if languages.is_empty() {
        languages.push(String::new());
    }
    languages
}

fn rows<'t>(tables: &'t Tables, table: &str) -> impl Iterator<Item = &'t Row> {
    tables.rows.get(table).into_iter().flatten()
}

fn field<'r>(row: &'r Row, name: &str) -> Option<&'r str> {
    row.get(name).map(|text| text.trim())
}

fn number(row: &Row, name: &str) -> u32 {
    field(row, name).and_then(|text| text.parse().ok()).unwrap_or(0)
}

/// Whether a row is of a language: a row without one is of all.
fn speaks(row: &Row, language: &str) -> bool {
    field(row, "language").is_none_or(|own| own.is_empty() || language.is_empty() || own == language)
}

/// A text without HTML and with single spaces.
fn shown(text: &str) -> String {
    normalise(&plain(text))
}

/// Texts of a table for translations, by the number of what they translate.
fn translated<'t>(
    tables: &'t Tables,
    table: &str,
    of: &str,
    text: &str,
    language: &str,
) -> BTreeMap<&'t str, String> {
    rows(tables, table)
        .filter(|row| speaks(row, language))
        .filter_map(|row| Some((field(row, of)?, shown(row.get(text)?))))
        .collect()
}

fn wording(tables: &Tables, language: &str) -> Result<Wording, Broken> {
    let texts = translated(tables, "question_l10ns", "qid", "question", language);
    let text_of = |row: &Row, qid: &str| {
        texts.get(qid).cloned().or_else(|| row.get("question").map(|text| shown(text))).unwrap_or_default()
    };
    let is_sub =
        |row: &Row| field(row, "parent_qid").is_some_and(|parent| parent != "0" && !parent.is_empty());
    let answers = answers(tables, language);
    let attributes = attributes(tables, language);
    let groups = rows(tables, "groups").filter(|row| speaks(row, language));
    let orders: BTreeMap<&str, u32> =
        groups.filter_map(|row| Some((field(row, "gid")?, number(row, "group_order")))).collect();
    let mut subquestions: BTreeMap<&str, Vec<Subquestion>> = BTreeMap::new();
    // Until version 2 subquestions stand among the questions.
    for row in rows(tables, "subquestions").chain(rows(tables, "questions")) {
        let (Some(qid), Some(parent)) = (field(row, "qid"), field(row, "parent_qid")) else { continue };
        if is_sub(row) && speaks(row, language) {
            subquestions.entry(parent).or_default().push(Subquestion {
                scale: number(row, "scale_id"),
                order: number(row, "question_order"),
                code: field(row, "title").unwrap_or_default().to_owned(),
                text: text_of(row, qid),
            });
        }
    }
    subquestions.values_mut().for_each(|subs| subs.sort_by_key(|sub| (sub.scale, sub.order)));
    let mut questions: Vec<(u32, u32, Question<'_>)> = Vec::new();
    for row in rows(tables, "questions").filter(|row| !is_sub(row) && speaks(row, language)) {
        let (Some(qid), Some(code)) = (field(row, "qid"), field(row, "title")) else { continue };
        let said = |name: &str| attributes.get(&(qid, name)).cloned();
        let answers = |scale| answers.get(&(qid, scale)).cloned().unwrap_or_else(|| Arc::from([]));
        let group = field(row, "gid").and_then(|gid| orders.get(gid)).copied().unwrap_or(0);
        let question = Question {
            code: code.to_owned(),
            text: text_of(row, qid),
            kind: field(row, "type").and_then(|kind| kind.chars().next()).unwrap_or('S'),
            has_other: field(row, "other") == Some("Y"),
            other: said("other_replace_text"),
            headers: [said("dualscale_headerA"), said("dualscale_headerB")],
            subquestions: subquestions.get(qid).map(Vec::as_slice).unwrap_or_default(),
            answers: [answers(0), answers(1)],
        };
        questions.push((group, number(row, "question_order"), question));
    }
    questions.sort_by_key(|(group, order, _)| (*group, *order));
    let mut told: Vec<Told> = Vec::new();
    for (_, _, question) in questions.iter().filter(|(_, _, question)| !question.code.is_empty()) {
        told.extend(columns(question, language));
        if told.len() >= MOST_COLUMNS {
            return Err(Broken::TooMuch);
        }
    }
    Ok(Wording { language: language.to_owned(), columns: told })
}

/// An answer with its place in the order, its code and its text.
type Ordered = (u32, String, String);

/// Per question and scale the answers, in their own order.
fn answers<'t>(tables: &'t Tables, language: &str) -> BTreeMap<(&'t str, u32), Meanings> {
    let texts = translated(tables, "answer_l10ns", "aid", "answer", language);
    let mut found: BTreeMap<(&str, u32), Vec<Ordered>> = BTreeMap::new();
    for row in rows(tables, "answers").filter(|row| speaks(row, language)) {
        let (Some(qid), Some(code)) = (field(row, "qid"), field(row, "code")) else { continue };
        let text = field(row, "aid").and_then(|aid| texts.get(aid)).cloned();
        let text = text.or_else(|| row.get("answer").map(|text| shown(text))).unwrap_or_default();
        let answer = (number(row, "sortorder"), code.to_owned(), text);
        found.entry((qid, number(row, "scale_id"))).or_default().push(answer);
    }
    let sorted = |(of, mut answers): ((&'t str, u32), Vec<Ordered>)| {
        answers.sort();
        (of, answers.into_iter().map(|(_, code, text)| (code, text)).collect())
    };
    found.into_iter().map(sorted).collect()
}

/// Per question and name of an attribute the text it has.
fn attributes<'t>(tables: &'t Tables, language: &str) -> BTreeMap<(&'t str, &'t str), String> {
    rows(tables, "question_attributes")
        .filter(|row| speaks(row, language))
        .filter_map(|row| {
            let name = field(row, "attribute").filter(|name| ATTRIBUTES.contains(name))?;
            let text = shown(row.get("value")?);
            (!text.is_empty()).then_some(((field(row, "qid")?, name), text))
        })
        .collect()
}
