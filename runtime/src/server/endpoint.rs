//! One binding of one operation on a server, its types erased.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, Response, StatusCode};

use super::problem::Problem;
use super::routes::Theirs;
use super::told::Sign;
use super::{Request, ServerError, Verification};
use crate::error::{DecodeErrorKind, EncodeError};
use crate::form::{self, Pairs};
use crate::message::{
    Around, BaseUrl, Binding, BodyFrom, Codec, Deviations, Failure as _, Fresh, JsonFramePart, MediaType,
    Operation, Parameter, ParameterValue, RequestError, Segment, carrier, constants_match, decode_request_at,
    encode_answer, encode_failure, has_proof, is_function, json_frame, look_again, match_path,
    required_there, single_text, view_of,
};
#[cfg(feature = "xml")]
use crate::walk::Name;
use crate::walk::{Bounds, Deviation, Notes, Presence, Record, Value as _};

/// A future that an endpoint hands out.
pub(super) type BoxFuture<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// A request whose endpoint is settled.
pub(super) struct Incoming {
    pub(super) parts: http::request::Parts,
    pub(super) body: Bytes,
    pub(super) media: Option<&'static MediaType>,
    pub(super) answer: &'static MediaType,
    pub(super) bounds: Bounds,
    /// Where callers know the server to be.
    pub(super) address: Option<Arc<BaseUrl>>,
}

/// One binding of one operation.
pub(super) trait Endpoint<S>: Send + Sync {
    fn methods(&self) -> &'static [&'static str];
    fn path(&self) -> &'static [Segment];
    fn accepts(&self) -> &'static [MediaType];
    fn answers(&self) -> &'static [MediaType];

    /// Whether the path and the constants of the query are those of the binding.
    fn fits(&self, path: &str, query: &Pairs) -> bool;

    /// Whether the query has everything that the binding cannot do without.
    fn complete(&self, query: &Pairs) -> bool;

    /// What is always the same in the headers and the body of a request.
    fn signs(&self) -> Vec<Sign>;

    /// The root element of a request in XML.
    #[cfg(feature = "xml")]
    fn root(&self) -> Name;

    /// How much the binding asks of a query; of two that fit, the one that asks for more is meant.
    fn demands(&self) -> usize;

    fn call(&self, service: Arc<S>, incoming: Incoming) -> BoxFuture<Result<Response<Bytes>, Problem>>;
}

pub(super) struct Bound<O: Operation, H> {
    pub(super) binding: &'static Binding<O::Credentials>,
    pub(super) verification: Arc<Verification<O::Credentials>>,
    pub(super) handler: H,
}

impl<S, O, H, F> Endpoint<S> for Bound<O, H>
where
    S: Send + Sync + 'static,
    O: Operation,
    H: Fn(Arc<S>, Request<O::Input>) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Result<O::Output, ServerError<O::Failure>>> + Send + 'static,
{
    fn methods(&self) -> &'static [&'static str] {
        self.binding.methods
    }

    fn path(&self) -> &'static [Segment] {
        self.binding.path
    }

    fn accepts(&self) -> &'static [MediaType] {
        self.binding.accepts
    }

    fn answers(&self) -> &'static [MediaType] {
        self.binding.answers
    }

    fn fits(&self, path: &str, query: &Pairs) -> bool {
        match_path(self.binding.path, path).is_some() && constants_match(self.binding, query)
    }

    fn complete(&self, query: &Pairs) -> bool {
        required_there(self.binding, O::ELSEWHERE, &O::Input::empty(), query)
    }

    fn demands(&self) -> usize {
        let input = O::Input::empty();
        let members = &input.shape().members;
        let demanded = |parameter: &&Parameter<O::Credentials>| match parameter.value {
            ParameterValue::Constant(_) => true,
            ParameterValue::Member(index) => {
                let only_here = O::ELSEWHERE.iter().all(|own| own.member != index);
                only_here && (parameter.required || members[index].presence == Presence::Required)
            }
            ParameterValue::Computed(_) => false,
        };
        self.binding.query.iter().filter(demanded).count()
    }

    fn signs(&self) -> Vec<Sign> {
        let header = |own: &Parameter<O::Credentials>| match own.value {
            ParameterValue::Constant(text) => Some(Sign::Header { name: own.name, text }),
            _ => None,
        };
        let shape = O::Input::empty().shape();
        let member = |index: &usize| {
            let member = &shape.members[*index];
            let xml = shape.xml.children.iter().find(|child| child.member == *index);
            Some(Sign::Member { member, xml, text: member.format.always()? })
        };
        let only = if let BodyFrom::Members(only) = self.binding.body { only } else { &[] };
        let framed = self.binding.accepts.iter().filter_map(json_frame).flat_map(|frame| frame.request);
        let framed = framed.filter_map(|(name, part)| match part {
            JsonFramePart::Always(text) => Some(Sign::Framed { name, text }),
            _ => None,
        });
        let headers = self.binding.headers.iter().filter_map(header);
        headers.chain(only.iter().filter_map(member)).chain(framed).collect()
    }

    #[cfg(feature = "xml")]
    fn root(&self) -> Name {
        let mut input = O::Input::empty();
        let whole = match self.binding.body {
            BodyFrom::Whole => O::body_mut(&mut input).map(|own| own.record().map(Record::shape)),
            BodyFrom::Nothing | BodyFrom::Members(_) => None,
        };
        match whole {
            Some(Some(shape)) => shape.xml.root,
            Some(None) => O::BODY.name,
            None => O::Input::empty().shape().xml.root,
        }
    }

    fn call(&self, service: Arc<S>, incoming: Incoming) -> BoxFuture<Result<Response<Bytes>, Problem>> {
        let binding = self.binding;
        let verification = Arc::clone(&self.verification);
        let handler = self.handler.clone();
        Box::pin(async move {
            let Incoming { mut parts, body, media, answer, bounds, address } = incoming;
            hide(binding, &mut parts.headers);
            let mut notes = Notes::within(bounds);
            notes.lend(&body);
            let input =
                verified::<O>(binding, media, &parts, &body, &verification, address.as_deref(), &mut notes)
                    .map_err(|error| refusal(error, binding, &parts.headers))?;
            let padding = padding(answer, &input)?;
            let echoes = echoes::<O>(&input);
            let repeated = json_frame(answer).map(|frame| frame.repeated(&body)).unwrap_or_default();
            let around = Around { padding: padding.as_deref(), repeated: &repeated };
            let request = Request {
                input,
                binding: binding.name,
                answer,
                headers: parts.headers,
                body,
                deviations: Deviations::new(notes, look::<O>),
            };
            let answered = match handler(service, request).await {
                Ok(mut output) => {
                    if let Some(record) = output.as_record_mut() {
                        echo(&echoes, record);
                    }
                    let held = O::answer(&output).value();
                    let media = carrier(binding.answers, answer, held, false).ok_or_else(|| {
                        Problem::server("the handler's media type is not one of this answer's")
                    })?;
                    let mut answered = encode_answer::<O>(&output, media, around);
                    if let (Ok(answer), Some(blob)) = (&mut answered, held.as_blob())
                        && let Some(stream) = blob.stream()
                    {
                        answer.extensions_mut().insert(stream.clone());
                    }
                    answered
                }
                Err(ServerError::Fault(fault)) => return Err(Problem::of(fault)),
                Err(ServerError::Failure(failure)) => {
                    fail::<O>(failure, None, &echoes, (binding.answers, answer), around)
                }
                Err(ServerError::FailureUnder(status, failure)) => {
                    fail::<O>(failure, Some(status), &echoes, (binding.answers, answer), around)
                }
            };
            answered.map_err(|error| Problem::server(format!("the answer cannot be written: {error}")))
        })
    }
}

/// The input of a request that has proven itself.
fn verified<O: Operation>(
    binding: &Binding<O::Credentials>,
    media: Option<&MediaType>,
    parts: &http::request::Parts,
    body: &[u8],
    verification: &Verification<O::Credentials>,
    address: Option<&BaseUrl>,
    notes: &mut Notes,
) -> Result<O::Input, RequestError> {
    let fresh = Fresh::default();
    let view = view_of(O::NAME, parts, body, address, &fresh);
    let credentials = if has_proof::<O>(binding) { verification.credentials(&view)? } else { None };
    let credentials = credentials.as_ref().map(Theirs::get);
    decode_request_at::<O>(binding, media, parts, &view, credentials, notes)
}

/// Keeps what proves a request out of `Debug`.
fn hide<C>(binding: &Binding<C>, headers: &mut HeaderMap) {
    let computed = |own: &&Parameter<C>| matches!(own.value, ParameterValue::Computed(_));
    for parameter in binding.headers.iter().filter(computed) {
        for (_, value) in
            headers.iter_mut().filter(|(name, _)| parameter.name.eq_ignore_ascii_case(name.as_str()))
        {
            value.set_sensitive(true);
        }
    }
}

/// The deviations in the JSON body of a request.
fn look<O: Operation>(body: &[u8]) -> Vec<Deviation> {
    let mut input = O::Input::empty();
    O::body_mut(&mut input).map_or_else(Vec::new, |whole| look_again(body, whole.value_mut()))
}

/// Writes a documented failure; one that holds what a success holds repeats inputs too.
fn fail<O: Operation>(
    mut failure: O::Failure,
    status: Option<StatusCode>,
    echoes: &Echoes,
    (answers, negotiated): (&'static [MediaType], &'static MediaType),
    around: Around<'_>,
) -> Result<Response<Bytes>, EncodeError> {
    let output = O::Output::blank();
    if let (Some(body), Some(output)) = (failure.held_mut().as_record_mut(), output.as_record())
        && std::ptr::eq(body.shape(), output.shape())
    {
        echo(echoes, body);
    }
    let media = carrier(answers, negotiated, failure.body().value(), true);
    encode_failure(&failure, status, media.unwrap_or(negotiated), around)
}

/// The outputs that repeat an input, by their index, and the texts of those inputs.
type Echoes = Vec<(usize, String)>;

fn echoes<O: Operation>(input: &O::Input) -> Echoes {
    let texts = O::ECHOES.iter().filter_map(|&(output, own)| Some((output, single_text(input, own).ok()??)));
    texts.collect()
}

/// Fills in what a handler left to the stub.
fn echo(echoes: &Echoes, output: &mut dyn Record) {
    for (index, text) in echoes {
        if output.member(*index).is_absent() {
            let member = &output.shape().members[*index];
            // Resolving has seen to it that both are texts of one type.
            let _ = form::read_value(member, vec![("", text)], output.member_mut(*index), &mut Notes::new());
        }
    }
}

/// A wrong signature is refused without saying which part of it was wrong.
fn refusal<C>(error: RequestError, binding: &Binding<C>, headers: &HeaderMap) -> Problem {
    let status = match &error {
        RequestError::Unproven { parameter } if parameter.eq_ignore_ascii_case("authorization") => {
            StatusCode::UNAUTHORIZED
        }
        RequestError::UnknownSender => StatusCode::UNAUTHORIZED,
        RequestError::Unproven { .. } => StatusCode::FORBIDDEN,
        RequestError::Decode(decode) => match decode.kind() {
            DecodeErrorKind::NotUnderstood { .. } => return Problem::protocol("MustUnderstand", decode),
            DecodeErrorKind::EnvelopeVersion { .. } => return Problem::protocol("VersionMismatch", decode),
            _ => StatusCode::BAD_REQUEST,
        },
        _ => StatusCode::BAD_REQUEST,
    };
    let mut problem = Problem::client(status, error.to_string());
    if status == StatusCode::UNAUTHORIZED {
        problem.challenges = challenges(binding, headers);
    }
    problem
}

/// What is asked of a sender who has not proven who it is.
#[cfg_attr(not(feature = "challenge"), expect(unused_variables, reason = "only Digest looks at what came"))]
fn challenges<C>(binding: &Binding<C>, headers: &HeaderMap) -> Vec<String> {
    let header = |own: &&Parameter<C>| own.name.eq_ignore_ascii_case("authorization");
    match binding.headers.iter().find(header).map_or("Basic", |own| own.scheme) {
        #[cfg(feature = "challenge")]
        "Digest" => {
            let found = headers.get(http::header::AUTHORIZATION).and_then(|found| found.to_str().ok());
            crate::message::questions(found).into()
        }
        // The realm may not be left out (RFC 7617, section 2).
        scheme => vec![format!("{scheme} realm=\"service\"")],
    }
}

/// The function that padded JSON calls, taken from the request.
fn padding(answer: &MediaType, input: &dyn Record) -> Result<Option<String>, Problem> {
    let Codec::PaddedJson(template) = answer.codec else {
        return Ok(None);
    };
    let mut name = String::new();
    for segment in template {
        match segment {
            Segment::Text(text) => name.push_str(text),
            Segment::Member(index) => {
                let text = single_text(input, *index).map_err(|error| Problem::server(error.to_string()))?;
                name.push_str(&text.unwrap_or_default());
            }
        }
    }
    // Anything else would let a caller choose what a browser runs.
    if !is_function(name.as_bytes()) {
        let reason = format!("`{}` is no name of a function", name.escape_debug());
        return Err(Problem::client(StatusCode::BAD_REQUEST, reason));
    }
    Ok(Some(name))
}
