//! What stands in the cells and around the tables of workbooks of every format.

use super::fixture::{Fixture, file, headings, rows, text};
use super::made::{
    TEXTS, biff, biff_cell, biff_rows, ods, ods_row, record, sheet, xls, xlsb, xlsb_cell, xlsb_rows,
    xlsx_parts, zip,
};
use crate::diagnostics::Code;
use crate::domain::{Cell, Place};

fn xlsx(rows: &str) -> Fixture {
    file("a", &zip(&xlsx_parts(&sheet(rows), TEXTS)))
}

fn in_row_2(cells: &str) -> Fixture {
    let headings = "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c></row>";
    xlsx(&format!("{headings}<row><c><v>1</v></c>{cells}</row>"))
}

fn second(fixture: &Fixture) -> Cell {
    rows(&fixture.table()).unwrap()[0].1[1].clone()
}

#[test]
fn a_formula_without_a_value_is_refused_in_every_format_and_never_read_as_nothing() {
    let formula = "<f>A1+1</f>";
    for cell in
        [format!("<c>{formula}</c>"), format!("<c>{formula}<v></v></c>"), format!("<c>{formula}<v/></c>")]
    {
        assert_eq!(in_row_2(&cell).codes(), [Code::CellError], "{cell}");
    }
    assert_eq!(second(&in_row_2(&format!("<c>{formula}<v>7</v></c>"))), Cell::Number(7.0));
    assert_eq!(second(&in_row_2(&format!("<c t=\"str\">{formula}<v>eens</v></c>"))), text("eens"));
    assert_eq!(second(&in_row_2(&format!("<c t=\"str\">{formula}<v></v></c>"))), Cell::Blank);

    let headings = ods_row(&["school", "les"]);
    let cell = |attributes: &str| {
        let cell = format!("<table:table-cell table:formula=\"of:=1\" {attributes}/>");
        file(
            "a",
            &ods(&format!(
                "{headings}<table:table-row><table:table-cell office:value-type=\"float\" \
            office:value=\"1\"/>{cell}</table:table-row>"
            )),
        )
    };
    assert_eq!(cell("").codes(), [Code::CellError]);
    assert_eq!(second(&cell("office:value-type=\"float\" office:value=\"7\"")), Cell::Number(7.0));

    let value = |value: [u8; 8]| {
        let formula = biff_cell(0x0006, 1, 1, &[&value[..], &[0; 8]].concat());
        file("a", &xls(&[], &[biff_rows(&[&["school", "les"], &["1"]]), formula].concat()))
    };
    assert_eq!(value([3, 0, 0, 0, 0, 0, 0xFF, 0xFF]).codes(), [Code::CellError]);
    assert_eq!(value([2, 0, 0x2A, 0, 0, 0, 0xFF, 0xFF]).codes(), [Code::CellError]);
    assert_eq!(second(&value(7_f64.to_le_bytes())), Cell::Number(7.0));
}

#[test]
fn an_empty_result_counts_as_one_where_other_formulas_of_the_sheet_have_values() {
    let formula = |row: u16, value: &[u8; 8]| biff_cell(0x0006, row, 1, &[&value[..], &[0; 8]].concat());
    let cells = [
        biff_rows(&[&["school", "les"], &["1"], &["2"]]),
        formula(1, &[3, 0, 0, 0, 0, 0, 0xFF, 0xFF]),
        formula(2, &7_f64.to_le_bytes()),
    ];
    assert_eq!(second(&file("a", &xls(&[], &cells.concat()))), Cell::Blank);
}

#[test]
fn a_zero_of_a_program_that_cannot_calculate_is_no_value() {
    let formula = "<row><c><v>1</v></c><c><f>A1</f><v>0</v></c></row>";
    let mut parts = xlsx_parts(
        &sheet(&format!("<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c></row>{formula}")),
        TEXTS,
    );
    assert_eq!(second(&file("a", &zip(&parts))), Cell::Number(0.0));
    let book = String::from_utf8(parts[1].1.clone()).unwrap();
    parts[1].1 = book.replace("</workbook>", "<calcPr fullCalcOnLoad=\"1\"/></workbook>").into_bytes();
    assert_eq!(file("a", &zip(&parts)).codes(), [Code::CellError]);
}

#[test]
fn errors_are_errors_in_every_format_and_new_ones_too() {
    assert_eq!(in_row_2("<c t=\"e\"><v>#SPILL!</v></c>").codes(), [Code::CellError]);
    let cell = "<table:table-cell office:value-type=\"string\" office:string-value=\"\" calcext:value-type=\"error\" table:formula=\"of:=1/0\">\
        <text:p>#N/A</text:p></table:table-cell>";
    let rows = format!("{}<table:table-row>{cell}{cell}</table:table-row>", ods_row(&["school", "les"]));
    assert_eq!(file("a", &ods(&rows)).codes(), [Code::CellError; 2]);
    // The error of a formula, which calamine passes over.
    let cells =
        [xlsb_rows(&[&["school", "les"]]), record(0, &[1, 0, 0, 0]), xlsb_cell(0x000B, 1, &[0x07])].concat();
    assert_eq!(file("a", &xlsb(&cells, &[])).codes(), [Code::CellError]);
}

#[test]
fn a_cell_is_read_as_it_is_written() {
    for (cell, expected) in [
        ("<c t=\"inlineStr\"><is><t> 4 </t></is></c>", text("4")),
        ("<c t=\"inlineStr\"><is><t xml:space=\"preserve\"> 4 </t></is></c>", text(" 4 ")),
        ("<c t=\"inlineStr\"><is><r><t>4</t></r><r><t>,0</t></r><rPh><t>x</t></rPh></is></c>", text("4,0")),
        ("<c t=\"inlineStr\"><is><t><![CDATA[a<b]]>&amp;&#10;c</t></is></c>", text("a<b&\nc")),
        ("<c t=\"str\"><v>a_x000D_b</v></c>", text("a\rb")),
        ("<c t=\"b\"><v>1</v></c>", text("TRUE")),
        ("<c t=\"d\"><v>2026-04-14T09:30:00</v></c>", Cell::Date("2026-04-14T09:30:00".to_owned())),
        ("<c t=\"n\"><v>1e-3</v></c>", Cell::Number(0.001)),
        ("<c t=\"inlineStr\"><is><t> </t></is></c>", Cell::Blank),
        ("<x:c t=\'n\'><x:v>5</x:v><!-- <c/> --></x:c>", Cell::Number(5.0)),
    ] {
        assert_eq!(second(&in_row_2(cell)), expected, "{cell}");
    }
}

#[test]
fn formatted_but_empty_rows_and_columns_are_nothing() {
    let mut cells = String::from(
        "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"C1\" t=\"s\"><v>1</v></c><c r=\"ZZ1\" s=\"1\"/></row>\
         <row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"C2\"><v>2</v></c></row>",
    );
    (3..5_000)
        .for_each(|row| cells.push_str(&format!("<row r=\"{row}\" s=\"1\"><c r=\"A{row}\" s=\"1\"/></row>")));
    let table = xlsx(&cells).table();
    assert_eq!(headings(&table), ["school", "", "les"]);
    assert_eq!(rows(&table).unwrap().len(), 1);
}

#[test]
fn headings_merged_over_columns_and_rows_are_joined_or_refused_with_the_reason() {
    let rows: [&[&str]; 3] =
        [&["school", "Begeleiding", "", "cijfer"], &["", "tijd", "inhoud"], &["Noord", "goed", "matig", "7"]];
    let area = |first_row: u32, last_row: u32, first: u32, last: u32| [first_row, last_row, first, last];
    let areas = [area(0, 1, 0, 0), area(0, 0, 1, 2), area(0, 1, 3, 3)];
    let expected = ["school", "Begeleiding [tijd]", "Begeleiding [inhoud]", "cijfer"];

    let behind: Vec<u8> = areas
        .iter()
        .flat_map(|area| record(0x00B0, &area.iter().flat_map(|word| word.to_le_bytes()).collect::<Vec<_>>()))
        .collect();
    let unseen = |bytes: &[u8]| {
        let codes: Vec<Code> = file("a", bytes).open().unwrap_err().iter().map(|fault| fault.code).collect();
        assert_eq!(codes, [Code::BlankHeading, Code::MergedUnseen]);
    };
    unseen(&xlsb(&xlsb_rows(&rows), &behind));

    let areas: Vec<u8> = areas.iter().flatten().flat_map(|word| (*word as u16).to_le_bytes()).collect();
    let merged = biff(0x00E5, &[&[3, 0][..], &areas].concat());
    assert_eq!(
        headings(&file("a", &xls(&[], &[biff_rows(&rows), merged].concat())).table()),
        expected,
        "xls"
    );

    let cell = |spans: &str, text: &str| {
        format!(
            "<table:table-cell {spans} office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let down = "table:number-rows-spanned=\"2\" table:number-columns-spanned=\"1\"";
    let covered = "<table:covered-table-cell/>";
    let content = [
        "<table:table-row>",
        &cell(down, "school"),
        &cell("table:number-columns-spanned=\"2\" table:number-rows-spanned=\"1\"", "Begeleiding"),
        covered,
        &cell(down, "cijfer"),
        "</table:table-row><table:table-row>",
        covered,
        &cell("", "tijd"),
        &cell("", "inhoud"),
        covered,
        "</table:table-row>",
        &ods_row(rows[2]),
    ];
    unseen(&ods(&content.concat()));
}

#[test]
fn a_row_of_totals_at_the_bottom_is_pointed_out_and_one_in_between_is_not() {
    let table = |rows: &[&[&str]]| {
        let fixture = file("a", &xls(&[], &biff_rows(rows)));
        let mut batches = fixture.table().batches(&[0, 1]).unwrap();
        let count: usize = batches.by_ref().map(|batch| batch.unwrap().len()).sum();
        (count, batches.notes().iter().map(|note| (note.code, note.place.clone())).collect::<Vec<_>>())
    };
    let at = |row| (Code::TotalsRow, Some(Place::cell("in.csv", "S", row, 1)));
    assert_eq!(
        table(&[&["school", "les"], &["Noord", "4"], &["Totaal", "4"], &["Gemiddelde:", "4"]]),
        (3, vec![at(3), at(4)])
    );
    assert_eq!(table(&[&["school", "les"], &["Totaal", "4"], &["Noord", "4"]]), (2, vec![]));
}

#[test]
fn a_remark_beside_the_table_is_pointed_out_and_a_column_without_heading_is_refused() {
    let rows = |last: [&'static str; 3]| -> Vec<Vec<&'static str>> {
        let mut rows = vec![vec!["school", "les"]];
        rows.extend(last.map(|last| vec!["Noord", "4", last]));
        rows
    };
    let fixture = |rows: &[Vec<&str>]| {
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        file("a", &xls(&[], &biff_rows(&rows)))
    };
    let table = fixture(&rows(["", "let op", ""])).table();
    assert_eq!(headings(&table), ["school", "les"]);
    let mut batches = table.batches(&[0]).unwrap();
    batches.by_ref().for_each(drop);
    let notes: Vec<_> = batches.notes().iter().map(|note| (note.code, note.place.clone())).collect();
    assert_eq!(notes, [(Code::BlankHeading, Some(Place::cell("in.csv", "S", 3, 3)))]);
    let refused = fixture(&rows(["", "a", "b"])).faults();
    assert_eq!(refused, [(Code::BlankHeading, Some(Place::cell("in.csv", "S", 3, 3)))]);
}

#[test]
fn every_other_sheet_is_named() {
    use crate::ingest::Hints;
    let book = "<workbook><sheets><sheet name=\"S\" r:id=\"rId1\"/><sheet name=\"Weg\" state=\"veryHidden\" r:id=\"rId1\"/>\
        <sheet name=\"Ook\" r:id=\"rId1\"/></sheets></workbook>";
    let mut parts = xlsx_parts(&sheet(super::made::ROWS), TEXTS);
    parts[1].1 = book.into();
    let fixture = file("a", &zip(&parts));
    assert_eq!(fixture.codes(), [Code::SheetUnclear]);
    let named = fixture.open_with(&Hints { sheet: Some("Ook".to_owned()), ..Hints::default() }).unwrap();
    let notes: Vec<_> = named.notes.iter().map(|note| (note.code, note.headline.nl.clone())).collect();
    assert_eq!(
        notes,
        [
            (Code::HiddenSheet, "niet gelezen, want verborgen: `Weg`".to_owned()),
            (Code::SheetPassedOver, "gelezen is `Ook`; niet gelezen: `S`".to_owned())
        ]
    );
}
