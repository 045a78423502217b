use crate::diagnostics::nearest;
use crate::domain::{Lang, Phrase};
use crate::text::{and_list, or_list};

/// A phrase from a sentence that is written once for each language.
pub(super) fn both(sentence: impl Fn(Lang) -> String) -> Phrase {
    Phrase::new(sentence(Lang::Nl), sentence(Lang::En))
}

/// `a`, `b` of `c`: words to choose from.
pub(super) fn choices<T: AsRef<str>>(words: &[T]) -> Phrase {
    both(|lang| or_list(lang, &ticked(words)))
}

/// `a`, `b` en `c`: words that belong together.
pub(super) fn together<T: AsRef<str>>(words: &[T]) -> Phrase {
    both(|lang| and_list(lang, &ticked(words)))
}

fn ticked<T: AsRef<str>>(words: &[T]) -> Vec<String> {
    words.iter().map(|word| format!("`{}`", word.as_ref())).collect()
}

/// What is said beside the caret under a word that is not known: the nearest that is, or what there is.
pub(super) fn did_you_mean<T: AsRef<str>>(found: &str, known: &[T]) -> Phrase {
    match nearest(found, known.iter().map(AsRef::as_ref)) {
        Some(near) => Phrase::new(format!("bedoelt u `{near}`?"), format!("do you mean `{near}`?")),
        None => Phrase::new("deze naam is hier niet bekend", "this name is not known here"),
    }
}

/// The help that lists what there is to choose from; none if there is nothing.
pub(super) fn choose_from<T: AsRef<str>>(known: &[T]) -> Option<Phrase> {
    if known.is_empty() {
        return None;
    }
    let list = choices(known);
    Some(Phrase::new(format!("Kies uit {}.", list.nl), format!("Choose from {}.", list.en)))
}
