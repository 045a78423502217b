use std::collections::BTreeMap;
use std::path::Path;

use super::files::files;
use crate::diagnostics::{Checked, Code, Diagnostic};
use crate::domain::{Place, Project, Source, phrase};
use crate::ingest::{self, Hints, Limits, Table};

/// A table of a source, opened and not read yet.
pub(super) struct OpenTable {
    /// The source's position in the project.
    pub source: usize,
    /// The table.
    pub table: Table,
}

/// Opens every file of every source; a file that is faulty is left out and reported.
pub(super) fn open_sources(project: &Project, limits: &Limits) -> Checked<Vec<OpenTable>> {
    let mut opened = Checked::clean(Vec::new());
    for (position, source) in project.sources.iter().enumerate() {
        for pattern in &source.files {
            match files(project, pattern) {
                Err(faults) => opened.notes.extend(faults),
                Ok(Checked { value: files, notes }) => {
                    opened.notes.extend(notes);
                    for (path, name) in files {
                        open_one(position, source, &project.folder, (&path, &name), limits, &mut opened);
                    }
                }
            }
        }
    }
    let twice = same_file_twice(project, &opened.value);
    opened.notes.extend(twice);
    opened
}

fn open_one(
    position: usize,
    source: &Source,
    folder: &Path,
    (path, name): (&Path, &str),
    limits: &Limits,
    opened: &mut Checked<Vec<OpenTable>>,
) {
    let hints = Hints {
        sheet: source.sheet.clone(),
        header_row: source.header_row,
        encoding: source.encoding.clone(),
        delimiter: source.delimiter,
        platform: source.platform,
    };
    let opened_file = ingest::open(path, name, &hints, limits);
    let opened_file = match (&source.labels, opened_file) {
        (Some(labels), Ok(table)) => Ok(ingest::labelled(table, &folder.join(labels), labels, limits)),
        (_, opened_file) => opened_file,
    };
    match opened_file {
        Ok(Checked { value: table, notes }) => {
            opened.notes.extend(notes);
            opened.value.push(OpenTable { source: position, table });
        }
        Err(faults) => opened.notes.extend(faults),
    }
}

/// The same answers must not count twice: neither in two sources nor in two files of one.
fn same_file_twice(project: &Project, tables: &[OpenTable]) -> Vec<Diagnostic> {
    let mut lengths: BTreeMap<u64, usize> = BTreeMap::new();
    for open in tables {
        *lengths.entry(open.table.bytes).or_default() += 1;
    }
    // A file that no other is as long as need not be read for this.
    let alike =
        || tables.iter().filter(|open| lengths.get(&open.table.bytes).is_some_and(|&files| files > 1));
    alike().for_each(|open| open.table.begin_digest());
    let mut first: BTreeMap<(&str, Option<&str>), &Table> = BTreeMap::new();
    let mut faults = Vec::new();
    for open in alike() {
        let table = &open.table;
        let sheet = project.sources.get(open.source).and_then(|source| source.sheet.as_deref());
        let Some(earlier) = first.insert((table.sha256(), sheet), table) else { continue };
        let (one, other) = (&earlier.name, &table.name);
        let headline = if one == other {
            phrase!(
                "`{one}` staat bij twee bronnen; de antwoorden zouden dubbel tellen",
                "`{one}` stands at two sources; the answers would count twice"
            )
        } else {
            phrase!(
                "`{one}` en `{other}` bevatten precies hetzelfde; de antwoorden zouden dubbel tellen",
                "`{one}` and `{other}` hold exactly the same; the answers would count twice"
            )
        };
        let help = phrase!(
            "Haal een van beide uit de bronnen, of exporteer opnieuw.",
            "Take one of them out of the sources, or export again."
        );
        faults.push(Diagnostic::error(Code::SameRespondents, headline).at(Place::file(other)).help(help));
    }
    faults
}
