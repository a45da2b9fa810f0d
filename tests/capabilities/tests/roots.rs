//! Operations on one address that only the outermost element or member tells apart.

use wirewright_capabilities::roots::client::Client;
use wirewright_capabilities::roots::operations::{
    Find, FindInput, FindOutput, ListInput, ListOutput, Send, SendInput, SendOutput, ShipInput, ShipOutput,
};
use wirewright_capabilities::roots::server::{NoFailure, Request, Roots, ServerError, router};
use wirewright_tests::Served;

struct Depot;

impl Roots for Depot {
    async fn send(&self, request: Request<SendInput>) -> Result<SendOutput, ServerError<NoFailure>> {
        Ok(SendOutput { parcel: format!("p{}", request.weight) })
    }

    async fn find(&self, request: Request<FindInput>) -> Result<FindOutput, ServerError<NoFailure>> {
        Ok(FindOutput { place: format!("{} is here", request.parcel) })
    }

    async fn list(&self, request: Request<ListInput>) -> Result<ListOutput, ServerError<NoFailure>> {
        Ok(ListOutput { parcels: request.town.iter().cloned().collect() })
    }

    async fn ship(&self, request: Request<ShipInput>) -> Result<ShipOutput, ServerError<NoFailure>> {
        Ok(ShipOutput { parcels: request.body.weights.iter().map(|own| format!("p{own}")).collect() })
    }
}

const JSON: &str = "POST /api HTTP/1.1\nContent-Type: application/json";
const XML: &str = "POST /api HTTP/1.1\nContent-Type: application/xml";
const SOAP: &str = "POST /soap HTTP/1.1\nContent-Type: text/xml";

#[tokio::test]
async fn a_server_goes_by_the_outermost_member() {
    let served = Served::new(router(Depot)).await;
    for (body, expected) in [
        (r#"{"sendRequest":{"weight":7}}"#, r#"{"sendResponse":{"parcel":"p7"}}"#),
        (r#" { "findRequest" : {"parcel":"p7"}}"#, r#"{"findResponse":{"place":"p7 is here"}}"#),
        (r#"{"\u006cistRequest":{}}"#, r#"{"listResponse":{"parcels":[]}}"#),
        (r#"{"shipRequest":{"weights":[1,2]}}"#, r#"{"shipResponse":{"parcels":["p1","p2"]}}"#),
    ] {
        let answered = served.send(JSON, body.as_bytes()).await;
        assert_eq!((answered.status(), answered.text().as_str()), (200, expected), "{body}");
    }
    for (body, status) in [
        ("{}", 404),
        (r#"{"burnRequest":{}}"#, 404),
        (r#"{"weight":7}"#, 404),
        (r#"{"sendRequest":{"weight":7}"#, 400),
        ("[]", 400),
        (r#"{"sendRequest":7}"#, 400),
    ] {
        let answered = served.send(JSON, body.as_bytes()).await;
        assert_eq!(answered.status(), status, "{body}\n{}", answered.text());
    }
}

#[tokio::test]
async fn a_server_goes_by_the_root_element() {
    let served = Served::new(router(Depot)).await;
    for (root, content, answer, expected) in [
        ("sendRequest", "<weight>7</weight>", "sendResponse", "<parcel>p7</parcel>"),
        ("findRequest", "<parcel>p7</parcel>", "findResponse", "<place>p7 is here</place>"),
        (
            "Shipment",
            "<weights><int>1</int></weights>",
            "shipResponse",
            "<parcels><string>p1</string></parcels>",
        ),
    ] {
        let body = format!(
            "<?xml version='1.0'?><!-- one --><a:{root} xmlns:a='urn:parcels' xmlns='urn:parcels'>{content}</a:{root}>"
        );
        let answered = served.send(XML, body.as_bytes()).await;
        let expected = format!(r#"<{answer} xmlns="urn:parcels">{expected}</{answer}>"#);
        assert_eq!((answered.status(), answered.text()), (200, expected), "{body}");
    }
    for (body, status) in [
        ("<sendRequest><weight>7</weight></sendRequest>", 404),
        ("<burnRequest xmlns='urn:parcels'/>", 404),
        ("<sendRequest xmlns='urn:parcels'><weight>x</weight></sendRequest>", 400),
        ("<sendRequest", 400),
    ] {
        let answered = served.send(XML, body.as_bytes()).await;
        assert_eq!(answered.status(), status, "{body}\n{}", answered.text());
    }
}

#[tokio::test]
async fn a_server_goes_by_the_element_in_the_body_of_an_envelope() {
    let served = Served::new(router(Depot)).await;
    for (element, content, expected) in [
        ("sendRequest", "<weight>7</weight>", "<parcel>p7</parcel>"),
        ("findRequest", "<parcel>p7</parcel>", "<place>p7 is here</place>"),
    ] {
        let body = format!(
            "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body>\
             <{element} xmlns='urn:parcels'>{content}</{element}></s:Body></s:Envelope>"
        );
        let answered = served.send(&format!("{SOAP}\nSOAPAction: \"\""), body.as_bytes()).await;
        assert_eq!(answered.status(), 200, "{}", answered.text());
        assert!(answered.text().contains(expected), "{}", answered.text());
    }
}

#[tokio::test]
async fn client_and_server_understand_each_other_in_every_form() {
    let served = Served::new(router(Depot)).await;
    let client = Client::builder(served.url()).build().expect("the address is good");
    for format in [Send::APPLICATION_JSON, Send::APPLICATION_XML] {
        let sent = client.send(8).format(format).send().await.expect("it is served");
        assert_eq!((sent.parcel.as_str(), sent.deviations()), ("p8", &[][..]));
    }
    for format in [Find::APPLICATION_JSON, Find::APPLICATION_XML] {
        let found = client.find("p8").format(format).send().await.expect("it is served");
        assert_eq!(found.place, "p8 is here");
    }
    let listed = client.list().town("X").send().await.expect("it is served");
    assert_eq!(listed.parcels, ["X"]);
    assert_eq!(client.send(9).binding(Send::SOAP).send().await.expect("it is served").parcel, "p9");
}
