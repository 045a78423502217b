use datadialoog::coding::ColumnContent;
use datadialoog::domain::Lang;
use datadialoog::ingest::{ColumnUse, TableKind};
use datadialoog::pipeline::{ColumnReport, FileReport};
use datadialoog::text::{Noun, counted, long_date};
use serde_json::{Value, json};

use super::console::{WIDTH, bold, faint};
use super::wrap::{harmless, pad, short, wrap};

/// The widest a column's name is shown.
const NAME: usize = 32;

/// What would be read of each file, for people.
pub(crate) fn text(reports: &[FileReport], lang: Lang) -> String {
    let files: Vec<String> = reports.iter().map(|report| file(report, lang)).collect();
    files.join("\n")
}

fn file(report: &FileReport, lang: Lang) -> String {
    let mut text = format!("{}\n", bold(&harmless(&report.name)));
    let reason = report.platform_reason.get(lang);
    let mut line = |words: String| text.push_str(&format!("{}\n", wrap(&harmless(&words), WIDTH, 0)));
    line(format!("{}: {reason}", report.platform.title().get(lang)));
    line(kind(&report.kind, lang));
    if let Some(labels) = &report.labels {
        line(lang.pick(
            format!("wat de codes betekenen, komt uit {labels}"),
            format!("what the codes mean comes from {labels}"),
        ));
    }
    let rows = counted(report.rows, &lang.pick(Noun::new("rij", "rijen"), Noun::new("row", "rows")));
    let head = report.header_row;
    line(match head {
        0 => rows,
        _ => lang.pick(
            format!("{rows} onder de kopregel op rij {head}"),
            format!("{rows} below the headings in row {head}"),
        ),
    });
    if let Some(day) = report.last_day {
        let day = long_date(lang, day);
        line(lang.pick(format!("laatste antwoord op {day}"), format!("last response on {day}")));
    }
    let names = report.columns.iter().map(|column| short(&harmless(column.name()), NAME));
    let width = names.map(|name| name.chars().count()).max().unwrap_or(0);
    text.push('\n');
    for column in &report.columns {
        let name = pad(&short(&harmless(column.name()), NAME), width);
        let words = wrap(&harmless(&what(column, lang)), WIDTH, width + 4);
        text.push_str(&format!("  {name}  {}\n", words.trim_start()));
        let answers: Vec<String> = column
            .answers()
            .iter()
            .map(|(option, count)| format!("{} {count}", harmless(option.get(lang))).replace(' ', "\u{a0}"))
            .collect();
        if !answers.is_empty() {
            text.push_str(&format!("{}\n", faint(&wrap(&answers.join("\u{a0}· "), WIDTH, width + 4))));
        }
    }
    text
}

fn kind(kind: &TableKind, lang: Lang) -> String {
    match kind {
        TableKind::Delimited { encoding, delimiter, .. } => {
            let delimiter = match delimiter {
                '\t' => "tab".to_owned(),
                other => other.to_string(),
            };
            lang.pick(
                format!("tekst in {encoding}, scheidingsteken {delimiter}"),
                format!("text in {encoding}, delimiter {delimiter}"),
            )
        }
        TableKind::Columnar { format } => (*format).to_owned(),
        TableKind::Workbook { format, sheet } => lang.pick(
            format!("werkmap ({format}), blad ‘{sheet}’"),
            format!("workbook ({format}), sheet ‘{sheet}’"),
        ),
        TableKind::Sav { encoding, packing } => {
            let packed = if *packing == "zlib" { " (.zsav)" } else { "" };
            lang.pick(
                format!("SPSS-bestand{packed}, teksten in {encoding}"),
                format!("SPSS file{packed}, texts in {encoding}"),
            )
        }
    }
}

/// What a column is for, where that is not answers, and else what stands in it.
fn what(column: &ColumnReport, lang: Lang) -> String {
    let words = column.words();
    let words = words.get(lang);
    match column.column_use {
        ColumnUse::Answer | ColumnUse::Personal | ColumnUse::Identifier => words.to_owned(),
        ColumnUse::Completion => {
            lang.pick("of het antwoord af is", "whether the response is finished").to_owned()
        }
        ColumnUse::Administrative => lang.pick("van het platform", "of the platform").to_owned(),
        ColumnUse::Timing => lang.pick("hoe lang iets duurde", "how long something took").to_owned(),
        ColumnUse::Status => {
            lang.pick("echt antwoord, voorbeeld of spam", "real response, preview or spam").to_owned()
        }
        ColumnUse::Started => lang.pick("begin van het invullen", "when it was begun").to_owned(),
        ColumnUse::Ended => lang.pick("einde van het invullen", "when it was ended").to_owned(),
        ColumnUse::Duration => {
            lang.pick("hoe lang het invullen duurde", "how long the response took").to_owned()
        }
    }
}

/// The same for a program: a list of files.
pub(crate) fn json(reports: &[FileReport], lang: Lang) -> String {
    let files: Vec<Value> = reports.iter().map(|report| file_json(report, lang)).collect();
    format!("{:#}", Value::from(files))
}

fn file_json(report: &FileReport, lang: Lang) -> Value {
    let mut file = json!({
        "file": report.name,
        "platform": report.platform.key(),
        "recognised_by": report.platform_reason.get(lang),
        "header_row": Some(report.header_row).filter(|&row| row > 0),
        "rows": report.rows,
        "bytes": report.bytes,
        "sha256": report.sha256,
        "labels": report.labels,
        "last_day": report.last_day.map(|day| day.to_string()),
        "columns": report.columns.iter().map(|column| column_json(column, lang)).collect::<Vec<_>>(),
    });
    let kind = match &report.kind {
        TableKind::Delimited { encoding, delimiter, .. } => {
            json!({ "text": { "encoding": encoding, "delimiter": delimiter } })
        }
        TableKind::Columnar { format } => json!({ "columnar": { "format": format } }),
        TableKind::Workbook { format, sheet } => json!({ "workbook": { "format": format, "sheet": sheet } }),
        TableKind::Sav { encoding, packing } => {
            json!({ "spss": { "encoding": encoding, "packing": packing } })
        }
    };
    if let (Value::Object(file), Value::Object(kind)) = (&mut file, kind) {
        file.extend(kind);
    }
    file
}

fn column_json(column: &ColumnReport, lang: Lang) -> Value {
    let (scale, others) = match &column.content {
        Some(ColumnContent::Scale { scale, others, .. }) => (Some(scale.as_str()), others.as_slice()),
        _ => (None, [].as_slice()),
    };
    let answers = column.answers();
    let answers = answers.iter().map(|(option, count)| json!({ "answer": option.get(lang), "count": count }));
    json!({
        "heading": column.heading,
        "code": column.code,
        "use": match column.column_use {
            ColumnUse::Answer => "answer",
            ColumnUse::Completion => "completion",
            ColumnUse::Administrative => "administrative",
            ColumnUse::Personal => "personal",
            ColumnUse::Timing => "timing",
            ColumnUse::Identifier => "identifier",
            ColumnUse::Status => "status",
            ColumnUse::Started => "started",
            ColumnUse::Ended => "ended",
            ColumnUse::Duration => "duration",
        },
        "content": column.content.as_ref().map(content),
        "words": column.words().get(lang),
        "scale": scale,
        "other_scales": others.iter().map(|scale| scale.as_str()).collect::<Vec<_>>(),
        "answers": answers.collect::<Vec<_>>(),
    })
}

fn content(content: &ColumnContent) -> &'static str {
    match content {
        ColumnContent::Empty => "empty",
        ColumnContent::Scale { .. } => "scale",
        ColumnContent::Codes { .. } => "codes",
        ColumnContent::AnswerCodes { .. } => "answer-codes",
        ColumnContent::Numbers { .. } => "numbers",
        ColumnContent::Constant => "constant",
        ColumnContent::Groups { .. } => "groups",
        ColumnContent::Dates => "dates",
        ColumnContent::MultipleChoice { .. } => "multiple-choice",
        ColumnContent::FreeText { .. } => "free-text",
        ColumnContent::Errors => "errors",
    }
}
