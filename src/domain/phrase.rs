use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A language readers can have.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Dutch, the language of the readers.
    #[default]
    Nl,
    /// English, on request.
    En,
}

impl Lang {
    /// The language's code for `lang` attributes: `nl` or `en`.
    pub fn code(self) -> &'static str {
        match self {
            Lang::Nl => "nl",
            Lang::En => "en",
        }
    }

    /// The Dutch or the English of two values.
    pub fn pick<T>(self, nl: T, en: T) -> T {
        match self {
            Lang::Nl => nl,
            Lang::En => en,
        }
    }
}

/// The same sentence in both languages; whoever prints it chooses.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Phrase {
    /// The Dutch sentence.
    pub nl: String,
    /// The English sentence.
    pub en: String,
}

impl Phrase {
    /// A phrase of its two sentences.
    pub fn new(nl: impl Into<String>, en: impl Into<String>) -> Self {
        Self { nl: nl.into(), en: en.into() }
    }

    /// The sentence in one language.
    pub fn get(&self, lang: Lang) -> &str {
        lang.pick(&self.nl, &self.en)
    }
}

/// `phrase!("Dutch with {name}", "English with {name}")`: both sentences, formatted.
macro_rules! phrase {
    ($nl:literal, $en:literal $(,)?) => {
        $crate::domain::Phrase::new(format!($nl), format!($en))
    };
}
pub(crate) use phrase;
