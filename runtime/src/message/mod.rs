//! Operations and bindings as const tables, and messages built and read by them, without I/O.
//!
//! The client and the server both stand on this: what one writes, the other
//! reads by the same table.

mod access;
#[cfg(feature = "challenge")]
mod access_response;
mod answer;
mod base_url;
mod body;
mod computed;
mod condition;
mod decode_request;
mod defaults;
#[cfg(any(feature = "client", feature = "server"))]
mod deviations;
mod elsewhere;
mod encode_request;
#[cfg(feature = "client")]
mod fault_of;
mod fit;
mod framing;
mod fresh;
mod given;
mod header_text;
mod held;
mod http_text;
mod json_frame;
mod json_padding;
mod link;
mod media_type;
mod names;
#[cfg(feature = "oauth1")]
mod oauth1;
mod operation;
mod paged;
mod pairs_of;
mod request;
mod root;
mod route;
mod sample;
#[cfg(any(feature = "server", feature = "testing"))]
mod shown;
#[cfg(feature = "xml")]
mod soap_body;
mod view;
#[cfg(any(feature = "client", feature = "server"))]
mod whole;
mod write_parameters;

pub use access::Challenges;
#[cfg(feature = "challenge")]
pub use access_response::digest;
#[cfg(all(feature = "challenge", feature = "server"))]
pub(crate) use access_response::questions;
#[cfg(any(feature = "client", feature = "testing", feature = "server"))]
pub(crate) use answer::answer_type;
#[cfg(any(feature = "server", feature = "testing"))]
pub(crate) use answer::carrier;
pub use answer::{Outcome, decode_answer, encode_answer, encode_failure};
pub use base_url::{Address, BaseUrl, BaseUrlError};
pub use body::{Body, nothing, write_body};
pub use computed::Computed;
#[cfg(feature = "server")]
pub(crate) use computed::has_proof;
pub use condition::{Answered, Condition, Retry};
#[cfg(any(feature = "client", feature = "testing", feature = "server"))]
pub(crate) use decode_request::charset;
#[cfg(feature = "testing")]
pub(crate) use decode_request::decode_body;
pub use decode_request::decode_request;
#[cfg(feature = "server")]
pub(crate) use decode_request::{decode_request_at, view_of};
#[cfg(feature = "testing")]
pub(crate) use defaults::fill_body;
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) use deviations::{Deviations, look_again};
pub use elsewhere::Elsewhere;
#[cfg(feature = "testing")]
pub(crate) use encode_request::assemble;
#[cfg(feature = "testing")]
pub(crate) use encode_request::encode_framed;
#[cfg(any(feature = "client", feature = "testing"))]
pub(crate) use encode_request::encode_request_by;
pub(crate) use encode_request::single_text;
pub use encode_request::{Sender, encode_request};
#[cfg(feature = "client")]
pub(crate) use fault_of::fault_of;
#[cfg(all(feature = "testing", any(feature = "client", feature = "server")))]
pub(crate) use fit::first_breach;
#[cfg(feature = "client")]
pub(crate) use fit::has_place_for_all;
#[cfg(feature = "testing")]
pub(crate) use framing::Framed;
pub use framing::Framing;
pub use fresh::{Fresh, OneCall, Sources, TimeForm};
pub use given::Given;
pub use header_text::read as read_headers;
pub use held::Held;
pub use http_text::HttpText;
#[cfg(any(feature = "client", feature = "server", feature = "testing"))]
pub(crate) use json_frame::json_frame;
#[cfg(feature = "server")]
pub(crate) use json_frame::outer_names;
pub use json_frame::{Around, JsonFrame, JsonFramePart};
#[cfg(feature = "server")]
pub(crate) use json_padding::is_function;
#[cfg(feature = "xml")]
pub use media_type::SoapEnvelope;
#[cfg(any(feature = "server", feature = "testing"))]
pub(crate) use media_type::essence;
pub use media_type::{Codec, MediaType, accepts};
pub use names::{BindingName, MediaTypeName};
#[cfg(feature = "oauth1")]
pub use oauth1::{OAuth1, oauth1};
pub use operation::{
    Binding, BodyFrom, Failure, FailureCase, NoCredentials, NoFailure, Operation, Parameter, ParameterValue,
    Segment,
};
pub use paged::{Count, Itemized, Paged, Turn};
pub use pairs_of::PairsOf;
pub use request::RequestError;
pub use root::Root;
#[cfg(feature = "server")]
pub(crate) use route::{constants_match, match_path, required_there};
pub use sample::{Defect, Direction, Match, Sample};
#[cfg(any(feature = "server", feature = "testing"))]
pub(crate) use shown::make_up_headers;
pub use view::View;
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) use whole::Whole;
