use std::collections::BTreeSet;

use super::personal::is_personal;
use super::recognise::Described;
use crate::domain::{PlatformName, phrase};
use crate::ingest::{ColumnUse, Heading};

/// What LimeSurvey always exports unless it is told not to, for a message.
pub(super) const EXPECTED: &str = "`submitdate`, `lastpage`, `startlanguage`";
/// How many of the marks together cannot be chance.
pub(super) const ENOUGH_MARKS: usize = 2;

/// Headings that hardly any other tool writes, as codes and as English full texts.
const MARKS: [&str; 10] = [
    "submitdate",
    "date submitted",
    "lastpage",
    "last page",
    "startlanguage",
    "start language",
    "datestamp",
    "date last action",
    "interviewtime",
    "refurl",
];
const COMPLETION: [&str; 2] = ["submitdate", "date submitted"];
const IDENTIFIER: [&str; 2] = ["id", "response id"];
const STARTED: [&str; 2] = ["startdate", "date started"];
const ENDED: [&str; 2] = ["datestamp", "date last action"];
const DURATION: [&str; 2] = ["interviewtime", "total time"];
const ADMINISTRATIVE: [&str; 8] =
    ["lastpage", "last page", "startlanguage", "start language", "seed", "emailstatus", "completed", "sent"];
const PERSONAL: [&str; 6] = ["token", "access code", "ipaddr", "ip address", "refurl", "referrer url"];
/// What can stand between a code and the question's text.
const SEPARATORS: [&str; 4] = [". ", ": ", " - ", " | "];
const TIMING_TEXTS: [&str; 3] = ["group time: ", "question time: ", "total time"];

/// The marks among the headings, as they stand, each once.
pub(super) fn marks(headings: &[String]) -> Vec<&str> {
    let mut seen = BTreeSet::new();
    headings
        .iter()
        .filter(|heading| {
            let lower = own_name(heading).to_lowercase();
            MARKS.contains(&lower.as_str()) && seen.insert(lower)
        })
        .map(|heading| own_name(heading))
        .collect()
}

/// What the tool itself calls the column: the code before the question's text, or else the whole heading.
fn own_name(heading: &str) -> &str {
    leading_code(heading).unwrap_or(heading)
}

/// The headings as LimeSurvey means them.
pub(super) fn describe(headings: &[String]) -> Described {
    let marks: Vec<String> = marks(headings).iter().map(|mark| format!("`{mark}`")).collect();
    let marks = marks.join(", ");
    let timed = headings.iter().position(|heading| own_name(heading) == "interviewtime");
    let uses: Vec<ColumnUse> = headings
        .iter()
        .enumerate()
        .map(|(column, text)| column_use(text, timed.is_some_and(|timed| column >= timed)))
        .collect();
    let codes = codes(headings, &uses);
    let free_texts = codes.is_none();
    let codes = codes.unwrap_or_default();
    let heading = |(column, text): (usize, &String)| Heading {
        text: match codes.get(column).and_then(Option::as_deref) {
            Some(code) => behind(text, code).to_owned(),
            None => text.clone(),
        },
        code: codes.get(column).cloned().flatten(),
        column_use: uses.get(column).copied().unwrap_or(ColumnUse::Answer),
    };
    Described {
        name: PlatformName::Limesurvey,
        reason: phrase!("er zijn kolommen {marks}", "there are columns {marks}"),
        headings: headings.iter().enumerate().map(heading).collect(),
        free_texts,
    }
}

fn column_use(text: &str, after_interview_time: bool) -> ColumnUse {
    let code = own_name(text);
    let (name, lower) = (code.to_lowercase(), text.to_lowercase());
    let question = behind(text, code);
    let is_in = |list: &[&str]| list.contains(&name.as_str());
    let tells_who = |text: &str| is_personal(text) || PERSONAL.contains(&text.to_lowercase().as_str());
    if is_in(&COMPLETION) {
        ColumnUse::Completion
    } else if is_attribute(code) || [text, code, question, statement(question)].into_iter().any(tells_who) {
        ColumnUse::Personal
    } else if is_in(&IDENTIFIER) {
        ColumnUse::Identifier
    } else if is_in(&STARTED) {
        ColumnUse::Started
    } else if is_in(&ENDED) {
        ColumnUse::Ended
    } else if is_in(&DURATION) {
        ColumnUse::Duration
    } else if is_in(&ADMINISTRATIVE) || text.is_empty() {
        ColumnUse::Administrative
    } else if after_interview_time && (name.ends_with("time") || is_group_time(code))
        || is_group_time(code)
        || TIMING_TEXTS.iter().any(|start| lower.starts_with(start))
    {
        ColumnUse::Timing
    } else {
        ColumnUse::Answer
    }
}

/// What stands behind the code of a heading and its separator; the whole heading where nothing does.
fn behind<'t>(text: &'t str, code: &str) -> &'t str {
    let rest = text.strip_prefix(code).unwrap_or_default();
    let question = SEPARATORS.iter().find_map(|mark| rest.strip_prefix(mark));
    question.map(str::trim).filter(|question| !question.is_empty()).unwrap_or(text)
}

/// The statement of `Block [Statement]`, or else the whole text.
fn statement(text: &str) -> &str {
    text.strip_suffix(']').and_then(|open| open.rsplit_once('[')).map_or(text, |(_, statement)| statement)
}

/// `attribute_1`: what the participants' list of the tool says of somebody.
fn is_attribute(code: &str) -> bool {
    let number = code.to_lowercase().strip_prefix("attribute_").map(str::to_owned);
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// `groupTime8020`.
fn is_group_time(text: &str) -> bool {
    text.strip_prefix("groupTime")
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The code of each answer column, if all of them have one of their own: the headings are then codes
/// (`BEG[SQ001]`), or codes followed by the question (`BEG[SQ001]. Mijn begeleider …`).
fn codes(headings: &[String], uses: &[ColumnUse]) -> Option<Vec<Option<String>>> {
    let mut seen = BTreeSet::new();
    headings
        .iter()
        .zip(uses)
        .map(|(text, column_use)| match column_use {
            ColumnUse::Answer => {
                let code = leading_code(text)?;
                seen.insert(code).then(|| Some(code.to_owned()))
            }
            _ => Some(leading_code(text).map(str::to_owned)),
        })
        .collect()
}

/// The question code a heading is, or begins with: `BEG`, `BEG_SQ001`, `BEG[SQ001]`, `DUAL[SQ001][1]`,
/// `ROL[other]`; before a question's text a separator stands behind it.
fn leading_code(text: &str) -> Option<&str> {
    let bytes = text.as_bytes();
    if !bytes.first()?.is_ascii_alphabetic() {
        return None;
    }
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let mut end = bytes.iter().take_while(|byte| is_word(byte)).count();
    while bytes.get(end) == Some(&b'[') {
        let inside = bytes.get(end + 1..)?;
        let length = inside.iter().take_while(|byte| is_word(byte) || **byte == b'-').count();
        if length == 0 || inside.get(length) != Some(&b']') {
            return None;
        }
        end += length + 2;
    }
    let rest = text.get(end..)?;
    let separated = rest.is_empty() || SEPARATORS.iter().any(|mark| rest.starts_with(mark));
    if separated { text.get(..end) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(headings: &[&str]) -> Vec<String> {
        headings.iter().map(|heading| (*heading).to_owned()).collect()
    }

    #[test]
    fn a_code_is_read_from_a_heading_that_is_or_begins_with_one() {
        for (text, code) in [
            ("BEG[SQ001]", Some("BEG[SQ001]")),
            ("Q1_SQ001", Some("Q1_SQ001")),
            ("DUAL[SQ001][1]", Some("DUAL[SQ001][1]")),
            ("ROL[other]. Wat is uw rol? [Anders]", Some("ROL[other]")),
            ("BEG: Mijn begeleider", Some("BEG")),
            ("Mijn begeleider is er", None),
            ("Hoe vaak? [Nooit]", None),
            ("BEG[Een tekst]", None),
            ("BEG[", None),
            ("BEG[]", None),
            ("1e vraag", None),
            ("", None),
        ] {
            assert_eq!(leading_code(text), code, "{text:?}");
        }
    }

    #[test]
    fn full_texts_have_no_codes_even_if_one_of_them_is_a_single_word() {
        let described = describe(&texts(&["submitdate", "lastpage", "Leeftijd", "Hoe gaat het?"]));
        assert!(described.free_texts);
        assert!(described.headings.iter().all(|heading| heading.code.is_none()));
    }

    #[test]
    fn of_code_and_text_the_code_tells_what_a_column_is_for() {
        let described = describe(&texts(&[
            "id. Response ID",
            "submitdate. Date submitted",
            "lastpage. Last page",
            "token. Access code",
            "firstname. First name",
            "ipaddr. IP address",
            "attribute_1. Studentnummer",
            "attribute_2. Locatie",
            "MAIL. E-mailadres",
            "GEG[SQ002]. Uw gegevens [Telefoonnummer]",
            "BEG[SQ001]. Begeleiding [Mijn begeleider is er]",
            "interviewtime. Total time",
            "groupTime12. Group time: Begeleiding",
            "BEGTime. Question time: BEG",
        ]));
        use ColumnUse::{
            Administrative as A, Answer, Completion, Duration, Identifier, Personal as P, Timing as T,
        };
        let uses: Vec<ColumnUse> = described.headings.iter().map(|heading| heading.column_use).collect();
        assert_eq!(uses, [Identifier, Completion, A, P, P, P, P, P, P, P, Answer, Duration, T, T]);
        assert!(!described.free_texts);
        let item = described.headings.get(10).expect("the question");
        assert_eq!(
            (item.code.as_deref(), item.text.as_str()),
            (Some("BEG[SQ001]"), "Begeleiding [Mijn begeleider is er]")
        );
    }

    #[test]
    fn every_column_of_the_tool_itself_is_known_for_what_it_is() {
        let described = describe(&texts(&[
            "id",
            "submitdate",
            "lastpage",
            "startlanguage",
            "seed",
            "token",
            "startdate",
            "datestamp",
            "ipaddr",
            "refurl",
            "firstname",
            "BEG[SQ001]",
            "reistime",
            "interviewtime",
            "groupTime12",
            "BEGTime",
        ]));
        use ColumnUse::{
            Administrative as A, Answer, Completion, Duration, Ended, Identifier, Personal as P, Started,
            Timing as T,
        };
        let uses: Vec<ColumnUse> = described.headings.iter().map(|heading| heading.column_use).collect();
        assert_eq!(
            uses,
            [Identifier, Completion, A, A, A, P, Started, Ended, P, P, P, Answer, Answer, Duration, T, T]
        );
        assert!(!described.free_texts);
    }
}
