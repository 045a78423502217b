use std::cmp::Reverse;
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
    /// Whether it holds per cents of a number of people that nothing tells, so that it cannot be used.
    pub of_unknown: bool,
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

    /// Whether its texts are the options of a scale, and so answers.
    fn is_on_a_scale(&self) -> bool {
        let no_own = (BTreeMap::new(), BTreeMap::new());
        let known = candidates(&no_own.0, &no_own.1);
        let texts: BTreeMap<String, u64> =
            self.texts.iter().map(|(text, count)| (normalise(text), *count)).collect();
        !matches!(recognise(&[&texts], &known), Recognition::Foreign | Recognition::NoAnswers)
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
/// respondents or the other way round. Where the headings do not tell, most respondents answered most questions.
fn long(columns: &[ColumnSight]) -> Option<SeenShape> {
    let fits = |respondent: &ColumnSight, question: &ColumnSight| {
        let (people, questions) = (respondent.distinct(), question.distinct());
        let named = respondent.is_called(&RESPONDENT);
        let unspaced = respondent.texts.keys().all(|text| !text.contains(' '));
        let dense = respondent.rows.saturating_mul(2) >= people.saturating_mul(questions);
        respondent.name != question.name
            && people >= 2
            && respondent.rows / 2 >= people
            && respondent.most <= questions
            && question.most <= people
            && (named || unspaced)
            && (dense || named && question.is_called(&QUESTION))
    };
    let is_question = |column: &&ColumnSight| {
        let few = (2..=MOST_QUESTIONS).contains(&column.texts.len());
        let come_back = column.rows / 2 >= column.distinct();
        few && come_back && (column.is_called(&QUESTION) || column.worded && !column.is_on_a_scale())
    };
    let mut questions: Vec<&ColumnSight> = columns.iter().filter(is_question).collect();
    questions.sort_by_key(|column| !column.is_called(&QUESTION));
    for question in questions {
        let mut respondents: Vec<&ColumnSight> =
            columns.iter().filter(|column| fits(column, question)).collect();
        let order = |column: &&ColumnSight| (!column.is_called(&RESPONDENT), Reverse(column.texts.len()));
        respondents.sort_by_key(order);
        let Some(respondent) = respondents.first() else { continue };
        let others = || columns.iter().filter(|c| c.name != question.name && c.name != respondent.name);
        let answer = others().find(|column| column.is_called(&ANSWER));
        let answer = answer.or_else(|| others().rfind(|column| column.distinct() >= 2));
        let Some(answer) = answer else { continue };
        let shape = SourceShape::Long(LongColumns {
            respondent: respondent.name.clone(),
            question: question.name.clone(),
            answer: answer.name.clone(),
        });
        let questions = question.texts.keys().cloned().collect();
        return Some(SeenShape { shape, questions, of_unknown: false });
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
    // Ones and noughts under options are choices of one person each, and a text beside them is what somebody wrote.
    let counts = options.iter().flat_map(|column| column.texts.keys());
    let mut counts = counts.filter_map(|text| number_in(text.trim_end_matches(['%', ' '])));
    if !counts.any(|count| count > 1.0) {
        return None;
    }
    let named = columns.iter().find(|column| !column.numeric && column.is_called(&QUESTION));
    let groups = |column: &ColumnSight| column.rows / 2 >= column.distinct();
    let alone = columns.iter().skip(1).all(|column| column.numeric || groups(column));
    let first = columns.first().filter(|column| alone && !column.numeric && column.worded);
    let question = named.or(first)?;
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
    let of_unknown = per_cents && people.is_none();
    let percent_of = people.filter(|_| per_cents).map(|column| column.name.clone());
    let shape =
        CountedColumns { question: question.name.clone(), counts: CountsIn::Columns(pairs), percent_of };
    Some(SeenShape {
        shape: SourceShape::Counted(shape),
        questions: question.texts.keys().cloned().collect(),
        of_unknown,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(heading: &str, texts: &[&str]) -> ColumnSight {
        let cells: Vec<Cell> = texts.iter().map(|text| Cell::Text((*text).to_owned())).collect();
        ColumnSight::of(heading, heading, cells.iter().map(|cell| (cell, 1)))
    }

    fn repeated(texts: &[&'static str], times: usize) -> Vec<&'static str> {
        texts.iter().flat_map(|text| vec![*text; times]).collect()
    }

    #[test]
    fn one_answer_a_row_is_seen_without_headings_that_tell() {
        let seen = seen_shape(&[
            column("a", &["r1", "r1", "r2", "r2", "r3", "r3"]),
            column("b", &["Ik krijg genoeg uitleg", "Ik krijg genoeg tijd"].repeat(3)),
            column("c", &["eens", "oneens", "eens", "eens", "neutraal", "eens"]),
        ]);
        let SourceShape::Long(columns) = seen.shape else { panic!("long") };
        assert_eq!([columns.respondent, columns.question, columns.answer], ["a", "b", "c"]);
        assert_eq!(seen.questions.len(), 2);
    }

    #[test]
    fn answers_in_full_sentences_beside_a_class_are_no_questions() {
        let long = ["helemaal mee oneens", "helemaal mee eens"];
        let seen = seen_shape(&[
            column("Klas", &["1a", "1b", "1c", "1d"].repeat(2)),
            column("Tevreden", &repeated(&long, 4)),
            column("Veilig", &repeated(&long, 4)),
        ]);
        assert_eq!(seen, SeenShape::default());
        assert_eq!(seen_shape(&[]), SeenShape::default());
        assert_eq!(seen_shape(&[column("a", &[])]), SeenShape::default());
    }

    #[test]
    fn choices_of_one_person_each_are_no_counts_and_what_people_wrote_is_no_question() {
        let open = ["Meer tijd voor overleg graag", "Het is goed zoals het is"];
        let choices = |numbers: &[&str]| {
            let headings = ["oneens", "neutraal", "eens"];
            let chosen = headings.iter().map(|heading| column(heading, numbers));
            seen_shape(&std::iter::once(column("Opmerking", &open)).chain(chosen).collect::<Vec<_>>())
        };
        assert_eq!(choices(&["0", "1"]), SeenShape::default());
        let beside = [
            column("Nummer", &["1", "2"]),
            column("eens", &["3", "4"]),
            column("oneens", &["3", "4"]),
            column("Opmerking", &open),
        ];
        assert_eq!(seen_shape(&beside), SeenShape::default());
        assert!(choices(&["3", "12"]).shape.is_counted());
    }

    #[test]
    fn per_cents_bring_the_number_of_people_with_them() {
        let seen = seen_shape(&[
            column("Stelling", &["Uitleg", "Tijd"]),
            column("eens", &["58,3%", "50%"]),
            column("oneens", &["41,7%", "50%"]),
            column("n", &["12", "10"]),
        ]);
        let SourceShape::Counted(columns) = seen.shape else { panic!("counted") };
        assert_eq!((columns.question.as_str(), columns.percent_of.as_deref()), ("Stelling", Some("n")));
        assert!(!seen.of_unknown);
        let of_nobody = seen_shape(&[
            column("Stelling", &["Uitleg", "Tijd"]),
            column("eens", &["58,3", "50"]),
            column("oneens", &["41,7", "50"]),
        ]);
        assert!(of_nobody.of_unknown);
    }
}
