use std::collections::BTreeMap;

use rust_xlsxwriter::Workbook;

pub const AGREE: [&str; 5] =
    ["Helemaal mee oneens", "Mee oneens", "Neutraal", "Mee eens", "Helemaal mee eens"];
pub const AGREE_EN: [&str; 5] = ["Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree"];
pub const OFTEN: [&str; 4] = ["Nooit", "Soms", "Vaak", "Altijd"];

/// How many respondents an export has.
pub const ROWS: usize = 30;

/// The category, from 0, that a respondent chose on a question of `options` options.
pub fn chosen(row: usize, question: usize, options: usize) -> usize {
    (row * 7 + question * 3 + row * row / 5) % options
}

/// What was answered to a question: per category how many.
pub fn truth(question: usize, options: usize) -> Vec<u64> {
    let mut counts = vec![0; options];
    for row in 0..ROWS {
        counts[chosen(row, question, options)] += 1;
    }
    counts
}

/// The truth of some columns, the first being question 0.
pub fn truths(columns: &[&str], options: usize) -> BTreeMap<String, Vec<u64>> {
    columns.iter().enumerate().map(|(at, column)| ((*column).to_owned(), truth(at, options))).collect()
}

/// What stands in a column in each row.
pub type Cell = fn(usize) -> String;

/// A table of texts: headings, then the rows.
pub struct Sheet {
    pub headings: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Sheet {
    /// Columns that every row begins with, then questions answered with these texts.
    pub fn new(first: &[(&str, Cell)], questions: &[&str], texts: &[&str]) -> Self {
        let headings = first.iter().map(|(heading, _)| *heading).chain(questions.iter().copied());
        let row = |row: usize| {
            let own = first.iter().map(|(_, cell)| cell(row));
            let answers =
                (0..questions.len()).map(|question| texts[chosen(row, question, texts.len())].to_owned());
            own.chain(answers).collect()
        };
        Self { headings: headings.map(str::to_owned).collect(), rows: (0..ROWS).map(row).collect() }
    }

    /// The same, with more questions on other texts.
    pub fn and(mut self, questions: &[&str], texts: &[&str]) -> Self {
        self.headings.extend(questions.iter().map(|heading| (*heading).to_owned()));
        for (row, cells) in self.rows.iter_mut().enumerate() {
            for question in 0..questions.len() {
                cells.push(texts[chosen(row, question, texts.len())].to_owned());
            }
        }
        self
    }

    /// The same, with one more column.
    pub fn column(mut self, heading: &str, cell: Cell) -> Self {
        self.headings.push(heading.to_owned());
        for (row, cells) in self.rows.iter_mut().enumerate() {
            cells.push(cell(row));
        }
        self
    }

    pub fn csv(&self, delimiter: &str, quoted: bool) -> String {
        let field = |text: &String| {
            if quoted { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.clone() }
        };
        let line = |cells: &Vec<String>| cells.iter().map(field).collect::<Vec<_>>().join(delimiter) + "\r\n";
        line(&self.headings) + &self.rows.iter().map(line).collect::<String>()
    }

    pub fn xlsx(&self) -> Vec<u8> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (row, cells) in [&self.headings].into_iter().chain(&self.rows).enumerate() {
            for (column, text) in cells.iter().enumerate() {
                let (row, column) = (u32::try_from(row).expect("few"), u16::try_from(column).expect("few"));
                match text.parse::<f64>() {
                    Ok(number) => sheet.write_number(row, column, number).expect("a cell"),
                    Err(_) => sheet.write_string(row, column, text).expect("a cell"),
                };
            }
        }
        book.save_to_buffer().expect("a workbook")
    }
}

pub fn number(row: usize) -> String {
    (row + 1).to_string()
}

pub fn submitted(row: usize) -> String {
    format!("2026-04-{:02} 10:00:00", 1 + row % 14)
}

pub fn school(row: usize) -> String {
    ["Noord", "Zuid", "De Drie Zeeën"][row % 3].to_owned()
}

pub fn remark(row: usize) -> String {
    format!("Dit is wat respondent {row} ervan vindt in eigen woorden.")
}

pub fn role(row: usize) -> String {
    ["Student", "Werkplekbegeleider"][row % 2].to_owned()
}

/// An export of LimeSurvey, its own columns first.
pub fn limesurvey(questions: &[&str], texts: &[&str]) -> Sheet {
    let four: Cell = |_| "4".to_owned();
    let dutch: Cell = |_| "nl".to_owned();
    Sheet::new(
        &[("id", number), ("submitdate", submitted), ("lastpage", four), ("startlanguage", dutch)],
        questions,
        texts,
    )
}

/// An export of Microsoft Forms in Dutch or English.
pub fn forms(headings: [&'static str; 5], questions: &[&str], texts: &[&str]) -> Sheet {
    let [id, start, end, mail, name] = headings;
    let nobody: Cell = |row| format!("iemand{row}");
    Sheet::new(
        &[(id, number), (start, submitted), (end, submitted), (mail, nobody), (name, nobody)],
        questions,
        texts,
    )
}
