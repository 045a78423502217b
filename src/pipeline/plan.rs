use std::collections::BTreeMap;
use std::sync::Arc;

use super::drift::{Missing as MissingColumn, called_now, is_pinned, new_columns};
use super::open::OpenTable;
use crate::coding::{
    AnswersAt, ColumnPlan, CountsAt, GatherPlan, Gathered, Identifier, ResponseColumns, Whence, groupings,
};
use crate::diagnostics::{Checked, Code, Diagnostic, nearest};
use crate::domain::{
    CountsIn, Missing, Phrase, Place, PlatformName, Project, RoleId, RoleOf, Source, SourceShape, phrase,
};
use crate::ingest::{ColumnUse, Table};

/// A table with the columns that are read of it and what each holds.
pub(super) struct Planned {
    pub source: usize,
    pub table: Table,
    /// The columns to read, by their position in the table.
    pub wanted: Vec<usize>,
    /// The columns that say which response it is, read behind those.
    pub identifiers: Vec<usize>,
    /// What each holds, by its position among the wanted.
    pub plan: ColumnPlan,
    /// The headings of the answer columns that nothing uses.
    pub unused: Vec<String>,
    /// How rows that are no respondents are gathered; `None` also where a column for it is missing.
    pub gather: Option<GatherPlan>,
    /// The gathered rows; `plan` then holds for their batches, and `wanted` for those of the file.
    pub gathered: Option<Arc<Gathered>>,
    /// Columns that the project file names and that are not there, where its source is pinned.
    pub missing: Vec<MissingColumn>,
    /// Answer columns that are new, where its source says which ones are known.
    pub new: Vec<String>,
}

impl Planned {
    /// Where a cell of the file's own batches stands.
    pub fn raw_place(&self, row_start: u64, column: usize) -> Place {
        self.table.place(row_start, self.wanted.get(column).copied().unwrap_or(0))
    }
}

impl Whence for Planned {
    fn name(&self) -> &str {
        &self.table.name
    }

    fn place(&self, row_start: u64, column: usize) -> Place {
        let origin = self.gathered.as_ref().map(|gathered| gathered.origin(row_start, column));
        let (row_start, column) = origin.unwrap_or((row_start, column));
        self.raw_place(row_start, column)
    }

    fn heading(&self, column: usize) -> &str {
        if let Some(gathered) = &self.gathered {
            return gathered.heading(column);
        }
        let heading = self.wanted.get(column).and_then(|&column| self.table.headings.get(column));
        heading.map_or("", |heading| heading.text.as_str())
    }

    fn absent_means(&self) -> Missing {
        if self.gathered.is_some() {
            return Missing::NotAsked;
        }
        self.table.absent_means()
    }

    fn counts_empty_rows(&self) -> bool {
        self.gathered.is_some() || self.table.platform != PlatformName::Table
    }

    fn labels(&self, column: usize) -> Vec<(&str, &str)> {
        if self.gathered.is_some() {
            return Vec::new();
        }
        let labels = self.wanted.get(column).and_then(|column| self.table.labels.get(column));
        labels.map(|labels| labels.texts().collect()).unwrap_or_default()
    }
}

/// Finds the columns that the project file names; every one that is not there is reported.
pub(super) fn plan(project: &Project, open: OpenTable) -> Checked<Planned> {
    let OpenTable { source: position, table } = open;
    let mut finder =
        Finder { table: &table, absent: &[], wanted: Vec::new(), missing: Vec::new(), faults: Vec::new() };
    let mut plan = ColumnPlan::default();
    let mut gather = None;
    if let Some(source) = project.sources.get(position) {
        finder.absent = &source.absent;
        match source.shape {
            SourceShape::Wide => plan = finder.plan(project, source),
            _ => gather = finder.gather(project, source),
        }
        if let Some(platform) = source.platform.filter(|&platform| platform != table.platform) {
            let (named, found) = (platform.title(), table.platform.title());
            let headline = Phrase::new(
                format!("het projectbestand noemt {}, maar dit bestand komt van: {}", named.nl, found.nl),
                format!("the project file names {}, but this file comes from: {}", named.en, found.en),
            );
            let help = phrase!(
                "Laat `platform` bij de bron weg, of exporteer opnieuw uit het platform dat er staat.",
                "Leave `platform` out of the source, or export again from the platform it names."
            );
            let fault = Diagnostic::error(Code::PlatformMismatch, headline).at(Place::file(&table.name));
            finder.faults.push(fault.help(help));
        }
    }
    let Finder { wanted, mut missing, mut faults, .. } = finder;
    let identifiers = table.identifiers();
    plan.response.identifiers = identifiers
        .iter()
        .enumerate()
        .map(|(at, &column)| Identifier { column: wanted.len() + at, counts: counts(&table, column) })
        .collect();
    let source = project.sources.get(position);
    // Open answers are read apart from everything else.
    let remarks = source.into_iter().flat_map(|source| source.remarks.values());
    let known: Vec<usize> =
        wanted.iter().copied().chain(remarks.filter_map(|column| table.find(column))).collect();
    let unused = table.answers_beside(&known);
    let new = source.map(|source| new_columns(&table, &wanted, source)).unwrap_or_default();
    if source.is_some_and(is_pinned) {
        for missing in &mut missing {
            missing.now = called_now(&table, &wanted, &missing.column);
        }
    } else {
        faults.extend(missing.drain(..).map(|missing| not_there(&table, &missing)));
    }
    let planned = Planned {
        source: position,
        wanted,
        identifiers,
        plan,
        unused,
        gather,
        gathered: None,
        missing,
        new,
        table,
    };
    Checked { value: planned, notes: faults }
}

/// Whether a column only counts the responses of one survey; Qualtrics and SurveyMonkey give each a number that no
/// other survey has, and a code to be let in with is one person's.
fn counts(table: &Table, column: usize) -> bool {
    let is_own = matches!(table.platform, PlatformName::Qualtrics | PlatformName::Surveymonkey);
    let heading = table.headings.get(column);
    let is_number = heading.is_some_and(|heading| heading.column_use == ColumnUse::Identifier);
    !is_own && is_number
}

struct Finder<'a> {
    table: &'a Table,
    /// Columns that the source says are not there.
    absent: &'a [String],
    wanted: Vec<usize>,
    missing: Vec<MissingColumn>,
    faults: Vec<Diagnostic>,
}

impl Finder<'_> {
    fn plan(&mut self, project: &Project, source: &Source) -> ColumnPlan {
        let mut plan = ColumnPlan::default();
        let items: Vec<_> = project.indicators.iter().flat_map(|indicator| &indicator.items).collect();
        match &source.role {
            RoleOf::Fixed(role) => {
                plan.items = items.iter().map(|item| self.find(item.columns.get(role)?, role)).collect();
            }
            RoleOf::Column { column, .. } => {
                plan.role =
                    self.want(column, &phrase!("als kolom met de rol", "as the column with the role"));
                plan.items = vec![None; items.len()];
                let mut roles: Vec<&RoleId> = items.iter().flat_map(|item| item.columns.keys()).collect();
                roles.retain(|role| source.may_hold(role));
                roles.sort();
                roles.dedup();
                let of_role = |finder: &mut Self, role: &RoleId| {
                    items.iter().map(|item| finder.find(item.columns.get(role)?, role)).collect()
                };
                let found: BTreeMap<RoleId, Vec<Option<usize>>> =
                    roles.into_iter().map(|role| (role.clone(), of_role(self, role))).collect();
                plan.items_of_role = found;
            }
        }
        plan.groups = self.groups(project, source);
        plan.completion = self.table.completion().map(|column| self.position(column));
        plan.response = self.response();
        plan
    }

    fn groups(&mut self, project: &Project, source: &Source) -> Vec<Option<usize>> {
        let group = |key| {
            let for_what = phrase!("als kolom voor de groep `{key}`", "as the column for the group `{key}`");
            source.groups.get(&key).and_then(|column| self.want(column, &for_what))
        };
        groupings(project).into_iter().map(group).collect()
    }

    /// The columns of a file in which a row is no respondent; `None` if one is missing.
    fn gather(&mut self, project: &Project, source: &Source) -> Option<GatherPlan> {
        let before = self.faults.len();
        let named = |key: &str| phrase!("bij `{key}`", "at `{key}`");
        let (question, answers) = match &source.shape {
            SourceShape::Wide => return None,
            SourceShape::Long(columns) => {
                let respondent = self.want(&columns.respondent, &named("respondent"));
                let question = self.want(&columns.question, &named("question"));
                let answer = self.want(&columns.answer, &named("answer"));
                (
                    question,
                    respondent
                        .zip(answer)
                        .map(|(respondent, answer)| AnswersAt::OneARow { respondent, answer }),
                )
            }
            SourceShape::Counted(columns) => {
                let question = self.want(&columns.question, &named("question"));
                let counts = match &columns.counts {
                    CountsIn::Columns(options) => {
                        let find = |pair: &crate::domain::OptionColumn| {
                            Some((pair.option.clone(), self.want(&pair.column, &named("options"))?))
                        };
                        let found: Vec<Option<(String, usize)>> = options.iter().map(find).collect();
                        found.into_iter().collect::<Option<Vec<_>>>().map(CountsAt::Columns)
                    }
                    CountsIn::Rows { answer, count } => {
                        let answer = self.want(answer, &named("answer"));
                        let count = self.want(count, &named("count"));
                        answer.zip(count).map(|(answer, count)| CountsAt::Rows { answer, count })
                    }
                };
                let percent_of = columns.percent_of.as_ref().and_then(|n| self.want(n, &named("n")));
                (question, counts.map(|counts| AnswersAt::Counted { counts, percent_of }))
            }
        };
        let role = match &source.role {
            RoleOf::Fixed(_) => None,
            RoleOf::Column { column, .. } => {
                self.want(column, &phrase!("als kolom met de rol", "as the column with the role"))
            }
        };
        let groups = self.groups(project, source);
        let completion = self.table.completion().filter(|_| !source.shape.is_counted());
        let completion = completion.map(|column| self.position(column));
        let whole = self.faults.len() == before;
        let (question, answers) = (question?, answers?);
        Some(GatherPlan { question, answers, role, groups, completion }).filter(|_| whole)
    }

    /// The columns that tell of the response itself, as far as they can be read.
    fn response(&mut self) -> ResponseColumns {
        let table = self.table;
        let mut own = |column: Option<usize>| {
            column.filter(|&column| table.can_be_read(column)).map(|column| self.position(column))
        };
        ResponseColumns {
            identifiers: Vec::new(),
            status: own(table.used_as(ColumnUse::Status)),
            started: own(table.used_as(ColumnUse::Started)),
            ended: own(table.ended()),
            duration: own(table.used_as(ColumnUse::Duration)),
        }
    }

    fn find(&mut self, column: &str, role: &RoleId) -> Option<usize> {
        if self.absent.iter().any(|absent| absent.trim() == column.trim()) {
            return self.not_asked(column);
        }
        self.want(column, &phrase!("bij de rol `{role}`", "with the role `{role}`"))
    }

    /// A question that was not put in these files; that its column is there all the same is a fault.
    fn not_asked(&mut self, column: &str) -> Option<usize> {
        let found = self.table.find(column)?;
        let file = &self.table.name;
        let headline = phrase!(
            "de kolom `{column}` staat in `{file}`, terwijl `absent` zegt dat de vraag toen niet gesteld is",
            "the column `{column}` is in `{file}`, although `absent` says that the question was not put then"
        );
        let help = phrase!(
            "Haal `{column}` weg uit `absent` van deze bron; geldt dat voor een ander bestand, geef dat dan een eigen bron.",
            "Remove `{column}` from `absent` of this source; if it holds for another file, give that a source of its own."
        );
        let place = self.table.place(self.table.header_row, found);
        let fault = Diagnostic::error(Code::ColumnThere, headline).at(place).help(help);
        if !self.faults.contains(&fault) {
            self.faults.push(fault);
        }
        None
    }

    fn want(&mut self, column: &str, for_what: &Phrase) -> Option<usize> {
        if let Some(found) = self.table.find(column) {
            return Some(self.position(found));
        }
        let missing =
            MissingColumn { column: column.to_owned(), for_what: for_what.clone(), now: Vec::new() };
        if !self.missing.contains(&missing) {
            self.missing.push(missing);
        }
        None
    }

    fn position(&mut self, column: usize) -> usize {
        self.wanted.iter().position(|&wanted| wanted == column).unwrap_or_else(|| {
            self.wanted.push(column);
            self.wanted.len() - 1
        })
    }
}

/// A column that the project file names and the file lacks.
pub(super) fn not_there(table: &Table, missing: &MissingColumn) -> Diagnostic {
    let MissingColumn { column, for_what, .. } = missing;
    let (file, nl, en) = (&table.name, &for_what.nl, &for_what.en);
    let headline = Phrase::new(
        format!("de kolom `{column}`, in het projectbestand genoemd {nl}, staat niet in `{file}`"),
        format!("the column `{column}`, named in the project file {en}, is not in `{file}`"),
    );
    let codes = table.codes_of(column).join("`, `");
    let help = match nearest(column, table.column_names()) {
        _ if !codes.is_empty() => phrase!(
            "Meer kolommen hebben deze tekst; noem de code: `{codes}`.",
            "Several columns bear this text; name the code: `{codes}`."
        ),
        Some(near) => {
            phrase!("De dichtstbijzijnde kolom is `{near}`.", "The nearest column is `{near}`.")
        }
        None => {
            phrase!(
                "`datadialoog inspect {file}` laat de kolommen zien.",
                "`datadialoog inspect {file}` shows the columns."
            )
        }
    };
    Diagnostic::error(Code::ColumnMissing, headline).at(table.place(table.header_row, 0)).help(help)
}
