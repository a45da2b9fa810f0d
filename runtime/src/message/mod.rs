//! Operations and bindings as const tables, and messages built and read by them, without I/O.
//!
//! The client and the server both stand on this: what one writes, the other
//! reads by the same table.

mod answer;
mod base_url;
mod body;
mod condition;
mod decode_request;
#[cfg(any(feature = "client", feature = "server"))]
mod deviations;
mod encode_request;
mod http_text;
mod json_padding;
mod media_type;
mod operation;
mod request;
mod root;
mod route;
mod sample;
#[cfg(any(feature = "client", feature = "server"))]
mod whole;

#[cfg(any(feature = "client", feature = "testing"))]
pub(crate) use answer::answer_type;
#[cfg(any(feature = "server", feature = "testing"))]
pub(crate) use answer::carrier;
pub use answer::{Outcome, decode_answer, encode_answer, encode_failure};
pub use base_url::{Address, BaseUrl, BaseUrlError};
pub use body::{Body, nothing, write_body};
pub use condition::{Answered, Condition, Retry};
#[cfg(any(feature = "client", feature = "testing", all(feature = "server", feature = "xml")))]
pub(crate) use decode_request::charset;
#[cfg(feature = "testing")]
pub(crate) use decode_request::decode_body;
pub use decode_request::decode_request;
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) use deviations::{Deviations, look_again};
#[cfg(feature = "testing")]
pub(crate) use encode_request::assemble;
#[cfg(feature = "testing")]
pub(crate) use encode_request::encode_body;
pub use encode_request::encode_request;
#[cfg(feature = "client")]
pub(crate) use encode_request::has_place_for_all;
#[cfg(any(feature = "client", feature = "server", feature = "testing"))]
pub(crate) use encode_request::single_text;
pub use http_text::HttpText;
#[cfg(feature = "server")]
pub(crate) use json_padding::is_function;
#[cfg(feature = "xml")]
pub use media_type::SoapEnvelope;
#[cfg(feature = "server")]
pub(crate) use media_type::essence;
pub use media_type::{Codec, MediaType, accepts};
pub use operation::{
    Binding, BindingName, BodyFrom, Computed, Failure, FailureCase, MediaTypeName, NoCredentials, NoFailure,
    Operation, Parameter, ParameterValue, Segment,
};
pub use request::{RequestError, View};
pub use root::Root;
#[cfg(feature = "server")]
pub(crate) use route::{constants_match, match_path, required_there};
pub use sample::{Defect, Direction, Match, Sample};
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) use whole::Whole;
