use std::collections::{BTreeMap, BTreeSet};

use super::file_report::{ColumnReport, FileReport};
use super::init_scales::Scales;
use super::init_shapes::in_rows;
use super::part::Part;
use super::told::{codes_alike, codes_together};
use crate::coding::{ColumnContent, Doubt, fold, is_on_scale, normalise};
use crate::diagnostics::{Code, Diagnostic};
use crate::domain::{Lang, Place, ScaleId, SourceShape, phrase};
use crate::project::{self, AnswersOn, Scaffold, ScaffoldItem, ScaffoldSource};

/// Words in a file's name or in a role column that tell the role of respondents.
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

/// A commented project file from what was seen of some exports, which can be checked as it stands. Thresholds are left
/// as questions, and so is whatever only the partnership can know: what a number means, which end of a scale is low.
pub fn scaffold(reports: &[FileReport], lang: Lang) -> String {
    let mut reports = once_each(reports);
    settle_across(&mut reports);
    let mut scales = Scales::default();
    let sources = reports.iter().map(|report| source(report, &mut scales, lang)).collect();
    project::scaffold(&Scaffold { lang, partnership: None, sources, scales: scales.written(lang) })
}

/// A warning for each file that is exactly an earlier one: its answers would count twice.
pub fn same_twice(reports: &[FileReport]) -> Vec<Diagnostic> {
    let mut first: BTreeMap<(&str, Option<&str>), &str> = BTreeMap::new();
    let mut warnings = Vec::new();
    for report in reports {
        let (one, other) = match first.get(&(report.sha256.as_str(), report.sheet())) {
            Some(one) => (one, &report.name),
            None => {
                first.insert((report.sha256.as_str(), report.sheet()), &report.name);
                continue;
            }
        };
        let headline = phrase!(
            "`{other}` bevat precies hetzelfde als `{one}`",
            "`{other}` holds exactly the same as `{one}`"
        );
        let help = phrase!(
            "zet maar een van beide in het projectbestand; anders tellen de antwoorden dubbel",
            "put only one of them in the project file; else the answers count twice"
        );
        warnings.push(Diagnostic::warning(Code::SameRespondents, headline).at(Place::file(other)).help(help));
    }
    warnings
}

fn once_each(reports: &[FileReport]) -> Vec<FileReport> {
    let mut met = BTreeSet::new();
    let new = |report: &&FileReport| met.insert((report.sha256.clone(), report.sheet().map(str::to_owned)));
    reports.iter().filter(new).cloned().collect()
}

/// Where the same column is certain in another file, it tells the scale of one with few different answers.
fn settle_across(reports: &mut [FileReport]) {
    let mut certain: BTreeMap<String, BTreeSet<ScaleId>> = BTreeMap::new();
    for column in reports.iter().flat_map(|report| &report.columns) {
        if let (Some(scale), None | Some(Doubt::Strays)) = (column.scale(), column.doubt()) {
            certain.entry(column.name().to_owned()).or_default().insert(scale.clone());
        }
    }
    for column in reports.iter_mut().flat_map(|report| &mut report.columns) {
        let known = certain.get(column.name()).filter(|known| known.len() == 1).and_then(BTreeSet::first);
        let Some(known) = known else { continue };
        let Some(described) = &mut column.described else { continue };
        let texts: Vec<&String> = described.texts.iter().map(|(text, _)| text).collect();
        let fits = described.untold == 0 && texts.iter().all(|text| is_on_scale(known, text));
        if let ColumnContent::Scale { scale, others, doubt, unknown: 0, .. } = &mut described.content
            && matches!(doubt, Some(Doubt::Several | Doubt::NoMiddle | Doubt::MiddleUnused))
            && fits
        {
            *scale = known.clone();
            others.clear();
            *doubt = None;
        }
    }
}

fn source(report: &FileReport, scales: &mut Scales, lang: Lang) -> ScaffoldSource {
    let file = report.name.replace('\\', "/");
    let mut source = ScaffoldSource::new(file.clone(), report.platform);
    source.role_guess = word_in(file.rsplit('/').next().unwrap_or(&file), &ROLES)
        .or_else(|| word_in(&file, &ROLES))
        .map(str::to_owned);
    source.role_column = role_column(report);
    source.date = report.days.map(|days| days.last);
    source.year = year_in(&file);
    source.none_finished = report.finished == Some(0) && report.rows > 0;
    // All of it is written down, so that a file that looks different one day is noticed.
    source.sheet = report.sheet().map(str::to_owned);
    if let Some((encoding, _, delimiter)) = report.text_form() {
        source.encoding = Some(encoding.to_owned());
        source.delimiter = Some(delimiter);
    }
    let answers = report.columns.iter().filter(|column| !column.part.is_of_the_tool());
    let name = |column: &ColumnReport| column.found_as.clone().unwrap_or_else(|| column.name().to_owned());
    source.answers = Some(answers.map(name).collect());
    source.header_row = Some(report.heading_rows.0).filter(|row| *row > 0);
    source.labels = report.labels.as_ref().map(|labels| labels.replace('\\', "/"));
    let strays = strays(report);
    let ranges = code_ranges(report);
    for column in report.columns_and_asked() {
        sort(column, report, &strays, &mut source, scales, lang);
    }
    for item in &mut source.items {
        if let (AnswersOn::Numbers { low, high, fitting }, Some((min, max))) =
            (&mut item.on, ranges.get(&item.column))
        {
            (*low, *high) = (*min as i64, *max as i64);
            fitting.retain(|scale| {
                is_on_scale(&ScaleId::new(scale.as_str()), &low.to_string())
                    && is_on_scale(&ScaleId::new(scale.as_str()), &high.to_string())
            });
        }
    }
    if report.shape.shape != SourceShape::Wide {
        in_rows(report, &mut source, lang);
    }
    source.unknown_answers = strays.into_iter().collect();
    source
}

/// The range of the numbers of each block of questions that have nothing but numbers, by column.
fn code_ranges(report: &FileReport) -> BTreeMap<String, (f64, f64)> {
    let mut blocks: Vec<Vec<&ColumnReport>> = Vec::new();
    for column in report.columns_and_asked().filter(|column| column.part == Part::Codes) {
        let alike = |block: &&mut Vec<&ColumnReport>| block.iter().any(|known| codes_alike(known, column));
        match blocks.iter_mut().find(alike) {
            Some(block) => block.push(column),
            None => blocks.push(vec![column]),
        }
    }
    let mut ranges = BTreeMap::new();
    for block in blocks {
        let Some(range) = codes_together(&block) else { continue };
        ranges.extend(block.iter().filter_map(|column| Some((column.found_as.clone()?, range))));
    }
    ranges
}

/// The texts on no scale that come back, with how often in all columns; none that is an answer to another question.
fn strays(report: &FileReport) -> BTreeMap<String, u64> {
    let mut strays: BTreeMap<String, u64> = BTreeMap::new();
    for (text, count) in report.columns_and_asked().flat_map(|column| &column.strays) {
        *strays.entry(text.clone()).or_default() += count;
    }
    let used: BTreeSet<&ScaleId> = report.columns_and_asked().filter_map(ColumnReport::scale).collect();
    let own: BTreeSet<String> =
        report.own_scales.iter().flat_map(|scale| &scale.options).map(|text| normalise(text)).collect();
    strays.retain(|text, _| {
        !used.iter().any(|scale| is_on_scale(scale, text)) && !own.contains(&normalise(text))
    });
    strays
}

/// The column that says who answers, and what its texts mean.
fn role_column(report: &FileReport) -> Option<(String, Vec<(String, String)>)> {
    let column = report.role_column()?;
    let described = column.described.as_ref().filter(|described| described.errors == 0)?;
    // A text that is not told may be anything, and each text must be a role.
    if described.untold > 0 {
        return None;
    }
    let values = described.texts.iter().filter(|(_, count)| *count > 0);
    let values = values.map(|(text, _)| {
        let role = word_in(text, &ROLES).map_or_else(|| text.clone(), str::to_owned);
        (text.clone(), role)
    });
    let mut values: Vec<(String, String)> = values.collect();
    // What says 'don't know' in that column is a text like any other there.
    let missing: u64 = described.missing.iter().skip(1).take(2).sum();
    if missing > 0 {
        return None;
    }
    values.sort();
    Some((column.found_as.clone()?, values))
}

/// The year in a file's name, else in its folder's; the later of two.
fn year_in(file: &str) -> Option<i16> {
    file.rsplit('/').find_map(|part| {
        let numbers = part.split(|c: char| !c.is_ascii_digit());
        let years =
            numbers.filter(|number| number.len() == 4).filter_map(|number| number.parse::<i16>().ok());
        years.filter(|year| (2000..2100).contains(year)).max()
    })
}

/// Puts a column where it belongs: closed question, grouping, open answer, or skipped with the reason.
fn sort(
    column: &ColumnReport,
    report: &FileReport,
    strays: &BTreeMap<String, u64>,
    source: &mut ScaffoldSource,
    scales: &mut Scales,
    lang: Lang,
) {
    let shown = column.name().to_owned();
    if shown.is_empty() {
        return;
    }
    let mut skip = |nl: &str, en: &str| source.skipped.push((shown.clone(), lang.pick(nl, en).to_owned()));
    if let Some((nl, en)) = why_skipped(&column.part) {
        let silent = column.described.as_ref().is_some_and(|described| described.answers == 0);
        if column.part == Part::Idle && silent {
            source.empty.extend(column.found_as.clone());
        }
        skip(nl, en);
        return;
    }
    let Some(name) = column.found_as.clone() else {
        return skip(
            "deze naam is niet uit elkaar te houden met die van een andere kolom",
            "this name cannot be told apart from that of another column",
        );
    };
    if column.described.as_ref().is_some_and(|described| described.errors > 0) {
        return skip(
            "er staan fouten van Excel tussen de antwoorden",
            "errors of Excel stand among the answers",
        );
    }
    let mut item = ScaffoldItem {
        column: name.clone(),
        text: column.heading.clone(),
        on: AnswersOn::Codes,
        asked: false,
        others: Vec::new(),
        roles: roles_of(column, source.role_column.as_ref()),
        hold: None,
    };
    match (&column.part, column.content()) {
        (Part::Open, _) => source.open.push(name),
        (Part::Role, _) if source.role_column.is_some() => {}
        (Part::Role, _) => skip(
            "zegt wie er antwoordt, maar niet elke tekst is een rol: vul zelf role-column en role-values in",
            "says who answers, but not every text is a role: fill in role-column and role-values yourself",
        ),
        (Part::Choice, _) => skip(
            "tekst die terugkomt: een indeling (dan bij groups), of een vraag op een eigen schaal?",
            "text that comes back: a grouping (then with groups), or a question on a scale of your own?",
        ),
        (Part::Group(key), _) => {
            if source.groups.iter().any(|(known, _)| known == key) {
                return skip("een tweede indeling van dezelfde soort", "a second grouping of the same kind");
            }
            source.groups.push((key.clone(), name));
        }
        (Part::OwnScale, _) => {
            let Some(id) = column.own_scale.and_then(|own| scales.name(report, own)) else {
                return skip("eigen schaal", "a scale of your own");
            };
            item.on = AnswersOn::Scale(id);
            source.items.push(item);
        }
        (Part::Scale, Some(ColumnContent::Scale { scale, others, doubt, unknown, .. })) => {
            item.on = AnswersOn::Scale(scale.to_string());
            item.asked = matches!(doubt, Some(Doubt::Several | Doubt::MiddleUnused | Doubt::NoMiddle));
            item.others = others.iter().map(ToString::to_string).collect();
            let ready: u64 = column
                .strays
                .iter()
                .filter(|(text, _)| strays.contains_key(text))
                .map(|(_, count)| count)
                .sum();
            let left = unknown.saturating_sub(ready);
            if left > 0 {
                item.hold = Some(lang.pick(
                    format!("{left} van de antwoorden staan niet op de schaal"),
                    format!("{left} of the answers are not on the scale"),
                ));
            }
            source.items.push(item);
        }
        (Part::Codes, Some(ColumnContent::Codes { min, max, fitting, .. })) => {
            let marks = *min >= 1.0 && *max <= 10.0 && asks_a_mark(column);
            item.asked = marks;
            item.on = if marks {
                AnswersOn::Scale("cijfer-10".to_owned())
            } else {
                // Whole numbers of at most 100, by what codes are.
                let fitting = fitting.iter().map(ToString::to_string).collect();
                AnswersOn::Numbers { low: *min as i64, high: *max as i64, fitting }
            };
            source.items.push(item);
        }
        (Part::Codes, _) => source.items.push(item),
        _ => {}
    }
}

/// Why a column of a kind that no project file names is skipped.
fn why_skipped(part: &Part) -> Option<(&'static str, &'static str)> {
    Some(match part {
        Part::Personal => ("persoonsgegeven", "personal"),
        Part::Administrative
        | Part::Completion
        | Part::Timing
        | Part::Identifier
        | Part::Status
        | Part::Started
        | Part::Ended
        | Part::Duration => ("administratie", "administration"),
        Part::Unreadable => (
            "dezelfde kop als een andere kolom: niet te lezen",
            "the same heading as another column: unreadable",
        ),
        Part::MultipleChoice => ("meer antwoorden mogelijk", "several answers allowed"),
        Part::Numbers => ("getallen", "numbers"),
        Part::Dates => ("datums", "dates"),
        Part::Idle => ("leeg of overal hetzelfde", "empty or the same everywhere"),
        Part::Errors => ("alleen fouten van Excel", "only errors of Excel"),
        Part::Scale
        | Part::OwnScale
        | Part::Codes
        | Part::Role
        | Part::Group(_)
        | Part::Choice
        | Part::Shape
        | Part::Open => return None,
    })
}

/// The roles that answered a question, where a column says the role; empty for all of them.
fn roles_of(column: &ColumnReport, said: Option<&(String, Vec<(String, String)>)>) -> Vec<String> {
    let Some((_, values)) = said else { return Vec::new() };
    let same = |who: &String, text: &String| normalise(who) == normalise(text);
    let answered =
        |text: &String| column.answered_by.iter().any(|(who, count)| same(who, text) && *count > 0);
    let mut roles: Vec<String> =
        values.iter().filter(|(text, _)| answered(text)).map(|(_, role)| role.clone()).collect();
    roles.sort();
    roles.dedup();
    roles
}

/// Whether a heading asks for a mark: `rapportcijfer`, `mark`, `grade`.
fn asks_a_mark(column: &ColumnReport) -> bool {
    let heading = fold(&format!("{} {}", column.heading, column.name()));
    heading.split(|c: char| !c.is_alphanumeric()).any(|word| word.contains("cijfer") || MARKS.contains(&word))
}

fn word_in<'w>(text: &str, words: &[(&'w str, &[&str])]) -> Option<&'w str> {
    let text = fold(text);
    let hit = |signs: &[&str]| signs.iter().any(|sign| text.contains(sign));
    words.iter().find(|(_, signs)| hit(signs)).map(|(word, _)| *word)
}
