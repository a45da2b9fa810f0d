//! XML as a document inside of something else.

use super::read::Reading;
use super::{XmlStyle, encode_value};
use crate::error::{DecodeError, EncodeError};
use crate::scalar::Format;
use crate::walk::{Document, Inside, Name, Notes, Value};

/// A value written as an XML document, for tables.
#[derive(Clone, Copy, Debug)]
pub struct XmlDocument {
    /// The root element.
    pub root: Name,
    /// What stands inside of it, if the value is a list.
    pub content: Option<Inside>,
    /// How the document is written.
    pub style: XmlStyle,
}

impl Document for XmlDocument {
    fn write(&self, value: &dyn Value, format: Format) -> Result<Vec<u8>, EncodeError> {
        encode_value(self.root, self.content, format.in_xml(), value, &self.style)
    }

    /// What a declaration says of the charset means nothing: the text is one already.
    fn read(
        &self,
        text: &str,
        format: Format,
        into: &mut dyn Value,
        notes: &mut Notes,
    ) -> Result<(), DecodeError> {
        let mut reading = Reading::new(text, notes)?;
        reading.child()?;
        reading.expect(self.root.namespace, self.root.local)?;
        reading.value(into, self.content, format.in_xml())?;
        let finished = reading.pull.finish();
        reading.told(finished)?;
        let members = reading.pull.members();
        notes.spend(members);
        Ok(())
    }
}
