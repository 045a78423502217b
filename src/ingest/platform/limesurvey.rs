mod codes;
mod own;

use std::collections::BTreeSet;

use self::codes::{behind, statement};
use self::own::{Own, Style, own_columns};
use super::personal::is_personal;
use super::recognise::Described;
use crate::domain::{PlatformName, phrase};
use crate::ingest::heading::normalise;
use crate::ingest::plain_text::plain;
use crate::ingest::{ColumnUse, Heading};

/// What LimeSurvey always exports unless it is told not to, for a message.
pub(super) const EXPECTED: &str = "`submitdate`, `lastpage`, `startlanguage`";
/// How many of the marks together cannot be chance.
pub(super) const ENOUGH_MARKS: usize = 2;

/// What the participants' list of the tool holds besides answers.
const PARTICIPANTS: [&str; 3] = ["emailstatus", "completed", "sent"];
/// What the participants' list calls what tells who somebody is, in German and French. Lower case.
const PERSONAL: [&str; 10] = [
    "vorname",
    "nachname",
    "e-mail-adresse",
    "zugangscode",
    "zugangsschlüssel",
    "prénom",
    "nom de famille",
    "adresse ip",
    "adresse e-mail",
    "code d’accès",
];
const TIMING_TEXTS: [&str; 2] = ["group time: ", "question time: "];

/// The marks among the headings, as they stand, each once.
pub(super) fn marks(headings: &[String]) -> Vec<&str> {
    let style = Style::of(headings);
    own::marks(headings, &style, &own_columns(headings, &style))
}

/// The headings as LimeSurvey means them.
pub(super) fn describe(headings: &[String]) -> Described {
    let marks: Vec<String> = marks(headings).iter().map(|mark| format!("`{mark}`")).collect();
    let marks = marks.join(", ");
    let style = Style::of(headings);
    let own = own_columns(headings, &style);
    let timed = headings.iter().position(|heading| style.code(heading) == Some("interviewtime"));
    let uses: Vec<ColumnUse> = headings
        .iter()
        .zip(&own)
        .enumerate()
        .map(|(column, (text, own))| {
            column_use(text, *own, &style, timed.is_some_and(|timed| column >= timed))
        })
        .collect();
    let codes = codes(headings, &uses, &style);
    let free_texts = codes.is_none();
    let codes = codes.unwrap_or_default();
    let heading = |(column, text): (usize, &String)| {
        let code = codes.get(column).cloned().flatten();
        let text = match &code {
            Some(code) => behind(text, code, style.separator.as_deref()),
            None => text,
        };
        let is_code = code.as_deref() == Some(text);
        let shown = if is_code { text.to_owned() } else { style.spaced(&without_html(text)) };
        Heading { text: shown, code, column_use: uses.get(column).copied().unwrap_or(ColumnUse::Answer) }
    };
    Described {
        name: PlatformName::Limesurvey,
        reason: phrase!("er zijn kolommen {marks}", "there are columns {marks}"),
        headings: headings.iter().enumerate().map(heading).collect(),
        free_texts,
    }
}

/// Whether a question's text, or its statement, asks who somebody is.
pub(in crate::ingest) fn asks_who(question: &str) -> bool {
    let tells = |text: &str| is_personal(text) || PERSONAL.contains(&text.to_lowercase().as_str());
    tells(question) || tells(statement(question))
}

fn without_html(text: &str) -> String {
    normalise(&plain(text))
}

fn column_use(text: &str, own: Option<Own>, style: &Style, after_interview_time: bool) -> ColumnUse {
    let code = style.code(text).unwrap_or(text);
    let name = code.to_lowercase();
    let question = style.spaced(&without_html(behind(text, code, style.separator.as_deref())));
    if own == Some(Own::Submitted) {
        ColumnUse::Completion
    } else if is_attribute(code) || asks_who(text) || asks_who(code) || asks_who(&question) {
        ColumnUse::Personal
    } else if let Some(own) = own {
        own.column_use()
    } else if PARTICIPANTS.contains(&name.as_str()) || text.is_empty() {
        ColumnUse::Administrative
    } else if after_interview_time && name.ends_with("time")
        || is_group_time(code)
        || TIMING_TEXTS.iter().any(|start| question.to_lowercase().starts_with(start))
    {
        ColumnUse::Timing
    } else {
        ColumnUse::Answer
    }
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
fn codes(headings: &[String], uses: &[ColumnUse], style: &Style) -> Option<Vec<Option<String>>> {
    let mut seen = BTreeSet::new();
    if style.is_text_only() {
        return None;
    }
    headings
        .iter()
        .zip(uses)
        .map(|(text, column_use)| match column_use {
            ColumnUse::Answer => {
                let code = style.code(text)?;
                seen.insert(code).then(|| Some(code.to_owned()))
            }
            _ => Some(style.code(text).map(str::to_owned)),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(headings: &[&str]) -> Vec<String> {
        headings.iter().map(|heading| (*heading).to_owned()).collect()
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

    #[test]
    fn underscored_full_texts_get_their_spaces_back_and_are_no_codes() {
        let described = describe(&texts(&[
            "Response_ID",
            "Date_submitted",
            "Last_page",
            "Start_language",
            "Leeftijd",
            "Mijn_begeleider_[Ik_krijg_uitleg]",
        ]));
        assert!(described.free_texts);
        let last = described.headings.last().expect("the question");
        assert_eq!((last.code.as_deref(), last.text.as_str()), (None, "Mijn begeleider [Ik krijg uitleg]"));
    }

    #[test]
    fn a_heading_is_read_without_its_html_and_still_tells_who_somebody_is() {
        let described = describe(&texts(&[
            "submitdate => Date submitted",
            "lastpage => Last page",
            "BEG[SQ001] => <p>Mijn <b>begeleider</b>&nbsp;is er</p> [<i>tijd</i>]",
            "MAIL => <p>E-mailadres</p>",
        ]));
        let shown: Vec<_> = described.headings.iter().map(|heading| heading.text.as_str()).collect();
        assert_eq!(shown.get(2..), Some(&["Mijn begeleider is er [tijd]", "E-mailadres"][..]));
        assert_eq!(described.headings.last().map(|heading| heading.column_use), Some(ColumnUse::Personal));
    }
}
