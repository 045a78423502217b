use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::written::Written;

/// The answers of a counted table and the columns with their counts: a list of headings that are the answers
/// themselves, or a table of answer to column.
#[derive(Clone, Debug)]
pub(super) struct Options(pub Vec<(Written<String>, Written<String>)>);

impl<'de> Deserialize<'de> for Options {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ListOrTable;

        impl<'de> Visitor<'de> for ListOrTable {
            type Value = Options;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a list or a table")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
                let mut options = Vec::new();
                while let Some(heading) = list.next_element::<Written<String>>()? {
                    options.push((heading.clone(), heading));
                }
                Ok(Options(options))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut options = Vec::new();
                while let Some(option) = map.next_entry()? {
                    options.push(option);
                }
                Ok(Options(options))
            }
        }

        deserializer.deserialize_any(ListOrTable)
    }
}

impl JsonSchema for Options {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Options".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "anyOf": [
                { "type": "array", "items": { "type": "string" }, "minItems": 2 },
                { "type": "object", "additionalProperties": { "type": "string" }, "minProperties": 2 },
            ]
        })
    }
}
