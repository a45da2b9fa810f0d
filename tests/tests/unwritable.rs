//! What would not arrive as it is is refused before it is sent.

use cbss_types::operations::CustomerLogout;
use cbss_types::types::ResponsesCustomersLogout;
use chargebee_types::operations::{PortalSessionLogout, PortalSessionLogoutInput};
use wirewright_runtime::message::{Codec, MediaType, Operation, encode_answer, encode_request};
use wirewright_runtime::walk::{Bounds, Notes, PairStyle, Record as _};
use wirewright_runtime::{Any, JsonText, Nullable, form};

/// What comes of a header's value: the error, or the header.
fn header(value: &str) -> Result<String, String> {
    let input = PortalSessionLogoutInput {
        portal_session_id: "p".to_owned(),
        chargebee_request_origin_user: Some(value.to_owned()),
        ..PortalSessionLogoutInput::empty()
    };
    let base = "http://peer.test".parse().expect("a good address");
    let binding = &PortalSessionLogout::BINDINGS[0];
    let request = encode_request::<PortalSessionLogout>(&input, binding, None, None, &base, None);
    let request = request.map_err(|error| error.to_string())?;
    let header = &request.headers()["chargebee-request-origin-user"];
    Ok(header.to_str().expect("it is ASCII").to_owned())
}

#[test]
fn blanks_around_a_header_would_be_lost() {
    for value in [" a", "a ", " ", "\ta"] {
        let error = header(value).expect_err("a peer would drop the blank");
        assert!(error.contains("chargebee-request-origin-user"), "{error}");
    }
    assert_eq!(header("a b").as_deref(), Ok("a b"));
    assert_eq!(header("").as_deref(), Ok(""));
}

/// What comes of an opaque JSON value in a form: nothing, or how it is read.
fn in_form(json: &str) -> Option<Nullable<Any>> {
    let value: Box<serde_json::value::RawValue> = serde_json::from_str(json).expect("it is JSON");
    let content = Any::Json(JsonText::of(&value).expect("it is JSON"));
    let written = ResponsesCustomersLogout { content: content.into(), ..Default::default() };
    let media = MediaType::new("application/x-www-form-urlencoded", Codec::Form);
    let answer = encode_answer::<CustomerLogout>(&written, &media, None).ok()?;
    let pairs = form::parse(std::str::from_utf8(answer.body()).expect("a form is ASCII"), Bounds::default())
        .expect("it is a form");
    let mut read = ResponsesCustomersLogout::default();
    form::decode_record(&pairs, PairStyle::PLAIN, &mut read, &mut Notes::new())
        .expect("what is written can be read");
    Some(read.content)
}

#[test]
fn names_that_a_form_would_take_apart_are_refused() {
    for json in [r#"{"a.b":1}"#, r#"{"a[b]":1}"#, r#"{"[":1}"#, r#"{"x":{".":1}}"#] {
        assert_eq!(in_form(json), None, "{json}");
    }
    for json in [r#"{"a":1,"a":2}"#, "[]", "[1]", r#"{"a":[]}"#] {
        assert_eq!(in_form(json), None, "{json}");
    }
}

#[test]
fn names_that_a_form_can_hold_come_back() {
    for json in [
        r#"{"":{"x":"1"}}"#,
        r#"{"x":{"":{"":{"y":"1"}}}}"#,
        r#"{"":"1"}"#,
        r#"{"x":{"":{"":"1"}}}"#,
        r#"{"a]":"1"}"#,
        r#"{" =&+":"%"}"#,
    ] {
        let json: serde_json::Value = serde_json::from_str(json).expect("it is JSON");
        let expected = Any::json(&json).expect("it has a JSON form");
        assert_eq!(in_form(&json.to_string()), Some(expected.into()), "{json}");
    }
}

#[test]
fn an_empty_object_is_an_empty_text_in_a_form() {
    let read = |json: &str| {
        let json: serde_json::Value = serde_json::from_str(json).expect("it is JSON");
        Some(Nullable::Value(Any::json(&json).expect("it has a JSON form")))
    };
    assert_eq!(in_form(r#"{"a":{},"b":1}"#), read(r#"{"a":"","b":"1"}"#));
    assert_eq!(in_form(r#"{"a":{"b":null}}"#), read(r#"{"a":""}"#));
    assert_eq!(in_form(r#"{"a":null}"#), read("{}"));
    assert_eq!(in_form(r#"{"a":null,"b":true}"#), read(r#"{"b":"true"}"#));
}
