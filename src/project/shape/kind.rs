use serde_json::{Map, Value};

/// The shape a value of the project file must have.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::project) enum Shape {
    /// Anything goes.
    Anything,
    /// A text.
    Text,
    /// One of some words.
    Word(Vec<String>),
    /// A whole number.
    Whole,
    /// A number.
    Number,
    /// Yes or no.
    Flag,
    /// A day, without quotes.
    Day,
    /// A list of one shape.
    List(Box<Shape>),
    /// A table with these keys and no others.
    Table(Vec<Field>),
    /// A table whose keys are free, with values of one shape.
    Entries(Box<Shape>),
    /// Either a list of one shape or a table whose keys are free, with values of that shape.
    ListOrEntries(Box<Shape>),
}

/// A key of a table.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::project) struct Field {
    /// The key.
    pub key: String,
    /// Whether the table must have it.
    pub required: bool,
    /// What its value must be.
    pub shape: Shape,
}

impl Shape {
    /// The shape that a JSON Schema as made by [`schema`](crate::project::schema) describes.
    pub fn of(schema: &Value) -> Self {
        Self::resolve(schema, schema)
    }

    fn resolve(root: &Value, node: &Value) -> Self {
        let Value::Object(node) = node else { return Shape::Anything };
        if let Some(target) = node.get("$ref").and_then(Value::as_str) {
            let target = target.trim_start_matches('#');
            return root.pointer(target).map_or(Shape::Anything, |node| Self::resolve(root, node));
        }
        if let Some(words) = words(node) {
            return Shape::Word(words);
        }
        if let Some(choices) = node.get("anyOf").and_then(Value::as_array) {
            let mut choices = choices.iter().map(|choice| Self::resolve(root, choice));
            return match (choices.next(), choices.next()) {
                (Some(Shape::List(part)), Some(Shape::Entries(other))) if part == other => {
                    Shape::ListOrEntries(part)
                }
                _ => Shape::Anything,
            };
        }
        match node.get("type").and_then(Value::as_str) {
            Some("string") if node.get("format").and_then(Value::as_str) == Some("date") => Shape::Day,
            Some("string") => Shape::Text,
            Some("integer") => Shape::Whole,
            Some("number") => Shape::Number,
            Some("boolean") => Shape::Flag,
            Some("array") => {
                let part = node.get("items").map_or(Shape::Anything, |part| Self::resolve(root, part));
                Shape::List(Box::new(part))
            }
            Some("object") => Self::table(root, node),
            _ => Shape::Anything,
        }
    }

    fn table(root: &Value, node: &Map<String, Value>) -> Self {
        let Some(properties) = node.get("properties").and_then(Value::as_object) else {
            let value = node.get("additionalProperties").unwrap_or(&Value::Null);
            return Shape::Entries(Box::new(Self::resolve(root, value)));
        };
        let required: Vec<&str> = node
            .get("required")
            .and_then(Value::as_array)
            .map(|keys| keys.iter().filter_map(Value::as_str).collect())
            .unwrap_or_default();
        let field = |(key, value): (&String, &Value)| Field {
            key: key.clone(),
            required: required.contains(&key.as_str()),
            shape: Self::resolve(root, value),
        };
        Shape::Table(properties.iter().map(field).collect())
    }

    /// Whether it is a list of tables, written as `[[name]]`.
    pub fn is_tables(&self) -> bool {
        matches!(self, Shape::List(part) if matches!(**part, Shape::Table(_)))
    }
}

/// The words of an enumeration: those without a description stand together, the others each by themselves.
fn words(node: &Map<String, Value>) -> Option<Vec<String>> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    if let Some(Value::Array(choices)) = node.get("enum") {
        return Some(choices.iter().filter_map(text).collect());
    }
    if let Some(only) = node.get("const") {
        return Some(text(only).into_iter().collect());
    }
    let Some(Value::Array(choices)) = node.get("oneOf") else { return None };
    Some(choices.iter().filter_map(Value::as_object).filter_map(words).flatten().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field<'a>(shape: &'a Shape, key: &str) -> &'a Field {
        let Shape::Table(fields) = shape else { panic!("no table: {shape:?}") };
        fields.iter().find(|field| field.key == key).expect("the key is there")
    }

    fn holds_anything(shape: &Shape) -> bool {
        match shape {
            Shape::Anything => true,
            Shape::List(part) | Shape::Entries(part) | Shape::ListOrEntries(part) => holds_anything(part),
            Shape::Table(fields) => fields.iter().any(|field| holds_anything(&field.shape)),
            _ => false,
        }
    }

    #[test]
    fn the_schema_says_the_shape_of_every_key() {
        let shape = Shape::of(&crate::project::schema());
        assert!(!holds_anything(&shape), "{shape:#?}");
        assert!(field(&shape, "partnership").required);
        assert!(!field(&shape, "privacy").required);
        let Shape::List(indicator) = &field(&shape, "indicator").shape else { panic!("no list") };
        let Shape::List(threshold) = &field(indicator, "threshold").shape else { panic!("no list") };
        assert_eq!(field(threshold, "at-least").shape, Shape::Number);
        assert_eq!(field(threshold, "agreed-on").shape, Shape::Day);
        let rungs = ["basis", "good-enough", "ambition"].map(str::to_owned).to_vec();
        assert_eq!(field(threshold, "rung").shape, Shape::Word(rungs));
        let Shape::List(source) = &field(&shape, "source").shape else { panic!("no list") };
        assert_eq!(field(source, "groups").shape, Shape::Entries(Box::new(Shape::Text)));
        assert_eq!(field(source, "header-row").shape, Shape::Whole);
        assert_eq!(field(source, "options").shape, Shape::ListOrEntries(Box::new(Shape::Text)));
    }
}
