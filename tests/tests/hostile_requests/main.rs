//! Requests that cannot be answered, to the generated servers: each is refused
//! in the caller's own form, and the server goes on.

mod encodings;
mod http;
mod nesting;
mod parameters;

use wirewright_runtime::server::Verification;
use wirewright_tests::{Answered, Served};

const SEJOUR: &str = "/swsproxy/Authentication.asmx";
const CBSS: &str = "POST /api/Customer/Logout HTTP/1.1";
const TT_CMD: &str = "PUT /api/tt_cmd_connection/logout HTTP/1.1";
const EBAY: &str = "/ws/ecasvc/ClientAlerts";

/// The form of a refusal.
#[derive(Clone, Copy, Debug)]
enum Form {
    Json,
    Xml,
    Soap11,
    Soap12,
    Text,
}

async fn sejour() -> Served {
    Served::new(sejour_server::router(sejour_server::Mock)).await
}

async fn cbss() -> Served {
    Served::new(cbss_server::router(cbss_server::Mock, Verification::Skipped)).await
}

async fn tt_cmd() -> Served {
    Served::new(tt_cmd_server::router(tt_cmd_server::Mock)).await
}

async fn ebay() -> Served {
    Served::new(ebay_client_alerts_server::router(ebay_client_alerts_server::Mock)).await
}

async fn chargebee() -> Served {
    Served::new(chargebee_server::router(chargebee_server::Mock, Verification::Skipped)).await
}

/// Fails unless the answer has the status and the form, and says each of `names`.
#[track_caller]
fn check(answer: &Answered, status: u16, form: Form, names: &[&str]) {
    let body = answer.text();
    assert_eq!(answer.status(), status, "{body}");
    let (content_type, marks): (_, &[&str]) = match form {
        Form::Json => ("application/problem+json", &["{\"title\":", "\"detail\":"]),
        Form::Xml => ("application/problem+xml", &["<problem xmlns=\"urn:ietf:rfc:7807\">", "<detail>"]),
        Form::Soap11 => ("text/xml; charset=utf-8", &["<faultcode>soap:Client</faultcode>", "<faultstring>"]),
        Form::Soap12 => (
            "application/soap+xml; charset=utf-8",
            &["<soap12:Value>soap12:Sender</soap12:Value>", "<soap12:Text xml:lang=\"en\">"],
        ),
        Form::Text => ("text/plain; charset=utf-8", &[]),
    };
    assert_eq!(answer.header("Content-Type"), Some(content_type), "{body}");
    for part in marks.iter().chain(names) {
        assert!(body.contains(part), "`{part}` is not in {body}");
    }
    if matches!(form, Form::Json) {
        let problem: serde_json::Value = serde_json::from_str(&body).expect("a problem is JSON");
        assert_eq!(problem["status"], status);
    }
    // What was wrong is quoted in part only.
    assert!(body.len() < 2000, "{} bytes", body.len());
}

/// Sends a request that is good, to see that the server still answers.
async fn check_alive(served: &Served, head: &str, body: &str) {
    let answer = served.send(head, body.as_bytes()).await;
    assert_eq!(answer.status(), 200, "{}", answer.text());
}

async fn check_sejour_alive(served: &Served) {
    check_alive(served, &format!("GET {SEJOUR}/Logout?token=t HTTP/1.1"), "").await;
}

async fn check_cbss_alive(served: &Served) {
    check_alive(served, &format!("{CBSS}\nContent-Type: application/json"), "{}").await;
}

async fn check_ebay_alive(served: &Served) {
    let target = format!("{EBAY}?callname=Logout&SessionID=a&SessionData=b");
    check_alive(served, &format!("GET {target} HTTP/1.1"), "").await;
}

/// An XML request of cbss around some content.
fn cbss_xml(content: &str) -> String {
    let requests = "http://schemas.datacontract.org/2004/07/CBSS_API.App_Code.Requests.Customers";
    let code = "http://schemas.datacontract.org/2004/07/CBSS_API.App_Code";
    format!("<Logout xmlns=\"{requests}\" xmlns:c=\"{code}\">{content}</Logout>")
}

/// A SOAP request around some content of the body.
fn envelope(namespace: &str, body: &str) -> String {
    format!("<s:Envelope xmlns:s=\"{namespace}\"><s:Body>{body}</s:Body></s:Envelope>")
}

const SOAP11: &str = "http://schemas.xmlsoap.org/soap/envelope/";
const SOAP12: &str = "http://www.w3.org/2003/05/soap-envelope";

/// Both versions of SOAP: namespace, media type, status and form of a refusal.
const SOAPS: [(&str, &str, u16, Form); 2] =
    [(SOAP11, "text/xml", 500, Form::Soap11), (SOAP12, "application/soap+xml", 400, Form::Soap12)];

/// Sends an XML body to sejour in a version of SOAP.
async fn send_soap(served: &Served, media: &str, body: &[u8]) -> Answered {
    let head = format!(
        "POST {SEJOUR} HTTP/1.1\nContent-Type: {media}; charset=utf-8\nSOAPAction: \"http://www.sansejour.com/Logout\""
    );
    served.send(&head, body).await
}

/// Sends a body to cbss.
async fn send_cbss(served: &Served, media: &str, body: &[u8]) -> Answered {
    served.send(&format!("{CBSS}\nContent-Type: {media}"), body).await
}
