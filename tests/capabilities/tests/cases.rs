//! Names that are written as they are and read in any case.

use wirewright_capabilities::cases::client::{Client, ErrorKind};
use wirewright_capabilities::cases::operations::{
    FoldInput, FoldOutput, Send, SendFailure, SendInput, WeighInput, WeighOutput,
};
use wirewright_capabilities::cases::server::{Cases, NoFailure, Request, ServerError, router};
use wirewright_capabilities::cases::types::{Load, LoadBox, Receipt, Refusal, Size, Tag, Unit};
use wirewright_runtime::testing::{failures_survive, input_survives, output_survives};
use wirewright_tests::{Recorder, Served, try_bytes};

struct Depot;

impl Cases for Depot {
    async fn send(&self, request: Request<SendInput>) -> Result<Receipt, ServerError<SendFailure>> {
        if request.weight > 99 {
            return Err(SendFailure::Refused(Refusal { error: "Heavy".to_owned() }).into());
        }
        let noted: Vec<String> = request.deviations().iter().map(ToString::to_string).collect();
        let SendInput { key, weight, size, tags, load } = request.into_input();
        let tags: Vec<String> = tags.unwrap_or_default().into_iter().map(|tag| tag.name).collect();
        let load = match load {
            Some(Load::Box(own)) => format!("{} sides", own.sides),
            Some(other) => format!("{other:?}"),
            None => "no load".to_owned(),
        };
        let noted = noted.join(" ");
        Ok(Receipt { parcel: format!("{key} {weight} {} {load} {noted}", tags.join("+")), size })
    }

    async fn weigh(&self, request: Request<WeighInput>) -> Result<WeighOutput, ServerError<NoFailure>> {
        Ok(WeighOutput { grams: request.weight * 1000 })
    }

    async fn fold(&self, _: Request<FoldInput>) -> Result<FoldOutput, ServerError<NoFailure>> {
        Ok(FoldOutput { folds: 4 })
    }
}

fn size() -> Size {
    Size { width: 3, unit: Unit::Cm }
}

#[tokio::test]
async fn names_are_written_as_they_are() {
    let bodies = [
        (
            Send::APPLICATION_JSON,
            r#"{"Weight":7,"Size":{"Width":3,"Unit":"Cm"},"Tags":[{"Name":"a"}],"Load":{"Kind":"Box","Sides":6}}"#,
        ),
        (
            Send::APPLICATION_XML,
            r#"<Send><Weight>7</Weight><Size><Width>3</Width><Unit>Cm</Unit></Size><Tags><Tag><Name>a</Name></Tag></Tags><Load Kind="Box"><Sides>6</Sides></Load></Send>"#,
        ),
        (
            Send::APPLICATION_X_WWW_FORM_URLENCODED,
            "Weight=7&Size.Width=3&Size.Unit=Cm&Tags%5B0%5D.Name=a&Load.Kind=Box&Load.Sides=6",
        ),
    ];
    let answer = r#"{"PARCEL":"p","size":{"WIDTH":3,"unit":"Cm"}}"#;
    for (format, body) in bodies {
        let answer = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{answer}",
            answer.len()
        );
        let recorder = Recorder::answering(answer).await;
        let client = Client::builder(recorder.url()).build().expect("the address is good");
        let call = client.send("k", 7).size(size()).tags(vec![Tag { name: "a".to_owned() }]);
        let load = Load::Box(Box::new(LoadBox { sides: 6 }));
        let sent = call.load(load).format(format).accept(Send::APPLICATION_JSON).send().await;
        let sent = sent.expect("names are read in any case");
        assert_eq!((sent.parcel.as_str(), sent.size.clone()), ("p", Some(size())));
        assert_eq!(sent.deviations(), &[]);
        let request = recorder.request().await;
        assert_eq!(request.request_line, "POST /parcels?Mode=fast&Key=k HTTP/1.1");
        assert_eq!(request.text(), body);
    }
}

#[tokio::test]
async fn a_server_reads_them_in_any_case() {
    let served = Served::new(router(Depot)).await;
    let expected = r#"{"Parcel":"k 7 a+b 6 sides ","Size":{"Width":3,"Unit":"Cm"}}"#;
    for (media, body) in [
        (
            "application/json",
            r#"{"WEIGHT":7,"size":{"wiDTH":3,"unit":"Cm"},"tAGS":[{"name":"a"},{"NAME":"b"}],"load":{"SIDES":6,"kind":"Box"}}"#,
        ),
        (
            "application/xml",
            r#"<SEND><WEIGHT>7</WEIGHT><size><wiDTH>3</wiDTH><unit>Cm</unit></size><tAGS><TAG><name>a</name></TAG><tag><NAME>b</NAME></tag></tAGS><load kind="Box"><SIDES>6</SIDES></load></SEND>"#,
        ),
        (
            "application/x-www-form-urlencoded",
            "WEIGHT=7&size[wiDTH]=3&Size.unit=Cm&tAGS[0][name]=a&tags[1].NAME=b&load.SIDES=6&LOAD.kind=Box",
        ),
    ] {
        let head = format!(
            "POST /parcels?mode=fast&kEY=k HTTP/1.1\nContent-Type: {media}\nAccept: application/json"
        );
        let answered = served.send(&head, body.as_bytes()).await;
        assert_eq!((answered.status(), answered.text().as_str()), (200, expected), "{body}");
    }
    let answered = served.send("GET /parcels?MODE=slow&key=k&WEIGHT=7&size.WIDTH=3&SIZE.unit=Cm&TAGS[0].name=a&tags[1].name=b&load.kind=Box&LOAD.sides=6 HTTP/1.1", b"").await;
    assert_eq!((answered.status(), answered.text().as_str()), (200, expected));
}

#[tokio::test]
async fn what_is_no_name_keeps_its_case() {
    let served = Served::new(router(Depot)).await;
    let head = "POST /parcels?mode=fast&key=k HTTP/1.1\nContent-Type: application/json";
    for (address, body, status) in [
        (head, r#"{"Weight":7,"Weights":8}"#, 200),
        (head, r#"{"Weight":7,"weight":7}"#, 400),
        (head, r#"{"Weıght":7}"#, 400),
        ("POST /Parcels?mode=fast&key=k HTTP/1.1\nContent-Type: application/json", r#"{"Weight":7}"#, 404),
        ("POST /parcels?mode=FAST&key=k HTTP/1.1\nContent-Type: application/json", r#"{"Weight":7}"#, 404),
    ] {
        assert_eq!(served.send(address, body.as_bytes()).await.status(), status, "{address} {body}");
    }
    let answered = served.send(head, br#"{"Weight":7,"Size":{"Width":3,"Unit":"CM"}}"#).await;
    assert!(answered.text().contains("`Size.Unit` has the unknown value `CM`"), "{}", answered.text());
}

#[tokio::test]
async fn operations_are_told_by_names_in_any_case() {
    let served = Served::new(router(Depot)).await;
    for (media, body) in [
        ("application/json", r#"{"ACT":"Weigh","weight":7}"#),
        ("application/x-www-form-urlencoded", "aCT=Weigh&WEIGHT=7"),
        ("application/xml", "<weigh><act>Weigh</act><weight>7</weight></weigh>"),
    ] {
        let answered =
            served.send(&format!("POST /acts HTTP/1.1\nContent-Type: {media}"), body.as_bytes()).await;
        assert_eq!((answered.status(), answered.text().as_str()), (200, r#"{"Grams":7000}"#), "{body}");
    }
    let head = "POST /acts HTTP/1.1\nContent-Type: application/json";
    assert_eq!(served.send(head, br#"{"act":"weigh","weight":7}"#).await.status(), 404);
    assert_eq!(served.send(head, br#"{"act":"Fold"}"#).await.text(), r#"{"Folds":4}"#);
}

#[tokio::test]
async fn conditions_find_names_in_any_case() {
    for (media, body) in [
        ("application/json", r#"{"eRROR":"Heavy"}"#),
        ("application/xml", "<refusal><eRROR>Heavy</eRROR></refusal>"),
    ] {
        let length = body.len();
        let answer =
            format!("HTTP/1.1 200 OK\r\nContent-Type: {media}\r\nContent-Length: {length}\r\n\r\n{body}");
        let recorder = Recorder::answering(answer).await;
        let client = Client::builder(recorder.url()).build().expect("the address is good");
        let error = client.send("k", 7).send().await.expect_err("it is a failure");
        assert!(
            matches!(error.into_kind(), ErrorKind::Failure(SendFailure::Refused(own)) if own.error == "Heavy")
        );
    }
}

#[tokio::test]
async fn client_and_server_understand_each_other_in_every_form() {
    let served = Served::new(router(Depot)).await;
    let client = Client::builder(served.url()).build().expect("the address is good");
    for format in [Send::APPLICATION_JSON, Send::APPLICATION_XML, Send::APPLICATION_X_WWW_FORM_URLENCODED] {
        let sent = client.send("k", 7).size(size()).format(format).send().await.expect("it is served");
        assert_eq!((sent.parcel.as_str(), sent.size.clone()), ("k 7  no load ", Some(size())));
        let error = client.send("k", 100).format(format).send().await.expect_err("it is a failure");
        assert!(matches!(error.into_kind(), ErrorKind::Failure(SendFailure::Refused(_))));
    }
    let sent = client.send("k", 7).binding(Send::GET).send().await.expect("it is served");
    assert_eq!(sent.parcel, "k 7  no load ");
    assert_eq!(client.weigh(7).send().await.expect("it is served").grams, 7000);
}

#[test]
fn made_up_values_survive() {
    try_bytes(200, 80, |bytes| {
        input_survives(Send, None, bytes);
        output_survives(Send, bytes);
        failures_survive(Send, bytes);
    });
}
