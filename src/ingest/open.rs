use std::fs::File;
use std::path::Path;

use encoding_rs::Encoding;

use super::accents::broken_accents;
use super::aside::Aside;
use super::blocks::read_some;
use super::columnar::{self, Closed, ColumnarFormat};
use super::delimited::{DelimitedRows, can_delimit};
use super::digest::FileDigest;
use super::encoding::{self, Choice, Known, Survey};
use super::fault::IngestError;
use super::head::read_head;
use super::hints::Hints;
use super::magic::{Format, Magic, magic};
use super::sav;
use super::settle::{Found, settle};
use super::sheet::choose_sheet;
use super::table::{Source, Table, TableKind};
use super::workbook::Workbook;
use super::zip_check;
use crate::diagnostics::{Checked, Code, Diagnostic};
use crate::domain::{Limits, Phrase, Place, phrase};

/// Looks at a file: what it is by its bytes (its name tells nothing), its encoding and delimiter or its sheet,
/// its headings, and the platform they bear the mark of. Nothing of its rows is kept.
///
/// # Errors
/// Every fault of the file's head at once. What comes further down is found by [`Table::batches`].
pub fn open(
    path: &Path,
    name: &str,
    hints: &Hints,
    limits: &Limits,
) -> Result<Checked<Table>, Vec<Diagnostic>> {
    let mut opened = open_file(path, name, hints, limits)?;
    opened.notes.extend(broken_accents(&opened.value));
    Ok(opened)
}

fn open_file(
    path: &Path,
    name: &str,
    hints: &Hints,
    limits: &Limits,
) -> Result<Checked<Table>, Vec<Diagnostic>> {
    let opening = Opening { path, name, hints, limits, place: Place::file(name) };
    let single = |fault: IngestError| vec![Diagnostic::from(fault)];
    match opening.magic().map_err(single)? {
        Magic::Other(found) => Err(single(IngestError::NotATable { place: opening.place, found })),
        Magic::Text => opening.text(false),
        Magic::Gzip => opening.text(true),
        Magic::Sav => opening.sav(),
        Magic::Columnar(format) => opening.columnar(format),
        Magic::Zip => {
            let format = zip_check::check(path, &opening.place, limits).map_err(single)?;
            opening.workbook(format).map_err(single)?
        }
        Magic::Ole => {
            opening.refuse_encrypted().map_err(single)?;
            opening.workbook(Format::Xls).map_err(single)?
        }
    }
}

struct Opening<'a> {
    path: &'a Path,
    name: &'a str,
    hints: &'a Hints,
    limits: &'a Limits,
    place: Place,
}

impl Opening<'_> {
    fn io(&self, error: &std::io::Error) -> IngestError {
        IngestError::io_at(self.path, &self.place, error)
    }

    /// What the first bytes say, once the file is seen to be a file of a bearable size.
    fn magic(&self) -> Result<Magic, IngestError> {
        let about = IngestError::about_ordinary(self.path, &self.place)?;
        if let Some(aside) = Aside::of(self.path) {
            return Err(IngestError::Aside { place: self.place.clone(), aside });
        }
        let mut file = File::open(self.path).map_err(|error| self.io(&error))?;
        let mut head = vec![0; 64 * 1024];
        let mut filled = 0;
        while let Some(rest) = head.get_mut(filled..).filter(|rest| !rest.is_empty()) {
            match read_some(&mut file, rest).map_err(|error| self.io(&error))? {
                0 => break,
                read => filled += read,
            }
        }
        head.truncate(filled);
        if head.is_empty() {
            return Err(IngestError::Empty { place: self.place.clone() });
        }
        let kind = magic(&head);
        let streamed = matches!(kind, Magic::Text | Magic::Gzip | Magic::Sav | Magic::Columnar(_));
        let limit = if streamed { self.limits.text_bytes } else { self.limits.workbook_bytes };
        self.within(about.len(), limit)?;
        Ok(kind)
    }

    fn within(&self, bytes: u64, limit: u64) -> Result<(), IngestError> {
        if bytes <= limit {
            return Ok(());
        }
        let (size, most) = (bytes / (1024 * 1024), limit / (1024 * 1024));
        let what =
            phrase!("{size} MiB, en de grens is {most} MiB", "{size} MiB, and the limit is {most} MiB");
        Err(IngestError::TooLarge { place: self.place.clone(), what })
    }

    /// The file's length, and its digest for who asks.
    fn measured(&self) -> Result<(u64, FileDigest), IngestError> {
        let about = std::fs::metadata(self.path).map_err(|error| self.io(&error))?;
        Ok((about.len(), FileDigest::of(self.path)))
    }

    fn sav(&self) -> Result<Checked<Table>, Vec<Diagnostic>> {
        let measured = self.measured().map_err(|fault| vec![Diagnostic::from(fault)])?;
        sav::open(self.path, self.name, self.hints, self.limits, measured)
    }

    fn text(&self, packed: bool) -> Result<Checked<Table>, Vec<Diagnostic>> {
        let mut wrong = Vec::new();
        let named = self.hints.encoding.as_deref().and_then(|label| {
            let found = Encoding::for_label(label.trim().as_bytes());
            if found.is_none() {
                let place = self.place.clone();
                wrong.push(IngestError::UnknownEncoding { place, named: label.to_owned() }.into());
            }
            found
        });
        let delimiter = self.hints.delimiter.and_then(|named| {
            let found = u8::try_from(named).ok().filter(|&byte| can_delimit(byte));
            if found.is_none() {
                wrong.push(IngestError::BadDelimiter { place: self.place.clone(), named }.into());
            }
            found
        });
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let single = |fault: IngestError| vec![Diagnostic::from(fault)];
        let io = |error| single(self.io(&error));
        let (bytes, digest) = self.measured().map_err(single)?;
        let survey = encoding::survey(self.path, packed, self.limits).map_err(io)?;
        let guess = || encoding::guess(self.path, packed, self.limits);
        let choice = encoding::choose(&survey, named, guess).map_err(io)?;
        let opened =
            DelimitedRows::open(self.path, self.name, packed, choice.encoding, delimiter, self.limits);
        let (mut rows, delimiter) = opened.map_err(single)?;
        let head = read_head(&mut rows, self.hints.header_row).map_err(single)?;
        let found = Found {
            path: self.path,
            name: self.name,
            kind: TableKind::Delimited {
                encoding: choice.encoding.name(),
                bom: choice.bom,
                delimiter: char::from(delimiter),
                packed,
            },
            source: Source::Text {
                encoding: choice.encoding,
                delimiter,
                packed,
                held_to_utf8: !survey.whole && named.is_none() && choice.encoding == encoding_rs::UTF_8,
            },
            digest,
            bytes,
            head,
            merged: Vec::new(),
        };
        settle(found, self.hints, self.limits, self.encoding_notes(&survey, choice))
    }

    fn encoding_notes(&self, survey: &Survey, choice: Choice) -> Vec<Diagnostic> {
        let label = choice.encoding.name();
        let help = Phrase::new(
            "noem de codering met `encoding = \"…\"` als letters met accenten verkeerd staan",
            "name the encoding with `encoding = \"…\"` if letters with accents come out wrong",
        );
        match choice.known {
            Known::Certain => Vec::new(),
            Known::Guessed => vec![
                Diagnostic::note(
                    Code::EncodingGuessed,
                    phrase!(
                        "de codering is geraden: {label} (het is geen geldige UTF-8)",
                        "the encoding is a guess: {label} (it is not valid UTF-8)"
                    ),
                )
                .at(self.place.clone())
                .help(help),
            ],
            Known::MostlyUtf8 => {
                let mut notes: Vec<Diagnostic> = survey
                    .utf8
                    .bad_lines
                    .iter()
                    .map(|&line| {
                        Diagnostic::warning(
                            Code::BadEncoding,
                            Phrase::new(
                                "hier staan bytes die geen UTF-8 zijn; er staat een � voor in de plaats",
                                "here are bytes that are not UTF-8; a � stands in their place",
                            ),
                        )
                        .at(Place::line(self.name, line))
                        .help(help.clone())
                    })
                    .collect();
                let total = survey.utf8.bad;
                if total > notes.len() as u64 {
                    notes.push(
                        Diagnostic::warning(
                            Code::BadEncoding,
                            phrase!(
                                "samen {total} plaatsen met bytes die geen UTF-8 zijn",
                                "{total} places in all with bytes that are not UTF-8"
                            ),
                        )
                        .at(self.place.clone()),
                    );
                }
                notes
            }
        }
    }

    fn columnar(&self, format: ColumnarFormat) -> Result<Checked<Table>, Vec<Diagnostic>> {
        let (bytes, digest) = self.measured().map_err(|fault| vec![fault.into()])?;
        let closed = Closed { path: self.path, name: self.name, format, digest, bytes };
        columnar::open(closed, self.hints, self.limits)
    }

    /// An encrypted .xlsx is an OLE2 container with a stream of this name.
    fn refuse_encrypted(&self) -> Result<(), IngestError> {
        let needle: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut file = File::open(self.path).map_err(|error| self.io(&error))?;
        let mut buffer = vec![0; 256 * 1024];
        let mut window = Vec::new();
        loop {
            let read = read_some(&mut file, &mut buffer).map_err(|error| self.io(&error))?;
            if read == 0 {
                return Ok(());
            }
            window.extend_from_slice(buffer.get(..read).unwrap_or_default());
            if window.windows(needle.len()).any(|bytes| bytes == needle) {
                return Err(IngestError::WorkbookProtected { place: self.place.clone() });
            }
            window.drain(..window.len().saturating_sub(needle.len()));
        }
    }

    fn workbook(&self, format: Format) -> Result<Result<Checked<Table>, Vec<Diagnostic>>, IngestError> {
        let (bytes, digest) = self.measured()?;
        if matches!(format, Format::Xls | Format::Ods) {
            self.within(bytes, self.limits.whole_workbook_bytes)?;
        }
        let mut workbook = Workbook::open(self.path, format, &self.place, self.limits)?;
        let named = self.hints.sheet.as_deref();
        let chosen = choose_sheet(&mut workbook, named, &self.place, self.limits)?;
        let sheet = chosen.value;
        let head = workbook
            .with_rows(&sheet, &self.place, self.limits, |rows| read_head(rows, self.hints.header_row))?;
        let mut notes = chosen.notes;
        if workbook.hides_merged(&head) {
            let headline = Phrase::new(
                "samengevoegde cellen zijn in dit soort werkmap niet te zien",
                "merged cells cannot be seen in this kind of workbook",
            );
            let help = Phrase::new(
                "staan de koppen in samengevoegde cellen, sla het bestand dan op als .xlsx",
                "if the headings stand in merged cells, save the file as .xlsx",
            );
            notes.push(Diagnostic::note(Code::MergedUnseen, headline).at(self.place.clone()).help(help));
        }
        let found = Found {
            path: self.path,
            name: self.name,
            merged: workbook.merged(&sheet, &head, &self.place)?,
            kind: TableKind::Workbook { format: format.title(), sheet },
            source: Source::Workbook { format },
            digest,
            bytes,
            head,
        };
        Ok(settle(found, self.hints, self.limits, notes))
    }
}
