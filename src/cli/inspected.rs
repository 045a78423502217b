use std::collections::BTreeMap;

use datadialoog::coding::Doubt;
use datadialoog::domain::{Lang, Phrase};
use datadialoog::pipeline::{ColumnReport, FileReport, OwnScale, Part, answers_together, codes_together};
use datadialoog::text::{Noun, and_list, counted, long_date, quoted};

use super::console::{WIDTH, bold, faint};
use super::inspected_blocks::blocks;
use super::inspected_next::{attention, overview, what_next};
use super::wrap::{harmless, short, wrap};

/// The widest a column's name is shown.
const NAME: usize = 44;
/// So many groups are shown with their numbers.
const MOST_GROUPS: usize = 12;

/// What would be read of each file, for people; what to do next stands at the end.
pub(crate) fn text(reports: &[FileReport], lang: Lang) -> String {
    let mut out: String = reports.iter().map(|report| file(report, lang) + "\n").collect();
    out.push_str(&overview(reports, lang));
    out.push_str(&what_next(reports, lang));
    out
}

/// A page of lines for a terminal.
struct Page {
    out: String,
    lang: Lang,
}

impl Page {
    fn line(&mut self, indent: usize, text: &str) {
        self.out.push_str(&format!("{}\n", wrap(&harmless(text), WIDTH, indent)));
    }

    fn said(&mut self, indent: usize, nl: String, en: String) {
        let text = self.lang.pick(nl, en);
        self.line(indent, &text);
    }

    fn title(&mut self, part: &Part) {
        let title = part.title();
        self.out.push_str(&format!("\n  {}\n", bold(title.get(self.lang))));
    }

    /// Numbers behind their words, none of them broken off from its word.
    fn counts(&mut self, indent: usize, counts: &[(Phrase, u64)]) {
        let told: Vec<String> = counts
            .iter()
            .map(|(option, count)| {
                let option = short(&harmless(option.get(self.lang)), NAME);
                format!("{option} {count}").replace(' ', "\u{a0}")
            })
            .collect();
        if !told.is_empty() {
            let line = wrap(&told.join("\u{a0}· "), WIDTH, indent);
            self.out.push_str(&format!("{}\n", faint(&line)));
        }
    }
}

fn file(report: &FileReport, lang: Lang) -> String {
    let mut page = Page { out: format!("{}\n", bold(&harmless(&report.name))), lang };
    if !report.whole {
        page.said(
            2,
            "! niet helemaal te lezen: zie de fouten; de aantallen hieronder kloppen nog niet".to_owned(),
            "! cannot be read to the end: see the errors; the numbers below are not right yet".to_owned(),
        );
    }
    form(report, &mut page);
    rows(report, &mut page);
    for part in [Part::Scale, Part::OwnScale, Part::Codes] {
        let columns: Vec<&ColumnReport> =
            report.columns_and_asked().filter(|column| column.part == part).collect();
        if !columns.is_empty() {
            page.title(&part);
            blocks(&columns).iter().for_each(|block| self::block(report, block, &mut page));
        }
    }
    let told: Vec<&ColumnReport> = report
        .columns_and_asked()
        .filter(|column| matches!(column.part, Part::Role | Part::Group(_) | Part::Choice))
        .collect();
    for (place, column) in told.iter().enumerate() {
        let is_group = |part: &Part| matches!(part, Part::Group(_));
        let before = place.checked_sub(1).and_then(|before| told.get(before));
        if !before.is_some_and(|before| {
            before.part == column.part || is_group(&before.part) && is_group(&column.part)
        }) {
            page.title(&column.part);
        }
        groups(column, &mut page);
    }
    for part in [
        Part::MultipleChoice,
        Part::Open,
        Part::Numbers,
        Part::Dates,
        Part::Idle,
        Part::Errors,
        Part::Shape,
        Part::Completion,
        Part::Status,
        Part::Identifier,
        Part::Started,
        Part::Ended,
        Part::Duration,
        Part::Administrative,
        Part::Timing,
        Part::Personal,
        Part::Unreadable,
    ] {
        listed(report, &part, &mut page);
    }
    page.out
}

fn form(report: &FileReport, page: &mut Page) {
    let lang = page.lang;
    let platform = report.platform.title();
    page.line(2, &format!("{}: {}", platform.get(lang), report.platform_reason.get(lang)));
    if let Some((encoding, mark, delimiter)) = report.text_form() {
        let delimiter = match delimiter {
            '\t' => "tab".to_owned(),
            other => other.to_string(),
        };
        let packed = if report.is_packed() { (", ingepakt (gzip)", ", packed (gzip)") } else { ("", "") };
        let (nl, en) = match (report.encoding_guessed, mark) {
            (true, _) => (" (geraden)", " (a guess)"),
            (false, true) => (" met BOM", " with a BOM"),
            (false, false) => ("", ""),
        };
        page.said(
            2,
            format!("tekst in {encoding}{nl}, scheidingsteken {delimiter}{}", packed.0),
            format!("text in {encoding}{en}, delimiter {delimiter}{}", packed.1),
        );
    }
    if let Some((encoding, packing)) = report.spss_form() {
        let packed = if packing == "zlib" { " (.zsav)" } else { "" };
        page.said(
            2,
            format!("SPSS-bestand{packed}, teksten in {encoding}"),
            format!("SPSS file{packed}, texts in {encoding}"),
        );
    }
    if let Some(format) = report.columnar_form() {
        page.line(2, format);
    }
    if let Some(labels) = &report.labels {
        page.said(
            2,
            format!("wat de codes betekenen, komt uit {labels}"),
            format!("what the codes mean comes from {labels}"),
        );
    }
    if let Some(sheet) = report.sheet() {
        let format = report.format();
        page.said(
            2,
            format!("werkmap ({format}), blad ‘{sheet}’"),
            format!("workbook ({format}), sheet ‘{sheet}’"),
        );
        let other = |hidden: &str, sheet: &datadialoog::ingest::OtherSheet| {
            format!("‘{}’{}", sheet.name, if sheet.visible { "" } else { hidden })
        };
        if !report.other_sheets.is_empty() {
            let hidden = lang.pick(" (verborgen)", " (hidden)");
            let sheets: Vec<String> = report.other_sheets.iter().map(|sheet| other(hidden, sheet)).collect();
            let sheets = and_list(lang, &sheets);
            page.said(2, format!("niet gelezen: {sheets}"), format!("not read: {sheets}"));
        }
    }
    if report.encoding_guessed && !report.accents.is_empty() {
        let words: Vec<String> = report.accents.iter().map(|word| quoted(word)).collect();
        let words = and_list(lang, &words);
        page.said(2, format!("staan deze woorden goed? {words}"), format!("are these words right? {words}"));
    }
    if let [first, rest @ ..] = report.decimals.as_slice() {
        let name = |sign: &char| match sign {
            ',' => lang.pick("komma", "comma"),
            _ => lang.pick("punt", "point"),
        };
        let signs = [first].into_iter().chain(rest).map(name).collect::<Vec<_>>();
        let signs = and_list(lang, &signs);
        page.said(2, format!("decimalen na een {signs}"), format!("decimals after a {signs}"));
    }
}

fn rows(report: &FileReport, page: &mut Page) {
    let lang = page.lang;
    let row = lang.pick(Noun::new("rij", "rijen"), Noun::new("row", "rows"));
    let rows = counted(report.rows, &row);
    let (first, last) = report.heading_rows;
    let mut parts = vec![rows];
    if first == last && first > 0 {
        parts.push(lang.pick(format!("kop op rij {first}"), format!("headings in row {first}")));
    } else if first > 0 {
        parts.push(lang.pick(
            format!("kop op rij {first} tot en met {last}"),
            format!("headings in rows {first} to {last}"),
        ));
    }
    if report.empty_rows > 0 {
        let empty = report.empty_rows;
        parts.push(lang.pick(format!("{empty} lege rijen apart"), format!("{empty} empty rows apart")));
    }
    if report.without_answers > 0 {
        let without = report.without_answers;
        parts.push(
            lang.pick(format!("{without} zonder één antwoord"), format!("{without} without a single answer")),
        );
    }
    if let Some(finished) = report.finished {
        parts.push(lang.pick(format!("{finished} afgerond"), format!("{finished} finished")));
    }
    page.line(2, &parts.join(", "));
    if let Some(days) = report.days {
        let (first, last) = (long_date(lang, days.first), long_date(lang, days.last));
        page.said(
            2,
            format!("antwoorden van {first} tot en met {last}"),
            format!("answers from {first} to {last}"),
        );
    }
}

fn block(report: &FileReport, block: &[&ColumnReport], page: &mut Page) {
    let lang = page.lang;
    let Some(first) = block.first() else { return };
    let count = block.len() as u64;
    let name = |column: &ColumnReport| short(&harmless(column.name()), NAME);
    let mut names = name(first);
    if let Some(last) = block.last().filter(|_| count > 1) {
        let question = lang.pick(Noun::new("vraag", "vragen"), Noun::new("question", "questions"));
        names = format!("{names} … {} ({})", name(last), counted(count, &question));
    }
    let own = first.own_scale.and_then(|own| report.own_scales.get(own));
    let on = match (first.scale(), own) {
        (Some(scale), _) => scale.to_string(),
        (None, Some(scale)) => order_of(scale, lang).to_owned(),
        (None, None) => match codes_together(block) {
            Some((low, high)) => lang.pick(
                format!("hele getallen van {low} tot en met {high}"),
                format!("whole numbers from {low} to {high}"),
            ),
            None => first.words().get(lang).to_owned(),
        },
    };
    page.line(4, &format!("{names}: {on}"));
    page.counts(8, &answers_together(block));
    for column in block.iter().filter(|column| column.scale().is_some() && column.off_options() > 0) {
        let mut strays: Vec<String> =
            column.strays.iter().map(|(text, count)| format!("‘{text}’ {count}")).collect();
        if strays.is_empty() {
            strays.push(column.off_options().to_string());
        }
        let (name, strays) = (name(column), strays.join(" · "));
        page.said(
            8,
            format!("? niet op de schaal bij {name}: {strays}"),
            format!("? not on the scale at {name}: {strays}"),
        );
    }
    let mut far: BTreeMap<&str, u64> = BTreeMap::new();
    for (number, count) in block.iter().filter(|c| c.part == Part::Codes).flat_map(|c| &c.strays) {
        *far.entry(number).or_default() += count;
    }
    if !far.is_empty() {
        let far = far.iter().map(|(number, count)| format!("{number} ({count})")).collect::<Vec<_>>();
        let far = far.join(", ");
        page.said(
            8,
            format!("? ver van de andere codes: {far}; betekent dat geen antwoord?"),
            format!("? far from the other codes: {far}; does that mean no answer?"),
        );
    }
    if let Some(doubt) = first.doubt_words().filter(|_| first.doubt() != Some(Doubt::Strays)) {
        page.line(8, &format!("? {}", doubt.get(lang)));
        return;
    }
    if first.settled_by_others {
        page.said(
            8,
            "de vragen ernaast gaven de doorslag".to_owned(),
            "the questions beside it tipped the scales".to_owned(),
        );
    }
    let why: Vec<String> = first
        .why_not()
        .iter()
        .map(|(scale, reason)| {
            let reason = reason.get(lang);
            lang.pick(format!("niet {scale}: {reason}"), format!("not {scale}: {reason}"))
        })
        .collect();
    if !why.is_empty() {
        let line = wrap(&harmless(&why.join("; ")), WIDTH, 8);
        page.out.push_str(&format!("{}\n", faint(&line)));
    }
}

fn order_of(scale: &OwnScale, lang: Lang) -> &'static str {
    use datadialoog::coding::Order;
    match (scale.order, scale.guessed) {
        (Order::Labels, _) => lang.pick("volgorde volgens het bestand", "in the order of the file"),
        (Order::Codes, _) => lang.pick("volgorde volgens de cijfers ervoor", "in the order of their numbers"),
        (Order::Unknown, true) => {
            lang.pick("volgorde geraden: klopt hij?", "the order is a guess: is it right?")
        }
        (Order::Unknown, false) => {
            lang.pick("volgorde niet te zien: welke is het?", "no order to be seen: which is it?")
        }
    }
}

fn groups(column: &ColumnReport, page: &mut Page) {
    let lang = page.lang;
    let name = short(column.name(), NAME);
    let words = column.words();
    page.line(4, &format!("{name}: {}", words.get(lang)));
    let mut answers = column.answers();
    if answers.len() > MOST_GROUPS {
        let more: u64 = answers.split_off(MOST_GROUPS).iter().map(|(_, count)| count).sum();
        answers.push((Phrase::new("en de rest", "and the rest"), more));
    }
    page.counts(8, &answers);
}

/// The columns of a part by name only, with a word about each where that says more than the part does.
fn listed(report: &FileReport, part: &Part, page: &mut Page) {
    let lang = page.lang;
    let columns =
        report.columns_and_asked().filter(|column| column.part == *part && !column.name().is_empty());
    let named: Vec<String> = columns
        .map(|column| {
            let name = short(&harmless(column.name()), NAME);
            match part {
                Part::Numbers | Part::MultipleChoice => {
                    format!("{name} ({})", column.words().get(lang))
                }
                _ => name,
            }
        })
        .collect();
    if named.is_empty() {
        return;
    }
    page.title(part);
    page.line(4, &named.join("; "));
}

/// How a file does, in a few words, for the overview; `None` where nothing asks for attention.
pub(crate) fn in_short(report: &FileReport, lang: Lang) -> Option<String> {
    let matters = attention(report, lang);
    (!matters.is_empty()).then(|| matters.join(", "))
}
