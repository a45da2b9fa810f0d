//! One call of an operation.

use std::time::Duration;

use super::trace::CallSpan;
use super::{Answer, Core, Error, ErrorKind, Response, TransportError};
use crate::message::{
    Answered, Binding, BindingName, BodyFrom, Codec, Deviations, Failure as _, Fresh, MediaType,
    MediaTypeName, OneCall, Operation, Outcome, RequestError, Sender, answer_type, charset, decode_answer,
    encode_request_by, has_place_for_all, json_frame, look_again, single_text,
};
use crate::walk::{Bounds, Deviation, Notes, Value as _};

/// A call that has not been sent yet. Generated code wraps it with one setter an input.
#[derive(Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct Call<'c, O: Operation> {
    pub(super) core: &'c Core<O::Credentials>,
    /// What the caller gives.
    pub input: O::Input,
    binding: Option<BindingName<O>>,
    format: Option<MediaTypeName<O>>,
    accept: Option<MediaTypeName<O>>,
    pub(super) timeout: Duration,
}

impl<'c, O: Operation> Call<'c, O> {
    /// A call with an input, by the default binding.
    pub fn new(core: &'c Core<O::Credentials>, input: O::Input) -> Self {
        Self { core, input, binding: None, format: None, accept: None, timeout: core.timeout }
    }

    /// Travels by this binding instead of the first one.
    pub fn binding(mut self, binding: BindingName<O>) -> Self {
        self.binding = Some(binding);
        self
    }

    /// Writes the body in this media type instead of the first one. The answer
    /// is asked for in the same one where the page has it.
    pub fn format(mut self, format: MediaTypeName<O>) -> Self {
        self.format = Some(format);
        self
    }

    /// Asks for an answer in this media type.
    pub fn accept(mut self, accept: MediaTypeName<O>) -> Self {
        self.accept = Some(accept);
        self
    }

    /// Waits so long for the answer, instead of as long as the client says.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Sends the call.
    ///
    /// # Errors
    /// Every way in which it can fail is an [`ErrorKind`].
    pub async fn send(self) -> Result<Response<O::Output>, Error<O::Failure>> {
        self.sent().await
    }

    /// Sends the call and keeps it.
    pub(super) async fn sent(&self) -> Result<Response<O::Output>, Error<O::Failure>> {
        let binding = self.chosen_binding();
        let span = CallSpan::new(O::NAME, binding.name);
        let (attempts, result) = span.within(self.attempts(binding)).await;
        span.finished(attempts, &result);
        result
    }

    /// Sends the call as often as the page and the client's policy say; gives how often that was.
    async fn attempts(
        &self,
        binding: &'static Binding<O::Credentials>,
    ) -> (u8, Result<Response<O::Output>, Error<O::Failure>>) {
        let (mut attempts, call) = (0_u8, OneCall::default());
        loop {
            let result = self.attempt(binding, &call).await;
            let again = match (&result, self.core.retry) {
                (Err(error), Some(policy)) if attempts < error.advised_retries().min(policy.most) => {
                    policy.wait(attempts, error.retry_after())
                }
                _ => None,
            };
            attempts = attempts.saturating_add(1);
            let Some(wait) = again else { return (attempts, result) };
            CallSpan::again(attempts, wait);
            tokio::time::sleep(wait).await;
        }
    }

    /// Sends the call once.
    async fn attempt(
        &self,
        binding: &'static Binding<O::Credentials>,
        call: &OneCall,
    ) -> Result<Response<O::Output>, Error<O::Failure>> {
        let fail = |kind| failed::<O>(binding, kind, None);
        let (request, can_be_asked) =
            self.request(binding, call).map_err(|error| fail(ErrorKind::Input(error)))?;
        let mut sent = request.body().clone();
        let mut answer = self.exchange(request).await.map_err(fail)?;
        let asks = answer.status() == http::StatusCode::UNAUTHORIZED && can_be_asked;
        if asks && self.core.challenges.learn(answer.headers()) {
            let (request, _) = self.request(binding, call).map_err(|error| fail(ErrorKind::Input(error)))?;
            sent = request.body().clone();
            answer = self.exchange(request).await.map_err(fail)?;
        }
        let (parts, body) = answer.into_parts();
        let answer = Answer { status: parts.status, headers: parts.headers, body };
        let bounds = Bounds { members: self.core.members, ..Bounds::default() };
        let response = read::<O>((&self.input, &sent), binding, answer, bounds)?;
        self.core.held.keep::<O>(&response);
        Ok(response)
    }

    /// Sends a request and gathers its answer.
    async fn exchange(
        &self,
        request: http::Request<bytes::Bytes>,
    ) -> Result<http::Response<bytes::Bytes>, ErrorKind<O::Failure>> {
        let sent = self.core.transport.send(self.core.hooks.before(request), self.timeout).await;
        let answer = sent.map_err(|error| match error {
            TransportError::Timeout => ErrorKind::Timeout,
            other => ErrorKind::Transport(other),
        })?;
        // A transport of the owner's may know nothing of it.
        if answer.body().len() > self.core.longest {
            return Err(ErrorKind::Transport(TransportError::TooLong(self.core.longest)));
        }
        self.core.hooks.after(&answer);
        Ok(answer)
    }

    /// The binding that was asked for, else the first that has the media type
    /// that was asked for and a place for all that was given, else the first.
    pub(super) fn chosen_binding(&self) -> &'static Binding<O::Credentials> {
        let named = self.binding.map(BindingName::as_str);
        let has = |binding: &&Binding<O::Credentials>| match (named, self.format) {
            (Some(name), _) => binding.name == name,
            (None, format) => {
                format.is_none_or(|format| find(binding.accepts, format.as_str()).is_some())
                    && has_place_for_all::<O>(&self.input, binding)
            }
        };
        let first = O::BINDINGS.first().expect("the generator gives every operation a binding");
        O::BINDINGS.iter().find(has).unwrap_or(first)
    }

    /// A request that is made afresh, and whether it would answer a question of the server.
    pub(super) fn request(
        &self,
        binding: &Binding<O::Credentials>,
        call: &OneCall,
    ) -> Result<(http::Request<bytes::Bytes>, bool), RequestError> {
        let media = match self.format {
            Some(format) => Some(named(binding.accepts, format.as_str())?),
            None => match O::body(&self.input).and_then(|body| body.value().as_blob()?.media_type.as_deref())
            {
                Some(own) => Some(named(binding.accepts, own)?),
                None => binding.accepts.first(),
            },
        };
        let accept = match self.accept {
            Some(accept) => Some(named(binding.answers, accept.as_str())?),
            None => {
                media.and_then(|media| find(binding.answers, media.essence())).or(binding.answers.first())
            }
        };
        let media = media.filter(|_| binding.body != BodyFrom::Nothing);
        let fresh = Fresh::of(call, &self.core.sources);
        let sender = Sender {
            base: &self.core.base,
            credentials: self.core.credentials.as_deref(),
            fresh: &fresh,
            held: Some(&self.core.held),
            challenges: Some(&self.core.challenges),
        };
        let request = encode_request_by::<O>(&self.input, binding, media, accept, &sender)?;
        Ok((request, fresh.can_be_asked()))
    }
}

/// What an answer says.
pub(super) fn read<O: Operation>(
    (input, sent): (&O::Input, &[u8]),
    binding: &Binding<O::Credentials>,
    answer: Answer,
    bounds: Bounds,
) -> Result<Response<O::Output>, Error<O::Failure>> {
    let mut notes = Notes::within(bounds);
    notes.lend(&answer.body);
    let kind = match decode_answer::<O>(binding, answer.status, &answer.headers, &answer.body, &mut notes) {
        Ok(Outcome::Success(value)) => {
            check_echoes::<O>(input, &value, &mut notes);
            check_repeated(binding, sent, &answer, &mut notes);
            let deviations = Deviations::new(notes, |body| {
                look_again(body, O::answer_mut(&mut O::Output::blank()).value_mut())
            });
            return Ok(Response { value, answer, deviations });
        }
        Ok(Outcome::Failure(failure)) => ErrorKind::Failure(failure),
        Ok(Outcome::Fault(fault)) => ErrorKind::Fault(fault),
        Ok(Outcome::Undocumented) => ErrorKind::UndocumentedStatus,
        Err(error) => ErrorKind::Decode(error),
    };
    Err(failed::<O>(binding, kind, Some(answer)))
}

pub(super) fn failed<O: Operation>(
    binding: &Binding<O::Credentials>,
    kind: ErrorKind<O::Failure>,
    answer: Option<Answer>,
) -> Error<O::Failure> {
    let advised = match (&kind, &answer) {
        (ErrorKind::Failure(failure), Some(answer)) => advised_retries::<O>(binding, failure.case(), answer),
        _ => 0,
    };
    Error::new(O::NAME, binding.name, kind, answer, advised)
}

/// How many further attempts the page advises after a failure.
fn advised_retries<O: Operation>(binding: &Binding<O::Credentials>, case: usize, answer: &Answer) -> u8 {
    let media = answer_type(binding, &answer.headers);
    let codec = media.map_or(Codec::Empty, |media| media.codec);
    let ignore_case = media.is_some_and(|media| media.ignore_case);
    let charset = charset(&answer.headers);
    let answered =
        Answered { status: answer.status.as_u16(), codec, charset, body: &answer.body, ignore_case };
    let retry = O::Failure::CASES.get(case).and_then(|case| case.retry);
    let retry = retry.filter(|retry| retry.when.is_none_or(|when| when.holds(&answered)));
    retry.map_or(0, |retry| retry.times)
}

/// Notes the members that should repeat what was sent, and do not.
fn check_echoes<O: Operation>(input: &O::Input, value: &O::Output, notes: &mut Notes) {
    let Some(value) = value.as_record() else { return };
    for &(output, own) in O::ECHOES {
        let Some(sent) = single_text(input, own).ok().flatten() else { continue };
        let path = notes.path_to(value.shape().members[output].name);
        match single_text(value, output).ok().flatten() {
            None => notes.insist(Deviation::MissingMember { path }),
            Some(found) if found != sent => notes.insist(Deviation::OtherEcho { path, sent, found }),
            Some(_) => {}
        }
    }
}

/// Notes the members of a frame that should repeat those of the request's, and do not.
fn check_repeated<C>(binding: &Binding<C>, sent: &[u8], answer: &Answer, notes: &mut Notes) {
    let Some(frame) = answer_type(binding, &answer.headers).and_then(json_frame) else { return };
    let found = frame.repeating(&answer.body);
    for (name, sent) in frame.repeated(sent) {
        let path = frame.repeats(name).to_owned();
        // One text may be written in several ways.
        let plain = |json: &str| serde_json::from_str::<String>(json).unwrap_or_else(|_| json.to_owned());
        match found.iter().find(|(own, _)| *own == name).map(|(_, found)| plain(found)) {
            None => notes.insist(Deviation::MissingMember { path }),
            Some(found) if found != plain(&sent) => {
                notes.insist(Deviation::OtherEcho { path, sent: plain(&sent), found });
            }
            Some(_) => {}
        }
    }
}

fn find<'m>(media_types: &'m [MediaType], name: &str) -> Option<&'m MediaType> {
    media_types.iter().find(|media| media.essence() == name)
}

fn named<'m>(media_types: &'m [MediaType], name: &str) -> Result<&'m MediaType, RequestError> {
    find(media_types, name).ok_or_else(|| RequestError::MediaType {
        wanted: name.to_owned(),
        known: media_types.iter().map(MediaType::essence).collect(),
    })
}
