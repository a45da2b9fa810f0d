//! Lists and optional values.

use crate::error::{DecodeError, EncodeError};
use crate::scalar::{Format, or_none};
use crate::walk::{Deviation, Filling, Record, Sink, Source, Value, read_text, write_text};

impl<T: Value> Value for Option<T> {
    fn blank() -> Self {
        None
    }

    fn read(&mut self, source: &mut dyn Source) -> Result<(), DecodeError> {
        if source.null()? {
            let path = source.notes().path();
            source.notes().push(Deviation::UnexpectedNull { path });
            return Ok(());
        }
        if let Format::OrNone(own) = source.format() {
            if !or_none::read(self.get_or_insert_with(T::blank), own, source)? {
                *self = None;
            }
            return Ok(());
        }
        // A repeated element adds to the list that is already there.
        self.get_or_insert_with(T::blank).read(source)
    }

    fn write(&self, sink: &mut dyn Sink) -> Result<(), EncodeError> {
        if let Format::OrNone(own) = sink.format() {
            return or_none::write(self.as_ref().map(|value| value as &dyn Value), own, sink);
        }
        self.as_ref().map_or(Ok(()), |value| value.write(sink))
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn is_empty_list(&self) -> bool {
        self.as_ref().is_some_and(Value::is_empty_list)
    }

    fn as_record(&self) -> Option<&dyn Record> {
        self.as_ref()?.as_record()
    }

    fn as_record_mut(&mut self) -> Option<&mut dyn Record> {
        self.as_mut()?.as_record_mut()
    }

    fn each_record(&mut self, visit: &mut dyn FnMut(&mut dyn Record)) {
        self.iter_mut().for_each(|value| value.each_record(visit));
    }

    fn fill(&mut self, how: Filling<'_>) {
        let mut value = T::blank();
        value.fill(how);
        *self = Some(value);
    }
}

impl<T: Value> Value for Vec<T> {
    fn blank() -> Self {
        Vec::new()
    }

    fn read(&mut self, source: &mut dyn Source) -> Result<(), DecodeError> {
        if let Some(own) = source.document().filter(|own| own.takes_lists()) {
            return read_text(own, self, source);
        }
        source.items(&mut |source| {
            source.notes().enter_item(self.len());
            let mut item = T::blank();
            item.read(source)?;
            source.notes().leave();
            self.push(item);
            Ok(())
        })
    }

    fn write(&self, sink: &mut dyn Sink) -> Result<(), EncodeError> {
        if let Some(own) = sink.document().filter(|own| own.takes_lists()) {
            return write_text(own, self, sink);
        }
        sink.items(self.len(), &|index, sink| {
            self[index].write(sink).map_err(|error| error.within(&format!("[{index}]")))
        })
    }

    fn is_empty_list(&self) -> bool {
        self.is_empty()
    }

    fn each_record(&mut self, visit: &mut dyn FnMut(&mut dyn Record)) {
        self.iter_mut().for_each(|item| item.each_record(visit));
    }

    fn fill(&mut self, how: Filling<'_>) {
        self.clear();
        self.resize_with(how.count(), || {
            let mut item = T::blank();
            item.fill(how.inside());
            item
        });
    }
}
