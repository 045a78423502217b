use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{GroupKey, Missing, Phrase, Quality, RoleId, RoundId, SourceShape};

/// The tool an export comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PlatformName {
    /// LimeSurvey.
    Limesurvey,
    /// Microsoft Forms.
    MicrosoftForms,
    /// Qualtrics.
    Qualtrics,
    /// Google Forms.
    GoogleForms,
    /// SurveyMonkey.
    Surveymonkey,
    /// Questback.
    Questback,
    /// A table that bears no tool's mark: one header row, one respondent a row.
    Table,
}

impl PlatformName {
    /// The key of the project file.
    pub fn key(self) -> &'static str {
        match self {
            PlatformName::Limesurvey => "limesurvey",
            PlatformName::MicrosoftForms => "microsoft-forms",
            PlatformName::Qualtrics => "qualtrics",
            PlatformName::GoogleForms => "google-forms",
            PlatformName::Surveymonkey => "surveymonkey",
            PlatformName::Questback => "questback",
            PlatformName::Table => "table",
        }
    }

    /// The tool's own name, or what stands for one.
    pub fn title(self) -> Phrase {
        match self {
            PlatformName::Limesurvey => Phrase::new("LimeSurvey", "LimeSurvey"),
            PlatformName::MicrosoftForms => Phrase::new("Microsoft Forms", "Microsoft Forms"),
            PlatformName::Qualtrics => Phrase::new("Qualtrics", "Qualtrics"),
            PlatformName::GoogleForms => Phrase::new("Google Forms", "Google Forms"),
            PlatformName::Surveymonkey => Phrase::new("SurveyMonkey", "SurveyMonkey"),
            PlatformName::Questback => Phrase::new("Questback", "Questback"),
            PlatformName::Table => Phrase::new("tabel", "table"),
        }
    }
}

/// Which role the respondents of a source have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RoleOf {
    /// All the same one.
    Fixed(RoleId),
    /// As a column says, each text of it being a role.
    Column {
        /// The column, by code or heading.
        column: String,
        /// What each text of the column means, normalised text to role.
        values: BTreeMap<String, RoleId>,
    },
}

/// What to do with responses that were begun and not finished.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Incomplete {
    /// Leave them out; they are counted and the report says so.
    #[default]
    LeaveOut,
    /// Use what was answered.
    Use,
}

/// How many were asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// A file with a column for each of role, groups and number.
    File(String),
    /// One number for the whole source.
    Number(u64),
}

/// Where the answers of one role in one round come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The round they belong to.
    pub round: RoundId,
    /// The files, as written: relative to the project file, `*` and `?` allowed; several add up.
    pub files: Vec<String>,
    /// The tool they come from; `None`: recognise it.
    pub platform: Option<PlatformName>,
    /// The respondents' role.
    pub role: RoleOf,
    /// The column for each grouping, by code or heading.
    pub groups: BTreeMap<GroupKey, String>,
    /// The file that says what the codes of the export mean, relative to the project file, if there is one.
    pub labels: Option<String>,
    /// How many were asked, if known.
    pub asked: Option<Asked>,
    /// The sheet, for a workbook; `None`: the only visible one.
    pub sheet: Option<String>,
    /// The row of the headings, from 1; `None`: find it.
    pub header_row: Option<u64>,
    /// The encoding's label (`windows-1252`), for text files; `None`: recognise it.
    pub encoding: Option<String>,
    /// The delimiter, for text files; `None`: recognise it.
    pub delimiter: Option<char>,
    /// What texts that are on no scale mean, normalised text to kind of missing.
    pub missing: BTreeMap<String, Missing>,
    /// What to do with responses that were not finished.
    pub incomplete: Incomplete,
    /// What a row of the files is.
    pub shape: SourceShape,
    /// Which other responses to leave out, and by what bounds.
    pub quality: Quality,
    /// The answer columns that are known and not used, by code or heading; a file that has yet another one has
    /// changed. `None`: whatever is not used is let be.
    pub unused: Option<Vec<String>>,
    /// Columns of the indicators that these files do not have because the question was not put then, by code or
    /// heading as the indicators name them.
    pub absent: Vec<String>,
    /// The open questions that may be read: the question as readers see it to its column, by code or heading. Empty
    /// where the project file does not switch open answers on.
    pub remarks: BTreeMap<String, String>,
}

impl Source {
    /// Whether a respondent of this source can have that role.
    pub fn may_hold(&self, role: &RoleId) -> bool {
        match &self.role {
            RoleOf::Fixed(only) => only == role,
            RoleOf::Column { values, .. } => values.is_empty() || values.values().any(|value| value == role),
        }
    }
}
