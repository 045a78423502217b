use calamine::{DataRef, ExcelDateTime, ExcelDateTimeType};
use memchr::{memchr, memchr2, memchr3, memmem};

use super::pointed::Pointed;
use super::sheet_cells::held;
use super::sheet_rows::{Held, Placed};

/// Takes in the cells of some rows of a sheet, if these hold nothing but what every program writes for a plain table:
/// rows and cells with their places, numbers, texts, dates. `None` where anything else is met, however harmless it may
/// be: then calamine is to read all of them, whose reading this repeats. `last` says whether the rows end the sheet.
pub(super) fn plain_cells<'a>(
    xml: &'a [u8],
    last: bool,
    pointed: &'a Pointed,
    mut take: impl FnMut(Placed<'a>),
) -> Option<()> {
    let mut rest = std::str::from_utf8(xml).ok()?;
    let verbatim = memchr2(b'&', b'\r', xml).is_none() && memmem::find(xml, b"_x").is_none();
    let reader = Reader { pointed, verbatim };
    loop {
        rest = after_white(rest);
        if rest.is_empty() {
            return (!last).then_some(());
        }
        if rest.starts_with("</sheetData>") {
            return last.then_some(());
        }
        rest = reader.row(rest, &mut take)?;
    }
}

struct Reader<'a> {
    pointed: &'a Pointed,
    /// Whether all texts stand there as they are meant.
    verbatim: bool,
}

impl<'a> Reader<'a> {
    fn row(&self, xml: &'a str, take: &mut impl FnMut(Placed<'a>)) -> Option<&'a str> {
        let from = xml.strip_prefix("<row r=\"")?;
        let (row, rest) = whole(from)?;
        let number = from.get(..from.len() - rest.len())?;
        let row = row.checked_sub(1)?;
        let (mut rest, is_empty) = after_attributes(rest.strip_prefix('"')?)?;
        if is_empty {
            return Some(rest);
        }
        loop {
            rest = after_white(rest);
            if let Some(rest) = rest.strip_prefix("</row>") {
                return Some(rest);
            }
            let (column, after) = column(rest.strip_prefix("<c r=\"")?)?;
            let held;
            (held, rest) = self.cell(after.strip_prefix(number)?.strip_prefix('"')?)?;
            take(((row, column), held));
        }
    }

    /// A cell, from behind its place on.
    fn cell(&self, mut rest: &'a str) -> Option<(Held<'a>, &'a str)> {
        let (mut style, mut kind) = (None, None);
        let open = loop {
            if let Some(open) = rest.strip_prefix('>') {
                break open;
            } else if let Some(rest) = rest.strip_prefix("/>") {
                return Some((Held::Nothing, rest));
            } else if let Some(after) = rest.strip_prefix(" s=\"").filter(|_| style.is_none()) {
                let (number, after) = whole(after)?;
                style = Some(number);
                rest = after.strip_prefix('"')?;
            } else {
                let after = rest.strip_prefix(" t=\"").filter(|_| kind.is_none())?;
                let (found, after) = Kind::read(after)?;
                kind = Some(found);
                rest = after;
            }
        };
        let style = style.map_or(Some(None), |style| self.pointed.styles.get(style as usize).copied())?;
        let kind = kind.unwrap_or(Kind::Number);
        if kind == Kind::Inline {
            let plain = open.strip_prefix("<is><t>");
            let trims = plain.is_some();
            let (text, rest) =
                content(plain.or_else(|| open.strip_prefix("<is><t xml:space=\"preserve\">"))?)?;
            return Some((self.text(text, trims)?, rest.strip_prefix("</t></is></c>")?));
        }
        let open = open.strip_prefix("<v>")?;
        let (held, rest) = match kind {
            Kind::Shared => {
                let (number, rest) = whole(open)?;
                (Held::kept(self.pointed.text(number)?), rest)
            }
            Kind::Bool => {
                let no = open.strip_prefix('0');
                (held(DataRef::Bool(no.is_none())), no.or_else(|| open.strip_prefix('1'))?)
            }
            _ => {
                let (value, rest) = content(open)?;
                (if kind == Kind::Text { self.text(value, false)? } else { self.number(value, style)? }, rest)
            }
        };
        Some((held, rest.strip_prefix("</v></c>")?))
    }

    fn number(&self, value: &str, style: Option<ExcelDateTimeType>) -> Option<Held<'a>> {
        let number = number(value)?;
        Some(held(match style {
            None => DataRef::Float(number),
            Some(kind) => DataRef::DateTime(ExcelDateTime::new(number, kind, self.pointed.is_1904)),
        }))
    }

    fn text(&self, text: &'a str, trims: bool) -> Option<Held<'a>> {
        if self.verbatim || memchr3(b'&', b'\r', b'_', text.as_bytes()).is_none() {
            return Some(Held::kept(meant(text, trims)));
        }
        if text.contains('\r') || text.contains("_x") {
            return None;
        }
        let mut parts = text.split('&');
        let mut written = parts.next()?.to_owned();
        for part in parts {
            let (entity, rest) = part.split_once(';')?;
            written.push(match entity {
                "amp" => '&',
                "lt" => '<',
                "gt" => '>',
                "quot" => '"',
                "apos" => '\'',
                _ => return None,
            });
            written.push_str(rest);
        }
        Some(Held::text(meant(&written, trims).to_owned()))
    }
}

/// What a cell says it holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Shared,
    Inline,
    Text,
    Bool,
}

impl Kind {
    fn read(xml: &str) -> Option<(Self, &str)> {
        let known = [
            ("s\"", Self::Shared),
            ("inlineStr\"", Self::Inline),
            ("n\"", Self::Number),
            ("str\"", Self::Text),
            ("b\"", Self::Bool),
        ];
        known.iter().find_map(|(name, kind)| Some((*kind, xml.strip_prefix(name)?)))
    }
}

/// A text without the white space around it, unless that belongs to it.
fn meant(text: &str, trims: bool) -> &str {
    let ends = text.as_bytes().first().zip(text.as_bytes().last());
    if !trims || ends.is_some_and(|(first, last)| *first > b' ' && *last > b' ') {
        return text;
    }
    text.trim_matches([' ', '\t', '\n'])
}

/// What stands before the next tag, and what from there on.
fn content(xml: &str) -> Option<(&str, &str)> {
    xml.split_at_checked(memchr(b'<', xml.as_bytes())?)
}

fn after_white(xml: &str) -> &str {
    if xml.starts_with('<') { xml } else { xml.trim_start_matches([' ', '\t', '\r', '\n']) }
}

/// What follows a tag of which the name and the first attribute were read, and whether the tag ends its element.
fn after_attributes(mut rest: &str) -> Option<(&str, bool)> {
    loop {
        if let Some(rest) = rest.strip_prefix('>') {
            return Some((rest, false));
        }
        if let Some(rest) = rest.strip_prefix("/>") {
            return Some((rest, true));
        }
        let (name, after) = rest.strip_prefix(' ')?.split_once("=\"")?;
        let (value, after) = after.split_once('"')?;
        let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b':');
        if !is_name || name.is_empty() || value.contains(['<', '>']) {
            return None;
        }
        rest = after;
    }
}

/// The column that one to three capitals name, from 0, and what follows them.
fn column(xml: &str) -> Option<(u32, &str)> {
    let letters = xml.bytes().take_while(u8::is_ascii_uppercase).take(4);
    let (length, column) =
        letters.fold((0, 0), |(length, column), letter| (length + 1, column * 26 + u32::from(letter - b'@')));
    Some((column.checked_sub(1).filter(|_| length <= 3)?, xml.get(length..)?))
}

/// A whole number of at most nine digits, and what follows it.
fn whole(xml: &str) -> Option<(u32, &str)> {
    let digits = xml.bytes().take_while(u8::is_ascii_digit).take(10);
    let (length, number) = digits.fold((0, 0_u32), |(length, number), digit| {
        (length + 1, number.wrapping_mul(10).wrapping_add(u32::from(digit - b'0')))
    });
    Some((number, xml.get(length..).filter(|_| (1..=9).contains(&length))?))
}

/// A number as programs write it.
fn number(text: &str) -> Option<f64> {
    if let Some((number, "")) = whole(text) {
        return Some(f64::from(number));
    }
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (mantissa, exponent) = text.split_once(['e', 'E']).map_or((text, None), |(m, e)| (m, Some(e)));
    let (before, behind) = mantissa.split_once('.').map_or((mantissa, None), |(b, f)| (b, Some(f)));
    let is_plain = digits(before.strip_prefix('-').unwrap_or(before))
        && behind.is_none_or(digits)
        && exponent.is_none_or(|exponent| digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)));
    let number: f64 = is_plain.then(|| text.parse().ok())??;
    number.is_finite().then_some(number)
}
