use std::path::Path;

use crate::diagnostics::nearest;
use crate::domain::{Phrase, phrase};

/// A file that lies beside the exports and is none itself; its name tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aside {
    /// What Excel (`~$name.xlsx`) and LibreOffice (`.~lock.name.xlsx#`) put beside a file that is open.
    Lock,
    /// Hidden: its name begins with a dot.
    Hidden,
}

impl Aside {
    /// What the name of a file says; `None` for an ordinary one.
    pub fn of(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_string_lossy();
        if name.starts_with("~$") || name.starts_with(".~lock.") {
            Some(Self::Lock)
        } else {
            name.starts_with('.').then_some(Self::Hidden)
        }
    }

    /// What it is: a clause without a subject.
    pub fn what(self) -> Phrase {
        match self {
            Self::Lock => Phrase::new(
                "is geen export, maar een hulpbestand van een export die nog open staat",
                "is no export, but a file kept beside an export that is still open",
            ),
            Self::Hidden => {
                Phrase::new("is een verborgen bestand en geen export", "is a hidden file and no export")
            }
        }
    }

    /// What to do about it.
    pub fn remedy(self) -> Phrase {
        match self {
            Self::Lock => Phrase::new(
                "sluit het bestand in Excel, en noem het bestand zelf",
                "close the file in Excel, and name the file itself",
            ),
            Self::Hidden => Phrase::new(
                "is het toch een export, geef het dan een naam zonder punt vooraan",
                "if it is an export after all, give it a name without a dot in front",
            ),
        }
    }
}

/// How to find a file that is not there: the file of its folder with the nearest name, or that there is no such folder.
pub fn where_it_may_be(path: &Path) -> Option<Phrase> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let shown = folder.display();
    if !folder.is_dir() {
        return Some(phrase!("de map `{shown}` is er niet", "the folder `{shown}` is not there"));
    }
    let files = std::fs::read_dir(folder).ok()?.filter_map(Result::ok);
    let files = files.filter(|file| file.path().is_file() && Aside::of(&file.path()).is_none());
    let mut names: Vec<String> = files.map(|file| file.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    let wanted = path.file_name()?.to_string_lossy();
    let near = nearest(&wanted, names.iter().map(String::as_str))?;
    Some(phrase!("bedoelt u `{near}`, in dezelfde map?", "do you mean `{near}`, in the same folder?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_and_a_hidden_file_are_told_by_their_names() {
        for (name, aside) in [
            ("exports/~$a.xlsx", Some(Aside::Lock)),
            ("exports/.~lock.a.xlsx#", Some(Aside::Lock)),
            (".a.csv", Some(Aside::Hidden)),
            ("exports/a.csv", None),
            (".map/a.csv", None),
            ("..", None),
        ] {
            assert_eq!(Aside::of(Path::new(name)), aside, "{name}");
        }
    }
}
