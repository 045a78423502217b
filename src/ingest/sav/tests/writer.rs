use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use crate::ingest::sav::bytes::Order;

/// A system file in the making: what a test says of it, and else as SPSS writes it.
#[derive(Clone)]
pub(super) struct Sav {
    pub(super) order: Order,
    /// 0, 1 or 2.
    pub(super) packing: i32,
    pub(super) variables: Vec<Var>,
    pub(super) labels: Vec<Labelled>,
    pub(super) rows: Vec<Vec<Value>>,
    /// How many cases the header promises; `None` for as many as there are.
    pub(super) promised: Option<i32>,
    /// The variable, by index, that weights.
    pub(super) weight: Option<usize>,
    pub(super) encoding: Option<&'static str>,
    pub(super) code_page: i32,
    pub(super) bias: f64,
    /// Other extension records: subtype, size of an element, content.
    pub(super) extensions: Vec<(i32, i32, Vec<u8>)>,
    /// Whether the bytecode ends with the byte that says so.
    pub(super) says_end: bool,
    /// How many bytes of bytecode a zlib block holds.
    pub(super) block: usize,
}

/// Values and their labels, and the variables (by index) they are for.
pub(super) type Labelled = (Vec<(Value, &'static str)>, Vec<usize>);

/// A variable.
#[derive(Clone, Default)]
pub(super) struct Var {
    pub(super) short: &'static str,
    pub(super) long: &'static str,
    pub(super) label: Vec<u8>,
    /// 0 for a number.
    pub(super) width: usize,
    pub(super) format: u8,
    /// -3 to 3, as the record has it, and the values.
    pub(super) missing: (i32, Vec<Value>),
}

/// What stands in a cell.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Number(f64),
    Nothing,
    Text(Vec<u8>),
}

pub(super) fn number(short: &'static str) -> Var {
    Var { short, format: 5, ..Var::default() }
}

pub(super) fn text(short: &'static str, width: usize) -> Var {
    Var { short, width, format: 1, ..Var::default() }
}

impl Var {
    pub(super) fn called(self, long: &'static str, label: &str) -> Self {
        Self { long, label: label.as_bytes().to_vec(), ..self }
    }

    pub(super) fn shown_as(self, format: u8) -> Self {
        Self { format, ..self }
    }

    pub(super) fn lacking(self, kind: i32, values: &[Value]) -> Self {
        Self { missing: (kind, values.to_vec()), ..self }
    }

    /// The widths of the variables in the file that make this one.
    fn segments(&self) -> Vec<usize> {
        if self.width <= 255 {
            return vec![self.width];
        }
        let count = self.width.div_ceil(252);
        let mut widths = vec![255; count - 1];
        widths.push(self.width - (count - 1) * 252);
        widths
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.as_bytes().to_vec())
    }
}

enum Word {
    Number(f64),
    Nothing,
    Text([u8; 8]),
}

impl Sav {
    pub(super) fn new(variables: Vec<Var>, rows: Vec<Vec<Value>>) -> Self {
        Self {
            order: Order::Little,
            packing: 1,
            variables,
            labels: Vec::new(),
            rows,
            promised: None,
            weight: None,
            encoding: Some("UTF-8"),
            code_page: 65001,
            bias: 100.0,
            extensions: Vec::new(),
            says_end: false,
            block: 64,
        }
    }

    fn int(&self, out: &mut Vec<u8>, number: i32) {
        out.extend(match self.order {
            Order::Little => number.to_le_bytes(),
            Order::Big => number.to_be_bytes(),
        });
    }

    fn long(&self, out: &mut Vec<u8>, number: usize) {
        let number = i64::try_from(number).unwrap();
        out.extend(match self.order {
            Order::Little => number.to_le_bytes(),
            Order::Big => number.to_be_bytes(),
        });
    }

    fn length(&self, out: &mut Vec<u8>, length: usize) {
        self.int(out, i32::try_from(length).unwrap());
    }

    fn value(&self, out: &mut Vec<u8>, value: &Value) {
        match value {
            Value::Number(number) => out.extend(self.order.word(*number)),
            Value::Nothing => out.extend(self.order.word(f64::MIN)),
            Value::Text(text) => {
                let mut word = [b' '; 8];
                word[..text.len()].copy_from_slice(text);
                out.extend(word);
            }
        }
    }

    fn extension(&self, out: &mut Vec<u8>, subtype: i32, size: i32, content: &[u8]) {
        for number in [7, subtype, size, i32::try_from(content.len()).unwrap() / size] {
            self.int(out, number);
        }
        out.extend(content);
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut out = self.dictionary();
        let words: Vec<Word> =
            self.rows.iter().flat_map(|row| row.iter().zip(&self.variables)).flat_map(words_of).collect();
        match self.packing {
            0 => words.iter().for_each(|word| self.plain(&mut out, word)),
            1 => out.extend(self.bytecode(&words)),
            _ => self.blocks(&mut out, &self.bytecode(&words)),
        }
        out
    }

    /// The file up to its cases.
    pub(super) fn dictionary(&self) -> Vec<u8> {
        let mut out = if self.packing == 2 { b"$FL3".to_vec() } else { b"$FL2".to_vec() };
        out.extend(format!("{:60}", "@(#) SPSS DATA FILE made for a test").as_bytes());
        let mut first_words = Vec::new();
        let mut words = 0;
        for variable in &self.variables {
            first_words.push(words);
            words += variable.segments().iter().map(|width| width.div_ceil(8).max(1)).sum::<usize>();
        }
        let weight = self.weight.map_or(0, |index| first_words[index] + 1);
        self.int(&mut out, 2);
        self.length(&mut out, words);
        self.int(&mut out, self.packing);
        self.length(&mut out, weight);
        let rows = i32::try_from(self.rows.len()).unwrap();
        self.int(&mut out, self.promised.unwrap_or(rows));
        out.extend(self.order.word(self.bias));
        out.extend(format!("{:84}", "14 Apr 2609:30:00").as_bytes());
        for variable in &self.variables {
            self.variable(&mut out, variable);
        }
        for (labels, variables) in &self.labels {
            self.int(&mut out, 3);
            self.length(&mut out, labels.len());
            for (value, label) in labels {
                self.value(&mut out, value);
                out.push(u8::try_from(label.len()).unwrap());
                out.extend(label.as_bytes());
                out.extend(vec![b' '; (8 - (label.len() + 1) % 8) % 8]);
            }
            self.int(&mut out, 4);
            self.length(&mut out, variables.len());
            for &index in variables {
                self.length(&mut out, first_words[index] + 1);
            }
        }
        self.extensions_of(&mut out);
        self.int(&mut out, 999);
        self.int(&mut out, 0);
        out
    }

    fn variable(&self, out: &mut Vec<u8>, variable: &Var) {
        for (segment, width) in variable.segments().into_iter().enumerate() {
            let first = segment == 0;
            let (kind, missing) = if first { variable.missing.clone() } else { (0, Vec::new()) };
            let label = if first { variable.label.as_slice() } else { &[] };
            let format = i32::from(variable.format) << 16 | 8 << 8;
            for number in
                [2, i32::try_from(width).unwrap(), i32::from(!label.is_empty()), kind, format, format]
            {
                self.int(out, number);
            }
            let name = if first { variable.short.to_owned() } else { format!("{}{segment}", variable.short) };
            out.extend(format!("{name:8.8}").as_bytes());
            if !label.is_empty() {
                self.length(out, label.len());
                out.extend(label);
                out.extend(vec![b' '; (4 - label.len() % 4) % 4]);
            }
            missing.iter().for_each(|value| self.value(out, value));
            for _ in 1..width.div_ceil(8) {
                for number in [2, -1, 0, 0, 0, 0, 0, 0] {
                    self.int(out, number);
                }
            }
        }
    }

    fn extensions_of(&self, out: &mut Vec<u8>) {
        let mut machine = Vec::new();
        for number in [20, 0, 0, -1, 1, 1, 2, self.code_page] {
            self.int(&mut machine, number);
        }
        self.extension(out, 3, 4, &machine);
        let special: Vec<u8> = [f64::MIN, f64::MAX, f64::MIN.next_up()]
            .iter()
            .flat_map(|&float| self.order.word(float))
            .collect();
        self.extension(out, 4, 8, &special);
        self.extension(out, 7, 1, b"$keuzes=D1 1 5 label v1 v2\n");
        let long = |variable: &&Var| !variable.long.is_empty();
        let names: Vec<String> = self
            .variables
            .iter()
            .filter(long)
            .map(|variable| format!("{}={}", variable.short, variable.long))
            .collect();
        self.extension(out, 13, 1, names.join("\t").as_bytes());
        let wide = |variable: &&Var| variable.width > 255;
        let widths: Vec<String> = self
            .variables
            .iter()
            .filter(wide)
            .map(|variable| format!("{}={:05}\0\t", variable.short, variable.width))
            .collect();
        if !widths.is_empty() {
            self.extension(out, 14, 1, widths.concat().as_bytes());
        }
        self.extension(out, 19, 1, b"$meer=E 1 1 1 5 label v1 v2\n");
        if let Some(encoding) = self.encoding {
            self.extension(out, 20, 1, encoding.as_bytes());
        }
        for (subtype, size, content) in &self.extensions {
            self.extension(out, *subtype, *size, content);
        }
    }

    fn plain(&self, out: &mut Vec<u8>, word: &Word) {
        match word {
            Word::Number(number) => out.extend(self.order.word(*number)),
            Word::Nothing => out.extend(self.order.word(f64::MIN)),
            Word::Text(text) => out.extend(text),
        }
    }

    fn bytecode(&self, words: &[Word]) -> Vec<u8> {
        let mut codes = Vec::new();
        for word in words {
            codes.push(match word {
                Word::Nothing => (255, None),
                Word::Text(text) if *text == [b' '; 8] => (254, None),
                Word::Number(number)
                    if number.fract() == 0.0 && (1.0..=251.0).contains(&(number + self.bias)) =>
                {
                    ((number + self.bias) as u8, None)
                }
                other => (253, Some(other)),
            });
        }
        if self.says_end {
            codes.push((252, None));
        }
        let mut out = Vec::new();
        for group in codes.chunks(8) {
            let mut head = [0; 8];
            for (at, (code, _)) in head.iter_mut().zip(group) {
                *at = *code;
            }
            out.extend(head);
            group.iter().filter_map(|(_, word)| *word).for_each(|word| self.plain(&mut out, word));
        }
        out
    }

    fn blocks(&self, out: &mut Vec<u8>, bytecode: &[u8]) {
        let start = out.len();
        let pieces: Vec<(usize, Vec<u8>)> = bytecode
            .chunks(self.block)
            .map(|piece| {
                let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
                encoder.write_all(piece).unwrap();
                (piece.len(), encoder.finish().unwrap())
            })
            .collect();
        let packed: usize = pieces.iter().map(|(_, packed)| packed.len()).sum();
        self.long(out, start);
        self.long(out, start + 24 + packed);
        self.long(out, 24 + 24 * pieces.len());
        pieces.iter().for_each(|(_, packed)| out.extend(packed));
        out.extend(match self.order {
            Order::Little => (-100_i64).to_le_bytes(),
            Order::Big => (-100_i64).to_be_bytes(),
        });
        self.long(out, 0);
        self.length(out, self.block);
        self.length(out, pieces.len());
        let (mut unpacked_at, mut packed_at) = (start, start + 24);
        for (length, packed) in &pieces {
            self.long(out, unpacked_at);
            self.long(out, packed_at);
            self.length(out, *length);
            self.length(out, packed.len());
            (unpacked_at, packed_at) = (unpacked_at + length, packed_at + packed.len());
        }
    }
}

/// The words a value takes in the file.
fn words_of((value, variable): (&Value, &Var)) -> Vec<Word> {
    let text = match value {
        Value::Number(number) => return vec![Word::Number(*number)],
        Value::Nothing => return vec![Word::Nothing],
        Value::Text(text) => text,
    };
    let mut left = text.as_slice();
    let mut words = Vec::new();
    for width in variable.segments() {
        let (here, rest) = left.split_at(left.len().min(width));
        left = rest;
        for start in (0..width).step_by(8) {
            let mut word = [b' '; 8];
            for (at, byte) in word.iter_mut().zip(here.iter().skip(start).take(8)) {
                *at = *byte;
            }
            words.push(Word::Text(word));
        }
    }
    words
}
