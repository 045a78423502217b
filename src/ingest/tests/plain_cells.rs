//! Cells that are read without calamine, against the same cells read by it.

use std::cell::RefCell;
use std::io::Cursor;
use std::sync::Arc;

use calamine::{Reader as _, Xlsx};
use proptest::prelude::*;
use proptest::sample::Index;

use super::fixture::{Fixture, file};
use super::made::{sheet, xlsx_parts, zip};
use crate::domain::{Limits, Place};
use crate::ingest::guard::guarded;
use crate::ingest::package::Package;
use crate::ingest::parts::Parts;
use crate::ingest::piece::head;
use crate::ingest::pieces::Sheet;
use crate::ingest::plain_cells::plain_cells;
use crate::ingest::pointed::Pointed;
use crate::ingest::sheet_rows::Placed;
use crate::ingest::workbook::next_of_xlsx;

const TEXTS: &str = "<sst><si><t>school</t></si><si><t> </t></si><si><r><t>rijk</t></r><r><t>e tekst</t></r></si>\
    <si><t xml:space=\"preserve\"> ruim </t></si><si/><si><t></t></si><si><t>a &amp; b_x0041_</t></si></sst>";
const STYLES: &str = "<styleSheet><numFmts><numFmt numFmtId=\"200\" formatCode=\"yyyy\\-mm\\-dd\"/></numFmts><cellXfs>\
    <xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"46\"/><xf numFmtId=\"200\"/><xf numFmtId=\"2\"/>\
    </cellXfs></styleSheet>";

/// A workbook that calamine has open, in which any sheet can be put.
struct Opened {
    fixture: Fixture,
    book: Xlsx<Package>,
    parts: Arc<Parts>,
    pointed: Pointed,
}

type Cells = Vec<String>;

impl Opened {
    fn new(is_1904: bool) -> Self {
        let mut all = xlsx_parts(&sheet(&" ".repeat(100_000)), TEXTS);
        all.push(("xl/styles.xml", STYLES.into()));
        if is_1904 {
            let book = String::from_utf8(all[1].1.clone()).unwrap();
            all[1].1 = book.replace("<sheets>", "<workbookPr date1904=\"1\"/><sheets>").into_bytes();
        }
        let fixture = file("a", &zip(&all));
        let package = Package::open(&fixture.path, &Place::file("a"), &Limits::default()).unwrap();
        let parts = package.parts();
        let mut book = Xlsx::new(package).unwrap();
        book.worksheet_cells_reader("S").unwrap();
        let pointed = Pointed::of(&mut book, &parts, "S");
        Self { fixture, book, parts, pointed }
    }

    /// What calamine reads, and whether it reads to the end; `None` if it finds no rows at all.
    fn by_calamine(&mut self, xml: &[u8]) -> Option<(Cells, bool)> {
        let (place, limits) = (Place::file("a"), Limits::default());
        let sheet =
            Sheet { path: &self.fixture.path, name: "S", place: &place, limits: &limits, uncalculated: true };
        self.parts.give(Box::new(Cursor::new(xml.to_vec())));
        let mut cells = self.book.worksheet_cells_reader("S").ok()?;
        let mut read = Vec::new();
        // Built with checks, it panics where a number is too large.
        let ended = guarded(|| {
            while let Some(placed) = next_of_xlsx(&mut cells, &sheet).ok()? {
                read.push(told(placed));
            }
            Some(())
        });
        Some((read, ended.flatten().is_some()))
    }

    /// What is read without it, if that is certain.
    fn plainly(&self, xml: &[u8]) -> Option<Cells> {
        let rows = xml.get(head(xml)?.len()..)?;
        let mut read = Vec::new();
        plain_cells(rows, true, &self.pointed, |placed| read.push(told(placed)))?;
        let Some(end) = memchr::memmem::find(rows, b"</sheetData>") else { return Some(read) };
        let mut again = Vec::new();
        let rows = rows.get(..end)?;
        plain_cells(rows, false, &self.pointed, |placed| again.push(told(placed)))?;
        assert_eq!(read, again, "whether more rows follow changes nothing");
        Some(read)
    }

    /// Whether a sheet in which calamine finds rows is read without it; then it must give the same.
    fn is_plain(&mut self, xml: &[u8]) -> bool {
        let Some(by_calamine) = self.by_calamine(xml) else { return false };
        let plainly = self.plainly(xml);
        if let Some(read) = &plainly {
            assert_eq!((read, true), (&by_calamine.0, by_calamine.1), "{}", String::from_utf8_lossy(xml));
        }
        plainly.is_some()
    }
}

thread_local! {
    static OPENED: RefCell<Opened> = RefCell::new(Opened::new(true));
}

fn told((at, held): Placed<'_>) -> String {
    match held.lent() {
        crate::ingest::rows::RawCell::Number(number) => format!("{at:?} {:x}", number.to_bits()),
        other => format!("{at:?} {other:?}"),
    }
}

fn cell(at: &str, written: &str) -> String {
    written.replacen("<c", &format!("<c r=\"{at}\""), 1)
}

fn in_a_row(written: &str) -> String {
    sheet(&format!("<row r=\"7\">{}{}</row>", cell("A7", written), cell("AZ7", "<c><v>1</v></c>")))
}

/// Cells as common programs write them, without their places.
const PLAIN: [&str; 37] = [
    "<c/>",
    "<c s=\"3\"/>",
    "<c t=\"s\"/>",
    "<c><v>0</v></c>",
    "<c><v>007</v></c>",
    "<c><v>-0</v></c>",
    "<c><v>-12.5</v></c>",
    "<c><v>123456789</v></c>",
    "<c><v>1234567890123456789</v></c>",
    "<c><v>0.1000000000000000055511151231257827</v></c>",
    "<c><v>5.0000000000000003E-2</v></c>",
    "<c><v>2.2250738585072011e-308</v></c>",
    "<c t=\"n\"><v>4</v></c>",
    "<c s=\"4\" t=\"n\"><v>4</v></c>",
    "<c s=\"1\"><v>46126</v></c>",
    "<c s=\"2\"><v>1.75</v></c>",
    "<c s=\"3\"><v>46126.4375</v></c>",
    "<c s=\"3\"><v>0.5</v></c>",
    "<c t=\"s\"><v>0</v></c>",
    "<c s=\"1\" t=\"s\"><v>2</v></c>",
    "<c t=\"s\" s=\"1\"><v>3</v></c>",
    "<c t=\"s\"><v>1</v></c>",
    "<c t=\"s\"><v>6</v></c>",
    "<c t=\"s\"><v>02</v></c>",
    "<c s=\"03\"><v>46126</v></c>",
    "<c t=\"inlineStr\"><is><t> snake_case &amp; _y </t></is></c>",
    "<c t=\"b\"><v>1</v></c>",
    "<c t=\"b\"><v>0</v></c>",
    "<c t=\"str\"><v> Mee eens </v></c>",
    "<c t=\"str\"><v></v></c>",
    "<c t=\"inlineStr\"><is><t>Mee eens</t></is></c>",
    "<c t=\"inlineStr\"><is><t> \n Mee\teens\n</t></is></c>",
    "<c t=\"inlineStr\"><is><t xml:space=\"preserve\"> Mee eens</t></is></c>",
    "<c t=\"inlineStr\"><is><t> &lt;b&gt; &amp;amp; &quot;q&quot; &apos; </t></is></c>",
    "<c t=\"inlineStr\"><is><t>Caf\u{e9} \u{1F600}\u{a0}</t></is></c>",
    "<c t=\"inlineStr\"><is><t>a > b ]]></t></is></c>",
    "<c t=\"inlineStr\"><is><t></t></is></c>",
];

/// Cells that no program writes, or few do.
const ODD: [&str; 40] = [
    "<c><v></v></c>",
    "<c><v/></c>",
    "<c></c>",
    "<c ><v>1</v></c>",
    "<c><v>1</v ></c>",
    "<c><v>1</v></c >",
    "<c><v>1</v><v>2</v></c>",
    "<c><v> 1</v></c>",
    "<c><v>+1</v></c>",
    "<c><v>1.</v></c>",
    "<c><v>.5</v></c>",
    "<c><v>1e999</v></c>",
    "<c><v>inf</v></c>",
    "<c><v>1_000</v></c>",
    "<c><v>\u{663}</v></c>",
    "<c><v>eens</v></c>",
    "<c><v>1<!-- 2 --></v></c>",
    "<c><v><![CDATA[1]]></v></c>",
    "<c s=\"9999\"><v>1</v></c>",
    "<c s=\"\"><v>1</v></c>",
    "<c s=\"1\" s=\"0\"><v>1</v></c>",
    "<c s='1'><v>1</v></c>",
    "<c cm=\"1\"><v>1</v></c>",
    "<c t=\"b\"><v>true</v></c>",
    "<c t=\"b\"><v>01</v></c>",
    "<c t=\"b\"><v>2</v></c>",
    "<c t=\"e\"><v>#N/A</v></c>",
    "<c t=\"d\"><v>2026-04-14</v></c>",
    "<c t=\"x\"><v>1</v></c>",
    "<c t=\"s\"><v>77</v></c>",
    "<c><f>1+1</f><v>2</v></c>",
    "<c t=\"str\"><f>A1</f></c>",
    "<c t=\"inlineStr\"><v>1</v></c>",
    "<c t=\"inlineStr\"><is><r><t>rijk</t></r></is></c>",
    "<c t=\"inlineStr\"><is><t/></is></c>",
    "<c t=\"inlineStr\"><is><t>regel_x000D_\r\n</t></is></c>",
    "<c t=\"inlineStr\"><is><t>a&#10;b &nbsp; &</t></is></c>",
    "<c t=\"inlineStr\"><is><t>a<b/>c</t></is></c>",
    "<c><is><t>zonder soort</t></is></c>",
    "<x:c><x:v>1</x:v></x:c>",
];

#[test]
fn what_common_programs_write_is_read_without_calamine_and_reads_the_same() {
    for is_1904 in [false, true] {
        let mut opened = Opened::new(is_1904);
        for written in PLAIN {
            assert!(opened.is_plain(in_a_row(written).as_bytes()), "{written}");
        }
    }
    let mut opened = Opened::new(false);
    for row in ["<row r=\"3\" spans=\"1:9\" ht=\"15.75\" x14ac:dyDescent=\"0.25\">", "<row r=\"03\">"] {
        let at = if row.contains("03") { "ZZZ03" } else { "ZZZ3" };
        let rows = format!("\n <row r=\"1\"/>{row}\n<c r=\"{at}\"/>\r\n</row> ");
        assert!(opened.is_plain(sheet(&rows).as_bytes()), "{row}");
    }
    assert!(opened.is_plain(sheet("").as_bytes()), "no rows");
    let declared =
        "<?xml version='1.0'?><worksheet a=\"\"><cols><col/></cols><sheetData></sheetData><x>\u{e9}</x>";
    assert!(opened.is_plain(declared.as_bytes()));
}

#[test]
fn what_is_out_of_the_ordinary_is_left_to_calamine() {
    let mut opened = Opened::new(false);
    for written in ODD {
        assert!(!opened.is_plain(in_a_row(written).as_bytes()), "{written}");
    }
    for rows in [
        "<row><c r=\"A1\"><v>1</v></c></row>",
        "<row r=\"0\"><c r=\"A0\"><v>1</v></c></row>",
        "<row r=\"1\"><c><v>1</v></c></row>",
        "<row r=\"1\"><c r=\"A2\"><v>1</v></c></row>",
        "<row r=\"1\"><c r=\"1\"><v>1</v></c></row>",
        "<row r=\"1\"><c r=\"AAAA1\"><v>1</v></c></row>",
        "<row r=\"1\"><c r=\"a1\"><v>1</v></c></row>",
        "<row r=\"1\" a=\">\"></row>",
        "<row r=\"1\" a='\"'></row>",
        "<row r=\"1\" ></row>",
        "<row r=\"4294967297\"/>",
        "tekst<row r=\"1\"/>",
        "<!-- --><row r=\"1\"/>",
        "<row r=\"1\"><c r=\"A1\"/>",
        "</worksheet>",
    ] {
        assert!(!opened.is_plain(sheet(rows).as_bytes()), "{rows}");
    }
    assert!(!opened.is_plain(b"<a><sheetData>"), "the end is missing");
    assert!(!opened.is_plain(&[sheet("").as_bytes(), b"\xFF"].concat()), "what is no UTF-8");
}

/// A change of a sheet: a byte in the place of another, some left out, or some said twice.
#[derive(Clone, Debug)]
enum Change {
    Byte(Index, u8),
    Cut(Index, usize),
    Twice(Index, usize, Index),
}

impl Change {
    fn any() -> impl Strategy<Value = Self> {
        let telling = proptest::sample::select(b"<>/\"'=&;! \r\n\x00\xE9_x?-]AZaz019.e:crstv".to_vec());
        prop_oneof![
            (any::<Index>(), telling).prop_map(|(at, byte)| Self::Byte(at, byte)),
            (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Self::Byte(at, byte)),
            (any::<Index>(), 1_usize..30).prop_map(|(at, length)| Self::Cut(at, length)),
            (any::<Index>(), 1_usize..60, any::<Index>())
                .prop_map(|(at, length, to)| Self::Twice(at, length, to)),
        ]
    }

    fn make(&self, xml: &mut Vec<u8>) {
        let span = |at: &Index, length: usize| {
            let from = at.index(xml.len());
            from..xml.len().min(from + length)
        };
        match self {
            Self::Byte(at, byte) => {
                let at = at.index(xml.len());
                xml[at] = *byte;
            }
            Self::Cut(at, length) => drop(xml.drain(span(at, *length))),
            Self::Twice(at, length, to) => {
                let (again, to) = (xml[span(at, *length)].to_vec(), to.index(xml.len()));
                xml.splice(to..to, again);
            }
        }
        xml.push(b' ');
    }
}

fn rows(cells: &'static [&'static str]) -> impl Strategy<Value = String> {
    let row = (proptest::collection::vec(proptest::sample::select(cells), 0..6), 0..4_usize);
    proptest::collection::vec(row, 1..5).prop_map(|rows| {
        let written = |(number, (cells, kind)): (usize, (Vec<&str>, usize))| {
            let kind = ["", " spans=\"1:9\"", " ht=\"12.5\" customHeight=\"1\"", " s=\"1\""][kind];
            let cells: Vec<String> = (b'A'..)
                .zip(cells)
                .map(|(column, written)| cell(&format!("{}{number}", char::from(column)), written))
                .collect();
            format!("<row r=\"{number}\"{kind}>{}</row>", cells.concat())
        };
        sheet(&(1..).zip(rows).map(written).collect::<String>())
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_sheet_of_plain_cells_is_read_without_calamine(xml in rows(&PLAIN)) {
        prop_assert!(OPENED.with_borrow_mut(|opened| opened.is_plain(xml.as_bytes())));
    }

    #[test]
    fn a_sheet_in_which_something_changes_is_left_to_calamine_or_reads_the_same(
        xml in rows(&PLAIN),
        changes in proptest::collection::vec(Change::any(), 1..4),
    ) {
        let mut xml = xml.into_bytes();
        changes.iter().for_each(|change| change.make(&mut xml));
        OPENED.with_borrow_mut(|opened| opened.is_plain(&xml));
    }
}
