//! Open answers, read apart from everything else: only the columns the project file names, once to make the file in which
//! a person releases them, and once more to see that what was released still is what the exports hold.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use jiff::civil::Date;

use super::NoProgress;
use super::drift::Missing;
use super::open::{OpenTable, open_sources};
use super::plan::not_there;
use super::read::read;
use crate::coding::{is_finished, known_roles, normalise};
use crate::diagnostics::{Checked, Code, Diagnostic, Severity};
use crate::domain::{
    Batch, Cell, Flaw, Incomplete, Lang, Place, Project, RoleId, RoleOf, RoundId, Source, phrase,
};
use crate::ingest::{self, ColumnUse, Hints, Table, table_as_csv};
use crate::remarks::{
    self, Candidates, Gathering, OwnNames, RawRemark, ReleasedRemark, Review, ReviewColumn, ReviewLine,
};

/// The file in which a person releases remarks, whole and not yet written.
pub struct ReviewFile {
    /// Where it belongs: beside the project file.
    pub path: PathBuf,
    /// Its bytes: a CSV that Excel opens.
    pub bytes: Vec<u8>,
    /// How many remarks it holds.
    pub remarks: usize,
    /// On how many of them nothing was decided yet.
    pub undecided: usize,
    /// How many decisions of the file before it fit nothing any more and are gone.
    pub gone: usize,
    /// Whether there was one before.
    pub renewed: bool,
}

/// What people wrote and a person released.
pub struct Released {
    /// The remarks, by question.
    pub remarks: Vec<ReleasedRemark>,
    /// Who released them.
    pub by: String,
}

/// Makes the review file of the last round until a day, with what was decided in the one that is there.
///
/// # Errors
/// Every problem of the exports and of the review file that is there; that the project reads no open answers.
pub fn review_file(
    project: &Project,
    as_of: Date,
    lang: Lang,
) -> Result<Checked<ReviewFile>, Vec<Diagnostic>> {
    let Some(round) = round(project, as_of) else { return Err(vec![switched_off(project)]) };
    let path = review_path(project, &round);
    let Checked { value: candidates, mut notes } = candidates(project, &round)?;
    let earlier = if path.exists() { Some(read_review(project, &path)?) } else { None };
    let renewed = earlier.is_some();
    if candidates.is_empty() {
        return Err(vec![nothing_to_look_at(project, &round)]);
    }
    let Review { rows, undecided, waiting, gone } = remarks::review(&candidates, earlier.as_deref(), lang);
    if !candidates.too_few.is_empty() {
        notes.push(left_out(project, &candidates));
    }
    if waiting {
        notes.push(they_wait(project, &path));
    }
    let remarks = rows.len().saturating_sub(1);
    let value = ReviewFile { path, bytes: table_as_csv(rows), remarks, undecided, gone, renewed };
    Ok(Checked { value, notes })
}

/// What a person released of the last round until a day; `None` where open answers are off or nobody made the file yet.
///
/// # Errors
/// Every problem of the exports and every line of the review file that is not as it should be.
pub fn released(project: &Project, as_of: Date) -> Result<Checked<Option<Released>>, Vec<Diagnostic>> {
    let (Some(rules), Some(round)) = (&project.remarks, round(project, as_of)) else {
        return Ok(Checked::clean(None));
    };
    let path = review_path(project, &round);
    if !path.exists() {
        return Ok(Checked { value: None, notes: vec![not_looked_at(project)] });
    }
    let Checked { value: candidates, .. } = candidates(project, &round)?;
    let lines = read_review(project, &path)?;
    let Checked { value: remarks, notes } = remarks::release(&candidates, &lines);
    if notes.iter().any(|note| note.severity == Severity::Error) {
        return Err(notes);
    }
    Ok(Checked { value: Some(Released { remarks, by: rules.released_by.clone() }), notes })
}

/// The last round until a day, if open answers of it are read.
fn round(project: &Project, as_of: Date) -> Option<RoundId> {
    project.remarks.as_ref()?;
    let round = project.rounds_until(as_of).next_back()?.id.clone();
    project.sources.iter().any(|source| reads(source, &round)).then_some(round)
}

fn reads(source: &Source, round: &RoundId) -> bool {
    &source.round == round && !source.remarks.is_empty()
}

fn review_path(project: &Project, round: &RoundId) -> PathBuf {
    project.folder.join(format!("datadialoog.remarks.{round}.csv"))
}

/// Reads the open questions of a round and redacts them; what was written is gone when this ends.
fn candidates(project: &Project, round: &RoundId) -> Result<Checked<Candidates>, Vec<Diagnostic>> {
    let mut only = project.clone();
    only.sources.retain(|source| reads(source, round));
    let Checked { value: tables, mut notes } = open_sources(&only, &only.limits);
    let mut found = Found::default();
    let left_out = rows_left_out(project, round, &only, &tables)?;
    for open in &tables {
        if let Some(source) = only.sources.get(open.source) {
            let of_table = |(name, _): &&(String, BTreeSet<u64>)| name == &open.table.name;
            let out = left_out.get(open.source).and_then(|tables| tables.iter().find(of_table));
            found.read(project, (source, open), out.map(|(_, rows)| rows), &mut notes);
        }
    }
    if notes.iter().any(|note| note.severity == Severity::Error) {
        return Err(notes);
    }
    // What was noticed of the files besides is told where their answers are read.
    let audience = project.meetings.iter().flat_map(|meeting| meeting.audience.values());
    let groups = found.groups.iter().map(String::as_str).chain(audience.map(|group| group.as_str()));
    let own = OwnNames::new(groups.chain([project.partnership.name.as_str()]));
    // The blanks are in the project's language, whatever language a run is in: a mark must stay what it was.
    let mut gathering = Gathering::of(round.clone(), own, project.partnership.language);
    for (question, role, remark) in found.remarks {
        gathering.take(&question, &role, remark);
    }
    Ok(Checked::clean(gathering.candidates(project.privacy.minimum)))
}

/// The rows of a table by its name that are left out for their quality.
type LeftOut = Vec<(String, BTreeSet<u64>)>;

/// Per source of `only` which rows are left out of the figures for their quality: whoever is no respondent there writes no
/// remark either. Duplicates and answers can only be judged over all files, so these are read as for the figures;
/// not where nothing can be left out.
fn rows_left_out(
    project: &Project,
    round: &RoundId,
    only: &Project,
    tables: &[OpenTable],
) -> Result<Vec<LeftOut>, Vec<Diagnostic>> {
    let tells_status =
        |open: &OpenTable| open.table.headings.iter().any(|heading| heading.column_use == ColumnUse::Status);
    let may_leave_out = |open: &OpenTable| {
        let quality = only.sources.get(open.source).map(|source| &source.quality.leave_out);
        let flaws = quality.into_iter().flatten();
        flaws.into_iter().any(|flaw| *flaw != Flaw::Preview || tells_status(open))
    };
    if !tables.iter().any(may_leave_out) {
        return Ok(vec![LeftOut::new(); only.sources.len()]);
    }
    let Checked { value: all, mut notes } = open_sources(project, &project.limits);
    let Checked { value: answers, notes: coded } = read(project, all, &NoProgress, None);
    notes.extend(coded);
    if notes.iter().any(|note| note.severity == Severity::Error) {
        return Err(notes);
    }
    let mut of_source: BTreeMap<usize, LeftOut> = BTreeMap::new();
    for ((source, table), rows) in answers.rows_left_out {
        of_source.entry(source).or_default().push((table, rows));
    }
    let kept = project.sources.iter().enumerate().filter(|(_, source)| reads(source, round));
    Ok(kept.map(|(position, _)| of_source.remove(&position).unwrap_or_default()).collect())
}

/// What was read of the files, not yet redacted.
#[derive(Default)]
struct Found {
    remarks: Vec<(String, RoleId, RawRemark)>,
    groups: Vec<String>,
}

impl Found {
    fn read(
        &mut self,
        project: &Project,
        (source, open): (&Source, &OpenTable),
        left_out: Option<&BTreeSet<u64>>,
        notes: &mut Vec<Diagnostic>,
    ) {
        let table = &open.table;
        let mut wanted = Vec::new();
        let mut want = |column: usize| {
            wanted.iter().position(|known| *known == column).unwrap_or_else(|| {
                wanted.push(column);
                wanted.len() - 1
            })
        };
        let mut questions = Vec::new();
        for (question, column) in &source.remarks {
            match table.find(column) {
                Some(found) => questions.push((question.clone(), want(found))),
                None => notes.push(not_there(table, &missing(column))),
            }
        }
        let groups: Vec<usize> =
            source.groups.values().filter_map(|column| table.find(column)).map(&mut want).collect();
        let role = match &source.role {
            RoleOf::Fixed(_) => None,
            RoleOf::Column { column, .. } => table.find(column).map(&mut want),
        };
        let completion = match source.incomplete {
            Incomplete::LeaveOut => table.completion().map(&mut want),
            Incomplete::Use => None,
        };
        let columns = Columns { questions, groups, role, completion };
        let batches = match table.batches(&wanted) {
            Ok(batches) => batches,
            Err(faults) => return notes.extend(faults),
        };
        let roles = known_roles(project, source);
        for batch in batches {
            match batch {
                Ok(batch) => self.take(source, &roles, &columns, (&batch, left_out)),
                Err(faults) => notes.extend(faults),
            }
        }
    }

    fn take(
        &mut self,
        source: &Source,
        roles: &BTreeMap<String, RoleId>,
        columns: &Columns,
        (batch, left_out): (&Batch, Option<&BTreeSet<u64>>),
    ) {
        let is_out = |row: usize| {
            batch.starts.get(row).zip(left_out).is_some_and(|(start, left_out)| left_out.contains(start))
        };
        for row in 0..batch.len() {
            let finished = columns.completion.is_none_or(|at| cell(batch, at, row).is_some_and(is_finished));
            let role = match (&source.role, columns.role) {
                (RoleOf::Fixed(role), _) => Some(role.clone()),
                (_, Some(at)) => text(batch, at, row).and_then(|text| roles.get(&normalise(text)).cloned()),
                (_, None) => None,
            };
            for &at in &columns.groups {
                if let Some(group) =
                    text(batch, at, row).filter(|group| !self.groups.iter().any(|known| known == group))
                {
                    self.groups.push(group.to_owned());
                }
            }
            let counts = finished && !is_out(row);
            let Some(role) = role.filter(|role| counts && source.may_hold(role)) else { continue };
            for (question, at) in &columns.questions {
                if let Some(text) = text(batch, *at, row) {
                    self.remarks.push((question.clone(), role.clone(), RawRemark::new(text)));
                }
            }
        }
    }
}

/// Where in a batch what is needed stands.
struct Columns {
    questions: Vec<(String, usize)>,
    groups: Vec<usize>,
    role: Option<usize>,
    completion: Option<usize>,
}

fn cell(batch: &Batch, column: usize, row: usize) -> Option<&Cell> {
    let column = batch.columns.get(column)?;
    column.distinct.get(usize::try_from(*column.rows.get(row)?).ok()?)
}

fn text(batch: &Batch, column: usize, row: usize) -> Option<&str> {
    match cell(batch, column, row)? {
        Cell::Text(text) => Some(text.as_str()),
        _ => None,
    }
}

fn missing(column: &str) -> Missing {
    let for_what = phrase!("als open vraag", "as an open question");
    Missing { column: column.to_owned(), for_what, now: Vec::new() }
}

/// The lines of a review file, in whatever form Excel saved it.
fn read_review(project: &Project, path: &std::path::Path) -> Result<Vec<ReviewLine>, Vec<Diagnostic>> {
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let Checked { value: table, .. } = ingest::open(path, &name, &Hints::default(), &project.limits)?;
    let needed = [ReviewColumn::Release, ReviewColumn::Remark, ReviewColumn::Mark];
    let found: Vec<Option<usize>> = needed.iter().map(|column| heading(&table, *column)).collect();
    let lacking: Vec<&ReviewColumn> =
        needed.iter().zip(&found).filter(|(_, found)| found.is_none()).map(|(column, _)| column).collect();
    let wanted: Vec<usize> = found.into_iter().flatten().collect();
    if !lacking.is_empty() {
        return Err(lacking.into_iter().map(|column| column_gone(&table, *column)).collect());
    }
    let (mut lines, mut faults) = (Vec::new(), Vec::new());
    for batch in table.batches(&wanted)? {
        let batch = match batch {
            Ok(batch) => batch,
            Err(found) => {
                faults.extend(found);
                continue;
            }
        };
        for (row, start) in batch.starts.iter().enumerate() {
            let text = |column: usize| text(&batch, column, row).unwrap_or_default().to_owned();
            let place = table.place(*start, wanted.first().copied().unwrap_or(0));
            lines.push(ReviewLine { release: text(0), remark: unquoted(text(1)), mark: text(2), place });
        }
    }
    if faults.is_empty() { Ok(lines) } else { Err(faults) }
}

/// A cell without the `'` that was put in front so that Excel takes it for a text.
fn unquoted(text: String) -> String {
    match text.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@'])) {
        Some(rest) => rest.to_owned(),
        None => text,
    }
}

fn heading(table: &Table, column: ReviewColumn) -> Option<usize> {
    let is = |text: &str| [Lang::Nl, Lang::En].iter().any(|lang| normalise(text) == column.heading(*lang));
    table.headings.iter().position(|heading| is(&heading.text))
}

fn column_gone(table: &Table, column: ReviewColumn) -> Diagnostic {
    let (nl, en) = (column.heading(Lang::Nl), column.heading(Lang::En));
    let headline = phrase!(
        "in dit bestand om opmerkingen vrij te geven ontbreekt de kolom `{nl}`",
        "this file for releasing remarks lacks the column `{en}`"
    );
    let help = phrase!(
        "Zet de kolom terug, of zet het bestand weg en maak een nieuw met `datadialoog remarks`.",
        "Put the column back, or move the file away and make a new one with `datadialoog remarks`."
    );
    Diagnostic::error(Code::RemarkRelease, headline).at(table.place(table.header_row, 0)).help(help)
}

fn switched_off(project: &Project) -> Diagnostic {
    let headline = phrase!(
        "het projectbestand noemt voor de laatste ronde geen open vragen: ze worden niet gelezen",
        "the project file names no open questions for the last round: they are not read"
    );
    let help = phrase!(
        "Wilt u dat wel, zet dan `[remarks]` met `released-by = \"wie ze vrijgeeft\"` in het bestand, en bij de bron `remarks = {{ \"de vraag\" = \"de kolom\" }}`.",
        "If you want them, put `[remarks]` with `released-by = \"who releases them\"` in the file, and `remarks = {{ \"the question\" = \"the column\" }}` with the source."
    );
    Diagnostic::error(Code::RemarksOff, headline).at(Place::file(&project.file)).help(help)
}

fn nothing_to_look_at(project: &Project, round: &RoundId) -> Diagnostic {
    let minimum = project.privacy.minimum;
    let headline = phrase!(
        "in ronde {round} is er geen open vraag waarop genoeg mensen iets schreven",
        "in round {round} there is no open question to which enough people wrote something"
    );
    let help = phrase!(
        "Pas als bij een vraag minstens {minimum} mensen van een rol iets schreven, zijn hun opmerkingen te bekijken.",
        "Only where at least {minimum} people of a role wrote something to a question, their remarks can be looked at."
    );
    Diagnostic::error(Code::TooFewRemarks, headline).at(Place::file(&project.file)).help(help)
}

fn left_out(project: &Project, candidates: &Candidates) -> Diagnostic {
    let minimum = project.privacy.minimum;
    let questions =
        candidates.too_few.iter().map(|question| format!("‘{question}’")).collect::<Vec<_>>().join("; ");
    let headline = phrase!(
        "wat minder dan {minimum} mensen van een rol schreven, is er niet bij; dat geldt bij {questions}",
        "what fewer than {minimum} people of a role wrote is not in it; that holds for {questions}"
    );
    let help = phrase!(
        "Wie weet wie er meededen, zou anders weten wie het schreef.",
        "Whoever knows who took part would otherwise know who wrote it."
    );
    Diagnostic::note(Code::TooFewRemarks, headline).at(Place::file(&project.file)).help(help)
}

fn they_wait(project: &Project, path: &std::path::Path) -> Diagnostic {
    let minimum = project.privacy.minimum;
    let headline = phrase!(
        "er zijn nieuwe opmerkingen, maar minder dan {minimum} bij een vraag; die wachten tot er meer zijn",
        "there are new remarks, but fewer than {minimum} to a question; those wait until there are more"
    );
    let help = phrase!(
        "Wie weet wie er laat invulde, zou anders weten wie ze schreef.",
        "Whoever knows who answered late would otherwise know who wrote them."
    );
    Diagnostic::note(Code::TooFewRemarks, headline).at(Place::file(path.display().to_string())).help(help)
}

fn not_looked_at(project: &Project) -> Diagnostic {
    let headline = phrase!(
        "de open antwoorden heeft nog niemand bekeken; ze komen niet in het verslag",
        "nobody has looked at the open answers yet; they are not in the report"
    );
    let help = phrase!(
        "Maak met `datadialoog remarks` het bestand om ze te bekijken en vrij te geven.",
        "Make the file for looking at them and releasing them with `datadialoog remarks`."
    );
    Diagnostic::note(Code::RemarksOff, headline).at(Place::file(&project.file)).help(help)
}
