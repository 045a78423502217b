use std::cell::RefCell;
use std::io::{self, ErrorKind, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};
use clap::builder::styling::Style;
use datadialoog::diagnostics::{Diagnostic, Severity, draw};
use datadialoog::domain::{Lang, Phrase};

use super::wording::{refusal, summary};

/// The columns that text is laid out for: what any terminal has.
pub(crate) const WIDTH: usize = 80;

const BOLD: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();

/// A text in bold; on a stream without colour the marks fall away.
pub(crate) fn bold(text: &str) -> String {
    format!("{BOLD}{text}{BOLD:#}")
}

/// A text that stands back; on a stream without colour the marks fall away.
pub(crate) fn faint(text: &str) -> String {
    format!("{FAINT}{text}{FAINT:#}")
}

/// The one place that prints. What was asked for goes to standard output, everything else to standard error.
pub(crate) struct Console {
    quiet: bool,
    out: ColorChoice,
    err: ColorChoice,
    broken: RefCell<Option<Phrase>>,
}

impl Console {
    /// A console with the colour that was asked for; `Auto` looks at each stream and at `NO_COLOR`.
    pub(crate) fn new(colour: ColorChoice, quiet: bool) -> Self {
        let (out, err) = match colour {
            ColorChoice::Auto => (AutoStream::choice(&io::stdout()), AutoStream::choice(&io::stderr())),
            chosen => (chosen, chosen),
        };
        Self { quiet, out, err, broken: RefCell::new(None) }
    }

    /// Whether only what was asked for, warnings and errors are to be said.
    pub(crate) fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Whether somebody watches what goes to standard error and wants to see progress.
    pub(crate) fn shows_progress(&self) -> bool {
        !self.quiet && io::stderr().is_terminal()
    }

    /// Whether what was asked for comes on a screen, and more than the outcome may be said.
    pub(crate) fn shows_outcome(&self) -> bool {
        !self.quiet && io::stdout().is_terminal()
    }

    /// Why standard output failed, if that was for another reason than a reader that had enough; a clause.
    pub(crate) fn broken(&self) -> Option<Phrase> {
        self.broken.borrow().clone()
    }

    /// Says what was asked for, on standard output; a newline follows where there is none.
    pub(crate) fn say(&self, text: &str) {
        let mut out = AutoStream::new(io::stdout(), self.out);
        let end = if text.ends_with('\n') { "" } else { "\n" };
        let written = write!(out, "{text}{end}").and_then(|()| out.flush());
        if let Err(error) = &written
            && error.kind() != ErrorKind::BrokenPipe
        {
            self.broken.replace(Some(refusal(error)));
        }
    }

    /// Tells something that has to be known, on standard error.
    pub(crate) fn insist(&self, text: &str) {
        let mut err = AutoStream::new(io::stderr(), self.err);
        let end = if text.ends_with('\n') { "" } else { "\n" };
        // There is no other place left to say that this failed.
        let _ = write!(err, "{text}{end}").and_then(|()| err.flush());
    }

    /// Shows diagnostics on standard error, errors last, and how many there were. `lost` says what did not come of
    /// it, and stands in the summary when there is an error. Notes come first, a line each; when quiet they are
    /// counted but not shown.
    pub(crate) fn show(&self, lang: Lang, diagnostics: &[Diagnostic], lost: Option<&str>) {
        let mut ordered: Vec<&Diagnostic> = diagnostics.iter().collect();
        ordered.sort_by_key(|diagnostic| diagnostic.severity);
        let colour = self.err != ColorChoice::Never;
        let (notes, rest): (Vec<&Diagnostic>, Vec<&Diagnostic>) =
            ordered.into_iter().partition(|diagnostic| diagnostic.severity == Severity::Note);
        if !self.quiet && !notes.is_empty() {
            let lines: Vec<String> = notes.iter().map(|note| note_line(note, lang)).collect();
            let title = lang.pick("Ter informatie", "For your information");
            self.insist(&faint(&format!("{title}\n{}\n", lines.join("\n"))));
        }
        for diagnostic in rest {
            self.insist(&format!("{}\n", draw(diagnostic, lang, colour)));
        }
        if let Some(summary) = summary(lang, diagnostics, lost)
            && !(self.quiet && diagnostics.iter().all(|diagnostic| diagnostic.severity == Severity::Note))
        {
            self.insist(&bold(&summary));
        }
    }
}

/// A note in one line: nothing has to be done about it, so it takes little room.
fn note_line(note: &Diagnostic, lang: Lang) -> String {
    let place = note.place.as_ref().map(|place| format!("{place}: ")).unwrap_or_default();
    format!("  {place}{} [{}]", note.headline.get(lang), note.code.id())
}

/// Says on standard error that the program itself failed, whatever state it is in.
pub(crate) fn cry(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}
