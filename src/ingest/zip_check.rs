use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use memchr::memmem;
use zip::ZipArchive;

use super::fault::IngestError;
use super::magic::Format;
use super::package::Package;
use crate::domain::{Limits, Phrase, Place};

/// A workbook of Excel or LibreOffice has some dozens of parts, and a few for each picture.
const PARTS: u16 = 10_000;

/// Which workbook a zip is, after its sizes were found within the limits as it declares them. A declaration can
/// lie: [`Package`] holds each part to its own as it unpacks.
pub(super) fn check(path: &Path, place: &Place, limits: &Limits) -> Result<Format, IngestError> {
    let file = File::open(path).map_err(|error| IngestError::io(place, &error))?;
    let length = file.metadata().map_err(|error| IngestError::io(place, &error))?.len();
    let broken = || IngestError::WorkbookBroken { place: place.clone() };
    if most_parts(&file, length).map_err(|_| broken())? > PARTS {
        let what = Phrase::new(format!("meer dan {PARTS} delen"), format!("more than {PARTS} parts"));
        return Err(IngestError::TooLarge { place: place.clone(), what });
    }
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|_| broken())?;
    let (mut declared, mut packed) = (0_u64, 0_u64);
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(|_| broken())?;
        declared = declared.saturating_add(part.size());
        packed = packed.saturating_add(part.compressed_size());
        if part.size() > most_bytes(part.compressed_size(), limits) || declared > limits.unpacked_bytes {
            return Err(too_many_bytes(place, limits));
        }
    }
    // Parts that share their bytes make a small file unpack to anything.
    if packed > length || archive.has_overlapping_files().map_err(|_| broken())? {
        return Err(broken());
    }
    let mut names = BTreeSet::new();
    for index in 0..archive.len() {
        let name = archive.name_for_index(index).unwrap_or_default().replace('\\', "/");
        // Of two parts with one name each reader would take the other.
        if !names.insert(name.trim_start_matches('/').to_lowercase()) {
            return Err(broken());
        }
    }
    drop(archive);
    format(path, &names, place)
}

/// The most parts that the end of the file says there are. All of them are listed in memory when a zip is opened.
fn most_parts(mut file: &File, length: u64) -> std::io::Result<u16> {
    // The end: 22 bytes, and a comment of at most 65,535.
    let tail = length.min(22 + 65_535);
    file.seek(SeekFrom::Start(length - tail))?;
    let mut end = Vec::new();
    file.take(tail).read_to_end(&mut end)?;
    file.rewind()?;
    let count = |at: usize| match end.get(at + 10..at + 12) {
        Some(&[low, high]) => u16::from_le_bytes([low, high]),
        _ => 0,
    };
    Ok(memmem::find_iter(&end, b"PK\x05\x06").map(count).max().unwrap_or_default())
}

/// How many bytes a part may unpack to.
fn most_bytes(packed: u64, limits: &Limits) -> u64 {
    packed.saturating_mul(limits.ratio).max(limits.ratio_from_bytes).min(limits.unpacked_bytes)
}

fn too_many_bytes(place: &Place, limits: &Limits) -> IngestError {
    let mib = limits.unpacked_bytes / (1024 * 1024);
    let (nl, en) = (
        format!("uitgepakt meer dan {mib} MiB, of {} keer zo veel als ingepakt", limits.ratio),
        format!("unpacked more than {mib} MiB, or {} times as much as packed", limits.ratio),
    );
    IngestError::TooLarge { place: place.clone(), what: Phrase::new(nl, en) }
}

fn format(path: &Path, names: &BTreeSet<String>, place: &Place) -> Result<Format, IngestError> {
    let has = |name: &str| names.contains(name);
    if has("xl/workbook.bin") {
        return Ok(Format::Xlsb);
    }
    let is_sheet = |name: &str| name.starts_with("xl/") && name.ends_with(".xml");
    if names.iter().any(|name| is_sheet(name)) {
        return Ok(Format::Xlsx);
    }
    // The mime types that exist are far shorter than this.
    let mime = Package::start_of(path, "mimetype", 200);
    let mime = String::from_utf8_lossy(&mime).into_owned();
    if mime.trim().starts_with("application/vnd.oasis.opendocument.spreadsheet") {
        return Ok(Format::Ods);
    }
    let found = if has("word/document.xml") || mime.contains("opendocument.text") {
        Phrase::new("een tekstdocument (Word)", "a text document (Word)")
    } else if has("ppt/presentation.xml") {
        Phrase::new("een presentatie (PowerPoint)", "a presentation (PowerPoint)")
    } else if has("index/document.iwa") || has("index.zip") {
        Phrase::new("een document van Apple (Numbers)", "a document of Apple (Numbers)")
    } else if has("[content_types].xml") {
        return Err(IngestError::WorkbookBroken { place: place.clone() });
    } else {
        Phrase::new("een zipbestand; pak het eerst uit", "a zip file; unpack it first")
    };
    Err(IngestError::NotATable { place: place.clone(), found })
}
