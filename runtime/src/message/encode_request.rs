//! Requests, written by the tables of a binding.

use bytes::Bytes;

use super::body::{self, Role};
use super::elsewhere::Written;
use super::fit::first_breach;
use super::json_frame::json_frame;
use super::view::{Form, Target};
use super::write_parameters::Writer;
use super::{
    BaseUrl, Binding, BodyFrom, Challenges, Codec, Fresh, Held, MediaType, Operation, RequestError, Segment,
    View,
};
use crate::error::EncodeError;
use crate::form::{self, Escape, Pairs};
use crate::walk::Record;

/// Who sends a request: where to, and with what.
#[derive(Debug)]
pub struct Sender<'s, C> {
    /// The address of the service.
    pub base: &'s BaseUrl,
    /// What values are computed with.
    pub credentials: Option<&'s C>,
    /// The time and the nonce of this attempt.
    pub fresh: &'s Fresh<'s>,
    /// What earlier answers brought.
    pub held: Option<&'s Held>,
    /// What servers have asked for.
    pub challenges: Option<&'s Challenges>,
}

/// Writes a request.
///
/// `media` is the form of the body; `None` for a binding without one. Values
/// that are computed see the bytes of the body that is then sent.
///
/// # Errors
/// A value cannot be written in its place, or credentials are needed and missing.
pub fn encode_request<O: Operation>(
    input: &O::Input,
    binding: &Binding<O::Credentials>,
    media: Option<&MediaType>,
    accept: Option<&MediaType>,
    base: &BaseUrl,
    credentials: Option<&O::Credentials>,
) -> Result<http::Request<Bytes>, RequestError> {
    let sender = Sender { base, credentials, fresh: &Fresh::default(), held: None, challenges: None };
    encode_request_by::<O>(input, binding, media, accept, &sender)
}

/// Writes the request of a sender.
pub(crate) fn encode_request_by<O: Operation>(
    input: &O::Input,
    binding: &Binding<O::Credentials>,
    media: Option<&MediaType>,
    accept: Option<&MediaType>,
    sender: &Sender<'_, O::Credentials>,
) -> Result<http::Request<Bytes>, RequestError> {
    let filled;
    let input = if O::GIVEN.is_empty() {
        input
    } else {
        filled = with_given::<O>(input, binding, sender)?;
        &filled
    };
    if let Some(breach) = first_breach::<O>(input) {
        return Err(EncodeError::out_of_limits(breach).into());
    }
    let body = match media {
        Some(media) => match json_frame(media) {
            Some(frame) => {
                let made_up = frame.fresh(sender.fresh)?;
                encode_framed::<O>(input, binding, media, &made_up, sender.fresh)?
            }
            None => encode_body::<O>(input, binding, media, sender.fresh)?,
        },
        None => Vec::new(),
    };
    assemble::<O>(input, binding, media, accept, sender, body)
}

/// The input with what nobody types in. What only the sender knows may be given
/// all the same, and is then kept.
fn with_given<O: Operation>(
    input: &O::Input,
    binding: &Binding<O::Credentials>,
    sender: &Sender<'_, O::Credentials>,
) -> Result<O::Input, RequestError> {
    let mut input = input.clone();
    let method = binding.methods.first().copied().unwrap_or("POST");
    for given in O::GIVEN.iter().filter(|given| given.is_carried(binding)) {
        let name = given.name(&input);
        if given.value.is_sent() && !given.is_absent(&input) {
            continue;
        }
        let url =
            if given.late { sender.base.join(&write_path(binding.path, &input)?) } else { String::new() };
        let mut view = View::new(O::NAME, method, sender.fresh);
        (view.target, view.held) = (Target::Sent(&url), sender.held);
        view.input = Some(&input);
        view.form = form_of::<O>(&input, binding, None);
        let text = match given.value.value(name, &view, sender.credentials) {
            Ok(Some(text)) => text,
            Ok(None) => continue,
            // Nothing is held yet.
            Err(RequestError::NotComputed { .. }) if given.value.is_sent() && !given.value.required => {
                continue;
            }
            Err(error) => return Err(error),
        };
        let unfit = |_| EncodeError::new("what is computed is no value of its type").within(name);
        given.set(&mut input, &text).map_err(unfit)?;
    }
    Ok(input)
}

/// The members of the body, for what is computed over them.
pub(super) fn form_of<'i, O: Operation>(
    input: &'i O::Input,
    binding: &Binding<O::Credentials>,
    media: Option<&MediaType>,
) -> Form<'i> {
    match (binding.body, O::body(input)) {
        _ if media.is_some_and(|media| matches!(media.codec, Codec::Form)) => Form::Body,
        (BodyFrom::Members(only), _) => Form::Members(input, only),
        (BodyFrom::Whole, Some(whole)) => whole.record().map_or(Form::Nothing, Form::Whole),
        (BodyFrom::Whole, None) | (BodyFrom::Nothing, _) => Form::Nothing,
    }
}

/// Writes the body of a request. What stands between its parts is made of the attempt's nonce.
#[cfg_attr(not(feature = "multipart"), expect(unused_variables, reason = "only parts have boundaries"))]
fn encode_body<O: Operation>(
    input: &O::Input,
    binding: &Binding<O::Credentials>,
    media: &MediaType,
    fresh: &Fresh<'_>,
) -> Result<Vec<u8>, EncodeError> {
    let written = Written { input, all: O::ELSEWHERE, nothing: None };
    let members: &dyn Record = if O::ELSEWHERE.is_empty() { input } else { &written };
    #[cfg(feature = "multipart")]
    if let (Codec::Multipart(own), BodyFrom::Members(only)) = (media.codec, binding.body) {
        let chance = fresh.nonce().unwrap_or_default();
        return crate::multipart::write_members(own, members, only, &chance);
    }
    match (binding.body, O::body(input)) {
        (BodyFrom::Whole, Some(whole)) => body::write(whole, &O::BODY, media, Role::Request),
        (BodyFrom::Members(only), _) => body::write_members(members, only, media, Role::Request),
        _ => Ok(Vec::new()),
    }
}

/// Writes the body of a request, and a frame around it where the media type has one; `made_up` are
/// the members of the frame that an attempt makes up.
pub(crate) fn encode_framed<O: Operation>(
    input: &O::Input,
    binding: &Binding<O::Credentials>,
    media: &MediaType,
    made_up: &[(&'static str, String)],
    fresh: &Fresh<'_>,
) -> Result<Vec<u8>, EncodeError> {
    let body = encode_body::<O>(input, binding, media, fresh)?;
    Ok(match json_frame(media) {
        Some(frame) => frame.around(Role::Request, body, made_up),
        None => body,
    })
}

/// Puts the address and the headers around a body.
pub(crate) fn assemble<O: Operation>(
    input: &O::Input,
    binding: &Binding<O::Credentials>,
    media: Option<&MediaType>,
    accept: Option<&MediaType>,
    sender: &Sender<'_, O::Credentials>,
    body: Vec<u8>,
) -> Result<http::Request<Bytes>, RequestError> {
    let mut url = sender.base.join(&write_path(binding.path, input)?);
    let method = binding.methods.first().copied().unwrap_or("POST");
    let mut writer = Writer {
        input,
        given: O::GIVEN,
        url: &url,
        view: View::new(O::NAME, method, sender.fresh),
        credentials: sender.credentials,
    };
    (writer.view.body, writer.view.held) = (&body, sender.held);
    writer.view.challenges = sender.challenges;
    writer.view.input = Some(input);
    writer.view.form = form_of::<O>(input, binding, media);
    let query = writer.query(binding.query)?;
    let query = if query.is_empty() { String::new() } else { form::format(&query, Escape::Uri) };
    let headers = writer.headers(binding.headers, media, accept, &query)?;
    if !query.is_empty() {
        url.push('?');
        url.push_str(&query);
    }
    let mut request = http::Request::new(Bytes::from(body));
    *request.method_mut() =
        method.parse().map_err(|_| EncodeError::new(format!("`{method}` is no HTTP method")))?;
    *request.uri_mut() = url.parse().map_err(|_| EncodeError::new("the address is too long for a URL"))?;
    *request.headers_mut() = headers;
    Ok(request)
}

fn write_path(segments: &[Segment], input: &dyn Record) -> Result<String, EncodeError> {
    let mut path = String::new();
    for segment in segments {
        match segment {
            Segment::Text(text) => path.push_str(text),
            Segment::Member(index) => {
                let member = &input.shape().members[*index];
                let value = single_text(input, *index)?.unwrap_or_default();
                // Every URL library takes dot segments out, escaped or not, and
                // the request would go to another operation.
                if matches!(value.as_str(), "" | "." | "..") {
                    return Err(
                        EncodeError::new(format!("`{value}` cannot stand in a path")).within(member.name)
                    );
                }
                form::encode(&value, Escape::Uri, &mut path);
            }
        }
    }
    Ok(path)
}

/// The text of a member that is a single value; `None` if it is absent.
pub(crate) fn single_text(input: &dyn Record, index: usize) -> Result<Option<String>, EncodeError> {
    let member = &input.shape().members[index];
    let mut pairs = Pairs::new();
    form::write_value(member.name, member.format, input.member(index), &mut pairs)?;
    Ok(pairs.pop().map(|(_, value)| value))
}
