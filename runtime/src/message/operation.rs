//! What generated code says about an operation.

use std::fmt;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Body, Computed, Condition, Elsewhere, Framing, Given, MediaType, Retry, Root, View};
use crate::walk::{PairStyle, Record, Value};

/// One thing that can be said to a service, apart from how it travels.
pub trait Operation: Sized + Send + Sync + 'static {
    /// Everything that a caller gives.
    type Input: Record + Clone + fmt::Debug;
    /// What a success brings.
    type Output: Value + Serialize + DeserializeOwned + fmt::Debug;
    /// The failures that the page documents; [`NoFailure`] where there are none.
    type Failure: Failure;
    /// What computed values are computed with; [`NoCredentials`] where there are none.
    type Credentials: Send + Sync + 'static;

    /// The operation's name on its page.
    const NAME: &'static str;
    /// Every way in which the operation travels; a client takes the first by default.
    const BINDINGS: &'static [Binding<Self::Credentials>];

    /// The outputs that repeat an input: pairs of an index into the output's
    /// members and one into the input's. A server stub fills them in.
    const ECHOES: &'static [(usize, usize)] = &[];

    /// The inputs that some binding has no place for: an index into the input's
    /// members, and the names of the bindings that have a place. A client that is
    /// given one takes such a binding, unless it is told another.
    const PLACED: &'static [(usize, &'static [&'static str])] = &[];

    /// The inputs that a server reads in other places too.
    const ELSEWHERE: &'static [Elsewhere] = &[];

    /// What tells a success, after the failures were tried.
    const SUCCESS: Condition = Condition::Status(&[(200, 299)]);

    /// How the part of the input stands in a body that is the whole of it, if it is no record.
    const BODY: Root = Root::new();

    /// What of the output is the body of an answer, and what are its headers.
    const ANSWER: Framing = Framing::BODY;

    /// How the body of an answer stands, if it is no record.
    const OUTPUT: Root = Root::new();

    /// Whether the page sets limits to something in the input, the output or a failure.
    const LIMITED: bool = false;

    /// Whether some text in the input, the output or a failure is a document, so that JSON
    /// around it is read by the walk, which counts what is inside along with it.
    const DOCUMENTS: bool = false;

    /// Whether a server takes something else where the body of a request leaves something out.
    const DEFAULTS: bool = false;
    /// The inputs that are computed before anything is written, in the order in
    /// which that is done. Nobody types them in.
    const GIVEN: &'static [Given<Self::Credentials>] = &[];

    /// What a client keeps of a success: the names that lead to a member of the
    /// output, dots between them, and the name to hold it under.
    const HOLDS: &'static [(&'static str, &'static str)] = &[];

    /// The part of the input that a whole-body binding carries.
    fn body(_input: &Self::Input) -> Option<&dyn Body> {
        None
    }

    /// The part of the input that a whole-body binding carries, to be read into.
    fn body_mut(_input: &mut Self::Input) -> Option<&mut dyn Body> {
        None
    }

    /// The part of the output that is the whole body, or has the members of the body among its own.
    fn answer(output: &Self::Output) -> &dyn Body {
        output
    }

    /// The part of the output that the body is read into.
    fn answer_mut(output: &mut Self::Output) -> &mut dyn Body {
        output
    }
}

/// One way in which an operation travels over HTTP.
///
/// Members are given by their index in the input's [`Shape`](crate::Shape).
#[derive(Debug)]
pub struct Binding<C: 'static = NoCredentials> {
    /// The binding's name in the spec.
    pub name: &'static str,
    /// The HTTP method that a client uses, then those that a server takes as well.
    pub methods: &'static [&'static str],
    /// The path, with members in it.
    pub path: &'static [Segment],
    /// The query, in the order in which it is written.
    pub query: &'static [Parameter<C>],
    /// The headers, in the order in which they are written.
    pub headers: &'static [Parameter<C>],
    /// What the body holds.
    pub body: BodyFrom,
    /// The media types of a request body; a client takes the first by default.
    pub accepts: &'static [MediaType],
    /// The media types of an answer; a server takes the first by default.
    pub answers: &'static [MediaType],
}

impl<C> Binding<C> {
    /// Whether the binding has a place of its own for a member of the input.
    pub(super) fn carries(&self, member: usize) -> bool {
        let in_path = self.path.contains(&Segment::Member(member));
        let mut parameters = self.query.iter().chain(self.headers);
        let is = |own: &Parameter<C>| matches!(own.value, ParameterValue::Member(own) if own == member);
        let in_body = matches!(self.body, BodyFrom::Members(only) if only.contains(&member));
        in_path || in_body || parameters.any(is)
    }
}

/// A piece of a path, or of another template.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Segment {
    /// A text that always stands there.
    Text(&'static str),
    /// The value of a member, escaped.
    Member(usize),
}

/// A query parameter or a header.
#[derive(Debug)]
pub struct Parameter<C: 'static> {
    /// The name that is written.
    pub name: &'static str,
    /// Further names that a server reads.
    pub also: &'static [&'static str],
    /// Where the value comes from.
    pub value: ParameterValue<C>,
    /// Whether this binding cannot do without a member that others do without.
    pub required: bool,
    /// The member in whose header's place this one stands where the value is not
    /// ASCII. A server that gets this one alone has its value for both.
    pub instead_of: Option<usize>,
    /// Whether a computed value looks at inputs.
    pub over_input: bool,
    /// What a server that misses it asks for, as a scheme of authentication.
    pub scheme: &'static str,
    /// How a query names what is inside the value, and writes lists.
    pub pairs: PairStyle,
    /// Whether a server reads the name in any case of ASCII letters.
    pub ignore_case: bool,
}

/// Where the value of a parameter comes from.
#[derive(Debug)]
pub enum ParameterValue<C: 'static> {
    /// It is always the same, and tells this binding from others.
    Constant(&'static str),
    /// It is a member of the input.
    Member(usize),
    /// It is computed over the message.
    Computed(Computed<C>),
}

/// What the body of a request holds.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum BodyFrom {
    /// Nothing.
    Nothing,
    /// [`Operation::body`], a type of the spec.
    Whole,
    /// Members of the input, each by its own name.
    Members(&'static [usize]),
}

impl<C> Parameter<C> {
    const fn new(name: &'static str, value: ParameterValue<C>) -> Self {
        Self {
            name,
            also: &[],
            value,
            required: false,
            instead_of: None,
            over_input: false,
            scheme: "Basic",
            pairs: PairStyle::PLAIN,
            ignore_case: false,
        }
    }

    /// A parameter that is always the same.
    #[must_use]
    pub const fn constant(name: &'static str, value: &'static str) -> Self {
        Self::new(name, ParameterValue::Constant(value))
    }

    /// A parameter that is a member of the input.
    #[must_use]
    pub const fn member(name: &'static str, member: usize) -> Self {
        Self::new(name, ParameterValue::Member(member))
    }

    /// A parameter that is computed with credentials, and without which a message is refused.
    #[must_use]
    pub const fn computed(name: &'static str, value: fn(&View<'_>, &C) -> String) -> Self {
        Self::new(name, ParameterValue::Computed(Computed::proof(value)))
    }

    /// A parameter that is computed where there are credentials.
    #[must_use]
    pub const fn computed_if_known(name: &'static str, value: fn(&View<'_>, &C) -> String) -> Self {
        Self::new(name, ParameterValue::Computed(Computed::proof(value).optional()))
    }

    /// A parameter that is computed from the message alone.
    #[must_use]
    pub const fn derived(name: &'static str, value: fn(&View<'_>) -> String) -> Self {
        Self::new(name, ParameterValue::Computed(Computed::derived(value)))
    }

    /// A parameter that is computed from the message alone, and that a server can do without.
    #[must_use]
    pub const fn derived_if_there(name: &'static str, value: fn(&View<'_>) -> String) -> Self {
        Self::new(name, ParameterValue::Computed(Computed::derived(value).optional()))
    }

    /// Says that a computed parameter looks at inputs, so that a server reads them first.
    #[must_use]
    pub const fn over_input(mut self) -> Self {
        self.over_input = true;
        self
    }

    /// Sets the scheme of authentication that a server asks for which misses it.
    #[must_use]
    pub const fn scheme(mut self, scheme: &'static str) -> Self {
        self.scheme = scheme;
        self
    }

    /// Adds names that a server reads beside the written one.
    #[must_use]
    pub const fn also(mut self, also: &'static [&'static str]) -> Self {
        self.also = also;
        self
    }

    /// Makes it a header that stands in for that of another member where the value is not ASCII.
    #[must_use]
    pub const fn instead_of(mut self, member: usize) -> Self {
        self.instead_of = Some(member);
        self
    }

    /// Sets how a query names what is inside the value, and writes lists.
    #[must_use]
    pub const fn pairs(mut self, style: PairStyle) -> Self {
        self.pairs = style;
        self
    }

    /// Makes a server read the name in any case of ASCII letters.
    #[must_use]
    pub const fn ignore_case(mut self) -> Self {
        self.ignore_case = true;
        self
    }

    /// Whether a reader takes a name for this parameter's.
    pub(super) fn is(&self, name: &str) -> bool {
        let is = |own: &str| own == name || (self.ignore_case && own.eq_ignore_ascii_case(name));
        is(self.name) || self.also.iter().any(|own| is(own))
    }

    /// Makes the binding refuse to do without the member.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }
}

/// The documented failures of an operation.
pub trait Failure: Sized + Send + Sync + fmt::Debug + 'static {
    /// What tells the failures from success and from each other; the first match wins.
    const CASES: &'static [FailureCase];

    /// How what the failures hold stands in a body, by case, if some hold no record.
    const ROOTS: &'static [Root] = &[];

    /// The failure of a case, to be read into.
    fn empty(case: usize) -> Self;

    /// How what the failure of a case holds stands in a body.
    fn root(case: usize) -> Root {
        Self::ROOTS.get(case).copied().unwrap_or_default()
    }

    /// What of the failures is the body of an answer, and what are its headers, by case, if some have headers.
    const FRAMINGS: &'static [Framing] = &[];

    /// How the failure of a case stands in an answer.
    fn framing(case: usize) -> Framing {
        Self::FRAMINGS.get(case).copied().unwrap_or(Framing::BODY)
    }

    /// Which of [`Failure::CASES`] this is.
    fn case(&self) -> usize;

    /// What the body of the answer holds.
    fn body(&self) -> &dyn Body;

    /// What the body of the answer holds, to be read into.
    fn body_mut(&mut self) -> &mut dyn Body;

    /// What the answer holds, headers and all.
    fn held(&self) -> &dyn Value {
        self.body().value()
    }

    /// What the answer holds, headers and all, to be read into.
    fn held_mut(&mut self) -> &mut dyn Value {
        self.body_mut().value_mut()
    }
}

/// One documented failure.
#[derive(Debug)]
pub struct FailureCase {
    /// Its name in the spec.
    pub name: &'static str,
    /// When an answer is this failure.
    pub when: Condition,
    /// Whether the same request may be sent again.
    pub retry: Option<Retry>,
}

/// An operation whose page documents no failure. There is no such value.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum NoFailure {}

impl Failure for NoFailure {
    const CASES: &'static [FailureCase] = &[];

    fn empty(_: usize) -> Self {
        unreachable!("an operation without failure cases never has one to read")
    }

    fn case(&self) -> usize {
        match *self {}
    }

    fn body(&self) -> &dyn Body {
        match *self {}
    }

    fn body_mut(&mut self) -> &mut dyn Body {
        match *self {}
    }
}

impl fmt::Display for NoFailure {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

/// A service whose page asks for no credentials.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct NoCredentials;
