//! Numbers with a fraction are kept as text. A figure that is shown again has to be the same to the last digit, and
//! what is read of a number in JSON may be a digit beside it; a text of Rust's own making is read exactly.

use serde_json::{Map, Number, Value};

/// What such a text begins with; a text that begins with it anyway gets another one.
const MARK: char = '=';

/// The same value with every number that is no whole number as a text.
pub(super) fn kept(value: Value) -> Value {
    match value {
        Value::Number(number) if !(number.is_u64() || number.is_i64()) => {
            Value::String(format!("{MARK}{number}"))
        }
        Value::String(text) if text.starts_with(MARK) => Value::String(format!("{MARK}{text}")),
        Value::Array(values) => Value::Array(values.into_iter().map(kept).collect()),
        Value::Object(fields) => {
            Value::Object(fields.into_iter().map(|(key, value)| (key, kept(value))).collect())
        }
        other => other,
    }
}

/// The value that [`kept`] was made of; `None`: it was made by something else.
pub(super) fn restored(value: Value) -> Option<Value> {
    Some(match value {
        Value::Number(number) if !(number.is_u64() || number.is_i64()) => return None,
        Value::String(text) => match text.strip_prefix(MARK) {
            None => Value::String(text),
            Some(rest) if rest.starts_with(MARK) => Value::String(rest.to_owned()),
            Some(rest) => Value::Number(Number::from_f64(rest.parse().ok()?)?),
        },
        Value::Array(values) => Value::Array(values.into_iter().map(restored).collect::<Option<_>>()?),
        Value::Object(fields) => {
            let fields = fields.into_iter().map(|(key, value)| Some((key, restored(value)?)));
            Value::Object(fields.collect::<Option<Map<_, _>>>()?)
        }
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn whole_numbers_and_texts_stay_as_they_are() {
        let value = json!({ "n": 12, "title": "3.5", "why": "=ja", "none": null, "two": ["==", true] });
        assert_eq!(kept(value.clone())["n"], 12);
        assert_eq!(kept(value.clone())["title"], "3.5");
        assert_eq!(restored(kept(value.clone())), Some(value));
    }

    #[test]
    fn a_number_that_somebody_put_in_is_none_of_ours() {
        assert_eq!(restored(json!({ "value": 3.5 })), None);
        assert_eq!(restored(json!({ "value": "=NaN" })), None);
        assert_eq!(restored(json!({ "value": "=drie" })), None);
    }

    proptest! {
        #[test]
        fn every_fraction_comes_back_to_the_last_digit(number in any::<f64>().prop_filter("finite", |n| n.is_finite())) {
            let back = restored(serde_json::from_str(&kept(json!(number)).to_string()).unwrap());
            prop_assert_eq!(back.and_then(|back| back.as_f64()).map(f64::to_bits), Some(number.to_bits()));
        }
    }
}
