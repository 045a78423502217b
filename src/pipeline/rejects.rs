use std::collections::BTreeSet;

use crate::coding::{Reject, Unreadable};
use crate::diagnostics::Code;
use crate::domain::{At, Lang, Phrase};
use crate::ingest::{Spot, Table, table_as_csv};

/// Every cell of the exports that could not be read, with where it stands and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rejects {
    /// Whether the exports were read at all; if not, the lines say nothing.
    pub read: bool,
    lines: Vec<Line>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Line {
    at: (String, At),
    heading: String,
    why: Phrase,
    value: Option<String>,
}

impl Rejects {
    /// The first line of the file, by which it is known as one of ours.
    pub fn head(lang: Lang) -> [&'static str; 7] {
        lang.pick(
            ["bestand", "blad", "rij", "kolom", "kop", "reden", "wat er staat"],
            ["file", "sheet", "row", "column", "heading", "reason", "what stands there"],
        )
    }

    /// How many cells and rows there are.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether everything could be read.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The file: a line each, in the order of the exports. `what stands there` is empty in a column that may hold what
    /// people wrote, or who they are.
    pub fn csv(&self, lang: Lang) -> Vec<u8> {
        let head = Self::head(lang).map(str::to_owned);
        let line = |line: &Line| {
            let (file, at) = &line.at;
            let (sheet, row, column) = match at {
                At::SheetCell { sheet, row, column } => (sheet.clone(), row.to_string(), column.to_string()),
                At::Line(row) | At::LineColumn(row, _) => (String::new(), row.to_string(), String::new()),
                At::Sheet(sheet) => (sheet.clone(), String::new(), String::new()),
                At::File => Default::default(),
            };
            let why = line.why.get(lang).to_owned();
            [
                file.clone(),
                sheet,
                row,
                column,
                line.heading.clone(),
                why,
                line.value.clone().unwrap_or_default(),
            ]
        };
        table_as_csv([head].into_iter().chain(self.lines.iter().map(line)))
    }

    /// Adds the cells of a table that coding could not read, and what reading itself stumbled over.
    pub(super) fn add(&mut self, table: &Table, coded: Vec<Reject>, spots: &[Spot]) {
        self.read = true;
        let mut known: BTreeSet<(u64, Option<u64>)> = BTreeSet::new();
        let mut lines: Vec<(u64, Line)> = Vec::new();
        for reject in coded {
            let row = match reject.place.at {
                At::Line(row) => row,
                At::SheetCell { row, column, .. } => {
                    known.insert((row, Some(column)));
                    row
                }
                _ => 0,
            };
            let at = (reject.place.file, reject.place.at);
            let why = why(reject.why);
            lines.push((row, Line { at, heading: reject.heading, why, value: reject.value }));
        }
        for spot in spots.iter().filter(|spot| !known.contains(&(spot.row, spot.column))) {
            let column = spot.column.and_then(|column| usize::try_from(column).ok()?.checked_sub(1));
            let place = table.place(spot.row, column.unwrap_or(0));
            let heading = column.and_then(|column| table.headings.get(column));
            let heading = heading.map(|heading| heading.text.clone()).unwrap_or_default();
            lines.push((
                spot.row,
                Line { at: (place.file, place.at), heading, why: why_of(spot.code), value: None },
            ));
        }
        lines.sort_by_key(|(row, _)| *row);
        self.lines.extend(lines.into_iter().map(|(_, line)| line));
    }
}

fn why(why: Unreadable) -> Phrase {
    let (nl, en) = match why {
        Unreadable::UnknownAnswer => ("staat niet op de schaal", "not on the scale"),
        Unreadable::NoScale => {
            ("de schaal van de vraag is niet bekend", "the scale of the question is not known")
        }
        Unreadable::CellError => ("fout van Excel", "error of Excel"),
        Unreadable::UnknownRole => ("geen rol van het project", "no role of the project"),
        Unreadable::NoRole => {
            ("rol niet ingevuld; de rij telt niet mee", "no role given; the row does not count")
        }
    };
    Phrase::new(nl, en)
}

fn why_of(code: Code) -> Phrase {
    let (nl, en) = match code {
        Code::RaggedRow => ("rij met te veel of te weinig velden", "row with too many or too few fields"),
        Code::BlankHeading => ("gegevens onder een lege kop", "values below an empty heading"),
        Code::CellError => ("fout van Excel", "error of Excel"),
        other => return Phrase::new(other.id(), other.id()),
    };
    Phrase::new(nl, en)
}
