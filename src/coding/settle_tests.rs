use std::collections::BTreeMap;

use super::sample::{column, indicator, project, table};
use super::{FirstLook, settle_scales};
use crate::diagnostics::{Checked, Code, Severity};
use crate::domain::{Batch, IndicatorId, Lang, Scale};

/// Settles one indicator with one item per column, each column in a source of its own.
fn settle(scale: Option<&str>, columns: &[&[(&str, usize)]]) -> Checked<BTreeMap<IndicatorId, Scale>> {
    let project = project(vec![indicator("begeleiding", scale, &[false])]);
    let table = table(&["Q1"]);
    let batches: Vec<Batch> = columns.iter().map(|answers| column(answers)).collect();
    let looks: Vec<FirstLook> = batches
        .iter()
        .enumerate()
        .map(|(source, batch)| FirstLook { source, whence: &table, item_columns: vec![(0, 0, 0)], batch })
        .collect();
    settle_scales(&project, &looks)
}

fn scale(settled: &Checked<BTreeMap<IndicatorId, Scale>>) -> Option<&str> {
    settled.value.values().next().map(|scale| scale.id.as_str())
}

fn codes(settled: &Checked<BTreeMap<IndicatorId, Scale>>) -> Vec<(Code, Severity)> {
    settled.notes.iter().map(|note| (note.code, note.severity)).collect()
}

const FIVE: &[(&str, usize)] = &[("oneens", 2), ("neutraal", 2), ("eens", 9), ("helemaal eens", 3)];

#[test]
fn a_named_scale_is_taken_and_a_recognised_one_too() {
    let named = settle(Some("eens-7"), &[FIVE]);
    assert_eq!((scale(&named), codes(&named)), (Some("eens-7"), vec![]));
    let recognised = settle(None, &[FIVE]);
    assert_eq!((scale(&recognised), codes(&recognised)), (Some("eens-5"), vec![]));
}

#[test]
fn an_unclear_scale_says_which_line_to_add() {
    let settled = settle(None, &[&[("eens", 20), ("oneens", 5)]]);
    assert_eq!((scale(&settled), codes(&settled)), (None, vec![(Code::ScaleUnclear, Severity::Error)]));
    let help = settled.notes[0].help.as_ref().expect("a remedy").get(Lang::Nl);
    assert!(help.contains("`scale = \"eens-5\"`") && help.contains("eens-4"), "{help}");
    assert_eq!(
        settled.notes[0].place.as_ref().map(ToString::to_string).as_deref(),
        Some("export.xlsx, Blad1!A2")
    );
}

#[test]
fn numbers_adopt_the_scale_of_another_table_and_else_are_unclear() {
    let alone = settle(None, &[&[("=4", 20), ("5", 5)]]);
    assert_eq!((scale(&alone), codes(&alone)), (None, vec![(Code::ScaleUnclear, Severity::Error)]));
    let beside = settle(None, &[&[("=4", 20), ("5", 5)], FIVE]);
    assert_eq!(
        (scale(&beside), codes(&beside)),
        (Some("eens-5"), vec![(Code::ScaleUnclear, Severity::Note)])
    );
    assert_eq!(scale(&settle(Some("eens-5"), &[&[("=4", 20)]])), Some("eens-5"));
}

#[test]
fn two_scales_in_one_indicator_are_not_rescaled() {
    for columns in [
        [FIVE, &[("tevreden", 9), ("zeer tevreden", 3)]],
        [
            &[("oneens", 2), ("enigszins eens", 2), ("neutraal", 2), ("eens", 9), ("enigszins oneens", 1)],
            FIVE,
        ],
        [&[("helemaal oneens", 9), ("oneens", 9), ("eens", 9), ("helemaal eens", 9)], FIVE],
    ] {
        let settled = settle(None, &columns);
        assert_eq!((scale(&settled), codes(&settled)), (None, vec![(Code::ScaleDiffers, Severity::Error)]));
    }
}

#[test]
fn sparse_answers_take_the_scale_of_the_other_table() {
    let settled = settle(None, &[&[("eens", 4), ("helemaal eens", 4)], FIVE]);
    assert_eq!((scale(&settled), codes(&settled)), (Some("eens-5"), vec![]));
}

#[test]
fn an_unknown_text_leaves_the_scale_to_coding_and_open_answers_are_not_quoted() {
    let stray = settle(None, &[&[("oneens", 2), ("neutraal", 2), ("eens", 9), ("helemaal ens", 3)]]);
    assert_eq!(
        codes(&stray),
        vec![(Code::UnknownAnswer, Severity::Error), (Code::ScaleUnclear, Severity::Error)]
    );
    let stray = settle(None, &[FIVE, &[("helemaal ens", 1)]]);
    assert_eq!((scale(&stray), codes(&stray)), (Some("eens-5"), vec![]));
    let open: Vec<(String, usize)> = (0..20).map(|n| (format!("Mijn verhaal nummer {n}"), 1)).collect();
    let open: Vec<(&str, usize)> = open.iter().map(|(text, count)| (text.as_str(), *count)).collect();
    let open = settle(None, &[&open]);
    assert_eq!(codes(&open), vec![(Code::ScaleUnclear, Severity::Error)]);
    assert!(!format!("{:?}", open.notes).contains("erhaal"));
}

#[test]
fn no_column_says_nothing_and_a_column_without_answers_warns() {
    let none = settle(None, &[]);
    assert_eq!((scale(&none), codes(&none)), (None, vec![]));
    let header_only = settle(None, &[&[]]);
    assert_eq!((scale(&header_only), codes(&header_only)), (None, vec![]));
    let all_missing = settle(None, &[&[("weet niet", 9), ("", 3)]]);
    assert_eq!(
        (scale(&all_missing), codes(&all_missing)),
        (None, vec![(Code::ScaleUnclear, Severity::Warning)])
    );
}

#[test]
fn a_scale_that_does_not_exist_is_said() {
    assert_eq!(codes(&settle(Some("eens-9"), &[FIVE])), vec![(Code::UnknownName, Severity::Error)]);
}
