//! Calls whose answers are taken piece by piece.

use bytes::Bytes;

use super::call::{failed, read};
use super::{Answer, Call, Chunks, Error, ErrorKind, Streamed, TransportError};
use crate::message::{Answered, Codec, Failure as _, OneCall, Operation, Whole, answer_type};
use crate::walk::Bounds;

impl<O: Operation> Call<'_, O> {
    /// Sends the call once, and hands out the bytes of a success as they come. They need
    /// not fit into the memory; only a failure is held as a whole.
    ///
    /// The timeout is that of the beginning of the answer.
    ///
    /// # Errors
    /// As for [`Call::send`].
    pub async fn send_stream(self) -> Result<Streamed, Error<O::Failure>> {
        let binding = self.chosen_binding();
        let fail = |kind| failed::<O>(binding, kind, None);
        let call = OneCall::default();
        let (request, can_be_asked) =
            self.request(binding, &call).map_err(|error| fail(ErrorKind::Input(error)))?;
        let told = |error| match error {
            TransportError::Timeout => fail(ErrorKind::Timeout),
            other => fail(ErrorKind::Transport(other)),
        };
        let send = |request| self.core.transport.send_stream(self.core.hooks.before(request), self.timeout);
        let mut sent = send(request).await.map_err(told)?;
        let asks = sent.status() == http::StatusCode::UNAUTHORIZED && can_be_asked;
        if asks && self.core.challenges.learn(sent.headers()) {
            let (request, _) = self.request(binding, &call).map_err(|error| fail(ErrorKind::Input(error)))?;
            sent = send(request).await.map_err(told)?;
        }
        let (parts, mut body) = sent.into_parts();
        let media = answer_type(binding, &parts.headers);
        let codec = media.map_or(Codec::Empty, |media| media.codec);
        let answered =
            Answered { status: parts.status.as_u16(), codec, charset: None, body: b"", ignore_case: false };
        let cases = O::Failure::CASES;
        // What tells them apart may be in the bytes.
        let told_by_status = !O::SUCCESS.looks_inside() && !cases.iter().any(|case| case.when.looks_inside());
        let is_success = !cases.iter().any(|case| case.when.holds(&answered)) && O::SUCCESS.holds(&answered);
        if told_by_status && is_success && matches!(codec, Codec::Bytes) {
            return Ok(Streamed { status: parts.status, headers: parts.headers, body });
        }
        let body = gather(&mut body, self.core.longest).await.map_err(told)?;
        let answer = http::Response::from_parts(parts, body);
        self.core.hooks.after(&answer);
        let (parts, body) = answer.into_parts();
        let answer = Answer { status: parts.status, headers: parts.headers, body };
        let bounds = Bounds { members: self.core.members, ..Bounds::default() };
        let response = read::<O>((&self.input, &[]), binding, answer, bounds)?;
        let (status, headers) = (response.answer().status, response.answer().headers.clone());
        let bytes = O::answer(&response).value().as_blob().map_or_else(Bytes::new, |blob| blob.bytes.clone());
        Ok(Streamed { status, headers, body: Chunks::from(bytes) })
    }
}

async fn gather(body: &mut Chunks, longest: usize) -> Result<Bytes, TransportError> {
    let mut whole = Whole::default();
    while let Some(piece) = body.next().await? {
        if whole.len() + piece.len() > longest {
            return Err(TransportError::TooLong(longest));
        }
        whole.push(piece);
    }
    Ok(whole.into_bytes())
}
