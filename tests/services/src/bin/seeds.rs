//! Writes the seed corpus of every fuzz target from the samples that the generated crates hold.
//!
//! `cargo run -p wirewright-services --bin seeds -- DIR` fills `DIR/TARGET`.

use std::path::Path;
use std::{env, fs, io};

use wirewright_runtime::testing::{answer_to_bytes, request_to_bytes};

fn main() -> io::Result<()> {
    let Some(folder) = env::args_os().nth(1) else {
        return Err(io::Error::other("tell the folder to write to"));
    };
    let folder = Path::new(&folder);
    for (at, request) in wirewright_services::requests().iter().enumerate() {
        let name = format!("request_{at}");
        write(folder, "request", &name, &request_to_bytes(request))?;
        body(folder, &name, request.body())?;
        write(folder, "form", &format!("query_{at}"), request.uri().query().unwrap_or_default().as_bytes())?;
    }
    for (at, answer) in wirewright_services::answers().iter().enumerate() {
        let name = format!("answer_{at}");
        write(folder, "answer", &name, &answer_to_bytes(answer))?;
        body(folder, &name, answer.body())?;
    }
    let scalars = [
        "2024-11-18T12:47:37.7301759+08:00",
        "0001-01-01T00:00:00",
        "-1",
        "a%2Fb+c",
        "{9DA91479-03ED-42F5-9827-E03302F1A8E7}",
    ];
    for (at, text) in scalars.iter().enumerate() {
        write(folder, "scalar", &at.to_string(), text.as_bytes())?;
    }
    let media = ["text/html;q=0.1, */*;q=0.2", "text/*, application/json;q=0", "http://[::1]:80/a/b"];
    for (at, text) in media.iter().enumerate() {
        write(folder, "media", &at.to_string(), text.as_bytes())?;
    }
    for length in [0_u8, 20, 60, 200] {
        let bytes: Vec<u8> = (0..length).map(|at| at.wrapping_mul(37)).collect();
        write(folder, "value", &length.to_string(), &bytes)?;
    }
    Ok(())
}

/// A body is a seed of every codec, which finds out by itself that it is not its own.
fn body(folder: &Path, name: &str, body: &[u8]) -> io::Result<()> {
    for target in ["json", "soap", "form"] {
        write(folder, target, name, body)?;
    }
    write(folder, "xml", name, &[b"\0", body].concat())
}

fn write(folder: &Path, target: &str, name: &str, bytes: &[u8]) -> io::Result<()> {
    let folder = folder.join(target);
    fs::create_dir_all(&folder)?;
    fs::write(folder.join(name), bytes)
}
