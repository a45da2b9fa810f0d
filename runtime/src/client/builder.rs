//! How a client comes to be.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;

use super::hooks::Hooks;
use super::{ReqwestTransport, RetryPolicy, Transport, TransportError};
use crate::message::{Address, BaseUrl, BaseUrlError, Challenges, Held, Sources};

/// A generated client.
pub trait Service: Sized {
    /// What computed values are computed with.
    type Credentials: Send + Sync + 'static;

    /// The client around a core.
    fn from_core(core: Core<Self::Credentials>) -> Self;
}

/// What every call of a client shares. Cloning it is cheap.
pub struct Core<C> {
    pub(super) base: Arc<BaseUrl>,
    pub(super) credentials: Option<Arc<C>>,
    pub(super) transport: Arc<dyn Transport>,
    pub(super) timeout: Duration,
    pub(super) retry: Option<RetryPolicy>,
    pub(super) hooks: Hooks,
    pub(super) members: usize,
    pub(super) longest: usize,
    pub(super) sources: Sources,
    pub(super) held: Held,
    pub(super) challenges: Arc<Challenges>,
}

impl<C> Clone for Core<C> {
    fn clone(&self) -> Self {
        Self {
            base: Arc::clone(&self.base),
            credentials: self.credentials.clone(),
            transport: Arc::clone(&self.transport),
            timeout: self.timeout,
            retry: self.retry,
            hooks: self.hooks.clone(),
            members: self.members,
            longest: self.longest,
            sources: self.sources.clone(),
            held: self.held.clone(),
            challenges: Arc::clone(&self.challenges),
        }
    }
}

impl<C> Core<C> {
    /// What this client and its clones hold of the answers that they got.
    #[must_use]
    pub fn held(&self) -> &Held {
        &self.held
    }
}

impl<C> fmt::Debug for Core<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Core")
            .field("base", &self.base)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

/// Settles what a client needs before its first call.
#[must_use = "a builder does nothing until `build`"]
pub struct Builder<S: Service> {
    base: Address,
    credentials: Option<S::Credentials>,
    transport: Option<Arc<dyn Transport>>,
    http_client: Option<reqwest::Client>,
    timeout: Duration,
    retry: Option<RetryPolicy>,
    hooks: Hooks,
    members: usize,
    longest: usize,
    sources: Sources,
    held: Held,
    service: PhantomData<fn() -> S>,
}

/// How long a call waits for its answer unless told otherwise.
const TIMEOUT: Duration = Duration::from_secs(30);

/// How many members an answer may have unless told otherwise; each may take some hundred bytes.
const MEMBERS: usize = 1_000_000;

/// The longest answer that is held unless told otherwise, so that a broken service cannot fill the memory.
const LONGEST: usize = 64 << 20;

impl<S: Service> Builder<S> {
    /// Begins with the address of the service; [`Builder::build`] checks it.
    pub fn new(base: impl Into<Address>) -> Self {
        Self {
            base: base.into(),
            credentials: None,
            transport: None,
            http_client: None,
            timeout: TIMEOUT,
            retry: None,
            hooks: Hooks::default(),
            members: MEMBERS,
            longest: LONGEST,
            sources: Sources::default(),
            held: Held::default(),
            service: PhantomData,
        }
    }

    /// Sets what signatures and credentials are computed with.
    pub fn credentials(mut self, credentials: S::Credentials) -> Self {
        self.credentials = Some(credentials);
        self
    }

    /// Sets how long a call waits for its answer; 30 seconds by default.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Sets how many members, items, elements and attributes an answer may have;
    /// one million by default. An answer with more cannot be read.
    pub fn members(mut self, most: usize) -> Self {
        self.members = most;
        self
    }

    /// Sets the longest answer that is held, in bytes; 64 MiB by default. A longer one is an
    /// error, unless it is taken piece by piece.
    pub fn longest_answer(mut self, bytes: usize) -> Self {
        self.longest = bytes;
        self
    }

    /// Sends calls again where the page says that they may be. Off unless it is set.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = Some(policy);
        self
    }

    /// Calls a function with every request before it is sent: its line and its
    /// headers, to be looked at and added to, and the bytes of its body.
    pub fn before_sending(
        mut self,
        hook: impl Fn(&mut http::request::Parts, &Bytes) + Send + Sync + 'static,
    ) -> Self {
        self.hooks.before_sending.push(Arc::new(hook));
        self
    }

    /// Calls a function with every answer before it is read.
    pub fn after_receiving(mut self, hook: impl Fn(&http::Response<Bytes>) + Send + Sync + 'static) -> Self {
        self.hooks.after_receiving.push(Arc::new(hook));
        self
    }

    /// Takes the time from this clock instead of the system's, for values that
    /// are computed from it. It is asked once an attempt.
    pub fn clock(mut self, clock: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.sources.clock = Some(Arc::new(clock));
        self
    }

    /// Takes nonces from here instead of from chance, once an attempt. Whoever
    /// can foresee them can forge what they protect.
    pub fn nonces(mut self, nonces: impl Fn() -> String + Send + Sync + 'static) -> Self {
        self.sources.nonces = Some(Arc::new(nonces));
        self
    }

    /// Begins with what an answer to another client brought: the value that the
    /// spec holds under a name, such as the token of an earlier session.
    pub fn hold(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.held.set(name, value);
        self
    }

    /// Sends by this HTTP client, which may bring its own proxies, pools and certificates.
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        (self.http_client, self.transport) = (Some(client), None);
        self
    }

    /// Sends by something else than reqwest.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// The client.
    ///
    /// # Errors
    /// The address cannot serve as one, or the system has no usable TLS.
    pub fn build(self) -> Result<S, BuildError> {
        let transport = match (self.transport, self.http_client) {
            (Some(transport), _) => transport,
            (None, Some(client)) => Arc::new(ReqwestTransport::from(client).longest_answer(self.longest)),
            (None, None) => {
                let transport = ReqwestTransport::new().map_err(BuildError::Transport)?;
                Arc::new(transport.longest_answer(self.longest))
            }
        };
        Ok(S::from_core(Core {
            base: Arc::new(self.base.check().map_err(BuildError::BaseUrl)?),
            credentials: self.credentials.map(Arc::new),
            transport,
            timeout: self.timeout,
            retry: self.retry,
            hooks: self.hooks,
            members: self.members,
            longest: self.longest,
            sources: self.sources,
            held: self.held,
            challenges: Arc::default(),
        }))
    }
}

/// Why a client cannot be built.
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// The address of the service.
    BaseUrl(BaseUrlError),
    /// The default transport.
    Transport(TransportError),
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BaseUrl(error) => error.fmt(f),
            Self::Transport(error) => write!(f, "the HTTP client cannot be set up: {error}"),
        }
    }
}

impl std::error::Error for BuildError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::BaseUrl(error) => Some(error),
            Self::Transport(error) => Some(error),
        }
    }
}
