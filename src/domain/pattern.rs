use std::collections::BTreeMap;

/// What one respondent answered to the items of one indicator, as far as any figure needs it.
///
/// After reverse coding: a higher category is more of what the indicator is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pattern {
    /// How many of the items have a valid answer, m.
    pub valid: u16,
    /// The sum of the categories (1 to K) of those answers, s.
    pub sum: u32,
    /// How many of those answers are favourable, a; at most `valid`.
    pub favourable: u16,
    /// How many of those answers are unfavourable; at most `valid` together with `favourable`.
    pub unfavourable: u16,
}

/// How many respondents have each pattern: all that the figures of an indicator in one slice need.
///
/// Exact, and it adds up: the patterns of two batches together are their numbers added per pattern.
pub type Patterns = BTreeMap<Pattern, u64>;
