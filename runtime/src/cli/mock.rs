//! Runs a mock server.

use std::io::Write as _;
use std::process::ExitCode;

use super::Credentials;

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
    let mut out = std::io::stdout().lock();
    // Whoever started the server reads its address from here.
    writeln!(out, "listening on http://{address}").and_then(|()| out.flush()).map_err(failed)?;
    drop(out);
    let app = router.fallback(crate::server::not_found);
    axum::serve(listener, app).with_graceful_shutdown(stopped()).await.map_err(failed)
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

/// Waits to be interrupted or, where there is such a thing, to be told to end.
async fn stopped() {
    let interrupted = async {
        // Where no signal can be waited for, only the other one counts.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = interrupted => {}
        () = terminated() => {}
    }
}

#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut signal) => {
            signal.recv().await;
        }
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}
