/// Rows as a text that a Dutch or English Excel opens as a table: `;` between fields, UTF-8 with its mark. A cell that
/// Excel would take for a formula gets a `'` in front, so that nothing in it is carried out.
pub fn table_as_csv<R, C>(rows: R) -> Vec<u8>
where
    R: IntoIterator<Item = C>,
    C: IntoIterator<Item = String>,
{
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer("\u{feff}".as_bytes().to_vec());
    for row in rows {
        // Writing into memory cannot fail, and rows may be of any length.
        let _ = writer.write_record(row.into_iter().map(harmless));
    }
    writer.into_inner().unwrap_or_default()
}

fn harmless(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula_and_every_cell_is_one_cell() {
        let row = ["=1+1", "+31", "-5", "@x", "\tx", "a;b", "\"q\"", "een\nregel", "gewoon", ""];
        let bytes = table_as_csv([row.map(str::to_owned)]);
        let text = String::from_utf8(bytes).expect("UTF-8");
        assert_eq!(text, "\u{feff}'=1+1;'+31;'-5;'@x;'\tx;\"a;b\";\"\"\"q\"\"\";\"een\nregel\";gewoon;\r\n");
        assert_eq!(table_as_csv(Vec::<Vec<String>>::new()), "\u{feff}".as_bytes());
    }
}
