//! Operations and bindings as const tables, and messages built and read by them, without I/O.
//!
//! The client and the server both stand on this: what one writes, the other
//! reads by the same table.

mod answer;
mod base_url;
mod body;
mod condition;
#[cfg(any(feature = "testing", feature = "server"))]
mod http_text;
mod json_padding;
mod media_type;
mod operation;
mod request;
mod sample;

pub use answer::{Outcome, decode_answer, encode_answer, encode_failure};
pub use base_url::{BaseUrl, BaseUrlError};
pub use body::Body;
pub use condition::{Condition, Retry};
#[cfg(any(feature = "testing", feature = "server"))]
pub(crate) use http_text::HttpText;
#[cfg(feature = "xml")]
pub use media_type::SoapEnvelope;
pub(crate) use media_type::essence;
pub use media_type::{Codec, MediaType, accepts};
pub use operation::{
    Binding, BindingName, BodyFrom, Computed, Failure, FailureCase, MediaTypeName, NoCredentials, NoFailure,
    Operation, Parameter, ParameterValue, Segment,
};
pub use request::{RequestError, View, decode_request, encode_request};
#[cfg(feature = "testing")]
pub(crate) use request::{assemble, decode_body, encode_body};
#[cfg(feature = "server")]
pub(crate) use request::{constants_match, match_path, required_there, single_text};
pub use sample::{Defect, Direction, Match, Sample};
