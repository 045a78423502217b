use proptest::prelude::*;

use super::page::{Frame, Layout, Paint, Shape, WIDTH, lay_out};
use super::samples::{bar, five, gallery, mark, not_shown, of_five};
use super::spec::*;
use crate::domain::Lang;

fn overlap(one: Frame, two: Frame) -> bool {
    one.left < two.right && two.left < one.right && one.top < two.bottom && two.top < one.bottom
}

/// What is wrong with a layout, as a sentence.
fn fault(layout: &Layout) -> Option<String> {
    let inside = |frame: Frame| {
        frame.left >= 0 && frame.top >= 0 && frame.right <= WIDTH && frame.bottom <= layout.height
    };
    for shape in &layout.shapes {
        let frame = match *shape {
            Shape::Rect { frame, .. } => frame,
            Shape::Dot { centre: (x, y), radius, .. } => {
                let radius = radius as i32;
                Frame { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius }
            }
        };
        if !inside(frame) {
            return Some(format!("outside: {shape:?}"));
        }
    }
    for (index, text) in layout.texts.iter().enumerate() {
        let on_field = matches!(text.style.paint, Paint::OnField(_));
        let struck = |shape: &Shape| match *shape {
            Shape::Rect { frame, paint: Paint::Ink } => overlap(frame, text.frame()),
            _ => false,
        };
        if on_field && layout.shapes.iter().any(struck) {
            return Some(format!("a threshold runs through {text:?}"));
        }
        if !inside(text.frame()) {
            return Some(format!("outside: {text:?}"));
        }
        let after = layout.texts.iter().skip(index + 1);
        if let Some(other) = after.into_iter().find(|other| overlap(text.frame(), other.frame())) {
            return Some(format!("{text:?} lies over {other:?}"));
        }
    }
    None
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zéëW]{1,14}( [a-zA-Z€&<>,]{1,14}){0,14}",
        "[A-Zw]{0,200}",
        "\\PC{0,40}",
        Just(String::new()),
    ]
}

fn content(options: usize) -> impl Strategy<Value = BarContent> {
    let count = prop_oneof![Just(0_u64), 0..4_u64, 0..400_u64, 0..100_000_u64];
    prop_oneof![
        6 => proptest::collection::vec(count, options).prop_map(BarContent::Counts),
        1 => Just(BarContent::Counts(vec![0; options])),
        1 => words().prop_map(BarContent::NotShown),
    ]
}

fn marks() -> impl Strategy<Value = Option<Mark>> {
    proptest::option::of((0.0..=1.0, words()).prop_map(|(value, label)| Mark { value, label }))
}

fn diverging() -> impl Strategy<Value = Plot> {
    (2..=10_usize).prop_flat_map(|options| {
        let favourable = proptest::sample::subsequence((1..=options as u8).collect::<Vec<_>>(), 0..=options);
        let ends = (0..=options as u8).prop_map(move |from| (from + 1..=options as u8).collect());
        let bars = (words(), proptest::option::of(0..u64::MAX), content(options))
            .prop_map(|(label, n, counts)| Bar { label, n, counts });
        (
            proptest::collection::vec(words(), options),
            prop_oneof![1 => favourable, 3 => ends],
            proptest::option::of(1..=options as u8),
            prop_oneof![Just(NeutralAs::Split), Just(NeutralAs::Aside)],
            proptest::collection::vec(bars, 1..=30),
            marks(),
        )
            .prop_map(|(options, favourable, neutral, neutral_as, bars, threshold)| {
                Plot::Diverging(Diverging { options, favourable, neutral, neutral_as, bars, threshold })
            })
    })
}

fn estimates() -> impl Strategy<Value = Plot> {
    let shown = (0.0..=1.0, 0.0..0.5, 0.0..0.5, any::<bool>(), "[0-9],[0-9]").prop_map(
        |(value, below, above, open, text)| EstimateContent::Shown {
            value,
            low: Some(value - below),
            high: (!open).then_some(value + above),
            text,
        },
    );
    let content = prop_oneof![4 => shown, 1 => words().prop_map(EstimateContent::NotShown)];
    let row = (words(), proptest::option::of(0..100_000_u64), content)
        .prop_map(|(label, n, value)| EstimateRow { label, n, value });
    (
        proptest::collection::vec(row, 1..=30),
        marks(),
        words(),
        proptest::collection::vec(0.0..=1.0, 0..12),
        prop_oneof![Just(AxisUnit::Points), Just(AxisUnit::Percent)],
    )
        .prop_map(|(rows, threshold, interval_words, ticks, unit)| {
            let axis = Axis { low: 0.0, high: 1.0, unit, ticks };
            Plot::Estimates(Estimates { axis, rows, threshold, interval_words })
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_is_clipped_or_lies_over_other_text(
        plot in prop_oneof![3 => diverging(), 1 => estimates()],
        (title, subtitle, source) in (words(), words(), words()),
    ) {
        let spec = ChartSpec { id: "x".to_owned(), lang: Lang::Nl, title, subtitle, source, plot };
        let layout = lay_out(&spec).unwrap();
        prop_assert_eq!(fault(&layout), None);
    }
}

#[test]
fn the_gallery_is_laid_out_without_fault() {
    for spec in gallery() {
        assert_eq!(fault(&lay_out(&spec).unwrap()), None, "{}", spec.id);
    }
}

#[test]
fn forty_bars_make_a_higher_picture_and_none_is_a_picture_still() {
    let height = |bars: usize| {
        let bars = (0..bars).map(|_| bar("Ik krijg feedback", &[1, 4, 9, 22, 12])).collect();
        let layout = lay_out(&five("x", of_five(bars))).unwrap();
        assert_eq!(fault(&layout), None);
        layout.height
    };
    assert!(height(0) > 100);
    assert!(height(40) > 40 * (height(2) - height(1)));
}

#[test]
fn a_row_that_is_not_shown_leaves_no_trace_but_its_words() {
    let with = lay_out(&five("x", of_five(vec![not_shown("schoolleiders")]))).unwrap();
    let without = lay_out(&five("x", of_five(Vec::new()))).unwrap();
    assert_eq!(with.shapes, without.shapes);
    let said: Vec<&str> = with.texts.iter().map(|text| text.text.as_str()).collect();
    assert!(!said.iter().any(|text| text.contains("987654") || text.contains("n =")), "{said:?}");
}

#[test]
fn a_contradiction_is_an_error_and_not_a_picture() {
    let error = |change: &dyn Fn(&mut Diverging)| {
        let mut plot = of_five(vec![bar("x", &[1, 2, 3, 4, 5])]);
        change(&mut plot);
        lay_out(&five("x", plot)).unwrap_err().to_string()
    };
    assert!(error(&|plot| plot.bars.push(bar("y", &[1, 2]))).contains("row 2 has 2 counts, expected 5"));
    assert!(error(&|plot| plot.favourable.push(6)).contains("category 6"));
    assert!(error(&|plot| plot.neutral = Some(0)).contains("category 0"));
    assert!(error(&|plot| plot.options.truncate(1)).contains("2 to 20 options"));
    assert!(error(&|plot| plot.threshold = mark(f64::NAN, "x")).contains("threshold"));
    assert!(error(&|plot| plot.threshold = mark(70.0, "x")).contains("outside 0 to 1"));
    assert!(lay_out(&ChartSpec { id: " ".to_owned(), ..gallery().remove(0) }).is_err());
}

#[test]
fn a_value_beyond_the_axis_is_an_error_and_an_interval_beyond_it_is_cut_there() {
    let mut spec = super::samples::estimates();
    let Plot::Estimates(plot) = &mut spec.plot else { panic!("a chart of estimates") };
    plot.axis.high = 4.65;
    assert!(lay_out(&spec).is_ok());
    let Plot::Estimates(plot) = &mut spec.plot else { panic!("a chart of estimates") };
    plot.axis.high = 4.5;
    assert!(lay_out(&spec).unwrap_err().to_string().contains("row 4"));
}
