/// Where a run tells how far it is; it prints nothing itself.
pub trait Progress {
    /// A file is being read: its name, its number from 1, and how many there are.
    fn reading(&self, file: &str, number: usize, files: usize);
    /// So many rows of that file have been read.
    fn rows(&self, rows: u64);
    /// What comes after the reading: 'counting', 'drawing'.
    fn stage(&self, stage: Stage);
}

/// The stages after the reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Figures and verdicts.
    Assessing,
    /// Pages and pictures.
    Rendering,
}

/// Nobody is watching.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoProgress;

impl Progress for NoProgress {
    fn reading(&self, _: &str, _: usize, _: usize) {}
    fn rows(&self, _: u64) {}
    fn stage(&self, _: Stage) {}
}
