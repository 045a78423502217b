use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{CriterionId, IndicatorId, Phrase, RoleId, ScaleId, Threshold};

/// The four guarantees (waarborgen) of the Kwaliteitskader Samen Opleiden & Inductie, December 2021.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub enum Guarantee {
    /// 1: de lerende leraar.
    #[serde(rename = "lerende-leraar")]
    LearningTeacher,
    /// 2: de leeromgeving.
    #[serde(rename = "leeromgeving")]
    LearningEnvironment,
    /// 3: de organisatie.
    #[serde(rename = "organisatie")]
    Organisation,
    /// 4: de kwaliteitscultuur.
    #[serde(rename = "kwaliteitscultuur")]
    QualityCulture,
}

impl Guarantee {
    /// The four, in the order of the framework.
    pub const ALL: [Guarantee; 4] = [
        Guarantee::LearningTeacher,
        Guarantee::LearningEnvironment,
        Guarantee::Organisation,
        Guarantee::QualityCulture,
    ];

    /// The guarantee's name for readers.
    pub fn title(self) -> Phrase {
        match self {
            Guarantee::LearningTeacher => Phrase::new("De lerende leraar", "The learning teacher"),
            Guarantee::LearningEnvironment => Phrase::new("De leeromgeving", "The learning environment"),
            Guarantee::Organisation => Phrase::new("De organisatie", "The organisation"),
            Guarantee::QualityCulture => Phrase::new("De kwaliteitscultuur", "The quality culture"),
        }
    }
}

/// The five ways of looking at quality (after Harvey and Green, 1993).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub enum QualityView {
    /// Quality as excellence.
    #[serde(rename = "excellentie")]
    Excellence,
    /// Quality as consistency.
    #[serde(rename = "consistentie")]
    Consistency,
    /// Quality as fitness for purpose.
    #[serde(rename = "doel")]
    Purpose,
    /// Quality as value for money.
    #[serde(rename = "waarde")]
    Value,
    /// Quality as transformation.
    #[serde(rename = "transformatie")]
    Transformation,
}

/// Something the partnership wants to know: one or more statements on one scale, and when it is good enough.
#[derive(Clone, Debug, PartialEq)]
pub struct Indicator {
    /// Its name in the project file.
    pub id: IndicatorId,
    /// Its title for readers.
    pub title: String,
    /// The guarantee it belongs to.
    pub guarantee: Option<Guarantee>,
    /// The way of looking at quality it takes.
    pub view: Option<QualityView>,
    /// What the partnership wants to reach over the years, in its own words.
    pub goal: Option<String>,
    /// The statements, in the order of the questionnaire.
    pub items: Vec<Item>,
    /// The scale all its items share; `None` means: recognise it from the answers.
    pub scale: Option<ScaleId>,
    /// When it is good enough, in the order basis, good enough, ambition.
    pub thresholds: Vec<Threshold>,
    /// The share of its items a respondent must have answered to get a score, above 0 to 1.
    pub valid_items: f64,
}

impl Indicator {
    /// The roles that any of its items is put to, by name.
    pub fn roles(&self) -> BTreeSet<&RoleId> {
        self.items.iter().flat_map(|item| item.columns.keys()).collect()
    }
}

/// One statement, perhaps worded per role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What was asked, for readers, if the project file says it; else the column's heading is shown.
    pub text: Option<String>,
    /// The column that holds it, per role: a code or the full heading.
    pub columns: BTreeMap<RoleId, String>,
    /// Whether agreeing is unfavourable; reversed once, on coding.
    pub reverse: bool,
}

impl Item {
    /// What it is called: its text, else the column of the first role.
    pub fn name(&self) -> String {
        let column = || self.columns.values().next().cloned().unwrap_or_default();
        self.text.clone().unwrap_or_else(column)
    }
}

/// A reflective criterion: no figure decides, the table does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Criterion {
    /// Its name in the project file.
    pub id: CriterionId,
    /// The guarantee it belongs to.
    pub guarantee: Option<Guarantee>,
    /// The criterion in the partnership's own words.
    pub text: String,
}
