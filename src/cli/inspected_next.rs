use datadialoog::coding::{ColumnContent, Doubt};
use datadialoog::domain::Lang;
use datadialoog::pipeline::{ColumnReport, FileReport, Part};
use datadialoog::text::{Noun, counted};

use super::console::{WIDTH, bold};
use super::inspected::in_short;
use super::wrap::{harmless, pad, short, wrap};

/// A line a file, where there are several.
pub(crate) fn overview(reports: &[FileReport], lang: Lang) -> String {
    if reports.len() < 2 {
        return String::new();
    }
    let title = lang.pick(
        format!("Overzicht van {} bestanden", reports.len()),
        format!("Overview of {} files", reports.len()),
    );
    let mut out = format!("{}\n", bold(&title));
    let name = |report: &FileReport| {
        let name = harmless(&report.name);
        // The end of a path tells files apart, not its beginning.
        let count = name.chars().count();
        match count.checked_sub(36) {
            Some(cut @ 1..) => format!("…{}", name.chars().skip(cut).collect::<String>()),
            _ => name,
        }
    };
    let width = reports.iter().map(|report| name(report).chars().count()).max().unwrap_or(0);
    let row = lang.pick(Noun::new("rij", "rijen"), Noun::new("row", "rows"));
    let question = lang.pick(
        Noun::new("gesloten vraag", "gesloten vragen"),
        Noun::new("closed question", "closed questions"),
    );
    for report in reports {
        let closed =
            |column: &&ColumnReport| matches!(column.part, Part::Scale | Part::OwnScale | Part::Codes);
        let questions = report.columns.iter().filter(closed).count() as u64;
        let line = format!(
            "{}, {}, {}",
            report.platform.title().get(lang),
            counted(report.rows, &row),
            counted(questions, &question)
        );
        out.push_str(&format!("  {}  {line}\n", pad(&name(report), width)));
        if let Some(matters) = in_short(report, lang) {
            out.push_str(&format!("{}\n", wrap(&format!("? {matters}"), WIDTH, 6)));
        }
    }
    out.push('\n');
    out
}

/// What asks for attention in a file, a few words each.
pub(crate) fn attention(report: &FileReport, lang: Lang) -> Vec<String> {
    let count = |wanted: &dyn Fn(&ColumnReport) -> bool| {
        report.columns.iter().filter(|column| wanted(column)).count() as u64
    };
    let question = lang.pick(Noun::new("vraag", "vragen"), Noun::new("question", "questions"));
    let column = lang.pick(Noun::new("kolom", "kolommen"), Noun::new("column", "columns"));
    let unsure = count(&|column| matches!(column.doubt(), Some(Doubt::Several | Doubt::MiddleUnused)));
    let strays = count(&|column| matches!(column.content(), Some(ColumnContent::Scale { unknown: 1.., .. })));
    let own = report.own_scales.len() as u64;
    let mut matters = Vec::new();
    if !report.whole {
        matters.push(lang.pick("fouten in het bestand", "errors in the file").to_owned());
    }
    let mut say = |count: u64, noun: &Noun, nl: &str, en: &str| {
        if count > 0 {
            matters.push(format!("{}: {}", counted(count, noun), lang.pick(nl, en)));
        }
    };
    say(unsure, &question, "welke schaal is het?", "which scale is it?");
    say(strays, &question, "met antwoorden naast de schaal", "with answers off the scale");
    say(
        own,
        &lang.pick(Noun::new("eigen schaal", "eigen schalen"), Noun::new("own scale", "own scales")),
        "wat is laag en wat is hoog?",
        "which end is low and which is high?",
    );
    say(
        count(&|column| column.part == Part::Codes),
        &column,
        "wat betekenen de cijfers of codes?",
        "what do the numbers or codes mean?",
    );
    say(count(&|column| column.part == Part::Choice), &column, "groep of vraag?", "a group or a question?");
    say(
        count(&|column| column.part == Part::Unreadable),
        &column,
        "zelfde kop als een andere",
        "the heading of another one",
    );
    if report.encoding_guessed {
        matters.push(lang.pick("codering geraden", "encoding guessed").to_owned());
    }
    if report.columns.iter().all(|column| column.part != Part::Scale) {
        matters.push(
            lang.pick("geen enkele vraag op een bekende schaal", "no question on a known scale").to_owned(),
        );
    }
    matters
}

/// What to do now, in steps.
pub(crate) fn what_next(reports: &[FileReport], lang: Lang) -> String {
    let any = |wanted: &dyn Fn(&FileReport) -> bool| reports.iter().any(wanted);
    let has = |part: Part| any(&|report| report.columns.iter().any(|column| column.part == part));
    let mut steps: Vec<String> = Vec::new();
    let mut step = |nl: &str, en: &str| steps.push(lang.pick(nl, en).to_owned());
    if any(&|report| !report.whole) {
        step("Los eerst de fouten op; bij elke fout staat hoe.", "Mend the errors first; each says how.");
    }
    if any(&|report| report.encoding_guessed) {
        step(
            "Kijk of woorden met accenten goed staan. Zo niet: noem de codering met --encoding.",
            "See whether words with accents are right. If not, name the encoding with --encoding.",
        );
    }
    if has(Part::Codes) {
        step(
            "Er zijn vragen met alleen cijfers of codes. Exporteer ze liefst met de antwoordteksten; anders zegt u straks \
             in het projectbestand wat ze betekenen.",
            "There are questions with numbers or codes only. Best export them with the texts of the answers; else you say \
             in the project file what they mean.",
        );
    }
    if has(Part::Unreadable) {
        step(
            "Er zijn kolommen met dezelfde kop. Exporteer met vraagcodes als koppen, dan zijn ze te lezen.",
            "There are columns under the same heading. Export with question codes as headings, then they can be read.",
        );
    }
    let doubts = |report: &FileReport| report.columns.iter().any(|column| column.doubt().is_some());
    if any(&doubts) || has(Part::OwnScale) || has(Part::Choice) {
        step(
            "Wat hierboven nog een vraag is, beslist u in het projectbestand: daar staat die vraag dan al in.",
            "What is still a question above you decide in the project file: the question will be in it.",
        );
    }
    let files: Vec<String> = reports.iter().map(|report| shell_name(&report.name)).collect();
    let files = if files.len() > 4 { lang.pick("BESTAND…", "FILE…").to_owned() } else { files.join(" ") };
    let init = format!("datadialoog init {} --out datadialoog.toml", harmless(&files));
    steps.push(lang.pick(
        format!("Maak er een projectbestand van: {init}"),
        format!("Make a project file of it: {init}"),
    ));
    let mut out = format!("{}\n", bold(lang.pick("En nu", "What next")));
    for (number, step) in (1..).zip(steps) {
        let text = wrap(&step, WIDTH, 5);
        out.push_str(&format!("  {number}. {}\n", text.trim_start()));
    }
    out
}

/// A file's name as a shell takes it.
fn shell_name(name: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./\\:~".contains(c);
    if name.chars().all(plain) { name.to_owned() } else { format!("'{}'", short(name, 200)) }
}
