use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{GroupKey, GroupValue, IndicatorId, MeetingId, RoleId};

/// A form the report can take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// One self-contained page.
    Html,
    /// Markdown.
    Md,
    /// Every figure, for machines, by a versioned schema.
    Json,
    /// Each chart as a vector picture.
    Svg,
    /// Each chart as a raster picture.
    Png,
}

/// A conversation that the report is made for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// Its name in the project file.
    pub id: MeetingId,
    /// Its title for readers.
    pub title: String,
    /// When it is.
    pub date: Date,
    /// How long it lasts.
    pub minutes: u32,
    /// What the team wants to talk about.
    pub question: Option<String>,
    /// Whose slice lies on the table beside the whole.
    pub audience: BTreeMap<GroupKey, GroupValue>,
    /// The roles at the table.
    pub participants: Vec<RoleId>,
    /// The indicators agreed on beforehand.
    pub focus: Vec<IndicatorId>,
    /// The forms of the report, if the project file says so.
    pub formats: Vec<Format>,
}
