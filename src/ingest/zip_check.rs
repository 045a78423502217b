use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use zip::ZipArchive;
use zip::result::ZipError;

use super::blocks::read_some;
use super::fault::IngestError;
use super::magic::Format;
use crate::domain::{Limits, Phrase, Place};

/// Which workbook a zip is, after its sizes were found within the limits: first as declared, then as they
/// turn out while unpacking into nothing, because a declaration can lie. Only then may calamine, which has no
/// limits of its own, see the file.
pub(super) fn check(path: &Path, place: &Place, limits: &Limits) -> Result<Format, IngestError> {
    let file = File::open(path).map_err(|error| IngestError::io(place, &error))?;
    let broken = || IngestError::WorkbookBroken { place: place.clone() };
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|_| broken())?;
    let mut declared = 0_u64;
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(|_| broken())?;
        declared = declared.saturating_add(part.size());
        within(part.size(), part.compressed_size(), declared, place, limits)?;
    }
    let format = format(&mut archive, place)?;
    let mut buffer = vec![0; 64 * 1024];
    let mut unpacked = 0_u64;
    for index in 0..archive.len() {
        let mut part = match archive.by_index(index) {
            Ok(part) => part,
            Err(ZipError::UnsupportedArchive(_) | ZipError::InvalidPassword) => {
                return Err(IngestError::WorkbookProtected { place: place.clone() });
            }
            Err(_) => return Err(broken()),
        };
        let (packed, before) = (part.compressed_size(), unpacked);
        loop {
            let read = read_some(&mut part, &mut buffer).map_err(|_| broken())?;
            if read == 0 {
                break;
            }
            unpacked = unpacked.saturating_add(read as u64);
            within(unpacked - before, packed, unpacked, place, limits)?;
        }
    }
    Ok(format)
}

fn within(size: u64, packed: u64, total: u64, place: &Place, limits: &Limits) -> Result<(), IngestError> {
    let ratio = size / packed.max(1);
    if total > limits.unpacked_bytes || (size > limits.ratio_from_bytes && ratio > limits.ratio) {
        let mib = limits.unpacked_bytes / (1024 * 1024);
        let (nl, en) = (
            format!("uitgepakt meer dan {mib} MiB, of {} keer zo veel als ingepakt", limits.ratio),
            format!("unpacked more than {mib} MiB, or {} times as much as packed", limits.ratio),
        );
        return Err(IngestError::TooLarge { place: place.clone(), what: Phrase::new(nl, en) });
    }
    Ok(())
}

fn format(archive: &mut ZipArchive<BufReader<File>>, place: &Place) -> Result<Format, IngestError> {
    let names: Vec<String> =
        archive.file_names().map(|name| name.replace('\\', "/").to_lowercase()).collect();
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    if has("xl/workbook.bin") {
        return Ok(Format::Xlsb);
    }
    if names.iter().any(|name| name.starts_with("xl/") && name.ends_with(".xml")) {
        return Ok(Format::Xlsx);
    }
    let mut mime = String::new();
    if let Ok(part) = archive.by_name("mimetype") {
        // The mime types that exist are far shorter than this.
        let _ = part.take(200).read_to_string(&mut mime);
    }
    if mime.trim().starts_with("application/vnd.oasis.opendocument.spreadsheet") {
        return Ok(Format::Ods);
    }
    let found = if has("word/document.xml") || mime.contains("opendocument.text") {
        Phrase::new("een tekstdocument (Word)", "a text document (Word)")
    } else if has("ppt/presentation.xml") {
        Phrase::new("een presentatie (PowerPoint)", "a presentation (PowerPoint)")
    } else if has("[content_types].xml") {
        return Err(IngestError::WorkbookBroken { place: place.clone() });
    } else {
        Phrase::new("een zipbestand; pak het eerst uit", "a zip file; unpack it first")
    };
    Err(IngestError::NotATable { place: place.clone(), found })
}
