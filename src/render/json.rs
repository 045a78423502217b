use schemars::JsonSchema;
use serde::Serialize;

use super::{RenderError, Renderer};
use crate::assess::{Decisions, Published, Results};
use crate::dialogue::Dialogue;
use crate::domain::Artifact;

/// For machines: the figures (`resultaten.json`, `results.json`), and what was decided about each of them
/// (`besluiten.json`, `decisions.json`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Json;

impl Renderer for Json {
    fn render(&self, dialogue: &Dialogue) -> Result<Vec<Artifact>, RenderError> {
        let artifact = |(nl, en): (&str, &str), text: String| Artifact {
            name: dialogue.lang.pick(nl, en).to_owned(),
            media_type: "application/json",
            bytes: text.into_bytes(),
        };
        let decisions = decisions_json(&Decisions::of(&dialogue.results))?;
        Ok(vec![
            artifact(("resultaten.json", "results.json"), results_json(&dialogue.results)?),
            artifact(("besluiten.json", "decisions.json"), decisions),
        ])
    }
}

/// The figures as indented JSON with a newline at its end, in the form of [`results_schema`].
///
/// # Errors
/// [`RenderError::Json`] when a value cannot be written as JSON.
pub fn results_json(results: &Published) -> Result<String, RenderError> {
    indented(results)
}

/// The decisions as indented JSON with a newline at its end, in the form of [`decisions_schema`].
///
/// # Errors
/// [`RenderError::Json`] when a value cannot be written as JSON.
pub fn decisions_json(decisions: &Decisions) -> Result<String, RenderError> {
    indented(decisions)
}

fn indented(value: &impl Serialize) -> Result<String, RenderError> {
    let mut text = serde_json::to_string_pretty(value)?;
    text.push('\n');
    Ok(text)
}

/// The JSON Schema (draft 2020-12) of what [`results_json`] writes.
pub fn results_schema() -> serde_json::Value {
    schema_of::<Results>("urn:datadialoog:results-1", "Results of datadialoog, form 1")
}

/// The JSON Schema (draft 2020-12) of what [`decisions_json`] writes.
pub fn decisions_schema() -> serde_json::Value {
    schema_of::<Decisions>("urn:datadialoog:decisions-1", "Decisions of datadialoog, form 1")
}

fn schema_of<T: JsonSchema>(id: &str, title: &str) -> serde_json::Value {
    let mut schema = schemars::generate::SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator()
        .into_root_schema_for::<T>();
    schema.insert("$id".to_owned(), id.into());
    schema.insert("title".to_owned(), title.into());
    schema.to_value()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::fixture;

    #[test]
    fn what_is_written_follows_the_schema() {
        let schema = results_schema();
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        let mut schemas = boon::Schemas::new();
        let mut compiler = boon::Compiler::new();
        compiler.add_resource("urn:datadialoog:results-1", schema).unwrap();
        let compiled = compiler.compile("urn:datadialoog:results-1", &mut schemas).unwrap();
        let text = results_json(&fixture::dialogue().results).unwrap();
        let mut value: serde_json::Value = serde_json::from_str(&text).unwrap();
        schemas.validate(&value, compiled).map_err(|fault| fault.to_string()).unwrap();
        value["rounds"][0]["indicators"][0]["thresholds"][0]["verdicts"][0]["verdict"] = "perfect".into();
        assert!(schemas.validate(&value, compiled).is_err());
    }

    #[test]
    fn json_ends_with_a_newline_and_names_no_withheld_number() {
        let text = results_json(&fixture::dialogue().results).unwrap();
        assert!(text.ends_with("}\n"));
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        let withheld = &value["rounds"][0]["response"][2];
        assert_eq!(withheld["respondents"], serde_json::Value::Null);
        assert_eq!(withheld["rate"], serde_json::json!({ "state": "withheld", "reason": "complement" }));
    }
}
