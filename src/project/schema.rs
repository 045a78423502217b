use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::draft::ProjectDraft;

const ID: &str = "urn:datadialoog:project-file:1";

/// The JSON Schema (2020-12) of the project file, for editors. It tells the shape: which keys there are and what
/// kind of value each takes; `read` also checks what the values mean.
pub fn schema() -> Value {
    let schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<ProjectDraft>();
    let mut schema = schema.to_value();
    plain(&mut schema);
    if let Value::Object(root) = &mut schema {
        root.insert("$id".to_owned(), json!(ID));
        root.insert("title".to_owned(), json!(super::FILE_NAME));
    }
    schema
}

/// Leaves out what is Rust and not TOML. There is no null there: a key is present or it is not.
fn plain(schema: &mut Value) {
    match schema {
        Value::Array(parts) => parts.iter_mut().for_each(plain),
        Value::Object(object) => {
            if let Some(Value::Array(kinds)) = object.get_mut("type") {
                kinds.retain(|kind| kind != "null");
                if let [only] = kinds.as_slice() {
                    let only = only.clone();
                    object.insert("type".to_owned(), only);
                }
            }
            if let Some(Value::Array(choices)) = object.get_mut("anyOf") {
                choices.retain(|choice| choice != &json!({ "type": "null" }));
                if let [Value::Object(only)] = choices.as_slice() {
                    let only = only.clone();
                    object.remove("anyOf");
                    adopt(object, only);
                }
            }
            // The width of a number in memory tells an editor nothing.
            let width = |format: &Value| matches!(format.as_str(), Some("int64" | "double"));
            if object.get("format").is_some_and(width) {
                object.remove("format");
            }
            object.values_mut().for_each(plain);
        }
        _ => {}
    }
}

fn adopt(object: &mut Map<String, Value>, only: Map<String, Value>) {
    for (key, value) in only {
        object.entry(key).or_insert(value);
    }
}
