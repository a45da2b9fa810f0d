//! JSON-RPC: a frame around what is taken and given.

use wirewright_capabilities::rpc::client::{Client, ErrorKind};
use wirewright_capabilities::rpc::operations::{
    Clear, ClearFailure, ClearInput, Count, CountFailure, CountInput, Send, SendFailure, SendInput,
    SendOutput,
};
use wirewright_capabilities::rpc::server::{Request, Rpc, ServerError, router};
use wirewright_capabilities::rpc::types::{Price, Problem};
use wirewright_runtime::testing::{failures_survive, input_survives, output_survives};
use wirewright_tests::{Recorder, Served, try_bytes};

struct Depot;

fn problem(code: i32, message: &str) -> Problem {
    Problem { code, message: message.to_owned(), data: None }
}

impl Rpc for Depot {
    async fn send(&self, request: Request<SendInput>) -> Result<SendOutput, ServerError<SendFailure>> {
        match request.to.as_deref() {
            Some("Atlantis") => Err(SendFailure::Unknown(problem(-32001, "No such town.")).into()),
            Some("Ann") => Err(SendFailure::Failed(problem(-32002, "Ann is away.")).into()),
            _ => Ok(SendOutput {
                parcel: format!("p{}", request.weight),
                price: Price { amount: request.weight - 4 },
            }),
        }
    }

    async fn count(&self, _: Request<CountInput>) -> Result<i64, ServerError<CountFailure>> {
        Ok(9)
    }

    async fn clear(&self, request: Request<ClearInput>) -> Result<(), ServerError<ClearFailure>> {
        match &request.body[..] {
            [] => Err(ClearFailure::Failed(problem(1, "nothing to forget")).into()),
            _ => Ok(()),
        }
    }
}

fn answer(body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}")
}

async fn client(recorder: &Recorder) -> Client {
    Client::builder(recorder.url()).nonces(|| "n1".to_owned()).build().expect("the address is good")
}

#[tokio::test]
async fn a_client_writes_the_frame() {
    let answered = r#"{"jsonrpc":"2.0","result":{"parcel":"p7","price":{"amount":3}},"id":"n1"}"#;
    let recorder = Recorder::answering(answer(answered)).await;
    let sent = client(&recorder).await.send(7).to("Bob").send().await.expect("the answer is good");
    assert_eq!((sent.parcel.as_str(), sent.price.amount), ("p7", 3));
    assert_eq!(sent.deviations(), &[]);
    assert_eq!(
        recorder.request().await.text(),
        r#"{"jsonrpc":"2.0","method":"parcels.Send","params":{"weight":7,"to":"Bob"},"id":"n1"}"#
    );

    let recorder = Recorder::answering(answer(r#"{"id":"n1","result":9,"jsonrpc":"2.0"}"#)).await;
    assert_eq!(client(&recorder).await.count().send().await.expect("the answer is good").into_inner(), 9);
    assert_eq!(
        recorder.request().await.text(),
        r#"{"jsonrpc":"2.0","method":"parcels.Count","params":{},"id":"n1"}"#
    );

    let recorder = Recorder::answering(answer(r#"{"jsonrpc":"2.0","result":null,"id":"n1"}"#)).await;
    client(&recorder).await.clear(vec!["p7".to_owned()]).send().await.expect("the answer is good");
    assert_eq!(
        recorder.request().await.text(),
        r#"{"jsonrpc":"2.0","method":"parcels.Clear","params":["p7"],"id":"n1"}"#
    );
}

#[tokio::test]
async fn a_client_notices_another_id_and_another_version() {
    let cases = [
        (r#"{"jsonrpc":"2.0","result":9,"id":"n2"}"#, vec!["`id` is `n2`, not `n1` as was sent"]),
        (r#"{"jsonrpc":"2.0","result":9}"#, vec!["`id` is missing"]),
        (r#"{"jsonrpc":"2.0","result":9,"id":"\u006e1"}"#, vec![]),
        (
            r#"{"jsonrpc":"1.0","result":9,"id":"n1","more":[1]}"#,
            vec!["`jsonrpc` has the unknown value `1.0`", "`more` is not in the spec"],
        ),
        (r#"{"result":9,"id":"n1"}"#, vec!["`jsonrpc` is missing"]),
    ];
    for (body, expected) in cases {
        let recorder = Recorder::answering(answer(body)).await;
        let counted = client(&recorder).await.count().send().await.expect("the answer is good");
        let noted: Vec<String> = counted.deviations().iter().map(ToString::to_string).collect();
        assert_eq!(noted, expected, "{body}");
    }
}

#[tokio::test]
async fn what_is_inside_is_told_by_its_place() {
    for (body, expected) in [
        (r#"{"jsonrpc":"2.0","id":"n1"}"#, "`result` is missing"),
        ("[]", "expected an object, found `[]`"),
        ("{\"jsonrpc\":\"2.0\",\n \"result\":true,\"id\":\"n1\"}", "(line 2, column 11)"),
    ] {
        let recorder = Recorder::answering(answer(body)).await;
        let error = client(&recorder).await.count().send().await.expect_err("the answer is wrong");
        assert!(error.to_string().contains(expected), "{error}");
    }
}

#[tokio::test]
async fn a_client_reads_failures() {
    let body = r#"{"jsonrpc":"2.0","error":{"code":-32001,"message":"No."},"id":"n1"}"#;
    let recorder = Recorder::answering(answer(body)).await;
    let error = client(&recorder).await.send(7).send().await.expect_err("it is a failure");
    match error.into_kind() {
        ErrorKind::Failure(SendFailure::Unknown(own)) => assert_eq!(own, problem(-32001, "No.")),
        other => panic!("{other:?}"),
    }
    let recorder =
        Recorder::answering(answer(r#"{"error":{"code":7,"message":"","data":[1]},"id":null}"#)).await;
    let error =
        client(&recorder).await.clear(Vec::<String>::new()).send().await.expect_err("it is a failure");
    assert!(matches!(error.into_kind(), ErrorKind::Failure(ClearFailure::Failed(own)) if own.code == 7));
}

#[tokio::test]
async fn a_server_reads_and_writes_the_frame() {
    let served = Served::new(router(Depot)).await;
    let head = "POST /rpc HTTP/1.1\nContent-Type: application/json";
    for (body, expected) in [
        (
            r#"{"jsonrpc":"2.0","method":"parcels.Send","params":{"weight":7},"id":1}"#,
            r#"{"jsonrpc":"2.0","result":{"parcel":"p7","price":{"amount":3}},"id":1}"#,
        ),
        (
            r#"{ "id": {"a": [ 1e2 ]}, "params": {"to": "Atlantis", "weight": 7}, "method": "parcels.Send", "jsonrpc": "2.0" }"#,
            r#"{"jsonrpc":"2.0","error":{"code":-32001,"message":"No such town."},"id":{"a": [ 1e2 ]}}"#,
        ),
        (
            r#"{"jsonrpc":"2.0","method":"parcels.Count","id":null}"#,
            r#"{"jsonrpc":"2.0","result":9,"id":null}"#,
        ),
        (
            r#"{"jsonrpc":"2.0","method":"parcels.Clear","params":["p"],"id":"x"}"#,
            r#"{"jsonrpc":"2.0","result":null,"id":"x"}"#,
        ),
        (r#"{"jsonrpc":"2.0","method":"parcels.Count"}"#, r#"{"jsonrpc":"2.0","result":9}"#),
    ] {
        let answered = served.send(head, body.as_bytes()).await;
        assert_eq!((answered.status(), answered.text().as_str()), (200, expected), "{body}");
    }
}

#[tokio::test]
async fn a_server_refuses_another_frame() {
    let served = Served::new(router(Depot)).await;
    let head = "POST /rpc HTTP/1.1\nContent-Type: application/json";
    for (body, status, detail) in [
        (r#"{"jsonrpc":"2.0","method":"parcels.Burn","id":1}"#, 404, "no operation is called like this"),
        (r#"{"jsonrpc":"2.0","id":1}"#, 404, "no operation is called like this"),
        (r#"{"jsonrpc":"1.0","method":"parcels.Count","id":1}"#, 400, "`jsonrpc`: expected 2.0, found `1.0`"),
        (r#"{"method":"parcels.Count","id":1}"#, 400, "`jsonrpc` is missing"),
        (r#"{"jsonrpc":"2.0","method":"parcels.Clear","id":1}"#, 400, "`params` is missing"),
        (r#"{"jsonrpc":"2.0","method":"parcels.Send","id":1}"#, 400, "`params` is missing"),
        (r#"{"jsonrpc":"2.0","jsonrpc":"2.0","method":"parcels.Count","id":1}"#, 400, "jsonrpc"),
        (r#"[{"jsonrpc":"2.0","method":"parcels.Count","id":1}]"#, 400, "expected an object"),
    ] {
        let answered = served.send(head, body.as_bytes()).await;
        assert_eq!(answered.status(), status, "{body}\n{}", answered.text());
        assert!(answered.text().contains(detail), "{body}\n{}", answered.text());
    }
}

#[tokio::test]
async fn client_and_server_understand_each_other() {
    let served = Served::new(router(Depot)).await;
    let client = Client::builder(served.url()).build().expect("the address is good");
    let sent = client.send(9).send().await.expect("it is served");
    assert_eq!((sent.price.amount, sent.deviations()), (5, &[][..]));
    assert_eq!(client.count().send().await.expect("it is served").into_inner(), 9);
    client.clear(vec!["p9".to_owned()]).send().await.expect("it is served");
    let error = client.send(9).to("Ann").send().await.expect_err("it is a failure");
    assert!(
        matches!(error.into_kind(), ErrorKind::Failure(SendFailure::Failed(own)) if own.message == "Ann is away.")
    );
}

#[test]
fn made_up_values_survive() {
    try_bytes(200, 60, |bytes| {
        let inputs = input_survives(Send, None, bytes).into_iter().chain(input_survives(Clear, None, bytes));
        let inputs = inputs.chain(input_survives(Count, None, bytes));
        let outputs = output_survives(Send, bytes).into_iter().chain(output_survives(Count, bytes));
        for journey in inputs.chain(outputs) {
            assert!(journey.carried, "{journey:?}");
        }
        failures_survive(Send, bytes);
        failures_survive(Count, bytes);
    });
}
