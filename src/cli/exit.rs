use std::process::ExitCode;

use datadialoog::diagnostics::{Code, Diagnostic, FaultClass, Severity};
use datadialoog::domain::{Lang, Phrase};

/// How a run ends, for whoever or whatever started it. With several errors the lowest code that applies is given: the
/// classes stand in the order of the work, and what goes wrong earlier explains what goes wrong later. A fault of the
/// program itself wins over all: nobody should look for it in their own files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// What was asked was done.
    Done = 0,
    /// Done, and with `--gate` something is not good enough.
    NotGoodEnough = 1,
    /// The command line cannot be read.
    Usage = 2,
    /// The project file is missing or wrong.
    Project = 3,
    /// A file cannot be read, or holds nothing to use.
    Input = 4,
    /// A file no longer fits what the project file says of it.
    Drift = 5,
    /// What was asked would give people away.
    Privacy = 6,
    /// The outcome cannot be written.
    Output = 7,
    /// A fault of the program itself.
    Fault = 70,
}

impl Exit {
    /// Every way a run can end, by code.
    pub(crate) const ALL: [Exit; 9] = [
        Exit::Done,
        Exit::NotGoodEnough,
        Exit::Usage,
        Exit::Project,
        Exit::Input,
        Exit::Drift,
        Exit::Privacy,
        Exit::Output,
        Exit::Fault,
    ];

    /// The number the operating system gets.
    pub(crate) fn code(self) -> u8 {
        self as u8
    }

    /// What it means, for the help.
    pub(crate) fn meaning(self) -> Phrase {
        let (nl, en) = match self {
            Exit::Done => ("gedaan", "done"),
            Exit::NotGoodEnough => (
                "gedaan; met --gate: iets is nog niet goed genoeg",
                "done; with --gate: something is not yet good enough",
            ),
            Exit::Usage => ("de opdrachtregel klopt niet", "wrong use of the command line"),
            Exit::Project => {
                ("het projectbestand ontbreekt of klopt niet", "the project file is missing or wrong")
            }
            Exit::Input => (
                "een bestand is niet te lezen, of er staat niets bruikbaars in",
                "a file cannot be read, or holds nothing to use",
            ),
            Exit::Drift => (
                "een bestand past niet meer bij het projectbestand",
                "a file no longer fits the project file",
            ),
            Exit::Privacy => {
                ("geweigerd: mensen zouden herkenbaar zijn", "refused: people could be recognised")
            }
            Exit::Output => ("de uitkomst kan niet geschreven worden", "the outcome cannot be written"),
            Exit::Fault => ("een fout van datadialoog zelf", "a fault of datadialoog itself"),
        };
        Phrase::new(nl, en)
    }

    /// How a run with these diagnostics ends: [`Exit::Done`] without errors, [`Exit::Fault`] with a fault of the program
    /// among them, else the lowest code.
    pub(crate) fn of(diagnostics: &[Diagnostic]) -> Self {
        let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
        let exits: Vec<Exit> = errors.map(|error| Self::from(error.code)).collect();
        let fault = exits.iter().find(|exit| **exit == Exit::Fault);
        fault.or(exits.iter().min()).copied().unwrap_or(Exit::Done)
    }

    /// The list of codes with their meanings, a line each.
    pub(crate) fn list(lang: Lang) -> String {
        let line = |exit: &Exit| format!("  {:>2}  {}\n", exit.code(), exit.meaning().get(lang));
        Self::ALL.iter().map(line).collect()
    }
}

impl From<Code> for Exit {
    fn from(code: Code) -> Self {
        match code.class() {
            // What `explain` does not know was typed wrong; no project file need be there.
            _ if code == Code::UnknownTopic => Exit::Usage,
            FaultClass::Project => Exit::Project,
            FaultClass::Input => Exit::Input,
            FaultClass::Drift => Exit::Drift,
            FaultClass::Privacy => Exit::Privacy,
            FaultClass::Output => Exit::Output,
            FaultClass::Program => Exit::Fault,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(code: Code) -> Diagnostic {
        Diagnostic::error(code, Phrase::new("fout", "fault"))
    }

    #[test]
    fn of_several_errors_the_lowest_code_is_given() {
        let errors = [error(Code::OutputFailed), error(Code::ColumnMissing), error(Code::EmptyFile)];
        assert_eq!(Exit::of(&errors), Exit::Input);
        assert_eq!(Exit::of(&errors[..2]), Exit::Drift);
        assert_eq!(Exit::of(&errors[..1]), Exit::Output);
    }

    #[test]
    fn a_fault_of_the_program_itself_wins_over_all() {
        let errors = [error(Code::ColumnMissing), error(Code::ProgramFault), error(Code::UnknownKey)];
        assert_eq!(Exit::of(&errors), Exit::Fault);
        assert_eq!(Exit::of(&errors).code(), 70);
    }

    #[test]
    fn a_warning_ends_no_run() {
        let warning = Diagnostic::warning(Code::UnknownKey, Phrase::new("let op", "mind"));
        assert_eq!(Exit::of(&[warning]), Exit::Done);
        assert_eq!(Exit::of(&[]), Exit::Done);
    }

    #[test]
    fn every_code_of_a_diagnostic_has_an_exit_that_is_no_success() {
        for code in Code::ALL {
            assert!(Exit::from(*code) >= Exit::Usage, "{}", code.id());
        }
    }

    #[test]
    fn the_list_names_every_code_once() {
        for lang in [Lang::Nl, Lang::En] {
            let list = Exit::list(lang);
            assert_eq!(list.lines().count(), Exit::ALL.len());
            for exit in Exit::ALL {
                assert!(list.contains(&format!(" {}  {}", exit.code(), exit.meaning().get(lang))));
            }
        }
    }
}
