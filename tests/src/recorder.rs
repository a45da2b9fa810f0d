//! A peer that records what a client sends, and one that nobody should visit.

use std::net::SocketAddr;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::served::{PATIENCE, find, message};

/// The longest request that is recorded.
const LONGEST: usize = 1 << 20;

/// A socket that takes one request and gives an answer that is settled beforehand.
#[derive(Debug)]
pub struct Recorder {
    address: SocketAddr,
    task: JoinHandle<Recorded>,
}

/// A request as it stood on the socket.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// `POST /path?query HTTP/1.1`.
    pub request_line: String,
    /// The bytes after the head.
    pub body: Vec<u8>,
    headers: Vec<(String, String)>,
}

impl Recorder {
    /// Answers the first request with these bytes, whatever it says.
    pub async fn answering(answer: impl Into<Vec<u8>>) -> Self {
        let answer = answer.into();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("the system has a free port");
        let address = listener.local_addr().expect("the socket is bound");
        let task = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.expect("the socket stays open");
            let request = read(&mut stream).await;
            stream.write_all(&answer).await.expect("the client reads its answer");
            stream.shutdown().await.expect("the client reads its answer");
            request
        });
        Self { address, task }
    }

    /// Where it is, for a client.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What came.
    pub async fn request(self) -> Recorded {
        let request = timeout(PATIENCE, self.task).await.expect("the client sends in time");
        request.expect("the request can be recorded")
    }
}

/// Reads up to the end that the request itself announces.
async fn read(stream: &mut TcpStream) -> Recorded {
    let mut bytes = Vec::new();
    loop {
        if let Some(request) = whole(&bytes) {
            return request;
        }
        assert!(bytes.len() < LONGEST, "the request is too long for a test");
        let read = timeout(PATIENCE, stream.read_buf(&mut bytes)).await.expect("the client sends in time");
        assert!(read.expect("the client stays") > 0, "the client broke off");
    }
}

fn whole(bytes: &[u8]) -> Option<Recorded> {
    bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
    let (request_line, headers, body) = message(bytes);
    assert!(find(&headers, "Transfer-Encoding").is_none(), "a request says how long it is");
    let length = find(&headers, "Content-Length").map_or(0, |length| length.parse().expect("a number"));
    (body.len() >= length).then(|| Recorded { request_line, headers, body: body.to_vec() })
}

impl Recorded {
    /// The value of a header, whose name may be in any case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }

    /// The body as text.
    #[must_use]
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("a body is UTF-8")
    }
}

/// A socket that no call should reach.
#[derive(Debug)]
pub struct Unvisited(std::net::TcpListener);

impl Unvisited {
    /// Listens on a port that the system chooses.
    #[must_use]
    pub fn new() -> Self {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("the system has a free port");
        listener.set_nonblocking(true).expect("the system can do without waiting");
        Self(listener)
    }

    /// Where it is, for a client.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.0.local_addr().expect("the socket is bound"))
    }

    /// Fails if anyone connected.
    pub fn assert_unvisited(&self) {
        // A connection is in the queue before the one who made it goes on.
        assert!(self.0.accept().is_err(), "something was sent");
    }
}

impl Default for Unvisited {
    fn default() -> Self {
        Self::new()
    }
}
