use super::bytes::Bytes;
use super::damage::Damage;
use super::extensions::{self, Extensions};
use super::header::Header;
use crate::domain::phrase;

/// Words of eight bytes of one case: 8 MiB. Five hundred questions with room for 16,000 characters each fit.
const MOST_WORDS: usize = 1 << 20;
/// Bytes of all texts of the dictionary together.
const MOST_TEXT: usize = 64 << 20;
/// What a text takes beside its bytes.
const OVERHEAD: usize = 48;

/// A variable as its record has it.
#[derive(Clone, Debug)]
pub(super) struct RawVariable {
    /// The position of its first word in a case, from 0.
    pub(super) word: usize,
    /// The bytes of a text, 1 to 255; 0 for a number.
    pub(super) width: usize,
    /// The name of at most eight bytes, without the blanks behind it.
    pub(super) name: Vec<u8>,
    pub(super) label: Option<Vec<u8>>,
    /// The type of the print format: 5 is `F`, 20 is `DATE`.
    pub(super) format: u8,
    /// The lowest and highest number of a range that is declared missing.
    pub(super) missing_range: Option<[[u8; 8]; 2]>,
    /// Values that are declared missing.
    pub(super) missing: Vec<[u8; 8]>,
}

/// Labels and the variables they are for.
#[derive(Clone, Debug)]
pub(super) struct RawLabels {
    pub(super) labels: Vec<([u8; 8], Vec<u8>)>,
    /// Positions of words in a case, from 0.
    pub(super) words: Vec<usize>,
}

/// All that stands before the cases, as it stands.
#[derive(Debug, Default)]
pub(super) struct Dictionary {
    pub(super) variables: Vec<RawVariable>,
    /// Per word of a case whether it holds text.
    pub(super) text_words: Vec<bool>,
    pub(super) labels: Vec<RawLabels>,
    pub(super) extensions: Extensions,
}

/// What may still be kept of the dictionary's texts.
pub(super) struct Room(usize);

impl Room {
    /// So many bytes of the file, if there is room for them.
    pub(super) fn take(&mut self, bytes: &mut Bytes, count: usize) -> Result<Vec<u8>, Damage> {
        self.spend(count.saturating_add(OVERHEAD))?;
        bytes.take(count)
    }

    fn spend(&mut self, count: usize) -> Result<(), Damage> {
        let too_much =
            || Damage::more_than(MOST_TEXT >> 20, "MiB aan namen en labels", "MiB of names and labels");
        self.0 = self.0.checked_sub(count).ok_or_else(too_much)?;
        Ok(())
    }
}

/// Reads the records from the header up to the cases.
pub(super) fn read(bytes: &mut Bytes, header: &mut Header) -> Result<Dictionary, Damage> {
    let mut dictionary = Dictionary::default();
    let mut room = Room(MOST_TEXT);
    // How many words of a long text are still to come.
    let mut continued = 0;
    loop {
        let record = bytes.int()?;
        if record != 2 && continued > 0 {
            return Err(short_text());
        }
        match record {
            2 => variable(bytes, &mut dictionary, &mut room, &mut continued)?,
            3 => value_labels(bytes, &mut dictionary, &mut room)?,
            6 => {
                let lines = bytes.count()?;
                bytes.skip(80 * lines as u64)?;
            }
            7 => extensions::read(bytes, &mut dictionary.extensions, &mut room)?,
            999 => {
                bytes.skip(4)?;
                break;
            }
            other => {
                return Err(Damage::Broken(phrase!(
                    "de beschrijving van de variabelen heeft een onbekend soort record ({other})",
                    "the description of the variables has an unknown kind of record ({other})"
                )));
            }
        }
    }
    header.cases = header.cases.or(dictionary.extensions.cases);
    Ok(dictionary)
}

fn short_text() -> Damage {
    Damage::broken(
        "een tekstvariabele heeft meer of minder ruimte dan zij breed is",
        "a text variable has more or less room than it is wide",
    )
}

fn variable(
    bytes: &mut Bytes,
    dictionary: &mut Dictionary,
    room: &mut Room,
    continued: &mut usize,
) -> Result<(), Damage> {
    let word = dictionary.text_words.len();
    if word >= MOST_WORDS {
        return Err(Damage::more_than(MOST_WORDS, "woorden in een rij", "words in a row"));
    }
    let kind = bytes.int()?;
    let has_label = bytes.int()?;
    let missing = bytes.int()?;
    // From the highest byte down: nothing, the type, the width, the decimals.
    let [_, format, ..] = bytes.int()?.to_be_bytes();
    bytes.skip(4)?;
    let name: [u8; 8] = bytes.array()?;
    let label = match has_label {
        0 => None,
        1 => {
            let length = bytes.count()?;
            let label = room.take(bytes, length)?;
            bytes.skip((4 - length as u64 % 4) % 4)?;
            Some(label)
        }
        _ => return Err(odd_variable()),
    };
    let declared = match missing {
        0..=3 | -3 | -2 => missing.unsigned_abs(),
        _ => return Err(odd_variable()),
    };
    let mut values = Vec::new();
    for _ in 0..declared {
        values.push(bytes.array::<8>()?);
    }
    if kind == -1 {
        let Some(left) = continued.checked_sub(1) else { return Err(short_text()) };
        *continued = left;
        dictionary.text_words.push(true);
        return Ok(());
    }
    let width = usize::try_from(kind).ok().filter(|&width| width < 256).ok_or_else(odd_variable)?;
    if *continued > 0 {
        return Err(short_text());
    }
    if missing < 0 && width > 0 {
        return Err(odd_variable());
    }
    *continued = width.div_ceil(8).saturating_sub(1);
    dictionary.text_words.push(width > 0);
    let missing_range = match (missing, values.as_slice()) {
        (-3 | -2, [low, high, ..]) => Some([*low, *high]),
        _ => None,
    };
    if missing_range.is_some() {
        values.drain(..2);
    }
    dictionary.variables.push(RawVariable {
        word,
        width,
        name: trimmed(&name).to_vec(),
        label,
        format,
        missing_range,
        missing: values,
    });
    Ok(())
}

fn odd_variable() -> Damage {
    Damage::broken("een variabele is van een onbekend soort", "a variable is of an unknown kind")
}

fn value_labels(bytes: &mut Bytes, dictionary: &mut Dictionary, room: &mut Room) -> Result<(), Damage> {
    let count = bytes.count()?;
    let mut labels = Vec::new();
    for _ in 0..count {
        let value: [u8; 8] = bytes.array()?;
        let [length] = bytes.array()?;
        // Padded so that the length and the label together are a multiple of eight bytes.
        let padded = (usize::from(length) + 1).next_multiple_of(8) - 1;
        let mut label = room.take(bytes, padded)?;
        label.truncate(usize::from(length));
        labels.push((value, label));
    }
    if bytes.int()? != 4 {
        return Err(Damage::broken(
            "bij welke variabelen de labels van antwoorden horen, ontbreekt",
            "which variables the labels of answers belong to is missing",
        ));
    }
    let count = bytes.count()?;
    let mut words = Vec::new();
    for _ in 0..count {
        room.spend(size_of::<usize>())?;
        let word = bytes.count()?.checked_sub(1).filter(|&word| word < dictionary.text_words.len());
        words.push(word.ok_or_else(|| {
            Damage::broken(
                "labels van antwoorden horen bij een variabele die er niet is",
                "labels of answers belong to a variable that is not there",
            )
        })?);
    }
    dictionary.labels.push(RawLabels { labels, words });
    Ok(())
}

/// A text without the blanks and zeros that fill its room.
pub(super) fn trimmed(mut bytes: &[u8]) -> &[u8] {
    while let [rest @ .., b' ' | 0] = bytes {
        bytes = rest;
    }
    bytes
}
