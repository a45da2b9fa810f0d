//! The generated client talks to the generated server over a socket, in every binding.

use parcel_desk::Desk;
use parcel_desk::parcels::Credentials;
use parcel_desk::parcels::client::{Client, ErrorKind};
use parcel_desk::parcels::operations::{AnnounceParcel, TrackParcelFailure};
use parcel_desk::parcels::server::{Verification, router};
use parcel_desk::parcels::types::State;
use wirewright_runtime::scalar::Uuid;
use wirewright_runtime::server::axum;

fn credentials() -> Credentials {
    Credentials { key: "the key of this desk".into() }
}

/// A client of a desk that runs until the test ends.
async fn client() -> Client {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
    let address = listener.local_addr().expect("it is bound");
    let router = router(Desk::default(), Verification::Required(credentials()));
    tokio::spawn(async move { axum::serve(listener, router).await });
    let built = Client::builder(format!("http://{address}")).credentials(credentials()).build();
    built.expect("the address is good")
}

#[tokio::test]
async fn what_was_announced_is_found_again() {
    let client = client().await;
    for binding in [AnnounceParcel::HTTP, AnnounceParcel::SOAP] {
        let announced = client.announce_parcel(1200).remark("Mind the cat.").binding(binding).send().await;
        let announced = announced.expect("it is taken").into_inner();
        let found = client.track_parcel(announced.id).send().await.expect("it is known").into_inner();
        assert_eq!(found, announced);
        assert_eq!((found.weight, found.state), (1200, Some(State::Announced)));
    }
}

#[tokio::test]
async fn what_was_never_announced_is_the_documented_failure() {
    let client = client().await;
    let error = client.track_parcel(Uuid::from_u128(7)).send().await.expect_err("nothing was announced");
    let ErrorKind::Failure(TrackParcelFailure::Unknown(problem)) = error.kind() else { panic!("{error}") };
    assert_eq!(problem.message.as_deref(), Some("00000000-0000-0000-0000-000000000007 was never announced"));
}
