//! From operations to an `axum::Router`.

use std::collections::BTreeMap;
use std::fmt;
use std::future::Future;
use std::sync::Arc;

use axum::Router;

use super::dispatch::{Group, dispatch};
use super::endpoint::{Bound, Endpoint};
use super::{Identity, Limits, Request, ServerError};
use crate::message::{BaseUrl, Operation, RequestError, Segment, View};

/// Whether a server checks the signatures and credentials of requests.
#[derive(Clone, Debug)]
pub enum Verification<C> {
    /// Every request must prove itself with these.
    Required(C),
    /// Every request must prove itself with those of its sender, which are looked
    /// up; [`Verification::known`] makes it.
    Known(Lookup<C>),
    /// No request is checked: something in front of the server does it, or it is a test.
    Skipped,
}

type Find<C> = dyn Fn(&Identity<'_>) -> Option<C> + Send + Sync;

/// Finds the credentials of a request's sender.
pub struct Lookup<C>(Arc<Find<C>>);

impl<C> Clone for Lookup<C> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<C> fmt::Debug for Lookup<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Lookup(…)")
    }
}

impl<C> Verification<C> {
    /// Finds the credentials of a sender by what its request shows, such as the
    /// name of a key. A request of a sender that is not found is refused.
    pub fn known(find: impl Fn(&Identity<'_>) -> Option<C> + Send + Sync + 'static) -> Self {
        Self::Known(Lookup(Arc::new(find)))
    }

    /// The credentials that a request must prove itself with; `None` where it need not.
    pub(super) fn credentials(&self, view: &View<'_>) -> Result<Option<Theirs<'_, C>>, RequestError> {
        match self {
            Self::Required(credentials) => Ok(Some(Theirs::Shared(credentials))),
            Self::Known(Lookup(find)) => match find(&Identity::new(view)) {
                Some(found) => Ok(Some(Theirs::Found(found))),
                None => Err(RequestError::UnknownSender),
            },
            Self::Skipped => Ok(None),
        }
    }
}

/// The credentials of a sender.
pub(super) enum Theirs<'c, C> {
    Shared(&'c C),
    Found(C),
}

impl<C> Theirs<'_, C> {
    pub(super) fn get(&self) -> &C {
        match self {
            Self::Shared(own) => own,
            Self::Found(own) => own,
        }
    }
}

/// The operations of a service on their way to an `axum::Router`.
pub struct Routes<S, C> {
    service: Arc<S>,
    verification: Arc<Verification<C>>,
    limits: Limits,
    address: Option<Arc<BaseUrl>>,
    endpoints: Vec<Box<dyn Endpoint<S>>>,
}

impl<S, C> fmt::Debug for Routes<S, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Routes").field("limits", &self.limits).finish_non_exhaustive()
    }
}

impl<S: Send + Sync + 'static, C: Send + Sync + 'static> Routes<S, C> {
    /// Routes to a service, none yet.
    pub fn new(service: S, verification: Verification<C>) -> Self {
        Self {
            service: Arc::new(service),
            verification: Arc::new(verification),
            limits: Limits::default(),
            address: None,
            endpoints: Vec::new(),
        }
    }

    /// Sets what the server does not take.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Says at which address callers know the server, for signatures over it; by
    /// default `http`, the header `Host` and the path of each request.
    #[must_use]
    pub fn address(mut self, address: BaseUrl) -> Self {
        self.address = Some(Arc::new(address));
        self
    }

    /// Adds every binding of an operation behind one handler.
    #[must_use]
    pub fn operation<O, H, F>(mut self, _operation: O, handler: H) -> Self
    where
        O: Operation<Credentials = C>,
        H: Fn(Arc<S>, Request<O::Input>) -> F + Clone + Send + Sync + 'static,
        F: Future<Output = Result<O::Output, ServerError<O::Failure>>> + Send + 'static,
    {
        for binding in O::BINDINGS {
            let verification = Arc::clone(&self.verification);
            self.endpoints.push(Box::new(Bound::<O, H> { binding, verification, handler: handler.clone() }));
        }
        self
    }

    /// The router, to be served, nested, merged or wrapped in layers.
    pub fn into_router(self) -> Router {
        let mut groups: BTreeMap<String, Vec<Box<dyn Endpoint<S>>>> = BTreeMap::new();
        for endpoint in self.endpoints {
            groups.entry(pattern(endpoint.path())).or_default().push(endpoint);
        }
        groups.into_iter().fold(Router::new(), |router, (path, endpoints)| {
            let address = self.address.clone();
            let group = Arc::new(Group::new(Arc::clone(&self.service), self.limits, address, endpoints));
            router.route(&path, axum::routing::any(move |request| dispatch(Arc::clone(&group), request)))
        })
    }
}

/// The path in axum's notation. A step with a value in it is a parameter as a
/// whole: the binding's own template is matched afterwards, without unescaping.
fn pattern(path: &[Segment]) -> String {
    const VALUE: char = '\u{0}';
    let text: String = path
        .iter()
        .map(|segment| match segment {
            Segment::Text(text) => (*text).to_owned(),
            Segment::Member(_) => VALUE.to_string(),
        })
        .collect();
    let steps = text.strip_prefix('/').unwrap_or(&text).split('/').enumerate();
    steps
        .map(|(at, step)| if step.contains(VALUE) { format!("/{{step{at}}}") } else { format!("/{step}") })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_with_values_become_parameters() {
        let path = [Segment::Text("/a/"), Segment::Member(3), Segment::Text(".json/b/"), Segment::Member(1)];
        assert_eq!(pattern(&path), "/a/{step1}/b/{step3}");
        assert_eq!(pattern(&[Segment::Text("api/Customer/Logout")]), "/api/Customer/Logout");
    }
}
