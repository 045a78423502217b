use std::collections::BTreeSet;

use super::file_report::FileReport;
use crate::coding::{Order, normalise};
use crate::domain::{AnswerOption, Lang, Phrase, Scale, ScaleId, ScaleKind};
use crate::project::ScaffoldScale;

/// The scales of one's own of all files together.
#[derive(Default)]
pub(super) struct Scales(Vec<Own>);

/// One of them, under its name in the project file.
struct Own {
    id: String,
    options: Vec<String>,
    order: Order,
    guessed: bool,
    untold: u64,
}

impl Scales {
    /// The name of a scale with these options; the same for files that share them.
    pub(super) fn name(&mut self, report: &FileReport, own: usize) -> Option<String> {
        let scale = report.own_scales.get(own)?;
        let set =
            |options: &[String]| -> BTreeSet<String> { options.iter().map(|text| normalise(text)).collect() };
        let wanted = set(&scale.options);
        let known = self.0.iter().position(|known| {
            let known = set(&known.options);
            known == wanted || known.is_superset(&wanted) && wanted.len() > 1
        });
        let place = known.unwrap_or_else(|| {
            let id = format!("schaal-{}", self.0.len() + 1);
            let (options, order) = (scale.options.clone(), scale.order);
            self.0.push(Own { id, options, order, guessed: scale.guessed, untold: scale.untold });
            self.0.len() - 1
        });
        self.0.get(place).map(|own| own.id.clone())
    }

    /// The scales as the project file writes them.
    pub(super) fn written(self, lang: Lang) -> Vec<ScaffoldScale> {
        self.0.iter().map(|own| own.written(lang)).collect()
    }
}

impl Own {
    /// Whether the order is known and no option is missing, so that it can be used as it stands.
    fn is_ready(&self) -> bool {
        self.order != Order::Unknown && self.untold == 0 && (2..=60).contains(&self.options.len())
    }

    fn written(&self, lang: Lang) -> ScaffoldScale {
        let option = |text: &String| AnswerOption { label: Phrase::new(text, text), synonyms: Vec::new() };
        let count = u8::try_from(self.options.len()).unwrap_or(u8::MAX);
        let half = count / 2;
        let note = match (self.order, self.guessed) {
            (Order::Labels, _) => lang.pick(
                "De volgorde van de opties is die van de waarden in het bestand.",
                "The order of the options is that of the values in the file.",
            ),
            (Order::Codes, _) => lang.pick(
                "De volgorde van de opties is die van de cijfers erin.",
                "The order of the options is that of the numbers in them.",
            ),
            (Order::Unknown, true) => lang.pick(
                "De volgorde van de opties is geraden naar hun gewone betekenis.",
                "The order of the options is a guess by their usual meaning.",
            ),
            (Order::Unknown, false) => lang.pick(
                "De volgorde van deze opties is nergens aan te zien: zo staan ze willekeurig.",
                "Nothing shows the order of these options: they stand here in no order.",
            ),
        };
        let mut note = note.to_owned();
        if self.untold > 0 {
            let untold = self.untold;
            note.push_str(&lang.pick(
                format!("\n{untold} antwoorden met een tekst die maar één keer voorkomt, staan er niet bij: is dat een optie?"),
                format!("\n{untold} answers with a text that stands there only once are not in it: is that an option?"),
            ));
        }
        ScaffoldScale {
            scale: Scale {
                id: ScaleId::new(&self.id),
                kind: ScaleKind::Ordinal,
                options: self.options.iter().map(option).collect(),
                favourable: (count - half + 1..=count).collect(),
                unfavourable: (1..=half).collect(),
                neutral: (count % 2 == 1).then_some(half + 1),
            },
            ready: self.is_ready(),
            note,
        }
    }
}
