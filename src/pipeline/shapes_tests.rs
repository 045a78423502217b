//! Files in which a row is no respondent, from file to figure: the same as a table with a respondent a row.

use std::path::Path;

use jiff::civil::date;
use proptest::prelude::*;
use tempfile::TempDir;

use super::open::open_sources;
use super::read::{Answers, read};
use super::{Examined, NoProgress, Order, examine, read_project};
use crate::assess::Figure;
use crate::diagnostics::{Checked, Code, Diagnostic, Severity};
use crate::domain::{Lang, Slice, Statistic};
use crate::ingest::Limits;

const WIDE: &str = "files = [\"f.csv\"]\nrole = \"student\"\ngroups = { school = \"School\" }\n";
const LONG: &str = "files = [\"f.csv\"]\nrole = \"student\"\ngroups = { school = \"School\" }\nshape = \"long\"\n\
    respondent = \"ResultID\"\nquestion = \"Vraag\"\nanswer = \"Antwoord\"\n";
const OPTIONS: [&str; 6] = ["helemaal oneens", "oneens", "neutraal", "eens", "helemaal eens", "weet niet"];

/// A project of one source with these lines, and indicators of so many statements each: Q1, Q2 ….
fn project(source: &str, indicators: &[usize]) -> String {
    let mut text = format!(
        "[partnership]\nname = \"n\"\npurpose = \"p\"\n[[round]]\nid = \"r\"\ndate = 2026-01-01\n\
         [[source]]\nround = \"r\"\n{source}"
    );
    let mut question = 0;
    for (number, items) in indicators.iter().enumerate() {
        let item = |_| {
            question += 1;
            format!("{{ columns = {{ student = \"Q{question}\" }} }}")
        };
        let items: Vec<String> = (0..*items).map(item).collect();
        text.push_str(&format!(
            "[[indicator]]\nid = \"i{number}\"\ntitle = \"I{number}\"\nscale = \"eens-5\"\nitems = [{}]\n",
            items.join(", ")
        ));
    }
    text
}

fn folder(project: &str, files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("datadialoog.toml"), project).expect("a file");
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).expect("a file");
    }
    folder
}

fn reading(project: &str, file: &str) -> Checked<Answers> {
    let folder = folder(project, &[("f.csv", file)]);
    let Checked { value: (project, _), .. } = read_project(folder.path()).expect("a project");
    let Checked { value: tables, notes } = open_sources(&project, &Limits::default());
    let mut checked = read(&project, tables, &NoProgress);
    checked.notes.splice(0..0, notes);
    checked
}

fn examined_in(folder: &Path) -> Result<Checked<Examined>, Vec<Diagnostic>> {
    let order = Order { as_of: date(2026, 5, 1), limits: Limits::default() };
    examine(folder, &order, &NoProgress)
}

fn examined(project: &str, file: &str) -> Result<Checked<Examined>, Vec<Diagnostic>> {
    examined_in(folder(project, &[("f.csv", file)]).path())
}

fn errors(notes: &[Diagnostic]) -> Vec<(Code, String)> {
    let errors = notes.iter().filter(|note| note.severity == Severity::Error);
    errors.map(|note| (note.code, note.place.as_ref().map_or(String::new(), ToString::to_string))).collect()
}

/// The one error of a file, at its place; both languages say what they must and how to mend it.
fn only(project: &str, file: &str, code: Code, place: &str, said: [&str; 2]) {
    let faults = examined(project, file).expect_err("an error");
    assert_eq!(errors(&faults), [(code, place.to_owned())], "{faults:#?}");
    let fault = faults.iter().find(|fault| fault.code == code).expect("the error");
    for (lang, words) in [(Lang::Nl, said[0]), (Lang::En, said[1])] {
        assert!(fault.headline.get(lang).contains(words), "{words} is not in {}", fault.headline.get(lang));
        assert!(!fault.help.as_ref().expect("a remedy").get(lang).is_empty());
    }
}

fn wide(rows: &[(usize, Vec<usize>)]) -> String {
    let items = rows.first().map_or(0, |(_, answers)| answers.len());
    let head: Vec<String> = (1..=items).map(|item| format!("Q{item}")).collect();
    let mut text = format!("School;{}\n", head.join(";"));
    for (school, answers) in rows {
        let answers: Vec<&str> =
            answers.iter().map(|answer| OPTIONS.get(*answer).copied().unwrap_or("")).collect();
        text.push_str(&format!("S{school};{}\n", answers.join(";")));
    }
    text
}

/// One line an answer, without the heading.
fn melted(rows: &[(usize, Vec<usize>)]) -> Vec<String> {
    let mut lines = Vec::new();
    for (person, (school, answers)) in rows.iter().enumerate() {
        for (item, answer) in answers.iter().enumerate() {
            let answer = OPTIONS.get(*answer).copied().unwrap_or("");
            lines.push(format!("R_{person};S{school};Q{};{answer}\n", item + 1));
        }
    }
    lines
}

fn long(lines: &[String]) -> String {
    format!("ResultID;School;Vraag;Antwoord\n{}", lines.concat())
}

/// One row a school and question, a column an option.
fn counted(rows: &[(usize, Vec<usize>)]) -> String {
    let items = rows.first().map_or(0, |(_, answers)| answers.len());
    let mut text = format!("School;Vraag;{}\n", OPTIONS.join(";"));
    for school in 0..3 {
        for item in 0..items {
            let of = |option: usize| {
                let own = rows.iter().filter(|(other, answers)| *other == school && answers[item] == option);
                own.count().to_string()
            };
            let counts: Vec<String> = (0..OPTIONS.len()).map(of).collect();
            text.push_str(&format!("S{school};Q{};{}\n", item + 1, counts.join(";")));
        }
    }
    text
}

fn counted_source() -> String {
    let options: Vec<String> = OPTIONS.iter().map(|option| format!("\"{option}\"")).collect();
    format!(
        "files = [\"f.csv\"]\nrole = \"student\"\ngroups = {{ school = \"School\" }}\nshape = \"counted\"\n\
         question = \"Vraag\"\noptions = [{}]\n",
        options.join(", ")
    )
}

fn respondents() -> impl Strategy<Value = Vec<(usize, Vec<usize>)>> {
    prop::collection::vec((0_usize..3, prop::collection::vec(0_usize..7, 3)), 1..40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn a_table_melted_to_one_answer_a_row_and_shuffled_gives_the_same_tally(
        rows in respondents(), shuffle in any::<prop::sample::Index>(), step in 1_usize..50,
    ) {
        let mut lines = melted(&rows);
        for at in 0..lines.len() {
            let other = (at * step + shuffle.index(lines.len())) % lines.len();
            lines.swap(at, other);
        }
        let one = reading(&project(WIDE, &[2, 1]), &wide(&rows));
        let other = reading(&project(LONG, &[2, 1]), &long(&lines));
        prop_assert_eq!(&errors(&other.notes), &[]);
        prop_assert_eq!(one.value.tally, other.value.tally);
    }

    #[test]
    fn a_table_counted_per_question_gives_the_same_figures_of_single_statements(
        rows in prop::collection::vec((0_usize..3, prop::collection::vec(0_usize..6, 2)), 12..60),
    ) {
        let one = reading(&project(WIDE, &[1, 1]), &wide(&rows));
        let other = reading(&project(&counted_source(), &[1, 1]), &counted(&rows));
        prop_assert_eq!(&errors(&other.notes), &[]);
        prop_assert_eq!(one.value.tally, other.value.tally);
    }

    #[test]
    fn of_several_statements_a_counted_table_keeps_the_share_of_all_answers_and_each_statement(
        rows in prop::collection::vec((0_usize..1, prop::collection::vec(0_usize..6, 3)), 12..60),
    ) {
        let one = examined(&project(WIDE, &[3]), &wide(&rows));
        let other = examined(&project(&counted_source(), &[3]), &counted(&rows));
        // Too few valid answers to show anything is no matter of the shape.
        let (Ok(one), Ok(other)) = (one, other) else { return Ok(()) };
        let slices = |examined: &Checked<Examined>| examined.value.results.rounds[0].indicators[0].slices.clone();
        let (one, other) = (slices(&one), slices(&other));
        prop_assert_eq!(one.len(), other.len());
        for (one, other) in one.iter().zip(&other) {
            for statistic in [Statistic::Mean, Statistic::Median] {
                if other.figures[&statistic] != Figure::NoData {
                    prop_assert_eq!(&other.figures[&statistic], &Figure::OnlyCounts);
                }
            }
            let share = |slice: &crate::assess::SliceResults| {
                slice.figures[&Statistic::FavourableShare].estimate().map(|figure| (figure.value, figure.answers))
            };
            prop_assert_eq!(share(one), share(other));
            let figure = other.figures[&Statistic::FavourableShare].estimate();
            prop_assert!(figure.is_none_or(|figure| figure.interval.is_none()));
            // Who skipped a statement may keep the others from being shown in the one, and is not known in the other.
            let shown = one.items.iter().zip(&other.items).filter(|(one, _)| one.counts.is_some());
            for (one, other) in shown {
                prop_assert_eq!(&one.counts, &other.counts);
                prop_assert_eq!(one.mean.estimate().map(|f| f.value), other.mean.estimate().map(|f| f.value));
            }
        }
    }
}

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
fn the_counted_dull_five() {
    let source = counted_source();
    let head = format!("School;Vraag;{}\n", OPTIONS.join(";"));
    only(&project(&source, &[1]), &head, Code::NoRows, "f.csv:1", ["", ""]);
    let tally = |row: &str| reading(&project(&source, &[1]), &format!("{head}{row}"));
    let one = tally("S0;Q1;0;0;0;1;0;0\n");
    assert_eq!(one.value.tally.cells.values().next().expect("a cell").respondents, 1);
    let missing = tally("S0;Q1;0;0;0;0;0;7\n");
    let cell = missing.value.tally.cells.values().next().expect("a cell");
    let item = &cell.indicators.values().next().expect("one").items[0];
    assert_eq!((cell.respondents, item.valid(), item.missing), (7, 0, [0, 7, 0, 0]));
    let none = examined(&project(&source, &[1]), &format!("{head}S0;Q1;0;0;0;0;0;0\n")).expect_err("nobody");
    assert_eq!(errors(&none).first().map(|(code, _)| *code), Some(Code::NobodyLeft));
    // Exactly the minimum is shown, one less is not.
    let rate = |row: &str| examined(&project(&source, &[1]), &format!("{head}{row}"));
    assert!(rate("S0;Q1;0;0;0;5;0;0\n").is_ok());
    assert_eq!(errors(&rate("S0;Q1;0;0;0;4;0;0\n").expect_err("too few"))[0].0, Code::NothingToShow);
}

#[test]
fn people_of_a_cell_are_those_of_its_largest_statement() {
    let file = format!("School;Vraag;{}\nS0;Q1;1;2;3;4;5;6\nS0;Q2;0;0;0;9;0;1\n", OPTIONS.join(";"));
    let answers = reading(&project(&counted_source(), &[1, 1]), &file);
    let cell = answers.value.tally.cells.values().next().expect("a cell");
    assert_eq!(cell.respondents, 21);
    let second = &cell.indicators.values().nth(1).expect("two").items[0];
    assert_eq!((second.valid(), second.missing), (9, [0, 1, 0, 11]));
}

#[test]
fn cells_of_a_counted_table_that_hold_no_count_are_each_told() {
    let source = counted_source();
    let head = format!("School;Vraag;{}\n", OPTIONS.join(";"));
    let bad = |row: &str, said: [&str; 2]| {
        let place = "f.csv:2";
        only(&project(&source, &[1]), &format!("{head}{row}\n"), Code::CountUnreadable, place, said);
    };
    bad("S0;Q1;;1;1;9;9;9", ["er staat niets (in ‘helemaal oneens’)", "there is nothing"]);
    bad("S0;Q1;<5;1;1;9;9;9", ["er staat ‘<5’", "there is ‘<5’"]);
    bad("S0;Q1;1.234;1;1;9;9;9", ["er staat ‘1.234’", "there is ‘1.234’"]);
    bad("S0;Q1;2,5;1;1;9;9;9", ["er staat ‘2,5’", "there is ‘2,5’"]);
    bad("S0;Q1;Jan;1;1;9;9;9", ["er staat tekst", "there is text"]);
    let many = "S0;Q1;a;b;c;d;e;f\n".to_owned() + &"S0;Q2;a;b;c;d;e;f\n".repeat(30);
    let faults = examined(&project(&source, &[1, 1]), &format!("{head}{many}")).expect_err("errors");
    assert_eq!(errors(&faults).len(), 21, "twenty, and how many more");
}

#[test]
fn a_question_counted_twice_a_total_and_an_unknown_option_are_errors() {
    let source = counted_source();
    let head = format!("School;Vraag;{}\n", OPTIONS.join(";"));
    let twice = format!("{head}S0;Q1;1;1;1;9;9;9\ns0;Q1;1;1;1;9;9;9\n");
    only(
        &project(&source, &[1]),
        &twice,
        Code::CountedTwice,
        "f.csv:3",
        ["staat voor dezelfde groep al op f.csv:2", "already at f.csv:2"],
    );
    let total = format!("{head}S0;Q1;1;1;1;9;9;9\nTotaal;Q1;1;1;1;9;9;9\n");
    only(
        &project(&source, &[1]),
        &total,
        Code::CountedTwice,
        "f.csv:3",
        ["‘Totaal’ is geen groep", "‘Totaal’ is no group"],
    );
    let rows = "files = [\"f.csv\"]\nrole = \"student\"\nshape = \"counted\"\nquestion = \"Vraag\"\nanswer = \"A\"\ncount = \"N\"\n";
    let unknown = "Vraag;A;N\nQ1;eens;9\nQ1;blij;3\n";
    only(
        &project(rows, &[1]),
        unknown,
        Code::UnknownAnswer,
        "f.csv:3",
        ["het antwoord ‘blij’ staat niet op de schaal `eens-5`: 3 keer", "3 times"],
    );
    let again = "Vraag;A;N\nQ1;eens;9\nQ1;Eens;3\n";
    only(
        &project(rows, &[1]),
        again,
        Code::CountedTwice,
        "f.csv:3",
        ["‘Eens’ bij ‘Q1’ staat voor dezelfde groep al", "‘Eens’ at ‘Q1’"],
    );
}

#[test]
fn a_row_that_is_the_sum_of_the_others_is_suspected() {
    let file = format!(
        "School;Vraag;{}\nNoord;Q1;1;1;1;9;9;9\nZuid;Q1;2;2;2;9;9;9\nSamen;Q1;3;3;3;18;18;18\n",
        OPTIONS.join(";")
    );
    let notes = reading(&project(&counted_source(), &[1]), &file).notes;
    let warning = notes.iter().find(|note| note.code == Code::CountedTwice).expect("a warning");
    assert_eq!(warning.severity, Severity::Warning);
    assert_eq!(warning.place.as_ref().map(ToString::to_string).as_deref(), Some("f.csv:4"));
}

const PER_CENTS: &str = "files = [\"f.csv\"]\nrole = \"student\"\nshape = \"counted\"\nquestion = \"Vraag\"\n\
    options = { eens = \"Eens\", oneens = \"Oneens\", \"weet niet\" = \"?\" }\nunit = \"percent\"\nn = \"n\"\n";

#[test]
fn per_cents_of_so_many_people_are_their_counts() {
    let answers = reading(&project(PER_CENTS, &[1]), "Vraag;Eens;Oneens;?;n\nQ1;58,3%;33,3%;8,3%;12\n");
    assert_eq!(errors(&answers.notes), []);
    let cell = answers.value.tally.cells.values().next().expect("a cell");
    let item = &cell.indicators.values().next().expect("one").items[0];
    assert_eq!((item.categories.as_slice(), item.missing), (&[0, 4, 0, 7][..], [0, 1, 0, 0]));
}

#[test]
fn per_cents_that_cannot_be_are_refused_at_their_place() {
    let bad = |row: &str, said: [&str; 2]| {
        let file = format!("Vraag;Eens;Oneens;?;n\n{row}\n");
        only(&project(PER_CENTS, &[1]), &file, Code::PercentImpossible, "f.csv:2", said);
    };
    bad("Q1;50;40;0;12", ["zijn samen 90,0 en geen 100", "add up to 90.0"]);
    bad("Q1;40;60;0;12", ["40 procent van 12 mensen is geen heel aantal", "40 per cent of 12 people"]);
    let none = "Vraag;Eens;Oneens;?;n\nQ1;50;50;0;\n";
    only(
        &project(PER_CENTS, &[1]),
        none,
        Code::CountUnreadable,
        "f.csv:2",
        ["het aantal mensen", "number of people"],
    );
}

#[test]
fn counts_and_persons_of_one_role_round_and_indicator_do_not_mix_and_of_two_roles_they_do() {
    let text = project(WIDE, &[1]);
    let second = counted_source().replace("f.csv", "g.csv");
    let both = |second: &str, columns: &str| {
        let text =
            text.replace("[[indicator]]", &format!("[[source]]\nround = \"r\"\n{second}[[indicator]]"));
        let text = text.replace("student = \"Q1\"", columns);
        let rows: Vec<(usize, Vec<usize>)> = (0..12).map(|n| (0, vec![n % 5])).collect();
        let folder = folder(&text, &[("f.csv", &wide(&rows)), ("g.csv", &counted(&rows))]);
        examined_in(folder.path())
    };
    let faults = both(&second, "student = \"Q1\"").expect_err("an error");
    assert_eq!(errors(&faults), [(Code::CountedAndSingle, "g.csv".to_owned())]);
    let other = second.replace("\"student\"", "\"mentor\"");
    let mixed = both(&other, "student = \"Q1\", mentor = \"Q1\"").expect("they mix");
    let all = mixed.value.results.rounds[0].response.iter().find(|response| response.slice == Slice::All);
    assert_eq!(all.and_then(|all| all.respondents), Some(24));
}

#[test]
fn two_counted_tables_of_the_same_group_are_an_error() {
    let source = counted_source().replace("[\"f.csv\"]", "[\"f.csv\", \"g.csv\"]");
    let head = format!("School;Vraag;{}\n", OPTIONS.join(";"));
    let one = format!("{head}S0;Q1;1;1;1;9;9;9\n");
    let two = |school: &str| {
        let other = format!("{head}{school};Q2;1;1;1;9;9;8\n");
        examined_in(folder(&project(&source, &[1, 1]), &[("f.csv", &one), ("g.csv", &other)]).path())
    };
    assert_eq!(errors(&two("S0").expect_err("an error")), [(Code::CountedTwice, "g.csv".to_owned())]);
    assert!(two("S1").is_ok());
}

#[test]
fn a_column_of_the_shape_that_is_absent_is_told_with_its_key() {
    let said =
        ["`Antwoord`, in het projectbestand genoemd bij `answer`", "named in the project file at `answer`"];
    let file = "ResultID;School;Vraag;Reactie\na;S0;Q1;eens\n";
    only(&project(LONG, &[1]), file, Code::ColumnMissing, "f.csv:1", said);
}

#[test]
fn a_pre_counted_table_that_others_made_is_read() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/likert/MathAnxiety.csv");
    let Ok(table) = std::fs::read_to_string(&path) else {
        println!("skipped: {} is not here", path.display());
        return;
    };
    let text = "[partnership]\nname = \"n\"\npurpose = \"p\"\n[[round]]\nid = \"r\"\ndate = 2026-01-01\n\
        [[source]]\nround = \"r\"\nfiles = [\"f.csv\"]\nrole = \"student\"\nshape = \"counted\"\nquestion = \"Item\"\n\
        options = [\"Strongly Disagree\", \"Disagree\", \"Neutral\", \"Agree\", \"Strongly Agree\"]\n\
        [[indicator]]\nid = \"one\"\ntitle = \"One\"\nitems = [{ columns = { student = \"Math relates to my life.\" } }]\n";
    let found = examined(text, &table).expect("it reads");
    let all = &found.value.results.rounds[0].indicators[0].slices[0];
    // 5, 20, 10, 40 and 25 in 100.
    let mean = all.figures[&Statistic::Mean].estimate().expect("a mean");
    assert_eq!((mean.value, mean.n), (3.6, 100));
    let share = all.figures[&Statistic::FavourableShare].estimate().expect("a share");
    assert!(share.value == 0.65 && share.interval.is_some());
}
