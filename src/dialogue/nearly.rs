use crate::assess::{CommonAnswer, FigureUnit, NearlyAll};
use crate::domain::{Lang, Phrase, phrase};
use crate::text::{decimal, percent};

/// What may be said of a group that answered (nearly) alike: 'vrijwel iedereen gunstig (minstens 90%)'.
pub fn nearly_all(lang: Lang, nearly: &NearlyAll) -> String {
    let least = percent(lang, nearly.at_least);
    let said = match nearly.common {
        CommonAnswer::Favourable => phrase!(
            "vrijwel iedereen gunstig (minstens {least})",
            "almost everyone favourable (at least {least})"
        ),
        CommonAnswer::Unfavourable => phrase!(
            "vrijwel iedereen ongunstig (minstens {least})",
            "almost everyone unfavourable (at least {least})"
        ),
        CommonAnswer::Same => {
            Phrase::new("vrijwel iedereen gaf hetzelfde antwoord", "almost everyone gave the same answer")
        }
    };
    said.get(lang).to_owned()
}

/// The bounds of a figure of a group that answered (nearly) alike, for a table: 'minstens 90%', 'hoogstens 10%', '3,7 tot
/// 5,0'.
pub(super) fn bounds(lang: Lang, nearly: &NearlyAll) -> String {
    let said = match nearly.unit {
        FigureUnit::Points | FigureUnit::Coefficient => {
            let [low, high] = [nearly.within.low, nearly.within.high].map(|end| decimal(lang, end, 1));
            phrase!("{low} tot {high}", "{low} to {high}")
        }
        FigureUnit::Share if nearly.within.high >= 1.0 => {
            let low = percent(lang, nearly.within.low);
            phrase!("minstens {low}", "at least {low}")
        }
        FigureUnit::Share => {
            let high = percent(lang, nearly.within.high);
            phrase!("hoogstens {high}", "at most {high}")
        }
    };
    said.get(lang).to_owned()
}
