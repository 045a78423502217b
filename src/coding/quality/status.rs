use crate::coding::meaning::as_shown;
use crate::domain::Cell;
use crate::ingest::Standing;

/// Whether a cell of the platform's status column says that the response is a preview or a test.
pub(super) fn is_preview(cell: &Cell) -> bool {
    Standing::of(&as_shown(cell)) == Some(Standing::Preview)
}
