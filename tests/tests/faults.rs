//! Faults with a detail of a type, from a handler to a caller.

use cbss_types::types::{RequestsCustomersLogout as Detail, ResponsesCustomersLogout as Other};
use sejour_client::{Client, ErrorKind, operations::Logout};
use sejour_server::{NoFailure, Request, Sejour, ServerError, operations::LogoutInput, router};
use wirewright_runtime::Fault;

/// What the service has to say: a type whose XML has a namespace.
fn detail() -> Detail {
    Detail { client_code: Some("<late> & gone".to_owned()), ..Detail::default() }
}

struct Refusing;

impl Sejour for Refusing {
    async fn logout(&self, _: Request<LogoutInput>) -> Result<(), ServerError<NoFailure>> {
        let mut fault =
            Fault::client("the session is gone").with_detail(&detail()).expect("it is plain text");
        fault.code = "Client.Expired".to_owned();
        fault.actor = Some("urn:gate".to_owned());
        Err(ServerError::Fault(Box::new(fault)))
    }
}

#[tokio::test]
async fn a_detail_comes_back_as_its_type_in_both_versions() {
    let client = Client::builder("http://in.process").transport(router(Refusing)).build().unwrap();
    for (binding, status, code) in [(Logout::SOAP11, 500, "Client.Expired"), (Logout::SOAP12, 400, "Sender")]
    {
        let error = client.logout().token("t").binding(binding).send().await.expect_err("it is a fault");
        assert_eq!(error.answer().map(|answer| answer.status.as_u16()), Some(status));
        let ErrorKind::Fault(fault) = error.kind() else { panic!("{error}") };
        assert_eq!((fault.code.as_str(), fault.reason.as_str()), (code, "the session is gone"));
        assert_eq!(fault.actor.as_deref(), Some("urn:gate"));
        assert!(fault.is_client());
        assert_eq!(fault.detail_as::<Detail>(), Some(Ok(detail())));
        assert_eq!(fault.detail_as::<Other>(), None);
    }
}

#[test]
fn an_element_of_a_detail_that_is_not_its_type_says_where() {
    let root =
        "Logout xmlns=\"http://schemas.datacontract.org/2004/07/CBSS_API.App_Code.Requests.Customers\"";
    let code =
        "<ClientCode xmlns=\"http://schemas.datacontract.org/2004/07/CBSS_API.App_Code\">1</ClientCode>";
    for (detail, expected) in [
        (format!("<other/><{root}>{code}</Logout>"), Some(true)),
        (format!("<{root}>{code}{code}</Logout>"), Some(false)),
        ("<other/> text".to_owned(), None),
        (String::new(), None),
    ] {
        let mut fault = Fault::server("r");
        fault.detail = Some(detail.clone());
        let read = fault.detail_as::<Detail>();
        assert_eq!(read.as_ref().map(Result::is_ok), expected, "{detail}: {read:?}");
    }
    let mut fault = Fault::server("r");
    fault.detail = None;
    assert_eq!(fault.detail_as::<Detail>(), None);
}
