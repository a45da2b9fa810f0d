//! What a mock makes up is a success.

use wirewright_capabilities::unshown::client::Client;
use wirewright_capabilities::unshown::operations::{
    Ask, AskFailure, AskInput, AskOutput, Renew, RenewFailure, RenewInput, RenewOutput, Word, WordFailure,
    WordInput,
};
use wirewright_capabilities::unshown::server::{Request, ServerError, Unshown, router};
use wirewright_capabilities::unshown::types::{Kind, Param, State};
use wirewright_runtime::server::sample;
use wirewright_tests::Served;

struct Mock;

impl Unshown for Mock {
    async fn renew(&self, request: Request<RenewInput>) -> Result<RenewOutput, ServerError<RenewFailure>> {
        sample(Renew, &[], &request)
    }

    async fn ask(&self, request: Request<AskInput>) -> Result<AskOutput, ServerError<AskFailure>> {
        sample(Ask, &[], &request)
    }

    async fn word(&self, request: Request<WordInput>) -> Result<String, ServerError<WordFailure>> {
        sample(Word, &[], &request)
    }
}

#[tokio::test]
async fn a_mock_without_samples_answers_with_a_success() {
    let served = Served::new(router(Mock)).await;
    let client = Client::builder(served.url()).build().expect("the address is good");
    let name = "string".to_owned();
    let renewed = client.renew("x").send().await.expect("it is a success").into_inner();
    assert_eq!(renewed, RenewOutput { params: Param { name: name.clone() }, fault: None });
    for accept in [Ask::APPLICATION_JSON, Ask::APPLICATION_X_WWW_FORM_URLENCODED] {
        let asked = client.ask("x").accept(accept).send().await.expect("it is a success").into_inner();
        let expected = AskOutput {
            pass: Some(Param { name: name.clone() }),
            error: None,
            state: State::Given,
            kind: Kind::Given,
            code: 0,
            rank: 0,
            refused: false,
        };
        assert_eq!(asked, expected);
    }
    assert_eq!(*client.word().send().await.expect("it is a success"), "OK");
}
