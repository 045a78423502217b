use super::{Phrase, ScaleId};

/// What kind of order the options of a scale have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScaleKind {
    /// From low to high; means and shares have meaning.
    Ordinal,
    /// A mark, such as 1 to 10: the category is its own number.
    Mark,
    /// The ideal lies in the middle ('veel te hoog' .. 'veel te laag'): no mean, no favourable top.
    Bipolar,
}

/// One option of a scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerOption {
    /// The text for readers, in both languages; the same in both for a partnership's own scale.
    pub label: Phrase,
    /// Every other text or code that means this option in an export.
    pub synonyms: Vec<String>,
}

/// Answer options in order, category 1 first (the least favourable end of an agreement scale).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scale {
    /// Its name.
    pub id: ScaleId,
    /// What kind of order it has.
    pub kind: ScaleKind,
    /// The options, category 1 first.
    pub options: Vec<AnswerOption>,
    /// The categories that count as favourable, ascending; empty for a bipolar scale that has none declared.
    pub favourable: Vec<u8>,
    /// The categories that count as unfavourable, ascending.
    pub unfavourable: Vec<u8>,
    /// The category in the middle that is neither; always declared on an odd ordinal scale.
    pub neutral: Option<u8>,
}

impl Scale {
    /// How many options, K.
    pub fn len(&self) -> u8 {
        u8::try_from(self.options.len()).unwrap_or(u8::MAX)
    }

    /// Whether there are no options; never true for a settled scale.
    pub fn is_empty(&self) -> bool {
        self.options.is_empty()
    }

    /// Whether category `category` (1 to K) counts as favourable.
    pub fn is_favourable(&self, category: u8) -> bool {
        self.favourable.contains(&category)
    }

    /// The category that stands for `category` when the statement is worded the other way round: K + 1 - category.
    pub fn reversed(&self, category: u8) -> u8 {
        (self.len() + 1).saturating_sub(category)
    }

    /// The label of category `category` (1 to K).
    pub fn label(&self, category: u8) -> Option<&Phrase> {
        let index = usize::from(category).checked_sub(1)?;
        self.options.get(index).map(|option| &option.label)
    }

    /// Whether a mean of the category numbers has meaning.
    pub fn has_mean(&self) -> bool {
        self.kind != ScaleKind::Bipolar
    }
}
