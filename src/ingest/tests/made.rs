//! Small workbooks of each format, written byte by byte: what no program would write can be written too.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;

/// A part of a zip: its name and its bytes.
pub(super) type Part<'a> = (&'a str, Vec<u8>);

pub(super) fn zip(parts: &[Part<'_>]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(bytes).expect("its bytes");
    }
    zip.finish().expect("a zip").into_inner()
}

const RELS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The parts of an .xlsx with one sheet `S`, which is `sheet`, and its shared texts.
pub(super) fn xlsx_parts<'a>(sheet: &str, texts: &str) -> Vec<Part<'a>> {
    let workbook = "<workbook><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
    let related = format!(
        "{RELS}<Relationship Id=\"rId1\" Type=\"{KIND}/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"{KIND}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"
    );
    let root = format!(
        "{RELS}<Relationship Id=\"rId1\" Type=\"{KIND}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    vec![
        ("_rels/.rels", root.into_bytes()),
        ("xl/workbook.xml", workbook.into()),
        ("xl/_rels/workbook.xml.rels", related.into_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.into()),
        ("xl/sharedStrings.xml", texts.into()),
    ]
}

/// A sheet of an .xlsx.
pub(super) fn sheet(rows: &str) -> String {
    format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")
}

/// Two headings and two rows, as shared texts 0 to 3 and numbers.
pub(super) const ROWS: &str = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row>\
    <row r=\"2\"><c r=\"A2\" t=\"s\"><v>2</v></c><c r=\"B2\"><v>4</v></c></row>\
    <row r=\"3\"><c r=\"A3\" t=\"s\"><v>3</v></c><c r=\"B3\"><v>5</v></c></row>";
pub(super) const TEXTS: &str =
    "<sst><si><t>school</t></si><si><t>les</t></si><si><t>Noord</t></si><si><t>Zuid</t></si></sst>";

pub(super) fn xlsx() -> Vec<u8> {
    zip(&xlsx_parts(&sheet(ROWS), TEXTS))
}

/// An .ods with one sheet `S` of these rows.
pub(super) fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content><office:body><office:spreadsheet>\
         <table:table table:name=\"S\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet".to_vec()),
        ("content.xml", content.into_bytes()),
        ("META-INF/manifest.xml", b"<manifest:manifest/>".to_vec()),
    ])
}

/// A row of an .ods: texts, or numbers as far as they are numbers.
pub(super) fn ods_row(cells: &[&str]) -> String {
    let cell = |text: &&str| match text.parse::<f64>() {
        Ok(_) => format!(
            "<table:table-cell office:value-type=\"float\" office:value=\"{text}\"><text:p>{text}</text:p></table:table-cell>"
        ),
        Err(_) if text.is_empty() => "<table:table-cell/>".to_owned(),
        Err(_) => format!(
            "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
        ),
    };
    format!("<table:table-row>{}</table:table-row>", cells.iter().map(cell).collect::<String>())
}

/// A record of an .xlsb.
pub(super) fn record(kind: u16, bytes: &[u8]) -> Vec<u8> {
    let mut record = Vec::new();
    match kind {
        0..0x80 => record.push(kind as u8),
        _ => record.extend([(kind & 0x7F) as u8 | 0x80, (kind >> 7) as u8]),
    }
    let length = bytes.len();
    match length {
        0..0x80 => record.push(length as u8),
        _ => record.extend([(length & 0x7F) as u8 | 0x80, (length >> 7) as u8]),
    }
    record.extend(bytes);
    record
}

/// A text of an .xlsb.
pub(super) fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut bytes = (units.len() as u32).to_le_bytes().to_vec();
    bytes.extend(units.into_iter().flat_map(u16::to_le_bytes));
    bytes
}

/// The head of a cell of an .xlsb, and what stands in it.
pub(super) fn xlsb_cell(kind: u16, column: u32, value: &[u8]) -> Vec<u8> {
    let mut bytes = column.to_le_bytes().to_vec();
    bytes.extend([0; 4]);
    bytes.extend(value);
    record(kind, &bytes)
}

/// The records of some rows of an .xlsb: texts, or numbers as far as they are numbers.
pub(super) fn xlsb_rows(rows: &[&[&str]]) -> Vec<u8> {
    let mut all = Vec::new();
    for (at, cells) in (0_u32..).zip(rows) {
        all.extend(record(0x0000, &at.to_le_bytes()));
        for (column, text) in (0..).zip(*cells).filter(|(_, text)| !text.is_empty()) {
            all.extend(match text.parse::<f64>() {
                Ok(number) => xlsb_cell(0x0005, column, &number.to_le_bytes()),
                Err(_) => xlsb_cell(0x0006, column, &wide(text)),
            });
        }
    }
    all
}

/// An .xlsb with one sheet `S`: the records of its rows, and those behind them.
pub(super) fn xlsb(rows: &[u8], behind: &[u8]) -> Vec<u8> {
    let related = format!(
        "{RELS}<Relationship Id=\"rId1\" Type=\"{KIND}/worksheet\" Target=\"worksheets/sheet1.bin\"/></Relationships>"
    );
    let bundle = [vec![0; 8], wide("rId1"), wide("S")].concat();
    let sheet =
        [record(0x0094, &[0; 16]), record(0x0091, &[]), rows.to_vec(), record(0x0092, &[]), behind.to_vec()]
            .concat();
    zip(&[
        ("xl/workbook.bin", [record(0x009C, &bundle), record(0x0090, &[]), record(0x0084, &[])].concat()),
        ("xl/_rels/workbook.bin.rels", related.into_bytes()),
        ("xl/worksheets/sheet1.bin", sheet),
    ])
}

/// A record of an .xls.
pub(super) fn biff(kind: u16, bytes: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], &(bytes.len() as u16).to_le_bytes(), bytes].concat()
}

/// A cell of an .xls.
pub(super) fn biff_cell(kind: u16, row: u16, column: u16, value: &[u8]) -> Vec<u8> {
    biff(kind, &[&row.to_le_bytes()[..], &column.to_le_bytes(), &[0, 0], value].concat())
}

/// The stream of an .xls with one sheet `S` of these records.
pub(super) fn biff_stream(globals: &[u8], cells: &[u8]) -> Vec<u8> {
    let bof = biff(0x0809, &[0, 6, 5, 0]);
    let eof = biff(0x000A, &[]);
    let bound = |at: u32| biff(0x0085, &[&at.to_le_bytes()[..], &[0, 0, 1, 0, b'S']].concat());
    let at = bof.len() + bound(0).len() + globals.len() + eof.len();
    [bof.clone(), bound(at as u32), globals.to_vec(), eof.clone(), bof, cells.to_vec(), eof].concat()
}

/// The cells of an .xls: texts, or numbers as far as they are numbers.
pub(super) fn biff_rows(rows: &[&[&str]]) -> Vec<u8> {
    let mut all = Vec::new();
    for (row, cells) in (0..).zip(rows) {
        for (column, text) in (0..).zip(*cells).filter(|(_, text)| !text.is_empty()) {
            all.extend(match text.parse::<f64>() {
                Ok(number) => biff_cell(0x0203, row, column, &number.to_le_bytes()),
                Err(_) => {
                    let length = (text.len() as u16).to_le_bytes();
                    biff_cell(0x0204, row, column, &[&length[..], &[0], text.as_bytes()].concat())
                }
            });
        }
    }
    all
}

/// An OLE2 container with one stream.
pub(super) fn ole(name: &str, stream: &[u8]) -> Vec<u8> {
    const SECTOR: usize = 512;
    // A stream of fewer than 4,096 bytes would stand elsewhere.
    let length = stream.len().max(4096);
    let sectors = length.div_ceil(SECTOR) as u32;
    let tables = (sectors + 2).div_ceil(127);
    let folder = tables;
    let first = folder + 1;
    let end = 0xFFFF_FFFE_u32;
    let mut head = vec![0_u8; SECTOR];
    let put = |bytes: &mut [u8], at: usize, word: u32| bytes[at..at + 4].copy_from_slice(&word.to_le_bytes());
    head[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    head[24..34].copy_from_slice(&[0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    put(&mut head, 44, tables);
    put(&mut head, 48, folder);
    put(&mut head, 56, 4096);
    put(&mut head, 60, end);
    put(&mut head, 68, end);
    (0..109).for_each(|at| put(&mut head, 76 + 4 * at as usize, if at < tables { at } else { u32::MAX }));
    let mut next: Vec<u32> = (0..tables).map(|_| 0xFFFF_FFFD).collect();
    next.push(end);
    next.extend((1..sectors).map(|at| first + at));
    next.push(end);
    next.resize(tables as usize * SECTOR / 4, u32::MAX);
    let entry = |name: &str, kind: u8, start: u32, length: u32| {
        let mut entry = vec![0_u8; 128];
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry[..name.len()].copy_from_slice(&name);
        entry[64] = name.len() as u8 + 2;
        entry[66] = kind;
        entry[116..120].copy_from_slice(&start.to_le_bytes());
        entry[120..124].copy_from_slice(&length.to_le_bytes());
        entry
    };
    let mut file = head;
    file.extend(next.into_iter().flat_map(u32::to_le_bytes));
    file.extend(
        [entry("Root Entry", 5, end, 0), entry(name, 2, first, length as u32), vec![0; 256]].concat(),
    );
    file.extend(stream);
    file.resize((first + sectors + 1) as usize * SECTOR, 0);
    file
}

/// An .xls with one sheet `S` of these records.
pub(super) fn xls(globals: &[u8], cells: &[u8]) -> Vec<u8> {
    ole("Workbook", &biff_stream(globals, cells))
}
