use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostic};
use crate::domain::{Lang, Phrase, phrase};
use crate::ingest::Table;
use crate::text::and_list;

/// How many columns a note names.
const NAMED: usize = 6;

/// That columns of codes hold numbers far from the others, one note for every such number; `found`: the columns, and
/// their far numbers with how often.
pub(super) fn far_note(table: &Table, found: &[(usize, Vec<(String, u64)>)]) -> Vec<Diagnostic> {
    let mut columns: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (column, far) in found {
        for (number, _) in far {
            columns.entry(number).or_default().push(*column);
        }
    }
    columns.into_iter().map(|(number, columns)| note(table, number, &columns)).collect()
}

fn note(table: &Table, number: &str, columns: &[usize]) -> Diagnostic {
    let named = columns.iter().filter_map(|&column| table.headings.get(column));
    let mut names: Vec<String> = named
        .take(NAMED)
        .map(|heading| format!("`{}`", heading.code.as_deref().unwrap_or(&heading.text)))
        .collect();
    let more = columns.len().saturating_sub(names.len());
    let mut en = names.clone();
    if more > 0 {
        names.push(format!("nog {more}"));
        en.push(format!("{more} more"));
    }
    let (nl, en) = (and_list(Lang::Nl, &names), and_list(Lang::En, &en));
    let headline = phrase!(
        "{number} ligt ver van de andere codes in {nl}; meestal betekent dat: geen antwoord",
        "{number} lies far from the other codes in {en}; usually that means: no answer"
    );
    let help = Phrase::new(
        format!("zeg bij de bron wat het is, bijvoorbeeld `missing = {{ \"{number}\" = \"not-answered\" }}`"),
        format!(
            "say under the source what it is, for instance `missing = {{ \"{number}\" = \"not-answered\" }}`"
        ),
    );
    let place = table.place(table.header_row, columns.first().copied().unwrap_or(0));
    Diagnostic::note(Code::FarCode, headline).at(place).help(help)
}
