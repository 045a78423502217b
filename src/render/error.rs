use crate::chart::ChartError;

/// Why a report could not be made. The dialogue is ours, so each of these is a fault of the program.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// A chart could not be drawn.
    #[error("the chart '{id}' could not be drawn: {source}")]
    Chart {
        /// The chart's id.
        id: String,
        /// What went wrong.
        source: ChartError,
    },
    /// The page could not be filled in.
    #[error("the page could not be filled in: {0}")]
    Page(#[from] askama::Error),
    /// The figures could not be written as JSON.
    #[error("the figures could not be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
}
