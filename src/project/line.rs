//! Values as the project file writes them.

/// A text in quotes, with an escape for what cannot stand there as it is.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if control.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(control))),
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

/// A key: bare where TOML allows it, else in quotes.
pub(super) fn key(name: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !name.is_empty() && name.chars().all(bare) { name.to_owned() } else { quoted(name) }
}

/// A list of texts on one line.
pub(super) fn list<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> String {
    let texts: Vec<String> = texts.into_iter().map(|text| quoted(text.as_ref())).collect();
    format!("[{}]", texts.join(", "))
}

/// A table of names to texts on one line.
pub(super) fn table<K: AsRef<str>, V: AsRef<str>>(entries: impl IntoIterator<Item = (K, V)>) -> String {
    let entries: Vec<String> = entries
        .into_iter()
        .map(|(name, value)| format!("{} = {}", key(name.as_ref()), quoted(value.as_ref())))
        .collect();
    if entries.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", entries.join(", ")) }
}

/// A share of 0 to 1 as the shortest per cents that read back to exactly that share.
pub(super) fn percent(share: f64) -> String {
    let exact = |text: &String| text.parse::<f64>().is_ok_and(|value| value / 100.0 == share);
    (0..=17)
        .map(|decimals| format!("{:.decimals$}", share * 100.0))
        .find(exact)
        .unwrap_or_else(|| format!("{}", share * 100.0))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_text_reads_back(text in any::<String>(), name in any::<String>()) {
            let line = format!("{} = {}", key(&name), quoted(&text));
            let table: toml::Table = line.parse().expect("valid TOML");
            prop_assert_eq!(table.get(&name).and_then(toml::Value::as_str), Some(text.as_str()));
        }

        #[test]
        fn per_cents_read_back_to_the_same_share(written in 0_u32..=100_000) {
            let share = f64::from(written) / 1000.0 / 100.0;
            prop_assert_eq!(percent(share).parse::<f64>().expect("a number") / 100.0, share);
        }
    }

    #[test]
    fn per_cents_are_written_without_noise() {
        assert_eq!(percent(0.29), "29");
        assert_eq!(percent(0.999), "99.9");
        assert_eq!(percent(0.0), "0");
    }
}
