use super::{RenderError, Renderer};
use crate::assess::{Published, Results};
use crate::dialogue::Dialogue;
use crate::domain::Artifact;

/// The figures for machines: `resultaten.json`, `results.json`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Json;

impl Renderer for Json {
    fn render(&self, dialogue: &Dialogue) -> Result<Vec<Artifact>, RenderError> {
        Ok(vec![Artifact {
            name: dialogue.lang.pick("resultaten.json", "results.json").to_owned(),
            media_type: "application/json",
            bytes: results_json(&dialogue.results)?.into_bytes(),
        }])
    }
}

/// The figures as indented JSON with a newline at its end, in the form of [`results_schema`].
///
/// # Errors
/// [`RenderError::Json`] when a value cannot be written as JSON.
pub fn results_json(results: &Published) -> Result<String, RenderError> {
    let mut text = serde_json::to_string_pretty(results)?;
    text.push('\n');
    Ok(text)
}

/// The JSON Schema (draft 2020-12) of what [`results_json`] writes.
pub fn results_schema() -> serde_json::Value {
    let mut schema = schemars::generate::SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator()
        .into_root_schema_for::<Results>();
    schema.insert("$id".to_owned(), "urn:datadialoog:results-1".into());
    schema.insert("title".to_owned(), "Results of datadialoog, form 1".into());
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
