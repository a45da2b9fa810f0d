//! Deviations, looked for when somebody asks for them.

use std::sync::OnceLock;

use crate::walk::{Deviation, Notes, Value};

/// Finds the deviations in a JSON body.
pub(crate) type Look = fn(&[u8]) -> Vec<Deviation>;

/// What a message has that the spec does not say.
///
/// Reading JSON for its value finds no deviations; the body is looked at again
/// by the first who asks.
#[derive(Clone, Debug)]
pub(crate) struct Deviations {
    /// What was found on the way.
    found: Vec<Deviation>,
    /// How to look at the body, if that was not done yet.
    look: Option<Look>,
    all: OnceLock<Vec<Deviation>>,
}

impl Deviations {
    /// What reading a message has left in `notes`; `look` is how to look again.
    pub(crate) fn new(notes: Notes, look: Look) -> Self {
        let look = notes.is_hasty().then_some(look);
        Self { found: notes.into_deviations(), look, all: OnceLock::new() }
    }

    /// All deviations; `body` is that of the message.
    pub(crate) fn of(&self, body: &[u8]) -> &[Deviation] {
        let Some(look) = self.look else { return &self.found };
        self.all.get_or_init(|| {
            let mut all = look(body);
            all.extend(self.found.iter().cloned());
            all
        })
    }
}

/// The deviations in a JSON body that was read before.
pub(crate) fn look_again(body: &[u8], into: &mut dyn Value) -> Vec<Deviation> {
    let mut notes = Notes::new();
    // What is no record was walked through the first time.
    let Some(into) = into.as_record_mut() else { return Vec::new() };
    // What was read once is read again; it may only have more to say.
    let _ = crate::json::decode_record(super::json_padding::unpadded(body), into, &mut notes);
    notes.into_deviations()
}
