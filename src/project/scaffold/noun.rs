use crate::domain::Lang;

/// One of a role from a name that may be in the plural: `studenten` gives `student`.
pub(super) fn singular(word: &str) -> String {
    let ends = |ends: &[&str]| ends.iter().any(|end| word.ends_with(end));
    let cut = if ends(&["enten", "anten", "oren", "euren"]) {
        "en"
    } else if ends(&["ers", "ors", "els", "ents", "ants"]) {
        "s"
    } else {
        ""
    };
    word.strip_suffix(cut).unwrap_or(word).to_owned()
}

/// More of a role, as Dutch and English mostly form it; unchanged where that cannot be told.
pub(super) fn plural(word: &str, lang: Lang) -> String {
    let ends = |ends: &[&str]| ends.iter().any(|end| word.ends_with(end));
    if ends(&["er", "or", "el"]) {
        format!("{word}s")
    } else if ends(&["ent", "ant"]) {
        format!("{word}{}", lang.pick("en", "s"))
    } else {
        word.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_known_in_one_and_more() {
        for (many, one) in [
            ("studenten", "student"),
            ("werkplekbegeleiders", "werkplekbegeleider"),
            ("schoolopleiders", "schoolopleider"),
            ("docenten", "docent"),
        ] {
            assert_eq!(singular(many), one);
            assert_eq!(singular(one), one);
            assert_eq!(plural(one, Lang::Nl), many);
        }
        assert_eq!(plural("student", Lang::En), "students");
        assert_eq!(plural("directie", Lang::Nl), "directie");
        assert_eq!(singular(""), "");
    }
}
