//! The service that the reference takes examples from is served as its spec says.

use wirewright_capabilities::reference::Credentials;
use wirewright_capabilities::reference::client::{Client, ErrorKind};
use wirewright_capabilities::reference::operations::{
    BellInput, BellOutput, GiveBerth, GiveBerthFailure, GiveBerthInput, LeaveInput, TollFailure, TollInput,
    TollOutput,
};
use wirewright_capabilities::reference::server::{
    NoFailure, Reference, Request, ServerError, Verification, router,
};
use wirewright_capabilities::reference::types::{Berth, Colour, Notice};
use wirewright_tests::Served;

struct Office;

impl Reference for Office {
    async fn give_berth(
        &self,
        request: Request<GiveBerthInput>,
    ) -> Result<Berth, ServerError<GiveBerthFailure>> {
        if request.length > 100 {
            let notice = Notice { text: Some("too long".to_owned()) };
            return Err(GiveBerthFailure::Refused(notice).into());
        }
        Ok(Berth {
            number: Some(7),
            side: request.side.clone(),
            ropes: Some(Vec::new()),
            flags: Some(vec![Colour::White]),
        })
    }

    async fn toll(&self, request: Request<TollInput>) -> Result<TollOutput, ServerError<TollFailure>> {
        Ok(TollOutput { sum: Some(f64::from(request.length) / 2.0), told: None })
    }

    async fn bell(&self, _: Request<BellInput>) -> Result<BellOutput, ServerError<NoFailure>> {
        Ok(BellOutput::default())
    }

    async fn leave(&self, request: Request<LeaveInput>) -> Result<(), ServerError<NoFailure>> {
        match request.ship.as_str() {
            "Mary" => Ok(()),
            _ => Err(ServerError::client("there is no such ship")),
        }
    }
}

fn credentials(word: &str) -> Credentials {
    Credentials { ship: "Mary".to_owned(), word: word.into() }
}

#[tokio::test]
async fn the_office_does_what_its_page_says() {
    let served = Served::new(router(Office, Verification::Required(credentials("open")))).await;
    let client = Client::builder(served.url()).credentials(credentials("open")).build().expect("it is good");
    for format in [GiveBerth::APPLICATION_JSON, GiveBerth::APPLICATION_XML] {
        let call = client.give_berth("Mary", 12).side("starboard").format(format);
        let berth = call.send().await.expect("it is served").into_inner();
        assert_eq!((berth.number, berth.side.as_deref()), (Some(7), Some("starboard")), "{format:?}");
        assert_eq!(berth.flags, Some(vec![Colour::White]), "{format:?}");
    }
    let refused = client.give_berth("Mary", 101).send().await.expect_err("it is too long");
    assert!(matches!(refused.kind(), ErrorKind::Failure(GiveBerthFailure::Refused(_))), "{refused}");
    assert_eq!(client.toll(12).send().await.expect("it is served").into_inner().sum, Some(6.0));
    client.bell().send().await.expect("it is served");
    client.leave("Mary").send().await.expect("it is served");
    let unknown = client.leave("Anne").send().await.expect_err("there is none");
    assert!(matches!(unknown.kind(), ErrorKind::Fault(_)), "{unknown}");

    let stranger =
        Client::builder(served.url()).credentials(credentials("shut")).build().expect("it is good");
    stranger.give_berth("Mary", 12).send().await.expect_err("the word is wrong");
}
