//! The kinds of changes: what each does to the wire and to the Rust API.

use super::effect::{Effect, Effects};

macro_rules! kinds {
    ($($(#[$about:meta])* $kind:ident)*) => {
        /// What became of a fact.
        #[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
        #[non_exhaustive]
        pub enum Kind { $($(#[$about])* $kind),* }

        impl Kind {
            /// Every kind, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$kind),*];

            /// The kind as programs read it, `member-added`.
            #[must_use]
            pub fn name(self) -> String {
                let variant = match self { $(Self::$kind => stringify!($kind)),* };
                let mut name = String::new();
                for letter in variant.chars() {
                    if letter.is_ascii_uppercase() && !name.is_empty() {
                        name.push('-');
                    }
                    name.push(letter.to_ascii_lowercase());
                }
                name
            }
        }
    };
}

kinds! {
    /// A service that the old side does not have.
    ServiceAdded
    /// A service that the new side does not have.
    ServiceRemoved
    /// A prefix is declared, or a declaration written, that was not, or the other way round.
    XmlStyle
    /// Another address.
    ServerAdded
    /// An address is gone.
    ServerRemoved
    /// The same address has another name.
    ServerRenamed
    /// The name leads to another address.
    ServerMoved
    /// An address needs one more value, or one less.
    ServerVariables
    /// The value of an address has another name.
    ServerVariableRenamed
    /// Something more that both sides must know.
    CredentialAdded
    /// Something less that both sides must know.
    CredentialRemoved
    /// A credential is kept out of logs now, or no longer is.
    CredentialSecrecy
    /// Something more can be said.
    OperationAdded
    /// Something can no longer be said.
    OperationRemoved
    /// The Rust name of an operation, a type, a member, a value, a failure, a binding or a credential.
    RustName
    /// A member that may be left out.
    MemberAdded
    /// A member that must be there.
    RequiredMemberAdded
    /// A member is gone.
    MemberRemoved
    /// A member has another type.
    MemberType
    /// The type has another name for the same, and an argument takes more than before.
    ArgumentTakesMore
    /// The type has another name for the same, and an argument takes less than before.
    ArgumentTakesLess
    /// What must be there may be left out, or the other way round.
    Presence
    /// The same, where a server has a default.
    PresenceWithDefault
    /// The page promises it now, or no longer does; it may be left out either way.
    Promise
    /// What may be left out may be null as well.
    NullAdded
    /// What must be there may be null.
    NullAddedToRequired
    /// What may be null no longer may.
    NullRemoved
    /// The text of a value has another form.
    Format
    /// The text of a date has another form, and both forms are read alike.
    FormatReadAlike
    /// A request may say less than before, or other texts: a new server refuses what an old client may send.
    LimitsNarrower
    /// A request may say more than before: an old server refuses what a new client may send.
    LimitsWider
    /// The limits of what only answers have, where a reader notes what is outside and takes it.
    LimitsOfAnswer
    /// A value on the wire stands for absence, another one, or none.
    NoneValue
    /// A form or a query writes a list, or what is inside a value, otherwise.
    ListStyle
    /// A server takes a value where there was none.
    DefaultAdded
    /// A server takes another value, or none, where one is left out.
    Default
    /// Another name is written.
    WrittenName
    /// One more name is read.
    ReadNameAdded
    /// A name is no longer read.
    ReadNameRemoved
    /// Names are read in any case of their letters.
    CaseIgnored
    /// Names are no longer read in any case of their letters.
    CaseCounts
    /// A server reads an input in one more place.
    ReadPlaceAdded
    /// A server no longer reads an input in a place in which a client did not write it.
    ReadPlaceRemoved
    /// An answer repeats another input, or none.
    Echo
    /// Members are written in another order.
    MembersReordered
    /// What a caller must give comes in another order.
    ArgumentsReordered
    /// The element of a document.
    XmlRoot
    /// The element or the attribute of a member, or the elements of its items.
    XmlName
    /// What becomes of an empty list that must be there.
    XmlEmptyList
    /// What becomes of an empty list that may be left out.
    XmlEmptyOptionalList
    /// Whether a receiver must understand a block of a SOAP header.
    MustUnderstand
    /// Whom a block of a SOAP header is for; others leave it alone.
    Actor
    /// The order of elements.
    XmlOrder
    /// How members stand in a plain text.
    Layout
    /// Members stand in a JSON list, or no longer.
    JsonList
    /// Members of a JSON list stand at other places in it.
    JsonPositions
    /// A success brings another type.
    Output
    /// What tells a success.
    SuccessCondition
    /// A type is new.
    TypeAdded
    /// A type is gone.
    TypeRemoved
    /// A type is made of something else.
    TypeKind
    /// One more value is listed, or one more type of a union; where it is not, it is kept.
    ValueAdded
    /// A value, or a type of a union, is no longer listed, and kept as it comes.
    ValueRemoved
    /// One more value is listed, or one more type of a union; where it is not, it is refused.
    ClosedValueAdded
    /// A value, or a type of a union, is no longer listed, and refused.
    ClosedValueRemoved
    /// What is not listed is refused, and has no variant in Rust.
    ValuesClosed
    /// What is not listed is kept, and has a variant in Rust.
    ValuesOpened
    /// The values are numbers now, numbers of another size, or texts.
    ValuesNumber
    /// A value is written otherwise.
    Value
    /// One more way to travel, that a client takes where it is told to.
    BindingAdded
    /// One more way to travel, that a client takes by default.
    DefaultBindingAdded
    /// A way to travel is gone.
    BindingRemoved
    /// The ways to travel come in another order.
    BindingsReordered
    /// Another HTTP method.
    Method
    /// One more HTTP method is taken.
    MethodAdded
    /// The path.
    Path
    /// A parameter that is always the same.
    Constant
    /// How a value is computed, or whether it is.
    Computed
    /// A client without credentials may leave a computed value out.
    ComputedOptional
    /// A client without credentials may not leave a computed value out.
    ComputedRequired
    /// What a client sends by itself where a caller gives nothing; a server takes what comes.
    Held
    /// An input that was computed has a setter.
    SetterAdded
    /// An input that is computed has no setter any longer.
    SetterRemoved
    /// A client keeps something of an answer, and has a way to it where it had none.
    HoldAdded
    /// A client no longer keeps something of an answer, and has no way to it where that was the last.
    HoldRemoved
    /// A client follows pages.
    PagesAdded
    /// A client no longer follows pages.
    PagesRemoved
    /// A client finds the next page in another way.
    Pages
    /// A client hands out the items of pages.
    PageItemsAdded
    /// A client no longer hands out the items of pages.
    PageItemsRemoved
    /// The items of pages are those of another list.
    PageItems
    /// An input travels in another place.
    Place
    /// An input that may be left out has a place in a binding that had none for it.
    PlaceAdded
    /// Whether a binding can do without a parameter.
    ParameterNeed
    /// A header stands in for another one.
    StandInAdded
    /// A header no longer stands in for that one.
    StandInRemoved
    /// Parameters are written in another order.
    ParametersReordered
    /// One more media type.
    MediaTypeAdded
    /// One more media type that a client takes unless it is told another: the first, or for an
    /// answer the one that the request has.
    DefaultMediaTypeAdded
    /// A media type is gone.
    MediaTypeRemoved
    /// Media types come in another order.
    MediaTypesReordered
    /// A body of the same media type is written otherwise.
    Codec
    /// The parameters of a media type.
    ContentType
    /// A part of a body is written otherwise, or may no longer have each media type that it had.
    Part
    /// A part of a body may have one more media type.
    PartMediaAdded
    /// A part of a body says something else of itself that no reader goes by.
    PartHead
    /// One more failure, told by what told nothing before.
    FailureAdded
    /// One more failure, told by what told a success or another failure.
    FailureAddedInPlace
    /// A failure is gone.
    FailureRemoved
    /// What tells a failure.
    FailureCondition
    /// What the answer of a failure holds.
    FailureType
    /// Failures that one answer may tell are tried in another order.
    FailuresReordered
    /// How often the same request may be sent again.
    Retry
    /// One more type that the detail of a fault may hold.
    FaultAdded
    /// A type that the detail of a fault no longer holds.
    FaultRemoved
    /// One more sample.
    SampleAdded
    /// A sample is gone.
    SampleRemoved
    /// Descriptions, sources, or the texts of samples.
    Documentation
}

impl Kind {
    /// What a change of this kind does where it touches what it can touch.
    ///
    /// The columns are the wire, the crate of types, and what the crates of the
    /// client and of the server have by themselves.
    #[rustfmt::skip]
    #[must_use]
    pub fn effects(self) -> Effects {
        use Effect::{Additive as A, Breaking as B, Neutral as N};
        match self {
            //                                  wire types client server
            Self::ServiceAdded =>          row(A, A, A, A),
            Self::ServiceRemoved =>        row(B, B, B, B),
            Self::XmlStyle =>              row(A, N, N, N),
            Self::ServerAdded =>           row(A, N, A, N),
            Self::ServerRemoved =>         row(B, N, B, N),
            Self::ServerRenamed =>         row(N, N, B, N),
            Self::ServerMoved =>           row(B, N, N, N),
            Self::ServerVariables =>       row(B, N, B, N),
            Self::ServerVariableRenamed => row(N, N, B, N),
            Self::CredentialAdded =>       row(N, B, N, N),
            Self::CredentialRemoved =>     row(N, B, N, N),
            Self::CredentialSecrecy =>     row(N, B, N, N),
            Self::OperationAdded =>        row(A, A, A, B),
            Self::OperationRemoved =>      row(B, B, B, B),
            Self::RustName =>              row(N, B, N, N),
            Self::MemberAdded =>           row(A, B, N, N),
            Self::RequiredMemberAdded =>   row(B, B, N, N),
            Self::MemberRemoved =>         row(B, B, N, N),
            Self::MemberType =>            row(B, B, N, N),
            Self::ArgumentTakesMore =>     row(N, N, A, N),
            Self::ArgumentTakesLess =>     row(N, N, B, N),
            Self::Presence =>              row(B, B, N, N),
            Self::PresenceWithDefault =>   row(A, B, N, N),
            Self::Promise =>               row(N, N, N, N),
            Self::NullAdded =>             row(A, B, N, N),
            Self::NullAddedToRequired =>   row(B, B, N, N),
            Self::NullRemoved =>           row(B, B, N, N),
            Self::Format =>                row(B, N, N, N),
            Self::FormatReadAlike =>       row(A, N, N, N),
            Self::LimitsNarrower =>        row(B, N, N, N),
            Self::LimitsWider =>           row(B, N, N, N),
            Self::LimitsOfAnswer =>        row(A, N, N, N),
            Self::NoneValue =>             row(B, B, N, N),
            Self::ListStyle =>             row(B, N, N, N),
            Self::DefaultAdded =>          row(A, N, N, N),
            Self::Default =>               row(B, N, N, N),
            Self::WrittenName =>           row(B, N, N, N),
            Self::ReadNameAdded =>         row(A, N, N, N),
            Self::ReadNameRemoved =>       row(B, N, N, N),
            Self::CaseIgnored =>           row(A, N, N, N),
            Self::CaseCounts =>            row(B, N, N, N),
            Self::ReadPlaceAdded =>        row(A, N, N, N),
            Self::ReadPlaceRemoved =>      row(B, N, N, N),
            Self::Echo =>                  row(A, N, N, N),
            Self::MembersReordered =>      row(A, N, N, N),
            Self::ArgumentsReordered =>    row(A, N, B, N),
            Self::XmlRoot =>               row(B, N, N, N),
            Self::XmlName =>               row(B, N, N, N),
            Self::XmlEmptyList =>          row(B, N, N, N),
            Self::XmlEmptyOptionalList =>  row(A, N, N, N),
            Self::MustUnderstand =>        row(A, N, N, N),
            Self::Actor =>                 row(B, N, N, N),
            Self::XmlOrder =>              row(B, N, N, N),
            Self::Layout =>                row(B, N, N, N),
            Self::JsonList =>              row(B, N, N, N),
            Self::JsonPositions =>         row(B, N, N, N),
            Self::Output =>                row(B, B, N, N),
            Self::SuccessCondition =>      row(B, N, N, N),
            Self::TypeAdded =>             row(N, A, N, N),
            Self::TypeRemoved =>           row(N, B, N, N),
            Self::TypeKind =>              row(B, B, N, N),
            Self::ValueAdded =>            row(A, B, N, N),
            Self::ValueRemoved =>          row(N, B, N, N),
            Self::ClosedValueAdded =>      row(B, B, N, N),
            Self::ClosedValueRemoved =>    row(B, B, N, N),
            Self::ValuesClosed =>          row(B, B, N, N),
            Self::ValuesOpened =>          row(B, B, N, N),
            Self::ValuesNumber =>          row(B, B, N, N),
            Self::Value =>                 row(B, N, N, N),
            Self::BindingAdded =>          row(A, A, N, N),
            Self::DefaultBindingAdded =>   row(B, A, N, N),
            Self::BindingRemoved =>        row(B, B, N, N),
            Self::BindingsReordered =>     row(A, N, N, N),
            Self::Method =>                row(B, N, N, N),
            Self::MethodAdded =>           row(A, N, N, N),
            Self::Path =>                  row(B, N, N, N),
            Self::Constant =>              row(B, N, N, N),
            Self::Computed =>              row(B, N, N, N),
            Self::ComputedOptional =>      row(A, N, N, N),
            Self::ComputedRequired =>      row(B, N, N, N),
            Self::Held =>                  row(A, N, N, N),
            Self::SetterAdded =>           row(N, N, A, N),
            Self::SetterRemoved =>         row(N, N, B, N),
            Self::HoldAdded =>             row(A, N, A, N),
            Self::HoldRemoved =>           row(A, N, B, N),
            Self::PagesAdded =>            row(N, N, A, N),
            Self::PagesRemoved =>          row(N, N, B, N),
            Self::Pages =>                 row(A, N, N, N),
            Self::PageItemsAdded =>        row(N, N, A, N),
            Self::PageItemsRemoved =>      row(N, N, B, N),
            Self::PageItems =>             row(N, N, B, N),
            Self::Place =>                 row(B, N, N, N),
            Self::PlaceAdded =>            row(A, N, N, N),
            Self::ParameterNeed =>         row(B, N, N, N),
            Self::StandInAdded =>          row(A, N, N, N),
            Self::StandInRemoved =>        row(B, N, N, N),
            Self::ParametersReordered =>   row(A, N, N, N),
            Self::MediaTypeAdded =>        row(A, A, N, N),
            Self::DefaultMediaTypeAdded => row(B, A, N, N),
            Self::MediaTypeRemoved =>      row(B, B, N, N),
            Self::MediaTypesReordered =>   row(A, N, N, N),
            Self::Codec =>                 row(B, N, N, N),
            Self::ContentType =>           row(A, N, N, N),
            Self::Part =>                  row(B, N, N, N),
            Self::PartMediaAdded =>        row(A, N, N, N),
            Self::PartHead =>              row(A, N, N, N),
            Self::FailureAdded =>          row(A, B, N, N),
            Self::FailureAddedInPlace =>   row(B, B, N, N),
            Self::FailureRemoved =>        row(B, B, N, N),
            Self::FailureCondition =>      row(B, N, N, N),
            Self::FailureType =>           row(B, B, N, N),
            Self::FailuresReordered =>     row(B, N, N, N),
            Self::Retry =>                 row(N, N, N, N),
            Self::FaultAdded =>            row(A, N, N, N),
            Self::FaultRemoved =>          row(N, N, N, N),
            Self::SampleAdded =>           row(N, A, N, N),
            Self::SampleRemoved =>         row(N, B, N, N),
            Self::Documentation =>         row(N, N, N, N),
        }
    }
}

fn row(wire: Effect, types: Effect, client: Effect, server: Effect) -> Effects {
    // Whoever uses the client or the server uses the types as well.
    Effects { wire, types, client: client.max(types), server: server.max(types) }
}
