//! Samples that are harder to prove, by the tests that generated crates have of them.

use wirewright_capabilities::visits::client::{Client, calls};
use wirewright_capabilities::visits::operations::{
    Create, CreateFailure, CreateInput, Get, Login, Sign, Track, TrackInput,
};
use wirewright_capabilities::visits::samples::SAMPLES;
use wirewright_capabilities::visits::server::{Mock, Verification, router};
use wirewright_capabilities::visits::{Credentials, types};
use wirewright_runtime::message::{Operation, Sample};
use wirewright_runtime::testing;
use wirewright_tests::{Recorder, Served};

fn credentials() -> Credentials {
    Credentials { user: "12345678".into(), key: "k".into() }
}

async fn serves<O: Operation<Credentials = Credentials>>(operation: O, sample: &Sample) {
    let router = router(Mock, Verification::Required(credentials()));
    testing::serve(operation, router, (sample, SAMPLES), Some(&credentials())).await;
}

#[tokio::test]
async fn a_mock_serves_what_the_page_shows() {
    for sample in SAMPLES {
        match sample.operation {
            "Create" => serves(Create, sample).await,
            "Get" => serves(Get, sample).await,
            "Login" => serves(Login, sample).await,
            "Sign" => serves(Sign, sample).await,
            _ => serves(Track, sample).await,
        }
    }
}

#[tokio::test]
async fn a_client_sends_and_reads_what_the_page_shows() {
    let client = |peer: &testing::Peer| {
        let builder = Client::builder(testing::BASE_URL).credentials(credentials()).transport(peer.clone());
        builder.build().expect("the address is good")
    };
    for sample in SAMPLES {
        match sample.operation {
            "Get" => {
                for exchange in testing::exchanges(Get, sample, SAMPLES) {
                    let client = client(&exchange.peer);
                    exchange.check(calls::GetCall::new(&client, exchange.input.clone()).send().await);
                }
            }
            "Sign" => {
                for exchange in testing::exchanges(Sign, sample, SAMPLES) {
                    let client = client(&exchange.peer);
                    exchange.check(calls::SignCall::new(&client, exchange.input.clone()).send().await);
                }
            }
            "Create" => {
                for exchange in testing::exchanges(Create, sample, SAMPLES) {
                    let client = client(&exchange.peer);
                    exchange.check(calls::CreateCall::new(&client, exchange.input.clone()).send().await);
                }
            }
            _ => {
                for exchange in testing::exchanges(Track, sample, SAMPLES) {
                    let client = client(&exchange.peer);
                    exchange.check(calls::TrackCall::new(&client, exchange.input.clone()).send().await);
                }
            }
        }
    }
}

#[tokio::test]
async fn a_mock_of_which_only_failures_are_shown_makes_up_a_success() {
    let served = Served::new(router(Mock, Verification::Skipped)).await;
    let client = Client::builder(served.url()).build().expect("the address is good");
    client.create("x").send().await.expect("it is a success");
    let head = "POST /create HTTP/1.1\nContent-Type: application/json\nPrefer: example=create_answer";
    let answered = served.send(head, br#"{"name":"x"}"#).await;
    assert_eq!((answered.status(), answered.text().as_str()), (422, r#"{"reason":"no"}"#));
}

#[tokio::test]
async fn an_error_says_what_the_failure_holds() {
    let body = r#"{"reason":"no\n\"such\" name"}"#;
    let head = "HTTP/1.1 422 Unprocessable Entity\r\nContent-Type: application/json\r\n";
    let recorder = Recorder::answering(format!("{head}Content-Length: {}\r\n\r\n{body}", body.len())).await;
    let client = Client::builder(recorder.url()).build().expect("the address is good");
    let call = calls::CreateCall::new(&client, CreateInput { name: "x".to_owned() });
    let error = call.send().await.expect_err("it is refused");
    assert_eq!(
        error.to_string(),
        r#"Create by http: the service answered with its failure `Bad`, {"reason":"no\n\"such\" name"} (status 422)"#
    );
    assert!(matches!(error.failure(), Some(CreateFailure::Bad(_))));
}

#[test]
fn a_blank_in_an_address_is_one() {
    let sample = SAMPLES.iter().find(|own| own.name == "track_request").expect("there is one");
    let exchange = testing::exchanges(Track, sample, SAMPLES).pop().expect("there is one");
    let track = types::Track { userid: "X".to_owned(), at: None, id: vec![String::new(), "E".to_owned()] };
    assert_eq!(exchange.input, TrackInput { xml: track, note: Some("Hello world".to_owned()) });
}
