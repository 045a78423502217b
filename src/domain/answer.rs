use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Why there is no valid answer. Counted apart; none of them enters a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Missing {
    /// The question was seen and left blank.
    NotAnswered,
    /// The respondent said not to know ('weet niet').
    DontKnow,
    /// The respondent said it does not apply ('n.v.t.').
    NotApplicable,
    /// The question was never put to this respondent (routing, another role).
    NotAsked,
}

impl Missing {
    /// The four kinds, in the order in which they are always listed and stored.
    pub const ALL: [Missing; 4] =
        [Missing::NotAnswered, Missing::DontKnow, Missing::NotApplicable, Missing::NotAsked];

    /// The kind's position in [`Missing::ALL`], 0 to 3.
    pub fn index(self) -> usize {
        match self {
            Missing::NotAnswered => 0,
            Missing::DontKnow => 1,
            Missing::NotApplicable => 2,
            Missing::NotAsked => 3,
        }
    }
}

/// One coded answer, one byte: a category 1 to K of its scale, or a kind of missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Answer(u8);

impl Answer {
    /// The highest number of categories a scale may have.
    pub const MAX_CATEGORY: u8 = 200;
    const FIRST_MISSING: u8 = 252;

    /// The answer in category `category`, 1 to [`Answer::MAX_CATEGORY`]; `None` outside that range.
    pub fn category(category: u8) -> Option<Self> {
        (1..=Self::MAX_CATEGORY).contains(&category).then_some(Self(category))
    }

    /// No valid answer, and why.
    pub fn missing(kind: Missing) -> Self {
        match kind {
            Missing::NotAnswered => Self(Self::FIRST_MISSING),
            Missing::DontKnow => Self(Self::FIRST_MISSING + 1),
            Missing::NotApplicable => Self(Self::FIRST_MISSING + 2),
            Missing::NotAsked => Self(Self::FIRST_MISSING + 3),
        }
    }

    /// The byte that stands for this answer.
    pub fn byte(self) -> u8 {
        self.0
    }

    /// The answer a byte stands for; `None` for a byte that stands for nothing.
    pub fn from_byte(byte: u8) -> Option<Self> {
        (byte >= Self::FIRST_MISSING || (1..=Self::MAX_CATEGORY).contains(&byte)).then_some(Self(byte))
    }

    /// The category, 1 to K, or the kind of missing.
    pub fn read(self) -> Result<u8, Missing> {
        match self.0 {
            252 => Err(Missing::NotAnswered),
            253 => Err(Missing::DontKnow),
            254 => Err(Missing::NotApplicable),
            255 => Err(Missing::NotAsked),
            category => Ok(category),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_answer_survives_its_byte() {
        for kind in Missing::ALL {
            let answer = Answer::missing(kind);
            assert_eq!(Answer::from_byte(answer.byte()), Some(answer));
            assert_eq!(answer.read(), Err(kind));
        }
        for category in 1..=Answer::MAX_CATEGORY {
            let answer = Answer::category(category).expect("on the scale");
            assert_eq!(answer.read(), Ok(category));
        }
        assert_eq!(Answer::category(0), None);
        assert_eq!(Answer::from_byte(0), None);
        assert_eq!(Answer::from_byte(230), None);
    }
}
