//! Nothing is lost on the way from a file to codes: of every table, by every reader, the cells read are the cells coded,
//! missing by kind or rejected, and the rows read are those of the account.

mod walked;
mod written;

#[path = "../init_runs/project.rs"]
#[allow(dead_code, reason = "the tests of `init` ask more of a project than these")]
mod home;

#[path = "../../src/ingest/tests/made.rs"]
#[allow(dead_code, reason = "the readers' own tests write more kinds of workbooks than these")]
mod made;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use datadialoog::coding::{
    Codebook, Coded, ColumnPlan, FirstLook, Identifier, Keepers, ResponseColumns, Whence, settle_scales,
};
use datadialoog::domain::{Batch, Flaw, Missing, Place, PlatformName, Project};
use datadialoog::ingest::{self, Hints, Limits, Table};
use datadialoog::project;
use proptest::prelude::*;

const HEADINGS: [&str; 12] =
    ["Rol", "School", "Q1", "Q2", "Q3", "Q4", "Q5", "Q6", "Q7", "Q8", "Q9", "Response ID"];
const ITEMS: usize = 9;

/// A project over one table; `leave_out` as its key.
fn read_project(leave_out: &str, role: &str) -> Project {
    let items: String = (1..=ITEMS)
        .map(|item| {
            format!(
                "{{ columns = {{ student = \"Q{item}\", mentor = \"Q{item}\" }}, reverse = {} }}, ",
                item == 3
            )
        })
        .collect();
    let more = if role.starts_with("role-column") {
        ""
    } else {
        "[[source]]\nround = \"r\"\nfiles = [\"g\"]\nrole = \"mentor\"\n"
    };
    let text = format!(
        "[partnership]\nname = \"n\"\npurpose = \"p\"\n[[round]]\nid = \"r\"\ndate = 2026-01-01\n[[source]]\n\
         round = \"r\"\nfiles = [\"f\"]\n{role}\nleave-out = {leave_out}\ngroups = {{ school = \"School\" }}\n{more}\
         [[indicator]]\nid = \"i\"\ntitle = \"t\"\nscale = \"eens-5\"\nitems = [{items}]\n\
         [[role]]\nid = \"student\"\n[[role]]\nid = \"mentor\"\n"
    );
    project::read(&text, "datadialoog.toml", Path::new("")).expect("a project").value
}

struct From<'a>(&'a Table, Vec<usize>);

impl Whence for From<'_> {
    fn name(&self) -> &str {
        &self.0.name
    }

    fn place(&self, row_start: u64, column: usize) -> Place {
        self.0.place(row_start, self.1.get(column).copied().unwrap_or(0))
    }

    fn heading(&self, column: usize) -> &str {
        self.1.get(column).and_then(|&column| self.0.headings.get(column)).map_or("", |heading| &heading.text)
    }

    fn absent_means(&self) -> Missing {
        self.0.absent_means()
    }

    fn counts_empty_rows(&self) -> bool {
        self.0.platform != PlatformName::Table
    }
}

/// What stands in a cell of a question: an answer, a code, something missing, or something on no scale.
fn answer() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "eens",
        "Helemaal mee eens",
        "oneens",
        "neutraal",
        "4",
        "2,0",
        "weet niet",
        "n.v.t.",
        "",
        " ",
        "beetje",
        "#N/B",
        "=1+1",
        "6",
        "niet gevraagd",
        "3",
        "3",
        "3",
    ])
    .prop_map(str::to_owned)
}

fn row() -> impl Strategy<Value = Vec<String>> {
    let role = prop::sample::select(vec!["student", "mentor", "Student", "directeur", "", "#REF!"]);
    let school = prop::sample::select(vec!["Noord", "noord ", "Zuid", "", "#DIV/0!"]);
    let id = prop::sample::select(vec!["1", "2", "3", "4", "5", "6", "7", ""]);
    let varied = prop::collection::vec(answer(), ITEMS);
    let answers = prop_oneof![2 => varied, 1 => answer().prop_map(|one| vec![one; ITEMS])];
    (role, school, answers, id).prop_map(|(role, school, answers, id)| {
        let mut row = vec![role.to_owned(), school.to_owned()];
        row.extend(answers);
        row.push(id.to_owned());
        row
    })
}

/// Every row and cell of a table accounted for; `role`: the column that says it, if one does.
fn account(table: &Table, project: &Project, role: bool) -> (Coded, Vec<Batch>) {
    let wanted: Vec<usize> = (0..HEADINGS.len() - 1).collect();
    let identifier = HEADINGS.len() - 1;
    let columns = [wanted.as_slice(), &[identifier]].concat();
    let batches: Vec<Batch> = table.batches(&columns).expect("columns").map_while(Result::ok).collect();
    let plan = ColumnPlan {
        items: (2..2 + ITEMS).map(Some).collect(),
        role: role.then_some(0),
        groups: vec![Some(1)],
        response: ResponseColumns {
            identifiers: vec![Identifier { column: identifier, counts: true }],
            ..ResponseColumns::default()
        },
        ..ColumnPlan::default()
    };
    let whence = From(table, columns);
    let source = &project.sources[0];
    let scales = match batches.first() {
        Some(batch) => {
            let item_columns = (0..ITEMS).map(|item| (0, item, item + 2)).collect();
            settle_scales(project, &[FirstLook { source: 0, whence: &whence, item_columns, batch }]).value
        }
        None => BTreeMap::new(),
    };
    let mut keepers = Keepers::default();
    let mut scan = keepers.scan(project, source, &whence, &plan);
    batches.iter().for_each(|batch| scan.see(batch));
    let mut book = Codebook::new(project, source, &whence, plan, &scales).with_rejects();
    if source.quality.leave_out.contains(&Flaw::Duplicate) {
        book = book.with_keepers(&keepers);
    }
    for batch in &batches {
        book.sift(batch);
    }
    (book.finish().value, batches)
}

fn adds_up(coded: &Coded, batches: &[Batch]) -> Result<(), TestCaseError> {
    let rows: usize = batches.iter().map(Batch::len).sum();
    let out = coded.quality.all_left_out();
    prop_assert_eq!(coded.read, rows as u64);
    prop_assert_eq!(coded.read, coded.empty + coded.incomplete + coded.without_role + out + coded.used);
    prop_assert!(coded.without_answer <= coded.used);
    for item in &coded.items {
        prop_assert_eq!(item.read(), item.valid + item.missing.iter().sum::<u64>() + item.rejected);
        prop_assert_eq!(item.read(), coded.used + out);
    }
    let rejected: u64 = coded.items.iter().map(|item| item.rejected).sum();
    let is_answer = |heading: &str| heading.starts_with('Q');
    let (answers, others): (Vec<_>, Vec<_>) =
        coded.rejects.iter().partition(|reject| is_answer(&reject.heading));
    prop_assert_eq!(answers.len() as u64, rejected);
    let roles = others.iter().filter(|reject| reject.heading == "Rol").count();
    prop_assert_eq!(roles as u64, coded.without_role);
    for group in others.iter().filter(|reject| reject.heading == "School") {
        prop_assert_eq!(&group.value, &None);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn no_row_and_no_cell_is_lost_in_any_reader(
        rows in prop::collection::vec(row(), 0..24),
        with_role in any::<bool>(),
        leave_out in prop::sample::select(vec!["[]", "[\"duplicate\"]", "[\"straight-lining\", \"duplicate\"]"]),
    ) {
        let folder = tempfile::tempdir().expect("a folder");
        let role = if with_role { "role-column = \"Rol\"" } else { "role = \"student\"" };
        let project = read_project(leave_out, role);
        let mut of_text = None;
        for (name, write) in written::FORMATS {
            let path = folder.path().join(name);
            fs::write(&path, write(&HEADINGS, &rows)).expect("a file");
            let hints = Hints { platform: Some(PlatformName::Table), ..Hints::default() };
            let opened = match ingest::open(&path, name, &hints, &Limits::default()) {
                Ok(opened) => opened.value,
                Err(_) if rows.is_empty() => continue,
                Err(faults) => return Err(TestCaseError::fail(format!("{name}: {faults:#?}"))),
            };
            let (coded, batches) = account(&opened, &project, with_role);
            adds_up(&coded, &batches)?;
            if name == "t.csv" {
                prop_assert_eq!(coded.read, rows.len() as u64);
            }
            // A row in which nothing stands is no row of a workbook.
            let valid: Vec<u64> = coded.items.iter().map(|item| item.valid).collect();
            let rejected: Vec<u64> = coded.items.iter().map(|item| item.rejected).collect();
            let counts = (coded.read - coded.empty, coded.without_role, coded.used, valid, rejected);
            prop_assert_eq!(&counts, of_text.get_or_insert_with(|| counts.clone()), "{}", name);
        }
    }

    #[test]
    fn what_is_beside_a_ragged_row_is_still_looked_at(
        rows in prop::collection::vec(row(), 1..12),
        ragged in prop::collection::vec(any::<bool>(), 12),
    ) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("t.csv");
        let text = String::from_utf8(written::csv(&HEADINGS, &rows)).expect("a text");
        let spoiled: Vec<String> = text
            .lines()
            .enumerate()
            .map(|(at, line)| match at.checked_sub(1).and_then(|row| ragged.get(row)) {
                Some(true) => format!("{line};\"te veel\""),
                _ => line.to_owned(),
            })
            .collect();
        fs::write(&path, spoiled.join("\n") + "\n").expect("a file");
        let count = ragged.iter().take(rows.len()).filter(|ragged| **ragged).count();
        let project = read_project("[]", "role = \"student\"");
        let hints = Hints { platform: Some(PlatformName::Table), ..Hints::default() };
        let Ok(opened) = ingest::open(&path, "t.csv", &hints, &Limits::default()) else { return Ok(()) };
        let mut batches = opened.value.batches(&[2, 3]).expect("columns");
        let mut read = 0;
        for batch in batches.by_ref().map_while(Result::ok) {
            read += batch.len();
        }
        prop_assert_eq!(batches.spots().len(), count);
        prop_assert_eq!(read + count, rows.len());
        let (coded, batches) = account(&opened.value, &project, false);
        adds_up(&coded, &batches)?;
    }
}
