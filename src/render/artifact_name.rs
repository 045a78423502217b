use std::collections::BTreeSet;

use crate::chart::ChartSpec;
use crate::dialogue::Dialogue;
use crate::domain::Lang;

/// `verslag.html`, `report.html`.
pub(super) fn report(lang: Lang, extension: &str) -> String {
    format!("{}.{extension}", lang.pick("verslag", "report"))
}

/// The folder of the charts.
pub(super) fn chart_folder(lang: Lang) -> &'static str {
    lang.pick("grafieken", "charts")
}

/// Every chart of the report in its order, each with its file name without extension, distinct and safe on every system.
pub(super) fn charts(dialogue: &Dialogue) -> Vec<(String, &ChartSpec)> {
    let mut taken = BTreeSet::new();
    let spreads = dialogue.chapters.iter().flat_map(|chapter| &chapter.spreads);
    spreads
        .flat_map(|spread| &spread.charts)
        .map(|chart| {
            let stem = safe(&chart.id);
            let mut name = stem.clone();
            let mut next = 2;
            while !taken.insert(name.clone()) {
                name = format!("{stem}-{next}");
                next += 1;
            }
            (name, chart)
        })
        .collect()
}

/// An id with nothing in it but small letters, digits, `-` and `_`; never empty.
pub(super) fn safe(id: &str) -> String {
    let kept: String = id
        .chars()
        .map(|letter| match letter {
            'a'..='z' | '0'..='9' | '-' | '_' => letter,
            'A'..='Z' => letter.to_ascii_lowercase(),
            _ => '-',
        })
        .collect();
    if kept.is_empty() { "x".to_owned() } else { kept }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chart_never_leaves_its_folder() {
        assert_eq!(safe("../../etc/passwd"), "------etc-passwd");
        assert_eq!(safe("Begeleiding-rollen"), "begeleiding-rollen");
        assert_eq!(safe(""), "x");
    }
}
