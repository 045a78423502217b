use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io;
use std::path::{Component, Path};

use datadialoog::domain::{Artifact, Readers};
use datadialoog::ingest::sha256;

/// The file in an output folder that says which files of it are ours.
pub(crate) const MANIFEST: &str = ".datadialoog";

/// What an operating system leaves in any folder that somebody looks into; nobody's work.
const LITTER: [&str; 4] = [".DS_Store", "Thumbs.db", "desktop.ini", ".directory"];

const HEAD: &str =
    "# datadialoog made these files and replaces only these; one that was changed since is left alone.";

const REGISTER: &str = "# what it published is kept in: ";

const READERS: &str = "# it is for: ";

/// The files of an output folder that are ours: name (with `/` between folders) to SHA-256 in hex.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Manifest {
    files: BTreeMap<String, String>,
    /// The register in which it is kept what this report published, as seen from the folder.
    register: Option<String>,
    /// For whom this report is; one that does not say so is for the own team.
    readers: Readers,
}

impl Manifest {
    /// The manifest of files that are about to be written.
    pub(crate) fn of(artifacts: &[Artifact], register: Option<String>, readers: Readers) -> Self {
        let line = |artifact: &Artifact| (artifact.name.clone(), sha256(&artifact.bytes));
        Self { files: artifacts.iter().map(line).collect(), register, readers }
    }

    /// For whom the report in `folder` is; `None`: none is there of which a register is kept.
    pub(crate) fn readers_of(folder: &Path) -> Option<Readers> {
        let manifest = Self::from_text(&fs::read_to_string(folder.join(MANIFEST)).ok()?);
        manifest.register.is_some().then_some(manifest.readers)
    }

    /// The register that a report in `folder` was put down in, as seen from there; `None`: no such report is there.
    pub(crate) fn register_of(folder: &Path) -> Option<String> {
        Self::from_text(&fs::read_to_string(folder.join(MANIFEST)).ok()?).register
    }

    /// The manifest as a file: a line of explanation, then lines that `sha256sum --check` reads.
    pub(crate) fn to_text(&self) -> String {
        let lines = self.files.iter().map(|(name, digest)| format!("{digest}  {name}\n"));
        let register = self.register.iter().map(|name| format!("{REGISTER}{name}\n"));
        let readers = self.register.is_some().then(|| format!("{READERS}{}\n", self.readers.key()));
        std::iter::once(format!("{HEAD}\n")).chain(register).chain(readers).chain(lines).collect()
    }

    fn from_text(text: &str) -> Self {
        let register = text.lines().find_map(|line| line.strip_prefix(REGISTER)).map(str::to_owned);
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let file =
            |line: &str| line.split_once("  ").map(|(digest, name)| (name.to_owned(), digest.to_owned()));
        let readers = text.lines().find_map(|line| line.strip_prefix(READERS)).and_then(Readers::of_key);
        Self { files: lines.filter_map(file).collect(), register, readers: readers.unwrap_or_default() }
    }

    /// What stands in `folder` and is not ours: what the manifest does not name, and what was changed since.
    /// In order of name, folders with a `/` at the end. An empty list means that everything may be replaced.
    pub(crate) fn not_ours(folder: &Path) -> io::Result<Vec<String>> {
        let manifest = match fs::read_to_string(folder.join(MANIFEST)) {
            Ok(text) => Self::from_text(&text),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::InvalidData) => {
                Self::default()
            }
            Err(error) => return Err(error),
        };
        let folders = manifest.folders();
        let mut strange = Vec::new();
        let mut pending = vec![(folder.to_owned(), String::new())];
        while let Some((path, prefix)) = pending.pop() {
            for entry in fs::read_dir(&path)? {
                let entry = entry?;
                let base = entry.file_name();
                let name = format!("{prefix}{}", base.to_string_lossy());
                let kind = entry.file_type()?;
                if kind.is_dir() {
                    match folders.contains(&name) {
                        true => pending.push((entry.path(), format!("{name}/"))),
                        false => strange.push(format!("{name}/")),
                    }
                } else if !(name == MANIFEST || LITTER.iter().any(|litter| base == *litter)) {
                    let known = manifest.files.get(&name).filter(|_| kind.is_file());
                    if known.is_none_or(|digest| !has_digest(&entry.path(), digest)) {
                        strange.push(name);
                    }
                }
            }
        }
        strange.sort();
        Ok(strange)
    }

    /// Every folder that the files stand in, without a `/` at the end.
    fn folders(&self) -> BTreeSet<String> {
        let mut folders = BTreeSet::new();
        for name in self.files.keys() {
            folders.extend(name.match_indices('/').filter_map(|(end, _)| name.get(..end)).map(str::to_owned));
        }
        folders
    }
}

/// Whether a file still holds what we wrote. One that cannot be read does not.
fn has_digest(path: &Path, digest: &str) -> bool {
    let read = File::open(path).and_then(|mut file| {
        let mut bytes = Vec::new();
        io::Read::read_to_end(&mut file, &mut bytes)?;
        Ok(bytes)
    });
    read.is_ok_and(|bytes| sha256(&bytes) == digest)
}

/// Whether a name stays below the output folder on every system, and cannot be taken for our manifest.
pub(crate) fn is_sound(name: &str) -> bool {
    let plain = |component: Component<'_>| matches!(component, Component::Normal(_));
    let parts = || name.split('/');
    !name.is_empty()
        && !name.chars().any(|letter| letter.is_control() || matches!(letter, '\\' | ':'))
        && parts().all(|part| !part.is_empty() && part != "." && part != "..")
        && !parts().any(|part| part.ends_with(['.', ' ']) || part.eq_ignore_ascii_case(MANIFEST))
        && Path::new(name).components().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn artifact(name: &str) -> Artifact {
        Artifact { name: name.to_owned(), media_type: "text/plain", bytes: name.as_bytes().to_vec() }
    }

    #[test]
    fn a_manifest_survives_its_text() {
        let files = [artifact("verslag.html"), artifact("grafieken/een  twee.svg")];
        for readers in Readers::ALL {
            let manifest = Manifest::of(&files, Some("../datadialoog.register.json".to_owned()), readers);
            assert_eq!(Manifest::from_text(&manifest.to_text()), manifest);
        }
        let manifest = Manifest::of(&files, None, Readers::OwnTeam);
        assert_eq!(Manifest::from_text(&manifest.to_text()), manifest);
        assert_eq!(manifest.folders().into_iter().collect::<Vec<_>>(), ["grafieken"]);
        assert_eq!(Manifest::from_text(""), Manifest::default());
    }

    #[test]
    fn only_a_name_that_stays_below_the_folder_is_sound() {
        for name in ["verslag.html", "grafieken/a.svg", "a/b/c.d", "..a", "é.svg"] {
            assert!(is_sound(name), "{name}");
        }
        let unsound = [
            "",
            "/etc/x",
            "../x",
            "a/../b",
            "a//b",
            "a/",
            "./a",
            "C:x",
            "a\\b",
            "a\nb",
            ".datadialoog",
            "a/.Datadialoog",
            "a.",
            "a ",
            "..",
        ];
        for name in unsound {
            assert!(!is_sound(name), "{name:?}");
        }
    }
}
