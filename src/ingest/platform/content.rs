use std::net::IpAddr;

use crate::domain::{Cell, Phrase};

/// What makes a column personal whatever its heading says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::ingest) enum PersonalKind {
    /// E-mail addresses.
    Email,
    /// Addresses of computers.
    Ip,
    /// The browser somebody used.
    Browser,
    /// Telephone numbers.
    Phone,
    /// Postcode and house number.
    Address,
    /// Numbers that pass the test of a burgerservicenummer.
    Bsn,
}

impl PersonalKind {
    const ALL: [Self; 6] = [Self::Email, Self::Ip, Self::Browser, Self::Phone, Self::Address, Self::Bsn];

    /// What stands in the column, in the plural.
    pub(in crate::ingest) fn words(self) -> Phrase {
        match self {
            Self::Email => Phrase::new("e-mailadressen", "e-mail addresses"),
            Self::Ip => Phrase::new("IP-adressen", "IP addresses"),
            Self::Browser => Phrase::new("gegevens van een browser", "details of a browser"),
            Self::Phone => Phrase::new("telefoonnummers", "telephone numbers"),
            Self::Address => Phrase::new("adressen", "addresses"),
            Self::Bsn => Phrase::new("burgerservicenummers", "citizen service numbers"),
        }
    }

    /// How many cells must look like it before it cannot be chance: none of the first three is ever an answer.
    fn least(self) -> usize {
        match self {
            Self::Email | Self::Ip | Self::Browser => 1,
            Self::Phone | Self::Address => 3,
            Self::Bsn => 5,
        }
    }

    /// How many of ten filled cells must look like it. One in eleven numbers of nine digits passes the test of a
    /// burgerservicenummer by chance.
    fn of_ten(self) -> usize {
        if self == Self::Bsn { 9 } else { 6 }
    }

    fn is_in(self, text: &str) -> bool {
        match self {
            Self::Email => is_email(text),
            Self::Ip => text.parse::<IpAddr>().is_ok(),
            Self::Browser => text.starts_with("Mozilla/"),
            Self::Phone => is_phone(text),
            Self::Address => is_address(text),
            Self::Bsn => is_bsn(text),
        }
    }
}

/// What kind of personal data most of some cells are; `None` for answers.
pub(in crate::ingest) fn personal_content<'c>(cells: impl Iterator<Item = &'c Cell>) -> Option<PersonalKind> {
    let texts: Vec<String> = cells.filter_map(shown).collect();
    PersonalKind::ALL.into_iter().find(|kind| {
        let met = texts.iter().filter(|text| kind.is_in(text)).count();
        met >= kind.least() && met * 10 >= texts.len() * kind.of_ten()
    })
}

/// A cell in which something stands, as text.
fn shown(cell: &Cell) -> Option<String> {
    const LONGEST: usize = 400;
    let text = match cell {
        Cell::Text(text) if text.len() <= LONGEST => text.trim().to_owned(),
        // Nobody's address is that long, and it counts as something else.
        Cell::Text(_) => "…".to_owned(),
        Cell::Number(number) if number.fract() == 0.0 => number.to_string(),
        Cell::Number(_) | Cell::Date(_) | Cell::Missing(_) | Cell::Error(_) | Cell::Absent | Cell::Blank => {
            return None;
        }
    };
    (!text.is_empty()).then_some(text)
}

/// `a@b.nl`, also as `mailto:a@b.nl` or `Jan <a@b.nl>`.
fn is_email(text: &str) -> bool {
    let bare =
        text.strip_suffix('>').and_then(|open| open.rsplit_once('<')).map_or(text, |(_, inside)| inside);
    let bare = bare.strip_prefix("mailto:").unwrap_or(bare);
    let Some((who, domain)) = bare.split_once('@') else { return false };
    let ending = domain.rsplit_once('.').map_or("", |(_, ending)| ending);
    let in_domain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-');
    !who.is_empty()
        && !bare.chars().any(char::is_whitespace)
        && domain.chars().all(in_domain)
        && ending.chars().count() >= 2
        && ending.chars().all(char::is_alphabetic)
}

/// `06-12345678`, `(024) 361 11 11`, `+31 6 12345678`; without its first zero `612345678`.
fn is_phone(text: &str) -> bool {
    let (mut digits, mut marks) = (String::new(), 0);
    for c in text.chars() {
        match c {
            '0'..='9' => digits.push(c),
            '+' if digits.is_empty() => marks += 1,
            ' ' | '-' | '(' | ')' | '.' | '/' | '\u{a0}' => {}
            _ => return false,
        }
    }
    let dutch = |digits: &str| digits.len() == 10 && digits.starts_with('0') && !digits.starts_with("00");
    let abroad = |digits: &str| (8..=15).contains(&digits.len());
    if marks == 1 {
        abroad(&digits)
    } else if let Some(abroad) = digits.strip_prefix("0031") {
        (9..=10).contains(&abroad.len())
    } else {
        dutch(&digits) || text == digits && digits.len() == 9 && digits.starts_with('6')
    }
}

/// A postcode with a house number behind it, `6525 AJ 12a`, or before it, `Dorpsstraat 12, 6525 AJ Nijmegen`. A
/// postcode alone is no address, and `2024VT` may be a course.
fn is_address(text: &str) -> bool {
    let words: Vec<&str> = text.split([' ', ',', '\u{a0}']).filter(|word| !word.is_empty()).collect();
    let number = |word: &&str| {
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        (1..=5).contains(&digits) && word.len() - digits <= 4
    };
    let is_code = |word: &str| {
        word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()) && !word.starts_with('0')
    };
    let is_letters = |word: &str| word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    for (at, word) in words.iter().enumerate() {
        let next = words.get(at + 1).copied().unwrap_or_default();
        let joined =
            word.split_at_checked(4).is_some_and(|(code, letters)| is_code(code) && is_letters(letters));
        let length = match (joined, is_code(word) && is_letters(next)) {
            (true, _) => 1,
            (false, true) => 2,
            (false, false) => continue,
        };
        let before = at.checked_sub(1).and_then(|before| words.get(before));
        let house = |word: Option<&&str>| word.is_some_and(number);
        return house(words.get(at + length)) || at > 1 && house(before);
    }
    false
}

/// Nine digits that pass the test of eleven. Source: Besluit burgerservicenummer; each digit times 9, 8, … 2, the
/// last one times -1.
fn is_bsn(text: &str) -> bool {
    if text.len() != 9 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let weights = [9_i32, 8, 7, 6, 5, 4, 3, 2, -1];
    let sum: i32 = text.bytes().zip(weights).map(|(byte, weight)| i32::from(byte - b'0') * weight).sum();
    sum % 11 == 0 && text.bytes().any(|byte| byte != b'0')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(texts: &[&str]) -> Option<PersonalKind> {
        let cells: Vec<Cell> = texts.iter().map(|text| Cell::Text((*text).to_owned())).collect();
        personal_content(cells.iter())
    }

    #[test]
    fn what_tells_who_somebody_is_is_known_by_what_stands_there() {
        for (kind, texts) in [
            (PersonalKind::Email, &["a.bakker@school.example"][..]),
            (PersonalKind::Email, &["Jan <j@x.example>", "mailto:p@x.example", "geen"]),
            (PersonalKind::Ip, &["192.0.2.14", "2001:db8::1"]),
            (PersonalKind::Browser, &["Mozilla/5.0 (X11; Linux)"]),
            (PersonalKind::Phone, &["06-12345678", "+31 6 1234 5678", "(024) 361 11 11"]),
            (PersonalKind::Phone, &["0612345678", "612345678", "0031612345678"]),
            (PersonalKind::Address, &["6525 AJ 12", "6525AJ, 12a", "Dorpsstraat 3, 6525 AJ Nijmegen"]),
            (PersonalKind::Bsn, &["111222333", "123456782", "111222333", "123456782", "123456782"]),
        ] {
            assert_eq!(of(texts), Some(kind), "{texts:?}");
        }
    }

    #[test]
    fn answers_are_never_taken_for_personal_data() {
        for texts in [
            &["1", "2", "3", "4", "5", "99"][..],
            &["2023", "2024", "2025", "2026"],
            &["2024VT", "2025VT", "2026DT"],
            &["6525 AJ", "1012 AB", "3511 CD"],
            &["00AB", "14XY01", "22QQ"],
            &["eens", "oneens", "weet niet"],
            &["09:21:07", "10:14:33", "12:01:00"],
            &["1.2", "3,5", "1.2.3"],
            &["100000001", "100000002", "100000003", "100000004", "100000005"],
            &["12345678", "87654321", "11223344"],
            &["mail me op a@b.nl als het kan", "goed", "prima"],
            &["lokaal 1012 in gebouw AB", "12 tot 14 uur", "ja"],
            &["@school", "a@b", "x@.nl"],
            &["2026-04-14", "14-04-2026", "14/4/26"],
            &["", " "],
            &[],
        ] {
            assert_eq!(of(texts), None, "{texts:?}");
        }
        let numbers: Vec<Cell> = (0..200).map(|row| Cell::Number(f64::from(row % 5) + 1.0)).collect();
        assert_eq!(personal_content(numbers.iter()), None);
    }

    #[test]
    fn a_few_of_them_among_answers_are_not_most() {
        let mut texts = vec!["06-12345678"; 5];
        assert_eq!(of(&texts), Some(PersonalKind::Phone));
        texts.extend(["geen"; 3]);
        assert_eq!(of(&texts), Some(PersonalKind::Phone), "five of eight");
        texts.push("geen");
        assert_eq!(of(&texts), None, "five of nine");
    }
}
