//! What a client tells `tracing`: a span for every call, without any value.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex};

use sejour_client::{Client, operations::Logout};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Keeps the fields of the spans called `call`.
#[derive(Clone, Default)]
struct Spans(Arc<Mutex<BTreeMap<String, String>>>);

impl Visit for Spans {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0
            .lock()
            .expect("no test panics while it notes")
            .insert(field.name().to_owned(), format!("{value:?}"));
    }
}

impl Subscriber for Spans {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.is_span() && metadata.target().starts_with("wirewright_runtime")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        assert_eq!(span.metadata().name(), "call");
        span.record(&mut self.clone());
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, _: &Event<'_>) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// The fields of the span of a call.
async fn span(token: &str, base: &str) -> BTreeMap<String, String> {
    let spans = Spans::default();
    let guard = tracing::subscriber::set_default(spans.clone());
    let router = sejour_server::router(sejour_server::Mock);
    let client = Client::builder(base).transport(router).build().expect("the address is good");
    // The mock knows no such path: both outcomes are told.
    let _ = client.logout().token(token).binding(Logout::HTTP_GET).send().await;
    drop(guard);
    let fields = spans.0.lock().expect("no test panics while it notes").clone();
    assert!(!format!("{fields:?}").contains(token), "{fields:?}");
    fields
}

#[track_caller]
fn check(fields: &BTreeMap<String, String>, expected: &[(&str, &str)]) {
    let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(fields, expected);
}

#[tokio::test]
async fn a_call_has_a_span_that_says_how_it_went_and_nothing_of_its_values() {
    let told = span("s3cr3t", "http://in.process").await;
    check(
        &told,
        &[("attempts", "1"), ("binding", "\"http-get\""), ("operation", "\"Logout\""), ("status", "200")],
    );
    let told = span("s3cr3t", "http://in.process/elsewhere").await;
    check(
        &told,
        &[
            ("attempts", "1"),
            ("binding", "\"http-get\""),
            ("error", "\"undocumented status\""),
            ("operation", "\"Logout\""),
            ("status", "404"),
        ],
    );
}
