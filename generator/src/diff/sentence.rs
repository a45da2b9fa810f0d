//! Changes in words.

use std::fmt;

use super::kind::Kind;
use super::sides::Change;

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { old, new, .. } = self;
        match self.kind {
            Kind::ServiceAdded => write!(f, "is new"),
            Kind::ServiceRemoved => write!(f, "is gone"),
            Kind::XmlStyle => write!(f, "XML documents begin {new}, not {old}"),
            Kind::ServerAdded => write!(f, "is a new address: {new}"),
            Kind::ServerRemoved => write!(f, "is gone; it was {old}"),
            Kind::ServerRenamed => write!(f, "is what was called {old}"),
            Kind::ServerMoved => write!(f, "is {new}, was {old}"),
            Kind::ServerVariables => write!(f, "takes other values: {new}, was {old}"),
            Kind::ServerVariableRenamed => write!(f, "takes {new} where it took {old}"),
            Kind::CredentialAdded => write!(f, "is a new credential"),
            Kind::CredentialRemoved => write!(f, "is gone"),
            Kind::CredentialSecrecy => write!(f, "is {new}, was {old}"),
            Kind::OperationAdded => write!(f, "is a new operation"),
            Kind::OperationRemoved => write!(f, "is gone"),
            Kind::RustName => write!(f, "is {new} in Rust, was {old}"),
            Kind::MemberAdded => write!(f, "is new and may be left out: {new}"),
            Kind::RequiredMemberAdded => write!(f, "is new and must be there: {new}"),
            Kind::MemberRemoved => write!(f, "is gone; it was {old}"),
            Kind::MemberType => write!(f, "is {new}, was {old}"),
            Kind::ArgumentTakesMore => write!(f, "is {new}, was {old}; its argument takes more than before"),
            Kind::ArgumentTakesLess => write!(f, "is {new}, was {old}; its argument takes less than before"),
            Kind::Presence | Kind::Promise => write!(f, "is {new}, was {old}"),
            Kind::PresenceWithDefault => {
                write!(f, "is {new}, was {old}; a server knows what to take where it is left out")
            }
            Kind::NullAdded | Kind::NullAddedToRequired => write!(f, "may be null"),
            Kind::NullRemoved => write!(f, "may no longer be null"),
            Kind::Format | Kind::FormatReadAlike => write!(f, "is written {new}, was written {old}"),
            Kind::LimitsNarrower => {
                write!(f, "is {new}, was {old}; a new server refuses what an old client may send")
            }
            Kind::LimitsWider => {
                write!(f, "is {new}, was {old}; an old server refuses what a new client may send")
            }
            Kind::LimitsOfAnswer => write!(f, "is {new}, was {old}; a client takes an answer all the same"),
            Kind::NoneValue => match (old.is_empty(), new.is_empty()) {
                (true, _) => write!(f, "is {new} on the wire where there is none"),
                (false, true) => write!(f, "is left out where there is none, was {old}"),
                (false, false) => write!(f, "is {new} on the wire where there is none, was {old}"),
            },
            Kind::ListStyle => write!(f, "is written {new}, was {old}"),
            Kind::DefaultAdded => write!(f, "is {new} for a server where it is left out"),
            Kind::Default if new.is_empty() => {
                write!(f, "is nothing for a server where it is left out, was {old}")
            }
            Kind::Default => write!(f, "is {new} for a server where it is left out, was {old}"),
            Kind::WrittenName => write!(f, "travels as {new}, was {old}"),
            Kind::CaseIgnored => write!(f, "reads {new}"),
            Kind::CaseCounts => write!(f, "no longer reads {old}"),
            Kind::ReadNameAdded => write!(f, "is read by the name {new} as well"),
            Kind::ReadNameRemoved => write!(f, "is no longer read by the name {old}"),
            Kind::ReadPlaceAdded => write!(f, "is read in {new} too"),
            Kind::ReadPlaceRemoved => write!(f, "is no longer read in {old}"),
            Kind::Echo => match (old.is_empty(), new.is_empty()) {
                (_, true) => write!(f, "no longer repeats {old}"),
                (true, false) => write!(f, "repeats {new}"),
                (false, false) => write!(f, "repeats {new}, was {old}"),
            },
            Kind::MembersReordered => write!(f, "has its {new}, was {old}"),
            Kind::ArgumentsReordered => write!(f, "takes its arguments as {new}, was {old}"),
            Kind::XmlRoot => write!(f, "is the element {new}, was {old}"),
            Kind::XmlName => write!(f, "is {new} in XML, was {old}"),
            Kind::XmlEmptyList | Kind::XmlEmptyOptionalList => {
                write!(f, "is {new} in XML where it is empty, was {old}")
            }
            Kind::MustUnderstand => write!(f, "{new} be understood as a block, and {old} before"),
            Kind::Actor => match (old.is_empty(), new.is_empty()) {
                (true, _) => write!(f, "is a block for {new}"),
                (false, true) => write!(f, "is a block for any receiver, was for {old}"),
                (false, false) => write!(f, "is a block for {new}, was for {old}"),
            },
            Kind::XmlOrder => write!(f, "is written in XML as {new}, was {old}"),
            Kind::JsonList => write!(f, "is {new} in JSON, was {old}"),
            Kind::JsonPositions => write!(f, "is a list of {new} in JSON, was {old}"),
            Kind::Layout => write!(f, "stands in a text as {new}, was {old}"),
            Kind::SuccessCondition => write!(f, "has a success told by {new}, was {old}"),
            Kind::Output => write!(f, "brings {new}, was {old}"),
            Kind::TypeAdded => write!(f, "is a new type"),
            Kind::TypeRemoved => write!(f, "is gone"),
            Kind::TypeKind => write!(f, "is {new}, was {old}"),
            Kind::ValuesClosed => write!(f, "has no values but those that are listed"),
            Kind::ValuesOpened => write!(f, "may have values that are not listed"),
            Kind::ValuesNumber => write!(f, "has values of {new}, was {old}"),
            Kind::ClosedValueAdded => write!(f, "is a new value; an old peer refuses it"),
            Kind::ClosedValueRemoved => write!(f, "is no longer listed; a new peer refuses it"),
            Kind::ValueAdded => write!(f, "is a new value"),
            Kind::ValueRemoved => write!(f, "is no longer listed; it is kept as it comes"),
            Kind::Value => write!(f, "is written {new}, was {old}"),
            Kind::BindingAdded => write!(f, "is new: {new}"),
            Kind::DefaultBindingAdded => write!(f, "is new and what a client takes by default: {new}"),
            Kind::BindingRemoved => write!(f, "is gone; it was {old}"),
            Kind::BindingsReordered => write!(f, "travels by {new}, was {old}"),
            Kind::Method | Kind::MethodAdded => write!(f, "is sent by {new}, was {old}"),
            Kind::Path => write!(f, "is at {new}, was {old}"),
            Kind::Constant => match (old.is_empty(), new.is_empty()) {
                (true, _) => write!(f, "needs {new}"),
                (false, true) => write!(f, "no longer has {old}"),
                (false, false) => write!(f, "has {new}, was {old}"),
            },
            Kind::Computed => match (old.is_empty(), new.is_empty()) {
                (true, _) => write!(f, "is computed: {new}"),
                (false, true) => write!(f, "is no longer computed; it was {old}"),
                (false, false) => write!(f, "is computed as {new}, was {old}"),
            },
            Kind::ComputedOptional => write!(f, "may be left out by a client without credentials"),
            Kind::ComputedRequired => write!(f, "may not be left out by a client without credentials"),
            Kind::Held => match (old.is_empty(), new.is_empty()) {
                (true, _) => write!(f, "is {new} where a caller leaves it out"),
                (false, true) => write!(f, "is left out where a caller does, was {old}"),
                (false, false) => write!(f, "is {new} where a caller leaves it out, was {old}"),
            },
            Kind::SetterAdded => write!(f, "may be given by a caller now"),
            Kind::SetterRemoved => write!(f, "may no longer be given by a caller"),
            Kind::HoldAdded => write!(f, "has {new} in its answer, which a client keeps"),
            Kind::HoldRemoved => write!(f, "has {old} in its answer, which a client no longer keeps"),
            Kind::PagesAdded => write!(f, "has pages that follow by {new}"),
            Kind::PagesRemoved => write!(f, "no longer has pages that follow by {old}"),
            Kind::Pages => write!(f, "has pages that follow by {new}, was {old}"),
            Kind::PageItemsAdded => write!(f, "has pages with the items of {new}"),
            Kind::PageItemsRemoved => write!(f, "no longer has pages with the items of {old}"),
            Kind::PageItems => write!(f, "has pages with the items of {new}, was {old}"),
            Kind::Place | Kind::PlaceAdded => write!(f, "travels in {new}, was {old}"),
            Kind::ParameterNeed => write!(f, "has a binding that {new}, and that {old} before"),
            Kind::StandInAdded => write!(f, "stands in for {new}"),
            Kind::StandInRemoved => write!(f, "no longer stands in for {old}"),
            Kind::ParametersReordered => write!(f, "writes {new}, was {old}"),
            Kind::MediaTypeAdded => write!(f, "has one more media type: {new}"),
            Kind::DefaultMediaTypeAdded => {
                write!(f, "has one more media type, which a client takes unless it is told another: {new}")
            }
            Kind::MediaTypeRemoved => write!(f, "no longer has the media type {old}"),
            Kind::MediaTypesReordered => {
                write!(f, "prefers the media types {new}, was {old}")
            }
            Kind::Codec => write!(f, "writes {new}, was {old}"),
            Kind::ContentType => write!(f, "names its media type {new}, was {old}"),
            Kind::Part => write!(f, "is a part {new}, was one {old}"),
            Kind::PartMediaAdded => write!(f, "may be a part {new}, was one {old}"),
            Kind::PartHead => write!(f, "says of its part that it is {new}, was {old}"),
            Kind::FailureAdded => write!(f, "is a new failure: {new}"),
            Kind::FailureAddedInPlace => {
                write!(f, "is a new failure: {new}, which told a success or another failure")
            }
            Kind::FailureRemoved => write!(f, "is gone; it was {old}"),
            Kind::FailureCondition => write!(f, "is told by {new}, was {old}"),
            Kind::FailureType => write!(f, "brings {new}, was {old}"),
            Kind::FailuresReordered => write!(f, "tries its failures as {new}, was {old}"),
            Kind::Retry => write!(f, "may be tried again {new}, was {old}"),
            Kind::FaultAdded => write!(f, "may have {new} in the detail of a fault"),
            Kind::FaultRemoved => write!(f, "no longer has {old} in the detail of a fault"),
            Kind::SampleAdded => write!(f, "is a new sample, and a new constant of the types crate"),
            Kind::SampleRemoved => write!(f, "is gone, and so is its constant of the types crate"),
            Kind::Documentation => write!(f, "has another documentation in {new}"),
        }
    }
}
