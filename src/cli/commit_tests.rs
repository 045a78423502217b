use super::*;

/// A report without a register.
fn commit(target: &Path, artifacts: &[Artifact]) -> Result<(), CommitError> {
    super::commit(target, artifacts, None)
}

fn artifact(name: &str, text: &str) -> Artifact {
    Artifact { name: name.to_owned(), media_type: "text/plain", bytes: text.as_bytes().to_vec() }
}

fn yesterday() -> Vec<Artifact> {
    vec![artifact("verslag.html", "gisteren"), artifact("grafieken/een.svg", "gisteren")]
}

fn text(path: PathBuf) -> String {
    fs::read_to_string(path).unwrap()
}

/// The names directly in a folder, in order.
fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_report_is_a_folder_with_its_files_and_a_list_of_them_and_nothing_beside_it() {
    let place = tempfile::tempdir().unwrap();
    let target = place.path().join("nieuw/dieper/verslag");
    commit(&target, &yesterday()).unwrap();
    assert_eq!(names_in(&target), [".datadialoog", "grafieken", "verslag.html"]);
    assert_eq!(text(target.join("grafieken/een.svg")), "gisteren");
    assert_eq!(names_in(target.parent().unwrap()), ["verslag"]);
}

#[test]
fn the_next_report_replaces_the_earlier_one_whole() {
    let place = tempfile::tempdir().unwrap();
    let target = place.path().join("verslag");
    commit(&target, &yesterday()).unwrap();
    commit(&target, &[artifact("verslag.md", "vandaag")]).unwrap();
    assert_eq!(names_in(&target), [".datadialoog", "verslag.md"]);
    assert_eq!(names_in(place.path()), ["verslag"]);
}

#[test]
fn an_empty_folder_and_an_empty_report_are_fine() {
    let place = tempfile::tempdir().unwrap();
    let target = place.path().join("verslag");
    fs::create_dir(&target).unwrap();
    commit(&target, &yesterday()).unwrap();
    commit(&target, &[]).unwrap();
    assert_eq!(names_in(&target), [".datadialoog"]);
    commit(&target, &yesterday()).unwrap();
}

#[test]
fn an_interrupted_write_leaves_yesterdays_report_as_it_was() {
    let place = tempfile::tempdir().unwrap();
    let target = place.path().join("verslag");
    commit(&target, &yesterday()).unwrap();
    // `a` is first a file and then a folder, and a name of 300 characters is too long for any file system.
    let long = "a".repeat(300);
    for name in ["a/b", long.as_str()] {
        let today =
            [artifact("a", "vandaag"), artifact("verslag.html", "vandaag"), artifact(name, "vandaag")];
        let error = commit(&target, &today).unwrap_err();
        assert!(matches!(error, CommitError::Refused { .. }), "{error}");
        assert_eq!(text(target.join("verslag.html")), "gisteren");
        assert_eq!(names_in(&target), [".datadialoog", "grafieken", "verslag.html"]);
        assert_eq!(names_in(place.path()), ["verslag"]);
    }
}

#[test]
fn a_new_report_that_cannot_take_its_place_gives_it_back() {
    let place = tempfile::tempdir().unwrap();
    let target = place.path().join("verslag");
    commit(&target, &yesterday()).unwrap();
    let staging = tempfile::tempdir_in(place.path()).unwrap();
    let nothing = staging.path().join("new");
    assert!(matches!(swap(&target, &nothing, true, staging), Err(CommitError::Refused { .. })));
    assert_eq!(text(target.join("verslag.html")), "gisteren");
    assert_eq!(names_in(place.path()), ["verslag"]);
}

#[test]
fn a_file_that_somebody_puts_into_the_folder_during_the_run_is_given_back_with_the_report() {
    let place = tempfile::tempdir().unwrap();
    let target = place.path().join("verslag");
    commit(&target, &yesterday()).unwrap();
    let staging = tempfile::tempdir_in(place.path()).unwrap();
    let fresh = staging.path().join("new");
    let today = [artifact("verslag.html", "vandaag")];
    stage(&fresh, &Manifest::of(&today, None, Readers::OwnTeam), &today).unwrap();
    check_replaceable(&target).unwrap();
    fs::write(target.join("notulen.txt"), "van ons").unwrap();
    let error = swap(&target, &fresh, true, staging).unwrap_err();
    assert!(
        matches!(&error, CommitError::NotOurs { path, names } if path == &target && names == &["notulen.txt"]),
        "{error}"
    );
    assert_eq!(text(target.join("notulen.txt")), "van ons");
    assert_eq!(text(target.join("verslag.html")), "gisteren");
    assert_eq!(names_in(place.path()), ["verslag"]);
}

#[test]
fn a_first_report_that_cannot_be_written_leaves_no_folder() {
    let place = tempfile::tempdir().unwrap();
    let today = [artifact("a", "vandaag"), artifact("a/b", "vandaag")];
    assert!(commit(&place.path().join("verslag"), &today).is_err());
    assert!(names_in(place.path()).is_empty());
}

#[test]
fn a_folder_with_somebody_elses_file_is_left_alone() {
    let place = tempfile::tempdir().unwrap();
    let target = place.path().join("verslag");
    commit(&target, &yesterday()).unwrap();
    for strange in ["notulen.docx", "grafieken/eigen.svg"] {
        fs::write(target.join(strange), "van ons samen").unwrap();
        let error = commit(&target, &yesterday()).unwrap_err();
        assert!(matches!(&error, CommitError::NotOurs { names, .. } if names == &[strange]), "{error}");
        assert_eq!(error.diagnostic().code, Code::OutputNotOurs);
        assert!(error.diagnostic().headline.nl.contains(strange));
        assert_eq!(text(target.join(strange)), "van ons samen");
        fs::remove_file(target.join(strange)).unwrap();
    }
    fs::create_dir(target.join("eigen")).unwrap();
    assert!(matches!(commit(&target, &yesterday()), Err(CommitError::NotOurs { .. })));
}

#[test]
fn a_file_of_ours_that_somebody_changed_is_no_longer_ours() {
    let place = tempfile::tempdir().unwrap();
    let target = place.path().join("verslag");
    commit(&target, &yesterday()).unwrap();
    fs::write(target.join("verslag.html"), "met onze aantekeningen").unwrap();
    assert!(matches!(commit(&target, &yesterday()), Err(CommitError::NotOurs { .. })));
    assert_eq!(text(target.join("verslag.html")), "met onze aantekeningen");
}

#[test]
fn a_file_of_ours_that_is_gone_is_missed_by_nobody() {
    let place = tempfile::tempdir().unwrap();
    let target = place.path().join("verslag");
    commit(&target, &yesterday()).unwrap();
    fs::remove_file(target.join("verslag.html")).unwrap();
    commit(&target, &yesterday()).unwrap();
    assert_eq!(text(target.join("verslag.html")), "gisteren");
}

#[test]
fn what_an_operating_system_leaves_behind_does_not_stop_a_report() {
    let place = tempfile::tempdir().unwrap();
    let target = place.path().join("verslag");
    commit(&target, &yesterday()).unwrap();
    fs::write(target.join("grafieken/.DS_Store"), "").unwrap();
    fs::write(target.join("Thumbs.db"), "").unwrap();
    commit(&target, &yesterday()).unwrap();
}

#[test]
fn files_without_a_list_are_not_ours() {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("verslag.html"), "van een ander programma").unwrap();
    assert!(matches!(commit(place.path(), &yesterday()), Err(CommitError::NotOurs { .. })));
}

#[test]
fn a_file_where_the_folder_belongs_is_an_error() {
    let place = tempfile::tempdir().unwrap();
    let target = place.path().join("verslag");
    fs::write(&target, "een bestand").unwrap();
    let error = commit(&target, &yesterday()).unwrap_err();
    assert!(matches!(error, CommitError::NotAFolder { .. }), "{error}");
    assert_eq!(text(target.clone()), "een bestand");
    let below = commit(&target.join("dieper"), &yesterday()).unwrap_err();
    assert!(matches!(below, CommitError::Refused { .. }), "{below}");
}

#[test]
fn a_folder_that_is_the_root_or_holds_the_present_one_is_not_replaced() {
    for target in ["/", "."] {
        assert!(commit(Path::new(target), &[]).is_err(), "{target}");
    }
}

#[test]
fn a_name_that_leads_elsewhere_is_refused_and_nothing_is_written() {
    let place = tempfile::tempdir().unwrap();
    for name in ["../buiten.html", "/tmp/buiten.html", "a/../../buiten.html", "", ".datadialoog"] {
        let error = commit(&place.path().join("verslag"), &[artifact(name, "x")]).unwrap_err();
        assert!(matches!(error, CommitError::UnsoundName { .. }), "{name:?}: {error}");
    }
    let twice = [artifact("A.svg", "1"), artifact("a.svg", "2")];
    assert!(matches!(commit(&place.path().join("verslag"), &twice), Err(CommitError::UnsoundName { .. })));
    assert!(names_in(place.path()).is_empty());
}

#[test]
fn a_new_file_is_written_once_and_never_overwritten() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("map/datadialoog.toml");
    new_file(&path, "een").unwrap();
    let error = new_file(&path, "twee").unwrap_err();
    assert!(matches!(error, CommitError::Exists { .. }), "{error}");
    assert_eq!(text(path), "een");
    assert!(matches!(new_file(place.path(), "x"), Err(CommitError::Exists { .. })));
}

#[cfg(unix)]
mod on_unix {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    use super::*;

    #[test]
    fn colleagues_get_the_rights_that_any_new_file_gives_them() {
        let place = tempfile::tempdir().unwrap();
        let (folder, file) = (place.path().join("map"), place.path().join("bestand"));
        fs::create_dir(&folder).unwrap();
        fs::write(&file, "").unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let target = place.path().join("verslag");
        commit(&target, &yesterday()).unwrap();
        assert_eq!(mode(&target), mode(&folder));
        assert_eq!(mode(&target.join("grafieken")), mode(&folder));
        assert_eq!(mode(&target.join("verslag.html")), mode(&file));
        assert_eq!(mode(&target.join(MANIFEST)), mode(&file));
    }

    #[test]
    fn a_link_stays_a_link_and_its_folder_is_replaced() {
        let place = tempfile::tempdir().unwrap();
        let (real, link) = (place.path().join("echt"), place.path().join("verslag"));
        commit(&real, &yesterday()).unwrap();
        symlink(&real, &link).unwrap();
        commit(&link, &[artifact("verslag.md", "vandaag")]).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(names_in(&real), [".datadialoog", "verslag.md"]);
        assert_eq!(names_in(place.path()), ["echt", "verslag"]);
    }

    #[test]
    fn a_link_to_nowhere_is_an_error_and_stays() {
        let place = tempfile::tempdir().unwrap();
        let link = place.path().join("verslag");
        symlink(place.path().join("weg"), &link).unwrap();
        assert!(matches!(commit(&link, &yesterday()), Err(CommitError::Refused { .. })));
        assert_eq!(names_in(place.path()), ["verslag"]);
    }

    #[test]
    fn a_link_among_our_files_is_not_followed_and_not_ours() {
        let place = tempfile::tempdir().unwrap();
        let (target, elsewhere) = (place.path().join("verslag"), place.path().join("elders"));
        commit(&target, &yesterday()).unwrap();
        fs::rename(target.join("grafieken"), &elsewhere).unwrap();
        symlink(&elsewhere, target.join("grafieken")).unwrap();
        assert!(matches!(commit(&target, &yesterday()), Err(CommitError::NotOurs { .. })));
        assert_eq!(names_in(&elsewhere), ["een.svg"]);
    }

    #[test]
    fn a_folder_that_may_not_be_written_is_left_as_it_is() {
        let place = tempfile::tempdir().unwrap();
        let shut = place.path().join("dicht");
        fs::create_dir(&shut).unwrap();
        fs::set_permissions(&shut, fs::Permissions::from_mode(0o555)).unwrap();
        // The superuser may write anywhere; there is nothing to see then.
        if fs::metadata("/proc/self").is_ok_and(|own| own.uid() != 0) {
            let error = commit(&shut.join("verslag"), &yesterday()).unwrap_err();
            assert!(error.diagnostic().headline.nl.contains("mag dat niet"), "{error}");
        }
        fs::set_permissions(&shut, fs::Permissions::from_mode(0o755)).unwrap();
    }
}
