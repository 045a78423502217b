use std::fs::File;
use std::io::{BufReader, Error, ErrorKind, Read, Result, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;

use zip::{CompressionMethod, ZipArchive};

use super::blocks::read_some;
use super::fault::IngestError;
use super::part_watch::Guard;
use super::parts::{Given, Packed, Part, Parts, Unpacking};
use crate::domain::{Limits, Place};

/// A workbook that is a zip, as calamine gets to see it: the same parts, none of them packed. Each is unpacked while
/// it is read, so nothing is unpacked twice, and what comes out passes a watch: calamine has no limits of its own.
pub(super) struct Package {
    parts: Arc<Parts>,
    /// What stands behind the parts: the list of them.
    list: Vec<u8>,
    length: u64,
    position: u64,
    open: Option<Open>,
    guard: Arc<Guard>,
}

struct Open {
    part: usize,
    read: u64,
    bytes: Bytes,
}

enum Bytes {
    Unpacked(Box<Unpacking>),
    Given(Given),
}

impl Package {
    /// Opens a zip whose declared sizes were found within the limits. Nothing is unpacked.
    pub(super) fn open(
        path: &Path,
        place: &Place,
        limits: &Limits,
    ) -> std::result::Result<Self, IngestError> {
        let broken = || IngestError::WorkbookBroken { place: place.clone() };
        let file = File::open(path).map_err(|error| IngestError::io(place, &error))?;
        let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|_| broken())?;
        let (mut parts, mut list, mut at) = (Vec::new(), Vec::new(), 0_u64);
        for index in 0..archive.len() {
            let part = archive.by_index_raw(index).map_err(|_| broken())?;
            let deflated = match part.compression() {
                CompressionMethod::Stored => false,
                CompressionMethod::Deflated => true,
                _ => return Err(IngestError::WorkbookProtected { place: place.clone() }),
            };
            if part.encrypted() {
                return Err(IngestError::WorkbookProtected { place: place.clone() });
            }
            let about = Described::of(part.name(), part.crc32(), part.size(), at).ok_or_else(broken)?;
            list.extend(about.listed());
            let head = about.head();
            let length = head.len() as u64 + part.size();
            let packed = Packed {
                name: part.name().to_lowercase(),
                from: part.data_start().ok_or_else(broken)?,
                packed: part.compressed_size(),
                size: part.size(),
                deflated,
            };
            parts.push(Part { at, head, packed });
            at = at.saturating_add(length);
        }
        list.extend(end_of_list(parts.len(), list.len(), at).ok_or_else(broken)?);
        let length = at.saturating_add(list.len() as u64);
        let guard = Arc::new(Guard::new(place, limits));
        let parts = Arc::new(Parts::new(path, parts));
        Ok(Self { parts, list, length, position: 0, open: None, guard })
    }

    /// Its parts, for who wants to read one beside calamine.
    pub(super) fn parts(&self) -> Arc<Parts> {
        Arc::clone(&self.parts)
    }

    /// What keeps watch over the parts that are read.
    pub(super) fn guard(&self) -> Arc<Guard> {
        Arc::clone(&self.guard)
    }

    /// Unpacks a part as far as `bytes`; nothing if there is no such part. For parts that are small.
    pub(super) fn start_of(path: &Path, name: &str, bytes: u64) -> Vec<u8> {
        let mut start = Vec::new();
        let archive = File::open(path).ok().and_then(|file| ZipArchive::new(BufReader::new(file)).ok());
        if let Some(mut archive) = archive
            && let Ok(part) = archive.by_name(name)
        {
            // A part that cannot be unpacked is met again by who reads it.
            let _ = part.take(bytes).read_to_end(&mut start);
        }
        start
    }

    fn unpack(&mut self, index: usize, offset: u64, buffer: &mut [u8]) -> Result<usize> {
        let Some(part) = self.parts.get(index) else { return Ok(0) };
        let left = usize::try_from(part.packed.size.saturating_sub(offset)).unwrap_or(usize::MAX);
        if !self.open.as_ref().is_some_and(|open| open.part == index && open.read == offset) {
            if offset != 0 {
                // Parts are read from their beginning. Who begins within one looks for the end of the list, backwards
                // from the end of the file, and must not find it here.
                let read = left.min(buffer.len());
                buffer.iter_mut().take(read).for_each(|byte| *byte = 0);
                return Ok(read);
            }
            let bytes = match self.parts.begin(index) {
                Some(given) => Bytes::Given(given),
                None => Bytes::Unpacked(Box::new(self.parts.unpack(index, &self.guard)?)),
            };
            self.open = Some(Open { part: index, read: 0, bytes });
        }
        let Some(open) = &mut self.open else { return Ok(0) };
        let most = buffer.len().min(left);
        let room = buffer.get_mut(..most).unwrap_or_default();
        let read = match &mut open.bytes {
            Bytes::Unpacked(bytes) => bytes.fill(room)?,
            Bytes::Given(bytes) => read_some(bytes, room)?,
        };
        open.read += read as u64;
        Ok(read)
    }
}

impl Read for Package {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let listed = self.length - self.list.len() as u64;
        let read = match self.parts.at(self.position) {
            Some((index, part)) if self.position < listed => {
                let offset = self.position - part.at;
                match offset.checked_sub(part.head.len() as u64) {
                    None => copied(&part.head, offset, buffer),
                    Some(offset) => self.unpack(index, offset, buffer)?,
                }
            }
            _ => copied(&self.list, self.position.saturating_sub(listed), buffer),
        };
        self.position += read as u64;
        Ok(read)
    }
}

fn copied(bytes: &[u8], offset: u64, buffer: &mut [u8]) -> usize {
    let from = usize::try_from(offset).ok().and_then(|offset| bytes.get(offset..)).unwrap_or_default();
    let length = from.len().min(buffer.len());
    buffer.iter_mut().zip(from).for_each(|(to, from)| *to = *from);
    length
}

impl Seek for Package {
    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        let position = match to {
            SeekFrom::Start(position) => Some(position),
            SeekFrom::End(by) => self.length.checked_add_signed(by),
            SeekFrom::Current(by) => self.position.checked_add_signed(by),
        };
        self.position = position.ok_or_else(|| Error::from(ErrorKind::InvalidInput))?;
        Ok(self.position)
    }
}

/// A part as a zip describes it (APPNOTE 4.3), where it is not packed.
struct Described<'a> {
    name: &'a str,
    name_length: u16,
    digest: u32,
    size: u32,
    at: u32,
}

impl<'a> Described<'a> {
    /// `None` if it does not fit in a zip of the first kind.
    fn of(name: &'a str, digest: u32, size: u64, at: u64) -> Option<Self> {
        let name_length = u16::try_from(name.len()).ok()?;
        Some(Self { name, name_length, digest, size: size.try_into().ok()?, at: at.try_into().ok()? })
    }

    /// Version 2.0, a name in UTF-8, not packed, no time; digest, sizes and the length of the name.
    fn common(&self) -> Vec<u8> {
        let mut bytes = vec![20, 0, 0, 8, 0, 0, 0, 0, 0x21, 0];
        [self.digest, self.size, self.size].iter().for_each(|word| bytes.extend(word.to_le_bytes()));
        bytes.extend(self.name_length.to_le_bytes());
        bytes.extend([0, 0]);
        bytes
    }

    fn head(&self) -> Vec<u8> {
        [b"PK\x03\x04", &self.common()[..], self.name.as_bytes()].concat()
    }

    fn listed(&self) -> Vec<u8> {
        let at = self.at.to_le_bytes();
        [b"PK\x01\x02\x14\x00", &self.common()[..], &[0; 10], &at, self.name.as_bytes()].concat()
    }
}

fn end_of_list(parts: usize, length: usize, at: u64) -> Option<Vec<u8>> {
    let parts = u16::try_from(parts).ok()?.to_le_bytes();
    let (length, at) = (u32::try_from(length).ok()?.to_le_bytes(), u32::try_from(at).ok()?.to_le_bytes());
    Some([b"PK\x05\x06\0\0\0\0", &parts[..], &parts, &length, &at, &[0, 0]].concat())
}
