//! A desk where parcels are announced: a crate that has no generated file in it.

mod api;

pub use api::parcels;
