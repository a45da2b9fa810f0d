//! Generates the modules of `src/api.rs`.

fn main() -> Result<(), wirewright::BuildError> {
    wirewright::build().spec("specs/parcels.yaml").client().server().generate()
}
