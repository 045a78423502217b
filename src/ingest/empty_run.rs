/// Empty rows of one width at equal distances, which take no more room than one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct EmptyRun {
    first: u64,
    /// How many lines further the next one starts.
    step: u64,
    count: u64,
    /// How many fields each has.
    pub(super) width: usize,
}

impl EmptyRun {
    /// Adds a row that starts at `start` to the last of the runs, if it goes on where that ends, or else as a new one.
    pub(super) fn add(runs: &mut Vec<Self>, start: u64, width: usize) {
        if !runs.last_mut().is_some_and(|run| run.takes(start, width)) {
            runs.push(Self { first: start, step: 1, count: 1, width });
        }
    }

    fn takes(&mut self, start: u64, width: usize) -> bool {
        let step = if self.count == 1 { start.saturating_sub(self.first) } else { self.step };
        let goes_on = width == self.width && start == self.first + step * self.count;
        if goes_on {
            (self.step, self.count) = (step, self.count + 1);
        }
        goes_on
    }

    /// The same rows `lines` further down.
    pub(super) fn after(self, lines: u64) -> Self {
        Self { first: self.first + lines, ..self }
    }

    /// Where each of its rows starts.
    pub(super) fn starts(self) -> impl Iterator<Item = u64> {
        (0..self.count).map(move |row| self.first + row * self.step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_of_empty_rows_takes_the_room_of_one_and_gives_every_row_back() {
        for (starts, runs) in
            [(vec![3, 4, 5, 6], 1), (vec![3, 5, 7, 9], 1), (vec![3, 4, 6, 8, 10], 2), (vec![3], 1)]
        {
            let mut pending = Vec::new();
            for &start in &starts {
                EmptyRun::add(&mut pending, start, 2);
            }
            assert_eq!(pending.len(), runs, "{starts:?}");
            let back: Vec<u64> = pending.into_iter().flat_map(EmptyRun::starts).collect();
            assert_eq!(back, starts);
        }
        let mut pending = Vec::new();
        EmptyRun::add(&mut pending, 3, 2);
        EmptyRun::add(&mut pending, 4, 3);
        assert_eq!(pending.len(), 2, "another width may be a row that is too long");
    }
}
