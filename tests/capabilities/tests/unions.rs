//! Values of one of several types, told by a tag.

use wirewright_capabilities::unions::client::Client;
use wirewright_capabilities::unions::operations::{Draw, DrawInput, DrawOutput};
use wirewright_capabilities::unions::server::{NoFailure, Request, ServerError, Unions, router};
use wirewright_capabilities::unions::types::{
    Animal, Card, Cash, Cat, Circle, Dog, Group, Payment, Shape, SolidSquare, Truck, Vehicle, Wheels,
};
use wirewright_runtime::Any;
use wirewright_runtime::testing::{input_survives, output_survives};
use wirewright_tests::{Recorder, Served, try_journeys};

/// Answers with what it was given.
struct Easel;

impl Unions for Easel {
    async fn draw(&self, request: Request<DrawInput>) -> Result<DrawOutput, ServerError<NoFailure>> {
        let DrawInput { shape, shapes, animal, payment, vehicles } = request.into_input();
        Ok(DrawOutput { shape, shapes, animal, payment, vehicles })
    }
}

fn circle(radius: f64) -> Shape {
    Circle { label: Some("o".to_owned()), radius }.into()
}

fn shapes() -> Vec<Shape> {
    let square = SolidSquare { label: None, side: 2 };
    vec![square.into(), Group { shapes: Some(vec![circle(1.0)]) }.into()]
}

fn vehicles() -> Vec<Vehicle> {
    vec![Wheels { wheels: 2 }.into(), Truck { wheels: 6, load: Some(1.5) }.into()]
}

/// The body that a client sends in a media type.
async fn body(format: wirewright_runtime::message::MediaTypeName<Draw>) -> String {
    let recorder = Recorder::answering(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
    )
    .await;
    let client = Client::builder(recorder.url()).build().expect("the address is good");
    let call = client.draw().shape(circle(1.5)).shapes(shapes()).animal(Cat { lives: 9 });
    let call = call.payment(Cash { coins: Some(vec![5]) }).vehicles(vehicles());
    call.format(format).send().await.expect("the answer is good");
    let request = recorder.request().await;
    request.text().replace("%5B", "[").replace("%5D", "]")
}

#[tokio::test]
async fn json_has_a_member_or_an_object_around_the_value() {
    assert_eq!(
        body(Draw::APPLICATION_JSON).await,
        concat!(
            r#"{"shape":{"kind":"circle","label":"o","radius":1.5},"#,
            r#""shapes":[{"kind":"square","side":2},{"kind":"group","shapes":[{"kind":"circle","label":"o","radius":1}]}],"#,
            r#""animal":{"species":"Cat","lives":9},"payment":{"cash":{"coins":[5]}},"#,
            r#""vehicles":[{"wheels":2},{"type":"Truck","wheels":6,"load":1.5}]}"#
        )
    );
}

#[tokio::test]
async fn xml_has_a_type_an_attribute_or_an_element() {
    let xsi = r#"xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance""#;
    let square = format!(
        r#"<Shape xmlns:p1="urn:draw.Solid" {xsi} xsi:type="p1:Square" xmlns="urn:draw"><side xmlns="urn:draw.Solid">2</side></Shape>"#
    );
    let written = body(Draw::APPLICATION_XML).await;
    let square = square.replace(r#" xmlns="urn:draw">"#, ">");
    assert_eq!(
        written,
        [
            r#"<Draw xmlns="urn:draw">"#,
            &format!(r#"<shape {xsi} xsi:type="Circle"><label>o</label><radius>1.5</radius></shape>"#),
            "<shapes>",
            &square,
            &format!(r#"<Shape {xsi} xsi:type="Group"><shapes>"#),
            &format!(r#"<Shape {xsi} xsi:type="Circle"><label>o</label><radius>1</radius></Shape></shapes></Shape></shapes>"#),
            r#"<animal species="Cat" lives="9" />"#,
            r#"<payment><cash><coins><int>5</int></coins></cash></payment>"#,
            r#"<vehicles><wheels>2</wheels></vehicles>"#,
            &format!(r#"<vehicles {xsi} xsi:type="Truck"><wheels>6</wheels><load>1.5</load></vehicles>"#),
            "</Draw>",
        ]
        .concat()
    );
}

#[tokio::test]
async fn a_form_has_names() {
    assert_eq!(
        body(Draw::APPLICATION_X_WWW_FORM_URLENCODED).await,
        "shape.kind=circle&shape.label=o&shape.radius=1.5&shapes[0].kind=square&shapes[0].side=2\
            &shapes[1].kind=group&shapes[1].shapes[0].kind=circle&shapes[1].shapes[0].label=o\
            &shapes[1].shapes[0].radius=1&animal.species=Cat&animal.lives=9&payment.cash.coins[0]=5\
            &vehicles[0].wheels=2&vehicles[1].type=Truck&vehicles[1].wheels=6&vehicles[1].load=1.5"
    );
}

const JSON: &str = "POST /draw/Draw HTTP/1.1\nContent-Type: application/json";
const XML: &str = "POST /draw/Draw HTTP/1.1\nContent-Type: application/xml";

#[tokio::test]
async fn a_server_reads_tags_wherever_they_stand() {
    let served = Served::new(router(Easel)).await;
    for (head, sent, answer) in [
        (JSON, r#"{"shape":{"radius":1,"kind":"circle"}}"#, r#"{"shape":{"kind":"circle","radius":1}}"#),
        // A type that the page does not list is kept as it came.
        (JSON, r#"{"shape":{"a":[1],"kind":"star"}}"#, r#"{"shape":{"a":[1],"kind":"star"}}"#),
        (JSON, r#"{"payment":{"cheque":{"to":"x"}}}"#, r#"{"payment":{"cheque":{"to":"x"}}}"#),
        (JSON, r#"{"shape":{"radius":1}}"#, r#"{"shape":{"radius":1}}"#),
        (
            XML,
            r#"<q:Draw xmlns:q="urn:draw" xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns:s="urn:draw.Solid"><q:shape i:type=" s:Square "><s:side>4</s:side></q:shape></q:Draw>"#,
            r#"<DrawResponse xmlns="urn:draw"><shape xmlns:p1="urn:draw.Solid" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="p1:Square"><side xmlns="urn:draw.Solid">4</side></shape></DrawResponse>"#,
        ),
        (
            XML,
            r#"<Draw xmlns="urn:draw"><shape xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns:n="urn:new" i:type="n:Star"><n:points>5</n:points></shape><payment><x:bill xmlns:x="urn:b">7</x:bill></payment></Draw>"#,
            r#"<DrawResponse xmlns="urn:draw"><shape xmlns:p1="urn:new" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="p1:Star"><n:points xmlns:n="urn:new">5</n:points></shape><payment><bill xmlns="urn:b">7</bill></payment></DrawResponse>"#,
        ),
    ] {
        let answered = served.send(head, sent.as_bytes()).await;
        assert_eq!((answered.status(), answered.text().as_str()), (200, answer), "{sent}");
    }
}

#[tokio::test]
async fn what_no_tag_tells_is_refused() {
    let served = Served::new(router(Easel)).await;
    for (head, sent, reason) in [
        (
            JSON,
            r#"{"animal":{"species":"Cow"}}"#,
            "expected one of the types that the spec lists, found `Cow`",
        ),
        (JSON, r#"{"animal":{"lives":9}}"#, "`species` is missing"),
        (JSON, r#"{"animal":{"species":"Cat","species":"Dog","lives":1}}"#, "stands more than once"),
        (JSON, r#"{"shape":[]}"#, "expected an object"),
        (JSON, r#"{"shape":{"kind":"circle"}}"#, "`shape`: `radius` is missing"),
        (JSON, r#"{"payment":{}}"#, "an object with one member"),
        (JSON, r#"{"payment":{"card":{"number":"1"},"cash":{}}}"#, "an object with one member"),
        (XML, r#"<Draw xmlns="urn:draw"><animal species="Cow" /></Draw>"#, "found `Cow`"),
        (XML, r#"<Draw xmlns="urn:draw"><payment /></Draw>"#, "expected one element"),
        (XML, r#"<Draw xmlns="urn:draw"><payment><cash /><cash /></payment></Draw>"#, "expected one element"),
        (
            XML,
            r#"<Draw xmlns="urn:draw"><shape xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:type="z:Circle" /></Draw>"#,
            "the name of a type, its prefix declared",
        ),
    ] {
        let answered = served.send(head, sent.as_bytes()).await;
        assert_eq!(answered.status(), 400, "{sent}");
        assert!(answered.text().contains(reason), "{sent}: {}", answered.text());
    }
}

#[tokio::test]
async fn a_value_in_itself_ends_where_the_reader_does() {
    let served = Served::new(router(Easel)).await;
    let nested = |open: &str, close: &str, levels: usize| open.repeat(levels) + &close.repeat(levels);
    let group = r#"<Shape xsi:type="Group"><shapes>"#;
    let around = |inside: &str| {
        let xsi = r#"xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance""#;
        format!(r#"<Draw xmlns="urn:draw" {xsi}><shapes>{inside}</shapes></Draw>"#)
    };
    let form = "POST /draw/Draw HTTP/1.1\nContent-Type: application/x-www-form-urlencoded";
    for (levels, status) in [(20, 200), (3000, 400)] {
        let json = nested(r#"{"kind":"group","shapes":["#, "]}", levels);
        let xml = around(&nested(group, "</shapes></Shape>", levels));
        let name = format!("shapes{}", "[0].shapes".repeat(levels));
        let kinds: Vec<String> = (1..=levels.min(200))
            .map(|level| format!("shapes[0]{}.kind=group", ".shapes[0]".repeat(level - 1)))
            .collect();
        let pairs = format!("{}&{name}[0].kind=square&{name}[0].side=1", kinds.join("&"));
        for (head, sent) in [(JSON, format!(r#"{{"shapes":[{json}]}}"#)), (XML, xml), (form, pairs)] {
            let answered = served.send(head, sent.as_bytes()).await;
            assert_eq!(answered.status(), status, "{head} {levels}: {}", answered.text());
            assert!(status == 200 || answered.text().contains("nests deeper"), "{}", answered.text());
        }
    }
}

#[tokio::test]
async fn client_and_server_talk_in_every_encoding() {
    let served = Served::new(router(Easel)).await;
    let client = Client::builder(served.url()).build().expect("the address is good");
    let formats = [Draw::APPLICATION_JSON, Draw::APPLICATION_XML, Draw::APPLICATION_X_WWW_FORM_URLENCODED];
    let call = || {
        let call = client.draw().shape(circle(1.5)).shapes(shapes()).animal(Dog { tricks: Some(Vec::new()) });
        call.payment(Card { number: "1".to_owned() }).vehicles(vehicles())
    };
    let mut answers = Vec::new();
    for format in formats {
        answers.push(call().format(format).send().await.expect("it is served").into_inner());
    }
    for binding in [Draw::SOAP11, Draw::SOAP12] {
        answers.push(call().binding(binding).send().await.expect("it is served").into_inner());
    }
    for answer in answers {
        assert_eq!(answer.shape, Some(circle(1.5)));
        assert_eq!(answer.shapes, Some(shapes()));
        assert!(matches!(answer.animal, Some(Animal::Dog(_))));
        assert_eq!(answer.payment, Some(Payment::Card(Box::new(Card { number: "1".to_owned() }))));
        assert_eq!(answer.vehicles, Some(vehicles()));
    }
}

#[tokio::test]
async fn what_came_in_one_encoding_does_not_go_out_in_another() {
    let served = Served::new(router(Easel)).await;
    let client = Client::builder(served.url()).build().expect("the address is good");
    let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 36\r\n\r\n";
    let recorder = Recorder::answering(format!(r#"{head}{{"shape":{{"kind":"star","points":5}}}}"#)).await;
    let other = Client::builder(recorder.url()).build().expect("the address is good");
    let star =
        other.draw().send().await.expect("the answer is good").into_inner().shape.expect("it is there");
    let Shape::Other(unlisted) = &star else { panic!("{star:?}") };
    assert_eq!(unlisted.tag(), "star");
    assert!(matches!(unlisted.content(), Any::Json(text) if text.as_str().contains("points")));
    let answer = client.draw().shape(star.clone()).format(Draw::APPLICATION_JSON).send().await;
    assert_eq!(answer.expect("it is served").into_inner().shape, Some(star.clone()));
    let error = client.draw().shape(star).format(Draw::APPLICATION_XML).send().await.expect_err("it is JSON");
    assert!(error.to_string().contains("came in another encoding"), "{error}");
}

#[test]
fn made_up_values_come_back_as_they_were() {
    let ways =
        try_journeys(1500, 300, |bytes| [input_survives(Draw, None, bytes), output_survives(Draw, bytes)]);
    assert_eq!(ways.len(), 9, "{ways:?}");
    for (way, [refused, carried]) in ways {
        assert!(carried * 20 > refused, "{way}: {refused} were refused, {carried} were not");
    }
}
