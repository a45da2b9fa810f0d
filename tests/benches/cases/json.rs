//! JSON both ways, over what serde derives for plain types.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;
use uuid::Uuid;
use wirewright_runtime::message::Body;
use wirewright_runtime::{DateTime, Notes, Record};
use wirewright_tests::json_tokens;

use super::Case;

pub(super) fn cases() -> Vec<Case> {
    use cbss_types::types::{RequestsCustomersLogout, ResponsesCustomersLogout};
    use ebay_client_alerts_types::operations::LogoutOutput;
    let [request, answer] = [cbss_types::samples::CUSTOMER_LOGOUT_REQUEST_2.text, CBSS_ANSWER];
    [
        both_ways::<RequestsCustomersLogout, LogoutRequest>(
            ["json read cbss request", "json write cbss request"],
            request,
        ),
        both_ways::<ResponsesCustomersLogout, LogoutAnswer>(
            ["json read cbss answer", "json write cbss answer"],
            answer,
        ),
        both_ways::<LogoutOutput, AlertsAnswer>(
            ["json read ebay-client-alerts answer", "json write ebay-client-alerts answer"],
            ebay_client_alerts_types::samples::LOGOUT_PLAIN_ANSWER_2.text,
        ),
        both_ways::<tt_cmd_types::types::CmdConnection, Connection>(
            ["json read tt-cmd answer", "json write tt-cmd answer"],
            tt_cmd_types::samples::TT_CMD_CONNECTION_LOGOUT_ANSWER.text,
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

const CBSS_ANSWER: &str = cbss_types::samples::CUSTOMER_LOGOUT_ANSWER_2.text;

fn both_ways<O, T>([read, write]: [&'static str; 2], text: &'static str) -> [Case; 2]
where
    O: Record + Body + 'static,
    T: Serialize + DeserializeOwned + 'static,
{
    let ours = || {
        let mut value = O::empty();
        value.read_json(text.as_bytes(), &mut Notes::new()).expect("the sample is JSON");
        value
    };
    let twin = || serde_json::from_slice::<T>(text.as_bytes()).expect("the sample is JSON");
    let (value, twins) = (ours(), twin());
    let to_json = move || value.to_json().expect("what was read can be written");
    let to_vec = move || serde_json::to_vec(&twins).expect("what was read can be written");
    assert_eq!(to_json(), json_tokens(text).into_bytes());
    assert_eq!(to_vec(), json_tokens(text).into_bytes());
    [Case::new(read, ours, twin), Case::new(write, to_json, to_vec)]
}

/// Tells a null from a member that is left out.
fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<Option<T>, D::Error> {
    T::deserialize(from).map(Some)
}

type Nullable<T> = Option<Option<T>>;

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct LogoutRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    client_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_time: Option<DateTime>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    content: Nullable<Box<RawValue>>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct LogoutAnswer {
    #[serde(skip_serializing_if = "Option::is_none")]
    is_successful: Option<bool>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    messages: Nullable<Vec<Box<RawValue>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_time: Option<DateTime>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    content: Nullable<Box<RawValue>>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "PascalCase")]
struct AlertsAnswer {
    #[serde(alias = "Timestamp.Value")]
    timestamp: DateTime,
    ack: Ack,
    #[serde(
        rename = "CorrelationID",
        alias = "CorrelationID.Value",
        skip_serializing_if = "Option::is_none"
    )]
    correlation_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    errors: Option<Vec<AlertsError>>,
    #[serde(alias = "Build.Value")]
    build: String,
    #[serde(alias = "Version.Value")]
    version: String,
    #[serde(alias = "SessionData.Value", skip_serializing_if = "Option::is_none")]
    session_data: Option<String>,
}

/// Closed, unlike the generated one, which keeps values that the page does not list.
#[derive(Deserialize, Serialize)]
enum Ack {
    Success,
    Warning,
    Failure,
    CustomCode,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "PascalCase")]
struct AlertsError {
    #[serde(alias = "ShortMessage.Value", skip_serializing_if = "Option::is_none")]
    short_message: Option<String>,
    #[serde(alias = "LongMessage.Value", skip_serializing_if = "Option::is_none")]
    long_message: Option<String>,
    #[serde(alias = "ErrorCode.Value", skip_serializing_if = "Option::is_none")]
    error_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    severity_code: Option<Severity>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error_parameters: Option<Vec<ErrorParameter>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error_classification: Option<Classification>,
}

#[derive(Deserialize, Serialize)]
enum Severity {
    Error,
    Warning,
    CustomCode,
}

#[derive(Deserialize, Serialize)]
enum Classification {
    RequestError,
    SystemError,
    CustomCode,
}

#[derive(Deserialize, Serialize)]
struct ErrorParameter {
    #[serde(rename = "ParamID", skip_serializing_if = "Option::is_none")]
    param_id: Option<String>,
    #[serde(rename = "Value", alias = "Value.Value", skip_serializing_if = "Option::is_none")]
    value: Option<String>,
}

#[derive(Clone, Deserialize, PartialEq, Serialize)]
pub(super) struct Connection {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<Uuid>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) locator: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) id_pos_sesion: Option<Uuid>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) terminal_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) success: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date_login: Option<DateTime>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date_logout: Option<DateTime>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) terminal_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) id_user: Option<Uuid>,
}
