mod escape;
mod report;

use super::{RenderError, Renderer, artifact_name};
use crate::dialogue::Dialogue;
use crate::domain::Artifact;

/// The report as Markdown that also reads as plain text: `verslag.md`, `report.md`.
/// It refers to the charts as [`super::Charts`] names their SVG files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Markdown;

impl Renderer for Markdown {
    fn render(&self, dialogue: &Dialogue) -> Result<Vec<Artifact>, RenderError> {
        Ok(vec![Artifact {
            name: artifact_name::report(dialogue.lang, "md"),
            media_type: "text/markdown",
            bytes: report::write(dialogue).into_bytes(),
        }])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Lang;
    use crate::render::{Charts, fixture};

    fn text(dialogue: &Dialogue) -> String {
        String::from_utf8(Markdown.render(dialogue).unwrap().remove(0).bytes).unwrap()
    }

    #[test]
    fn the_phases_come_in_their_order() {
        let text = text(&fixture::dialogue());
        let phases = ["Bedoeling", "Verwachten", "Waarnemen", "Duiden", "Wegen", "Afspreken", "Terugkomen"];
        let places: Vec<usize> =
            phases.iter().map(|phase| text.find(&format!("\n## {phase} (")).unwrap()).collect();
        assert!(places.is_sorted());
        assert!(text.starts_with("# Krijgen onze studenten"));
        assert!(text.ends_with('\n') && !text.ends_with("\n\n"));
    }

    #[test]
    fn every_chart_it_refers_to_is_a_file_of_the_charts() {
        let dialogue = fixture::dialogue();
        let text = text(&dialogue);
        let files = Charts { svg: true, png: false }.render(&dialogue).unwrap();
        assert_eq!(text.matches("](grafieken/").count(), files.len());
        for file in files {
            assert!(text.contains(&format!("]({})", file.name)), "{}", file.name);
        }
    }

    #[test]
    fn the_rows_of_a_table_are_as_long_as_its_head() {
        let text = text(&fixture::dialogue());
        let cells = |line: &str| line.replace("\\|", "").matches('|').count();
        let lines: Vec<&str> = text.lines().collect();
        let tables = lines.split(|line| !line.starts_with('|')).filter(|table| !table.is_empty());
        let mut met = 0;
        for table in tables {
            met += 1;
            assert!(table.iter().all(|row| cells(row) == cells(table[0])), "{}", table[0]);
        }
        assert!(met > 10);
    }

    #[test]
    fn everybodys_text_is_text_and_never_markup() {
        let nasty = "# <script>x</script> | *a*\n## b";
        let mut dialogue = fixture::dialogue();
        dialogue.question = Some(nasty.to_owned());
        dialogue.purpose = nasty.to_owned();
        dialogue.withheld = vec![nasty.to_owned()];
        let spread = &mut dialogue.chapters[0].spreads[0];
        spread.title = nasty.to_owned();
        spread.table.rows[0][0] = nasty.to_owned();
        spread.charts[0].subtitle = "](http://x) <b>".to_owned();
        spread.prompts[0].1.text = nasty.to_owned();
        let text = text(&dialogue);
        assert!(!text.contains("<script") && !text.contains("\n## b") && !text.contains("*a*\n"));
        assert!(text.contains("\\](http") && !text.replace("\\]", "").contains("](http"));
        assert!(text.contains("\n> \\# &lt;script>x"));
    }

    #[test]
    fn the_same_dialogue_gives_the_same_text_and_english_is_english() {
        let mut dialogue = fixture::dialogue();
        assert_eq!(text(&dialogue), text(&dialogue));
        dialogue.lang = Lang::En;
        let text = text(&dialogue);
        assert!(text.contains("How was this computed?") && text.contains("](charts/"));
        assert!(!text.contains("Hoe is dit berekend?"));
    }
}
