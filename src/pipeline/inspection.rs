use schemars::JsonSchema;
use serde::Serialize;

use super::file_report::{ColumnReport, FileReport};
use crate::coding::{ColumnContent, Doubt, Order};
use crate::diagnostics::{Diagnostic, Severity};
use crate::domain::{At, Lang};

/// The version of the form.
const FORM: &str = "datadialoog-inspect-1";

/// What would be read of some files, for programs. No answer to an open question and nothing personal is in it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Inspection {
    /// The version of this form: `datadialoog-inspect-1`. A change that readers must know of raises it.
    pub schema: String,
    /// The language of the texts.
    pub language: Lang,
    /// The files that read, in the order in which they were given.
    pub files: Vec<InspectedFile>,
}

/// What would be read of one file.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct InspectedFile {
    /// The file as it was named.
    pub file: String,
    /// `text`, `spss`, or the format of the workbook: `xlsx`.
    pub format: String,
    /// The length in bytes.
    pub bytes: u64,
    /// SHA-256, in hex.
    pub sha256: String,
    /// The tool it comes from, as the project file names it.
    pub platform: String,
    /// What the tool was recognised by: a clause.
    pub platform_reason: String,
    /// The encoding of a text file.
    pub encoding: Option<String>,
    /// Whether the encoding is only a guess.
    pub encoding_guessed: bool,
    /// Whether a text file begins with a byte order mark.
    pub byte_order_mark: bool,
    /// Up to three words with accents of headings and closed questions, by which the encoding can be judged.
    pub accents: Vec<String>,
    /// The character between the fields of a text file.
    pub delimiter: Option<String>,
    /// Whether a text file is packed with gzip.
    pub packed: bool,
    /// Of an SPSS file how it is written.
    pub spss: Option<InspectedSpss>,
    /// The sheet of a workbook that is read.
    pub sheet: Option<String>,
    /// The sheets that are not read.
    pub other_sheets: Vec<InspectedSheet>,
    /// The first row (workbook) or line (text) of the headings, from 1; `null` where they stand in no row.
    pub header_row: Option<u64>,
    /// The last of them, where they take more than one.
    pub last_header_row: Option<u64>,
    /// The rows below the headings in which something stands.
    pub rows: u64,
    /// The rows in which nothing stands.
    pub empty_rows: u64,
    /// Of the rows in which something stands, those without an answer to any question.
    pub rows_without_answers: u64,
    /// How many responses were finished; `null` where the file does not tell.
    pub finished: Option<u64>,
    /// The signs before decimals that were seen: `,` or `.`, or both.
    pub decimal_signs: Vec<String>,
    /// The file beside it that says what its codes mean.
    pub labels: Option<String>,
    /// What a row looks to be: `wide` (a respondent), `long` (one answer) or `counted` (how often each answer was given).
    pub shape: String,
    /// The questions, where they stand in rows.
    pub questions: Vec<String>,
    /// The day of the first response; `null` where the file does not tell.
    pub first_day: Option<String>,
    /// The day of the last response; `null` where the file does not tell.
    pub last_day: Option<String>,
    /// The scales that are not built in, as the answers show them.
    pub own_scales: Vec<InspectedScale>,
    /// The columns, in the order of the file.
    pub columns: Vec<InspectedColumn>,
    /// What was noticed about this file, in the order of the file.
    pub problems: Vec<Problem>,
}

/// How an SPSS file is written.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct InspectedSpss {
    /// The encoding of its texts.
    pub encoding: String,
    /// How its cases are packed: `none`, `bytecode` or `zlib`.
    pub packing: String,
}

/// A sheet that is not read.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct InspectedSheet {
    /// Its name.
    pub name: String,
    /// Whether its tab is hidden.
    pub hidden: bool,
}

/// A scale that is not built in.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct InspectedScale {
    /// The options that were met or that the file lists.
    pub options: Vec<String>,
    /// By what their order is known: `labels`, `codes`, `words` (the usual meaning of the words: to be asked), or
    /// `unknown`.
    pub order: String,
}

/// What would be read of one column.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct InspectedColumn {
    /// What a project file calls it; `null` where no name finds it.
    pub name: Option<String>,
    /// Its heading.
    pub heading: String,
    /// The code in or behind the heading.
    pub code: Option<String>,
    /// What it is for: `scale`, `own-scale`, `codes`, `role`, `group`, `choice`, `multiple-choice`, `open`, `numbers`,
    /// `dates`, `idle`, `errors`, `completion`, `timing`, `administrative`, `identifier`, `status`,
    /// `started`, `ended`, `duration`, `personal`, `unreadable`.
    #[serde(rename = "use")]
    pub column_use: String,
    /// What stands in it, in words.
    pub content: String,
    /// The built-in scale of a closed question, or the most usual of those that fit.
    pub scale: Option<String>,
    /// The position among `own_scales`, from 0, of a question on such a scale.
    pub own_scale: Option<usize>,
    /// The built-in scales that fit as well.
    pub other_scales: Vec<String>,
    /// Why the scale has to be asked; `null` where it is certain: `several`, `middle-unused`, `no-middle`, `strays`.
    pub doubt: Option<String>,
    /// Whether the answers to the questions beside it settled the scale.
    pub settled_by_others: bool,
    /// The scales that come near and are not it.
    pub not: Vec<NotThisScale>,
    /// How many gave an answer.
    pub answers: u64,
    /// How many different texts, numbers or options, where they are few or counted.
    pub distinct: Option<u64>,
    /// Every option of a closed question, or text of a group or role, with how often. Small numbers are not hidden.
    pub options: Vec<Counted>,
    /// How many answers have a text that is not among the options.
    pub other_answers: u64,
    /// The options that nobody chose.
    pub unused: Vec<String>,
    /// Texts that are not on the scale and come back, or numbers that lie far from the codes.
    pub strays: Vec<Counted>,
    /// The lowest number.
    pub lowest: Option<f64>,
    /// The highest number.
    pub highest: Option<f64>,
    /// Cells without a valid answer, by kind; `null` for a column that is not read.
    pub missing: Option<InspectedMissing>,
    /// Cells with an error of a workbook.
    pub errors: u64,
}

/// A text and how often it stands there.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Counted {
    /// The option.
    pub option: String,
    /// How often it was chosen.
    pub count: u64,
}

/// A scale that comes near, and why it is not the one.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct NotThisScale {
    /// The scale.
    pub scale: String,
    /// Why not: a clause.
    pub reason: String,
}

/// Cells without a valid answer.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct InspectedMissing {
    /// Left blank.
    pub not_answered: u64,
    /// 'Don't know'.
    pub dont_know: u64,
    /// 'Not applicable'.
    pub not_applicable: u64,
    /// Not put to this respondent.
    pub not_asked: u64,
}

/// Something noticed about a file.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Problem {
    /// Its stable name; `datadialoog explain` tells more.
    pub code: String,
    /// `note`, `warning` or `error`.
    pub severity: String,
    /// What was found.
    pub found: String,
    /// How to mend it.
    pub remedy: Option<String>,
    /// Where: `export.csv:12`, `forms.xlsx, Blad1!C7`.
    pub place: Option<String>,
    /// The row (workbook) or line (text), from 1.
    pub row: Option<u64>,
    /// The column, from 1.
    pub column: Option<u64>,
}

/// What would be read of some files as indented JSON with a newline at its end, in the form of [`inspection_schema`].
///
/// # Errors
/// When a value cannot be written as JSON.
pub fn inspection_json(reports: &[FileReport], lang: Lang) -> Result<String, serde_json::Error> {
    let files = reports.iter().map(|report| file(report, lang)).collect();
    let inspection = Inspection { schema: FORM.to_owned(), language: lang, files };
    let mut text = serde_json::to_string_pretty(&inspection)?;
    text.push('\n');
    Ok(text)
}

/// The JSON Schema (draft 2020-12) of what [`inspection_json`] writes.
pub fn inspection_schema() -> serde_json::Value {
    let mut schema = schemars::generate::SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator()
        .into_root_schema_for::<Inspection>();
    schema.insert("$id".to_owned(), "urn:datadialoog:inspect-1".into());
    schema.insert("title".to_owned(), "What datadialoog reads of exports, form 1".into());
    schema.to_value()
}

fn file(report: &FileReport, lang: Lang) -> InspectedFile {
    let text = report.text_form();
    let (header_row, last_header_row) = report.heading_rows;
    let in_a_row = |row: u64| Some(row).filter(|row| *row > 0);
    let sheet = |sheet: &crate::ingest::OtherSheet| InspectedSheet {
        name: sheet.name.clone(),
        hidden: !sheet.visible,
    };
    InspectedFile {
        file: report.name.clone(),
        format: report.format().to_owned(),
        bytes: report.bytes,
        sha256: report.sha256.clone(),
        platform: report.platform.key().to_owned(),
        platform_reason: report.platform_reason.get(lang).to_owned(),
        encoding: text.map(|(encoding, ..)| encoding.to_owned()),
        encoding_guessed: report.encoding_guessed,
        byte_order_mark: text.is_some_and(|(_, mark, _)| mark),
        accents: report.accents.clone(),
        delimiter: text.map(|(.., delimiter)| delimiter.to_string()),
        packed: report.is_packed(),
        spss: report.spss_form().map(|(encoding, packing)| InspectedSpss {
            encoding: encoding.to_owned(),
            packing: packing.to_owned(),
        }),
        sheet: report.sheet().map(str::to_owned),
        other_sheets: report.other_sheets.iter().map(sheet).collect(),
        header_row: in_a_row(header_row),
        last_header_row: in_a_row(last_header_row),
        rows: report.rows,
        empty_rows: report.empty_rows,
        rows_without_answers: report.without_answers,
        finished: report.finished,
        decimal_signs: report.decimals.iter().map(char::to_string).collect(),
        labels: report.labels.clone(),
        shape: report.shape.shape.key().to_owned(),
        questions: report.shape.questions.clone(),
        first_day: report.days.map(|days| days.first.to_string()),
        last_day: report.days.map(|days| days.last.to_string()),
        own_scales: report
            .own_scales
            .iter()
            .map(|scale| InspectedScale {
                options: scale.options.clone(),
                order: match (scale.order, scale.guessed) {
                    (Order::Labels, _) => "labels",
                    (Order::Codes, _) => "codes",
                    (Order::Unknown, true) => "words",
                    (Order::Unknown, false) => "unknown",
                }
                .to_owned(),
            })
            .collect(),
        columns: report.columns.iter().map(|column| self::column(column, lang)).collect(),
        problems: report.notes.iter().map(|note| problem(note, lang)).collect(),
    }
}

fn column(column: &ColumnReport, lang: Lang) -> InspectedColumn {
    let described = column.described.as_ref();
    let (others, doubt) = match column.content() {
        Some(ColumnContent::Scale { others, doubt, .. }) => (others.as_slice(), *doubt),
        _ => ([].as_slice(), None),
    };
    let (lowest, highest) = match column.content() {
        Some(ColumnContent::Codes { min, max, .. } | ColumnContent::Numbers { min, max }) => {
            (Some(*min), Some(*max))
        }
        _ => (None, None),
    };
    let distinct = match column.content() {
        Some(
            ColumnContent::Codes { distinct, .. }
            | ColumnContent::AnswerCodes { distinct }
            | ColumnContent::Choices { distinct }
            | ColumnContent::FreeText { distinct }
            | ColumnContent::MultipleChoice { options: distinct },
        ) => Some(*distinct as u64),
        _ => None,
    };
    let options = column.options();
    InspectedColumn {
        name: column.found_as.clone(),
        heading: column.heading.clone(),
        code: column.code.clone(),
        column_use: column.part.key().to_owned(),
        content: column.words().get(lang).to_owned(),
        scale: column.scale().map(|scale| scale.to_string()),
        own_scale: column.own_scale,
        other_scales: others.iter().map(|scale| scale.to_string()).collect(),
        doubt: doubt.map(|doubt| {
            match doubt {
                Doubt::Several => "several",
                Doubt::MiddleUnused => "middle-unused",
                Doubt::NoMiddle => "no-middle",
                Doubt::Strays => "strays",
            }
            .to_owned()
        }),
        settled_by_others: column.settled_by_others,
        not: column
            .why_not()
            .into_iter()
            .map(|(scale, reason)| NotThisScale {
                scale: scale.to_string(),
                reason: reason.get(lang).to_owned(),
            })
            .collect(),
        answers: described.map_or(0, |described| described.answers),
        distinct,
        options: options
            .iter()
            .map(|(option, count)| Counted { option: option.get(lang).to_owned(), count: *count })
            .collect(),
        other_answers: column.off_options(),
        unused: column.unused().iter().map(|option| option.get(lang).to_owned()).collect(),
        strays: column
            .strays
            .iter()
            .map(|(text, count)| Counted { option: text.clone(), count: *count })
            .collect(),
        lowest,
        highest,
        missing: described.map(|described| {
            let [not_answered, dont_know, not_applicable, not_asked] = described.missing;
            InspectedMissing { not_answered, dont_know, not_applicable, not_asked }
        }),
        errors: described.map_or(0, |described| described.errors),
    }
}

fn problem(note: &Diagnostic, lang: Lang) -> Problem {
    let at = note.place.as_ref().map(|place| &place.at);
    let (row, column) = match at {
        Some(At::Line(line)) => (Some(*line), None),
        Some(At::LineColumn(line, column)) => (Some(*line), Some(*column)),
        Some(At::SheetCell { row, column, .. }) => (Some(*row), Some(*column)),
        Some(At::File | At::Sheet(_)) | None => (None, None),
    };
    Problem {
        code: note.code.id().to_owned(),
        severity: match note.severity {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
        .to_owned(),
        found: note.headline.get(lang).to_owned(),
        remedy: note.help.as_ref().map(|help| help.get(lang).to_owned()),
        place: note.place.as_ref().map(ToString::to_string),
        row,
        column,
    }
}
