use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostic};
use crate::domain::{AskedRow, Population, Project, WeighBy, phrase};

/// Rows of the population that do not say of which group of the grouping that everyone is weighed by they are: with one
/// of them it is not known how many were asked per group. Once per file, at its first such row; an error where no row
/// says it.
pub(super) fn without_grouping(project: &Project, population: &Population) -> Vec<Diagnostic> {
    let Some(WeighBy::Grouping(key)) = &project.weigh_by else { return Vec::new() };
    let of_file = |row: &&AskedRow| row.place.file != project.file;
    let silent = |row: &&AskedRow| !row.groups.contains_key(key);
    let mut first: BTreeMap<&str, &AskedRow> = BTreeMap::new();
    for row in population.rows.iter().filter(of_file).filter(silent) {
        first.entry(&row.place.file).or_insert(row);
    }
    let none_says = population.rows.iter().filter(of_file).all(|row| silent(&row));
    let fault = |row: &AskedRow| {
        let headline = phrase!(
            "dit aantal zegt niet van welke groep (`{key}`) het is, en `weigh-by = \"{key}\"` weegt naar die groepen",
            "this number does not say of which group (`{key}`) it is, and `weigh-by = \"{key}\"` weighs by those groups"
        );
        let help = phrase!(
            "Verwacht: een kolom `{key}` die op elke regel gevuld is. Vul haar aan, of haal `weigh-by` weg; tot dan wordt wat erop berust niet gewogen.",
            "Expected: a column `{key}` that is filled in on every row. Complete it, or take `weigh-by` out; until then what rests on it is not weighed."
        );
        let code = Code::AskedUnreadable;
        let found =
            if none_says { Diagnostic::error(code, headline) } else { Diagnostic::warning(code, headline) };
        found.at(row.place.clone()).help(help)
    };
    first.into_values().map(fault).collect()
}
