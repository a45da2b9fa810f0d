//! Documentation, and the list of everything that is not on the page.

use crate::diagnostics::{At, Note, NoteKind, Problem, Report, nearest};
use crate::model::{Docs, Origin};
use crate::spec::{Kinds, Mapping, Remarks, Text};

/// Gathers the remarks of one mapping.
///
/// A remark about a key that the mapping does not write is a slip, and a problem.
pub(super) fn docs(
    about: Option<&Text>,
    remarks: [Option<&Remarks>; 2],
    mapping: &'static Mapping,
    at: &At,
    notes: &mut Vec<Note>,
    report: &mut Report,
) -> Docs {
    let mut docs = Docs { about: about.map(|Text(about)| about.trim().to_owned()), origins: Vec::new() };
    let kinds = [(NoteKind::Assumption, "assume"), (NoteKind::Outside, "outside")];
    for ((kind, own_key), remarks) in kinds.into_iter().zip(remarks) {
        let mut add = |key: Option<&str>, text: &str, at: At| {
            let text = text.trim().to_owned();
            docs.origins.push(Origin { kind, key: key.map(str::to_owned), text: text.clone() });
            let at = key.map_or_else(|| at.clone(), |key| at.key(key));
            let subject = at.to_string();
            notes.push(Note { at, kind, subject, text });
        };
        match remarks {
            None | Some(Kinds::List(_)) => {}
            Some(Kinds::Text(text)) => add(None, text, at.clone()),
            Some(Kinds::Map(keys)) => {
                for (key, Text(text)) in keys.iter() {
                    if mapping.key(key).is_none() {
                        let nearest = nearest(key, mapping.keys.iter().map(|key| key.name));
                        let problem = Problem::UnknownKey { key: key.to_owned(), of: mapping.name, nearest };
                        report.push(at.key(own_key).key(key).name(), problem);
                        continue;
                    }
                    add(Some(key), text, at.clone());
                }
            }
        }
    }
    docs
}
