//! The client of ebay-client-alerts against its own server over a socket.

use ebay_client_alerts_client::{Client, ErrorKind};
use ebay_client_alerts_server::operations::{Logout, LogoutFailure, LogoutInput, LogoutOutput};
use ebay_client_alerts_server::types::{
    AckCodeType, ErrorClassificationCodeType as Class, ErrorParameterType, ErrorType, SeverityCodeType,
};
use ebay_client_alerts_server::{EbayClientAlerts, Request, ServerError};
use wirewright_runtime::Deviation;
use wirewright_runtime::message::BindingName;
use wirewright_tests::{Script, Served, Unvisited};

type Answer = Result<LogoutOutput, ServerError<LogoutFailure>>;
type Calls = Script<LogoutInput, Answer>;

struct Stub(Calls);

impl EbayClientAlerts for Stub {
    async fn logout(&self, request: Request<LogoutInput>) -> Answer {
        self.0.answer(request)
    }
}

const BINDINGS: [BindingName<Logout>; 3] = [Logout::PLAIN, Logout::WRAPPED, Logout::WRAPPED_BY_NAME];

async fn serve(answer: Answer) -> (Served, Client, Calls) {
    let script = Script::new(answer);
    let served = Served::new(ebay_client_alerts_server::router(Stub(script.clone()))).await;
    let client = Client::builder(served.url()).build().expect("the address is good");
    (served, client, script)
}

fn output(ack: AckCodeType) -> LogoutOutput {
    LogoutOutput {
        timestamp: "2026-02-03T04:05:06.700Z".parse().expect("a date"),
        ack,
        correlation_id: Some("своё".to_owned()),
        errors: None,
        build: "e1".to_owned(),
        version: "2".to_owned(),
        session_data: Some("AQ==|+&%🦀".to_owned()),
    }
}

fn error(class: impl Into<Class>) -> ErrorType {
    ErrorType {
        short_message: Some("кратко \"<&>\"".to_owned()),
        long_message: None,
        error_code: Some("11.10".to_owned()),
        severity_code: Some(SeverityCodeType::Other("Fatal".to_owned())),
        error_parameters: Some(vec![
            ErrorParameterType { param_id: Some("0".to_owned()), value: None },
            ErrorParameterType { param_id: None, value: Some(String::new()) },
        ]),
        error_classification: Some(class.into()),
    }
}

fn input(binding: BindingName<Logout>, value: &str) -> LogoutInput {
    let named = binding.as_str() == Logout::WRAPPED_BY_NAME.as_str();
    LogoutInput {
        callbackname: named.then(|| "my.fn_1$".to_owned()),
        message_id: Some(value.to_owned()),
        session_id: value.to_owned(),
        session_data: format!("{value}{value}"),
    }
}

#[tokio::test]
async fn every_binding_carries_the_values_both_ways() {
    let warning = LogoutOutput { errors: Some(vec![error("RequestError")]), ..output(AckCodeType::Warning) };
    let (_served, client, script) = serve(Ok(warning.clone())).await;
    for binding in BINDINGS {
        for value in ["AQAA%3D%3D==", "a&b=c", "+ +", "%", "%2B", "a/b c?#", "тоқен-令牌-🦀", "'\"<>\\", ""]
        {
            let sent = input(binding, value);
            let mut call =
                client.logout(&sent.session_id, &sent.session_data).message_id(value).binding(binding);
            if let Some(function) = &sent.callbackname {
                call = call.callbackname(function);
            }
            let answer = call.send().await.unwrap_or_else(|error| panic!("{binding:?} {value}: {error}"));
            let seen = script.only();
            assert_eq!((seen.binding, seen.input), (binding.as_str(), sent));
            assert_eq!(answer.into_inner(), warning, "{binding:?}");
        }
    }
}

#[tokio::test]
async fn a_wrapped_answer_is_a_call_of_the_function() {
    let (_served, client, _script) = serve(Ok(output(AckCodeType::Success))).await;
    for (binding, begins) in
        [(Logout::PLAIN, "{"), (Logout::WRAPPED, "_cb_Logout({"), (Logout::WRAPPED_BY_NAME, "my.fn_1$({")]
    {
        let mut call = client.logout("a", "b").binding(binding);
        if binding.as_str() == Logout::WRAPPED_BY_NAME.as_str() {
            call = call.callbackname("my.fn_1$");
        }
        let answer = call.send().await.unwrap();
        let body = String::from_utf8_lossy(&answer.answer().body).into_owned();
        let ends = if begins == "{" { "}" } else { "})" };
        assert!(body.starts_with(begins) && body.ends_with(ends), "{body}");
        let kind = if begins == "{" { "application/json" } else { "text/javascript" };
        assert_eq!(answer.answer().headers["content-type"], kind);
    }
}

#[tokio::test]
async fn the_stub_repeats_the_message_id_as_correlation_id() {
    let silent = LogoutOutput { correlation_id: None, ..output(AckCodeType::Success) };
    let (_served, client, _script) = serve(Ok(silent)).await;
    for binding in BINDINGS {
        let call = || client.logout("a", "b").callbackname("f").binding(binding);
        let answer = call().message_id("m=1&2 é").send().await.unwrap();
        assert_eq!(answer.correlation_id.as_deref(), Some("m=1&2 é"), "{binding:?}");
        assert_eq!(call().send().await.unwrap().correlation_id, None);
    }
}

#[tokio::test]
async fn the_stub_repeats_the_message_id_in_a_failure_too() {
    let silent = LogoutOutput { correlation_id: None, ..output(AckCodeType::Failure) };
    let (_served, client, _script) = serve(Err(LogoutFailure::Failure(silent).into())).await;
    let error = client.logout("a", "b").message_id("m").send().await.unwrap_err();
    let LogoutFailure::Failure(failure) = error.failure().unwrap();
    assert_eq!(failure.correlation_id.as_deref(), Some("m"));
}

#[tokio::test]
async fn acknowledgements_listed_and_not_are_kept() {
    for ack in ["Success", "Warning", "CustomCode", "success", "Другое"] {
        let answer = output(AckCodeType::from(ack));
        let (_served, client, _script) = serve(Ok(answer.clone())).await;
        for binding in BINDINGS {
            let came = client.logout("a", "b").callbackname("f").binding(binding).send().await.unwrap();
            assert_eq!(came.into_inner(), answer);
        }
    }
}

#[tokio::test]
async fn a_failure_is_typed_and_may_be_retried_where_the_system_is_at_fault() {
    let cases = [
        (vec!["RequestError"], 0),
        (vec!["SystemError"], 2),
        (vec!["RequestError", "SystemError"], 2),
        (vec!["CustomCode"], 0),
        (vec!["Unheard"], 0),
        (vec![], 0),
    ];
    for (classes, retries) in cases {
        for ack in [AckCodeType::Failure, AckCodeType::Other("PartialFailure".to_owned())] {
            let errors = (!classes.is_empty()).then(|| classes.iter().map(|&class| error(class)).collect());
            let failure = LogoutFailure::Failure(LogoutOutput { errors, ..output(ack) });
            let (_served, client, _script) = serve(Err(failure.clone().into())).await;
            for binding in BINDINGS {
                let call = client.logout("a", "b").callbackname("f").binding(binding);
                let error = call.send().await.unwrap_err();
                assert_eq!(error.failure(), Some(&failure), "{error}");
                assert_eq!((error.is_retryable(), error.advised_retries()), (retries > 0, retries));
                assert_eq!(error.answer().unwrap().status.as_u16(), 200);
            }
        }
    }
}

#[tokio::test]
async fn a_promised_member_that_is_missing_is_survived_and_told() {
    let bare = LogoutOutput { session_data: None, ..output(AckCodeType::Success) };
    let (_served, client, _script) = serve(Ok(bare.clone())).await;
    for binding in BINDINGS {
        let answer = client.logout("a", "b").callbackname("f").binding(binding).send().await.unwrap();
        assert_eq!(answer.deviations(), [Deviation::MissingMember { path: "SessionData".to_owned() }]);
        assert_eq!(answer.into_inner(), bare);
    }
}

#[tokio::test]
async fn a_wrapped_call_needs_the_name_of_its_function() {
    let nobody = Unvisited::new();
    let client = Client::builder(nobody.url()).build().unwrap();
    let error = client.logout("a", "b").binding(Logout::WRAPPED_BY_NAME).send().await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Input(_)), "{error}");
    assert!(error.to_string().contains("callbackname"), "{error}");
    nobody.assert_unvisited();
}

#[tokio::test]
async fn a_fault_is_a_problem_document_in_every_binding() {
    let (_served, client, _script) = serve(Err(ServerError::server("out of order"))).await;
    for binding in BINDINGS {
        let error = client.logout("a", "b").callbackname("f").binding(binding).send().await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::UndocumentedStatus), "{error}");
        let answer = error.answer().unwrap();
        assert_eq!(answer.status.as_u16(), 500);
        assert_eq!(answer.headers["content-type"], "application/problem+json");
    }
}
