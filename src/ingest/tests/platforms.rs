use super::fixture::{csv, headings, rows, text};
use crate::diagnostics::Code;
use crate::domain::Cell::{Absent, Blank};
use crate::domain::{Missing, PlatformName};
use crate::ingest::ColumnUse;

const LIMESURVEY: &str = "\u{feff}\"id\";\"submitdate\";\"lastpage\";\"startlanguage\";\"seed\";\"token\";\"BEG[SQ001]\";\"BEG[SQ002]\"\r\n\
    \"17\";\"2025-05-14 09:21:07\";\"4\";\"nl\";\"1203377\";\"abc\";\"A4\";\"\"\r\n\
    \"18\";;\"1\";\"nl\";\"88213\";\"def\";;\r\n\r\n";

#[test]
fn a_limesurvey_export_is_recognised_by_its_own_columns() {
    let checked = csv(LIMESURVEY).open().unwrap();
    let table = checked.value;
    assert_eq!(table.platform, PlatformName::Limesurvey);
    assert!(table.platform_reason.nl.contains("submitdate"));
    assert_eq!(table.completion(), Some(1));
    assert_eq!(table.absent_means(), Missing::NotAsked);
    assert_eq!(table.find("BEG[SQ002]"), Some(7));
    assert_eq!(table.find("beg[SQ002]"), None);
    assert_eq!(table.headings[5].column_use, ColumnUse::Personal);
    let note = checked.notes.iter().find(|note| note.code == Code::PersonalColumn).expect("a note");
    assert!(note.headline.nl.contains("`token`") && !note.headline.nl.contains("abc"));
    let mut answers = Vec::new();
    for batch in table.batches(&[1, 6, 7]).unwrap() {
        let batch = batch.unwrap();
        for row in 0..batch.len() {
            answers.push(
                batch.columns.iter().map(|c| c.distinct[c.rows[row] as usize].clone()).collect::<Vec<_>>(),
            );
        }
    }
    assert_eq!(answers, [vec![text("2025-05-14 09:21:07"), text("A4"), Blank], vec![Absent, Absent, Absent]]);
}

#[test]
fn a_limesurvey_export_saved_again_without_quotes_no_longer_tells_what_was_not_asked() {
    let table = csv(&LIMESURVEY.replace('"', "")).table();
    assert_eq!(table.platform, PlatformName::Limesurvey);
    assert_eq!(table.absent_means(), Missing::NotAnswered);
}

#[test]
fn limesurvey_headings_of_code_and_text_are_found_by_either() {
    let table = csv("\"id\",\"submitdate\",\"lastpage\",\"ROL\",\"BEG[SQ001]. Mijn  begeleider is er [tijd]\"\n1,2025-01-01,3,A1,A2\n").table();
    assert_eq!(table.find("BEG[SQ001]"), Some(4));
    assert_eq!(table.find("BEG[SQ001]. Mijn begeleider is er\u{a0}[tijd] "), Some(4));
    assert_eq!(table.find("Mijn begeleider is er [tijd]"), Some(4));
    assert_eq!(table.headings[4].text, "Mijn begeleider is er [tijd]");
    let names: Vec<_> = table.column_names().collect();
    assert!(names.contains(&"BEG[SQ001]") && names.contains(&"ROL"));
}

#[test]
fn a_limesurvey_export_with_code_and_text_above_every_column_is_recognised() {
    let content = "\"id. Response ID\",\"submitdate. Date submitted\",\"lastpage. Last page\",\"startlanguage. Start language\",\"token. Access code\",\"email. Email address\",\"attribute_1. Studentnummer\",\"BEG[SQ001]. Begeleiding [Ik krijg uitleg]\",\"TIP[SQ001]. Overig [Ik krijg uitleg]\",\"A. Toelichting\",\"B. Toelichting\"\n\"1\",\"2025-01-01\",\"3\",\"nl\",\"t\",\"a@b.nl\",\"88\",\"A4\",\"A1\",\"x\",\"y\"\n\"2\",,\"1\",\"nl\",\"u\",\"b@b.nl\",\"89\",,,,\n";
    let table = csv(content).table();
    assert_eq!((table.platform, table.completion()), (PlatformName::Limesurvey, Some(1)));
    assert_eq!(table.absent_means(), Missing::NotAsked);
    assert_eq!(table.find("email"), Some(5));
    assert!((4..=6).all(|column| table.headings[column].column_use == ColumnUse::Personal));
    assert!((4..=6).all(|column| !table.can_be_read(column)));
    assert_eq!(table.find("Begeleiding [Ik krijg uitleg]"), Some(7));
    assert_eq!(table.find("Toelichting"), None, "two questions bear it: only the code tells which");
    assert_eq!(table.codes_of("Toelichting"), ["A", "B"]);
    assert_eq!((table.find("A"), table.find("B. Toelichting")), (Some(9), Some(10)));
    assert!(table.batches(&[9, 10]).is_ok());
    let bare = csv("Q1. Naam;attribute_2. E-mailadres;Q2. Locatie\nJan;a@b.nl;Noord\n").table();
    let uses: Vec<_> = bare.headings.iter().map(|heading| heading.column_use).collect();
    assert_eq!(uses, [ColumnUse::Personal, ColumnUse::Personal, ColumnUse::Answer]);
}

#[test]
fn questions_that_share_a_text_are_a_warning_until_one_of_them_is_wanted() {
    let checked = csv("\"Response ID\",\"Date submitted\",\"Last page\",\"Uw les?\",\"Toelichting hierbij\",\"Uw sfeer?\",\"Toelichting hierbij\"\n1,2025-01-01,3,1,a,2,b\n").open().unwrap();
    assert!(checked.notes.iter().any(|note| note.code == Code::DuplicateHeading));
    let table = checked.value;
    assert!(table.batches(&[3, 5]).is_ok());
    let twin = table.find("Toelichting hierbij").unwrap();
    assert_eq!(table.batches(&[3, twin]).unwrap_err()[0].code, Code::DuplicateHeading);
}

#[test]
fn limesurvey_without_its_date_of_submission_says_that_completion_cannot_be_seen() {
    let checked = csv("id;lastpage;startlanguage;Q1\n1;2;nl;A1\n").open().unwrap();
    assert_eq!(checked.value.completion(), None);
    assert!(checked.notes.iter().any(|note| note.code == Code::CompletionUnknown));
}

#[test]
fn microsoft_forms_is_recognised_in_dutch_and_english() {
    for content in [
        "ID;Begintijd;Tijd van voltooien;E-mail;Naam;Tijd van laatste wijziging;Mijn begeleider\u{a0}\n1;1;2;a@b.nl;Jan;;Eens\n",
        "Id;Start time;Completion time;Email;Name;Last modified time;Mijn begeleider \n1;1;2;a@b.nl;Jan;;Eens\n",
    ] {
        let table = csv(content).table();
        assert_eq!(table.platform, PlatformName::MicrosoftForms);
        use ColumnUse::{Administrative as A, Answer, Ended, Identifier, Personal as P, Started};
        let uses: Vec<_> = table.headings.iter().map(|heading| heading.column_use).collect();
        assert_eq!(uses, [Identifier, Started, Ended, P, P, A, Answer]);
        assert_eq!(table.find("Mijn begeleider"), Some(6));
        assert_eq!((table.completion(), table.absent_means()), (None, Missing::NotAnswered));
    }
}

#[test]
fn a_plain_table_is_read_but_never_its_personal_columns() {
    let checked = csv("Naam;Naam school;Telefoonnummer;les\nJan;Noord;06;Eens\n").open().unwrap();
    let table = checked.value;
    assert_eq!(table.platform, PlatformName::Table);
    assert_eq!(headings(&table), ["Naam", "Naam school", "Telefoonnummer", "les"]);
    assert_eq!(rows(&table).unwrap(), [(2, vec![text("Noord"), text("Eens")])]);
    let noted: Vec<_> = checked.notes.iter().map(|note| note.headline.nl.as_str()).collect();
    assert_eq!(noted, ["persoonsgegevens, niet gelezen: `Naam` en `Telefoonnummer`"]);
}

#[test]
fn headings_below_title_rows_are_found_by_the_mark_of_the_platform() {
    let content =
        format!("Enquête;voor;iedereen;van;ons;team;in;2025\n{}", &LIMESURVEY['\u{feff}'.len_utf8()..]);
    let table = csv(&content).table();
    assert_eq!((table.platform, table.header_row), (PlatformName::Limesurvey, 2));
}

#[test]
fn a_token_can_be_compared_to_find_doubles_and_never_read() {
    let table = csv(LIMESURVEY).table();
    assert_eq!(table.identifiers(), [0, 5], "the number of the response, then the token");
    assert!(table.batches(&[5]).is_err() && !table.can_be_read(5));
    assert!(table.batches_with(&[6], &[6]).is_err(), "an answer is no identifier");
    let batch = table.batches_with(&[6], &[0, 5]).unwrap().next().expect("a batch").unwrap();
    assert_eq!(batch.columns.len(), 3);
    let tokens = &batch.columns[2];
    assert_eq!(tokens.distinct.len(), 2);
    assert!(!format!("{:?}", batch.columns).contains("abc"));
    assert_eq!(batch.columns[0].distinct[0], text("A4"));
}

#[test]
fn the_times_of_a_response_are_known_for_what_they_are() {
    let table = csv("id;submitdate;lastpage;startdate;datestamp;Q1;interviewtime\n1;2025-01-01;2;2025-01-01;2025-01-01;A1;33\n").table();
    let of = |column_use| table.used_as(column_use);
    assert_eq!((of(ColumnUse::Started), table.ended(), of(ColumnUse::Duration)), (Some(3), Some(4), Some(6)));
    let without = csv("id;submitdate;lastpage;Q1\n1;2025-01-01;2;A1\n").table();
    assert_eq!((without.ended(), without.used_as(ColumnUse::Status)), (Some(1), None));
}
