use std::ops::Range;

use super::checks::{above_zero, at_least, bad_value, filled, percent, within};
use crate::diagnostics::Code;
use crate::domain::{Limits, Minimums, Noticeable, Partnership, Phrase, Privacy, Readers, phrase};
use crate::project::draft::{LimitsDraft, NoticeableDraft, PartnershipDraft, PrivacyDraft, ProjectDraft};
use crate::project::faults::{Fault, Faults};
use crate::project::to_fill_in;
use crate::project::written::Written;

/// The level of every interval if the file does not say.
pub(in crate::project) const LEVEL: f64 = 0.95;

/// The largest difference in points that can be asked for: no scale is longer.
const MOST_POINTS: f64 = 200.0;

/// Who this is about.
pub(super) fn partnership(draft: &ProjectDraft, faults: &mut Faults) -> Option<Partnership> {
    let PartnershipDraft { name: draft_name, purpose: draft_purpose, language } =
        &draft.partnership.as_ref()?.value;
    let name = draft_name.as_ref().and_then(|name| filled(name, "name", faults));
    let purpose = draft_purpose.as_ref().and_then(|purpose| filled(purpose, "purpose", faults));
    for (written, example) in [(draft_name, to_fill_in::name()), (draft_purpose, to_fill_in::purpose())] {
        if let Some(written) =
            written.as_ref().filter(|text| [&example.nl, &example.en].contains(&&text.value))
        {
            still_to_fill_in(&written.span, faults);
        }
    }
    let language = language.as_ref().map(|language| language.value).unwrap_or_default();
    Some(Partnership { name: name?, purpose: purpose?, language })
}

/// Points out an example that `init` wrote and nobody replaced.
pub(super) fn still_to_fill_in(span: &Range<usize>, faults: &mut Faults) {
    faults.warning(Fault {
        code: Code::ToFillIn,
        span: span.clone(),
        headline: phrase!(
            "Hier staat nog het voorbeeld van `init`.",
            "This is still the example that `init` wrote."
        ),
        label: phrase!("vul dit zelf in", "fill this in yourself"),
        help: None,
    });
}

/// From how many respondents something may be shown to whom. A minimum above the usual one of a wider circle, or of a
/// distribution, takes those along that the file does not name.
pub(super) fn minimums(draft: Option<&Written<PrivacyDraft>>, faults: &mut Faults) -> Option<Minimums> {
    let usual = Minimums::default();
    let Some(draft) = draft else { return Some(usual) };
    let PrivacyDraft { minimum, minimum_partnership, minimum_public, minimum_distribution, .. } =
        &draft.value;
    let own_team = match minimum {
        Some(minimum) => at_least(minimum, Privacy::FLOOR, Readers::OwnTeam.minimum_key(), faults),
        None => Some(usual.own_team),
    };
    let mut wider = |written, readers: Readers, usual: u64, narrower: Option<u64>, than: Readers| {
        no_lower(written, readers.minimum_key(), (usual, narrower), than.minimum_key(), faults, || {
            phrase!(
                "Wat meer mensen lezen, vraagt minstens evenveel antwoorden. Zonder deze sleutel gaat het minimum vanzelf mee omhoog.",
                "What more people read needs at least as many answers. Without this key the minimum is raised along by itself."
            )
        })
    };
    let partnership = wider(
        minimum_partnership.as_ref(),
        Readers::Partnership,
        usual.partnership,
        own_team,
        Readers::OwnTeam,
    );
    let public =
        wider(minimum_public.as_ref(), Readers::Public, usual.public, partnership, Readers::Partnership);
    let least = (usual.distribution, own_team);
    let key = Readers::OwnTeam.minimum_key();
    let distribution =
        no_lower(minimum_distribution.as_ref(), "minimum-distribution", least, key, faults, || {
            phrase!(
                "Een verdeling verraadt meer dan een gemiddelde en vraagt dus minstens evenveel antwoorden.",
                "A distribution gives away more than a mean, so it needs at least as many answers."
            )
        });
    Some(Minimums {
        own_team: own_team?,
        partnership: partnership?,
        public: public?,
        distribution: distribution?,
    })
}

/// A number that may not be lower than another one: as written, or else the usual one raised along with that other.
/// `least` is `None` where that other is wrong itself.
fn no_lower(
    written: Option<&Written<i64>>,
    key: &str,
    (usual, least): (u64, Option<u64>),
    other: &str,
    faults: &mut Faults,
    why: impl Fn() -> Phrase,
) -> Option<u64> {
    let Some(written) = written else { return least.map(|least| usual.max(least)) };
    let value = at_least(written, Privacy::FLOOR, key, faults)?;
    let Some(least) = least.filter(|least| value < *least) else { return Some(value) };
    bad_value(
        faults,
        &written.span,
        phrase!(
            "`{key}` is {value}, lager dan `{other}` ({least}).",
            "`{key}` is {value}, lower than `{other}` ({least})."
        ),
        phrase!("verwacht: {least} of meer", "expected: {least} or more"),
        Some(why()),
    );
    None
}

/// From where on a difference is large enough to talk about.
pub(super) fn noticeable(
    draft: Option<&Written<NoticeableDraft>>,
    faults: &mut Faults,
) -> Option<Noticeable> {
    let usual = Noticeable::default();
    let Some(draft) = draft else { return Some(usual) };
    let mut share = |written: &Option<Written<f64>>, key: &str, usual: f64| match written {
        Some(written) => {
            above_zero(written, key, faults).and_then(|_| percent(written, key, (0.0, 100.0), faults))
        }
        None => Some(usual),
    };
    let between = share(&draft.value.percent, "percent", usual.share);
    let dont_know = share(&draft.value.dont_know_percent, "dont-know-percent", usual.dont_know);
    let points = match &draft.value.points {
        Some(points) => above_zero(points, "points", faults)
            .and_then(|_| within(points, "points", (0.0, MOST_POINTS), faults)),
        None => Some(usual.points),
    };
    Some(Noticeable { points: points?, share: between?, dont_know: dont_know? })
}

/// The level of every interval, as a share.
pub(super) fn level(draft: &ProjectDraft, faults: &mut Faults) -> Option<f64> {
    let written = draft.uncertainty.as_ref().and_then(|uncertainty| uncertainty.value.level.as_ref());
    written.map_or(Some(LEVEL), |level| percent(level, "level", (80.0, 99.9), faults))
}

/// How much a file may ask for.
pub(super) fn limits(draft: Option<&Written<LimitsDraft>>, faults: &mut Faults) -> Option<Limits> {
    const KIB: u64 = 1024;
    const MIB: u64 = 1024 * 1024;
    let usual = Limits::default();
    let Some(draft) = draft.map(|draft| &draft.value) else { return Some(usual) };
    let mut read = |written: &Option<Written<i64>>, key: &str, least: u64, unit: u64, usual: u64| {
        let Some(written) = written else { return Some(usual) };
        at_least(written, least, key, faults).map(|value| value.saturating_mul(unit))
    };
    let text_bytes = read(&draft.text_mib, "text-mib", 1, MIB, usual.text_bytes);
    let workbook_bytes = read(&draft.workbook_mib, "workbook-mib", 1, MIB, usual.workbook_bytes);
    let whole = read(&draft.whole_workbook_mib, "whole-workbook-mib", 1, MIB, usual.whole_workbook_bytes);
    let unpacked_bytes = read(&draft.unpacked_mib, "unpacked-mib", 1, MIB, usual.unpacked_bytes);
    let ratio = read(&draft.unpacked_ratio, "unpacked-ratio", 2, 1, usual.ratio);
    let cells = read(&draft.cells, "cells", 1, 1, usual.cells);
    let columns = read(&draft.columns, "columns", 1, 1, usual.columns as u64);
    let field = read(&draft.field_kib, "field-kib", 1, KIB, usual.field_bytes as u64);
    let kept_bytes = read(&draft.kept_mib, "kept-mib", 1, MIB, usual.kept_bytes);
    Some(Limits {
        text_bytes: text_bytes?,
        workbook_bytes: workbook_bytes?,
        whole_workbook_bytes: whole?,
        unpacked_bytes: unpacked_bytes?,
        ratio: ratio?,
        cells: cells?,
        whole_cells: usual.whole_cells.min(cells?),
        columns: usize::try_from(columns?).unwrap_or(usize::MAX),
        field_bytes: usize::try_from(field?).unwrap_or(usize::MAX),
        kept_bytes: kept_bytes?,
        ..usual
    })
}

/// The place of the file as a whole, for what has no place of its own.
pub(super) const WHOLE_FILE: Range<usize> = 0..0;
