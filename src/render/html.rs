use std::collections::BTreeMap;

use askama::Template;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::outline::{Outline, Step};
use super::words::Words;
use super::{RenderError, Renderer, artifact_name, shape};
use crate::assess::Verdict;
use crate::chart::{self, Table};
use crate::dialogue::{Dialogue, FirstLook, PromptLine, Spread, VerdictLine};
use crate::domain::{Artifact, Phase};
use crate::text::long_date;

const REGULAR: &[u8] = include_bytes!("../assets/fonts/OpenSans-Regular.subset.woff2");
const BOLD: &[u8] = include_bytes!("../assets/fonts/OpenSans-Bold.subset.woff2");
const STYLE: &str = include_str!("templates/page.css");

/// The report as one page that asks nothing of any network: `verslag.html`, `report.html`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Html;

impl Renderer for Html {
    fn render(&self, dialogue: &Dialogue) -> Result<Vec<Artifact>, RenderError> {
        Ok(vec![Artifact {
            name: artifact_name::report(dialogue.lang, "html"),
            media_type: "text/html",
            bytes: Page::of(dialogue)?.render()?.into_bytes(),
        }])
    }
}

/// What the templates of the page see.
#[derive(Template)]
#[template(path = "page.html")]
struct Page<'a> {
    d: &'a Dialogue,
    w: Words,
    outline: Outline<'a>,
    charts: BTreeMap<&'a str, Vec<ChartView<'a>>>,
    style: String,
    as_of: String,
    first_id: &'static str,
}

/// A chart and what stands in for it.
struct ChartView<'a> {
    title: &'a str,
    svg: String,
    caption: String,
    table: Table,
}

impl<'a> Page<'a> {
    fn of(dialogue: &'a Dialogue) -> Result<Self, RenderError> {
        let words = Words(dialogue.lang);
        let outline = Outline::of(dialogue);
        let mut charts = BTreeMap::new();
        for spread in outline.spreads() {
            let drawn: Result<Vec<_>, _> =
                spread.charts.iter().map(|spec| ChartView::of(spec, &words)).collect();
            charts.insert(spread.id.as_str(), drawn?);
        }
        Ok(Self {
            d: dialogue,
            w: words,
            outline,
            charts,
            style: style(dialogue, &words),
            as_of: long_date(dialogue.lang, dialogue.as_of),
            first_id: "part-first",
        })
    }

    fn charts_of(&self, spread: &Spread) -> &[ChartView<'a>] {
        self.charts.get(spread.id.as_str()).map_or(&[], Vec::as_slice)
    }

    /// Where a matter of the first screen leads, if its spread is in the report.
    fn target(&self, look: &FirstLook) -> Option<String> {
        let id = look.spread.as_deref()?;
        self.outline.spreads().find(|spread| spread.id == id).map(Self::spread_id)
    }

    fn spread_id(spread: &Spread) -> String {
        format!("about-{}", artifact_name::safe(&spread.id))
    }

    /// Whether there is anything to unfold under a spread.
    fn has_fold(spread: &Spread) -> bool {
        !(spread.how.is_empty() && spread.table.rows.is_empty() && spread.charts.is_empty())
    }

    fn has_norms(&self) -> bool {
        self.outline.spreads().any(|spread| !spread.thresholds.is_empty())
    }

    /// The phase that follows when the chosen matters have been looked at.
    fn interpret(&self) -> Option<&Step<'a>> {
        self.outline.steps.iter().find(|step| step.phase == Phase::Interpret)
    }

    fn phase_title(&self, phase: &Phase) -> String {
        phase.title().get(self.d.lang).to_owned()
    }

    fn anchor(step: &Step<'_>) -> &'static str {
        match step.phase {
            Phase::Purpose => "part-purpose",
            Phase::Expect => "part-expect",
            Phase::Observe => "part-observe",
            Phase::Interpret => "part-interpret",
            Phase::Weigh => "part-weigh",
            Phase::Agree => "part-agree",
            Phase::Return => "part-return",
        }
    }

    /// How a question is worked on and for whom; empty where neither is said.
    fn manner(line: &PromptLine) -> String {
        let parts = [Some(line.form.as_str()), line.for_whom.as_deref()];
        parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    }

    fn shape(line: &VerdictLine) -> String {
        shape::svg(line.verdict, line.ambition)
    }

    /// Every shape with its words.
    fn legend(&self) -> Vec<(String, String)> {
        let ambition = (shape::svg(Verdict::Met, true), self.w.ambition_met());
        let verdicts = Verdict::ALL
            .into_iter()
            .map(|verdict| (shape::svg(verdict, false), verdict.title().get(self.d.lang).to_owned()));
        std::iter::once(ambition).chain(verdicts).collect()
    }

    /// How wide a group of the first screen is, of three columns.
    fn columns(looks: usize) -> &'static str {
        match looks {
            0 | 1 => "one",
            2 => "two",
            _ => "more",
        }
    }

    /// A share as whole per cents: the bar must not say more than the sentence beside it.
    fn whole_percent(share: &f64) -> u8 {
        (share.clamp(0.0, 1.0) * 100.0).round() as u8
    }
}

impl<'a> ChartView<'a> {
    fn of(spec: &'a chart::ChartSpec, words: &Words) -> Result<Self, RenderError> {
        let drawn = chart::svg(spec).map_err(|source| RenderError::Chart { id: spec.id.clone(), source })?;
        let start = drawn.find("<svg").unwrap_or(0);
        Ok(Self {
            title: &spec.title,
            svg: drawn.get(start..).unwrap_or_default().trim_end().to_owned(),
            caption: format!("{}: {}", words.figures_behind(), spec.title),
            table: chart::data_table(spec),
        })
    }
}

/// The page's style sheet with its fonts and the footer of its printed pages.
fn style(dialogue: &Dialogue, words: &Words) -> String {
    let face = |weight: u16, bytes: &[u8]| {
        format!(
            "@font-face {{ font-family: \"Open Sans\"; font-weight: {weight}; src: url(data:font/woff2;base64,{}) format(\"woff2\"); }}\n",
            STANDARD.encode(bytes)
        )
    };
    let foot = css_text(&format!("{} · {}", dialogue.partnership, dialogue.round));
    let (page, of) = (css_text(&words.page()), css_text(&words.of()));
    let small = "font: 400 9.5pt \"Open Sans\", sans-serif; color: #4f5862;";
    format!(
        "{}{}@page {{ size: A4; margin: 18mm; \
         @bottom-left {{ content: \"{foot}\"; white-space: nowrap; {small} }} \
         @bottom-right {{ content: \"{page} \" counter(page) \" {of} \" counter(pages); {small} }} }}\n{STYLE}",
        face(400, REGULAR),
        face(700, BOLD),
    )
}

/// Text as the inside of a CSS string: all but plain letters and digits by number, so nothing can end the string or the sheet.
fn css_text(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            'a'..='z' | 'A'..='Z' | '0'..='9' | ' ' => letter.to_string(),
            '\0' => String::new(),
            _ => format!("\\{:x} ", u32::from(letter)),
        })
        .collect()
}

#[cfg(test)]
mod tests;
