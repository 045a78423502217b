/// How often each distinct cell of a column was met, and in which row first. Rows are seen in their order.
#[derive(Clone, Debug, Default)]
pub(super) struct Sightings {
    seen: Vec<(u64, u64)>,
}

impl Sightings {
    /// Counts the distinct cell at `index` in the row that starts at `start`.
    pub(super) fn see(&mut self, index: usize, start: u64) {
        if self.seen.len() <= index {
            self.seen.resize(index + 1, (0, u64::MAX));
        }
        if let Some((count, first)) = self.seen.get_mut(index) {
            if *count == 0 {
                *first = start;
            }
            *count += 1;
        }
    }

    /// Whether each of the first `cells` distinct cells was met.
    pub(super) fn knows(&self, cells: usize) -> bool {
        self.seen.get(..cells).is_some_and(|seen| seen.iter().all(|(count, _)| *count > 0))
    }

    /// Counts a distinct cell that was met before so many times more.
    pub(super) fn see_again(&mut self, index: usize, times: u64) {
        if let Some((count, _)) = self.seen.get_mut(index) {
            *count += times;
        }
    }

    /// The distinct cells that were met: index, how often, and the start of the first row.
    pub(super) fn met(&self) -> impl Iterator<Item = (usize, u64, u64)> {
        let met = self.seen.iter().enumerate().filter(|(_, (count, _))| *count > 0);
        met.map(|(index, (count, first))| (index, *count, *first))
    }
}
