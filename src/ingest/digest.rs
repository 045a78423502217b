use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread::{self, JoinHandle};

use sha2::{Digest as _, Sha256};

/// The SHA-256 of some bytes, in lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hexadecimal(Sha256::digest(bytes).as_slice())
}

fn hexadecimal(digest: &[u8]) -> String {
    digest.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// The SHA-256 of a file, computed once and only if somebody asks: of a large export it takes as long as a third of the
/// reading, and most commands never show it.
#[derive(Clone, Debug)]
pub struct FileDigest(Arc<Pending>);

#[derive(Debug)]
struct Pending {
    path: PathBuf,
    known: OnceLock<String>,
    thread: Mutex<Option<JoinHandle<io::Result<String>>>>,
}

impl FileDigest {
    /// That of a file; nothing is read yet.
    pub(super) fn of(path: &Path) -> Self {
        let (known, thread) = (OnceLock::new(), Mutex::new(None));
        Self(Arc::new(Pending { path: path.to_owned(), known, thread }))
    }

    /// Begins to compute it on a thread of its own.
    pub(super) fn begin(&self) {
        let mut thread = self.0.thread.lock().unwrap_or_else(PoisonError::into_inner);
        if thread.is_some() || self.0.known.get().is_some() {
            return;
        }
        let path = self.0.path.clone();
        // Without a thread it is computed when it is asked for.
        *thread = thread::Builder::new().name("digest".to_owned()).spawn(move || digest(&path)).ok();
    }

    /// The digest in lower-case hexadecimal, once it is there; empty if the file cannot be read any more.
    pub fn get(&self) -> &str {
        self.0.known.get_or_init(|| {
            let thread = self.0.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
            let computed = thread.and_then(|thread| thread.join().ok());
            computed.unwrap_or_else(|| digest(&self.0.path)).unwrap_or_default()
        })
    }
}

fn digest(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut digest = Sha256::new();
    let mut buffer = vec![0; 256 * 1024];
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return Ok(hexadecimal(digest.finalize().as_slice())),
            Ok(read) => digest.update(buffer.get(..read).unwrap_or_default()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}
