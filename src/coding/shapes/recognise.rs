use std::collections::BTreeMap;

use crate::coding::meaning::{Gaps, Meaning, as_shown};
use crate::coding::missing::missing_kind;
use crate::coding::normalise::{fold, normalise, number_in};
use crate::coding::recognise::{Recognition, candidates, recognise};
use crate::domain::{Cell, CountedColumns, CountsIn, LongColumns, Missing, OptionColumn, SourceShape};

/// Headings that tell what a column of a long or counted file holds, folded.
const RESPONDENT: [&str; 16] = [
    "resultid",
    "result id",
    "resultaatid",
    "respondent",
    "respondentid",
    "respondent id",
    "respondentnummer",
    "responseid",
    "response id",
    "inzending",
    "deelnemer",
    "deelnemerid",
    "participant",
    "participantid",
    "id",
    "responsid",
];
const QUESTION: [&str; 13] = [
    "vraag",
    "vraagtekst",
    "vraagcode",
    "vraagid",
    "stelling",
    "question",
    "questiontext",
    "question text",
    "questionid",
    "item",
    "statement",
    "variabele",
    "variable",
];
const ANSWER: [&str; 9] = [
    "antwoord",
    "antwoordtekst",
    "answer",
    "answertext",
    "answer text",
    "response",
    "waarde",
    "value",
    "score",
];
const PEOPLE: [&str; 7] =
    ["n", "aantal", "aantal respondenten", "respondenten", "respons", "total n", "count"];
/// More different texts than a questionnaire has questions.
const MOST_QUESTIONS: usize = 400;
/// More columns than a file with one answer a row has.
const MOST_COLUMNS: usize = 30;

/// What is looked at of a column to see what its rows are. Its texts stay here.
#[derive(Clone, Debug)]
pub struct ColumnSight {
    name: String,
    heading: String,
    texts: BTreeMap<String, u64>,
    rows: u64,
    most: u64,
    numeric: bool,
    worded: bool,
}

/// What a row of a file looks to be, and the questions where they stand in rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SeenShape {
    /// The shape, as a source would say it.
    pub shape: SourceShape,
    /// The questions, in alphabetical order; empty for a respondent a row.
    pub questions: Vec<String>,
}

impl ColumnSight {
    /// Looks at a column by the name the project file would use: its distinct cells, each with how often.
    pub fn of<'c>(name: &str, heading: &str, cells: impl Iterator<Item = (&'c Cell, u64)>) -> Self {
        let gaps = Gaps::new(None, Missing::NotAnswered);
        let mut texts: BTreeMap<String, u64> = BTreeMap::new();
        let (mut numeric, mut letters) = (true, 0);
        for (cell, count) in cells {
            if let Meaning::Unknown(text) = gaps.meaning(cell, None) {
                numeric &= number_in(text.trim_end_matches(['%', ' '])).is_some();
                letters += text.chars().count();
                *texts.entry(as_shown(cell)).or_default() += count;
            }
        }
        let distinct = texts.len();
        Self {
            name: name.to_owned(),
            heading: fold(heading),
            rows: texts.values().sum(),
            most: texts.values().copied().max().unwrap_or(0),
            numeric: numeric && distinct > 0,
            worded: distinct > 0 && letters >= 15 * distinct && texts.keys().all(|text| text.contains(' ')),
            texts,
        }
    }

    fn distinct(&self) -> u64 {
        u64::try_from(self.texts.len()).unwrap_or(u64::MAX)
    }

    fn is_called(&self, names: &[&str]) -> bool {
        names.contains(&self.heading.trim_end_matches([':', '?', '.']))
    }
}

/// What the rows of a file look to be, by its columns (those that may be read). A guess to be offered, not to be
/// acted upon: a project file says it.
pub fn seen_shape(columns: &[ColumnSight]) -> SeenShape {
    if columns.len() > MOST_COLUMNS {
        return SeenShape::default();
    }
    counted(columns).or_else(|| long(columns)).unwrap_or_default()
}

/// Answers of respondents who come back, to questions that come back, and no question oftener than there are
/// respondents or the other way round.
fn long(columns: &[ColumnSight]) -> Option<SeenShape> {
    let fits = |respondent: &&ColumnSight, question: &ColumnSight| {
        let come_back = respondent.rows >= 2 * respondent.distinct() && respondent.distinct() >= 2;
        respondent.name != question.name
            && come_back
            && respondent.most <= question.distinct()
            && question.most <= respondent.distinct()
            && respondent.rows * 2 >= question.rows
    };
    let is_question = |column: &&ColumnSight| {
        let named = column.is_called(&QUESTION);
        let few = (2..=MOST_QUESTIONS).contains(&column.texts.len());
        few && column.rows >= 2 * column.distinct() && (named || column.worded)
    };
    let mut questions: Vec<&ColumnSight> = columns.iter().filter(is_question).collect();
    questions.sort_by_key(|column| !column.is_called(&QUESTION));
    for question in questions {
        let unspaced = |column: &&ColumnSight| column.texts.keys().all(|text| !text.contains(' '));
        let mut respondents: Vec<&ColumnSight> = columns
            .iter()
            .filter(|column| fits(column, question))
            .filter(|c| c.is_called(&RESPONDENT) || unspaced(c))
            .collect();
        respondents
            .sort_by_key(|column| (!column.is_called(&RESPONDENT), std::cmp::Reverse(column.texts.len())));
        let Some(respondent) = respondents.first() else { continue };
        let others = || columns.iter().filter(|c| c.name != question.name && c.name != respondent.name);
        // Every row has an answer, and an answer is nothing that is the same for a respondent or a question.
        let answer = others().find(|column| column.is_called(&ANSWER));
        let Some(answer) = answer.or_else(|| others().rfind(|column| column.distinct() >= 2)) else {
            continue;
        };
        let columns = LongColumns {
            respondent: respondent.name.clone(),
            question: question.name.clone(),
            answer: answer.name.clone(),
        };
        return Some(SeenShape {
            shape: SourceShape::Long(columns),
            questions: question.texts.keys().cloned().collect(),
        });
    }
    None
}

/// A column of questions, and headings that are the options of one scale with numbers below them.
fn counted(columns: &[ColumnSight]) -> Option<SeenShape> {
    let no_own = (BTreeMap::new(), BTreeMap::new());
    let known = candidates(&no_own.0, &no_own.1);
    let is_option = |column: &&ColumnSight| {
        column.numeric
            && (known.iter().any(|scale| scale.lexicon.word(&normalise(&column.heading)).is_some()))
    };
    let options: Vec<&ColumnSight> = columns.iter().filter(is_option).collect();
    let texts: BTreeMap<String, u64> = options.iter().map(|column| (normalise(&column.heading), 1)).collect();
    let on_one_scale = matches!(
        recognise(&[&texts], &known),
        Recognition::One { .. } | Recognition::Several(_) | Recognition::NeutralUnused(_)
    );
    if options.len() < 2 || texts.len() < options.len() || !on_one_scale {
        return None;
    }
    let question =
        columns.iter().find(|column| !column.numeric && column.is_called(&QUESTION)).or_else(|| {
            columns.iter().find(|column| !column.numeric && !column.texts.is_empty() && column.worded)
        })?;
    let missing =
        columns.iter().filter(|column| column.numeric && missing_kind(&normalise(&column.heading)).is_some());
    let chosen = options.into_iter().chain(missing);
    let pairs =
        chosen.map(|column| OptionColumn { option: column.name.clone(), column: column.name.clone() });
    let pairs: Vec<OptionColumn> = pairs.collect();
    let is_pair = |column: &&ColumnSight| pairs.iter().any(|pair| pair.column == column.name);
    // Per cents show by their sign or their decimals; whole ones cannot be told from counts.
    let per_cents = columns
        .iter()
        .filter(is_pair)
        .flat_map(|column| column.texts.keys())
        .any(|text| text.ends_with('%') || number_in(text).is_some_and(|number| number.fract() != 0.0));
    let people = columns.iter().find(|column| column.numeric && column.is_called(&PEOPLE));
    let percent_of = people.filter(|_| per_cents).map(|column| column.name.clone());
    let shape =
        CountedColumns { question: question.name.clone(), counts: CountsIn::Columns(pairs), percent_of };
    Some(SeenShape {
        shape: SourceShape::Counted(shape),
        questions: question.texts.keys().cloned().collect(),
    })
}
