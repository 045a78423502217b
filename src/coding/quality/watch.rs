use std::collections::BTreeSet;

use super::answers::look_at;
use super::counts::QualityCount;
use super::identity::{Met, cell_at, identities};
use super::keepers::Keepers;
use super::moment::{Slashes, moment, seconds, slashes};
use super::status::is_preview;
use crate::coding::codebook::ItemCode;
use crate::coding::plan::ResponseColumns;
use crate::domain::{Batch, Flaw, Quality, RespondentCell, Sign};

/// So few durations have no median to speak of.
const LEAST_DURATIONS: usize = 10;

/// Watches the responses of one table: notices signs, and says which are to be left out.
pub(in crate::coding) struct Watch<'a> {
    pub(super) rules: &'a Quality,
    pub(super) columns: ResponseColumns,
    keepers: Option<&'a Keepers>,
    met: Met,
    table: u32,
    previews: Vec<bool>,
    slashes: Option<Slashes>,
    durations: Vec<u32>,
    found: Vec<u64>,
    /// Per group of respondents a number made of its role and groups.
    groups: Vec<u64>,
    /// Per response of the batch at hand its signs, a bit each.
    signs: Vec<u8>,
    /// Per response of the batch at hand where its row begins.
    starts: Vec<u64>,
    /// Where the rows begin that are left out.
    rows_left_out: BTreeSet<u64>,
    pub(super) counts: QualityCount,
}

impl<'a> Watch<'a> {
    pub(in crate::coding) fn new(rules: &'a Quality, columns: ResponseColumns) -> Self {
        Self {
            rules,
            columns,
            keepers: None,
            met: Met { tables: 1, ..Met::default() },
            table: 0,
            previews: Vec::new(),
            slashes: None,
            durations: Vec::new(),
            found: Vec::new(),
            groups: Vec::new(),
            signs: Vec::new(),
            starts: Vec::new(),
            rows_left_out: BTreeSet::new(),
            counts: QualityCount::default(),
        }
    }

    /// Takes over what was met in the tables of the source before this one.
    pub(in crate::coding) fn after(&mut self, met: Met) {
        self.table = met.tables;
        self.met = Met { tables: met.tables + 1, ..met };
    }

    /// Leaves out duplicates but for those.
    pub(in crate::coding) fn keeping(&mut self, keepers: &'a Keepers) {
        self.keepers = Some(keepers);
    }

    /// Prepares for the rows of a batch.
    pub(in crate::coding) fn begin(&mut self, batch: &Batch) {
        self.signs.clear();
        self.starts.clear();
        if let Some(column) = self.columns.status.and_then(|column| batch.columns.get(column)) {
            self.previews.extend(column.distinct.iter().skip(self.previews.len()).map(is_preview));
        }
        if self.slashes.is_none() {
            let columns = [self.columns.started, self.columns.ended].into_iter().flatten();
            let cells = columns.filter_map(|column| batch.columns.get(column));
            self.slashes = slashes(cells.flat_map(|column| column.distinct.iter()));
        }
    }

    /// Whether a row is a preview that is left out; it is then counted as such, and is nothing else.
    pub(in crate::coding) fn leaves_out_at_once(&mut self, batch: &Batch, row: usize) -> bool {
        if !self.rules.leave_out.contains(&Flaw::Preview) || !self.is_preview(batch, row) {
            return false;
        }
        self.counts.looked_at += 1;
        self.counts.flag(Sign::Preview, 1);
        self.counts.leave_out(Flaw::Preview, 1);
        self.rows_left_out.extend(batch.starts.get(row));
        true
    }

    /// Notices what the row of the next response tells beside its answers.
    pub(in crate::coding) fn see(&mut self, batch: &Batch, row: usize, start: u64) {
        let mut signs = 0;
        let mut note = |sign: Sign, holds: bool| signs |= u8::from(holds) << sign.index();
        note(Sign::Preview, self.is_preview(batch, row));
        if !self.columns.identifiers.is_empty() {
            identities(batch, row, &self.columns, self.table, &mut self.found);
            let mut again = false;
            for identity in &self.found {
                again |= !self.met.identities.insert(*identity);
            }
            note(
                Sign::Duplicate,
                match self.keepers {
                    Some(keepers) => keepers.keep_another(&self.found, self.table, start),
                    None => again,
                },
            );
        }
        if self.rules.from.is_some() || self.rules.until.is_some() {
            match self.ended_on(batch, row) {
                Some(day) => note(
                    Sign::OutsideDates,
                    self.rules.from.is_some_and(|first| day < first)
                        || self.rules.until.is_some_and(|last| day > last),
                ),
                None => self.counts.moment_unknown += 1,
            }
        }
        if let Some(took) = self.took(batch, row) {
            match self.rules.fastest_seconds {
                Some(fastest) => note(Sign::TooFast, took < fastest),
                None => self.durations.push(u32::try_from(took).unwrap_or(u32::MAX)),
            }
        }
        self.signs.push(signs);
        self.starts.push(start);
    }

    /// Looks at the answers of the responses that were seen; which of them are left out. Empty: none is.
    pub(in crate::coding) fn judge(
        &mut self,
        items: &[ItemCode<'_>],
        columns: &[Vec<u8>],
        cell: &[u32],
        cells: &[RespondentCell],
    ) -> Vec<bool> {
        let looks = look_at(items, columns, cell, cells, &mut self.groups);
        for (signs, look) in self.signs.iter_mut().zip(looks) {
            let mut note = |sign: Sign, holds: bool| *signs |= u8::from(holds) << sign.index();
            note(Sign::StraightLining, look.one_option && look.either_way);
            note(Sign::OneOption, look.one_option && !look.either_way);
            self.met.answers.extend(look.answers);
        }
        self.counts.looked_at += u64::try_from(self.signs.len()).unwrap_or(0);
        let mut out = Vec::new();
        for (row, signs) in self.signs.iter().enumerate().filter(|(_, signs)| **signs != 0) {
            let has = |sign: Sign| signs & (1 << sign.index()) != 0;
            for sign in Sign::ALL.into_iter().filter(|sign| has(*sign)) {
                self.counts.flag(sign, 1);
            }
            let asked = |flaw: &Flaw| self.rules.leave_out.contains(flaw) && has(flaw.sign());
            if let Some(flaw) = Flaw::ALL.into_iter().find(asked) {
                self.counts.leave_out(flaw, 1);
                self.rows_left_out.extend(self.starts.get(row));
                out.resize(self.signs.len(), false);
                if let Some(out) = out.get_mut(row) {
                    *out = true;
                }
            }
        }
        out
    }

    /// The counts of the whole table, what was met in it, and where the rows begin that are left out.
    pub(in crate::coding) fn finish(mut self) -> (QualityCount, Met, BTreeSet<u64>) {
        self.count_over_all();
        (self.counts, self.met, self.rows_left_out)
    }

    /// Counts what only the whole table tells; once is enough, and more does no harm.
    pub(in crate::coding) fn count_over_all(&mut self) {
        self.count_same();
        self.count_fast();
    }

    /// Counts who answered as another did. A set of all that was met would be a third of all memory, and slower.
    fn count_same(&mut self) {
        let all = self.met.answers.len();
        self.met.answers.sort_unstable();
        self.met.answers.dedup();
        let same = all - self.met.answers.len();
        self.counts.flag(Sign::SameAnswers, u64::try_from(same).unwrap_or(u64::MAX));
    }

    /// Counts who took less than a third of the median, where no bound was given.
    fn count_fast(&mut self) {
        if self.durations.len() < LEAST_DURATIONS || self.counts.third_of_median.is_some() {
            return;
        }
        self.durations.sort_unstable();
        let at = |index: usize| self.durations.get(index).copied().map_or(0, u64::from);
        let twice_the_median = at((self.durations.len() - 1) / 2) + at(self.durations.len() / 2);
        let fast = self.durations.partition_point(|took| u64::from(*took) * 6 < twice_the_median);
        self.counts.third_of_median = Some(twice_the_median / 6);
        self.counts.flag(Sign::TooFast, u64::try_from(fast).unwrap_or(0));
    }

    fn is_preview(&self, batch: &Batch, row: usize) -> bool {
        let Some(column) = self.columns.status else { return false };
        let index = batch.columns.get(column).and_then(|column| column.rows.get(row));
        index.and_then(|index| self.previews.get(*index as usize)).copied().unwrap_or(false)
    }

    fn ended_on(&self, batch: &Batch, row: usize) -> Option<jiff::civil::Date> {
        let of = |column| moment(cell_at(batch, column, row)?, self.slashes);
        of(self.columns.ended).or_else(|| of(self.columns.started)).map(|moment| moment.date())
    }

    fn took(&self, batch: &Batch, row: usize) -> Option<u64> {
        if let Some(cell) = cell_at(batch, self.columns.duration, row) {
            return seconds(cell);
        }
        let of = |column| moment(cell_at(batch, column, row)?, self.slashes);
        let took = of(self.columns.ended)?.duration_since(of(self.columns.started)?).as_secs();
        u64::try_from(took).ok()
    }
}
