//! A server on a socket of this machine, and raw requests to it.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio::time::timeout;

/// How long anything on a socket of this machine may take.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// The longest answer that a test reads.
const LONGEST: u64 = 1 << 20;

/// A router that is served until this is dropped.
#[derive(Debug)]
pub struct Served {
    address: SocketAddr,
    task: JoinHandle<()>,
}

impl Served {
    /// Serves a router on a port that the system chooses.
    pub async fn new(router: axum::Router) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("the system has a free port");
        let address = listener.local_addr().expect("the socket is bound");
        let task = tokio::spawn(async move {
            axum::serve(listener, router).await.expect("the socket stays open");
        });
        Self { address, task }
    }

    /// Where it is, for a client.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Sends the bytes of a request, each line of the head given without its end,
    /// and reads the answer until the server closes the connection.
    pub async fn send(&self, head: &str, body: &[u8]) -> Answered {
        let lines = head.trim().lines().map(str::trim).collect::<Vec<_>>().join("\r\n");
        let length = if body.is_empty() && head.trim_start().starts_with("GET") {
            String::new()
        } else {
            format!("Content-Length: {}\r\n", body.len())
        };
        let head = format!("{lines}\r\nHost: {}\r\nConnection: close\r\n{length}\r\n", self.address);
        self.exchange(&[head.as_bytes(), body].concat()).await
    }

    /// Sends bytes as they are, and reads the answer until the server closes the connection.
    pub async fn exchange(&self, request: &[u8]) -> Answered {
        let exchange = async {
            let mut stream = TcpStream::connect(self.address).await.expect("the server listens");
            let (mut from, mut to) = stream.split();
            let mut answer = Vec::new();
            // A server need not read to the end what it refuses, so that writing may fail.
            let write = to.write_all(request);
            let mut limited = (&mut from).take(LONGEST);
            let (_, read) = tokio::join!(write, limited.read_to_end(&mut answer));
            // A reset after the answer does not undo it.
            assert!(read.is_ok() || !answer.is_empty(), "no answer came: {read:?}");
            answer
        };
        let answer = timeout(PATIENCE, exchange).await.expect("the server answers in time");
        Answered::parse(&answer)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// An answer as it stood on the socket.
#[derive(Clone, Debug)]
pub struct Answered {
    /// `HTTP/1.1 200 OK`.
    pub status_line: String,
    /// The bytes after the head.
    pub body: Vec<u8>,
    /// Whether the server asked for the body first, by `100 Continue`.
    pub continued: bool,
    headers: Vec<(String, String)>,
}

impl Answered {
    fn parse(bytes: &[u8]) -> Self {
        const CONTINUE: &[u8] = b"HTTP/1.1 100 Continue\r\n\r\n";
        let rest = bytes.strip_prefix(CONTINUE);
        let (status_line, headers, body) = message(rest.unwrap_or(bytes));
        Self { status_line, headers, body: body.to_vec(), continued: rest.is_some() }
    }

    /// The number in the status line.
    #[must_use]
    pub fn status(&self) -> u16 {
        let number = self.status_line.split(' ').nth(1).and_then(|number| number.parse().ok());
        number.expect("a status line has a number")
    }

    /// The value of a header, whose name may be in any case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }

    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).expect("a body is UTF-8")
    }
}

/// Takes a message apart: first line, headers, the bytes after them.
pub(crate) fn message(bytes: &[u8]) -> (String, Vec<(String, String)>, &[u8]) {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").expect("a message has a head");
    let head = std::str::from_utf8(&bytes[..end]).expect("a head is UTF-8");
    let mut lines = head.split("\r\n");
    let first = lines.next().unwrap_or_default().to_owned();
    let header = |line: &str| {
        let (name, value) = line.split_once(':').expect("a header has a colon");
        (name.to_owned(), value.trim().to_owned())
    };
    (first, lines.map(header).collect(), &bytes[end + 4..])
}

pub(crate) fn find<'h>(headers: &'h [(String, String)], name: &str) -> Option<&'h str> {
    let mut own = headers.iter().filter(|(own, _)| own.eq_ignore_ascii_case(name));
    let value = own.next().map(|(_, value)| value.as_str());
    assert!(own.next().is_none(), "the header {name} stands twice: {headers:?}");
    value
}
