use std::collections::HashMap;
use std::rc::Rc;

use rustc_hash::FxBuildHasher;

use super::fault::IngestError;
use super::sheet_rows::{Held, Placed};

/// A text that is longer and that many cells point to stands in a sheaf once: copied for each, it could ask for more
/// memory than there is.
const LONGEST_COPIED: usize = 64;

/// The cells of a piece of a sheet, read by one thread for another: their texts stand one behind the other.
#[derive(Debug, Default)]
pub(super) struct Sheaf {
    texts: String,
    cells: Vec<((u32, u32), Kind)>,
    /// Where the long texts stand, by where they were lent from.
    long: HashMap<(usize, usize), Span, FxBuildHasher>,
    /// Why no more of them could be read.
    pub(super) fault: Option<IngestError>,
    /// Whether no piece follows.
    pub(super) last: bool,
}

/// What stands in a cell.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Nothing,
    Blank,
    Text(Span),
    Number(f64),
    Date(Span),
    Error(Span),
}

/// Where a text begins and how long it is. A sheaf holds far less than a u32 counts: one piece, and the texts to which
/// cells point once each.
#[derive(Clone, Copy, Debug)]
struct Span {
    from: u32,
    length: u32,
}

impl Sheaf {
    /// Without cells, with room for those of so many bytes.
    pub(super) fn of(bytes: usize) -> Self {
        let (texts, cells) = (String::with_capacity(bytes / 2), Vec::with_capacity(bytes / 32));
        Self { texts, cells, ..Self::default() }
    }

    /// Adds a cell. All that lend texts for it outlive the adding.
    pub(super) fn add(&mut self, (at, held): Placed<'_>) {
        let kind = match held {
            Held::Nothing => Kind::Nothing,
            Held::Blank => Kind::Blank,
            Held::Kept(text) => Kind::Text(self.kept(text)),
            Held::Text(text) => Kind::Text(self.written(&text)),
            Held::Leaf(leaf) => Kind::Text(self.written(leaf.text())),
            Held::Number(number) => Kind::Number(number),
            Held::Date(date) => Kind::Date(self.written(&date)),
            Held::Error(error) => Kind::Error(self.written(&error)),
        };
        self.cells.push((at, kind));
    }

    fn written(&mut self, text: &str) -> Span {
        let count = |bytes: usize| u32::try_from(bytes).unwrap_or(u32::MAX);
        let span = Span { from: count(self.texts.len()), length: count(text.len()) };
        self.texts.push_str(text);
        span
    }

    fn kept(&mut self, text: &str) -> Span {
        if text.len() <= LONGEST_COPIED {
            return self.written(text);
        }
        let lent = (text.as_ptr().addr(), text.len());
        match self.long.get(&lent) {
            Some(span) => *span,
            None => {
                let span = self.written(text);
                self.long.insert(lent, span);
                span
            }
        }
    }

    /// Forgets all cells.
    pub(super) fn clear(&mut self) {
        self.texts.clear();
        self.cells.clear();
        self.long.clear();
    }

    /// Its cells, one by one.
    pub(super) fn leaves(self) -> Leaves {
        Leaves { texts: Rc::new(self.texts), cells: self.cells.into_iter() }
    }
}

/// The cells of a sheaf that were not taken yet.
#[derive(Debug, Default)]
pub(super) struct Leaves {
    texts: Rc<String>,
    cells: std::vec::IntoIter<((u32, u32), Kind)>,
}

impl Leaves {
    fn text(&self, span: Span) -> Leaf {
        Leaf { texts: Rc::clone(&self.texts), span }
    }
}

impl Iterator for Leaves {
    type Item = Placed<'static>;

    #[inline]
    fn next(&mut self) -> Option<Placed<'static>> {
        let (at, kind) = self.cells.next()?;
        let held = match kind {
            Kind::Nothing => Held::Nothing,
            Kind::Blank => Held::Blank,
            Kind::Text(span) => Held::Leaf(self.text(span)),
            Kind::Number(number) => Held::Number(number),
            Kind::Date(span) => Held::Date(self.text(span).text().to_owned()),
            Kind::Error(span) => Held::Error(self.text(span).text().to_owned()),
        };
        Some((at, held))
    }
}

/// A text of a sheaf.
#[derive(Debug)]
pub(super) struct Leaf {
    texts: Rc<String>,
    span: Span,
}

impl Leaf {
    pub(super) fn text(&self) -> &str {
        let (from, length) = (self.span.from as usize, self.span.length as usize);
        self.texts.get(from..from + length).unwrap_or_default()
    }
}

impl PartialEq for Leaf {
    fn eq(&self, other: &Self) -> bool {
        self.text() == other.text()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheaf_gives_back_its_cells_and_keeps_a_long_text_once() {
        let (mut sheaf, long) = (Sheaf::of(0), "lang ".repeat(20));
        let cells = || {
            let all =
                [Held::Nothing, Held::Kept("kort"), Held::Kept(&long), Held::Number(0.5), Held::Kept(&long)];
            let more = [Held::Date("2026-04-14".to_owned()), Held::Blank, Held::Error("#N/A".to_owned())];
            (0..).zip(all.into_iter().chain(more)).map(|(column, held)| ((7, column), held))
        };
        cells().for_each(|cell| sheaf.add(cell));
        assert_eq!(sheaf.texts.matches(&long).count(), 1);
        let lent = |held: &Held<'_>| format!("{:?}", held.lent());
        let back: Vec<_> = sheaf.leaves().map(|(at, held)| (at, lent(&held))).collect();
        assert_eq!(back, cells().map(|(at, held)| (at, lent(&held))).collect::<Vec<_>>());
    }
}
