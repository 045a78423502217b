use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Diagnostic, Severity};
use crate::domain::Lang;

const WIDTH: usize = 100;

/// A diagnostic as text for a terminal or a log: headline, place, excerpt with a caret, remedy.
/// With `colour` it holds ANSI escapes. Ends without a newline.
pub fn draw(diagnostic: &Diagnostic, lang: Lang, colour: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR.with_name(lang.pick("fout", "error")),
        Severity::Warning => Level::WARNING.with_name(lang.pick("let op", "warning")),
        Severity::Note => Level::NOTE.with_name(lang.pick("ter informatie", "note")),
    };
    let title = level.primary_title(diagnostic.headline.get(lang)).id(diagnostic.code.id());
    let place = diagnostic.place.as_ref().map(ToString::to_string);
    let mut group = match (&diagnostic.excerpt, &diagnostic.place) {
        (Some(excerpt), place) => {
            let snippet = Snippet::source(&*excerpt.text)
                .line_start(1)
                .path(place.as_ref().map(|place| place.file.as_str()))
                .annotation(
                    AnnotationKind::Primary.span(excerpt.span.clone()).label(excerpt.label.get(lang)),
                );
            title.element(snippet)
        }
        (None, Some(_)) => {
            title.element(annotate_snippets::Origin::path(place.as_deref().unwrap_or_default()))
        }
        (None, None) => Group::with_title(title),
    };
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.with_name(lang.pick("zo verder", "help")).message(help.get(lang)));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    renderer.term_width(WIDTH).render(&[group])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::{Code, Excerpt};
    use crate::domain::{Phrase, Place};

    #[test]
    fn an_error_shows_where_what_was_expected_and_how_to_mend_it() {
        let text = "[privacy]\nminimun = 5\n";
        let diagnostic = Diagnostic::error(
            Code::UnknownKey,
            Phrase::new("de sleutel `minimun` bestaat niet", "there is no key `minimun`"),
        )
        .at(Place::line_column("datadialoog.toml", 2, 1))
        .excerpt(Excerpt {
            text: text.into(),
            span: 10..17,
            label: Phrase::new("bedoelt u `minimum`?", "do you mean `minimum`?"),
        })
        .help(Phrase::new("schrijf `minimum`", "write `minimum`"));
        let drawn = draw(&diagnostic, Lang::Nl, false);
        for part in [
            "fout[unknown-key]",
            "datadialoog.toml:2:1",
            "minimun = 5",
            "^^^^^^^ bedoelt u `minimum`?",
            "zo verder: schrijf `minimum`",
        ] {
            assert!(drawn.contains(part), "{part:?} is not in\n{drawn}");
        }
    }
}
