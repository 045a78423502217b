use std::io;

use datadialoog::diagnostics::{Diagnostic, Severity};
use datadialoog::domain::{Lang, Phrase};
use datadialoog::text::{Noun, and_list, counted};

/// How many of each kind there are, errors first, in one line; `None` where there are none.
pub(crate) fn summary(lang: Lang, diagnostics: &[Diagnostic], lost: Option<&str>) -> Option<String> {
    let kinds = [
        (Severity::Error, Noun::new("fout", "fouten"), Noun::new("error", "errors")),
        (Severity::Warning, Noun::new("let op", "keer let op"), Noun::new("warning", "warnings")),
        (Severity::Note, Noun::new("ter informatie", "ter informatie"), Noun::new("note", "notes")),
    ];
    let mut parts = Vec::new();
    for (severity, nl, en) in kinds {
        let count = diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
        if count > 0 {
            parts.push(counted(u64::try_from(count).unwrap_or(u64::MAX), &lang.pick(nl, en)));
        }
    }
    let first_error = diagnostics.iter().find(|diagnostic| diagnostic.severity == Severity::Error);
    let counts = (!parts.is_empty()).then(|| parts.join(", "))?;
    let Some(error) = first_error else { return Some(counts) };
    let lost = lost.map_or_else(String::new, |lost| format!("; {lost}"));
    let more = lang.pick("meer uitleg", "more about it");
    Some(format!("{counts}{lost} ({more}: datadialoog explain {})", error.code.id()))
}

/// Why the operating system refused, as a clause.
pub(crate) fn refusal(error: &io::Error) -> Phrase {
    let (nl, en) = match error.kind() {
        io::ErrorKind::PermissionDenied => ("deze gebruiker mag dat niet", "this user may not do that"),
        io::ErrorKind::NotFound => ("de map bestaat niet", "the folder does not exist"),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => ("de schijf is vol", "the disk is full"),
        io::ErrorKind::ReadOnlyFilesystem => {
            ("de schijf kan alleen gelezen worden", "the disk can only be read")
        }
        io::ErrorKind::NotADirectory => {
            ("een deel van het pad is een bestand, geen map", "a part of the path is a file, not a folder")
        }
        io::ErrorKind::AlreadyExists => ("die naam bestaat al", "that name exists already"),
        io::ErrorKind::InvalidFilename => {
            ("die naam kan hier niet gebruikt worden", "that name cannot be used here")
        }
        io::ErrorKind::ResourceBusy | io::ErrorKind::CrossesDevices => (
            "de map is een koppelpunt of is in gebruik; kies een map daarbinnen",
            "the folder is a mount point or in use; choose a folder inside it",
        ),
        io::ErrorKind::InvalidData => ("het is geen UTF-8-tekst", "it is not UTF-8 text"),
        _ => return Phrase::new(error.to_string(), error.to_string()),
    };
    Phrase::new(nl, en)
}

/// Names in backticks, at most `most` of them, and how many more there are: `a`, `b` and 3 more.
pub(crate) fn names(lang: Lang, names: &[String], most: usize) -> String {
    let mut shown: Vec<String> = names.iter().take(most).map(|name| format!("`{name}`")).collect();
    let more = names.len().saturating_sub(most);
    if more > 0 {
        shown.push(lang.pick(format!("nog {more}"), format!("{more} more")));
    }
    and_list(lang, &shown)
}

#[cfg(test)]
mod tests {
    use datadialoog::diagnostics::Code;

    use super::*;

    fn words() -> Phrase {
        Phrase::new("iets", "something")
    }

    #[test]
    fn the_summary_counts_errors_first_and_says_what_is_lost() {
        let all = [
            Diagnostic::note(Code::EncodingGuessed, words()),
            Diagnostic::error(Code::UnknownKey, words()),
            Diagnostic::error(Code::MissingKey, words()),
            Diagnostic::warning(Code::ColumnUnused, words()),
        ];
        assert_eq!(
            summary(Lang::Nl, &all, Some("er is niets geschreven")).unwrap(),
            "2 fouten, 1 let op, 1 ter informatie; er is niets geschreven (meer uitleg: datadialoog explain unknown-key)"
        );
        assert_eq!(summary(Lang::En, &all[3..], Some("nothing was written")).unwrap(), "1 warning");
        assert_eq!(summary(Lang::Nl, &[], Some("er is niets geschreven")), None);
    }

    #[test]
    fn a_long_row_of_names_is_cut_and_counted() {
        let all: Vec<String> = ["a", "b", "c", "d"].map(str::to_owned).to_vec();
        assert_eq!(names(Lang::Nl, &all, 2), "`a`, `b` en nog 2");
        assert_eq!(names(Lang::En, &all[..2], 2), "`a` and `b`");
    }
}
