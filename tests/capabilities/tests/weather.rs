//! Operations offered as SOAP 1.1, SOAP 1.2, GET and POST at once, with an element of their own around results in SOAP.

use wirewright_capabilities::weather::client::{Client, calls};
use wirewright_capabilities::weather::operations::{
    CountStations, CountStationsInput, GetDescriptions, GetDescriptionsInput, GetForecast,
    GetForecastFailure, GetForecastInput, Reset, ResetInput,
};
use wirewright_capabilities::weather::samples::SAMPLES;
use wirewright_capabilities::weather::server::{NoFailure, Request, ServerError, Weather, router};
use wirewright_capabilities::weather::types::{Day, Description, Forecast};
use wirewright_runtime::testing::round_trip;
use wirewright_tests::{Recorder, Served, any_value_survives};

/// A station that knows two towns.
struct Station;

fn forecast(success: bool) -> Forecast {
    let days = vec![Day { low: Some(-3) }, Day { low: None }];
    Forecast { success, city: Some("Oslo".to_owned()), days: success.then_some(days) }
}

fn descriptions() -> Vec<Description> {
    let one = |id, word: &str| Description { id, word: Some(word.to_owned()) };
    vec![one(1, "rain"), one(2, "snow")]
}

impl Weather for Station {
    async fn get_forecast(
        &self,
        request: Request<GetForecastInput>,
    ) -> Result<Forecast, ServerError<GetForecastFailure>> {
        match request.zip.as_deref() {
            Some("0150") => Ok(forecast(true)),
            _ => Err(GetForecastFailure::Unknown(forecast(false)).into()),
        }
    }

    async fn get_descriptions(
        &self,
        _: Request<GetDescriptionsInput>,
    ) -> Result<Vec<Description>, ServerError<NoFailure>> {
        Ok(descriptions())
    }

    async fn count_stations(&self, _: Request<CountStationsInput>) -> Result<i32, ServerError<NoFailure>> {
        Ok(7)
    }

    async fn reset(&self, _: Request<ResetInput>) -> Result<(), ServerError<NoFailure>> {
        Ok(())
    }
}

fn client(url: String) -> Client {
    Client::builder(url).build().expect("the address is good")
}

fn envelope(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><soap:Envelope xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
         xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\">\
         <soap:Body>{body}</soap:Body></soap:Envelope>"
    )
}

const FORECAST: &str = "<Success>true</Success><City>Oslo</City><Days><Day><Low>-3</Low></Day><Day /></Days>";

#[tokio::test]
async fn a_result_stands_in_an_element_of_its_own_in_soap_alone() {
    let served = Served::new(router(Station)).await;
    let soap = |action: &str, operation: &str, input: &str| {
        let head = format!(
            "POST /Weather.asmx HTTP/1.1\nContent-Type: text/xml; charset=utf-8\n\
             SOAPAction: \"http://ws.weather.example/{action}\""
        );
        (head, envelope(&format!("<{operation} xmlns=\"http://ws.weather.example/\">{input}</{operation}>")))
    };
    let response = |operation: &str, inside: &str| {
        envelope(&format!(
            "<{operation}Response xmlns=\"http://ws.weather.example/\">{inside}</{operation}Response>"
        ))
    };
    let plain = |root: &str, inside: &str| {
        format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><{root} xmlns=\"http://ws.weather.example/\">{inside}</{root}>"
        )
    };
    let words = "<Description><ID>1</ID><Word>rain</Word></Description><Description><ID>2</ID><Word>snow</Word></Description>";
    for (operation, input, wrapped, root, inside) in [
        (
            "GetForecast",
            "<ZIP>0150</ZIP>",
            format!("<GetForecastResult>{FORECAST}</GetForecastResult>"),
            "Forecast",
            FORECAST,
        ),
        (
            "GetDescriptions",
            "",
            format!("<GetDescriptionsResult>{words}</GetDescriptionsResult>"),
            "ArrayOfDescription",
            words,
        ),
        ("CountStations", "", "<CountStationsResult>7</CountStationsResult>".to_owned(), "int", "7"),
    ] {
        let (head, body) = soap(operation, operation, input);
        let answered = served.send(&head, body.as_bytes()).await;
        assert_eq!(answered.text(), response(operation, &wrapped));
        let answered = served.send(&format!("GET /Weather.asmx/{operation}?ZIP=0150 HTTP/1.1"), b"").await;
        assert_eq!(answered.text(), plain(root, inside));
        let head = format!(
            "POST /Weather.asmx/{operation} HTTP/1.1\nContent-Type: application/x-www-form-urlencoded"
        );
        let form: &[u8] = if input.is_empty() { b"" } else { b"ZIP=0150" };
        assert_eq!(served.send(&head, form).await.text(), plain(root, inside));
    }
    let (head, body) = soap("Reset", "Reset", "");
    let answered = served.send(&head, body.as_bytes()).await;
    assert_eq!(answered.text(), envelope("<ResetResponse xmlns=\"http://ws.weather.example/\" />"));
}

#[tokio::test]
async fn both_ends_talk_by_every_binding() {
    let served = Served::new(router(Station)).await;
    let client = client(served.url());
    for binding in [GetForecast::SOAP11, GetForecast::SOAP12, GetForecast::HTTP_GET, GetForecast::HTTP_POST] {
        let found = client.get_forecast().zip("0150").binding(binding).send().await;
        assert_eq!(*found.expect("it is served"), forecast(true));
        let error = client.get_forecast().zip("1").binding(binding).send().await.expect_err("it is unknown");
        assert_eq!(error.failure(), Some(&GetForecastFailure::Unknown(forecast(false))), "{error}");
    }
    use GetDescriptions as Words;
    for binding in [Words::SOAP11, Words::SOAP12, Words::HTTP_GET, Words::HTTP_POST] {
        assert_eq!(
            *client.get_descriptions().binding(binding).send().await.expect("it is served"),
            descriptions()
        );
    }
    use CountStations as Count;
    for binding in [Count::SOAP11, Count::SOAP12, Count::HTTP_GET, Count::HTTP_POST] {
        assert_eq!(*client.count_stations().binding(binding).send().await.expect("it is served"), 7);
    }
    for binding in [Reset::SOAP11, Reset::SOAP12, Reset::HTTP_GET, Reset::HTTP_POST] {
        client.reset().binding(binding).send().await.expect("it is served");
    }
}

#[tokio::test]
async fn a_form_without_inputs_is_an_empty_body() {
    let recorder = Recorder::answering("HTTP/1.1 204 No Content\r\n\r\n").await;
    let client = client(recorder.url());
    let call = calls::GetDescriptionsCall::new(&client, GetDescriptionsInput::default());
    call.binding(GetDescriptions::HTTP_POST).send().await.expect_err("the answer is none of the page's");
    let request = recorder.request().await;
    assert_eq!(request.request_line, "POST /Weather.asmx/GetDescriptions HTTP/1.1");
    assert_eq!(request.header("Content-Type"), Some("application/x-www-form-urlencoded"));
    assert_eq!((request.header("Content-Length"), request.text()), (Some("0"), ""));
}

#[tokio::test]
async fn what_stands_beside_a_result_is_noted_and_none_is_an_error() {
    for (inside, expected) in [
        ("<GetForecastResult><Success>true</Success></GetForecastResult><More/>", Ok(3)),
        ("<GetForecastResult><Success>maybe</Success></GetForecastResult>", Err("GetForecastResult.Success")),
        ("<Success>true</Success>", Err("`GetForecastResult` is missing")),
    ] {
        let body = envelope(&format!(
            "<GetForecastResponse xmlns=\"http://ws.weather.example/\">{inside}</GetForecastResponse>"
        ));
        let head = "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n";
        let recorder =
            Recorder::answering(format!("{head}Content-Length: {}\r\n\r\n{body}", body.len())).await;
        let client = client(recorder.url());
        match (client.get_forecast().binding(GetForecast::SOAP11).send().await, expected) {
            (Ok(answer), Ok(count)) => {
                assert!(answer.deviations().len() <= count, "{:?}", answer.deviations())
            }
            (Err(error), Err(why)) => assert!(error.to_string().contains(why), "{error}"),
            (found, _) => panic!("{inside}: {found:?}"),
        }
    }
}

#[test]
fn samples_are_read_and_written() {
    for sample in SAMPLES {
        match sample.operation {
            "GetForecast" => round_trip(GetForecast, sample),
            _ => round_trip(GetDescriptions, sample),
        }
    }
}

#[test]
fn any_value_comes_back_or_is_refused() {
    any_value_survives(GetForecast, 2000, 200);
    any_value_survives(GetDescriptions, 2000, 200);
    any_value_survives(CountStations, 500, 50);
    any_value_survives(Reset, 100, 50);
}
