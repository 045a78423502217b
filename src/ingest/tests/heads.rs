use super::fixture::{csv, file, headings, line, rows, text};
use crate::diagnostics::Code;
use crate::domain::Cell::Absent;
use crate::domain::{Place, PlatformName};
use crate::ingest::{ColumnUse, Hints};

const QUALTRICS: &str = "StartDate,Finished,ResponseId,Q1,Q2_1,Q2_2\n\
    Begindatum,Voltooid,Respons-ID,Rol?,Begeleiding - tijd,Begeleiding - uitleg\n\
    \"{\"\"ImportId\"\":\"\"startDate\"\"}\",\"{\"\"ImportId\"\":\"\"finished\"\"}\",\"{\"\"ImportId\"\":\"\"_recordId\"\"}\",\"{\"\"ImportId\"\":\"\"QID1\"\"}\",\"{\"\"ImportId\"\":\"\"QID2_1\"\"}\",\"{\"\"ImportId\"\":\"\"QID2_2\"\"}\"\n";
const MONKEY: &str =
    "Respondent ID,Start Date,IP Address,Rol?,\"Begeleiding,\nhoe is die?\",\n,,,Response,tijd,uitleg\n";

#[test]
fn heading_rows_are_no_respondents_and_answers_keep_their_lines() {
    let table =
        csv(&format!("{QUALTRICS}2026-01-01,1,R_a,student,4,5\n2026-01-02,0,R_b,student,,3\n")).table();
    assert_eq!((table.platform, table.header_row), (PlatformName::Qualtrics, 1));
    let starts: Vec<u64> = rows(&table).unwrap().into_iter().map(|(start, _)| start).collect();
    assert_eq!(starts, [4, 5]);
    assert_eq!(table.headings[4].text, "Begeleiding [tijd]");
    assert_eq!((table.find("Q2_2"), table.find("Begeleiding [uitleg]")), (Some(5), Some(5)));
    let monkey = csv(&format!("{MONKEY}118,1/2/2026,192.0.2.1,student,4,5\n")).table();
    assert_eq!((monkey.platform, monkey.header_row), (PlatformName::Surveymonkey, 1));
    assert_eq!(rows(&monkey).unwrap()[0].0, 4, "the first heading row takes two lines");
    assert_eq!(
        headings(&monkey)[3..],
        ["Rol?", "Begeleiding, hoe is die? [tijd]", "Begeleiding, hoe is die? [uitleg]"]
    );
}

#[test]
fn headings_of_several_rows_below_a_title_are_found_or_named() {
    for (content, row) in [
        (format!("Titel\n\n{QUALTRICS}2026-01-01,1,R_a,x,4,5\n"), 3),
        (format!("Titel;a\n{MONKEY}118,1/2/2026,1.2.3.4,x,4,5\n"), 2),
    ] {
        let found = csv(&content).table();
        assert_eq!((found.header_row, rows(&found).unwrap().len()), (row, 1), "{content}");
        let named =
            csv(&content).open_with(&Hints { header_row: Some(row), ..Hints::default() }).unwrap().value;
        assert_eq!((named.platform, named.header_row), (found.platform, row));
    }
}

#[test]
fn headings_without_anything_below_them_say_so() {
    for content in [QUALTRICS, MONKEY, "Tijdstempel,Rol?\n", "1: Rol;2: School\n"] {
        assert_eq!(csv(content).codes(), [Code::NoRows], "{content}");
    }
    let only = csv(&QUALTRICS.lines().take(1).collect::<String>());
    assert_eq!(only.codes(), [Code::NoRows]);
}

#[test]
fn progress_below_a_hundred_is_not_finished_where_nothing_else_tells() {
    let table = csv("StartDate,Progress,ResponseId,RecordedDate,Q1\n2026-01-01,100,R_a,2026-01-01,4\n2026-01-01,40,R_b,2026-01-01,3\n").table();
    assert_eq!(table.completion(), Some(1));
    let progress: Vec<_> = rows(&table).unwrap().into_iter().map(|(_, cells)| cells[1].clone()).collect();
    assert_eq!(progress, [text("100"), crate::domain::Cell::Missing("40".to_owned())]);
    let neither = csv("StartDate,ResponseId,RecordedDate,Q1\n2026-01-01,R_a,2026-01-01,4\n").open().unwrap();
    assert!(neither.notes.iter().any(|note| note.code == Code::CompletionUnknown));
}

#[test]
fn the_headings_once_more_among_the_answers_are_no_respondent() {
    let repeated = |line: u64| vec![(Code::RepeatedHeadings, Some(Place::line("in.csv", line)))];
    assert_eq!(csv("rol;Q1\nstudent;4\nrol;Q1\nmentor;2\n").faults(), repeated(3));
    assert_eq!(csv("rol;Q1\nstudent;4\n\u{feff}rol ;\"Q1\"\nmentor;2\n").faults(), repeated(3));
    assert_eq!(csv("Onze enquête\nrol;Q1\nstudent;4\nrol;Q1\nmentor;2\n").faults(), repeated(4));
    let answers = "2026-01-01,1,R_a,x,4,5\n";
    assert_eq!(csv(&format!("{QUALTRICS}{answers}{QUALTRICS}{answers}")).faults(), repeated(5));
    let answers = "118,1/2/2026,192.0.2.1,x,4,5\n";
    assert_eq!(csv(&format!("{MONKEY}{answers}{MONKEY}{answers}")).faults(), repeated(5));
    for fine in ["rol;Q1\nrol;4\nstudent;Q1\n", "Appel;Peer\nAppel;\n;Peer\n", "rol\nrol\nstudent\n"] {
        assert_eq!(csv(fine).codes(), [], "{fine}");
    }
}

#[test]
fn a_heading_may_be_long_and_hold_anything() {
    let long = "Een heel lange vraag ".repeat(60);
    let content = format!("\"\u{feff}{long}\r\nmet een regel\";\"b\0c\u{200b}\";d\n4;5;6\n");
    let table = csv(&content).table();
    assert!(table.headings[0].text.ends_with("vraag met een regel") && table.headings[0].text.len() > 1_000);
    assert_eq!(table.headings[1].text, "bc");
    assert_eq!(rows(&table).unwrap(), [(3, vec![text("4"), text("5"), text("6")])]);
    assert_eq!(table.find(&format!("{long}\nmet een regel")), Some(0));
}

#[test]
fn rows_above_the_headings_may_be_blank_titles_or_both() {
    for content in
        ["\n\n;;\nrol;school;Q1\nstudent;Noord;4\n", "Titel;;\n;;\nrol;school;Q1\nstudent;Noord;4\n"]
    {
        let table = csv(content).table();
        assert_eq!(headings(&table), ["rol", "school", "Q1"], "{content:?}");
        assert_eq!(rows(&table).unwrap().len(), 1);
    }
}

#[test]
fn every_double_and_every_empty_heading_is_named_with_its_place() {
    let faults = csv("a;b;a;;b\n1;2;3;4;5\n").faults();
    let codes: Vec<Code> = faults.iter().map(|(code, _)| *code).collect();
    assert_eq!(codes, [Code::DuplicateHeading, Code::BlankHeading, Code::DuplicateHeading]);
    assert_eq!((faults[0].1.clone(), faults[1].1.clone()), (line(1), line(2)));
    let google = csv("Tijdstempel,Rol?,Rol?,\n1-1-2026 9:00:00,a,b,c\n").open().unwrap();
    let codes: Vec<Code> = google.notes.iter().map(|note| note.code).collect();
    assert_eq!(codes, [Code::DuplicateHeading, Code::BlankHeading], "questions may share a text");
}

#[test]
fn a_header_of_a_million_columns_is_too_large_and_said_so_at_once() {
    let wide = "kop;".repeat(1_000_000);
    assert_eq!(csv(&format!("{wide}\n1;2\n")).codes(), [Code::TooLarge]);
    let fits: String = (0..16_000).map(|column| format!("k{column};")).collect();
    let table = csv(&format!("{fits}laatste\n{}1\n", ";".repeat(16_000))).table();
    assert_eq!(table.headings.len(), 16_001);
}

#[test]
fn a_respondent_who_answered_nothing_is_one_below_every_kind_of_heading() {
    let table = csv(&format!("{QUALTRICS}2026-01-01,1,R_a,x,4,5\n2026-01-01,1,R_b,,,\n")).table();
    let answers = &rows(&table).unwrap()[1].1;
    assert_eq!(answers[3..], [Absent, Absent, Absent]);
}

#[test]
fn a_legacy_export_with_a_trailing_empty_column_is_read() {
    let content = "\u{feff}V1,V2,V3,V4,V5,V10,Q1,\nResponseID,ResponseSet,Name,EmailAddress,IPAddress,Finished,Rol?,\nR_a,Standaard,Jan,,192.0.2.1,1,student,\n";
    let table = csv(content).table();
    use ColumnUse::{Administrative as A, Answer, Completion, Identifier, Personal as P};
    let uses: Vec<ColumnUse> = table.headings.iter().map(|heading| heading.column_use).collect();
    assert_eq!(uses, [Identifier, A, P, P, P, Completion, Answer]);
    assert_eq!(rows(&table).unwrap().len(), 1);
    assert_eq!(file("in.csv", content.as_bytes()).codes(), []);
}
