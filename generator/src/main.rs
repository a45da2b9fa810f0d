//! x
fn main() {
    let specs: Vec<_> = std::env::args()
        .skip(1)
        .map(|file| wirewright::Spec { text: std::fs::read_to_string(&file).expect("x"), file })
        .collect();
    match wirewright::pipeline::services(&specs) {
        Ok(s) => println!("{s:#?}"),
        Err(p) => print!("{}", wirewright::diagnostics::print(&p, wirewright::MessageFormat::Human)),
    }
}
