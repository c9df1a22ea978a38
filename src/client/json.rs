//! Reads and writes what the browser's own JSON parser and writer take, as serde's data.
//!
//! serde-wasm-bindgen does the same, but puts its errors into words, and with them the code that prints floating-point
//! numbers; here an error is only that there is one.

use std::fmt;

use js_sys::{Array, Reflect};
use serde::{
    Deserializer,
    de::{
        self, DeserializeSeed, IntoDeserializer, MapAccess, SeqAccess, Visitor,
        value::StringDeserializer,
    },
    forward_to_deserialize_any,
};
use wasm_bindgen::JsValue;

/// A value that does not have the wanted shape.
#[derive(Debug)]
pub(super) struct Misfit;

impl fmt::Display for Misfit {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Misfit {}

impl de::Error for Misfit {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

/// A value of JavaScript.
pub(super) struct Value(pub(super) JsValue);

impl Value {
    fn is_null(&self) -> bool {
        self.0.is_null() || self.0.is_undefined()
    }
}

impl<'de> Deserializer<'de> for Value {
    type Error = Misfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        if let Some(text) = self.0.as_string() {
            return visitor.visit_string(text);
        }
        if let Some(answer) = self.0.as_bool() {
            return visitor.visit_bool(answer);
        }
        if self.is_null() {
            return visitor.visit_unit();
        }
        match self.0.as_f64() {
            // Counts are far below 2^53, up to which a number of JavaScript is exact.
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            Some(count) if count >= 0.0 => visitor.visit_u64(count as u64),
            _ => Err(Misfit),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        if self.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        if !Array::is_array(&self.0) {
            return Err(Misfit);
        }
        let items = Array::from(&self.0);
        visitor.visit_seq(Items { items, at: 0 })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        if !self.0.is_object() {
            return Err(Misfit);
        }
        visitor.visit_map(Fields { object: self.0, names, value: JsValue::UNDEFINED })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        let name: StringDeserializer<Misfit> =
            self.0.as_string().ok_or(Misfit)?.into_deserializer();
        visitor.visit_enum(name)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct tuple tuple_struct map identifier ignored_any
    }
}

/// The items of an array.
struct Items {
    items: Array,
    at: u32,
}

impl<'de> SeqAccess<'de> for Items {
    type Error = Misfit;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Misfit> {
        if self.at == self.items.length() {
            return Ok(None);
        }
        self.at += 1;
        seed.deserialize(Value(self.items.get(self.at - 1))).map(Some)
    }
}

/// The fields of an object that a type wants; others are not looked at.
struct Fields {
    object: JsValue,
    names: &'static [&'static str],
    value: JsValue,
}

impl<'de> MapAccess<'de> for Fields {
    type Error = Misfit;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Misfit> {
        while let Some((name, rest)) = self.names.split_first() {
            self.names = rest;
            self.value =
                Reflect::get(&self.object, &JsValue::from_str(name)).map_err(|_| Misfit)?;
            if !self.value.is_undefined() {
                return seed.deserialize((*name).into_deserializer()).map(Some);
            }
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Misfit> {
        seed.deserialize(Value(std::mem::take(&mut self.value)))
    }
}
