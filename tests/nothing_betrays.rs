//! What was written, put together, gives away nobody: the files of every format and every meeting are attacked from
//! outside, with the exports at hand to judge whether an attack is right.
//!
//! `tests/attack/truth.json` holds the counts of the exports; `python tests/attack/attack.py --sample sample-data
//! --write-truth tests/attack/truth.json` makes it anew.

#[path = "nothing_betrays/attack.rs"]
mod attack;
#[path = "nothing_betrays/doctored.rs"]
mod doctored;
#[path = "nothing_betrays/printed.rs"]
mod printed;
#[path = "nothing_betrays/produced.rs"]
mod produced;
#[path = "nothing_betrays/rows.rs"]
mod rows;

use attack::{Published, half_answered, shown_outright, subtracted};
use produced::{Produced, produced, truth};
use rows::rows;
use sha2::{Digest, Sha256};

fn documents(produced: &Produced) -> Vec<&serde_json::Value> {
    produced.documents.iter().map(|(_, document)| document).collect()
}

fn assert_nothing(found: &[String]) {
    assert!(found.is_empty(), "{} found:\n{}", found.len(), found.join("\n"));
}

#[test]
fn the_judge_knows_these_very_exports() {
    for (file, digest) in truth()["digests"].as_object().expect("digests") {
        let path = produced::sample().join(file);
        let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let found: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(found, digest.as_str().expect("a digest"), "{file} changed: write truth.json anew");
    }
}

#[test]
fn every_format_of_every_meeting_is_under_attack() {
    let produced = produced();
    for meeting in truth()["meetings"].as_array().expect("meetings") {
        let meeting = meeting.as_str().expect("a name");
        for format in ["html", "md", "json", "svg", "png"] {
            let named = |name: &String| name.starts_with(meeting) && name.ends_with(&format!(".{format}"));
            assert!(produced.files.iter().any(|(name, _)| named(name)), "{meeting} has no {format}");
        }
    }
    assert_eq!(produced.documents.len(), truth()["meetings"].as_array().expect("meetings").len() + 1);
}

#[test]
fn a_withheld_slice_holds_no_number_and_no_small_slice_is_shown() {
    for (name, document) in &produced().documents {
        let found = shown_outright(document, truth());
        assert!(found.is_empty(), "{name}:\n{}", found.join("\n"));
    }
}

#[test]
fn no_small_group_follows_from_a_total_minus_the_rest() {
    for document in documents(produced()) {
        assert_nothing(&subtracted(&Published::of(&[document]), truth()));
    }
}

#[test]
fn the_reports_of_all_meetings_together_give_no_more_than_each() {
    let documents = documents(produced());
    assert_nothing(&subtracted(&Published::of(&documents), truth()));
    // A figure that is shown is the same wherever it is shown, and what is withheld is withheld everywhere.
    let mut found = Vec::new();
    let mut known = std::collections::BTreeMap::new();
    for document in documents {
        for (at, row) in attack::slices(document) {
            if known.entry(at.clone()).or_insert(row) != &row {
                found.push(format!("{at:?} differs between documents"));
            }
        }
    }
    assert_nothing(&found);
}

#[test]
fn the_name_of_a_withheld_group_never_stands_beside_a_number() {
    let produced = produced();
    let withheld = printed::withheld_names(&produced.check());
    assert!(withheld.general.len() >= 2, "the sample withholds no school: {withheld:?}");
    let (mut found, mut named) = (Vec::new(), 0);
    for (name, bytes) in &produced.files {
        for row in rows(name, bytes, truth()) {
            for group in withheld.of(row.indicator.as_deref()) {
                if !row.text.contains(group.as_str()) {
                    continue;
                }
                named += 1;
                let rest = row.text.replace(group.as_str(), "");
                if rest.chars().any(|letter| letter.is_ascii_digit()) || row.drawn {
                    found.push(format!("{name}: {}", row.text));
                }
            }
        }
    }
    assert_nothing(&found);
    assert!(named > 20, "only {named} rows name a withheld group: the rows are not read");
}

#[test]
fn the_rows_of_printed_tables_add_up_without_giving_a_small_group() {
    let produced = produced();
    let mut tables = 0;
    for (name, bytes) in produced.files.iter().filter(|(name, _)| name.ends_with(".md")) {
        let text = String::from_utf8_lossy(bytes);
        let found = printed::printed_tables(&text, truth(), &mut tables);
        assert!(found.is_empty(), "{name}:\n{}", found.join("\n"));
    }
    assert!(tables > 5, "only {tables} tables were read");
}

#[test]
fn no_respondent_can_be_read_in_any_file() {
    let secrets = |kind: &str| -> Vec<String> {
        let list = truth()["secrets"][kind].as_array().expect("secrets");
        list.iter().map(|text| text.as_str().expect("a text").to_owned()).collect()
    };
    let (personal, open) = (secrets("personal"), secrets("open"));
    let betrayed = |name: &str, bytes: &[u8]| -> Option<String> {
        let text = rows::unescaped(&String::from_utf8_lossy(bytes));
        let words = if name.ends_with(".png") { String::new() } else { rows::words(&text) };
        let within = |secret: &&String| text.contains(secret.as_str());
        let said = |secret: &&String| words.contains(&format!(" {secret} "));
        personal.iter().find(within).or_else(|| open.iter().find(said)).cloned()
    };
    for (name, bytes) in &produced().files {
        assert_eq!(betrayed(name, bytes), None, "{name} betrays a respondent");
    }
    // The same search finds them where they are.
    let export = std::fs::read(produced::sample().join("exports/studenten-2025.csv")).expect("an export");
    assert!(betrayed("an export", &export).is_some());
    assert_eq!(betrayed("a page", b"<p>Zo\xc3\xab Sluisveld</p>").as_deref(), Some("Sluisveld"));
    assert!(betrayed("a page", b"<p>Bel me gerust: Jorrit Zwanenvanger</p>").is_some());
}

#[test]
fn the_log_of_decisions_has_no_number_and_no_day_of_what_is_withheld() {
    let decisions = &produced().decisions;
    assert_eq!(decisions.len(), truth()["meetings"].as_array().expect("meetings").len());
    let mut withheld = 0;
    for (name, log) in decisions {
        for round in log["rounds"].as_array().expect("rounds") {
            for entry in round["decisions"].as_array().expect("decisions") {
                let fields = entry.as_object().expect("an entry");
                let parts = ["figures", "distribution"].map(|key| &entry[key]);
                let parts = parts.into_iter().filter_map(serde_json::Value::as_object);
                let values = fields.values().chain(parts.flat_map(|part| part.values()));
                assert!(
                    values.clone().all(|value| !value.is_number() && !value.is_array()),
                    "{name}: {entry}"
                );
                if entry["figures"]["decision"] == "withheld" {
                    withheld += 1;
                    assert!(entry["day"].is_null(), "{name}: {entry}");
                    let of_distribution = entry["distribution"].get("decision");
                    assert!(of_distribution.is_none_or(|decision| decision == "withheld"), "{name}: {entry}");
                }
            }
        }
    }
    assert!(withheld > 20, "only {withheld} are withheld: the log is not read");
}

#[test]
fn an_attacker_sees_through_every_document_in_which_one_protection_is_undone() {
    let check = produced().check();
    let before = subtracted(&Published::of(&[&check]), truth()).len();
    let all = doctored::documents(&check, truth());
    assert!(all.len() > 40, "only {} documents", all.len());
    for doctored in all {
        let outright = shown_outright(&doctored.document, truth());
        let followed = subtracted(&Published::of(&[&doctored.document]), truth());
        let seen = if doctored.outright { !outright.is_empty() } else { followed.len() > before };
        assert!(seen, "not seen through: {}", doctored.what);
    }
}

#[test]
fn an_attacker_sees_names_and_numbers_where_they_do_stand_together() {
    let (page, svg) = doctored::pages();
    for (name, text) in [("page.html", page.clone()), ("page.md", page), ("chart.svg", svg)] {
        let leaked = rows(name, text.as_bytes(), truth()).into_iter().any(|row| {
            let digit = row.text.chars().any(|letter| letter.is_ascii_digit());
            row.text.contains("De Klimop") && (digit || row.drawn)
        });
        assert!(leaked, "{name} was not seen through");
    }
}

/// A score is a mean per person, a statement a mean per question. Their difference is made up of the answers of
/// those who left something open, or were not asked everything; of a few of them it gives the answers.
#[test]
fn those_who_skipped_a_statement_cannot_be_worked_out_from_the_scores_of_the_others() {
    for (name, document) in &produced().documents {
        let found = half_answered(&Published::of(&[document]), truth());
        assert!(found.is_empty(), "{name}, {} found:\n{}", found.len(), found.join("\n"));
    }
}
