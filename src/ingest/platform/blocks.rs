use std::collections::BTreeMap;

use super::qualtrics::import_id;

/// What stands between a block and its statement.
const DASH: &str = " - ";
/// What stands behind a question of which the chosen option is exported.
const CHOICE: [&str; 2] = [" - Selected Choice", " - Geselecteerde keuze"];

/// The text of every column; of a block `Block - Statement` as `Block [Statement]`, as LimeSurvey writes it. The
/// columns of a block share the first part of their id or name, and of their text all up to a dash.
pub(super) fn statements(names: &[String], texts: &[String], ids: &[String]) -> Vec<String> {
    let mut out: Vec<String> = texts.iter().map(|text| without_choice(text).to_owned()).collect();
    let mut blocks: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (column, name) in names.iter().enumerate() {
        let id = ids.get(column).and_then(|cell| import_id(cell)).filter(|id| id.starts_with("QID"));
        if let Some(stem) = stem(id.unwrap_or(name)) {
            blocks.entry(stem).or_default().push(column);
        }
    }
    for columns in blocks.into_values().filter(|columns| columns.len() > 1) {
        let of_block: Vec<&str> = columns.iter().map(|&at| out.get(at).map_or("", String::as_str)).collect();
        let Some(length) = shared_block(&of_block) else { continue };
        for column in columns {
            if let Some(text) = out.get_mut(column)
                && let Some((block, statement)) = text.split_at_checked(length)
            {
                let block = block.strip_suffix(DASH).unwrap_or(block).trim();
                *text = format!("{block} [{}]", statement.trim());
            }
        }
    }
    out
}

fn without_choice(text: &str) -> &str {
    CHOICE.iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text)
}

/// `Q5` of `Q5_1` and `Q5_4_TEXT`; nothing of `Q5`.
fn stem(name: &str) -> Option<&str> {
    let (stem, number) = name.strip_suffix("_TEXT").unwrap_or(name).rsplit_once('_')?;
    (!stem.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())).then_some(stem)
}

/// How much of the texts of a block is the block's own: the longest beginning up to a dash that all have, and that
/// leaves something of each.
fn shared_block(texts: &[&str]) -> Option<usize> {
    let first = texts.first()?;
    let same = |text: &&str| first.bytes().zip(text.bytes()).take_while(|(a, b)| a == b).count();
    let shared = texts.iter().map(|text| same(text).min(text.len().saturating_sub(1))).min()?;
    let ends = first.match_indices(DASH).map(|(at, dash)| at + dash.len());
    ends.take_while(|end| *end <= shared).last()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_what_all_its_texts_begin_with() {
        assert_eq!(shared_block(&["Blok - a", "Blok - b"]), Some(7));
        assert_eq!(shared_block(&["Blok - x - a", "Blok - x - b"]), Some(11));
        assert_eq!(shared_block(&["Blok - é", "Blok - è"]), Some(7));
        for texts in [&["Blok - a", "Blok: b"][..], &["Blok - ", "Blok - "], &["a", "b"], &["", ""], &[]] {
            assert_eq!(shared_block(texts), None, "{texts:?}");
        }
    }

    #[test]
    fn a_text_of_nothing_but_dashes_takes_no_time() {
        let dashes = "a - ".repeat(250_000);
        assert_eq!(shared_block(&vec![dashes.as_str(); 100]), Some(dashes.len() - 4));
    }
}
