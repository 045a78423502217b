use std::ops::Range;

use crate::diagnostics::Code;
use crate::domain::{Phrase, phrase};
use crate::project::faults::{Fault, Faults};
use crate::project::written::Written;

const LONGEST_ID: usize = 64;

/// A value that cannot be, with what was expected there.
pub(super) fn bad_value(
    faults: &mut Faults,
    span: &Range<usize>,
    headline: Phrase,
    label: Phrase,
    help: Option<Phrase>,
) {
    faults.error(Fault { code: Code::BadValue, span: span.clone(), headline, label, help });
}

/// A text that is not empty, as written.
pub(super) fn filled(written: &Written<String>, key: &str, faults: &mut Faults) -> Option<String> {
    if !written.value.trim().is_empty() {
        return Some(written.value.clone());
    }
    bad_value(
        faults,
        &written.span,
        phrase!("De tekst bij `{key}` is leeg.", "The text of `{key}` is empty."),
        phrase!("verwacht: een tekst", "expected: a text"),
        Some(phrase!(
            "Vul de tekst in, of haal de sleutel weg als hij niet hoeft.",
            "Fill in the text, or remove the key if it is not required."
        )),
    );
    None
}

/// An optional text that is not empty when it is there. The outer `None` means that it is there and wrong.
pub(super) fn filled_if_any(
    written: &Option<Written<String>>,
    key: &str,
    faults: &mut Faults,
) -> Option<Option<String>> {
    match written {
        Some(written) => filled(written, key, faults).map(Some),
        None => Some(None),
    }
}

/// A name that others can refer to and that can be part of a file's name.
pub(super) fn id(written: &Written<String>, key: &str, faults: &mut Faults) -> Option<String> {
    let name = filled(written, key, faults)?;
    let odd = |c: char| c.is_control() || r#"/\:*?"<>|"#.contains(c);
    let fits = name.trim() == name
        && !name.starts_with('.')
        && !name.chars().any(odd)
        && name.chars().count() <= LONGEST_ID;
    if fits {
        return Some(name);
    }
    bad_value(
        faults,
        &written.span,
        phrase!("`{key}` kan niet zo heten.", "`{key}` cannot be called this."),
        phrase!(
            "verwacht: een korte naam zonder / \\ : * ? < > | en zonder spaties eromheen",
            "expected: a short name without / \\ : * ? < > | and without spaces around it"
        ),
        Some(phrase!(
            "Kies een naam van hooguit {LONGEST_ID} tekens, liefst kleine letters en streepjes.",
            "Choose a name of at most {LONGEST_ID} characters, preferably small letters and hyphens."
        )),
    );
    None
}

/// A whole number of at least `least`.
pub(super) fn at_least(written: &Written<i64>, least: u64, key: &str, faults: &mut Faults) -> Option<u64> {
    let value = u64::try_from(written.value).ok().filter(|value| *value >= least);
    if value.is_none() {
        let found = written.value;
        bad_value(
            faults,
            &written.span,
            phrase!("`{key}` is {found}; dat is te weinig.", "`{key}` is {found}; that is too few."),
            phrase!("verwacht: {least} of meer", "expected: {least} or more"),
            None,
        );
    }
    value
}

/// Per cents between `low` and `high` as a share. A value between 0 and 1 is refused: it is nearly always a share
/// that was meant as per cents, and no bound changes its meaning by its size.
pub(super) fn percent(
    written: &Written<f64>,
    key: &str,
    (low, high): (f64, f64),
    faults: &mut Faults,
) -> Option<f64> {
    let value = written.value;
    if value != 0.0 && value.abs() < 1.0 {
        let meant = tidy(value * 100.0);
        bad_value(
            faults,
            &written.span,
            phrase!(
                "`{key}` is {value}: nog geen heel procent.",
                "`{key}` is {value}: not even one per cent."
            ),
            phrase!("verwacht: procenten, van {low} tot {high}", "expected: per cents, from {low} to {high}"),
            Some(phrase!(
                "Bedoelt u {meant} procent? Schrijf dan `{key} = {meant}`.",
                "Do you mean {meant} per cent? Then write `{key} = {meant}`."
            )),
        );
        return None;
    }
    within(written, key, (low, high), faults).map(|value| value / 100.0)
}

/// A number between `low` and `high`, both included.
pub(super) fn within(
    written: &Written<f64>,
    key: &str,
    (low, high): (f64, f64),
    faults: &mut Faults,
) -> Option<f64> {
    let value = written.value;
    if (low..=high).contains(&value) {
        return Some(value);
    }
    bad_value(
        faults,
        &written.span,
        phrase!("`{key}` is {value}; dat kan niet.", "`{key}` is {value}; that cannot be."),
        phrase!("verwacht: van {low} tot en met {high}", "expected: from {low} up to {high}"),
        None,
    );
    None
}

/// Refuses a number of zero or less.
pub(super) fn above_zero(written: &Written<f64>, key: &str, faults: &mut Faults) -> Option<f64> {
    if written.value > 0.0 {
        return Some(written.value);
    }
    let value = written.value;
    bad_value(
        faults,
        &written.span,
        phrase!("`{key}` is {value}; dat kan niet.", "`{key}` is {value}; that cannot be."),
        phrase!("verwacht: meer dan 0", "expected: more than 0"),
        None,
    );
    None
}

/// A number without the noise of binary arithmetic.
pub(in crate::project) fn tidy(value: f64) -> String {
    let text = format!("{value:.9}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
