use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::domain::Privacy;

/// How many responses of a round something was noticed of, as far as that may be told.
///
/// A small number may point at people, and so may nearly all: who is known to have taken part is then known to be one
/// of them. So a number is told only where both those and all others are nobody or at least the minimum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum Told {
    /// So many.
    Number {
        /// The responses.
        count: u64,
    },
    /// Some, fewer than the minimum.
    Few,
    /// All but fewer than the minimum, or all.
    Most,
}

/// What may be told of `count` responses among `all`; `None`: there is none.
pub fn told(count: u64, all: u64, privacy: &Privacy) -> Option<Told> {
    let minimum = privacy.minimum;
    match (count, all.saturating_sub(count)) {
        (0, _) => None,
        (count, _) if count < minimum => Some(Told::Few),
        (_, rest) if rest < minimum => Some(Told::Most),
        _ => Some(Told::Number { count }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neither_a_few_nor_all_but_a_few_are_told_in_a_number() {
        let of = |count, all| told(count, all, &Privacy::default());
        assert_eq!(of(0, 40), None);
        assert_eq!(of(4, 40), Some(Told::Few));
        assert_eq!(of(5, 40), Some(Told::Number { count: 5 }));
        assert_eq!(of(35, 40), Some(Told::Number { count: 35 }));
        assert_eq!(of(36, 40), Some(Told::Most));
        assert_eq!(of(40, 40), Some(Told::Most));
        assert_eq!(of(3, 3), Some(Told::Few));
    }
}
