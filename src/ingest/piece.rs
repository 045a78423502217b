use std::io::{Read, Result};
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use memchr::memmem;

use super::fault::IngestError;
use super::sheet_rows::{Held, Placed};

/// What stands before the rows of a sheet is never longer, or it is no sheet to cut.
const LONGEST_HEAD: usize = 64 * 1024;
/// How many beginnings of rows are looked at for a seam, from the end.
const TRIES: usize = 16;

/// Where the XML of a sheet can be cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seam {
    /// Between two rows: where the last one that is known by its number begins.
    At(usize),
    /// The rows end in this piece, and nothing behind them matters.
    End,
    /// Nowhere, nor behind this: a comment, CDATA or an instruction may hold what only looks like rows.
    Nowhere,
    /// Not in this piece.
    NotHere,
}

/// Where the last row of a piece begins whose number is written, so that it reads the same without the rows above it.
pub(super) fn seam(xml: &[u8]) -> Seam {
    if memmem::find(xml, b"<!").is_some() || memmem::find(xml, b"<?").is_some() {
        return Seam::Nowhere;
    }
    if memmem::find(xml, b"</sheetData").is_some() {
        return Seam::End;
    }
    let mut rows = memmem::rfind_iter(xml, b"<row r=\"").take(TRIES);
    let follows_a_row = |at: &usize| xml.get(..*at).unwrap_or_default().trim_ascii_end().ends_with(b"</row>");
    rows.find(follows_a_row).map_or(Seam::NotHere, Seam::At)
}

/// What stands before the rows of a sheet, up to the tag around them; `None` if it is not as every program writes it.
pub(super) fn head(xml: &[u8]) -> Option<&[u8]> {
    const ROWS: &[u8] = b"<sheetData>";
    let start = xml.get(..xml.len().min(LONGEST_HEAD))?;
    let head = start.get(..memmem::find(start, ROWS)? + ROWS.len())?;
    let instructions = memmem::find_iter(head, b"<?").count();
    let begins = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).starts_with(b"<?");
    let plain = memmem::find(head, b"<!").is_none() && instructions == usize::from(begins);
    plain.then_some(head)
}

/// Some rows of a sheet as a sheet of their own, for calamine to read.
pub(super) struct Piece {
    /// What stands before the rows, then the rows, then what ends them.
    parts: [Arc<[u8]>; 2],
    rows: Vec<u8>,
    next: usize,
    at: usize,
    /// What follows the rows, where they are too long to be held at once.
    more: Option<Receiver<Vec<u8>>>,
}

impl Piece {
    pub(super) fn new(head: &Arc<[u8]>, rows: Vec<u8>, foot: &'static [u8]) -> Self {
        Self { parts: [Arc::clone(head), foot.into()], rows, next: 0, at: 0, more: None }
    }

    /// The rows up to the end of the sheet.
    pub(super) fn to_the_end(head: &Arc<[u8]>, rows: Vec<u8>, more: Receiver<Vec<u8>>) -> Self {
        Self { more: Some(more), ..Self::new(head, rows, b"") }
    }
}

impl Read for Piece {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        loop {
            let [head, foot] = &self.parts;
            let bytes = match self.next {
                0 => head,
                1 => self.rows.as_slice(),
                2 => foot,
                _ => return Ok(0),
            };
            let mut rest = bytes.get(self.at..).unwrap_or_default();
            let read = rest.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                self.at += read;
                return Ok(read);
            }
            self.at = 0;
            match self.more.as_ref().filter(|_| self.next == 1).and_then(|more| more.recv().ok()) {
                Some(rows) => self.rows = rows,
                None => self.next += 1,
            }
        }
    }
}

/// The cells of a piece, read by one thread for another: their texts stand one behind the other.
#[derive(Debug, Default)]
pub(super) struct Sheaf {
    texts: String,
    cells: Vec<((u32, u32), Kind)>,
    next: usize,
    from: usize,
    /// Why no more of them could be read.
    pub(super) fault: Option<IngestError>,
    /// Whether no piece follows.
    pub(super) last: bool,
}

/// What stands in a cell; of a text its length.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Nothing,
    Blank,
    Text(usize),
    Number(f64),
    Date(usize),
    Error(usize),
}

impl Sheaf {
    pub(super) fn add(&mut self, (at, held): Placed<'_>) {
        let mut written = |text: &str| {
            self.texts.push_str(text);
            text.len()
        };
        let kind = match held {
            Held::Nothing => Kind::Nothing,
            Held::Blank => Kind::Blank,
            Held::Kept(text) => Kind::Text(written(text)),
            Held::Text(text) => Kind::Text(written(&text)),
            Held::Number(number) => Kind::Number(number),
            Held::Date(date) => Kind::Date(written(&date)),
            Held::Error(error) => Kind::Error(written(&error)),
        };
        self.cells.push((at, kind));
    }

    /// The next cell.
    pub(super) fn next(&mut self) -> Option<Placed<'static>> {
        let &(at, kind) = self.cells.get(self.next)?;
        self.next += 1;
        let mut text = |length: usize| {
            let from = self.from;
            self.from += length;
            self.texts.get(from..self.from).unwrap_or_default().to_owned()
        };
        let held = match kind {
            Kind::Nothing => Held::Nothing,
            Kind::Blank => Held::Blank,
            Kind::Text(length) => Held::Text(text(length)),
            Kind::Number(number) => Held::Number(number),
            Kind::Date(length) => Held::Date(text(length)),
            Kind::Error(length) => Held::Error(text(length)),
        };
        Some((at, held))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_is_cut_before_a_row_that_tells_its_number() {
        let xml =
            b"<row r=\"1\"><c/></row> \n <row r=\"2\"><c/></row><row><c/></row><row r=\"4\"/><row r=\"5\">";
        let at = |row: &[u8]| memmem::find(xml, row).unwrap();
        let (second, fourth) = (at(b"<row r=\"2"), at(b"<row r=\"4"));
        assert_eq!(seam(xml), Seam::At(fourth), "the fifth follows an empty one");
        assert_eq!(seam(&xml[..fourth]), Seam::At(second), "the third has no number");
        assert_eq!(seam(b"<row r=\"1\"><c/></row><row r"), Seam::NotHere);
        assert_eq!(seam(b"<c/></row><row r=\"2\"></row></sheetData><x/>"), Seam::End);
        assert_eq!(seam(b""), Seam::NotHere);
    }

    #[test]
    fn a_sheet_is_not_cut_where_a_row_may_be_none() {
        for odd in ["<!-- ", "<![CDATA[", "<?x "] {
            assert_eq!(seam(format!("{odd}</row><row r=\"2\">").as_bytes()), Seam::Nowhere, "{odd}");
        }
        assert_eq!(head(b"<?xml?><a><sheetData><row"), Some(&b"<?xml?><a><sheetData>"[..]));
        for odd in ["<a><!-- --><sheetData>", "<a><?x?><sheetData>", "<x:sheetData>", "<sheetData/>", ""] {
            assert_eq!(head(odd.as_bytes()), None, "{odd}");
        }
    }

    #[test]
    fn a_piece_reads_as_a_sheet_of_its_own() {
        let head: Arc<[u8]> = (*b"<a>").into();
        let mut text = String::new();
        Piece::new(&head, b"<row/>".to_vec(), b"</a>").read_to_string(&mut text).unwrap();
        assert_eq!(text, "<a><row/></a>");
        let (sender, more) = std::sync::mpsc::channel();
        sender.send(b"<row".to_vec()).unwrap();
        sender.send(b"/>".to_vec()).unwrap();
        drop(sender);
        text.clear();
        Piece::to_the_end(&head, Vec::new(), more).read_to_string(&mut text).unwrap();
        assert_eq!(text, "<a><row/>");
    }
}
