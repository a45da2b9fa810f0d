//! A desk where parcels are announced. No generated file lies in this crate: its build
//! script makes them from `specs/parcels.yaml`.

mod api;

use std::sync::Mutex;

pub use api::parcels;

use parcels::operations::{AnnounceParcelInput, TrackParcelFailure, TrackParcelInput};
use parcels::server::{NoFailure, Parcels, Request, ServerError};
use parcels::types::{Parcel, Problem, State};
use wirewright_runtime::scalar::Uuid;

/// The parcels that were announced.
#[derive(Debug, Default)]
pub struct Desk {
    parcels: Mutex<Vec<Parcel>>,
}

impl Desk {
    /// The parcels, also after somebody broke off while holding them: none is ever half there.
    fn parcels(&self) -> std::sync::MutexGuard<'_, Vec<Parcel>> {
        self.parcels.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Parcels for Desk {
    async fn track_parcel(
        &self,
        request: Request<TrackParcelInput>,
    ) -> Result<Parcel, ServerError<TrackParcelFailure>> {
        let found = self.parcels().iter().find(|own| own.id == request.id).cloned();
        found.ok_or_else(|| {
            let message = Some(format!("{} was never announced", request.id));
            ServerError::from(TrackParcelFailure::Unknown(Problem { message }))
        })
    }

    async fn announce_parcel(
        &self,
        request: Request<AnnounceParcelInput>,
    ) -> Result<Parcel, ServerError<NoFailure>> {
        let mut parcels = self.parcels();
        let number = u128::try_from(parcels.len()).unwrap_or(u128::MAX);
        let parcel =
            Parcel { id: Uuid::from_u128(number), weight: request.weight, state: Some(State::Announced) };
        parcels.push(parcel.clone());
        Ok(parcel)
    }
}
