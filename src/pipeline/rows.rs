use std::sync::Arc;

use super::plan::Planned;
use crate::coding::{Gathered, Gatherer};
use crate::diagnostics::{Checked, Code, Diagnostic, Severity};
use crate::domain::{Batch, Project, phrase};
use crate::ingest::{Batches, Spot};

/// The batches of a table, one respondent a row whatever a row of the file is.
pub(super) enum Rows {
    /// As they come from the file.
    Streamed(Batches),
    /// Gathered from all rows of the file.
    Gathered { gathered: Arc<Gathered>, next: Option<u64>, notes: Vec<Diagnostic> },
}

impl Rows {
    /// Opens the rows of a table. A file in which a row is no respondent is read to its end here, and `planned` then
    /// goes by what was gathered.
    ///
    /// # Errors
    /// Every fault that keeps the rows from being used; none where planning its columns has told them already.
    pub fn begin(project: &Project, planned: &mut Planned) -> Result<Self, Vec<Diagnostic>> {
        let source = project.sources.get(planned.source);
        let Some((source, Some(plan))) = source.map(|source| (source, planned.gather.clone())) else {
            let wide = source.is_some_and(|source| source.shape.key() == "wide");
            return if wide {
                planned.table.batches_with(&planned.wanted, &planned.identifiers).map(Rows::Streamed)
            } else {
                Err(Vec::new())
            };
        };
        let mut gatherer = Gatherer::new(project, source, &*planned, plan);
        let mut notes = each_batch(planned, |batch| gatherer.take(batch))?;
        if gatherer.looks_again() {
            each_batch(planned, |batch| gatherer.look_again(batch))?;
        }
        let Checked { value: gathered, notes: found } = gatherer.finish();
        notes.extend(found);
        if notes.iter().any(|note| note.severity == Severity::Error) {
            return Err(notes);
        }
        planned.plan = gathered.plan().clone();
        planned.unused.extend(gathered.unused().iter().cloned());
        let gathered = Arc::new(gathered);
        planned.gathered = Some(Arc::clone(&gathered));
        Ok(Rows::Gathered { gathered, next: Some(0), notes })
    }

    /// What was noticed that is no error; complete once the iterator has ended.
    pub fn notes(&self) -> &[Diagnostic] {
        match self {
            Rows::Streamed(batches) => batches.notes(),
            Rows::Gathered { notes, .. } => notes,
        }
    }
}

impl Rows {
    /// The places of everything that did not fit below the headings; complete once the iterator has ended.
    pub fn spots(&self) -> &[Spot] {
        match self {
            Rows::Streamed(batches) => batches.spots(),
            Rows::Gathered { .. } => &[],
        }
    }
}

impl Iterator for Rows {
    type Item = Result<Batch, Vec<Diagnostic>>;

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Rows::Streamed(batches) => batches.next(),
            Rows::Gathered { gathered, next, .. } => {
                // Also of nobody there is one batch: what was asked of nobody is still to be said.
                let first = (*next)?;
                let batch = gathered.batch(first);
                let after = first + batch.len() as u64;
                *next = Some(after).filter(|after| *after < gathered.rows());
                Some(Ok(batch))
            }
        }
    }
}

/// Reads a table to its end; gives what was noticed.
fn each_batch(planned: &Planned, mut take: impl FnMut(&Batch)) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
    let mut batches = planned.table.batches(&planned.wanted)?;
    let mut faults = Vec::new();
    for batch in batches.by_ref() {
        match batch {
            Ok(batch) => take(&batch),
            Err(found) => faults.extend(found),
        }
    }
    if faults.is_empty() { Ok(batches.notes().to_vec()) } else { Err(faults) }
}

/// The questions that statements name and no row of any table of their source has; where another table of the source
/// has them, they were not asked in this one.
pub(super) fn missing_questions<'p>(tables: impl Iterator<Item = &'p Planned> + Clone) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    for planned in tables.clone() {
        let Some(gathered) = &planned.gathered else { continue };
        let siblings = || tables.clone().filter(|other| other.source == planned.source);
        let place = planned.raw_place(planned.table.header_row, gathered.question());
        let file = &planned.table.name;
        for question in gathered.absent() {
            let lacks = |other: &Planned| {
                other.gathered.as_ref().is_none_or(|gathered| gathered.absent().contains(question))
            };
            if siblings().any(|other| !lacks(other)) {
                let headline = phrase!(
                    "de vraag `{question}` staat op geen rij van `{file}`: daar geldt ze als niet gevraagd",
                    "the question `{question}` stands on no row of `{file}`: there it counts as not asked"
                );
                notes.push(Diagnostic::note(Code::QuestionMissing, headline).at(place.clone()));
                continue;
            }
            let headline = phrase!(
                "de vraag `{question}`, in het projectbestand genoemd, staat op geen rij van `{file}`",
                "the question `{question}`, named in the project file, stands on no row of `{file}`"
            );
            let help = match gathered.nearest(question) {
                Some(near) => {
                    phrase!("De dichtstbijzijnde vraag is `{near}`.", "The nearest question is `{near}`.")
                }
                None => phrase!(
                    "Schrijf de vraag zoals ze in de kolom bij `question` staat.",
                    "Write the question as it stands in the column at `question`."
                ),
            };
            notes.push(Diagnostic::error(Code::QuestionMissing, headline).at(place.clone()).help(help));
        }
    }
    notes
}
