//! Details of faults as values.

use crate::error::{DecodeError, EncodeError};
use crate::walk::{Notes, Record};
use crate::xml::{self, Node, Reading, XmlStyle};

/// Reads the first element of a detail that is a `T`.
pub(crate) fn read_detail<T: Record>(detail: &str) -> Option<Result<T, DecodeError>> {
    let mut value = T::empty();
    match read_detail_into(detail, &mut value, &mut Notes::new()) {
        Ok(true) => Some(Ok(value)),
        Ok(false) => None,
        Err(error) => Some(Err(error)),
    }
}

/// Reads the first element of a detail that is this record; `false` where there is none.
pub(crate) fn read_detail_into(
    detail: &str,
    into: &mut dyn Record,
    notes: &mut Notes,
) -> Result<bool, DecodeError> {
    let whole = format!("<detail>{detail}</detail>");
    find(&mut Reading::new(&whole, notes)?, into)
}

fn find(reading: &mut Reading<'_, '_>, value: &mut dyn Record) -> Result<bool, DecodeError> {
    let root = value.shape().xml.root;
    reading.child()?;
    loop {
        let node = reading.pull.next();
        match reading.told(node)? {
            Node::Start if reading.is(root.namespace, root.local) => {
                reading.record(value)?;
                return Ok(true);
            }
            Node::Start => reading.skip()?,
            // Servers put a text for people beside their elements.
            Node::Text(_) => {}
            Node::End | Node::Eof => return Ok(false),
        }
    }
}

/// Writes a value as an element of a detail.
pub(crate) fn write_detail(value: &dyn Record) -> Result<String, EncodeError> {
    let style = XmlStyle { declaration: false, declare: &[] };
    let bytes = xml::encode(value.shape().xml.root, value, &style)?;
    String::from_utf8(bytes).map_err(|_| EncodeError::new("the detail is not UTF-8"))
}
