//! Operations, and how they travel.

use super::{
    Codec, Condition, Docs, Expr, Format, MediaType, Member, Paging, PairStyle, Record, Type, TypeId,
    TypeRef, XmlRoot,
};

/// One thing that can be said to a service.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Its name on the page.
    pub page: String,
    /// Its name as a Rust type.
    pub rust: String,
    /// Its name as a Rust method and module.
    pub method: String,
    /// What it does, in one sentence.
    pub summary: String,
    /// What else there is to say.
    pub docs: Docs,
    /// What a caller gives.
    pub input: Input,
    /// What the body of a success brings.
    pub output: Output,
    /// What a success brings in headers.
    pub headers: Vec<Member>,
    /// What tells a success, after the failures were tried; a status from 200 to 299 by default.
    pub success: Option<Condition>,
    /// What a client keeps of a success.
    pub holds: Vec<Hold>,
    /// How its answers follow one another.
    pub pages: Option<Paging>,
    /// The documented failures, in the order in which they are tried.
    pub failures: Vec<Failure>,
    /// What the detail of a fault may hold; records.
    pub faults: Vec<TypeId>,
    /// The ways to travel; the first is a client's default.
    pub bindings: Vec<Binding>,
    /// The page's samples.
    pub samples: Vec<Sample>,
}

impl Operation {
    /// The media types of all bindings, each behind its name as a Rust constant.
    #[must_use]
    pub fn media_constants(&self) -> Vec<(String, String)> {
        let mut names: Vec<(String, String)> = Vec::new();
        let bindings = || self.bindings.iter();
        let all = bindings().flat_map(|own| own.accepts.iter().chain(&own.answers));
        for media in all.filter(|media| media.codec != Codec::Empty) {
            let essence = media.essence();
            if names.iter().any(|(_, known)| known == essence) {
                continue;
            }
            let mut constant: String = essence
                .chars()
                .map(|own| if own.is_ascii_alphanumeric() { own.to_ascii_uppercase() } else { '_' })
                .collect();
            let taken = |constant: &str, names: &[(String, String)]| {
                names.iter().any(|(own, _)| own == constant) || bindings().any(|own| own.rust == constant)
            };
            while taken(&constant, &names) || constant.starts_with(|first: char| first.is_ascii_digit()) {
                constant.insert_str(0, "TYPE_");
            }
            names.push((constant, essence.to_owned()));
        }
        names
    }
}

/// Everything that a caller gives.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// Every input but those that are computed.
    pub record: Record,
    /// The member that is the whole body, if a type is.
    pub body: Option<usize>,
    /// How that member stands in XML, if some XML carries it and it is no record.
    pub root: Option<XmlRoot>,
    /// The members that are computed before anything is written, in the order in
    /// which that is done.
    pub given: Vec<Given>,
    /// The members that a server reads in other places too.
    pub elsewhere: Vec<Elsewhere>,
}

/// Where a server reads an input beside the place in which a client writes it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Elsewhere {
    /// An index into the input's members.
    pub member: usize,
    /// The name of a query parameter.
    pub query: Option<String>,
    /// The name of a header.
    pub header: Option<String>,
    /// The name of a member of the body.
    pub body: Option<String>,
}

/// An input that is computed before anything is written.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Given {
    /// An index into the input's members.
    pub member: usize,
    /// The way from there to the value, an index a level; empty where it is the member itself.
    pub inside: Vec<usize>,
    /// An index into [`Service::computed`](super::Service::computed).
    pub computed: usize,
    /// Whether it gives a secret away.
    pub secret: bool,
    /// Whether a caller may give another value.
    pub settable: bool,
}

/// A member of an output that a client keeps.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Hold {
    /// The names that lead to it, as they travel.
    pub path: Vec<String>,
    /// The name to keep it under.
    pub name: String,
}

/// What the body of a success brings.
#[derive(Clone, Debug)]
pub enum Output {
    /// Nothing.
    Nothing,
    /// A type, which is the whole of an answer.
    Whole(Whole),
    /// Members of this operation alone.
    Record(Record),
}

/// A type that is the whole of a body.
#[derive(Clone, Debug)]
pub struct Whole {
    /// The type.
    pub type_: TypeRef,
    /// How its text is written, or that of its items.
    pub format: Format,
    /// How it stands in XML, if some XML carries it and it is no record.
    pub root: Option<XmlRoot>,
}

impl Whole {
    /// The record that it is, if it is one.
    #[must_use]
    pub fn record(&self, types: &[Type]) -> Option<TypeId> {
        self.type_.record(|id| types.get(id.0))
    }
}

/// What the body of a failure's answer holds.
#[derive(Clone, Debug)]
pub enum Holds {
    /// What a success holds.
    Success,
    /// Nothing.
    Nothing,
    /// A type of its own.
    Whole(Whole),
}

/// A documented failure.
#[derive(Clone, Debug)]
pub struct Failure {
    /// Its name in the spec.
    pub page: String,
    /// Its name as a Rust variant.
    pub rust: String,
    /// What tells it.
    pub when: Condition,
    /// What the body of its answer holds.
    pub holds: Holds,
    /// What its answer has in headers.
    pub headers: Vec<Member>,
    /// Whether the same request may be sent again.
    pub retry: Option<Retry>,
    /// What it means.
    pub docs: Docs,
}

impl Operation {
    /// The records whose members the condition of a failure may name: what it
    /// holds itself, then what a success brings.
    pub fn records_told<'t>(
        &'t self,
        failure: &'t Failure,
        find: &dyn Fn(TypeId) -> Option<&'t Type>,
    ) -> Vec<&'t Record> {
        let own = match &failure.holds {
            Holds::Whole(own) => own.type_.members(find),
            Holds::Success | Holds::Nothing => None,
        };
        own.into_iter().chain(self.record_brought(find)).collect()
    }

    /// The record that a success brings, if it brings one.
    pub fn record_brought<'t>(&'t self, find: &dyn Fn(TypeId) -> Option<&'t Type>) -> Option<&'t Record> {
        match &self.output {
            Output::Nothing => None,
            Output::Record(record) => Some(record),
            Output::Whole(whole) => whole.type_.members(find),
        }
    }
}

impl Failure {
    /// The type that it holds, or whose items or values it holds; an index into the service's types.
    #[must_use]
    pub fn reached(&self) -> Option<usize> {
        let Holds::Whole(whole) = &self.holds else { return None };
        let mut own = &whole.type_;
        while let Some(inside) = own.inside() {
            own = inside;
        }
        if let TypeRef::Named(id) = own { Some(id.0) } else { None }
    }
}

/// Whether the same request may be sent again.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Retry {
    /// How often.
    pub times: u8,
    /// Only when this holds as well.
    pub when: Option<Condition>,
}

/// One way to travel.
#[derive(Clone, Debug)]
pub struct Binding {
    /// Its name in the spec.
    pub page: String,
    /// Its name as a Rust constant.
    pub rust: String,
    /// The request line, for documentation.
    pub line: String,
    /// The HTTP methods; the first is written.
    pub methods: Vec<String>,
    /// The path.
    pub path: Vec<Segment>,
    /// The query, in order.
    pub query: Vec<Parameter>,
    /// The headers, in order.
    pub headers: Vec<Parameter>,
    /// What the body holds.
    pub body: BodyFrom,
    /// The media types of the request.
    pub accepts: Vec<MediaType>,
    /// The media types of the answer.
    pub answers: Vec<MediaType>,
    /// What else there is to say.
    pub docs: Docs,
}

impl Binding {
    /// Whether the binding has a place for a member of the input.
    #[must_use]
    pub fn carries(&self, member: usize) -> bool {
        let mut parameters = self.query.iter().chain(&self.headers);
        self.path.contains(&Segment::Member(member))
            || parameters.any(|own| own.value == Value::Member(member))
            || matches!(&self.body, BodyFrom::Members(members) if members.contains(&member))
    }
}

/// A piece of a template.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Segment {
    /// A text that always stands there.
    Text(String),
    /// An index into the input's members.
    Member(usize),
}

/// A query parameter or a header.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Parameter {
    /// The name that is written.
    pub name: String,
    /// Further names that are read.
    pub also: Vec<String>,
    /// Where the value comes from.
    pub value: Value,
    /// Whether this binding cannot do without it, where others can.
    pub required: bool,
    /// The input in whose place this header stands where the value is not ASCII;
    /// an index into the input's members.
    pub instead_of: Option<usize>,
    /// How a query names what is inside the value, and writes lists.
    pub pairs: PairStyle,
    /// Whether a query is read with the name in any case.
    pub ignore_case: bool,
}

/// Where the value of a parameter comes from.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Value {
    /// It is always the same.
    Constant(String),
    /// An index into the input's members.
    Member(usize),
    /// An index into [`Service::computed`](super::Service::computed).
    Computed(usize),
}

/// A value that nobody types in.
#[derive(Clone, Debug)]
pub struct Computed {
    /// Its name on the page.
    pub page: String,
    /// The name of its function.
    pub rust: String,
    /// The expression as the spec has it.
    pub text: String,
    /// The expression.
    pub expr: Expr,
    /// Whether a message without it is refused.
    pub required: bool,
    /// What it is.
    pub docs: Docs,
}

/// What a request's body holds.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum BodyFrom {
    /// Nothing.
    Nothing,
    /// The member that [`Input::body`] names.
    Whole,
    /// These members of the input.
    Members(Vec<usize>),
}

/// A message that the page shows.
#[derive(Clone, Debug)]
pub struct Sample {
    /// A name that no other sample of the service has.
    pub name: String,
    /// An index into the operation's bindings.
    pub binding: usize,
    /// The media types, without parameters.
    pub media_types: Vec<String>,
    /// Whether it is a request; it is an answer otherwise.
    pub is_request: bool,
    /// The text.
    pub text: String,
    /// How exactly a written message must be the text.
    pub matching: crate::spec::Match,
    /// What the page made it with.
    pub with: MadeWith,
    /// What is wrong with it.
    pub defect: Option<Defect>,
    /// What else there is to say.
    pub docs: Docs,
}

/// What a page made a request with, as far as it says so.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct MadeWith {
    /// Indices into the service's credentials, and their values.
    pub credentials: Vec<(usize, String)>,
    /// The time, as ISO 8601.
    pub now: Option<String>,
    /// What stands for a number that is used once.
    pub nonce: Option<String>,
    /// What earlier answers brought, by the name under which a client keeps it.
    pub held: Vec<(String, String)>,
}

impl MadeWith {
    /// Whether the page says nothing of it.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// A sample that the page got wrong.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Defect {
    /// Why it cannot be right.
    pub why: String,
    /// What a reader says of it.
    pub error: String,
    /// The sample as it should be.
    pub corrected: String,
}
