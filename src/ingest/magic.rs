use super::columnar::ColumnarFormat;
use crate::domain::Phrase;

/// The kind of workbook a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Xlsx,
    Xlsb,
    Xls,
    Ods,
}

impl Format {
    pub(super) fn title(self) -> &'static str {
        match self {
            Format::Xlsx => "xlsx",
            Format::Xlsb => "xlsb",
            Format::Xls => "xls",
            Format::Ods => "ods",
        }
    }
}

/// What a file's first bytes say it is, whatever its name says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Magic {
    /// A zip: a workbook, or something else.
    Zip,
    /// An OLE2 container: an old workbook, an encrypted one, or something else.
    Ole,
    /// An SPSS system file.
    Sav,
    /// Named columns.
    Columnar(ColumnarFormat),
    /// Something that is no table, by name.
    Other(Phrase),
    /// Perhaps a text.
    Text,
    /// Something packed with gzip, perhaps a text.
    Gzip,
}

/// Looks at the first bytes of a file.
pub(super) fn magic(head: &[u8]) -> Magic {
    let starts = |magic: &[u8]| head.starts_with(magic);
    if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") {
        return Magic::Zip;
    }
    if starts(b"\xD0\xCF\x11\xE0") {
        return Magic::Ole;
    }
    let other = |nl: &str, en: &str| Magic::Other(Phrase::new(nl, en));
    if starts(b"\x89PNG") || starts(b"\xFF\xD8\xFF") || starts(b"GIF8") {
        return other("een afbeelding", "an image");
    }
    if starts(b"%PDF") {
        return other("een PDF", "a PDF");
    }
    if starts(b"$FL2") || starts(b"$FL3") {
        return Magic::Sav;
    }
    if let Some((nl, en)) = statistics_program(head) {
        return other(nl, en);
    }
    if starts(b"PAR1") {
        return Magic::Columnar(ColumnarFormat::Parquet);
    }
    if starts(b"PARE") {
        return other(
            "een versleuteld Parquet-bestand; sla het op zonder versleuteling",
            "an encrypted Parquet file; save it without encryption",
        );
    }
    if starts(b"ARROW1") {
        return Magic::Columnar(ColumnarFormat::Arrow);
    }
    if starts(b"FEA1") {
        return other(
            "een Feather-bestand van versie 1; sla het op als Parquet of als Feather van versie 2",
            "a Feather file of version 1; save it as Parquet or as Feather version 2",
        );
    }
    if is_arrow_stream(head) {
        return Magic::Columnar(ColumnarFormat::ArrowStream);
    }
    if starts(b"{\\rtf") {
        return other("een tekstdocument (RTF)", "a text document (RTF)");
    }
    if starts(b"\x1F\x8B") {
        return Magic::Gzip;
    }
    if starts(b"7z\xBC\xAF") || starts(b"Rar!") {
        return other("een ingepakt bestand; pak het eerst uit", "a packed file; unpack it first");
    }
    if looks_like_markup(head) {
        return other(
            "een webpagina (HTML of XML), ook al heet het anders; open het in Excel en sla het op als .xlsx",
            "a web page (HTML or XML) under another name; open it in Excel and save it as .xlsx",
        );
    }
    if looks_binary(head) {
        return other("iets anders dan tekst", "something other than text");
    }
    Magic::Text
}

/// The file of a statistics program that is not read, with how to save it so that it is.
fn statistics_program(head: &[u8]) -> Option<(&'static str, &'static str)> {
    const SAS: &[u8] = b"\0\0\0\0\0\0\0\0\0\0\0\0\xC2\xEA\x81\x60\xB3\x14\x11\xCF";
    let at = |start: usize, mark: &[u8]| head.get(start..).is_some_and(|rest| rest.starts_with(mark));
    // Lines of 80 characters: a splash, a table of characters, the mark.
    let portable: Vec<u8> =
        head.iter().copied().filter(|byte| !matches!(byte, b'\r' | b'\n')).skip(456).take(8).collect();
    let stata = at(0, b"<stata_dta>") || matches!(head, [102..=115, 1 | 2, 1, ..]);
    Some(if portable == b"SPSSPORT" {
        (
            "een SPSS-bestand om over te dragen (.por); open het in SPSS of PSPP en sla het op als .sav",
            "a portable SPSS file (.por); open it in SPSS or PSPP and save it as .sav",
        )
    } else if at(8, b"ENCRYPTEDSAV") {
        (
            "een SPSS-bestand met een wachtwoord; sla in SPSS een kopie zonder wachtwoord op",
            "an SPSS file with a password; save a copy without a password in SPSS",
        )
    } else if at(0, b"\x5B\xC6\xD3\xF2") || at(0x104, b"PCSPSS SYSTEM FILE") {
        (
            "een SPSS-bestand van een mainframe of van SPSS/PC+; open het in SPSS of PSPP en sla het op als .sav",
            "an SPSS file of a mainframe or of SPSS/PC+; open it in SPSS or PSPP and save it as .sav",
        )
    } else if at(0, SAS) || at(0, b"HEADER RECORD*******LIB") || at(0, b"**COMPRESSED** **COMPRESSED**") {
        (
            "een SAS-bestand; exporteer het in SAS als CSV (PROC EXPORT) of als .sav",
            "a SAS file; export it in SAS as CSV (PROC EXPORT) or as .sav",
        )
    } else if stata {
        (
            "een Stata-bestand (.dta); exporteer het in Stata als CSV (`export delimited`)",
            "a Stata file (.dta); export it in Stata as CSV (`export delimited`)",
        )
    } else {
        return None;
    })
}

/// The mark of a message, its length as a multiple of eight, and a table near its beginning.
fn is_arrow_stream(head: &[u8]) -> bool {
    let Some((length, rest)) = head.strip_prefix(&[0xFF; 4]).and_then(|rest| rest.split_first_chunk::<4>())
    else {
        return false;
    };
    let root = rest.first_chunk::<4>().map_or(0, |root| u32::from_le_bytes(*root));
    let length = u32::from_le_bytes(*length);
    length.is_multiple_of(8) && (8..1 << 26).contains(&length) && (4..length).contains(&root)
}

fn looks_like_markup(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let starts = |tag: &[u8]| head.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
    [&b"<!doctype"[..], b"<html", b"<?xml", b"<table", b"<head", b"<meta"].iter().any(|tag| starts(tag))
}

/// Control characters that no text export has, more than a few. UTF-16 is full of zeros and is no such case.
fn looks_binary(head: &[u8]) -> bool {
    let control = |&&byte: &&u8| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0);
    let zeros = head.iter().filter(|&&byte| byte == 0).count();
    let controls = head.iter().filter(control).count();
    let wide = zeros * 10 >= head.len() * 3 && zeros * 10 <= head.len() * 6;
    controls > 8 && controls * 20 > head.len() || zeros > 8 && zeros * 20 > head.len() && !wide
}
