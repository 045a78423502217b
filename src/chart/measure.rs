use std::sync::OnceLock;

use plotters::style::{FontDesc, FontFamily, FontStyle, register_font};

use super::error::ChartError;
use super::rounded::px_up;

/// The one type family of every chart.
pub(super) const FAMILY: &str = "Open Sans";
/// Its upright face.
pub(super) static REGULAR: &[u8] = include_bytes!("../assets/fonts/OpenSans-Regular.ttf");
/// Its bold face.
pub(super) static BOLD: &[u8] = include_bytes!("../assets/fonts/OpenSans-Bold.ttf");

/// Font units in an em.
const EM: f64 = 2048.0;
/// Ascender plus descender in font units. plotters' measure takes its size as this height, not as the em.
const FACE_HEIGHT: f64 = 2789.0;
/// Below this character lie Latin letters, figures and signs.
const COMMON: char = '\u{250}';
/// Characters from here on (East Asian scripts, emoji) are not in the family; whatever font a browser takes is wide.
const FOREIGN: char = '\u{2e80}';

/// Upright or bold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Face {
    Regular,
    Bold,
}

/// Measures text as it will be drawn; sizes are font sizes in picture units.
pub(super) struct Ruler {
    regular: &'static Advances,
    bold: &'static Advances,
}

/// A face and the widths, in ems, of the characters that most text is made of.
struct Advances {
    font: FontDesc<'static>,
    common: Vec<f64>,
}

impl Advances {
    /// The widths of a registered face; none when it cannot be read.
    fn of(style: FontStyle) -> Option<Self> {
        let font = FontDesc::new(FontFamily::Name(FAMILY), FACE_HEIGHT, style);
        let common = ('\0'..COMMON).map(|letter| measured(&font, letter)).collect::<Option<_>>()?;
        Some(Self { font, common })
    }

    fn advance(&self, letter: char) -> f64 {
        if letter >= FOREIGN {
            return 1.4;
        }
        let common = self.common.get(u32::from(letter) as usize).copied();
        common.or_else(|| measured(&self.font, letter)).unwrap_or(1.0)
    }
}

fn measured(font: &FontDesc<'_>, letter: char) -> Option<f64> {
    let mut buffer = [0; 4];
    let (_, (width, _)) = font.layout_box(letter.encode_utf8(&mut buffer)).ok()?;
    Some(f64::from(width) / EM)
}

impl Ruler {
    /// A ruler over the built-in fonts.
    pub(super) fn new() -> Result<Self, ChartError> {
        static FACES: OnceLock<Option<(Advances, Advances)>> = OnceLock::new();
        let load = || {
            register_font(FAMILY, FontStyle::Normal, REGULAR).ok()?;
            register_font(FAMILY, FontStyle::Bold, BOLD).ok()?;
            Some((Advances::of(FontStyle::Normal)?, Advances::of(FontStyle::Bold)?))
        };
        let (regular, bold) = FACES.get_or_init(load).as_ref().ok_or(ChartError::Font)?;
        Ok(Self { regular, bold })
    }

    /// The width of a text. Kerning is left out: it makes text narrower, so the room surely suffices.
    pub(super) fn width(&self, text: &str, face: Face, size: u32) -> i32 {
        let advances = match face {
            Face::Regular => self.regular,
            Face::Bold => self.bold,
        };
        let ems: f64 = text.chars().map(|letter| advances.advance(letter)).sum();
        px_up(ems * f64::from(size))
    }

    /// The text in lines of at most `room` wide, broken between words and, where one word is wider, inside it.
    /// Never empty lines; no lines for a text without ink.
    pub(super) fn wrap(&self, text: &str, face: Face, size: u32, room: i32) -> Vec<String> {
        let mut lines = Vec::new();
        let mut line = String::new();
        for word in clean(text).split(' ').filter(|word| !word.is_empty()) {
            let joined = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if self.width(&joined, face, size) <= room {
                line = joined;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            for letter in word.chars() {
                let mut longer = line.clone();
                longer.push(letter);
                if !line.is_empty() && !joins(letter) && self.width(&longer, face, size) > room {
                    lines.push(std::mem::take(&mut line));
                }
                line.push(letter);
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
        lines
    }
}

/// Whether a character belongs to the one before it: accents and the joiners of emoji.
fn joins(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}')
}

/// The text on one line, without control characters (XML does not know them) and without double spaces.
pub(super) fn clean(text: &str) -> String {
    let visible = text.chars().map(|letter| {
        if letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}' | '\u{2028}' | '\u{2029}') {
            ' '
        } else {
            letter
        }
    });
    visible.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_the_font_itself() {
        let ruler = Ruler::new().unwrap();
        // Advance of 'n' in Open Sans: 1256 (regular) and 1346 (bold) of 2048 units.
        assert_eq!(ruler.width("n", Face::Regular, 2048), 1256);
        assert_eq!(ruler.width("n", Face::Bold, 2048), 1346);
    }

    #[test]
    fn lines_fit_and_lose_no_word() {
        let ruler = Ruler::new().unwrap();
        let text = "Mijn werkplekbegeleider bespreekt\nlessen \u{7}vooraf";
        let lines = ruler.wrap(text, Face::Regular, 18, 180);
        assert!(lines.iter().all(|line| ruler.width(line, Face::Regular, 18) <= 180), "{lines:?}");
        assert_eq!(lines.join(" "), "Mijn werkplekbegeleider bespreekt lessen vooraf");
    }

    #[test]
    fn a_word_without_end_is_broken() {
        let ruler = Ruler::new().unwrap();
        let lines = ruler.wrap(&"w".repeat(200), Face::Bold, 26, 300);
        assert!(lines.len() > 5 && lines.iter().all(|line| ruler.width(line, Face::Bold, 26) <= 300));
        assert_eq!(lines.concat().len(), 200);
    }

    #[test]
    fn nothing_to_say_takes_no_line() {
        assert!(Ruler::new().unwrap().wrap(" \n ", Face::Regular, 18, 100).is_empty());
    }
}
