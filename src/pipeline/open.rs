use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

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
            match files(&project.folder, pattern) {
                Err(fault) => opened.notes.push(fault.at(Place::file(&project.file))),
                Ok(files) => {
                    for (path, name) in files {
                        open_one(position, source, &path, &name, limits, &mut opened);
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
    path: &Path,
    name: &str,
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
    match ingest::open(path, name, &hints, limits) {
        Ok(Checked { value: table, notes }) => {
            opened.notes.extend(notes);
            opened.value.push(OpenTable { source: position, table });
        }
        Err(faults) => opened.notes.extend(faults),
    }
}

/// The files a pattern of the project file means, by name, each with the name the user knows it by.
fn files(folder: &Path, pattern: &str) -> Result<Vec<(PathBuf, String)>, Diagnostic> {
    if !pattern.contains(['*', '?']) {
        return Ok(vec![(folder.join(pattern), pattern.to_owned())]);
    }
    let missing = || {
        let headline = phrase!("geen enkel bestand past bij `{pattern}`", "no file matches `{pattern}`");
        let help = phrase!(
            "Het patroon telt vanaf de map van het projectbestand. Staat de export daar, en klopt de naam?",
            "The pattern counts from the folder of the project file. Is the export there, and is its name right?"
        );
        Diagnostic::error(Code::FileMissing, headline).help(help)
    };
    let whole = Path::new(&glob::Pattern::escape(&folder.to_string_lossy())).join(pattern);
    let found = glob::glob(&whole.to_string_lossy()).map_err(|_| missing())?;
    let mut files: Vec<(PathBuf, String)> = found
        .filter_map(Result::ok)
        .map(|path| {
            let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            (path, name)
        })
        .collect();
    files.sort_by(|a, b| a.1.cmp(&b.1));
    if files.is_empty() { Err(missing()) } else { Ok(files) }
}

/// The same answers must not count twice: neither in two sources nor in two files of one.
fn same_file_twice(project: &Project, tables: &[OpenTable]) -> Vec<Diagnostic> {
    let mut first: BTreeMap<(&str, Option<&str>), &Table> = BTreeMap::new();
    let mut faults = Vec::new();
    for open in tables {
        let table = &open.table;
        let sheet = project.sources.get(open.source).and_then(|source| source.sheet.as_deref());
        let Some(earlier) = first.insert((table.sha256.as_str(), sheet), table) else { continue };
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
