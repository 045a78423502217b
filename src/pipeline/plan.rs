use std::collections::BTreeMap;

use super::open::OpenTable;
use crate::coding::{ColumnPlan, ResponseColumns, Whence, groupings};
use crate::diagnostics::{Checked, Code, Diagnostic, nearest};
use crate::domain::{Missing, Phrase, Place, PlatformName, Project, RoleId, RoleOf, Source, phrase};
use crate::ingest::{ColumnUse, Table};

/// A table with the columns that are read of it and what each holds.
pub(super) struct Planned {
    pub source: usize,
    pub table: Table,
    /// The columns to read, by their position in the table.
    pub wanted: Vec<usize>,
    /// What each holds, by its position among the wanted.
    pub plan: ColumnPlan,
    /// The headings of the answer columns that nothing uses.
    pub unused: Vec<String>,
}

impl Whence for Planned {
    fn name(&self) -> &str {
        &self.table.name
    }

    fn place(&self, row_start: u64, column: usize) -> Place {
        self.table.place(row_start, self.wanted.get(column).copied().unwrap_or(0))
    }

    fn heading(&self, column: usize) -> &str {
        let heading = self.wanted.get(column).and_then(|&column| self.table.headings.get(column));
        heading.map_or("", |heading| heading.text.as_str())
    }

    fn absent_means(&self) -> Missing {
        self.table.absent_means()
    }

    fn counts_empty_rows(&self) -> bool {
        self.table.platform != PlatformName::Table
    }
}

/// Finds the columns that the project file names; every one that is not there is reported.
pub(super) fn plan(project: &Project, open: OpenTable) -> Checked<Planned> {
    let OpenTable { source: position, table } = open;
    let mut finder = Finder { table: &table, wanted: Vec::new(), faults: Vec::new() };
    let mut plan = ColumnPlan::default();
    if let Some(source) = project.sources.get(position) {
        plan = finder.plan(project, source);
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
    let Finder { wanted, faults, .. } = finder;
    let unused = table
        .headings
        .iter()
        .enumerate()
        .filter(|(column, heading)| heading.column_use == ColumnUse::Answer && !wanted.contains(column))
        .map(|(_, heading)| heading.code.clone().unwrap_or_else(|| heading.text.clone()))
        .filter(|name| !name.is_empty())
        .collect();
    Checked { value: Planned { source: position, wanted, plan, unused, table }, notes: faults }
}

struct Finder<'a> {
    table: &'a Table,
    wanted: Vec<usize>,
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
        for key in groupings(project) {
            let column = source.groups.get(&key);
            let for_what = phrase!("als kolom voor de groep `{key}`", "as the column for the group `{key}`");
            plan.groups.push(column.and_then(|column| self.want(column, &for_what)));
        }
        plan.completion = self.table.completion().map(|column| self.position(column));
        plan.response = self.response();
        plan
    }

    /// The columns that tell of the response itself, as far as they can be read.
    fn response(&mut self) -> ResponseColumns {
        let table = self.table;
        let of = |wanted: ColumnUse| {
            let headings = table.headings.iter().enumerate();
            let columns = headings.filter(move |(_, heading)| heading.column_use == wanted);
            columns.map(|(column, _)| column).filter(|&column| table.can_be_read(column))
        };
        let first = |finder: &mut Self, wanted| of(wanted).next().map(|column| finder.position(column));
        ResponseColumns {
            identifiers: of(ColumnUse::Identifier).map(|column| self.position(column)).collect(),
            status: first(self, ColumnUse::Status),
            started: first(self, ColumnUse::Started),
            ended: first(self, ColumnUse::Ended),
            duration: first(self, ColumnUse::Duration),
        }
    }

    fn find(&mut self, column: &str, role: &RoleId) -> Option<usize> {
        self.want(column, &phrase!("bij de rol `{role}`", "with the role `{role}`"))
    }

    fn want(&mut self, column: &str, for_what: &Phrase) -> Option<usize> {
        if let Some(found) = self.table.find(column) {
            return Some(self.position(found));
        }
        let (file, nl, en) = (&self.table.name, &for_what.nl, &for_what.en);
        let headline = Phrase::new(
            format!("de kolom `{column}`, in het projectbestand genoemd {nl}, staat niet in `{file}`"),
            format!("the column `{column}`, named in the project file {en}, is not in `{file}`"),
        );
        let codes = self.table.codes_of(column).join("`, `");
        let help = match nearest(column, self.table.column_names()) {
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
        let fault = Diagnostic::error(Code::ColumnMissing, headline)
            .at(self.table.place(self.table.header_row, 0))
            .help(help);
        if !self.faults.contains(&fault) {
            self.faults.push(fault);
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
