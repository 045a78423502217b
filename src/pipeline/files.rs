use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostics::{Checked, Code, Diagnostic, Excerpt};
use crate::domain::{Place, Project, phrase};
use crate::ingest::{Aside, where_it_may_be};

/// The files that a name on the command line means: the file itself, or every file that a pattern with `*` and `?`
/// finds, by name. A shell that does this itself (not PowerShell, not cmd) leaves nothing to do. Lock and hidden files
/// that a pattern finds are passed over.
///
/// # Errors
/// [`Code::FileMissing`] if a pattern finds no file; [`Code::LockFile`] if it finds none but such files.
pub fn expand(pattern: &str) -> Result<Vec<PathBuf>, Diagnostic> {
    if !is_pattern(pattern) || Path::new(pattern).exists() {
        return Ok(vec![PathBuf::from(pattern)]);
    }
    let Checked { value, notes } = matching("", pattern);
    match notes.into_iter().next() {
        Some(note) if value.is_empty() => {
            Err(Diagnostic::error(note.code, note.headline.clone()).help(note.help.unwrap_or(note.headline)))
        }
        _ if value.is_empty() => {
            let headline = phrase!("geen enkel bestand past bij `{pattern}`", "no file matches `{pattern}`");
            let help = phrase!(
                "Het patroon telt vanaf de map waarin u nu staat. Staat de export daar, en klopt de naam?",
                "The pattern counts from the folder you are in. Is the export there, and is its name right?"
            );
            Err(Diagnostic::error(Code::FileMissing, headline).help(help))
        }
        _ => Ok(value),
    }
}

/// The files that a name or pattern of the project file means, by name, each with the name the user knows it by; and
/// which files were passed over.
pub(super) fn files(
    project: &Project,
    pattern: &str,
) -> Result<Checked<Vec<(PathBuf, String)>>, Vec<Diagnostic>> {
    let folder = &project.folder;
    if !is_pattern(pattern) {
        let path = folder.join(pattern);
        return if path.exists() {
            Ok(Checked::clean(vec![(path, pattern.to_owned())]))
        } else {
            Err(vec![not_there(project, pattern, &path)])
        };
    }
    let before = glob::Pattern::escape(&folder.to_string_lossy());
    let Checked { value, notes } = matching(&before, pattern);
    if value.is_empty() {
        let headline = phrase!("geen enkel bestand past bij `{pattern}`", "no file matches `{pattern}`");
        let help = phrase!(
            "Het patroon telt vanaf de map van het projectbestand. Staat de export daar, en klopt de naam?",
            "The pattern counts from the folder of the project file. Is the export there, and is its name right?"
        );
        let missing = named_in(project, pattern, Diagnostic::error(Code::FileMissing, headline).help(help));
        return Err([vec![missing], notes].concat());
    }
    let named = |path: PathBuf| {
        let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        (path, name)
    };
    let mut files: Vec<(PathBuf, String)> = value.into_iter().map(named).collect();
    files.sort_by(|a, b| a.1.cmp(&b.1));
    Ok(Checked { value: files, notes })
}

fn is_pattern(name: &str) -> bool {
    name.contains(['*', '?'])
}

/// What a pattern finds below an escaped folder; only `*` and `?` are special, so brackets stand for themselves.
fn matching(folder: &str, pattern: &str) -> Checked<Vec<PathBuf>> {
    let mut literal = String::with_capacity(pattern.len());
    for c in pattern.chars() {
        match c {
            '[' => literal.push_str("[[]"),
            ']' => literal.push_str("[]]"),
            c => literal.push(c),
        }
    }
    let whole = Path::new(folder).join(literal);
    let found = glob::glob(&whole.to_string_lossy()).into_iter().flatten().filter_map(Result::ok);
    let mut checked = Checked::clean(Vec::new());
    for path in found {
        match Aside::of(&path) {
            None => checked.value.push(path),
            Some(aside) => checked.notes.push(passed_over(&path, aside)),
        }
    }
    checked.value.sort();
    checked
}

fn passed_over(path: &Path, aside: Aside) -> Diagnostic {
    let (shown, what) = (path.display(), aside.what());
    let (nl, en) = (what.nl, what.en);
    let headline = phrase!("`{shown}` {nl}: het is niet gelezen", "`{shown}` {en}: it was not read");
    Diagnostic::note(Code::LockFile, headline).at(Place::file(shown.to_string())).help(aside.remedy())
}

fn not_there(project: &Project, name: &str, path: &Path) -> Diagnostic {
    let headline = phrase!("het bestand `{name}` is er niet", "the file `{name}` is not there");
    let mut help = phrase!(
        "Een pad telt vanaf de map van het projectbestand.",
        "A path counts from the folder of the project file."
    );
    if let Some(hint) = where_it_may_be(path) {
        let (nl, en) = (hint.nl, hint.en);
        let (counts_nl, counts_en) = (help.nl, help.en);
        help = phrase!("{nl}; {counts_nl}", "{en}; {counts_en}");
    }
    named_in(project, name, Diagnostic::error(Code::FileMissing, headline).help(help))
}

/// The same fault at the place where the project file names the file, if that can be found again.
fn named_in(project: &Project, name: &str, fault: Diagnostic) -> Diagnostic {
    let whole = Place::file(&project.file);
    let path = Path::new(&project.file).file_name().map(|file| project.folder.join(file));
    let Some(text) = path.and_then(|path| std::fs::read_to_string(path).ok()) else { return fault.at(whole) };
    let quoted = [format!("\"{name}\""), format!("'{name}'")];
    let found = quoted.iter().find_map(|quoted| Some((text.find(quoted.as_str())?, quoted.len())));
    let Some((start, length)) = found else { return fault.at(whole) };
    let before = text.get(..start).unwrap_or_default().trim_start_matches('\u{feff}');
    let line = before.matches('\n').count() as u64 + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() as u64 + 1;
    fault.at(Place::line_column(&project.file, line, column)).excerpt(Excerpt {
        text: Arc::from(text.as_str()),
        span: start..start + length,
        label: phrase!("hier genoemd", "named here"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::At;
    use crate::project::read;

    const PROJECT: &str = "[partnership]\nname = \"n\"\npurpose = \"p\"\n[[round]]\nid = \"r\"\ndate = 2026-01-01\n\
        [[source]]\nround = \"r\"\nrole = \"student\"\nfiles = [\"studenten.csv\", \"*.xlsx\"]\n";

    fn folder(files: &[&str]) -> (tempfile::TempDir, Project) {
        let folder = tempfile::tempdir().expect("a folder");
        for file in files {
            std::fs::write(folder.path().join(file), "a;b\n1;2\n").expect("a file");
        }
        std::fs::write(folder.path().join("datadialoog.toml"), PROJECT).expect("a file");
        let project = read(PROJECT, "datadialoog.toml", folder.path()).expect("a project").value;
        (folder, project)
    }

    fn names(paths: &[PathBuf]) -> Vec<String> {
        paths.iter().filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned())).collect()
    }

    #[test]
    fn a_pattern_passes_over_lock_and_hidden_files_and_says_so() {
        let (_folder, project) = folder(&["b.xlsx", "a.xlsx", "~$a.xlsx", ".c.xlsx", ".~lock.a.xlsx#"]);
        let Checked { value, notes } = files(&project, "*.xlsx").expect("found");
        let found: Vec<&str> = value.iter().map(|(_, name)| name.as_str()).collect();
        assert_eq!(found, ["a.xlsx", "b.xlsx"]);
        assert_eq!(notes.iter().map(|note| note.code).collect::<Vec<_>>(), [Code::LockFile; 2]);
        let helps: Vec<&str> =
            notes.iter().filter_map(|note| Some(note.help.as_ref()?.nl.as_str())).collect();
        assert!(helps.iter().any(|help| help.contains("sluit het bestand in Excel")), "{helps:?}");
    }

    #[test]
    fn a_pattern_on_the_command_line_is_expanded_in_order() {
        let (folder, _) = folder(&["b.csv", "a.csv", "c.txt", "~$a.csv", "x[1].csv"]);
        let pattern = |pattern: &str| folder.path().join(pattern).display().to_string();
        assert_eq!(names(&expand(&pattern("*.csv")).expect("found")), ["a.csv", "b.csv", "x[1].csv"]);
        assert_eq!(names(&expand(&pattern("x[1]*.csv")).expect("found")), ["x[1].csv"]);
        assert_eq!(names(&expand(&pattern("weg.csv")).expect("as it stands")), ["weg.csv"]);
        let missing = expand(&pattern("*.xlsx")).expect_err("none");
        assert_eq!(missing.code, Code::FileMissing);
        assert!(!missing.help.expect("help").nl.contains("projectbestand"));
        assert_eq!(expand(&pattern("~*.csv")).expect_err("only a lock").code, Code::LockFile);
    }

    #[test]
    fn a_missing_file_is_said_where_it_is_named_with_the_nearest_there_is() {
        let (_folder, project) = folder(&["student.csv"]);
        let faults = files(&project, "studenten.csv").expect_err("missing");
        let fault = faults.first().expect("one");
        assert_eq!(fault.place.as_ref().map(|place| &place.at), Some(&At::LineColumn(10, 10)));
        assert!(fault.help.as_ref().expect("help").nl.contains("`student.csv`"), "{fault:?}");
        let faults = files(&project, "*.xlsx").expect_err("missing");
        let place = faults.first().and_then(|fault| fault.place.clone()).expect("a place");
        assert_eq!(place.at, At::LineColumn(10, 27));
        let faults = files(&project, "weg/studenten.csv").expect_err("missing");
        let help = faults.first().and_then(|fault| fault.help.clone()).expect("help");
        assert!(help.nl.contains("de map"), "{}", help.nl);
    }
}
