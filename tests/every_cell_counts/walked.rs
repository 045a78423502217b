//! The same answers in every format, from `init` through `check`.

use std::io::Write as _;

use crate::home::Project;
use crate::written::FORMATS;

const HEADINGS: [&str; 4] = ["School", "A. Ik krijg uitleg", "B. Ik krijg tijd", "C. Ik leer veel"];

const AGREE: [&str; 5] = ["Helemaal mee oneens", "Mee oneens", "Neutraal", "Mee eens", "Helemaal mee eens"];

/// Forty people of two schools, who do not all answer everything.
fn rows() -> Vec<Vec<String>> {
    let answer = |person: usize, item: usize| match (person + item) % 11 {
        10 => String::new(),
        other => AGREE[(other * (item + 1) + person / 7) % 5].to_owned(),
    };
    let row = |person: usize| {
        let school = if person.is_multiple_of(3) { "Noord" } else { "Zuid" };
        [school.to_owned()].into_iter().chain((0..3).map(|item| answer(person, item))).collect()
    };
    (0..40).map(row).collect()
}

/// How often each option was chosen, per statement.
fn truth() -> Vec<Vec<u64>> {
    let rows = rows();
    let chose = |item: usize, option: &str| rows.iter().filter(|row| row[item + 1] == option).count() as u64;
    (0..3).map(|item| AGREE.iter().map(|option| chose(item, option)).collect()).collect()
}

#[test]
fn every_format_runs_as_init_writes_it_and_gives_the_same_counts() {
    let packed = |bytes: &[u8]| {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        gzip.write_all(bytes).expect("memory");
        gzip.finish().expect("memory")
    };
    let mut files: Vec<(String, Vec<u8>)> =
        FORMATS.iter().map(|(name, write)| ((*name).to_owned(), write(&HEADINGS, &rows()))).collect();
    let of = |name: &str| files.iter().find(|(own, _)| own == name).expect("a format").1.clone();
    let more = [("t.csv.gz".to_owned(), packed(&of("t.csv"))), ("t.xlsm".to_owned(), of("t.xlsx"))];
    files.extend(more);
    for (name, bytes) in files {
        let project = Project::of(&[(&name, bytes)]);
        project.init(&[&name]);
        assert_eq!(project.counted().into_values().collect::<Vec<_>>(), truth(), "{name}");
    }
}
