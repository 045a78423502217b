use super::{ColumnReport, FileReport};
use crate::coding::{ColumnContent, fold};
use crate::domain::Lang;
use crate::ingest::{ColumnUse, TableKind};
use crate::project::{self, Scaffold, ScaffoldItem, ScaffoldSource};

/// Words in a heading that tell what a grouping is called.
const GROUPINGS: [(&str, &[&str]); 5] = [
    ("school", &["school", "locatie", "location", "vestiging"]),
    ("opleiding", &["opleiding", "instituut", "institute", "programme"]),
    ("cohort", &["cohort", "studiejaar", "leerjaar", "jaar", "year"]),
    ("team", &["team", "afdeling", "department"]),
    ("bestuur", &["bestuur", "board"]),
];

/// Words in a file's name that tell the role of its respondents.
const ROLES: [(&str, &[&str]); 6] = [
    ("werkplekbegeleider", &["werkplekbegeleider", "wpb", "mentor"]),
    ("schoolopleider", &["schoolopleider", "school-based"]),
    ("instituutsopleider", &["instituutsopleider", "institute-based"]),
    ("leidinggevende", &["leidinggevende", "schoolleider", "directeur"]),
    ("starter", &["starter", "inductie"]),
    ("student", &["student", "aankomend"]),
];

/// A commented project file from what was seen of some exports. Thresholds are left as questions.
pub fn scaffold(reports: &[FileReport], lang: Lang) -> String {
    let sources = reports.iter().map(source).collect();
    project::scaffold(&Scaffold { lang, partnership: None, sources, scales: Vec::new() })
}

fn source(report: &FileReport) -> ScaffoldSource {
    let file = report.name.replace('\\', "/");
    let mut source = ScaffoldSource::new(file.clone(), report.platform);
    source.role_guess = word_in(&file, &ROLES).map(str::to_owned);
    source.date = report.last_day;
    match &report.kind {
        TableKind::Workbook { sheet, .. } => source.sheet = Some(sheet.clone()),
        TableKind::Delimited { encoding, delimiter, .. } => {
            if *encoding != "UTF-8" {
                source.encoding = Some((*encoding).to_owned());
                source.delimiter = Some(*delimiter);
            }
        }
    }
    if report.header_row != 1 {
        source.header_row = Some(report.header_row);
    }
    for column in &report.columns {
        sort(column, &mut source);
    }
    source
}

/// Puts a column where it belongs: closed question, grouping, open answer, or skipped with the reason.
fn sort(column: &ColumnReport, source: &mut ScaffoldSource) {
    let name = column.name().to_owned();
    if name.is_empty() {
        return;
    }
    let key = grouping(column, source);
    let mut skip = |why: &str| source.skipped.push((name.clone(), why.to_owned()));
    match (&column.column_use, &column.content) {
        (ColumnUse::Personal, _) => skip("persoonsgegeven"),
        (ColumnUse::Administrative | ColumnUse::Completion | ColumnUse::Timing, _) => skip("administratie"),
        (ColumnUse::Answer, Some(content)) => match content {
            ColumnContent::Scale { scale, .. } => source.items.push(ScaffoldItem {
                column: name,
                text: column.heading.clone(),
                scale: Some(scale.to_string()),
            }),
            ColumnContent::Groups { .. } => match key {
                Some(key) => source.groups.push((key, name)),
                None => skip("tekst die zich herhaalt: een groep, of een vraag op een eigen schaal?"),
            },
            ColumnContent::FreeText { .. } => source.open.push(name),
            ColumnContent::Codes { .. } => skip("codes; welke schaal is dit?"),
            ColumnContent::Empty => skip("leeg"),
            ColumnContent::Constant => skip("overal hetzelfde"),
            ColumnContent::MultipleChoice { .. } => skip("meer keuzes in een cel"),
            ColumnContent::Numbers { .. } => skip("getallen"),
            ColumnContent::Dates => skip("datums"),
            ColumnContent::Errors => skip("alleen fouten van Excel"),
        },
        (ColumnUse::Answer, None) => skip("niet gelezen"),
    }
}

/// What a column of groups is called, if its heading tells and no other column took that name.
fn grouping(column: &ColumnReport, source: &ScaffoldSource) -> Option<String> {
    let named = word_in(&column.heading, &GROUPINGS).or_else(|| word_in(column.name(), &GROUPINGS))?;
    let taken = source.groups.iter().any(|(key, _)| key == named);
    (!taken).then(|| named.to_owned())
}

fn word_in<'w>(text: &str, words: &[(&'w str, &[&str])]) -> Option<&'w str> {
    let text = fold(text);
    let hit = |signs: &[&str]| signs.iter().any(|sign| text.contains(sign));
    words.iter().find(|(_, signs)| hit(signs)).map(|(word, _)| *word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::{Hints, Limits};
    use crate::pipeline::inspect;

    fn scaffolded(content: &str, lang: Lang) -> String {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("studenten.csv");
        std::fs::write(&file, content).expect("a file");
        let report = inspect(&file, &Hints::default(), &Limits::default()).expect("it reads");
        scaffold(&[report], lang)
    }

    #[test]
    fn of_code_and_text_the_code_is_the_column_and_the_statement_its_text() {
        let mut content =
            "id. Response ID;submitdate. Date submitted;lastpage. Last page;firstname. First name;\
            BEG[SQ001]. Begeleiding [Ik krijg uitleg];BEG[SQ002]. Begeleiding [Ik krijg tijd]\n"
                .to_owned();
        for row in 1..=6 {
            content.push_str(&format!("{row};2025-01-01;3;Jan {row};Eens;Helemaal mee eens\n"));
        }
        let text = scaffolded(&content, Lang::Nl);
        for part in [
            "= \"BEG[SQ001]\"",
            "\"Ik krijg uitleg\"",
            "title = \"Begeleiding\"",
            "firstname: persoonsgegeven",
        ] {
            assert!(text.contains(part), "{part} is not in\n{text}");
        }
    }
}
