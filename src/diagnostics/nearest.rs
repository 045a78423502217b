/// The candidate nearest to what was written, if it is near enough to be what was meant.
pub fn nearest<'a>(found: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let found = found.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(&found, &candidate.to_lowercase()), candidate))
        .filter(|(likeness, _)| *likeness >= 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typing_error_finds_its_word_and_nonsense_finds_none() {
        let keys = ["minimum", "minimum-distribution", "title", "items"];
        assert_eq!(nearest("minimun", keys), Some("minimum"));
        assert_eq!(nearest("Titel", keys), Some("title"));
        assert_eq!(nearest("xyz", keys), None);
        assert_eq!(nearest("", keys), None);
    }
}
