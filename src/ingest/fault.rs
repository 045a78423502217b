use std::fs::Metadata;
use std::io;
use std::path::Path;

use super::aside::{Aside, where_it_may_be};
use super::packed::TooMuch;
use crate::diagnostics::{Code, Diagnostic, nearest};
use crate::domain::{Lang, Phrase, Place, PlatformName, phrase};
use crate::text::{Noun, and_list, counted};

/// What can be wrong with a file; each variant knows where. No variant holds an answer of a respondent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[allow(missing_docs)]
pub enum IngestError {
    #[error("{place}: there is no such file")]
    FileMissing { place: Place, hint: Option<Phrase> },
    #[error("{place}: this is a folder or a device, not a file")]
    NotAFile { place: Place, is_folder: bool },
    #[error("{place}: {}", aside.what().en)]
    Aside { place: Place, aside: Aside },
    #[error("{place}: reading it is not permitted")]
    NoPermission { place: Place },
    #[error("{place}: reading failed: {kind}")]
    Unreadable { place: Place, kind: io::ErrorKind },
    #[error("{place}: the file is empty")]
    Empty { place: Place },
    #[error("{place}: no rows below the headings")]
    NoRows { place: Place },
    #[error("{place}: not a table: {}", found.en)]
    NotATable { place: Place, found: Phrase },
    #[error("{place}: the workbook is damaged")]
    WorkbookBroken { place: Place },
    #[error("{place}: the SPSS file is damaged: {}", what.en)]
    SavBroken { place: Place, what: Phrase },
    #[error("{place}: {found} rows where the file promises {promised}")]
    CasesDiffer { place: Place, promised: u64, found: u64 },
    #[error("{place}: the SPSS file has no rows")]
    NoCases { place: Place },
    #[error("{place}: the Parquet or Arrow file is damaged")]
    DataFileBroken { place: Place },
    #[error("{place}: the column {heading:?} holds {}", what.en)]
    ColumnNested { place: Place, heading: String, what: Phrase },
    #[error("{place}: the value is no text")]
    NotText { place: Place },
    #[error("{place}: the workbook has a password")]
    WorkbookProtected { place: Place },
    #[error("{place}: too large: {}", what.en)]
    TooLarge { place: Place, what: Phrase },
    #[error("{place}: which sheet is meant?")]
    SheetUnclear { place: Place, sheets: Vec<String> },
    #[error("{place}: there is no sheet {named:?}")]
    SheetMissing { place: Place, named: String, sheets: Vec<String> },
    #[error("{place}: no headings at row {row}")]
    HeaderMissing { place: Place, row: u64 },
    #[error("{place}: the heading {heading:?} occurs twice")]
    DuplicateHeading { place: Place, heading: String, first: Phrase },
    #[error("{place}: values below an empty heading")]
    BlankHeading { place: Place, column: usize },
    #[error("{place}: {found} fields where the headings have {expected}")]
    RaggedRow { place: Place, found: u64, expected: u64 },
    #[error("{place}: the headings once more")]
    RepeatedHeadings { place: Place },
    #[error("{place}: a quote is never closed")]
    UnclosedQuote { place: Place },
    #[error("{place}: bytes that are not UTF-8, as those before them are")]
    NotUtf8 { place: Place },
    #[error("{place}: no encoding is called {named:?}")]
    UnknownEncoding { place: Place, named: String },
    #[error("{place}: {named:?} cannot separate fields")]
    BadDelimiter { place: Place, named: char },
    #[error("{place}: the cell holds the error {found}")]
    CellError { place: Place, found: String },
    #[error("{place}: a formula without a calculated value")]
    FormulaWithoutValue { place: Place },
    #[error("{place}: {heading:?} is personal data and is never read")]
    PersonalColumn { place: Place, heading: String },
    #[error("{place}: there is no column number {column}")]
    NoSuchColumn { place: Place, column: usize },
    #[error("{place}: not an export of {}", named.key())]
    PlatformMismatch { place: Place, named: PlatformName, expected: &'static str },
}

impl IngestError {
    /// What the operating system said of a file, or the unpacking of it.
    pub(super) fn io(place: &Place, error: &io::Error) -> Self {
        let place = place.clone();
        let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<TooMuch>());
        if let Some(TooMuch { most }) = inner {
            let mib = most / (1024 * 1024);
            let what = phrase!("uitgepakt meer dan {mib} MiB", "more than {mib} MiB when unpacked");
            return Self::TooLarge { place, what };
        }
        match error.kind() {
            io::ErrorKind::NotFound => Self::FileMissing { place, hint: None },
            io::ErrorKind::PermissionDenied => Self::NoPermission { place },
            io::ErrorKind::IsADirectory | io::ErrorKind::NotADirectory => {
                Self::NotAFile { place, is_folder: true }
            }
            kind => Self::Unreadable { place, kind },
        }
    }

    /// The same of a file that somebody named; where it is missing, with the nearest there is.
    pub(super) fn io_at(path: &Path, place: &Place, error: &io::Error) -> Self {
        match Self::io(place, error) {
            Self::FileMissing { place, .. } => Self::FileMissing { place, hint: where_it_may_be(path) },
            other => other,
        }
    }

    /// What the system knows of a file, if it is an ordinary one. Asked before it is opened: to open a pipe is to wait for
    /// who writes to it.
    pub(super) fn about_ordinary(path: &Path, place: &Place) -> Result<Metadata, Self> {
        let about = std::fs::metadata(path).map_err(|error| Self::io_at(path, place, &error))?;
        let is_folder = about.is_dir();
        if about.is_file() { Ok(about) } else { Err(Self::NotAFile { place: place.clone(), is_folder }) }
    }

    /// More columns than the limit.
    pub(super) fn many_columns(place: Place, limit: usize) -> Self {
        Self::TooLarge { place, what: phrase!("meer dan {limit} kolommen", "more than {limit} columns") }
    }

    /// A field longer than the limit.
    pub(super) fn long_field(place: Place, limit: usize) -> Self {
        Self::TooLarge {
            place,
            what: phrase!("een veld van meer dan {limit} bytes", "a field of more than {limit} bytes"),
        }
    }

    /// More distinct answers than the limit.
    pub(super) fn many_distinct(place: Place, limit: u64) -> Self {
        let mib = limit / (1024 * 1024);
        let what = phrase!(
            "de verschillende antwoorden vragen samen meer dan {mib} MiB",
            "the distinct answers together ask for more than {mib} MiB"
        );
        Self::TooLarge { place, what }
    }

    /// More empty rows between others than the limit.
    pub(super) fn many_empty(place: Place, limit: u64) -> Self {
        let what = phrase!("meer dan {limit} lege rijen", "more than {limit} empty rows");
        Self::TooLarge { place, what }
    }

    /// The code that `explain` knows.
    pub fn code(&self) -> Code {
        match self {
            Self::FileMissing { .. } => Code::FileMissing,
            Self::NotAFile { .. } => Code::NotAFile,
            Self::Aside { .. } => Code::LockFile,
            Self::NoPermission { .. } => Code::NoPermission,
            Self::Unreadable { .. } => Code::FileUnreadable,
            Self::Empty { .. } => Code::EmptyFile,
            Self::NoRows { .. } | Self::NoCases { .. } => Code::NoRows,
            Self::NotATable { .. } => Code::NotATable,
            Self::WorkbookBroken { .. } => Code::WorkbookBroken,
            Self::SavBroken { .. } | Self::CasesDiffer { .. } => Code::FileBroken,
            Self::DataFileBroken { .. } => Code::DataFileBroken,
            Self::ColumnNested { .. } => Code::ColumnNested,
            Self::WorkbookProtected { .. } => Code::WorkbookProtected,
            Self::TooLarge { .. } => Code::TooLarge,
            Self::SheetUnclear { .. } => Code::SheetUnclear,
            Self::SheetMissing { .. } => Code::SheetMissing,
            Self::HeaderMissing { .. } => Code::HeaderMissing,
            Self::DuplicateHeading { .. } => Code::DuplicateHeading,
            Self::BlankHeading { .. } => Code::BlankHeading,
            Self::RaggedRow { .. } => Code::RaggedRow,
            Self::RepeatedHeadings { .. } => Code::RepeatedHeadings,
            Self::UnclosedQuote { .. } => Code::UnclosedQuote,
            Self::UnknownEncoding { .. } | Self::NotUtf8 { .. } | Self::NotText { .. } => Code::BadEncoding,
            Self::BadDelimiter { .. } => Code::BadValue,
            Self::CellError { .. } | Self::FormulaWithoutValue { .. } => Code::CellError,
            Self::PersonalColumn { .. } => Code::PersonalColumn,
            Self::NoSuchColumn { .. } => Code::ColumnMissing,
            Self::PlatformMismatch { .. } => Code::PlatformMismatch,
        }
    }

    /// Where it is.
    pub fn place(&self) -> &Place {
        match self {
            Self::FileMissing { place, .. }
            | Self::NotAFile { place, .. }
            | Self::Aside { place, .. }
            | Self::NoPermission { place }
            | Self::Unreadable { place, .. }
            | Self::Empty { place }
            | Self::NoRows { place }
            | Self::NotATable { place, .. }
            | Self::WorkbookBroken { place }
            | Self::SavBroken { place, .. }
            | Self::CasesDiffer { place, .. }
            | Self::NoCases { place }
            | Self::WorkbookProtected { place }
            | Self::DataFileBroken { place }
            | Self::ColumnNested { place, .. }
            | Self::NotText { place }
            | Self::TooLarge { place, .. }
            | Self::SheetUnclear { place, .. }
            | Self::SheetMissing { place, .. }
            | Self::HeaderMissing { place, .. }
            | Self::DuplicateHeading { place, .. }
            | Self::BlankHeading { place, .. }
            | Self::RaggedRow { place, .. }
            | Self::RepeatedHeadings { place }
            | Self::UnclosedQuote { place }
            | Self::NotUtf8 { place }
            | Self::UnknownEncoding { place, .. }
            | Self::BadDelimiter { place, .. }
            | Self::CellError { place, .. }
            | Self::FormulaWithoutValue { place }
            | Self::PersonalColumn { place, .. }
            | Self::NoSuchColumn { place, .. }
            | Self::PlatformMismatch { place, .. } => place,
        }
    }

    /// What was found, and how to mend it.
    fn wording(&self) -> (Phrase, Phrase) {
        match self {
            Self::FileMissing { hint, .. } => {
                let check = Phrase::new("controleer de naam en de map", "check the name and the folder");
                (
                    Phrase::new("dit bestand is er niet", "this file is not there"),
                    hint.clone().unwrap_or(check),
                )
            }
            Self::Aside { aside, .. } => {
                let (nl, en) = (aside.what().nl, aside.what().en);
                (phrase!("dit {nl}", "this {en}"), aside.remedy())
            }
            Self::NotAFile { is_folder: false, .. } => (
                Phrase::new(
                    "dit is geen gewoon bestand (het is een pijp, een apparaat of iets dergelijks)",
                    "this is no ordinary file (it is a pipe, a device or the like)",
                ),
                Phrase::new(
                    "bewaar de export als bestand en noem dat",
                    "save the export as a file and name that",
                ),
            ),
            Self::NotAFile { .. } => (
                Phrase::new("dit is een map en geen bestand", "this is a folder and not a file"),
                Phrase::new(
                    "noem het bestand zelf, of alle bestanden in de map met `*.csv`",
                    "name the file itself, or all files of the folder with `*.csv`",
                ),
            ),
            Self::NoPermission { .. } => (
                Phrase::new("u mag dit bestand niet lezen", "you may not read this file"),
                Phrase::new(
                    "vraag toegang aan de eigenaar, of zet een kopie in uw eigen map",
                    "ask its owner for access, or put a copy in a folder of your own",
                ),
            ),
            Self::Unreadable { kind, .. } => (
                phrase!("dit bestand laat zich niet lezen ({kind})", "this file cannot be read ({kind})"),
                Phrase::new(
                    "sluit het in andere programma's, of kopieer het naar deze computer en probeer het opnieuw",
                    "close it in other programs, or copy it to this computer and try again",
                ),
            ),
            Self::Empty { .. } => (
                Phrase::new("dit bestand is leeg", "this file is empty"),
                Phrase::new("exporteer opnieuw", "export again"),
            ),
            Self::NoRows { .. } => (
                Phrase::new(
                    "onder de kopregel staan geen antwoorden",
                    "there are no answers below the headings",
                ),
                Phrase::new(
                    "exporteer opnieuw, of noem de rij met de koppen met `header-row = …`",
                    "export again, or name the row of the headings with `header-row = …`",
                ),
            ),
            Self::NotATable { found: Phrase { nl, en }, .. } => (
                phrase!(
                    "dit is geen tabel die te lezen is, maar {nl}",
                    "this is not a table that can be read, but {en}"
                ),
                Phrase::new(
                    "exporteer de antwoorden als CSV of als Excel-werkmap (.xlsx)",
                    "export the answers as CSV or as an Excel workbook (.xlsx)",
                ),
            ),
            Self::WorkbookBroken { .. } => (
                Phrase::new(
                    "deze werkmap is beschadigd of afgebroken",
                    "this workbook is damaged or cut short",
                ),
                Phrase::new(
                    "open haar in Excel en sla haar op als nieuwe .xlsx, of exporteer opnieuw",
                    "open it in Excel and save it as a new .xlsx, or export again",
                ),
            ),
            Self::SavBroken { what: Phrase { nl, en }, .. } => (
                phrase!("dit SPSS-bestand is beschadigd: {nl}", "this SPSS file is damaged: {en}"),
                save_again(),
            ),
            Self::CasesDiffer { promised, found, .. } => (
                Phrase::new(
                    format!("dit SPSS-bestand belooft {} en heeft er {found}", rows(Lang::Nl, *promised)),
                    format!("this SPSS file promises {} and has {found}", rows(Lang::En, *promised)),
                ),
                save_again(),
            ),
            Self::NoCases { .. } => (
                Phrase::new(
                    "dit SPSS-bestand heeft variabelen, maar geen rijen met antwoorden",
                    "this SPSS file has variables, but no rows of answers",
                ),
                Phrase::new("exporteer opnieuw, met de antwoorden erbij", "export again, with the answers"),
            ),
            Self::DataFileBroken { .. } => (
                Phrase::new(
                    "dit Parquet- of Arrow-bestand is beschadigd of afgebroken, of anders gemaakt dan hier te lezen is",
                    "this Parquet or Arrow file is damaged or cut short, or made in a way that cannot be read here",
                ),
                Phrase::new(
                    "sla het opnieuw op, als Parquet met compressie `snappy` of `zstd`, of exporteer als CSV",
                    "save it again, as Parquet with compression `snappy` or `zstd`, or export as CSV",
                ),
            ),
            Self::ColumnNested { heading, what: Phrase { nl, en }, .. } => (
                phrase!(
                    "in de kolom `{heading}` staan {nl}; die kolom is niet te lezen",
                    "the column `{heading}` holds {en}; that column cannot be read"
                ),
                Phrase::new(
                    "sla het bestand anders op: één waarde per rij, zonder eigen codering; of gebruik een andere kolom",
                    "save the file otherwise: one value a row, without an encoding of its own; or use another column",
                ),
            ),
            Self::NotText { .. } => (
                Phrase::new(
                    "in deze rij staan bytes die geen tekst zijn",
                    "this row holds bytes that are no text",
                ),
                Phrase::new("sla de kolom op als tekst (UTF-8)", "save the column as text (UTF-8)"),
            ),
            Self::WorkbookProtected { .. } => (
                Phrase::new("deze werkmap heeft een wachtwoord", "this workbook has a password"),
                Phrase::new("sla een kopie zonder wachtwoord op", "save a copy without a password"),
            ),
            Self::TooLarge { what: Phrase { nl, en }, .. } => (
                phrase!("dit bestand is te groot: {nl}", "this file is too large: {en}"),
                Phrase::new(
                    "een gewone export komt hier niet aan; controleer het bestand, exporteer als CSV, of verhoog de grens bij `[limits]` in het projectbestand",
                    "an ordinary export does not get here; check the file, export as CSV, or raise the limit at `[limits]` in the project file",
                ),
            ),
            Self::SheetUnclear { sheets, .. } => {
                let (nl, en) = (listed(Lang::Nl, sheets), listed(Lang::En, sheets));
                (
                    phrase!(
                        "welk blad bedoeld is, is niet te zien: {nl}",
                        "which sheet is meant cannot be told: {en}"
                    ),
                    phrase!(
                        "noem het blad: `sheet = \"…\"` met {nl}",
                        "name the sheet: `sheet = \"…\"` with {en}"
                    ),
                )
            }
            Self::SheetMissing { named, sheets, .. } => {
                let (nl, en) = (listed(Lang::Nl, sheets), listed(Lang::En, sheets));
                let help = match nearest(named, sheets.iter().map(String::as_str)) {
                    Some(meant) => {
                        phrase!("bedoelt u `{meant}`? Er is {nl}", "do you mean `{meant}`? There is {en}")
                    }
                    None => phrase!("er is {nl}", "there is {en}"),
                };
                (phrase!("er is geen blad `{named}`", "there is no sheet `{named}`"), help)
            }
            Self::HeaderMissing { row, .. } => (
                phrase!("op rij {row} staat geen kopregel", "there are no headings at row {row}"),
                Phrase::new(
                    "pas `header-row` aan, of laat het weg: dan wordt de kopregel gezocht",
                    "change `header-row`, or leave it out: the headings are then searched for",
                ),
            ),
            Self::DuplicateHeading { heading, first: Phrase { nl, en }, .. } => (
                phrase!(
                    "de kop `{heading}` komt twee keer voor; de eerste keer in {nl}",
                    "the heading `{heading}` occurs twice; the first time in {en}"
                ),
                Phrase::new(
                    "geef elke kolom een eigen kop, of exporteer met codes als koppen",
                    "give each column a heading of its own, or export with codes as headings",
                ),
            ),
            Self::BlankHeading { column, .. } => (
                phrase!(
                    "kolom {column} heeft gegevens, maar geen kop",
                    "column {column} has values, but no heading"
                ),
                Phrase::new(
                    "geef de kolom een kop, of maak haar leeg; samengevoegde koppen splitst u eerst",
                    "give the column a heading, or empty it; split merged headings first",
                ),
            ),
            Self::RaggedRow { found, expected, .. } => (
                Phrase::new(
                    format!("deze rij heeft {}, de kopregel {expected}", fields(Lang::Nl, *found)),
                    format!("this row has {}, the headings have {expected}", fields(Lang::En, *found)),
                ),
                Phrase::new(
                    "kijk in deze rij en die erboven naar een aanhalingsteken of scheidingsteken te veel of te weinig",
                    "look in this row and the one above for a quote or delimiter too many or too few",
                ),
            ),
            Self::RepeatedHeadings { .. } => (
                Phrase::new(
                    "hier staan de koppen nog een keer, tussen de antwoorden",
                    "here are the headings once more, among the answers",
                ),
                Phrase::new(
                    "haal deze rij weg; zijn twee exports onder elkaar gezet, noem dan beide bestanden bij `files`",
                    "remove this row; if two exports were put one below the other, name both files under `files`",
                ),
            ),
            Self::UnclosedQuote { .. } => (
                Phrase::new(
                    "een aanhalingsteken gaat hier open en nergens dicht",
                    "a quote opens here and is never closed",
                ),
                Phrase::new(
                    "sluit het aanhalingsteken, verdubbel het (`\"\"`) of exporteer opnieuw",
                    "close the quote, double it (`\"\"`) or export again",
                ),
            ),
            Self::NotUtf8 { .. } => (
                Phrase::new(
                    "hier staan bytes die geen UTF-8 zijn; wat ervoor komt, is dat wel",
                    "here are bytes that are not UTF-8; what comes before them is",
                ),
                Phrase::new(
                    "noem de codering met `encoding = \"…\"` bij de bron: `windows-1252`, of `utf-8` om er een � voor te lezen",
                    "name the encoding with `encoding = \"…\"` at the source: `windows-1252`, or `utf-8` to read a � in their place",
                ),
            ),
            Self::UnknownEncoding { named, .. } => (
                phrase!("er bestaat geen codering `{named}`", "there is no encoding `{named}`"),
                Phrase::new(
                    "kies bijvoorbeeld `utf-8`, `windows-1252` of `utf-16le`, of laat `encoding` weg",
                    "choose for instance `utf-8`, `windows-1252` or `utf-16le`, or leave `encoding` out",
                ),
            ),
            Self::BadDelimiter { named, .. } => (
                phrase!("`{named}` kan geen scheidingsteken zijn", "`{named}` cannot be a delimiter"),
                Phrase::new(
                    "kies `;`, `,`, `|` of een tab, of laat `delimiter` weg",
                    "choose `;`, `,`, `|` or a tab, or leave `delimiter` out",
                ),
            ),
            Self::CellError { found, .. } => (
                phrase!("deze cel bevat de fout {found}", "this cell holds the error {found}"),
                Phrase::new(
                    "herstel de formule of maak de cel leeg, en sla de werkmap op",
                    "mend the formula or empty the cell, and save the workbook",
                ),
            ),
            Self::FormulaWithoutValue { .. } => (
                Phrase::new(
                    "deze cel bevat een formule die nooit is uitgerekend",
                    "this cell holds a formula that was never calculated",
                ),
                Phrase::new(
                    "open de werkmap in Excel en sla haar op",
                    "open the workbook in Excel and save it",
                ),
            ),
            Self::PersonalColumn { heading, .. } => (
                phrase!(
                    "`{heading}` is een kolom met persoonsgegevens en wordt nooit gelezen",
                    "`{heading}` is a column with personal data and is never read"
                ),
                Phrase::new(
                    "gebruik een andere kolom voor rol, groep of vraag",
                    "use another column for a role, group or question",
                ),
            ),
            Self::NoSuchColumn { column, .. } => (
                phrase!("er is geen kolom nummer {column}", "there is no column number {column}"),
                Phrase::new("noem een kolom die in het bestand staat", "name a column that is in the file"),
            ),
            Self::PlatformMismatch { named, expected, .. } => {
                let (title, key) = (named.title().nl, named.key());
                (
                    phrase!(
                        "dit is geen export van {title} (`platform = \"{key}\"`)",
                        "this is not an export of {title} (`platform = \"{key}\"`)"
                    ),
                    phrase!(
                        "verwacht: kolommen {expected}. Laat `platform` weg, of schrijf `platform = \"table\"`",
                        "expected: columns {expected}. Leave `platform` out, or write `platform = \"table\"`"
                    ),
                )
            }
        }
    }
}

fn save_again() -> Phrase {
    Phrase::new(
        "exporteer opnieuw, of open het in SPSS of PSPP en sla het op als nieuwe .sav",
        "export again, or open it in SPSS or PSPP and save it as a new .sav",
    )
}

fn rows(lang: Lang, count: u64) -> String {
    counted(count, &lang.pick(Noun::new("rij", "rijen"), Noun::new("row", "rows")))
}

fn fields(lang: Lang, count: u64) -> String {
    counted(count, &lang.pick(Noun::new("veld", "velden"), Noun::new("field", "fields")))
}

fn listed(lang: Lang, names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    if quoted.is_empty() { lang.pick("geen blad", "no sheet").to_owned() } else { and_list(lang, &quoted) }
}

impl From<IngestError> for Diagnostic {
    fn from(error: IngestError) -> Self {
        let (headline, help) = error.wording();
        Diagnostic::error(error.code(), headline).at(error.place().clone()).help(help)
    }
}
