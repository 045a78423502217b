use std::collections::BTreeMap;
use std::sync::Arc;

use super::account::{Coded, ItemCount};
use super::empty_rows::EmptyRows;
use super::lexicon::Lexicon;
use super::meaning::{Gaps, Meaning};
use super::plan::ColumnPlan;
use super::quality::{self, Keepers, Met, Watch};
use super::rejects::{Rejected, rejects};
use super::respondents::{GroupNames, Respondents, Row, distinct_at};
use super::sightings::Sightings;
use super::unread;
use super::whence::Whence;
use crate::diagnostics::Checked;
use crate::domain::{
    Answer, Batch, Cell, CodedBatch, Column, IndicatorId, Missing, Project, Scale, ScaleId, Source,
};

/// Stands in a table of bytes for a cell that is no answer and no kind of missing; never handed on.
const REJECTED: u8 = 0;

/// Codes the batches of one table. Each distinct cell is translated once, so a row costs a look-up an item.
pub struct Codebook<'a> {
    pub(super) whence: &'a dyn Whence,
    pub(super) project: &'a Project,
    gaps: Gaps,
    pub(super) items: Vec<ItemCode<'a>>,
    pub(super) asks: Vec<Ask>,
    plan: ColumnPlan,
    /// Per role met, per item the position among `asks`.
    routes: Vec<Vec<Option<usize>>>,
    pub(super) respondents: Respondents,
    empty: EmptyRows,
    pub(super) watch: Watch<'a>,
    pub(super) rejected: Option<Rejected>,
    pub(super) account: Coded,
}

/// The respondents of a batch, those who count and those who are left out for the quality of their response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sifted {
    /// Who counts.
    pub used: CodedBatch,
    /// Who is left out, coded all the same: to see what difference it makes. Previews are not in it.
    pub left_out: CodedBatch,
}

/// How one item of the project is coded.
pub(super) struct ItemCode<'a> {
    pub(super) indicator: &'a IndicatorId,
    pub(super) scale: Option<(&'a Scale, Arc<Lexicon>)>,
    pub(super) reverse: bool,
}

/// One item in one column.
pub(super) struct Ask {
    pub(super) item: usize,
    pub(super) column: usize,
    pub(super) cells: Arc<Vec<Cell>>,
    pub(super) bytes: Vec<u8>,
    pub(super) sightings: Sightings,
}

impl<'a> Codebook<'a> {
    /// A codebook for one table of `source`, its columns by `plan`. An item whose indicator has no scale in
    /// `scales` has every answer rejected, without a word: settling the scales has said why.
    pub fn new(
        project: &'a Project,
        source: &'a Source,
        whence: &'a dyn Whence,
        plan: ColumnPlan,
        scales: &'a BTreeMap<IndicatorId, Scale>,
    ) -> Self {
        let mut items = Vec::new();
        let mut lexicons: BTreeMap<&ScaleId, Arc<Lexicon>> = BTreeMap::new();
        for indicator in &project.indicators {
            let scale = scales.get(&indicator.id).map(|scale| {
                let lexicon = lexicons.entry(&scale.id).or_insert_with(|| Arc::new(Lexicon::new(scale)));
                (scale, Arc::clone(lexicon))
            });
            items.extend(indicator.items.iter().map(|item| ItemCode {
                indicator: &indicator.id,
                scale: scale.clone(),
                reverse: item.reverse,
            }));
        }
        let account = Coded { items: vec![ItemCount::default(); items.len()], ..Coded::default() };
        Self {
            whence,
            project,
            gaps: Gaps::new(Some(source), whence.absent_means()),
            items,
            asks: Vec::new(),
            respondents: Respondents::new(project, source, &plan),
            watch: Watch::new(&source.quality, plan.response.clone()),
            rejected: None,
            empty: EmptyRows::beside(&plan.response),
            plan,
            routes: Vec::new(),
            account,
        }
    }

    /// The same, spelling groups as tables coded before did ([`Coded::groups`]).
    #[must_use]
    pub fn with_groups(mut self, groups: GroupNames) -> Self {
        self.respondents.names.learn(groups);
        self
    }

    /// The same, after tables of the same source in which responses were met ([`Coded::met`]).
    #[must_use]
    pub fn with_met(mut self, met: Met) -> Self {
        self.watch.after(met);
        self
    }

    /// The same, leaving out every response in the place of which another is kept.
    #[must_use]
    pub fn with_keepers(mut self, keepers: &'a Keepers) -> Self {
        self.watch.keeping(keepers);
        self
    }

    /// The same, noting every single cell that cannot be read ([`Coded::rejects`]).
    #[must_use]
    pub fn with_rejects(mut self) -> Self {
        self.rejected = Some(Rejected::default());
        self
    }

    /// Codes a batch. The distinct cells of each column must be those of the batches before, and perhaps more.
    /// Rows that are left out are not in the result; a cell that is rejected stands as not answered.
    pub fn code(&mut self, batch: &Batch) -> CodedBatch {
        self.sift(batch).used
    }

    /// The same, with the respondents that are left out beside those who count.
    pub fn sift(&mut self, batch: &Batch) -> Sifted {
        self.respondents.grow(batch);
        self.watch.begin(batch);
        self.open_routes();
        self.grow(batch);
        let leaves_out = !self.whence.counts_empty_rows();
        if leaves_out {
            self.empty.grow(batch);
        }
        let mut cell = Vec::with_capacity(batch.len());
        let mut rows: Vec<(usize, u64, usize)> = Vec::with_capacity(batch.len());
        for (row, start) in batch.starts.iter().copied().enumerate() {
            self.account.read += 1;
            if leaves_out && self.empty.has(batch, row) {
                self.account.empty += 1;
                continue;
            }
            if self.watch.leaves_out_at_once(batch, row) {
                continue;
            }
            match self.respondents.read(batch, row, start) {
                Row::Incomplete => self.account.incomplete += 1,
                Row::WithoutRole => {
                    self.account.without_role += 1;
                    if let Some(rejected) = &mut self.rejected {
                        rejected.role(batch, self.respondents.role_column, row, start);
                    }
                }
                Row::Used { cell: used, role } => {
                    self.watch.see(batch, row, start);
                    cell.push(used);
                    rows.push((row, start, usize::try_from(role).unwrap_or(usize::MAX)));
                }
            }
        }
        self.note_rejects(batch, &rows);
        let mut answered = vec![false; rows.len()];
        let items: Vec<Vec<u8>> =
            (0..self.items.len()).map(|item| self.code_item(item, batch, &rows, &mut answered)).collect();
        let out = self.watch.judge(&self.items, &items, &cell, &self.respondents.cells);
        let coded = CodedBatch { cells: Arc::clone(&self.respondents.cells), cell, items };
        let sifted = Sifted::of(coded, &out);
        self.account.used += u64::try_from(sifted.used.len()).unwrap_or(0);
        let is_out = |row: usize| out.get(row).copied().unwrap_or(false);
        let without =
            answered.iter().enumerate().filter(|(row, answered)| !**answered && !is_out(*row)).count();
        self.account.without_answer += u64::try_from(without).unwrap_or(0);
        sifted
    }

    /// The account of all batches, and everything about them that has to be said.
    pub fn finish(mut self) -> Checked<Coded> {
        self.watch.count_over_all();
        let mut notes = unread::notes(&self);
        notes.extend(quality::notes(&self));
        let rejects = rejects(&self);
        let mut account = Coded { rejects, ..self.account };
        for ask in &self.asks {
            let Some(count) = account.items.get_mut(ask.item) else { continue };
            for (index, times, _) in ask.sightings.met() {
                match ask.bytes.get(index).copied().and_then(Answer::from_byte).map(Answer::read) {
                    Some(Ok(_)) => count.valid += times,
                    Some(Err(kind)) => count.add_missing(kind, times),
                    None => count.rejected += times,
                }
            }
        }
        account.groups = self.respondents.names;
        (account.quality, account.met, account.rows_left_out) = self.watch.finish();
        Checked { value: account, notes }
    }

    /// Notes the single cells of a batch that cannot be read, if they were asked for.
    fn note_rejects(&mut self, batch: &Batch, rows: &[(usize, u64, usize)]) {
        let Some(rejected) = &mut self.rejected else { return };
        for (at, ask) in self.asks.iter().enumerate() {
            let is_asked = |role: usize| self.routes.get(role).is_some_and(|route| route.contains(&Some(at)));
            let asked = rows.iter().filter(|(_, _, role)| is_asked(*role));
            rejected.answers(at, ask, batch, asked.map(|(row, start, _)| (*row, *start)));
        }
        for (at, group) in self.respondents.groups.iter().enumerate() {
            if let Some(column) = group.column {
                rejected.groups(at, column, batch, rows.iter().map(|(row, start, _)| (*row, *start)));
            }
        }
    }

    /// Finds the columns of each role that was met for the first time.
    fn open_routes(&mut self) {
        for role in self.respondents.roles.iter().skip(self.routes.len()) {
            let columns = self.plan.items_of_role.get(role).unwrap_or(&self.plan.items);
            let mut route = Vec::with_capacity(self.items.len());
            for item in 0..self.items.len() {
                route.push(columns.get(item).copied().flatten().map(|column| {
                    let known = self.asks.iter().position(|ask| ask.item == item && ask.column == column);
                    known.unwrap_or_else(|| {
                        self.asks.push(Ask::new(item, column));
                        self.asks.len() - 1
                    })
                }));
            }
            self.routes.push(route);
        }
    }

    /// Translates the distinct cells that were not met before.
    fn grow(&mut self, batch: &Batch) {
        for ask in &mut self.asks {
            let (Some(column), Some(item)) = (batch.columns.get(ask.column), self.items.get(ask.item)) else {
                continue;
            };
            for cell in column.distinct.iter().skip(ask.bytes.len()) {
                ask.bytes.push(item.byte(cell, &self.gaps));
            }
            ask.cells = Arc::clone(&column.distinct);
        }
    }

    fn code_item(
        &mut self,
        item: usize,
        batch: &Batch,
        rows: &[(usize, u64, usize)],
        answered: &mut [bool],
    ) -> Vec<u8> {
        let bytes = match self.only_column(item, batch) {
            Some((ask, column)) => ask.code(column, rows),
            None => self.code_by_role(item, batch, rows),
        };
        for (answered, byte) in answered.iter_mut().zip(&bytes) {
            *answered |= *byte <= Answer::MAX_CATEGORY;
        }
        bytes
    }

    /// The one column in which every role met so far answers an item.
    fn only_column<'b>(&mut self, item: usize, batch: &'b Batch) -> Option<(&mut Ask, &'b Column)> {
        let mut asks = self.routes.iter().map(|route| route.get(item).copied().flatten());
        let first = asks.next()??;
        let ask = asks.all(|ask| ask == Some(first)).then(|| self.asks.get_mut(first)).flatten()?;
        let column = batch.columns.get(ask.column)?;
        Some((ask, column))
    }

    fn code_by_role(&mut self, item: usize, batch: &Batch, rows: &[(usize, u64, usize)]) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(rows.len());
        let mut unasked = 0;
        for (row, start, role) in rows {
            let ask = self.routes.get(*role).and_then(|route| route.get(item).copied().flatten());
            let Some(ask) = ask.and_then(|ask| self.asks.get_mut(ask)) else {
                unasked += 1;
                bytes.push(Answer::missing(Missing::NotAsked).byte());
                continue;
            };
            // A column that the batch lacks is met as a cell that no table of bytes knows: rejected, and counted.
            let index = distinct_at(batch, ask.column, *row).unwrap_or(ask.bytes.len());
            ask.sightings.see(index, *start);
            bytes.push(ask.stands_as(index));
        }
        if let Some(count) = self.account.items.get_mut(item) {
            count.add_missing(Missing::NotAsked, unasked);
        }
        bytes
    }
}

impl Sifted {
    /// Parts a coded batch by who is `out`; empty: nobody.
    fn of(coded: CodedBatch, out: &[bool]) -> Self {
        if !out.contains(&true) {
            let nobody = CodedBatch {
                cells: Arc::clone(&coded.cells),
                cell: Vec::new(),
                items: vec![Vec::new(); coded.items.len()],
            };
            return Self { used: coded, left_out: nobody };
        }
        let part = |wanted: bool| CodedBatch {
            cells: Arc::clone(&coded.cells),
            cell: those(&coded.cell, out, wanted),
            items: coded.items.iter().map(|item| those(item, out, wanted)).collect(),
        };
        Self { used: part(false), left_out: part(true) }
    }
}

fn those<T: Copy>(all: &[T], out: &[bool], wanted: bool) -> Vec<T> {
    all.iter().zip(out).filter(|(_, out)| **out == wanted).map(|(one, _)| *one).collect()
}

impl ItemCode<'_> {
    fn byte(&self, cell: &Cell, gaps: &Gaps) -> u8 {
        let (scale, lexicon) = match &self.scale {
            Some((scale, lexicon)) => (Some(*scale), Some(&**lexicon)),
            None => (None, None),
        };
        match (gaps.meaning(cell, lexicon), scale) {
            (Meaning::Category(category), Some(scale)) => {
                let category = if self.reverse { scale.reversed(category) } else { category };
                Answer::category(category).map_or(REJECTED, Answer::byte)
            }
            (Meaning::Missing(kind), _) => Answer::missing(kind).byte(),
            _ => REJECTED,
        }
    }
}

impl Ask {
    fn new(item: usize, column: usize) -> Self {
        Self { item, column, cells: Arc::default(), bytes: Vec::new(), sightings: Sightings::default() }
    }

    /// The byte that is handed on for a distinct cell; one that is rejected stands as not answered.
    fn stands_as(&self, index: usize) -> u8 {
        match self.bytes.get(index).copied().unwrap_or(REJECTED) {
            REJECTED => Answer::missing(Missing::NotAnswered).byte(),
            byte => byte,
        }
    }

    /// Codes a column for rows that all answer in it.
    fn code(&mut self, column: &Column, rows: &[(usize, u64, usize)]) -> Vec<u8> {
        if rows.len() == column.rows.len() && self.sightings.knows(self.bytes.len()) {
            // The usual batch: every row counts, and no cell is met for the first time.
            let mut table: Vec<(u32, u8)> =
                (0..=self.bytes.len()).map(|index| (0, self.stands_as(index))).collect();
            let meet = |table: &mut [(u32, u8)], index: u32| {
                let last = table.len().saturating_sub(1);
                let met = table.get_mut((index as usize).min(last));
                met.map_or(REJECTED, |(count, byte)| {
                    *count += 1;
                    *byte
                })
            };
            // Two tables in turn: a count waits for the one before it where the same cell comes twice in a row.
            let mut other = table.clone();
            let mut bytes = vec![REJECTED; rows.len()];
            let ((pairs, last), (twos, one)) = (column.rows.as_chunks::<2>(), bytes.as_chunks_mut::<2>());
            for (&[first, second], [one, two]) in pairs.iter().zip(twos) {
                (*one, *two) = (meet(&mut table, first), meet(&mut other, second));
            }
            last.iter().zip(one).for_each(|(&index, byte)| *byte = meet(&mut table, index));
            for (index, ((count, _), (more, _))) in table.into_iter().zip(other).enumerate() {
                self.sightings.see_again(index, u64::from(count) + u64::from(more));
            }
            return bytes;
        }
        let mut bytes = Vec::with_capacity(rows.len());
        for (row, start, _) in rows {
            let index = column.rows.get(*row).map_or(usize::MAX, |index| *index as usize);
            self.sightings.see(index.min(self.bytes.len()), *start);
            bytes.push(self.stands_as(index));
        }
        bytes
    }
}
