/// Sectors that end a chain, or are no sectors.
const RESERVED: u32 = 0xFFFF_FFFA;
const SHORT: usize = 64;
const SHORT_STREAM: u64 = 4096;

/// An OLE2 container: a small file system in a file (MS-CFB). Every chain is followed no further than there are
/// sectors, and every length it declares is held against the file.
pub(super) struct Ole<'a> {
    bytes: &'a [u8],
    sector: usize,
    next: Vec<u32>,
    next_short: Vec<u32>,
    short: Vec<u8>,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    start: u32,
    length: u64,
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).filter_map(|word| word.try_into().ok().map(u32::from_le_bytes))
}

impl<'a> Ole<'a> {
    /// Opens a container; `None` if it is damaged.
    pub(super) fn open(bytes: &'a [u8]) -> Option<Self> {
        let sector = match bytes.get(30..34)? {
            [9, 0, 6, 0] => 512,
            [12, 0, 6, 0] => 4096,
            _ => return None,
        };
        let mut ole = Self {
            bytes,
            sector,
            next: Vec::new(),
            next_short: Vec::new(),
            short: Vec::new(),
            entries: Vec::new(),
        };
        let mut tables: Vec<u32> = words(bytes.get(76..512)?).filter(|&id| id < RESERVED).collect();
        let mut more = word(bytes, 68)?;
        for _ in 0..ole.sectors() {
            if more >= RESERVED {
                break;
            }
            let list = ole.at(more)?;
            let (ids, next) = list.split_at_checked(list.len().checked_sub(4)?)?;
            tables.extend(words(ids).filter(|&id| id < RESERVED));
            more = word(next, 0)?;
            if tables.len() > ole.sectors() {
                return None;
            }
        }
        for id in tables {
            ole.next.extend(words(ole.at(id)?));
        }
        let version_3 = sector == 512;
        let folder = ole.chain(word(bytes, 48)?, u64::MAX)?;
        ole.entries = folder.chunks_exact(128).filter_map(|entry| read_entry(entry, version_3)).collect();
        let root = ole.entries.first()?;
        ole.short = ole.chain(root.start, root.length).unwrap_or_default();
        ole.next_short = words(&ole.chain(word(bytes, 60)?, u64::MAX).unwrap_or_default()).collect();
        Some(ole)
    }

    fn sectors(&self) -> usize {
        self.bytes.len() / self.sector
    }

    /// A sector; the last one of a file may be cut short.
    fn at(&self, id: u32) -> Option<&'a [u8]> {
        let start = (id as usize).checked_add(1)?.checked_mul(self.sector)?;
        let end = start.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(start..end).filter(|bytes| !bytes.is_empty())
    }

    fn chain(&self, start: u32, length: u64) -> Option<Vec<u8>> {
        let mut all = Vec::new();
        let mut id = start;
        // A chain that comes back to a sector has no end.
        let mut seen = vec![false; self.sectors() + 1];
        while id < RESERVED && (all.len() as u64) < length {
            all.extend_from_slice(self.at(id)?);
            let seen = seen.get_mut(id as usize)?;
            if std::mem::replace(seen, true) {
                return None;
            }
            id = *self.next.get(id as usize)?;
        }
        all.truncate(usize::try_from(length).unwrap_or(usize::MAX));
        Some(all)
    }

    fn short_chain(&self, start: u32, length: u64) -> Option<Vec<u8>> {
        let mut all = Vec::new();
        let mut id = start;
        for _ in 0..=self.short.len() / SHORT {
            if id >= RESERVED || all.len() as u64 >= length {
                all.truncate(usize::try_from(length).unwrap_or(usize::MAX));
                return Some(all);
            }
            let at = (id as usize).checked_mul(SHORT)?;
            all.extend_from_slice(self.short.get(at..(at + SHORT).min(self.short.len()))?);
            id = *self.next_short.get(id as usize)?;
        }
        None
    }

    /// Whether the container has something of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// The bytes of a stream; `None` if it is not there or damaged.
    pub(super) fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let entry = self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name))?;
        if entry.length < SHORT_STREAM {
            self.short_chain(entry.start, entry.length)
        } else {
            self.chain(entry.start, entry.length)
        }
    }
}

fn read_entry(entry: &[u8], version_3: bool) -> Option<Entry> {
    let units: Vec<u16> = entry
        .get(..64)?
        .chunks_exact(2)
        .filter_map(|unit| unit.try_into().ok().map(u16::from_le_bytes))
        .collect();
    let name = String::from_utf16_lossy(units.split(|&unit| unit == 0).next().unwrap_or_default());
    let (low, high) = (u64::from(word(entry, 120)?), u64::from(word(entry, 124)?));
    // In a container of small sectors the upper half may be anything.
    let length = if version_3 { low } else { high << 32 | low };
    Some(Entry { name, start: word(entry, 116)?, length })
}
