//! The file in which a person releases remarks, line by line.

use std::collections::{BTreeMap, BTreeSet};

use super::candidates::{Candidate, Candidates, mark};
use super::identifier::Identifier;
use super::redact::find;
use crate::diagnostics::{Checked, Code, Diagnostic};
use crate::domain::{Lang, Place, phrase};

/// The columns of the review file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReviewColumn {
    /// `ja` or `nee`, by a person.
    Release,
    /// The remark, which a person may change.
    Remark,
    /// What was taken out, and how often.
    TakenOut,
    /// The question.
    Question,
    /// What the line is known by.
    Mark,
}

impl ReviewColumn {
    /// The columns in their order.
    pub const ALL: [ReviewColumn; 5] = [
        ReviewColumn::Release,
        ReviewColumn::Remark,
        ReviewColumn::TakenOut,
        ReviewColumn::Question,
        ReviewColumn::Mark,
    ];

    /// Its heading.
    pub fn heading(self, lang: Lang) -> &'static str {
        match self {
            ReviewColumn::Release => lang.pick("vrijgeven", "release"),
            ReviewColumn::Remark => lang.pick("opmerking", "remark"),
            ReviewColumn::TakenOut => lang.pick("weggehaald", "taken out"),
            ReviewColumn::Question => lang.pick("vraag", "question"),
            ReviewColumn::Mark => lang.pick("merk", "mark"),
        }
    }
}

/// A line of a review file as a person left it.
pub struct ReviewLine {
    /// What stands under `vrijgeven`.
    pub release: String,
    /// The remark, as it was or changed.
    pub remark: String,
    /// The mark.
    pub mark: String,
    /// Where the line stands.
    pub place: Place,
}

/// A review file to be written.
pub struct Review {
    /// The lines, the headings first.
    pub rows: Vec<Vec<String>>,
    /// Lines on which nothing was decided yet.
    pub undecided: usize,
    /// Remarks that came since and wait: fewer than the minimum, so that their writers would be known.
    pub waiting: bool,
    /// Lines that somebody decided on and that fit no remark of the exports any more.
    pub gone: usize,
}

/// The lines to look at, with what was decided in an earlier file. Of a question that was looked at before, new remarks
/// come in at least the minimum together: of fewer, whoever knows who answered late would know who wrote them.
pub fn review(candidates: &Candidates, earlier: Option<&[ReviewLine]>, lang: Lang) -> Review {
    let decided: BTreeMap<&str, &ReviewLine> =
        earlier.unwrap_or_default().iter().map(|line| (line.mark.trim(), line)).collect();
    let is_new = |line: &&Candidate| !decided.contains_key(line.mark.as_str());
    let mut new: BTreeMap<&str, u64> = BTreeMap::new();
    let mut known: BTreeSet<&str> = BTreeSet::new();
    for line in &candidates.lines {
        if is_new(&line) {
            *new.entry(&line.question).or_default() += 1;
        } else {
            known.insert(&line.question);
        }
    }
    let waits = |line: &&Candidate| {
        let few = new.get(line.question.as_str()).is_some_and(|count| *count < candidates.minimum);
        is_new(line) && few && known.contains(line.question.as_str())
    };
    let mut rows = vec![ReviewColumn::ALL.map(|column| column.heading(lang).to_owned()).to_vec()];
    let mut undecided = 0;
    for line in candidates.lines.iter().filter(|line| !waits(line)) {
        let before = decided.get(line.mark.as_str());
        let release = before.map(|before| before.release.trim().to_owned()).unwrap_or_default();
        undecided += usize::from(release.is_empty());
        let remark = before.map_or(&line.redacted.text, |before| &before.remark);
        let taken_out = taken_out(&line.redacted.found, lang);
        rows.push(vec![release, remark.clone(), taken_out, line.question.clone(), line.mark.clone()]);
    }
    let fits: BTreeSet<&str> = candidates.lines.iter().map(|line| line.mark.as_str()).collect();
    let gone = decided.iter().filter(|(mark, line)| !line.release.trim().is_empty() && !fits.contains(*mark));
    Review { rows, undecided, waiting: candidates.lines.iter().any(|line| waits(&line)), gone: gone.count() }
}

/// `2 x naam, 1 x school`.
fn taken_out(found: &[(Identifier, u32)], lang: Lang) -> String {
    let part = |(kind, count): &(Identifier, u32)| format!("{count} x {}", kind.label(lang));
    found.iter().map(part).collect::<Vec<_>>().join(", ")
}

/// A remark that a person released. There is no other way to make one than [`release`], and nothing else of what people
/// wrote can be put into a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleasedRemark {
    question: String,
    text: String,
}

impl ReleasedRemark {
    /// The question, as readers see it.
    pub fn question(&self) -> &str {
        &self.question
    }

    /// The remark, as it was released.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// The remarks that were released, by question and within it in an order that only the words decide.
///
/// Notes, each an error at its line: an answer that is neither yes nor no, a released line that fits no remark of the
/// exports, an empty one, one that stands twice, and one in which something stands again by which people are found, such
/// as a number or a group of the project. What may be a name is told, and what fewer than the minimum wrote is left out
/// and told once.
pub fn release(candidates: &Candidates, lines: &[ReviewLine]) -> Checked<Vec<ReleasedRemark>> {
    let known: BTreeMap<&str, &Candidate> =
        candidates.lines.iter().map(|line| (line.mark.as_str(), line)).collect();
    let (mut released, mut notes, mut met, mut few) = (Vec::new(), Vec::new(), BTreeSet::new(), None);
    for line in lines {
        match decision(&line.release) {
            Some(false) => continue,
            Some(true) => {}
            None => {
                notes.push(unclear(line));
                continue;
            }
        }
        let text = line.remark.split_whitespace().collect::<Vec<_>>().join(" ");
        match known.get(line.mark.trim()) {
            None if candidates.waiting.contains(line.mark.trim()) => few = few.or(Some(line)),
            None => notes.push(changed(line)),
            Some(_) if !met.insert(line.mark.trim()) => notes.push(twice(line)),
            Some(_) if text.is_empty() => notes.push(empty(line)),
            Some(candidate) => {
                let found: Vec<Identifier> =
                    find(&text, &candidates.own).into_iter().map(|hit| hit.kind).collect();
                if let Some(kind) = found.iter().find(|kind| !MAY_STAY.contains(kind)) {
                    notes.push(tells(line, *kind));
                    continue;
                }
                if found.contains(&Identifier::Name) {
                    notes.push(may_be_a_name(line));
                }
                released.push(ReleasedRemark { question: candidate.question.clone(), text });
            }
        }
    }
    notes.extend(few.map(|line| written_by_few(line, candidates.minimum)));
    let order = |remark: &ReleasedRemark| (remark.question.clone(), mark(&[&remark.question, &remark.text]));
    released.sort_by_key(order);
    released.dedup();
    Checked { value: released, notes }
}

/// Whether a line is released; `None` where that is not clear.
fn decision(written: &str) -> Option<bool> {
    match written.trim().to_lowercase().as_str() {
        "ja" | "yes" => Some(true),
        "" | "nee" | "no" => Some(false),
        _ => None,
    }
}

/// What a person may have put back with reason: a word with a capital that is no name, a day, a class.
const MAY_STAY: [Identifier; 3] = [Identifier::Name, Identifier::Date, Identifier::Class];

fn may_be_a_name(line: &ReviewLine) -> Diagnostic {
    let headline = phrase!(
        "in deze vrijgegeven regel staat iets dat een naam kan zijn; het komt zo in het verslag",
        "this released line holds something that may be a name; it goes into the report like that"
    );
    let help = phrase!(
        "Is het iemand? Schrijf er `[naam]` voor in de plaats.",
        "Is it somebody? Write `[name]` in its place."
    );
    Diagnostic::note(Code::RemarkRelease, headline).at(line.place.clone()).help(help)
}

fn written_by_few(line: &ReviewLine, minimum: u64) -> Diagnostic {
    let headline = phrase!(
        "vrijgegeven opmerkingen die minder dan {minimum} mensen van een rol schreven, komen niet in dit verslag",
        "released remarks that fewer than {minimum} people of a role wrote do not go into this report"
    );
    let help = phrase!(
        "Een ruimere kring van lezers heeft een hoger minimum. In een verslag voor het eigen team kunnen ze wel staan.",
        "A wider circle of readers has a higher minimum. They may stand in a report for the own team."
    );
    Diagnostic::note(Code::TooFewRemarks, headline).at(line.place.clone()).help(help)
}

fn unclear(line: &ReviewLine) -> Diagnostic {
    let headline = phrase!(
        "bij `vrijgeven` staat hier geen ja en geen nee",
        "under `release` there is neither yes nor no here"
    );
    let help = phrase!(
        "Vul `ja` in als deze opmerking in het verslag mag, en anders `nee`; leeg telt als nee.",
        "Fill in `yes` if this remark may be in the report, and `no` if not; empty counts as no."
    );
    Diagnostic::error(Code::RemarkRelease, headline).at(line.place.clone()).help(help)
}

fn changed(line: &ReviewLine) -> Diagnostic {
    let headline = phrase!(
        "deze vrijgegeven regel hoort bij geen opmerking in de exports: het merk past niet (meer)",
        "this released line belongs to no remark of the exports: its mark does not fit (any more)"
    );
    let help = phrase!(
        "Laat de kolom `merk` zoals ze was. Zijn de exports of de vraag veranderd, maak het bestand dan opnieuw met `datadialoog remarks`; wat u al besloot, blijft staan waar het nog past.",
        "Leave the column `mark` as it was. If the exports or the question have changed, make the file anew with `datadialoog remarks`; what you decided stays where it still fits."
    );
    Diagnostic::error(Code::RemarkChanged, headline).at(line.place.clone()).help(help)
}

fn twice(line: &ReviewLine) -> Diagnostic {
    let headline =
        phrase!("deze regel is al eerder vrijgegeven", "this line was released further up already");
    let help = phrase!("Haal een van beide regels weg.", "Take one of the two lines out.");
    Diagnostic::error(Code::RemarkRelease, headline).at(line.place.clone()).help(help)
}

fn empty(line: &ReviewLine) -> Diagnostic {
    let headline = phrase!(
        "deze regel is vrijgegeven, maar er staat geen opmerking in",
        "this line is released, but there is no remark in it"
    );
    let help = phrase!(
        "Zet de opmerking terug, of vul bij `vrijgeven` `nee` in.",
        "Put the remark back, or fill in `no` under `release`."
    );
    Diagnostic::error(Code::RemarkRelease, headline).at(line.place.clone()).help(help)
}

fn tells(line: &ReviewLine, kind: Identifier) -> Diagnostic {
    let (nl, en) = (kind.label(Lang::Nl), kind.label(Lang::En));
    let headline = phrase!(
        "in deze vrijgegeven regel staat weer iets waaraan iemand te herkennen is ({nl})",
        "in this released line there is something again by which somebody can be recognised ({en})"
    );
    let help = phrase!(
        "Schrijf er `[{nl}]` voor in de plaats, of vul bij `vrijgeven` `nee` in.",
        "Write `[{en}]` in its place, or fill in `no` under `release`."
    );
    Diagnostic::error(Code::RemarkRelease, headline).at(line.place.clone()).help(help)
}
