//! Pages that follow one another, and their items.

use std::fmt;

use super::call::failed;
use super::{Call, Error, ErrorKind, Response};
use crate::message::{Itemized, Paged, Turn, single_text};

/// The pages of an operation, one after the other.
///
/// Nothing is sent until [`Pages::next`] is asked for a page, and then no more than that
/// page is. Dropping this leaves the pages that were not asked for where they are.
#[must_use = "no page is asked for until `next` is called"]
pub struct Pages<'c, O: Paged> {
    call: Call<'c, O>,
    state: State,
    cursors: Cursors,
    /// How many items came so far.
    brought: u64,
}

/// What is to come.
#[derive(Debug)]
enum State {
    /// The page that the input asks for.
    Page,
    Nothing,
    /// The next page cannot be asked for.
    Stuck(PagesError),
}

/// Why the pages cannot be followed any further.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum PagesError {
    /// The service named a page as the next one that it had named before, so that its
    /// pages would have no end.
    Repeated {
        /// What it named the page by.
        cursor: String,
    },
    /// There are more pages than the input can count.
    TooFar,
    /// The address of the next page is none that the operation has.
    Unlinked {
        /// What of it the operation does not have.
        why: String,
    },
}

impl fmt::Display for PagesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Repeated { cursor } => write!(
                f,
                "the service named the page `{}` a second time, so that its pages would have no end",
                cursor.escape_debug()
            ),
            Self::TooFar => f.write_str("there are more pages than the input can count"),
            Self::Unlinked { why } => write!(f, "the address of the next page cannot be asked for: {why}"),
        }
    }
}

impl std::error::Error for PagesError {}

impl<'c, O: Paged> Pages<'c, O> {
    /// Begins with the page that a call asks for.
    pub fn new(call: Call<'c, O>) -> Self {
        let mut cursors = Cursors::default();
        if let Some(first) = cursor(&call) {
            cursors.is_new(&first);
        }
        Self { call, state: State::Page, cursors, brought: 0 }
    }

    /// The next page; `None` after the last one.
    ///
    /// After an error the next call asks for the same page again.
    ///
    /// # Errors
    /// As for [`Call::send`]. A service that names a page twice is told after the page that
    /// did so, as [`ErrorKind::Pages`]; nothing follows it.
    pub async fn next(&mut self) -> Option<Result<Response<O::Output>, Error<O::Failure>>> {
        match &self.state {
            State::Nothing => return None,
            State::Stuck(error) => {
                let error = ErrorKind::Pages(error.clone());
                self.state = State::Nothing;
                return Some(Err(failed::<O>(self.call.chosen_binding(), error, None)));
            }
            State::Page => {}
        }
        // Who gives up waiting here asks for the same page the next time.
        let page = self.call.sent().await;
        if let Ok(page) = &page {
            self.turn(page);
        }
        Some(page)
    }

    /// What asks for the next page, to go on from it another time.
    ///
    /// After the last page it is what asked for that one.
    pub fn input(&self) -> &O::Input {
        &self.call.input
    }

    /// The items of the pages, one after the other.
    pub fn items(self) -> Items<'c, O>
    where
        O: Itemized,
    {
        Items { pages: self, items: Vec::new().into_iter() }
    }

    /// Looks for the page after one that came.
    fn turn(&mut self, page: &O::Output) {
        let count = u64::try_from(O::count(page)).unwrap_or(u64::MAX);
        self.brought = self.brought.saturating_add(count);
        self.state = match O::turn(page, &mut self.call.input, self.brought) {
            Turn::Last => State::Nothing,
            Turn::TooFar => State::Stuck(PagesError::TooFar),
            Turn::Unlinked(why) => State::Stuck(PagesError::Unlinked { why }),
            Turn::Next => {
                let cursor = cursor(&self.call);
                self.to(cursor)
            }
            Turn::Linked(query) => self.to(Some(query)),
        };
    }

    /// To a page, unless it was named before.
    fn to(&mut self, cursor: Option<String>) -> State {
        match cursor.filter(|cursor| !self.cursors.is_new(cursor)) {
            Some(cursor) => State::Stuck(PagesError::Repeated { cursor }),
            None => State::Page,
        }
    }
}

/// What the input of a call names the page by.
fn cursor<O: Paged>(call: &Call<'_, O>) -> Option<String> {
    single_text(&call.input, O::CURSOR?).ok().flatten()
}

impl<O: Paged> fmt::Debug for Pages<'_, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("operation", &O::NAME)
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}

/// The items of an operation's pages, one after the other.
///
/// A page is asked for when an item of it is, and not before.
#[must_use = "no page is asked for until `next` is called"]
pub struct Items<'c, O: Itemized> {
    pages: Pages<'c, O>,
    items: std::vec::IntoIter<O::Item>,
}

impl<O: Itemized> Items<'_, O> {
    /// The next item; `None` after the last one of the last page.
    ///
    /// # Errors
    /// As for [`Pages::next`]. After an error the next call asks for the same page again.
    pub async fn next(&mut self) -> Option<Result<O::Item, Error<O::Failure>>> {
        loop {
            if let Some(item) = self.items.next() {
                return Some(Ok(item));
            }
            match self.pages.next().await? {
                Ok(page) => self.items = O::items(page.into_inner()).into_iter(),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl<O: Itemized> fmt::Debug for Items<'_, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("pages", &self.pages).finish_non_exhaustive()
    }
}

/// Finds a cursor that comes again without keeping all of them: each is compared with the
/// one before it and with an earlier one, which moves on at the powers of two (R. P. Brent,
/// "An improved Monte Carlo factorization algorithm", 1980). So a circle of any length is found.
#[derive(Debug, Default)]
struct Cursors {
    last: Option<String>,
    earlier: Option<String>,
    since: u64,
    power: u64,
}

impl Cursors {
    /// Takes up a cursor; whether it is not known to have come before.
    fn is_new(&mut self, cursor: &str) -> bool {
        let is = |own: &Option<String>| own.as_deref() == Some(cursor);
        if is(&self.last) || is(&self.earlier) {
            return false;
        }
        if self.since >= self.power {
            (self.earlier, self.power, self.since) = (Some(cursor.to_owned()), self.power.max(1) * 2, 0);
        } else {
            self.since += 1;
        }
        self.last = Some(cursor.to_owned());
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_circle_is_found() {
        for (tail, circle) in [(0, 1), (1, 1), (5, 1), (0, 2), (3, 7), (50, 3), (2, 40)] {
            let mut cursors = Cursors::default();
            let named = (0..tail).chain((0..).map(|at| tail + at % circle));
            let found = named.take(1000).position(|own: u32| !cursors.is_new(&own.to_string()));
            let found = found.expect("a circle comes to its end");
            assert!(found >= usize::try_from(tail + circle).unwrap(), "{tail} {circle}: {found}");
            assert!(found <= 4 * usize::try_from(tail + circle).unwrap() + 4, "{tail} {circle}: {found}");
        }
        let mut cursors = Cursors::default();
        assert!((0..1000).all(|own| cursors.is_new(&own.to_string())));
    }
}
