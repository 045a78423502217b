use std::fmt::Write;

use super::line::{key, list, percent, quoted, table};
use super::settle::{format_key, rung_key, unit_key};
use crate::domain::{
    Asked, Bound, CountedColumns, CountsIn, Guarantee, Incomplete, Indicator, LongColumns, Meeting, Missing,
    Project, QualityView, Readers, RoleOf, Scale, ScaleKind, Source, SourceShape, Threshold, Unit,
};

/// The project as a project file with every default written out. It reads back to the same project.
/// What is recognised from the files rather than settled (platform, sheet, encoding) stays absent.
pub fn effective(project: &Project) -> String {
    let mut out = String::new();
    let lang = project.partnership.language;
    line(
        &mut out,
        lang.pick(
            "# Het projectbestand zoals het geldt, met elke standaardwaarde uitgeschreven.",
            "# The project file as it holds, with every default written out.",
        ),
    );
    settings(&mut out, project);
    for (id, title) in &project.roles {
        line(&mut out, "\n[[role]]");
        text(&mut out, "id", id.as_str());
        text(&mut out, "one", &title.one);
        text(&mut out, "many", &title.many);
    }
    for round in &project.rounds {
        line(&mut out, "\n[[round]]");
        text(&mut out, "id", round.id.as_str());
        value(&mut out, "date", round.date);
    }
    for source in &project.sources {
        self::source(&mut out, source);
    }
    for scale in project.scales.values() {
        out.push('\n');
        out.push_str(&self::scale(scale));
    }
    for indicator in &project.indicators {
        self::indicator(&mut out, indicator);
    }
    for criterion in &project.criteria {
        line(&mut out, "\n[[criterion]]");
        text(&mut out, "id", criterion.id.as_str());
        if let Some(guarantee) = criterion.guarantee {
            text(&mut out, "guarantee", guarantee_key(guarantee));
        }
        text(&mut out, "text", &criterion.text);
    }
    for meeting in &project.meetings {
        self::meeting(&mut out, meeting);
    }
    out
}

fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}

fn value(out: &mut String, name: &str, value: impl std::fmt::Display) {
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{name} = {value}");
}

fn text(out: &mut String, name: &str, text: &str) {
    value(out, name, quoted(text));
}

fn settings(out: &mut String, project: &Project) {
    line(out, "\n[partnership]");
    text(out, "name", &project.partnership.name);
    text(out, "purpose", &project.partnership.purpose);
    text(out, "language", project.partnership.language.code());
    line(out, "\n[privacy]");
    for readers in Readers::ALL {
        value(out, readers.minimum_key(), project.minimums.of(readers).minimum);
    }
    value(out, "minimum-distribution", project.minimums.distribution);
    line(out, "\n[noticeable]");
    value(out, "points", project.noticeable.points);
    value(out, "percent", percent(project.noticeable.share));
    value(out, "dont-know-percent", percent(project.noticeable.dont_know));
    if project.response_norm.is_some() || project.weigh_by.is_some() {
        line(out, "\n[response]");
    }
    if let Some(norm) = project.response_norm {
        text(out, "norm", norm.key());
    }
    if let Some(by) = &project.weigh_by {
        text(out, "weigh-by", by.key());
    }
    line(out, "\n[uncertainty]");
    value(out, "level", percent(project.level));
    if let Some(rules) = &project.remarks {
        line(out, "\n[remarks]");
        text(out, "released-by", &rules.released_by);
    }
    let limits = &project.limits;
    let mib = |bytes: u64| bytes / (1024 * 1024);
    line(out, "\n[limits]");
    value(out, "text-mib", mib(limits.text_bytes));
    value(out, "workbook-mib", mib(limits.workbook_bytes));
    value(out, "whole-workbook-mib", mib(limits.whole_workbook_bytes));
    value(out, "unpacked-mib", mib(limits.unpacked_bytes));
    value(out, "unpacked-ratio", limits.ratio);
    value(out, "cells", limits.cells);
    value(out, "columns", limits.columns);
    value(out, "field-kib", limits.field_bytes / 1024);
    value(out, "kept-mib", mib(limits.kept_bytes));
}

fn source(out: &mut String, source: &Source) {
    line(out, "\n[[source]]");
    text(out, "round", source.round.as_str());
    value(out, "files", list(&source.files));
    if let Some(platform) = source.platform {
        text(out, "platform", platform.key());
    }
    match &source.role {
        RoleOf::Fixed(role) => text(out, "role", role.as_str()),
        RoleOf::Column { column, values } => {
            text(out, "role-column", column);
            if !values.is_empty() {
                let values = values.iter().map(|(text, role)| (text, role.as_str()));
                value(out, "role-values", table(values));
            }
        }
    }
    value(out, "groups", table(source.groups.iter().map(|(group, column)| (group.as_str(), column))));
    if let Some(labels) = &source.labels {
        text(out, "labels", labels);
    }
    match &source.asked {
        Some(Asked::File(file)) => text(out, "asked", file),
        Some(Asked::Number(number)) => value(out, "asked-number", number),
        None => {}
    }
    if let Some(sheet) = &source.sheet {
        text(out, "sheet", sheet);
    }
    if let Some(row) = source.header_row {
        value(out, "header-row", row);
    }
    if let Some(encoding) = &source.encoding {
        text(out, "encoding", encoding);
    }
    if let Some(delimiter) = source.delimiter {
        text(out, "delimiter", &delimiter.to_string());
    }
    for shape_line in shape_lines(&source.shape) {
        line(out, &shape_line);
    }
    text(out, "incomplete", incomplete_key(source.incomplete));
    quality(out, source);
    value(out, "missing", table(source.missing.iter().map(|(text, kind)| (text, missing_key(*kind)))));
}

/// What a source says of the shape of its files, as lines of the project file: `shape = "long"` and its columns.
pub fn shape_lines(shape: &SourceShape) -> Vec<String> {
    let mut out = String::new();
    text(&mut out, "shape", shape.key());
    match shape {
        SourceShape::Wide => {}
        SourceShape::Long(LongColumns { respondent, question, answer }) => {
            text(&mut out, "respondent", respondent);
            text(&mut out, "question", question);
            text(&mut out, "answer", answer);
        }
        SourceShape::Counted(CountedColumns { question, counts, percent_of }) => {
            text(&mut out, "question", question);
            match counts {
                CountsIn::Rows { answer, count } => {
                    text(&mut out, "answer", answer);
                    text(&mut out, "count", count);
                }
                CountsIn::Columns(options) if options.iter().all(|pair| pair.option == pair.column) => {
                    value(&mut out, "options", list(options.iter().map(|pair| &pair.option)));
                }
                CountsIn::Columns(options) => {
                    let pairs = options.iter().map(|pair| (&pair.option, &pair.column));
                    value(&mut out, "options", table(pairs));
                }
            }
            text(&mut out, "unit", if percent_of.is_some() { "percent" } else { "count" });
            if let Some(n) = percent_of {
                text(&mut out, "n", n);
            }
        }
    }
    out.lines().map(str::to_owned).collect()
}

fn quality(out: &mut String, source: &Source) {
    let quality = &source.quality;
    value(out, "leave-out", list(quality.leave_out.iter().map(|flaw| flaw.key())));
    if let Some(seconds) = quality.fastest_seconds {
        value(out, "fastest-seconds", seconds);
    }
    if let Some(day) = quality.from {
        value(out, "from", day);
    }
    if let Some(day) = quality.until {
        value(out, "until", day);
    }
    if let Some(columns) = &source.unused {
        value(out, "unused", list(columns));
    }
    if !source.remarks.is_empty() {
        value(out, "remarks", table(source.remarks.iter()));
    }
    if !source.absent.is_empty() {
        value(out, "absent", list(&source.absent));
    }
}

/// A scale as a block of the project file.
pub(super) fn scale(scale: &Scale) -> String {
    let mut out = String::new();
    let label = |category: &u8| scale.label(*category).map(|label| label.nl.clone()).unwrap_or_default();
    line(&mut out, "[[scale]]");
    text(&mut out, "id", scale.id.as_str());
    text(&mut out, "kind", kind_key(scale.kind));
    value(&mut out, "options", list(scale.options.iter().map(|option| &option.label.nl)));
    let codes: Vec<&String> = scale.options.iter().filter_map(|option| option.synonyms.first()).collect();
    if codes.len() == scale.options.len() {
        value(&mut out, "codes", list(codes));
    }
    for (name, categories) in [("favourable", &scale.favourable), ("unfavourable", &scale.unfavourable)] {
        if !categories.is_empty() || scale.kind == ScaleKind::Bipolar {
            value(&mut out, name, list(categories.iter().map(label)));
        }
    }
    if let Some(neutral) = &scale.neutral {
        text(&mut out, "neutral", &label(neutral));
    }
    out
}

fn indicator(out: &mut String, indicator: &Indicator) {
    line(out, "\n[[indicator]]");
    text(out, "id", indicator.id.as_str());
    text(out, "title", &indicator.title);
    if let Some(guarantee) = indicator.guarantee {
        text(out, "guarantee", guarantee_key(guarantee));
    }
    if let Some(view) = indicator.view {
        text(out, "view", view_key(view));
    }
    if let Some(scale) = &indicator.scale {
        text(out, "scale", scale.as_str());
    }
    value(out, "valid-items", percent(indicator.valid_items));
    if let Some(goal) = &indicator.goal {
        text(out, "goal", goal);
    }
    line(out, "items = [");
    for item in &indicator.items {
        let mut parts = Vec::new();
        if let Some(text) = &item.text {
            parts.push(format!("text = {}", quoted(text)));
        }
        let columns = item.columns.iter().map(|(role, column)| (role.as_str(), column));
        parts.push(format!("columns = {}", table(columns)));
        parts.push(format!("{} = {}", key("reverse"), item.reverse));
        line(out, &format!("  {{ {} }},", parts.join(", ")));
    }
    line(out, "]");
    for threshold in &indicator.thresholds {
        self::threshold(out, threshold);
    }
}

fn threshold(out: &mut String, threshold: &Threshold) {
    line(out, "\n[[indicator.threshold]]");
    text(out, "rung", rung_key(threshold.rung));
    text(out, "statistic", threshold.statistic.key());
    let (name, bound) = match threshold.bound {
        Bound::AtLeast(bound) => ("at-least", bound),
        Bound::AtMost(bound) => ("at-most", bound),
    };
    match threshold.unit {
        Unit::Percent => value(out, name, percent(bound)),
        Unit::Points | Unit::Coefficient => value(out, name, bound),
    }
    text(out, "unit", unit_key(threshold.unit));
    if let Some(role) = &threshold.role {
        text(out, "role", role.as_str());
    }
    if let Some(grouping) = &threshold.grouping {
        text(out, "grouping", grouping.as_str());
    }
    text(out, "why", &threshold.why);
    text(out, "owner", &threshold.owner);
    value(out, "agreed-on", threshold.agreed_on);
    if let Some(day) = threshold.review_by {
        value(out, "review-by", day);
    }
}

fn meeting(out: &mut String, meeting: &Meeting) {
    line(out, "\n[[meeting]]");
    text(out, "id", meeting.id.as_str());
    text(out, "title", &meeting.title);
    value(out, "date", meeting.date);
    value(out, "minutes", meeting.minutes);
    if let Some(question) = &meeting.question {
        text(out, "question", question);
    }
    let audience = meeting.audience.iter().map(|(group, value)| (group.as_str(), value.as_str()));
    value(out, "audience", table(audience));
    value(out, "participants", list(meeting.participants.iter().map(|role| role.as_str())));
    value(out, "focus", list(meeting.focus.iter().map(|indicator| indicator.as_str())));
    value(out, "formats", list(meeting.formats.iter().copied().map(format_key)));
}

fn kind_key(kind: ScaleKind) -> &'static str {
    match kind {
        ScaleKind::Ordinal => "ordinal",
        ScaleKind::Mark => "mark",
        ScaleKind::Bipolar => "bipolar",
    }
}

fn incomplete_key(incomplete: Incomplete) -> &'static str {
    match incomplete {
        Incomplete::LeaveOut => "leave-out",
        Incomplete::Use => "use",
    }
}

fn missing_key(missing: Missing) -> &'static str {
    match missing {
        Missing::NotAnswered => "not-answered",
        Missing::DontKnow => "dont-know",
        Missing::NotApplicable => "not-applicable",
        Missing::NotAsked => "not-asked",
    }
}

fn guarantee_key(guarantee: Guarantee) -> &'static str {
    match guarantee {
        Guarantee::LearningTeacher => "lerende-leraar",
        Guarantee::LearningEnvironment => "leeromgeving",
        Guarantee::Organisation => "organisatie",
        Guarantee::QualityCulture => "kwaliteitscultuur",
    }
}

fn view_key(view: QualityView) -> &'static str {
    match view {
        QualityView::Excellence => "excellentie",
        QualityView::Consistency => "consistentie",
        QualityView::Purpose => "doel",
        QualityView::Value => "waarde",
        QualityView::Transformation => "transformatie",
    }
}
