//! A server so small that it costs next to nothing, for clients to call.

use std::io::{self, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;

/// The answer to every request.
pub(super) const ANSWER: &str = tt_cmd_types::samples::TT_CMD_CONNECTION_LOGOUT_ANSWER.text;

/// A socket that gives the same answer to every request, until the program ends.
pub(crate) struct Peer(SocketAddr);

impl Peer {
    /// Listens on a port that the system chooses.
    pub(crate) fn start() -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                thread::spawn(move || serve(stream));
            }
        });
        Ok(Self(address))
    }

    /// Where it is, for a client.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.0)
    }
}

/// Answers requests until the client leaves.
fn serve(mut stream: TcpStream) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let head =
        format!("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}", ANSWER.len());
    let answer = format!("{head}\r\n\r\n{ANSWER}");
    let mut request = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        let read = stream.read(&mut chunk)?;
        if read == 0 {
            return Ok(());
        }
        request.extend_from_slice(&chunk[..read]);
        if is_whole(&request) {
            request.clear();
            stream.write_all(answer.as_bytes())?;
        }
    }
}

/// Whether the bytes are a request to its end; no client here sends the next before its answer.
fn is_whole(request: &[u8]) -> bool {
    let Some(end) = request.windows(4).position(|window| window == b"\r\n\r\n") else {
        return false;
    };
    let head = String::from_utf8_lossy(&request[..end]).to_ascii_lowercase();
    let length = head.split("content-length:").nth(1).and_then(|rest| rest.lines().next());
    let length = length.and_then(|length| length.trim().parse().ok()).unwrap_or(0);
    request.len() >= end + 4 + length
}
