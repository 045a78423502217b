use std::path::Path;
use std::sync::Arc;

use super::matching::{Matching, matching};
use super::open::survey;
use super::survey::{Survey, Wording};
use crate::diagnostics::{Checked, Code, Diagnostic};
use crate::domain::{Lang, Phrase, Place, phrase};
use crate::ingest::platform::asks_who;
use crate::ingest::{ColumnUse, Heading, Labels, Limits, Table};
use crate::text::{Noun, and_list, counted};

/// So many columns are named in a message; of more the number is said.
const NAMED: usize = 8;

/// A table with what a file beside it says: the meaning of its codes, the questions where the export has only codes, the
/// codes where it has only questions. What is told of no column stays as it is; a column that turns out to ask who
/// somebody is, is not read. `path` is where the companion is, `name` what the user calls it. If it cannot be read the
/// table is as it was, and an error says why.
pub fn labelled(checked: Checked<Table>, path: &Path, name: &str, limits: &Limits) -> Checked<Table> {
    let Checked { value: mut table, mut notes } = checked;
    match survey(path, name, limits) {
        Err(fault) => notes.push(fault),
        Ok(survey) => {
            let own = fit(&mut table, &survey, name);
            if (0..table.headings.len()).all(|column| table.twin(column).is_none()) {
                notes.retain(|note| note.code != Code::DuplicateHeading);
            }
            notes.extend(own);
        }
    }
    Checked { value: table, notes }
}

/// Fills labels and headings; tells what was filled and what the companion does not know.
pub(super) fn fit(table: &mut Table, survey: &Survey, name: &str) -> Vec<Diagnostic> {
    let asked: Vec<usize> = table
        .headings
        .iter()
        .enumerate()
        .filter(|(_, heading)| heading.column_use == ColumnUse::Answer && !heading.text.is_empty())
        .map(|(column, _)| column)
        .collect();
    let headings: Vec<&Heading> = asked.iter().filter_map(|column| table.headings.get(*column)).collect();
    let mut best: Option<(&Wording, Matching)> = None;
    for wording in &survey.languages {
        let found = matching(&headings, wording);
        let score = |found: &Matching| (found.told.iter().flatten().count(), found.worded);
        if best.as_ref().is_none_or(|(_, known)| score(&found) > score(known)) {
            best = Some((wording, found));
        }
    }
    let Some((wording, found)) = best else { return Vec::new() };
    let (mut missing, mut personal, mut labelled) = (Vec::new(), Vec::new(), 0_u64);
    for (column, told) in asked.iter().zip(&found.told) {
        let Some(heading) = table.headings.get_mut(*column) else { continue };
        let Some(told) = told.and_then(|told| wording.columns.get(told)) else {
            missing.push(heading.code.clone().unwrap_or_else(|| heading.text.clone()));
            continue;
        };
        let text = told.text();
        let written = heading.code.get_or_insert_with(|| match super::survey::canonical(&heading.text) {
            as_code if as_code == super::survey::canonical(&told.code) => heading.text.clone(),
            _ => told.code.clone(),
        });
        let shortened = heading.text.trim_end_matches(']').trim_end().ends_with("..");
        if !text.is_empty() && (heading.text == *written || shortened) {
            heading.text = text;
        }
        if asks_who(&heading.text) {
            heading.column_use = ColumnUse::Personal;
            personal.push(format!("`{}`", heading.text));
            continue;
        }
        let mut labels = Labels::default();
        for (value, meaning) in told.meanings.iter().filter(|(_, meaning)| !meaning.is_empty()) {
            labels.label(value, meaning);
        }
        if !labels.is_empty() {
            labelled += 1;
            table.labels.insert(*column, Arc::new(labels));
        }
    }
    let place = table.place(table.header_row, 0);
    let known = asked.len() - missing.len();
    let mut notes = Vec::new();
    if known > 0 {
        notes.push(used(name, labelled).at(place.clone()));
    }
    if !personal.is_empty() {
        let headline = Phrase::new(
            format!("persoonsgegevens, niet gelezen: {}", and_list(Lang::Nl, &personal)),
            format!("personal data, not read: {}", and_list(Lang::En, &personal)),
        );
        notes.push(Diagnostic::note(Code::PersonalColumn, headline).at(place.clone()));
    }
    if !missing.is_empty() {
        notes.push(misfit(name, &missing, known).at(place));
    }
    if survey.unread > 0 {
        notes.push(unread(name, survey.unread));
    }
    notes
}

fn used(name: &str, columns: u64) -> Diagnostic {
    let (nl, en) = (
        counted(columns, &Noun::new("kolom", "kolommen")),
        counted(columns, &Noun::new("column", "columns")),
    );
    let headline = Phrase::new(
        format!("wat de codes betekenen, komt voor {nl} uit `{name}`"),
        format!("what the codes of {en} mean comes from `{name}`"),
    );
    Diagnostic::note(Code::LabelsUsed, headline)
}

fn misfit(name: &str, missing: &[String], known: usize) -> Diagnostic {
    let shown: Vec<String> =
        missing.iter().take(NAMED).map(|column| format!("`{}`", short(column))).collect();
    let more = missing.len().saturating_sub(NAMED);
    let list = |lang: Lang| match more {
        0 => and_list(lang, &shown),
        more => lang.pick(
            format!("{} en nog {more}", shown.join(", ")),
            format!("{} and {more} more", shown.join(", ")),
        ),
    };
    let (nl, en) = (list(Lang::Nl), list(Lang::En));
    let (headline, help) = match known {
        0 => (
            phrase!(
                "`{name}` hoort niet bij deze export: geen enkele kolom ervan staat erin",
                "`{name}` does not belong to this export: it knows none of its columns"
            ),
            phrase!(
                "Kies de structuur (.lss) van deze enquête, of laat `labels` weg.",
                "Choose the structure (.lss) of this survey, or leave `labels` out."
            ),
        ),
        _ => (
            phrase!("`{name}` zegt niets over {nl}", "`{name}` says nothing about {en}"),
            phrase!(
                "Die kolommen worden gelezen zoals ze zijn. Is de enquête later veranderd? Exporteer de structuur (.lss) dan opnieuw.",
                "Those columns are read as they are. Was the survey changed later? Then export its structure (.lss) again."
            ),
        ),
    };
    Diagnostic::warning(Code::LabelsMisfit, headline).help(help)
}

fn unread(name: &str, count: u64) -> Diagnostic {
    let headline = phrase!(
        "in `{name}` zijn {count} opdrachten anders geschreven dan LimeSurvey doet; die zijn overgeslagen",
        "{count} statements of `{name}` are written otherwise than LimeSurvey does; those were passed over"
    );
    let help = phrase!(
        "Exporteer de R-syntaxis opnieuw, of neem de structuur (.lss) van de enquête.",
        "Export the R syntax again, or take the survey's structure (.lss)."
    );
    Diagnostic::warning(Code::LabelsMisfit, headline).at(Place::file(name)).help(help)
}

/// A heading as a message shows it.
fn short(text: &str) -> String {
    const LONGEST: usize = 60;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let cut: String = text.chars().take(LONGEST - 1).collect();
    format!("{}…", cut.trim_end())
}
