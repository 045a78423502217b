use std::ops::Range;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::Shape;
use super::expected::{example, expected, found, remedy};
use super::kind::Field;
use crate::diagnostics::{Code, nearest};
use crate::domain::{Phrase, phrase};
use crate::project::faults::{Fault, Faults};
use crate::project::wording::{choose_from, did_you_mean, together};
use crate::project::written::Day;

/// The document without what does not have the shape it must have; each such thing is reported.
pub(in crate::project) fn check<'i>(
    document: Spanned<DeTable<'i>>,
    shape: &Shape,
    faults: &mut Faults,
) -> Spanned<DeTable<'i>> {
    let span = document.span();
    let Shape::Table(fields) = shape else { return document };
    let mut walk = Walk { root: fields, faults };
    let table = walk.table(document.into_inner(), span.clone(), fields, &Spot::ROOT);
    Spanned::new(span, table)
}

struct Walk<'a> {
    root: &'a [Field],
    faults: &'a mut Faults,
}

/// Where in the file's structure the walk stands.
struct Spot {
    /// The path of keys, as in a header: `indicator.threshold`; empty at the top of the file.
    path: String,
    /// Whether the path names a list of tables.
    many: bool,
}

impl Spot {
    const ROOT: Spot = Spot { path: String::new(), many: false };

    fn below(&self, key: &str, many: bool) -> Self {
        let path = if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) };
        Self { path, many }
    }

    /// The header, as it is written in the file.
    fn title(&self) -> Phrase {
        let path = &self.path;
        match (path.is_empty(), self.many) {
            (true, _) => phrase!("het projectbestand", "the project file"),
            (false, true) => phrase!("`[[{path}]]`", "`[[{path}]]`"),
            (false, false) => phrase!("`[{path}]`", "`[{path}]`"),
        }
    }
}

impl Walk<'_> {
    fn table<'i>(
        &mut self,
        table: DeTable<'i>,
        span: Range<usize>,
        fields: &[Field],
        spot: &Spot,
    ) -> DeTable<'i> {
        let mut kept = DeTable::new();
        let present: Vec<String> = table.keys().map(|key| key.get_ref().to_string()).collect();
        for (key, value) in table {
            let name: &str = key.get_ref();
            let Some(field) = fields.iter().find(|field| field.key == name) else {
                let missing = fields.iter().filter(|field| !present.contains(&field.key));
                if let Some(meant) = nearest(name, missing.map(|field| field.key.as_str())) {
                    self.faults.lose(&span, meant);
                }
                self.unknown_key(name, key.span(), fields, spot);
                continue;
            };
            match self.value(value, field, spot, &span) {
                Some(value) => {
                    kept.insert(key, value);
                }
                None => self.faults.lose(&span, &field.key),
            }
        }
        for field in fields.iter().filter(|field| field.required) {
            if !present.contains(&field.key) && !self.faults.lost(&span, &field.key) {
                self.missing_key(field, &span, spot);
            }
        }
        kept
    }

    /// The value of a key, without what is wrong in it; `None` if nothing of it can be used.
    fn value<'i>(
        &mut self,
        value: Spanned<DeValue<'i>>,
        field: &Field,
        spot: &Spot,
        owner: &Range<usize>,
    ) -> Option<Spanned<DeValue<'i>>> {
        let span = value.span();
        let many = field.shape.is_tables();
        match (value.into_inner(), &field.shape) {
            (DeValue::Table(table), Shape::Table(fields)) => {
                let table = self.table(table, span.clone(), fields, &spot.below(&field.key, false));
                Some(Spanned::new(span, DeValue::Table(table)))
            }
            (DeValue::Table(table), Shape::Entries(shape)) => {
                let below = spot.below(&field.key, false);
                let mut kept = DeTable::new();
                for (key, value) in table {
                    let part =
                        Field { key: key.get_ref().to_string(), required: false, shape: (**shape).clone() };
                    match self.value(value, &part, &below, &span) {
                        Some(value) => {
                            kept.insert(key, value);
                        }
                        None => self.faults.lose(owner, &field.key),
                    }
                }
                Some(Spanned::new(span, DeValue::Table(kept)))
            }
            (value @ (DeValue::Table(_) | DeValue::Array(_)), Shape::ListOrEntries(shape)) => {
                let shape = shape.clone();
                let shape = if value.is_table() { Shape::Entries(shape) } else { Shape::List(shape) };
                let either = Field { key: field.key.clone(), required: field.required, shape };
                self.value(Spanned::new(span, value), &either, spot, owner)
            }
            (DeValue::Array(parts), Shape::List(shape)) => {
                Some(Spanned::new(span, DeValue::Array(self.list(parts, shape, field, spot, owner, many))))
            }
            // A block with single brackets where double ones belong: the fault is reported, its inside still read.
            (DeValue::Table(table), Shape::List(shape)) if many => {
                self.brackets(&span, field, spot, true);
                let one = DeArray::from_iter([Spanned::new(span.clone(), DeValue::Table(table))]);
                Some(Spanned::new(span, DeValue::Array(self.list(one, shape, field, spot, owner, many))))
            }
            (DeValue::Array(parts), Shape::Table(fields))
                if parts.iter().all(|part| part.get_ref().is_table()) =>
            {
                self.brackets(&span, field, spot, false);
                for part in parts {
                    let span = part.span();
                    if let DeValue::Table(table) = part.into_inner() {
                        self.table(table, span, fields, &spot.below(&field.key, false));
                    }
                }
                None
            }
            (value, shape) => self.simple(value, span, shape, &field.key).filter(|_| !many),
        }
    }

    fn list<'i>(
        &mut self,
        parts: DeArray<'i>,
        shape: &Shape,
        field: &Field,
        spot: &Spot,
        owner: &Range<usize>,
        many: bool,
    ) -> DeArray<'i> {
        let mut kept = DeArray::new();
        for part in parts {
            let span = part.span();
            let part = match (part.into_inner(), shape) {
                (DeValue::Table(table), Shape::Table(fields)) => {
                    let table = self.table(table, span.clone(), fields, &spot.below(&field.key, many));
                    Some(Spanned::new(span, DeValue::Table(table)))
                }
                (value, shape) => self.simple(value, span, shape, &field.key),
            };
            match part {
                Some(part) => kept.push(part),
                None => self.faults.lose(owner, &field.key),
            }
        }
        kept
    }

    /// A value that is no table or list, if it is of the kind it must be.
    fn simple<'i>(
        &mut self,
        value: DeValue<'i>,
        span: Range<usize>,
        shape: &Shape,
        key: &str,
    ) -> Option<Spanned<DeValue<'i>>> {
        let fits = match (&value, shape) {
            (DeValue::String(text), Shape::Word(words)) => {
                if !words.iter().any(|word| word == text) {
                    self.unknown_word(text, span, key, words);
                    return None;
                }
                true
            }
            (_, Shape::Anything) | (DeValue::String(_), Shape::Text) | (DeValue::Boolean(_), Shape::Flag) => {
                true
            }
            (DeValue::Integer(number), Shape::Whole | Shape::Number) => {
                if i64::from_str_radix(number.as_str(), number.radix()).is_err() {
                    self.too_large(span, key);
                    return None;
                }
                true
            }
            (DeValue::Float(number), Shape::Number) => {
                if !number.as_str().replace('_', "").parse::<f64>().is_ok_and(f64::is_finite) {
                    self.too_large(span, key);
                    return None;
                }
                true
            }
            (DeValue::Datetime(moment), Shape::Day) => Day::of(moment).is_some(),
            _ => false,
        };
        if !fits {
            self.wrong_type(&value, span, shape, key);
            return None;
        }
        Some(Spanned::new(span, value))
    }

    fn unknown_key(&mut self, name: &str, span: Range<usize>, fields: &[Field], spot: &Spot) {
        let keys: Vec<&str> = fields.iter().map(|field| field.key.as_str()).collect();
        let title = spot.title();
        let elsewhere = homes(name, self.root, &Spot::ROOT);
        let help = match elsewhere.first() {
            Some(home) if nearest(name, keys.iter().copied()).is_none() => {
                let home = home.title();
                Phrase::new(
                    format!("`{name}` hoort in {}.", home.nl),
                    format!("`{name}` belongs in {}.", home.en),
                )
            }
            _ => {
                let keys = together(&keys);
                Phrase::new(
                    format!("In {} kunnen staan: {}.", title.nl, keys.nl),
                    format!("{} may hold: {}.", capital(&title.en), keys.en),
                )
            }
        };
        self.faults.error(Fault {
            code: Code::UnknownKey,
            span,
            headline: Phrase::new(
                format!("De sleutel `{name}` bestaat niet in {}.", title.nl),
                format!("There is no key `{name}` in {}.", title.en),
            ),
            label: did_you_mean(name, &keys),
            help: Some(help),
        });
    }

    fn missing_key(&mut self, field: &Field, span: &Range<usize>, spot: &Spot) {
        let (key, title) = (&field.key, spot.title());
        let line = example(key, &field.shape, &spot.path);
        self.faults.error(Fault {
            code: Code::MissingKey,
            span: span.clone(),
            headline: Phrase::new(
                format!("In {} ontbreekt `{key}`.", title.nl),
                format!("`{key}` is missing from {}.", title.en),
            ),
            label: phrase!("hier hoort `{key}` bij", "`{key}` belongs with this"),
            help: Some(phrase!("Voeg toe: `{line}`", "Add: `{line}`")),
        });
    }

    fn wrong_type(&mut self, value: &DeValue<'_>, span: Range<usize>, shape: &Shape, key: &str) {
        let (is, must) = (found(value), expected(shape));
        let raw = self.faults.text().get(span.clone()).unwrap_or_default();
        let help = remedy(key, value, shape, raw);
        self.faults.error(Fault {
            code: Code::WrongType,
            span,
            headline: Phrase::new(
                format!("De waarde bij `{key}` is van de verkeerde soort: er staat {}.", is.nl),
                format!("The value of `{key}` is of the wrong kind: it is {}.", is.en),
            ),
            label: Phrase::new(format!("verwacht: {}", must.nl), format!("expected: {}", must.en)),
            help,
        });
    }

    fn unknown_word(&mut self, word: &str, span: Range<usize>, key: &str, words: &[String]) {
        self.faults.error(Fault {
            code: Code::UnknownName,
            span,
            headline: if word.is_empty() {
                phrase!("`{key}` is nog niet ingevuld.", "`{key}` is not filled in yet.")
            } else {
                phrase!("`{word}` is geen keuze voor `{key}`.", "`{word}` is no choice for `{key}`.")
            },
            label: did_you_mean(word, words),
            help: choose_from(words),
        });
    }

    fn too_large(&mut self, span: Range<usize>, key: &str) {
        self.faults.error(Fault {
            code: Code::BadValue,
            span,
            headline: phrase!(
                "Het getal bij `{key}` is te groot of geen gewoon getal.",
                "The number of `{key}` is too large, or no ordinary number."
            ),
            label: phrase!("verwacht: een gewoon getal", "expected: an ordinary number"),
            help: None,
        });
    }

    fn brackets(&mut self, span: &Range<usize>, field: &Field, spot: &Spot, many: bool) {
        let (right, wrong) = (spot.below(&field.key, many).title(), spot.below(&field.key, !many).title());
        let label = if many {
            phrase!(
                "hier kunnen er meer van zijn: dubbele haken",
                "there may be more of these: double brackets"
            )
        } else {
            phrase!("hier is er maar één van: enkele haken", "there is only one of these: single brackets")
        };
        self.faults.error(Fault {
            code: Code::WrongType,
            span: span.clone(),
            headline: Phrase::new(
                format!("{} moet {} zijn.", wrong.nl, right.nl),
                format!("{} must be {}.", wrong.en, right.en),
            ),
            label,
            help: Some(Phrase::new(format!("Schrijf {}.", right.nl), format!("Write {}.", right.en))),
        });
    }
}

/// The tables that do have a key of that name.
fn homes(name: &str, fields: &[Field], spot: &Spot) -> Vec<Spot> {
    let mut found = Vec::new();
    for field in fields {
        let (inner, many) = match &field.shape {
            Shape::Table(inner) => (inner, false),
            Shape::List(part) => match &**part {
                Shape::Table(inner) => (inner, true),
                _ => continue,
            },
            _ => continue,
        };
        let below = spot.below(&field.key, many);
        let deeper = homes(name, inner, &below);
        if inner.iter().any(|field| field.key == name) {
            found.push(below);
        }
        found.extend(deeper);
    }
    found
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
