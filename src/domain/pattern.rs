use std::collections::BTreeMap;

/// What one respondent's answers to an indicator come to: exact integers, so that sums never depend on order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pattern {
    /// How many of the indicator's items have a valid answer.
    pub valid: u16,
    /// The sum of the categories of those answers, reversed items already turned.
    pub sum: u32,
    /// How many of those answers are favourable.
    pub favourable: u16,
    /// How many of those answers are unfavourable.
    pub unfavourable: u16,
}

/// How many respondents have each pattern: all that is kept of an indicator's answers in a group, and it adds up.
pub type Patterns = BTreeMap<Pattern, u64>;
