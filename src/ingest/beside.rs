use super::heading::ColumnUse;
use super::table::Table;

impl Table {
    /// The name by which the project file calls a column: its code, or else its heading; empty where it has neither.
    pub fn name_of(&self, column: usize) -> &str {
        self.headings.get(column).map_or("", |heading| heading.code.as_deref().unwrap_or(&heading.text))
    }

    /// The answer columns beside those that are used (by their index from 0), by name, in the order of the file: what
    /// `unused` of a source lists.
    pub fn answers_beside(&self, used: &[usize]) -> Vec<String> {
        let headings = self.headings.iter().enumerate();
        let beside = headings
            .filter(|(column, heading)| heading.column_use == ColumnUse::Answer && !used.contains(column));
        beside.map(|(column, _)| self.name_of(column).to_owned()).filter(|name| !name.is_empty()).collect()
    }
}
