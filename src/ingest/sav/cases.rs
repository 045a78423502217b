use std::io::{self, BufRead, ErrorKind};

use super::bytes::Order;
use super::damage::Damage;
use super::header::Packing;

/// The last byte of the bytecode that stands for a small number, and those that stand for something else.
const LARGEST: u8 = 251;
const END: u8 = 252;
const VERBATIM: u8 = 253;
const BLANKS: u8 = 254;
const NO_ANSWER: u8 = 255;

/// What comes next in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A whole case.
    Case,
    /// The end.
    End,
    /// The end in the middle of a case.
    Cut,
}

/// The cases of a file one after the other, unpacked to words of eight bytes.
pub(super) struct Cases {
    input: Box<dyn BufRead>,
    codes: Option<Codes>,
    /// Per word whether it holds text.
    text_words: Vec<bool>,
    words: Vec<u8>,
    no_answer: [u8; 8],
}

/// Where in the bytecode the file is.
struct Codes {
    /// What each byte stands for as a number, in the order of the file's bytes.
    small: Vec<[u8; 8]>,
    /// Which of them is zero.
    zero: Option<usize>,
    group: [u8; 8],
    used: usize,
    ended: bool,
}

impl Cases {
    /// The cases that `input` begins with.
    pub(super) fn new(
        input: Box<dyn BufRead>,
        packing: Packing,
        order: Order,
        bias: f64,
        no_answer: f64,
        text_words: Vec<bool>,
    ) -> Self {
        let codes = (packing != Packing::Plain).then(|| {
            let numbers = || (0..=LARGEST).map(|code| f64::from(code) - bias);
            Codes {
                small: numbers().map(|number| order.word(number)).collect(),
                zero: numbers().position(|number| number == 0.0),
                group: [0; 8],
                used: 8,
                ended: false,
            }
        });
        let words = vec![0; text_words.len() * 8];
        Self { input, codes, text_words, words, no_answer: order.word(no_answer) }
    }

    /// The words of the case that was read last.
    pub(super) fn words(&self) -> &[u8] {
        &self.words
    }

    /// The same, to put the pieces of a long text together.
    pub(super) fn words_mut(&mut self) -> &mut [u8] {
        &mut self.words
    }

    /// Reads the next case.
    pub(super) fn advance(&mut self) -> Result<Step, Damage> {
        let Some(codes) = &mut self.codes else {
            return Ok(match fill(&mut *self.input, &mut self.words)? {
                read if read == self.words.len() => Step::Case,
                0 => Step::End,
                _ => Step::Cut,
            });
        };
        for (index, (word, &is_text)) in self.words.chunks_exact_mut(8).zip(&self.text_words).enumerate() {
            let code = match codes.next(&mut *self.input)? {
                Next::Code(code) => code,
                Next::End if index == 0 => return Ok(Step::End),
                Next::End | Next::Cut => return Ok(Step::Cut),
            };
            match (code, is_text) {
                (VERBATIM, _) => match fill(&mut *self.input, word)? {
                    8 => {}
                    _ => return Ok(Step::Cut),
                },
                (BLANKS, true) => word.fill(b' '),
                (NO_ANSWER, false) => word.copy_from_slice(&self.no_answer),
                (1..=LARGEST, false) => {
                    word.copy_from_slice(codes.small.get(usize::from(code)).unwrap_or(&self.no_answer));
                }
                // Eight zeros, which no writer should need.
                (_, true) if codes.zero == Some(usize::from(code)) => word.fill(0),
                _ => {
                    return Err(Damage::broken(
                        "tekst en getallen staan er door elkaar",
                        "text and numbers stand in each other's place",
                    ));
                }
            }
        }
        Ok(Step::Case)
    }

    /// Whether nothing but zeros is left behind the end.
    pub(super) fn is_over(&mut self) -> Result<bool, Damage> {
        if let Some(codes) = &self.codes
            && codes.group.iter().skip(codes.used).any(|&code| code != 0)
        {
            return Ok(false);
        }
        loop {
            let rest = match self.input.fill_buf() {
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                other => other?,
            };
            let length = rest.len();
            match length {
                0 => return Ok(true),
                _ if rest.iter().any(|&byte| byte != 0) => return Ok(false),
                _ => self.input.consume(length),
            }
        }
    }
}

enum Next {
    Code(u8),
    End,
    Cut,
}

impl Codes {
    fn next(&mut self, input: &mut dyn BufRead) -> io::Result<Next> {
        loop {
            if self.ended {
                return Ok(Next::End);
            }
            let Some(&code) = self.group.get(self.used) else {
                let read = fill(input, &mut self.group)?;
                if read < 8 {
                    self.ended = true;
                    return Ok(if read == 0 { Next::End } else { Next::Cut });
                }
                self.used = 0;
                continue;
            };
            self.used += 1;
            match code {
                // Padding.
                0 => {}
                END => self.ended = true,
                code => return Ok(Next::Code(code)),
            }
        }
    }
}

/// Fills a buffer as far as there is something, and tells how far.
fn fill(input: &mut dyn BufRead, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match input.read(rest) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}
