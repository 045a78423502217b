use crate::domain::Lang;

/// Words that open a noun phrase already: it needs no article of ours.
const OPENERS: [&str; 16] = [
    "de", "het", "een", "ons", "onze", "alle", "ieder", "iedere", "elk", "elke", "the", "a", "an", "our",
    "all", "each",
];

/// Endings of Dutch nouns for bodies and groups that go with 'het'.
const NEUTER: [&str; 17] = [
    "overleg",
    "bestuur",
    "team",
    "college",
    "mt",
    "netwerk",
    "platform",
    "partnerschap",
    "bureau",
    "comité",
    "secretariaat",
    "gremium",
    "kernteam",
    "beraad",
    "consortium",
    "instituut",
    "gezelschap",
];

/// A body or a role as it stands in a sentence: `de stuurgroep`, `het overleg van schoolleiders`, `the steering group`.
/// A name that begins with an article, a possessive or a capital stays as it is.
pub fn with_article(lang: Lang, name: &str) -> String {
    let name = name.trim();
    let first = name.split_whitespace().next().unwrap_or_default();
    let is_name = first.chars().next().is_none_or(|letter| !letter.is_lowercase());
    if is_name || OPENERS.contains(&first.to_lowercase().as_str()) {
        return name.to_owned();
    }
    let article = match lang {
        Lang::En => "the",
        Lang::Nl if NEUTER.iter().any(|ending| first.ends_with(ending)) => "het",
        Lang::Nl => "de",
    };
    format!("{article} {name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_gets_the_article_it_needs() {
        assert_eq!(with_article(Lang::Nl, "stuurgroep"), "de stuurgroep");
        assert_eq!(with_article(Lang::Nl, "overleg van schoolleiders"), "het overleg van schoolleiders");
        assert_eq!(with_article(Lang::Nl, "opleidingsteam"), "het opleidingsteam");
        assert_eq!(with_article(Lang::Nl, "de stuurgroep"), "de stuurgroep");
        assert_eq!(with_article(Lang::Nl, "onze studenten"), "onze studenten");
        assert_eq!(with_article(Lang::Nl, "Stuurgroep Noord"), "Stuurgroep Noord");
        assert_eq!(with_article(Lang::En, "steering group"), "the steering group");
        assert_eq!(with_article(Lang::Nl, ""), "");
    }
}
