//! Maps as JSON objects, by serde.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error as _, MapAccess, Visitor};
use serde::ser::{Error as _, Serialize, SerializeMap as _, Serializer};

use super::objects::{Item, Objects};
use super::read::Text;
use crate::scalar::{Key, Map};
use crate::walk::{Notes, Value};

impl<K: Key, V: Value + Serialize> Serialize for Map<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.len()))?;
        for (key, value) in self {
            let text = key.key_text().map_err(S::Error::custom)?;
            // serde would write a null, and a reader would take it for one.
            if value.is_absent() {
                return Err(S::Error::custom(format!("`{}` has no value", text.escape_debug())));
            }
            map.serialize_entry(&*text, value)?;
        }
        map.end()
    }
}

impl<'de, K: Key, V: Deserialize<'de>> Deserialize<'de> for Map<K, V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read(PhantomData::<V>, deserializer)
    }
}

impl<'de, K: Key, V: Objects<'de>> Objects<'de> for Map<K, V> {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read(Item(PhantomData::<V>), deserializer)
    }
}

/// Reads an object whose values are those of a seed, and in which no key stands twice.
fn read<'de, K: Key, T: DeserializeSeed<'de> + Copy, D: Deserializer<'de>>(
    seed: T,
    deserializer: D,
) -> Result<Map<K, T::Value>, D::Error> {
    struct Entries<K, T>(T, PhantomData<K>);

    impl<'de, K: Key, T: DeserializeSeed<'de> + Copy> Visitor<'de> for Entries<K, T> {
        type Value = Map<K, T::Value>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut entries = Map::default();
            let mut notes = Notes::new();
            while let Some(Text(text)) = map.next_key()? {
                let key = K::read_key(&text, &mut notes).map_err(|_| A::Error::custom("not such a key"))?;
                let value = map.next_value_seed(self.0)?;
                if entries.insert(key, value).is_some() {
                    return Err(A::Error::custom("a key stands there twice"));
                }
            }
            Ok(entries)
        }
    }

    deserializer.deserialize_map(Entries(seed, PhantomData))
}
