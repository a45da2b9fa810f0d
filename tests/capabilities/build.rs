//! Generates the client and the server of every spec in `specs`.

fn main() -> Result<(), wirewright::BuildError> {
    wirewright::build().specs("specs").client().server().generate()
}
