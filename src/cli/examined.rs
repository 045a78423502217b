use std::fs;
use std::path::Path;

use clap::ArgMatches;
use datadialoog::diagnostics::{Checked, Diagnostic, Severity};
use datadialoog::domain::{Lang, Project};
use datadialoog::pipeline::{self, Examined, Order, Rejects};
use datadialoog::project;
use jiff::civil::Date;

use super::arguments;
use super::exit::Exit;
use super::rejects;
use super::run::Session;
use super::terminal_progress::TerminalProgress;

/// Every figure that may be shown, and in what language and for which day it is said.
pub(crate) struct Outcome {
    /// The figures and what they rest on.
    pub(crate) examined: Examined,
    /// The language asked for, else the project's.
    pub(crate) lang: Lang,
    /// The day that counts as today.
    pub(crate) as_of: Date,
}

/// Reads the project and all its files. What is noticed is shown; on an error that is all there is, and `lost` says
/// what did not come of it.
pub(crate) fn examine(
    matches: &ArgMatches,
    session: &Session,
    lost: fn(Lang) -> &'static str,
) -> Result<Outcome, Exit> {
    let path = arguments::project_of(matches);
    let as_of = arguments::as_of_of(matches).unwrap_or(session.today);
    let lang = session.asked.or_else(|| written_language(&path)).unwrap_or_default();
    let order = Order::on(as_of).read_by(arguments::readers_of(matches));
    let progress = TerminalProgress::new(lang, session.console.shows_progress());
    let wanted = rejects::wanted(matches);
    let mut found = Rejects::default();
    let examined = pipeline::examine_noting(&path, &order, &progress, wanted.is_some().then_some(&mut found));
    drop(progress);
    let (examined, notes) = match examined {
        Ok(checked) => (Some(checked.value), checked.notes),
        Err(notes) => (None, notes),
    };
    session.console.show(lang, &notes, Some(lost(lang)));
    let written = wanted.as_deref().map_or(Ok(()), |path| rejects::write(path, &found, lang));
    if let Err(fault) = written {
        // What went wrong before it explains more, and decides how the run ends.
        let fault = [*fault];
        session.console.show(lang, &fault, None);
        if !has_errors(&notes) {
            return Err(failed(&fault));
        }
    }
    match examined {
        Some(examined) if !has_errors(&notes) => Ok(Outcome { examined, lang, as_of }),
        _ => Err(failed(&notes)),
    }
}

/// Reads the project file alone; what is noticed in it is shown.
pub(crate) fn project(matches: &ArgMatches, session: &Session) -> Result<(Project, Lang), Exit> {
    let path = arguments::project_of(matches);
    let lang = session.asked.or_else(|| written_language(&path)).unwrap_or_default();
    match pipeline::read_project(&path) {
        Ok(Checked { value: (project, _), notes }) => {
            session.console.show(lang, &notes, None);
            Ok((project, lang))
        }
        Err(notes) => {
            session.console.show(lang, &notes, None);
            Err(failed(&notes))
        }
    }
}

/// How a run that failed with these ends; never [`Exit::Done`].
pub(crate) fn failed(notes: &[Diagnostic]) -> Exit {
    match Exit::of(notes) {
        Exit::Done => Exit::Fault,
        exit => exit,
    }
}

fn has_errors(notes: &[Diagnostic]) -> bool {
    notes.iter().any(|note| note.severity == Severity::Error)
}

/// The language a project file names, found before the rest of it is read: its errors are said in it too.
fn written_language(path: &Path) -> Option<Lang> {
    let text = fs::read_to_string(project::locate(path).ok()?).ok()?;
    text.lines().find_map(|line| {
        let value = line.trim_start().strip_prefix("language")?.trim_start().strip_prefix('=')?.trim_start();
        let quoted = |code| [format!("\"{code}\""), format!("'{code}'")];
        [Lang::Nl, Lang::En]
            .into_iter()
            .find(|lang| quoted(lang.code()).iter().any(|code| value.starts_with(code)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_errors_of_an_english_project_file_can_be_said_in_english() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(project::FILE_NAME);
        for (text, lang) in [
            ("[partnership]\nlanguage = \"en\"\nnaam = ", Some(Lang::En)),
            ("  language='nl' # Nederlands", Some(Lang::Nl)),
            ("language = \"fr\"", None),
            ("# language = \"en\"", None),
            ("", None),
        ] {
            fs::write(&file, text).unwrap();
            assert_eq!(written_language(folder.path()), lang, "{text}");
        }
        assert_eq!(written_language(&folder.path().join("weg")), None);
    }
}
