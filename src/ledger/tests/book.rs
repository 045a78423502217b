use proptest::prelude::*;

use super::world::{World, people};
use crate::diagnostics::Code;
use crate::ledger::{LEDGER_SCHEMA, Ledger};

fn text() -> String {
    let mut world = World::new();
    world.publishes(&people(0, 20, "student", "A"));
    world.publishes(&people(0, 32, "student", "A"));
    world.ledger.to_text().expect("a text")
}

fn fault(bytes: &[u8]) -> (Code, Option<String>) {
    let mut faults = Ledger::read(bytes, "map/r.json").expect_err("a fault");
    let fault = faults.remove(0);
    assert!(fault.help.is_some() && faults.is_empty());
    (fault.code, fault.place.map(|place| place.to_string()))
}

#[test]
fn a_ledger_that_was_cut_short_or_is_none_says_where() {
    let text = text();
    let (code, place) = fault(&text.as_bytes()[..text.len() / 2]);
    assert_eq!(code, Code::RegisterDamaged);
    assert!(place.is_some_and(|place| place.starts_with("map/r.json:")));
    for bytes in [&b""[..], b"{}", b"null", b"[1]", b"\xff\xfe", b"{\"schema\": 3}"] {
        assert_eq!(fault(bytes).0, Code::RegisterDamaged, "{bytes:?}");
    }
}

#[test]
fn a_ledger_of_another_form_is_not_guessed_at() {
    let other = text().replace(LEDGER_SCHEMA, "datadialoog-register-2");
    let faults = Ledger::read(other.as_bytes(), "r.json").expect_err("a fault");
    assert!(faults[0].headline.nl.contains("datadialoog-register-2"));
    assert!(faults[0].headline.en.contains(LEDGER_SCHEMA));
}

#[test]
fn a_number_that_somebody_changed_is_noticed_and_white_space_is_not() {
    let text = text();
    let changed = text.replacen("\"respondents\":20", "\"respondents\":21", 1);
    assert_ne!(changed, text);
    assert_eq!(fault(changed.as_bytes()), (Code::RegisterDamaged, Some("map/r.json".to_owned())));
    let spaced = text.replace(",\"", ",\n \"");
    assert_eq!(Ledger::read(spaced.as_bytes(), "r.json"), Ledger::read(text.as_bytes(), "r.json"));
}

#[test]
fn nothing_was_published_in_a_ledger_of_nothing() {
    let text = Ledger::default().to_text().expect("a text");
    assert_eq!(Ledger::read(text.as_bytes(), "r.json"), Ok(Ledger::default()));
}

#[test]
fn no_answer_of_a_group_that_was_not_shown_is_in_it() {
    let mut world = World::new();
    let small = people(500, 3, "mentor", "C");
    world.publishes(&[people(0, 30, "student", "A"), small].concat());
    let value: serde_json::Value = serde_json::from_str(&world.ledger.to_text().expect("a text")).unwrap();
    let edition = &value["rounds"]["nu"][0];
    let slices = edition["results"]["indicators"][0]["slices"].as_array().expect("slices");
    assert!(slices.iter().all(|slice| slice["slice"] != "role:mentor" && slice["slice"] != "school:C"));
    // Of the three there is how many answered, and nothing else.
    let cell =
        edition["people"].as_array().expect("cells").iter().find(|cell| cell["cell"]["role"] == "mentor");
    let expected = serde_json::json!({ "respondents": 3, "indicators": { "twee": [3, 3, 3, 3, 3, 3] } });
    assert_eq!(cell.expect("a cell")["answered"], expected);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_byte_that_fell_over_is_an_error_and_never_another_ledger(at in any::<prop::sample::Index>(), bit in 0_u8..8) {
        thread_local! { static TEXT: String = text(); }
        let text = TEXT.with(Clone::clone);
        let mut bytes = text.clone().into_bytes();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        if let Ok(read) = Ledger::read(&bytes, "r.json") {
            // What the file says of itself for people is not held.
            prop_assert_eq!(read.to_text().unwrap(), text);
        }
    }
}
