//! Names that travel differently from those on the page.

use wirewright_capabilities::names::client::Client;
use wirewright_capabilities::names::operations::{BookTour, BookTourInput, FindTourInput};
use wirewright_capabilities::names::server::{Names, NoFailure, Request, ServerError, router};
use wirewright_capabilities::names::types::{Booking, Tour};
use wirewright_tests::{Recorder, Served};

struct Agency;

fn tour(id: &str) -> Tour {
    Tour { tour_id: id.to_owned(), http_link: Some("/t".to_owned()), first_day: Some("Monday".to_owned()) }
}

impl Names for Agency {
    async fn find_tour(&self, request: Request<FindTourInput>) -> Result<Tour, ServerError<NoFailure>> {
        let most = request.price_up_to.map_or(String::new(), |most| format!(" up to {most}"));
        Ok(tour(&format!("{}{most} at {}", request.tour_id, request.x_agency_id)))
    }

    async fn book_tour(&self, request: Request<BookTourInput>) -> Result<Tour, ServerError<NoFailure>> {
        Ok(tour(&format!("{} for {}", request.body.tour_id, request.body.e_mail)))
    }
}

fn booking() -> Booking {
    Booking { tour_id: "t1".to_owned(), e_mail: "a@example.com".to_owned() }
}

#[tokio::test]
async fn names_travel_as_the_rules_say_and_headers_as_the_page_has_them() {
    let answer = r#"{"tourId":"t1","httpLink":"/t","first day":"Monday"}"#;
    let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    let answer = format!("{head}Content-Length: {}\r\n\r\n{answer}", answer.len());
    let recorder = Recorder::answering(answer).await;
    let client = Client::builder(recorder.url()).build().expect("the address is good");
    let found = client.find_tour("t1", "a7").price_up_to(900).send().await.expect("the answer is good");
    assert_eq!(found.into_inner(), tour("t1"), "the page's own name is read too");
    let request = recorder.request().await;
    assert_eq!(request.request_line, "GET /tours?tourId=t1&price%5Bmax%5D=900 HTTP/1.1");
    assert_eq!(request.header("X-Agency_Id"), Some("a7"));
}

#[tokio::test]
async fn each_encoding_has_its_own_names() {
    for (format, text) in [
        (BookTour::APPLICATION_JSON, r#"{"tourId":"t1","e-mail":"a@example.com"}"#),
        (
            BookTour::APPLICATION_XML,
            r#"<Booking xmlns="urn:tours"><TourId>t1</TourId><EMail>a@example.com</EMail></Booking>"#,
        ),
        (BookTour::APPLICATION_X_WWW_FORM_URLENCODED, "tourId=t1&e-mail=a%40example.com"),
    ] {
        let recorder = Recorder::answering("HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n").await;
        let client = Client::builder(recorder.url()).build().expect("the address is good");
        client.book_tour(booking()).format(format).send().await.expect_err("it is no answer");
        assert_eq!(recorder.request().await.text(), text);
    }
}

#[tokio::test]
async fn client_and_server_understand_each_other() {
    let served = Served::new(router(Agency)).await;
    let client = Client::builder(served.url()).build().expect("the address is good");
    let found = client.find_tour("t1", "a7").price_up_to(900).send().await.expect("it is served");
    assert_eq!(found.into_inner(), tour("t1 up to 900 at a7"));
    for format in
        [BookTour::APPLICATION_JSON, BookTour::APPLICATION_XML, BookTour::APPLICATION_X_WWW_FORM_URLENCODED]
    {
        let booked = client.book_tour(booking()).format(format).send().await.expect("it is served");
        assert_eq!(booked.into_inner(), tour("t1 for a@example.com"));
    }
    let head =
        "POST /tours HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\nAccept: application/xml";
    let answered = served.send(head, b"tour_id=t2&email=b").await;
    assert_eq!(
        answered.text(),
        r#"<Tour xmlns="urn:tours"><TourId>t2 for b</TourId><HttpLink>/t</HttpLink><FirstDay>Monday</FirstDay></Tour>"#,
        "further names are read"
    );
}
