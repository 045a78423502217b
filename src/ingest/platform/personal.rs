/// Headings that, standing alone, tell who somebody is; whatever the platform, their columns are never read.
/// Lower case, in Dutch and English.
const PERSONAL: &[&str] = &[
    "achternaam",
    "address",
    "adres",
    "adresse e-mail",
    "apparaat",
    "apparaat-id",
    "breedtegraad",
    "browser",
    "bsn",
    "burgerservicenummer",
    "contact-id",
    "date of birth",
    "device",
    "device id",
    "e-mail",
    "e-mail address",
    "e-mail adres",
    "e-mail-adresse",
    "e-mailadres",
    "email",
    "email address",
    "emailaddress",
    "emailadres",
    "familienaam",
    "first name",
    "firstname",
    "full name",
    "fullname",
    "geboortedatum",
    "gebruikersnaam",
    "handtekening",
    "huisnummer",
    "iban",
    "ip",
    "ip address",
    "ip-address",
    "ip-adres",
    "ip-adresse",
    "ipaddr",
    "ipaddress",
    "ipadres",
    "last name",
    "lastname",
    "latitude",
    "leerlingnummer",
    "lengtegraad",
    "longitude",
    "mail",
    "mailadres",
    "mobiel",
    "mobiel nummer",
    "mobiele telefoon",
    "mobile number",
    "mobile phone",
    "naam",
    "naam en voornaam",
    "nachname",
    "name",
    "personeelsnummer",
    "phone",
    "phone number",
    "postcode",
    "recipientemail",
    "recipientfirstname",
    "recipientlastname",
    "referrer url",
    "roepnaam",
    "straat",
    "straat en huisnummer",
    "street",
    "student id",
    "student number",
    "studentnummer",
    "surname",
    "telefoon",
    "telefoonnummer",
    "toegangscode",
    "token",
    "user agent",
    "user name",
    "useragent",
    "username",
    "volledige naam",
    "voor- en achternaam",
    "voornaam",
    "voornaam en achternaam",
    "voornamen",
    "vorname",
    "woonadres",
];

/// What makes a question of it: `Wat is uw e-mailadres?` Lower case.
const QUESTIONS: [&str; 11] = [
    "wat is uw ",
    "wat is je ",
    "wat is jouw ",
    "uw ",
    "je ",
    "jouw ",
    "mijn ",
    "what is your ",
    "your ",
    "vul hier uw ",
    "vul hier je ",
];

/// Whether a normalised heading names personal data, as a whole or, where it is a code and a text
/// (`attribute_1. Studentnummer`), in one of the two.
pub(in crate::ingest) fn is_personal(heading: &str) -> bool {
    let names_it = |part: &str| {
        let part = part.trim_end_matches([':', '?', '*', '.', ' ']).to_lowercase();
        let asked = QUESTIONS.iter().find_map(|start| part.strip_prefix(start));
        PERSONAL.contains(&part.as_str()) || asked.is_some_and(|asked| PERSONAL.contains(&asked))
    };
    let coded = heading.split_once(". ").filter(|(code, _)| !code.contains(' '));
    names_it(heading) || coded.is_some_and(|(code, text)| names_it(code) || names_it(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_that_asks_who_somebody_is_is_personal_and_one_that_asks_what_they_find_is_not() {
        for heading in [
            "Naam",
            "E-mailadres:",
            "attribute_1. Studentnummer",
            "Wat is uw naam?",
            "Wat is je e-mailadres? *",
            "Your email",
            "LATITUDE",
        ] {
            assert!(is_personal(heading), "{heading}");
        }
        for heading in [
            "Naam van uw school",
            "Wat is uw rol?",
            "Mijn begeleider is er",
            "Wat is uw mening over de naam?",
            "Ik ken mijn apparaat goed",
            "Uw school",
            "",
        ] {
            assert!(!is_personal(heading), "{heading}");
        }
    }
}
