use std::path::{Path, PathBuf};

/// The file that lies beside an export and says what its codes mean, by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Companion {
    /// There is one that fits best.
    One(PathBuf),
    /// These fit equally well, by name; which one is meant cannot be told.
    Several(Vec<String>),
}

/// Looks in the folder of an export for a survey's structure (`.lss`) or R syntax (`.R`) with the same name, or else with
/// the same survey number (`results-survey123456.csv`, `limesurvey_survey_123456.lss`). Nothing is read of it.
pub fn companion_of(export: &Path) -> Option<Companion> {
    let folder = export.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let stem = export.file_stem()?.to_string_lossy().to_lowercase();
    let number = survey_number(&stem);
    let mut found: Vec<(u8, String, PathBuf)> = Vec::new();
    for entry in std::fs::read_dir(folder).ok()?.filter_map(Result::ok) {
        let path = entry.path();
        let Some((name, own)) = path.file_name().zip(path.file_stem()) else { continue };
        let (name, own) = (name.to_string_lossy().into_owned(), own.to_string_lossy().to_lowercase());
        let is_structure = name.to_lowercase().ends_with(".lss");
        let same = own == stem;
        let numbered = number.is_some() && survey_number(&own) == number;
        let is_syntax = name.to_lowercase().ends_with(".r") && (same || own.contains("syntax"));
        let rank = match (is_structure, is_syntax, same, numbered) {
            (true, _, true, _) => 0,
            (true, _, _, true) => 1,
            (_, true, true, _) => 2,
            (_, true, _, true) => 3,
            _ => continue,
        };
        if path.is_file() && !name.starts_with('.') {
            found.push((rank, name, path));
        }
    }
    found.sort();
    let best = found.first()?.0;
    found.retain(|(rank, _, _)| *rank == best);
    match found.as_slice() {
        [(_, _, only)] => Some(Companion::One(only.clone())),
        several => Some(Companion::Several(several.iter().map(|(_, name, _)| name.clone()).collect())),
    }
}

/// The number behind `survey` in a file's name, in lower case.
fn survey_number(stem: &str) -> Option<&str> {
    const SHORTEST: usize = 3;
    let (_, behind) =
        stem.split_once("survey").map(|(before, behind)| match behind.split_once("survey") {
            // `limesurvey_survey_123456`
            Some((_, later)) => (before, later),
            None => (before, behind),
        })?;
    let digits = behind.trim_start_matches(['_', '-', ' ']);
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    digits.get(..end).filter(|number| number.len() >= SHORTEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn beside(files: &[&str], export: &str) -> Option<Vec<String>> {
        let folder = tempfile::tempdir().expect("a folder");
        for file in files {
            std::fs::write(folder.path().join(file), "x").expect("a file");
        }
        let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
        match companion_of(&folder.path().join(export))? {
            Companion::One(path) => Some(name(&path).into_iter().collect()),
            Companion::Several(names) => Some(names),
        }
    }

    fn only(name: &str) -> Option<Vec<String>> {
        Some(vec![name.to_owned()])
    }

    #[test]
    fn a_structure_of_the_same_name_goes_before_one_of_the_same_number_and_before_syntax() {
        let all = ["studenten.lss", "limesurvey_survey_123456.lss", "survey_123456_R_syntax_file.R", "los.R"];
        assert_eq!(beside(&all, "studenten.csv"), only("studenten.lss"));
        assert_eq!(beside(&all, "results-survey123456.xlsx"), only("limesurvey_survey_123456.lss"));
        assert_eq!(beside(&all[2..], "survey_123456_R_data_file.csv"), only("survey_123456_R_syntax_file.R"));
        assert_eq!(beside(&all[2..], "results-survey654321.csv"), None);
        assert_eq!(beside(&["results-survey12.lss"], "results-survey12-nl.csv"), None);
        assert_eq!(beside(&[], "los.csv"), None);
    }

    #[test]
    fn two_that_fit_equally_well_are_both_named() {
        let files = ["survey_123456_oud.lss", "survey_123456_nieuw.lss"];
        let names = beside(&files, "results-survey123456.csv").expect("two");
        assert_eq!(names, ["survey_123456_nieuw.lss", "survey_123456_oud.lss"]);
    }
}
