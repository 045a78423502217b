use crate::domain::Lang;

/// `a`, `a en b`, `a, b en c`.
pub fn and_list<T: AsRef<str>>(lang: Lang, parts: &[T]) -> String {
    join(parts, lang.pick(" en ", " and "))
}

/// `a`, `a of b`, `a, b of c`.
pub fn or_list<T: AsRef<str>>(lang: Lang, parts: &[T]) -> String {
    join(parts, lang.pick(" of ", " or "))
}

fn join<T: AsRef<str>>(parts: &[T], last: &str) -> String {
    match parts {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [head @ .., tail] => {
            let head: Vec<&str> = head.iter().map(AsRef::as_ref).collect();
            format!("{}{last}{}", head.join(", "), tail.as_ref())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_end_with_a_word() {
        assert_eq!(and_list(Lang::Nl, &["a", "b", "c"]), "a, b en c");
        assert_eq!(or_list(Lang::En, &["a", "b"]), "a or b");
        assert_eq!(and_list::<&str>(Lang::Nl, &[]), "");
    }
}
