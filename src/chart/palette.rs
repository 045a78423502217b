use super::colour::Colour;
use super::sides::Sides;

const BROWN: Colour = Colour(0xa6, 0x61, 0x1a);
const SAND: Colour = Colour(0xdf, 0xc2, 0x7d);
const LIGHT_BLUE: Colour = Colour(0x80, 0xb1, 0xd3);
const BLUE: Colour = Colour(0x21, 0x66, 0xac);
/// Lighter than the usual middle of this palette: in grey print `#d9d9d9` can hardly be told from the sand beside it.
const NEUTRAL: Colour = Colour(0xe3, 0xe3, 0xe3);
/// Darker ends, so that four and more steps on one side stay apart.
const DARK_BROWN: Colour = Colour(0x7a, 0x44, 0x10);
const DARK_BLUE: Colour = Colour(0x12, 0x3f, 0x70);

/// The colour of every option, in category order: from brown-orange to blue, the ends darkest, never red to green.
///
/// Source of the five anchors: ColorBrewer's diverging schemes BrBG, RdYlBu and RdBu, chosen to differ for every
/// common form of colour vision; in-between steps are mixed.
pub(super) fn palette(sides: &Sides, options: usize) -> Vec<Colour> {
    let mut colours = vec![NEUTRAL; options];
    let mut paint = |categories: &[usize], colour_of: &dyn Fn(usize) -> Colour| {
        for (step, &category) in categories.iter().enumerate() {
            if let Some(colour) = colours.get_mut(category) {
                *colour = colour_of(step);
            }
        }
    };
    let alone = sides.left.len() == 1 && sides.right.len() == 1 && sides.middle.is_none();
    let left = sides.left.len();
    paint(&sides.left, &|step| {
        // Two options only: one light and one dark, or grey print would make them alike.
        if alone { SAND } else { arm(BROWN, DARK_BROWN, SAND, left, step) }
    });
    let right = sides.right.len();
    paint(&sides.right, &|step| arm(BLUE, DARK_BLUE, LIGHT_BLUE, right, right - 1 - step));
    colours
}

/// The colour of step `step` of one side, 0 the outermost of `steps`.
fn arm(outer: Colour, darkest: Colour, inner: Colour, steps: usize, step: usize) -> Colour {
    let from = if steps > 3 { darkest } else { outer };
    if steps < 2 { outer } else { from.towards(inner, step as f64 / (steps - 1) as f64) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::colour::{BLACK, WHITE};

    type Matrix = [[f64; 3]; 3];

    /// Full-strength simulations on linear light. Source: Machado, Oliveira and Fernandes (2009), A
    /// physiologically-based model for simulation of color vision deficiency, IEEE TVCG 15(6), severity 1.0.
    const SIGHTS: [(&str, Matrix); 5] = [
        ("usual", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
        (
            "protanopia",
            [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
        ),
        (
            "deuteranopia",
            [
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ],
        ),
        (
            "tritanopia",
            [
                [1.255_528, -0.076_749, -0.178_779],
                [-0.078_411, 0.930_809, 0.147_602],
                [0.004_733, 0.691_367, 0.303_900],
            ],
        ),
        ("grey", [[0.2126, 0.7152, 0.0722]; 3]),
    ];

    /// CIE L*a*b* of a colour as one sight has it (D65).
    fn lab(colour: Colour, sight: &Matrix) -> [f64; 3] {
        let light = colour.linear();
        let seen = sight.map(|row| {
            row.iter().zip(light).map(|(weight, channel)| weight * channel).sum::<f64>().clamp(0.0, 1.0)
        });
        let xyz = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
            .map(|row| row.iter().zip(seen).map(|(weight, channel)| weight * channel).sum::<f64>());
        let bent = |value: f64| {
            if value > 216.0 / 24_389.0 { value.cbrt() } else { (24_389.0 / 27.0 * value + 16.0) / 116.0 }
        };
        let [x, y, z] = [bent(xyz[0] / 0.950_47), bent(xyz[1]), bent(xyz[2] / 1.088_83)];
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    fn distance(one: Colour, two: Colour, sight: &Matrix) -> f64 {
        let squares = lab(one, sight).iter().zip(lab(two, sight)).map(|(a, b)| (a - b).powi(2)).sum::<f64>();
        squares.sqrt()
    }

    fn symmetric(options: u8) -> Vec<Colour> {
        let favourable: Vec<u8> = (options - options / 2 + 1..=options).collect();
        let neutral = (options % 2 == 1).then_some(options / 2 + 1);
        palette(&Sides::of(usize::from(options), &favourable, neutral), usize::from(options))
    }

    #[test]
    fn five_options_have_the_house_colours() {
        assert_eq!(symmetric(5), [BROWN, SAND, NEUTRAL, LIGHT_BLUE, BLUE]);
    }

    #[test]
    fn the_simulation_agrees_with_known_lab_values() {
        let usual = &SIGHTS[0].1;
        assert!((lab(WHITE, usual)[0] - 100.0).abs() < 0.05);
        let red = lab(Colour(255, 0, 0), usual);
        assert!((red[0] - 53.24).abs() < 0.05 && (red[1] - 80.09).abs() < 0.1 && (red[2] - 67.2).abs() < 0.1);
    }

    #[test]
    fn neighbours_can_be_told_apart_by_every_eye_and_in_grey_print() {
        for options in 2..=10 {
            for pair in symmetric(options).windows(2) {
                for (name, sight) in &SIGHTS {
                    let apart = distance(pair[0], pair[1], sight);
                    assert!(apart > 9.0, "{options} options, {name}: {pair:?} are {apart:.1} apart");
                }
            }
        }
    }

    #[test]
    fn labels_on_every_colour_are_readable() {
        for options in 2..=10 {
            for colour in symmetric(options) {
                let label = colour.label();
                assert!(label == BLACK || label == WHITE);
                assert!(colour.contrast(label) >= 4.5, "{colour:?}: {}", colour.contrast(label));
            }
        }
    }
}
