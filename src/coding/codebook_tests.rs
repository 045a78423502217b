use proptest::prelude::*;

use super::sample::{batch, batches, cell, indicator, on, project, source, table};
use super::{Codebook, Coded, ColumnPlan};
use crate::diagnostics::{Checked, Code, Severity};
use crate::domain::{
    Answer, Batch, Cell, CodedBatch, GroupKey, Incomplete, Lang, Missing, Project, RoleId, RoleOf, Source,
};

fn plan() -> ColumnPlan {
    ColumnPlan { items: vec![Some(0), Some(1)], groups: vec![Some(2)], ..ColumnPlan::default() }
}

fn two_items() -> Project {
    project(vec![indicator("begeleiding", None, &[false, true])])
}

fn code(
    project: &Project,
    source: &Source,
    plan: ColumnPlan,
    batches: &[Batch],
) -> (Vec<CodedBatch>, Checked<Coded>) {
    let table = table(&["Q1", "Q2", "School", "Klaar", "Rol"]);
    let scales = on(project, "eens-5");
    let mut book = Codebook::new(project, source, &table, plan, &scales);
    let coded = batches.iter().map(|batch| book.code(batch)).collect();
    (coded, book.finish())
}

fn answers(coded: &CodedBatch, item: usize) -> Vec<Result<u8, Missing>> {
    (0..coded.len()).filter_map(|row| coded.answer(item, row)).map(Answer::read).collect()
}

fn codes(checked: &Checked<Coded>) -> Vec<(Code, Severity)> {
    checked.notes.iter().map(|note| (note.code, note.severity)).collect()
}

#[test]
fn texts_become_codes_and_a_reversed_item_is_reversed_once() {
    let rows = batch(&[
        &["Helemaal mee eens", "Oneens", "Noord"],
        &["=4", "neutraal", "noord "],
        &["weet niet / n.v.t.", "", "Zuid"],
        &["n.v.t.", "-", ""],
    ]);
    let (coded, checked) = code(&two_items(), &source(), plan(), &[rows]);
    let coded = &coded[0];
    assert_eq!(answers(coded, 0), vec![Ok(5), Ok(4), Err(Missing::DontKnow), Err(Missing::NotApplicable)]);
    assert_eq!(answers(coded, 1), vec![Ok(4), Ok(3), Err(Missing::NotAnswered), Err(Missing::NotAsked)]);
    let schools: Vec<Option<&str>> = coded
        .cell
        .iter()
        .map(|at| coded.cells[*at as usize].groups[0].as_ref().map(|group| group.as_str()))
        .collect();
    assert_eq!(schools, vec![Some("Noord"), Some("Noord"), Some("Zuid"), None]);
    let account = &checked.value;
    assert_eq!((account.read, account.used, account.without_answer), (4, 4, 2));
    assert_eq!((account.items[0].valid, account.items[0].missing), (2, [0, 1, 1, 0]));
    assert_eq!((account.items[1].valid, account.items[1].missing), (2, [1, 0, 0, 1]));
    assert_eq!(codes(&checked), vec![]);
}

#[test]
fn an_empty_batch_a_header_only_table_and_one_answer_are_all_coded() {
    let (_, none) = code(&two_items(), &source(), plan(), &[]);
    assert_eq!((none.value.read, none.value.items.len(), none.notes.len()), (0, 2, 0));
    let (coded, empty) = code(&two_items(), &source(), plan(), &[batch(&[])]);
    assert_eq!((coded[0].len(), coded[0].items.len(), empty.notes.len()), (0, 2, 0));
    let (coded, one) = code(&two_items(), &source(), plan(), &[batch(&[&["eens", "", ""]])]);
    assert_eq!((coded[0].len(), one.value.items[0].valid), (1, 1));
}

#[test]
fn an_unknown_answer_is_named_with_where_how_often_and_what_it_resembles() {
    let rows = batch(&[
        &["eens", "helemaal mee ens", "Noord"],
        &["helemaal mee ens", "eens", "Noord"],
        &["Helemaal mee ens.", "eens", "Zuid"],
    ]);
    let (_, checked) = code(&two_items(), &source(), plan(), &[rows]);
    assert_eq!(codes(&checked), vec![(Code::UnknownAnswer, Severity::Error)]);
    let note = &checked.notes[0];
    let headline = note.headline.get(Lang::Nl);
    for part in ["‘helemaal mee ens’", "3 keer", "‘Q1’ en ‘Q2’", "`eens-5`"] {
        assert!(headline.contains(part), "{part} is not in {headline}");
    }
    assert_eq!(note.place.as_ref().map(ToString::to_string).as_deref(), Some("export.xlsx, Blad1!A3"));
    let help = note.help.as_ref().expect("a remedy").get(Lang::Nl);
    assert!(help.contains("‘helemaal mee eens’"), "{help}");
    assert!(help.contains("missing = { \"helemaal mee ens\" = \"dont-know\" }"), "{help}");
    assert_eq!((checked.value.items[0].rejected, checked.value.items[0].valid), (2, 1));
}

#[test]
fn a_half_mark_is_to_be_rounded_and_never_proposed_as_missing() {
    let project = project(vec![indicator("cijfer", None, &[false])]);
    let (source, table) = (source(), table(&["Cijfer"]));
    let scales = on(&project, "cijfer-10");
    let plan = ColumnPlan { items: vec![Some(0)], ..ColumnPlan::default() };
    let mut book = Codebook::new(&project, &source, &table, plan, &scales);
    book.code(&batch(&[&["7,5"], &["=6.5"], &["8"], &["8"]]));
    let checked = book.finish();
    assert_eq!(codes(&checked), vec![(Code::UnknownAnswer, Severity::Error); 2]);
    for note in &checked.notes {
        let help = note.help.as_ref().expect("a remedy");
        assert!(help.nl.contains("hele getallen") && !help.nl.contains("dont-know"), "{}", help.nl);
        assert!(!help.en.contains("dont-know"), "{}", help.en);
    }
}

#[test]
fn what_people_wrote_is_never_quoted() {
    let texts: Vec<String> = (0..20).map(|n| format!("Mijn begeleider zei {n}")).collect();
    let rows: Vec<Vec<Cell>> =
        texts.iter().map(|text| vec![cell(text), cell("eens"), cell("Noord")]).collect();
    let (_, checked) = code(&two_items(), &source(), plan(), &batches(&rows, 3, 20));
    assert_eq!(codes(&checked), vec![(Code::UnknownAnswer, Severity::Error)]);
    assert!(!format!("{:?}", checked.notes).contains("begeleider zei"));
    assert_eq!(checked.value.items[0].rejected, 20);
}

#[test]
fn the_sources_own_words_for_missing_come_first() {
    let mut own = source();
    own.missing.insert("Weet ik (echt) niet!".to_owned(), Missing::DontKnow);
    own.missing.insert("0".to_owned(), Missing::NotApplicable);
    own.missing.insert("neutraal".to_owned(), Missing::DontKnow);
    let rows = batch(&[&["weet ik (echt)  niet", "=0", ""], &["Neutraal", "0,0", ""]]);
    let (_, checked) = code(&two_items(), &own, plan(), &[rows]);
    assert_eq!(checked.value.items[0].missing, [0, 2, 0, 0]);
    assert_eq!(checked.value.items[1].missing, [0, 0, 2, 0]);
}

#[test]
fn an_error_cell_is_no_answer_and_has_its_place() {
    let rows = batch(&[&["eens", "#DIV/0!", "Noord"], &["#N/B", "eens", "#REF!"]]);
    let (_, checked) = code(&two_items(), &source(), plan(), &[rows]);
    let places: Vec<String> =
        checked.notes.iter().filter_map(|note| note.place.as_ref().map(ToString::to_string)).collect();
    assert_eq!(codes(&checked), vec![(Code::CellError, Severity::Error); 3]);
    assert_eq!(places, ["export.xlsx, Blad1!C3", "export.xlsx, Blad1!A3", "export.xlsx, Blad1!B2"]);
    assert_eq!((checked.value.items[0].rejected, checked.value.items[1].rejected), (1, 1));
}

#[test]
fn unfinished_responses_are_left_out_and_counted_or_used_when_asked() {
    let rows =
        || batch(&[&["eens", "eens", "", "2026-04-14"], &["eens", "", "", "-"], &["eens", "", "", ""]]);
    let with_completion = || ColumnPlan { completion: Some(3), ..plan() };
    let (coded, checked) = code(&two_items(), &source(), with_completion(), &[rows()]);
    assert_eq!((coded[0].len(), checked.value.incomplete, checked.value.read), (1, 2, 3));
    assert_eq!(codes(&checked), vec![(Code::IncompleteLeftOut, Severity::Note)]);
    assert_eq!(checked.value.items[0].read(), 1);
    let using = Source { incomplete: Incomplete::Use, ..source() };
    let (coded, checked) = code(&two_items(), &using, with_completion(), &[rows()]);
    assert_eq!((coded[0].len(), checked.value.incomplete, checked.notes.len()), (3, 0, 0));
}

#[test]
fn a_row_of_a_plain_table_in_which_nothing_stands_is_no_respondent() {
    let (project, source) = (two_items(), source());
    let scales = on(&project, "eens-5");
    let rows = || batch(&[&["eens", "-", "Noord"], &["-", "", " "], &["", "", "Zuid"], &["-", "-", "-"]]);
    for (plain, used, empty) in [(true, 2, 2), (false, 4, 0)] {
        let table = super::sample::Table { plain, ..table(&["Q1", "Q2", "School"]) };
        let mut book = Codebook::new(&project, &source, &table, plan(), &scales);
        assert_eq!(book.code(&rows()).len() as u64, used);
        let checked = book.finish();
        let account = &checked.value;
        assert_eq!((account.read, account.used, account.empty), (4, used, empty));
        assert_eq!(account.items[0].read(), used);
        let noted = if plain { vec![(Code::EmptyRows, Severity::Note)] } else { vec![] };
        assert_eq!(codes(&checked), noted);
    }
}

#[test]
fn a_role_column_gives_each_row_its_role_and_its_own_items() {
    let mut from_column = source();
    let values = [("Ik ben student", "student"), ("ik begeleid", "werkplekbegeleider")];
    from_column.role = RoleOf::Column {
        column: "Rol".to_owned(),
        values: values.iter().map(|(text, role)| ((*text).to_owned(), RoleId::new(*role))).collect(),
    };
    let per_role = ColumnPlan {
        items_of_role: [(RoleId::new("werkplekbegeleider"), vec![Some(1), None])].into(),
        role: Some(4),
        ..plan()
    };
    let rows = batch(&[
        &["eens", "oneens", "", "", "IK BEN STUDENT"],
        &["-", "neutraal", "", "", "Ik begeleid"],
        &["eens", "eens", "", "", "Studdent"],
        &["eens", "eens", "", "", ""],
    ]);
    let (coded, checked) = code(&two_items(), &from_column, per_role, &[rows]);
    assert_eq!(answers(&coded[0], 0), vec![Ok(4), Ok(3)]);
    assert_eq!(answers(&coded[0], 1), vec![Ok(4), Err(Missing::NotAsked)]);
    let roles: Vec<&str> = coded[0].cells.iter().map(|cell| cell.role.as_str()).collect();
    assert_eq!(roles, ["student", "werkplekbegeleider"]);
    assert_eq!(checked.value.without_role, 2);
    assert_eq!(
        codes(&checked),
        vec![(Code::UnknownRole, Severity::Warning), (Code::UnknownRole, Severity::Error)]
    );
    let help = checked.notes[1].help.as_ref().expect("a remedy").get(Lang::Nl);
    assert!(help.contains("\"Studdent\" = \"student\""), "{help}");
}

#[test]
fn a_grouping_of_nearly_everybody_alone_is_taken_for_a_name() {
    let rows = |count: usize, groups: usize| -> Vec<Vec<Cell>> {
        (0..count)
            .map(|n| vec![cell("eens"), cell("eens"), cell(&format!("Persoon {}", n % groups))])
            .collect()
    };
    let noticed = |count, groups| {
        let (_, checked) = code(&two_items(), &source(), plan(), &batches(&rows(count, groups), 3, count));
        assert!(!format!("{:?}", checked.notes).contains("Persoon"));
        codes(&checked)
    };
    let suspect = vec![(Code::TooManyGroups, Severity::Error)];
    assert_eq!(noticed(29, 29), vec![]);
    assert_eq!(noticed(30, 30), suspect);
    assert_eq!(noticed(30, 27), vec![]);
    assert_eq!(noticed(120, 60), vec![]);
    assert_eq!(noticed(121, 61), suspect);
    assert_eq!(noticed(200, 100), vec![]);
    assert_eq!(noticed(200, 101), suspect);
}

#[test]
fn a_group_is_spelled_as_the_tables_before_spelled_it() {
    let (_, first) = code(&two_items(), &source(), plan(), &[batch(&[&["eens", "eens", "Één School"]])]);
    let (project, source, table) = (two_items(), source(), table(&["Q1", "Q2", "School"]));
    let scales = on(&project, "eens-5");
    let mut book =
        Codebook::new(&project, &source, &table, plan(), &scales).with_groups(first.value.groups.clone());
    let coded = book.code(&batch(&[&["eens", "eens", "een  SCHOOL"], &["eens", "eens", "Weet ik niet"]]));
    let groups: Vec<_> =
        coded.cells.iter().map(|cell| cell.groups[0].as_ref().map(|group| group.as_str())).collect();
    assert_eq!(groups, [Some("Één School"), None]);
    assert_eq!(super::groupings(&project), vec![GroupKey::new("school")]);
}

#[test]
fn two_options_that_the_scale_takes_for_one_are_noticed() {
    let rows = batch(&[&["eens", "eens", ""], &["enigszins eens", "agree", ""]]);
    let (_, checked) = code(&two_items(), &source(), plan(), &[rows]);
    assert_eq!(codes(&checked), vec![(Code::ScaleUnclear, Severity::Error)]);
    assert!(checked.notes[0].headline.get(Lang::Nl).contains("‘Q1’"));
}

#[test]
fn an_item_without_a_scale_or_without_a_column_loses_no_cell() {
    let project = two_items();
    let (source, table) = (source(), table(&["Q1", "Q2", "School"]));
    let scales = std::collections::BTreeMap::new();
    let short = ColumnPlan { items: vec![Some(0)], ..ColumnPlan::default() };
    let mut book = Codebook::new(&project, &source, &table, short, &scales);
    book.code(&batch(&[&["eens", "eens", ""], &["weet niet", "eens", ""]]));
    let checked = book.finish();
    assert_eq!((checked.value.items[0].rejected, checked.value.items[0].missing), (1, [0, 1, 0, 0]));
    assert_eq!(checked.value.items[1].missing, [0, 0, 0, 2]);
    assert_eq!(checked.notes, vec![]);
}

#[test]
fn a_batch_that_lacks_a_column_rejects_and_does_not_panic() {
    let lacking = batch(&[&["eens"], &["oneens"]]);
    let (coded, checked) = code(&two_items(), &source(), plan(), &[lacking]);
    assert_eq!(coded[0].len(), 2);
    assert_eq!((checked.value.items[0].valid, checked.value.items[1].rejected), (2, 2));
}

fn any_cell() -> impl Strategy<Value = Cell> {
    prop_oneof![
        6 => prop::sample::select(vec!["eens", "Oneens", "neutraal", "helemaal mee eens.", "4", "5 - helemaal eens"])
            .prop_map(cell),
        3 => prop::sample::select(vec!["", "-", "weet niet", "n.v.t.", "niet gevraagd", "#N/B"]).prop_map(cell),
        1 => ".{0,12}".prop_map(Cell::Text),
        1 => any::<f64>().prop_map(Cell::Number),
        1 => (0_u8..9).prop_map(|number| Cell::Number(f64::from(number))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn every_cell_read_is_valid_or_missing_or_rejected(
        rows in prop::collection::vec(prop::collection::vec(any_cell(), 4), 0..40),
        split in 0_usize..40,
    ) {
        let with_completion = || ColumnPlan { completion: Some(3), ..plan() };
        let project = two_items();
        let (_, whole) = code(&project, &source(), with_completion(), &batches(&rows, 4, rows.len()));
        for item in &whole.value.items {
            prop_assert_eq!(item.read(), whole.value.used);
        }
        let left_out = whole.value.incomplete + whole.value.without_role;
        prop_assert_eq!(whole.value.read, whole.value.used + left_out);
        prop_assert_eq!(whole.value.read, rows.len() as u64);

        let (parts, halves) = code(&project, &source(), with_completion(), &batches(&rows, 4, split));
        prop_assert_eq!(&halves.value, &whole.value);
        prop_assert_eq!(&halves.notes, &whole.notes);
        prop_assert_eq!(parts.iter().map(|part| part.len() as u64).sum::<u64>(), whole.value.used);
        for part in &parts {
            for (item, answers) in part.items.iter().enumerate() {
                prop_assert_eq!(answers.len(), part.len());
                prop_assert!((0..part.len()).all(|row| part.answer(item, row).is_some()));
            }
        }

        let turned: Vec<Vec<Cell>> = rows.iter().rev().cloned().collect();
        let (_, turned) = code(&project, &source(), with_completion(), &batches(&turned, 4, rows.len()));
        prop_assert_eq!(&turned.value.items, &whole.value.items);
        prop_assert_eq!(turned.value.without_answer, whole.value.without_answer);
    }
}

#[test]
fn a_declared_coding_of_quarters_codes_numbers_and_texts_alike() {
    let project = two_items();
    let mut own =
        super::scale_named(&project, &crate::domain::ScaleId::new("eens-5")).expect("built in").clone();
    for (option, code) in own.options.iter_mut().zip(["0", "25", "50", "75", "100"]) {
        option.synonyms.push(code.to_owned());
    }
    let scales = [(project.indicators[0].id.clone(), own)].into();
    let (source, table) = (source(), table(&["Q1", "Q2", "School"]));
    let mut book = Codebook::new(&project, &source, &table, plan(), &scales);
    let coded =
        book.code(&batch(&[&["=75", "0", ""], &["100 - helemaal eens", "eens", ""], &["=4", "=25", ""]]));
    assert_eq!(answers(&coded, 0), vec![Ok(4), Ok(5), Err(Missing::NotAnswered)]);
    assert_eq!(answers(&coded, 1), vec![Ok(5), Ok(2), Ok(4)]);
    let checked = book.finish();
    assert_eq!(
        (codes(&checked), checked.value.items[0].rejected),
        (vec![(Code::UnknownAnswer, Severity::Error)], 1)
    );
}

#[test]
fn everyone_missing_is_counted_by_kind_and_nobody_is_lost() {
    let rows = batch(&[&["weet niet", "n.v.t.", "Noord"], &["-", "", "Zuid"]]);
    let (coded, checked) = code(&two_items(), &source(), plan(), &[rows]);
    assert_eq!((coded[0].len(), checked.value.without_answer), (2, 2));
    assert_eq!((checked.value.items[0].valid, checked.value.items[1].valid), (0, 0));
    assert_eq!(checked.notes, vec![]);
}
