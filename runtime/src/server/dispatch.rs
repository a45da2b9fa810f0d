//! From a request to the binding that it came by.

use std::sync::Arc;

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use http::header::{ALLOW, CONTENT_TYPE, HeaderMap, HeaderValue, WWW_AUTHENTICATE};
use http::{Request, StatusCode};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};

use super::Limits;
use super::endpoint::{Endpoint, Incoming};
use super::guard::guarded;
use super::outermost::by_outermost;
use super::problem::Problem;
#[cfg(feature = "xml")]
use super::soap;
use super::told::Telling;
use super::voice::{Voice, header, wanted};
use crate::form::{self, Pairs};
use crate::message::{BaseUrl, MediaType, Whole, accepts, essence};
use crate::scalar::BlobStream;

/// The endpoints that share a path.
pub(super) struct Group<S> {
    service: Arc<S>,
    limits: Limits,
    address: Option<Arc<BaseUrl>>,
    /// What tells them from one another, beside method, path, query and media type.
    telling: Telling,
    /// Those that ask for more of a request come first.
    endpoints: Vec<Box<dyn Endpoint<S>>>,
}

impl<S: Send + Sync + 'static> Group<S> {
    pub(super) fn new(
        service: Arc<S>,
        limits: Limits,
        address: Option<Arc<BaseUrl>>,
        mut endpoints: Vec<Box<dyn Endpoint<S>>>,
    ) -> Self {
        let telling = Telling::of(&endpoints);
        let demands = |own: &dyn Endpoint<S>| own.demands() + telling.count(own);
        endpoints.sort_by_key(|endpoint| std::cmp::Reverse(demands(&**endpoint)));
        Self { service, limits, address, telling, endpoints }
    }
}

/// Answers a request on the path of a group.
pub(super) async fn dispatch<S: Send + Sync + 'static>(
    group: Arc<Group<S>>,
    request: Request<Body>,
) -> Response {
    let (parts, body) = request.into_parts();
    let speaks = voice(&group, &parts.headers);
    match answer(&group, parts, body).await {
        Ok(mut response) => {
            let stream = response.extensions_mut().remove::<BlobStream>().and_then(|own| own.take());
            response.map(|body| stream.unwrap_or_else(|| Body::from(body)))
        }
        Err(Refused { problem, voice, allow }) => {
            let mut response = problem.respond(voice.unwrap_or(speaks));
            if let Some(allow) = allow.and_then(|allow| HeaderValue::from_str(&allow).ok()) {
                response.headers_mut().insert(ALLOW, allow);
            }
            if problem.status == StatusCode::UNAUTHORIZED {
                for challenge in &problem.challenges {
                    if let Ok(challenge) = HeaderValue::from_str(challenge) {
                        response.headers_mut().append(WWW_AUTHENTICATE, challenge);
                    }
                }
            }
            response.map(Body::from)
        }
    }
}

const NO_OPERATION: &str = "no operation is called like this";

/// A problem, and what is known of the caller when it is found.
pub(super) struct Refused {
    pub(super) problem: Problem,
    pub(super) voice: Option<Voice>,
    pub(super) allow: Option<String>,
}

impl From<Problem> for Refused {
    fn from(problem: Problem) -> Self {
        Self { problem, voice: None, allow: None }
    }
}

/// What a caller speaks whose binding is not known: what it sends, else what it
/// asks for, else what is spoken here. Nobody is taken to speak SOAP who does not say so.
fn voice<S>(group: &Group<S>, headers: &HeaderMap) -> Voice {
    let all = || group.endpoints.iter();
    let sent = header(headers, &CONTENT_TYPE).map(essence);
    let same = |media: &&MediaType| sent.is_some_and(|sent| media.essence().eq_ignore_ascii_case(sent));
    let by_request = all().find(|endpoint| endpoint.accepts().iter().any(|media| same(&media)));
    if let Some(endpoint) = by_request {
        let answers = endpoint.answers();
        let asked = wanted(headers).and_then(|wanted| accepts(Some(&wanted), answers));
        let in_kind = answers.iter().find(same);
        return asked.or(in_kind).or(answers.first()).map_or(Voice::Text, Voice::of);
    }
    let answers = all().last().map_or(&[][..], |endpoint| endpoint.answers());
    let asked = wanted(headers).and_then(|wanted| accepts(Some(&wanted), answers));
    let spoken = asked.or(answers.first()).map_or(Voice::Text, Voice::of);
    let is_spoken = |voice| all().flat_map(|own| own.answers()).any(|media| Voice::of(media) == voice);
    match Voice::heard(headers) {
        Voice::Text if !spoken.is_soap() => spoken,
        heard if is_spoken(heard) || spoken.is_soap() => heard,
        _ => spoken,
    }
}

async fn answer<S: Send + Sync + 'static>(
    group: &Group<S>,
    parts: http::request::Parts,
    body: Body,
) -> Result<http::Response<Bytes>, Refused> {
    let bounds = group.limits.bounds();
    let query = form::parse(parts.uri.query().unwrap_or_default(), bounds).map_err(|error| {
        Problem::client(StatusCode::BAD_REQUEST, format!("the query cannot be read: {error}"))
    })?;
    let candidates = choose(group, &parts, &query)?;
    let body = gather(body, group.limits).await?;
    let candidates = match group.telling.looks_into_bodies() {
        true => complete(group.telling.by_body(candidates, &parts.headers, &body, bounds), &query),
        false => candidates,
    };
    let (endpoint, media) = pick(group, &candidates, &parts, &body)?;
    let answer = answer_type(endpoint.answers(), &parts.headers, media)?;
    let known = |problem| Refused { problem, voice: Some(Voice::of(answer)), allow: None };
    let incoming = Incoming { parts, body, media, answer, bounds, address: group.address.clone() };
    let handled = endpoint.call(Arc::clone(&group.service), incoming);
    guarded(handled, group.limits.handling).await.map_err(known)
}

pub(super) type Chosen<'g, S> = (&'g dyn Endpoint<S>, Option<&'static MediaType>);

/// Finds the bindings that may be meant: by method, path and what is always the same, then by
/// the media type of the body, then by what the query has. The likeliest is first.
fn choose<'g, S>(
    group: &'g Group<S>,
    parts: &http::request::Parts,
    query: &Pairs,
) -> Result<Vec<Chosen<'g, S>>, Refused> {
    let all = || group.endpoints.iter().map(|endpoint| &**endpoint);
    let method = parts.method.as_str();
    if !all().any(|endpoint| endpoint.methods().contains(&method)) {
        let mut methods: Vec<&str> = all().flat_map(|endpoint| endpoint.methods()).copied().collect();
        methods.sort_unstable();
        methods.dedup();
        let allow = methods.join(", ");
        let reason = format!("{method} is not allowed here; {allow} is");
        let problem = Problem::client(StatusCode::METHOD_NOT_ALLOWED, reason);
        return Err(Refused { problem, voice: None, allow: Some(allow) });
    }
    let fits = |endpoint: &&dyn Endpoint<S>| {
        endpoint.methods().contains(&method)
            && endpoint.fits(parts.uri.path(), query)
            && group.telling.has_headers(*endpoint, &parts.headers)
    };
    let fitting: Vec<&dyn Endpoint<S>> = all().filter(fits).collect();
    if fitting.is_empty() {
        return Err(Problem::client(StatusCode::NOT_FOUND, NO_OPERATION).into());
    }
    let readable: Vec<Chosen<'g, S>> = fitting
        .iter()
        .filter_map(|&endpoint| Some((endpoint, request_type(endpoint.accepts(), &parts.headers)?)))
        .collect();
    if readable.is_empty() {
        let mut known: Vec<_> =
            fitting.iter().flat_map(|endpoint| endpoint.accepts()).map(MediaType::essence).collect();
        known.dedup();
        let reason = format!("this operation takes {}", known.join(", "));
        return Err(Problem::client(StatusCode::UNSUPPORTED_MEDIA_TYPE, reason).into());
    }
    // Where bodies tell, they do so first.
    Ok(if group.telling.looks_into_bodies() { readable } else { complete(readable, query) })
}

/// Those of the candidates whose query is complete. Where none is, the one that asks for least
/// says what is missing.
fn complete<'g, S>(candidates: Vec<Chosen<'g, S>>, query: &Pairs) -> Vec<Chosen<'g, S>> {
    let complete: Vec<Chosen<'g, S>> =
        candidates.iter().copied().filter(|(endpoint, _)| endpoint.complete(query)).collect();
    if complete.is_empty() { candidates.last().copied().into_iter().collect() } else { complete }
}

/// Picks the binding that is meant among those that may be.
fn pick<'g, S: Send + Sync + 'static>(
    group: &'g Group<S>,
    candidates: &[Chosen<'g, S>],
    parts: &http::request::Parts,
    body: &Bytes,
) -> Result<Chosen<'g, S>, Refused> {
    #[cfg(feature = "xml")]
    if let Some(&first) = candidates.first()
        && let Some(envelope) = first.1.and_then(soap::envelope)
    {
        let method = parts.method.as_str();
        let beside = || {
            let all = group.endpoints.iter().map(|endpoint| &**endpoint);
            all.filter(|own| own.methods().contains(&method) && own.path() == first.0.path())
                .flat_map(|own| own.accepts().iter().map(move |media| (own, Some(media))))
                .collect()
        };
        return soap::pick(envelope, first, candidates, beside, &parts.headers, body);
    }
    let fitting = by_outermost(candidates, &parts.headers, body, group.limits.bounds());
    fitting.first().copied().ok_or_else(|| Problem::client(StatusCode::NOT_FOUND, NO_OPERATION).into())
}

/// The media type of a request's body. `None` within is a binding without a
/// body; a body without a media type is taken for the first of the binding.
#[expect(clippy::option_option, reason = "not readable, readable without a body, readable with one")]
fn request_type(accepts: &'static [MediaType], headers: &HeaderMap) -> Option<Option<&'static MediaType>> {
    let Some(first) = accepts.first() else {
        return Some(None);
    };
    let Some(sent) = headers.get(CONTENT_TYPE) else {
        return Some(Some(first));
    };
    let sent = essence(sent.to_str().ok()?);
    accepts.iter().find(|media| media.essence().eq_ignore_ascii_case(sent)).map(Some)
}

/// The media type of the answer: what `Accept` likes best, else that of the request, else the first.
fn answer_type(
    answers: &'static [MediaType],
    headers: &HeaderMap,
    request: Option<&MediaType>,
) -> Result<&'static MediaType, Problem> {
    let wanted = wanted(headers);
    let wanted = wanted.as_deref();
    let in_kind =
        answers.iter().find(|media| request.is_some_and(|request| media.essence() == request.essence()));
    let chosen = match (wanted, in_kind) {
        (None, Some(in_kind)) => Some(in_kind),
        _ => accepts(wanted, answers),
    };
    chosen.ok_or_else(|| {
        let offer: Vec<_> = answers.iter().map(MediaType::essence).collect();
        Problem::client(StatusCode::NOT_ACCEPTABLE, format!("this operation answers in {}", offer.join(", ")))
    })
}

async fn gather(body: Body, limits: Limits) -> Result<Bytes, Problem> {
    match tokio::time::timeout(limits.arrival, pieces(Limited::new(body, limits.body))).await {
        Ok(Ok(body)) => Ok(body),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(Problem::client(
            StatusCode::PAYLOAD_TOO_LARGE,
            format!("the body is longer than {} bytes", limits.body),
        )),
        Ok(Err(error)) => {
            Err(Problem::client(StatusCode::BAD_REQUEST, format!("the body broke off: {error}")))
        }
        Err(_) => Err(Problem::client(StatusCode::REQUEST_TIMEOUT, "the body did not arrive in time")),
    }
}

/// The pieces of a body as one.
async fn pieces(mut body: Limited<Body>) -> Result<Bytes, Box<dyn std::error::Error + Send + Sync>> {
    let mut whole = Whole::default();
    while let Some(frame) = body.frame().await {
        if let Ok(piece) = frame?.into_data() {
            whole.push(piece);
        }
    }
    Ok(whole.into_bytes())
}
