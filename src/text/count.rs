use super::percent;
use crate::domain::Lang;

/// A noun in one and more: `student`, `studenten`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noun {
    /// One of them.
    pub one: String,
    /// More of them.
    pub many: String,
}

impl Noun {
    /// A noun of its two forms.
    pub fn new(one: impl Into<String>, many: impl Into<String>) -> Self {
        Self { one: one.into(), many: many.into() }
    }

    /// The form that goes with a number.
    pub fn of(&self, count: u64) -> &str {
        if count == 1 { &self.one } else { &self.many }
    }
}

/// `1 student`, `48 studenten`.
pub fn counted(count: u64, noun: &Noun) -> String {
    format!("{count} {}", noun.of(count))
}

/// A part of a whole as people can picture it: below 20 in counts (`7 van de 12`), else in per cents (`54%`).
pub fn out_of(lang: Lang, part: u64, whole: u64) -> String {
    if whole < 20 {
        lang.pick(format!("{part} van de {whole}"), format!("{part} of the {whole}"))
    } else {
        percent(lang, part as f64 / whole as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_groups_are_counted_and_large_ones_are_shared() {
        assert_eq!(out_of(Lang::Nl, 7, 12), "7 van de 12");
        assert_eq!(out_of(Lang::Nl, 26, 48), "54%");
        assert_eq!(out_of(Lang::En, 0, 19), "0 of the 19");
        assert_eq!(out_of(Lang::En, 10, 20), "50%");
    }

    #[test]
    fn one_is_not_many() {
        let student = Noun::new("student", "studenten");
        assert_eq!(counted(1, &student), "1 student");
        assert_eq!(counted(0, &student), "0 studenten");
    }
}
