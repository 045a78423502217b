use std::collections::BTreeMap;

use super::own::bare;
use super::personal::is_personal;
use super::recognise::{Described, Understood};
use crate::domain::{Phrase, PlatformName};
use crate::ingest::{ColumnUse, Heading};

/// What SurveyMonkey always exports, for a message.
pub(super) const EXPECTED: &str = "`Respondent ID`, `Collector ID`, `Start Date`, `End Date`";

/// Columns of the tool itself, letters and digits only, in English and Dutch.
const OWN: [(&str, ColumnUse); 21] = [
    ("respondentid", ColumnUse::Identifier),
    ("collectorid", ColumnUse::Administrative),
    ("startdate", ColumnUse::Started),
    ("begindatum", ColumnUse::Started),
    ("startdatum", ColumnUse::Started),
    ("datecreated", ColumnUse::Started),
    ("enddate", ColumnUse::Ended),
    ("einddatum", ColumnUse::Ended),
    ("datemodified", ColumnUse::Ended),
    ("timespent", ColumnUse::Duration),
    ("ipaddress", ColumnUse::Personal),
    ("ipadres", ColumnUse::Personal),
    ("emailaddress", ColumnUse::Personal),
    ("emailadres", ColumnUse::Personal),
    ("firstname", ColumnUse::Personal),
    ("voornaam", ColumnUse::Personal),
    ("lastname", ColumnUse::Personal),
    ("achternaam", ColumnUse::Personal),
    ("customdata", ColumnUse::Personal),
    ("customvalue", ColumnUse::Personal),
    ("aangepastegegevens", ColumnUse::Personal),
];
/// What the second row says below a question that is one column, letters only: it adds nothing to the question.
const RESPONSE: [&str; 14] = [
    "response",
    "openendedresponse",
    "antwoord",
    "reactie",
    "openantwoord",
    "openvraag",
    "antwort",
    "offeneantwort",
    "réponse",
    "réponselibre",
    "réponseouverte",
    "respuesta",
    "respuestaabierta",
    "resposta",
];
/// In an unknown language the columns of the tool are known by their order: id, collector, start, end; the rest
/// tells who somebody is.
const ORDER: [ColumnUse; 4] =
    [ColumnUse::Identifier, ColumnUse::Administrative, ColumnUse::Started, ColumnUse::Ended];

/// Whether these heading rows are SurveyMonkey's: it says so in English or Dutch, or the second row is empty below
/// the columns of the tool and says `Response` in some language below a question.
pub(super) fn is_marked(rows: &[Vec<String>]) -> bool {
    let Some(first) = rows.first() else { return false };
    let own = first.iter().filter_map(|heading| own_use(heading)).count();
    first.iter().any(|heading| bare(heading) == "respondentid") && own > 1 || has_its_shape(rows)
}

fn has_its_shape(rows: &[Vec<String>]) -> bool {
    let (Some(first), Some(second)) = (rows.first(), rows.get(1)) else { return false };
    let above = leading(first, second);
    let answers = second.get(above..).unwrap_or_default();
    above >= ORDER.len()
        && first.iter().take(above).all(|heading| !heading.is_empty())
        && answers.iter().any(|sub| is_response(sub))
        && answers
            .iter()
            .rposition(|sub| !sub.is_empty())
            .is_some_and(|last| answers.iter().take(last + 1).all(|sub| !sub.is_empty()))
}

/// How many columns from the left have nothing in the second row.
fn leading(first: &[String], second: &[String]) -> usize {
    second.iter().position(|sub| !sub.is_empty()).unwrap_or(first.len())
}

fn is_response(sub: &str) -> bool {
    RESPONSE.contains(&bare(sub).as_str())
}

/// `Question` of `Question [Response]`: where merged cells of a workbook were joined already.
fn without_response(heading: &str) -> &str {
    let parts = heading.strip_suffix(']').and_then(|open| open.rsplit_once(" ["));
    parts.filter(|(_, sub)| is_response(sub)).map_or(heading, |(question, _)| question)
}

fn own_use(heading: &str) -> Option<ColumnUse> {
    let bare = bare(heading);
    let name = bare.trim_end_matches(|c: char| c.is_ascii_digit());
    OWN.iter().find(|(own, _)| *own == name).map(|(_, column_use)| *column_use)
}

/// The heading rows as SurveyMonkey means them: questions, and below them rows of a matrix or options. A question
/// without a heading of its own continues the one before it.
pub(super) fn describe(rows: &[Vec<String>]) -> Understood {
    let empty = Vec::new();
    let first = rows.first().unwrap_or(&empty);
    let second = rows.get(1).filter(|second| is_second(first, second));
    let depth = 1 + usize::from(second.is_some());
    let second = second.unwrap_or(&empty);
    let spoken = first.iter().any(|heading| own_use(heading).is_some());
    let own_columns = if spoken { usize::MAX } else { leading(first, second) };
    let width = first.len().max(second.len());
    let mut question = "";
    let mut headings = Vec::with_capacity(width);
    for column in 0..width {
        let whole = first.get(column).map_or("", String::as_str);
        let sub = second.get(column).map_or("", String::as_str);
        let own = if spoken { own_use(whole) } else { by_order(column, own_columns) };
        let own = own.filter(|_| sub.is_empty());
        if !whole.is_empty() {
            question = if own.is_some() { "" } else { whole };
        }
        let text = match (own, question, sub) {
            (Some(_), _, _) => whole.to_owned(),
            (None, _, "") => without_response(whole).to_owned(),
            (None, "", sub) => sub.to_owned(),
            (None, question, sub) if is_response(sub) && !whole.is_empty() => question.to_owned(),
            (None, question, sub) => format!("{question} [{sub}]"),
        };
        let column_use = match own {
            Some(own) => own,
            None if [whole, sub, text.as_str()].into_iter().any(is_personal) => ColumnUse::Personal,
            None if text.is_empty() => ColumnUse::Administrative,
            None => ColumnUse::Answer,
        };
        headings.push(Heading { text, code: None, column_use });
    }
    Understood {
        described: Described {
            name: PlatformName::Surveymonkey,
            reason: reason(first, depth),
            headings,
            free_texts: true,
        },
        depth,
        labels: BTreeMap::new(),
    }
}

/// Whether the row below the questions says what their parts are: a respondent has a number, that row has none.
fn is_second(first: &[String], second: &[String]) -> bool {
    let id = first.iter().position(|heading| bare(heading) == "respondentid").unwrap_or(0);
    let without_id = second.get(id).is_none_or(String::is_empty);
    let own = first.iter().zip(second).filter(|(heading, _)| own_use(heading).is_some());
    without_id && own.into_iter().all(|(_, sub)| sub.is_empty())
}

fn by_order(column: usize, own_columns: usize) -> Option<ColumnUse> {
    let known = ORDER.get(column).copied().unwrap_or(ColumnUse::Personal);
    (column < own_columns).then_some(known)
}

fn reason(first: &[String], depth: usize) -> Phrase {
    let marks: Vec<String> = first
        .iter()
        .filter(|heading| matches!(bare(heading).as_str(), "respondentid" | "collectorid"))
        .map(|heading| format!("`{heading}`"))
        .collect();
    let marks = marks.join(", ");
    match (marks.is_empty(), depth) {
        (true, _) => Phrase::new(
            "er zijn twee kopregels, en de tweede noemt alleen onderdelen van vragen",
            "there are two heading rows, and the second names parts of questions only",
        ),
        (false, 1) => Phrase::new(format!("er is een kolom {marks}"), format!("there is a column {marks}")),
        (false, _) => Phrase::new(
            format!("er zijn twee kopregels, met {marks}"),
            format!("there are two heading rows, with {marks}"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ColumnUse::{Administrative as A, Answer, Ended, Identifier, Personal as P, Started};

    fn rows(rows: &[&[&str]]) -> Vec<Vec<String>> {
        rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
    }

    fn seen(understood: &Understood) -> Vec<(&str, ColumnUse)> {
        understood
            .described
            .headings
            .iter()
            .map(|heading| (heading.text.as_str(), heading.column_use))
            .collect()
    }

    #[test]
    fn a_blank_above_continues_the_question_before_it() {
        let understood = describe(&rows(&[
            &[
                "Respondent ID",
                "Collector ID",
                "Start Date",
                "End Date",
                "IP Address",
                "Custom Data 1",
                "Uw rol?",
                "Begeleiding",
                "",
                "",
                "Contact",
                "",
                "Tips?",
            ],
            &[
                "",
                "",
                "",
                "",
                "",
                "",
                "Response",
                "Ik krijg tijd",
                "Ik krijg uitleg",
                "Response",
                "Name",
                "Email Address",
                "Open-Ended Response",
            ],
        ]));
        assert_eq!(understood.depth, 2);
        assert_eq!(
            seen(&understood),
            [
                ("Respondent ID", Identifier),
                ("Collector ID", A),
                ("Start Date", Started),
                ("End Date", Ended),
                ("IP Address", P),
                ("Custom Data 1", P),
                ("Uw rol?", Answer),
                ("Begeleiding [Ik krijg tijd]", Answer),
                ("Begeleiding [Ik krijg uitleg]", Answer),
                ("Begeleiding [Response]", Answer),
                ("Contact [Name]", P),
                ("Contact [Email Address]", P),
                ("Tips?", Answer),
            ]
        );
    }

    #[test]
    fn it_is_known_by_its_shape_in_a_language_nobody_wrote_down() {
        let shape = rows(&[
            &["Vastaajan tunnus", "Kerääjä", "Alku", "Loppu", "IP", "Sähköposti", "Rooli?", "Ohjaus", ""],
            &["", "", "", "", "", "", "Response", "Aika", "Apu"],
            &["118", "44", "2026-01-01", "2026-01-01", "1.2.3.4", "a@b.fi", "x", "1", "2"],
        ]);
        assert!(is_marked(&shape));
        let understood = describe(&shape);
        let uses: Vec<ColumnUse> = seen(&understood).iter().map(|(_, column_use)| *column_use).collect();
        assert_eq!(uses, [Identifier, A, Started, Ended, P, P, Answer, Answer, Answer]);
        assert_eq!(
            understood.described.headings.last().map(|heading| heading.text.as_str()),
            Some("Ohjaus [Apu]")
        );
    }

    #[test]
    fn a_table_of_two_heading_rows_of_another_kind_is_not_surveymonkeys() {
        for table in [
            rows(&[&["school", "jaar", "team", "groep", "vraag"], &["Noord", "1", "a", "b", "4"]]),
            rows(&[&["a", "b", "c", "d", "Begeleiding", ""], &["", "", "", "", "tijd", "uitleg"]]),
            rows(&[&["Respondent ID", "vraag"], &["1", "4"]]),
            rows(&[&[]]),
            rows(&[]),
        ] {
            assert!(!is_marked(&table), "{table:?}");
        }
    }

    #[test]
    fn without_its_second_row_every_heading_is_a_question() {
        let one = rows(&[&["Respondent ID", "Collector ID", "Uw rol?"], &["118", "44", "student"]]);
        let understood = describe(&one);
        assert_eq!((understood.depth, seen(&understood).len()), (1, 3));
        let joined = rows(&[&["Respondent ID", "Start Date", "Uw rol? [Response]", "Begeleiding [tijd]"]]);
        let understood = describe(&joined);
        assert_eq!(seen(&understood)[2..], [("Uw rol?", Answer), ("Begeleiding [tijd]", Answer)]);
        let blank = rows(&[
            &["Respondent ID", "Start Date", "Uw rol?"],
            &["", "", ""],
            &["118", "1-1-2026", "student"],
        ]);
        assert_eq!(describe(&blank).depth, 2);
    }
}
