use std::collections::{BTreeMap, BTreeSet, HashMap};

use rustc_hash::FxBuildHasher;

use crate::coding::meaning::{Written, as_shown, written};
use crate::coding::respondents::distinct_at;
use crate::domain::{Batch, Item, Project, RoleId, RoleOf, Source};

/// More different texts than a questionnaire has questions: then the column holds something else.
const MOST_QUESTIONS: usize = 400;

/// What stands in the column with the question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// Nothing.
    Nothing,
    /// A question that a statement of the project names: its position among them.
    Wanted(usize),
    /// Another question.
    Other,
}

/// The questions that statements name, found again in the column with the question.
#[derive(Debug)]
pub(super) struct Questions {
    pub(super) column: usize,
    /// As the project file names them, each once.
    pub(super) wanted: Vec<String>,
    position: HashMap<String, usize, FxBuildHasher>,
    of_cell: Vec<Said>,
    met: BTreeSet<usize>,
    others: BTreeSet<String>,
    rows: u64,
    /// Per item of the project its question, and the same per role.
    pub(super) items: Vec<Option<usize>>,
    pub(super) items_of_role: BTreeMap<RoleId, Vec<Option<usize>>>,
}

impl Questions {
    pub(super) fn new(project: &Project, source: &Source, column: usize) -> Self {
        let mut questions = Self {
            column,
            wanted: Vec::new(),
            position: HashMap::default(),
            of_cell: Vec::new(),
            met: BTreeSet::new(),
            others: BTreeSet::new(),
            rows: 0,
            items: Vec::new(),
            items_of_role: BTreeMap::new(),
        };
        let items: Vec<&Item> = project.indicators.iter().flat_map(|indicator| &indicator.items).collect();
        match &source.role {
            RoleOf::Fixed(role) => questions.items = questions.of_role(&items, role),
            RoleOf::Column { .. } => {
                questions.items = vec![None; items.len()];
                let roles: BTreeSet<&RoleId> = items.iter().flat_map(|item| item.columns.keys()).collect();
                for role in roles.into_iter().filter(|role| source.may_hold(role)) {
                    let of_role = questions.of_role(&items, role);
                    questions.items_of_role.insert(role.clone(), of_role);
                }
            }
        }
        questions
    }

    fn of_role(&mut self, items: &[&Item], role: &RoleId) -> Vec<Option<usize>> {
        items.iter().map(|item| item.columns.get(role).map(|question| self.want(question))).collect()
    }

    fn want(&mut self, question: &str) -> usize {
        let name = question.split_whitespace().collect::<Vec<_>>().join(" ");
        *self.position.entry(name.clone()).or_insert_with(|| {
            self.wanted.push(name);
            self.wanted.len() - 1
        })
    }

    /// Looks up what the distinct cells of a batch that were not met before name.
    pub(super) fn grow(&mut self, batch: &Batch) {
        let Some(column) = batch.columns.get(self.column) else { return };
        for cell in column.distinct.iter().skip(self.of_cell.len()) {
            let said = match written(cell) {
                Written::Absent | Written::Blank | Written::Error => Said::Nothing,
                Written::Text(_) | Written::Missing(_) => {
                    let name = as_shown(cell);
                    match self.position.get(&name) {
                        Some(position) => Said::Wanted(*position),
                        None => {
                            if self.others.len() <= MOST_QUESTIONS {
                                self.others.insert(name);
                            }
                            Said::Other
                        }
                    }
                }
            };
            self.of_cell.push(said);
        }
    }

    /// The question of a row of a batch that [`Questions::grow`] has seen.
    pub(super) fn read(&mut self, batch: &Batch, row: usize) -> Said {
        let index = distinct_at(batch, self.column, row);
        let said = index.and_then(|index| self.of_cell.get(index)).copied().unwrap_or(Said::Nothing);
        self.rows += 1;
        if let Said::Wanted(position) = said {
            self.met.insert(position);
        }
        said
    }

    /// The questions that statements name and no row has.
    pub(super) fn absent(&self) -> Vec<String> {
        let named = self.wanted.iter().enumerate();
        named.filter(|(position, _)| !self.met.contains(position)).map(|(_, name)| name.clone()).collect()
    }

    /// The questions that no statement names. None are told where they are too many, or, of answers (`come_back`),
    /// where they do not come back: then the column may hold what people wrote.
    pub(super) fn unused(&self, come_back: bool) -> Vec<String> {
        let different = u64::try_from(self.others.len() + self.met.len()).unwrap_or(u64::MAX);
        let plausible = !come_back || different.saturating_mul(2) <= self.rows;
        if self.others.len() > MOST_QUESTIONS || !plausible {
            return Vec::new();
        }
        self.others.iter().cloned().collect()
    }
}
