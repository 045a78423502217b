use std::collections::{BTreeMap, BTreeSet};

use super::counted::{Origins, say_what_is_lost};
use super::drift::{self, Drift, is_pinned};
use super::open::OpenTable;
use super::plan::{Planned, plan};
use super::rows::{Rows, missing_questions};
use super::{Progress, Rejects};
use crate::coding::{
    Codebook, Coded, FirstLook, GroupNames, Keepers, Met, QualityCount, groupings, other_scales,
    settle_scales,
};
use crate::diagnostics::{Checked, Code, Diagnostic, Severity};
use crate::dialogue::{ReadFile, Reading};
use crate::domain::{
    Batch, Flaw, GroupKey, IndicatorId, Phrase, Place, Project, RoundId, Scale, SourceShape, phrase,
};
use crate::ingest::TableKind;
use crate::tally::{Counter, Tally, TallyError, TallyPlan};

/// The answers of every table, coded and counted.
#[derive(Default)]
pub(super) struct Answers {
    pub scales: BTreeMap<IndicatorId, Scale>,
    pub tally: Tally,
    /// The groups by the spelling that is used for them.
    pub groups: GroupNames,
    pub reading: Reading,
    /// Who was left out for the quality of their response, counted beside the others.
    pub left_out: Tally,
    /// What was noticed of the responses of each round.
    pub quality: BTreeMap<RoundId, QualityCount>,
    /// Per source, by its position, and table, by its name, where the rows begin that were left out for their quality.
    pub rows_left_out: BTreeMap<(usize, String), BTreeSet<u64>>,
    /// Whether every table was read to its end without a fault.
    pub complete: bool,
}

/// A table whose first rows have been read.
struct Begun {
    planned: Planned,
    /// The position of its drift.
    drift: usize,
    first: Batch,
    rest: Rows,
}

/// Reads every table to its end: cells to codes to counts, in one pass. A faulty table is left out and reported.
/// Every cell that could not be read goes into `rejects`, if there is one.
pub(super) fn read(
    project: &Project,
    tables: Vec<OpenTable>,
    progress: &dyn Progress,
    rejects: Option<&mut Rejects>,
) -> Checked<Answers> {
    let mut notes = Vec::new();
    let mut rejects = rejects;
    let Planning { begun, mut drifts } = begin(project, tables, &mut notes, rejects.as_deref_mut());
    let looks: Vec<FirstLook<'_>> = begun.iter().map(|begun| first_look(project, begun)).collect();
    for other in other_scales(project, &looks) {
        let at = begun.get(other.look).map(|begun| begun.drift);
        if let Some((_, drift)) = at.and_then(|at| drifts.get_mut(at)) {
            drift.scales.push(other);
        }
    }
    drifts.retain(|(source, _)| project.sources.get(*source).is_some_and(is_pinned));
    notes.extend(drift::faults(project, &drifts));
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
        origins: Origins::default(),
        keepers: keepers(project, &begun, &mut notes),
        met: BTreeMap::new(),
        rejects,
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
            "Zijn alle antwoorden onvolledig? Met `incomplete = \"use\"` tellen ook die mee. Laat `leave-out` alles weg, kijk dan naar de grenzen.",
            "Are all responses incomplete? With `incomplete = \"use\"` those count too."
        );
        notes.push(Diagnostic::error(Code::NobodyLeft, headline).at(Place::file(&project.file)).help(help));
    }
    answers.scales = scales;
    Checked { value: answers, notes }
}

/// Every table that can be read, and what all of them have otherwise than the project file says.
struct Planning {
    begun: Vec<Begun>,
    drifts: Vec<(usize, Drift)>,
}

/// Plans the columns of every table and reads its first rows.
fn begin(
    project: &Project,
    tables: Vec<OpenTable>,
    notes: &mut Vec<Diagnostic>,
    mut rejects: Option<&mut Rejects>,
) -> Planning {
    let (mut begun, mut drifts) = (Vec::new(), Vec::new());
    for open in tables {
        let Checked { value: mut planned, notes: faults } = plan(project, open);
        notes.extend(faults);
        let drift = drifts.len();
        drifts.push((planned.source, drift::of(&planned)));
        match Rows::begin(project, &mut planned) {
            Err(faults) => notes.extend(faults),
            Ok(mut rest) => match rest.next() {
                Some(Ok(first)) => begun.push(Begun { planned, drift, first, rest }),
                Some(Err(faults)) => {
                    notes.extend(faults);
                    if let Some(rejects) = &mut rejects {
                        rejects.add(&planned.table, Vec::new(), rest.spots());
                    }
                }
                None => notes.extend(rest.notes().iter().cloned()),
            },
        }
    }
    notes.extend(missing_questions(begun.iter().map(|begun| &begun.planned)));
    Planning { begun, drifts }
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
    origins: Origins,
    /// Per source that leaves duplicates out, which of them are kept.
    keepers: BTreeMap<usize, Keepers>,
    /// Per source the responses met so far.
    met: BTreeMap<usize, Met>,
    rejects: Option<&'a mut Rejects>,
}

impl Counting<'_> {
    fn table(&mut self, begun: Begun, answers: &mut Answers, notes: &mut Vec<Diagnostic>) {
        let Begun { planned, first, mut rest, .. } = begun;
        let Some(source) = self.project.sources.get(planned.source) else { return };
        let groups = std::mem::take(&mut answers.groups);
        let mut codebook = Codebook::new(self.project, source, &planned, planned.plan.clone(), self.scales)
            .with_groups(groups)
            .with_met(self.met.remove(&planned.source).unwrap_or_default());
        if let Some(keepers) = self.keepers.get(&planned.source) {
            codebook = codebook.with_keepers(keepers);
        }
        if self.rejects.is_some() {
            codebook = codebook.with_rejects();
        }
        let mut rows = 0;
        let (mut counter, mut left_out) = (Counter::new(&self.plan), Counter::new(&self.plan));
        let mut batch = Some(Ok(first));
        let mut faulty = false;
        while let Some(next) = batch {
            match next {
                Ok(batch) => {
                    rows += batch.len() as u64;
                    let sifted = codebook.sift(&batch);
                    if let Err(error) =
                        counter.count(&sifted.used).and_then(|()| left_out.count(&sifted.left_out))
                    {
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
        let Checked { value: mut coded, notes: coding_notes } = codebook.finish();
        if let Some(rejects) = &mut self.rejects {
            rejects.add(&planned.table, std::mem::take(&mut coded.rejects), rest.spots());
        }
        // An error in a cell was said with its place when it was read.
        let said = |note: &Diagnostic| faulty && note.code == Code::CellError;
        notes.extend(coding_notes.into_iter().filter(|note| !said(note)));
        let mut tally = counter.finish(&source.round, &self.groupings);
        account(&planned, &coded, &mut answers.reading);
        if source.shape.is_counted() {
            tally.unlink();
            say_what_is_lost(self.project, &planned, &tally, &mut answers.reading, notes);
        }
        if !faulty {
            self.origins.meet(&planned.table.name, &tally, source.shape.is_counted(), notes);
            answers.tally.merge(tally);
            answers.left_out.merge(left_out.finish(&source.round, &self.groupings));
        }
        answers.quality.entry(source.round.clone()).or_default().merge(&coded.quality);
        let table = (planned.source, planned.table.name.clone());
        answers.rows_left_out.entry(table).or_default().append(&mut coded.rows_left_out);
        self.met.insert(planned.source, coded.met);
        answers.groups = coded.groups;
    }
}

/// Of each source that leaves duplicates out, which response of each identifier is kept: its files are read once more
/// before, since the last one that was finished can stand anywhere.
fn keepers(project: &Project, begun: &[Begun], notes: &mut Vec<Diagnostic>) -> BTreeMap<usize, Keepers> {
    let mut all: BTreeMap<usize, Keepers> = BTreeMap::new();
    for Begun { planned, .. } in begun {
        let Some(source) = project.sources.get(planned.source) else { continue };
        let wide = matches!(source.shape, SourceShape::Wide);
        if !wide || !source.quality.leave_out.contains(&Flaw::Duplicate) {
            continue;
        }
        let keepers = all.entry(planned.source).or_default();
        let mut scan = keepers.scan(project, source, planned, &planned.plan);
        match planned.table.batches_with(&planned.wanted, &planned.identifiers) {
            Err(faults) => notes.extend(faults),
            // Its faults come again, and are told, when its answers are read.
            Ok(batches) => batches.map_while(Result::ok).for_each(|batch| scan.see(&batch)),
        }
    }
    all
}

fn miscounted(error: &TallyError) -> Diagnostic {
    let headline = phrase!("het tellen ging mis: {error}", "counting went wrong: {error}");
    Diagnostic::error(Code::ProgramFault, headline)
}

/// What was left out of a file for its quality, in words; no number, which may be that of a withheld group.
fn left_out(name: &str, quality: &QualityCount) -> Vec<Phrase> {
    let out = Flaw::ALL.into_iter().filter(|flaw| quality.left_out(*flaw) > 0);
    let say = |flaw: Flaw| match flaw {
        Flaw::Preview => phrase!(
            "{name}: wat als voorvertoning of proef is ingevuld, telt niet mee.",
            "{name}: what was filled in as a preview or test does not count."
        ),
        Flaw::Duplicate => phrase!(
            "{name}: van antwoorden met hetzelfde kenmerk telt alleen de laatste die is afgerond.",
            "{name}: of responses with the same identifier only the last one that was finished counts."
        ),
        Flaw::OutsideDates => phrase!(
            "{name}: antwoorden buiten de dagen van het onderzoek tellen niet mee.",
            "{name}: responses outside the days of the field work do not count."
        ),
        Flaw::TooFast => phrase!(
            "{name}: antwoorden die sneller klaar waren dan het partnerschap aannemelijk vindt, tellen niet mee.",
            "{name}: responses that were done faster than the partnership finds plausible do not count."
        ),
        Flaw::StraightLining => phrase!(
            "{name}: antwoorden met overal dezelfde optie, ook op omgekeerde stellingen, tellen niet mee.",
            "{name}: responses with one option throughout, also on statements worded the other way round, do not count."
        ),
    };
    out.map(say).collect()
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
        TableKind::Sav { encoding, .. } => {
            phrase!("{platform_nl}, SPSS-bestand ({encoding})", "{platform_en}, SPSS file ({encoding})")
        }
    };
    reading.inputs.push(ReadFile { name: table.name.clone(), what: kind });
    let name = &table.name;
    reading.notes.extend(left_out(name, &coded.quality));
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
