use rayon::prelude::*;

use super::{RenderError, Renderer, artifact_name};
use crate::chart::{self, ChartSpec};
use crate::dialogue::Dialogue;
use crate::domain::Artifact;

/// The charts as files of their own: `grafieken/begeleiding.svg`, `grafieken/begeleiding.png`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Charts {
    /// As drawings that scale.
    pub svg: bool,
    /// As pictures for slides and documents.
    pub png: bool,
}

impl Renderer for Charts {
    fn render(&self, dialogue: &Dialogue) -> Result<Vec<Artifact>, RenderError> {
        if !self.svg && !self.png {
            return Ok(Vec::new());
        }
        let charts: Vec<(String, &ChartSpec)> = artifact_name::charts(dialogue);
        // Pictures are drawn pixel by pixel, each by itself: as many at a time as there are cores.
        let drawn: Result<Vec<Vec<Artifact>>, RenderError> =
            charts.par_iter().map(|(name, spec)| self.draw(dialogue, name, spec)).collect();
        Ok(drawn?.concat())
    }
}

impl Charts {
    /// The files of one chart.
    fn draw(&self, dialogue: &Dialogue, name: &str, spec: &ChartSpec) -> Result<Vec<Artifact>, RenderError> {
        let folder = artifact_name::chart_folder(dialogue.lang);
        let failed = |source| RenderError::Chart { id: spec.id.clone(), source };
        let mut files = Vec::new();
        if self.svg {
            files.push(Artifact {
                name: format!("{folder}/{name}.svg"),
                media_type: "image/svg+xml",
                bytes: chart::svg(spec).map_err(failed)?.into_bytes(),
            });
        }
        if self.png {
            files.push(Artifact {
                name: format!("{folder}/{name}.png"),
                media_type: "image/png",
                bytes: chart::png(spec).map_err(failed)?,
            });
        }
        Ok(files)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::fixture;

    #[test]
    fn every_chart_is_a_file_by_its_own_name() {
        let names = |charts: Charts| -> Vec<String> {
            charts.render(&fixture::dialogue()).unwrap().into_iter().map(|file| file.name).collect()
        };
        let svg = names(Charts { svg: true, png: false });
        assert_eq!(svg[0], "grafieken/begeleiding-stellingen.svg");
        assert!(svg.iter().all(|name| name.ends_with(".svg")));
        assert_eq!(names(Charts { svg: true, png: true }).len(), 2 * svg.len());
        assert_eq!(names(Charts { svg: false, png: false }), Vec::<String>::new());
    }

    #[test]
    fn two_charts_with_one_name_stay_two_files() {
        let mut dialogue = fixture::dialogue();
        let again = dialogue.chapters[0].spreads[0].charts[0].clone();
        dialogue.chapters[0].spreads[0].charts.push(again);
        let files = Charts { svg: true, png: false }.render(&dialogue).unwrap();
        let mut names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), files.len());
    }
}
