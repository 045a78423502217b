/// Respondents in the order of their cells, so that the counts of a cell are fetched once for all who are in it.
#[derive(Clone, Debug, Default)]
pub(super) struct Order {
    /// Where each stands among the respondents as they came.
    pub(super) rows: Vec<u32>,
    /// Each cell that has respondents, and where in `rows` they end.
    pub(super) runs: Vec<(usize, usize)>,
    /// Per cell where its next respondent goes.
    next: Vec<usize>,
}

impl Order {
    /// Puts respondents in order, given the cell of each; there are `count` cells, and who is in none of them is left out.
    pub(super) fn put(&mut self, cells: &[u32], count: usize) {
        self.next.clear();
        self.next.resize(count, 0);
        for &cell in cells {
            if let Some(respondents) = self.next.get_mut(cell as usize) {
                *respondents += 1;
            }
        }
        self.runs.clear();
        let mut end = 0;
        for (cell, next) in self.next.iter_mut().enumerate().filter(|(_, respondents)| **respondents > 0) {
            let start = end;
            end += *next;
            *next = start;
            self.runs.push((cell, end));
        }
        self.rows.clear();
        self.rows.resize(end, 0);
        for (row, &cell) in (0..).zip(cells) {
            if let Some(next) = self.next.get_mut(cell as usize)
                && let Some(place) = self.rows.get_mut(*next)
            {
                *place = row;
                *next += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn respondents_stand_cell_after_cell_in_the_order_in_which_they_came() {
        let mut order = Order::default();
        order.put(&[2, 0, 2, 9, 4, 0], 5);
        assert_eq!(order.rows, [1, 5, 0, 2, 4]);
        assert_eq!(order.runs, [(0, 2), (2, 4), (4, 5)]);
        order.put(&[], 5);
        assert!(order.rows.is_empty() && order.runs.is_empty());
    }
}
