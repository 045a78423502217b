use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;

use super::asked::population;
use super::open::{OpenTable, open_sources};
use super::project_file::read_project;
use super::read::{Answers, read};
use super::weighing::without_grouping;
use super::{Progress, Register, Rejects, Stage, merged, quality, register};
use crate::assess::{Figure, Results, Setting, add_quality, assess, weigh};
use crate::diagnostics::{Checked, Code, Diagnostic, Severity};
use crate::dialogue::Reading;
use crate::disclosure::{ClearedTally, Merged, Merging, Rule, Rules, Scoring, Terms, clear, clear_with_all};
use crate::domain::{
    Indicator, IndicatorId, Phrase, Place, Population, Project, Readers, Round, RoundId, Scale, Slice, Unit,
    phrase,
};
use crate::ingest::{self, FileDigest};
use crate::statistics::needed_items;

/// What a run is asked for.
#[derive(Clone, Debug)]
pub struct Order {
    /// The day that counts as today.
    pub as_of: Date,
    /// For whom it is made.
    pub readers: Readers,
    /// The protections that hold: [`Rules::all`].
    pub rules: Rules,
}

impl Order {
    /// What is asked for on a day, for the own team.
    pub fn on(as_of: Date) -> Self {
        Self { as_of, readers: Readers::default(), rules: Rules::all() }
    }

    /// The same for these readers.
    pub fn read_by(self, readers: Readers) -> Self {
        Self { readers, ..self }
    }
}

/// Everything between the files that were read and the files that may be written.
#[derive(Clone, Debug)]
pub struct Examined {
    /// The project.
    pub project: Project,
    /// The scale of every indicator that has answers.
    pub scales: BTreeMap<IndicatorId, Scale>,
    /// How many were asked.
    pub population: Population,
    /// What may be shown.
    pub cleared: ClearedTally,
    /// Every figure and verdict that may be shown.
    pub results: Results,
    /// Where the answers came from, but for the digest.
    pub(super) reading: Reading,
    digests: Digests,
    /// What was published before, and what is once these results are.
    pub register: Register,
    /// The protections that held.
    pub rules: Rules,
}

impl Examined {
    /// What figures need to know beside the counts.
    pub fn setting(&self) -> Setting<'_> {
        Setting {
            project: &self.project,
            scales: &self.scales,
            population: &self.population,
            as_of: self.results.as_of,
            rules: self.rules,
        }
    }

    /// Where the answers came from. The files are read once more for their digest.
    pub fn reading(&self) -> Reading {
        Reading { digest: self.digests.all(), ..self.reading.clone() }
    }
}

/// The digests of the project file and of every table, each with its name.
#[derive(Clone, Debug)]
struct Digests {
    project: (String, String),
    tables: Vec<(FileDigest, String)>,
}

impl Digests {
    fn of(project: &str, sha256: String, tables: &[OpenTable]) -> Self {
        let named = |open: &OpenTable| (open.table.digest(), open.table.name.clone());
        Self { project: (sha256, project.to_owned()), tables: tables.iter().map(named).collect() }
    }

    /// One SHA-256 over all of them, as `sha256sum FILES | sha256sum` gives it.
    fn all(&self) -> String {
        let (sha256, name) = &self.project;
        let mut lines = format!("{sha256}  {name}\n");
        for (digest, name) in &self.tables {
            lines.push_str(&format!("{}  {name}\n", digest.get()));
        }
        ingest::sha256(lines.as_bytes())
    }
}

/// From a project file (or its folder) to every figure that may be shown.
///
/// # Errors
/// Every problem of the project file, or else every problem of the files it names.
pub fn examine(
    path: &Path,
    order: &Order,
    progress: &dyn Progress,
) -> Result<Checked<Examined>, Vec<Diagnostic>> {
    examine_noting(path, order, progress, None)
}

/// The same, noting every cell of the exports that could not be read; also where the run ends in errors.
///
/// # Errors
/// As [`examine`].
pub fn examine_noting(
    path: &Path,
    order: &Order,
    progress: &dyn Progress,
    rejects: Option<&mut Rejects>,
) -> Result<Checked<Examined>, Vec<Diagnostic>> {
    let Checked { value: (project, project_sha256), mut notes } = read_project(path)?;
    let project = project.made_for(order.readers);
    let Checked { value: tables, notes: opened } = open_sources(&project, &project.limits);
    let digests = Digests::of(&project.file, project_sha256, &tables);
    notes.extend(opened);
    let Checked { value: answers, notes: coded } = read(&project, tables, progress, rejects);
    notes.extend(coded);
    let Answers { scales, tally, mut groups, mut reading, left_out, quality, complete, .. } = answers;
    // What was read twice counts double, and says nothing about the number of people asked.
    let complete = complete && !notes.iter().any(|note| note.code == Code::SameRespondents);
    let Checked { value: population, notes: asked } =
        population(&project, &tally, &mut groups, complete, &project.limits);
    notes.extend(asked);
    notes.extend(without_grouping(&project, &population));
    notes.extend(off_scale(&project, &scales));
    let ledger = order.rules.hold(Rule::Ledger);
    let published = if ledger { register::open(&project) } else { Ok(Default::default()) };
    let published = published.map_err(|faults| notes.extend(faults)).unwrap_or_default();
    if notes.iter().any(|note| note.severity == Severity::Error) {
        return Err(notes);
    }
    progress.stage(Stage::Assessing);
    let rounds: Vec<RoundId> = project.rounds_until(order.as_of).map(|round| round.id.clone()).collect();
    let scoring = scoring(&project, &scales);
    let merging = Merging {
        allowed: &project.merge,
        minimum: project.privacy.minimum,
        population: &population,
        rules: order.rules,
    };
    let together = Merged::new(&tally, &rounds, merging, |round| published.1.before(round));
    let terms = Terms {
        privacy: &project.privacy,
        scoring: &scoring,
        population: &population,
        merged: &together,
        rules: order.rules,
    };
    let cleared = clear(&tally, &rounds, terms);
    let setting = Setting {
        project: &project,
        scales: &scales,
        population: &population,
        as_of: order.as_of,
        rules: order.rules,
    };
    let mut results = assess(setting, &cleared);
    let with_all = clear_with_all((&tally, &cleared), &left_out, &rounds, terms);
    add_quality(&mut results, setting, quality::noticed(&project, &quality), &with_all);
    let mut register = published.0;
    if ledger {
        let (held, after, told) = register::hold(setting, &tally, results, (register, &published.1));
        (results, register) = (held, after);
        notes.extend(told);
    }
    weigh(&mut results, setting);
    if let Some(nothing) = nothing_to_show(&project, &results) {
        notes.push(nothing);
        return Err(notes);
    }
    notes.extend(merged::notes(&project, &results));
    reading.notes.extend(quality::notes(&project, &results));
    let rules = order.rules;
    let value = Examined { project, scales, population, cleared, results, reading, digests, register, rules };
    Ok(Checked { value, notes })
}

/// How each indicator is scored.
fn scoring(project: &Project, scales: &BTreeMap<IndicatorId, Scale>) -> BTreeMap<IndicatorId, Scoring> {
    let of = |indicator: &Indicator| {
        let items = u16::try_from(indicator.items.len()).unwrap_or(u16::MAX);
        let sides = scales.get(&indicator.id).map(|scale| (&scale.favourable, &scale.unfavourable));
        let (favourable, unfavourable) =
            sides.map(|(one, other)| (one.clone(), other.clone())).unwrap_or_default();
        Scoring { needed: needed_items(indicator.valid_items, items), favourable, unfavourable }
    };
    project.indicators.iter().map(|indicator| (indicator.id.clone(), of(indicator))).collect()
}

/// Thresholds that the scale, now that it is recognised from the answers, cannot carry.
fn off_scale(project: &Project, scales: &BTreeMap<IndicatorId, Scale>) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for indicator in &project.indicators {
        let Some(scale) = scales.get(&indicator.id) else { continue };
        for threshold in &indicator.thresholds {
            let in_points = threshold.unit == Unit::Points;
            let (id, name, top) = (&indicator.id, &scale.id, scale.len());
            let (low, high) = threshold.statistic.range_in_points(top);
            let fits = scale.has_mean() && (low..=high).contains(&threshold.bound.value());
            if in_points && !fits {
                let bound = threshold.bound.value();
                let (headline, help) = if scale.has_mean() {
                    let headline = phrase!(
                        "de drempel {bound} van `{id}` ligt buiten de schaal `{name}` (1 tot {top})",
                        "the threshold {bound} of `{id}` lies off the scale `{name}` (1 to {top})"
                    );
                    let help = phrase!(
                        "kies een drempel van {low} tot {high}, of noem bij `{id}` de schaal die bedoeld is met `scale = …`",
                        "choose a threshold from {low} to {high}, or name the scale that is meant at `{id}` with `scale = …`"
                    );
                    (headline, help)
                } else {
                    let headline = phrase!(
                        "`{id}` staat op de schaal `{name}` met het ideaal in het midden; een gemiddelde zegt daar niets",
                        "`{id}` is on the scale `{name}` with its ideal in the middle; a mean says nothing there"
                    );
                    let help = Phrase::new(
                        "kies bij de drempel `statistic = \"favourable-share\"` met `unit = \"percent\"`",
                        "choose `statistic = \"favourable-share\"` with `unit = \"percent\"` at the threshold",
                    );
                    (headline, help)
                };
                let place = Place::file(&project.file);
                faults.push(Diagnostic::error(Code::BadValue, headline).at(place).help(help));
            }
        }
    }
    faults
}

/// A last round in which not even everyone together may be shown.
fn nothing_to_show(project: &Project, results: &Results) -> Option<Diagnostic> {
    let Some(round) = results.rounds.last() else {
        let as_of = results.as_of;
        let headline = phrase!(
            "er is op {as_of} nog geen ronde met antwoorden",
            "on {as_of} there is no round with answers yet"
        );
        let help = match project.rounds.iter().min_by_key(|round| round.date) {
            Some(Round { id, date }) if *date > as_of => phrase!(
                "De eerste ronde is {id}, op {date}. Klopt die datum, geef dan met --as-of een latere dag.",
                "The first round is {id}, on {date}. If that date is right, give a later day with --as-of."
            ),
            _ => phrase!(
                "Controleer de datum van de rondes, of geef met --as-of een latere dag.",
                "Check the dates of the rounds, or give a later day with --as-of."
            ),
        };
        return Some(Diagnostic::error(Code::NobodyLeft, headline).at(Place::file(&project.file)).help(help));
    };
    let all = round.response.iter().find(|response| response.slice == Slice::All)?;
    if all.respondents.is_some() {
        return None;
    }
    let (id, minimum) = (&round.round, project.privacy.minimum);
    let headline = match all.rate {
        Figure::TooFew => phrase!(
            "in ronde {id} zijn er minder dan {minimum} respondenten: er is niets te tonen zonder mensen herkenbaar te maken",
            "round {id} has fewer than {minimum} respondents: nothing can be shown without giving people away"
        ),
        _ => phrase!(
            "van ronde {id} is nu niets te tonen zonder mensen herkenbaar te maken",
            "of round {id} nothing can be shown now without giving people away"
        ),
    };
    let help = phrase!(
        "Wacht tot er meer antwoorden zijn, of praat zonder cijfers.",
        "Wait for more answers, or talk without figures."
    );
    Some(Diagnostic::error(Code::NothingToShow, headline).at(Place::file(&project.file)).help(help))
}
