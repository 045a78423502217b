use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::draft::ProjectDraft;

const ID: &str = "urn:datadialoog:project-file:1";

/// The JSON Schema (2020-12) of the project file, for editors. It tells the shape: which keys there are and what
/// kind of value each takes; `read` also checks what the values mean.
pub fn schema() -> Value {
    let schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<ProjectDraft>();
    let mut schema = schema.to_value();
    without_null(&mut schema);
    if let Value::Object(root) = &mut schema {
        root.insert("$id".to_owned(), json!(ID));
        root.insert("title".to_owned(), json!(super::FILE_NAME));
    }
    schema
}

/// TOML has no null: a key is there or it is not, so nothing may say that it takes one.
fn without_null(schema: &mut Value) {
    match schema {
        Value::Array(parts) => parts.iter_mut().for_each(without_null),
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
            object.values_mut().for_each(without_null);
        }
        _ => {}
    }
}

fn adopt(object: &mut Map<String, Value>, only: Map<String, Value>) {
    for (key, value) in only {
        object.entry(key).or_insert(value);
    }
}
