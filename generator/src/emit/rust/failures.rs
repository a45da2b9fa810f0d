//! The documented failures of an operation, and what tells them.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs::{Lines, code, escape};
use super::frames;
use super::operations::{output_type, root};
use super::tokens::{ident, type_ref};
use crate::model::{
    BodyFrom, Codec, Condition, Failure, Frame, Holds, Operation, Output, Record, Retry, Service, xml_steps,
};

/// Emits `const SUCCESS: ..` where the spec says what tells a success.
pub(super) fn success(operation: &Operation, service: &Service) -> Option<TokenStream> {
    let when = operation.success.as_ref()?;
    let brought = operation.record_brought(&|id| service.types.get(id.0));
    let when = tested(when, &brought.into_iter().collect::<Vec<_>>(), operation, service);
    Some(quote!(const SUCCESS: message::Condition = #when;))
}

/// Emits
/// ```text
/// pub enum LogoutFailure { Failure(LogoutOutput) }
/// impl message::Failure for LogoutFailure { .. }
/// ```
pub(super) fn failures(operation: &Operation, service: &Service) -> Vec<TokenStream> {
    let name = ident(&format!("{}Failure", operation.rust));
    let docs =
        Lines::new().plain(&format!("The documented failures of {}.", code(&operation.page))).attributes();
    let frames: Vec<Option<Frame>> =
        operation.failures.iter().map(|own| own.frame(&operation.output)).collect();
    let body = |own: &Failure| match &own.holds {
        _ if !own.headers.is_empty() => {
            let name = ident(&frames::type_name(operation, own));
            Some(quote!(#name))
        }
        Holds::Whole(whole) => Some(type_ref(&whole.type_, &service.types, &quote!(types::))),
        Holds::Nothing => None,
        Holds::Success => Some(output_type(operation, service, &quote!(types::), &TokenStream::new())),
    };
    let variants = operation.failures.iter().map(|own| {
        let (docs, variant) = (failure_docs(own).attributes(), ident(&own.rust));
        let body = body(own).map(|body| quote!((#body)));
        quote!(#docs #variant #body)
    });
    let roots: Vec<Option<TokenStream>> =
        operation.failures.iter().map(|own| failure_root(own, operation, service)).collect();
    let roots = roots.iter().any(Option::is_some).then(|| {
        let roots = roots.iter().map(|own| own.clone().unwrap_or_else(|| quote!(message::Root::new())));
        quote!(const ROOTS: &'static [message::Root] = &[#(#roots),*];)
    });
    let rusts: Vec<_> = operation.failures.iter().map(|own| ident(&own.rust)).collect();
    let numbers = (0..rusts.len()).map(proc_macro2::Literal::usize_unsuffixed);
    let is_bare = |own: &Failure| matches!(own.holds, Holds::Nothing) && own.headers.is_empty();
    let value = |index: usize| {
        let variant = &rusts[index];
        match (&operation.failures[index], &roots) {
            (own, _) if is_bare(own) => quote!(Self::#variant),
            // What is no record has a root.
            (_, Some(_)) => quote!(Self::#variant(walk::Value::blank())),
            (_, None) => quote!(Self::#variant(walk::Record::empty())),
        }
    };
    let empty = (0..rusts.len()).map(|index| {
        let value = value(index);
        if index + 1 == rusts.len() {
            return quote!(_ => #value);
        }
        let index = proc_macro2::Literal::usize_unsuffixed(index);
        quote!(#index => #value)
    });
    let (empty, case) = match &rusts[..] {
        [_] => (value(0), quote!(_)),
        _ => (quote!(match case { #(#empty,)* }), quote!(case)),
    };
    let cases = operation.failures.iter().map(|own| {
        let (page, when) = (&own.page, condition(&own.when, own, operation, service));
        let retry = match &own.retry {
            None => quote!(None),
            Some(Retry { times, when }) => {
                let times = proc_macro2::Literal::u8_unsuffixed(*times);
                let when = when.as_ref().map_or_else(
                    || quote!(None),
                    |when| {
                        let when = condition(when, own, operation, service);
                        quote!(Some(#when))
                    },
                );
                quote!(Some(message::Retry { times: #times, when: #when }))
            }
        };
        quote!(message::FailureCase { name: #page, when: #when, retry: #retry })
    });
    let definition = quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        pub enum #name { #(#variants,)* }
    };
    let operation_name = ident(&operation.rust);
    // What a success brings may have headers too, and a failure that holds the same then has them.
    let as_success = operation.frame().is_some();
    let shares = |own: &Failure| as_success && own.headers.is_empty() && matches!(own.holds, Holds::Success);
    let framed = operation.failures.iter().zip(&frames).any(|(own, frame)| frame.is_some() || shares(own));
    // What has headers is more than a body.
    let inner = ident(if framed { "held" } else { "body" });
    let match_each = |arm: &dyn Fn(usize, &Failure) -> Option<TokenStream>, nothing: TokenStream| {
        let arms = operation.failures.iter().enumerate().zip(&rusts).map(|((at, own), variant)| {
            match arm(at, own) {
                Some(value) => quote!(Self::#variant(#inner) => #value),
                None if is_bare(own) => quote!(Self::#variant => #nothing),
                None => quote!(Self::#variant(_) => #nothing),
            }
        });
        quote!(match self { #(#arms,)* })
    };
    let part = |at: usize, own: &Failure, which: usize| match &frames[at] {
        _ if shares(own) => {
            let part = ident(["answer", "answer_mut"][which]);
            Some(quote!(<#operation_name as message::Operation>::#part(#inner)))
        }
        Some(Frame { body: BodyFrom::Nothing, .. }) => None,
        Some(frame) => Some(frames::body(frame, &quote!(#inner))[which].clone()),
        None => (!is_bare(own)).then(|| quote!(#inner)),
    };
    let body = match_each(&|at, own| part(at, own, 0), quote!(&()));
    let body_mut = match_each(&|at, own| part(at, own, 1), quote!(message::nothing()));
    let held = framed.then(|| {
        let all = |_: usize, own: &Failure| (!is_bare(own)).then(|| quote!(#inner));
        let (held, held_mut) = (match_each(&all, quote!(&())), match_each(&all, quote!(message::nothing())));
        quote! {
            fn held(&self) -> &dyn walk::Value {
                #held
            }
            fn held_mut(&mut self) -> &mut dyn walk::Value {
                #held_mut
            }
        }
    });
    let framings = framed.then(|| {
        let framings = operation.failures.iter().zip(&frames).map(|(own, frame)| match frame {
            _ if shares(own) => quote!(<#operation_name as message::Operation>::ANSWER),
            Some(frame) => frames::framing(frame),
            None => quote!(message::Framing::BODY),
        });
        quote!(const FRAMINGS: &'static [message::Framing] = &[#(#framings),*];)
    });
    let numbered = operation.failures.iter().zip(&rusts).zip(numbers).map(|((own, variant), number)| {
        if is_bare(own) { quote!(Self::#variant => #number) } else { quote!(Self::#variant(_) => #number) }
    });
    let implementation = quote! {
        impl message::Failure for #name {
            const CASES: &'static [message::FailureCase] = &[#(#cases),*];
            #roots
            #framings
            fn empty(#case: usize) -> Self {
                #empty
            }
            fn case(&self) -> usize {
                match self { #(#numbered,)* }
            }
            fn body(&self) -> &dyn message::Body {
                #body
            }
            fn body_mut(&mut self) -> &mut dyn message::Body {
                #body_mut
            }
            #held
        }
    };
    vec![definition, implementation]
}

/// How what a failure holds stands in a body, if it is no record.
fn failure_root(own: &Failure, operation: &Operation, service: &Service) -> Option<TokenStream> {
    match (&own.holds, &operation.output) {
        (Holds::Whole(whole), _) | (Holds::Success, Output::Whole(whole)) => {
            root(&whole.type_, &whole.format, whole.root.as_ref(), service)
        }
        _ => None,
    }
}

fn failure_docs(own: &Failure) -> Lines {
    let told = format!("Told by {}.", said(&own.when));
    let lines = match &own.docs.about {
        Some(about) => Lines::new().spec(about).plain(&told),
        None => Lines::new().plain(&told),
    };
    let lines = match &own.retry {
        Some(Retry { times, when }) => {
            let only = when.as_ref().map_or_else(String::new, |when| match when {
                Condition::Member { path, values } => {
                    format!(" where {} is {}", code(&path.join(".")), escape(&values.join(" or ")))
                }
                when => format!(" if told by {}", said(when)),
            });
            lines.plain(&format!("The same request may be sent again, {times} times{only}."))
        }
        None => lines,
    };
    lines.origins(&own.docs)
}

/// A condition in words, after "told by".
fn said(condition: &Condition) -> String {
    let all = |texts: &[String]| texts.iter().map(|own| code(own)).collect::<Vec<_>>().join(" or ");
    match condition {
        Condition::Status(ranges) => {
            let ranges: Vec<String> = ranges
                .iter()
                .map(|(low, high)| if low == high { low.to_string() } else { format!("{low} to {high}") })
                .collect();
            format!("the status: {}", ranges.join(", "))
        }
        Condition::Member { path, values } => format!("{} being {}", code(&path.join(".")), all(values)),
        Condition::Has(path) => format!("{} being there", code(&path.join("."))),
        Condition::Lacks(path) => format!("{} not being there", code(&path.join("."))),
        Condition::BodyIn(texts) => format!("the body being {}", all(texts)),
        Condition::BodyStarts(text) => format!("the body beginning with {}", code(text)),
        Condition::Empty => "the body being empty".to_owned(),
        Condition::Fault(codes) => format!("a fault with the code {}", all(codes)),
        Condition::All(parts) => parts.iter().map(said).collect::<Vec<_>>().join(", and "),
    }
}

/// The condition of a failure, or that of its retry.
fn condition(when: &Condition, own: &Failure, operation: &Operation, service: &Service) -> TokenStream {
    let records = operation.records_told(own, &|id| service.types.get(id.0));
    tested(when, &records, operation, service)
}

/// A condition over the members of the first of these records that has them.
fn tested(when: &Condition, records: &[&Record], operation: &Operation, service: &Service) -> TokenStream {
    let member = |path: &[String], make: &dyn Fn(&[String]) -> TokenStream| {
        let xml = |codec: &Codec| matches!(codec, Codec::Xml(_) | Codec::Soap { .. });
        let mut codecs = operation.bindings.iter().flat_map(|own| &own.answers).map(|media| &media.codec);
        let any_xml = codecs.clone().any(xml);
        let any_other = codecs.any(|codec| !xml(codec) && *codec != Codec::Empty);
        let find = |id: crate::model::TypeId| service.types.get(id.0);
        let steps = records.iter().find_map(|record| xml_steps(record, path, &find)).unwrap_or_default();
        match (any_other, any_xml) {
            (_, false) => make(path),
            (false, true) => make(&steps),
            (true, true) => {
                let (plain, xml) = (make(path), make(&steps));
                quote!(message::Condition::ByNames { plain: &#plain, xml: &#xml })
            }
        }
    };
    match when {
        Condition::Status(ranges) => {
            let ranges = ranges.iter().map(|(low, high)| {
                let (low, high) = (Literal::u16_unsuffixed(*low), Literal::u16_unsuffixed(*high));
                quote!((#low, #high))
            });
            quote!(message::Condition::Status(&[#(#ranges),*]))
        }
        Condition::Member { path, values } => member(
            path,
            &|path| quote!(message::Condition::Member { path: &[#(#path),*], values: &[#(#values),*] }),
        ),
        Condition::Has(path) => member(path, &|path| quote!(message::Condition::Has(&[#(#path),*]))),
        Condition::Lacks(path) => member(path, &|path| quote!(message::Condition::Lacks(&[#(#path),*]))),
        Condition::BodyIn(texts) => quote!(message::Condition::BodyIn(&[#(#texts),*])),
        Condition::BodyStarts(text) => quote!(message::Condition::BodyStarts(#text)),
        Condition::Empty => quote!(message::Condition::Empty),
        Condition::Fault(codes) => quote!(message::Condition::Fault(&[#(#codes),*])),
        Condition::All(all) => {
            let all = all.iter().map(|own| tested(own, records, operation, service));
            quote!(message::Condition::All(&[#(#all),*]))
        }
    }
}
