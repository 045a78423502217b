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

mod counted;
mod long;

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
    let mut checked = read(&project, tables, &NoProgress, None);
    checked.notes.splice(0..0, notes);
    checked
}

fn examined_in(folder: &Path) -> Result<Checked<Examined>, Vec<Diagnostic>> {
    let order = Order::on(date(2026, 5, 1));
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn whatever_stands_in_the_cells_reading_ends_in_counts_or_in_errors_with_a_place(
        cells in prop::collection::vec(
            prop::sample::select(vec![
                "", "\"\"", "Q1", "Q2", "a", "b", "eens", "Totaal", "0", "1", "999999999", "1e9", "-1", "0,5", "100%",
                "#N/B", "999999999999999999999999", "\u{fffd}", "NaN",
            ]),
            0..60,
        ),
        sources in prop::sample::select(vec![0, 1, 2]),
    ) {
        let rows = counted_source().split("options").next().unwrap_or_default().to_owned()
            + "answer = \"Antwoord\"\ncount = \"N\"\nunit = \"percent\"\nn = \"ResultID\"\n";
        let options = rows.split("answer").next().unwrap_or_default().to_owned()
            + "options = { eens = \"Antwoord\", oneens = \"N\" }\n";
        let source = [LONG.to_owned(), rows, options].into_iter().nth(sources).unwrap_or_default();
        let mut file = "ResultID;School;Vraag;Antwoord;N\n".to_owned();
        for row in cells.chunks(5) {
            let row: Vec<&str> = row.iter().copied().chain(std::iter::repeat("")).take(5).collect();
            file.push_str(&format!("{}\n", row.join(";")));
        }
        let Checked { value, notes } = reading(&project(&source, &[1, 1]), &file);
        for note in notes.iter().filter(|note| note.severity == Severity::Error) {
            prop_assert!(note.place.is_some() && !note.headline.nl.is_empty(), "{note:?}");
        }
        let people: u64 = value.tally.cells.values().map(|cell| cell.respondents).sum();
        prop_assert!(people <= 50_000_000);
    }
}
