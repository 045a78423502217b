use std::collections::BTreeSet;

use super::comment::one_line;
use super::described::ScaffoldSource;
use super::page::Page;
use crate::project::line::quoted;

impl Page {
    /// What can be left out of an export for its quality, ready to be turned on.
    pub fn quality(&mut self) {
        self.line(self.lang.pick(
            "# leave-out = [\"preview\"]             # wat telt niet mee? Ook mogelijk: duplicate, straight-lining, too-fast (met fastest-seconds = 90), outside-dates (met from en until)",
            "# leave-out = [\"preview\"]             # what does not count? Also: duplicate, straight-lining, too-fast (with fastest-seconds = 90), outside-dates (with from and until)",
        ));
    }

    /// Every column of an export that is known and not used, each with the reason, so that a later export with yet
    /// another one is noticed. `used`: the columns that the project file names for this export.
    pub fn unused(&mut self, source: &ScaffoldSource, used: &BTreeSet<&str>) {
        let Some(answers) = &source.answers else { return };
        let mut met = BTreeSet::new();
        let free = answers.iter().map(String::as_str);
        let free = free.filter(|column| !column.trim().is_empty() && !used.contains(column));
        let columns: Vec<&str> = free.filter(|column| met.insert(column.trim())).collect();
        self.say(
            "Deze kolommen zijn bekend en worden niet gebruikt; komt er ooit een andere bij, dan wordt dat gemeld.",
            "These columns are known and not used; when there is another one some day, that is reported.",
        );
        if columns.is_empty() {
            return self.value("unused", "[]");
        }
        self.line("unused = [");
        for column in columns {
            let entry = format!("  {},", quoted(column));
            self.line(format!("{entry:<36}  # {}", one_line(&self.why_unused(source, column))));
        }
        self.line("]");
    }

    fn why_unused(&self, source: &ScaffoldSource, column: &str) -> String {
        if source.open.iter().any(|open| open == column) {
            return self
                .lang
                .pick("open vraag; wordt nooit gelezen", "open question; is never read")
                .to_owned();
        }
        let skipped = source.skipped.iter().find(|(skipped, _)| skipped == column);
        let later = self
            .lang
            .pick("nog niet in gebruik: zie de vragen hieronder", "not in use yet: see the questions below");
        skipped.map_or_else(|| later.to_owned(), |(_, why)| why.clone())
    }
}
