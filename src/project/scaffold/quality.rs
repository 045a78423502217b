use super::comment::one_line;
use super::page::Page;
use crate::domain::Lang;
use crate::project::line::list;

impl Page {
    /// What can be left out of an export for its quality, ready to be turned on.
    pub fn quality(&mut self) {
        self.line(self.lang.pick(
            "# leave-out = [\"preview\"]             # wat telt niet mee? Ook mogelijk: duplicate, straight-lining, too-fast (met fastest-seconds = 90), outside-dates (met from en until)",
            "# leave-out = [\"preview\"]             # what does not count? Also: duplicate, straight-lining, too-fast (with fastest-seconds = 90), outside-dates (with from and until)",
        ));
    }
}

/// The key `unused` of a source, with why it is there: a later file with yet another answer column is then reported.
/// `columns` as `ingest::Table::answers_beside` names them.
pub fn unused_line(lang: Lang, columns: &[String]) -> String {
    let why = lang.pick(
        "bekend en niet gebruikt; heeft een volgende export een andere kolom, dan wordt dat gemeld",
        "known and not used; when a later export has another column, that is reported",
    );
    format!("# {}\nunused = {}\n", one_line(why), list(columns))
}
