use std::collections::BTreeSet;

use super::own::bare;
use super::personal::is_personal;
use super::recognise::Described;
use crate::domain::{PlatformName, phrase};
use crate::ingest::{ColumnUse, Heading};

/// What Questback always exports, for a message.
pub(super) const EXPECTED: &str = "`1: …`, `2: …`";

/// Columns of the tool itself, letters and digits only.
const OWN: [(&str, ColumnUse); 14] = [
    ("id", ColumnUse::Identifier),
    ("respondentid", ColumnUse::Identifier),
    ("responseid", ColumnUse::Identifier),
    ("respid", ColumnUse::Identifier),
    ("started", ColumnUse::Started),
    ("starttime", ColumnUse::Started),
    ("begintijd", ColumnUse::Started),
    ("ended", ColumnUse::Ended),
    ("endtime", ColumnUse::Ended),
    ("eindtijd", ColumnUse::Ended),
    ("responsetime", ColumnUse::Ended),
    ("duration", ColumnUse::Duration),
    ("language", ColumnUse::Administrative),
    ("taal", ColumnUse::Administrative),
];
/// How many numbered headings together cannot be chance.
const ENOUGH: usize = 2;

/// Whether these headings are Questback's: at least half of them are a number, a colon and a text.
pub(super) fn is_marked(rows: &[Vec<String>]) -> bool {
    let Some(first) = rows.first() else { return false };
    let filled = first.iter().filter(|heading| !heading.is_empty()).count();
    let numbers: BTreeSet<&str> = first.iter().filter_map(|heading| Some(numbered(heading)?.0)).collect();
    numbers.len() >= ENOUGH && numbers.len() * 2 >= filled
}

/// The number and the text of `12: text`; a text that begins with `=` names a group of questions and is none.
fn numbered(heading: &str) -> Option<(&str, &str)> {
    let (number, text) = heading.split_once(": ")?;
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let text = text.trim();
    (number.split('.').all(digits) && !text.is_empty() && !text.starts_with('=')).then_some((number, text))
}

/// The headings as Questback means them. A number is a code where no other question bears it.
pub(super) fn describe(headings: &[String]) -> Described {
    let numbers: Vec<&str> = headings.iter().filter_map(|heading| Some(numbered(heading)?.0)).collect();
    let own_numbers = numbers.iter().collect::<BTreeSet<_>>().len() == numbers.len();
    let marks: Vec<String> = numbers.iter().take(3).map(|number| format!("`{number}: …`")).collect();
    let marks = marks.join(", ");
    let heading = |heading: &String| {
        let known = numbered(heading).filter(|_| own_numbers);
        Heading {
            text: known.map_or(heading.as_str(), |(_, text)| text).to_owned(),
            code: known.map(|(number, _)| number.to_owned()),
            column_use: column_use(heading),
        }
    };
    Described {
        name: PlatformName::Questback,
        reason: phrase!(
            "de koppen beginnen met een nummer ({marks})",
            "the headings begin with a number ({marks})"
        ),
        headings: headings.iter().map(heading).collect(),
        free_texts: !own_numbers,
    }
}

fn column_use(heading: &str) -> ColumnUse {
    let text = numbered(heading).map_or(heading, |(_, text)| text);
    let own = OWN.iter().find(|(own, _)| *own == bare(heading)).map(|(_, column_use)| *column_use);
    if is_personal(text) {
        ColumnUse::Personal
    } else if heading.is_empty() {
        ColumnUse::Administrative
    } else {
        own.unwrap_or(ColumnUse::Answer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(headings: &[&str]) -> Vec<String> {
        headings.iter().map(|heading| (*heading).to_owned()).collect()
    }

    #[test]
    fn the_number_is_the_code_and_the_rest_the_question() {
        let headings = texts(&["Respondent ID", "1: Wat is uw rol?", "2.1: Ik krijg tijd", "3: E-mailadres"]);
        assert!(is_marked(std::slice::from_ref(&headings)));
        let described = describe(&headings);
        let seen: Vec<_> = described
            .headings
            .iter()
            .map(|heading| (heading.code.as_deref(), heading.text.as_str(), heading.column_use))
            .collect();
        assert_eq!(
            seen,
            [
                (None, "Respondent ID", ColumnUse::Identifier),
                (Some("1"), "Wat is uw rol?", ColumnUse::Answer),
                (Some("2.1"), "Ik krijg tijd", ColumnUse::Answer),
                (Some("3"), "E-mailadres", ColumnUse::Personal),
            ]
        );
    }

    #[test]
    fn numbers_that_come_back_tell_no_question_from_another() {
        let described = describe(&texts(&["1: Rol", "2: Ik krijg tijd", "2: Ik krijg uitleg"]));
        assert!(described.free_texts && described.headings.iter().all(|heading| heading.code.is_none()));
        assert_eq!(described.headings.get(1).map(|heading| heading.text.as_str()), Some("2: Ik krijg tijd"));
    }

    #[test]
    fn a_sheet_of_groups_or_of_anything_else_is_not_questbacks() {
        for headings in [
            &["12: =Begeleiding", "13: =Sfeer"][..],
            &["9:30", "10:30"],
            &["1: Rol", "school", "jaar", "team"],
            &["1: Rol"],
            &["Q1: Rol", "Q2: School"],
            &[],
        ] {
            assert!(!is_marked(&[texts(headings)]), "{headings:?}");
        }
    }
}
