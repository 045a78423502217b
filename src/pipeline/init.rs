use std::collections::BTreeMap;

use super::{ColumnReport, FileReport};
use crate::coding::{ColumnContent, fold};
use crate::domain::{Lang, Phrase};
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

/// Words in a heading that tell that whole numbers are marks of 1 to 10.
const MARKS: [&str; 4] = ["mark", "marks", "grade", "grades"];

/// A commented project file from what was seen of some exports. Thresholds are left as questions.
pub fn scaffold(reports: &[FileReport], lang: Lang) -> String {
    let sources = reports.iter().map(|report| source(report, lang)).collect();
    project::scaffold(&Scaffold { lang, partnership: None, sources, scales: Vec::new() })
}

fn source(report: &FileReport, lang: Lang) -> ScaffoldSource {
    let file = report.name.replace('\\', "/");
    let mut source = ScaffoldSource::new(file.clone(), report.platform);
    source.role_guess = word_in(&file, &ROLES).map(str::to_owned);
    source.date = report.last_day;
    match &report.kind {
        TableKind::Workbook { sheet, .. } => source.sheet = Some(sheet.clone()),
        TableKind::Columnar { .. } => {}
        TableKind::Delimited { encoding, delimiter, .. } => {
            if *encoding != "UTF-8" {
                source.encoding = Some((*encoding).to_owned());
                source.delimiter = Some(*delimiter);
            }
        }
    }
    if report.header_row > 1 {
        source.header_row = Some(report.header_row);
    }
    let mut strays: BTreeMap<&str, u64> = BTreeMap::new();
    for column in &report.columns {
        sort(column, &mut source, lang);
        for (text, count) in &column.strays {
            *strays.entry(text).or_default() += count;
        }
    }
    source.unknown_answers = strays.into_iter().map(|(text, count)| (text.to_owned(), count)).collect();
    source
}

/// Puts a column where it belongs: closed question, grouping, open answer, or skipped with the reason.
fn sort(column: &ColumnReport, source: &mut ScaffoldSource, lang: Lang) {
    let name = column.name().to_owned();
    if name.is_empty() {
        return;
    }
    let key = grouping(column, source);
    let mut skip = |nl: &str, en: &str| source.skipped.push((name.clone(), lang.pick(nl, en).to_owned()));
    match (&column.column_use, &column.content) {
        (ColumnUse::Personal, _) => skip("persoonsgegeven", "personal"),
        (ColumnUse::Administrative | ColumnUse::Completion | ColumnUse::Timing, _) => {
            skip("administratie", "administration");
        }
        (ColumnUse::Answer, Some(content)) => match content {
            ColumnContent::Scale { scale, .. } => source.items.push(ScaffoldItem {
                column: name,
                text: column.heading.clone(),
                scale: Some(scale.to_string()),
                scale_guessed: false,
            }),
            ColumnContent::Groups { .. } => match key {
                Some(key) => source.groups.push((key, name)),
                None => skip(
                    "tekst die zich herhaalt: een groep, of een vraag op een eigen schaal?",
                    "text that comes back: a group, or a question on a scale of your own?",
                ),
            },
            ColumnContent::FreeText { .. } => source.open.push(name),
            ColumnContent::Codes { min, max, .. } if *min >= 1.0 && *max <= 10.0 && asks_a_mark(column) => {
                source.items.push(ScaffoldItem {
                    column: name,
                    text: column.heading.clone(),
                    scale: Some("cijfer-10".to_owned()),
                    scale_guessed: true,
                });
            }
            ColumnContent::Codes { .. } => skip("codes; welke schaal is dit?", "codes; which scale is this?"),
            ColumnContent::Empty => skip("leeg", "empty"),
            ColumnContent::Constant => skip("overal hetzelfde", "the same everywhere"),
            ColumnContent::MultipleChoice { .. } => {
                skip("meer keuzes in een cel", "several choices in a cell")
            }
            ColumnContent::Numbers { .. } => skip("getallen", "numbers"),
            ColumnContent::Dates => skip("datums", "dates"),
            ColumnContent::Errors => skip("alleen fouten van Excel", "only errors of Excel"),
        },
        (ColumnUse::Answer, None) if column.refused.is_some() => {
            let Phrase { nl, en } = column.words();
            skip(&nl, &en);
        }
        (ColumnUse::Answer, None) => {
            skip(
                "dezelfde kop als een andere kolom: niet te lezen",
                "the same heading as another column: unreadable",
            );
        }
    }
}

/// Whether a heading asks for a mark: `rapportcijfer`, `mark`, `grade`.
fn asks_a_mark(column: &ColumnReport) -> bool {
    let heading = fold(&format!("{} {}", column.heading, column.name()));
    heading.split(|c: char| !c.is_alphanumeric()).any(|word| word.contains("cijfer") || MARKS.contains(&word))
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

    #[test]
    fn whole_numbers_under_a_heading_that_asks_a_mark_are_proposed_as_one() {
        let mut content = "Welk cijfer geeft u?;Grade;Marktkennis\n".to_owned();
        for mark in [6, 7, 7, 8, 10] {
            content.push_str(&format!("{mark};{mark};{mark}\n"));
        }
        let text = scaffolded(&content, Lang::Nl);
        assert!(text.contains("scale = \"cijfer-10\"") && text.contains("klopt dit?"), "{text}");
        assert!(text.contains("\"Grade\"") && text.contains("Marktkennis: codes"), "{text}");
        let none = scaffolded(&content.replace("10;10;10", "11;11;11"), Lang::Nl);
        assert!(!none.contains("cijfer-10"), "{none}");
    }

    #[test]
    fn reasons_for_skipping_are_in_the_language_asked_for() {
        let content = "Name;Visits;When\nJan;3;2026-01-01\nPiet;40;2026-01-02\nAn;517;2026-01-03\n";
        let text = scaffolded(content, Lang::En);
        for part in ["Name: personal", "Visits: numbers", "When: dates"] {
            assert!(text.contains(part), "{part} is not in\n{text}");
        }
        assert!(scaffolded(content, Lang::Nl).contains("Name: persoonsgegeven"));
    }

    #[test]
    fn answers_off_the_scale_that_come_back_stand_ready_to_be_given_a_meaning() {
        let mut content = "Ik krijg uitleg\n".to_owned();
        for answer in ["eens", "oneens", "neutraal", "helemaal mee eens"] {
            content.push_str(&format!("{answer}\n{answer}\n"));
        }
        content.push_str("Nog niet meegemaakt\nNog niet meegemaakt\nJan was er niet\n");
        let text = scaffolded(&content, Lang::Nl);
        assert!(text.contains("# missing = { \"Nog niet meegemaakt\" = \"dont-know\" }"), "{text}");
        assert!(!text.contains("Jan was"), "{text}");
    }
}
