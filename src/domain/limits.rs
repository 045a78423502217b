const MIB: u64 = 1024 * 1024;

/// How much a file may ask for, so that a damaged or hostile one ends in a message and not in a full memory.
/// An ordinary export stays far below each of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a text file, or of all that is unpacked of a Parquet or Arrow file. Default 8 GiB: it is streamed.
    pub text_bytes: u64,
    /// Bytes of a text file that are looked at before it is read, to see its encoding. Default 64 MiB; what comes after
    /// them is held against the encoding as it is read.
    pub surveyed_bytes: u64,
    /// Bytes of a workbook as it stands on disk. Default 512 MiB.
    pub workbook_bytes: u64,
    /// Bytes of an .xls or .ods, which can only be read whole. Default 64 MiB.
    pub whole_workbook_bytes: u64,
    /// Bytes of a file that says what codes mean. Default 32 MiB; the structure of a large survey is a few.
    pub companion_bytes: u64,
    /// Bytes of a workbook's parts together, or of one column in one row group, after unpacking. Default 2 GiB.
    pub unpacked_bytes: u64,
    /// How many times larger a workbook's part may be unpacked than packed, once it passes
    /// [`Limits::ratio_from_bytes`]. Default 200.
    pub ratio: u64,
    /// The unpacked bytes of a part from which the ratio is looked at. Default 100 MiB.
    pub ratio_from_bytes: u64,
    /// Cells of one sheet. Default 100 million.
    pub cells: u64,
    /// Cells of one sheet of an .ods from its first to its last one, empty ones included. Default 20 million.
    pub whole_cells: u64,
    /// Rows of one row group of Parquet or one batch of Arrow. Default 134,217,728, twice what any writer makes.
    pub row_group_rows: u64,
    /// Bytes of one page of Parquet or one buffer of Arrow after unpacking. Default 256 MiB.
    pub page_bytes: u64,
    /// Cells of a Parquet or Arrow file, rows times columns. Default 2,000 million.
    pub columnar_cells: u64,
    /// Columns of a table. Default 16,384, as many as a workbook can have.
    pub columns: usize,
    /// Bytes of one field of a text file; a longer one is taken for a quote that was never closed.
    /// Default 1 MiB, 32 times what a cell of a workbook can hold.
    pub field_bytes: usize,
    /// Bytes of the distinct texts that are kept of the wanted columns together. Default 1 GiB.
    pub kept_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            text_bytes: 8 * 1024 * MIB,
            surveyed_bytes: 64 * MIB,
            workbook_bytes: 512 * MIB,
            whole_workbook_bytes: 64 * MIB,
            companion_bytes: 32 * MIB,
            unpacked_bytes: 2 * 1024 * MIB,
            ratio: 200,
            ratio_from_bytes: 100 * MIB,
            cells: 100_000_000,
            whole_cells: 20_000_000,
            row_group_rows: 1 << 27,
            page_bytes: 256 * MIB,
            columnar_cells: 2_000_000_000,
            columns: 16_384,
            field_bytes: 1024 * 1024,
            kept_bytes: 1024 * MIB,
        }
    }
}
