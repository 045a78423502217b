use std::collections::BTreeMap;

use super::blocks::statements;
use super::own::{first_use, key};
use super::personal::is_personal;
use super::recognise::{Described, Understood};
use crate::domain::{Phrase, PlatformName, phrase};
use crate::ingest::{ColumnUse, Heading, Labels};

/// What Qualtrics always exports, for a message.
pub(super) const EXPECTED: &str = "`StartDate`, `Finished`, `RecordedDate`, `ResponseId`";

/// Columns of the tool itself, without capitals and blanks: its names, the names of the export with two heading
/// rows, and the English texts. The first six hardly any other tool has.
const OWN: [(&str, ColumnUse); 31] = [
    ("recordeddate", ColumnUse::Administrative),
    ("responseid", ColumnUse::Identifier),
    ("distributionchannel", ColumnUse::Administrative),
    ("userlanguage", ColumnUse::Administrative),
    ("duration(inseconds)", ColumnUse::Duration),
    ("finished", ColumnUse::Completion),
    ("startdate", ColumnUse::Started),
    ("enddate", ColumnUse::Ended),
    ("status", ColumnUse::Status),
    ("responsetype", ColumnUse::Status),
    ("progress", ColumnUse::Administrative),
    ("responseset", ColumnUse::Administrative),
    ("duration", ColumnUse::Duration),
    ("_recordid", ColumnUse::Identifier),
    ("ipaddress", ColumnUse::Personal),
    ("name", ColumnUse::Personal),
    ("emailaddress", ColumnUse::Personal),
    ("recipientlastname", ColumnUse::Personal),
    ("recipientfirstname", ColumnUse::Personal),
    ("recipientemail", ColumnUse::Personal),
    ("externalreference", ColumnUse::Personal),
    ("externaldatareference", ColumnUse::Personal),
    ("locationlatitude", ColumnUse::Personal),
    ("locationlongitude", ColumnUse::Personal),
    ("locationaccuracy", ColumnUse::Personal),
    ("q_recaptchascore", ColumnUse::Administrative),
    ("q_relevantidduplicate", ColumnUse::Administrative),
    ("q_relevantidduplicatescore", ColumnUse::Administrative),
    ("q_relevantidfraudscore", ColumnUse::Administrative),
    ("q_url", ColumnUse::Personal),
    ("q_ballotboxstuffing", ColumnUse::Administrative),
];
const RARE: usize = 6;
const ENOUGH_OWN: usize = 3;
const ENOUGH_RARE: usize = 2;
/// What a question about time or about the browser adds to its name.
const TIMING: [&str; 4] = ["_first click", "_last click", "_page submit", "_click count"];
const DEVICE: [&str; 4] = ["_browser", "_version", "_operating system", "_resolution"];

/// Which of the heading rows says what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Layout {
    texts: Option<usize>,
    ids: Option<usize>,
    depth: usize,
    /// `V1`, `V2`, … for the columns of the tool itself, with their names in the row of the texts.
    legacy: bool,
}

/// Whether these heading rows are Qualtrics's.
pub(super) fn is_marked(rows: &[Vec<String>]) -> bool {
    layout(rows).is_some()
}

fn layout(rows: &[Vec<String>]) -> Option<Layout> {
    let names = rows.first()?;
    let named = names.iter().filter(|name| !name.is_empty()).count();
    let ids_in = |at: usize| rows.get(at).is_some_and(|row| holds_ids(row) && named * 4 >= filled(row) * 3);
    if ids_in(2) {
        return Some(Layout { texts: Some(1), ids: Some(2), depth: 3, legacy: false });
    }
    if ids_in(1) {
        return Some(Layout { texts: None, ids: Some(1), depth: 2, legacy: false });
    }
    let numbered = |name: &&String| name.strip_prefix('V').is_some_and(|number| number.parse::<u8>().is_ok());
    if let Some(texts) = rows.get(1)
        && names.iter().filter(numbered).count() >= ENOUGH_OWN
        && own_columns(texts).count() >= ENOUGH_OWN
    {
        return Some(Layout { texts: Some(1), ids: None, depth: 2, legacy: true });
    }
    let rare = own_columns(names).filter(|&at| at < RARE).count();
    if own_columns(names).count() < ENOUGH_OWN || rare < ENOUGH_RARE {
        return None;
    }
    let texts = rows.get(1).filter(|row| !holds_answers(names, row)).map(|_| 1);
    Some(Layout { texts, ids: None, depth: 1 + usize::from(texts.is_some()), legacy: false })
}

fn filled(row: &[String]) -> usize {
    row.iter().filter(|cell| !cell.is_empty()).count()
}

/// The columns of the tool itself in a row, by their position in [`OWN`], each once.
fn own_columns(row: &[String]) -> impl Iterator<Item = usize> {
    let keys: std::collections::BTreeSet<String> = row.iter().map(|name| key(name)).collect();
    OWN.into_iter().enumerate().filter(move |(_, (own, _))| keys.contains(*own)).map(|(at, _)| at)
}

/// `{"ImportId":"QID1"}` in at least half of the cells in which something stands.
fn holds_ids(row: &[String]) -> bool {
    let ids = row.iter().filter(|cell| import_id(cell).is_some()).count();
    ids > 0 && ids * 2 >= filled(row)
}

/// The id a cell of the third row names.
pub(super) fn import_id(cell: &str) -> Option<&str> {
    let mut parts = cell.strip_prefix('{')?.split(['"', '\'']).skip(1);
    if parts.next()? != "ImportId" {
        return None;
    }
    parts.nth(1)
}

/// Whether the row below the names is a response already: a date or a number stands below the start, a code of
/// the tool below the id. Nothing below either is no response, and no text.
fn holds_answers(names: &[String], row: &[String]) -> bool {
    const TELLING: [&str; 4] = ["startdate", "enddate", "recordeddate", "responseid"];
    let told =
        names.iter().zip(row).find(|(name, cell)| TELLING.contains(&key(name).as_str()) && !cell.is_empty());
    told.is_none_or(|(_, cell)| cell.starts_with("R_") || cell.starts_with(|c: char| c.is_ascii_digit()))
}

/// The heading rows as Qualtrics means them.
pub(super) fn describe(rows: &[Vec<String>]) -> Understood {
    let layout = layout(rows).unwrap_or(Layout { texts: None, ids: None, depth: 1, legacy: false });
    let empty = Vec::new();
    let row = |at: Option<usize>| at.and_then(|at| rows.get(at)).unwrap_or(&empty);
    let (names, texts, ids) = (row(Some(0)), row(layout.texts), row(layout.ids));
    // With the names taken out, the texts are all there is.
    let coded = layout.depth > 1 || !names.iter().any(|name| key(name) == "startdate" && name.contains(' '));
    let texts = statements(names, texts, ids);
    let heading = |(column, name): (usize, &String)| {
        let text = texts.get(column).filter(|text| !text.is_empty()).unwrap_or(name);
        let id = ids.get(column).and_then(|cell| import_id(cell));
        Heading {
            column_use: column_use(name, text, id, layout.legacy),
            text: text.clone(),
            code: Some(name.clone()).filter(|name| coded && !name.is_empty()),
        }
    };
    let mut headings: Vec<Heading> = names.iter().enumerate().map(heading).collect();
    let labels = by_progress(names, &mut headings);
    Understood {
        described: Described {
            name: PlatformName::Qualtrics,
            reason: reason(names, &layout),
            headings,
            free_texts: false,
        },
        depth: layout.depth,
        labels,
    }
}

fn reason(names: &[String], layout: &Layout) -> Phrase {
    match (layout.ids, layout.legacy) {
        (Some(2), _) => Phrase::new(
            "er zijn drie kopregels, de derde met `ImportId`",
            "there are three heading rows, the third with `ImportId`",
        ),
        (Some(_), _) => Phrase::new(
            "er is een tweede kopregel met `ImportId`",
            "there is a second heading row with `ImportId`",
        ),
        (None, true) => Phrase::new(
            "er zijn twee kopregels, de eerste met `V1`, `V2` enzovoort",
            "there are two heading rows, the first with `V1`, `V2` and so on",
        ),
        (None, false) => {
            let is_own = |name: &&String| OWN.iter().take(RARE).any(|(own, _)| *own == key(name));
            let marks: Vec<String> = names.iter().filter(is_own).map(|name| format!("`{name}`")).collect();
            let marks = marks.join(", ");
            phrase!("er zijn kolommen {marks}", "there are columns {marks}")
        }
    }
}

fn column_use(name: &str, text: &str, id: Option<&str>, legacy: bool) -> ColumnUse {
    let lower = name.to_lowercase();
    let ends = |with: &[&str]| with.iter().any(|end| lower.ends_with(end));
    // A question may bear the name of a column of the tool itself.
    let own = match id {
        Some(id) if id.starts_with("QID") => None,
        id => first_use(&OWN, &[name, id.unwrap_or_default(), if legacy { text } else { "" }]),
    };
    let statement = text.strip_suffix(']').and_then(|open| open.rsplit_once('[')).map(|(_, inside)| inside);
    if let Some(own) = own {
        own
    } else if ends(&TIMING) {
        ColumnUse::Timing
    } else if ends(&DEVICE) || [name, text, statement.unwrap_or_default()].into_iter().any(is_personal) {
        ColumnUse::Personal
    } else if name.is_empty() || is_display_order(name) {
        ColumnUse::Administrative
    } else {
        ColumnUse::Answer
    }
}

/// `Q5_DO`, `Q5_DO_3`, `FL_12_DO`: in which order something was shown.
fn is_display_order(name: &str) -> bool {
    let number = |(_, number): &(&str, &str)| number.bytes().all(|byte| byte.is_ascii_digit());
    name.ends_with("_DO") || name.rsplit_once("_DO_").filter(number).is_some()
}

/// Where `Finished` is not exported, the progress tells what is complete: all below 100 is not.
fn by_progress(names: &[String], headings: &mut [Heading]) -> BTreeMap<usize, Labels> {
    let mut labels = BTreeMap::new();
    if headings.iter().any(|heading| heading.column_use == ColumnUse::Completion) {
        return labels;
    }
    let found = names.iter().position(|name| key(name) == "progress");
    if let Some((column, heading)) = found.and_then(|at| Some((at, headings.get_mut(at)?))) {
        heading.column_use = ColumnUse::Completion;
        let mut unfinished = Labels::default();
        unfinished.missing_range(0.0, 99.0);
        (0..100).for_each(|percent: u8| unfinished.missing(percent.to_string()));
        labels.insert(column, unfinished);
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(rows: &[&[&str]]) -> Vec<Vec<String>> {
        rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
    }

    #[test]
    fn a_block_of_statements_is_written_as_block_and_statement() {
        let described = describe(&rows(&[
            &["StartDate", "Finished", "ResponseId", "Q1", "BEG_1", "BEG_2", "Q3", "Q3_4_TEXT"],
            &[
                "Begindatum",
                "Voltooid",
                "Respons-ID",
                "Wat is uw rol? - Selected Choice",
                "Begeleiding - in de school - Ik krijg tijd",
                "Begeleiding - in de school - Ik krijg uitleg",
                "Hoe - dan?",
                "Hoe - dan? - Anders - Text",
            ],
            &[
                "{\"ImportId\":\"startDate\",\"timeZone\":\"Europe/Amsterdam\"}",
                "{\"ImportId\":\"finished\"}",
                "{\"ImportId\":\"_recordId\"}",
                "{\"ImportId\":\"QID1\"}",
                "{\"ImportId\":\"QID2_1\"}",
                "{\"ImportId\":\"QID2_2\"}",
                "{\"ImportId\":\"QID3\"}",
                "{\"ImportId\":\"QID3_4_TEXT\"}",
            ],
        ]));
        assert_eq!(described.depth, 3);
        let headings = described.described.headings;
        let texts: Vec<&str> = headings.iter().skip(3).map(|heading| heading.text.as_str()).collect();
        assert_eq!(
            texts,
            [
                "Wat is uw rol?",
                "Begeleiding - in de school [Ik krijg tijd]",
                "Begeleiding - in de school [Ik krijg uitleg]",
                "Hoe - dan?",
                "Hoe - dan? - Anders - Text"
            ]
        );
        assert_eq!(headings.get(4).and_then(|heading| heading.code.as_deref()), Some("BEG_1"));
    }

    #[test]
    fn the_layout_is_told_by_what_the_rows_hold() {
        let of = |cells: &[&[&str]]| layout(&rows(cells)).map(|layout| (layout.depth, layout.texts));
        let names: &[&str] = &["StartDate", "Finished", "ResponseId", "Q1"];
        let texts: &[&str] = &["Anfangsdatum", "Beendet", "Antwort-ID", "Wie?"];
        let ids: &[&str] =
            &["{\"ImportId\":\"startDate\"}", "{'ImportId': 'finished'}", "", "{\"ImportId\":\"QID1\"}"];
        let answers: &[&str] = &["2026-01-01 10:00:00", "1", "R_abc", "4"];
        assert_eq!(of(&[names, texts, ids]), Some((3, Some(1))));
        assert_eq!(of(&[names, texts, answers]), Some((2, Some(1))));
        assert_eq!(of(&[names, ids, answers]), Some((2, None)));
        assert_eq!(of(&[names, answers]), Some((1, None)));
        assert_eq!(of(&[names]), Some((1, None)));
        assert_eq!(of(&[&["Titel", "", "", ""], names, ids]), None, "a title above is no row of names");
        assert_eq!(of(&[&["StartDate", "EndDate", "Status", "Q1"]]), None, "any tool can have those");
        assert_eq!(of(&[]), None);
    }

    #[test]
    fn every_column_of_the_tool_itself_is_known_for_what_it_is() {
        use ColumnUse::{
            Administrative as A, Answer, Completion, Duration, Ended, Identifier, Personal as P, Started,
            Status, Timing as T,
        };
        let names: &[&str] = &[
            "StartDate",
            "EndDate",
            "Status",
            "IPAddress",
            "Progress",
            "Duration (in seconds)",
            "Finished",
            "RecordedDate",
            "ResponseId",
            "RecipientLastName",
            "RecipientEmail",
            "ExternalReference",
            "LocationLatitude",
            "LocationLongitude",
            "DistributionChannel",
            "UserLanguage",
            "Q1",
            "Q2_First Click",
            "Q3_Browser",
            "Q4_DO_2",
            "E-mailadres",
        ];
        let described = describe(&rows(&[names])).described;
        let uses: Vec<ColumnUse> = described.headings.iter().map(|heading| heading.column_use).collect();
        let expected = [
            Started, Ended, Status, P, A, Duration, Completion, A, Identifier, P, P, P, P, P, A, A, Answer,
            T, P, A, P,
        ];
        assert_eq!(uses, expected);
        let mut without = names.to_vec();
        without.remove(6);
        let understood = describe(&rows(&[&without]));
        assert_eq!(understood.described.headings.get(4).map(|heading| heading.column_use), Some(Completion));
        assert!(understood.labels.contains_key(&4), "progress below 100 is not finished");
    }

    #[test]
    fn a_question_that_bears_the_name_of_a_column_of_the_tool_stays_a_question() {
        let described = describe(&rows(&[
            &["StartDate", "Finished", "ResponseId", "Status"],
            &["Start Date", "Finished", "Response ID", "Wat is uw status?"],
            &[
                "{\"ImportId\":\"startDate\"}",
                "{\"ImportId\":\"finished\"}",
                "{\"ImportId\":\"_recordId\"}",
                "{\"ImportId\":\"QID9\"}",
            ],
        ]));
        assert_eq!(
            described.described.headings.last().map(|heading| heading.column_use),
            Some(ColumnUse::Answer)
        );
    }
}
