//! XML whose elements tell the type of their values by their own names, in the order in which they come.

use wirewright_capabilities::walks::client::{Client, calls};
use wirewright_capabilities::walks::operations::{Run, RunInput, RunOutput};
use wirewright_capabilities::walks::samples::SAMPLES;
use wirewright_capabilities::walks::server::{NoFailure, Request, ServerError, Walks, router};
use wirewright_capabilities::walks::types::{ArmGrip, Command, Done, Hit, Move, Program, Step, Turn};
use wirewright_runtime::message::BindingName;
use wirewright_runtime::testing::round_trip;
use wirewright_tests::{Recorder, Served, any_value_survives};

/// A floor on which every move is done and every turn hits a wall.
struct Floor;

impl Walks for Floor {
    async fn run(&self, request: Request<RunInput>) -> Result<RunOutput, ServerError<NoFailure>> {
        let step = |own: &Command| match own {
            Command::Move(own) => Step::from(Done { at: own.by }),
            Command::Turn(own) => Hit { wall: own.left.to_string() }.into(),
            Command::Grip(own) => Hit { wall: own.force.unwrap_or_default().to_string() }.into(),
        };
        let steps: Vec<Step> = request.program.commands.iter().map(step).collect();
        Ok(RunOutput { last: steps.last().cloned(), log: steps })
    }
}

fn commands() -> Vec<Command> {
    vec![
        Move { by: 3 }.into(),
        Turn { left: true }.into(),
        Move { by: -1 }.into(),
        ArmGrip { force: None }.into(),
    ]
}

fn program() -> Program {
    Program { commands: commands(), speed: Some(2) }
}

fn outcome() -> RunOutput {
    let hit = |wall: &str| Step::from(Hit { wall: wall.to_owned() });
    let log = vec![Done { at: 3 }.into(), hit("true"), Done { at: -1 }.into(), hit("0")];
    RunOutput { log, last: Some(hit("0")) }
}

const COMMANDS: &str = "<Move by=\"3\" /><Turn><left>true</left></Turn><Move by=\"-1\" /><Grip />";

/// What is sent by a binding.
async fn sent(binding: BindingName<Run>, program: Program) -> String {
    let recorder = Recorder::answering("HTTP/1.1 204 No Content\r\n\r\n").await;
    let client = Client::builder(recorder.url()).build().expect("the address is good");
    // The answer is none of the page's.
    assert!(client.run("r", program).binding(binding).send().await.is_err());
    recorder.request().await.text().to_owned()
}

/// What a client makes of an answer.
async fn read(steps: &str) -> Result<(RunOutput, usize), String> {
    let body = format!("<RunResponse xmlns=\"urn:walk\">{steps}</RunResponse>");
    let head = "HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\n";
    let recorder = Recorder::answering(format!("{head}Content-Length: {}\r\n\r\n{body}", body.len())).await;
    let client = Client::builder(recorder.url()).build().expect("the address is good");
    let answer = client.run("r", program()).send().await.map_err(|error| error.to_string())?;
    let deviations = answer.deviations().len();
    Ok((answer.into_inner(), deviations))
}

#[tokio::test]
async fn elements_are_named_by_their_types_and_keep_their_order() {
    let xml = sent(Run::XML, program()).await;
    let inside = format!("<robot>r</robot><program>{COMMANDS}<speed>2</speed></program>");
    assert_eq!(xml, format!("<Run xmlns=\"urn:walk\">{inside}</Run>"));
    assert!(sent(Run::SOAP, program()).await.contains(&inside));
    let none = Program { commands: Vec::new(), speed: None };
    assert_eq!(sent(Run::XML, none).await, "<Run xmlns=\"urn:walk\"><robot>r</robot><program /></Run>");
    let json = r#"{"robot":"r","program":{"commands":[{"Move":{"by":3}},{"Turn":{"left":true}},{"Move":{"by":-1}},{"Grip":{}}],"speed":2}}"#;
    assert_eq!(sent(Run::JSON, program()).await, json);
}

#[tokio::test]
async fn both_ends_talk() {
    let served = Served::new(router(Floor)).await;
    let client = Client::builder(served.url()).build().expect("the address is good");
    for binding in [Run::XML, Run::JSON, Run::SOAP] {
        let call = calls::RunCall::new(&client, RunInput { robot: "r".to_owned(), program: program() });
        assert_eq!(*call.binding(binding).send().await.expect("it is served"), outcome());
    }
    let head = "POST /run HTTP/1.1\nContent-Type: application/xml";
    // Between the others, and with what the page does not name.
    let body = "<Run xmlns=\"urn:walk\"><robot>r</robot><program><Move by=\"3\"/><speed>2</speed>\
        <x:Move xmlns:x=\"urn:walk\" by=\"4\"/><Jump/></program></Run>";
    let answered = served.send(head, body.as_bytes()).await;
    let log = "<Log><Done at=\"3\" /><Done at=\"4\" /></Log><Done at=\"4\" />";
    assert_eq!(answered.text(), format!("<RunResponse xmlns=\"urn:walk\">{log}</RunResponse>"));
    for body in [
        "<Run xmlns=\"urn:walk\"><robot>r</robot><program><Move/></program></Run>",
        "<Run xmlns=\"urn:walk\"><robot>r</robot><program><Turn left=\"true\"/></program></Run>",
    ] {
        assert_eq!(served.send(head, body.as_bytes()).await.status(), 400, "{body}");
    }
}

#[tokio::test]
async fn an_element_of_another_type_is_kept_where_only_items_stand() {
    let (found, deviations) =
        read("<Log><Done at=\"1\"/><Sleep><long/></Sleep></Log>").await.expect("it is good");
    assert!(matches!(&found.log[..], [Step::Done(_), Step::Other(own)] if own.tag() == "{urn:walk}Sleep"));
    assert_eq!((found.last, deviations), (None, 1));
    let (found, deviations) = read("<Log/><Sleep/>").await.expect("it is good");
    assert_eq!((found.log.len(), found.last, deviations), (0, None, 1));
    let error = read("<Log/><Done at=\"1\"/><Hit><wall>x</wall></Hit>").await.expect_err("these are two");
    assert!(error.contains("last"), "{error}");
}

#[tokio::test]
async fn an_other_kind_goes_back_as_it_came() {
    let (found, _) = read("<Log><Sleep xmlns=\"urn:other\"><long/></Sleep></Log>").await.expect("it is good");
    let served = Served::new(router(Echo(found))).await;
    let answered = served
        .send(
            "POST /run HTTP/1.1\nContent-Type: application/xml",
            b"<Run xmlns=\"urn:walk\"><robot>r</robot><program/></Run>",
        )
        .await;
    let log = "<Log><Sleep xmlns=\"urn:other\"><long xmlns=\"urn:other\"/></Sleep></Log>";
    assert_eq!(answered.text(), format!("<RunResponse xmlns=\"urn:walk\">{log}</RunResponse>"));
}

/// Answers with what it has.
struct Echo(RunOutput);

impl Walks for Echo {
    async fn run(&self, _: Request<RunInput>) -> Result<RunOutput, ServerError<NoFailure>> {
        Ok(self.0.clone())
    }
}

#[tokio::test]
async fn a_kind_that_came_as_json_is_no_element() {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    let body = r#"{"Log":[{"Sleep":{"long":1}}]}"#;
    let recorder = Recorder::answering(format!("{head}Content-Length: {}\r\n\r\n{body}", body.len())).await;
    let client = Client::builder(recorder.url()).build().expect("the address is good");
    let found = client.run("r", program()).binding(Run::JSON).send().await.expect("it is good").into_inner();
    let served = Served::new(router(Echo(found))).await;
    let head = "POST /run HTTP/1.1\nContent-Type: application/xml";
    let body = b"<Run xmlns=\"urn:walk\"><robot>r</robot><program/></Run>";
    assert_eq!(served.send(head, body).await.status(), 500);
}

#[test]
fn samples_are_read_and_written() {
    for sample in SAMPLES {
        round_trip(Run, sample);
    }
}

#[test]
fn any_value_comes_back_or_is_refused() {
    any_value_survives(Run, 3000, 300);
}
