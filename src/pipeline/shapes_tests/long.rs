//! Files with one answer a row.

use super::*;

#[test]
fn one_answer_all_missing_and_a_question_without_a_row_are_what_they_are() {
    let file = long(&["a;S0;Q1;eens\n".into(), "b;S0;Q1;\n".into(), "b;S0;Q2;weet niet\n".into()]);
    let answers = reading(&project(LONG, &[2]), &file);
    assert_eq!(errors(&answers.notes), []);
    let cell = answers.value.tally.cells.values().next().expect("one cell");
    assert_eq!(cell.respondents, 2);
    let items = &cell.indicators.values().next().expect("one indicator").items;
    assert_eq!((items[0].valid(), items[0].missing), (1, [1, 0, 0, 0]));
    assert_eq!((items[1].valid(), items[1].missing), (0, [0, 1, 0, 1]), "who has no row was not asked");
}

#[test]
fn a_long_file_without_rows_says_so() {
    only(&project(LONG, &[1]), "ResultID;School;Vraag;Antwoord\n", Code::NoRows, "f.csv:1", ["", ""]);
    only(&project(LONG, &[1]), "", Code::EmptyFile, "f.csv", ["", ""]);
}

#[test]
fn two_answers_of_one_person_to_one_question_are_an_error_with_both_lines() {
    let file = long(&[
        "a;S0;Q1;eens\n".into(),
        "b;S0;Q1;eens\n".into(),
        "a;S0;Q2;eens\n".into(),
        "a;S0;Q1;oneens\n".into(),
    ]);
    let said =
        ["twee verschillende antwoorden op ‘Q1’ (eerder: f.csv:2)", "answers to ‘Q1’ (earlier: f.csv:2)"];
    only(&project(LONG, &[2]), &file, Code::AnsweredTwice, "f.csv:5", said);
}

#[test]
fn the_same_answer_twice_counts_once_and_is_told() {
    let file = long(&["a;S0;Q1;eens\n".into(), "a;S0;Q1;Eens \n".into(), "a;S0;Q1;eens\n".into()]);
    let answers = reading(&project(LONG, &[1]), &file);
    assert_eq!(errors(&answers.notes), []);
    let note = answers.notes.iter().find(|note| note.code == Code::AnsweredTwice).expect("a note");
    assert_eq!(note.place.as_ref().map(ToString::to_string).as_deref(), Some("f.csv:3"));
    assert!(note.headline.nl.starts_with("2 antwoorden"), "{}", note.headline.nl);
    let cell = answers.value.tally.cells.values().next().expect("one cell");
    assert_eq!(cell.indicators.values().next().expect("one").items[0].valid(), 1);
}

#[test]
fn a_respondent_in_two_groups_is_an_error_with_both_lines() {
    let file = long(&["a;S0;Q1;eens\n".into(), "a;s0;Q2;eens\n".into(), "a;S1;Q3;eens\n".into()]);
    let said = ["‘School’ zegt hier iets anders", "earlier row of the same person (f.csv:2)"];
    only(&project(LONG, &[3]), &file, Code::RespondentDiffers, "f.csv:4", said);
}

#[test]
fn a_row_of_nobody_and_a_row_without_a_question_are_errors() {
    let file = long(&["a;S0;Q1;eens\n".into(), ";S0;Q1;eens\n".into(), "a;S0;;eens\n".into()]);
    let faults = examined(&project(LONG, &[1]), &file).expect_err("errors");
    let found = [(Code::RowIncomplete, "f.csv:3".to_owned()), (Code::RowIncomplete, "f.csv:4".to_owned())];
    assert_eq!(errors(&faults), found);
}

#[test]
fn a_question_that_is_nowhere_is_an_error_that_names_the_nearest() {
    let lines: Vec<String> =
        (0..6).flat_map(|n| [format!("{n};S0;Q1;eens\n"), format!("{n};S0;Q2a;eens\n")]).collect();
    let project = project(LONG, &[2]);
    let faults = examined(&project, &long(&lines)).expect_err("an error");
    assert_eq!(errors(&faults), [(Code::QuestionMissing, "f.csv:1".to_owned())]);
    let help = faults.iter().find_map(|fault| fault.help.clone()).expect("help");
    assert!(help.nl.contains("`Q2a`") && help.en.contains("`Q2a`"), "{help:?}");
}

#[test]
fn an_unknown_answer_is_told_on_its_own_line_and_never_who_gave_it() {
    let mut lines: Vec<String> = (0..6).map(|n| format!("geheim{n};S0;Q1;eens\n")).collect();
    lines.push("geheim3;S0;Q2;een\n".to_owned());
    let faults = examined(&project(LONG, &[2]), &long(&lines)).expect_err("an error");
    assert_eq!(errors(&faults), [(Code::UnknownAnswer, "f.csv:8".to_owned())]);
    assert!(!format!("{faults:?}").contains("geheim"), "{faults:?}");
}

#[test]
fn unused_questions_are_told_as_unused_columns_are_and_texts_that_do_not_come_back_are_not() {
    let mut lines: Vec<String> =
        (0..6).flat_map(|n| [format!("{n};S0;Q1;eens\n"), format!("{n};S0;Q9;eens\n")]).collect();
    let told = |lines: &[String]| {
        reading(&project(LONG, &[1]), &long(lines)).value.reading.notes.iter().any(|n| n.nl.contains("Q9"))
    };
    assert!(told(&lines));
    lines.extend((0..20).map(|n| format!("{n};S0;verhaal van {n};eens\n")));
    assert!(!told(&lines));
}

#[test]
fn a_column_of_the_shape_that_is_absent_is_told_with_its_key() {
    let said =
        ["`Antwoord`, in het projectbestand genoemd bij `answer`", "named in the project file at `answer`"];
    let file = "ResultID;School;Vraag;Reactie\na;S0;Q1;eens\n";
    only(&project(LONG, &[1]), file, Code::ColumnMissing, "f.csv:1", said);
}
