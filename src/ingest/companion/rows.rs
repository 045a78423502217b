use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, Event};

/// An element of a survey's structure lies no deeper.
const DEEPEST: usize = 32;
/// Rows of all tables together; a survey of a thousand questions in ten languages has a quarter of it.
const MOST_ROWS: usize = 200_000;

/// A row of a table of the structure: field to text.
pub(super) type Row = BTreeMap<&'static str, String>;

/// The tables of a survey's structure, by name, and the languages it lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tables {
    pub(super) rows: BTreeMap<&'static str, Vec<Row>>,
    pub(super) languages: Vec<String>,
    pub(super) kind: String,
}

/// Why a text is no structure of a survey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Broken {
    /// It is no XML, or cut short.
    Xml,
    /// It is XML of something else.
    Other,
    /// It asks for more than the limit.
    TooMuch,
}

/// The tables of a structure that are of use; the others, with the layout of pages and mails, are passed over.
const TABLES: [&str; 8] = [
    "answer_l10ns",
    "answers",
    "groups",
    "question_attributes",
    "question_l10ns",
    "questions",
    "subquestions",
    "surveys",
];

/// The fields of them that are of use.
const FIELDS: [&str; 17] = [
    "aid",
    "answer",
    "attribute",
    "code",
    "gid",
    "group_order",
    "language",
    "other",
    "parent_qid",
    "qid",
    "question",
    "question_order",
    "scale_id",
    "sortorder",
    "title",
    "type",
    "value",
];

/// The attributes of a question that name an option or a scale.
pub(super) const ATTRIBUTES: [&str; 3] = ["other_replace_text", "dualscale_headerA", "dualscale_headerB"];

/// Reads the tables. Entities are never expanded but for the five of XML and numbered characters; a document type and
/// what it refers to is passed over.
pub(super) fn tables(text: &str) -> Result<Tables, Broken> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut reading = Reading::default();
    loop {
        match reader.read_event().map_err(|_| Broken::Xml)? {
            Event::Start(tag) => reading.open(tag.name().as_ref())?,
            Event::End(_) => reading.close()?,
            Event::Empty(tag) => {
                reading.open(tag.name().as_ref())?;
                reading.close()?;
            }
            Event::Text(text) => reading.push(&text.xml10_content()),
            Event::CData(text) => reading.push(&text.xml10_content()),
            Event::GeneralRef(reference) => reading.push_reference(&reference),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            Event::Eof => break,
        }
    }
    if !reading.path.is_empty() {
        return Err(Broken::Xml);
    }
    let tables = reading.tables;
    if tables.kind.is_empty() && tables.rows.is_empty() { Err(Broken::Other) } else { Ok(tables) }
}

#[derive(Default)]
struct Reading {
    path: Vec<String>,
    text: String,
    row: Row,
    count: usize,
    tables: Tables,
}

impl Reading {
    fn open(&mut self, name: &str) -> Result<(), Broken> {
        if self.path.len() >= DEEPEST {
            return Err(Broken::TooMuch);
        }
        self.text.clear();
        if name == "row" {
            self.row.clear();
        }
        self.path.push(name.to_owned());
        Ok(())
    }

    fn close(&mut self) -> Result<(), Broken> {
        let path: Vec<&str> = self.path.iter().map(String::as_str).collect();
        match path.as_slice() {
            ["document", "LimeSurveyDocType"] => self.tables.kind = self.text.trim().to_owned(),
            ["document", "languages", "language"] => {
                self.tables.languages.push(self.text.trim().to_owned());
            }
            ["document", _, "rows", "row", field] => {
                if let Some(field) = FIELDS.iter().find(|known| *known == field) {
                    self.row.insert(field, std::mem::take(&mut self.text));
                }
            }
            ["document", table, "rows", "row"] => {
                if let Some(table) = TABLES.iter().find(|known| *known == table) {
                    let row = std::mem::take(&mut self.row);
                    if row.get("attribute").is_none_or(|name| ATTRIBUTES.contains(&name.trim())) {
                        self.count += 1;
                        self.tables.rows.entry(table).or_default().push(row);
                    }
                    if self.count > MOST_ROWS {
                        return Err(Broken::TooMuch);
                    }
                }
            }
            _ => {}
        }
        self.text.clear();
        self.path.pop().map(|_| ()).ok_or(Broken::Xml)
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn push_reference(&mut self, reference: &BytesRef<'_>) {
        match reference.resolve_char_ref() {
            Ok(Some(character)) => self.text.push(character),
            _ => {
                let name = reference.xml10_content();
                match resolve_xml_entity(&name) {
                    Some(text) => self.text.push_str(text),
                    None => {
                        self.text.push('&');
                        self.text.push_str(&name);
                        self.text.push(';');
                    }
                }
            }
        }
    }
}
