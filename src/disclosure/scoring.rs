/// What clearing needs to know of an indicator beside its counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scoring {
    /// From how many valid items on a respondent has a score.
    pub needed: u16,
    /// The categories that count as favourable; none on a scale without a direction.
    pub favourable: Vec<u8>,
    /// The categories that count as unfavourable.
    pub unfavourable: Vec<u8>,
}

impl Default for Scoring {
    fn default() -> Self {
        Self { needed: 1, favourable: Vec::new(), unfavourable: Vec::new() }
    }
}
