use toml::de::DeValue;

use super::Shape;
use crate::domain::{Phrase, phrase};
use crate::project::wording::choices;

/// What a value is, in words: 'een tekst', 'a text'.
pub(super) fn found(value: &DeValue<'_>) -> Phrase {
    match value {
        DeValue::String(_) => phrase!("een tekst", "a text"),
        DeValue::Integer(_) => phrase!("een geheel getal", "a whole number"),
        DeValue::Float(_) => phrase!("een getal", "a number"),
        DeValue::Boolean(_) => phrase!("`true` of `false`", "`true` or `false`"),
        DeValue::Datetime(moment) if moment.date.is_none() => phrase!("een tijd", "a time"),
        DeValue::Datetime(moment) if moment.time.is_some() => {
            phrase!("een datum met een tijd", "a date with a time")
        }
        DeValue::Datetime(_) => phrase!("een datum", "a date"),
        DeValue::Array(_) => phrase!("een lijst", "a list"),
        DeValue::Table(_) => phrase!("een blok met sleutels", "a table of keys"),
    }
}

/// What a value must be, in words.
pub(super) fn expected(shape: &Shape) -> Phrase {
    match shape {
        Shape::Anything => phrase!("een waarde", "a value"),
        Shape::Text => phrase!("een tekst tussen aanhalingstekens", "a quoted text"),
        Shape::Word(words) => {
            let list = choices(words);
            Phrase::new(
                format!("een woord tussen aanhalingstekens: {}", list.nl),
                format!("a quoted word: {}", list.en),
            )
        }
        Shape::Whole => phrase!("een geheel getal", "a whole number"),
        Shape::Number => {
            phrase!("een getal, met een punt voor de decimalen", "a number, with a point for the decimals")
        }
        Shape::Flag => {
            phrase!("`true` of `false`, zonder aanhalingstekens", "`true` or `false`, without quotes")
        }
        Shape::Day => phrase!(
            "een datum zonder aanhalingstekens, zoals 2026-04-14",
            "a date without quotes, such as 2026-04-14"
        ),
        Shape::List(part) if matches!(**part, Shape::Table(_)) => {
            phrase!("een lijst van blokken", "a list of tables")
        }
        Shape::List(_) => phrase!("een lijst tussen rechte haken", "a list in square brackets"),
        Shape::Table(_) => phrase!("een blok met sleutels", "a table of keys"),
        Shape::Entries(_) => phrase!("een blok van `naam = waarde`", "a table of `name = value`"),
        Shape::ListOrEntries(_) => phrase!(
            "een lijst tussen rechte haken, of een blok van `naam = waarde`",
            "a list in square brackets, or a table of `name = value`"
        ),
    }
}

/// How a key with a value of this shape is written, as a line to copy and fill in.
pub(super) fn example(key: &str, shape: &Shape, header: &str) -> String {
    match shape {
        Shape::Anything | Shape::Text => format!("{key} = \"…\""),
        Shape::Word(words) => format!("{key} = \"{}\"", words.first().map_or("…", String::as_str)),
        Shape::Whole | Shape::Number => format!("{key} = …"),
        Shape::Flag => format!("{key} = true"),
        Shape::Day => format!("{key} = 2026-04-14"),
        Shape::List(part) => match **part {
            Shape::Table(_) if header.is_empty() => format!("[[{key}]]"),
            Shape::Table(_) => format!("{key} = [ {{ … }} ]"),
            _ => format!("{key} = [\"…\"]"),
        },
        Shape::Table(_) if header.is_empty() => format!("[{key}]"),
        Shape::Table(_) => format!("{key} = {{ … }}"),
        Shape::Entries(_) => format!("{key} = {{ … = \"…\" }}"),
        Shape::ListOrEntries(_) => format!("{key} = [\"…\"]"),
    }
}

/// How to mend a value of the wrong kind, where that can be told from what was written.
pub(super) fn remedy(key: &str, value: &DeValue<'_>, shape: &Shape, raw: &str) -> Option<Phrase> {
    let write = |line: String| Some(phrase!("Schrijf `{line}`.", "Write `{line}`."));
    match (value, shape) {
        (DeValue::String(text), Shape::Whole) if text.trim().parse::<i64>().is_ok() => {
            write(format!("{key} = {}", text.trim()))
        }
        (DeValue::String(text), Shape::Number) => {
            let number = text.trim().trim_end_matches('%').trim().replace(',', ".");
            number.parse::<f64>().ok().and_then(|_| write(format!("{key} = {number}")))
        }
        (DeValue::String(text), Shape::Day) => {
            text.trim().parse::<jiff::civil::Date>().ok().and_then(|day| write(format!("{key} = {day}")))
        }
        (DeValue::String(text), Shape::Flag) => match text.trim().to_lowercase().as_str() {
            "true" | "ja" | "yes" => write(format!("{key} = true")),
            "false" | "nee" | "no" => write(format!("{key} = false")),
            _ => None,
        },
        (DeValue::Datetime(moment), Shape::Day) => {
            moment.date.and_then(|day| write(format!("{key} = {day}")))
        }
        (
            DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_),
            Shape::Text,
        ) => write(format!("{key} = \"{raw}\"")),
        (DeValue::String(_), Shape::List(part)) if **part == Shape::Text => write(format!("{key} = [{raw}]")),
        _ => None,
    }
}
