//! What a call in SOAP brings: wrapped results, arrays, several results, and the rpc style.

use wirewright_capabilities::results::client::Client;
use wirewright_capabilities::results::operations::{
    Count, CountInput, CountOutput, GetInventory, GetInventoryInput, GetInventoryOutput, Move, MoveInput,
    MoveOutput, Peek, PeekInput, PeekOutput,
};
use wirewright_capabilities::results::server::{NoFailure, Request, Results, ServerError, router};
use wirewright_capabilities::results::types::{Item, Tray};
use wirewright_runtime::Any;
use wirewright_runtime::testing::{input_survives, output_survives};
use wirewright_tests::{Recorder, Served, try_bytes};

type Answer<T> = Result<T, ServerError<NoFailure>>;

struct Room;

impl Results for Room {
    async fn get_inventory(&self, request: Request<GetInventoryInput>) -> Answer<GetInventoryOutput> {
        let item = Item { sku: request.shelf.clone(), count: Some(2) };
        Ok(GetInventoryOutput { get_inventory_result: Some(vec![item]) })
    }

    async fn move_(&self, request: Request<MoveInput>) -> Answer<MoveOutput> {
        let (from, to) = (request.from - request.count, request.to + request.count);
        Ok(MoveOutput { from, to, moved: true })
    }

    async fn count(&self, _: Request<CountInput>) -> Answer<CountOutput> {
        Ok(CountOutput { return_: 7 })
    }

    async fn peek(&self, request: Request<PeekInput>) -> Answer<PeekOutput> {
        let items = request.tray.iter().flat_map(|tray| tray.items.iter().flatten());
        let names: String = items.map(|item| format!("<x>{}</x>", item.sku)).collect();
        Ok(PeekOutput { peek_result: Some(Any::Xml(names)) })
    }
}

fn envelope(header: &str, body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><soap:Envelope xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
         xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\">\
         {header}<soap:Body>{body}</soap:Body></soap:Envelope>"
    )
}

#[tokio::test]
async fn members_are_in_no_namespace_and_blocks_are() {
    let body =
        r#"<n:MoveResponse xmlns:n="urn:stock"><from>1</from><to>4</to><moved>1</moved></n:MoveResponse>"#;
    let body = envelope("", body);
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: {}\r\n\r\n", body.len());
    let recorder = Recorder::answering(head + &body).await;
    let client = Client::builder(recorder.url()).build().expect("the address is good");
    let answer = client.move_(3, 2, 2).session("s").send().await.expect("the answer is good").into_inner();
    assert_eq!((answer.from, answer.to, answer.moved), (1, 4, true));
    assert_eq!(
        recorder.request().await.text(),
        envelope(
            r#"<soap:Header><Session xmlns="urn:stock">s</Session></soap:Header>"#,
            r#"<Move xmlns="urn:stock"><from xmlns="">3</from><to xmlns="">2</to><count xmlns="">2</count></Move>"#
        )
    );
}

#[tokio::test]
async fn a_server_answers_what_was_asked() {
    let served = Served::new(router(Room)).await;
    let head = "POST /stock HTTP/1.1\nContent-Type: text/xml\nSOAPAction: \"urn:stock/GetInventory\"";
    let asked = r#"<s:GetInventory xmlns:s="urn:stock"><shelf>a</shelf></s:GetInventory>"#;
    let answer = served.send(head, envelope("", asked).as_bytes()).await;
    let items =
        r#"<GetInventoryResult xmlns=""><Item><sku>a</sku><count>2</count></Item></GetInventoryResult>"#;
    let body = format!(r#"<GetInventoryResponse xmlns="urn:stock">{items}</GetInventoryResponse>"#);
    assert_eq!((answer.status(), answer.text()), (200, envelope("", &body)));
    let asked = r#"<GetInventory xmlns="urn:stock"><shelf>a</shelf></GetInventory>"#;
    let answer = served.send(head, envelope("", asked).as_bytes()).await;
    assert!(answer.text().contains("`shelf` is missing"), "{}", answer.text());
}

#[tokio::test]
async fn client_and_server_talk_in_both_versions() {
    let served = Served::new(router(Room)).await;
    let client = Client::builder(served.url()).build().expect("the address is good");
    for binding in [GetInventory::SOAP11, GetInventory::SOAP12] {
        let answer = client.get_inventory("a").binding(binding).send().await.expect("it is served");
        assert_eq!(answer.into_inner().get_inventory_result.map(|items| items.len()), Some(1));
    }
    for binding in [Move::SOAP11, Move::SOAP12] {
        let answer = client.move_(3, 2, 2).binding(binding).send().await.expect("it is served").into_inner();
        assert_eq!((answer.from, answer.to, answer.moved), (1, 4, true));
    }
    for binding in [Count::SOAP11, Count::SOAP12] {
        let answer = client.count().binding(binding).send().await.expect("it is served");
        assert_eq!(answer.into_inner().return_, 7);
    }
    for binding in [Peek::SOAP11, Peek::SOAP12] {
        let tray = Tray { items: Some(vec![Item { sku: "a".to_owned(), count: None }]) };
        let answer = client.peek().tray(tray).binding(binding).send().await.expect("it is served");
        assert_eq!(answer.into_inner().peek_result, Some(Any::Xml("<x>a</x>".to_owned())));
    }
}

#[test]
fn made_up_values_come_back_as_they_were() {
    let mut tally = [0_u32; 2];
    try_bytes(500, 200, |bytes| {
        let journeys = [
            output_survives(GetInventory, bytes),
            input_survives(Move, None, bytes),
            input_survives(Peek, None, bytes),
            output_survives(Peek, bytes),
        ];
        for journey in journeys.into_iter().flatten() {
            tally[usize::from(journey.carried)] += 1;
        }
    });
    assert!(tally[1] > tally[0], "{tally:?}");
}
