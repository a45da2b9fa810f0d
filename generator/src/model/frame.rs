//! What an answer brings that has more than a body.

use super::{BodyFrom, Docs, Failure, Holds, Member, Operation, Output, Presence, Record, Whole};

/// The record of a body and of the headers beside it.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The body, or its members, and then the headers.
    pub record: Record,
    /// What of the record is the body; `Whole` is the first member.
    pub body: BodyFrom,
    /// The members that are headers.
    pub headers: Vec<usize>,
}

impl Operation {
    /// What a success brings, where that is more than a body.
    #[must_use]
    pub fn frame(&self) -> Option<Frame> {
        frame(&self.output, &self.headers)
    }

    /// Every member that stands in a header of an answer.
    pub fn answer_headers(&self) -> impl Iterator<Item = &Member> {
        self.headers.iter().chain(self.failures.iter().flat_map(|own| &own.headers))
    }

    /// Every member that stands in a header of an answer, to be changed.
    pub fn answer_headers_mut(&mut self) -> impl Iterator<Item = &mut Member> {
        self.headers.iter_mut().chain(self.failures.iter_mut().flat_map(|own| &mut own.headers))
    }
}

impl Failure {
    /// What the answer holds, where that is more than a body; `output` is that of a success.
    #[must_use]
    pub fn frame(&self, output: &Output) -> Option<Frame> {
        match &self.holds {
            Holds::Success => frame(output, &self.headers),
            Holds::Nothing => frame(&Output::Nothing, &self.headers),
            Holds::Whole(own) => frame(&Output::Whole(own.clone()), &self.headers),
        }
    }
}

fn frame(body: &Output, headers: &[Member]) -> Option<Frame> {
    if headers.is_empty() {
        return None;
    }
    let (mut record, body) = match body {
        Output::Nothing => (Record::default(), BodyFrom::Nothing),
        Output::Whole(whole) => {
            (Record { members: vec![whole_body(whole)], ..Record::default() }, BodyFrom::Whole)
        }
        Output::Record(record) => (record.clone(), BodyFrom::Members((0..record.members.len()).collect())),
    };
    let first = record.members.len();
    record.members.extend_from_slice(headers);
    Some(Frame { headers: (first..record.members.len()).collect(), record, body })
}

/// The body as a member beside its headers.
fn whole_body(whole: &Whole) -> Member {
    Member {
        // The page has no name for it.
        page: String::new(),
        wire: Frame::BODY.to_owned(),
        also: Vec::new(),
        rust: Frame::BODY.to_owned(),
        type_: whole.type_.clone(),
        presence: Presence::Required,
        nullable: false,
        format: whole.format.clone(),
        none: None,
        limits: None,
        default: None,
        boxed: false,
        always: None,
        list: None,
        echo: None,
        given: None,
        docs: Docs { about: Some("The body of the answer.".to_owned()), origins: Vec::new() },
    }
}

impl Frame {
    /// What a body is called beside headers.
    pub const BODY: &'static str = "body";
}
