use crate::domain::Lang;

/// A kind of words or digits by which a person, or a place where few people work, can be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Identifier {
    /// A name of a person, or a capitalised word that is no known word.
    Name,
    /// A school or an institute.
    School,
    /// An e-mail address.
    Mail,
    /// A telephone number.
    Phone,
    /// A number of a student, a member of staff or a citizen (BSN), or any other of five digits and more.
    Number,
    /// A street, with or without a house number, or a postcode.
    Address,
    /// A day with its year, as a date of birth is written.
    Date,
    /// A bank account (IBAN).
    Account,
    /// A web address or the name of an account on a social medium.
    Link,
    /// A class of a school, such as `3B` or `V4a`.
    Class,
    /// A name the project itself knows: a group, a role column's text, the partnership.
    Own,
}

impl Identifier {
    /// Every kind, in the order in which they are counted.
    pub const ALL: [Identifier; 11] = [
        Identifier::Name,
        Identifier::School,
        Identifier::Mail,
        Identifier::Phone,
        Identifier::Number,
        Identifier::Address,
        Identifier::Date,
        Identifier::Account,
        Identifier::Link,
        Identifier::Class,
        Identifier::Own,
    ];

    /// What stands in the remark instead, without its brackets.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Identifier::Name => lang.pick("naam", "name"),
            Identifier::School => lang.pick("school", "school"),
            Identifier::Mail => lang.pick("e-mail", "e-mail"),
            Identifier::Phone => lang.pick("telefoon", "telephone"),
            Identifier::Number => lang.pick("nummer", "number"),
            Identifier::Address => lang.pick("adres", "address"),
            Identifier::Date => lang.pick("datum", "date"),
            Identifier::Account => lang.pick("rekening", "account"),
            Identifier::Link => lang.pick("link", "link"),
            Identifier::Class => lang.pick("klas", "class"),
            Identifier::Own => lang.pick("groep", "group"),
        }
    }
}
