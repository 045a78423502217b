use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::edition::{Edition, EditionEntry};
use super::fault;
use crate::diagnostics::Diagnostic;
use crate::disclosure::Before;
use crate::domain::{Place, RoundId};
use crate::ingest::sha256;

/// The form of the file; a change that an earlier program would misread raises it.
pub const LEDGER_SCHEMA: &str = "datadialoog-register-1";

/// What the file says of itself to whoever opens it.
const ABOUT: [&str; 2] = [
    "Dit register houdt bij wat datadialoog al publiceerde, zodat twee verslagen naast elkaar niemand verraden. Er staan aantallen mensen in, ook kleine, en geen antwoorden die niet gepubliceerd zijn. Bewaar het bij de exports, deel het niet mee met een verslag en verander er niets in.",
    "This register keeps what datadialoog has published, so that two reports side by side give nobody away. It holds numbers of people, small ones too, and no answers that were not published. Keep it with the exports, do not share it along with a report and change nothing in it.",
];

/// What was published of each round, edition after edition.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    rounds: BTreeMap<RoundId, Vec<Edition>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Page {
    #[serde(rename = "schema")]
    _schema: String,
    #[serde(rename = "about")]
    _about: Vec<String>,
    rounds: BTreeMap<RoundId, Vec<Value>>,
    seal: String,
}

impl Ledger {
    /// What was published of a round, earliest first.
    pub fn editions(&self, round: &RoundId) -> &[Edition] {
        self.rounds.get(round).map_or(&[], Vec::as_slice)
    }

    /// What was told of the groups of a round.
    pub fn before(&self, round: &RoundId) -> Before {
        let mut before = Before::default();
        for edition in self.editions(round) {
            for merged in &edition.results.merged {
                let groups = before.merged.entry(merged.grouping.clone()).or_default();
                groups.extend(merged.groups.iter().cloned());
            }
            before.shown.extend(edition.all_slices());
        }
        before
    }

    /// Puts down what was published of a round.
    pub(super) fn add(&mut self, round: RoundId, edition: Edition) {
        self.rounds.entry(round).or_default().push(edition);
    }

    /// The ledger that a file holds; `file` is its name as the user knows it.
    ///
    /// # Errors
    /// [`Code::RegisterDamaged`](crate::diagnostics::Code::RegisterDamaged): it is of another form, not whole, or changed by
    /// something else than this program. What was published is then not known, and nothing may be published on top.
    pub fn read(bytes: &[u8], file: &str) -> Result<Self, Vec<Diagnostic>> {
        let text = std::str::from_utf8(bytes).map_err(|fault| {
            let sound = bytes.get(..fault.valid_up_to()).unwrap_or_default();
            let line = 1 + sound.iter().filter(|&&byte| byte == b'\n').count();
            vec![fault::not_json(Place::line(file, u64::try_from(line).unwrap_or(u64::MAX)))]
        })?;
        let value: Value = serde_json::from_str(text).map_err(|fault| {
            let at = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
            vec![fault::not_json(Place::line_column(file, at(fault.line()), at(fault.column())))]
        })?;
        let form = value.get("schema").and_then(Value::as_str).map(str::to_owned);
        if form.as_deref() != Some(LEDGER_SCHEMA) {
            return Err(vec![fault::other_form(Place::file(file), form.as_deref())]);
        }
        let changed = || vec![fault::changed(Place::file(file), None)];
        let page: Page = serde_json::from_value(value).map_err(|_| changed())?;
        if page.seal != seal(&page.rounds) {
            return Err(changed());
        }
        let mut ledger = Self::default();
        for (round, entries) in page.rounds {
            for (number, entry) in entries.into_iter().enumerate() {
                let before = ledger.editions(&round).last();
                let edition = serde_json::from_value::<EditionEntry>(entry)
                    .map_err(|fault| fault.to_string())
                    .and_then(|entry| Edition::read(entry, before));
                let at = format!("{round}, {}", number + 1);
                let edition = edition.map_err(|_| vec![fault::changed(Place::file(file), Some(&at))])?;
                ledger.add(round.clone(), edition);
            }
        }
        Ok(ledger)
    }

    /// The ledger as a file; the same ledger gives the same bytes.
    ///
    /// # Errors
    /// Where JSON cannot hold it: a fault of the program.
    pub fn to_text(&self) -> Result<String, serde_json::Error> {
        let mut rounds = BTreeMap::new();
        for (round, editions) in &self.rounds {
            let mut entries = Vec::new();
            let mut before = None;
            for edition in editions {
                entries.push(serde_json::to_value(edition.entry(before)?)?);
                before = Some(edition);
            }
            rounds.insert(round.clone(), entries);
        }
        let seal = seal(&rounds);
        let json = |text: &str| serde_json::to_string(text);
        let mut text = format!("{{\n\"schema\": {},\n", json(LEDGER_SCHEMA)?);
        let about = ABOUT.iter().map(|words| json(words)).collect::<Result<Vec<_>, _>>()?;
        text.push_str(&format!("\"about\": [\n{}\n],\n\"rounds\": {{\n", about.join(",\n")));
        let mut parts = Vec::new();
        for (round, editions) in &rounds {
            // A line an edition, so that a message about the file has a line that means something.
            let lines = editions.iter().map(serde_json::to_string).collect::<Result<Vec<_>, _>>()?;
            parts.push(format!("{}: [\n{}\n]", json(round.as_str())?, lines.join(",\n")));
        }
        text.push_str(&format!("{}\n}},\n\"seal\": {}\n}}\n", parts.join(",\n"), json(&seal)?));
        Ok(text)
    }
}

/// A digest over all that the ledger holds: a changed digit or a lost line shows. It is no secret and stops nobody who
/// means harm.
fn seal(rounds: &BTreeMap<RoundId, Vec<Value>>) -> String {
    sha256(serde_json::to_string(rounds).unwrap_or_default().as_bytes())
}
