use std::cell::{Cell, RefCell};
use std::time::{Duration, Instant};

use datadialoog::domain::Lang;
use datadialoog::pipeline::{Progress, Stage};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::wrap::{harmless, short};

/// A run that is over sooner needs no progress.
const PATIENCE: Duration = Duration::from_millis(500);

/// One calm line on a terminal that says what is being done; nothing before half a second, nothing left behind.
pub(crate) struct TerminalProgress {
    lang: Lang,
    begun: Instant,
    bar: Option<ProgressBar>,
    shown: Cell<bool>,
    doing: RefCell<String>,
}

impl TerminalProgress {
    /// A line that shows itself only if `visible`.
    pub(crate) fn new(lang: Lang, visible: bool) -> Self {
        let bar = visible.then(|| {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
            ProgressStyle::with_template("{spinner} {msg}").map_or(bar.clone(), |style| bar.with_style(style))
        });
        Self { lang, begun: Instant::now(), bar, shown: Cell::new(false), doing: RefCell::default() }
    }

    fn say(&self, message: String) {
        let Some(bar) = &self.bar else { return };
        bar.set_message(message);
        if !self.shown.get() && self.begun.elapsed() >= PATIENCE {
            self.shown.set(true);
            bar.set_draw_target(ProgressDrawTarget::stderr());
            bar.enable_steady_tick(Duration::from_millis(120));
        }
    }
}

impl Progress for TerminalProgress {
    fn reading(&self, file: &str, number: usize, files: usize) {
        let file = short(&harmless(file), 40);
        let doing = self.lang.pick(
            format!("bestand {number} van {files} lezen: {file}"),
            format!("reading file {number} of {files}: {file}"),
        );
        *self.doing.borrow_mut() = doing.clone();
        self.say(doing);
    }

    fn rows(&self, rows: u64) {
        let doing = self.doing.borrow().clone();
        self.say(self.lang.pick(format!("{doing} ({rows} rijen)"), format!("{doing} ({rows} rows)")));
    }

    fn stage(&self, stage: Stage) {
        let (nl, en) = match stage {
            Stage::Assessing => ("cijfers naast de normen leggen", "putting figures beside the norms"),
            Stage::Rendering => ("verslag opmaken", "laying out the report"),
        };
        self.say(self.lang.pick(nl, en).to_owned());
    }
}

impl Drop for TerminalProgress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
