//! Reading envelopes.

use super::SoapVersion;
use crate::error::{DecodeError, DecodeErrorKind};
use crate::fault::Fault;
use crate::scalar::Format;
use crate::walk::{Deviation, Inside, Name, Notes, Place, Record, Value, XmlMember};
use crate::xml::{self, Reading, XML};

/// What the body of an envelope held.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// The element that was expected; its members were read.
    Content,
    /// A fault in its place.
    Fault(Fault),
}

/// Reads an envelope of either version whose body holds `root`, or a fault.
///
/// Names are told apart by namespace, never by prefix. The headers that the record has are read,
/// others are passed over; one that must be understood is noted as an unknown member of `Header`.
///
/// # Errors
/// As for [`xml::decode`], and: the document is no envelope, its body holds
/// another element, none or more than one.
pub fn decode_envelope(
    body: &[u8],
    charset: Option<&str>,
    root: Name,
    into: &mut dyn Record,
    notes: &mut Notes,
) -> Result<(SoapVersion, Body), DecodeError> {
    let text = xml::text(body, charset)?;
    let mut reading = Reading::new(&text, notes)?;
    let mut blocks = Vec::new();
    let version = open_body(&mut reading, Some((into, &mut blocks)))?;
    closed_body(reading, version, root, |reading| {
        reading.record(into)?;
        reading.absent_blocks(into, &blocks)
    })
}

/// What is read from an element of its own.
pub enum ResultInto<'v> {
    /// The members of a record.
    Record(&'v mut dyn Record),
    /// Any other value; what stands inside a list or a map, and how its text is written.
    Value(&'v mut dyn Value, Option<Inside>, Format),
}

/// Reads an envelope of either version whose body holds `root`, and that a value in the element
/// `result`, or a fault.
///
/// # Errors
/// As for [`decode_envelope`].
pub fn decode_result(
    body: &[u8],
    charset: Option<&str>,
    (root, result): (Name, Name),
    mut into: ResultInto<'_>,
    notes: &mut Notes,
) -> Result<(SoapVersion, Body), DecodeError> {
    let text = xml::text(body, charset)?;
    let mut reading = Reading::new(&text, notes)?;
    let version = open_body(&mut reading, None)?;
    closed_body(reading, version, root, |reading| {
        let start = reading.pull.offset();
        let mut came = false;
        while reading.child()? {
            if came || !reading.is(result.namespace, result.local) {
                reading.notes.unknown_member(reading.pull.local());
                reading.skip()?;
                continue;
            }
            came = true;
            reading.notes.enter(result.local);
            match &mut into {
                ResultInto::Record(record) => reading.record(*record)?,
                ResultInto::Value(value, inside, format) => reading.value(*value, *inside, *format)?,
            }
            reading.notes.leave();
        }
        match came {
            true => Ok(()),
            false => Err(reading.error(DecodeErrorKind::Missing(result.local), start)),
        }
    })
}

/// Reads what stands in the body of an envelope, by `read` where that is the element `root`.
fn closed_body(
    mut reading: Reading<'_, '_>,
    version: SoapVersion,
    root: Name,
    read: impl FnOnce(&mut Reading<'_, '_>) -> Result<(), DecodeError>,
) -> Result<(SoapVersion, Body), DecodeError> {
    if !reading.child()? {
        return Err(reading.error(DecodeErrorKind::Missing(root.local), reading.pull.offset()));
    }
    let content = if reading.pull.local() == "Fault" && SoapVersion::of(reading.pull.namespace()).is_some() {
        Body::Fault(fault(&mut reading)?)
    } else {
        reading.expect(root.namespace, root.local)?;
        read(&mut reading)?;
        Body::Content
    };
    nothing_more(&mut reading, "nothing after the element of the body")?;
    nothing_more(&mut reading, "nothing after the body")?;
    let finished = reading.pull.finish();
    reading.told(finished)?;
    Ok((version, content))
}

/// The fault in an envelope, if it holds one.
pub(crate) fn decode_fault(body: &[u8], charset: Option<&str>) -> Option<Fault> {
    let root = Name::local("");
    match decode_envelope(body, charset, root, &mut (), &mut Notes::new()) {
        Ok((_, Body::Fault(fault))) => Some(fault),
        Ok(_) | Err(_) => None,
    }
}

/// Whether some member that the steps lead to passes a test; `None` for a fault.
///
/// The steps begin inside the element `result`, if there is one.
pub(crate) fn search(
    body: &[u8],
    charset: Option<&str>,
    (result, steps): (Option<Name>, &[&str]),
    test: &dyn Fn(Option<&str>) -> bool,
) -> Result<Option<bool>, DecodeError> {
    let text = xml::text(body, charset)?;
    let mut notes = Notes::new();
    let mut reading = Reading::new(&text, &mut notes)?;
    open_body(&mut reading, None)?;
    let is_fault = |reading: &Reading<'_, '_>| {
        reading.pull.local() == "Fault" && SoapVersion::of(reading.pull.namespace()).is_some()
    };
    if !reading.child()? || is_fault(&reading) {
        return Ok(None);
    }
    let found = match result {
        Some(own) => xml::any_child(&mut reading, (own.namespace, own.local), steps, test),
        None => xml::any_member(&mut reading, steps, test),
    };
    found.map(Some)
}

/// Reads the version of an envelope, and the namespace and the local name of
/// the element in its body, by which a server finds the operation.
///
/// What follows the start of that element is not looked at.
///
/// # Errors
/// As for [`decode_envelope`], as far as the document is read.
pub fn peek(body: &[u8], charset: Option<&str>) -> Result<(SoapVersion, String, String), DecodeError> {
    let text = xml::text(body, charset)?;
    let mut notes = Notes::new();
    let mut reading = Reading::new(&text, &mut notes)?;
    let version = open_body(&mut reading, None)?;
    if !reading.child()? {
        let kind = DecodeErrorKind::Invalid { expected: "an element in the body", found: String::new() };
        return Err(reading.error(kind, reading.pull.offset()));
    }
    Ok((version, reading.pull.namespace().to_owned(), reading.pull.local().to_owned()))
}

/// A record to read headers into, and which of them came.
type Blocks<'r> = Option<(&'r mut dyn Record, &'r mut Vec<usize>)>;

/// Goes into the body.
fn open_body(reading: &mut Reading<'_, '_>, blocks: Blocks<'_>) -> Result<SoapVersion, DecodeError> {
    reading.child()?;
    let Some(version) = SoapVersion::of(reading.pull.namespace()) else {
        if reading.pull.local() == "Envelope" {
            let kind = DecodeErrorKind::EnvelopeVersion { found: reading.pull.namespace().to_owned() };
            return Err(reading.error(kind, reading.pull.offset()));
        }
        return Err(expected(reading, SoapVersion::V11, "Envelope"));
    };
    let soap = version.namespace();
    reading.expect(soap, "Envelope")?;
    let mut more = reading.child()?;
    if more && reading.is(soap, "Header") {
        headers(reading, version, blocks)?;
        more = reading.child()?;
    }
    if !more {
        return Err(reading.error(DecodeErrorKind::Missing("Body"), reading.pull.offset()));
    }
    reading.expect(soap, "Body")?;
    Ok(version)
}

fn expected(reading: &Reading<'_, '_>, version: SoapVersion, local: &'static str) -> DecodeError {
    let expected = format!("{{{}}}{local}", version.namespace());
    let kind = DecodeErrorKind::Root { expected, found: reading.pull.expanded() };
    reading.error(kind, reading.pull.offset())
}

fn headers(
    reading: &mut Reading<'_, '_>,
    version: SoapVersion,
    mut blocks: Blocks<'_>,
) -> Result<(), DecodeError> {
    while reading.child()? {
        let pull = &reading.pull;
        let own = |local: &str| {
            let mut all = pull.attributes().iter();
            let found = all.find(|attribute| {
                attribute.local == local && pull.attribute_namespace(attribute) == version.namespace()
            });
            found.map(|attribute| attribute.value.trim_ascii())
        };
        let binding = matches!(own("mustUnderstand"), Some("1" | "true"));
        let for_others = own("actor").or(own("role")).is_some_and(|whom| !is_receiver(whom));
        if let Some((into, seen)) =
            blocks.as_mut().filter(|(into, _)| !for_others || is_addressed(reading, version, *into))
        {
            for attribute in OF_BLOCKS {
                reading.pull.take_attribute(version.namespace(), |own| own == attribute);
            }
            if reading.block(*into, seen)? {
                continue;
            }
        }
        if binding && !for_others {
            reading.notes.not_understood(reading.pull.local());
        }
        reading.skip()?;
    }
    Ok(())
}

/// What an envelope says of a block.
const OF_BLOCKS: [&str; 5] = ["mustUnderstand", "actor", "role", "relay", "encodingStyle"];

/// Whether the block that began last is for someone whom the record names.
fn is_addressed(reading: &Reading<'_, '_>, version: SoapVersion, into: &dyn Record) -> bool {
    let pull = &reading.pull;
    let whom = pull.attributes().iter().find(|own| {
        matches!(own.local, "actor" | "role") && pull.attribute_namespace(own) == version.namespace()
    });
    let named = |child: &&XmlMember| reading.is(child.name.namespace, child.name.local);
    let child = into.shape().xml.children.iter().filter(|child| child.place == Place::Header).find(named);
    let actor = child.and_then(|child| child.block?.actor);
    whom.zip(actor).is_some_and(|(whom, actor)| whom.value.trim_ascii() == actor)
}

/// Whether a header for `whom` is for the one who answers (SOAP 1.1, section
/// 4.2.2; SOAP 1.2 part 1, section 2.2).
fn is_receiver(whom: &str) -> bool {
    whom.is_empty()
        || whom == "http://schemas.xmlsoap.org/soap/actor/next"
        || whom
            .strip_prefix(SoapVersion::V12.namespace())
            .is_some_and(|role| matches!(role, "/role/next" | "/role/ultimateReceiver"))
}

/// Checks that the element that is open ends here.
fn nothing_more(reading: &mut Reading<'_, '_>, expected: &'static str) -> Result<(), DecodeError> {
    if !reading.child()? {
        return Ok(());
    }
    let kind = DecodeErrorKind::Invalid { expected, found: reading.pull.expanded() };
    Err(reading.error(kind, reading.pull.offset()))
}

/// Reads a fault, the members of either version under either envelope, as servers mix them.
fn fault(reading: &mut Reading<'_, '_>) -> Result<Fault, DecodeError> {
    let mut fault = Fault {
        code: String::new(),
        subcodes: Vec::new(),
        reason: String::new(),
        actor: None,
        node: None,
        detail: None,
    };
    while reading.child()? {
        match member(reading) {
            "faultcode" => fault.code = code(reading)?,
            "Code" => codes(reading, &mut fault)?,
            "faultstring" => fault.reason = content(reading)?,
            "Reason" => fault.reason = reason(reading)?,
            "faultactor" | "Role" => fault.actor = filled(content(reading)?),
            "Node" => fault.node = filled(content(reading)?),
            "detail" | "Detail" => fault.detail = Some(detail(reading)?),
            _ => reading.skip()?,
        }
    }
    // A fault without a code still says more than an error about it would.
    if fault.code.is_empty() {
        reading.notes.push(Deviation::MissingMember { path: "Fault/faultcode".to_owned() });
    }
    Ok(fault)
}

/// The name of an element that a fault may hold; empty for one in a foreign namespace.
fn member<'a>(reading: &Reading<'a, '_>) -> &'a str {
    let namespace = reading.pull.namespace();
    let known = namespace.is_empty() || SoapVersion::of(namespace).is_some();
    if known { reading.pull.local() } else { "" }
}

/// Reads `Value` and the `Subcode`s in a `Code`, each of which holds the next.
fn codes(reading: &mut Reading<'_, '_>, fault: &mut Fault) -> Result<(), DecodeError> {
    let depth = reading.pull.depth();
    let mut first = true;
    // A subcode is gone into and closed again, which ends a round of this loop too.
    while reading.pull.depth() >= depth {
        if !reading.child()? {
            continue;
        }
        match member(reading) {
            "Value" if std::mem::take(&mut first) => fault.code = code(reading)?,
            "Value" => {
                let subcode = code(reading)?;
                fault.subcodes.push(subcode);
            }
            "Subcode" => {}
            _ => reading.skip()?,
        }
    }
    Ok(())
}

/// Reads the texts of a `Reason` and takes the English one, or else the first.
fn reason(reading: &mut Reading<'_, '_>) -> Result<String, DecodeError> {
    let mut reason: Option<String> = None;
    let mut english = false;
    while reading.child()? {
        if member(reading) != "Text" {
            reading.skip()?;
            continue;
        }
        let pull = &reading.pull;
        let is_english = pull.attributes().iter().any(|attribute| {
            attribute.local == "lang"
                && pull.attribute_namespace(attribute) == XML
                && attribute.value.split('-').next().is_some_and(|lang| lang.eq_ignore_ascii_case("en"))
        });
        let text = content(reading)?;
        if reason.is_none() || (is_english && !english) {
            reason = Some(text);
            english = is_english;
        }
    }
    Ok(reason.unwrap_or_default())
}

/// Reads a qualified name and drops its prefix.
fn code(reading: &mut Reading<'_, '_>) -> Result<String, DecodeError> {
    let text = content(reading)?;
    let name = text.trim_ascii();
    Ok(name.split_once(':').map_or(name, |(_, local)| local).to_owned())
}

fn detail(reading: &mut Reading<'_, '_>) -> Result<String, DecodeError> {
    let content = xml::read_fragment(&mut reading.pull, false);
    let content = reading.told(content)?;
    // White space alone is layout around nothing.
    Ok(if content.trim_ascii().is_empty() { String::new() } else { content })
}

fn content(reading: &mut Reading<'_, '_>) -> Result<String, DecodeError> {
    let content = reading.pull.content();
    Ok(reading.told(content)?.into_owned())
}

fn filled(text: String) -> Option<String> {
    let text = text.trim_ascii();
    (!text.is_empty()).then(|| text.to_owned())
}
