//! The fields of front matter in TOML or JSON.

use serde_json::{Deserializer, Value as Json};
use toml::Value as Toml;

use super::field::Field;
use super::names::is_known;

/// The greatest nesting depth; deeper values are kept as they are written.
const DEPTH: usize = 8;

/// Reads a TOML table; `None` if it is not one.
pub(super) fn toml(text: &str) -> Option<Vec<Field>> {
    let table: toml::Table = toml::from_str(text).ok()?;
    let mut fields = Vec::new();
    add_toml(&Toml::Table(table), &mut Path::default(), &mut fields);
    Some(fields)
}

/// Takes a JSON object off the start of a text, if it contains metadata.
pub(super) fn json(text: &str) -> Option<(Vec<Field>, &str)> {
    if !text.starts_with('{') {
        return None;
    }
    let mut values = Deserializer::from_str(text).into_iter::<Json>();
    let value = values.next()?.ok()?;
    let rest = text.get(values.byte_offset()..)?;
    let rest = rest.trim_start_matches([' ', '\t', '\r']);
    let mut fields = Vec::new();
    add_json(&value, &mut Path::default(), &mut fields);
    let is_head = fields.iter().any(|field| is_known(&field.key)) && (rest.is_empty() || rest.starts_with('\n'));
    is_head.then_some((fields, rest))
}

/// The position of a value in the metadata.
#[derive(Default)]
struct Path {
    keys: Vec<String>,
    lists: usize,
}

impl Path {
    fn add(&self, value: String, fields: &mut Vec<Field>) {
        let key = self.keys.join(".");
        let is_listed = self.lists > 0;
        match fields.last_mut() {
            Some(last) if is_listed && last.key == key => last.values.push(value),
            _ => fields.push(Field { key, values: vec![value], is_listed }),
        }
    }

    fn is_deep(&self) -> bool {
        self.keys.len() + self.lists > DEPTH
    }
}

fn add_toml(value: &Toml, path: &mut Path, fields: &mut Vec<Field>) {
    match value {
        Toml::String(text) => path.add(text.clone(), fields),
        Toml::Integer(number) => path.add(number.to_string(), fields),
        Toml::Float(number) => path.add(number.to_string(), fields),
        Toml::Boolean(is_so) => path.add(is_so.to_string(), fields),
        Toml::Datetime(moment) => path.add(moment.to_string(), fields),
        Toml::Array(_) | Toml::Table(_) if path.is_deep() => path.add(format!("{value:?}"), fields),
        Toml::Array(list) => {
            path.lists += 1;
            list.iter().for_each(|value| add_toml(value, path, fields));
            path.lists -= 1;
        }
        Toml::Table(table) => {
            for (key, value) in table {
                path.keys.push(key.clone());
                add_toml(value, path, fields);
                path.keys.pop();
            }
        }
    }
}

fn add_json(value: &Json, path: &mut Path, fields: &mut Vec<Field>) {
    match value {
        Json::Null => path.add(String::new(), fields),
        Json::String(text) => path.add(text.clone(), fields),
        Json::Bool(_) | Json::Number(_) => path.add(value.to_string(), fields),
        Json::Array(_) | Json::Object(_) if path.is_deep() => path.add(value.to_string(), fields),
        Json::Array(list) => {
            path.lists += 1;
            list.iter().for_each(|value| add_json(value, path, fields));
            path.lists -= 1;
        }
        Json::Object(object) => {
            for (key, value) in object {
                path.keys.push(key.clone());
                add_json(value, path, fields);
                path.keys.pop();
            }
        }
    }
}
