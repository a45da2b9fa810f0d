//! Conditions of a spec, for the runtime to test samples by.

use wirewright_runtime::Name;
use wirewright_runtime::message::{Codec as WireCodec, Condition as Wire, SoapEnvelope};
use wirewright_runtime::soap::SoapVersion;
use wirewright_runtime::xml::XmlStyle;

use super::dynamic::Types;
use super::leaked::{Made, kept, leak, leak_all};
use super::tables::name;
use crate::model::{Codec, Condition, Failure, Operation, xml_steps};

static STYLE: XmlStyle = XmlStyle { declaration: false, declare: &[] };

/// Conditions look at the element in an envelope, whatever it is called.
static ENVELOPE: SoapEnvelope = SoapEnvelope {
    version: SoapVersion::V11,
    request: Name::local("request"),
    answer: Name::local("answer"),
    result: None,
    action: "",
};

/// A codec as far as conditions tell them apart.
pub(super) fn runtime_codec(codec: &Codec) -> WireCodec {
    match codec {
        Codec::Json | Codec::Framed(_) => WireCodec::Json,
        Codec::PaddedJson(_) => WireCodec::PaddedJson(&[]),
        Codec::Form(_) => WireCodec::Form,
        Codec::Lines(_) => WireCodec::Lines,
        Codec::Empty => WireCodec::Empty,
        Codec::Text => WireCodec::Text,
        // No answer comes in parts.
        Codec::Bytes | Codec::Multipart(_) => WireCodec::Bytes,
        Codec::Xml(_) => WireCodec::Xml(&STYLE),
        Codec::Soap { result: None, .. } => WireCodec::Soap(&ENVELOPE),
        Codec::Soap { result: Some(own), .. } => {
            static MADE: Made<SoapEnvelope> = Made::new();
            let new = || leak(SoapEnvelope { result: Some(name(own)), ..ENVELOPE });
            WireCodec::Soap(MADE.once(format!("{own:?}"), new))
        }
    }
}

/// The condition of a failure in the runtime's words. As tables of records it is
/// made once and stays.
pub(super) fn condition(
    condition: &Condition,
    operation: &Operation,
    failure: &Failure,
    types: &Types,
) -> &'static Wire {
    static MADE: Made<Wire> = Made::new();
    let steps = |path: &[String]| {
        let find = |id| types.find(id);
        let mut records = operation.records_told(failure, &find).into_iter();
        records.find_map(|record| xml_steps(record, path, &find)).unwrap_or_default()
    };
    let all_steps: Vec<_> = condition.parts().iter().filter_map(|own| own.path()).map(steps).collect();
    let key = format!("{:?}", (condition, all_steps));
    MADE.once(key, || leak(wire(condition, &steps)))
}

fn wire(condition: &Condition, steps: &dyn Fn(&[String]) -> Vec<String>) -> Wire {
    let kept_all = |texts: &[String]| leak_all(texts.iter().map(|own| kept(own)).collect());
    let both = |path: &[String], make: &dyn Fn(&'static [&'static str]) -> Wire| Wire::ByNames {
        plain: leak(make(kept_all(path))),
        xml: leak(make(kept_all(&steps(path)))),
    };
    match condition {
        Condition::Status(ranges) => Wire::Status(leak_all(ranges.clone())),
        Condition::Member { path, values } => {
            let values = kept_all(values);
            both(path, &|path| Wire::Member { path, values })
        }
        Condition::Has(path) => both(path, &|path| Wire::Has(path)),
        Condition::Lacks(path) => both(path, &|path| Wire::Lacks(path)),
        Condition::BodyIn(texts) => Wire::BodyIn(kept_all(texts)),
        Condition::BodyStarts(text) => Wire::BodyStarts(kept(text)),
        Condition::Empty => Wire::Empty,
        Condition::Fault(codes) => Wire::Fault(kept_all(codes)),
        Condition::All(all) => Wire::All(leak_all(all.iter().map(|own| wire(own, steps)).collect())),
    }
}
