use std::collections::BTreeMap;

use super::Progress;
use super::open::OpenTable;
use super::plan::{Planned, plan};
use crate::coding::{Codebook, Coded, FirstLook, GroupNames, groupings, settle_scales};
use crate::diagnostics::{Checked, Code, Diagnostic, Severity};
use crate::dialogue::{ReadFile, Reading};
use crate::domain::{Batch, GroupKey, IndicatorId, Phrase, Place, Project, Scale, phrase};
use crate::ingest::{Batches, TableKind};
use crate::tally::{Counter, Tally, TallyError, TallyPlan};

/// The answers of every table, coded and counted.
#[derive(Default)]
pub(super) struct Answers {
    pub scales: BTreeMap<IndicatorId, Scale>,
    pub tally: Tally,
    /// The groups by the spelling that is used for them.
    pub groups: GroupNames,
    pub reading: Reading,
    /// Whether every table was read to its end without a fault.
    pub complete: bool,
}

/// A table whose first rows have been read.
struct Begun {
    planned: Planned,
    first: Batch,
    rest: Batches,
}

/// Reads every table to its end: cells to codes to counts, in one pass. A faulty table is left out and reported.
pub(super) fn read(project: &Project, tables: Vec<OpenTable>, progress: &dyn Progress) -> Checked<Answers> {
    let mut notes = Vec::new();
    let begun = begin(project, tables, &mut notes);
    let looks: Vec<FirstLook<'_>> = begun.iter().map(|begun| first_look(project, begun)).collect();
    let Checked { value: scales, notes: scale_notes } = settle_scales(project, &looks);
    drop(looks);
    notes.extend(scale_notes);
    let mut answers = Answers { groups: GroupNames::of(project), ..Answers::default() };
    let before = notes.len();
    let sound = !notes.iter().any(|note| note.severity == Severity::Error);
    let mut counting = Counting {
        project,
        plan: TallyPlan::new(project, &scales),
        groupings: groupings(project),
        scales: &scales,
        progress,
    };
    let files = begun.len();
    for (number, begun) in begun.into_iter().enumerate() {
        progress.reading(&begun.planned.table.name, number + 1, files);
        counting.table(begun, &mut answers, &mut notes);
    }
    answers.complete = sound && !notes.iter().skip(before).any(|note| note.severity == Severity::Error);
    if files > 0 && answers.complete && answers.tally.cells.is_empty() {
        let headline = phrase!(
            "na het lezen blijft er geen enkele respondent over",
            "after reading, no respondent is left"
        );
        let help = phrase!(
            "Zijn alle antwoorden onvolledig? Met `incomplete = \"use\"` tellen ook die mee.",
            "Are all responses incomplete? With `incomplete = \"use\"` those count too."
        );
        notes.push(Diagnostic::error(Code::NobodyLeft, headline).at(Place::file(&project.file)).help(help));
    }
    answers.scales = scales;
    Checked { value: answers, notes }
}

/// Plans the columns of every table and reads its first rows.
fn begin(project: &Project, tables: Vec<OpenTable>, notes: &mut Vec<Diagnostic>) -> Vec<Begun> {
    let mut begun = Vec::new();
    for open in tables {
        let Checked { value: planned, notes: faults } = plan(project, open);
        notes.extend(faults);
        match planned.table.batches(&planned.wanted) {
            Err(faults) => notes.extend(faults),
            Ok(mut rest) => match rest.next() {
                Some(Ok(first)) => begun.push(Begun { planned, first, rest }),
                Some(Err(faults)) => notes.extend(faults),
                None => notes.extend(rest.notes().iter().cloned()),
            },
        }
    }
    begun
}

fn first_look<'a>(project: &Project, begun: &'a Begun) -> FirstLook<'a> {
    let plan = &begun.planned.plan;
    let mut positions = Vec::new();
    for (indicator, of) in project.indicators.iter().enumerate() {
        positions.extend((0..of.items.len()).map(|item| (indicator, item)));
    }
    let mut item_columns = Vec::new();
    for items in [&plan.items].into_iter().chain(plan.items_of_role.values()) {
        for (&(indicator, item), column) in positions.iter().zip(items) {
            if let Some(column) = column
                && !item_columns.contains(&(indicator, item, *column))
            {
                item_columns.push((indicator, item, *column));
            }
        }
    }
    FirstLook { source: begun.planned.source, whence: &begun.planned, item_columns, batch: &begun.first }
}

struct Counting<'a> {
    project: &'a Project,
    plan: TallyPlan,
    groupings: Vec<GroupKey>,
    scales: &'a BTreeMap<IndicatorId, Scale>,
    progress: &'a dyn Progress,
}

impl Counting<'_> {
    fn table(&mut self, begun: Begun, answers: &mut Answers, notes: &mut Vec<Diagnostic>) {
        let Begun { planned, first, mut rest } = begun;
        let Some(source) = self.project.sources.get(planned.source) else { return };
        let groups = std::mem::take(&mut answers.groups);
        let mut codebook = Codebook::new(self.project, source, &planned, planned.plan.clone(), self.scales)
            .with_groups(groups);
        let mut rows = 0;
        let mut counter = Counter::new(&self.plan);
        let mut batch = Some(Ok(first));
        let mut faulty = false;
        while let Some(next) = batch {
            match next {
                Ok(batch) => {
                    rows += batch.len() as u64;
                    let coded = codebook.code(&batch);
                    if let Err(error) = counter.count(&coded) {
                        notes.push(miscounted(&error));
                        faulty = true;
                    }
                    self.progress.rows(rows);
                }
                Err(faults) => {
                    notes.extend(faults);
                    faulty = true;
                }
            }
            batch = rest.next();
        }
        notes.extend(rest.notes().iter().cloned());
        let Checked { value: coded, notes: coding_notes } = codebook.finish();
        notes.extend(coding_notes);
        if !faulty {
            answers.tally.merge(&counter.finish(&source.round, &self.groupings));
        }
        account(&planned, &coded, &mut answers.reading);
        answers.groups = coded.groups;
    }
}

fn miscounted(error: &TallyError) -> Diagnostic {
    let headline = phrase!("het tellen ging mis: {error}", "counting went wrong: {error}");
    Diagnostic::error(Code::ProgramFault, headline)
}

/// Notes in words what was read of a table and what was left out of it.
fn account(planned: &Planned, coded: &Coded, reading: &mut Reading) {
    let table = &planned.table;
    let Phrase { nl: platform_nl, en: platform_en } = table.platform.title();
    let kind = match &table.kind {
        TableKind::Delimited { encoding, delimiter, .. } => {
            let delimiter = match delimiter {
                '\t' => Phrase::new("tab", "tab"),
                other => Phrase::new(format!("‘{other}’"), format!("‘{other}’")),
            };
            let (nl, en) = (&delimiter.nl, &delimiter.en);
            Phrase::new(
                format!("{platform_nl}, tekst ({encoding}, scheidingsteken {nl})"),
                format!("{platform_en}, text ({encoding}, delimiter {en})"),
            )
        }
        TableKind::Columnar { format } => phrase!("{platform_nl}, {format}", "{platform_en}, {format}"),
        TableKind::Workbook { format, sheet } => phrase!(
            "{platform_nl}, werkmap ({format}, blad ‘{sheet}’)",
            "{platform_en}, workbook ({format}, sheet ‘{sheet}’)"
        ),
    };
    reading.inputs.push(ReadFile { name: table.name.clone(), what: kind });
    let name = &table.name;
    if coded.incomplete > 0 {
        reading.notes.push(phrase!(
            "{name}: antwoorden die begonnen en niet afgerond zijn, tellen niet mee.",
            "{name}: responses that were begun and not finished do not count."
        ));
    }
    if !planned.unused.is_empty() {
        let columns = planned.unused.join("; ");
        reading.notes.push(phrase!(
            "{name}: door geen indicator gebruikt: {columns}.",
            "{name}: used by no indicator: {columns}."
        ));
    }
    let personal =
        |heading: &&crate::ingest::Heading| heading.column_use == crate::ingest::ColumnUse::Personal;
    let personal = table.headings.iter().filter(personal).count();
    if personal > 0 {
        let (nl, en) = if personal == 1 {
            ("1 kolom met persoonsgegevens is".to_owned(), "1 column with personal data was".to_owned())
        } else {
            (
                format!("{personal} kolommen met persoonsgegevens zijn"),
                format!("{personal} columns with personal data were"),
            )
        };
        reading.notes.push(phrase!(
            "{name}: {nl} overgeslagen en niet bewaard.",
            "{name}: {en} skipped and not kept."
        ));
    }
}
