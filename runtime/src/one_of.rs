//! What makes an enumeration of types a member.

/// Makes a generated enumeration of types a member and a serde type by its [`OneOf`](crate::OneOf).
#[macro_export]
macro_rules! one_of {
    ($name:ty) => {
        impl $crate::Value for $name {
            fn blank() -> Self {
                $crate::OneOf::blank_one()
            }

            fn read(&mut self, source: &mut dyn $crate::Source) -> Result<(), $crate::DecodeError> {
                $crate::OneOf::read_one(self, source)
            }

            fn write(&self, sink: &mut dyn $crate::Sink) -> Result<(), $crate::EncodeError> {
                $crate::OneOf::write_one(self, sink)
            }

            fn each_record(&mut self, visit: &mut dyn FnMut(&mut dyn $crate::Record)) {
                if let Some(record) = $crate::OneOf::record_mut(self) {
                    visit(record);
                }
            }

            fn fill(&mut self, how: $crate::walk::Filling<'_>) {
                $crate::OneOf::fill_one(self, how);
            }
        }

        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::json::serialize_one_of(self, serializer)
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::json::deserialize_one_of(deserializer)
            }
        }
    };
}
