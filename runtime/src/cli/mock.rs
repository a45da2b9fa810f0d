//! Runs a mock server.

use std::future::IntoFuture as _;
use std::io::Write as _;
use std::process::ExitCode;
use std::time::Duration;

use super::Credentials;

/// How long a server that was told to end waits for the connections that are open.
const PATIENCE: Duration = Duration::from_secs(3);

const USAGE: &str = "usage: mock [--listen ADDRESS:PORT] [--base-path PATH] [--credential NAME=VALUE ...]";

/// Serves a router at `--listen`, by default `127.0.0.1:0`, until it is told to
/// stop. The first line that it prints is `listening on http://ADDRESS:PORT`.
/// `--base-path` is a path that the service's own address has.
pub async fn mock(
    credentials: &[&'static str],
    router: impl FnOnce(Credentials) -> axum::Router,
) -> ExitCode {
    match serve(credentials, router).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}\n{USAGE}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(
    names: &[&'static str],
    router: impl FnOnce(Credentials) -> axum::Router,
) -> Result<(), String> {
    let mut listen = "127.0.0.1:0".to_owned();
    let mut base_path = None;
    let mut given = Vec::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| format!("{argument} needs a value"));
        match argument.as_str() {
            "--listen" => listen = value()?,
            "--base-path" => base_path = Some(value()?),
            "--credential" => given.push(value()?),
            "--help" | "-h" => return Err("a server that answers with the samples of the page".to_owned()),
            other => return Err(format!("there is no option `{}`", other.escape_debug())),
        }
    }
    let router = router(Credentials::new(names, &given)?);
    let router = match base_path {
        Some(path) => below(&path, router)?,
        None => router,
    };
    let failed = |error: std::io::Error| format!("{listen}: {error}");
    let listener = tokio::net::TcpListener::bind(&listen).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    // Whoever reads that the server listens may stop it at once.
    let (first, last) = (Signals::listen().map_err(failed)?, Signals::listen().map_err(failed)?);
    let mut out = std::io::stdout().lock();
    // Whoever started the server reads its address from here.
    writeln!(out, "listening on http://{address}").and_then(|()| out.flush()).map_err(failed)?;
    drop(out);
    let app = router.fallback(crate::server::not_found);
    let served = axum::serve(listener, app).with_graceful_shutdown(first.stop());
    tokio::select! {
        ended = served.into_future() => ended.map_err(failed),
        () = given_up(last) => Ok(()),
    }
}

/// Puts a router below a path that has nothing in it that axum would take for a pattern.
fn below(path: &str, router: axum::Router) -> Result<axum::Router, String> {
    let plain = |segment: &str| {
        let known = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        !segment.is_empty() && segment.bytes().all(known)
    };
    match path.strip_prefix('/') {
        Some(rest) if rest.split('/').all(plain) => Ok(axum::Router::new().nest(path, router)),
        _ => Err(format!("--base-path takes a path like /api/v2, not `{}`", path.escape_debug())),
    }
}

/// Waits until connections have had time enough to end after the server was told to.
async fn given_up(signals: Signals) {
    signals.stop().await;
    tokio::time::sleep(PATIENCE).await;
}

/// What tells a server to stop: an interrupt and, where there is such a thing, a
/// request to end. They are listened for from the moment that this is made.
#[cfg(unix)]
struct Signals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn listen() -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? })
    }

    async fn stop(mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn listen() -> std::io::Result<Self> {
        Ok(Self)
    }

    async fn stop(self) {
        // Where no signal can be waited for, the server goes on.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
