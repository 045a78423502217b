//! The project file as written. Every field may be absent here, also the required ones: what is missing or of the
//! wrong kind is reported by the walk over the file's shape, and the rest is still settled in the same run.
//! The doc comments are the descriptions of the JSON Schema that editors show.

use schemars::JsonSchema;
use serde::Deserialize;

use super::options::Options;
use super::written::{Day, Entries, Written};
use crate::domain::{
    Flaw, Format, Guarantee, Incomplete, Lang, Limits, Minimums, Missing, Noticeable, PlatformName, Privacy,
    QualityView, ResponseNorm, Rung, Statistic, Unit,
};

/// The project file of a partnership that trains teachers together: who it is, which survey exports belong to which
/// round, which statements make up an indicator, and when the partnership finds it good enough.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Project")]
pub(super) struct ProjectDraft {
    /// Who this is about.
    #[schemars(required)]
    pub partnership: Option<Written<PartnershipDraft>>,
    /// From how many respondents something may be shown.
    pub privacy: Option<Written<PrivacyDraft>>,
    /// From where on a difference is large enough to talk about.
    pub noticeable: Option<Written<NoticeableDraft>>,
    /// What is told of the response beside the rate.
    pub response: Option<Written<ResponseDraft>>,
    /// How uncertainty is computed.
    pub uncertainty: Option<Written<UncertaintyDraft>>,
    /// Open answers; left out, none is ever read.
    pub remarks: Option<Written<RemarksDraft>>,
    /// How much a file may ask for, so that a damaged or hostile one ends in a message.
    pub limits: Option<Written<LimitsDraft>>,
    /// What readers call the people of a role. A role that is not declared is called by its id.
    pub role: Option<Vec<Written<RoleDraft>>>,
    /// The rounds of measuring; at least one.
    #[schemars(required, length(min = 1))]
    pub round: Option<Vec<Written<RoundDraft>>>,
    /// The survey exports; at least one.
    #[schemars(required, length(min = 1))]
    pub source: Option<Vec<Written<SourceDraft>>>,
    /// Answer scales of the partnership's own; the common Dutch and English scales need no declaring.
    pub scale: Option<Vec<Written<ScaleDraft>>>,
    /// What the partnership wants to know.
    pub indicator: Option<Vec<Written<IndicatorDraft>>>,
    /// Reflective criteria: no figure decides, the table does.
    pub criterion: Option<Vec<Written<CriterionDraft>>>,
    /// The conversations that the report is made for.
    pub meeting: Option<Vec<Written<MeetingDraft>>>,
}

/// Who this is about.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Partnership")]
pub(super) struct PartnershipDraft {
    /// The partnership's name.
    #[schemars(required)]
    pub name: Option<Written<String>>,
    /// What the partnership is for, in its own words.
    #[schemars(required)]
    pub purpose: Option<Written<String>>,
    /// The language of the readers; Dutch if left out.
    #[schemars(extend("default" = Lang::default().code()))]
    pub language: Option<Written<Lang>>,
}

/// From how many respondents something may be shown, per circle of readers.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Privacy")]
pub(super) struct PrivacyDraft {
    /// A figure for the own team needs at least this many respondents; never below 3.
    #[schemars(range(min = Privacy::FLOOR), extend("default" = Minimums::default().own_team))]
    pub minimum: Option<Written<i64>>,
    /// A figure for the partnership needs at least this many respondents; never below `minimum`, and raised along with it
    /// where left out.
    #[schemars(range(min = Privacy::FLOOR), extend("default" = Minimums::default().partnership))]
    pub minimum_partnership: Option<Written<i64>>,
    /// A figure for everyone (public) needs at least this many respondents; never below `minimum-partnership`, and raised
    /// along with it where left out.
    #[schemars(range(min = Privacy::FLOOR), extend("default" = Minimums::default().public))]
    pub minimum_public: Option<Written<i64>>,
    /// A whole distribution needs at least this many respondents; never below `minimum`. For readers whose minimum is
    /// higher it is that minimum.
    #[schemars(range(min = Privacy::FLOOR), extend("default" = Minimums::default().distribution))]
    pub minimum_distribution: Option<Written<i64>>,
}

/// From where on a difference is large enough to talk about.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Noticeable")]
pub(super) struct NoticeableDraft {
    /// Between two means, in scale points.
    #[schemars(extend("default" = Noticeable::default().points))]
    pub points: Option<Written<f64>>,
    /// Between two shares, in percentage points.
    #[schemars(range(min = 0, max = 100), extend("default" = 100.0 * Noticeable::default().share))]
    pub percent: Option<Written<f64>>,
    /// Of 'don't know' and 'not applicable' among those who were asked and answered, in per cents.
    #[schemars(range(min = 0, max = 100), extend("default" = 100.0 * Noticeable::default().dont_know))]
    pub dont_know_percent: Option<Written<f64>>,
}

/// What is told of the response beside the rate.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Response")]
pub(super) struct ResponseDraft {
    /// A norm of others by the size of the group, told for information; it decides nothing. None if left out.
    pub norm: Option<Written<ResponseNorm>>,
    /// Figures of everyone in which each role (`role`), or each group of the grouping named here, counts as heavily as
    /// among the people asked; beside the plain figures, which verdicts are given on. Needs to be known how many were
    /// asked. None if left out.
    pub weigh_by: Option<Written<String>>,
}

/// Open answers: what people wrote in their own words. Only the columns that a source names under `remarks` are read, and
/// only what a person has released line by line is shown.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Remarks")]
pub(super) struct RemarksDraft {
    /// Who looks at every remark and releases it or does not, as the report says it: 'de kwaliteitscoördinator'.
    #[schemars(required)]
    pub released_by: Option<Written<String>>,
}

/// How uncertainty is computed.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Uncertainty")]
pub(super) struct UncertaintyDraft {
    /// The level of every interval, in per cents.
    #[schemars(range(min = 80, max = 99.9), extend("default" = 100.0 * super::settle::LEVEL))]
    pub level: Option<Written<f64>>,
}

/// How much a file may ask for. An ordinary export stays far below each of these.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Limits")]
pub(super) struct LimitsDraft {
    /// MiB of a text file; it is streamed.
    #[schemars(range(min = 1), extend("default" = mib(Limits::default().text_bytes)))]
    pub text_mib: Option<Written<i64>>,
    /// MiB of a workbook as it stands on disk.
    #[schemars(range(min = 1), extend("default" = mib(Limits::default().workbook_bytes)))]
    pub workbook_mib: Option<Written<i64>>,
    /// MiB of an .xls or .ods, which can only be read whole.
    #[schemars(range(min = 1), extend("default" = mib(Limits::default().whole_workbook_bytes)))]
    pub whole_workbook_mib: Option<Written<i64>>,
    /// MiB of a packed file's parts together after unpacking.
    #[schemars(range(min = 1), extend("default" = mib(Limits::default().unpacked_bytes)))]
    pub unpacked_mib: Option<Written<i64>>,
    /// How many times larger something may be unpacked than packed, from 100 MiB on.
    #[schemars(range(min = 2), extend("default" = Limits::default().ratio))]
    pub unpacked_ratio: Option<Written<i64>>,
    /// Cells of one sheet.
    #[schemars(range(min = 1), extend("default" = Limits::default().cells))]
    pub cells: Option<Written<i64>>,
    /// Columns of a table.
    #[schemars(range(min = 1), extend("default" = Limits::default().columns))]
    pub columns: Option<Written<i64>>,
    /// KiB of one field of a text file; a longer one is taken for a quote that was never closed.
    #[schemars(range(min = 1), extend("default" = mib(1024 * Limits::default().field_bytes as u64)))]
    pub field_kib: Option<Written<i64>>,
    /// MiB of the distinct answers that are kept.
    #[schemars(range(min = 1), extend("default" = mib(Limits::default().kept_bytes)))]
    pub kept_mib: Option<Written<i64>>,
}

fn mib(bytes: u64) -> u64 {
    bytes / (1024 * 1024)
}

/// What readers call the people of a role.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Role")]
pub(super) struct RoleDraft {
    /// The role's name in this file.
    #[schemars(required)]
    pub id: Option<Written<String>>,
    /// What one of them is called; the id if left out.
    pub one: Option<Written<String>>,
    /// What more of them are called; as `one` if left out.
    pub many: Option<Written<String>>,
}

/// One round of measuring.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Round")]
pub(super) struct RoundDraft {
    /// The round's name in this file, such as `2026-voorjaar`.
    #[schemars(required)]
    pub id: Option<Written<String>>,
    /// When it was held; rounds are ordered by it.
    #[schemars(required)]
    pub date: Option<Written<Day>>,
}

/// Where the answers of one round come from. Either `role` or `role-column` says whose answers they are.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Source")]
pub(super) struct SourceDraft {
    /// The round the answers belong to.
    #[schemars(required)]
    pub round: Option<Written<String>>,
    /// The files, relative to this file; `*` and `?` are allowed and several files add up.
    #[schemars(required, length(min = 1))]
    pub files: Option<Written<Vec<Written<String>>>>,
    /// The tool the export comes from; recognised if left out.
    pub platform: Option<Written<PlatformName>>,
    /// The role that all respondents of these files have.
    pub role: Option<Written<String>>,
    /// The column that says each respondent's role, by code or by full heading.
    pub role_column: Option<Written<String>>,
    /// What the texts of `role-column` mean: text to role.
    pub role_values: Option<Written<Entries<String>>>,
    /// What respondents are grouped by: the grouping's name to its column, by code or by full heading.
    pub groups: Option<Written<Entries<String>>>,
    /// A file that says what the codes of the export mean: the structure of a LimeSurvey survey (`.lss`), or the R syntax
    /// that LimeSurvey exports.
    pub labels: Option<Written<String>>,
    /// A file that says how many were asked, per role and group.
    pub asked: Option<Written<String>>,
    /// How many were asked, for the whole source.
    #[schemars(range(min = 1))]
    pub asked_number: Option<Written<i64>>,
    /// The sheet of a workbook; the only visible one if left out.
    pub sheet: Option<Written<String>>,
    /// The row of the headings, from 1; found if left out.
    #[schemars(range(min = 1))]
    pub header_row: Option<Written<i64>>,
    /// The encoding of a text file, such as `windows-1252`; recognised if left out.
    pub encoding: Option<Written<String>>,
    /// The character between the fields of a text file; recognised if left out.
    #[schemars(length(min = 1, max = 1))]
    pub delimiter: Option<Written<String>>,
    /// What to do with responses that were begun and not finished.
    #[schemars(extend("default" = "leave-out"))]
    pub incomplete: Option<Written<Incomplete>>,
    /// Which other responses to leave out; all kinds are counted, whether or not they are left out.
    #[schemars(extend("default" = ["preview"]))]
    pub leave_out: Option<Written<Vec<Written<Flaw>>>>,
    /// Whoever took fewer seconds than this was too fast.
    #[schemars(range(min = 1))]
    pub fastest_seconds: Option<Written<i64>>,
    /// The first day of the field work; a response that ended before it lies outside.
    pub from: Option<Written<Day>>,
    /// The last day of the field work; a response that ended after it lies outside.
    pub until: Option<Written<Day>>,
    /// The answer columns that are known and not used, by code or by full heading. With this key a file that has
    /// another one is reported as changed.
    pub unused: Option<Written<Vec<Written<String>>>>,
    /// Open questions, where the file has `[remarks]`: the question as readers see it to its column, by code or by full
    /// heading. What is not named here is never read.
    pub remarks: Option<Written<Entries<String>>>,
    /// Columns of the indicators that these files do not have because the question was not put then.
    pub absent: Option<Written<Vec<Written<String>>>>,
    /// What answers that are on no scale mean: the text to a kind of missing.
    pub missing: Option<Written<Entries<Missing>>>,
    /// What a row of the files is. `wide`: a respondent, with a column for each question. `long`: one answer of one
    /// respondent. `counted`: how often each answer was given.
    #[schemars(extend("default" = "wide"))]
    pub shape: Option<Written<ShapeWord>>,
    /// For `long`: the column that tells one respondent from another, by code or by full heading. Its texts are only
    /// compared and never shown.
    pub respondent: Option<Written<String>>,
    /// For `long` and `counted`: the column with the question. The statements of the indicators then name what stands
    /// in it, instead of a column. A question that a respondent has no row for was not asked.
    pub question: Option<Written<String>>,
    /// For `long`: the column with the answer. For `counted` with a row for each question and answer: the same.
    pub answer: Option<Written<String>>,
    /// For `counted` with one row a question: the columns with the counts, as a list of headings that are the
    /// answers, or as a table of answer to column.
    pub options: Option<Written<Options>>,
    /// For `counted` with a row for each question and answer: the column with the count.
    pub count: Option<Written<String>>,
    /// For `counted`: whether the table holds counts or per cents.
    #[schemars(extend("default" = "count"))]
    pub unit: Option<Written<CountUnit>>,
    /// For `counted` in per cents: the column with the number of people that they are of.
    pub n: Option<Written<String>>,
}

/// What a row of a source's files is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Shape")]
pub(super) enum ShapeWord {
    /// A respondent, with a column for each question.
    #[default]
    Wide,
    /// One answer of one respondent.
    Long,
    /// How often each answer was given.
    Counted,
}

/// What the numbers of a counted table are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum CountUnit {
    /// Counts of answers.
    #[default]
    Count,
    /// Per cents of the people in the column `n`.
    Percent,
}

/// An answer scale of the partnership's own.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Scale")]
pub(super) struct ScaleDraft {
    /// The scale's name in this file.
    #[schemars(required)]
    pub id: Option<Written<String>>,
    /// What kind of order the options have.
    #[schemars(extend("default" = "ordinal"))]
    pub kind: Option<Written<KindWord>>,
    /// The answer options, from low to high.
    #[schemars(required, length(min = 2))]
    pub options: Option<Written<Vec<Written<String>>>>,
    /// The codes of the options in the export, in the same order.
    pub codes: Option<Written<Vec<Written<String>>>>,
    /// The options that count as favourable; those above the middle if left out.
    pub favourable: Option<Written<Vec<Written<String>>>>,
    /// The options that count as unfavourable; those below the middle if left out.
    pub unfavourable: Option<Written<Vec<Written<String>>>>,
    /// The option in the middle that is neither; required on an ordinal scale with an odd number of options.
    pub neutral: Option<Written<String>>,
}

/// What kind of order the options of a scale have.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "ScaleKind")]
pub(super) enum KindWord {
    /// From low to high.
    Ordinal,
    /// A mark, such as 1 to 10.
    Mark,
    /// The ideal lies in the middle, as in 'much too high' to 'much too low'.
    Bipolar,
}

/// Something the partnership wants to know: one or more statements on one scale.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Indicator")]
pub(super) struct IndicatorDraft {
    /// The indicator's name in this file.
    #[schemars(required)]
    pub id: Option<Written<String>>,
    /// The indicator's title for readers.
    #[schemars(required)]
    pub title: Option<Written<String>>,
    /// The guarantee (waarborg) of the quality framework it belongs to.
    pub guarantee: Option<Written<Guarantee>>,
    /// The way of looking at quality it takes.
    pub view: Option<Written<QualityView>>,
    /// The scale that all its statements share: built in, or declared in this file; recognised if left out.
    pub scale: Option<Written<String>>,
    /// The per cent of its statements that a respondent must have answered to get a score.
    #[schemars(range(min = 0, max = 100), extend("default" = 100.0 * super::settle::VALID_ITEMS))]
    pub valid_items: Option<Written<f64>>,
    /// What the partnership wants to reach over the years, in its own words.
    pub goal: Option<Written<String>>,
    /// The statements, in the order of the questionnaire.
    #[schemars(required, length(min = 1))]
    pub items: Option<Written<Vec<Written<ItemDraft>>>>,
    /// When it is good enough, in the partnership's own words and numbers.
    pub threshold: Option<Vec<Written<ThresholdDraft>>>,
}

/// One statement, perhaps worded per role.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Item")]
pub(super) struct ItemDraft {
    /// What was asked, for readers; the column's heading if left out.
    pub text: Option<Written<String>>,
    /// The column that holds it, by code or by full heading, for each role that it was put to.
    #[schemars(required)]
    pub columns: Option<Written<Entries<String>>>,
    /// Whether agreeing is unfavourable.
    #[schemars(extend("default" = false))]
    pub reverse: Option<Written<bool>>,
}

/// When it is good enough. Exactly one of `at-least` and `at-most` gives the bound.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Threshold")]
pub(super) struct ThresholdDraft {
    /// The rung it marks.
    #[schemars(required)]
    pub rung: Option<Written<Rung>>,
    /// The figure it is put on.
    #[schemars(required)]
    pub statistic: Option<Written<Statistic>>,
    /// Good enough at this value and above.
    pub at_least: Option<Written<f64>>,
    /// Good enough at this value and below.
    pub at_most: Option<Written<f64>>,
    /// The unit of the bound; it must fit the statistic.
    #[schemars(required)]
    pub unit: Option<Written<Unit>>,
    /// The role whose answers it is about; everyone's if left out.
    pub role: Option<Written<String>>,
    /// With `lowest-group-share`: whose groups are meant, where the respondents have more than one grouping.
    pub grouping: Option<Written<String>>,
    /// Why there, in the partnership's words.
    #[schemars(required)]
    pub why: Option<Written<String>>,
    /// Who owns it.
    #[schemars(required)]
    pub owner: Option<Written<String>>,
    /// When it was agreed.
    #[schemars(required)]
    pub agreed_on: Option<Written<Day>>,
    /// When it is to be looked at again.
    pub review_by: Option<Written<Day>>,
}

/// A reflective criterion: no figure decides, the table does.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Criterion")]
pub(super) struct CriterionDraft {
    /// The criterion's name in this file.
    #[schemars(required)]
    pub id: Option<Written<String>>,
    /// The guarantee (waarborg) of the quality framework it belongs to.
    pub guarantee: Option<Written<Guarantee>>,
    /// The criterion in the partnership's own words.
    #[schemars(required)]
    pub text: Option<Written<String>>,
}

/// A conversation that the report is made for.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Meeting")]
pub(super) struct MeetingDraft {
    /// The meeting's name in this file.
    #[schemars(required)]
    pub id: Option<Written<String>>,
    /// The meeting's title for readers.
    #[schemars(required)]
    pub title: Option<Written<String>>,
    /// When it is.
    #[schemars(required)]
    pub date: Option<Written<Day>>,
    /// How long it lasts.
    #[schemars(required, range(min = 1))]
    pub minutes: Option<Written<i64>>,
    /// What the team wants to talk about.
    pub question: Option<Written<String>>,
    /// Whose slice lies on the table beside the whole: a grouping to one of its groups.
    pub audience: Option<Written<Entries<String>>>,
    /// The roles at the table.
    pub participants: Option<Written<Vec<Written<String>>>>,
    /// The indicators agreed on beforehand.
    pub focus: Option<Written<Vec<Written<String>>>>,
    /// The forms of the report.
    pub formats: Option<Written<Vec<Written<Format>>>>,
}
