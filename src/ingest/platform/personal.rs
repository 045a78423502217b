/// Headings that, standing alone, tell who somebody is; whatever the platform, their columns are never read.
/// Lower case, in Dutch and English.
const PERSONAL: &[&str] = &[
    "achternaam",
    "adres",
    "address",
    "apparaat-id",
    "bsn",
    "burgerservicenummer",
    "contact-id",
    "date of birth",
    "device id",
    "e-mail",
    "e-mail address",
    "e-mailadres",
    "email",
    "email address",
    "emailadres",
    "emailaddress",
    "familienaam",
    "first name",
    "firstname",
    "full name",
    "fullname",
    "geboortedatum",
    "huisnummer",
    "iban",
    "ip",
    "ip address",
    "ip-address",
    "ip-adres",
    "ipaddr",
    "ipaddress",
    "ipadres",
    "last name",
    "lastname",
    "leerlingnummer",
    "mail",
    "mailadres",
    "mobiel",
    "mobiel nummer",
    "naam",
    "name",
    "personeelsnummer",
    "phone",
    "phone number",
    "postcode",
    "recipientemail",
    "recipientfirstname",
    "recipientlastname",
    "street",
    "student id",
    "student number",
    "studentnummer",
    "surname",
    "telefoon",
    "telefoonnummer",
    "token",
    "toegangscode",
    "voornaam",
    "voornamen",
];

/// Whether a normalised heading names personal data, as a whole or, where it is a code and a text
/// (`attribute_1. Studentnummer`), in one of the two.
pub(in crate::ingest) fn is_personal(heading: &str) -> bool {
    let names_it = |part: &str| {
        let part = part.trim_end_matches([':', '?', '*', '.', ' ']).to_lowercase();
        PERSONAL.contains(&part.as_str())
    };
    let coded = heading.split_once(". ").filter(|(code, _)| !code.contains(' '));
    names_it(heading) || coded.is_some_and(|(code, text)| names_it(code) || names_it(text))
}
