use proptest::prelude::*;

use super::*;

fn pieces() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "",
        "\"",
        "[",
        "]]",
        "{",
        "}",
        "=",
        "0.7",
        "-1",
        "1e999",
        "99999999999999999999",
        "nan",
        "true",
        "2026-02-30",
        "[]",
        "{}",
        "\"\"",
        "[[round]]\n",
        "id = \"x\"\n",
        "é“",
        "\u{0}",
        "\r",
        "\n",
        "#",
        "[[indicator.threshold]]\n",
        "a.b.c = 1\n",
    ])
    .prop_map(str::to_owned)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_mutilated_file_makes_reading_fall_over(
        cuts in prop::collection::vec((0..SOUND.len(), 0_usize..40, pieces()), 1..6),
    ) {
        let mut text = SOUND.to_owned();
        for (start, length, piece) in cuts {
            let start = (0..=start.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            let end = (start + length).min(text.len());
            let end = (start..=end).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(start);
            text.replace_range(start..end, &piece);
        }
        match read(&text, "f.toml", Path::new("")) {
            Ok(checked) => prop_assert!(!checked.has_errors()),
            Err(faults) => {
                prop_assert!(faults.iter().any(|fault| fault.severity == crate::diagnostics::Severity::Error));
                for fault in &faults {
                    prop_assert!(!draw(fault, Lang::Nl, false).is_empty());
                }
            }
        }
    }

    #[test]
    fn a_settled_file_survives_being_written_out(
        at_least in 0_u32..=100_000, minimum in 3_u64..30, level in 800_u32..=999,
    ) {
        let share = f64::from(at_least) / 1000.0;
        prop_assume!(share == 0.0 || share >= 1.0);
        let bound = format!("statistic = \"favourable-share\"\nat-least = {share}\nunit = \"percent\"");
        let text = format!(
            "{SMALLEST}[privacy]\nminimum = {minimum}\n[uncertainty]\nlevel = {}\n{}",
            f64::from(level) / 10.0,
            threshold(&bound)
        );
        let first = project(&text);
        prop_assert_eq!(project(&effective(&first)), first);
    }
}
