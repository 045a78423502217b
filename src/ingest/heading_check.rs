use std::collections::BTreeMap;

use super::fault::IngestError;
use super::faults::Faults;
use super::heading::ColumnUse;
use super::platform::PersonalKind;
use super::table::Table;
use crate::diagnostics::{Code, Diagnostic};
use crate::domain::{Lang, Phrase, PlatformName, phrase};
use crate::text::and_list;

/// Headings that occur twice or are empty above values. Where the headings are the questions' own texts these
/// are warnings: questions may rightly share a text, and only one that is wanted need be told apart.
pub(super) fn check_headings(
    table: &Table,
    filled: &[Option<u64>],
    faults: &mut Faults,
    notes: &mut Vec<Diagnostic>,
) {
    let mut seen = BTreeMap::new();
    let (mut twins, mut blanks) = (0_u64, 0_u64);
    for (column, heading) in table.headings.iter().enumerate() {
        let place = table.place(table.header_row, column);
        if heading.text.is_empty() {
            if let Some(row) = filled.get(column).copied().flatten() {
                blanks += 1;
                if !table.free_texts {
                    let place = table.place(row, column);
                    faults.add(IngestError::BlankHeading { place, column: column + 1 });
                }
            }
            continue;
        }
        let key = heading.code.as_ref().unwrap_or(&heading.text);
        match seen.get(key) {
            None => {
                seen.insert(key, column);
            }
            Some(&first) => {
                twins += 1;
                if !table.free_texts {
                    let (heading, first) = (key.clone(), table.column_label(first));
                    faults.add(IngestError::DuplicateHeading { place, heading, first });
                }
            }
        }
    }
    if !table.free_texts {
        return;
    }
    let place = table.place(table.header_row, 0);
    let help = match table.platform {
        PlatformName::Limesurvey => Phrase::new(
            "exporteer met vraagcodes als koppen, dan heeft elke kolom een eigen naam",
            "export with question codes as headings, then each column has a name of its own",
        ),
        _ => Phrase::new(
            "geef in het bestand elke kolom die u gebruikt een eigen kop",
            "give each column that you use a heading of its own in the file",
        ),
    };
    if twins > 0 {
        let headline = phrase!(
            "van {twins} kolommen kwam de kop al eerder voor; die kolommen zijn niet te gebruiken",
            "{twins} columns have a heading that occurred before; those columns cannot be used"
        );
        let note = Diagnostic::warning(Code::DuplicateHeading, headline);
        notes.push(note.at(place.clone()).help(help.clone()));
    }
    if blanks > 0 {
        let headline = phrase!(
            "van {blanks} kolommen met gegevens is de kop leeg; die kolommen zijn niet te gebruiken",
            "{blanks} columns with values have an empty heading; those columns cannot be used"
        );
        notes.push(Diagnostic::warning(Code::BlankHeading, headline).at(place).help(help));
    }
}

/// Which columns are never read, and whether completion can be seen. `by_content`: the columns that are personal by
/// what stands in them; no value is told.
pub(super) fn note_columns(
    table: &Table,
    by_content: &BTreeMap<usize, PersonalKind>,
    notes: &mut Vec<Diagnostic>,
) {
    let place = table.place(table.header_row, 0);
    let mut named: BTreeMap<Option<PersonalKind>, Vec<String>> = BTreeMap::new();
    for (column, heading) in table.headings.iter().enumerate() {
        if heading.column_use == ColumnUse::Personal {
            let columns = named.entry(by_content.get(&column).copied()).or_default();
            columns.push(format!("`{}`", heading.text));
        }
    }
    for (kind, columns) in named {
        let (nl, en) = (and_list(Lang::Nl, &columns), and_list(Lang::En, &columns));
        let headline = match kind.map(PersonalKind::words) {
            None => phrase!("persoonsgegevens, niet gelezen: {nl}", "personal data, not read: {en}"),
            Some(Phrase { nl: what_nl, en: what_en }) => phrase!(
                "niet gelezen, want er staan {what_nl} in: {nl}",
                "not read, because of the {what_en} in it: {en}"
            ),
        };
        notes.push(Diagnostic::note(Code::PersonalColumn, headline).at(place.clone()));
    }
    if table.completion().is_some() {
        return;
    }
    let column = match table.platform {
        PlatformName::Limesurvey => "submitdate",
        PlatformName::Qualtrics => "Finished",
        PlatformName::MicrosoftForms
        | PlatformName::GoogleForms
        | PlatformName::Surveymonkey
        | PlatformName::Questback
        | PlatformName::Table => return,
    };
    let headline = phrase!(
        "de kolom `{column}` ontbreekt: niet te zien is welke antwoorden zijn afgerond",
        "the column `{column}` is missing: which responses were finished cannot be seen"
    );
    let help = Phrase::new("neem die kolom bij het exporteren mee", "include that column when exporting");
    notes.push(Diagnostic::warning(Code::CompletionUnknown, headline).at(place).help(help));
}
