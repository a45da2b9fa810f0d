//! What the handler of a test remembers and says.

use std::sync::{Arc, Mutex, PoisonError};

use wirewright_runtime::server::Request;

/// An answer that is settled beforehand, and what was asked. Clones share what was asked.
#[derive(Debug)]
pub struct Script<I, A> {
    seen: Arc<Mutex<Vec<Seen<I>>>>,
    answer: A,
}

/// A request as it reached a handler.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen<I> {
    /// The name of the binding.
    pub binding: &'static str,
    /// The media type that the answer is written in.
    pub answer_type: &'static str,
    /// The input.
    pub input: I,
}

impl<I, A: Clone> Clone for Script<I, A> {
    fn clone(&self) -> Self {
        Self { seen: Arc::clone(&self.seen), answer: self.answer.clone() }
    }
}

impl<I, A: Clone> Script<I, A> {
    /// Answers every request so.
    pub fn new(answer: A) -> Self {
        Self { seen: Arc::default(), answer }
    }

    /// Remembers a request and gives the answer.
    pub fn answer(&self, request: Request<I>) -> A {
        let (binding, answer_type) = (request.binding(), request.answer_type().essence());
        let seen = Seen { binding, answer_type, input: request.into_input() };
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).push(seen);
        self.answer.clone()
    }

    /// What was asked since the last time.
    #[must_use]
    pub fn seen(&self) -> Vec<Seen<I>> {
        std::mem::take(&mut *self.seen.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The only request since the last time.
    #[must_use]
    pub fn only(&self) -> Seen<I> {
        let mut seen = self.seen();
        assert_eq!(seen.len(), 1, "one request was made");
        seen.remove(0)
    }
}
