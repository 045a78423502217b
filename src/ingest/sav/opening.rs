use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::sync::Arc;

use encoding_rs::Encoding;

use super::bytes::{Bytes, Order, Stream};
use super::cases::Cases;
use super::code_page;
use super::damage::Damage;
use super::dictionary;
use super::header::{self, Header, Packing};
use super::rows::{Reading, SavRows};
use super::variables::{self, Variables};
use super::zlib_blocks::Blocks;
use crate::diagnostics::{Checked, Code, Diagnostic};
use crate::domain::{Phrase, Place, PlatformName, phrase};
use crate::ingest::digest::FileDigest;
use crate::ingest::heading_check::note_columns;
use crate::ingest::platform::{self, Described, Understood, is_personal};
use crate::ingest::table::{Source, Table, TableKind};
use crate::ingest::{ColumnUse, Heading, Hints, IngestError, Limits};

/// A system file up to its cases.
pub(super) struct SavFile {
    bytes: Bytes,
    order: Order,
    header: Header,
    text_words: Vec<bool>,
    sysmis: Option<f64>,
    pub(super) variables: Variables,
    pub(super) encoding: &'static Encoding,
    /// The file does not tell its encoding.
    guessed: bool,
}

impl SavFile {
    /// Reads all but the cases. `named` is the encoding, where somebody else says which it is.
    pub(super) fn read(
        stream: Box<dyn Stream>,
        named: Option<&'static Encoding>,
        limits: &Limits,
    ) -> Result<Self, Damage> {
        let mut bytes = Bytes::new(stream)?;
        let mut header = header::read(&mut bytes)?;
        let dictionary = dictionary::read(&mut bytes, &mut header)?;
        let known = code_page::known(&dictionary.extensions);
        let encoding = named.unwrap_or(known.encoding);
        let order = bytes.order;
        let variables = variables::settle(&dictionary, order, header.weight, encoding, limits.columns)?;
        Ok(Self {
            bytes,
            order,
            header,
            text_words: dictionary.text_words,
            sysmis: dictionary.extensions.sysmis,
            variables,
            encoding,
            guessed: known.guessed && named.is_none(),
        })
    }

    /// The rows.
    pub(super) fn into_rows(self, place: Place, limits: &Limits) -> Result<SavRows, Damage> {
        let Header { packing, cases: promised, bias, .. } = self.header;
        let input: Box<dyn BufRead> = match packing {
            Packing::Plain | Packing::Bytecode => Box::new(self.bytes.into_reader()),
            Packing::Zlib => Box::new(BufReader::new(Blocks::open(self.bytes, limits)?)),
        };
        let cases = Cases::new(input, packing, self.order, bias, f64::MIN, self.text_words);
        Ok(SavRows::new(Reading {
            cases,
            columns: self.variables.columns,
            order: self.order,
            no_answer: [f64::MIN, self.sysmis.unwrap_or(f64::MIN)],
            encoding: self.encoding,
            promised,
            place,
        }))
    }

    fn headings(&self, named: Option<PlatformName>, place: &Place) -> Result<Described, IngestError> {
        let columns = &self.variables.columns;
        let names: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
        let Understood { mut described, .. } =
            platform::describe(named, &[names]).map_err(|mismatch| IngestError::PlatformMismatch {
                place: place.clone(),
                named: mismatch.named,
                expected: mismatch.expected,
            })?;
        // What a column is for was told by its name; it may say more of itself in its label.
        for (heading, column) in described.headings.iter_mut().zip(columns) {
            let personal = is_personal(&column.name) || is_personal(&column.text);
            let column_use = if personal { ColumnUse::Personal } else { heading.column_use };
            *heading = Heading { text: column.text.clone(), code: Some(column.name.clone()), column_use };
        }
        Ok(described)
    }
}

/// Looks at a system file: its columns, what their values mean, and how its cases are packed.
///
/// # Errors
/// What is wrong with it before its cases.
pub(in crate::ingest) fn open(
    path: &Path,
    name: &str,
    hints: &Hints,
    limits: &Limits,
    (length, digest): (u64, FileDigest),
) -> Result<Checked<Table>, Vec<Diagnostic>> {
    let place = Place::file(name);
    let single = |fault: IngestError| vec![Diagnostic::from(fault)];
    let named = hints.encoding.as_deref().map(|label| {
        code_page::by_name(label.as_bytes()).ok_or_else(|| {
            single(IngestError::UnknownEncoding { place: place.clone(), named: label.to_owned() })
        })
    });
    let named = named.transpose()?;
    let stream = File::open(path).map_err(|error| single(IngestError::io(&place, &error)))?;
    let sav = SavFile::read(Box::new(stream), named, limits).map_err(|damage| single(damage.at(&place)))?;
    if sav.variables.columns.is_empty() {
        return Err(single(IngestError::Empty { place }));
    }
    if sav.header.cases == Some(0) {
        return Err(single(IngestError::NoCases { place }));
    }
    let Described { name: platform, reason, headings, .. } =
        sav.headings(hints.platform, &place).map_err(single)?;
    let mut notes = notes(&sav, &headings, &place);
    let columns = sav.variables.columns.into_iter().enumerate();
    let labels: BTreeMap<_, _> =
        columns.filter_map(|(index, column)| Some((index, Arc::clone(column.labels.as_ref()?)))).collect();
    let table = Table {
        name: name.to_owned(),
        kind: TableKind::Sav { encoding: sav.encoding.name(), packing: sav.header.packing.key() },
        platform,
        platform_reason: reason,
        header_row: 0,
        headings,
        labels,
        digest,
        bytes: length,
        path: path.to_owned(),
        source: Source::Sav { encoding: sav.encoding },
        limits: limits.clone(),
        last_header_row: 0,
        keeps_absent_apart: false,
        free_texts: false,
        refused: BTreeMap::new(),
    };
    note_columns(&table, &BTreeMap::new(), &mut notes);
    Ok(Checked { value: table, notes })
}

/// The rows of a system file that was looked at before.
pub(in crate::ingest) fn rows(
    path: &Path,
    place: &Place,
    encoding: &'static Encoding,
    limits: &Limits,
) -> Result<SavRows, IngestError> {
    let stream = File::open(path).map_err(|error| IngestError::io(place, &error))?;
    SavFile::read(Box::new(stream), Some(encoding), limits)
        .and_then(|sav| sav.into_rows(place.clone(), limits))
        .map_err(|damage| damage.at(place))
}

/// What is to be said of a file that can be read.
fn notes(sav: &SavFile, headings: &[Heading], place: &Place) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    let label = sav.encoding.name();
    let name_it = || {
        Phrase::new(
            "noem de codering met `encoding = \"…\"` als letters met accenten verkeerd staan",
            "name the encoding with `encoding = \"…\"` if letters with accents come out wrong",
        )
    };
    if sav.guessed {
        let headline = phrase!(
            "het bestand zegt niet in welke codering zijn teksten staan; gelezen als {label}",
            "the file does not say what encoding its texts are in; read as {label}"
        );
        notes.push(Diagnostic::note(Code::EncodingGuessed, headline).help(name_it()));
    }
    if sav.variables.malformed {
        let headline = phrase!(
            "in namen of labels staan bytes die niets betekenen in {label}; er staat een � voor in de plaats",
            "names or labels have bytes that mean nothing in {label}; a � stands in their place"
        );
        notes.push(Diagnostic::warning(Code::BadEncoding, headline).help(name_it()));
    }
    if sav.variables.labels_lost {
        let headline = Phrase::new(
            "een deel van de labels van lange teksten laat zich niet lezen; die antwoorden staan er zoals ze zijn",
            "some labels of long texts cannot be read; those answers stand as they are",
        );
        let help = Phrase::new(
            "open het bestand in SPSS of PSPP en sla het opnieuw op",
            "open the file in SPSS or PSPP and save it again",
        );
        notes.push(Diagnostic::warning(Code::FileBroken, headline).help(help));
    }
    if let Some(weight) = sav.variables.weight.and_then(|column| headings.get(column)) {
        let name = weight.code.as_deref().unwrap_or(&weight.text);
        let headline = phrase!(
            "dit SPSS-bestand weegt de antwoorden met `{name}`; dat gebeurt hier niet: ieder antwoord telt één keer",
            "this SPSS file weights the answers by `{name}`; that is not done here: every answer counts once"
        );
        notes.push(Diagnostic::note(Code::WeightNotUsed, headline));
    }
    let names: BTreeSet<&str> = headings.iter().filter_map(|heading| heading.code.as_deref()).collect();
    let count = headings.len() - names.len();
    if count > 0 {
        let headline = phrase!(
            "van {count} variabelen kwam de naam al eerder voor; die variabelen zijn niet te gebruiken",
            "{count} variables have a name that occurred before; those variables cannot be used"
        );
        let help = Phrase::new(
            "geef elke variabele in SPSS een eigen naam",
            "give each variable a name of its own in SPSS",
        );
        notes.push(Diagnostic::warning(Code::DuplicateHeading, headline).help(help));
    }
    notes.into_iter().map(|note| note.at(place.clone())).collect()
}
