use crate::assess::Verdict;
use crate::dialogue::VerdictLine;

const HEAD: &str =
    r#"<svg class="shape" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">"#;

/// The shape of a verdict as inline SVG in the colour of the text. Its words always stand beside it, so it has none itself.
pub(super) fn svg(verdict: Verdict, ambition: bool) -> String {
    let drawing = match verdict {
        Verdict::Met if ambition => {
            r#"<path fill="currentColor" d="M12.0 0.2L13.4 3.7L17.1 3.9L14.3 6.3L15.2 10.0L12.0 8.0L8.8 10.0L9.7 6.3L6.9 3.9L10.6 3.7z"/><circle cx="12" cy="17.5" r="6" fill="currentColor"/>"#
        }
        Verdict::Met => r#"<circle cx="12" cy="12" r="9" fill="currentColor"/>"#,
        Verdict::ProbablyMet => {
            r#"<circle cx="12" cy="12" r="8" fill="none" stroke="currentColor" stroke-width="2"/><path fill="currentColor" d="M12 4a8 8 0 0 0 0 16z"/>"#
        }
        Verdict::ProbablyNotMet => {
            r#"<path fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round" d="M12 2l10 10-10 10L2 12z"/><path fill="currentColor" d="M12 2v20L2 12z"/>"#
        }
        Verdict::NotMet => {
            r#"<path fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round" d="M12 2l10 10-10 10L2 12z"/>"#
        }
        Verdict::TooFew => {
            r#"<circle cx="12" cy="12" r="8.5" fill="none" stroke="currentColor" stroke-width="2.4" stroke-linecap="round" stroke-dasharray="0.1 4.35"/>"#
        }
        Verdict::Withheld => r#"<rect x="2" y="9.5" width="20" height="5" fill="currentColor"/>"#,
        Verdict::ToBeJudged => {
            r#"<path fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round" d="M3 4h18v12H11l-5 5v-5H3z"/>"#
        }
    };
    format!("{HEAD}{drawing}</svg>")
}

/// The shape of a verdict in plain text, for forms without drawings; its words stand beside it.
pub(super) fn sign(line: &VerdictLine) -> &'static str {
    match line.verdict {
        Verdict::Met if line.ambition => "★●",
        Verdict::Met => "●",
        Verdict::ProbablyMet => "◐",
        Verdict::ProbablyNotMet => "⬖",
        Verdict::NotMet => "◇",
        Verdict::TooFew => "◌",
        Verdict::Withheld => "▬",
        Verdict::ToBeJudged => "❝",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_verdicts_look_alike() {
        let all = || Verdict::ALL.into_iter().map(|verdict| (verdict, false)).chain([(Verdict::Met, true)]);
        let drawn: BTreeSet<String> = all().map(|(verdict, ambition)| svg(verdict, ambition)).collect();
        assert_eq!(drawn.len(), 8);
        let line = |(verdict, ambition)| sign(&VerdictLine { verdict, ambition, words: String::new() });
        assert_eq!(all().map(line).collect::<BTreeSet<_>>().len(), 8);
    }
}
