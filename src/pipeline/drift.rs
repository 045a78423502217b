use std::collections::BTreeMap;

use super::plan::Planned;
use crate::coding::OtherScale;
use crate::diagnostics::{Code, Diagnostic, nearest};
use crate::domain::{Lang, Phrase, Place, Project, Source, phrase};
use crate::ingest::Table;
use crate::text::and_list;

/// So many columns of a kind are named; a file that differs in more is another file.
const MOST_NAMED: usize = 30;

/// What a file has otherwise than the project file says of its source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Drift {
    /// The file.
    pub file: String,
    /// Where its headings are.
    pub place: Option<Place>,
    /// Columns that the project file names and the file lacks, and what for.
    pub missing: Vec<Missing>,
    /// Answer columns that are neither used nor known as unused.
    pub new: Vec<String>,
    /// Columns whose answers are on another scale.
    pub scales: Vec<OtherScale>,
}

/// A column that is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Missing {
    /// As the project file names it.
    pub column: String,
    /// As what.
    pub for_what: Phrase,
    /// What it may be called now.
    pub now: Vec<String>,
}

impl Drift {
    fn is_none(&self) -> bool {
        self.missing.is_empty() && self.new.is_empty() && self.scales.is_empty()
    }
}

/// Whether a source says so much of its files that a difference is a change: its platform, or what is not used.
pub(super) fn is_pinned(source: &Source) -> bool {
    source.platform.is_some() || source.unused.is_some()
}

/// What a missing column may be called now: the columns that bear its text, or else the nearest that is not used.
pub(super) fn called_now(table: &Table, used: &[usize], column: &str) -> Vec<String> {
    let codes: Vec<String> = table.codes_of(column).into_iter().map(str::to_owned).collect();
    if !codes.is_empty() {
        return codes;
    }
    let free = table.answers_beside(used);
    nearest(column, free.iter().map(String::as_str)).map(str::to_owned).into_iter().collect()
}

/// The answer columns of a file that are neither used nor known as unused.
pub(super) fn new_columns(table: &Table, wanted: &[usize], source: &Source) -> Vec<String> {
    let Some(unused) = &source.unused else { return Vec::new() };
    let known = unused.iter().chain(source.remarks.values());
    let known: Vec<usize> = known.filter_map(|column| table.find(column)).collect();
    let mut named = table.answers_beside(&[wanted, known.as_slice()].concat());
    // Of columns that only their code tells apart, or nothing does, the text stands for all of them.
    named.retain(|name| !unused.contains(name));
    named
}

/// One error for each source whose files have changed, with everything that has.
pub(super) fn faults(project: &Project, drifts: &[(usize, Drift)]) -> Vec<Diagnostic> {
    let mut of_source: BTreeMap<usize, Vec<&Drift>> = BTreeMap::new();
    for (source, drift) in drifts.iter().filter(|(_, drift)| !drift.is_none()) {
        of_source.entry(*source).or_default().push(drift);
    }
    of_source
        .into_iter()
        .filter_map(|(source, drifts)| fault(project.sources.get(source)?, &drifts))
        .collect()
}

/// The drift of a table that was planned, to be completed once its answers were looked at.
pub(super) fn of(planned: &Planned) -> Drift {
    let table = &planned.table;
    Drift {
        file: table.name.clone(),
        place: Some(table.place(table.header_row, 0)),
        missing: planned.missing.clone(),
        new: planned.new.clone(),
        scales: Vec::new(),
    }
}

fn fault(source: &Source, drifts: &[&Drift]) -> Option<Diagnostic> {
    let names: Vec<String> = drifts.iter().map(|drift| format!("`{}`", drift.file)).collect();
    let (files_nl, files_en) = (and_list(Lang::Nl, &names), and_list(Lang::En, &names));
    let one = names.len() == 1;
    let headline = Phrase::new(
        format!("{files_nl} {} niet meer bij het projectbestand", if one { "past" } else { "passen" }),
        format!("{files_en} no longer {} the project file", if one { "fits" } else { "fit" }),
    );
    let mut lines: Vec<Phrase> = Vec::new();
    for drift in drifts {
        if !one {
            let file = &drift.file;
            lines.push(phrase!("in `{file}`:", "in `{file}`:"));
        }
        lines.extend(lines_of(drift));
    }
    let some = |holds: &dyn Fn(&Drift) -> bool| drifts.iter().any(|drift| holds(drift));
    if some(&|drift| !drift.missing.is_empty()) {
        lines.push(Phrase::new(
            "is een kolom hernoemd, verander de naam in het projectbestand; is de vraag toen niet gesteld, zet dan bij deze bron `absent = [\"…\"]`",
            "if a column was renamed, change its name in the project file; if the question was not put then, add `absent = [\"…\"]` to this source",
        ));
    }
    if some(&|drift| !drift.new.is_empty()) {
        lines.push(Phrase::new(
            "gebruik een nieuwe kolom bij een indicator, of zet haar in `unused` van deze bron",
            "use a new column at an indicator, or put it in `unused` of this source",
        ));
    }
    if some(&|drift| !drift.scales.is_empty()) {
        lines.push(Phrase::new(
            "is de vraag nu met andere opties gesteld, maak er dan een eigen indicator van: oud en nieuw zijn niet te vergelijken",
            "if the question is now put with other options, make it an indicator of its own: old and new cannot be compared",
        ));
    }
    let join = |lang: Lang| lines.iter().map(|line| line.get(lang)).collect::<Vec<_>>().join("\n");
    let help = Phrase::new(join(Lang::Nl), join(Lang::En));
    let place = drifts.iter().find_map(|drift| drift.place.clone());
    let round = &source.round;
    let place = place.unwrap_or_else(|| Place::file(round.as_str()));
    Some(Diagnostic::error(Code::SourceDrifted, headline).at(place).help(help))
}

fn lines_of(drift: &Drift) -> Vec<Phrase> {
    let mut lines = Vec::new();
    for Missing { column, for_what, now } in drift.missing.iter().take(MOST_NAMED) {
        let now: Vec<String> = now.iter().map(|name| format!("`{name}`")).collect();
        let (nl, en) = (&for_what.nl, &for_what.en);
        lines.push(if now.is_empty() {
            phrase!("weg: `{column}` ({nl})", "gone: `{column}` ({en})")
        } else {
            let now = now.join(", ");
            phrase!(
                "weg: `{column}` ({nl}); heet die nu {now}?",
                "gone: `{column}` ({en}); is it called {now} now?"
            )
        });
    }
    lines.extend(more(drift.missing.len()));
    for column in drift.new.iter().take(MOST_NAMED) {
        lines.push(phrase!("nieuw: `{column}`", "new: `{column}`"));
    }
    lines.extend(more(drift.new.len()));
    for other in drift.scales.iter().take(MOST_NAMED) {
        let OtherScale { heading, indicator, named, found, .. } = other;
        lines.push(phrase!(
            "andere schaal: ‘{heading}’ staat op `{found}`, en `{indicator}` noemt `{named}`",
            "another scale: ‘{heading}’ is on `{found}`, and `{indicator}` names `{named}`"
        ));
    }
    lines.extend(more(drift.scales.len()));
    lines
}

fn more(count: usize) -> Option<Phrase> {
    let more = count.checked_sub(MOST_NAMED).filter(|more| *more > 0)?;
    Some(phrase!("en nog {more}", "and {more} more"))
}
