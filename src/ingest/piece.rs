use std::io::{Read, Result};
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use memchr::{memchr, memmem};

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
    let length = memmem::find(start, ROWS)?;
    let head = start.get(..length + ROWS.len())?;
    let instructions = memmem::find_iter(head, b"<?").count();
    let begins = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).starts_with(b"<?");
    let plain = memmem::find(head, b"<!").is_none()
        && instructions == usize::from(begins)
        && memmem::find_iter(head, b"sheetData").count() == 1
        && head.split(|byte| *byte == b'<').skip(1).all(is_one_tag);
    plain.then_some(head)
}

/// Whether what follows a `<` is a tag and nothing that could be another: where a quote stands open or holds a `>`,
/// others may see a tag end elsewhere.
fn is_one_tag(xml: &[u8]) -> bool {
    let Some((tag, behind)) = memchr(b'>', xml).and_then(|end| xml.split_at_checked(end)) else {
        return false;
    };
    let count = |quote: u8| tag.iter().filter(|byte| **byte == quote).count();
    let quotes = match (count(b'"'), count(b'\'')) {
        (double, 0) => double,
        (0, single) => single,
        _ => return false,
    };
    let ends = tag.starts_with(b"?") == tag.ends_with(b"?");
    ends && quotes % 2 == 0 && memchr(b'>', behind.get(1..).unwrap_or_default()).is_none()
}

/// Some rows of a sheet as a sheet of their own, for calamine to read.
pub(super) struct Piece {
    /// What stands before the rows, then the rows, then what ends them.
    parts: [Arc<[u8]>; 2],
    rows: Vec<u8>,
    /// How much of `rows` stands before the first of them.
    before: usize,
    next: usize,
    at: usize,
    /// What follows the rows, where they are too long to be held at once.
    more: Option<Receiver<Vec<u8>>>,
}

impl Piece {
    pub(super) fn new(head: &Arc<[u8]>, rows: Vec<u8>, foot: &'static [u8]) -> Self {
        Self { parts: [Arc::clone(head), foot.into()], rows, before: 0, next: 0, at: 0, more: None }
    }

    /// The first rows of a sheet, with what stands before them.
    pub(super) fn first(xml: Vec<u8>, before: usize, foot: &'static [u8]) -> Self {
        Self { before, ..Self::new(&Arc::default(), xml, foot) }
    }

    /// Its rows.
    pub(super) fn rows(&self) -> &[u8] {
        self.rows.get(self.before..).unwrap_or_default()
    }

    /// The same, and then what comes of `more` up to the end of the sheet.
    pub(super) fn and_then_on(self, more: Receiver<Vec<u8>>) -> Self {
        Self { more: Some(more), ..self }
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
        let odd = [
            "<a><!-- --><sheetData>",
            "<a><?x?><sheetData>",
            "<x:sheetData>",
            "<sheetData/>",
            "<sheetData a=\"\"><sheetData>",
            "<a b=\"<sheetData>",
            "<a b=\"><sheetData>",
            "<a b='\" c=\"'><sheetData>",
            "<?xml><a><sheetData>",
            "",
        ];
        for odd in odd {
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
        Piece::new(&head, Vec::new(), b"").and_then_on(more).read_to_string(&mut text).unwrap();
        assert_eq!(text, "<a><row/>");
    }
}
