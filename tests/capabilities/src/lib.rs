//! One made-up service for each thing that the language can say. `specs/NAME.yaml` is its spec,
//! the module `NAME` what is generated from it, and `tests/NAME.rs` shows the bytes on the wire.

wirewright_runtime::include_generated!();
