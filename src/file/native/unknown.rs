//! Reads the unknown fields of a draft in a second pass. Drafts without any, which are nearly all, are read only once.

use std::fmt;
use std::sync::Arc;

use ron::value::RawValue;
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde::{Deserialize, forward_to_deserialize_any};

use crate::article::{Article, LeadImage, Section, Source, Takeaway, UnknownField, UnknownFields};

/// The fields of a value with named fields: each name with its value, as written.
pub(super) type Fields<'a> = Vec<(String, &'a RawValue)>;

/// Adds the unknown fields of a text to the article read from it.
pub(super) fn keep(article: &mut Article, text: &str) -> ron::error::SpannedResult<()> {
    let fields = fields_of_draft(text)?;
    article.unknown = Shape::of::<Article>().unknown(&fields);
    for (name, value) in &fields {
        match name.as_str() {
            "image" => article.image.unknown = unknown_in::<LeadImage>(value.get_ron())?,
            "takeaways" => keep_each(&mut article.takeaways, value, |t: &mut Takeaway| &mut t.unknown)?,
            "sections" => keep_each(&mut article.sections, value, |s: &mut Section| &mut s.unknown)?,
            "sources" => keep_each(&mut article.sources, value, |s: &mut Source| &mut s.unknown)?,
            _ => {}
        }
    }
    Ok(())
}

fn keep_each<T: Clone + for<'de> Deserialize<'de>>(
    items: &mut [Arc<T>],
    list: &RawValue,
    place: fn(&mut T) -> &mut UnknownFields,
) -> ron::error::SpannedResult<()> {
    let values: Vec<&RawValue> = ron::from_str(list.get_ron())?;
    debug_assert_eq!(values.len(), items.len(), "both were read from the same text");
    for (item, value) in items.iter_mut().zip(values) {
        let unknown = unknown_in::<T>(value.get_ron())?;
        if !unknown.is_empty() {
            *place(Arc::make_mut(item)) = unknown;
        }
    }
    Ok(())
}

fn unknown_in<T: for<'de> Deserialize<'de>>(text: &str) -> ron::error::SpannedResult<UnknownFields> {
    let shape = Shape::of::<T>();
    Ok(shape.unknown(&shape.fields(text)?))
}

/// The fields of a draft, without its version.
pub(super) fn fields_of_draft(text: &str) -> ron::error::SpannedResult<Fields<'_>> {
    let mut fields = Shape::of::<Article>().fields(text)?;
    fields.retain(|(name, _)| name != "version");
    Ok(fields)
}

/// The name of a type and its fields in the order they are written. They come from its derived reader, so that no list
/// of them has to be maintained.
#[derive(Clone, Copy, Default)]
struct Shape {
    name: &'static str,
    known: &'static [&'static str],
}

impl Shape {
    fn of<T: for<'de> Deserialize<'de>>() -> Shape {
        let mut shape = Shape::default();
        let read = T::deserialize(Asked(&mut shape));
        debug_assert!(
            read.is_err() && !shape.known.is_empty(),
            "values with named fields are read by their names"
        );
        shape
    }

    fn fields(self, text: &str) -> ron::error::SpannedResult<Fields<'_>> {
        ron::Options::default().from_str_seed(text, self)
    }

    /// An unknown field stays after the known one that it follows, and fields never change their order.
    fn unknown(self, fields: &Fields<'_>) -> UnknownFields {
        let mut behind = 0;
        let mut unknown = Vec::new();
        for (name, value) in fields {
            match self.known.iter().position(|known| known == name) {
                Some(at) => behind = behind.max(at + 1),
                None => {
                    // A comment at its end could comment out what follows.
                    let value = value.trim().get_ron().to_owned();
                    unknown.push(UnknownField { behind, name: name.clone(), value });
                }
            }
        }
        unknown.into_iter().collect()
    }
}

impl<'de> DeserializeSeed<'de> for Shape {
    type Value = Fields<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Fields<'de>, D::Error> {
        deserializer.deserialize_struct(self.name, self.known, FieldsVisitor)
    }
}

struct FieldsVisitor;

impl<'de> Visitor<'de> for FieldsVisitor {
    type Value = Fields<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("named fields")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields<'de>, A::Error> {
        let mut fields = Vec::new();
        while let Some(Name(name)) = map.next_key()? {
            fields.push((name, map.next_value()?));
        }
        Ok(fields)
    }
}

struct Name(String);

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Name, D::Error> {
        struct NameVisitor;

        impl Visitor<'_> for NameVisitor {
            type Value = Name;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a field")
            }

            fn visit_str<E: de::Error>(self, name: &str) -> Result<Name, E> {
                Ok(Name(name.to_owned()))
            }
        }

        deserializer.deserialize_identifier(NameVisitor)
    }
}

/// Reads nothing, and records which fields are requested.
struct Asked<'a>(&'a mut Shape);

impl<'de> Deserializer<'de> for Asked<'_> {
    type Error = de::value::Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Self::Error> {
        Err(de::Error::custom("there is nothing to read"))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        *self.0 = Shape { name, known };
        self.deserialize_any(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct newtype_struct
        seq tuple tuple_struct map enum identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The file with all fields of this version.
    const ALL: &str = include_str!("../../../tests/files/v3.copydesk");

    #[track_caller]
    fn check<T: for<'de> Deserialize<'de>>(values: &[&str]) {
        let shape = Shape::of::<T>();
        let fields: Vec<_> =
            values.iter().map(|value| shape.fields(value).expect("its fields are named")).collect();
        let is_missing = |known: &&&str| !fields.iter().flatten().any(|(name, _)| name == **known);
        let missing: Vec<_> = shape.known.iter().filter(is_missing).collect();
        assert!(missing.is_empty(), "tests/files/v3.copydesk has no {} with {missing:?}", shape.name);
    }

    /// A new field has to be added to that file, which tells the next version what this one had.
    #[test]
    fn the_file_of_this_version_has_every_field_of_a_draft() {
        check::<Article>(&[ALL]);
        let fields = fields_of_draft(ALL).expect("it is a draft");
        let value = |wanted: &str| {
            let field = fields.iter().find(|(name, _)| name == wanted);
            field.map(|(_, value)| value.get_ron()).expect("the file has every field")
        };
        let list = |name| -> Vec<&str> {
            let values: Vec<&RawValue> = ron::from_str(value(name)).expect("it is a list");
            values.into_iter().map(RawValue::get_ron).collect()
        };
        check::<LeadImage>(&[value("image")]);
        check::<Takeaway>(&list("takeaways"));
        check::<Section>(&list("sections"));
        check::<Source>(&list("sources"));
    }
}
