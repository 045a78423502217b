/// Words that a statement worded the other way round often has.
const SIGNS: [&str; 22] = [
    "niet",
    "geen",
    "nooit",
    "zelden",
    "nauwelijks",
    "onvoldoende",
    "zonder",
    "ontbreekt",
    "mis",
    "onduidelijk",
    "onzeker",
    "moeilijk",
    "lastig",
    "not",
    "never",
    "rarely",
    "hardly",
    "seldom",
    "without",
    "insufficient",
    "unclear",
    "difficult",
];

/// Whether a statement looks worded the other way round. Only a person who reads it can tell.
pub(super) fn looks_reversed(statement: &str) -> bool {
    let lower = statement.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).any(|word| SIGNS.contains(&word)) || lower.contains("n't ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_denial_is_a_sign_and_a_part_of_a_word_is_not() {
        assert!(looks_reversed("Ik krijg zelden feedback."));
        assert!(looks_reversed("I don't know what is expected of me"));
        assert!(!looks_reversed("Ik geniet van het lesgeven"));
        assert!(!looks_reversed(""));
    }
}
