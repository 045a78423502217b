use super::lexicon::Lexicon;
use super::normalise::{normalise, number_in};
use super::settle::Column;
use super::wording;
use crate::diagnostics::Diagnostic;
use crate::domain::Scale;

/// Columns in which only some codes have a label, and one of those is the code of another option: `1` is 'helemaal mee
/// eens', `5` 'helemaal mee oneens', and what `2` means is not said. Read by its number it would be the wrong option.
pub(super) fn turned(scale: &Scale, columns: &[Column]) -> Vec<Diagnostic> {
    let lexicon = Lexicon::new(scale);
    let mut faults = Vec::new();
    for column in columns {
        let mut labels = column.labels().into_iter();
        let other = labels.find(|(code, label)| {
            let category = lexicon.word(&normalise(label));
            category.is_some() && number_in(code).is_some() && lexicon.code(code) != category
        });
        let bare = column.texts.keys().find(|text| number_in(text).is_some() && lexicon.code(text).is_some());
        if let (Some((code, label)), Some(bare)) = (other, bare) {
            let place = column.place_of(bare);
            faults.push(wording::turned(place, column.heading(), (code, label), bare, &scale.id));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::super::settle::{FirstLook, settle_scales};
    use crate::coding::Whence;
    use crate::diagnostics::Code;
    use crate::domain::{Missing, Place};

    /// A table whose only column says of these codes what they mean.
    struct Labelled(Vec<(&'static str, &'static str)>);

    impl Whence for Labelled {
        fn name(&self) -> &str {
            "export.sav"
        }

        fn place(&self, row_start: u64, column: usize) -> Place {
            Place::cell("export.sav", "", row_start, u64::try_from(column).unwrap_or(0) + 1)
        }

        fn heading(&self, _column: usize) -> &str {
            "Q1"
        }

        fn absent_means(&self) -> Missing {
            Missing::NotAnswered
        }

        fn labels(&self, _column: usize) -> Vec<(&str, &str)> {
            self.0.clone()
        }
    }

    fn is_told(labels: &[(&'static str, &'static str)], cells: &[&str]) -> bool {
        let project = sample::project(vec![sample::indicator("i", Some("eens-5"), &[false])]);
        let rows: Vec<Vec<_>> = cells.iter().map(|cell| vec![sample::cell(cell)]).collect();
        let batches = sample::batches(&rows, 1, rows.len());
        let table = Labelled(labels.to_vec());
        let look = FirstLook { source: 0, whence: &table, item_columns: vec![(0, 0, 0)], batch: &batches[0] };
        let notes = settle_scales(&project, &[look]).notes;
        notes.iter().any(|note| note.code == Code::LabelsTurned)
    }

    #[test]
    fn codes_without_a_label_are_not_read_against_the_direction_of_the_labels() {
        let ends = [("1", "Helemaal mee eens"), ("5", "Helemaal mee oneens")];
        assert!(is_told(&ends, &["Helemaal mee eens", "=2", "=4"]));
        assert!(!is_told(&ends, &["Helemaal mee eens", "Helemaal mee oneens"]));
        assert!(
            !is_told(&ends, &["Helemaal mee eens", "=99"]),
            "99 is no code of the scale, and is told of anyway"
        );
        let right = [("1", "Helemaal mee oneens"), ("5", "Helemaal mee eens")];
        assert!(!is_told(&right, &["Helemaal mee eens", "=2", "=4"]));
        let from_nought = [("0", "Helemaal mee oneens"), ("4", "Helemaal mee eens")];
        assert!(is_told(&from_nought, &["Helemaal mee eens", "=2"]));
        assert!(!is_told(&[], &["Helemaal mee eens", "=2"]));
    }
}
